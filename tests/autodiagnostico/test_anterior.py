"""La vigencia anterior: se ve al lado, y desde ella se empieza sin que nada cuente hasta confirmarlo."""

from dataclasses import replace

import pytest

from autodiagnostico.cadena import verificar
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import anterior, cuestionario, diagnosticos, historia
from tests.autodiagnostico.gente import cuenta, numero
from tests.autodiagnostico.piezas import CATALOGO

NO_APLICA = "mesa.acto_publicado"


@pytest.fixture
def entidad(sala: Sala, diagnostico: int) -> int:
    """La entidad del diagnóstico de 2026."""
    return diagnosticos.leer(sala, diagnostico).entidad.id


@pytest.fixture
def pasado(sala: Sala, entidad: int) -> int:
    """El de 2025, respondido en parte y enviado."""
    numero_ = diagnosticos.abrir(sala, entidad, 2025).id
    diagnosticos.responder(sala, numero_, "mesa.existe", True)
    diagnosticos.responder(sala, numero_, "mesa.reglamento", "parcial")
    diagnosticos.anotar(sala, numero_, "mesa.reglamento", evidencias=["Acta 1"], observacion="Va a medias")
    diagnosticos.declarar_no_aplica(sala, numero_, NO_APLICA, "La creó un acta")
    diagnosticos.enviar(sala, numero_, con_pendientes=True)
    return numero_


@pytest.mark.usefixtures("pasado")
def test_la_respuesta_anterior_va_al_lado(sala: Sala, diagnostico: int) -> None:
    """La de la última vigencia que haya, con su estado."""
    vista = anterior.de_la_anterior(sala, diagnostico)
    assert vista is not None
    assert (vista.vigencia, vista.estado, vista.por_traer, vista.traidas) == (2025, "enviado", 3, 0)
    dichas = {c: (r.respuesta.valor, r.respuesta.no_aplica, r.cambio) for c, r in vista.respuestas.items()}
    assert dichas == {
        "mesa.existe": (True, None, ""),
        "mesa.reglamento": ("parcial", None, ""),
        NO_APLICA: (None, "La creó un acta", ""),
    }


def test_sin_vigencia_anterior_no_hay_nada_que_traer(sala: Sala, entidad: int, diagnostico: int) -> None:
    """Una posterior no cuenta como anterior."""
    diagnosticos.abrir(sala, entidad, 2027)
    assert anterior.de_la_anterior(sala, diagnostico) is None
    with pytest.raises(ErrorDeServicio, match="no tiene un autodiagnóstico de una vigencia anterior"):
        anterior.traer(sala, diagnostico)


@pytest.mark.usefixtures("pasado")
def test_lo_traido_no_cuenta_hasta_confirmarlo(sala: Sala, diagnostico: int) -> None:
    """Está a la vista, con su valor, y para el resultado es como si no se hubiera respondido."""
    assert anterior.traer(sala, diagnostico) == 3
    abierto = cuestionario.abrir(sala, diagnostico)
    traida = abierto.guardadas["mesa.existe"]
    assert (traida.respuesta.valor, traida.por_confirmar) == (True, "vigencia:2025")
    assert diagnosticos.caso(sala, diagnostico).respuestas == {}
    comite = next(t for t in abierto.temas if t.tema.codigo == "comite_mesa")
    assert not any(p.respondida for p in comite.preguntas)
    diagnosticos.confirmar(sala, diagnostico, "mesa.existe", vista=traida.version)
    diagnosticos.responder(sala, diagnostico, "mesa.reglamento", "si")
    respuestas = diagnosticos.caso(sala, diagnostico).respuestas
    assert {c: r.valor for c, r in respuestas.items()} == {"mesa.existe": True, "mesa.reglamento": "si"}
    origenes = [c.origen for c in historia.cambios(sala, diagnostico, "mesa.existe")]
    assert origenes == ["confirmada", "vigencia:2025"]
    vista = anterior.de_la_anterior(sala, diagnostico)
    assert vista is not None
    assert (vista.por_traer, vista.traidas) == (0, 1)


@pytest.mark.usefixtures("pasado")
def test_traer_no_pisa_lo_respondido_ni_lo_anotado(sala: Sala, diagnostico: int) -> None:
    """Ni repite al volver a traer; las evidencias de otro año no se traen."""
    diagnosticos.responder(sala, diagnostico, "mesa.existe", False)
    diagnosticos.anotar(sala, diagnostico, "mesa.reglamento", observacion="La de este año")
    assert (anterior.traer(sala, diagnostico), anterior.traer(sala, diagnostico)) == (2, 0)
    guardadas = cuestionario.abrir(sala, diagnostico).guardadas
    assert (guardadas["mesa.existe"].respuesta.valor, guardadas["mesa.existe"].por_confirmar) == (False, "")
    reglamento = guardadas["mesa.reglamento"].respuesta
    assert (reglamento.valor, reglamento.evidencias, reglamento.observacion) == (
        "parcial",
        (),
        "La de este año",
    )


@pytest.mark.usefixtures("pasado")
def test_lo_traido_se_puede_quitar_y_lo_ya_confirmado_queda(sala: Sala, diagnostico: int) -> None:
    """Se deshace con otro cambio: la historia no se borra."""
    anterior.traer(sala, diagnostico)
    diagnosticos.confirmar(sala, diagnostico, "mesa.existe")
    assert anterior.devolver(sala, diagnostico) == 2
    guardadas = cuestionario.abrir(sala, diagnostico).guardadas
    assert {c: g.respuesta.valor for c, g in guardadas.items()} == {
        "mesa.existe": True,
        "mesa.reglamento": None,
        NO_APLICA: None,
    }
    assert len(historia.cambios(sala, diagnostico, "mesa.reglamento")) == 2
    assert verificar(sala.motor_bd).roturas == ()


@pytest.mark.usefixtures("pasado")
def test_quien_diligencia_trae_solo_sus_temas(sala: Sala, diagnostico: int, entidad: int) -> None:
    """Y quien no responde nada, nada."""
    ana = cuenta(sala, "Ana Gómez", Rol.DILIGENCIA, entidad=entidad)
    with pytest.raises(ErrorDePermiso):
        anterior.traer(sala.como(ana), diagnostico)
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", "", None, [numero(ana)])
    assert anterior.traer(sala.como(ana), diagnostico) == 0
    diagnosticos.asignar_tema(sala, diagnostico, "comite_mesa", "", None, [numero(ana)])
    assert anterior.traer(sala.como(ana), diagnostico) == 3
    with pytest.raises(ErrorDePermiso):
        anterior.de_la_anterior(sala.como(cuenta(sala, "Sara Mora", Rol.VEEDURIA)), diagnostico)


@pytest.mark.usefixtures("pasado")
def test_confirmar_lo_que_otro_ya_cambio_choca(sala: Sala, diagnostico: int) -> None:
    """Se confirma lo que se vio, no lo que haya ahora."""
    anterior.traer(sala, diagnostico)
    diagnosticos.responder(sala, diagnostico, "mesa.existe", False, vista=1)
    with pytest.raises(ErrorDeServicio, match="cambió mientras usted la tenía abierta"):
        diagnosticos.confirmar(sala, diagnostico, "mesa.existe", vista=1)
    assert diagnosticos.caso(sala, diagnostico).respuestas["mesa.existe"].valor is False


@pytest.mark.usefixtures("pasado")
def test_una_pregunta_que_ya_no_existe_no_se_trae(sala: Sala, diagnostico: int) -> None:
    """Lo demás, sí."""
    sin_mesa = {c: f for c, f in CATALOGO.criterios.items() if c != "mesa.existe"}
    con_otra_base = replace(sala, catalogo=replace(CATALOGO, criterios=sin_mesa))
    assert anterior.traer(con_otra_base, diagnostico) == 2

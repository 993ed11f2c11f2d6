"""Cada cambio de una respuesta queda con quién y cuándo; se deshace el último y nadie pisa a nadie."""

from typing import Any

import pytest

from autodiagnostico.almacen import escribir
from autodiagnostico.cadena import verificar
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, eventos, filas, historia, respuestas
from autodiagnostico.servicios.eventos import ErrorDeConflicto
from autodiagnostico.servicios.historia import Cambio
from motor import ErrorDeCaso
from tests.autodiagnostico.gente import cuenta

CRITERIO = "mesa.reglamento"


@pytest.fixture
def dos(sala: Sala, diagnostico: int) -> tuple[Sala, Sala]:
    """Dos personas de la misma entidad que pueden responder todo."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    ana = cuenta(sala, "Ana Gómez", Rol.LIDER, entidad=entidad)
    luis = cuenta(sala, "Luis Rojas", Rol.LIDER, entidad=entidad)
    return sala.como(ana), sala.como(luis)


def dichos(cambios: list[Cambio]) -> list[tuple[str, str, Any, Any]]:
    """Quién, de dónde, qué había y qué quedó."""
    return [(c.quien, c.origen, c.antes.respuesta.valor, c.despues.respuesta.valor) for c in cambios]


def test_la_historia_dice_quien_cambio_que(sala: Sala, diagnostico: int, dos: tuple[Sala, Sala]) -> None:
    """A cada quien le dice «usted» de lo suyo; lo que se hizo sin cuenta es de este computador."""
    ana, luis = dos
    diagnosticos.responder(sala, diagnostico, CRITERIO, "no")
    diagnosticos.responder(ana, diagnostico, CRITERIO, "parcial")
    diagnosticos.anotar(luis, diagnostico, CRITERIO, observacion="Falta el acta")
    assert dichos(historia.cambios(luis, diagnostico, CRITERIO)) == [
        ("usted", "pantalla", "parcial", "parcial"),
        ("Ana Gómez", "pantalla", "no", "parcial"),
        ("este computador", "pantalla", None, "no"),
    ]
    ultimo = historia.cambios(ana, diagnostico, CRITERIO)[0]
    assert (ultimo.antes.respuesta.observacion, ultimo.despues.respuesta.observacion) == ("", "Falta el acta")


def test_deshacer_es_otro_cambio_y_deshacerlo_lo_repone(sala: Sala, diagnostico: int) -> None:
    """Nada se borra: la historia crece y la bitácora sigue cuadrando."""
    diagnosticos.responder(sala, diagnostico, CRITERIO, "no")
    quedo = diagnosticos.responder(sala, diagnostico, CRITERIO, "si")
    deshecha = historia.deshacer(sala, diagnostico, CRITERIO, vista=quedo.version)
    assert (deshecha.respuesta.valor, deshecha.version) == ("no", 3)
    repuesta = historia.deshacer(sala, diagnostico, CRITERIO, vista=3)
    assert (repuesta.respuesta.valor, repuesta.version) == ("si", 4)
    assert [c.origen for c in historia.cambios(sala, diagnostico, CRITERIO)] == [
        "deshacer",
        "deshacer",
        "pantalla",
        "pantalla",
    ]
    assert verificar(sala.motor_bd).roturas == ()


def test_deshacer_un_no_aplica_repone_lo_que_habia_con_su_motivo(sala: Sala, diagnostico: int) -> None:
    """Y al revés: el «no aplica» vuelve con el motivo que tenía."""
    suyo = "mesa.acto_publicado"
    diagnosticos.responder(sala, diagnostico, suyo, "no")
    diagnosticos.declarar_no_aplica(sala, diagnostico, suyo, "La creó un acta")
    assert historia.deshacer(sala, diagnostico, suyo, vista=2).respuesta.valor == "no"
    assert historia.deshacer(sala, diagnostico, suyo, vista=3).respuesta.no_aplica == "La creó un acta"


def test_no_se_deshace_lo_que_ya_volvio_a_cambiar(sala: Sala, diagnostico: int) -> None:
    """Quien mira una historia vieja no deshace lo que no ha visto."""
    with pytest.raises(ErrorDeServicio, match="no tiene cambios"):
        historia.deshacer(sala, diagnostico, CRITERIO, vista=0)
    diagnosticos.responder(sala, diagnostico, CRITERIO, "no")
    diagnosticos.responder(sala, diagnostico, CRITERIO, "si")
    with pytest.raises(ErrorDeServicio, match="volvió a cambiar"):
        historia.deshacer(sala, diagnostico, CRITERIO, vista=1)
    assert diagnosticos.caso(sala, diagnostico).respuestas[CRITERIO].valor == "si"


def test_la_historia_es_de_la_entidad(sala: Sala, diagnostico: int, dos: tuple[Sala, Sala]) -> None:
    """De afuera no se ve; quien solo lee no deshace; enviado, tampoco."""
    quedo = diagnosticos.responder(dos[0], diagnostico, CRITERIO, "si")
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    lee = sala.como(cuenta(sala, "Rosa Díaz", Rol.LECTOR, entidad=entidad))
    ajena = sala.como(cuenta(sala, "Juan Paz", Rol.LIDER, entidad=None))
    distrito = sala.como(cuenta(sala, "Sara Mora", Rol.SUBSECRETARIA))
    assert historia.cambios(lee, diagnostico, CRITERIO)
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    for afuera in (ajena, distrito):
        with pytest.raises(ErrorDePermiso):
            historia.cambios(afuera, diagnostico, CRITERIO)
    with pytest.raises(ErrorDePermiso):
        historia.deshacer(lee, diagnostico, CRITERIO, vista=quedo.version)
    with pytest.raises(ErrorDeServicio, match="ya se envió"):
        historia.deshacer(dos[0], diagnostico, CRITERIO, vista=quedo.version)


def test_responder_lo_que_otro_cambio_choca_y_se_puede_elegir(
    sala: Sala, diagnostico: int, dos: tuple[Sala, Sala]
) -> None:
    """El choque trae las dos, quién y cuándo; nada se guardó hasta elegir."""
    ana, luis = dos
    vista = diagnosticos.responder(ana, diagnostico, CRITERIO, "no").version
    diagnosticos.responder(luis, diagnostico, CRITERIO, "parcial", vista=vista)
    with pytest.raises(ErrorDeConflicto) as choque:
        diagnosticos.responder(ana, diagnostico, CRITERIO, "si", vista=vista)
    assert choque.value.guardada.respuesta.valor == "parcial"
    assert choque.value.quedaria.valor == "si"
    assert choque.value.quien == "Luis Rojas"
    assert choque.value.cuando == choque.value.guardada.guardada
    assert diagnosticos.caso(sala, diagnostico).respuestas[CRITERIO].valor == "parcial"
    assert respuestas.insistir(ana, diagnostico, choque.value).respuesta.valor == "si"


def test_si_vuelve_a_cambiar_mientras_se_elige_vuelve_a_chocar(
    diagnostico: int, dos: tuple[Sala, Sala]
) -> None:
    """«Poner la mía» tampoco pisa a ciegas."""
    ana, luis = dos
    vista = diagnosticos.responder(ana, diagnostico, CRITERIO, "no").version
    diagnosticos.responder(luis, diagnostico, CRITERIO, "parcial", vista=vista)
    with pytest.raises(ErrorDeConflicto) as choque:
        diagnosticos.responder(ana, diagnostico, CRITERIO, "si", vista=vista)
    diagnosticos.responder(luis, diagnostico, CRITERIO, None, vista=vista + 1)
    with pytest.raises(ErrorDeConflicto) as otro:
        respuestas.insistir(ana, diagnostico, choque.value)
    assert otro.value.guardada.respuesta.valor is None
    assert otro.value.quedaria.valor == "si"


def test_cada_campo_choca_por_su_lado(diagnostico: int, dos: tuple[Sala, Sala]) -> None:
    """Responder mientras otra persona anota no choca; los dos textos, sí."""
    ana, luis = dos
    diagnosticos.anotar(luis, diagnostico, CRITERIO, observacion="La de Luis", vista=0)
    guardada = diagnosticos.responder(ana, diagnostico, CRITERIO, "si", vista=0)
    assert (guardada.respuesta.valor, guardada.respuesta.observacion) == ("si", "La de Luis")
    with pytest.raises(ErrorDeConflicto) as choque:
        diagnosticos.anotar(ana, diagnostico, CRITERIO, observacion="La de Ana", vista=0)
    assert choque.value.quedaria.observacion == "La de Ana"
    assert choque.value.guardada.respuesta.observacion == "La de Luis"
    assert choque.value.quien == "Luis Rojas"


def test_proponer_lo_mismo_que_ya_esta_no_choca(diagnostico: int, dos: tuple[Sala, Sala]) -> None:
    """Los dos pusieron lo mismo: no hay nada que elegir ni otro cambio."""
    ana, luis = dos
    diagnosticos.responder(luis, diagnostico, CRITERIO, "si", vista=0)
    assert diagnosticos.responder(ana, diagnostico, CRITERIO, "si", vista=0).version == 1


@pytest.mark.parametrize(
    ("mala", "dice"),
    [
        ({"no_aplica": " "}, "falta el motivo"),
        ({"no_aplica": "sí", "valor": "si"}, "trae un valor y también"),
        ({"valor": "tal vez"}, "no existe"),
        ({"observacion": "x" * 4001}, "4001 caracteres"),
    ],
)
def test_por_donde_sea_que_entre_se_revisa_lo_mismo(
    sala: Sala, diagnostico: int, mala: dict[str, Any], dice: str
) -> None:
    """Deshacer, traer o importar pasan por la misma revisión que la pantalla."""
    with escribir(sala.motor_bd) as sesion:
        fila = filas.respuesta(sesion, diagnostico, "mesa.acto_publicado")
        with pytest.raises(ErrorDeCaso, match=dice):
            eventos.escribir_evento(sesion, sala, fila, {**eventos.VACIO, **mala}, "archivo")
    assert historia.cambios(sala, diagnostico, "mesa.acto_publicado") == []

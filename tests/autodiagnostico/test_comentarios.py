"""Los comentarios de cada pregunta: quién, a quién nombran, si se resolvieron; solo dentro de la entidad."""

import pytest

from autodiagnostico.cadena import verificar
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import Quien, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import avisos, comentarios, cuestionario, diagnosticos
from motor import ErrorDeCaso
from tests.autodiagnostico.gente import cuenta, numero

CRITERIO, OTRO = "mesa.existe", "cigd.existe"


@pytest.fixture
def entidad(sala: Sala, diagnostico: int) -> int:
    """La entidad del diagnóstico de la prueba."""
    return diagnosticos.leer(sala, diagnostico).entidad.id


@pytest.fixture
def ana(sala: Sala, entidad: int) -> Quien:
    """Quien diligencia."""
    return cuenta(sala, "Ana Gómez", Rol.DILIGENCIA, entidad=entidad)


@pytest.fixture
def luis(sala: Sala, entidad: int) -> Quien:
    """Quien revisa."""
    return cuenta(sala, "Luis Rojas", Rol.PLANEACION, entidad=entidad)


def test_se_comenta_se_resuelve_y_se_reabre(sala: Sala, diagnostico: int, ana: Quien, luis: Quien) -> None:
    """Con quién y cuándo en cada paso; repetir el mismo paso no deja rastro."""
    hecho = comentarios.comentar(sala.como(luis), diagnostico, CRITERIO, " ¿Dónde está el acta? ")
    assert (hecho.texto, hecho.quien, hecho.resuelto, hecho.paso) == (
        "¿Dónde está el acta?",
        "usted",
        False,
        None,
    )
    for resuelto in (True, True, False, True):
        comentarios.resolver(sala.como(ana), hecho.id, resuelto=resuelto)
    (visto,) = comentarios.de_la_pregunta(sala.como(luis), diagnostico, CRITERIO)
    assert visto.resuelto
    assert visto.paso is not None
    assert (visto.paso.quien, visto.paso.cuando > visto.cuando) == ("Ana Gómez", True)
    assert verificar(sala.motor_bd).roturas == ()


def test_lo_pendiente_se_cuenta_por_pregunta_y_por_tema(sala: Sala, diagnostico: int, luis: Quien) -> None:
    """Lo resuelto deja de contar; reabierto, vuelve."""
    suya = sala.como(luis)
    uno = comentarios.comentar(suya, diagnostico, CRITERIO, "Uno")
    comentarios.comentar(suya, diagnostico, CRITERIO, "Dos")
    comentarios.comentar(suya, diagnostico, OTRO, "Tres")
    comentarios.resolver(suya, uno.id, resuelto=True)
    assert comentarios.sin_resolver(suya, diagnostico) == {CRITERIO: 1, OTRO: 1}
    assert cuestionario.abrir(suya, diagnostico).sin_resolver_en("comite_mesa") == 2
    comentarios.resolver(suya, uno.id, resuelto=False)
    assert comentarios.sin_resolver(suya, diagnostico)[CRITERIO] == 2


@pytest.mark.parametrize("escrito", ["@ana@entidad.gov.co, falta", "Falta el acta @ANA@entidad.gov.co."])
def test_nombrar_por_correo_avisa_y_no_guarda_el_correo(
    sala: Sala, diagnostico: int, ana: Quien, luis: Quien, escrito: str
) -> None:
    """Se lee el nombre de hoy; el correo no queda en el texto guardado."""
    hecho = comentarios.comentar(sala.como(luis), diagnostico, CRITERIO, escrito)
    assert "@Ana Gómez" in hecho.texto
    assert "entidad.gov.co" not in hecho.texto
    assert hecho.nombradas == ("Ana Gómez",)
    (aviso,) = avisos.listar(sala.como(ana))
    assert aviso.clase is avisos.Clase.MENCION
    assert "Luis Rojas le nombró en un comentario" in aviso.texto
    assert aviso.consulta == {"d": str(diagnostico), "p": CRITERIO}


def test_nombrar_de_la_lista_y_por_correo_avisa_una_vez(
    sala: Sala, diagnostico: int, ana: Quien, luis: Quien
) -> None:
    """Y a quien comenta no se le avisa de lo suyo."""
    suyas = [numero(ana), numero(luis)]
    comentarios.comentar(sala.como(luis), diagnostico, CRITERIO, "@ana@entidad.gov.co", suyas)
    assert (len(avisos.listar(sala.como(ana))), len(avisos.listar(sala.como(luis)))) == (1, 0)
    assert [p.nombre for p in comentarios.se_pueden_nombrar(sala.como(luis), diagnostico)] == [
        "Ana Gómez",
        "Luis Rojas",
    ]


def test_no_se_nombra_a_quien_no_es_de_la_entidad(sala: Sala, diagnostico: int, luis: Quien) -> None:
    """Ni se sabe si ese correo existe en otra parte; el comentario no se guarda."""
    ajena = cuenta(sala, "Juan Paz", Rol.SUBSECRETARIA)
    for correo in ("juan@entidad.gov.co", "nadie@entidad.gov.co"):
        with pytest.raises(ErrorDeServicio, match=f"esta entidad con el correo {correo}"):
            comentarios.comentar(sala.como(luis), diagnostico, CRITERIO, f"Vea esto @{correo}")
    with pytest.raises(ErrorDeServicio, match="cuentas activas de la entidad"):
        comentarios.comentar(sala.como(luis), diagnostico, CRITERIO, "Vea esto", [numero(ajena)])
    assert comentarios.de_la_pregunta(sala.como(luis), diagnostico, CRITERIO) == []
    assert avisos.listar(sala.como(ajena)) == []


def test_escribir_la_marca_de_otra_cuenta_no_muestra_su_nombre(
    sala: Sala, diagnostico: int, luis: Quien
) -> None:
    """Con su número no se averigua quién es."""
    ajena = cuenta(sala, "Juan Paz", Rol.SUBSECRETARIA)
    hecho = comentarios.comentar(sala.como(luis), diagnostico, CRITERIO, f"@{{{numero(ajena)}}} ¿quién es?")
    assert hecho.texto == f"@{{{numero(ajena)}}} ¿quién es?"


@pytest.mark.parametrize(
    ("texto", "dice"), [("  ", "Escriba el comentario"), ("x" * 4001, "4001 caracteres")]
)
def test_un_comentario_vacio_o_desmedido_no_entra(
    sala: Sala, diagnostico: int, texto: str, dice: str
) -> None:
    """Y lo dice."""
    with pytest.raises(ErrorDeServicio, match=dice):
        comentarios.comentar(sala, diagnostico, CRITERIO, texto)
    with pytest.raises(ErrorDeCaso, match="no existe el criterio"):
        comentarios.comentar(sala, diagnostico, "mesa.existee", "Uno")


def test_los_comentarios_no_salen_de_la_entidad(
    sala: Sala, diagnostico: int, luis: Quien, entidad: int
) -> None:
    """Ni con el diagnóstico enviado; quien solo lee los ve y no comenta; con el número de uno ajeno, nada."""
    hecho = comentarios.comentar(sala.como(luis), diagnostico, CRITERIO, "De casa")
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    comentarios.comentar(sala.como(luis), diagnostico, CRITERIO, "También después de enviarlo")
    lee = sala.como(cuenta(sala, "Rosa Díaz", Rol.LECTOR, entidad=entidad))
    assert len(comentarios.de_la_pregunta(lee, diagnostico, CRITERIO)) == 2
    for fuera in (sala.como(cuenta(sala, "Juan Paz", Rol.SUBSECRETARIA)), lee):
        with pytest.raises(ErrorDePermiso):
            comentarios.resolver(fuera, hecho.id, resuelto=True)
        with pytest.raises(ErrorDePermiso):
            comentarios.comentar(fuera, diagnostico, CRITERIO, "Yo también")
    distrito = sala.como(cuenta(sala, "Sara Mora", Rol.VEEDURIA))
    with pytest.raises(ErrorDePermiso):
        comentarios.de_la_pregunta(distrito, diagnostico, CRITERIO)
    assert comentarios.sin_resolver(distrito, diagnostico) == {}
    with pytest.raises(ErrorDePermiso, match="ya no existe"):
        comentarios.resolver(lee, 999, resuelto=True)

"""Los temas se reparten por diagnóstico, y ese reparto es lo único que acota a quien diligencia."""

from datetime import date

import pytest

from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import Quien, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import asignaciones, avisos, cuestionario, diagnosticos, historia
from tests.autodiagnostico.gente import cuenta, numero


@pytest.fixture
def entidad(sala: Sala, diagnostico: int) -> int:
    """La entidad del diagnóstico de la prueba."""
    return diagnosticos.leer(sala, diagnostico).entidad.id


@pytest.fixture
def ana(sala: Sala, entidad: int) -> Quien:
    """Quien diligencia, sin ningún tema todavía."""
    return cuenta(sala, "Ana Gómez", Rol.DILIGENCIA, entidad=entidad)


def test_quien_diligencia_responde_solo_los_temas_que_le_encargaron(
    sala: Sala, diagnostico: int, ana: Quien
) -> None:
    """Sin encargo, nada; con él, ese tema; al quitárselo, otra vez nada."""
    suya = sala.como(ana)
    with pytest.raises(ErrorDePermiso, match="no puede responder esta pregunta"):
        diagnosticos.responder(suya, diagnostico, "mesa.existe", True)
    diagnosticos.asignar_tema(sala, diagnostico, "comite_mesa", "", None, [numero(ana)])
    quedo = diagnosticos.responder(suya, diagnostico, "mesa.existe", True)
    assert cuestionario.abrir(suya, diagnostico).responde == {"comite_mesa"}
    with pytest.raises(ErrorDePermiso):
        diagnosticos.responder(suya, diagnostico, "planes.deberes", [])
    diagnosticos.asignar_tema(sala, diagnostico, "comite_mesa", "Jurídica", None, [])
    with pytest.raises(ErrorDePermiso):
        historia.deshacer(suya, diagnostico, "mesa.existe", vista=quedo.version)


def test_el_encargo_es_de_ese_diagnostico(sala: Sala, entidad: int, diagnostico: int, ana: Quien) -> None:
    """En la vigencia siguiente hay que encargárselo otra vez; en otra entidad no existe."""
    diagnosticos.asignar_tema(sala, diagnostico, "comite_mesa", "", None, [numero(ana)])
    otro = diagnosticos.abrir(sala, entidad, 2027).id
    with pytest.raises(ErrorDePermiso):
        diagnosticos.responder(sala.como(ana), otro, "mesa.existe", True)


def test_un_tema_puede_tener_area_personas_y_fecha(
    sala: Sala, diagnostico: int, entidad: int, ana: Quien
) -> None:
    """Sin decir cuentas, siguen las que estaban; sin nada, se quita."""
    luis = cuenta(sala, "Luis Rojas", Rol.LIDER, entidad=entidad)
    suyas = [numero(luis), numero(ana)]
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", "Planeación", date(2026, 12, 1), suyas)
    asignada = diagnosticos.asignaciones(sala, diagnostico)["planeacion"]
    assert [p.nombre for p in asignada.personas] == ["Ana Gómez", "Luis Rojas"]
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", " ", None)
    asignada = diagnosticos.asignaciones(sala, diagnostico)["planeacion"]
    assert (asignada.responsable, asignada.fecha, len(asignada.personas)) == ("", None, 2)
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", "", None, [])
    assert diagnosticos.asignaciones(sala, diagnostico) == {}


def test_solo_se_encarga_a_quien_puede_responder_en_la_entidad(
    sala: Sala, diagnostico: int, entidad: int, ana: Quien
) -> None:
    """Ni a quien solo lee, ni a una cuenta de otra parte, ni a una inactiva; y no se cambia nada."""
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", "Planeación", None, [numero(ana)])
    otras = [
        cuenta(sala, "Rosa Díaz", Rol.LECTOR, entidad=entidad),
        cuenta(sala, "Juan Paz", Rol.SUBSECRETARIA),
        cuenta(sala, "Inés Vera", Rol.DILIGENCIA, entidad=entidad, activa=False),
    ]
    for otra in otras:
        with pytest.raises(ErrorDeServicio, match="cuenta activa de la entidad"):
            diagnosticos.asignar_tema(sala, diagnostico, "planeacion", "Otra", None, [numero(otra)])
    asignada = diagnosticos.asignaciones(sala, diagnostico)["planeacion"]
    assert (asignada.responsable, [p.nombre for p in asignada.personas]) == ("Planeación", ["Ana Gómez"])
    assert [p.nombre for p in asignaciones.pueden_responder(sala, diagnostico)] == ["Ana Gómez"]


def test_a_quien_se_le_encarga_se_le_avisa_una_vez(sala: Sala, diagnostico: int, ana: Quien) -> None:
    """Cambiar el área o la fecha no le avisa otra vez, y a quien se lo encarga a sí mismo no se le avisa."""
    for area in ("", "Jurídica"):
        diagnosticos.asignar_tema(sala, diagnostico, "comite_mesa", area, date(2026, 12, 1), [numero(ana)])
    (aviso,) = avisos.listar(sala.como(ana))
    assert aviso.asunto == "Le encargaron «Comité y Mesa Técnica»"
    assert "para el 1 de diciembre de 2026" in aviso.texto
    assert "Instituto de Prueba, vigencia 2026" in aviso.texto
    assert aviso.consulta == {"d": str(diagnostico), "tema": "comite_mesa"}
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    luis = cuenta(sala, "Luis Rojas", Rol.LIDER, entidad=entidad)
    diagnosticos.asignar_tema(sala.como(luis), diagnostico, "planeacion", "", None, [numero(luis)])
    assert avisos.listar(sala.como(luis)) == []


def test_los_avisos_son_de_cada_quien(sala: Sala, diagnostico: int, entidad: int, ana: Quien) -> None:
    """Nadie ve ni marca los de otro; lo leído queda leído."""
    diagnosticos.asignar_tema(sala, diagnostico, "comite_mesa", "", None, [numero(ana)])
    (aviso,) = avisos.listar(sala.como(ana))
    luis = sala.como(cuenta(sala, "Luis Rojas", Rol.LIDER, entidad=entidad))
    assert avisos.listar(luis) == []
    with pytest.raises(ErrorDePermiso, match="no es suyo"):
        avisos.leidos(luis, [aviso.id])
    with pytest.raises(ErrorDePermiso, match="no entró con ninguna"):
        avisos.leidos(sala, [aviso.id])
    assert (avisos.sin_leer(sala.como(ana)), avisos.sin_leer(luis)) == (1, 0)
    avisos.leidos(sala.como(ana), [aviso.id])
    assert avisos.sin_leer(sala.como(ana)) == 0
    assert avisos.listar(sala.como(ana))[0].leido


def test_de_una_entidad_que_dejo_de_ser_suya_no_se_le_dice_nada(
    sala: Sala, diagnostico: int, ana: Quien
) -> None:
    """El aviso que ya tenía deja de mostrarse."""
    diagnosticos.asignar_tema(sala, diagnostico, "comite_mesa", "", None, [numero(ana)])
    assert avisos.listar(sala.como(Quien(ana.nombre, ana.cuenta_id))) == []

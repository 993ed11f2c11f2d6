"""Se pregunta lo que alguna regla necesita de esta entidad, y nada más."""

from motor import semantica
from motor.cuestionario import Pregunta, avance, preguntas
from tests.motor.panes import CATALOGO, caso


def por_codigo(*args: object, **kw: object) -> dict[str, Pregunta]:
    c = caso(*args, **kw)  # type: ignore[arg-type]
    edicion = CATALOGO.al(c.fecha_corte)
    return {p.criterio.codigo: p for p in preguntas(edicion, c, semantica.leer(edicion, c).veredictos)}


def test_lo_que_no_aplica_no_se_pregunta() -> None:
    """En un local grande no se sirve café: no se pregunta por su origen ni por nada que solo él lea."""
    assert "cafe.origen" in por_codigo()
    assert "cafe.origen" not in por_codigo(entidad={"mesas": 99})
    assert "cafe.confirmado" not in por_codigo(entidad={"mesas": 99})


def test_en_cada_tema_van_primero_las_obligatorias() -> None:
    """Y los temas, en el orden del catálogo."""
    pares = [(p.criterio.tema, p.obligatoria) for p in por_codigo().values()]
    assert pares == sorted(pares, key=lambda par: (list(CATALOGO.temas).index(par[0]), not par[1]))
    assert {tema for tema, _ in pares} == {"obrador", "barra"}


def test_una_pregunta_cuya_respuesta_ya_no_cambia_nada_no_queda_pendiente() -> None:
    """Sin masa madre, el reposo no decide: la regla incumple de todos modos."""
    sin_masa = por_codigo({"masa.madre": False})
    assert sin_masa["masa.reposo"].pendiente is False
    assert por_codigo({"masa.madre": True})["masa.reposo"].pendiente is True


def test_un_hecho_ya_sabido_no_se_confirma() -> None:
    """Si la entidad dice que sirve café, no se pide confirmarlo."""
    assert por_codigo(entidad={"mesas": 1})["cafe.confirmado"].pendiente is True
    assert por_codigo(entidad={"mesas": 1, "sirve_cafe": True})["cafe.confirmado"].pendiente is False


def test_lo_declarado_no_aplica_se_sigue_mostrando_como_respondido() -> None:
    """Para poder cambiarlo."""
    carta = por_codigo(no_aplica={"carta.publicada": "Por encargo"})["carta.publicada"]
    assert (carta.respondida, carta.pendiente) == (True, False)


def test_el_avance_suma_lo_que_falta_y_sus_minutos() -> None:
    """Responder una pregunta de un minuto quita una y un minuto."""
    antes = avance(list(por_codigo().values()))
    despues = avance(list(por_codigo({"carta.publicada": "si"}).values()))
    assert despues.pendientes == antes.pendientes - 1
    assert despues.minutos == antes.minutos - 1
    assert despues.total == antes.total

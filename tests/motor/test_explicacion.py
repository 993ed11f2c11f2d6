"""Cada resultado dice por qué: solo lo que lo decidió, con los valores leídos."""

from motor.contrato import resultado_en_json
from tests.motor.panes import caso, resultado


def porque(regla: str, *args: object, **kw: object) -> list[tuple[str, object, str]]:
    r = resultado_en_json(resultado(caso(*args, **kw)))  # type: ignore[arg-type]
    (hallazgo,) = [h for h in r["hallazgos"] if h["regla"] == regla]
    return [(m["condicion"], m["valor"], m["resultado"]) for m in hallazgo["porque"]]


def test_un_cumplimiento_dice_lo_que_lo_sostiene() -> None:
    """Las dos partes de «todas»."""
    assert porque("MASA-2", {"masa.madre": True, "masa.reposo": 85}) == [
        ("masa.madre es sí", True, "si"),
        ("masa.reposo es al menos 80", 85, "si"),
    ]


def test_un_incumplimiento_dice_solo_lo_que_falla() -> None:
    """Basta con que no haya masa madre; el reposo no viene a cuento, ni se repite el motivo."""
    assert porque("MASA-2", {"masa.madre": False, "masa.reposo": 85}) == [
        ("masa.madre es sí", False, "no"),
    ]


def test_un_hecho_derivado_se_explica_con_lo_que_lo_produjo() -> None:
    """Tras el hecho van los datos que lo dedujeron."""
    assert porque("CAFE-1", entidad={"mesas": 99, "sirve_cafe": True}) == [
        ("hecho.sirve es sí", "no", "no"),
        ("hecho.local_grande es sí", "si", "si"),
        ("entidad.mesas es mayor que 20", 99, "si"),
    ]


def test_lo_desconocido_dice_que_falta() -> None:
    """Sin responder, el motivo es lo que no se sabe."""
    assert porque("MASA-2", {"masa.madre": True}) == [
        ("masa.reposo es al menos 80", None, "desconocido"),
        ("masa.reposo es mayor que 0", None, "desconocido"),
    ]


def test_las_advertencias_salen_cuando_se_cumple_su_condicion() -> None:
    """La de la leña, y la de un acto con fecha posterior al corte."""
    con_lena = resultado(caso({"horno.tipo": "lena", "horno.fecha": "2026-07-01"})).hallazgos["HORNO-1"]
    textos = [a.texto for a in con_lena.advertencias]
    assert textos[0] == "La leña pide chimenea."
    assert "es posterior a la fecha de corte (1 de junio de 2026)" in textos[1]
    con_gas = resultado(caso({"horno.tipo": "gas", "horno.fecha": "2025-06-01"})).hallazgos["HORNO-1"]
    assert con_gas.advertencias == ()

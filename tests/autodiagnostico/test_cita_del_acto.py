"""La cita de una regla que se apoya en el acto de cada entidad dice cuál es, en español llano."""

import pytest

from autodiagnostico.palabras import cita_en_palabras
from motor import leer_caso
from motor.explicacion import cita_para
from tests.autodiagnostico.piezas import CATALOGO

EL_ACTO = "Acto con que la entidad creó su Mesa Técnica"


@pytest.mark.parametrize(
    ("evidencias", "cual"),
    [
        (["Resolución 95 de 2026"], "que es «Resolución 95 de 2026»"),
        (["95 de mayo", "su modificación"], "que es «95 de mayo» y «su modificación»"),
        ([], "que falta nombrar como evidencia"),
    ],
)
def test_dice_el_que_se_nombro_como_evidencia_o_que_falta(evidencias: list[str], cual: str) -> None:
    entidad = {"codigo": "OTRA", "nombre": "Otra", "tipo": "secretaria", "orden": "territorial"}
    respuestas = {"mesa.acto_fija_plazo": {"valor": True, "evidencias": evidencias}}
    caso = leer_caso(
        {"entidad": entidad, "vigencia": 2026, "fecha_corte": "2026-11-20", "respuestas": respuestas},
        CATALOGO,
    )
    regla = CATALOGO.reglas["RIPES-5"]
    assert cita_en_palabras(CATALOGO, cita_para(CATALOGO, caso, regla)) == f"{EL_ACTO}, {cual}"


def test_a_quien_expidio_el_de_la_cita_se_le_cita_ese() -> None:
    entidad = {"codigo": "IPES", "nombre": "IPES", "tipo": "establecimiento_publico", "orden": "territorial"}
    caso = leer_caso(
        {"entidad": entidad, "vigencia": 2026, "fecha_corte": "2026-11-20", "respuestas": {}}, CATALOGO
    )
    assert EL_ACTO not in cita_en_palabras(CATALOGO, cita_para(CATALOGO, caso, CATALOGO.reglas["RIPES-5"]))

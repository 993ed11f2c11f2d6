"""Las condiciones se dicen en español."""

from datetime import date

import pytest

from reglas import cargar
from reglas.palabras import Palabras, numero_en_palabras
from tests.bases import PANADERIA

CATALOGO = cargar([PANADERIA])
EDICION = CATALOGO.al(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("regla", "dicho"),
    [
        ("MASA-1", "masa.madre es sí"),
        ("MASA-2", "masa.madre es sí y masa.reposo es al menos 80"),
        ("HORNO-1", "horno.tipo es lena o gas y horno.fecha es igual o anterior al 30 de junio de 2025"),
        ("HORNO-2", "horno.revision es igual o posterior a horno.fecha"),
        ("HARINA-1", "masa.harinas incluye trigo, centeno y maiz"),
        ("CARTA-1", "carta.publicada es sí"),
    ],
)
def test_con_codigos_se_dice_para_quien_audita(regla: str, dicho: str) -> None:
    """Con códigos, cada dato va por su nombre técnico."""
    assert Palabras(CATALOGO, codigos=True).de(EDICION.reglas[regla].cumple_si) == dicho


def test_sin_codigos_se_dice_con_las_preguntas_y_las_opciones() -> None:
    """Una persona lee la pregunta y la opción que vio al responder."""
    palabras = Palabras(CATALOGO)
    horno = EDICION.reglas["HORNO-1"].parcial_si
    assert horno is not None
    assert palabras.de(horno) == "«¿Qué horno tiene?» es «De leña» o «De gas»"
    assert palabras.esquema(EDICION.hechos["sirve"].si) == [
        (0, "Se cumplen todas:"),
        (1, "Se cumple alguna:"),
        (2, "«¿Sirve café?» es sí"),
        (2, "«¿Confirma que sirve café?» es sí"),
        (1, "«Es un local grande» es no"),
    ]


def test_los_numeros_llevan_punto_de_miles_y_coma_decimal() -> None:
    """Como se escriben en Colombia."""
    assert numero_en_palabras(100000) == "100.000"
    assert numero_en_palabras(12.5) == "12,5"

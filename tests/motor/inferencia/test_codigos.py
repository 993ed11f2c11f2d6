"""Los valores viajan al motor como enteros y vuelven tal como eran."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motor.errores import ErrorDeInferencia
from motor.inferencia.codigos import Campo, Evento, Textos
from reglas.clases import Clase
from reglas.condiciones import Ambito, Referencia

DATO = Referencia(Ambito.CRITERIO, "dato")
CLAVES = ("una", "dos", "tres")
VALORES: dict[Clase, st.SearchStrategy[Any]] = {
    Clase.SI_NO: st.booleans(),
    Clase.SI_PARCIAL_NO: st.sampled_from(CLAVES),
    Clase.OPCION: st.sampled_from(CLAVES),
    Clase.OPCIONES: st.sets(st.sampled_from(CLAVES)).map(lambda s: tuple(c for c in CLAVES if c in s)),
    Clase.FECHA: st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    Clase.ENTERO: st.integers(-(10**12), 10**12),
    Clase.PORCENTAJE: st.floats(0, 100).map(lambda n: round(n, 4)) | st.integers(0, 100),
    Clase.TEXTO: st.text() | st.sampled_from(CLAVES),
}


def ida_y_vuelta(clase: Clase, *valores: Any) -> list[Any]:
    """Los valores después de ir y volver en eventos de una misma evaluación."""
    campo, textos = Campo("d0", DATO, clase, CLAVES), Textos()
    eventos: list[Evento] = [{} for _ in valores]
    for valor, evento in zip(valores, eventos, strict=True):
        campo.escribir(valor, evento, textos)
        assert set(evento) <= set(campo.propiedades)
        assert all(type(numero) is int for numero in evento.values())
    return [campo.leer(evento, textos) for evento in eventos]


@pytest.mark.parametrize("clase", Clase)
@given(datos=st.data())
def test_un_valor_vuelve_igual(clase: Clase, datos: st.DataObject) -> None:
    """De lo que el motor consumió se recupera el valor; lo que se desconoce no se escribe."""
    valores = [*datos.draw(st.lists(VALORES[clase], max_size=5)), None]
    assert ida_y_vuelta(clase, *valores) == valores


@pytest.mark.parametrize(
    ("clase", "valor"),
    [
        (Clase.SI_NO, 1),
        (Clase.ENTERO, True),
        (Clase.ENTERO, 1.0),
        (Clase.PORCENTAJE, 33.33333),
        (Clase.PORCENTAJE, float("nan")),
        (Clase.PORCENTAJE, float("inf")),
        (Clase.FECHA, "2026-01-01"),
        (Clase.OPCION, "cuatro"),
        (Clase.OPCIONES, ("una", "cuatro")),
        (Clase.OPCIONES, "una"),
        (Clase.TEXTO, 7),
    ],
)
def test_un_valor_de_otra_clase_se_rechaza(clase: Clase, valor: Any) -> None:
    """Lo que no es de la clase del dato no se convierte: se rechaza."""
    with pytest.raises(ErrorDeInferencia, match=f"no es de clase {clase}"):
        ida_y_vuelta(clase, valor)

"""Casos de la panadería escritos en corto."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motor import Caso, Resultado, leer_caso, semantica
from motor.evaluacion import armar
from reglas import cargar
from tests.bases import PANADERIA

CATALOGO = cargar([PANADERIA])
FECHA = date(2026, 6, 1)


def caso(
    respuestas: Mapping[str, Any] | None = None,
    *,
    entidad: Mapping[str, Any] | None = None,
    no_aplica: Mapping[str, str] | None = None,
    fecha: date = FECHA,
) -> Caso:
    """Un caso con solo los valores; la entidad es un local de barrio si no se dice otra cosa."""
    datos = {
        "entidad": {"codigo": "PAN", "nombre": "La Espiga", "tipo": "barrio", **(entidad or {})},
        "vigencia": fecha.year,
        "fecha_corte": fecha.isoformat(),
        "respuestas": {
            **{codigo: {"valor": valor} for codigo, valor in (respuestas or {}).items()},
            **{codigo: {"no_aplica": motivo} for codigo, motivo in (no_aplica or {}).items()},
        },
    }
    return leer_caso(datos, CATALOGO)


def resultado(c: Caso) -> Resultado:
    """El resultado según la definición, sin el motor de inferencia."""
    edicion = CATALOGO.al(c.fecha_corte)
    return armar(edicion, c, semantica.leer(edicion, c))

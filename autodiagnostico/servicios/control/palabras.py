"""Cómo se dice en palabras lo que se respondió y lo que se encontró."""

from __future__ import annotations

from autodiagnostico.palabras import valor_en_palabras
from motor import Respuesta
from reglas.clases import CLAVES_SI_PARCIAL_NO, Clase
from reglas.fichas import Criterio


def respuesta_en_palabras(ficha: Criterio, respuesta: Respuesta, si_falta: str) -> str:
    """Una respuesta como la diría una persona; `si_falta` es lo que se dice si no hay ninguna."""
    if respuesta.no_aplica is not None:
        return f"no aplica ({respuesta.no_aplica})"
    if respuesta.valor is None:
        return si_falta
    opciones = CLAVES_SI_PARCIAL_NO if ficha.clase is Clase.SI_PARCIAL_NO else ficha.opciones or {}
    return valor_en_palabras(respuesta.valor, opciones)

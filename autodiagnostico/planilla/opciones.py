"""Lo que se elige en cada pregunta: el texto que se ve y el valor que queda."""

from __future__ import annotations

from collections import Counter

from autodiagnostico.libros import Opcion
from autodiagnostico.palabras import valor_en_palabras
from motor import Respuesta
from motor.caso import Valor
from reglas import Clase
from reglas.clases import CLAVES_SI_PARCIAL_NO
from reglas.fichas import Criterio
from reglas.texto import normalizar

SI, NO = Opcion("Sí", "si"), Opcion("No", "no")
MARCA = "X"
MARCAS = (Opcion(MARCA, "x"), Opcion("Sí", "si"), Opcion("✓", "✓"))
NINGUNA = "-"
"""La clave de «ninguna de estas» en una pregunta de varias opciones."""
DE_LISTA = frozenset({Clase.SI_NO, Clase.SI_PARCIAL_NO, Clase.OPCION})
"""Las clases en que se elige una."""


def opciones_de(criterio: Criterio) -> tuple[Opcion, ...]:
    """Las de una pregunta; si dos se leen igual, cada una lleva su clave."""
    if criterio.clase is Clase.SI_NO:
        return (SI, NO)
    if criterio.clase is Clase.SI_PARCIAL_NO:
        return tuple(Opcion(texto, clave) for clave, texto in CLAVES_SI_PARCIAL_NO.items())
    textos = criterio.opciones or {}
    veces = Counter(normalizar(texto) for texto in textos.values())
    return tuple(
        Opcion(texto if veces[normalizar(texto)] == 1 else f"{texto} ({clave})", clave)
        for clave, texto in textos.items()
    )


def texto_de(criterio: Criterio, valor: Valor) -> str:
    """Lo que se ve de un valor en que se elige una."""
    clave = (SI if valor else NO).codigo if criterio.clase is Clase.SI_NO else valor
    return next(o.texto for o in opciones_de(criterio) if o.codigo == clave)


def en_palabras(criterio: Criterio, respuesta: Respuesta) -> str:
    """Lo respondido, como lo diría una persona; vacío si no hay nada."""
    if respuesta.no_aplica is not None:
        return f"No aplica: {respuesta.no_aplica}"
    if respuesta.valor is None:
        return ""
    if criterio.clase in DE_LISTA:
        return texto_de(criterio, respuesta.valor)
    return valor_en_palabras(respuesta.valor, criterio.opciones or {})


def valor_de(criterio: Criterio, clave: str) -> Valor:
    """El valor de una clave elegida."""
    return clave == SI.codigo if criterio.clase is Clase.SI_NO else clave

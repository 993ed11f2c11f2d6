"""Qué conviene preguntar, para leerlo en la consola."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from autodiagnostico.palabras import valor_en_palabras
from autodiagnostico.textos import cuantas
from motor.preguntas import Celda, Efecto, Intervalo, PreguntaUtil, QuePreguntar
from reglas import Ambito, Catalogo
from reglas.clases import CLAVES_SI_PARCIAL_NO, ORDENADAS, Clase
from reglas.fichas import Atributo, Criterio

_PROMEDIO = (
    "«En promedio» supone que toda respuesta es igual de probable; en una fecha o un número, que lo es cada "
    "tramo que alguna regla distingue."
)
NOMBRADAS = 5
"""Cuántas reglas se nombran por pregunta."""


def mostrar_preguntas(catalogo: Catalogo, hallado: QuePreguntar, consola: Console | None = None) -> None:
    """Las preguntas, de la que más estrecha a la que menos, con lo que daría cada respuesta."""
    consola = consola or Console(highlight=False)
    consola.print(Text(_hoy(hallado.hoy)))
    if hallado.atributos:
        faltan = "; ".join(f"«{catalogo.atributos[c].pregunta}» ({c})" for c in hallado.atributos)
        consola.print(Text(f"Complete antes los datos de la entidad, de los que depende lo demás: {faltan}."))
    if not hallado.preguntas:
        consola.print("Ninguna pregunta lo estrecharía por sí sola.")
        return
    consola.print(Text(_PROMEDIO))
    for numero, util in enumerate(hallado.preguntas, start=1):
        ficha = _ficha(catalogo, util)
        consola.print()
        consola.print(Text(f"{numero}. {ficha.pregunta} ({util.dato})", style="bold"))
        for renglon in _renglones(util, ficha, hallado.hoy):
            consola.print(Padding(Text(renglon), (0, 0, 0, 3)))
    otras = hallado.hay - len(hallado.preguntas)
    if otras:
        consola.print(
            f"\nHay {cuantas(otras, 'pregunta más que lo estrecharía', 'preguntas más que lo estrecharían')}."
        )


def _hoy(hoy: Intervalo) -> str:
    if hoy.minimo is None or hoy.maximo is None:
        return "A la entidad no le aplica ninguna regla con peso: no hay índice que estrechar."
    extremos = f"{_puntos(hoy.minimo)} demostrado y {_puntos(hoy.maximo)} posible"
    return f"El índice global está entre {extremos}: {_puntos(hoy.ancho)} puntos por saber."


def _ficha(catalogo: Catalogo, util: PreguntaUtil) -> Criterio | Atributo:
    codigo = util.dato.codigo
    return catalogo.criterios[codigo] if util.dato.ambito is Ambito.CRITERIO else catalogo.atributos[codigo]


def _renglones(util: PreguntaUtil, ficha: Criterio | Atributo, hoy: Intervalo) -> Iterator[str]:
    ancho, queda = hoy.ancho, hoy.ancho - util.estrecha
    quita = _puntos(util.estrecha)
    yield f"En promedio quita {quita} puntos: de {_puntos(ancho)} por saber a {_puntos(queda)}."
    if ficha.clase is Clase.OPCIONES:
        anchos = [e.queda.ancho for e in util.efectos]
        menos, mas = _puntos(min(anchos)), _puntos(max(anchos))
        if menos != mas:
            yield f"Según lo que se marque, quedarían entre {menos} y {mas} por saber."
    else:
        for efecto in util.efectos:
            yield f"{_respuesta(efecto.celda, ficha)}: {_queda(efecto)}"
    mas = f" y {len(util.reglas) - NOMBRADAS} más" if len(util.reglas) > NOMBRADAS else ""
    yield f"La leen {', '.join(util.reglas[:NOMBRADAS])}{mas}."


def _respuesta(celda: Celda, ficha: Criterio | Atributo) -> str:
    if ficha.clase is Clase.TEXTO:
        return f"«{celda.valor}»"
    opciones = CLAVES_SI_PARCIAL_NO if ficha.clase is Clase.SI_PARCIAL_NO else ficha.opciones or {}
    desde = valor_en_palabras(celda.valor, opciones)
    if ficha.clase not in ORDENADAS or celda.hasta in {None, celda.valor}:
        return f"«{desde}»"
    return f"de {desde} a {valor_en_palabras(celda.hasta, opciones)}"


def _queda(efecto: Efecto) -> str:
    queda = efecto.queda
    if queda.minimo is None or queda.maximo is None:
        return "ya no aplicaría ninguna regla con peso"
    return f"entre {_puntos(queda.minimo)} y {_puntos(queda.maximo)}, {_puntos(queda.ancho)} por saber"


def _puntos(exacto: Fraction) -> str:
    """Con dos decimales: una pregunta sola mueve poco."""
    return f"{float(round(exacto, 2)):.2f}".replace(".", ",")

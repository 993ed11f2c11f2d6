"""Qué se admite en un renglón del plan, y qué le falta para dar un paso."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from math import isfinite

from autodiagnostico.plan.fichas import TRIMESTRES, Contenido
from autodiagnostico.plan.pasos import Paso
from motor.caso import MAXIMO_TEXTO
from reglas import Catalogo
from reglas.errores import sugerencia
from reglas.fichas import Accion
from reglas.palabras import fecha_en_palabras

MAXIMO = 10**15
"""El mayor número que se admite: de sobra para unos pesos o una meta."""
MAS_LEJOS = 20
"""Años entre el corte y una fecha del plan: más, es un año mal escrito."""


def problemas(
    catalogo: Catalogo, accion: Accion | None, antes: Contenido, nuevo: Contenido, corte: date
) -> Iterator[str]:
    """Todo lo que no se admite de lo escrito; una fecha que ya estaba no se vuelve a juzgar."""
    yield from _textos(nuevo)
    yield from _de_que(catalogo, accion, nuevo)
    yield from _fechas(antes, nuevo, corte)
    yield from _numeros(nuevo)


def _textos(nuevo: Contenido) -> Iterator[str]:
    for campo, valor in asdict(nuevo).items():
        if isinstance(valor, str) and len(valor) > MAXIMO_TEXTO:
            que = campo.replace("_", " ")
            yield f"«{que}» tiene {len(valor)} caracteres. Se admiten hasta {MAXIMO_TEXTO}."


def _de_que(catalogo: Catalogo, accion: Accion | None, nuevo: Contenido) -> Iterator[str]:
    destinos: Iterable[str] = catalogo.destinos if accion is None else accion.destinos
    if accion is None:
        if not nuevo.titulo:
            yield "Escriba qué se va a hacer."
        yield from _ajenos("el escenario", nuevo.escenarios, catalogo.escenarios)
        yield from _ajenos("la política", nuevo.politicas, catalogo.politicas)
    elif nuevo.titulo or nuevo.escenarios or nuevo.politicas:
        yield f"El título, los escenarios y las políticas de «{accion.titulo}» salen del catálogo."
    if nuevo.destino not in {*destinos, "" if accion is None else None}:
        admite = ", ".join(catalogo.destinos[d].nombre for d in destinos)
        cual = "Este renglón" if accion is None else f"«{accion.titulo}»"
        yield f"{cual} no va a ese plan. Puede ir a: {admite}."


def _ajenos(que: str, escritos: Iterable[str], admite: Iterable[str]) -> Iterator[str]:
    for codigo in escritos:
        if codigo not in admite:
            yield f"No existe {que} «{codigo}».{sugerencia(codigo, list(admite))}"


def _fechas(antes: Contenido, nuevo: Contenido, corte: date) -> Iterator[str]:
    if nuevo.fecha is not None and nuevo.fecha != antes.fecha and nuevo.fecha < corte:
        yield (
            f"La fecha del plan ({fecha_en_palabras(nuevo.fecha)}) es anterior a la de corte "
            f"({fecha_en_palabras(corte)}). Escriba una fecha de ahí en adelante."
        )
    for que, dia, era in (("Empieza", nuevo.inicio, antes.inicio), ("Termina", nuevo.fecha, antes.fecha)):
        if dia is not None and dia != era and abs(dia.year - corte.year) > MAS_LEJOS:
            yield f"{que} el {fecha_en_palabras(dia)}: queda muy lejos de {corte.year}. Revise el año."
    if nuevo.inicio is not None and nuevo.fecha is not None and nuevo.inicio > nuevo.fecha:
        yield "Termina antes de empezar. Revise las dos fechas."


def _numeros(nuevo: Contenido) -> Iterator[str]:
    for que, valor, minimo in (
        ("El esfuerzo, en días,", nuevo.esfuerzo_dias, 1),
        ("La duración, en semanas,", nuevo.duracion_semanas, 1),
        ("El costo, en pesos,", nuevo.costo, 0),
    ):
        if valor is not None and not minimo <= valor <= (2**31 - 1 if minimo else MAXIMO):
            yield f"{que} es {valor}. Escriba {minimo} o más, o déjelo vacío."
    if len(nuevo.metas) != TRIMESTRES:
        yield f"Las metas son {len(nuevo.metas)}. Escriba una por trimestre, o déjelas vacías."
    medidas = [n for n in (nuevo.linea_base, *nuevo.metas) if n is not None]
    if any(not isfinite(n) or abs(n) > MAXIMO for n in medidas):
        yield "La línea base y las metas son números."
    if medidas and not nuevo.indicador:
        yield "Hay línea base o metas, pero no indicador. Escriba qué se mide."


def que_falta(dicho: Contenido, paso: Paso) -> list[str]:
    """Lo que hay que escribir antes de dar un paso; vacío si no falta nada."""
    faltan = []
    if paso in {Paso.ACORDAR, Paso.PRESENTAR} and not dicho.responsable:
        faltan.append("el área responsable")
    if paso is Paso.PRESENTAR:
        if not dicho.producto:
            faltan.append("el producto")
        if not dicho.destino:
            faltan.append("a qué plan va")
        if dicho.fecha is None:
            faltan.append("la fecha en que termina")
    return faltan

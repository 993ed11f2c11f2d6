"""Las entidades inventadas y sus respuestas de cada vigencia. El mismo pedido da siempre lo mismo."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from autodiagnostico.sintetico.perfiles import Perfiles, Sector, perfiles
from autodiagnostico.sintetico.respuestas import Pregunta, parte_de, preguntas, responder
from motor import Caso, Entidad
from motor.caso import Respuesta
from reglas import Catalogo

PREFIJO = "SINT"
MARCA = "(sintética)"
CIERRE_DE_ANO = (12, 20)


@dataclass(frozen=True, slots=True)
class Distrito:
    """Lo que se pide: cuántas entidades, cuántas vigencias hasta la de hoy, y la semilla."""

    entidades: int
    vigencias: int
    semilla: int
    hoy: date


@dataclass(frozen=True, slots=True)
class Vigencia:
    """Lo respondido en un año, y hasta dónde llegó; `halladas`, lo que control interno encontró distinto."""

    caso: Caso
    estado: Literal["borrador", "enviado", "cerrado"]
    evaluada: bool
    no_conformes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sintetica:
    """Una entidad inventada con sus vigencias, de la más antigua a la más reciente."""

    codigo: str
    nombre: str
    atributos: dict[str, Any]
    vigencias: tuple[Vigencia, ...]


def generar(catalogo: Catalogo, pedido: Distrito) -> Iterator[Sintetica]:
    """Las entidades, una por una. Necesita solo que la base tenga los atributos que se responden."""
    suyos = perfiles()
    lista = preguntas(catalogo, catalogo.al(pedido.hoy))
    nombres = _nombres(suyos, pedido)
    for numero, (tipo, nombre) in enumerate(nombres):
        azar = random.Random(f"{pedido.semilla}:{numero}")
        sector = suyos.sectores[numero % len(suyos.sectores)]
        atributos = _atributos(catalogo, tipo, sector, azar)
        codigo = f"{PREFIJO}-{numero + 1:04d}"
        entidad = Entidad(codigo, nombre, atributos)
        vigencias = tuple(_vigencias(suyos, sector, entidad, lista, pedido, azar))
        yield Sintetica(codigo, nombre, atributos, vigencias)


def _nombres(suyos: Perfiles, pedido: Distrito) -> list[tuple[str, str]]:
    """Un nombre distinto por entidad; cuando se acaban las combinaciones, llevan número."""
    posibles = [(t.tipo, f"{t.nombre} de {d}") for d in suyos.de_que for t in suyos.tipos]
    random.Random(pedido.semilla).shuffle(posibles)
    nombres = []
    for numero in range(pedido.entidades):
        vuelta, cual = divmod(numero, len(posibles))
        tipo, nombre = posibles[cual]
        nombres.append((tipo, f"{nombre}{f' {vuelta + 1}' if vuelta else ''} {MARCA}"))
    return nombres


def _atributos(catalogo: Catalogo, tipo: str, sector: Sector, azar: random.Random) -> dict[str, Any]:
    dichos: dict[str, Any] = {
        "tipo": tipo,
        "orden": "territorial",
        "rama_ejecutiva": True,
        "distrito_capital": True,
        "tiene_tramites_opa": azar.random() < 0.8,  # noqa: PLR2004 - cuatro de cada cinco
        "poblacion": None,
        "sector": sector.nombre,
    }
    return {c: v for c, v in dichos.items() if v is not None and c in catalogo.atributos}


def _vigencias(  # noqa: PLR0913, PLR0917 - una vigencia sale de todo esto
    suyos: Perfiles,
    sector: Sector,
    entidad: Entidad,
    lista: Sequence[Pregunta],
    pedido: Distrito,
    azar: random.Random,
) -> Iterator[Vigencia]:
    """Cada pregunta tiene su suerte, que no cambia: lo que mejora o empeora es lo que la entidad hace."""
    propia = azar.gauss(0.0, suyos.dispersion)
    cae = azar.random() < suyos.caen.parte
    suertes = [azar.random() * suyos.suerte_de.get(p.habilita or 0, 1.0) for p in lista]
    anos = range(pedido.hoy.year - pedido.vigencias + 1, pedido.hoy.year + 1)
    for faltan, ano in zip(reversed(range(len(anos))), anos, strict=True):
        ultima = faltan == 0
        parte = sector.parte + propia - sector.sube * faltan - (suyos.caen.cuanto if cae and ultima else 0)
        corte = pedido.hoy if ultima else date(ano, *CIERRE_DE_ANO)
        respuestas = dict(_respondidas(suyos, sector, lista, suertes, parte, corte, azar, ano))
        estado = _estado(suyos, azar) if ultima else "cerrado"
        if estado == "borrador":
            respuestas = {c: r for c, r in respuestas.items() if azar.random() < 0.5}  # noqa: PLR2004
        evaluada = estado != "borrador" and azar.random() < suyos.evaluados
        no_conformes = frozenset(c for c in respuestas if evaluada and azar.random() < 0.15)  # noqa: PLR2004
        caso = Caso(entidad, ano, corte, respuestas)
        yield Vigencia(caso, estado, evaluada, no_conformes)


def _estado(suyos: Perfiles, azar: random.Random) -> Literal["borrador", "enviado", "cerrado"]:
    suerte = azar.random()
    if suerte < suyos.borradores:
        return "borrador"
    return "cerrado" if suerte < suyos.borradores + suyos.cerrados else "enviado"


def _respondidas(  # noqa: PLR0913, PLR0917 - lo respondido sale de todo esto
    suyos: Perfiles,
    sector: Sector,
    lista: Sequence[Pregunta],
    suertes: Sequence[float],
    parte: float,
    corte: date,
    azar: random.Random,
    ano: int,
) -> Iterator[tuple[str, Respuesta]]:
    evidencia = f"Soporte {ano} (inventado)"
    for pregunta, suerte in zip(lista, suertes, strict=True):
        if azar.random() < suyos.sin_responder:
            continue
        con = evidencia if azar.random() < suyos.con_evidencia else None
        suya = parte_de(pregunta, parte, sector.atraso)
        yield (
            pregunta.criterio.codigo,
            responder(pregunta, azar, suerte=suerte, parte=suya, corte=corte, evidencia=con),
        )

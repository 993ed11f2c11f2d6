"""Muchas personas respondiendo a la vez: `python -m tests.rendimiento.carga`.

Cada una abre su cuestionario por el websocket, con los mensajes del navegador, y responde una pregunta cada
cinco segundos. Se mide cuánto pasa desde el clic hasta que la página termina de dibujarse con la respuesta
guardada, y al final se comprueba en la base que ninguna respuesta reconocida se perdió. Se corre con dos
procesos y, contra la misma máquina, con su rival: uno solo.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

import psutil
from sqlmodel import select

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import EventoDeRespuesta
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import diagnosticos
from reglas.clases import Clase
from tests import postgres
from tests.protocolo import Dibujo, Persona
from tests.servida.piezas import Instancia, Usuaria, nueva_usuaria, servir

SEMILLA = 20261120
META = 1.0
"""Segundos que como mucho debe tardar el p95."""
_TEMAS_MINIMO = 3
"""Preguntas de sí o no que debe tener un tema para que alguien lo responda."""


@dataclass(slots=True)
class Medida:
    """Lo que se midió en una corrida."""

    primeras: list[float] = field(default_factory=list)
    clics: list[float] = field(default_factory=list)
    rechazadas: int = 0
    perdidas: list[str] = field(default_factory=list)
    segundos: float = 0.0
    cpu: float = 0.0
    memoria: int = 0


@dataclass(frozen=True, slots=True)
class _Turno:
    """Lo que distingue a una persona de otra: en qué orden va por los temas y a qué ritmo."""

    temas: Iterator[tuple[str, dict[str, str]]]
    azar: random.Random
    ritmo: float
    hasta: float


def _preguntas(sala: Sala) -> list[tuple[str, dict[str, str]]]:
    """Los temas con bastantes preguntas de sí o no: su código, y el criterio de cada enunciado."""
    temas: dict[str, dict[str, str]] = {}
    for criterio in sala.catalogo.criterios.values():
        if criterio.clase is Clase.SI_NO:
            temas.setdefault(criterio.tema, {})[criterio.pregunta] = criterio.codigo
    return [(codigo, suyas) for codigo, suyas in temas.items() if len(suyas) >= _TEMAS_MINIMO]


async def _responder(
    direccion: str, usuaria: Usuaria, turno: _Turno, medida: Medida
) -> tuple[dict[str, bool], int]:
    """Una persona: responde hasta que se acabe el tiempo; devuelve lo que vio guardado y cuántas veces."""
    reconocidas: dict[str, bool] = {}
    veces, azar = 0, turno.azar
    await asyncio.sleep(azar.uniform(0, turno.ritmo))
    async with Persona(direccion, usuaria.galletas) as persona:
        dibujo, preguntas = await _abrir(persona, usuaria, turno, medida)
        while time.monotonic() < turno.hasta:
            await asyncio.sleep(azar.uniform(0.6, 1.4) * turno.ritmo)
            suyas = [r for r in dibujo.radios.values() if r.label in preguntas]
            if not suyas:  # con lo respondido, las de este tema ya no hacen falta
                dibujo, preguntas = await _abrir(persona, usuaria, turno, medida)
                continue
            elegida = azar.choice(suyas)
            criterio = preguntas[elegida.label]
            valor = not reconocidas.get(criterio, False)
            inicio = time.perf_counter()
            dibujo = await persona.elegir(elegida, "Sí" if valor else "No")
            medida.clics.append(time.perf_counter() - inicio)
            if "No se guardó" in dibujo.textos or "no respondió" in dibujo.textos:
                medida.rechazadas += 1
            else:
                reconocidas[criterio] = valor
                veces += 1
    return reconocidas, veces


async def _abrir(
    persona: Persona, usuaria: Usuaria, turno: _Turno, medida: Medida
) -> tuple[Dibujo, dict[str, str]]:
    """El siguiente tema de los que le tocan."""
    tema, preguntas = next(turno.temas)
    inicio = time.perf_counter()
    dibujo = await persona.abrir("cuestionario", d=usuaria.diagnostico, tema=tema)
    medida.primeras.append(time.perf_counter() - inicio)
    return dibujo, preguntas


async def _todas(
    instancia: Instancia, usuarias: list[Usuaria], sala: Sala, ritmo: float, segundos: float
) -> Medida:
    medida, temas = Medida(), _preguntas(sala)
    procesos = [psutil.Process(instancia.numero_de_proceso(n)) for n in range(len(instancia.puertos))]
    antes, inicio = _cpu(procesos), time.monotonic()
    tareas = [
        _responder(
            instancia.direcciones[n % len(instancia.direcciones)],
            usuaria,
            _Turno(islice(cycle(temas), n, None), random.Random(SEMILLA + n), ritmo, inicio + segundos),
            medida,
        )
        for n, usuaria in enumerate(usuarias)
    ]
    reconocidas = await asyncio.gather(*tareas)
    medida.segundos = time.monotonic() - inicio
    medida.cpu = _cpu(procesos) - antes
    medida.memoria = sum(p.memory_info().rss for p in procesos)
    for usuaria, (suyas, veces) in zip(usuarias, reconocidas, strict=True):
        medida.perdidas += _perdidas(sala, usuaria, suyas, veces)
    return medida


def _cpu(procesos: list[psutil.Process]) -> float:
    return sum(sum(p.cpu_times()[:2]) for p in procesos)


def _perdidas(sala: Sala, usuaria: Usuaria, reconocidas: dict[str, bool], veces: int) -> Iterator[str]:
    """Lo que la página reconoció y en la base no está: ni lo último de cada pregunta, ni los cambios."""
    with leer(sala.motor_bd) as sesion:
        suyos = EventoDeRespuesta.diagnostico_id == usuaria.diagnostico
        cambios = len(sesion.exec(select(EventoDeRespuesta.id).where(suyos)).all())
    if cambios != veces:
        yield f"diagnóstico {usuaria.diagnostico}: se reconocieron {veces} cambios y hay {cambios}"
    guardadas = diagnosticos.caso(sala, usuaria.diagnostico).respuestas
    for criterio, valor in reconocidas.items():
        guardada = guardadas.get(criterio)
        if guardada is None or guardada.valor is not valor:
            yield f"diagnóstico {usuaria.diagnostico}, {criterio}: se reconoció {valor}"


@contextmanager
def _base(motor: str, datos: Path) -> Iterator[str]:
    if motor == "sqlite":
        yield f"sqlite:///{datos / 'carga.sqlite3'}"
        return
    with postgres.servir() as servidor:
        yield servidor.nueva()


def correr(motor: str, procesos: int, personas: int, ritmo: float, segundos: float) -> Medida:
    """Una corrida, con su base y sus procesos nuevos."""
    with tempfile.TemporaryDirectory() as carpeta, _base(motor, Path(carpeta)) as bd:
        datos = Path(carpeta)
        sala = abrir_sala(Ajustes(bd=bd, datos=datos)).como(LOCAL)
        usuarias = [nueva_usuaria(sala, numero) for numero in range(personas)]
        try:
            with servir(datos, bd, procesos) as instancia:
                return asyncio.run(_todas(instancia, usuarias, sala, ritmo, segundos))
        finally:
            sala.motor_bd.dispose()


def _renglon(que: str, medida: Medida) -> str:
    cortes = quantiles(medida.clics, n=100)
    por_clic = medida.cpu / len(medida.clics) * 1000
    return (
        f"{que:16}{len(medida.clics):7}{median(medida.clics):9.2f}{cortes[94]:8.2f}{cortes[98]:8.2f}"
        f"{max(medida.primeras):10.2f}{por_clic:9.0f}{medida.memoria / 2**20:9.0f}"
        f"{medida.rechazadas:12}{len(medida.perdidas):10}"
    )


def principal() -> int:
    """Corre y escribe la tabla; sale con 1 si algo reconocido se perdió o el p95 no llega."""
    lector = argparse.ArgumentParser(prog="python -m tests.rendimiento.carga", description=__doc__)
    lector.add_argument("--personas", type=int, default=60)
    lector.add_argument("--procesos", type=int, default=2)
    lector.add_argument("--ritmo", type=float, default=5.0, help="segundos entre dos clics de una persona")
    lector.add_argument("--segundos", type=float, default=60.0)
    lector.add_argument("--base", choices=["postgresql", "sqlite"], default="postgresql")
    pedido = lector.parse_args()
    decir = sys.stdout.write
    decir(f"Python {platform.python_version()}, {psutil.cpu_count()} núcleos, {pedido.base}. ")
    decir(f"{pedido.personas} personas, un clic cada {pedido.ritmo:g} s, {pedido.segundos:g} s. Segundos:\n")
    decir(
        f"{'':16}{'clics':>7}{'p50':>9}{'p95':>8}{'p99':>8}"
        f"{'primera':>10}{'ms CPU':>9}{'MiB':>9}{'rechazadas':>12}{'perdidas':>10}\n"
    )
    medidas = {}
    for procesos in (1, pedido.procesos):
        medida = correr(pedido.base, procesos, pedido.personas, pedido.ritmo, pedido.segundos)
        medidas[procesos] = medida
        decir(_renglon(f"{procesos} proceso{'s' if procesos > 1 else ''}", medida) + "\n")
        decir("".join(f"  {perdida}\n" for perdida in medida.perdidas[:10]))
    p95 = quantiles(medidas[pedido.procesos].clics, n=20)[-1]
    return int(p95 > META or any(m.perdidas for m in medidas.values()))


if __name__ == "__main__":
    sys.exit(principal())

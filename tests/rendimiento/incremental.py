"""Cuánto tarda todo lo que la página de una entidad muestra después de responder una pregunta.

Es el camino de la página: se guarda la respuesta en SQLite, se lee el caso, infiere el obrero y se arma el
resultado y el cuestionario. El rival es lo mismo sin aprovechar nada de lo anterior.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import mean, median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import Any

import psutil

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.obrero import Obrero, con_obrero
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import cuestionario, demostracion, diagnosticos
from autodiagnostico.servicios.diagnosticos import Evaluado, FichaDeDiagnostico
from motor.contrato import resultado_en_json
from reglas.catalogo import Catalogo
from reglas.clases import Clase
from reglas.fichas import Criterio
from reglas.resolucion import claves_de

RESPUESTAS, RONDAS = 20, 4
"""Cada respuesta se da en todas las rondas y cuenta la mejor: las demás miden quién más usa la máquina."""
META = 20
"""Milisegundos."""


@dataclass(slots=True)
class Ronda:
    """Milisegundos de cada página, y los de procesador de todas juntas, con y sin aprovechar lo anterior."""

    paginas: list[float] = field(default_factory=list)
    procesador: float = 0.0
    sin_aprovechar: float = 0.0


def informe() -> Iterator[str]:
    """El informe, línea por línea."""
    yield f"{'Tras una respuesta (ms)':32} {'la página':>18} {'procesador':>12} {'sin aprovechar':>16}"
    yield f"{'':32} {'mediana':>9}{'p95':>9} {'media':>12} {'media':>16}"
    with _instalacion() as sala, con_obrero() as obrero:
        for ficha in diagnosticos.listar(sala):
            rondas = [medir(sala, ficha, obrero) for _ in range(RONDAS)]
            paginas = [min(veces) for veces in zip(*(r.paginas for r in rondas), strict=True)]
            media, entera = (mean(t) / RESPUESTAS for t in zip(*map(_de_procesador, rondas), strict=True))
            nombre = f"{ficha.entidad.codigo}, {ficha.vigencia}"
            cola = quantiles(paginas, n=20)[-1]
            yield f"{nombre:32} {median(paginas):9.1f}{cola:9.1f} {media:12.1f} {entera:16.1f}"
    yield (
        f"La meta es {META} ms. De cada respuesta, la mejor de {RONDAS} veces; el procesador suma el obrero "
        "y no cuenta lo que se espera por otros."
    )


def _de_procesador(ronda: Ronda) -> tuple[float, float]:
    return ronda.procesador, ronda.sin_aprovechar


@contextmanager
def _instalacion() -> Iterator[Sala]:
    """Una instalación con las entidades de demostración, en borrador para poder responder."""
    with TemporaryDirectory() as carpeta:
        sala = abrir_sala(Ajustes(datos=Path(carpeta))).como(LOCAL)
        for ficha in demostracion.cargar(sala):
            if ficha.estado != "borrador":
                diagnosticos.devolver(sala, ficha.id, "Para medir.")
        yield sala


def medir(sala: Sala, ficha: FichaDeDiagnostico, obrero: Obrero) -> Ronda:
    """Una ronda de respuestas. Termina si aprovechar lo anterior no da lo mismo que hacerlo todo."""
    ronda = Ronda()
    antes = diagnosticos.al_dia(sala, ficha.id)
    for codigo, crudo in islice(_respuestas(sala.catalogo), RESPUESTAS):
        diagnosticos.responder(sala, ficha.id, codigo, crudo)
        tardo, trabajo, antes = _cronometrar(partial(_pagina, sala, ficha.id, antes), obrero)
        ronda.paginas.append(tardo)
        ronda.procesador += trabajo
        # Pedido otra vez, el obrero deduce el mismo caso entero.
        _, trabajo, otra = _cronometrar(partial(_pagina, sala, ficha.id, None), obrero)
        ronda.sin_aprovechar += trabajo
        if resultado_en_json(antes.resultado) != resultado_en_json(otra.resultado):
            raise SystemExit(f"«{codigo}»: aprovechar lo anterior no da lo mismo que hacerlo todo.")
    return ronda


def _pagina(sala: Sala, diagnostico_id: int, antes: Evaluado | None) -> Evaluado:
    """Lo que calcula el resumen de una entidad cada vez que se dibuja."""
    evaluado = diagnosticos.al_dia(sala, diagnostico_id, antes=antes)
    cuestionario.temas_de(evaluado.resultado)
    return evaluado


def _cronometrar(hacer: Callable[[], Evaluado], obrero: Obrero) -> tuple[float, float, Evaluado]:
    """Lo que tarda, lo que trabajan este proceso y el obrero, y lo que da."""
    inicio, trabajado = perf_counter(), _trabajado(obrero)
    dado = hacer()
    return (perf_counter() - inicio) * 1000, (_trabajado(obrero) - trabajado) * 1000, dado


def _trabajado(obrero: Obrero) -> float:
    suyo = psutil.Process(obrero.pid).cpu_times()
    return thread_time() + suyo.user + suyo.system


def _respuestas(catalogo: Catalogo) -> Iterator[tuple[str, Any]]:
    """Una respuesta más, o cambiada, cada vez."""
    for codigo, ficha in catalogo.criterios.items():
        yield from ((codigo, valor) for valor in _valores(ficha))


def _valores(ficha: Criterio) -> Iterator[Any]:
    claves = claves_de(ficha.clase, ficha.opciones)
    match ficha.clase:
        case Clase.SI_NO:
            yield from (True, False)
        case Clase.OPCIONES:
            yield from ([], list(claves))
        case Clase.SI_PARCIAL_NO | Clase.OPCION:
            yield from claves[:2]
        case Clase.PORCENTAJE | Clase.ENTERO:
            yield from (0, 90)
        case _:
            return

"""Quién calcula los trozos: este proceso o un cluster de Dask, con lo mismo y en el mismo orden."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.lotes.calculo import Encargo, Hecho, calcular
from autodiagnostico.lotes.trozos import Trozo
from reglas import Catalogo

Hacer = Callable[[Iterable[Trozo]], Iterator[Hecho]]
"""Calcula unos trozos y los entrega en orden, sin tener más que unos pocos a la vez."""

LOCAL = "local"
_TAMANOS = {".jsonl": 2_000, ".csv": 16_384, ".parquet": 65_536}
_POR_LA_RED = 4
"""Cuántas veces más pequeños son los trozos que van a otro proceso."""
_ESPERA = "10s"
"""Lo que se espera a que un cluster conteste."""


def tamano(formato: str, cluster: str | None) -> int:
    """Casos por trozo: con ellos la memoria no depende del tamaño del lote."""
    return _TAMANOS[formato] // (_POR_LA_RED if cluster else 1)


@contextmanager
def equipo(cluster: str | None, catalogo: Catalogo, encargo: Encargo) -> Iterator[Hacer]:
    """Quien calcula un lote. Lanza ErrorDeEntrada si no se puede llegar al cluster."""
    if cluster is None:
        # Un hilo: mientras calcula un trozo, el principal escribe el anterior y lee el siguiente.
        with ThreadPoolExecutor(1) as hilo:
            yield lambda trozos: _en_orden(lambda t: hilo.submit(calcular, t, encargo, catalogo), trozos, 2)
        return
    with _dask(cluster) as cliente:
        # El catálogo es una tarea y no un dato suelto: si se pierde con un obrero, se vuelve a hacer.
        alla = cliente.submit(pickle.loads, pickle.dumps(catalogo), pure=False)
        ventana = 2 * max(1, sum(cliente.nthreads().values()))
        yield lambda trozos: _en_orden(
            lambda t: cliente.submit(calcular, t, encargo, alla, pure=False), trozos, ventana
        )


def _en_orden(enviar: Callable[[Trozo], Any], trozos: Iterable[Trozo], ventana: int) -> Iterator[Hecho]:
    pendientes: deque[Any] = deque()
    for trozo in trozos:
        pendientes.append(enviar(trozo))
        if len(pendientes) >= ventana:
            yield pendientes.popleft().result()
    while pendientes:
        yield pendientes.popleft().result()


@contextmanager
def _dask(cluster: str) -> Iterator[Any]:
    import distributed

    # distributed trae tipos, pero no los de sus constructores.
    abrir: Any = distributed.Client
    local: Any = distributed.LocalCluster
    if cluster == LOCAL:
        with local(threads_per_worker=1, dashboard_address=None) as propio, abrir(propio) as cliente:
            yield cliente
        return
    try:
        cliente = abrir(cluster, timeout=_ESPERA)
    except (OSError, ValueError, TimeoutError) as error:
        admite = "«local» o la dirección de un cluster de Dask, como tcp://10.0.0.5:8786"
        problema = f"no se puede usar el cluster «{cluster}» ({error}). Se admite: {admite}."
        raise ErrorDeEntrada("--cluster", [problema]) from error
    with cliente:
        yield cliente

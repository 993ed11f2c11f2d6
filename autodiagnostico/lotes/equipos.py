"""Quién calcula los trozos: este proceso o un cluster de Dask, con lo mismo y en el mismo orden."""

from __future__ import annotations

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.lotes.calculo import Encargo, Forma, Hecho, calcular
from autodiagnostico.lotes.trozos import Trozo
from reglas import Catalogo

Hacer = Callable[[Iterable[Trozo]], Iterator[Hecho]]
"""Calcula unos trozos y los entrega en orden, sin tener más que unos pocos a la vez."""

LOCAL = "local"
_TAMANOS = {".jsonl": 2_000, ".csv": 16_384, ".parquet": 65_536}
_DE_DOCUMENTOS = 500
"""Casos por trozo cuando de cada uno sale un documento, que pesa decenas de kilobytes."""
_POR_LA_RED = 4
"""Cuántas veces más pequeños son los trozos que van a otro proceso."""
_ESPERA = "10s"
"""Lo que se espera a que un cluster conteste."""


def tamano(formato: str, forma: Forma, cluster: str | None) -> int:
    """Casos por trozo: con ellos la memoria no depende del tamaño del lote."""
    casos = _TAMANOS[formato] if forma is Forma.TABLA else _DE_DOCUMENTOS
    return casos // (_POR_LA_RED if cluster else 1)


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
    """Un cliente de Dask. Lo que le pasa a un obrero lo resuelve Dask; aquí llega lo que no tuvo arreglo."""
    import distributed
    from distributed.comm.core import CommClosedError

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with ExitStack() as pila:
        destino: Any = cluster
        if cluster == LOCAL:
            local: Any = distributed.LocalCluster  # distributed trae tipos, pero no los de sus constructores
            tablero = "127.0.0.1:0"
            callado = logging.CRITICAL
            destino = local(threads_per_worker=1, dashboard_address=tablero, silence_logs=callado)
            pila.enter_context(destino)
        cliente = pila.enter_context(_cliente(destino))
        try:
            yield cliente
        except distributed.KilledWorker as error:
            que = "Varios obreros del cluster murieron con el mismo trozo del lote, y no se siguió intentando"
            raise ErrorDeServicio(f"{que}. No se escribió ningún resultado.") from error
        except (CancelledError, CommClosedError) as error:
            que = "Se perdió la conexión con el cluster. No se escribió ningún resultado."
            raise ErrorDeServicio(que) from error


def _cliente(destino: Any) -> Any:
    import distributed

    abrir: Any = distributed.Client
    try:
        return abrir(destino, timeout=_ESPERA)
    except (OSError, ValueError) as error:
        admite = "«local» o la dirección de un cluster de Dask, como tcp://10.0.0.5:8786"
        problema = f"no se puede usar el cluster «{destino}» ({error}). Se admite: {admite}."
        raise ErrorDeEntrada("--cluster", [problema]) from error

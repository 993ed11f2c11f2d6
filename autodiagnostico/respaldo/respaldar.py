"""Respaldar: todo lo que hay en un mismo momento, con la aplicación andando."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Table

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import leer
from autodiagnostico.almacen.migracion import revision_de
from autodiagnostico.errores import ErrorDeAlmacen
from autodiagnostico.respaldo import archivos, paquete, tablas
from autodiagnostico.respaldo.manifiesto import Manifiesto, TablaRespaldada, ruta_de
from autodiagnostico.version import version


@dataclass(frozen=True, slots=True)
class Respaldo:
    """Un respaldo hecho y comprobado; `danadas` son las evidencias que ya no eran las que se subieron."""

    archivo: Path
    manifiesto: Manifiesto
    danadas: tuple[Path, ...]


def respaldar(motor: Engine, ajustes: Ajustes, archivo: Path) -> Respaldo:
    """Escribe un respaldo nuevo y lo vuelve a leer entero. Lanza ErrorDeServicio.

    La base se lee en una sola transacción, sin detener a quien escribe. Las evidencias se copian después: una
    que la base ya nombra está en el disco desde antes.
    """
    return respaldar_desde(_leyendo(motor), ajustes, archivo)


@contextmanager
def _leyendo(motor: Engine) -> Iterator[Connection]:
    with leer(motor) as sesion:
        yield sesion.connection()


def respaldar_desde(
    transaccion: AbstractContextManager[Connection], ajustes: Ajustes, archivo: Path
) -> Respaldo:
    """Como `respaldar`, con lo que se ve en una transacción."""
    with paquete.escribir(archivo) as escritor:
        with transaccion as conexion:
            revision = revision_de(conexion)
            if revision is None:
                raise ErrorDeAlmacen("La base de datos está vacía: no hay nada que respaldar.")
            motor = conexion.dialect.name
            respaldadas = _exportar_tablas(conexion, escritor)
        danadas = _exportar_archivos(ajustes, escritor)
        escritor.cerrar(
            Manifiesto(
                programa=version(),
                revision=revision,
                motor=motor,
                creado=datetime.now(UTC),
                tablas=respaldadas,
                piezas=tuple(escritor.piezas),
            )
        )
    with paquete.leer(archivo, Manifiesto) as lector:  # un respaldo que no se puede leer no es un respaldo
        return Respaldo(archivo, lector.manifiesto, danadas)


def _exportar_tablas(conexion: Connection, escritor: paquete.Escritor) -> tuple[TablaRespaldada, ...]:
    todas = tablas.de_la_base(conexion)
    ultimos = tablas.ultimos(conexion, todas)
    return tuple(_exportar_tabla(conexion, escritor, t, ultimos.get(t.name, 0)) for t in todas)


def _exportar_tabla(
    conexion: Connection, escritor: paquete.Escritor, tabla: Table, ultimo: int
) -> TablaRespaldada:
    cuantas = 0

    def contando() -> Iterator[bytes]:
        nonlocal cuantas
        for renglon in tablas.filas(conexion, tabla):
            cuantas += 1
            yield renglon

    escritor.agregar(ruta_de(tabla.name), contando())
    return TablaRespaldada(nombre=tabla.name, columnas=tuple(tabla.c.keys()), filas=cuantas, ultimo=ultimo)


def _exportar_archivos(ajustes: Ajustes, escritor: paquete.Escritor) -> tuple[Path, ...]:
    danadas = []
    for ruta, archivo in archivos.del_respaldo(ajustes):
        if archivos.es_evidencia(ruta) and not archivos.intacta(archivo):
            danadas.append(archivo)
        else:
            escritor.agregar(ruta, archivos.trozos(archivo))
    return tuple(danadas)

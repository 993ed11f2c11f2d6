"""Escribir el paquete de una entidad: todo lo suyo, leído de un mismo momento."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session, col, select

from autodiagnostico.ajustes import EVIDENCIAS, Ajustes
from autodiagnostico.almacen.migracion import revision_de
from autodiagnostico.almacen.tablas import Asiento, Cuenta, Entidad, Evidencia, Tabla
from autodiagnostico.bitacora import ORIGEN
from autodiagnostico.errores import ErrorDeAlmacen
from autodiagnostico.evidencias import Deposito
from autodiagnostico.respaldo import paquete
from autodiagnostico.respaldo import tablas as de_respaldo
from autodiagnostico.respaldo.manifiesto import ARCHIVOS, TablaRespaldada, ruta_de
from autodiagnostico.traslado.manifiesto import BITACORA, Identidad, ManifiestoDeEntidad
from autodiagnostico.traslado.tablas import INCLUIDAS, de_cuenta, de_la_entidad, tabla_de
from autodiagnostico.version import version


@dataclass(frozen=True, slots=True)
class Exportada:
    """Un paquete hecho y comprobado. `sin_archivo` son las evidencias cuyo archivo falta o está dañado."""

    archivo: Path
    manifiesto: ManifiestoDeEntidad
    sin_archivo: tuple[str, ...]


def exportar(sesion: Session, ajustes: Ajustes, entidad: Entidad, archivo: Path) -> Exportada:
    """Escribe el paquete y lo vuelve a leer entero. Lanza ErrorDeServicio."""
    conexion, entidad_id = sesion.connection(), entidad.id or 0
    with paquete.escribir(archivo) as escritor:
        tablas = tuple(_tabla(conexion, escritor, modelo, entidad_id) for modelo in INCLUIDAS)
        asientos = de_respaldo.filas(
            conexion, tabla_de(Asiento), tabla_de(Asiento).c.entidad_id == entidad_id
        )
        escritor.agregar(BITACORA, asientos)
        sin_archivo = tuple(_evidencias(sesion, ajustes, escritor, entidad_id))
        escritor.cerrar(
            ManifiestoDeEntidad(
                programa=version(),
                revision=revision_de(conexion) or "",
                creado=datetime.now(UTC),
                tablas=tablas,
                piezas=tuple(escritor.piezas),
                instalacion=instalacion(sesion),
                entidad=Identidad(codigo=entidad.codigo, nombre=entidad.nombre),
                autores=_autores(sesion, entidad_id),
            )
        )
    with paquete.leer(archivo, ManifiestoDeEntidad, "el paquete de una entidad") as lector:
        return Exportada(archivo, lector.manifiesto, sin_archivo)


def instalacion(sesion: Session) -> str:
    """Lo que distingue a esta instalación: la huella de su primer asiento."""
    primero = select(Asiento.huella).order_by(col(Asiento.numero)).limit(1)
    return sesion.exec(primero).first() or ORIGEN


def _tabla(
    conexion: Connection, escritor: paquete.Escritor, modelo: type[Tabla], entidad_id: int
) -> TablaRespaldada:
    tabla, cuantas, ultimo = tabla_de(modelo), 0, 0

    def contando() -> Iterator[bytes]:
        nonlocal cuantas, ultimo
        for renglon in de_respaldo.filas(conexion, tabla, de_la_entidad(modelo, entidad_id)):
            cuantas, ultimo = cuantas + 1, json.loads(renglon)["id"]
            yield renglon

    escritor.agregar(ruta_de(tabla.name), contando())
    return TablaRespaldada(nombre=tabla.name, columnas=tuple(tabla.c.keys()), filas=cuantas, ultimo=ultimo)


def _evidencias(
    sesion: Session, ajustes: Ajustes, escritor: paquete.Escritor, entidad_id: int
) -> Iterator[str]:
    """Los archivos, una vez cada contenido; los nombres de los que no se pueden llevar."""
    deposito = Deposito(ajustes.carpeta_de_evidencias)
    suyas = select(Evidencia.huella, Evidencia.nombre).where(
        Evidencia.entidad_id == entidad_id, col(Evidencia.huella).is_not(None)
    )
    for huella, nombre in dict(sesion.exec(suyas.order_by(col(Evidencia.id))).all()).items():
        if huella is None:
            continue
        try:
            escritor.agregar(f"{ARCHIVOS}/{EVIDENCIAS}/{huella}", [deposito.leer(huella)])
        except ErrorDeAlmacen:
            yield nombre


def _autores(sesion: Session, entidad_id: int) -> dict[int, str]:
    """Los nombres de quienes hicieron algo de lo que va."""
    numeros = sa.union(
        *(
            sa.select(tabla_de(modelo).c[columna]).where(de_la_entidad(modelo, entidad_id))
            for modelo in INCLUIDAS
            for columna in de_cuenta(modelo)
        )
    )
    suyas = select(Cuenta.id, Cuenta.nombre).where(col(Cuenta.id).in_(sa.select(numeros.subquery())))
    return {numero: nombre for numero, nombre in sesion.exec(suyas) if numero is not None}

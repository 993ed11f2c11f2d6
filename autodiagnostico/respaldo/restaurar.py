"""Restaurar un respaldo: la base queda toda como estaba en él, o como estaba antes de intentarlo."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, select
from sqlmodel import Session

from autodiagnostico import bitacora
from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import migracion
from autodiagnostico.almacen.tablas import CabezaDeBitacora
from autodiagnostico.errores import ErrorDeAlmacen, ErrorDeEntrada
from autodiagnostico.permisos import CONSOLA, Quien
from autodiagnostico.reloj import ZONA
from autodiagnostico.respaldo import archivos, paquete, tablas
from autodiagnostico.respaldo.manifiesto import Manifiesto, TablaRespaldada
from autodiagnostico.respaldo.respaldar import respaldar_desde

DE_ANTES = "respaldos"
"""Carpeta, dentro de la de datos, donde queda lo que había antes de restaurar."""


@dataclass(frozen=True, slots=True)
class Restauracion:
    """Qué se restauró, y dónde quedó lo que había; None si no había nada."""

    manifiesto: Manifiesto
    anterior: Path | None


def restaurar(motor: Engine, ajustes: Ajustes, archivo: Path, *, reemplazar: bool = False) -> Restauracion:
    """Deja la instalación como en el respaldo y migra las tablas a las de hoy. Lanza ErrorDeServicio.

    Una base con datos solo se reemplaza si se pide, y antes se respalda en la carpeta de datos. Las
    evidencias se agregan a las que haya, que no se borran.
    """
    with paquete.leer(archivo, Manifiesto) as lector:
        _exigir_conocido(archivo, lector.manifiesto)
        with migracion.migrando(motor) as conexion:
            anterior = _apartar(conexion, ajustes, reemplazar)
            _poner_evidencias(ajustes, lector)
            _cargar(conexion, archivo, lector)
            _asentar(conexion, lector.manifiesto)
            _poner_reglas(ajustes, lector)
        return Restauracion(lector.manifiesto, anterior)


def _exigir_conocido(archivo: Path, manifiesto: Manifiesto) -> None:
    if not migracion.es_conocida(manifiesto.revision):
        raise ErrorDeEntrada(
            str(archivo),
            [
                f"lo hizo una versión más nueva del programa ({manifiesto.programa}, revisión "
                f"{manifiesto.revision}) y esta no lo sabe leer. Actualice el programa."
            ],
        )


def _apartar(conexion: Connection, ajustes: Ajustes, reemplazar: bool) -> Path | None:
    """Deja la base sin tablas; si tenía datos, antes los respalda y dice dónde."""
    habia = tablas.de_la_base(conexion)
    if habia and migracion.revision_de(conexion) is None:
        raise ErrorDeAlmacen("La base de datos tiene tablas que no son de este programa. Indique otra.")
    anterior = None
    if any(_tiene_datos(conexion, tabla) for tabla in habia):
        anterior = _carpeta_de_antes(ajustes) / f"antes-de-restaurar-{_momento()}.zip"
        if not reemplazar:
            raise ErrorDeAlmacen(
                "La base de datos ya tiene datos. No se cambió nada. Para reemplazarlos, repita con "
                f"--reemplazar: lo que hay se respalda primero en {anterior.parent}."
            )
        respaldar_desde(nullcontext(conexion), ajustes, anterior)
    tablas.quitar_todas(conexion)
    return anterior


def _tiene_datos(conexion: Connection, tabla: Table) -> bool:
    """La cabeza de la bitácora nace con su fila: cuenta desde el primer asiento."""
    hay = select(1).select_from(tabla).limit(1)
    if tabla.name == CabezaDeBitacora.__tablename__:
        hay = hay.where(tabla.c.numero > 0)
    return conexion.execute(hay).first() is not None


def _carpeta_de_antes(ajustes: Ajustes) -> Path:
    return archivos.carpeta(ajustes.datos.expanduser() / DE_ANTES)


def _momento() -> str:
    return datetime.now(ZONA).strftime("%Y%m%d-%H%M%S-%f")


def _cargar(conexion: Connection, archivo: Path, lector: paquete.Lector[Manifiesto]) -> None:
    """Las tablas de la revisión del respaldo, con sus filas, y luego a la revisión de hoy."""
    manifiesto = lector.manifiesto
    migracion.subir(conexion, manifiesto.revision)
    creadas = tablas.de_la_base(conexion)
    respaldadas = {t.nombre: t for t in manifiesto.tablas}
    if {t.name: {*t.c.keys()} for t in creadas} != {n: {*t.columnas} for n, t in respaldadas.items()}:
        raise ErrorDeEntrada(str(archivo), ["sus tablas no son las que su revisión dice."])
    for tabla in reversed(creadas):  # las migraciones siembran alguna fila
        conexion.execute(tabla.delete())
    for tabla in creadas:
        _cargar_tabla(conexion, archivo, lector, tabla, respaldadas[tabla.name])
    tablas.seguir_desde(conexion, creadas, {t.nombre: t.ultimo for t in manifiesto.tablas})
    migracion.subir(conexion)
    migracion.exigir_enlaces(conexion)


def _cargar_tabla(
    conexion: Connection,
    archivo: Path,
    lector: paquete.Lector[Manifiesto],
    tabla: Table,
    respaldada: TablaRespaldada,
) -> None:
    try:
        cuantas = tablas.insertar(conexion, tabla, lector.renglones(respaldada.ruta))
    except (ValueError, KeyError, TypeError) as error:
        raise ErrorDeEntrada(
            str(archivo), [f"la tabla «{tabla.name}» trae una fila que no se entiende."]
        ) from error
    if cuantas != respaldada.filas:
        raise ErrorDeEntrada(
            str(archivo), [f"la tabla «{tabla.name}» trae {cuantas} filas y debían ser {respaldada.filas}."]
        )


@dataclass(frozen=True, slots=True)
class _Consola:
    quien: Quien = CONSOLA


def _asentar(conexion: Connection, manifiesto: Manifiesto) -> None:
    with Session(bind=conexion) as sesion:
        bitacora.asentar(
            sesion,
            _Consola(),
            "restaurado",
            objeto="instalacion",
            respaldo=manifiesto.creado.isoformat(),
            motor=manifiesto.motor,
        )
        sesion.flush()


def _poner_evidencias(ajustes: Ajustes, lector: paquete.Lector[Manifiesto]) -> None:
    """Las que falten o estén dañadas; van antes que la base, que las nombra."""
    for pieza in lector.manifiesto.archivos:
        if archivos.es_evidencia(pieza.ruta):
            destino = archivos.destino(ajustes, pieza.ruta)
            if not archivos.intacta(destino):
                archivos.poner(destino, lector.trozos(pieza.ruta))


def _poner_reglas(ajustes: Ajustes, lector: paquete.Lector[Manifiesto]) -> None:
    """El Manual y lo adoptado del respaldo; lo que hubiera queda en la carpeta de lo de antes."""
    for carpeta in (ajustes.carpeta_del_manual, ajustes.carpeta_adoptada):
        if carpeta.exists():
            archivos.mover(carpeta, _carpeta_de_antes(ajustes) / f"{carpeta.name}-{_momento()}")
    for pieza in lector.manifiesto.archivos:
        if archivos.es_de_reglas(pieza.ruta):
            archivos.poner(archivos.destino(ajustes, pieza.ruta), lector.trozos(pieza.ruta))

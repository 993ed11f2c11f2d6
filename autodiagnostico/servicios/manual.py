"""Cargar el Manual: plantilla, revisión, instalación y retiro. A la base solo va la constancia.

Sin decir otra, la carpeta es la de la instalación, que se usa desde ese momento sin reiniciar nada.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autodiagnostico import acceso, bitacora
from autodiagnostico import manual as carga
from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import escribir
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros.apertura import MAXIMO_BYTES
from autodiagnostico.manual import ErrorDeManual, Instalado, Manual, Revision
from autodiagnostico.manual.marco import marco
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, abrir_sala
from reglas import Catalogo, ErrorDeCatalogo, cargar

__all__ = [
    "MAXIMO_BYTES",
    "Revisado",
    "abrir_sala_sin_manual",
    "instalado",
    "instalar",
    "nombre",
    "plantilla",
    "quitar",
    "revisar",
    "se_usaria",
]


@dataclass(frozen=True, slots=True)
class Revisado:
    """Un libro que sirve: lo que trae y lo que cambiaría al instalarlo."""

    manual: Manual
    revision: Revision


def nombre() -> str:
    """Cómo se llama el documento que se carga."""
    return marco().documento


def plantilla(ajustes: Ajustes, lleno: Manual | None = None) -> bytes:
    """El libro de Excel para llenar; con un Manual, ya lleno con él y con sus códigos escritos."""
    return carga.escribir_plantilla(_sin_manual(ajustes, ajustes.carpeta_del_manual), lleno)


def revisar(ajustes: Ajustes, contenido: bytes, destino: Path | None = None) -> Revisado:
    """Lee y revisa un libro, sin guardar nada. Lanza ErrorDeManual con todos sus defectos."""
    carpeta = destino or ajustes.carpeta_del_manual
    leido = carga.leer(contenido, _sin_manual(ajustes, carpeta))
    revision = carga.revisar(leido, [*_otras(ajustes, carpeta), *_la_que_hay(ajustes, carpeta)], carpeta)
    if revision.defectos:
        raise ErrorDeManual(revision.defectos)
    return Revisado(leido, revision)


def instalar(sala: Sala, revisado: Revisado, destino: Path | None = None) -> Path:
    """Deja el Manual en su carpeta, en lugar del que hubiera, y dice cuál es."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_REGLAS)
    carpeta = destino or sala.ajustes.carpeta_del_manual
    with escribir(sala.motor_bd) as sesion:
        carga.instalar(revisado.manual, carpeta)
        cuantos = revisado.revision.lineamientos
        bitacora.asentar(
            sesion, sala, "Manual instalado", version=revisado.manual.encabezado.version, lineamientos=cuantos
        )
    return carpeta


def quitar(sala: Sala, destino: Path | None = None) -> bool:
    """Quita el Manual instalado y dice si lo había; las respuestas que ya se dieron no se borran."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_REGLAS)
    with escribir(sala.motor_bd) as sesion:
        habia = carga.quitar(destino or sala.ajustes.carpeta_del_manual)
        if habia:
            bitacora.asentar(sesion, sala, "Manual quitado")
    return habia


def abrir_sala_sin_manual(ajustes: Ajustes, destino: Path | None = None) -> Sala:
    """La sala con las demás reglas: si es el Manual instalado el que no carga, hay que poder cambiarlo."""
    return abrir_sala(ajustes, _sin_manual(ajustes, destino or ajustes.carpeta_del_manual))


def instalado(ajustes: Ajustes) -> Instalado | None:
    """El Manual de esta instalación, si lo hay."""
    return carga.instalado(ajustes.carpeta_del_manual)


def se_usaria(ajustes: Ajustes, destino: Path | None = None) -> bool:
    """Si lo que se instale en esa carpeta entra por sí solo en las reglas que se usan."""
    carpeta = (destino or ajustes.carpeta_del_manual).resolve()
    if ajustes.reglas_pedidas:
        return carpeta in {c.resolve() for c in ajustes.reglas}
    return carpeta == ajustes.carpeta_del_manual.resolve()


def _otras(ajustes: Ajustes, carpeta: Path) -> list[Path]:
    return [c for c in ajustes.carpetas if c.resolve() != carpeta.resolve()]


def _sin_manual(ajustes: Ajustes, carpeta: Path) -> Catalogo:
    try:
        return cargar(_otras(ajustes, carpeta))
    except ErrorDeCatalogo as error:
        raise ErrorDeServicio(str(error)) from error


def _la_que_hay(ajustes: Ajustes, carpeta: Path) -> list[Path]:
    """El Manual ya instalado, para comparar con él; uno que no carga se va a reemplazar y no cuenta."""
    if not any(carpeta.glob("*.yaml")):
        return []
    try:
        cargar([*_otras(ajustes, carpeta), carpeta])
    except ErrorDeCatalogo:
        return []
    return [carpeta]

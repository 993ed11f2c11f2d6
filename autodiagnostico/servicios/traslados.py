"""Llevarse todo lo de una entidad en un archivo, y traerla a esta instalación."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlmodel import func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Evidencia
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.evidencias import Deposito
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.respaldo import paquete
from autodiagnostico.sala import Sala
from autodiagnostico.servicios.carga_de_evidencias import borrar_sobrantes
from autodiagnostico.servicios.fichas import FichaDeEntidad
from autodiagnostico.traslado import Exportada, Importada, ManifiestoDeEntidad
from autodiagnostico.traslado import exportar as escribir_paquete
from autodiagnostico.traslado import importar as traer_paquete
from autodiagnostico.traslado.lectura import exigir_conocido, huellas_de

__all__ = [
    "Exportada",
    "Importada",
    "descargar",
    "exigir_que_quepa",
    "exportar",
    "importar",
    "se_puede_exportar",
]

MAXIMO_EN_MEMORIA = 300_000_000
"""Lo más que pesan las evidencias de un paquete que se descarga desde la página."""
_HACE_FALTA = (
    Operacion.EXPORTAR,
    Operacion.VER_BORRADOR,
    Operacion.VER_CONFIDENCIAL,
    Operacion.VER_EVALUACION_INDEPENDIENTE,
    Operacion.VER_BITACORA,
)
"""Un paquete lo lleva todo: quien lo saca tiene que poder ver todo."""
_QUE = "el paquete de una entidad"


def se_puede_exportar(sala: Sala, entidad: FichaDeEntidad) -> bool:
    """Si quien pide puede llevarse todo lo de la entidad."""
    return all(puede(sala.quien, operacion, acceso.sobre(entidad)) for operacion in _HACE_FALTA)


def exportar(sala: Sala, entidad_id: int, archivo: Path) -> Exportada:
    """Escribe el paquete de una entidad en un archivo que no exista aún. Lanza ErrorDeServicio."""
    with leer(sala.motor_bd) as sesion:
        entidad = acceso.entidad(sesion, sala, entidad_id, Operacion.EXPORTAR)
        for operacion in _HACE_FALTA:
            acceso.exigir(sala, operacion, acceso.sobre(entidad))
        exportada = escribir_paquete(sesion, sala.ajustes, entidad, archivo)
    with escribir(sala.motor_bd) as sesion:
        objeto, filas = f"entidad:{entidad_id}", exportada.manifiesto.filas
        bitacora.asentar(sesion, sala, "entidad exportada", objeto=objeto, entidad_id=entidad_id, filas=filas)
    return exportada


def exigir_que_quepa(sala: Sala, entidad_id: int) -> None:
    """Lanza ErrorDeServicio si las evidencias pesan demasiado para llevárselas desde la página."""
    with leer(sala.motor_bd) as sesion:
        acceso.entidad(sesion, sala, entidad_id, Operacion.EXPORTAR)
        suyas = select(func.sum(Evidencia.bytes)).where(Evidencia.entidad_id == entidad_id)
        peso = sesion.exec(suyas).one() or 0
    if peso > MAXIMO_EN_MEMORIA:
        raise ErrorDeServicio(
            f"Las evidencias pesan {peso // 10**6} MB y desde aquí se llevan hasta "
            f"{MAXIMO_EN_MEMORIA // 10**6}. Pida a quien administra el programa que lo haga en la consola."
        )


def descargar(sala: Sala, entidad_id: int) -> bytes:
    """El paquete, para descargarlo. Lanza ErrorDeServicio si pesa demasiado."""
    exigir_que_quepa(sala, entidad_id)
    with tempfile.TemporaryDirectory() as aparte:
        archivo = Path(aparte) / "entidad.zip"
        exportar(sala, entidad_id, archivo)
        return archivo.read_bytes()


def importar(sala: Sala, archivo: Path, codigo: str | None = None) -> Importada:
    """Trae una entidad con todo lo suyo; si algo no cuadra o el código choca, no queda nada.

    Lanza ErrorDeEntrada con todo lo que está mal en el paquete.
    """
    acceso.exigir(sala, Operacion.CREAR_ENTIDAD)
    with paquete.leer(archivo, ManifiestoDeEntidad, _QUE) as lector:
        exigir_conocido(archivo, lector.manifiesto)
        nuevas: list[str] = []
        try:
            _poner_evidencias(sala, lector, nuevas)
            with escribir(sala.motor_bd) as sesion:
                return traer_paquete(sesion, sala, archivo, lector, codigo)
        except BaseException:
            borrar_sobrantes(sala, nuevas)
            raise


def _poner_evidencias(sala: Sala, lector: paquete.Lector[ManifiestoDeEntidad], nuevas: list[str]) -> None:
    """Los contenidos van antes que las filas que los nombran; ya se comprobaron contra su huella."""
    deposito = Deposito(sala.ajustes.carpeta_de_evidencias)
    for huella, ruta in huellas_de(lector.manifiesto).items():
        with deposito.recibir(b"".join(lector.trozos(ruta)), huella) as recibido:
            recibido.poner()
            if recibido.nuevo:
                nuevas.append(huella)

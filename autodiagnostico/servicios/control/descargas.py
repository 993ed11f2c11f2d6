"""Lo de control interno para llevarse: libro de Excel, y documento en Word y PDF."""

from __future__ import annotations

from autodiagnostico import acceso
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello
from autodiagnostico.servicios import diagnosticos, emision
from autodiagnostico.servicios.control.hallazgos import hallazgos
from autodiagnostico.servicios.control.hojas import comparada, por_evaluar
from autodiagnostico.servicios.control.muestras import muestras
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.servicios.fichas import FichaDeDiagnostico


def excel(sala: Sala, diagnostico_id: int) -> bytes:
    """El libro: hallazgos, evaluaciones, madurez y muestras."""
    from autodiagnostico.informes import libro_de_control

    ficha = _exigir(sala, diagnostico_id)
    las_dos, todas = comparada(sala, diagnostico_id), por_evaluar(sala, diagnostico_id)
    halladas, sorteos = hallazgos(sala, diagnostico_id), muestras(sala, diagnostico_id)
    return emision.emitir(
        sala,
        emision.del_resultado("control interno", las_dos.declarada),
        ".xlsx",
        DeQue(f"diagnostico:{diagnostico_id}", ficha.entidad.id),
        lambda sello: libro_de_control.escribir(ficha, las_dos, todas, halladas, sorteos, sello),
    )


def word(sala: Sala, diagnostico_id: int) -> bytes:
    """Los hallazgos como documento de Word."""
    return _documento(sala, diagnostico_id, ".docx")


def pdf(sala: Sala, diagnostico_id: int) -> bytes:
    """Los hallazgos como PDF accesible."""
    return _documento(sala, diagnostico_id, ".pdf")


def _documento(sala: Sala, diagnostico_id: int, extension: str) -> bytes:
    from autodiagnostico.documento.control import documento_de_control
    from autodiagnostico.documento.formatos import escribir

    ficha = _exigir(sala, diagnostico_id)
    las_dos = comparada(sala, diagnostico_id)
    halladas, sorteos = hallazgos(sala, diagnostico_id), muestras(sala, diagnostico_id)

    def armar(sello: Sello) -> bytes:
        return escribir(documento_de_control(ficha, las_dos, halladas, sorteos, sello), extension)

    return emision.emitir(
        sala,
        emision.del_resultado("control interno", las_dos.declarada),
        extension,
        DeQue(f"diagnostico:{diagnostico_id}", ficha.entidad.id),
        armar,
    )


def _exigir(sala: Sala, diagnostico_id: int) -> FichaDeDiagnostico:
    ficha = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(ficha.entidad))
    return ficha

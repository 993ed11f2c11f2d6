"""Los informes de la Mesa, de un clic: reunir lo que leen, escribirlos y emitirlos sellados."""

from __future__ import annotations

from autodiagnostico import acceso
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.textos import Cual, declarados
from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import hoy
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, emision, plan
from autodiagnostico.servicios.emision import DeQue


def emitir(sala: Sala, diagnostico_id: int, cual: Cual, extension: str) -> bytes:
    """El informe en «.docx», «.pdf», «.md» o «.xlsx». Exige poder descargar lo de la entidad."""
    from autodiagnostico.informes.mesa.escribir import escribir

    ficha = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(ficha.entidad))
    datos = reunir(sala, diagnostico_id)
    return emision.emitir(
        sala,
        emision.del_resultado(declarados()[cual].nombre, datos.resultado),
        extension,
        DeQue(f"diagnostico:{diagnostico_id}", ficha.entidad.id),
        lambda sello: escribir(cual, datos, extension, sello),
    )


def reunir(sala: Sala, diagnostico_id: int) -> Datos:
    """Lo que los informes leen de un diagnóstico."""
    resultado = diagnosticos.evaluar(sala, diagnostico_id)
    aplazadas = diagnosticos.diferidos(sala, diagnostico_id)
    return Datos(
        ficha=diagnosticos.leer(sala, diagnostico_id),
        resultado=resultado,
        recomendaciones=plan.recomendaciones(sala, resultado, aplazadas),
        hoy=hoy(),
    )

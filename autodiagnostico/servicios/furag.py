"""Lo respondido, en una hoja para llevarlo al FURAG."""

from __future__ import annotations

from autodiagnostico import acceso
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, emision
from autodiagnostico.servicios.emision import DeQue


def hay_cruce(sala: Sala) -> bool:
    """Si la base dice qué preguntas se parecen a las del FURAG."""
    return any(c.furag for c in sala.catalogo.criterios.values())


def excel(sala: Sala, diagnostico_id: int) -> bytes:
    """El libro en el orden del FURAG, con las respuestas y evidencias que haya."""
    from autodiagnostico.furag import hoja_furag
    from autodiagnostico.informes.marcas import marca_de

    ficha = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(ficha.entidad))
    resultado = diagnosticos.evaluar(sala, diagnostico_id)
    catalogo = resultado.edicion.catalogo
    return emision.emitir(
        sala,
        emision.del_resultado("FURAG", resultado),
        ".xlsx",
        DeQue(f"diagnostico:{diagnostico_id}", ficha.entidad.id),
        lambda sello: hoja_furag(catalogo, resultado.caso, marca_de([ficha]), sello),
    )

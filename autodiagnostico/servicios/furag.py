"""Lo respondido, en una hoja para llevarlo al FURAG."""

from __future__ import annotations

from autodiagnostico import acceso
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos


def hay_cruce(sala: Sala) -> bool:
    """Si la base dice qué preguntas se parecen a las del FURAG."""
    return any(c.furag for c in sala.catalogo.criterios.values())


def excel(sala: Sala, diagnostico_id: int) -> bytes:
    """El libro en el orden del FURAG, con las respuestas y evidencias que haya."""
    from autodiagnostico.furag import hoja_furag
    from autodiagnostico.informes.marcas import marca_de

    ficha = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(ficha.entidad))
    marca = marca_de([ficha])
    return hoja_furag(sala.catalogo, diagnosticos.caso(sala, diagnostico_id), marca)

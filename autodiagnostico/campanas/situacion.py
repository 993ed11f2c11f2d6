"""En qué va una entidad convocada."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from autodiagnostico.campanas.fichas import Campana, Convocada, Situacion
from autodiagnostico.reloj import ZONA
from autodiagnostico.servicios.fichas import FichaDeDiagnostico, FichaDeEntidad


def sin_empezar(campana: Campana, entidad: FichaDeEntidad, dia: date) -> Convocada:
    """Una que no ha abierto su autodiagnóstico."""
    return Convocada(entidad, None, Situacion.SIN_EMPEZAR, vencida=dia > campana.datos.cierra)


def con_diagnostico(  # noqa: PLR0913 - de todo esto depende
    campana: Campana,
    diagnostico: FichaDeDiagnostico,
    dia: date,
    *,
    cobertura: Fraction | None,
    evaluadas: int,
    volvio: bool,
) -> Convocada:
    """Una que ya empezó; `volvio` dice si su borrador lo es porque lo devolvieron o lo reabrieron.

    De un borrador no se dice qué había evaluado control interno: es de cuando estuvo enviado.
    """
    if diagnostico.estado == "borrador":
        situacion = Situacion.DEVUELTO if volvio else Situacion.EN_BORRADOR
        vencida = dia > campana.datos.cierra
        return Convocada(diagnostico.entidad, diagnostico, situacion, cobertura, vencida=vencida)
    enviado = diagnostico.enviado.astimezone(ZONA).date() if diagnostico.enviado else None
    return Convocada(
        diagnostico.entidad,
        diagnostico,
        Situacion.VERIFICADO if evaluadas else Situacion.ENVIADO,
        cobertura,
        evaluadas,
        tarde=enviado is not None and enviado > campana.datos.cierra,
    )

"""Comparación de entidades en una vigencia, para quien hace seguimiento al Modelo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from autodiagnostico import acceso
from autodiagnostico.errores import ErrorDeEvaluacion
from autodiagnostico.permisos import PROGRAMA, Operacion, puede
from autodiagnostico.puntaje import cobertura_global
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado
from motor.resultado import MadurezDeEscenario, MadurezGlobal


@dataclass(frozen=True, slots=True)
class FilaDeComparacion:
    """Una entidad en la comparación; de un borrador solo se ve la cobertura.

    `contada` dice si entra en los promedios; si no, `razon_no_contada` dice por qué.
    """

    diagnostico: FichaDeDiagnostico
    cobertura: Mapping[str, Fraction | None]
    cobertura_global: Fraction | None
    escenarios: Mapping[str, MadurezDeEscenario] | None
    madurez_global: MadurezGlobal | None
    contada: bool
    razon_no_contada: str


def comparar(sala: Sala, vigencia: int) -> list[FilaDeComparacion]:
    """Una fila por diagnóstico de la vigencia, de las entidades que se pueden comparar, por su nombre.

    Las entidades de demostración cuentan solo mientras no haya otras.
    """
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    todos = diagnosticos.listar(sala, vigencia=vigencia)
    suyos = [d for d in todos if puede(sala.quien, Operacion.COMPARAR, acceso.sobre(d.entidad))]
    solo_demostracion = all(d.entidad.demostracion for d in suyos)
    return [_fila(sala, d, cuenta=solo_demostracion or not d.entidad.demostracion) for d in suyos]


def _fila(sala: Sala, diagnostico: FichaDeDiagnostico, *, cuenta: bool) -> FilaDeComparacion:
    try:
        # De un borrador solo sale de aquí cuánto se ha respondido, y para contarlo hay que evaluarlo.
        resultado = diagnosticos.evaluar(sala.como(PROGRAMA), diagnostico.id)
    except ErrorDeEvaluacion as error:
        sin_datos = dict.fromkeys(sala.catalogo.escenarios)
        return FilaDeComparacion(diagnostico, sin_datos, None, None, None, False, error.mensaje)
    enviado = diagnostico.estado != "borrador"
    visible = enviado and puede(sala.quien, Operacion.VER_ENVIADO, acceso.sobre(diagnostico.entidad))
    razon = _razon_no_contada(resultado, enviado=enviado, visible=visible, cuenta=cuenta)
    return FilaDeComparacion(
        diagnostico=diagnostico,
        cobertura={codigo: e.cobertura for codigo, e in resultado.escenarios.items()},
        cobertura_global=cobertura_global(resultado),
        escenarios=resultado.escenarios if visible else None,
        madurez_global=resultado.madurez_global if visible else None,
        contada=not razon,
        razon_no_contada=razon,
    )


def _razon_no_contada(resultado: Resultado, *, enviado: bool, visible: bool, cuenta: bool) -> str:
    if not enviado:
        return "Está en borrador: solo se ve cuánto se ha verificado."
    if not visible:
        return "Su cuenta solo puede ver cuánto se ha verificado."
    if not cuenta:
        return "Es una entidad inventada, de demostración."
    if resultado.madurez_global.indice_min is None:
        return "Ningún escenario tiene reglas que le apliquen."
    return ""


def excel(sala: Sala, vigencia: int) -> bytes:
    """La comparación como libro de Excel."""
    from autodiagnostico.informes import tabla_de_comparacion

    return tabla_de_comparacion.libro(sala.catalogo, vigencia, comparar(sala, vigencia))


def csv(sala: Sala, vigencia: int) -> bytes:
    """La comparación como CSV en UTF-8, con marca de orden para que Excel lea bien las tildes."""
    from autodiagnostico.informes import tabla_de_comparacion

    return tabla_de_comparacion.csv(sala.catalogo, comparar(sala, vigencia))

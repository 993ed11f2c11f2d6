"""Comparación de entidades en una vigencia, para quien hace seguimiento al Modelo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from autodiagnostico import acceso
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import PROGRAMA, Operacion, puede
from autodiagnostico.puntaje import cobertura_global
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello
from autodiagnostico.servicios import diagnosticos, emision
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado
from motor.contrato import redondear
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


def vigencias(sala: Sala) -> list[int]:
    """Los años en que hay algo que comparar, del más reciente al más antiguo."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    return sorted({d.vigencia for d in diagnosticos.listar(sala)}, reverse=True)


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
    except ErrorDeServicio as error:
        sin_datos = dict.fromkeys(sala.catalogo.escenarios)
        return FilaDeComparacion(diagnostico, sin_datos, None, None, None, False, error.mensaje)
    enviado = diagnostico.estado != "borrador"
    visible = enviado and puede(sala.quien, Operacion.VER_ENVIADO, acceso.sobre(diagnostico.entidad))
    razon = _razon_no_contada(resultado, enviado=enviado, visible=visible, cuenta=cuenta)
    return FilaDeComparacion(
        diagnostico=diagnostico,
        cobertura=dict.fromkeys(sala.catalogo.escenarios)
        | {codigo: e.cobertura for codigo, e in resultado.escenarios.items()},
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

    filas = comparar(sala, vigencia)
    return emision.emitir(
        sala,
        _sello(sala, vigencia, filas),
        ".xlsx",
        DeQue(f"vigencia:{vigencia}"),
        lambda sello: tabla_de_comparacion.libro(sala.catalogo, vigencia, filas, sello),
    )


def csv(sala: Sala, vigencia: int) -> bytes:
    """La comparación como CSV en UTF-8, con marca de orden para que Excel lea bien las tildes.

    Un CSV no tiene dónde llevar su sello: su huella queda en la bitácora.
    """
    from autodiagnostico.informes import tabla_de_comparacion

    filas = comparar(sala, vigencia)
    return emision.emitir(
        sala,
        _sello(sala, vigencia, filas),
        ".csv",
        DeQue(f"vigencia:{vigencia}"),
        lambda _: tabla_de_comparacion.csv(sala.catalogo, filas),
    )


def _sello(sala: Sala, vigencia: int, filas: list[FilaDeComparacion]) -> Sello:
    """De un borrador no entra nada que no se muestre: ni siquiera la huella de sus respuestas."""
    entradas = [
        [f.diagnostico.entidad.codigo, f.diagnostico.estado, f.diagnostico.digesto_reglas] for f in filas
    ]
    resultado = [_dicha(f) for f in filas]
    return emision.de_varios("comparación", sala.catalogo, vigencia, entradas, resultado)


def _dicha(fila: FilaDeComparacion) -> list[Any]:
    g = fila.madurez_global
    return [
        fila.diagnostico.entidad.codigo,
        {codigo: redondear(parte) for codigo, parte in fila.cobertura.items()},
        {c: [redondear(e.indice_min), e.nivel_min] for c, e in (fila.escenarios or {}).items()},
        None if g is None else [redondear(g.indice_min), g.nivel_min],
    ]

"""Los pasos de un renglón del plan: qué se puede desde cada estado, quién y si hay que decir por qué.

Es una tabla y las preguntas que se le hacen. Control interno no está en ella: no da ningún paso.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion


class EstadoDeItem(StrEnum):
    """Por dónde va un renglón, en el orden en que se recorre."""

    PROPUESTO = "propuesto"
    ACORDADO = "acordado"
    PRESENTADO = "presentado"
    DEVUELTO = "devuelto"
    APROBADO = "aprobado"
    EN_EJECUCION = "en_ejecucion"
    HECHO = "hecho"
    NO_HECHO = "no_hecho"
    QUITADO = "quitado"


class Paso(StrEnum):
    """Lo que alguien hace para que un renglón cambie de estado."""

    PROPONER = "proponer"
    ACORDAR = "acordar"
    PRESENTAR = "presentar"
    APROBAR = "aprobar"
    DEVOLVER = "devolver"
    EMPEZAR = "empezar"
    CUMPLIR = "cumplir"
    NO_CUMPLIR = "no_cumplir"
    REFORMULAR = "reformular"
    RETOMAR = "retomar"
    QUITAR = "quitar"


_E, _P = EstadoDeItem, Paso
EDITABLES = frozenset({_E.PROPUESTO, _E.DEVUELTO})
"""En los que se puede cambiar lo que el renglón dice."""
VIGENTES = frozenset({_E.APROBADO, _E.EN_EJECUCION, _E.HECHO, _E.NO_HECHO})
"""En los que lo que dice es lo que el Comité aprobó."""


@dataclass(frozen=True, slots=True)
class Transicion:
    """Un renglón de la tabla. `desde` None es uno que se acaba de agregar."""

    desde: EstadoDeItem | None
    paso: Paso
    hacia: EstadoDeItem
    operacion: Operacion = Operacion.EDITAR_PLAN
    pide_motivo: bool = False
    sin_aprobar: bool = False
    """Solo si el Comité nunca lo ha aprobado."""


_COMITE = Operacion.APROBAR_PLAN
_RENGLONES = (
    Transicion(None, _P.PROPONER, _E.PROPUESTO),
    Transicion(_E.PROPUESTO, _P.ACORDAR, _E.ACORDADO),
    Transicion(_E.DEVUELTO, _P.ACORDAR, _E.ACORDADO),
    Transicion(_E.ACORDADO, _P.PRESENTAR, _E.PRESENTADO),
    Transicion(_E.PRESENTADO, _P.APROBAR, _E.APROBADO, _COMITE),
    Transicion(_E.PRESENTADO, _P.DEVOLVER, _E.DEVUELTO, _COMITE, pide_motivo=True),
    Transicion(_E.APROBADO, _P.EMPEZAR, _E.EN_EJECUCION),
    Transicion(_E.EN_EJECUCION, _P.CUMPLIR, _E.HECHO),
    Transicion(_E.APROBADO, _P.NO_CUMPLIR, _E.NO_HECHO, pide_motivo=True),
    Transicion(_E.EN_EJECUCION, _P.NO_CUMPLIR, _E.NO_HECHO, pide_motivo=True),
    Transicion(_E.HECHO, _P.RETOMAR, _E.EN_EJECUCION, pide_motivo=True),
    Transicion(_E.NO_HECHO, _P.RETOMAR, _E.EN_EJECUCION, pide_motivo=True),
    Transicion(_E.ACORDADO, _P.REFORMULAR, _E.PROPUESTO, pide_motivo=True),
    Transicion(_E.APROBADO, _P.REFORMULAR, _E.PROPUESTO, pide_motivo=True),
    Transicion(_E.EN_EJECUCION, _P.REFORMULAR, _E.PROPUESTO, pide_motivo=True),
    Transicion(_E.NO_HECHO, _P.REFORMULAR, _E.PROPUESTO, pide_motivo=True),
    Transicion(_E.PROPUESTO, _P.QUITAR, _E.QUITADO, sin_aprobar=True),
    Transicion(_E.ACORDADO, _P.QUITAR, _E.QUITADO, sin_aprobar=True),
    Transicion(_E.DEVUELTO, _P.QUITAR, _E.QUITADO, sin_aprobar=True),
    Transicion(_E.QUITADO, _P.PROPONER, _E.PROPUESTO),
)
TABLA: Mapping[tuple[EstadoDeItem | None, Paso], Transicion] = {(t.desde, t.paso): t for t in _RENGLONES}
OPERACIONES: Mapping[Paso, Operacion] = {t.paso: t.operacion for t in _RENGLONES}
"""La operación que exige cada paso: la misma, salga de donde salga."""

VERBOS: Mapping[Paso, str] = {
    _P.PROPONER: "proponer",
    _P.ACORDAR: "acordar con el área",
    _P.PRESENTAR: "presentar al Comité",
    _P.APROBAR: "aprobar",
    _P.DEVOLVER: "devolver",
    _P.EMPEZAR: "empezar",
    _P.CUMPLIR: "dar por hecho",
    _P.NO_CUMPLIR: "dar por no hecho",
    _P.REFORMULAR: "reformular",
    _P.RETOMAR: "retomar",
    _P.QUITAR: "quitar del plan",
}
ESTADOS: Mapping[EstadoDeItem, str] = {
    _E.PROPUESTO: "Propuesta",
    _E.ACORDADO: "Acordada con el área",
    _E.PRESENTADO: "Presentada al Comité",
    _E.DEVUELTO: "Devuelta con observaciones",
    _E.APROBADO: "Aprobada",
    _E.EN_EJECUCION: "En ejecución",
    _E.HECHO: "Hecha",
    _E.NO_HECHO: "No hecha",
    _E.QUITADO: "Quitada del plan",
}
"""Cómo se dicen."""


class ErrorDePasoDelPlan(ErrorDeServicio):
    """Ese paso no se puede dar desde donde está el renglón, o le falta algo."""


def dar(
    estado: EstadoDeItem | None, paso: Paso, observacion: str = "", *, aprobado_antes: bool = False
) -> Transicion:
    """La transición que corresponde.

    Lanza ErrorDePasoDelPlan si desde ese estado no se puede, si pide un motivo y no lo hay, o si es de lo que
    solo se hace antes de la primera aprobación.
    """
    transicion = TABLA.get((estado, paso))
    if transicion is None:
        raise ErrorDePasoDelPlan(_no_se_puede(estado, paso))
    if transicion.sin_aprobar and aprobado_antes:
        raise ErrorDePasoDelPlan(
            "El Comité ya lo aprobó y no se quita. Si no se va a hacer, se da por no hecho, con su razón."
        )
    if transicion.pide_motivo and not observacion.strip():
        raise ErrorDePasoDelPlan(f"Escriba por qué se va a {VERBOS[paso]}: queda constancia del motivo.")
    return transicion


def posibles(estado: EstadoDeItem, *, aprobado_antes: bool = False) -> list[Transicion]:
    """Los pasos que salen de un estado, primero el que avanza."""
    return [t for t in _RENGLONES if t.desde == estado and not (t.sin_aprobar and aprobado_antes)]


def _no_se_puede(estado: EstadoDeItem | None, paso: Paso) -> str:
    desde = " o ".join(f"«{ESTADOS[t.desde]}»" for t in _RENGLONES if t.paso is paso and t.desde is not None)
    esta = "sin agregar" if estado is None else ESTADOS[estado]
    quedan = " o ".join(VERBOS[t.paso] for t in _RENGLONES if t.desde == estado)
    sigue = f" Desde donde está se puede {quedan}." if quedan else ""
    return f"Está en «{esta}» y solo se puede {VERBOS[paso]} desde {desde}.{sigue}"

"""La vida de un diagnóstico: qué paso se puede dar desde cada estado, quién y si hay que decir por qué.

Es una tabla y la pregunta que se le hace. Control interno no está en ella: ni avanza ni detiene nada.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion

Estado = Literal["borrador", "enviado", "revisado", "cerrado"]
"""Por dónde va un diagnóstico."""
CAMINO: tuple[Estado, ...] = get_args(Estado)
"""Los estados, en el orden en que se recorren."""


class Paso(StrEnum):
    """Lo que alguien hace para que un diagnóstico cambie de estado."""

    ENVIAR = "enviar"
    REVISAR = "revisar"
    CERRAR = "cerrar"
    DEVOLVER = "devolver"
    REABRIR = "reabrir"


@dataclass(frozen=True, slots=True)
class Transicion:
    """Un renglón de la tabla: desde dónde, hacia dónde, la operación que exige y cómo queda escrito."""

    desde: Estado
    paso: Paso
    hacia: Estado
    operacion: Operacion
    hecho: str
    pide_motivo: bool = False

    @property
    def avanza(self) -> bool:
        """Si acerca al cierre; repetir un paso que avanza no cambia nada."""
        return CAMINO.index(self.hacia) > CAMINO.index(self.desde)


_RENGLONES = (
    Transicion("borrador", Paso.ENVIAR, "enviado", Operacion.ENVIAR, "enviado"),
    Transicion("enviado", Paso.REVISAR, "revisado", Operacion.REVISAR, "revisado"),
    Transicion("revisado", Paso.CERRAR, "cerrado", Operacion.CERRAR, "cerrado"),
    Transicion("enviado", Paso.DEVOLVER, "borrador", Operacion.DEVOLVER, "devuelto", pide_motivo=True),
    Transicion("revisado", Paso.DEVOLVER, "borrador", Operacion.DEVOLVER, "devuelto", pide_motivo=True),
    Transicion("cerrado", Paso.REABRIR, "borrador", Operacion.REABRIR, "reabierto", pide_motivo=True),
)
TABLA: Mapping[tuple[Estado, Paso], Transicion] = {(t.desde, t.paso): t for t in _RENGLONES}
OPERACIONES: Mapping[Paso, Operacion] = {t.paso: t.operacion for t in _RENGLONES}
"""La operación que exige cada paso: la misma, salga de donde salga."""


class ErrorDePaso(ErrorDeServicio):
    """Ese paso no se puede dar desde donde está el diagnóstico, o le falta el motivo."""


def dar(estado: Estado, paso: Paso, motivo: str = "") -> Transicion | None:
    """La transición que corresponde; None si ese paso, que avanza, ya estaba dado.

    Lanza ErrorDePaso si desde ese estado no se puede, o si pide un motivo y no lo hay.
    """
    transicion = TABLA.get((estado, paso))
    if transicion is None:
        if any(t.paso is paso and t.avanza and t.hacia == estado for t in _RENGLONES):
            return None
        raise ErrorDePaso(_no_se_puede(estado, paso))
    if transicion.pide_motivo and not motivo.strip():
        raise ErrorDePaso(f"Escriba por qué se va a {paso.value}: queda constancia del motivo.")
    return transicion


def posibles(estado: Estado) -> list[Transicion]:
    """Los pasos que salen de un estado: primero el que avanza."""
    return [t for t in _RENGLONES if t.desde == estado]


def _no_se_puede(estado: Estado, paso: Paso) -> str:
    desde = " o ".join(f"«{t.desde}»" for t in _RENGLONES if t.paso is paso)
    quedan = " o ".join(t.paso.value for t in posibles(estado))
    return (
        f"Este autodiagnóstico está en «{estado}» y solo se puede {paso.value} desde {desde}. "
        f"Desde donde está se puede {quedan}."
    )

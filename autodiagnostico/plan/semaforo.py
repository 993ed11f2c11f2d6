"""Cómo va un renglón según la fecha y su último avance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from autodiagnostico.plan.fichas import Avance, ItemDePlan
from autodiagnostico.plan.marco import Semaforo
from autodiagnostico.plan.pasos import VIGENTES, EstadoDeItem


class Luz(StrEnum):
    """En el orden en que conviene atenderlas."""

    VENCIDO = "vencido"
    REZAGADO = "rezagado"
    POR_VENCER = "por_vencer"
    SIN_FECHA = "sin_fecha"
    A_TIEMPO = "a_tiempo"
    SIN_EMPEZAR = "sin_empezar"
    SIN_APROBAR = "sin_aprobar"
    NO_HECHO = "no_hecho"
    HECHO = "hecho"


LUCES: Mapping[Luz, str] = {
    Luz.VENCIDO: "Vencida",
    Luz.REZAGADO: "Rezagada",
    Luz.POR_VENCER: "Por vencer",
    Luz.SIN_FECHA: "Sin fecha",
    Luz.A_TIEMPO: "A tiempo",
    Luz.SIN_EMPEZAR: "Aún no empieza",
    Luz.SIN_APROBAR: "Sin aprobar",
    Luz.NO_HECHO: "No hecha",
    Luz.HECHO: "Hecha",
}
"""Cómo se dice de una acción."""


@dataclass(frozen=True, slots=True)
class Marcha:
    """Cómo va un renglón hoy.

    `atraso` son los días que lleva vencido. `esperado` es el avance que el calendario deja esperar, de 0 a
    100, si el renglón dice cuándo empieza y cuándo termina.
    """

    item: ItemDePlan
    luz: Luz
    ultimo: Avance | None = None
    atraso: int = 0
    esperado: int | None = None

    @property
    def porcentaje(self) -> int:
        """Lo avanzado: lo hecho es todo."""
        if self.item.estado is EstadoDeItem.HECHO:
            return 100
        return 0 if self.ultimo is None else self.ultimo.porcentaje

    @property
    def urgencia(self) -> tuple[int, date, int]:
        """Para ordenar: primero lo que va peor y, entre eso, lo que termina antes."""
        return list(Luz).index(self.luz), self.item.dicho.fecha or date.max, self.item.orden


def marcha(item: ItemDePlan, ultimo: Avance | None, dia: date, umbrales: Semaforo) -> Marcha:
    """Cómo va un renglón un día; lo que el Comité no ha aprobado todavía no se mide."""
    esperado = _esperado(item, dia)
    fecha = item.dicho.fecha
    atraso = max(0, (dia - fecha).days) if fecha is not None and _corre(item) else 0
    suya = Marcha(item, Luz.A_TIEMPO, ultimo, atraso, esperado)
    return Marcha(item, _luz(suya, dia, umbrales), ultimo, atraso, esperado)


def _corre(item: ItemDePlan) -> bool:
    return item.estado in {EstadoDeItem.APROBADO, EstadoDeItem.EN_EJECUCION}


def _luz(suya: Marcha, dia: date, umbrales: Semaforo) -> Luz:
    item = suya.item
    if item.estado not in VIGENTES:
        return Luz.SIN_APROBAR
    if not _corre(item):
        return Luz.HECHO if item.estado is EstadoDeItem.HECHO else Luz.NO_HECHO
    inicio, fecha = item.dicho.inicio, item.dicho.fecha
    if fecha is None:
        return Luz.SIN_FECHA
    if suya.atraso:
        return Luz.VENCIDO
    if suya.esperado is not None and suya.esperado - suya.porcentaje >= umbrales.rezago_puntos:
        return Luz.REZAGADO
    if (fecha - dia).days <= umbrales.por_vencer_dias:
        return Luz.POR_VENCER
    return Luz.SIN_EMPEZAR if inicio is not None and inicio > dia else Luz.A_TIEMPO


def _esperado(item: ItemDePlan, dia: date) -> int | None:
    inicio, fecha = item.dicho.inicio, item.dicho.fecha
    if inicio is None or fecha is None or not _corre(item):
        return None
    dura = (fecha - inicio).days + 1
    return max(0, min(100, 100 * ((dia - inicio).days + 1) // dura))

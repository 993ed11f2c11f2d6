"""El plan de la vigencia, contado: lo aprobado, lo que va y lo que vale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from autodiagnostico.plan.fichas import Apartada, ItemDePlan, Mecanismo, PasoDado
from autodiagnostico.plan.pasos import VIGENTES, EstadoDeItem
from autodiagnostico.plan.semaforo import Luz, Marcha
from autodiagnostico.textos import cuantas

if TYPE_CHECKING:
    from autodiagnostico.servicios.seguimiento import Efecto


@dataclass(frozen=True)
class Ruta:
    """El plan de una vigencia, como va hoy."""

    vigencia: int
    marchas: Sequence[Marcha] = ()
    pasos: Mapping[int, Sequence[PasoDado]] | None = None
    efecto: Efecto | None = None
    apartadas: Sequence[Apartada] = ()
    mecanismos: Sequence[Mecanismo] = ()

    @property
    def items(self) -> list[ItemDePlan]:
        """Todas las acciones, en el orden del plan."""
        return [m.item for m in self.marchas]

    @property
    def aprobadas(self) -> list[Marcha]:
        """Las que el Comité aprobó: las únicas que se miden."""
        return [m for m in self.marchas if m.item.estado in VIGENTES]

    def en(self, *luces: Luz) -> list[Marcha]:
        """Las que van así."""
        return [m for m in self.marchas if m.luz in luces]

    @property
    def avance(self) -> int:
        """De 0 a 100, cortado: el promedio de lo aprobado, con los días de trabajo como peso."""
        dias = sum(peso(m) for m in self.aprobadas)
        return int(Fraction(sum(peso(m) * m.porcentaje for m in self.aprobadas), dias)) if dias else 0

    def motivo(self, item: ItemDePlan) -> str:
        """Lo último que se dijo al darla por no hecha."""
        dados = [p for p in (self.pasos or {}).get(item.id, ()) if p.hacia is EstadoDeItem.NO_HECHO]
        return dados[-1].observacion if dados else ""


def acciones(numero: int) -> str:
    """«1 acción», «3 acciones»."""
    return cuantas(numero, "acción", "acciones")


def aprobadas(numero: int) -> str:
    """«1 acción aprobada»."""
    return cuantas(numero, "acción aprobada", "acciones aprobadas")


def peso(marcha: Marcha) -> int:
    """Los días de trabajo de una acción; la que no los dice cuenta como un día."""
    return marcha.item.dicho.esfuerzo_dias or 1


def entregado(marcha: Marcha) -> str:
    """Lo que se entregó y la evidencia que lo respalda."""
    ultimo = marcha.ultimo
    if ultimo is None:
        return "Sin avances informados"
    evidencia = f" Evidencia: {ultimo.evidencia[1]}." if ultimo.evidencia else ""
    return f"{ultimo.entregado or 'Sin entregas'}.{evidencia}".replace("..", ".")

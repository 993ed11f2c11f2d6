"""El plan en marcha de la demostración: lo que declara `plan.yaml` y las fechas que le tocan según el día."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from autodiagnostico.plan.pasos import EstadoDeItem

_ARCHIVO = Path(__file__).parent.parent / "demostracion" / "plan.yaml"
Datos = dict[str, Any]


class _Cerrado(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Compromiso(_Cerrado):
    """Lo que alguien quedó de hacer, para qué día y, si ya lo hizo, cuándo y con qué resultado."""

    texto: str
    responsable: str
    dia: int
    cumplido: int | None = None
    resultado: str = ""


class Sesion(_Cerrado):
    """Una sesión de la Mesa; sin `desarrollo`, está convocada."""

    dia: int
    lugar: str
    orden_del_dia: tuple[str, ...]
    desarrollo: str = ""
    decisiones: tuple[str, ...] = ()
    compromisos: tuple[Compromiso, ...] = ()


class Registro(_Cerrado):
    """La Mesa: su acta, sus integrantes y sus sesiones."""

    acta_del_comite: str
    firma: int
    publicada_adentro: int
    estado_reglamento: str
    integrantes: tuple[Datos, ...]
    sesiones: tuple[Sesion, ...]


class Avance(_Cerrado):
    """Lo que se informó un día."""

    dia: int
    porcentaje: int
    entregado: str
    valor: float | None = None
    evidencia: str = ""


class Renglon(_Cerrado):
    """Un renglón y hasta dónde llegó; `dice` son campos del contenido de un renglón."""

    accion: str | None = None
    inicio: int | None = None
    fecha: int
    estado: EstadoDeItem
    observacion: str = ""
    dice: Datos
    avances: tuple[Avance, ...] = ()


class Aprobacion(_Cerrado):
    """El acta con que el Comité aprobó."""

    acto: str
    dia: int


class Apartada(_Cerrado):
    """Una acción que se dejó para después."""

    accion: str
    razon: str


class Guion(_Cerrado):
    """Todo lo declarado. Los días se cuentan desde hoy."""

    dias_de_ventaja: int
    mesa: Registro
    aprobacion: Aprobacion
    renglones: tuple[Renglon, ...]
    apartadas: tuple[Apartada, ...]
    mecanismos: tuple[Datos, ...]


@cache
def guion() -> Guion:
    """Lo declarado por el programa."""
    return Guion.model_validate(yaml.safe_load(_ARCHIVO.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Reloj:
    """Las fechas de la demostración, contadas desde un día.

    La vigencia del plan es el año de ese día, menos en sus primeros meses: ahí todavía se cierra la anterior.
    """

    dia: date

    @property
    def vigencia(self) -> int:
        """La del plan en marcha."""
        return (self.dia - timedelta(days=guion().dias_de_ventaja)).year

    @property
    def corte(self) -> date:
        """La fecha de corte del diagnóstico de que salió: el último día de la vigencia anterior."""
        return date(self.vigencia - 1, 12, 31)

    def a(self, dias: int) -> date:
        """El día que queda a tantos de hoy."""
        return self.dia + timedelta(days=dias)

    def del_plan(self, dias: int) -> date:
        """Lo mismo, sin salirse de la vigencia del plan."""
        return min(self.a(dias), date(self.vigencia, 12, 31))

    def decir(self, texto: str) -> str:
        """Un texto, con la vigencia en su lugar."""
        return texto.replace("{vigencia}", str(self.vigencia))

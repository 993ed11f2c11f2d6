"""Lo que se declara en `plan.yaml`: umbrales del semáforo y lo que las fuentes piden de un plan."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from reglas.fichas import Cita

_ARCHIVO = Path(__file__).with_name("plan.yaml")


class _Cerrado(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Semaforo(_Cerrado):
    """Cuándo un renglón está por vencer, y con cuántos puntos de menos va rezagado."""

    razon: str
    por_vencer_dias: int = Field(ge=1)
    rezago_puntos: int = Field(ge=1, le=100)


class Pedido(_Cerrado):
    """Algo que una fuente pide del plan."""

    texto: str
    cita: Cita


class Marco(_Cerrado):
    """Todo lo declarado."""

    semaforo: Semaforo
    sin_escenario: Pedido
    mecanismos: Pedido


@cache
def declarado() -> Marco:
    """Lo declarado por el programa."""
    return Marco.model_validate(yaml.safe_load(_ARCHIVO.read_text(encoding="utf-8")))

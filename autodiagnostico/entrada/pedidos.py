"""Lo que se le pide a un plan: las opciones de la orden y el archivo de ajustes.

```json
{
  "areas": {"Servicio a la Ciudadanía": 15, "Planeación": [10, 5, 10, 10]},
  "presupuesto": 60000000,
  "fijadas": {"A-MESA-CREAR": 1},
  "prohibidas": {"A-SEDE-WEB": "La sede se cambia el año entrante."},
  "acciones": {"A-CAR-PUBLICAR": {"esfuerzo_dias": 12, "responsable": "Planeación", "duracion_semanas": 20,
                                  "costo": 8000000}}
}
```
"""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from autodiagnostico.entrada.archivos import leer_bytes
from autodiagnostico.entrada.esquemas import problemas_de
from autodiagnostico.entrada.json_estricto import JsonInvalido, leer_json
from autodiagnostico.errores import Entradas, ErrorDeEntrada
from motor import Problema
from motor.busqueda.pedido import AccionPropia, Pedido, revisar
from reglas import Catalogo

MAXIMA_CAPACIDAD = 100_000
MAXIMO_DE_PERIODOS = 40
MAXIMO_DE_PESOS = 10**13
T = TypeVar("T", bound=BaseModel)
_NUMERO = re.compile(r"\d{1,9}")


def _como_lista(valor: Any) -> Any:
    return valor if isinstance(valor, list) else [valor]


Dias = Annotated[int, Field(ge=0, le=MAXIMA_CAPACIDAD)]
Pesos = Annotated[int, Field(ge=0, le=MAXIMO_DE_PESOS)]
DiasPorPeriodo = Annotated[list[Dias], BeforeValidator(_como_lista), Field(min_length=1)]
PesosPorPeriodo = Annotated[list[Pesos], BeforeValidator(_como_lista), Field(min_length=1)]
Razon = Annotated[str, Field(min_length=1, max_length=4000)]


class _Cerrado(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


class AccionAjustada(_Cerrado):
    """Lo que la entidad cambia de una acción; lo que no trae queda como en el catálogo."""

    esfuerzo_dias: Annotated[int, Field(ge=1, le=MAXIMA_CAPACIDAD)] | None = None
    responsable: Annotated[str, Field(min_length=1, max_length=400)] | None = None
    duracion_semanas: Annotated[int, Field(ge=1, le=1000)] | None = None
    costo: Pesos = 0


class AjustesDelPlan(_Cerrado):
    """El archivo de `planear --ajustes`. Un solo número en un área vale para todos los periodos."""

    areas: dict[str, DiasPorPeriodo] = Field(default_factory=dict)
    presupuesto: PesosPorPeriodo | None = None
    fijadas: dict[str, int] = Field(default_factory=dict)
    prohibidas: dict[str, Razon] = Field(default_factory=dict)
    acciones: dict[str, AccionAjustada] = Field(default_factory=dict)


class _AccionGuardada(BaseModel):
    model_config = ConfigDict(strict=True)
    accion: str


class _PeriodoGuardado(BaseModel):
    model_config = ConfigDict(strict=True)
    acciones: list[_AccionGuardada]


class PlanGuardado(BaseModel):
    """De un plan en JSON, qué se hace en cada periodo."""

    model_config = ConfigDict(strict=True)
    periodos: Annotated[list[_PeriodoGuardado], Field(min_length=1, max_length=MAXIMO_DE_PERIODOS)]


def leer_pedido(catalogo: Catalogo, capacidad: str, periodos: int | None, ajustes: Path | None) -> Pedido:
    """Lo que se pide, revisado contra la base. Lanza ErrorDeEntrada con todos los problemas."""
    entradas = Entradas()
    with entradas.leyendo():
        dias = _por_periodo(leer_capacidades("--capacidad", capacidad), periodos)
    with entradas.leyendo():
        suyos = AjustesDelPlan() if ajustes is None else _leer(ajustes, AjustesDelPlan)
    entradas.exigir()
    pedido = Pedido(
        capacidad=dias,
        areas={
            a: tuple(lista) if len(lista) > 1 else (lista[0],) * len(dias) for a, lista in suyos.areas.items()
        },
        presupuesto=_presupuesto(suyos.presupuesto, len(dias)),
        fijadas=suyos.fijadas,
        prohibidas=suyos.prohibidas,
        propias={c: AccionPropia(**a.model_dump()) for c, a in suyos.acciones.items()},
    )
    if ajustes is not None and (problemas := revisar(catalogo, pedido)):
        raise ErrorDeEntrada(str(ajustes), problemas)
    return pedido


def leer_plan(archivo: Path, acciones: Container[str]) -> list[list[str]]:
    """Las acciones de cada periodo de un plan guardado en JSON, que es lo único que se le cree.

    Lanza ErrorDeEntrada con todos los problemas.
    """
    grupos = [[a.accion for a in p.acciones] for p in _leer(archivo, PlanGuardado).periodos]
    problemas = [
        Problema(f"periodos.{i}.acciones", f"no existe la acción «{codigo}».")
        for i, grupo in enumerate(grupos)
        for codigo in grupo
        if codigo not in acciones
    ]
    if problemas:
        raise ErrorDeEntrada(str(archivo), problemas)
    return grupos


def leer_capacidades(opcion: str, texto: str) -> list[int]:
    """«40» o «40,20,60,40». Lanza ErrorDeEntrada."""
    partes = [p.strip() for p in texto.split(",")]
    malas = [p for p in partes if not _NUMERO.fullmatch(p) or int(p) > MAXIMA_CAPACIDAD]
    if malas or not any(map(int, partes)):
        admite = f"días de 0 a {MAXIMA_CAPACIDAD}, separados por comas, y alguno mayor que 0"
        raise ErrorDeEntrada(opcion, [f"llegó «{malas[0] if malas else texto}». Se admite: {admite}."])
    return [int(p) for p in partes]


def _por_periodo(dias: list[int], periodos: int | None) -> tuple[int, ...]:
    if periodos is None and len(dias) == 1:
        problema = "falta. Se admite: cuántos trimestres, o en «--capacidad» un número por cada uno."
    elif periodos is not None and not 1 <= periodos <= MAXIMO_DE_PERIODOS:
        problema = f"llegó {periodos}. Se admite: un número de 1 a {MAXIMO_DE_PERIODOS}."
    elif len(dias) > MAXIMO_DE_PERIODOS:
        problema = f"«--capacidad» trae {len(dias)} números. Se admite: hasta {MAXIMO_DE_PERIODOS}."
    elif periodos is not None and len(dias) not in {1, periodos}:
        problema = f"llegó {periodos} y «--capacidad» trae {len(dias)} números. Se admite: {len(dias)}."
    else:
        return tuple(dias) if periodos is None or len(dias) > 1 else tuple(dias * periodos)
    raise ErrorDeEntrada("--periodos", [problema])


def _presupuesto(pesos: list[int] | None, periodos: int) -> tuple[int, ...] | None:
    """Un solo número llega todo en el primer periodo; lo que no se gasta queda para después."""
    if pesos is None or len(pesos) > 1:
        return pesos if pesos is None else tuple(pesos)
    return (pesos[0], *(0,) * (periodos - 1))


def _leer(archivo: Path, modelo: type[T]) -> T:
    try:
        return modelo.model_validate(leer_json(leer_bytes(archivo)))
    except JsonInvalido as error:
        raise ErrorDeEntrada(str(archivo), error.problemas) from error
    except ValidationError as error:
        raise ErrorDeEntrada(str(archivo), problemas_de(error, modelo)) from error

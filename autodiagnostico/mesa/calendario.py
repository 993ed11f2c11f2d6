"""Las fechas del trabajo de la Mesa: las declaradas en `calendario.yaml`, sus sesiones y sus compromisos."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from autodiagnostico.mesa.fichas import Acto, Compromiso, EstadoDeSesion, Sesion
from reglas import Catalogo
from reglas.fichas import Cita

_ARCHIVO = Path(__file__).with_name("calendario.yaml")


class Clase(StrEnum):
    """Con qué fuerza llega una fecha."""

    DEBER = "deber"
    ACTO_PROPIO = "acto_propio"
    BUENA_PRACTICA = "buena_practica"
    ENTIDAD = "entidad"
    DISTRITAL = "distrital"
    SESION = "sesion"
    COMPROMISO = "compromiso"


class Estado(StrEnum):
    """Cómo está una fecha hoy, en el orden en que conviene atenderlas."""

    VENCIDO = "vencido"
    POR_VENCER = "por_vencer"
    SIN_FECHA = "sin_fecha"
    VIENE = "viene"
    HECHO = "hecho"
    PASO = "paso"


class _Cerrado(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cuando(_Cerrado):
    """Un día del año: sin `dia`, el último del mes; `anos` se suman a la vigencia."""

    mes: int = Field(ge=1, le=12)
    dia: int | None = Field(None, ge=1, le=31)
    anos: int = 0

    def de(self, vigencia: int) -> date:
        """La fecha en una vigencia."""
        ano = vigencia + self.anos
        return date(ano, self.mes, self.dia or calendar.monthrange(ano, self.mes)[1])


class Declarada(_Cerrado):
    """Una fecha que sale de las fuentes, con su cita; `documento` dice de cuál, si la base no lo trae."""

    codigo: str
    titulo: str
    detalle: str
    quien: str
    clase: Literal[Clase.DEBER, Clase.ACTO_PROPIO, Clase.BUENA_PRACTICA, Clase.ENTIDAD, Clase.DISTRITAL]
    cuando: Cuando | None = None
    del_acto: bool = False
    documento: str = ""
    cita: Cita

    @model_validator(mode="after")
    def _tiene_de_donde_salir(self) -> Declarada:
        if (self.cuando is not None) + self.del_acto + (self.clase is Clase.ENTIDAD) != 1:
            raise ValueError(f"{self.codigo}: su fecha sale de «cuando», de «del_acto» o la pone la entidad")
        return self


class Calendario(_Cerrado):
    """Todas las declaradas."""

    por_vencer_en_dias: int = Field(ge=1)
    fechas: tuple[Declarada, ...]


@cache
def declarado() -> Calendario:
    """El calendario del programa."""
    return Calendario.model_validate(yaml.safe_load(_ARCHIVO.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class DeLaEntidad:
    """Lo que la entidad dijo de una fecha: cuál es y cuándo se cumplió."""

    fecha: date | None = None
    hecho: date | None = None


@dataclass(frozen=True, slots=True)
class DeLaMesa:
    """De dónde sale el calendario de una entidad: su acto, sus sesiones y lo que dijo de cada fecha."""

    acto: Acto
    sesiones: Sequence[Sesion] = ()
    dichas: Mapping[str, DeLaEntidad] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suceso:
    """Algo del calendario; `codigo` es el de la fecha declarada, o el de la sesión o el compromiso."""

    codigo: str
    titulo: str
    detalle: str
    quien: str
    clase: Clase
    dia: date | None
    estado: Estado
    hecho: date | None = None
    declarada: Declarada | None = None


def armar(catalogo: Catalogo, vigencia: int, de: DeLaMesa, hoy: date) -> list[Suceso]:
    """Todo lo de una vigencia, por fecha; lo que no la tiene, al final."""
    sucesos = [
        *_declaradas(catalogo, vigencia, de, hoy),
        *(_de_sesion(s, hoy) for s in de.sesiones if s.fecha.year == vigencia and _cuenta(s)),
        *(_de_compromiso(c, hoy) for s in de.sesiones for c in s.compromisos if _toca(c, s, vigencia)),
    ]
    return sorted(sucesos, key=lambda s: (s.dia is None, s.dia or date.max, s.titulo))


def _cuenta(sesion: Sesion) -> bool:
    return sesion.estado is not EstadoDeSesion.CANCELADA


def _toca(compromiso: Compromiso, sesion: Sesion, vigencia: int) -> bool:
    return (compromiso.fecha or sesion.fecha).year == vigencia


def _declaradas(catalogo: Catalogo, vigencia: int, de: DeLaMesa, hoy: date) -> Iterator[Suceso]:
    for una in declarado().fechas:
        if una.cita.norma not in catalogo.normas:  # otra base de reglas, que no sabe de esto
            continue
        dicha = de.dichas.get(una.codigo, DeLaEntidad())
        dia, hecho = una.cuando.de(vigencia) if una.cuando else dicha.fecha, dicha.hecho
        if una.del_acto:
            dia, hecho = de.acto.plazo_del_reglamento, de.acto.fecha_del_reglamento
            if (dia or de.acto.firma or hecho or hoy).year != vigencia:
                continue
        estado = _estado(dia, hecho, hoy)
        if estado is Estado.VENCIDO and not _la_debia(una, dia, de.acto):
            estado = Estado.PASO
        yield Suceso(
            una.codigo, una.titulo, una.detalle, una.quien, una.clase, dia, estado, hecho, declarada=una
        )


def _la_debia(una: Declarada, dia: date | None, acto: Acto) -> bool:
    """Lo del Distrito no lo debe la entidad; lo de la Mesa, desde que la Mesa existe."""
    if una.clase is Clase.DISTRITAL:
        return False
    antes_de_la_mesa = acto.firma is not None and dia is not None and dia < acto.firma
    return una.clase is Clase.DEBER or not antes_de_la_mesa


def _estado(dia: date | None, hecho: date | None, hoy: date) -> Estado:
    if hecho is not None:
        return Estado.HECHO
    if dia is None:
        return Estado.SIN_FECHA
    if dia < hoy:
        return Estado.VENCIDO
    cerca = hoy + timedelta(days=declarado().por_vencer_en_dias)
    return Estado.POR_VENCER if dia <= cerca else Estado.VIENE


def _de_sesion(sesion: Sesion, hoy: date) -> Suceso:
    hecha = sesion.fecha if sesion.estado is EstadoDeSesion.REALIZADA else None
    donde = ". ".join(t.removesuffix(".") for t in (sesion.hora, sesion.lugar) if t)
    return Suceso(
        f"sesion-{sesion.id}",
        f"Sesión {sesion.numero} de la Mesa",
        donde or "; ".join(sesion.orden_del_dia),
        "Mesa Técnica",
        Clase.SESION,
        sesion.fecha,
        _estado(sesion.fecha, hecha, hoy),
        hecha,
    )


def _de_compromiso(compromiso: Compromiso, hoy: date) -> Suceso:
    return Suceso(
        f"compromiso-{compromiso.id}",
        compromiso.texto,
        f"Compromiso de la sesión {compromiso.sesion}",
        compromiso.responsable,
        Clase.COMPROMISO,
        compromiso.fecha,
        _estado(compromiso.fecha, compromiso.cumplido, hoy),
        compromiso.cumplido,
    )

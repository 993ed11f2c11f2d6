"""Una campaña, en qué va cada entidad convocada y su acompañamiento, inmutables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from autodiagnostico.servicios.fichas import FichaDeDiagnostico, FichaDeEntidad


class Situacion(StrEnum):
    """Por dónde va una entidad, en el orden en que conviene atenderlas."""

    SIN_EMPEZAR = "sin_empezar"
    DEVUELTO = "devuelto"
    EN_BORRADOR = "en_borrador"
    ENVIADO = "enviado"
    VERIFICADO = "verificado"


SIN_ENVIAR = frozenset({Situacion.SIN_EMPEZAR, Situacion.DEVUELTO, Situacion.EN_BORRADOR})


class Fase(StrEnum):
    """En qué momento está una campaña."""

    POR_ABRIR = "por_abrir"
    ABIERTA = "abierta"
    CERRADA = "cerrada"


@dataclass(frozen=True, slots=True)
class Datos:
    """Lo que se escribe de una campaña."""

    nombre: str
    vigencia: int
    abre: date
    cierra: date
    nota: str = ""


@dataclass(frozen=True, slots=True)
class Campana:
    """Una campaña guardada, con cuántas de sus convocadas puede ver quien pide."""

    id: int
    datos: Datos
    convocadas: int

    def fase(self, dia: date) -> Fase:
        """Los dos extremos están dentro: el día del cierre todavía se puede enviar."""
        if dia < self.datos.abre:
            return Fase.POR_ABRIR
        return Fase.ABIERTA if dia <= self.datos.cierra else Fase.CERRADA


@dataclass(frozen=True, slots=True)
class Convocada:
    """Una entidad en una campaña.

    `cobertura` es lo único que se sabe de un borrador. `evaluadas` son las respuestas que miró control
    interno. `vencida`: se cerró y no ha enviado; `tarde`: envió después del cierre. `recordada` es la última
    vez que se le recordó.
    """

    entidad: FichaDeEntidad
    diagnostico: FichaDeDiagnostico | None
    situacion: Situacion
    cobertura: Fraction | None = None
    evaluadas: int = 0
    vencida: bool = False
    tarde: bool = False
    recordada: date | None = None

    @property
    def falta(self) -> bool:
        """Si no ha enviado."""
        return self.situacion in SIN_ENVIAR


@dataclass(frozen=True, slots=True)
class Tablero:
    """Una campaña con todas sus convocadas: primero las que hay que atender."""

    campana: Campana
    convocadas: tuple[Convocada, ...]

    @property
    def cuentas(self) -> Mapping[Situacion, int]:
        """Cuántas hay en cada situación; suman las convocadas."""
        hay = Counter(c.situacion for c in self.convocadas)
        return {s: hay[s] for s in Situacion}

    @property
    def empezaron(self) -> int:
        """Las que abrieron su autodiagnóstico."""
        return sum(c.diagnostico is not None for c in self.convocadas)

    @property
    def enviaron(self) -> int:
        """Las que ya enviaron, verificadas o no."""
        return sum(not c.falta for c in self.convocadas)

    @property
    def vencidas(self) -> int:
        """Las que no enviaron y el plazo ya pasó."""
        return sum(c.vencida for c in self.convocadas)

    @property
    def faltan(self) -> tuple[Convocada, ...]:
        """A quiénes hay que recordarles."""
        return tuple(c for c in self.convocadas if c.falta)


class ClaseDeAsesoria(StrEnum):
    """Qué se hizo con la entidad."""

    ASESORIA = "asesoria"
    TALLER = "taller"


class Modalidad(StrEnum):
    """Cómo se hizo."""

    PRESENCIAL = "presencial"
    VIRTUAL = "virtual"
    MIXTA = "mixta"
    ESCRITA = "escrita"


@dataclass(frozen=True, slots=True)
class DatosDeAsesoria:
    """Lo que se escribe de una asesoría o un taller; los asistentes van en número, sin nombres."""

    clase: ClaseDeAsesoria
    fecha: date
    tema: str
    modalidad: Modalidad
    asistentes: int
    compromiso: str = ""
    para: date | None = None


@dataclass(frozen=True, slots=True)
class Asesoria:
    """Una asesoría guardada; `cumplido` es cuándo se cumplió el compromiso."""

    id: int
    entidad: FichaDeEntidad
    datos: DatosDeAsesoria
    cumplido: date | None
    quien: str

    def vencido(self, dia: date) -> bool:
        """Si el compromiso sigue abierto y ya pasó su fecha."""
        return self.cumplido is None and self.datos.para is not None and self.datos.para < dia

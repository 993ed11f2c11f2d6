"""La Mesa y sus sesiones, como se entregan: inmutables y sin nada de la base de datos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EstadoDelReglamento(StrEnum):
    """Cómo va el reglamento de la Mesa."""

    NINGUNO = "ninguno"
    PROYECTO = "proyecto"
    ADOPTADO = "adoptado"


class Modalidad(StrEnum):
    """Cómo se reúne la Mesa."""

    PRESENCIAL = "presencial"
    VIRTUAL = "virtual"
    MIXTA = "mixta"
    ESCRITA = "escrita"


class EstadoDeSesion(StrEnum):
    """Por dónde va una sesión."""

    CONVOCADA = "convocada"
    REALIZADA = "realizada"
    CANCELADA = "cancelada"


class Calidad(StrEnum):
    """En qué calidad asiste alguien; el invitado tiene voz y no voto."""

    TITULAR = "titular"
    SUPLENTE = "suplente"
    INVITADO = "invitado"


@dataclass(frozen=True, slots=True)
class Acto:
    """Lo que dicen el acto que creó la Mesa y su reglamento. Firma y publicación son fechas aparte."""

    acto: str = ""
    firma: date | None = None
    acta_del_comite: str = ""
    publicada_en_web: date | None = None
    publicada_adentro: date | None = None
    plazo_del_reglamento: date | None = None
    estado_reglamento: EstadoDelReglamento = EstadoDelReglamento.NINGUNO
    acta_del_reglamento: str = ""
    fecha_del_reglamento: date | None = None
    contenidos: tuple[str, ...] = ()
    periodicidad: str = ""
    quorum: int | None = None

    @property
    def creada(self) -> bool:
        """Si consta que la Mesa existe: por un acto, por un acta del Comité o por ambos."""
        return bool(self.acto or self.acta_del_comite)


@dataclass(frozen=True, slots=True)
class Integrante:
    """Un cargo en la Mesa, mientras lo ocupe alguien entre `desde` y `hasta`."""

    id: int
    cargo: str
    persona: str = ""
    hace_las_veces_de: str = ""
    suplente: str = ""
    bloque: str = ""
    politicas: tuple[str, ...] = ()
    con_voto: bool = True
    desde: date | None = None
    hasta: date | None = None

    def esta(self, dia: date) -> bool:
        """Si ese día integra la Mesa."""
        return (self.desde is None or self.desde <= dia) and (self.hasta is None or dia <= self.hasta)


@dataclass(frozen=True, slots=True)
class Mesa:
    """El registro de la Mesa de una entidad; `integrantes` en el orden en que se agregaron."""

    entidad_id: int
    acto: Acto
    integrantes: tuple[Integrante, ...] = ()

    def integran(self, dia: date) -> tuple[Integrante, ...]:
        """Quienes la integran ese día."""
        return tuple(i for i in self.integrantes if i.esta(dia))

    def con_voto(self, dia: date) -> tuple[Integrante, ...]:
        """Quienes la integran ese día con voz y voto."""
        return tuple(i for i in self.integran(dia) if i.con_voto)

    def quorum(self, dia: date) -> int:
        """Cuántos con voto hacen falta para decidir: lo que diga el reglamento o, sin él, la mayoría."""
        return self.acto.quorum or len(self.con_voto(dia)) // 2 + 1


@dataclass(frozen=True, slots=True)
class Asistente:
    """Quien estuvo en una sesión."""

    nombre: str
    calidad: Calidad
    integrante_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Algo que se votó."""

    texto: str
    a_favor: int = 0
    en_contra: int = 0
    abstenciones: int = 0

    @property
    def aprobada(self) -> bool:
        """Más votos a favor que en contra."""
        return self.a_favor > self.en_contra

    @property
    def votos(self) -> int:
        """Cuántos se contaron."""
        return self.a_favor + self.en_contra + self.abstenciones


@dataclass(frozen=True, slots=True)
class Compromiso:
    """Lo que alguien quedó de hacer."""

    id: int
    sesion: int
    texto: str
    responsable: str
    fecha: date | None = None
    cumplido: date | None = None
    resultado: str = ""

    def vencido(self, dia: date) -> bool:
        """Si sigue abierto y ya pasó su fecha."""
        return self.cumplido is None and self.fecha is not None and self.fecha < dia


@dataclass(frozen=True, slots=True)
class Sesion:
    """Una sesión con lo que pasó en ella; `pendientes` son los compromisos abiertos de las anteriores."""

    id: int
    numero: int
    fecha: date
    modalidad: Modalidad = Modalidad.PRESENCIAL
    extraordinaria: bool = False
    hora: str = ""
    lugar: str = ""
    orden_del_dia: tuple[str, ...] = ()
    desarrollo: str = ""
    estado: EstadoDeSesion = EstadoDeSesion.CONVOCADA
    asistentes: tuple[Asistente, ...] = ()
    decisiones: tuple[Decision, ...] = ()
    compromisos: tuple[Compromiso, ...] = ()
    pendientes: tuple[Compromiso, ...] = ()

    @property
    def presentes_con_voto(self) -> int:
        """Cuántos integrantes estuvieron, en persona o por su suplente."""
        return sum(a.integrante_id is not None for a in self.asistentes)

"""El autodiagnóstico de una entidad en una vigencia: abrirlo, responderlo, evaluarlo y enviarlo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from autodiagnostico.sala import Sala
from autodiagnostico.servicios.entidades import FichaDeEntidad
from motor import Caso, Respuesta, Resultado


@dataclass(frozen=True, slots=True)
class FichaDeDiagnostico:
    """Un autodiagnóstico; enviado queda congelado para responder."""

    id: int
    entidad: FichaDeEntidad
    vigencia: int
    fecha_corte: date | None
    estado: Literal["borrador", "enviado"]
    creado: datetime
    enviado: datetime | None


@dataclass(frozen=True, slots=True)
class RespuestaGuardada:
    """Una respuesta tal como quedó en el disco."""

    criterio: str
    respuesta: Respuesta
    guardada: datetime


@dataclass(frozen=True, slots=True)
class Diferido:
    """Una regla que la Mesa decidió atender en otra vigencia."""

    regla: str
    razon: str
    hasta_vigencia: int


@dataclass(frozen=True, slots=True)
class Asignacion:
    """Quién responde un tema, y para cuándo."""

    tema: str
    responsable: str
    fecha: date | None


def abrir(sala: Sala, entidad_id: int, vigencia: int) -> FichaDeDiagnostico:
    """El diagnóstico de una entidad en una vigencia; lo crea si falta."""
    raise NotImplementedError


def listar(
    sala: Sala, entidad_id: int | None = None, vigencia: int | None = None
) -> list[FichaDeDiagnostico]:
    """Los diagnósticos, del más reciente al más antiguo y luego por nombre de entidad."""
    raise NotImplementedError


def leer(sala: Sala, diagnostico_id: int) -> FichaDeDiagnostico:
    """Un diagnóstico; ErrorDeServicio si no existe."""
    raise NotImplementedError


def caso(sala: Sala, diagnostico_id: int) -> Caso:
    """El caso que el motor evalúa, con lo guardado hasta ahora."""
    raise NotImplementedError


def evaluar(sala: Sala, diagnostico_id: int) -> Resultado:
    """Evalúa con los dos evaluadores. Lanza ErrorDeEvaluacion, con el caso ya guardado, si no hay garantías."""
    raise NotImplementedError


def responder(sala: Sala, diagnostico_id: int, criterio: str, valor_crudo: Any) -> RespuestaGuardada:
    """Guarda un valor; None lo borra. Con ValorInvalido o ErrorDeCaso lo anterior queda intacto."""
    raise NotImplementedError


def declarar_no_aplica(sala: Sala, diagnostico_id: int, criterio: str, motivo: str) -> RespuestaGuardada:
    """Declara que un criterio no aplica, con su motivo."""
    raise NotImplementedError


def anotar(
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    *,
    evidencias: list[str] | None = None,
    observacion: str | None = None,
) -> RespuestaGuardada:
    """Guarda evidencias u observación; lo que llega en None no cambia."""
    raise NotImplementedError


def enviar(sala: Sala, diagnostico_id: int) -> FichaDeDiagnostico:
    """Lo congela con la fecha de hoy como corte, si no tenía."""
    raise NotImplementedError


def reabrir(sala: Sala, diagnostico_id: int, motivo: str) -> FichaDeDiagnostico:
    """Lo devuelve a borrador y deja constancia del motivo."""
    raise NotImplementedError


def diferir(sala: Sala, diagnostico_id: int, regla: str, razon: str, hasta_vigencia: int) -> Diferido:
    """Aplaza una regla que no es un deber; un deber lanza ErrorDeServicio."""
    raise NotImplementedError


def quitar_diferido(sala: Sala, diagnostico_id: int, regla: str) -> None:
    """Deja de aplazar una regla."""
    raise NotImplementedError


def diferidos(sala: Sala, diagnostico_id: int) -> dict[str, Diferido]:
    """Las reglas aplazadas, por código."""
    raise NotImplementedError


def asignar_tema(
    sala: Sala, diagnostico_id: int, tema: str, responsable: str, fecha: date | None
) -> Asignacion | None:
    """Asigna un tema; con responsable vacío quita la asignación."""
    raise NotImplementedError


def asignaciones(sala: Sala, diagnostico_id: int) -> dict[str, Asignacion]:
    """Las asignaciones, por tema."""
    raise NotImplementedError

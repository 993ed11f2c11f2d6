"""Responder: cada respuesta es una transacción, y al volver ya está en el disco."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from autodiagnostico import acceso
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Respuesta as Fila
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import eventos, filas, origenes
from autodiagnostico.servicios.eventos import ErrorDeConflicto
from autodiagnostico.servicios.fichas import RespuestaGuardada
from motor import leer_valor
from motor.caso import escribir_valor
from reglas.fichas import Criterio


def responder(  # noqa: PLR0913 - lo que se vio y de dónde viene tienen valor corriente
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    valor_crudo: Any,
    *,
    vista: int | None = None,
    origen: str = origenes.PANTALLA,
) -> RespuestaGuardada:
    """Guarda un valor; None lo borra, con su «no aplica» si lo tenía, y deja lo anotado.

    `vista` es la versión que tenía delante quien responde (0, sin responder). Con ValorInvalido, ErrorDeCaso
    o ErrorDeConflicto lo anterior queda intacto.
    """
    ficha = eventos.ficha_de(sala.catalogo, criterio)
    valor = None if valor_crudo is None else escribir_valor(leer_valor(ficha, valor_crudo))
    return _guardar(sala, diagnostico_id, ficha, vista, origen, valor=valor, no_aplica=None, por_confirmar="")


def declarar_no_aplica(  # noqa: PLR0913 - como `responder`
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    motivo: str,
    *,
    vista: int | None = None,
    origen: str = origenes.PANTALLA,
) -> RespuestaGuardada:
    """Declara que un criterio no aplica, con su motivo; reemplaza el valor que tuviera."""
    ficha = eventos.ficha_de(sala.catalogo, criterio)
    return _guardar(
        sala,
        diagnostico_id,
        ficha,
        vista,
        origen,
        valor=None,
        no_aplica=motivo.strip(),
        por_confirmar="",
    )


def confirmar(
    sala: Sala, diagnostico_id: int, criterio: str, *, vista: int | None = None
) -> RespuestaGuardada:
    """Da por buena la respuesta que se vio, si estaba por confirmar; si ya estaba en firme, no pasa nada."""
    ficha = eventos.ficha_de(sala.catalogo, criterio)
    with escribir(sala.motor_bd) as sesion:
        fila = _fila(sesion, sala, diagnostico_id, ficha)
        visto = eventos.lo_visto(sesion, fila, vista)
        cambios = {"valor": visto["valor"], "no_aplica": visto["no_aplica"], "por_confirmar": ""}
        return _cambiar(sesion, sala, fila, ficha, vista, origenes.CONFIRMADA, cambios)


def anotar(  # noqa: PLR0913 - como `responder`
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    *,
    evidencias: list[str] | None = None,
    observacion: str | None = None,
    vista: int | None = None,
    origen: str = origenes.PANTALLA,
) -> RespuestaGuardada:
    """Guarda evidencias u observación, aunque no haya respuesta; lo que llega en None no cambia."""
    ficha = eventos.ficha_de(sala.catalogo, criterio)
    cambios: dict[str, Any] = {}
    if evidencias is not None:
        cambios["evidencias"] = [e.strip() for e in evidencias if e.strip()]
    if observacion is not None:
        cambios["observacion"] = observacion.strip()
    return _guardar(sala, diagnostico_id, ficha, vista, origen, **cambios)


def insistir(sala: Sala, diagnostico_id: int, conflicto: ErrorDeConflicto) -> RespuestaGuardada:
    """Guarda lo que se había propuesto, en lugar de lo que se mostró al chocar.

    Lanza otro ErrorDeConflicto si volvió a cambiar entre tanto.
    """
    ficha = eventos.ficha_de(sala.catalogo, conflicto.guardada.criterio)
    vista = conflicto.guardada.version
    return _guardar(sala, diagnostico_id, ficha, vista, origenes.PANTALLA, **conflicto.propuesta)


def _guardar(
    sala: Sala, diagnostico_id: int, criterio: Criterio, vista: int | None, origen: str, **cambios: Any
) -> RespuestaGuardada:
    with escribir(sala.motor_bd) as sesion:
        fila = _fila(sesion, sala, diagnostico_id, criterio)
        return _cambiar(sesion, sala, fila, criterio, vista, origen, cambios)


def _fila(sesion: Session, sala: Sala, diagnostico_id: int, criterio: Criterio) -> Fila:
    """La fila de una respuesta que se va a cambiar, con el permiso exigido y el turno tomado."""
    acceso.para_responder(sesion, sala, diagnostico_id, criterio.tema)
    return filas.respuesta(sesion, diagnostico_id, criterio.codigo)


def _cambiar(  # noqa: PLR0913, PLR0917 - lo visto, lo que se cambia y de dónde viene
    sesion: Session,
    sala: Sala,
    fila: Fila,
    criterio: Criterio,
    vista: int | None,
    origen: str,
    cambios: Mapping[str, Any],
) -> RespuestaGuardada:
    """Cambia solo lo dicho y deja el cambio en la historia; lo que no cambia nada no deja rastro.

    Un campo que otra persona escribió y aquí no se toca se respeta. Lanza ErrorDeConflicto si lo que se iba a
    cambiar ya no es lo que se vio.
    """
    if vista is not None:
        eventos.exigir_lo_visto(sesion, sala, fila, criterio, vista, cambios)
    antes = eventos.contenido(fila)
    despues = {**antes, **cambios}
    if despues != antes:
        eventos.escribir_evento(sesion, sala, fila, despues, origen)
    return filas.guardada(fila, criterio)

"""Guardar lo que se responde en una pregunta, diciendo siempre qué versión se tenía delante.

Si otra persona la cambió entre tanto, nada se pisa: queda un choque por resolver (`ui.choque`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, historia, respuestas
from autodiagnostico.servicios.eventos import ErrorDeConflicto
from autodiagnostico.servicios.fichas import RespuestaGuardada
from reglas.fichas import Criterio
from ui import contexto, controles, guardado, pendientes
from ui.pendientes import Campo

_PROPIAS = "versiones_que_esta_sesion_guardo"
OBSERVACION = "observacion"


@dataclass(frozen=True, slots=True)
class Puesto:
    """Una pregunta delante de alguien: de qué diagnóstico y en qué versión la vio."""

    diagnostico_id: int
    criterio: Criterio
    version: int

    def campo(self, nombre: str = "valor") -> Campo:
        """Uno de sus campos."""
        return Campo(self.diagnostico_id, self.criterio.codigo, nombre)

    @property
    def vista(self) -> int:
        """La versión que conoce esta sesión: la que se dibujó o la que ella misma guardó después.

        Quien hace dos clics seguidos no choca consigo mismo.
        """
        return max(self.version, _propias().get((self.diagnostico_id, self.criterio.codigo), 0))


def _propias() -> dict[tuple[int, str], int]:
    guardadas: dict[tuple[int, str], int] = st.session_state.setdefault(_PROPIAS, {})
    return guardadas


def responder(puesto: Puesto, clave: str) -> None:
    """Guarda lo que dice ahora el control de una pregunta."""
    crudo = controles.leer(puesto.criterio, clave)
    tecleado = st.session_state.get(clave)
    escrito = f" «{tecleado}»" if isinstance(tecleado, str) and tecleado and crudo is not None else ""
    _intentar(puesto, puesto.campo(), _responde(puesto, crudo), escrito)


def borrar(puesto: Puesto) -> None:
    """Deja una pregunta sin responder."""
    _intentar(puesto, puesto.campo(), _responde(puesto, None))


def _responde(puesto: Puesto, crudo: Any) -> Callable[[Sala], RespuestaGuardada]:
    return lambda sala: diagnosticos.responder(
        sala, puesto.diagnostico_id, puesto.criterio.codigo, crudo, vista=puesto.vista
    )


def no_aplica(puesto: Puesto, clave: str) -> None:
    """Declara que una pregunta no aplica, con el motivo escrito."""
    motivo = st.session_state[clave]
    _intentar(
        puesto,
        puesto.campo(),
        lambda sala: diagnosticos.declarar_no_aplica(
            sala, puesto.diagnostico_id, puesto.criterio.codigo, motivo, vista=puesto.vista
        ),
    )


def confirmar(puesto: Puesto) -> None:
    """Da por buena una respuesta que estaba por confirmar."""
    _intentar(
        puesto,
        puesto.campo(),
        lambda sala: diagnosticos.confirmar(
            sala, puesto.diagnostico_id, puesto.criterio.codigo, vista=puesto.vista
        ),
    )


def deshacer(puesto: Puesto) -> None:
    """Deja lo que había antes del último cambio."""
    _intentar(
        puesto,
        puesto.campo(),
        lambda sala: historia.deshacer(
            sala, puesto.diagnostico_id, puesto.criterio.codigo, vista=puesto.version
        ),
    )


def anotar(puesto: Puesto, clave: str) -> None:
    """Guarda la observación; si no se pudo, la conserva para que nadie tenga que volver a escribirla."""
    escrito = st.session_state[clave]
    campo = puesto.campo(OBSERVACION)
    guardo = _intentar(
        puesto,
        campo,
        lambda sala: diagnosticos.anotar(
            sala, puesto.diagnostico_id, puesto.criterio.codigo, observacion=escrito, vista=puesto.vista
        ),
    )
    if not guardo and pendientes.conflicto(campo) is None:
        pendientes.conservar(campo, escrito)


def poner_lo_mio(puesto: Puesto, campo: Campo) -> None:
    """Resuelve un choque con lo propuesto; si volvió a cambiar entre tanto, vuelve a preguntar."""
    choque = pendientes.conflicto(campo)
    if choque is not None:
        _intentar(puesto, campo, lambda sala: respuestas.insistir(sala, puesto.diagnostico_id, choque))


def dejar_lo_guardado(campo: Campo) -> None:
    """Suelta lo que no se había guardado: vale lo que ya estaba en el disco."""
    pendientes.olvidar(campo)
    guardado.olvidar(campo.nota)


def _intentar(
    puesto: Puesto, campo: Campo, accion: Callable[[Sala], RespuestaGuardada], escrito: str = ""
) -> bool:
    """Hace la acción; recuerda la versión que quedó, o el choque si otra persona se adelantó."""

    def hacer() -> RespuestaGuardada:
        guardada = accion(contexto.sala())
        _propias()[puesto.diagnostico_id, puesto.criterio.codigo] = guardada.version
        return guardada

    try:
        guardo = guardado.intentar(campo.nota, hacer, escrito)
    except ErrorDeConflicto as error:
        pendientes.chocar(campo, error)
        guardado.olvidar(campo.nota)
        return False
    if guardo:
        pendientes.olvidar(campo)
    return guardo

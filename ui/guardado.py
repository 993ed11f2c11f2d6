"""Guardar lo que se responde y decirlo al lado de su casilla: «Guardado», o por qué no se guardó."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from autodiagnostico import textos
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.servicios.eventos import ErrorDeConflicto
from autodiagnostico.servicios.fichas import RespuestaGuardada
from motor import ErrorDeCaso
from motor.caso import ValorInvalido
from ui import formato, piezas
from ui.marcado import e, pintar

como_frase = textos.como_frase
_NOTAS, _LUGAR = "notas_de_guardado", "lugar_de_las_notas"
RECHAZOS = (ValorInvalido, ErrorDeCaso, ErrorDeServicio)


@dataclass(frozen=True, slots=True)
class Nota:
    """Lo último que pasó al guardar un campo."""

    texto: str
    es_error: bool


def al_llegar(lugar: str) -> bool:
    """Si se llegó a otra página o a otro diagnóstico; lo anotado en el anterior se olvida."""
    if st.session_state.get(_LUGAR) == lugar:
        return False
    st.session_state[_LUGAR] = lugar
    st.session_state.pop(_NOTAS, None)
    return True


def nota(campo: str) -> Nota | None:
    """La nota de un campo, si la hay."""
    return _notas().get(campo)


def _notas() -> dict[str, Nota]:
    notas: dict[str, Nota] = st.session_state.setdefault(_NOTAS, {})
    return notas


def intentar(campo: str, accion: Callable[[], object], escrito: str = "") -> bool:
    """Hace la acción y deja la nota; lo que el servicio rechaza no cambia nada de lo guardado.

    ErrorDeConflicto no es un rechazo: hay que elegir, y lo resuelve quien llama.
    """
    try:
        guardada = accion()
    except ErrorDeConflicto:
        raise
    except RECHAZOS as error:
        _notas()[campo] = Nota(f"No se guardó{escrito}. {razon(error)}", es_error=True)
        return False
    cuando = f" a las {formato.hora(guardada.guardada)}" if isinstance(guardada, RespuestaGuardada) else ""
    _notas()[campo] = Nota(f"Guardado{cuando}", es_error=False)
    return True


def hacer(campo: str, accion: Callable[[], None]) -> None:
    """Hace algo que deja su propia nota; si se rechaza, la nota es el rechazo."""
    try:
        accion()
    except RECHAZOS as error:
        anotar_error(campo, error)


def olvidar(campo: str) -> None:
    """Quita la nota de un campo."""
    _notas().pop(campo, None)


def razon(error: Exception) -> str:
    """Por qué se rechazó, sin rutas ni códigos."""
    if isinstance(error, ErrorDeEntrada):
        return " ".join(como_frase(p) for p in error.problemas)
    if isinstance(error, ErrorDeCaso):
        return " ".join(como_frase(p.mensaje) for p in error.problemas)
    return como_frase(error.mensaje if isinstance(error, ValorInvalido | ErrorDeServicio) else str(error))


def anotar(campo: str, texto: str) -> None:
    """Deja dicho, junto a un campo, algo que salió bien."""
    _notas()[campo] = Nota(texto, es_error=False)


def anotar_error(campo: str, error: Exception) -> None:
    """Deja un rechazo como nota de un campo."""
    _notas()[campo] = Nota(razon(error), es_error=True)


def anotar_rechazo(campo: str, texto: str) -> None:
    """Deja dicho, junto a un campo, por qué no se hizo algo."""
    _notas()[campo] = Nota(texto, es_error=True)


def mostrar_error(campo: str) -> None:
    """Dibuja la nota de un campo solo si es un rechazo; lo que salió bien se ve por sí mismo."""
    una = nota(campo)
    if una is not None and una.es_error:
        pintar(piezas.error_de_campo(una.texto))


def mostrar(campo: str) -> None:
    """Dibuja la nota de un campo, si la hay."""
    una = nota(campo)
    if una is not None:
        pintar(
            piezas.error_de_campo(una.texto)
            if una.es_error
            else e("p", f"✓ {una.texto}", clase="situacion", role="status")
        )

"""Lo que alguien respondió o escribió y no se pudo guardar: se conserva hasta que decida qué hacer con ello.

Vive en la sesión, aparte de las casillas: volver a dibujar la página o pasar a otra no lo pierde.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from autodiagnostico.servicios.eventos import ErrorDeConflicto

_CONFLICTOS, _TEXTOS = "respuestas_en_conflicto", "textos_sin_guardar"


@dataclass(frozen=True, slots=True)
class Campo:
    """Un campo de una respuesta de un diagnóstico."""

    diagnostico_id: int
    criterio: str
    campo: str = "valor"

    @property
    def nota(self) -> str:
        """Con qué nombre se anota junto a él lo que pasó al guardarlo."""
        return self.criterio if self.campo == "valor" else f"{self.criterio}/{self.campo}"


def _conflictos() -> dict[Campo, ErrorDeConflicto]:
    guardados: dict[Campo, ErrorDeConflicto] = st.session_state.setdefault(_CONFLICTOS, {})
    return guardados


def _textos() -> dict[Campo, str]:
    guardados: dict[Campo, str] = st.session_state.setdefault(_TEXTOS, {})
    return guardados


def conflicto(campo: Campo) -> ErrorDeConflicto | None:
    """El choque que hay por resolver en un campo."""
    return _conflictos().get(campo)


def de_la_pregunta(diagnostico_id: int, criterio: str) -> list[Campo]:
    """Los campos de una pregunta que tienen un choque por resolver."""
    return [c for c in _conflictos() if (c.diagnostico_id, c.criterio) == (diagnostico_id, criterio)]


def chocar(campo: Campo, error: ErrorDeConflicto) -> None:
    """Deja un choque por resolver."""
    _conflictos()[campo] = error
    _textos().pop(campo, None)


def texto(campo: Campo) -> str | None:
    """Lo que se escribió en una casilla larga y no se guardó."""
    return _textos().get(campo)


def conservar(campo: Campo, escrito: str) -> None:
    """Guarda en la sesión un texto que no se pudo guardar en el disco."""
    _textos()[campo] = escrito


def olvidar(campo: Campo) -> None:
    """Ya no hay nada pendiente en ese campo."""
    _conflictos().pop(campo, None)
    _textos().pop(campo, None)

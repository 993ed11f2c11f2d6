"""Avisos: lo que hay que hacerle saber a quien entró."""

from __future__ import annotations

from ui import avisos
from ui.marcado import e, pintar


def pagina() -> None:
    """La lista de avisos."""
    pintar(e("h1", "Avisos"))
    avisos.dibujar()


pagina()

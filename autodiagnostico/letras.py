"""Las letras que vienen con el programa: un servidor puede no tener ninguna."""

from __future__ import annotations

from typing import Final

LETRA: Final = "Source Sans Pro"


def carpeta_de_letras() -> str:
    """Dónde están sus archivos."""
    from font_source_sans_pro import font_directory

    return str(font_directory)

"""Una gráfica como imagen suelta: sin navegador, sin red y con sus propias letras."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from autodiagnostico.graficas.ficha import Grafica
from autodiagnostico.graficas.tema import GRIS, TINTA
from autodiagnostico.letras import carpeta_de_letras

_ESCALA = 2.0


def svg(grafica: Grafica, *, rotulada: bool = True) -> bytes:
    """El SVG; `rotulada`, con su título y su fuente dentro, para llevarla a otra parte."""
    import vl_convert

    _letras()
    return str(vl_convert.vegalite_to_svg(_especificacion(grafica, rotulada))).encode()


def png(grafica: Grafica, *, rotulada: bool = True, escala: float = _ESCALA) -> bytes:
    """El PNG, con fondo blanco."""
    import vl_convert

    _letras()
    return bytes(vl_convert.vegalite_to_png(_especificacion(grafica, rotulada), scale=escala))


def _especificacion(grafica: Grafica, rotulada: bool) -> dict[str, Any]:
    dibujo = grafica.dibujo
    if rotulada:
        titulo = alt.Title(
            grafica.titulo,
            subtitle=[t for t in (grafica.nota, grafica.origen.en_palabras()) if t],
            anchor="start",
            frame="group",
            fontSize=18,
            subtitleFontSize=13,
            color=TINTA,
            subtitleColor=GRIS,
            offset=16,
        )
        dibujo = dibujo.properties(title=titulo)
    especificacion: dict[str, Any] = dibujo.properties(description=grafica.alternativa).to_dict()
    return especificacion


@cache
def _letras() -> None:
    """Una vez por proceso: las letras que vienen con el programa, porque la máquina puede no tener."""
    import vl_convert

    vl_convert.register_font_directory(carpeta_de_letras())

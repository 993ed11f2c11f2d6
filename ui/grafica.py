"""Una gráfica en la página: se oye, se lee en tabla y se descarga."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.graficas import Grafica, png, svg
from ui import piezas
from ui.marcado import e, pintar

_FORMATOS = (("PNG", "png", png, "image/png"), ("SVG", "svg", svg, "image/svg+xml"))


def dibujar(grafica: Grafica, clave: str, *, titulo: str = "h3") -> None:
    """La gráfica con su título, su fuente, sus datos y sus descargas; `clave` no se repite en una página."""
    pintar(e(titulo, grafica.titulo))
    # Sin el tema de Streamlit: la pantalla, el PNG y el informe muestran lo mismo.
    st.altair_chart(
        grafica.dibujo, width="stretch", theme=None, alt=grafica.alternativa, key=f"grafica:{clave}"
    )
    filas = (piezas.fila(*renglon) for renglon in grafica.renglones())
    pintar(
        e("p", grafica.nota, clase="ayuda") if grafica.nota else None,
        e("p", grafica.origen.en_palabras(), clase="menor"),
        piezas.plegado("Ver los datos", piezas.tabla(list(grafica.datos.columns), filas, grafica.titulo)),
    )
    with st.container(horizontal=True, key=f"descargas_{clave}"):
        for nombre, extension, hacer, mime in _FORMATOS:
            st.download_button(
                f"Descargar en {nombre}",
                data=partial(hacer, grafica),
                file_name=f"{clave}.{extension}",
                mime=mime,
                on_click="ignore",
                key=f"grafica:{clave}:{extension}",
            )

"""Manual y documentos: cargar el Manual desde Excel y descargar la base entera para leerla."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.servicios import descargas, manual
from ui import carga, contexto
from ui.marcado import e, pintar

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATOS = {
    ".docx": ("Descargar en Word", WORD),
    ".pdf": ("Descargar en PDF", "application/pdf"),
    ".md": ("Descargar en Markdown", "text/markdown"),
}


def pagina() -> None:
    """El Manual y los documentos."""
    pintar(
        e("h1", "Manual y documentos"),
        e(
            "p",
            f"Aquí se cargan los lineamientos del {manual.nombre()} y se descarga la base entera "
            "para leerla, imprimirla o comentarla.",
            clase="entrada",
        ),
    )
    carga.dibujar()
    _documentos()


def _documentos() -> None:
    pintar(
        e("h2", "La base como documento"),
        e(
            "p",
            "Toda la base, norma por norma y artículo por artículo: cada regla en palabras, con sus "
            "preguntas, sus acciones y la certeza de cada cita. El de Word está hecho para comentarlo. "
            "Se prepara al descargarlo y toma unos segundos.",
            clase="ayuda",
        ),
    )
    with st.container(horizontal=True, key="documentos"):
        for extension, (rotulo, tipo) in FORMATOS.items():
            st.download_button(
                rotulo,
                data=partial(descargas.base_de_reglas, contexto.sala(), extension),
                file_name=f"base_de_reglas_{contexto.sala().catalogo.base.version}{extension}",
                mime=tipo,
                on_click="ignore",
                key=f"documento{extension}",
            )


pagina()

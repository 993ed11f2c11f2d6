"""Responder en Excel: descargar el cuestionario, llenarlo sin conexión y subirlo viendo antes qué cambia."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuestionario, planillas
from autodiagnostico.servicios.cuestionario import Cuestionario
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from ui import contexto, subida, temas
from ui.marcado import e, pintar

_TODO = "Todo el cuestionario"
_ROTULOS = {".xlsx": "Descargar en Excel", ".csv": "En CSV", ".json": "En JSON"}


def pagina() -> None:
    """Descargar y subir el cuestionario."""
    pintar(e("h1", "Responder en Excel"))
    ficha = contexto.diagnostico()
    if ficha is None:
        temas.sin_diagnostico()
        return
    sala = contexto.sala()
    abierto = cuestionario.abrir(sala, ficha.id)
    pintar(
        e(
            "p",
            "El cuestionario se puede llenar sin conexión: trae sus listas, lo que se espera en cada "
            "pregunta, la norma que la pide y lo que se respondió antes.",
            clase="entrada",
        ),
        e(
            "ol",
            e("li", "Descárguelo y llene solo lo amarillo. Puede repartirlo por temas."),
            e("li", "Súbalo: primero se ve qué cambiaría, y nada se guarda."),
            e("li", "Si está bien, aplíquelo. Lo que no tocó en el archivo no cambia."),
        ),
    )
    _descargar(sala, ficha, abierto)
    if abierto.responde:
        pintar(e("h2", "Subirlo lleno"))
        subida.dibujar(sala, ficha)
    elif ficha.estado != "borrador":
        temas.aviso_de_enviado(ficha)
    else:
        pintar(
            e(
                "p",
                "Su cuenta no responde ningún tema de este autodiagnóstico: lo puede descargar.",
                clase="ayuda",
            )
        )


def _descargar(sala: Sala, ficha: FichaDeDiagnostico, abierto: Cuestionario) -> None:
    pintar(e("h2", "Descargarlo"))
    nombres = {t.tema.codigo: t.tema.nombre for t in abierto.temas}
    tema = st.selectbox(
        "Qué parte",
        ["", *nombres],
        format_func=lambda t: nombres.get(t, _TODO),
        key="planilla:tema",
    )
    base = f"cuestionario_{ficha.entidad.codigo}_{ficha.vigencia}{f'_{tema}' if tema else ''}"
    with st.container(horizontal=True, key="planilla_descargas"):
        for extension, rotulo in _ROTULOS.items():
            st.download_button(
                rotulo,
                data=partial(planillas.descargar, sala, ficha.id, extension, tema or None),
                file_name=f"{base}{extension}",
                mime=planillas.FORMATOS[extension].medio,
                on_click="ignore",
                type="primary" if extension == ".xlsx" else "secondary",
                key=f"planilla:descargar{extension}",
            )


pagina()

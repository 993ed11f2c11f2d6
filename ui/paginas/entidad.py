"""Mi entidad: elegir o crear la entidad y la vigencia, saber en qué va y qué sigue."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.acceso import de_lectura
from ui import contexto, portada, resumen
from ui.marcado import e, pintar


def pagina() -> None:
    """La portada si aún no se ha elegido un diagnóstico; si no, su resumen."""
    ficha = contexto.diagnostico()
    if ficha is None:
        portada.dibujar()
    elif st.query_params.get("editar"):
        pintar(e("h1", "Datos de la entidad"))
        resumen.editar_entidad(ficha)
    elif contexto.puede(de_lectura(ficha), ficha.entidad):
        resumen.dibujar(ficha)
    else:
        resumen.dibujar_sin_respuestas(ficha)


pagina()

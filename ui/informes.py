"""Los informes que se pueden bajar."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.informes.mesa.textos import Cual, Declarado, declarados
from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import informes as servicio
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from reglas import Catalogo
from ui import contexto, formato, piezas
from ui.marcado import e, pintar

_FORMATOS = (("Word", ".docx", formato.WORD), ("PDF", ".pdf", formato.PDF), ("Excel", ".xlsx", formato.EXCEL))


def dibujar(ficha: FichaDeDiagnostico) -> None:
    """Uno por recuadro; quien no puede descargar lo de la entidad ve por qué."""
    if not contexto.puede(Operacion.EXPORTAR, ficha.entidad):
        pintar(piezas.aviso("duda", "?", e("p", "Su cuenta no descarga lo de esta entidad.")))
        return
    catalogo = contexto.sala().catalogo
    for cual, suyo in declarados().items():
        with st.container(border=True, key=f"informe_{cual.value}"):
            _uno(ficha, catalogo, cual, suyo)


def _uno(ficha: FichaDeDiagnostico, catalogo: Catalogo, cual: Cual, suyo: Declarado) -> None:
    sustento = suyo.sustento(catalogo)
    pintar(
        e("h2", suyo.nombre),
        e("p", suyo.para),
        e("p", f"De dónde sale: {sustento}.", clase="menor") if sustento else None,
    )
    with st.container(horizontal=True, key=f"formatos_{cual.value}"):
        for nombre, extension, mime in _FORMATOS:
            st.download_button(
                f"Descargar en {nombre}",
                data=partial(servicio.emitir, contexto.sala(), ficha.id, cual, extension),
                file_name=f"{cual.value}_{ficha.entidad.codigo}_{ficha.vigencia}{extension}",
                mime=mime,
                on_click="ignore",
                key=f"informe:{ficha.id}:{cual.value}{extension}",
            )

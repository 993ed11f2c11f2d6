"""Los informes que se pueden bajar: para qué es cada uno, de dónde sale y sus formatos."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from autodiagnostico.informes.distrito import textos as del_distrito_textos
from autodiagnostico.informes.mesa import textos as de_la_mesa_textos
from autodiagnostico.informes.textos import Declarado
from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import informes as de_la_mesa_servicio
from autodiagnostico.servicios import informes_del_distrito as del_distrito_servicio
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from ui import contexto, formato, piezas
from ui.marcado import e, pintar

_FORMATOS = (("Word", ".docx", formato.WORD), ("PDF", ".pdf", formato.PDF), ("Excel", ".xlsx", formato.EXCEL))


def de_la_mesa(ficha: FichaDeDiagnostico) -> None:
    """Los de un diagnóstico; quien no puede descargar lo de la entidad ve por qué."""
    if not contexto.puede(Operacion.EXPORTAR, ficha.entidad):
        pintar(piezas.aviso("duda", "?", e("p", "Su cuenta no descarga lo de esta entidad.")))
        return
    for cual, suyo in de_la_mesa_textos.declarados().items():
        hacer = partial(de_la_mesa_servicio.emitir, contexto.sala(), ficha.id, cual)
        _uno(suyo, f"{cual.value}_{ficha.entidad.codigo}_{ficha.vigencia}", hacer)


def del_distrito(vigencia: int, sector: str) -> None:
    """Los de una vigencia: de un sector o, sin él, de todo lo que se puede comparar."""
    for cual, suyo in del_distrito_textos.declarados().items():
        hacer = partial(del_distrito_servicio.emitir, contexto.sala(), vigencia, cual, sector=sector)
        impide = del_distrito_servicio.impedimento(contexto.sala(), vigencia, cual, sector)
        _uno(suyo, f"{cual.value}_{vigencia}", hacer, impide)


def _uno(suyo: Declarado, nombre: str, hacer: Callable[[str], bytes], impide: str = "") -> None:
    """Uno, en su recuadro; se escribe al pedirlo. `impide` es por qué no se puede, y qué hacer."""
    sustento = suyo.sustento(contexto.sala().catalogo)
    with st.container(border=True, key=f"informe_{nombre}"):
        pintar(
            e("h2", suyo.nombre),
            e("p", suyo.para),
            e("p", f"De dónde sale: {sustento}.", clase="menor") if sustento else None,
        )
        if impide:
            pintar(piezas.aviso("duda", "?", e("p", impide)))
            return
        with st.container(horizontal=True, key=f"formatos_{nombre}"):
            for rotulo, extension, mime in _FORMATOS:
                st.download_button(
                    f"Descargar en {rotulo}",
                    data=partial(hacer, extension),
                    file_name=f"{nombre}{extension}",
                    mime=mime,
                    on_click="ignore",
                    key=f"informe:{nombre}{extension}",
                )

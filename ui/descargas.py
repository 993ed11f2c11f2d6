"""Lo que la Mesa se lleva en Word y en PDF, y la plantilla con que se escriben sus actas."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.mesa.actas import CAMPOS, LISTAS
from autodiagnostico.mesa.borradores import Cual, declarados
from autodiagnostico.mesa.fichas import EstadoDeSesion, Sesion
from autodiagnostico.mesa.plantilla_de_fabrica import de_fabrica
from autodiagnostico.servicios import actas
from autodiagnostico.servicios import borradores as servicio
from autodiagnostico.servicios.fichas import FichaDeEntidad
from ui import contexto, formato, guardado, piezas
from ui.marcado import e, pintar


def del_acta(entidad_id: int, sesion: Sesion) -> None:
    """El acta; antes de la sesión, la convocatoria con la hoja de asistencia para firmar."""
    realizada = sesion.estado is EstadoDeSesion.REALIZADA
    que = "el acta" if realizada else "la convocatoria y la hoja de asistencia"
    nombre = f"{'acta' if realizada else 'convocatoria'}_{sesion.numero}"
    formatos = (("Word", actas.word, "docx", formato.WORD), ("PDF", actas.pdf, "pdf", formato.PDF))
    for rotulo, hacer, extension, mime in formatos:
        st.download_button(
            f"Descargar {que} en {rotulo}",
            data=partial(hacer, contexto.sala(), entidad_id, sesion.id),
            file_name=f"{nombre}.{extension}",
            mime=mime,
            on_click="ignore",
            key=f"sesion:{sesion.id}:{extension}",
        )


def borradores(entidad: FichaDeEntidad) -> None:
    """Los tres, con los datos del registro."""
    pintar(
        e(
            "p",
            "Se llenan con este registro y dicen de dónde sale cada parte. Revíselos antes de firmar.",
            clase="ayuda",
        )
    )
    for cual, suyo in declarados().borradores.items():
        st.download_button(
            f"{suyo.titulo}, en Word",
            data=partial(servicio.word, contexto.sala(), entidad.id, cual),
            file_name=f"borrador_{cual.value}_{entidad.codigo}.docx",
            mime=formato.WORD,
            on_click="ignore",
            key=f"borrador:{Cual(cual).value}",
        )


def plantilla(entidad_id: int) -> None:
    """Cuál se usa, descargarla para editarla, y poner otra."""
    suya = actas.plantilla(contexto.sala(), entidad_id)
    clave = f"plantilla:{entidad_id}"
    cual = f"Se usa la de la entidad: «{suya.nombre}»." if suya.nombre else "Se usa la que trae el programa."
    pintar(
        e(
            "p",
            f"{cual} Para poner su membrete, descárguela, cámbiela en Word y súbala. Las marcas entre "
            "llaves son los datos: se pueden mover y quitar.",
            clase="ayuda",
        )
    )
    st.download_button(
        "Descargar la plantilla para editarla",
        data=suya.contenido,
        file_name=suya.nombre or "plantilla_de_acta.docx",
        mime=formato.WORD,
        on_click="ignore",
    )
    with st.form(f"{clave}:f", border=False, clear_on_submit=True):
        st.file_uploader("Su plantilla, en Word", type=["docx"], key=f"{clave}:archivo")
        st.form_submit_button("Usar esta plantilla", on_click=_poner, args=(entidad_id, clave))
    guardado.mostrar(clave)
    if suya.nombre:
        st.button(
            "Volver a la que trae el programa", type="tertiary", on_click=_quitar, args=(entidad_id, clave)
        )
        st.download_button(
            "Descargar la que trae el programa",
            data=de_fabrica,
            file_name="plantilla_de_acta.docx",
            mime=formato.WORD,
            on_click="ignore",
        )
    _campos()


def _campos() -> None:
    sueltos = [piezas.fila(f"{{{{ {campo} }}}}", que) for campo, que in CAMPOS.items()]
    de_listas = [
        piezas.fila(f"{{%tr for r in {lista} %}}", ", ".join(f"r.{c} ({q})" for c, q in suyos.items()))
        for lista, suyos in LISTAS.items()
    ]
    tabla = piezas.tabla(["Marca", "Qué pone"], [*sueltos, *de_listas], "Datos que la plantilla puede usar")
    pintar(piezas.plegado("Los datos que la plantilla puede usar", tabla))


def _poner(entidad_id: int, clave: str) -> None:
    archivo = st.session_state[f"{clave}:archivo"]
    if archivo is None:
        return
    guardado.intentar(
        clave,
        lambda: actas.poner_plantilla(contexto.sala(), entidad_id, archivo.name, archivo.getvalue()),
    )


def _quitar(entidad_id: int, clave: str) -> None:
    guardado.intentar(clave, lambda: actas.quitar_plantilla(contexto.sala(), entidad_id))

"""Crear una campaña, cambiarla, y llamar a más entidades o sacar alguna."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from autodiagnostico.campanas.fichas import Datos, Tablero
from autodiagnostico.campanas.lista import Convocatoria, ErrorDeLista
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import campanas, entidades
from ui import contexto, defectos, formato, guardado, piezas
from ui.marcado import e, pintar

ELEGIDA = "campana:elegida"
"""Donde se recuerda la campaña que se mira."""
_MANERAS = {
    "todas": "Todas las entidades",
    "grupo": "Las de unos sectores o unos tipos",
    "lista": "Una lista que voy a pegar",
}
_LISTA = "Un código o un nombre por renglón"


def nueva(*, abierto: bool) -> None:
    """El formulario de una campaña."""
    clave = "campana:nueva"
    este = hoy().year
    with st.expander("Crear una campaña", expanded=abierto, key="crear_campana"):
        st.session_state.setdefault(f"{clave}:abre", formato.fecha(hoy()))
        _datos(clave, [este, este - 1, este + 1])
        _a_quienes(clave)
        st.button("Crear la campaña", type="primary", key=f"{clave}:crear", on_click=_crear, args=(clave,))
        _errores(clave)


def _datos(clave: str, vigencias: list[int]) -> None:
    izquierda, derecha = st.columns([3, 1])
    izquierda.text_input(
        "Nombre de la campaña", key=f"{clave}:nombre", placeholder="Por ejemplo: Primer semestre"
    )
    derecha.selectbox("Vigencia", vigencias, key=f"{clave}:vigencia", disabled=len(vigencias) == 1)
    izquierda, derecha = st.columns(2)
    izquierda.text_input("Abre el", key=f"{clave}:abre", placeholder=formato.EJEMPLO_DE_FECHA)
    derecha.text_input("Cierra el", key=f"{clave}:cierra", placeholder=formato.EJEMPLO_DE_FECHA)
    st.text_input("Nota para quien la mire (opcional)", key=f"{clave}:nota")


def _a_quienes(clave: str) -> None:
    manera = st.radio(
        "A quiénes llama", list(_MANERAS), format_func=_MANERAS.__getitem__, key=f"{clave}:manera"
    )
    todas = entidades.listar(contexto.sala())
    if manera == "grupo":
        sectores = sorted({str(s) for f in todas if (s := f.atributos.get("sector"))})
        tipos = sorted({str(t) for f in todas if (t := f.atributos.get("tipo"))})
        atributo = contexto.sala().catalogo.atributos.get("tipo")
        nombres = (atributo.opciones if atributo else None) or {}
        st.multiselect("Sectores", sectores, key=f"{clave}:sectores", placeholder="Todos")
        st.multiselect(
            "Tipos",
            tipos,
            format_func=lambda t: nombres.get(t) or t,
            key=f"{clave}:tipos",
            placeholder="Todos",
        )
    elif manera == "lista":
        st.text_area(_LISTA, key=f"{clave}:lista", height=180)
    else:
        pintar(e("p", f"Hay {formato.plural(len(todas), 'entidad', 'entidades')}.", clase="ayuda"))


def _errores(clave: str) -> None:
    guardado.mostrar(clave)
    malos = st.session_state.get(f"{clave}:malos")
    if malos:
        defectos.mostrar("La lista", malos)


def _convocatoria(clave: str) -> Convocatoria:
    manera = st.session_state[f"{clave}:manera"]
    if manera == "lista":
        return Convocatoria(lista=st.session_state[f"{clave}:lista"])
    if manera == "grupo":
        sectores, tipos = (tuple(st.session_state[f"{clave}:{c}"]) for c in ("sectores", "tipos"))
        return Convocatoria(sectores, tipos)
    return Convocatoria()


def _leidos(clave: str) -> Datos:
    return Datos(
        nombre=st.session_state[f"{clave}:nombre"],
        vigencia=st.session_state[f"{clave}:vigencia"],
        abre=_fecha(clave, "abre", "apertura"),
        cierra=_fecha(clave, "cierra", "cierre"),
        nota=st.session_state[f"{clave}:nota"],
    )


def _fecha(clave: str, campo: str, que: str) -> date:
    dia = formato.fecha_escrita(st.session_state[f"{clave}:{campo}"])
    if dia is None:
        raise ErrorDeServicio(f"Falta la fecha de {que}. Escriba, por ejemplo, {formato.EJEMPLO_DE_FECHA}.")
    return dia


def _crear(clave: str) -> None:
    def crear() -> None:
        hecha = campanas.crear(contexto.sala(), _leidos(clave), _convocatoria(clave))
        st.session_state[ELEGIDA] = hecha.id
        for campo in ("nombre", "cierra", "nota", "lista"):
            st.session_state.pop(f"{clave}:{campo}", None)
        cuantas = formato.plural(hecha.convocadas, "entidad", "entidades")
        guardado.anotar(clave, f"Campaña creada, con {cuantas}.")

    _intentar(clave, crear)


def _intentar(clave: str, hacer: Callable[[], None]) -> None:
    """Hace algo que deja su nota; los renglones malos de una lista se muestran en una tabla."""
    st.session_state.pop(f"{clave}:malos", None)
    guardado.olvidar(clave)

    def sin_la_lista() -> None:
        try:
            hacer()
        except ErrorDeLista as error:
            st.session_state[f"{clave}:malos"] = error.defectos

    guardado.hacer(clave, sin_la_lista)


def cambiar(tablero: Tablero) -> None:
    """Lo que se puede cambiar de una campaña que ya está."""
    campana = tablero.campana
    clave, datos = f"campana:{campana.id}:cambiar", campana.datos
    with st.expander("Cambiar esta campaña", key="cambiar_campana"):
        for campo, valor in (
            ("nombre", datos.nombre),
            ("abre", formato.fecha(datos.abre)),
            ("cierra", formato.fecha(datos.cierra)),
            ("nota", datos.nota),
        ):
            st.session_state.setdefault(f"{clave}:{campo}", valor)
        _datos(clave, [datos.vigencia])
        st.button("Guardar los cambios", key=f"{clave}:guardar", on_click=_cambiar, args=(campana.id, clave))
        guardado.mostrar(clave)
        _llamar_a_mas(campana.id)
        _sacar(tablero)


def _cambiar(campana_id: int, clave: str) -> None:
    guardado.intentar(clave, lambda: campanas.cambiar(contexto.sala(), campana_id, _leidos(clave)))


def _llamar_a_mas(campana_id: int) -> None:
    clave = f"campana:{campana_id}:mas"
    pintar(e("h3", "Llamar a más entidades"))
    _a_quienes(clave)
    st.button("Convocarlas", key=f"{clave}:convocar", on_click=_mas, args=(campana_id, clave))
    _errores(clave)


def _mas(campana_id: int, clave: str) -> None:
    def convocar() -> None:
        nuevas = campanas.convocar(contexto.sala(), campana_id, _convocatoria(clave))
        cuantas = formato.plural(nuevas, "entidad nueva", "entidades nuevas")
        guardado.anotar(clave, f"Se convocó a {cuantas}." if nuevas else "Ya estaban todas.")

    _intentar(clave, convocar)


def _sacar(tablero: Tablero) -> None:
    campana_id = tablero.campana.id
    clave = f"campana:{campana_id}:sacar"
    nombres = {c.entidad.id: c.entidad.nombre for c in tablero.convocadas}
    pintar(e("h3", "Sacar una entidad, o quitar la campaña"))
    if nombres:
        st.selectbox("Entidad", list(nombres), format_func=nombres.__getitem__, key=f"{clave}:cual")
        st.button(
            "Sacarla de la campaña", key=f"{clave}:sacar", on_click=_hacer_sacar, args=(campana_id, clave)
        )
    pintar(
        piezas.aviso(
            "duda",
            "!",
            e(
                "p",
                "Quitar la campaña borra su lista y sus avisos. Los autodiagnósticos y las asesorías quedan.",
            ),
        )
    )
    st.checkbox("Sí, quitar esta campaña", key=f"{clave}:seguro")
    st.button(
        "Quitar la campaña",
        key=f"{clave}:quitar",
        disabled=not st.session_state.get(f"{clave}:seguro"),
        on_click=_quitar,
        args=(campana_id, clave),
    )
    guardado.mostrar(clave)


def _hacer_sacar(campana_id: int, clave: str) -> None:
    cual = st.session_state[f"{clave}:cual"]
    guardado.intentar(clave, lambda: campanas.desconvocar(contexto.sala(), campana_id, cual))


def _quitar(campana_id: int, clave: str) -> None:
    if guardado.intentar(clave, lambda: campanas.quitar(contexto.sala(), campana_id)):
        st.session_state.pop(ELEGIDA, None)
        st.query_params.pop("campana", None)

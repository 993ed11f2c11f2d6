"""Bitácora: quién hizo qué y cuándo, del más reciente al más viejo."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDePermiso
from autodiagnostico.hechos import GRUPOS
from autodiagnostico.servicios import asientos
from autodiagnostico.servicios.asientos import AsientoDicho, Pagina
from autodiagnostico.servicios.fichas import FichaDeEntidad
from ui import contexto, formato, guardado, piezas
from ui.enlaces import enlace
from ui.marcado import Html, e, pintar, unir

TODO, TODAS = "Todo", "Todas las que puede ver"
_CAMPO = "bitacora"


def pagina() -> None:
    """Los asientos que puede ver quien mira."""
    pintar(
        e("h1", "Bitácora"),
        e(
            "p",
            "Todo lo que se hizo, con quién y cuándo. Cada asiento lleva la huella del anterior: cambiar o "
            "quitar uno se nota. Aquí no se muestran las respuestas.",
            clase="entrada",
        ),
    )
    try:
        posibles = asientos.entidades(contexto.sala())
    except ErrorDePermiso as error:
        pintar(piezas.aviso("duda", "?", e("p", error.mensaje)))
        return
    entidad, grupo = _filtros(posibles)
    desde = contexto.numero_pedido("desde")
    _mostrar(asientos.listar(contexto.sala(), entidad_id=entidad, grupo=grupo, desde=desde), desde)
    if asientos.ve_todo(contexto.sala()):
        _comprobar()


def _filtros(posibles: list[FichaDeEntidad]) -> tuple[int | None, str]:
    izquierda, derecha = st.columns([3, 2])
    nombres: dict[int | None, str] = {None: TODAS} | {f.id: f.nombre for f in posibles}
    elegida = contexto.diagnostico()
    al_empezar = list(nombres).index(elegida.entidad.id) if elegida and elegida.entidad.id in nombres else 0
    entidad = izquierda.selectbox(
        "Entidad",
        list(nombres),
        index=al_empezar,
        format_func=nombres.__getitem__,
        key="bitacora:entidad",
        on_change=_al_comienzo,
    )
    grupo = derecha.selectbox("Qué mostrar", [TODO, *GRUPOS], key="bitacora:grupo", on_change=_al_comienzo)
    return entidad, grupo


def _al_comienzo() -> None:
    st.query_params.pop("desde", None)


def _mostrar(hallada: Pagina, desde: int | None) -> None:
    if not hallada.asientos:
        pintar(e("p", "No hay nada que mostrar.", clase="ayuda"))
        return
    columnas = ["N.º", "Cuándo", "Quién", "Qué hizo", "Entidad"]
    pintar(piezas.tabla(columnas, (_fila(a) for a in hallada.asientos), "Asientos de la bitácora"))
    with st.container(horizontal=True, key="mas_bitacora"):
        if desde is not None:
            enlace("bitacora", "← Lo más reciente")
        if hallada.siguen is not None:
            enlace("bitacora", "Ver lo anterior →", desde=str(hallada.siguen))


def _fila(asiento: AsientoDicho) -> Html:
    vigencia = f", vigencia {asiento.vigencia}" if asiento.vigencia else ""
    return piezas.fila(
        str(asiento.numero),
        unir(formato.fecha(formato.dia(asiento.cuando)), e("br"), formato.hora(asiento.cuando)),
        asiento.quien,
        unir(
            asiento.que,
            e("span", asiento.sobre, clase="renglon") if asiento.sobre else None,
            e("span", f"Huella {asiento.huella[:16]}…", clase="renglon codigo"),
        ),
        f"{asiento.entidad}{vigencia}" if asiento.entidad else "La instalación",
    )


def _comprobar() -> None:
    pintar(
        e("h2", "Comprobarla"),
        e(
            "p",
            "Recorre la bitácora entera y compara cada huella. En la terminal, «autodiagnostico bd "
            "verificar-bitacora».",
            clase="ayuda",
        ),
    )
    st.button("Comprobar la bitácora ahora", on_click=_hacer_comprobacion)
    guardado.mostrar(_CAMPO)


def _hacer_comprobacion() -> None:
    hecha = asientos.comprobar(contexto.sala())
    if not hecha.roturas:
        cuantos = formato.plural(hecha.asientos, "asiento", "asientos")
        guardado.anotar(_CAMPO, f"La bitácora está entera: {cuantos}. Huella del último: {hecha.huella}.")
        return
    primera = hecha.roturas[0]
    donde = f"Asiento {primera.numero}: " if primera.numero else ""
    rotas = formato.plural(len(hecha.roturas), "rotura", "roturas")
    guardado.anotar_rechazo(_CAMPO, f"La bitácora no está entera: {rotas}. La primera: {donde}{primera.que}")


pagina()

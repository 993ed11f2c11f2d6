"""El registro de la Mesa: su acto, su reglamento y quiénes la integran."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.mesa.fichas import Acto, EstadoDelReglamento, Integrante, Mesa
from autodiagnostico.mesa.marco import preguntas
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import mesa_tecnica
from ui import contexto, formato, guardado, piezas
from ui.marcado import Html, e, md, pintar, unir

REGLAMENTO = {
    EstadoDelReglamento.NINGUNO: "No hay",
    EstadoDelReglamento.PROYECTO: "Hay un proyecto sin adoptar",
    EstadoDelReglamento.ADOPTADO: "Adoptado por la Mesa",
}
_FECHAS = {
    "firma": "Firma del acto",
    "publicada_en_web": "Publicado en la página web",
    "publicada_adentro": "Publicado dentro de la entidad",
    "plazo_del_reglamento": "Plazo que el acto dio para el reglamento",
    "fecha_del_reglamento": "Adopción del reglamento",
}


def acto(mesa: Mesa) -> None:
    """Lo que dicen el acto y el reglamento, en un formulario."""
    clave = f"mesa:{mesa.entidad_id}:acto"
    _preparar(clave, mesa.acto)
    with st.form(f"{clave}:f", enter_to_submit=False):
        st.text_input(
            "Acto que creó la Mesa", key=f"{clave}:acto", placeholder="Por ejemplo: Resolución 10 de 2026"
        )
        st.text_input(
            "Acta del Comité que la creó",
            key=f"{clave}:acta_del_comite",
            placeholder="Por ejemplo: Acta 3 de 2026",
        )
        _fechas(clave, ["firma", "publicada_en_web", "publicada_adentro"])
        pintar(e("h3", "Reglamento"))
        st.radio(
            "¿Cómo va el reglamento?",
            list(REGLAMENTO),
            format_func=REGLAMENTO.__getitem__,
            key=f"{clave}:estado_reglamento",
            horizontal=True,
        )
        st.text_input("Acta que lo adoptó", key=f"{clave}:acta_del_reglamento")
        _fechas(clave, ["plazo_del_reglamento", "fecha_del_reglamento"])
        contenidos = mesa_tecnica.opciones(contexto.sala().catalogo, preguntas().contenidos)
        if contenidos:
            _casillas("¿Qué define?", f"{clave}:contenidos", contenidos)
        izquierda, derecha = st.columns(2)
        izquierda.text_input(
            "Cada cuánto se reúne", key=f"{clave}:periodicidad", placeholder="Por ejemplo: cada dos meses"
        )
        derecha.text_input(
            "Quórum: cuántos con voto hacen falta",
            key=f"{clave}:quorum",
            placeholder="Vacío: la mayoría",
        )
        st.form_submit_button(
            "Guardar el registro", type="primary", on_click=_guardar_acto, args=(mesa.entidad_id, clave)
        )
        guardado.mostrar(clave)


def _preparar(clave: str, suyo: Acto) -> None:
    """Pone lo guardado la primera vez; lo que se esté escribiendo no se pisa."""
    if f"{clave}:acto" not in st.session_state:
        st.session_state[f"{clave}:vista"] = suyo
    contenidos = mesa_tecnica.opciones(contexto.sala().catalogo, preguntas().contenidos)
    for campo in ("acto", "acta_del_comite", "acta_del_reglamento", "periodicidad", "estado_reglamento"):
        st.session_state.setdefault(f"{clave}:{campo}", getattr(suyo, campo))
    st.session_state.setdefault(f"{clave}:quorum", str(suyo.quorum or ""))
    for campo in _FECHAS:
        st.session_state.setdefault(f"{clave}:{campo}", _escrita(getattr(suyo, campo)))
    for opcion in contenidos:
        st.session_state.setdefault(f"{clave}:contenidos:{opcion}", opcion in suyo.contenidos)


def _escrita(dia: date | None) -> str:
    return formato.fecha(dia) if dia else ""


def _fechas(clave: str, campos: list[str]) -> None:
    for columna, campo in zip(st.columns(len(campos)), campos, strict=True):
        columna.text_input(_FECHAS[campo], key=f"{clave}:{campo}", placeholder=formato.EJEMPLO_DE_FECHA)


def _casillas(rotulo: str, clave: str, opciones: dict[str, str]) -> None:
    pintar(e("p", rotulo, clase="rotulo"))
    for opcion, texto in opciones.items():
        st.checkbox(md(texto), key=f"{clave}:{opcion}")


def _marcadas(clave: str, opciones: dict[str, str]) -> tuple[str, ...]:
    return tuple(o for o in opciones if st.session_state.get(f"{clave}:{o}"))


def _guardar_acto(entidad_id: int, clave: str) -> None:
    def guardar() -> object:
        sala = contexto.sala()
        contenidos = mesa_tecnica.opciones(sala.catalogo, preguntas().contenidos)
        dias = _leer_fechas(clave, _FECHAS)
        textos = {
            c: st.session_state[f"{clave}:{c}"]
            for c in ("acto", "acta_del_comite", "acta_del_reglamento", "periodicidad", "estado_reglamento")
        }
        suyo = Acto(
            **textos,
            **dias,
            quorum=_numero("El quórum", st.session_state[f"{clave}:quorum"]),
            contenidos=_marcadas(f"{clave}:contenidos", contenidos),
        )
        vista = st.session_state[f"{clave}:vista"]
        st.session_state[f"{clave}:vista"] = mesa_tecnica.leer(sala, entidad_id).acto
        guardada = mesa_tecnica.guardar_acto(sala, entidad_id, suyo, vista=vista)
        st.session_state[f"{clave}:vista"] = guardada.acto
        return guardada

    guardado.intentar(clave, guardar)


def _leer_fechas(clave: str, campos: dict[str, str]) -> dict[str, Any]:
    """Las fechas de un formulario; si varias no se entienden, se dicen todas."""
    dias, problemas = {}, []
    for campo, rotulo in campos.items():
        try:
            dias[campo] = formato.fecha_escrita(st.session_state[f"{clave}:{campo}"])
        except ErrorDeServicio as error:
            problemas.append(f"{rotulo}: {error.mensaje}")
    if problemas:
        raise ErrorDeEntrada("Fechas", problemas)
    return dias


def _numero(que: str, texto: str) -> int | None:
    if not texto.strip():
        return None
    try:
        return int(texto)
    except ValueError:
        raise ErrorDeServicio(f"{que} «{texto}» no es un número. Escriba, por ejemplo, 4.") from None


def integrantes(mesa: Mesa, *, edita: bool) -> None:
    """Quiénes la integran, y el formulario de cada uno."""
    catalogo = contexto.sala().catalogo
    bloques = mesa_tecnica.opciones(catalogo, preguntas().bloques)
    politicas = mesa_tecnica.opciones(catalogo, preguntas().politicas)
    if mesa.integrantes:
        columnas = ["Cargo", "Cubre", "Políticas que ejecuta", "Voz y voto", "Desde y hasta"]
        filas = (_fila(i, bloques, politicas) for i in mesa.integrantes)
        pintar(piezas.tabla(columnas, filas, "Integrantes de la Mesa"))
    else:
        pintar(e("p", "Todavía no se ha registrado ninguno.", clase="ayuda"))
    if not edita:
        return
    for uno in mesa.integrantes:
        titulo = f"Cambiar: {uno.cargo}"
        with st.expander(md(titulo), key=f"integrante_{uno.id}"):
            _formulario(mesa.entidad_id, uno, bloques, politicas)
    with st.expander("Agregar un integrante", key="integrante_nuevo", expanded=not mesa.integrantes):
        _formulario(mesa.entidad_id, Integrante(0, ""), bloques, politicas)


def _fila(uno: Integrante, bloques: dict[str, str], politicas: dict[str, str]) -> Html:
    esta = uno.esta(hoy())
    return piezas.fila(
        unir(uno.cargo, e("br") if uno.persona else None, e("span", uno.persona, clase="menor")),
        bloques.get(uno.bloque, "Otra área"),
        "; ".join(politicas.get(p, p) for p in uno.politicas) or "Ninguna",
        "✓ Voz y voto" if uno.con_voto else "Solo voz",
        _periodo(uno) + ("" if esta else " · ya no está"),
    )


def _periodo(uno: Integrante) -> str:
    desde = f"Desde el {formato.fecha(uno.desde)}" if uno.desde else "Desde el comienzo"
    return desde + (f" hasta el {formato.fecha(uno.hasta)}" if uno.hasta else "")


def _formulario(entidad_id: int, uno: Integrante, bloques: dict[str, str], politicas: dict[str, str]) -> None:
    clave = f"mesa:{entidad_id}:i:{uno.id}"
    if f"{clave}:cargo" not in st.session_state:
        st.session_state[f"{clave}:vista"] = uno
    for campo in ("cargo", "persona", "hace_las_veces_de", "suplente", "bloque", "con_voto"):
        st.session_state.setdefault(f"{clave}:{campo}", getattr(uno, campo))
    for campo in ("desde", "hasta"):
        st.session_state.setdefault(f"{clave}:{campo}", _escrita(getattr(uno, campo)))
    for politica in politicas:
        st.session_state.setdefault(f"{clave}:politicas:{politica}", politica in uno.politicas)
    with st.form(f"{clave}:f", border=False, clear_on_submit=False):
        st.text_input("Cargo (obligatorio)", key=f"{clave}:cargo")
        izquierda, derecha = st.columns(2)
        izquierda.text_input("Quién lo ocupa hoy", key=f"{clave}:persona")
        derecha.text_input("Suplente", key=f"{clave}:suplente")
        st.text_input(
            "Hace las veces de",
            key=f"{clave}:hace_las_veces_de",
            placeholder="Si la dependencia tiene otro nombre",
        )
        if bloques:
            st.selectbox(
                "¿Cuál de los que pide la norma cubre?",
                ["", *bloques],
                format_func=lambda b: bloques.get(b, "Ninguno: es otra área"),
                key=f"{clave}:bloque",
            )
        if politicas:
            _casillas("¿Qué políticas ejecuta su área?", f"{clave}:politicas", politicas)
        st.checkbox("Tiene voz y voto", key=f"{clave}:con_voto")
        izquierda, derecha = st.columns(2)
        izquierda.text_input("Desde", key=f"{clave}:desde", placeholder=formato.EJEMPLO_DE_FECHA)
        derecha.text_input("Hasta", key=f"{clave}:hasta", placeholder="Vacío: sigue")
        st.form_submit_button(
            "Guardar integrante",
            type="primary",
            on_click=_guardar_integrante,
            args=(entidad_id, uno.id, clave, politicas),
        )
        guardado.mostrar(clave)
    if uno.id:
        st.button(
            "Quitarlo: se agregó por error",
            key=f"{clave}:quitar",
            type="tertiary",
            on_click=_quitar,
            args=(entidad_id, uno.id, clave),
        )


def _quitar(entidad_id: int, numero: int, clave: str) -> None:
    guardado.intentar(clave, lambda: mesa_tecnica.quitar_integrante(contexto.sala(), entidad_id, numero))


def _guardar_integrante(entidad_id: int, numero: int, clave: str, politicas: dict[str, str]) -> None:
    def guardar() -> object:
        campos = ("cargo", "persona", "hace_las_veces_de", "suplente", "con_voto")
        suyo = Integrante(
            id=numero,
            **{c: st.session_state[f"{clave}:{c}"] for c in campos},
            bloque=st.session_state.get(f"{clave}:bloque", ""),
            politicas=_marcadas(f"{clave}:politicas", politicas),
            **_leer_fechas(clave, {"desde": "Desde", "hasta": "Hasta"}),
        )
        sala = contexto.sala()
        vista = st.session_state[f"{clave}:vista"]
        st.session_state[f"{clave}:vista"] = _como_esta(mesa_tecnica.leer(sala, entidad_id), suyo)
        guardada = mesa_tecnica.guardar_integrante(sala, entidad_id, suyo, vista=vista)
        st.session_state[f"{clave}:vista"] = _como_esta(guardada, suyo)
        return guardada

    if guardado.intentar(clave, guardar) and not numero:
        _vaciar(clave)


def _como_esta(mesa: Mesa, uno: Integrante) -> Integrante:
    return next((i for i in mesa.integrantes if i.id == uno.id), uno)


def _vaciar(clave: str) -> None:
    """Deja el formulario de agregar listo para el siguiente."""
    for guardada in [k for k in st.session_state if str(k).startswith(f"{clave}:")]:
        if not str(guardada).endswith(":f"):
            del st.session_state[guardada]

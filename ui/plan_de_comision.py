"""El plan de la Comisión en pantalla: sus filas por grupo, el enfoque de género y la historia de cada una."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import streamlit as st

from autodiagnostico.comision.modelo import Anotada, Estado, FilaDelPlan, Novedad
from autodiagnostico.comision.palabras import ESTADOS, NO_LO_DICE, SIN_REGISTRO, VENCIO, sesion_en_palabras
from autodiagnostico.comision.seguimiento import Entrega, Proxima, Seguido
from autodiagnostico.servicios import comision
from ui import contexto, formato, guardado, piezas
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import Signo

SIGNOS = {
    Estado.POR_EMPEZAR: Signo("○", ESTADOS[Estado.POR_EMPEZAR], "nada"),
    Estado.EN_CURSO: Signo("◐", ESTADOS[Estado.EN_CURSO], "plazo"),
    Estado.CUMPLIDA: Signo("✓", ESTADOS[Estado.CUMPLIDA], "bien", "Cumplidas"),
    Estado.APLAZADA: Signo("↷", ESTADOS[Estado.APLAZADA], "medio", "Aplazadas"),
}
VENCIDA = Signo("✕", VENCIO, "mal", "Vencidas sin cumplir")
SIN_SABER = Signo("?", SIN_REGISTRO, "duda", "Pasaron sin registro")
_SIN_PROXIMA = (
    "No hay plan cargado para la próxima sesión. Cuando la Comisión apruebe el del año que viene, cárguelo "
    "abajo."
)


def lo_que_toca(proxima: Proxima | None, dia: date) -> None:
    """Qué se presenta en la próxima sesión, y lo atrasado."""
    pintar(e("h2", "Qué toca"))
    if proxima is None:
        pintar(piezas.aviso("duda", "?", e("p", _SIN_PROXIMA)))
        return
    cuando = f"{proxima.sesion} de {proxima.vigencia}"
    toca = formato.plural(len(proxima.toca), "entrega por presentar", "entregas por presentar")
    pintar(
        e("p", e("strong", f"Próxima sesión: {cuando}. "), f"{toca}.", clase="frase"),
        _lista(proxima.toca, dia),
    )
    if proxima.atrasadas:
        cuantas = formato.plural(len(proxima.atrasadas), "entrega atrasada", "entregas atrasadas")
        pintar(piezas.aviso("mal", "✕", e("p", e("strong", cuantas)), _lista(proxima.atrasadas, dia)))
    if proxima.sin_fecha:
        cuantas = formato.plural(len(proxima.sin_fecha), "fila", "filas")
        pintar(piezas.plegado(f"{cuantas} sin fecha en el plan", _lista(proxima.sin_fecha, dia)))


def _lista(entregas: Iterable[Entrega], dia: date) -> Html:
    return piezas.lista(
        unir(piezas.insignia(_signo(en, dia)), f" {en.fila.actividad or en.fila.funcion} ", _quien(en.fila))
        for en in entregas
    )


def _quien(fila: FilaDelPlan) -> Html:
    return e(
        "span", f"{fila.responsable or 'Responsable: el plan no lo dice'} ({fila.codigo})", clase="menor"
    )


def _signo(entrega: Entrega, dia: date) -> Signo:
    """De lo que pasó sin que nadie dijera nada no se sabe si se hizo."""
    if not entrega.vencida(dia):
        return SIGNOS[entrega.estado]
    return VENCIDA if entrega.historia else SIN_SABER


def dibujar(visto: Seguido, dia: date) -> None:
    """El plan, con cuántas entregas van en cada estado."""
    plan = visto.plan
    hay = Counter(_signo(en, dia) for en in visto.entregas)
    insignias = [piezas.insignia(s, hay[s]) for s in (*SIGNOS.values(), VENCIDA, SIN_SABER) if hay[s]]
    pintar(
        e("h2", plan.titulo),
        e(
            "p",
            f"{len(plan.filas)} filas, {len(visto.entregas)} entregas: ",
            (unir(i, " ") for i in insignias),
        ),
        e("p", plan.documento, clase="menor") if plan.documento else None,
    )
    for grupo in dict.fromkeys(f.grupo for f in plan.filas):
        suyas = [f for f in plan.filas if f.grupo == grupo]
        pintar(e("h3", grupo), _tabla(visto, suyas, dia, grupo))
    _genero(visto, dia)


def _tabla(visto: Seguido, filas: list[FilaDelPlan], dia: date, rotulo: str) -> Html:
    columnas = ["Función y actividad", "Responsable", "Cuándo y cómo va"]
    return piezas.tabla(columnas, (_fila(visto, f, dia) for f in filas), rotulo)


def _fila(visto: Seguido, fila: FilaDelPlan, dia: date) -> Html:
    detalle = ". ".join(t.rstrip(".") for t in (fila.lugar, fila.nota) if t)
    return piezas.fila(
        unir(
            e("span", f"{fila.codigo} ", clase="codigo"),
            fila.funcion,
            e("span", fila.actividad, clase="renglon") if fila.actividad else None,
            e("span", fila.observaciones, clase="renglon menor") if fila.observaciones else None,
            piezas.plegado("De dónde sale", e("p", f"{detalle}.", clase="menor")) if detalle else None,
        ),
        fila.responsable or NO_LO_DICE,
        unir(_entrega(en, dia) for en in visto.de(fila.codigo)),
    )


def _entrega(entrega: Entrega, dia: date) -> Html:
    ultima = entrega.ultima
    return e(
        "span",
        f"{sesion_en_palabras(entrega) if entrega.sesion else 'Sin sesión en el plan'}: ",
        piezas.insignia(_signo(entrega, dia)),
        e("span", _evidencia(ultima), clase="renglon menor") if ultima else None,
        clase="renglon",
    )


def _evidencia(anotada: Anotada) -> Html:
    novedad = anotada.novedad
    enlace = (
        e("a", "Ver", href=novedad.enlace, rel="noopener noreferrer", target="_blank")
        if novedad.enlace
        else None
    )
    return unir(novedad.evidencia, " ", enlace)


def _genero(visto: Seguido, dia: date) -> None:
    pintar(e("h3", "Enfoque de género"))
    suyas = visto.de_genero
    if not suyas:
        pintar(e("p", "Ninguna fila lo pide ni ha dicho cómo lo incorpora.", clase="ayuda"))
        return
    filas = (
        piezas.fila(
            unir(e("span", f"{en.fila.codigo} ", clase="codigo"), en.fila.funcion),
            sesion_en_palabras(en),
            piezas.insignia(_signo(en, dia)),
            en.ultima.novedad.genero if en.ultima and en.ultima.novedad.genero else "Todavía no se ha dicho",
        )
        for en in suyas
    )
    columnas = ["Fila", "Sesión", "Estado", "Cómo se incorpora"]
    pintar(piezas.tabla(columnas, filas, "Seguimiento del enfoque de género"))


def anotar(visto: Seguido) -> None:
    """El formulario con que se dice cómo va una fila."""
    vigencia = visto.plan.vigencia
    clave = f"comision:{vigencia}"
    nombres = {f.codigo: f"{f.codigo} · {f.funcion}" for f in visto.plan.filas}
    fila = st.selectbox("Fila del plan", list(nombres), format_func=nombres.__getitem__, key=f"{clave}:fila")
    suyas = {en.sesion: en for en in visto.de(fila)}
    de_la_fila = f"{clave}:{fila}"
    with st.form(f"{de_la_fila}:f", enter_to_submit=False):
        izquierda, derecha = st.columns(2)
        sesion = izquierda.selectbox(
            "Sesión",
            list(suyas),
            format_func=lambda s: sesion_en_palabras(suyas[s]),
            key=f"{de_la_fila}:sesion",
        )
        derecha.selectbox(
            "Cómo va", list(Estado), format_func=lambda s: ESTADOS[s], key=f"{de_la_fila}:estado"
        )
        st.text_area("Evidencia: qué lo muestra", key=f"{de_la_fila}:evidencia", height=90)
        st.text_input("Enlace a la evidencia (opcional)", key=f"{de_la_fila}:enlace")
        st.text_input("Cómo incorpora el enfoque de género (opcional)", key=f"{de_la_fila}:genero")
        st.form_submit_button(
            "Guardar", type="primary", on_click=_guardar, args=(vigencia, fila, de_la_fila, sesion)
        )
        guardado.mostrar(de_la_fila)


def _guardar(vigencia: int, fila: str, clave: str, sesion: str) -> None:
    def escrito(campo: str) -> str:
        return str(st.session_state[f"{clave}:{campo}"])

    novedad = Novedad(
        st.session_state.get(f"{clave}:sesion", sesion),
        st.session_state[f"{clave}:estado"],
        escrito("evidencia"),
        escrito("enlace"),
        escrito("genero"),
    )
    if guardado.intentar(clave, lambda: comision.anotar(contexto.sala(), vigencia, fila, novedad)):
        for campo in ("evidencia", "enlace", "genero"):
            st.session_state.pop(f"{clave}:{campo}", None)


def historia(visto: Seguido) -> None:
    """Todo lo que se ha dicho, de lo último a lo primero; con las filas que el plan ya no trae."""
    dichas = [*(a for en in visto.entregas for a in en.historia), *visto.sueltas]
    if not dichas:
        return
    dichas.sort(key=lambda a: a.cuando, reverse=True)
    sueltas = {a.fila for a in visto.sueltas}
    filas = (
        piezas.fila(
            formato.fecha(formato.dia(a.cuando)),
            unir(
                a.fila,
                e("span", "ya no está en el plan", clase="renglon menor") if a.fila in sueltas else None,
            ),
            a.novedad.sesion.capitalize() or "Sin sesión",
            piezas.insignia(SIGNOS[a.novedad.estado]),
            _evidencia(a),
            a.quien,
        )
        for a in dichas
    )
    columnas = ["Cuándo", "Fila", "Sesión", "Estado", "Evidencia", "Quién"]
    cuantas = formato.plural(len(dichas), "novedad", "novedades")
    pintar(
        piezas.plegado(f"Historia: {cuantas}", piezas.tabla(columnas, filas, "Lo que se ha dicho del plan"))
    )

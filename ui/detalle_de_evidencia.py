"""Una evidencia con todo: abrirla, ver qué respalda, corregir sus datos, retirarla o restituirla."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import evidencias
from autodiagnostico.servicios.evidencias import FichaDeEvidencia, Uso
from ui import agregar_evidencia, formato, guardado, piezas, ventana
from ui.enlaces import ancla
from ui.evidencias import abrir, cabeza
from ui.marcado import Html, e, pintar

_CAMPO = "evidencia/detalle"


def boton(ficha: FichaDeEvidencia) -> None:
    """El botón que abre la ficha."""
    clave = f"ficha:{ficha.id}"
    st.button("Abrir la ficha", key=clave, width="stretch", on_click=_abrir_ventana, args=(clave,))


def abierta(sala: Sala, todas: Iterable[FichaDeEvidencia]) -> None:
    """La ficha que esté abierta, si la hay; también si el filtro ya no la muestra."""
    for ficha in todas:
        if ventana.abierta(f"ficha:{ficha.id}"):
            _dibujar(sala, ficha)


def _abrir_ventana(clave: str) -> None:
    guardado.olvidar(_CAMPO)
    ventana.abrir(clave)


@st.dialog("Evidencia", width="medium", on_dismiss=ventana.cerrar)
def _dibujar(sala: Sala, ficha: FichaDeEvidencia) -> None:
    """El detalle, en su ventana; se lee otra vez para mostrar lo recién cambiado."""
    ficha = next(f for f in evidencias.listar(sala, ficha.entidad_id) if f.id == ficha.id)
    pintar(cabeza(ficha))
    guardado.mostrar(_CAMPO)
    if ficha.retirada is not None:
        cuando = formato.fecha_larga(ficha.retirada)
        pintar(piezas.aviso("duda", "–", e("p", f"Se retiró el {cuando}: {ficha.motivo_de_retiro}.")))
    abrir(sala, ficha, "detalle")
    if ficha.huella:
        pintar(e("p", "Huella SHA-256: ", e("span", ficha.huella, clase="codigo"), clase="menor"))
    pintar(_usos(sala, ficha))
    if ficha.se_cambia:
        _corregir(sala, ficha)
        _retirar(sala, ficha)


def _usos(sala: Sala, ficha: FichaDeEvidencia) -> Html:
    if not ficha.usos:
        return e("p", "Todavía no respalda ninguna pregunta.")
    return e("div", e("h4", "Qué respalda"), piezas.lista([_uso(sala, uso) for uso in ficha.usos]))


def _uso(sala: Sala, uso: Uso) -> Html:
    criterio = sala.catalogo.criterios.get(uso.criterio)
    pregunta = criterio.pregunta if criterio else f"{uso.criterio} (ya no se pregunta)"
    a_la_pregunta = ancla("cuestionario", pregunta, d=str(uso.diagnostico_id), p=uso.criterio)
    return e("span", a_la_pregunta, f" Vigencia {uso.vigencia}, {uso.estado}.")


def _corregir(sala: Sala, ficha: FichaDeEvidencia) -> None:
    clave, datos = f"evidencia:{ficha.id}", ficha.datos
    with st.expander("Corregir las fechas, la marca o la nota"), st.form(f"{clave}:f", border=False):
        izquierda, derecha = st.columns(2)
        izquierda.text_input(
            "Fecha del documento",
            formato.fecha(datos.fecha) if datos.fecha else "",
            key=f"{clave}:fecha",
            placeholder=formato.EJEMPLO_DE_FECHA,
        )
        derecha.text_input("Vence", formato.fecha(datos.vence) if datos.vence else "", key=f"{clave}:vence")
        st.checkbox("Es confidencial", datos.confidencial, key=f"{clave}:confidencial")
        st.text_area("Nota", datos.nota, key=f"{clave}:nota", height=90)
        st.form_submit_button("Guardar", on_click=_guardar, args=(sala, ficha.id, clave))


def _guardar(sala: Sala, evidencia_id: int, clave: str) -> None:
    if guardado.intentar(
        _CAMPO, lambda: evidencias.cambiar(sala, evidencia_id, agregar_evidencia.datos_de(clave))
    ):
        guardado.anotar(_CAMPO, "Se guardaron los datos.")


def _retirar(sala: Sala, ficha: FichaDeEvidencia) -> None:
    if ficha.retirada is not None:
        st.button("Restituirla", key=f"restituir:{ficha.id}", on_click=_restituir, args=(sala, ficha.id))
        return
    with st.expander("Retirarla"), st.form(f"retirar:{ficha.id}", border=False):
        pintar(
            e(
                "p",
                "Deja de respaldar los borradores. Lo ya enviado la conserva, y queda constancia de que "
                "estuvo, de su huella y del motivo.",
            )
        )
        clave = f"retirar:{ficha.id}:motivo"
        st.text_input("Por qué se retira", key=clave, placeholder="Por ejemplo: es de otra entidad")
        st.form_submit_button("Retirar la evidencia", on_click=_hacer_retiro, args=(sala, ficha.id, clave))


def _hacer_retiro(sala: Sala, evidencia_id: int, clave: str) -> None:
    motivo = st.session_state[clave]
    if guardado.intentar(_CAMPO, lambda: evidencias.retirar(sala, evidencia_id, motivo)):
        guardado.anotar(_CAMPO, "Se retiró.")


def _restituir(sala: Sala, evidencia_id: int) -> None:
    if guardado.intentar(_CAMPO, lambda: evidencias.restituir(sala, evidencia_id)):
        guardado.anotar(_CAMPO, "Se restituyó. Úsela otra vez en las preguntas que respalda.")

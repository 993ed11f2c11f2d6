"""Mi cuenta: mis datos, mis roles, mis sesiones abiertas y qué se puede pedir sobre ellos."""

from __future__ import annotations

import json

import streamlit as st

from autodiagnostico.cuentas.sesiones import Abierta
from autodiagnostico.privacidad import leer_aviso
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import mi_cuenta
from autodiagnostico.servicios.cuentas import FichaDeCuenta
from ui import contexto, cuenta, formato, guardado, piezas, visita
from ui.entrada.hojas import contenido_del_aviso
from ui.marcado import e, pintar

_SUPRIMIR = (
    "Se borran su nombre, su correo y sus roles, y deja de poder entrar. Lo que respondió y lo que hizo "
    "sigue en la historia de su entidad, con un número en lugar de su nombre."
)


def pagina() -> None:
    """Todo lo de quien mira."""
    abierta = visita.sesion()
    pintar(e("h1", "Mi cuenta"))
    if abierta is None:
        pintar(
            e(
                "p",
                "En modo local no hay cuentas ni se guardan datos de quien usa la aplicación.",
                clase="entrada",
            )
        )
        return
    ficha = mi_cuenta.leer(contexto.sala())
    _datos(ficha, abierta)
    _sesiones(abierta)
    _privacidad(contexto.sala())


def _datos(ficha: FichaDeCuenta, abierta: Abierta) -> None:
    pintar(
        e("p", f"{ficha.nombre} · {ficha.correo}", clase="entrada"),
        e("h2", "Qué puede hacer"),
        piezas.lista(
            [
                e("span", e("strong", titulo), f": {que}")
                for titulo, que in cuenta.roles_con_su_para_que(ficha)
            ]
        )
        if ficha.roles
        else e("p", "Todavía no tiene ningún rol. Pídalo a quien administra las cuentas."),
        e("h2", "La clave"),
        e("p", e("a", "Cambiar la clave", href="/clave?ir=/mi_cuenta", target="_self"))
        if abierta.medio == "clave"
        else e("p", "Entró con la cuenta de su institución: la clave se cambia allá."),
    )


def _sesiones(abierta: Abierta) -> None:
    suyas = mi_cuenta.abiertas(contexto.sala())
    filas = (
        piezas.fila(
            s.equipo + (" (esta)" if s.id == abierta.id else ""),
            f"{formato.fecha(s.creada)} a las {formato.hora(s.creada)}",
            f"{formato.fecha(s.vista)} a las {formato.hora(s.vista)}",
        )
        for s in suyas
    )
    pintar(
        e("h2", "Sesiones abiertas"),
        piezas.tabla(["Dónde", "Empezó", "Último uso"], filas, "Sus sesiones abiertas", "tabla corta"),
    )
    if len(suyas) > 1:
        st.button("Cerrar mis otras sesiones", on_click=_cerrar_otras, args=(abierta.id,))
    guardado.mostrar("mi_cuenta:sesiones")


def _cerrar_otras(esta: int) -> None:
    guardado.intentar("mi_cuenta:sesiones", lambda: mi_cuenta.cerrar_otras(contexto.sala(), esta))
    visita.refrescar()


def _privacidad(sala: Sala) -> None:
    texto = leer_aviso(sala.ajustes.aviso)
    pintar(
        e("h2", "Mis datos personales"),
        piezas.plegado(texto.titulo, *contenido_del_aviso(texto, sala.ajustes)),
    )
    st.download_button(
        "Descargar mis datos (JSON)",
        data=lambda: _en_json(contexto.sala()),
        file_name="mis_datos.json",
        mime="application/json",
        on_click="ignore",
    )
    with st.expander("Suprimir mis datos", key="mi_cuenta:suprimir"):
        pintar(e("p", _SUPRIMIR))
        entendido = st.checkbox("Entiendo que no se puede deshacer", key="mi_cuenta:entiende")
        st.button("Suprimir mis datos y salir", disabled=not entendido, on_click=_suprimir)
        guardado.mostrar_error("mi_cuenta:suprimir")


def _en_json(sala: Sala) -> bytes:
    return json.dumps(mi_cuenta.datos_personales(sala), ensure_ascii=False, indent=2).encode()


def _suprimir() -> None:
    guardado.intentar("mi_cuenta:suprimir", lambda: mi_cuenta.suprimir(contexto.sala()))
    visita.refrescar()


pagina()

"""Adoptar lo ensayado, con el acto que lo aprueba, y los actos que ya hubo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import adopciones
from autodiagnostico.servicios.adopciones import Acto, FichaDeAdopcion
from ui import contexto, formato, guardado, piezas
from ui.marcado import e, pintar

Que = Literal["cambios", "borrador"]
Adoptar = Callable[[Acto], FichaDeAdopcion]
_QUE: dict[Que, str] = {"cambios": "los cambios", "borrador": "el borrador"}


def formulario(que: Que, adoptar: Adoptar, campo: str, al_adoptar: Callable[[], object]) -> None:
    """Pide el acto a quien puede adoptar; lo que pase se dice junto a `campo`."""
    if not contexto.puede(Operacion.ADMINISTRAR_REGLAS):
        return
    pintar(
        e("h2", f"Adoptar {_QUE[que]}"),
        e(
            "p",
            "Las actualizaciones del Manual las aprueba la Comisión Intersectorial. Los borradores se miran "
            "desde entonces con la base nueva; lo enviado y lo cerrado, con la que tenían.",
            clase="ayuda",
        ),
    )
    clave = f"adopcion:{que}"

    def pulsado() -> None:
        guardado.hacer(campo, lambda: _adoptar(clave, adoptar, campo, al_adoptar))

    with st.form(clave):
        izquierda, centro, derecha = st.columns([3, 1, 3])
        izquierda.text_input("Acto que los aprueba", key=f"{clave}:acto", placeholder="Acta 3 de 2026")
        centro.text_input("Fecha", key=f"{clave}:fecha", placeholder=formato.EJEMPLO_DE_FECHA)
        derecha.text_input("Quién los aprueba", key=f"{clave}:aprueba")
        st.form_submit_button(f"Adoptar {_QUE[que]}", on_click=pulsado)


def _adoptar(clave: str, adoptar: Adoptar, campo: str, al_adoptar: Callable[[], object]) -> None:
    estado = st.session_state
    acto = Acto(
        estado[f"{clave}:acto"],
        formato.fecha_escrita(estado[f"{clave}:fecha"]),
        estado[f"{clave}:aprueba"],
    )
    numero = adoptar(acto).numero
    al_adoptar()
    guardado.anotar(campo, f"Adoptado, con el número {numero}. Rige desde ya para los borradores.")


def adoptadas() -> None:
    """Los actos de adopción, si hay."""
    suyas = adopciones.listar(contexto.sala())
    if suyas:
        filas = (
            piezas.fila(
                str(a.numero),
                a.acto,
                formato.fecha(a.fecha),
                a.aprueba,
                f"{a.digesto_antes[:8]} → {a.digesto_despues[:8]}",
            )
            for a in suyas
        )
        titulos = ["Número", "Acto", "Fecha", "Quién lo aprobó", "Base"]
        pintar(e("h2", "Actos de adopción"), piezas.tabla(titulos, filas, "Actos de adopción"))

"""La muestra de control interno: sortearla, ver cómo salió y repetirla."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import streamlit as st

from autodiagnostico.muestreo import MAXIMA_SEMILLA
from autodiagnostico.servicios import control
from autodiagnostico.servicios.control import ESTRATOS, Muestra
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from reglas import Catalogo
from ui import contexto, formato, guardado, piezas
from ui.marcado import Html, e, pintar, unir

_CAMPO, _SEMILLA = "control/muestra", "ci:semilla"
TAMANO = 10


def dibujar(ficha: FichaDeDiagnostico, catalogo: Catalogo, todas: Sequence[Muestra], *, puede: bool) -> None:
    """La última muestra, las anteriores y, para quien puede, sortear otra."""
    pintar(e("h2", "La muestra"))
    if todas:
        pintar(_una(catalogo, todas[-1]))
    else:
        pintar(e("p", "No se ha sorteado ninguna: se puede evaluar cualquier respuesta.", clase="ayuda"))
    if len(todas) > 1:
        cuantas = formato.plural(len(todas) - 1, "sorteo anterior", "sorteos anteriores")
        pintar(piezas.plegado(cuantas, (_una(catalogo, m) for m in reversed(todas[:-1]))))
    if puede:
        _sortear(ficha)
    guardado.mostrar(_CAMPO)


def _una(catalogo: Catalogo, muestra: Muestra) -> Html:
    filas = (
        piezas.fila(
            _estrato(catalogo, estrato), str(len(suyos)), str(sum(c in muestra.criterios for c in suyos))
        )
        for estrato, suyos in muestra.poblacion.items()
    )
    repite = (
        "Al repetirlo da lo mismo." if muestra.repetible else "Al repetirlo NO da lo mismo: alguien lo tocó."
    )
    salieron = formato.plural(len(muestra.criterios), "respuesta", "respuestas")
    return unir(
        e(
            "p",
            e("strong", f"Sorteo {muestra.numero}"),
            f", del {formato.fecha_larga(muestra.sorteada)}. Lo hizo: {muestra.autor}. "
            f"Semilla {muestra.semilla}; {salieron}. "
            f"{ESTRATOS[muestra.estratos]}. {repite}",
        ),
        piezas.tabla(["Estrato", "Población", "Salieron"], filas, f"Sorteo {muestra.numero}", "tabla corta"),
        piezas.plegado(
            "Cómo repetirlo",
            e(
                "p",
                "En cada estrato se ordenan los códigos de las preguntas por el SHA-256 de «semilla:código» "
                "y salen los primeros. Se puede hacer en cualquier computador, sin este programa.",
            ),
            piezas.lista(e("span", c, clase="codigo") for c in muestra.criterios),
        ),
    )


def _estrato(catalogo: Catalogo, estrato: str) -> str:
    return catalogo.temas[estrato].nombre if estrato in catalogo.temas else estrato.capitalize()


def _sortear(ficha: FichaDeDiagnostico) -> None:
    st.session_state.setdefault(_SEMILLA, secrets.randbelow(MAXIMA_SEMILLA))
    with st.expander("Sortear una muestra", key="sortear"), st.form("sortear", border=False):
        pintar(
            e(
                "p",
                "La semilla decide qué sale: la misma da siempre la misma muestra. Todos los sorteos quedan "
                "registrados.",
                clase="ayuda",
            )
        )
        izquierda, derecha = st.columns(2)
        izquierda.number_input("Semilla", 0, MAXIMA_SEMILLA, step=1, key=_SEMILLA, format="%d")
        derecha.number_input("Cuántas respuestas", 1, 1000, TAMANO, step=1, key="ci:tamano")
        st.selectbox("Estratos", list(ESTRATOS), format_func=ESTRATOS.__getitem__, key="ci:estratos")
        st.form_submit_button("Sortear", on_click=_hacer_sorteo, args=(ficha.id,))


def _hacer_sorteo(diagnostico_id: int) -> None:
    semilla, tamano = int(st.session_state[_SEMILLA]), int(st.session_state["ci:tamano"])
    estratos = st.session_state["ci:estratos"]
    guardado.intentar(
        _CAMPO, lambda: control.sortear(contexto.sala(), diagnostico_id, semilla, tamano, estratos)
    )

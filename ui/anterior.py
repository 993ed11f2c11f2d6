"""La vigencia anterior: su respuesta al lado de la de este año, y empezar desde ella."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import anterior
from autodiagnostico.servicios.anterior import Anterior
from reglas.fichas import Criterio
from ui import contexto, formato, guardado
from ui.marcado import Html, e, pintar

_CAMPO = "vigencia-anterior"


def al_lado(anterior_: Anterior | None, criterio: Criterio) -> Html | None:
    """Lo que la entidad respondió la vez pasada a esta pregunta."""
    suya = None if anterior_ is None else anterior_.respuestas.get(criterio.codigo)
    if anterior_ is None or suya is None:
        return None
    borrador = " (en un borrador)" if anterior_.estado == "borrador" else ""
    return e(
        "p",
        e("strong", f"En {anterior_.vigencia}{borrador}: "),
        formato.dicha(criterio, suya.respuesta),
        f". La pregunta cambió desde entonces: {suya.cambio}" if suya.cambio else None,
        clase="anterior",
    )


def ofrecer(diagnostico_id: int, anterior_: Anterior | None) -> None:
    """Traer lo de la vigencia anterior, o quitar lo que se trajo y nadie ha confirmado."""
    if anterior_ is None or not (anterior_.por_traer or anterior_.traidas):
        return
    vigencia = anterior_.vigencia
    with st.container(border=True, key="vigencia_anterior"):
        if anterior_.por_traer:
            cuantas = formato.plural(anterior_.por_traer, "respuesta", "respuestas")
            pintar(
                e("h2", f"Empezar desde {vigencia}"),
                e(
                    "p",
                    f"Hay {cuantas} de {vigencia} que aquí faltan. Se traen para revisarlas: ninguna cuenta "
                    "hasta que alguien la confirme o la cambie. Lo ya respondido no se toca.",
                ),
            )
            st.button(f"Traer las respuestas de {vigencia}", on_click=_traer, args=(diagnostico_id, vigencia))
        if anterior_.traidas:
            cuantas = formato.plural(anterior_.traidas, "respuesta", "respuestas")
            pintar(
                e("p", f"◌ {cuantas} de {vigencia} por confirmar: todavía no cuentan.", clase="por-confirmar")
            )
            st.button(
                "Quitar lo traído sin confirmar",
                type="tertiary",
                on_click=_devolver,
                args=(diagnostico_id, vigencia),
            )
        guardado.mostrar(_CAMPO)


def _traer(diagnostico_id: int, vigencia: int) -> None:
    def hacer() -> None:
        traidas = anterior.traer(contexto.sala(), diagnostico_id)
        guardado.anotar(
            _CAMPO, f"Se trajeron {formato.plural(traidas, 'respuesta', 'respuestas')} de {vigencia}."
        )

    guardado.hacer(_CAMPO, hacer)


def _devolver(diagnostico_id: int, vigencia: int) -> None:
    def hacer() -> None:
        quitadas = anterior.devolver(contexto.sala(), diagnostico_id)
        guardado.anotar(
            _CAMPO, f"Se quitaron {formato.plural(quitadas, 'respuesta', 'respuestas')} de {vigencia}."
        )

    guardado.hacer(_CAMPO, hacer)

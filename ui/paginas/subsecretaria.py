"""Subsecretaría: las entidades lado a lado, con cuánto lleva respondido cada una."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.sala import hoy
from autodiagnostico.servicios import comparacion, distrito
from autodiagnostico.servicios.comparacion import FilaDeComparacion
from ui import contexto, formato, grupos, mapa, piezas
from ui.marcado import e, pintar


def pagina() -> None:
    """La comparación de una vigencia."""
    sala = contexto.sala()
    anos = sorted({*distrito.vigencias(sala), hoy().year}, reverse=True)
    pintar(
        e("h1", "Subsecretaría"),
        e(
            "p",
            "Las entidades de una vigencia, lado a lado. De un borrador solo se ve la cobertura.",
            clase="entrada",
        ),
    )
    vigencia = st.selectbox("Vigencia", anos, key="vigencia_comparada", width=200)
    filas = comparacion.comparar(sala, vigencia)
    if not filas:
        pintar(piezas.aviso("duda", "?", e("p", f"Ninguna entidad ha abierto un diagnóstico de {vigencia}.")))
        return
    pintar(_cuentas(filas))
    pintar(e("h2", "Mapa de madurez"), mapa.calor(sala.catalogo, filas), mapa.leyenda(sala.catalogo))
    pintar(e("h2", "Puntajes, de 0 a 100"), mapa.tabla(sala.catalogo, filas), mapa.no_contadas(filas))
    pintar(e("h2", "Grupos"), grupos.dibujar(sala.catalogo, filas))
    _descargas(vigencia)


def _cuentas(filas: list[FilaDeComparacion]) -> str:
    enviadas = sum(f.escenarios is not None for f in filas)
    return e(
        "p",
        f"{formato.plural(len(filas), 'entidad', 'entidades')}: "
        f"{formato.plural(enviadas, 'diagnóstico enviado', 'diagnósticos enviados')} y "
        f"{formato.plural(len(filas) - enviadas, 'borrador', 'borradores')}.",
    )


def _descargas(vigencia: int) -> None:
    with st.container(horizontal=True, key="descargas"):
        st.download_button(
            "Descargar en Excel",
            data=lambda: comparacion.excel(contexto.sala(), vigencia),
            file_name=f"comparacion_{vigencia}.xlsx",
            mime=formato.EXCEL,
            on_click="ignore",
        )
        st.download_button(
            "Descargar en CSV",
            data=lambda: comparacion.csv(contexto.sala(), vigencia),
            file_name=f"comparacion_{vigencia}.csv",
            mime="text/csv",
            on_click="ignore",
        )


pagina()

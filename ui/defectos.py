"""Lo que hay que corregir en un archivo que alguien subió, celda por celda."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.libros import DefectoDeCelda
from ui import formato, piezas
from ui.marcado import Html, e, pintar, unir

_A_LA_VISTA = 200
"""Cuántos se muestran; más de eso es otro archivo."""


def mostrar(nombre: str, defectos: Sequence[DefectoDeCelda]) -> None:
    """Todos los defectos de un archivo."""
    cuantos = formato.plural(len(defectos), "cosa por corregir", "cosas por corregir")
    filas = (piezas.fila(_donde(d), _que_pasa(d), d.llego, d.admite) for d in defectos[:_A_LA_VISTA])
    demas = len(defectos) - _A_LA_VISTA
    pintar(
        piezas.aviso(
            "mal",
            "✕",
            e("p", e("strong", f"«{nombre}» tiene {cuantos}."), " No se guardó nada.", role="alert"),
            e("p", "Corrija el archivo y súbalo otra vez."),
        ),
        piezas.tabla(
            ["Dónde", "Qué pasa", "Llegó", "Se admite"], filas, "Lo que hay que corregir, celda por celda"
        ),
        e("p", f"Y {demas} más.") if demas > 0 else None,
    )


def _donde(defecto: DefectoDeCelda) -> Html:
    """La celda, y debajo cómo se llama lo que va en ella."""
    campo = f" («{defecto.campo}»)" if defecto.campo else ""
    return unir(
        defecto.lugar.removesuffix(campo) or "El archivo",
        e("span", defecto.campo, clase="renglon menor") if campo else None,
    )


def _que_pasa(defecto: DefectoDeCelda) -> str:
    quiso = f" ¿Quiso decir «{defecto.sugerencia}»?" if defecto.sugerencia else ""
    return f"{defecto.mensaje}{quiso}"

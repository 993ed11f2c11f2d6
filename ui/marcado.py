"""HTML seguro: todo texto se escapa; solo este módulo decide qué es etiqueta.

Las páginas nunca escriben HTML a mano: arman piezas con `e` y las muestran con `pintar`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import streamlit as st


class Html(str):
    """Texto que ya es HTML seguro. Solo lo producen `e` y `unir`."""

    __slots__ = ()


Hijo = str | Html | None
_VACIAS = frozenset({"br", "hr", "col", "input", "link", "meta"})
_ESPECIALES = re.compile(
    r"[\\`*_\[\]<>#!|$~]"  # énfasis, enlaces, código, etiquetas, tablas, fórmulas
    r"|:(?=\S)|&(?=[#\w])|(?<=\w)@(?=\w)|(?<=[Ww]{3})\."  # iconos y colores, entidades, correos y direcciones
    r"|^[-+](?=\s|$)|-(?=[->])|(?<=-)-"  # listas, rayas y flechas
)
_LISTA_NUMERADA = re.compile(r"^(\d+)([.)])(?=\s|$)")
_AL_COMIENZO = """<script>
document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
</script>"""


def _texto(hijo: Hijo) -> str:
    if hijo is None:
        return ""
    return str(hijo) if isinstance(hijo, Html) else html.escape(hijo)


def unir(*hijos: Hijo | Iterable[Hijo]) -> Html:
    """Junta textos y piezas en una sola pieza."""
    partes: list[str] = []
    for hijo in hijos:
        if hijo is None or isinstance(hijo, str):
            partes.append(_texto(hijo))
        else:
            partes.extend(_texto(h) for h in hijo)
    return Html("".join(partes))


def e(etiqueta: str, *hijos: Hijo | Iterable[Hijo], **atributos: str | int | bool | None) -> Html:
    """Una etiqueta con sus atributos y su contenido: `e("p", "Hola", clase="nota")`.

    `clase` es `class`; los guiones bajos son guiones (`aria_label`); None y False no se escriben.
    """
    escritos = "".join(_atributo(nombre, valor) for nombre, valor in atributos.items())
    if etiqueta in _VACIAS:
        return Html(f"<{etiqueta}{escritos}>")
    return Html(f"<{etiqueta}{escritos}>{unir(*hijos)}</{etiqueta}>")


def _atributo(nombre: str, valor: str | int | bool | None) -> str:
    if valor is None or valor is False:
        return ""
    nombre = "class" if nombre == "clase" else nombre.strip("_").replace("_", "-")
    return f" {nombre}" if valor is True else f' {nombre}="{html.escape(str(valor))}"'


def pintar(*hijos: Hijo | Iterable[Hijo]) -> None:
    """Muestra las piezas en la página."""
    contenido = unir(*hijos)
    if contenido:
        st.html(contenido)


def md(texto: str) -> str:
    """Un texto cualquiera para un rótulo de Streamlit, que lo leería como Markdown.

    Solo se escapa lo que de verdad sería Markdown: el lector de pantalla dice las barras del rótulo.
    """
    escapado = _ESPECIALES.sub(r"\\\g<0>", " ".join(texto.split()))
    return _LISTA_NUMERADA.sub(r"\1\\\2", escapado)


def al_comienzo(lugar: str) -> None:
    """Deja la página arriba: Streamlit guarda el desplazamiento aunque lo que muestre sea otra cosa.

    Con `lugar`, cada llegada es un guion distinto y el navegador lo corre.
    """
    st.html(
        unir(e("i", hidden=True, data_lugar=hash(lugar)), Html(_AL_COMIENZO)), unsafe_allow_javascript=True
    )

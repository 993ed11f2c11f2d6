"""Normas: la base de reglas por norma y artículo, como la lee un abogado."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import biblioteca
from reglas import Catalogo
from ui import contexto, ficha_de_regla, formato, metodo, piezas
from ui.enlaces import enlace
from ui.marcado import e, pintar


def pagina() -> None:
    """Una regla si se pidió; si no, la búsqueda y el índice."""
    catalogo = contexto.sala().catalogo
    pedida = st.query_params.get("regla")
    if pedida:
        enlace("normas", "← Todas las normas")
        suya = contexto.base_de_la_regla(pedida)
        if suya is not catalogo:
            texto = (
                f"Así era esta regla en la base {suya.base.version}, con la que se envió este diagnóstico."
            )
            pintar(piezas.aviso("plazo", "!", e("p", texto)))
        pintar(ficha_de_regla.entera(suya, biblioteca.ficha_de_regla(suya, pedida)))
        return
    pintar(
        e("h1", "Normas"),
        e(
            "p",
            f"{catalogo.base.titulo}, base {catalogo.base.version}: "
            f"{formato.plural(len(catalogo.reglas), 'regla', 'reglas')} de "
            f"{formato.plural(len(catalogo.normas), 'norma o documento', 'normas y documentos')}.",
            clase="entrada",
        ),
        e("p", catalogo.base.nota or "", clase="ayuda"),
    )
    buscado = st.text_input(
        "Buscar en las reglas",
        key="buscar_norma",
        placeholder="Una palabra, «Ley 1712 de 2014, artículo 9» o un código; luego Enter",
    )
    if buscado.strip():
        _encontradas(catalogo, buscado)
    else:
        _indice(catalogo)
        metodo.dibujar(catalogo)


def _encontradas(catalogo: Catalogo, buscado: str) -> None:
    reglas = biblioteca.buscar(catalogo, buscado)
    pintar(e("p", f"{formato.plural(len(reglas), 'regla encontrada', 'reglas encontradas')}.", role="status"))
    for regla in reglas:
        _renglon(catalogo, regla.codigo)


def _indice(catalogo: Catalogo) -> None:
    articulos = biblioteca.articulos(catalogo)
    for norma in catalogo.normas.values():
        suyos = [a for a in articulos if a.norma.codigo == norma.codigo]
        if not suyos:
            continue
        cuantas = formato.plural(sum(len(a.reglas) for a in suyos), "regla", "reglas")
        with st.expander(f"{norma.nombre} · {cuantas}", key=f"norma_{norma.codigo}"):
            pintar(ficha_de_regla.norma(norma))
            for articulo in suyos:
                pintar(e("h3", piezas.nombre_de_articulo(articulo.articulo)))
                for regla in articulo.reglas:
                    _renglon(catalogo, regla.codigo)
    pintar(ficha_de_regla.sin_reglas(catalogo, {a.norma.codigo for a in articulos}))


def _renglon(catalogo: Catalogo, codigo: str) -> None:
    regla = catalogo.reglas[codigo]
    with st.container(key=f"regla_{codigo}", gap=None):
        enlace("normas", f"{codigo} · {regla.ficha.titulo}", regla=codigo)
        pintar(ficha_de_regla.linea(catalogo, regla))


pagina()

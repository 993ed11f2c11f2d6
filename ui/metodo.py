"""Cómo se calcula: lo que se deduce, los niveles, los parámetros y las listas de la base."""

from __future__ import annotations

from reglas import Catalogo
from reglas.palabras import Palabras, constante_en_palabras
from ui import formato, piezas
from ui.marcado import Html, e, pintar, unir


def dibujar(catalogo: Catalogo) -> None:
    """Lo que no es de una sola regla."""
    pintar(
        e("h2", "Cómo se calcula"),
        piezas.plegado("Lo que se deduce de otros datos", _hechos(catalogo)),
        piezas.plegado("Escenarios y niveles de madurez", _madurez(catalogo)),
        piezas.plegado("Parámetros: cifras y fechas de las normas", _parametros(catalogo)),
        piezas.plegado("Listas de entidades", _listas(catalogo)),
    )


def _hechos(catalogo: Catalogo) -> Html:
    palabras = Palabras(catalogo)
    return unir(
        e(
            "div",
            e("h3", h.ficha.titulo),
            e("p", h.ficha.explicacion),
            e("p", e("strong", "Es sí cuando")),
            piezas.esquema(palabras.esquema(h.si)),
            (piezas.cita(catalogo, c) for c in h.ficha.citas),
        )
        for h in catalogo.hechos.values()
    )


def _madurez(catalogo: Catalogo) -> Html:
    niveles = (piezas.fila(f"{n.nivel}. {n.nombre}", str(n.umbral), n.descripcion) for n in catalogo.niveles)
    escenarios = (
        piezas.fila(x.nombre, str(x.peso), unir(x.descripcion, " ", x.nota or ""))
        for x in catalogo.escenarios.values()
    )
    return unir(
        e("p", catalogo.escala.razon),
        piezas.tabla(["Nivel", "Desde (puntos)", "Qué quiere decir"], niveles, "Niveles"),
        piezas.tabla(["Escenario", "Peso", "Qué abarca"], escenarios, "Escenarios"),
    )


def _parametros(catalogo: Catalogo) -> Html:
    filas = (
        piezas.fila(
            p.nombre,
            f"desde el {formato.fecha(v.desde)}" if v.desde else "siempre",
            constante_en_palabras(v.valor),
            unir(piezas.cita(catalogo, v.cita) if v.cita else "", v.nota or ""),
        )
        for p in catalogo.parametros.values()
        for v in p.valores
    )
    return piezas.tabla(["Parámetro", "Rige", "Valor", "De dónde sale"], filas, "Parámetros")


def _listas(catalogo: Catalogo) -> Html:
    return unir(
        e(
            "div",
            e("h3", x.ficha.nombre),
            e("p", f"{formato.plural(len(x.filas), 'entidad', 'entidades')}. {x.ficha.nota or ''}"),
            piezas.cita(catalogo, x.ficha.cita),
        )
        for x in catalogo.listas.values()
    )

"""Lo que daría un ensayo: cuántas cambian de nivel, cuáles y por qué."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from autodiagnostico.analisis.distribuciones import nombre_de
from autodiagnostico.analisis.madurez import DIEZMIL
from autodiagnostico.servicios.ensayos import CambioDeEntidad, Ensayo
from reglas import Catalogo
from ui import formato, piezas
from ui.distrito import comun
from ui.marcado import Html, e, pintar

POR_PAGINA = 40
_DECIDEN = 2


@dataclass(frozen=True, slots=True)
class Dicho:
    """Cómo se dice un ensayo: su clave en la página, su título, y el verbo para una entidad y para varias."""

    clave: str
    titulo: str
    cambia: str
    cambian: str


def mostrar(ensayo: Ensayo, como: Dicho) -> None:
    """La cuenta por escenario y quién cambia, por páginas."""
    filas = (
        piezas.fila(
            nombre_de(_con_escenario(ensayo, c), "global" if c == "global" else "escenario", c),
            str(n["suben"]),
            str(n["bajan"]),
            str(n["iguales"]),
        )
        for c, n in ensayo.conteos.items()
    )
    cuantas = formato.plural(len({c.codigo for c in ensayo.cambios}), como.cambia, como.cambian)
    pintar(
        e("h2", como.titulo),
        e(
            "p",
            f"{cuantas} de nivel en algún escenario, de {ensayo.entidades}. Las dos bases se leen con la "
            "fecha de hoy.",
            role="status",
        ),
        e("p", _compartido(ensayo), clase="ayuda"),
        _sin_leer(ensayo) if ensayo.sin_leer else None,
        piezas.tabla(["Escenario", "Suben", "Bajan", "Quedan igual"], filas, "Cuántas cambian de nivel"),
    )
    if ensayo.cambios:
        _quienes(ensayo, como)


def _compartido(ensayo: Ensayo) -> str:
    c, cambiadas = ensayo.compartido, len(ensayo.cambiadas)
    iguales = formato.plural(c.en_ambas - cambiadas, "regla es igual", "reglas son iguales")
    cambian = formato.plural(cambiadas, "cambia", "cambian")
    dejan = formato.plural(c.solo_antes, "deja de estar", "dejan de estar")
    nuevas = formato.plural(c.solo_despues, "es nueva", "son nuevas")
    return f"{iguales} en las dos bases, {cambian}, {dejan} y {nuevas}."


def _sin_leer(ensayo: Ensayo) -> Html:
    cuantas = formato.plural(ensayo.sin_leer, "respuesta", "respuestas")
    dicho = (
        f"{cuantas} de {ensayo.respondidas} no se pueden leer con las dos bases, porque preguntan otra cosa: "
        "en la que no es la de hoy cuentan como sin responder. Solo por eso un nivel puede verse más bajo en "
        "ella."
    )
    return piezas.aviso("duda", "?", e("p", dicho))


def _quienes(ensayo: Ensayo, como: Dicho) -> None:
    """Quién cambia, en qué escenario y por qué."""
    desde, cuantos = 0, len(ensayo.cambios)
    if cuantos > POR_PAGINA:
        paginas = -(-cuantos // POR_PAGINA)
        pagina = int(st.number_input("Página", 1, paginas, key=f"{como.clave}:pagina", width=160))
        desde = POR_PAGINA * (pagina - 1)
        hasta = min(desde + POR_PAGINA, cuantos)
        pintar(e("p", f"Cambios {desde + 1} a {hasta} de {cuantos}.", clase="ayuda"))
    pintar(tabla_de_cambios(ensayo, ensayo.cambios[desde : desde + POR_PAGINA]))


def tabla_de_cambios(ensayo: Ensayo, cambios: Sequence[CambioDeEntidad]) -> Html:
    """Unos cambios de nivel, con lo que los explica."""
    filas = (
        piezas.fila(
            comun.entidad(c.nombre, c.diagnostico_id),
            nombre_de(_con_escenario(ensayo, c.cambio.escenario), "escenario", c.cambio.escenario),
            f"{c.cambio.antes.nivel or '—'} → {c.cambio.despues.nivel or '—'}",
            f"{_indice(c.cambio.antes.indice)} → {_indice(c.cambio.despues.indice)}",
            _porque(ensayo, c),
        )
        for c in cambios
    )
    return piezas.tabla(["Entidad", "Escenario", "Nivel", "Puntaje", "Por qué"], filas, "Quién cambia")


def _indice(diezmilesimas: int | None) -> str:
    return comun.puntos(None if diezmilesimas is None else diezmilesimas / DIEZMIL)


def _con_escenario(ensayo: Ensayo, escenario: str) -> Catalogo:
    """La base que trae un escenario: puede faltar en una de las dos."""
    return ensayo.antes if escenario in ensayo.antes.escenarios else ensayo.despues


def _porque(ensayo: Ensayo, uno: CambioDeEntidad) -> str:
    """Lo que impide el nivel más alto en el lado en que es más bajo."""
    antes, despues = uno.cambio.antes.nivel, uno.cambio.despues.nivel
    if antes is None or despues is None:
        return f"{'Antes' if antes is None else 'Ahora'} no le aplica ninguna regla del escenario"
    sube = antes < despues
    porque = []
    if uno.cambio.umbral is not None:
        porque.append(f"{'antes no llegaba' if sube else 'ya no llega'} a {uno.cambio.umbral} puntos")
    deciden = [_titulo(ensayo, m.regla) for m in uno.cambio.motivos if m.decide]
    if deciden:
        falta = "antes le faltaba" if sube else "le falta"
        porque.append(f"{falta} lo que habilita el nivel: {comun.nombres(deciden, _DECIDEN)}")
    dicho = "; ".join(porque)
    return f"{dicho[:1].upper()}{dicho[1:]}"


def _titulo(ensayo: Ensayo, regla: str) -> str:
    """El de hoy o, si ya no está o todavía no estaba, el de la otra base."""
    suya = ensayo.antes.reglas.get(regla) or ensayo.despues.reglas.get(regla)
    return regla if suya is None else suya.ficha.titulo

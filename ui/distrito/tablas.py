"""Tablas y listas que más de una vista muestra."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.analisis import comparacion, grupos
from autodiagnostico.analisis.grupos import Grupo, Ubicada
from autodiagnostico.analisis.palancas import Palanca
from autodiagnostico.analisis.tendencia import Movida
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.servicios.rezagos import Palancas
from ui import formato, piezas
from ui.distrito import comun
from ui.marcado import Html, e, unir

POCAS = "Con menos de tres entidades contadas no hay tercios."
A_LA_VISTA = 200
"""Los nombres de una lista: en una más larga nadie encuentra a nadie, y pesa en la página."""


def palancas_juntas(cuadro: Cuadro, halladas: Palancas) -> Html:
    """Las acciones que juntas moverían a más entidades, en orden."""
    if not halladas.juntas:
        return e("p", "Ninguna acción, ella sola, haría subir de nivel a alguna entidad.")
    return unir(
        e("ol", (e("li", _frase(cuadro, p, i)) for i, p in enumerate(halladas.juntas))),
        e(
            "p",
            "Se hacen de verdad, con sus requisitos, en cada entidad a la que se le proponen, y se vuelve a "
            "evaluar con las reglas de hoy. En «Qué frena» están todas.",
            clase="ayuda",
        ),
    )


def _frase(cuadro: Cuadro, palanca: Palanca, lugar: int) -> Html:
    titulo = cuadro.catalogo.acciones[palanca.acciones[-1]].titulo
    suben = formato.plural(palanca.suben, "entidad sube", "entidades suben")
    con = "con ella" if lugar == 0 else "con ella y las anteriores"
    dias = formato.plural(palanca.esfuerzo_dias, "día de trabajo", "días de trabajo")
    return unir(
        e("strong", titulo), f": {con}, {suben} al menos un nivel en algún escenario; {dias} entre todas."
    )


def tabla_de_movidas(movidas: Sequence[Movida], de: int, a: int) -> Html | None:
    """De dónde a dónde pasó cada entidad."""
    if not movidas:
        return None
    filas = (
        piezas.fila(
            comun.entidad(m.nombre, m.diagnostico_id),
            m.sector,
            f"{m.nivel_antes} → {m.nivel_despues}",
            f"{comun.puntos(m.antes)} → {comun.puntos(m.despues)}",
        )
        for m in movidas
    )
    titulos = ["Entidad", "Sector", f"Nivel global, {de} → {a}", f"Puntaje, {de} → {a}"]
    return piezas.tabla(titulos, filas, f"Cambios de {de} a {a}")


def ubicadas(cuadro: Cuadro) -> list[Ubicada]:
    """Entre qué grupos queda cada entidad de un cuadro."""
    filas = comparacion.filas(cuadro)
    return grupos.ubicar(cuadro.catalogo, filas)


def lista_de_grupo(suyas: Sequence[Ubicada], grupo: Grupo) -> Html:
    """Las que están en un grupo con seguridad y, aparte, las que podrían estar."""
    if not suyas:
        return e("p", POCAS)
    seguras, dudosas = (grupos.en(suyas, grupo, seguras=s) for s in (True, False))
    return unir(
        e(
            "p",
            f"{formato.plural(len(seguras), 'entidad está', 'entidades están')} en el tercio {grupo} sea "
            "cual sea el peso de los escenarios (entre 0,8 y 1,2 veces el suyo) y lo que falta por "
            f"responder; {formato.plural(len(dudosas), 'otra podría', 'otras podrían')} estar.",
        ),
        _nombradas(seguras) if seguras else None,
        piezas.plegado("Las que podrían estar", _nombradas(dudosas)) if dudosas else None,
    )


def _nombradas(suyas: Sequence[Ubicada]) -> Html:
    mas = len(suyas) - A_LA_VISTA
    return unir(
        piezas.lista(_nombre(u) for u in suyas[:A_LA_VISTA]),
        e("p", f"Y {mas} más: en «Comparar», elija un sector o un tipo para verlas.", clase="ayuda")
        if mas > 0
        else None,
    )


def _nombre(ubicada: Ubicada) -> Html:
    fila = ubicada.fila
    return unir(
        comun.entidad(fila.nombre, fila.diagnostico_id),
        f" ({fila.sector}), cobertura {formato.porcentaje(fila.cobertura_global)}"
        if fila.cobertura_global is not None
        else None,
    )

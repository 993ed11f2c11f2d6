"""Un plan por trimestres: qué se hace, cuándo, a cuánto se llega y qué queda fuera."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from autodiagnostico.graficas import Medida, Origen, linea
from autodiagnostico.palabras import cortar_puntaje
from autodiagnostico.reloj import hoy
from motor.busqueda import OBJETIVO, ComparacionDePlanes, Pedido, Periodo, Plan, Punto
from motor.busqueda.resultado import Logro
from reglas import Catalogo
from ui import formato, grafica, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, pintar, unir

GLOBAL = "Global"
PRIMERAS = 8
"""De cuántas de las que quedan fuera se dice la razón."""


def dibujar(catalogo: Catalogo, pedido: Pedido, plan: Plan) -> None:
    """El plan entero."""
    pintar(_garantia(plan))
    for periodo in plan.periodos:
        with st.container(border=True, key=f"trimestre_{periodo.numero}"):
            pintar(_periodo(catalogo, pedido, periodo))
    _grafica(catalogo, plan)
    pintar(_tabla(catalogo, plan), _fuera(catalogo, plan))


def _garantia(plan: Plan) -> Html:
    if plan.optimo:
        texto = "Está demostrado que con estos días no hay un plan mejor."
    else:
        brecha = f"{float(plan.brecha) * 100:.1f}".replace(".", ",")
        texto = f"No se terminó de demostrar {plan.sin_demostrar}: a lo sumo se ganaría un {brecha} %."
    return unir(
        e("p", texto, clase="frase"),
        piezas.plegado(
            "Qué busca el plan, en orden",
            e("ol", (e("li", f"{busca[:1].upper()}{busca[1:]}.") for busca in OBJETIVO)),
            e("p", "Lo que no se ha respondido se supone sin hacer: responder antes puede ahorrar trabajo."),
        ),
    )


def _periodo(catalogo: Catalogo, pedido: Pedido, periodo: Periodo) -> Html:
    hay = formato.plural(pedido.capacidad[periodo.numero - 1], "día", "días")
    cabeza = e(
        "h2",
        f"Trimestre {periodo.numero}, hasta el {formato.fecha_larga(periodo.hasta)}: "
        f"{periodo.esfuerzo_dias} de {hay}",
    )
    if not periodo.acciones:
        return unir(cabeza, e("p", "No entra ninguna acción.", clase="ayuda"))
    acciones = (
        e(
            "li",
            e("strong", catalogo.acciones[a.accion].titulo),
            f". {formato.plural(a.esfuerzo_dias, 'día', 'días')}. {a.responsable}.",
            unir(" Cumple: ", *(_regla(catalogo, c) for c in a.cierra)) if a.cierra else None,
        )
        for a in periodo.acciones
    )
    return unir(cabeza, e("ol", acciones, clase="cambios"))


def _regla(catalogo: Catalogo, codigo: str) -> Html:
    ficha = catalogo.reglas[codigo].ficha
    return unir(
        ancla("normas", ficha.titulo, regla=codigo), f" ({piezas.nombre_de_cita(catalogo, ficha.cita)}). "
    )


def _logros(catalogo: Catalogo, periodo: Periodo) -> dict[str, Logro]:
    nombres = {c: f"{c} {x.nombre}" for c, x in catalogo.escenarios.items()}
    suyos = {nombres[c]: logro for c, logro in periodo.madurez.escenarios.items()}
    return {**suyos, GLOBAL: periodo.madurez.total}


def _grafica(catalogo: Catalogo, plan: Plan) -> None:
    medidas = [
        Medida(que, f"Trimestre {p.numero}", cortar_puntaje(logro.indice))
        for p in plan.periodos
        for que, logro in _logros(catalogo, p).items()
        if logro.indice is not None
    ]
    if medidas:
        origen = Origen("plan por trimestres, con lo que cada trimestre alcanza a cumplir", hoy())
        grafica.dibujar(linea("La madurez al terminar cada trimestre", medidas, origen), "plan")


def _tabla(catalogo: Catalogo, plan: Plan) -> Html:
    columnas = ["Trimestre", "Días", *(_logros(catalogo, plan.periodos[0]))]
    filas = (
        piezas.fila(str(p.numero), str(p.esfuerzo_dias), *(_logro(x) for x in _logros(catalogo, p).values()))
        for p in plan.periodos
    )
    return piezas.tabla(columnas, filas, "Madurez al terminar cada trimestre")


def _logro(logro: Logro) -> str:
    if logro.indice is None:
        return "Sin nivel"
    return f"Nivel {logro.nivel} · {formato.puntaje(logro.indice)}"


def _fuera(catalogo: Catalogo, plan: Plan) -> Html | None:
    if not plan.fuera:
        return None
    dichas = [f"{catalogo.acciones[c].titulo}. {f.motivo}" for c, f in list(plan.fuera.items())[:PRIMERAS]]
    otras = len(plan.fuera) - len(dichas)
    cuantas = formato.plural(
        len(plan.fuera), "acción que daría algo queda fuera", "acciones que darían algo quedan fuera"
    )
    return piezas.plegado(
        cuantas,
        piezas.lista(dichas),
        e("p", f"Y {formato.plural(otras, 'otra más', 'otras más')}.") if otras else None,
    )


def frontera(puntos: Sequence[Punto]) -> Html:
    """A cuánto se llega con cada capacidad, para argumentar con cifras."""
    filas = []
    for punto in puntos:
        if punto.plan is None:
            filas.append(piezas.fila(str(punto.capacidad), "Lo fijado no cabe", "–", "–"))
            continue
        ultimo = punto.plan.periodos[-1]
        deberes = f"{len(ultimo.deberes)} de {len(punto.plan.deberes)}"
        filas.append(
            piezas.fila(
                str(punto.capacidad), _logro(ultimo.madurez.total), deberes, str(punto.plan.esfuerzo_dias)
            )
        )
    columnas = ["Días por trimestre", "Madurez global al final", "Deberes cumplidos", "Días usados en total"]
    return piezas.tabla(columnas, filas, "A cuánto se llega con cada capacidad")


def comparacion(catalogo: Catalogo, hallada: ComparacionDePlanes) -> Html:
    """Qué cambió desde el plan anterior."""
    movidas = [_movida(catalogo.acciones[m.accion].titulo, m.de, m.a) for m in hallada.movidas]
    ultimo = hallada.periodos[-1]
    puntos = ultimo.total.indice
    cambio = (
        "" if puntos is None else f" El puntaje global al final cambia en {_con_signo(float(puntos))} puntos."
    )
    cambian = formato.plural(len(movidas), "acción cambia", "acciones cambian")
    return piezas.plegado(
        f"Frente al plan anterior: {cambian}.{cambio}",
        piezas.lista(movidas or ["Las mismas acciones en los mismos trimestres."]),
        abierto=True,
    )


def _movida(titulo: str, de: int | None, a: int | None) -> str:
    if de is None:
        return f"{titulo}: entra en el trimestre {a}."
    return f"{titulo}: " + (f"pasa del {de} al {a}." if a is not None else f"sale; estaba en el {de}.")


def _con_signo(valor: float) -> str:
    return f"{valor:+.1f}".replace(".", ",")

"""Cuánto tardan y cuánto valen las propuestas, al lado de un rival que no busca.

El rival del plan es el voraz: las acciones en el orden en que `evaluar` las recomienda y luego las demás
pendientes, de la que más puntos da por día a la que menos, cada una en el primer trimestre en que quepa. El
de `que-preguntar`, evaluar el caso entero con cada respuesta. Los segundos son de procesador.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from time import process_time

from motor import acciones, semantica
from motor.busqueda import GLOBAL, Pedido, evaluar_plan, planear, siguiente_nivel
from motor.busqueda.encargo import Encargo
from motor.busqueda.madurez import madurez
from motor.busqueda.recorrido import Merito, merito
from motor.caso import Caso
from motor.evaluacion import armar
from motor.preguntas import Celdas, que_preguntar, responder, sin_responder
from reglas.catalogo import Catalogo

CAPACIDAD, PERIODOS = 40, 4


def informe(catalogo: Catalogo, casos: list[tuple[str, Caso]]) -> Iterator[str]:
    """Un renglón por caso: primero los tiempos y luego lo que vale cada plan."""
    pedido = Pedido((CAPACIDAD,) * PERIODOS)
    columnas = f"{'plan':>7} {'brecha':>8} {'preguntar':>10} {'entero':>7}"
    yield f"{'Propuestas (s)':32} {'siguiente nivel':>16} {columnas}"
    valores = []
    for nombre, caso in casos:
        por_escenario = [segundos_de_nivel(catalogo, caso, e) for e in (*catalogo.escenarios, GLOBAL)]
        inicio = process_time()
        plan = planear(catalogo, caso, pedido)
        del_plan = process_time() - inicio
        inicio = process_time()
        que_preguntar(catalogo, caso, 5)
        preguntando = process_time() - inicio
        yield (
            f"{nombre:32} {max(por_escenario):16.2f} {del_plan:7.2f} {float(plan.brecha):8.4f} "
            f"{preguntando:10.2f} {segundos_enteros(catalogo, caso):7.2f}"
        )
        rival = evaluar_plan(catalogo, caso, voraz(catalogo, caso, pedido))
        encargo = Encargo(catalogo, caso, pedido)
        valores.append((nombre, merito(encargo, plan.periodos), merito(encargo, rival)))
    yield ""
    columnas = f"{'incumplidos':>13} {'por saber':>13} {'niveles':>9} {'índice medio':>13}"
    yield f"{'Lo que vale el plan / el voraz':32} {columnas}"
    yield from (de_cuanto(*fila) for fila in valores)


def segundos_de_nivel(catalogo: Catalogo, caso: Caso, escenario: str) -> float:
    """Lo que tarda el siguiente nivel de un escenario."""
    inicio = process_time()
    siguiente_nivel(catalogo, caso, escenario)
    return process_time() - inicio


def segundos_enteros(catalogo: Catalogo, caso: Caso) -> float:
    """Lo que tardaría preguntar si cada respuesta se evaluara con el caso entero."""
    edicion = catalogo.al(caso.fecha_corte)
    celdas = Celdas(edicion, caso)
    respuestas = [(d, celda.valor) for d in sin_responder(edicion, caso) for celda in celdas.de(d)]
    muestra = respuestas[:: max(1, len(respuestas) // 50)]
    inicio = process_time()
    for dato, valor in muestra:
        semantica.leer(edicion, responder(caso, dato, valor))
    return (process_time() - inicio) * len(respuestas) / max(1, len(muestra))


def voraz(catalogo: Catalogo, caso: Caso, pedido: Pedido) -> list[list[str]]:
    """Las acciones en orden de recomendación, cada una en el primer trimestre en que quepa."""
    encargo = Encargo(catalogo, caso, pedido)
    recomendadas = armar(encargo.edicion, caso, encargo.lectura).recomendaciones
    por_dia = sorted(encargo.pendientes, key=lambda c: -_por_dia(encargo, c))
    orden = dict.fromkeys([*(r.accion for r in recomendadas if r.accion), *por_dia])
    libres, puestas = list(pedido.capacidad), dict[str, int]()
    for codigo in (c for una in orden for c in encargo.cadena(una)):
        antes = [puestas.get(r, pedido.periodos) for r in encargo.pendientes[codigo]]
        dias = encargo.accion(codigo).esfuerzo_dias
        donde = (t for t in range(max(antes, default=0), pedido.periodos) if libres[t] >= dias)
        if codigo not in puestas and (t := next(donde, None)) is not None:
            puestas[codigo] = t
            libres[t] -= dias
    return [[c for c, p in puestas.items() if p == t] for t in range(pedido.periodos)]


def _por_dia(encargo: Encargo, codigo: str) -> Fraction:
    """Los puntos del índice global que da una acción con lo que requiere, por día de trabajo."""
    cadena = encargo.cadena(codigo)
    hecho = acciones.hacer(encargo.catalogo, encargo.caso, cadena, encargo.caso.fecha_corte)
    despues = madurez(encargo.edicion, semantica.leer(encargo.edicion, hecho).veredictos).total.indice
    return (despues or Fraction(0)) / sum(encargo.accion(c).esfuerzo_dias for c in cadena)


def de_cuanto(nombre: str, plan: Merito, rival: Merito) -> str:
    """Un renglón: deberes cumplidos, niveles e índice, sumados o promediados entre los periodos."""
    incumplidos, por_saber, niveles, indice = (
        f"{uno} / {otro}" for uno, otro in zip(_columnas(plan), _columnas(rival), strict=True)
    )
    return f"{nombre:32} {incumplidos:>13} {por_saber:>13} {niveles:>9} {indice:>13}"


def _columnas(suyo: Merito) -> tuple[int, int, int, str]:
    incumplidos = suyo.vencidos + suyo.incumplidos
    return incumplidos, suyo.por_saber, suyo.niveles, f"{float(suyo.puntaje) / PERIODOS:.1f}"

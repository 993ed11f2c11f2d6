"""Un plan, su frontera y lo que cambia desde otro, para leerlos en la consola."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autodiagnostico.palabras import puntaje
from autodiagnostico.textos import cuantas
from motor.busqueda import (
    OBJETIVO,
    SEMANAS,
    AccionDelPlan,
    Causa,
    ComparacionDePlanes,
    DiferenciaDeLogro,
    Fuera,
    Logro,
    Madurez,
    Movida,
    Pedido,
    Periodo,
    Plan,
    Punto,
    Urgencia,
)
from motor.busqueda.pedido import misma_area
from reglas import Catalogo
from reglas.palabras import fecha_en_palabras

PRIMERAS = 8
"""De cuántas de las que no entran se dice la razón; de las demás, cuántas son."""

_URGENCIAS = {
    Urgencia.VENCIDO: "de plazo vencido",
    Urgencia.POR_VENCER: "que vencen durante el plan",
    Urgencia.INCUMPLIDO: "que se incumplen",
    Urgencia.POR_SABER: "que no se sabe si se cumplen",
}
_RESUMEN = {
    Causa.PROHIBIDA: "por lo que se pidió dejar fuera",
    Causa.IMPOSIBLE: "porque con lo que hay no caben nunca",
    Causa.SIN_LUGAR: "porque lo que hay se usa en lo que el plan persigue primero",
}


@dataclass(frozen=True)
class Propuesta:
    """Un plan y con qué se pidió; la frontera y la comparación, si se pidieron."""

    catalogo: Catalogo
    pedido: Pedido
    plan: Plan
    puntos: Sequence[Punto] = ()
    comparacion: ComparacionDePlanes | None = None


def mostrar_plan(propuesta: Propuesta, consola: Console | None = None) -> None:
    """El plan, periodo por periodo, lo que queda fuera y lo demás que se haya pedido."""
    consola = consola or Console(highlight=False)
    _objetivo(consola, propuesta.plan)
    for periodo in propuesta.plan.periodos:
        _periodo(consola, propuesta, periodo)
    _fuera(consola, propuesta)
    if propuesta.puntos:
        _frontera(consola, propuesta)
    if propuesta.comparacion is not None:
        _comparacion(consola, propuesta.catalogo, propuesta.comparacion)


def _renglon(consola: Console, texto: str, estilo: str = "", sangria: int = 2) -> None:
    consola.print(Padding(Text(texto, style=estilo), (0, 0, 0, sangria)))


def _titulo(consola: Console, texto: str) -> None:
    consola.print()
    consola.print(Text(texto, style="bold"))


def _objetivo(consola: Console, plan: Plan) -> None:
    consola.print("El plan busca, en este orden:")
    for numero, busca in enumerate(OBJETIVO, start=1):
        _renglon(consola, f"{numero}. {busca}.")
    consola.print(
        Text("Lo que no se ha respondido se supone sin hacer: responder primero puede ahorrar trabajo.")
    )
    if plan.sin_demostrar is None:
        consola.print("Está demostrado que con lo que hay no se puede un plan mejor.")
    else:
        brecha = f"{float(plan.brecha) * 100:.1f}".replace(".", ",")
        dicho = f"No se terminó de demostrar {plan.sin_demostrar}: a lo sumo se ganaría un {brecha} %."
        consola.print(Text(dicho))


def _periodo(consola: Console, propuesta: Propuesta, periodo: Periodo) -> None:
    pedido, plan = propuesta.pedido, propuesta.plan
    dias = f"{periodo.esfuerzo_dias} de {cuantas(pedido.capacidad[periodo.numero - 1], 'día', 'días')}"
    _titulo(consola, f"Trimestre {periodo.numero}, hasta el {fecha_en_palabras(periodo.hasta)}: {dias}")
    for accion in periodo.acciones:
        _renglon(consola, _accion(propuesta, accion))
    for linea in _recursos(propuesta, periodo):
        _renglon(consola, linea, "dim")
    if plan.deberes:
        _renglon(consola, f"Cumplidos hasta aquí: {_deberes(plan, periodo)}.", "dim")
    _renglon(consola, f"Queda en: {_logros(periodo.madurez)}.", "dim")


def _deberes(plan: Plan, periodo: Periodo) -> str:
    """«3 de 5 deberes de plazo vencido; 12 de 40 que no se sabe si se cumplen»."""
    hay = Counter(plan.deberes.values())
    van = Counter(plan.deberes[c] for c in periodo.deberes)
    return "; ".join(f"{van[u]} de {hay[u]} deberes {dicho}" for u, dicho in _URGENCIAS.items() if hay[u])


def _accion(propuesta: Propuesta, accion: AccionDelPlan) -> str:
    partes = [accion.accion, cuantas(accion.esfuerzo_dias, "día", "días"), accion.responsable]
    if accion.costo:
        partes.append(_pesos(accion.costo))
    if accion.duracion_semanas and accion.duracion_semanas > SEMANAS:
        propia = propuesta.pedido.propias.get(accion.accion)
        suya = propia is not None and propia.duracion_semanas is not None
        tarda = cuantas(accion.duracion_semanas, "semana", "semanas")
        partes.append(f"tarda {tarda}" if suya else f"suele tardar {tarda}: empiécela antes")
    if accion.cierra:
        partes.append(f"cierra {', '.join(accion.cierra)}")
    return f"{propuesta.catalogo.acciones[accion.accion].titulo} ({'; '.join(partes)})"


def _recursos(propuesta: Propuesta, periodo: Periodo) -> Iterator[str]:
    """Lo que gasta cada área con límite, y el presupuesto hasta aquí."""
    pedido, numero = propuesta.pedido, periodo.numero
    for area, dias in pedido.areas.items():
        suyas = (a for a in periodo.acciones if misma_area(a.responsable.partition(",")[0], area))
        gasto = sum(a.esfuerzo_dias for a in suyas)
        yield f"{area}: {gasto} de {cuantas(dias[numero - 1], 'día', 'días')}."
    if pedido.presupuesto is not None:
        hasta = propuesta.plan.periodos[:numero]
        gasto = sum(a.costo for p in hasta for a in p.acciones)
        yield f"Presupuesto hasta aquí: {_pesos(gasto)} de {_pesos(sum(pedido.presupuesto[:numero]))}."


def _fuera(consola: Console, propuesta: Propuesta) -> None:
    fuera, acciones = propuesta.plan.fuera, propuesta.catalogo.acciones
    sin_costo = sum(not a.costo for p in propuesta.plan.periodos for a in p.acciones)
    if propuesta.pedido.presupuesto is not None and sin_costo:
        dicho = cuantas(sin_costo, "acción del plan no trae", "acciones del plan no traen")
        consola.print(f"\n{dicho} costo escrito, y se cuentan como si no gastaran.")
    if fuera:
        _titulo(
            consola, f"Quedan fuera {cuantas(len(fuera), 'acción que daría', 'acciones que darían')} algo"
        )
    decididas = [c for c, f in fuera.items() if f.causa is Causa.HECHA or c in propuesta.pedido.prohibidas]
    dichas = [*list(fuera)[:PRIMERAS], *decididas]
    for codigo in dict.fromkeys(dichas):
        _renglon(consola, f"{acciones[codigo].titulo} ({codigo}). {fuera[codigo].motivo}")
    for resumen in _resumen([f for c, f in fuera.items() if c not in dichas]):
        _renglon(consola, resumen)
    if propuesta.plan.sin_provecho:
        sobran = cuantas(len(propuesta.plan.sin_provecho), "acción pendiente", "acciones pendientes")
        consola.print(f"Después del plan, {sobran} no mejorarían ningún deber ni el puntaje.")


def _resumen(otras: Sequence[Fuera]) -> Iterator[str]:
    conteo = Counter(f.causa for f in otras)
    for causa, razon in _RESUMEN.items():
        if conteo[causa]:
            yield f"Y {cuantas(conteo[causa], 'acción más', 'acciones más')} {razon}."


def _frontera(consola: Console, propuesta: Propuesta) -> None:
    _titulo(consola, "A cuánto se llega al final del plan con cada capacidad por trimestre")
    tabla = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for columna in ("Días", "Usados", "Deberes", *propuesta.catalogo.escenarios, "Global", "Brecha"):
        tabla.add_column(columna, no_wrap=True, justify="right")
    for punto in propuesta.puntos:
        if punto.plan is None:
            tabla.add_row(str(punto.capacidad), "–", "–", "lo fijado no cabe")
            continue
        ultimo = punto.plan.periodos[-1]
        logros = (*ultimo.madurez.escenarios.values(), ultimo.madurez.total)
        tabla.add_row(
            str(punto.capacidad),
            str(punto.plan.esfuerzo_dias),
            f"{len(ultimo.deberes)}/{len(punto.plan.deberes)}",
            *(f"{puntaje(x.indice)} · {x.nivel or '–'}" for x in logros),
            f"{float(punto.plan.brecha) * 100:.1f} %".replace(".", ","),
        )
    consola.print(Padding(tabla, (0, 0, 0, 2)))
    _renglon(
        consola,
        "Días por trimestre y usados en todo el plan; deberes cumplidos; de cada escenario, índice y nivel.",
        "dim",
    )


def _comparacion(consola: Console, catalogo: Catalogo, comparacion: ComparacionDePlanes) -> None:
    _titulo(consola, "Lo que cambia desde el plan guardado, evaluados los dos con este caso")
    if not comparacion.movidas:
        _renglon(consola, "Las mismas acciones en los mismos trimestres.")
    for movida in comparacion.movidas:
        _renglon(consola, f"{catalogo.acciones[movida.accion].titulo} ({movida.accion}): {_movida(movida)}")
    for p in comparacion.periodos:
        partes = [f"{p.esfuerzo_dias:+d} días", f"{p.deberes:+d} deberes"]
        partes += [f"{c} {_diferencia(d)}" for c, d in {**p.escenarios, "Global": p.total}.items()]
        _renglon(consola, f"Trimestre {p.numero}: {'; '.join(partes)}.")


def _movida(movida: Movida) -> str:
    if movida.de is None:
        return f"entra en el trimestre {movida.a}"
    if movida.a is None:
        return f"sale; estaba en el trimestre {movida.de}"
    return f"pasa del trimestre {movida.de} al {movida.a}"


def _diferencia(diferencia: DiferenciaDeLogro) -> str:
    if diferencia.indice is None or diferencia.nivel is None:
        return "sin índice"
    nivel = f" ({diferencia.nivel:+d} en nivel)" if diferencia.nivel else ""
    return f"{_con_signo(diferencia.indice)}{nivel}"


def _con_signo(exacto: Fraction) -> str:
    """«+1,2», «-0,3», «0»; lo que no llega a una décima se dice sin redondearlo a nada."""
    if exacto == 0:
        return "0"
    decimas = f"{float(round(abs(exacto), 1)):.1f}".replace(".", ",")
    return f"{'+' if exacto > 0 else '-'}{'menos de 0,1' if decimas == '0,0' else decimas}"


def _logros(madurez: Madurez) -> str:
    return "; ".join(f"{c} {_logro(x)}" for c, x in {**madurez.escenarios, "Global": madurez.total}.items())


def _logro(logro: Logro) -> str:
    return "sin nivel" if logro.nivel is None else f"nivel {logro.nivel} ({puntaje(logro.indice)})"


def _pesos(cuantos: int) -> str:
    return f"{cuantos:,} pesos".replace(",", ".")

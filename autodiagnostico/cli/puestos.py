"""Los grupos de una comparación, para leerlos en la consola."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autodiagnostico.lotes.comparacion import Comparacion
from autodiagnostico.palabras import porcentaje, puntaje
from autodiagnostico.textos import cuantas
from motor.sensibilidad import MAS, MENOS, Influencia, Puesto
from reglas import Catalogo


def mostrar_puestos(catalogo: Catalogo, comparacion: Comparacion, consola: Console | None = None) -> None:
    """Grupo por grupo, con el intervalo de puesto de cada entidad y los pesos que lo deciden."""
    consola = consola or Console(highlight=False)
    for linea in _explicacion(comparacion):
        consola.print(Text(linea))
    consola.print()
    consola.print(_tabla(comparacion))
    if comparacion.sin_indice:
        sin = cuantas(len(comparacion.sin_indice), "entidad", "entidades")
        quienes = ", ".join(comparacion.sin_indice)
        consola.print(Text(f"{sin} sin índice, porque no les aplica ninguna regla con peso: {quienes}."))


def _explicacion(comparacion: Comparacion) -> Iterator[str]:
    hallada = comparacion.sensibilidad
    cuantos = cuantas(len(hallada.puestos), "entidad", "entidades")
    rango = f"entre {_decimal(float(MENOS))} y {_decimal(float(MAS))} veces el suyo"
    yield f"{cuantos}, por el índice global demostrado, si el peso de cada escenario fuera otro, {rango}."
    yield "Dentro de un grupo el orden depende de esos pesos o hay empate; entre un grupo y el siguiente, no."
    if hallada.muestras:
        yield (
            "No todas tienen los mismos escenarios: las que pueden cruzarse se compararon con "
            f"{hallada.muestras} ponderaciones de muestra (van con *), y su intervalo podría ser mayor."
        )
    else:
        yield "Es exacto: vale para todas las ponderaciones."
    if any(p.deciden for p in hallada.puestos.values()):
        yield (
            "«Lo deciden»: qué parte de lo que puede cambiar su lugar se debe a cada peso, y si le conviene "
            "que pese más o menos."
        )
    cortes = {(r.caso.vigencia, r.fecha_corte) for r in comparacion.resultados.values()}
    if len(cortes) > 1:
        yield "Aviso: los casos no son todos de la misma vigencia y fecha de corte."


def _tabla(comparacion: Comparacion) -> Table:
    """Un renglón por entidad; dentro de un grupo van por nombre, porque no hay un orden entre ellas."""
    resultados, hallada = comparacion.resultados, comparacion.sensibilidad
    tabla = Table(box=SIMPLE, pad_edge=False)
    for columna in ("Grupo", "Entidad", "Puesto", "Índice", "Posible", "Lo deciden"):
        tabla.add_column(columna, no_wrap=columna not in {"Entidad", "Lo deciden"})
    for numero, grupo in enumerate(hallada.grupos, start=1):
        for i, codigo in enumerate(sorted(grupo, key=lambda c: resultados[c].caso.entidad.nombre)):
            puesto = hallada.puestos[codigo]
            tabla.add_row(
                "" if i else str(numero),
                Text(f"{resultados[codigo].caso.entidad.nombre} ({codigo})"),
                _intervalo(puesto),
                puntaje(puesto.indice),
                puntaje(resultados[codigo].madurez_global.indice_max, hacia_arriba=True),
                "; ".join(_influencia(c, x) for c, x in puesto.deciden.items()),
            )
        tabla.add_section()
    return tabla


def _intervalo(puesto: Puesto) -> str:
    suyo = str(puesto.mejor) if puesto.mejor == puesto.peor else f"{puesto.mejor} a {puesto.peor}"
    return suyo if puesto.exacto else f"{suyo} *"


def _influencia(escenario: str, influencia: Influencia) -> str:
    """«E2 61 % (más)»."""
    como = {True: " (más)", False: " (menos)", None: ""}[influencia.conviene]
    return f"{escenario} {porcentaje(influencia.parte)}{como}"


def _decimal(numero: float) -> str:
    return f"{numero:g}".replace(".", ",")

"""Lo menos que hay que cambiar para subir de nivel, para leerlo en la consola."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from autodiagnostico.palabras import cita_en_palabras, nivel_en_palabras, valor_en_palabras
from autodiagnostico.textos import cuantas
from motor.busqueda import GLOBAL, Cambio, SiguienteNivel
from reglas import Catalogo
from reglas.clases import CLAVES_SI_PARCIAL_NO, Clase


def mostrar_siguiente(catalogo: Catalogo, siguiente: SiguienteNivel, consola: Console | None = None) -> None:
    """El menor conjunto de cambios, o por qué no lo hay."""
    consola = consola or Console(highlight=False)
    consola.print(Text(_titulo(catalogo, siguiente), style="bold"))
    if not siguiente.alcanzable:
        consola.print(Text(siguiente.motivo or ""))
        return
    minimo = "" if siguiente.optimo else " No se terminó de demostrar que no haya menos."
    consola.print(Text(f"{_resumen(siguiente.cambios)}.{minimo}"))
    for renglon in _cambios(catalogo, siguiente.cambios):
        consola.print(Padding(Text(renglon), (0, 0, 0, 2)))
    for i, otra in enumerate(siguiente.alternativas, start=1):
        consola.print()
        consola.print(Text(f"Alternativa {i}, con el mismo esfuerzo", style="bold"))
        for renglon in _cambios(catalogo, otra):
            consola.print(Padding(Text(renglon), (0, 0, 0, 2)))
    if siguiente.hay_mas:
        consola.print(Text("Hay más alternativas que cuestan lo mismo."))


def _titulo(catalogo: Catalogo, siguiente: SiguienteNivel) -> str:
    de_que = "Todos los escenarios"
    if siguiente.escenario != GLOBAL:
        de_que = f"{siguiente.escenario} {catalogo.escenarios[siguiente.escenario].nombre}"
    if siguiente.nivel_meta is None:
        return f"{de_que}: nivel {nivel_en_palabras(catalogo, siguiente.nivel_actual)}"
    actual, meta = (nivel_en_palabras(catalogo, n) for n in (siguiente.nivel_actual, siguiente.nivel_meta))
    return f"{de_que}: del nivel {actual} al {meta}"


def _resumen(cambios: tuple[Cambio, ...]) -> str:
    esfuerzo = cuantas(sum(c.esfuerzo_dias for c in cambios), "día", "días")
    return f"{cuantas(len(cambios), 'cambio', 'cambios')}, {esfuerzo} de trabajo a lo sumo"


def _cambios(catalogo: Catalogo, cambios: tuple[Cambio, ...]) -> Iterator[str]:
    """Primero lo que se pregunta y luego lo que hay que hacer."""
    for cambio in sorted(cambios, key=lambda c: c.tipo == "hacer"):
        ficha = catalogo.criterios[cambio.criterio]
        opciones = CLAVES_SI_PARCIAL_NO if ficha.clase is Clase.SI_PARCIAL_NO else ficha.opciones or {}
        de, a = (valor_en_palabras(v, opciones) for v in (cambio.de, cambio.a))
        que = "Responda" if cambio.tipo == "responder" else "Haga"
        yield f"{que}: {ficha.pregunta} ({cambio.criterio}): de «{de}» a «{a}»"
        for accion in cambio.acciones:
            dias = cuantas(catalogo.acciones[accion].esfuerzo_dias, "día", "días")
            yield f"    {catalogo.acciones[accion].titulo} ({accion}, {dias})"
        for regla in cambio.reglas:
            cita = cita_en_palabras(catalogo, catalogo.reglas[regla].ficha.cita)
            yield f"    por {regla}: {catalogo.reglas[regla].ficha.titulo} ({cita})"

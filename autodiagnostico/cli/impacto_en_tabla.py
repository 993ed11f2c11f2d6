"""El impacto de una base, en la consola."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autodiagnostico.lotes import Impacto, Sentido, Version
from autodiagnostico.lotes.impacto import CambioDeEntidad
from autodiagnostico.palabras import estado_en_palabras
from autodiagnostico.textos import cuantas
from motor.poblacion.cuantias import DIEZMIL
from motor.poblacion.impacto import Medida, Motivo, ReglaEnEscenario

CAMBIOS = 40
"""Los que se muestran uno por uno; los demás están en el JSON."""
MOTIVOS = 4
_TITULOS = {
    Sentido.SUBE: "suben",
    Sentido.BAJA: "bajan",
    Sentido.IGUAL: "igual",
    Sentido.APARECE: "empiezan a tener nivel",
    Sentido.DESAPARECE: "dejan de tenerlo",
}


def mostrar(medido: Impacto, de: Version, a: Version, consola: Console | None = None) -> None:
    """Cuántos cambian por escenario, y cada cambio con su porqué."""
    consola = consola or Console(highlight=False)
    casos = cuantas(medido.casos, "caso", "casos")
    consola.print(Text(f"De «{de.nombre}» a «{a.nombre}», en {casos}. Nivel demostrado:", style="bold"))
    tabla = Table(box=None, padding=(0, 2))
    for titulo in ("escenario", *_TITULOS.values()):
        tabla.add_column(titulo, justify="left" if titulo == "escenario" else "right")
    for codigo, conteo in medido.conteos.items():
        tabla.add_row(codigo, *(str(conteo[s]) for s in _TITULOS))
    consola.print(tabla)
    for uno in medido.cambios[:CAMBIOS]:
        _mostrar_uno(uno, consola)
    if (sobran := len(medido.cambios) - CAMBIOS) > 0:
        consola.print(f"Y {cuantas(sobran, 'cambio', 'cambios')} más: todos están con «--formato json».")


def _mostrar_uno(uno: CambioDeEntidad, consola: Console) -> None:
    c = uno.cambio
    consola.print()
    consola.print(
        Text(
            f"{uno.entidad}, {uno.vigencia}, {c.escenario}: {_nivel(c.antes)} → {_nivel(c.despues)}",
            style="bold",
        )
    )
    renglones = [] if c.umbral is None else [f"Falta índice: el nivel siguiente pide {c.umbral}."]
    ordenados = sorted(c.motivos, key=lambda m: not m.decide)
    renglones += [_motivo(m) for m in ordenados[:MOTIVOS]]
    if (sobran := len(ordenados) - MOTIVOS) > 0:
        renglones.append(f"Y {cuantas(sobran, 'regla', 'reglas')} más que cuentan distinto.")
    consola.print(Padding(Text("\n".join(renglones)), (0, 0, 0, 2)))


def _nivel(medida: Medida) -> str:
    if medida.nivel is None or medida.indice is None:
        return "sin nivel"
    return f"nivel {medida.nivel} (índice {medida.indice / DIEZMIL:.1f})".replace(".", ",")


def _motivo(motivo: Motivo) -> str:
    papel = " Es lo que separa los dos niveles." if motivo.decide else ""
    return f"{motivo.regla}: {_como_cuenta(motivo.antes)} → {_como_cuenta(motivo.despues)}.{papel}"


def _como_cuenta(regla: ReglaEnEscenario | None) -> str:
    if regla is None:
        return "no está"
    habilita = f", habilita el nivel {regla.habilita}" if regla.habilita is not None else ""
    return f"{estado_en_palabras(regla.estado).lower()}, peso {regla.peso}{habilita}"

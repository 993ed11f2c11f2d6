"""Las reglas en pantalla."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autodiagnostico.palabras import CARACTERES, cita_en_palabras
from autodiagnostico.servicios import biblioteca
from autodiagnostico.textos import cuantas
from motor.contrato import cita_en_json
from reglas import Catalogo


def mostrar_lista(catalogo: Catalogo) -> None:
    """Las reglas, agrupadas por artículo."""
    consola = Console(highlight=False)
    for articulo in biblioteca.articulos(catalogo):
        cita = articulo.reglas[0].ficha.cita
        consola.print(Text(cita_en_palabras(catalogo, cita), style="bold"))
        tabla = Table.grid(padding=(0, 2))
        for regla in articulo.reglas:
            tabla.add_row(
                Text(regla.codigo), Text(CARACTERES[regla.ficha.caracter]), Text(regla.ficha.titulo)
            )
        consola.print(Padding(tabla, (0, 0, 1, 2)))
    reglas = cuantas(len(catalogo.reglas), "regla", "reglas")
    consola.print(
        f"{reglas}, base {catalogo.base.version}. Para ver una: autodiagnostico reglas mostrar CODIGO"
    )


def mostrar_regla(catalogo: Catalogo, codigo: str) -> None:
    """Una regla, en palabras."""
    consola = Console(highlight=False)
    ficha = biblioteca.ficha_de_regla(catalogo, codigo)
    regla = ficha.regla.ficha
    consola.print(Text(f"{regla.codigo}: {regla.titulo}", style="bold"))
    consola.print(Text(regla.explicacion))
    consola.print()
    consola.print(Text(f"{CARACTERES[regla.caracter]}. {cita_en_palabras(catalogo, regla.cita)}."))
    consola.print(Text(f"Fuente: {regla.cita.fuente or 'fuera de las fuentes'}; {regla.cita.lugar}."))
    hasta = f" hasta el {regla.vigente_hasta}" if regla.vigente_hasta else ""
    consola.print(Text(f"Rige desde el {regla.vigente_desde}{hasta}."))
    if ficha.plazo:
        consola.print(Text(f"Plazo: {ficha.plazo}."))
    if ficha.escenarios:
        pesos = ", ".join(f"{e} (peso {peso})" for e, peso in ficha.escenarios.items())
        consola.print(Text(f"Cuenta para la madurez de {pesos}."))
    _parte(consola, "Aplica si", ficha.aplica or [(0, "Siempre")])
    _parte(consola, "Se cumple si", ficha.cumple)
    _parte(consola, "Se cumple en parte si", ficha.parcial)
    _parte(consola, "Preguntas", [(0, f"{c.codigo}: {c.pregunta}") for c in ficha.preguntas])
    _parte(consola, "Acciones que la cumplen", [(0, f"{a.codigo}: {a.titulo}") for a in ficha.acciones])


def _parte(consola: Console, titulo: str, renglones: Iterable[tuple[int, str]]) -> None:
    renglones = list(renglones)
    if renglones:
        consola.print(Text(f"\n{titulo}", style="bold"))
    for sangria, texto in renglones:
        consola.print(Padding(Text(texto), (0, 0, 0, 2 + 2 * sangria)))


def regla_en_json(catalogo: Catalogo, codigo: str) -> dict[str, Any]:
    """Una regla con sus condiciones en palabras."""
    ficha = biblioteca.ficha_de_regla(catalogo, codigo)
    regla = ficha.regla.ficha
    condiciones = {"aplica_si": ficha.aplica, "cumple_si": ficha.cumple, "parcial_si": ficha.parcial}
    return {
        "codigo": regla.codigo,
        "titulo": regla.titulo,
        "caracter": regla.caracter,
        "explicacion": regla.explicacion,
        "citas": [cita_en_json(c) for c in (regla.cita, *regla.citas_adicionales)],
        "vigente_desde": regla.vigente_desde.isoformat(),
        "vigente_hasta": regla.vigente_hasta.isoformat() if regla.vigente_hasta else None,
        **{nombre: [{"sangria": s, "texto": t} for s, t in dicha] for nombre, dicha in condiciones.items()},
        "plazo": ficha.plazo or None,
        "insubsanable": regla.insubsanable,
        "escenarios": dict(ficha.escenarios),
        "nivel": regla.nivel,
        "habilitante": regla.habilitante,
        "criterios": [c.codigo for c in ficha.preguntas],
        "acciones": [a.codigo for a in ficha.acciones],
    }

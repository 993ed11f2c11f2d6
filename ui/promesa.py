"""La madurez que un plan promete, trimestre a trimestre."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.plan.fichas import Corte, Logro
from reglas import Catalogo
from ui import formato, piezas
from ui.marcado import Html, e, unir


def tabla(catalogo: Catalogo, cortes: Sequence[Corte], rotulo: str = "Madurez prometida") -> Html:
    """Una fila por trimestre; cada número se abre en las acciones que terminan en él."""
    columnas = ["Al terminar", *(x.nombre for x in catalogo.escenarios.values()), "Global", "Termina en él"]
    filas = (
        piezas.fila(
            formato.fecha_larga(c.hasta),
            *(logro(c.escenarios[x]) if x in c.escenarios else "–" for x in catalogo.escenarios),
            e("strong", logro(c.total)),
            _acciones(catalogo, c),
        )
        for c in cortes
    )
    return unir(
        piezas.tabla(columnas, filas, rotulo),
        e(
            "p",
            "Es lo que daría el autodiagnóstico, con sus respuestas de hoy, si cada acción termina en su "
            "fecha. Los renglones propios y los que no tienen fecha no cambian la cuenta.",
            clase="ayuda",
        ),
    )


def logro(suyo: Logro) -> str:
    """«Nivel 2 · 43,1»."""
    if suyo.indice is None:
        return "Sin nivel"
    return f"Nivel {suyo.nivel} · {formato.puntaje(suyo.indice)}"


def _acciones(catalogo: Catalogo, corte: Corte) -> Html | str:
    if not corte.acciones:
        return "Ninguna acción"
    cuantas = formato.plural(len(corte.acciones), "acción", "acciones")
    titulos = [catalogo.acciones[c].titulo if c in catalogo.acciones else c for c in corte.acciones]
    return piezas.plegado(cuantas, piezas.lista(titulos))

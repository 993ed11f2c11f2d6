"""El plan de la Comisión en Excel: las filas, cómo va cada una en su sesión, y el enfoque de género."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from autodiagnostico.comision.lectura import COLUMNAS
from autodiagnostico.comision.modelo import FilaDelPlan
from autodiagnostico.comision.palabras import ESTADOS, NO_LO_DICE, sesion_en_palabras
from autodiagnostico.comision.seguimiento import Entrega, Seguido
from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.reloj import ZONA
from autodiagnostico.sello import Sello
from reglas.palabras import fecha_en_palabras

_ANCHOS = {"funcion": 50, "actividad": 40, "responsable": 30, "observaciones": 30, "nota": 30, "lugar": 28}
_DE_SEGUIMIENTO = (
    Columna("Código", 10),
    Columna("Función", 50),
    Columna("Responsable", 30),
    Columna("Sesión", 14),
    Columna("Estado", 14),
    Columna("Evidencia", 44),
    Columna("Enlace", 34),
    Columna("Enfoque de género", 34),
    Columna("Última novedad", 14),
    Columna("Quién", 24),
)


def libro(seguido: Seguido, dia: date, sello: Sello) -> bytes:
    """El libro; la primera hoja tiene las columnas con que se carga un plan."""
    plan = seguido.plan
    nota = (
        f"{plan.documento}. Lo que el plan deja en blanco, por definir o por precisar, va así."
        if plan.documento
        else "Lo que el plan deja en blanco, por definir o por precisar, va así."
    )
    al_dia = f"Al {fecha_en_palabras(dia)}. El plan dice el mes de la sesión y no el día: se toma el último."
    meses = seguido.sesiones
    columnas = [
        *(Columna(t, _ANCHOS.get(c, 14)) for c, t in COLUMNAS.items()),
        *(Columna(m.capitalize(), 9) for m in meses),
    ]
    hojas = [
        Hoja("Plan", plan.titulo, [nota], columnas, [_del_plan(f, meses) for f in plan.filas], fijas=1),
        Hoja("Seguimiento", "Cómo va cada fila", [al_dia], _DE_SEGUIMIENTO, _van(seguido.entregas, dia)),
        Hoja(
            "Enfoque de género",
            "Enfoque de género en los productos del plan",
            [al_dia],
            _DE_SEGUIMIENTO,
            _van(seguido.de_genero, dia),
        ),
    ]
    return escribir_libro(plan.titulo, hojas, sello=sello)


def _del_plan(fila: FilaDelPlan, meses: tuple[str, ...]) -> list[Celda]:
    datos: list[Celda] = [
        ("Sí" if fila.genero else "") if campo == "genero" else str(getattr(fila, campo))
        for campo in COLUMNAS
    ]
    return [*datos, *("X" if m in fila.sesiones else "" for m in meses)]


def _van(entregas: Iterable[Entrega], dia: date) -> list[list[Celda]]:
    return [_va(e, dia) for e in entregas]


def _va(entrega: Entrega, dia: date) -> list[Celda]:
    ultima = entrega.ultima
    estado = ESTADOS[entrega.estado]
    return [
        entrega.fila.codigo,
        entrega.fila.funcion,
        entrega.fila.responsable or NO_LO_DICE,
        sesion_en_palabras(entrega),
        f"{estado}, vencida" if entrega.vencida(dia) else estado,
        ultima.novedad.evidencia if ultima else "",
        ultima.novedad.enlace if ultima else "",
        ultima.novedad.genero if ultima else "",
        ultima.cuando.astimezone(ZONA).date() if ultima else None,
        ultima.quien if ultima else "",
    ]

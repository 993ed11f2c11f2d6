"""Las gráficas del plan: en el tiempo, impacto frente a esfuerzo, y lo prometido frente a lo real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from autodiagnostico.graficas import Grafica, Iniciativa, Medida, Origen, Tarea, dispersion, gantt, linea
from autodiagnostico.plan.fichas import Corte, ItemDePlan
from autodiagnostico.plan.pasos import ESTADOS
from autodiagnostico.plan.semaforo import Luz, Marcha
from motor import Recomendacion, Resultado
from reglas.palabras import fecha_en_palabras

FUENTE = "plan de la vigencia"
PROMETIDA, PROYECTADA, REAL = "Prometida al aprobar", "Con los atrasos de hoy", "Real, hoy"
CABEN = 40
"""Acciones que se siguen en el tiempo sin perderse."""
_MAL = frozenset({Luz.VENCIDO, Luz.REZAGADO})


def en_el_tiempo(marchas: Sequence[Marcha], dia: date) -> Grafica:
    """Un renglón por acción con fecha; sin la de inicio, se dibuja el día en que termina.

    Si son muchas, las más urgentes, en el orden del plan.
    """
    con_fecha = [m for m in marchas if m.item.dicho.fecha is not None]
    urgentes = {m.item.id for m in sorted(con_fecha, key=lambda m: m.urgencia)[:CABEN]}
    tareas = [
        Tarea(
            nombre=f"{m.item.orden}. {m.item.titulo}",
            inicio=m.item.dicho.inicio or m.item.dicho.fecha,
            fin=m.item.dicho.fecha,
            avance=m.porcentaje / 100,
            estado=ESTADOS[m.item.estado],
            alerta=m.luz in _MAL,
        )
        for m in con_fecha
        if m.item.id in urgentes and m.item.dicho.fecha is not None
    ]
    dibujada = gantt("El plan en el tiempo", tareas, Origen(FUENTE, dia))
    if len(tareas) == len(con_fecha):
        return dibujada
    nota = f"Son {len(con_fecha)} acciones con fecha: aquí van las {CABEN} más urgentes y en el plan, todas."
    return replace(dibujada, nota=nota)


def impacto_y_esfuerzo(resultado: Resultado, items: Sequence[ItemDePlan], dia: date) -> Grafica:
    """Lo que cada acción recomendada le suma al puntaje global, frente a los días que cuesta.

    Primero las del plan. El esfuerzo es el que la entidad haya escrito.
    """
    esfuerzos = {i.accion: i.dicho.esfuerzo_dias for i in items}
    recomendadas = [r for r in resultado.recomendaciones if r.accion is not None]
    dentro = [r for r in recomendadas if r.accion in esfuerzos]
    fuera = [r for r in recomendadas if r.accion not in esfuerzos]
    suyas = [
        Iniciativa(
            r.titulo,
            float(esfuerzos.get(r.accion) or r.esfuerzo_dias),
            float(_global(resultado, r)),
            "En el plan" if r.accion in esfuerzos else "Fuera del plan",
        )
        for r in [*dentro, *fuera]
    ]
    titulo = "Impacto y esfuerzo: lo del plan y lo que sigue en las recomendaciones"
    return dispersion(
        titulo, suyas, Origen("autodiagnóstico y plan", dia), mezcla="Unas en el plan y otras fuera"
    )


def _global(resultado: Resultado, r: Recomendacion) -> Fraction:
    """Los puntos que sube el índice global: la media de lo que sube cada escenario, con su peso."""
    catalogo = resultado.edicion.catalogo
    pesos = {
        c: catalogo.escenarios[c].peso for c, m in resultado.escenarios.items() if m.indice_min is not None
    }
    suma = sum((pesos[c] * puntos for c, puntos in r.gana.items() if c in pesos), Fraction(0))
    return suma / max(1, sum(pesos.values()))


def prometida_y_real(
    prometida: Sequence[Corte], proyectada: Sequence[Corte], real: Fraction | None, dia: date
) -> Grafica:
    """El puntaje global al terminar cada trimestre; el real, en el trimestre que corre."""
    medidas = [*_serie(PROMETIDA, prometida), *_serie(PROYECTADA, proyectada)]
    corre = next((c.hasta for c in proyectada if c.hasta >= dia), None)
    if corre is not None:
        medidas.append(Medida(REAL, fecha_en_palabras(corre), None if real is None else float(real)))
    titulo = "Madurez prometida y madurez real"
    return linea(titulo, medidas, Origen("autodiagnóstico y versión aprobada del plan", dia))


def _serie(nombre: str, cortes: Sequence[Corte]) -> list[Medida]:
    return [
        Medida(nombre, fecha_en_palabras(c.hasta), None if c.total.indice is None else float(c.total.indice))
        for c in cortes
    ]

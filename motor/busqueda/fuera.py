"""Por qué una acción pendiente no entra en el plan, en palabras."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from motor import acciones
from motor.caso import Caso
from motor.cuestionario import OBLIGATORIOS
from motor.restricciones import con_requisitos
from motor.semantica import Evaluador
from reglas.catalogo import Edicion
from reglas.condiciones import Ambito, Referencia


def motivos(
    edicion: Edicion,
    final: Caso,
    candidatas: Iterable[str],
    hechas: Collection[str],
    capacidad: int,
) -> dict[str, str]:
    """Acción → razón, en el orden del catálogo. `final` es el caso como queda al terminar el plan."""
    fuera = [c for c in candidatas if c not in hechas]
    return {c: _motivo(edicion, final, _cadena(edicion, c, fuera), capacidad) for c in fuera}


def _cadena(edicion: Edicion, codigo: str, fuera: Collection[str]) -> list[str]:
    return [c for c in con_requisitos(edicion.catalogo, codigo) if c in fuera]


def _motivo(edicion: Edicion, final: Caso, cadena: Sequence[str], capacidad: int) -> str:
    """Por qué no entra la última acción de una cadena: por ella, por lo que requiere o por lo que logra."""
    catalogo = edicion.catalogo
    for codigo in reversed(cadena):
        accion = catalogo.acciones[codigo]
        if accion.esfuerzo_dias > capacidad:
            que = "Pide" if codigo == cadena[-1] else f"Requiere «{accion.titulo}» ({codigo}), que pide"
            return f"{que} {accion.esfuerzo_dias} días de trabajo, y en un periodo caben {capacidad}."
    if not _mejora(edicion, final, cadena):
        return "Hecha después de lo planeado, no mejora ningún deber ni el puntaje."
    return "No cabe: la capacidad se usa en lo que antes cumple deberes, abre niveles o sube el puntaje."


def _mejora(edicion: Edicion, final: Caso, cadena: Sequence[str]) -> bool:
    """Si hacer la acción y lo que le falta sube el grado de algún deber o de alguna regla con peso."""
    hecho = acciones.hacer(edicion.catalogo, final, cadena, final.fecha_corte)
    antes, despues = Evaluador(edicion, final), Evaluador(edicion, hecho)
    leen = {
        codigo
        for accion in cadena
        for criterio in edicion.catalogo.acciones[accion].logra
        for codigo in edicion.lectores.get(Referencia(Ambito.CRITERIO, criterio), ())
    }
    cuentan = (
        r
        for r in (edicion.reglas[c] for c in leen)
        if r.escenarios or r.caracter_para(final.entidad.codigo) in OBLIGATORIOS
    )
    return any((despues.veredicto(r).medios_min or 0) > (antes.veredicto(r).medios_min or 0) for r in cuentan)

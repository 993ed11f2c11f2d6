"""Qué acciones convienen a un caso, y cómo quedan las respuestas cuando se hacen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from motor.caso import RANGO_SI_PARCIAL_NO, Caso, Valor
from motor.lectura import MEDIOS, Estado, Propuesta, Veredicto
from reglas.catalogo import Catalogo, Edicion, Regla
from reglas.clases import Clase
from reglas.comprobaciones import CIERRE
from reglas.condiciones import Ambito, Referencia
from reglas.fichas import Accion

SATISFECHOS = frozenset({Estado.CUMPLE, Estado.NO_APLICA})
_DEFICIENTES = frozenset({Estado.NO_CUMPLE, Estado.PARCIAL, Estado.EN_PLAZO})


def logrado(accion: Accion, catalogo: Catalogo, caso: Caso) -> bool:
    """Si las respuestas ya dicen lo que la acción dejaría. Lo declarado «no aplica» no hay que lograrlo."""
    return all(
        caso.no_aplica(codigo)
        or _tiene(catalogo.criterios[codigo].clase, caso.valor(Referencia(Ambito.CRITERIO, codigo)), valor)
        for codigo, valor in accion.logra.items()
    )


def _tiene(clase: Clase, respondido: Valor | None, logra: object) -> bool:
    if respondido is None:
        return False
    if clase is Clase.OPCIONES:
        return isinstance(logra, list) and isinstance(respondido, tuple) and set(logra) <= set(respondido)
    if clase is Clase.FECHA and logra == CIERRE:
        return True
    if clase is Clase.SI_PARCIAL_NO:
        return RANGO_SI_PARCIAL_NO[str(respondido)] >= RANGO_SI_PARCIAL_NO[str(logra)]
    return respondido == logra


def hecha(accion: Accion, edicion: Edicion, caso: Caso, veredictos: Mapping[str, Veredicto]) -> bool:
    """Si la acción ya no hace falta: está logrado lo suyo, o satisfecho todo lo que cierra."""
    cierra = [veredictos[c] for c in accion.cierra if c in veredictos]
    satisfecho = bool(cierra) and all(v.estado in SATISFECHOS for v in cierra)
    return satisfecho or logrado(accion, edicion.catalogo, caso)


def corregible(regla: Regla, veredicto: Veredicto, fecha_corte: date) -> bool:
    """Si la regla tiene algo conocido que corregir y todavía se puede.

    Sin información solo hay algo que corregir cuando ya se sabe que no llegará a cumplir. Una
    insubsanable con el plazo vencido no se corrige (contrato, sección 5).
    """
    vencida = veredicto.vence is not None and veredicto.vence < fecha_corte
    if regla.ficha.insubsanable and vencida:
        return False
    if veredicto.estado is Estado.SIN_INFORMACION:
        return veredicto.medios_max != MEDIOS
    return veredicto.estado in _DEFICIENTES


def propuestas(edicion: Edicion, caso: Caso, veredictos: Mapping[str, Veredicto]) -> dict[str, Propuesta]:
    """Las acciones que corrigen algo, más sus requisitos pendientes, en el orden del catálogo."""
    catalogo = edicion.catalogo
    pendientes = {c for c, a in catalogo.acciones.items() if not hecha(a, edicion, caso, veredictos)}
    elegidas: set[str] = set()

    def elegir(codigo: str) -> None:
        if codigo in pendientes and codigo not in elegidas:
            elegidas.add(codigo)
            for requisito in catalogo.acciones[codigo].requiere:
                elegir(requisito)

    for codigo, accion in catalogo.acciones.items():
        suyas = (c for c in accion.cierra if c in veredictos)
        if any(corregible(edicion.reglas[c], veredictos[c], caso.fecha_corte) for c in suyas):
            elegir(codigo)
    return {c: _propuesta(catalogo, c, elegidas) for c in catalogo.acciones if c in elegidas}


def _propuesta(catalogo: Catalogo, codigo: str, elegidas: set[str]) -> Propuesta:
    requisitos = tuple(r for r in catalogo.acciones[codigo].requiere if r in elegidas)
    horizonte = 1 + max((_propuesta(catalogo, r, elegidas).horizonte for r in requisitos), default=0)
    return Propuesta(requisitos, horizonte)


def hacer(catalogo: Catalogo, caso: Caso, codigos: Iterable[str], cierre: date) -> Caso:
    """El caso como queda al hacer unas acciones en el orden dado; `cierre` es el día en que terminan.

    Lo declarado «no aplica» se queda así.
    """
    for codigo in codigos:
        cambios: dict[str, Valor] = {}
        for criterio, logra in catalogo.acciones[codigo].logra.items():
            if caso.no_aplica(criterio):
                continue
            ficha = catalogo.criterios[criterio]
            if isinstance(logra, list):
                ya = caso.respuestas[criterio].valor if criterio in caso.respuestas else None
                juntas = {*logra, *(ya if isinstance(ya, tuple) else ())}
                cambios[criterio] = tuple(c for c in ficha.opciones or () if c in juntas)
            else:
                cambios[criterio] = cierre if ficha.clase is Clase.FECHA and logra == CIERRE else logra
        caso = caso.con_valores(cambios)
    return caso


def cadena(edicion: Edicion, codigo: str, propuestas_: Mapping[str, Propuesta]) -> list[str]:
    """La acción precedida de todos sus requisitos pendientes, cada uno después de los suyos."""
    puestas: dict[str, None] = {}

    def poner(actual: str) -> None:
        for requisito in propuestas_[actual].pendientes:
            poner(requisito)
        puestas[actual] = None

    poner(codigo)
    return list(puestas)

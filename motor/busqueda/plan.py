"""El mejor plan que cabe en una capacidad (contrato, `planear`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from motor import acciones, semantica
from motor.busqueda.calculo import minimizar, sugerir, suma
from motor.busqueda.calendario import Calendario
from motor.busqueda.comprobacion import comprobar_plan, en_orden
from motor.busqueda.etapas import etapas
from motor.busqueda.fuera import motivos
from motor.busqueda.madurez import madurez
from motor.busqueda.periodos import trimestres
from motor.busqueda.resultado import AccionDelPlan, Periodo, Plan
from motor.caso import Caso
from motor.lectura import Estado, Lectura, Veredicto
from motor.restricciones import Solucion
from motor.semantica import Evaluador
from reglas.catalogo import Catalogo, Edicion
from reglas.condiciones import Ambito, Referencia

LIMITE = 3.0
"""Tiempo determinista de cada etapa: pasos contados por el solucionador, no segundos de reloj."""


def planear(catalogo: Catalogo, caso: Caso, capacidad: int, periodos: int, limite: float = LIMITE) -> Plan:
    """Qué acciones hacer y en qué trimestre, con tantos días de trabajo en cada uno.

    Se escoge entre todas las pendientes: lo que no se ha respondido se supone sin hacer. Lanza
    SinDemostrar si el límite no da ni para un plan, y PromesaIncumplida si el hallado no se confirma.
    """
    edicion = catalogo.al(caso.fecha_corte)
    lectura = semantica.leer(edicion, caso)
    cierres = trimestres(caso.fecha_corte, periodos)
    candidatas = pendientes(edicion, caso, lectura)
    calendario = Calendario(edicion, caso, candidatas, capacidad, cierres)
    solucion, brecha = _resolver(calendario, lectura, limite)
    grupos = [en_orden(edicion, grupo) for grupo in calendario.acciones_de(solucion)]
    hechos = list(_periodos(edicion, caso, lectura.veredictos, grupos, cierres))
    comprobar_plan(calendario, solucion, capacidad, [p for p, _ in hechos])
    ultimo = hechos[-1][1]
    hechas = {accion for grupo in grupos for accion in grupo}
    fuera = motivos(edicion, ultimo, candidatas, hechas, capacidad)
    return Plan(brecha, tuple(p for p, _ in hechos), fuera)


def pendientes(edicion: Edicion, caso: Caso, lectura: Lectura) -> dict[str, tuple[str, ...]]:
    """Las acciones que no se han hecho, con lo que requieren y tampoco se ha hecho."""
    todas = edicion.catalogo.acciones
    faltan = [c for c, a in todas.items() if not acciones.hecha(a, edicion, caso, lectura.veredictos)]
    return {c: tuple(r for r in todas[c].requiere if r in faltan) for c in faltan}


def _resolver(calendario: Calendario, lectura: Lectura, limite: float) -> tuple[Solucion, Fraction]:
    """La mejor solución etapa por etapa, y la brecha de la última etapa no demostrada."""
    modelo = calendario.logica.modelo
    brecha = Fraction(0)
    solucion = None
    for etapa in list(etapas(calendario, lectura)):
        if solucion is not None:
            sugerir(modelo, solucion)
        mejor = minimizar(modelo, [(-c, p) for c, p in etapa.terminos], limite)
        assert mejor is not None, "no hacer nada siempre se admite"
        solucion = mejor.solucion
        modelo.add(suma(etapa.terminos) >= -mejor.valor)
        if not mejor.demostrado:
            brecha = Fraction(mejor.valor - mejor.cota, max(1, abs(mejor.valor), abs(mejor.cota)))
    assert solucion is not None, "siempre hay alguna etapa"
    return solucion, brecha


def _periodos(
    edicion: Edicion,
    caso: Caso,
    antes: Mapping[str, Veredicto],
    grupos: Sequence[Sequence[str]],
    cierres: Sequence[date],
) -> Iterator[tuple[Periodo, Caso]]:
    """Cada periodo, evaluado con la definición tras hacer todo lo suyo y lo anterior, y cómo deja el caso."""
    veredictos = dict(antes)
    for numero, (grupo, cierre) in enumerate(zip(grupos, cierres, strict=True), start=1):
        hechas = []
        for accion in grupo:
            caso = acciones.hacer(edicion.catalogo, caso, [accion], cierre)
            quedan = _veredictos(edicion, caso, accion)
            cierra = tuple(
                c for c, v in quedan.items() if v.estado is Estado.CUMPLE is not veredictos[c].estado
            )
            veredictos.update(quedan)
            dias = edicion.catalogo.acciones[accion].esfuerzo_dias
            hechas.append(AccionDelPlan(accion, dias, cierra))
        lectura = semantica.leer(edicion, caso)
        yield Periodo(numero, cierre, tuple(hechas), madurez(edicion, lectura.veredictos)), caso


def _veredictos(edicion: Edicion, caso: Caso, accion: str) -> dict[str, Veredicto]:
    """Los de las reglas que leen algo que la acción logra, en el orden del catálogo."""
    evaluador = Evaluador(edicion, caso)
    logra = (Referencia(Ambito.CRITERIO, c) for c in edicion.catalogo.acciones[accion].logra)
    leen = {c for dato in logra for c in edicion.lectores.get(dato, ())}
    return {c: evaluador.veredicto(r) for c, r in edicion.reglas.items() if c in leen}

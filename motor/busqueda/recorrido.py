"""Unas acciones por periodo, hechas y evaluadas con la definición una tras otra."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from motor import acciones, semantica
from motor.busqueda.encargo import Encargo
from motor.busqueda.madurez import madurez
from motor.busqueda.resultado import AccionDelPlan, Madurez, Periodo, Urgencia
from motor.caso import Caso
from motor.lectura import Estado, Veredicto
from motor.semantica import Evaluador
from reglas.catalogo import Edicion
from reglas.condiciones import Ambito, Referencia


class Merito(NamedTuple):
    """Lo que vale un plan, en el orden en que se persigue.

    Salvo `a_tiempo`, que cuenta los deberes cumplidos antes de su plazo, cada suma es de todos los periodos.
    """

    vencidos: int
    a_tiempo: int
    incumplidos: int
    por_saber: int
    niveles: int
    puntaje: Fraction


def merito(encargo: Encargo, periodos: Sequence[Periodo]) -> Merito:
    """El de unos periodos de un encargo."""
    deberes = encargo.deberes
    cumplidos = Counter(deberes[c] for p in periodos for c in p.deberes)
    por_vencer = (c for c, urgencia in deberes.items() if urgencia is Urgencia.POR_VENCER)
    return Merito(
        vencidos=cumplidos[Urgencia.VENCIDO],
        a_tiempo=sum(c in periodos[encargo.a_tiempo(c)].deberes for c in por_vencer),
        incumplidos=cumplidos[Urgencia.POR_VENCER] + cumplidos[Urgencia.INCUMPLIDO],
        por_saber=cumplidos[Urgencia.POR_SABER],
        niveles=sum(niveles(p.madurez) for p in periodos),
        puntaje=sum((p.madurez.total.indice or Fraction(0) for p in periodos), Fraction(0)),
    )


def niveles(madurez_: Madurez) -> int:
    """La suma de los niveles de todos los escenarios."""
    return sum(logro.nivel or 0 for logro in madurez_.escenarios.values())


def recorrer(encargo: Encargo, grupos: Sequence[Iterable[str]]) -> tuple[list[Periodo], Caso]:
    """Cada periodo tras hacer todo lo suyo y lo anterior, y cómo queda el caso al final."""
    caso, veredictos = encargo.caso, dict(encargo.lectura.veredictos)
    periodos = []
    for numero, (grupo, cierre) in enumerate(zip(grupos, encargo.cierres, strict=True), start=1):
        hechas = []
        for codigo in en_orden(encargo.edicion, grupo):
            caso = acciones.hacer(encargo.catalogo, caso, [codigo], cierre)
            quedan = _veredictos(encargo.edicion, caso, codigo)
            cierra = tuple(
                c for c, v in quedan.items() if v.estado is Estado.CUMPLE is not veredictos[c].estado
            )
            veredictos.update(quedan)
            hechas.append(_del_plan(encargo, codigo, cierra))
        finales = semantica.leer(encargo.edicion, caso).veredictos
        deberes = tuple(c for c in encargo.deberes if finales[c].estado is Estado.CUMPLE)
        periodos.append(Periodo(numero, cierre, tuple(hechas), madurez(encargo.edicion, finales), deberes))
    return periodos, caso


def en_orden(edicion: Edicion, codigos: Iterable[str]) -> list[str]:
    """Las acciones, cada una después de las que requiere y, por lo demás, en el orden dado."""
    pedidas = list(codigos)
    puestas: dict[str, None] = {}
    vistas: set[str] = set()

    def poner(codigo: str) -> None:
        if codigo not in vistas:
            vistas.add(codigo)
            for requisito in edicion.catalogo.acciones[codigo].requiere:
                poner(requisito)
            if codigo in pedidas:
                puestas[codigo] = None

    for codigo in pedidas:
        poner(codigo)
    return list(puestas)


def _del_plan(encargo: Encargo, codigo: str, cierra: tuple[str, ...]) -> AccionDelPlan:
    ficha = encargo.accion(codigo)
    return AccionDelPlan(
        accion=codigo,
        esfuerzo_dias=ficha.esfuerzo_dias,
        cierra=cierra,
        responsable=ficha.responsable,
        duracion_semanas=ficha.duracion_semanas,
        costo=encargo.costo(codigo),
    )


def _veredictos(edicion: Edicion, caso: Caso, accion: str) -> dict[str, Veredicto]:
    """Los de las reglas que leen algo que la acción logra, en el orden del catálogo."""
    evaluador = Evaluador(edicion, caso)
    logra = (Referencia(Ambito.CRITERIO, c) for c in edicion.catalogo.acciones[accion].logra)
    leen = {c for dato in logra for c in edicion.lectores.get(dato, ())}
    return {c: evaluador.veredicto(r) for c, r in edicion.reglas.items() if c in leen}

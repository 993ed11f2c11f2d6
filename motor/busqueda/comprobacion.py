"""Antes de mostrar nada: lo que se propone se aplica y se evalúa hacia adelante con la definición."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from motor import acciones, puntaje, semantica
from motor.busqueda.calendario import Calendario
from motor.busqueda.encargo import Encargo
from motor.busqueda.etapas import NIVELES, Etapa
from motor.busqueda.niveles import medios, peso
from motor.busqueda.recorrido import en_orden, niveles
from motor.busqueda.resultado import Periodo
from motor.caso import Caso, Valor
from motor.errores import PromesaIncumplida
from motor.lectura import Estado, Lectura
from motor.restricciones import Solucion
from reglas.catalogo import Edicion
from reglas.condiciones import Ambito, Referencia


def comprobar_cambios(
    edicion: Edicion, caso: Caso, antes: Lectura, nuevos: Mapping[str, Valor], metas: Mapping[str, int]
) -> Lectura:
    """La lectura con los cambios hechos. Lanza PromesaIncumplida si no llegan a la meta."""
    despues = semantica.leer(edicion, caso.con_valores(nuevos))
    diferencias = list(_incumplido(antes, despues, metas))
    if diferencias:
        raise PromesaIncumplida(diferencias)
    return despues


def _incumplido(antes: Lectura, despues: Lectura, metas: Mapping[str, int]) -> Iterator[str]:
    for escenario, nivel in metas.items():
        niveles = despues.niveles.get(escenario)
        if niveles is None or niveles.minimo < nivel:
            quedo = "sin nivel" if niveles is None else f"en el nivel {niveles.minimo}"
            yield f"{escenario} queda {quedo} y se prometía el {nivel}"
    for codigo, veredicto in despues.veredictos.items():
        if veredicto.estado is Estado.NO_APLICA is not antes.veredictos[codigo].estado:
            yield f"«{codigo}» deja de aplicar"


def comprobar_acciones(edicion: Edicion, caso: Caso, nuevos: Mapping[str, Valor], hechas: list[str]) -> None:
    """Que las acciones dejen de verdad esos valores. Lanza PromesaIncumplida si no."""
    catalogo = edicion.catalogo
    logrables = {c for accion in catalogo.acciones.values() for c in accion.logra}
    quedo = acciones.hacer(catalogo, caso, en_orden(edicion, hechas), caso.fecha_corte)
    diferencias = [
        f"«{criterio}» queda en {quedo.valor(Referencia(Ambito.CRITERIO, criterio))} y se prometía {valor}"
        for criterio, valor in nuevos.items()
        if criterio in logrables and not _deja(quedo.valor(Referencia(Ambito.CRITERIO, criterio)), valor)
    ]
    if diferencias:
        raise PromesaIncumplida(diferencias)


def _deja(queda: Valor | None, prometido: Valor) -> bool:
    if isinstance(queda, tuple) and isinstance(prometido, tuple):
        return set(prometido) <= set(queda)
    return queda == prometido


def comprobar_plan(
    calendario: Calendario, solucion: Solucion, etapas: Sequence[Etapa], periodos: Sequence[Periodo]
) -> None:
    """Que el plan respete el pedido y dé lo que el modelo dijo. Lanza PromesaIncumplida si no."""
    grupos = [[a.accion for a in p.acciones] for p in periodos]
    diferencias = [
        *_de_recursos(calendario.encargo, grupos),
        *_de_orden(calendario.encargo, grupos),
        *_de_decisiones(calendario.encargo, grupos),
        *_de_madurez(calendario, solucion, periodos),
        *_de_deberes(calendario, solucion, periodos),
        *_de_niveles(solucion, etapas, periodos),
    ]
    if diferencias:
        raise PromesaIncumplida(diferencias)


def _de_recursos(encargo: Encargo, grupos: Sequence[Sequence[str]]) -> Iterator[str]:
    for recurso in encargo.recursos:
        de_que = "pesos" if recurso.dinero else f"días de «{recurso.area}»" if recurso.area else "días"
        for numero, sobra in enumerate(recurso.libre(grupos), start=1):
            if sobra < 0:
                yield f"hasta el periodo {numero} faltan {-sobra} {de_que}"


def _de_orden(encargo: Encargo, grupos: Sequence[Sequence[str]]) -> Iterator[str]:
    puestas: dict[str, int] = {}
    for t, grupo in enumerate(grupos):
        for codigo in grupo:
            espera, antes = encargo.espera(codigo), encargo.pendientes[codigo]
            a_tiempo = t >= espera and all(r in puestas and puestas[r] + espera <= t for r in antes)
            if codigo in puestas or not a_tiempo:
                yield f"«{codigo}» está repetida o antes de lo que requiere o de lo que tarda"
            puestas[codigo] = t


def _de_decisiones(encargo: Encargo, grupos: Sequence[Sequence[str]]) -> Iterator[str]:
    for t, grupo in enumerate(grupos):
        yield from (f"«{c}» está prohibida" for c in grupo if c in encargo.pedido.prohibidas)
        for codigo, fijado in encargo.fijadas.items():
            if (codigo in grupo) is not (fijado == t):
                yield f"«{codigo}» se fijó en el periodo {fijado + 1}"


def _de_madurez(calendario: Calendario, solucion: Solucion, periodos: Sequence[Periodo]) -> Iterator[str]:
    for periodo, vista in zip(periodos, calendario.vistas, strict=True):
        for escenario, logro in periodo.madurez.escenarios.items():
            if logro.indice is not None:
                pesa = solucion.suma(peso(vista, escenario))
                indice = puntaje.indice(solucion.suma(medios(vista, escenario)), pesa)
                if indice != logro.indice:
                    donde = f"{escenario} en el periodo {periodo.numero}"
                    yield f"{donde}: se prometía {float(indice):.4f} y da {float(logro.indice):.4f}"


def _de_deberes(calendario: Calendario, solucion: Solucion, periodos: Sequence[Periodo]) -> Iterator[str]:
    for periodo, vista in zip(periodos, calendario.vistas, strict=True):
        for codigo in calendario.encargo.deberes:
            prometido = solucion.cierto(vista.regla(calendario.edicion.reglas[codigo]).es(Estado.CUMPLE))
            if prometido is not (codigo in periodo.deberes):
                yield f"«{codigo}» al terminar el periodo {periodo.numero} no queda como se prometía"


def _de_niveles(solucion: Solucion, etapas: Sequence[Etapa], periodos: Sequence[Periodo]) -> Iterator[str]:
    """El modelo afirma a lo sumo los niveles que hay."""
    prometidos = sum(solucion.suma(e.terminos) for e in etapas if e.busca is NIVELES)
    logrados = sum(niveles(p.madurez) for p in periodos)
    if prometidos > logrados:
        yield f"se prometían {prometidos} niveles entre todos los periodos y son {logrados}"

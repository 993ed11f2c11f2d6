"""Antes de mostrar nada: lo que se propone se aplica y se evalúa hacia adelante con la definición."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from motor import acciones, puntaje, semantica
from motor.busqueda.calendario import Calendario
from motor.busqueda.niveles import medios, peso
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


def en_orden(edicion: Edicion, codigos: list[str]) -> list[str]:
    """Las acciones, cada una después de las que requiere y, por lo demás, en el orden dado."""
    requiere = {c: a.requiere for c, a in edicion.catalogo.acciones.items()}
    puestas: dict[str, None] = {}
    vistas: set[str] = set()

    def poner(codigo: str) -> None:
        if codigo not in vistas:
            vistas.add(codigo)
            for requisito in requiere[codigo]:
                poner(requisito)
            if codigo in codigos:
                puestas[codigo] = None

    for codigo in codigos:
        poner(codigo)
    return list(puestas)


def comprobar_plan(
    calendario: Calendario, solucion: Solucion, capacidad: int, periodos: Sequence[Periodo]
) -> None:
    """Que el plan quepa, respete los requisitos y dé lo que el modelo dijo. Lanza PromesaIncumplida si no."""
    diferencias = [*_de_orden(calendario, capacidad, periodos), *_de_madurez(calendario, solucion, periodos)]
    if diferencias:
        raise PromesaIncumplida(diferencias)


def _de_orden(calendario: Calendario, capacidad: int, periodos: Sequence[Periodo]) -> Iterator[str]:
    puestas: set[str] = set()
    for periodo in periodos:
        if periodo.esfuerzo_dias > capacidad:
            yield f"el periodo {periodo.numero} pide {periodo.esfuerzo_dias} días y caben {capacidad}"
        for hecha in periodo.acciones:
            faltan = set(calendario.candidatas[hecha.accion]) - puestas
            if faltan or hecha.accion in puestas:
                yield f"«{hecha.accion}» está repetida o antes de lo que requiere"
            puestas.add(hecha.accion)


def _de_madurez(calendario: Calendario, solucion: Solucion, periodos: Sequence[Periodo]) -> Iterator[str]:
    for periodo, vista in zip(periodos, calendario.vistas, strict=True):
        for escenario, logro in periodo.madurez.escenarios.items():
            if logro.indice is not None:
                pesa = solucion.suma(peso(vista, escenario))
                indice = puntaje.indice(solucion.suma(medios(vista, escenario)), pesa)
                if indice != logro.indice:
                    donde = f"{escenario} en el periodo {periodo.numero}"
                    yield f"{donde}: se prometía {float(indice):.4f} y da {float(logro.indice):.4f}"

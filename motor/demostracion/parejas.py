"""Dos reglas que se estorban, que son la misma o de las que una encierra a la otra."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from motor.cuestionario import OBLIGATORIOS
from motor.demostracion.banco import Banco, Tareas, aplica, defecto, nota
from motor.demostracion.relato import lecturas
from motor.demostracion.resultado import Observacion
from motor.lectura import Estado
from motor.restricciones import Modelo, Proposicion
from reglas.catalogo import Regla
from reglas.condiciones import Referencia

Leidos = frozenset[Referencia | str]


def compatibles(banco: Banco) -> Tareas:
    """Una por pareja de reglas obligatorias que podrían estorbarse."""
    deberes = [r for r in banco.edicion.reglas.values() if r.ficha.caracter in OBLIGATORIOS]
    for una, otra in _relacionadas(banco, deberes, banco.alcance):
        yield f"{una.codigo} y {otra.codigo}", partial(_compatible, banco, una, otra)


def distintas(banco: Banco) -> Tareas:
    """Una por pareja de reglas que podrían encerrarse."""
    for una, otra in _relacionadas(banco, list(banco.edicion.reglas.values()), frozenset):
        yield f"{una.codigo} y {otra.codigo}", partial(_distinta, banco, una, otra)


@dataclass(frozen=True)
class _Lecturas:
    """Lo que leen las partes de una regla; si dos no tienen nada en común, no se afectan."""

    cumple: Leidos
    aplica: Leidos

    def toca(self, otra: _Lecturas) -> bool:
        """Si cumplir esta depende de algo que la otra lee o de su aplicación."""
        propia = bool(self.cumple & self.aplica) and bool(self.aplica & (otra.cumple | otra.aplica))
        return propia or bool(self.cumple & (otra.cumple | otra.aplica))


def _relacionadas(
    banco: Banco, reglas: list[Regla], ampliar: Callable[[Iterable[Referencia | str]], Leidos]
) -> Iterator[tuple[Regla, Regla]]:
    leen = {
        r.codigo: _Lecturas(*(ampliar(lecturas(banco.edicion, [c])) for c in (r.cumple_si, r.aplica_si)))
        for r in reglas
    }
    for una, otra in combinations(reglas, 2):
        a, b = leen[una.codigo], leen[otra.codigo]
        if a.toca(b) or b.toca(a):
            yield una, otra


def _cumplidas(modelo: Modelo, una: Regla, otra: Regla) -> tuple[Proposicion, Proposicion]:
    cumple_una, cumple_otra = (modelo.caso.regla(r).es(Estado.CUMPLE) for r in (una, otra))
    return cumple_una, cumple_otra


def _compatible(banco: Banco, una: Regla, otra: Regla) -> Iterator[Observacion]:
    modelo = banco.modelo()
    coherente = banco.coherente(modelo, una, otra)
    aplican = [aplica(modelo, una), aplica(modelo, otra)]
    cumplidas = _cumplidas(modelo, una, otra)
    if banco.buscar(modelo, coherente, *aplican, *cumplidas) is not None:
        return
    solucion = banco.buscar(modelo, coherente, *aplican)
    # Si una no se puede cumplir por sí sola, ya se dijo al examinarla.
    posibles = all(banco.buscar(modelo, coherente, *p) for p in zip(aplican, cumplidas, strict=True))
    if solucion is not None and posibles:
        yield defecto(
            f"{una.codigo} y {otra.codigo}",
            f"A esta entidad la obligan {banco.titulo(una.codigo)} y {banco.titulo(otra.codigo)}, "
            "y no puede cumplir las dos.",
            banco.ejemplo(modelo, solucion, una, otra),
        )


def _distinta(banco: Banco, una: Regla, otra: Regla) -> Iterator[Observacion]:
    modelo = banco.modelo()
    aplican = modelo.logica.y(aplica(modelo, una), aplica(modelo, otra))
    cumple_una, cumple_otra = _cumplidas(modelo, una, otra)
    if not _misma_aplicacion(banco, modelo, una, otra):
        return
    if banco.buscar(modelo, aplican, cumple_una, cumple_otra) is None:
        return
    sujeto = f"{una.codigo} y {otra.codigo}"
    encierra = banco.buscar(modelo, aplican, cumple_una, ~cumple_otra) is None
    encerrada = banco.buscar(modelo, aplican, cumple_otra, ~cumple_una) is None
    titulos = banco.titulo(una.codigo), banco.titulo(otra.codigo)
    if encierra and encerrada:
        yield defecto(sujeto, f"{titulos[0]} y {titulos[1]} se cumplen en los mismos casos: son la misma.")
    elif encierra:
        yield nota(sujeto, f"Quien cumple {titulos[0]} cumple también {titulos[1]}.")
    elif encerrada:
        yield nota(sujeto, f"Quien cumple {titulos[1]} cumple también {titulos[0]}.")


def _misma_aplicacion(banco: Banco, modelo: Modelo, una: Regla, otra: Regla) -> bool:
    if una.aplica_si == otra.aplica_si:
        return True
    a, b = modelo.caso.juicio(una.aplica_si), modelo.caso.juicio(otra.aplica_si)
    return all(banco.buscar(modelo, *p) is None for p in ((a.si, ~b.si), (b.si, ~a.si)))

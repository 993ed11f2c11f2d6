"""Con todo respondido no queda nada por saber: ni un hecho derivado ni el estado de una regla."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from motor.demostracion.banco import Banco, Tareas, defecto
from motor.demostracion.relato import lecturas
from motor.demostracion.resultado import Observacion
from motor.lectura import Estado
from reglas.catalogo import Hecho, Regla
from reglas.condiciones import Ambito, referencias


def tareas(banco: Banco) -> Tareas:
    """Una por hecho y una por regla."""
    for codigo, hecho in banco.edicion.hechos.items():
        yield f"hecho.{codigo}", partial(_hecho, banco, hecho)
    for codigo, regla in banco.edicion.reglas.items():
        yield codigo, partial(_regla, banco, regla)


def _hecho(banco: Banco, hecho: Hecho) -> Iterator[Observacion]:
    modelo = banco.modelo()
    si, no = modelo.caso.hecho(hecho.codigo)
    solucion = banco.buscar(modelo, ~si, ~no)
    if solucion is not None:
        yield defecto(
            f"hecho.{hecho.codigo}",
            f"Con todo respondido no se llega a saber si es cierto que «{hecho.ficha.titulo}».",
            banco.contar(modelo, solucion, lecturas(banco.edicion, [hecho.si])),
        )


def _regla(banco: Banco, regla: Regla) -> Iterator[Observacion]:
    modelo = banco.modelo()
    leidos = {d.codigo for c in regla.condiciones() for d in referencias(c) if d.ambito is Ambito.HECHO}
    # Un hecho que no se llega a saber ya se dijo: aquí se buscan las demás causas.
    sabidos = [modelo.logica.o(*modelo.caso.hecho(codigo)) for codigo in sorted(leidos)]
    estados = modelo.caso.regla(regla)
    solucion = banco.buscar(modelo, modelo.rige(regla), estados.es(Estado.SIN_INFORMACION), *sabidos)
    if solucion is not None:
        yield defecto(
            regla.codigo,
            "Un caso respondido por completo la deja sin información.",
            banco.ejemplo(modelo, solucion, regla),
        )

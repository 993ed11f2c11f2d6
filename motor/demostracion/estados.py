"""Cada regla puede cumplirse, incumplirse y, si lo declara, cumplirse en parte."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from motor.demostracion.banco import Banco, Tareas, aplica, defecto
from motor.demostracion.resultado import Observacion
from motor.lectura import Estado
from reglas.catalogo import Regla

_MENSAJES = {
    Estado.CUMPLE: "Nadie puede cumplirla: ninguna respuesta la deja en «cumple» cuando aplica.",
    Estado.PARCIAL: "Nadie puede cumplirla en parte: su «parcial_si» nunca decide.",
    Estado.NO_CUMPLE: "Nadie puede incumplirla: cuando aplica, ninguna respuesta la deja en «no cumple».",
}


def tareas(banco: Banco) -> Tareas:
    """Una por regla."""
    for codigo, regla in banco.edicion.reglas.items():
        yield codigo, partial(_examinar, banco, regla)


def _examinar(banco: Banco, regla: Regla) -> Iterator[Observacion]:
    modelo = banco.modelo()
    estados = modelo.caso.regla(regla)
    le_aplica = modelo.logica.y(aplica(modelo, regla), banco.coherente(modelo, regla))
    if banco.buscar(modelo, le_aplica) is None:
        yield defecto(
            regla.codigo, "No le aplica a nadie: su «aplica_si» no se cumple con ninguna respuesta."
        )
        return
    for estado, mensaje in _MENSAJES.items():
        declarado = estado is not Estado.PARCIAL or regla.parcial_si is not None
        if declarado and banco.buscar(modelo, le_aplica, estados.es(estado)) is None:
            yield defecto(regla.codigo, mensaje)

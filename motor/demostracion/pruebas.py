"""Las pruebas que se hacen a una base, en orden, y cómo se corren."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from motor.demostracion import condiciones, estados, informacion, niveles, parejas, promesas, vigencias
from motor.demostracion.banco import Banco, Tareas
from motor.demostracion.resultado import Demostracion, Gravedad, Observacion, Prueba
from motor.restricciones import LIMITE, SinDemostrar
from reglas.catalogo import Catalogo


@dataclass(frozen=True, slots=True)
class _Clase:
    codigo: str
    titulo: str
    tareas: Callable[[Banco], Tareas]


_PRUEBAS = (
    _Clase("estados", "Toda regla se puede cumplir, incumplir y cumplir en parte", estados.tareas),
    _Clase("condiciones", "Ninguna parte de una condición da siempre lo mismo", condiciones.tareas),
    _Clase("informacion", "Con todo respondido no queda nada por saber", informacion.tareas),
    _Clase("niveles", "Toda clase de entidad puede llegar a todos los niveles", niveles.tareas),
    _Clase("promesas", "Cada acción cierra lo que promete", promesas.tareas),
    _Clase(
        "compatibles",
        "Las reglas obligatorias que aplican juntas se pueden cumplir juntas",
        parejas.compatibles,
    ),
    _Clase("distintas", "Ninguna regla repite a otra", parejas.distintas),
    _Clase("vigencias", "Cada parámetro tiene un solo valor cada día", vigencias.tareas),
)
PRUEBAS = tuple(p.codigo for p in _PRUEBAS)
"""Los códigos de las pruebas, en orden."""


def demostrar(
    catalogo: Catalogo, fecha: date, *, solo: Collection[str] = PRUEBAS, limite: float = LIMITE
) -> Demostracion:
    """Somete a prueba la edición que rige en una fecha.

    La fecha solo escoge la edición: lo que se demuestra vale para toda fecha de corte de su vigencia.
    Es determinista: la misma base da siempre lo mismo. `limite` acota cada pregunta. Lanza ValueError
    si `solo` nombra una prueba que no existe.
    """
    if desconocidas := set(solo) - set(PRUEBAS):
        raise ValueError(f"No existe la prueba {sorted(desconocidas)}; hay {', '.join(PRUEBAS)}.")
    banco = Banco(catalogo.al(fecha), limite)
    pruebas = tuple(_correr(banco, p) for p in _PRUEBAS if p.codigo in solo)
    return Demostracion(fecha, catalogo.base.version, catalogo.digesto, pruebas)


def _correr(banco: Banco, prueba: _Clase) -> Prueba:
    observaciones: list[Observacion] = []
    examinados = 0
    for sujeto, examinar in prueba.tareas(banco):
        examinados += 1
        try:
            observaciones.extend(examinar())
        except SinDemostrar as error:
            observaciones.append(Observacion(Gravedad.SIN_DEMOSTRAR, sujeto, str(error)))
    return Prueba(prueba.codigo, prueba.titulo, examinados, tuple(observaciones))

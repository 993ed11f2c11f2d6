"""Lo que un resultado anterior deja sin volver a calcular: lo que no depende de nada que haya cambiado."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motor.caso import Caso, cambiados
from motor.lectura import Lectura, Veredicto
from motor.resultado import Hallazgo, Resultado
from reglas.catalogo import Edicion


@dataclass(frozen=True, slots=True)
class Aprovechable:
    """Los hallazgos que siguen valiendo, por su regla, y los efectos, por su cadena de acciones."""

    hallazgos: Mapping[str, Hallazgo] = field(default_factory=dict)
    efectos: Mapping[tuple[str, ...], Mapping[str, Veredicto]] = field(default_factory=dict)


def de_antes(edicion: Edicion, caso: Caso, lectura: Lectura, antes: Resultado | None) -> Aprovechable:
    """Lo que sirve de un resultado completo; nada si es de otra edición, de otra entidad o de otra fecha."""
    if antes is None or antes.edicion is not edicion:
        return Aprovechable()
    nuevos = cambiados(antes.caso, caso)
    if nuevos is None:
        return Aprovechable()
    explicadas = (c for c, datos in edicion.explicaciones.items() if datos.isdisjoint(nuevos))
    return Aprovechable(
        {
            codigo: antes.hallazgos[codigo]
            for codigo in explicadas
            if antes.hallazgos[codigo].veredicto == lectura.veredictos[codigo]
        },
        {
            cadena: quedan
            for cadena, quedan in antes.efectos.items()
            if all(edicion.lecturas[regla].isdisjoint(nuevos) for regla in quedan)
        },
    )

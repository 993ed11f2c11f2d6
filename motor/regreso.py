"""Lo respondido con una base, leído con una versión anterior: las tablas de equivalencias al revés. Puro."""

from __future__ import annotations

from collections.abc import Mapping

from motor.equivalencias import Contestada, en_la_forma_de
from reglas.catalogo import Catalogo
from reglas.equivalencias import camino
from reglas.fichas import TablaDeEquivalencias

_MISMA_PREGUNTA = frozenset({"igual", "menor"})


def regresar(
    catalogo: Catalogo, anterior: Catalogo, respondidas: Mapping[str, Contestada]
) -> dict[str, Contestada]:
    """Lo que de unas respuestas de hoy vale también en una base anterior, con los códigos de ella.

    Solo vuelve lo que ninguna tabla dice que cambió de fondo ni de opciones: lo demás se preguntaba de otra
    manera, y queda sin responder. Sin tablas que lleven de una versión a la otra no vuelve nada.
    """
    pasos = camino(catalogo, anterior.base.version)
    if pasos is None:
        return {}
    vivas = dict(respondidas)
    for tabla in reversed(pasos):
        vivas = _antes_de(tabla, vivas)
    en_su_forma = (
        (codigo, en_la_forma_de(anterior.criterios[codigo], dicho))
        for codigo, dicho in vivas.items()
        if codigo in anterior.criterios
    )
    return {codigo: dicho for codigo, dicho in en_su_forma if dicho is not None}


def _antes_de(tabla: TablaDeEquivalencias, vivas: Mapping[str, Contestada]) -> dict[str, Contestada]:
    cambiadas = {codigo for cambio in tabla.cambios for codigo in cambio.ahora}
    quedan = {c: dicho for c, dicho in vivas.items() if c not in cambiadas and c not in tabla.nuevas}
    for cambio in tabla.cambios:
        if cambio.tipo in _MISMA_PREGUNTA and not cambio.valores and cambio.ahora[0] in vivas:
            quedan[cambio.antes[0]] = vivas[cambio.ahora[0]]
    return quedan

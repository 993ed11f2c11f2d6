"""El segundo evaluador de la misma semántica: inferencia hacia adelante sobre durable-rules.

Cada caso se deduce por etapas y lo que una concluye son hechos de la siguiente: hechos derivados (por
estratos) → aplicabilidad → condiciones y estado de cada regla → niveles por escenario y cota → qué
se corrige → acciones propuestas y su horizonte. `motor.semantica` es la definición; los dos tienen
que decir siempre lo mismo.
"""

from __future__ import annotations

from motor.inferencia.compatibilidad import exigir_python

exigir_python()

from motor.inferencia.memoria import leer, olvidar, preparar  # noqa: E402 - antes se comprueba la versión

__all__ = ["leer", "olvidar", "preparar"]

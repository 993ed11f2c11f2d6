"""Comparar las entidades de un lote: entre qué puestos queda cada una."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from autodiagnostico.busqueda import sensibilidad
from autodiagnostico.lotes.calculo import Encargo, Forma
from autodiagnostico.lotes.proceso import Avisar, Resumen, resultados_de
from motor import Resultado
from motor.sensibilidad import Sensibilidad
from reglas import Catalogo


@dataclass(frozen=True)
class Comparacion:
    """Los resultados por código de entidad, sus intervalos de puesto y cómo le fue al lote.

    `sin_indice` son las entidades a las que no les aplica ninguna regla con peso.
    """

    resultados: Mapping[str, Resultado]
    sensibilidad: Sensibilidad
    sin_indice: tuple[str, ...]
    resumen: Resumen


def comparar_lote(
    entrada: Path, catalogo: Catalogo, fecha: date | None, datos: Path, avisar: Avisar
) -> Comparacion:
    """Evalúa los casos de un archivo y los compara; `avisar` recibe lo que está mal en cada uno.

    De una entidad repetida cuenta el primer caso. Lanza ErrorDeEntrada si el lote entero no se puede leer, y
    ErrorDeEvaluacion si la comparación no tiene garantías.
    """
    resumen = Resumen()
    encargo = Encargo(Forma.RESULTADOS, fecha, datos)
    resultados: dict[str, Resultado] = {}
    for donde, resultado in resultados_de(entrada, catalogo, encargo, resumen, avisar):
        codigo = resultado.caso.entidad.codigo
        if codigo in resultados:
            resumen.con_problemas += 1
            avisar.problema(
                f"{donde}: entidad.codigo: «{codigo}» ya venía en otro caso. Se admite: una vez cada una."
            )
        else:
            resultados[codigo] = resultado
    hallada = sensibilidad(catalogo, {c: r.escenarios for c, r in resultados.items()})
    sin_indice = tuple(c for c in resultados if c not in hallada.puestos)
    return Comparacion(resultados, hallada, sin_indice, resumen)

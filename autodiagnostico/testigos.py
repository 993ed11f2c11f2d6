"""De qué filas guarda la bitácora un testigo, y cómo se resume cada una.

Un asiento con testigo lleva la huella de la fila que se escribió con él: cambiarla a mano después se nota.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autodiagnostico.almacen.tablas import (
    Asiento,
    EvaluacionIndependiente,
    EventoDeRespuesta,
    Instantanea,
    Movimiento,
    Muestra,
)
from autodiagnostico.huellas import huella

FilaConTestigo = EventoDeRespuesta | Movimiento | Instantanea | Muestra | EvaluacionIndependiente


@dataclass(frozen=True, slots=True)
class Testigo:
    """Una tabla con testigo: qué campos se resumen y cómo se dice una de sus filas.

    Los campos van escritos para que una columna nueva no cambie las huellas ya asentadas.
    """

    tabla: type[FilaConTestigo]
    campos: tuple[str, ...]
    dicha: str


TESTIGOS: Mapping[str, Testigo] = {
    "evento_de_respuesta": Testigo(
        EventoDeRespuesta,
        ("diagnostico_id", "criterio", "version", "origen", "antes", "despues", "cuando", "autor_id"),
        "el cambio",
    ),
    "movimiento": Testigo(
        Movimiento,
        ("diagnostico_id", "hecho", "motivo", "cuando", "autor_id", "version_reglas", "digesto_reglas"),
        "el paso",
    ),
    "instantanea": Testigo(
        Instantanea,
        (
            *("diagnostico_id", "numero", "tomada", "autor_id", "version_reglas", "digesto_reglas"),
            *("caso", "resultado", "entradas", "salida"),
        ),
        "el cierre",
    ),
    "muestra": Testigo(
        Muestra,
        (
            *("diagnostico_id", "numero", "semilla", "tamano", "estratos", "poblacion", "criterios"),
            *("sorteada", "autor_id"),
        ),
        "el sorteo",
    ),
    "evaluacion_independiente": Testigo(
        EvaluacionIndependiente,
        (
            *("diagnostico_id", "criterio", "numero", "version_de_respuesta", "dictamen", "valor"),
            *("no_aplica", "comentario", "causa", "efecto", "recomendacion", "cuando", "autor_id"),
        ),
        "la evaluación independiente",
    ),
}
DESDE_CUANDO = frozenset({"movimiento"})
"""Las que ya existían antes de tener testigo: sus filas más viejas pueden no estar asentadas."""


def nombre_de(fila: FilaConTestigo) -> str:
    """Con qué nombre está la tabla de una fila entre los testigos."""
    return next(nombre for nombre, testigo in TESTIGOS.items() if isinstance(fila, testigo.tabla))


def huella_de_fila(fila: FilaConTestigo) -> str:
    """La huella de una fila con testigo."""
    return huella({campo: getattr(fila, campo) for campo in TESTIGOS[nombre_de(fila)].campos})


def huella_de_asiento(asiento: Asiento) -> str:
    """La huella que le corresponde a un asiento por lo que dice."""
    return huella(
        {
            "numero": asiento.numero,
            "cuando": asiento.cuando,
            "cuenta": asiento.cuenta_id,
            "hecho": asiento.hecho,
            "entidad": asiento.entidad_id,
            "objeto": asiento.objeto,
            "detalle": asiento.detalle,
            "anterior": asiento.anterior,
        }
    )


def testigo_de(fila: FilaConTestigo) -> dict[str, Any]:
    """Lo que el asiento de una fila ya numerada lleva en su detalle."""
    return {"tabla": nombre_de(fila), "fila": fila.id, "huella": huella_de_fila(fila)}

"""Evaluar con garantías: si los dos evaluadores no coinciden, el caso se guarda y no hay resultado."""

from __future__ import annotations

import json
from pathlib import Path

from autodiagnostico.errores import ErrorDeEvaluacion
from autodiagnostico.incidentes import guardar_incidente
from autodiagnostico.obrero import inferir
from motor import (
    Caso,
    DiscrepanciaEntreEvaluadores,
    ErrorDeInferencia,
    Resultado,
    escribir_caso,
)
from motor import evaluar as evaluar_con_el_motor
from reglas import Catalogo


def evaluar(catalogo: Catalogo, caso: Caso, datos: Path, antes: Resultado | None = None) -> Resultado:
    """El resultado de un caso; si no hay garantías, guarda el caso en `datos` y lanza ErrorDeEvaluacion.

    De un resultado de `antes` se aprovecha lo que no cambió.
    """
    try:
        return evaluar_con_el_motor(catalogo, caso, inferir, antes)
    except DiscrepanciaEntreEvaluadores as error:
        que = "El programa evalúa cada caso de dos maneras y esta vez no dieron lo mismo"
        raise incidente(catalogo, caso, datos, que, list(error.diferencias)) from error
    except ErrorDeInferencia as error:
        que = "El evaluador falló a mitad del caso"
        raise incidente(catalogo, caso, datos, que, [str(error)]) from error


def incidente(
    catalogo: Catalogo, caso: Caso, datos: Path, que: str, diferencias: list[str]
) -> ErrorDeEvaluacion:
    """Guarda el caso en `datos` para estudiarlo; devuelve el error que lo dice."""
    documento = {
        "que_paso": que,
        "diferencias": diferencias,
        "version_reglas": catalogo.base.version,
        "digesto_reglas": catalogo.digesto,
        "caso": escribir_caso(caso),
    }
    explicacion = f"{que}. No se muestra ni se guarda ningún resultado; las respuestas siguen como estaban."
    try:
        texto = json.dumps(documento, ensure_ascii=False, indent=2) + "\n"
        archivo = guardar_incidente(datos, texto, "json")
    except OSError as error:
        aviso = f"Además, no se pudo guardar el caso para estudiarlo ({error.strerror})."
        return ErrorDeEvaluacion(f"{explicacion} {aviso}")
    ayuda = f"El caso quedó en {archivo}; envíe ese archivo a quien mantiene el programa."
    return ErrorDeEvaluacion(f"{explicacion} {ayuda}", archivo)

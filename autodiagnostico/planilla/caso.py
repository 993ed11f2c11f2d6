"""El cuestionario en JSON: un caso del contrato, que además dice la versión de cada respuesta.

Sirve también un caso sin versiones, hecho por otro programa.
"""

from __future__ import annotations

import json
from typing import Any

from autodiagnostico.entrada.json_estricto import JsonInvalido, leer_json
from autodiagnostico.libros import DefectoDeCelda
from autodiagnostico.libros.hojas import Sitio
from autodiagnostico.planilla.libro import FORMATO
from autodiagnostico.planilla.modelo import (
    EVIDENCIAS,
    OBSERVACION,
    RESPUESTA,
    ErrorDePlanilla,
    Lectura,
    Leida,
    Planilla,
    no_sirve,
)
from autodiagnostico.planilla.textos import respuesta_canonica
from autodiagnostico.reloj import hoy
from motor import ErrorDeCaso, leer_caso
from motor.caso import MAXIMO_TEXTO, Respuesta, escribir_valor
from reglas import Catalogo

_CAMPOS = {"valor": RESPUESTA, "no_aplica": RESPUESTA, "evidencias": EVIDENCIAS, "observacion": OBSERVACION}


def escribir_json(planilla: Planilla) -> bytes:
    """El documento, con todas las preguntas aunque estén sin responder."""
    documento = {
        "formato": FORMATO,
        "entidad": dict(planilla.datos_de_la_entidad),
        "vigencia": planilla.vigencia,
        "respuestas": {
            r.criterio.codigo: {
                "pregunta": r.criterio.pregunta,
                "version": r.version,
                **_respuesta(respuesta_canonica(r.respuesta)),
            }
            for r in planilla.renglones
        },
    }
    return json.dumps(documento, ensure_ascii=False, indent=2).encode()


def _respuesta(respuesta: Respuesta) -> dict[str, Any]:
    dicho: dict[str, Any] = (
        {"valor": escribir_valor(respuesta.valor)}
        if respuesta.no_aplica is None
        else {"no_aplica": respuesta.no_aplica}
    )
    return {**dicho, "evidencias": list(respuesta.evidencias), "observacion": respuesta.observacion}


def leer_documento(contenido: bytes, catalogo: Catalogo) -> Lectura:
    """Lo que trae un documento. Lanza ErrorDePlanilla con todos los defectos."""
    try:
        datos = leer_json(contenido)
        versiones, campos, ajenas = _separar(datos, catalogo)
        caso = leer_caso(datos, catalogo, hoy=hoy())
    except (JsonInvalido, ErrorDeCaso) as error:
        raise ErrorDePlanilla(
            DefectoDeCelda(p.mensaje, campo=p.ruta, admite=p.admite) for p in error.problemas
        ) from error
    leidas = tuple(
        Leida(
            codigo,
            versiones.get(codigo),
            respuesta_canonica(respuesta),
            Sitio("", 0, "", f"respuestas.{codigo}"),
            frozenset(_CAMPOS[c] for c in campos[codigo] if c in _CAMPOS),
        )
        for codigo, respuesta in caso.respuestas.items()
    )
    _exigir_cortos(leidas)
    return Lectura(caso.entidad.codigo, caso.vigencia, leidas, tuple(ajenas))


def _separar(datos: Any, catalogo: Catalogo) -> tuple[dict[str, int], dict[str, list[str]], list[str]]:
    """Quita lo que no es del caso: las versiones, los enunciados y las preguntas que ya no están.

    Un documento sin el formato de aquí se lee tal cual, y lo que no exista es un defecto.
    """
    respuestas = datos.get("respuestas") if isinstance(datos, dict) else None
    propio = isinstance(datos, dict) and datos.pop("formato", None) == FORMATO
    versiones: dict[str, int] = {}
    ajenas: list[str] = []
    if not isinstance(respuestas, dict):
        return versiones, {}, ajenas
    for codigo, suya in list(respuestas.items()):
        if propio and codigo not in catalogo.criterios:
            ajenas.append(codigo)
            del respuestas[codigo]
        elif propio and isinstance(suya, dict):
            suya.pop("pregunta", None)
            version = suya.pop("version", None)
            if not isinstance(version, int) or isinstance(version, bool) or version < 0:
                raise no_sirve(f"La versión de «{codigo}» no se entiende.", "el número que traía")
            versiones[codigo] = version
    campos = {c: list(s) if isinstance(s, dict) else [] for c, s in respuestas.items()}
    return versiones, campos, ajenas


def _exigir_cortos(leidas: tuple[Leida, ...]) -> None:
    defectos = [
        leida.defecto(f"Trae un texto de más de {MAXIMO_TEXTO} caracteres.", f"hasta {MAXIMO_TEXTO}")
        for leida in leidas
        for r in [leida.respuesta]
        if any(len(t) > MAXIMO_TEXTO for t in (r.no_aplica or "", r.observacion, *r.evidencias))
    ]
    if defectos:
        raise ErrorDePlanilla(defectos)

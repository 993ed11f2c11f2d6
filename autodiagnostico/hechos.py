"""Lo que la bitácora registra, dicho en palabras."""

from __future__ import annotations

from collections.abc import Mapping

FRASES: Mapping[str, str] = {
    "respuesta": "Cambió una respuesta",
    "empezado": "Empezó el autodiagnóstico",
    "enviado": "Envió el autodiagnóstico",
    "revisado": "Dio por revisado el autodiagnóstico",
    "cerrado": "Cerró el autodiagnóstico",
    "devuelto": "Devolvió el autodiagnóstico",
    "reabierto": "Reabrió el autodiagnóstico",
    "instantánea": "Quedó congelado lo que se cerró",
    "acción llevada al plan": "Llevó una acción al plan, o la cambió",
    "acción quitada del plan": "Quitó una acción del plan",
    "renglón del plan cambiado": "Cambió un renglón del plan",
    "acción acordada con el área": "Acordó con el área una acción del plan",
    "acción presentada al Comité": "Presentó al Comité una acción del plan",
    "acción aprobada": "Registró la aprobación de una acción del plan",
    "acción devuelta por el Comité": "Devolvió una acción del plan",
    "acción empezada": "Empezó una acción del plan",
    "acción hecha": "Dio por hecha una acción del plan",
    "acción no hecha": "Dio por no hecha una acción del plan",
    "acción por reformular": "Volvió a proponer una acción del plan, para reformularla",
    "acción retomada": "Retomó una acción del plan",
    "plan aprobado": "Quedó congelada una versión aprobada del plan",
    "avance del plan": "Informó el avance de una acción del plan",
    "acción apartada": "Apartó una acción del plan",
    "acción que se vuelve a considerar": "Volvió a considerar una acción apartada",
    "mecanismo guardado": "Guardó un mecanismo de participación o realimentación",
    "mecanismo quitado": "Quitó un mecanismo de participación o realimentación",
    "lineamiento diferido": "Difirió un lineamiento",
    "lineamiento que se vuelve a atender": "Dejó de diferir un lineamiento",
    "tema asignado": "Asignó un tema",
    "tema sin responsable": "Dejó un tema sin responsable",
    "informe descargado": "Descargó un informe",
    "caso descargado": "Descargó las respuestas",
    "muestra sorteada": "Sorteó una muestra para evaluar",
    "evaluación independiente": "Registró una evaluación independiente",
    "entidad creada": "Creó la entidad",
    "entidad cambiada": "Cambió los datos de la entidad",
    "demostración cargada": "Cargó las entidades de demostración",
    "demostración quitada": "Quitó las entidades de demostración",
    "Manual instalado": "Instaló el Manual",
    "Manual quitado": "Quitó el Manual",
}
GRUPOS: Mapping[str, tuple[str, ...]] = {
    "Respuestas": ("respuesta",),
    "Pasos del autodiagnóstico": (
        *("empezado", "enviado", "revisado", "cerrado", "instantánea", "devuelto", "reabierto"),
    ),
    "Mesa y plan": (
        *("acción llevada al plan", "acción quitada del plan", "lineamiento diferido"),
        *("renglón del plan cambiado", "acción acordada con el área", "acción presentada al Comité"),
        *("acción aprobada", "acción devuelta por el Comité", "acción empezada", "acción hecha"),
        *("acción no hecha", "acción por reformular", "acción retomada", "plan aprobado", "avance del plan"),
        *("acción apartada", "acción que se vuelve a considerar", "mecanismo guardado", "mecanismo quitado"),
        *("lineamiento que se vuelve a atender", "tema asignado", "tema sin responsable"),
    ),
    "Control interno": ("muestra sorteada", "evaluación independiente"),
    "Descargas": ("informe descargado", "caso descargado"),
}
"""Para mirar solo una parte."""


def en_palabras(hecho: str) -> str:
    """Un hecho como lo diría una persona; uno que aquí no se conoce, con mayúscula al comienzo."""
    return FRASES.get(hecho, hecho[:1].upper() + hecho[1:])

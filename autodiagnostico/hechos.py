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
    "campaña creada": "Creó una campaña",
    "campaña cambiada": "Cambió una campaña",
    "campaña quitada": "Quitó una campaña",
    "entidades convocadas": "Convocó entidades a una campaña",
    "entidad desconvocada": "Sacó a la entidad de una campaña",
    "campaña recordada": "Recordó una campaña a las entidades que no han enviado",
    "asesoría registrada": "Registró una asesoría o un taller",
    "compromiso de asesoría cerrado": "Dijo en qué quedó el compromiso de una asesoría",
    "asesoría quitada": "Quitó una asesoría o un taller registrado por error",
    "plan de la Comisión cargado": "Cargó un plan de trabajo de la Comisión",
    "plan de la Comisión quitado": "Quitó el plan cargado de la Comisión",
    "seguimiento de la Comisión": "Dijo cómo va una fila del plan de la Comisión",
    "medidas importadas": "Importó medidas de fuera",
    "medidas quitadas": "Quitó una importación de medidas de fuera",
}
GRUPOS: Mapping[str, tuple[str, ...]] = {
    "Respuestas": ("respuesta",),
    "Pasos del autodiagnóstico": (
        *("empezado", "enviado", "revisado", "cerrado", "instantánea", "devuelto", "reabierto"),
    ),
    "Mesa y plan": (
        *("acción llevada al plan", "acción quitada del plan", "lineamiento diferido"),
        *("lineamiento que se vuelve a atender", "tema asignado", "tema sin responsable"),
    ),
    "Control interno": ("muestra sorteada", "evaluación independiente"),
    "Campañas y Comisión": (
        *("campaña creada", "campaña cambiada", "campaña quitada", "entidades convocadas"),
        *("entidad desconvocada", "campaña recordada", "asesoría registrada"),
        *("compromiso de asesoría cerrado", "asesoría quitada", "plan de la Comisión cargado"),
        *("plan de la Comisión quitado", "seguimiento de la Comisión", "medidas importadas"),
        "medidas quitadas",
    ),
    "Descargas": ("informe descargado", "caso descargado"),
}
"""Para mirar solo una parte."""


def en_palabras(hecho: str) -> str:
    """Un hecho como lo diría una persona; uno que aquí no se conoce, con mayúscula al comienzo."""
    return FRASES.get(hecho, hecho[:1].upper() + hecho[1:])

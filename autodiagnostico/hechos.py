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
    "respuestas traídas": "Trajo respuestas de la vigencia anterior",
    "respuestas pasadas de versión": "Pasó las respuestas a la base de reglas de hoy",
    "comentario": "Comentó una pregunta",
    "comentario resuelto": "Dio por resuelto un comentario",
    "comentario reabierto": "Reabrió un comentario",
    "cuestionario descargado": "Descargó el cuestionario",
    "cuestionario subido": "Subió el cuestionario lleno",
    "evidencia agregada": "Agregó una evidencia",
    "evidencia completada": "Puso el archivo de una evidencia",
    "evidencia cambiada": "Cambió los datos de una evidencia",
    "evidencia retirada": "Retiró una evidencia",
    "evidencia restituida": "Restituyó una evidencia",
    "evidencia descargada": "Descargó una evidencia",
    "evidencias descargadas": "Descargó las evidencias",
    "mesa guardada": "Cambió los datos de la Mesa",
    "integrante guardado": "Agregó o cambió un integrante de la Mesa",
    "integrante quitado": "Quitó un integrante de la Mesa",
    "sesión convocada": "Convocó una sesión de la Mesa",
    "sesión realizada": "Registró una sesión de la Mesa",
    "sesión cancelada": "Canceló una sesión de la Mesa",
    "compromiso cumplido": "Dio por cumplido un compromiso",
    "plantilla de acta puesta": "Puso una plantilla de acta",
    "plantilla de acta quitada": "Quitó la plantilla de acta",
    "entidad exportada": "Se llevó la entidad en un paquete",
    "cuenta creada": "Creó una cuenta",
    "cuenta activada": "Activó una cuenta",
    "cuenta desactivada": "Desactivó una cuenta",
    "datos de cuenta cambiados": "Cambió los datos de una cuenta",
    "datos suprimidos": "Suprimió datos personales",
    "rol dado": "Dio un rol",
    "rol quitado": "Quitó un rol",
    "clave cambiada": "Cambió su clave",
    "clave de un solo uso": "Dio una clave de un solo uso",
    "entró": "Entró",
    "salió": "Salió",
    "entrada frenada": "Se frenó una entrada",
    "otras sesiones cerradas": "Cerró sus otras sesiones",
    "restaurado": "Restauró la instalación desde un respaldo",
    "entidad traída": "Trajo la entidad de otra instalación",
    "fila traída": "Vino con la entidad",
}
GRUPOS: Mapping[str, tuple[str, ...]] = {
    "Respuestas": (
        *("respuesta", "respuestas traídas", "respuestas pasadas de versión", "cuestionario subido"),
        *("comentario", "comentario resuelto", "comentario reabierto"),
    ),
    "Evidencias": (
        *("evidencia agregada", "evidencia completada", "evidencia cambiada", "evidencia retirada"),
        *("evidencia restituida", "evidencia descargada", "evidencias descargadas"),
    ),
    "Pasos del autodiagnóstico": (
        *("empezado", "enviado", "revisado", "cerrado", "instantánea", "devuelto", "reabierto"),
    ),
    "Mesa y plan": (
        *("acción llevada al plan", "acción quitada del plan", "lineamiento diferido"),
        *("lineamiento que se vuelve a atender", "tema asignado", "tema sin responsable"),
        *("mesa guardada", "integrante guardado", "integrante quitado", "sesión convocada"),
        *("sesión realizada", "sesión cancelada", "compromiso cumplido"),
    ),
    "Control interno": ("muestra sorteada", "evaluación independiente"),
    "Descargas": (
        *("informe descargado", "caso descargado", "cuestionario descargado", "evidencias descargadas"),
        "entidad exportada",
    ),
    "Cuentas": (
        *("cuenta creada", "cuenta activada", "cuenta desactivada", "datos de cuenta cambiados"),
        *("datos suprimidos", "rol dado", "rol quitado", "clave cambiada", "clave de un solo uso"),
        *("entró", "salió", "entrada frenada", "otras sesiones cerradas"),
    ),
}
"""Para mirar solo una parte."""


def en_palabras(hecho: str) -> str:
    """Un hecho como lo diría una persona; uno que aquí no se conoce, con mayúscula al comienzo."""
    return FRASES.get(hecho, hecho[:1].upper() + hecho[1:])

"""Los códigos del motor dichos como los lee una persona: palabra, símbolo y tono de color."""

from __future__ import annotations

from dataclasses import dataclass

from autodiagnostico.vida import Paso
from motor import Estado, Razon
from motor.verdad import Verdad


@dataclass(frozen=True, slots=True)
class Signo:
    """Un estado nunca se dice solo con color: lleva símbolo y palabra."""

    simbolo: str
    palabra: str
    tono: str
    varias: str = ""
    """Cómo se dice de varias; si falta, igual."""

    def cuantas(self, numero: int) -> str:
        """«1 no cumple», «12 no cumplen»."""
        palabra = self.varias if self.varias and numero != 1 else self.palabra
        return f"{numero} {palabra[:1].lower()}{palabra[1:]}"


ESTADOS = {
    Estado.NO_CUMPLE: Signo("✕", "No cumple", "mal", "No cumplen"),
    Estado.PARCIAL: Signo("◐", "Cumple en parte", "medio", "Cumplen en parte"),
    Estado.EN_PLAZO: Signo("◷", "En plazo", "plazo"),
    Estado.SIN_INFORMACION: Signo("?", "Sin información", "duda"),
    Estado.CUMPLE: Signo("✓", "Cumple", "bien", "Cumplen"),
    Estado.NO_APLICA: Signo("–", "No aplica", "nada", "No aplican"),
}
"""En el orden en que conviene atenderlos."""

VERDADES = {
    Verdad.SI: Signo("✓", "se cumple", "bien"),
    Verdad.NO: Signo("✕", "no se cumple", "mal"),
    Verdad.DESCONOCIDO: Signo("?", "no se sabe todavía", "duda"),
}
"""Cómo salió una condición."""

DEDUCIDO = {
    Verdad.SI: Signo("●", "sí", "acento"),
    Verdad.NO: Signo("○", "no", "nada"),
    Verdad.DESCONOCIDO: Signo("?", "no se sabe todavía", "duda"),
}
"""Un hecho deducido no es bueno ni malo."""

CARACTERES = {
    "obligatorio": "Deber",
    "propio": "Deber del acto propio",
    "orientador": "Lineamiento",
    "facultad": "Facultad",
}
GRUPOS = {
    "Deberes": ("obligatorio",),
    "Deberes de su propio acto": ("propio",),
    "Lineamientos": ("orientador", "facultad"),
}

PARECIDO = {
    "igual": "pregunta lo mismo",
    "subconjunto": "pregunta más que esta",
    "superconjunto": "pregunta menos que esta",
    "traslape": "coincide en parte",
}
"""Lo que pregunta el FURAG frente a lo que preguntamos aquí."""

RAZONES = {
    Razon.OBLIGACION_VENCIDA: Signo("✕", "Deber con plazo vencido", "mal"),
    Razon.OBLIGACION_INCUMPLIDA: Signo("✕", "Deber sin cumplir", "mal"),
    Razon.OBLIGACION_POR_VENCER: Signo("◷", "Deber por vencer", "plazo"),
    Razon.HABILITA_NIVEL: Signo("↑", "Hace falta para subir de nivel", "acento"),
    Razon.MEJORA: Signo("+", "Mejora", "bien"),
    Razon.FALTA_INFORMACION: Signo("?", "Falta información", "duda"),
}

EVIDENCIAS = {
    "retirada": Signo("–", "Retirada", "nada"),
    "vencida": Signo("✕", "Vencida", "mal"),
    "por_vencer": Signo("◷", "Vence pronto", "plazo"),
    "confidencial": Signo("◆", "Confidencial", "acento"),
    "referencia": Signo("?", "Sin archivo ni enlace", "duda"),
    "sin_usar": Signo("○", "Sin usar", "nada"),
}
"""Lo que conviene saber de una evidencia."""

VIDA = {
    "borrador": Signo("✎", "Borrador", "duda"),
    "enviado": Signo("➜", "Enviado", "plazo"),
    "revisado": Signo("◉", "Revisado", "acento"),
    "cerrado": Signo("■", "Cerrado", "bien"),
}
"""Por dónde va un diagnóstico."""

HECHOS = {
    "enviado": VIDA["enviado"],
    "revisado": VIDA["revisado"],
    "cerrado": VIDA["cerrado"],
    "devuelto": Signo("↩", "Devuelto", "medio"),
    "reabierto": Signo("↺", "Reabierto", "medio"),
}
"""Un paso que se dio."""


@dataclass(frozen=True, slots=True)
class TextoDePaso:
    """Cómo se ofrece un paso: título, qué pasa al darlo, botón y, si lo pide, la pregunta del motivo."""

    titulo: str
    explica: str
    boton: str
    pide: str = ""


PASOS = {
    Paso.ENVIAR: TextoDePaso(
        "Enviar el autodiagnóstico",
        "Al enviarlo deja de recibir respuestas: planeación lo revisa y la Subsecretaría ve los niveles. Se "
        "mira con las reglas de hoy aunque después cambien.",
        "Enviar el diagnóstico",
    ),
    Paso.REVISAR: TextoDePaso(
        "Darlo por revisado",
        "Planeación, como segunda línea, deja dicho que lo leyó y que está listo para el Comité (CIGD).",
        "Dar por revisado",
    ),
    Paso.CERRAR: TextoDePaso(
        "Cerrarlo",
        "El Comité (CIGD) lo cierra: respuestas, reglas y resultado quedan congelados con su huella.",
        "Cerrar el diagnóstico",
    ),
    Paso.DEVOLVER: TextoDePaso(
        "Devolverlo para corregir",
        "Vuelve a borrador y se puede responder otra vez. El motivo queda en la historia.",
        "Devolver",
        "Por qué se devuelve",
    ),
    Paso.REABRIR: TextoDePaso(
        "Reabrirlo",
        "Vuelve a borrador. Lo que se cerró se conserva como estaba; al cerrarlo otra vez queda otro cierre.",
        "Reabrir",
        "Por qué se reabre",
    ),
}

DICTAMEN = {
    "conforme": Signo("✓", "Conforme", "bien"),
    "no_conforme": Signo("✕", "No conforme", "mal"),
    "sin_soporte": Signo("?", "Sin soporte", "medio"),
}
SIN_EVALUAR = Signo("○", "Sin evaluar", "nada")

"""Los códigos del motor dichos como los lee una persona: palabra, símbolo y tono de color."""

from __future__ import annotations

from dataclasses import dataclass

from motor import Estado, Razon
from motor.verdad import Verdad


@dataclass(frozen=True, slots=True)
class Signo:
    """Un estado nunca se dice solo con color: lleva símbolo y palabra."""

    simbolo: str
    palabra: str
    tono: str


ESTADOS = {
    Estado.NO_CUMPLE: Signo("✕", "No cumple", "mal"),
    Estado.PARCIAL: Signo("◐", "Cumple en parte", "medio"),
    Estado.EN_PLAZO: Signo("◷", "En plazo", "plazo"),
    Estado.SIN_INFORMACION: Signo("?", "Sin información", "duda"),
    Estado.CUMPLE: Signo("✓", "Cumple", "bien"),
    Estado.NO_APLICA: Signo("–", "No aplica", "nada"),
}
"""En el orden en que conviene atenderlos."""

VERDADES = {
    Verdad.SI: Signo("✓", "sí", "bien"),
    Verdad.NO: Signo("✕", "no", "mal"),
    Verdad.DESCONOCIDO: Signo("?", "no se sabe todavía", "duda"),
}

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

CERTEZAS = {
    "fuente": "leída en la fuente",
    "secundaria": "leída en una fuente secundaria",
    "inferida": "deducida por nosotros",
    "pendiente": "pendiente de comprobar",
    "decision_propia": "decisión nuestra",
}

RAZONES = {
    Razon.OBLIGACION_VENCIDA: Signo("✕", "Deber con plazo vencido", "mal"),
    Razon.OBLIGACION_INCUMPLIDA: Signo("✕", "Deber sin cumplir", "mal"),
    Razon.OBLIGACION_POR_VENCER: Signo("◷", "Deber por vencer", "plazo"),
    Razon.HABILITA_NIVEL: Signo("↑", "Hace falta para subir de nivel", "acento"),
    Razon.MEJORA: Signo("+", "Mejora", "bien"),
    Razon.FALTA_INFORMACION: Signo("?", "Falta información", "duda"),
}

BORRADOR, ENVIADO = Signo("✎", "Borrador", "duda"), Signo("✓", "Enviado", "bien")

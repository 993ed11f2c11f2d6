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
    varias: str = ""
    """Cómo se dice de varias; si falta, igual."""

    def cuantas(self, numero: int) -> str:
        """«1 no cumple», «12 no cumplen»."""
        palabra = self.varias if self.varias and numero != 1 else self.palabra
        return f"{numero} {palabra.lower()}"


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

BORRADOR, ENVIADO = Signo("✎", "Borrador", "duda"), Signo("✓", "Enviado", "bien")

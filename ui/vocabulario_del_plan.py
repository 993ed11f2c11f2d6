"""Los estados, los pasos y el semáforo del plan, dichos como los lee una persona."""

from __future__ import annotations

from dataclasses import dataclass

from autodiagnostico.plan.pasos import ESTADOS, EstadoDeItem, Paso
from autodiagnostico.plan.semaforo import LUCES as _DICHAS
from autodiagnostico.plan.semaforo import Luz
from ui.vocabulario import Signo

_E, _P = EstadoDeItem, Paso
ITEMS = {
    _E.PROPUESTO: Signo("✎", ESTADOS[_E.PROPUESTO], "duda", "Propuestas"),
    _E.ACORDADO: Signo("◔", ESTADOS[_E.ACORDADO], "acento", "Acordadas con las áreas"),
    _E.PRESENTADO: Signo("➜", ESTADOS[_E.PRESENTADO], "plazo", "Presentadas al Comité"),
    _E.DEVUELTO: Signo("↩", ESTADOS[_E.DEVUELTO], "medio", "Devueltas con observaciones"),
    _E.APROBADO: Signo("◉", ESTADOS[_E.APROBADO], "acento", "Aprobadas"),
    _E.EN_EJECUCION: Signo("▶", ESTADOS[_E.EN_EJECUCION], "plazo"),
    _E.HECHO: Signo("✓", ESTADOS[_E.HECHO], "bien", "Hechas"),
    _E.NO_HECHO: Signo("✕", ESTADOS[_E.NO_HECHO], "mal", "No hechas"),
    _E.QUITADO: Signo("–", ESTADOS[_E.QUITADO], "nada", "Quitadas"),
}
LUCES = {
    Luz.VENCIDO: Signo("✕", _DICHAS[Luz.VENCIDO], "mal", "Vencidas"),
    Luz.REZAGADO: Signo("◐", _DICHAS[Luz.REZAGADO], "medio", "Rezagadas"),
    Luz.POR_VENCER: Signo("!", _DICHAS[Luz.POR_VENCER], "medio"),
    Luz.SIN_FECHA: Signo("?", _DICHAS[Luz.SIN_FECHA], "duda"),
    Luz.A_TIEMPO: Signo("◷", _DICHAS[Luz.A_TIEMPO], "plazo"),
    Luz.SIN_EMPEZAR: Signo("○", _DICHAS[Luz.SIN_EMPEZAR], "nada", "Aún no empiezan"),
    Luz.SIN_APROBAR: Signo("✎", _DICHAS[Luz.SIN_APROBAR], "duda"),
    Luz.NO_HECHO: Signo("✕", _DICHAS[Luz.NO_HECHO], "nada", "No hechas"),
    Luz.HECHO: Signo("✓", _DICHAS[Luz.HECHO], "bien", "Hechas"),
}
"""En el orden en que conviene atenderlas."""


@dataclass(frozen=True, slots=True)
class TextoDePaso:
    """Cómo se ofrece un paso: qué pasa al darlo, qué se escribe con él y su botón."""

    titulo: str
    explica: str
    pide: str
    boton: str


PASOS = {
    _P.ACORDAR: TextoDePaso(
        "Acordar con el área",
        "El área responsable está de acuerdo con lo que hará, cuándo y con qué.",
        "Con quién se acordó, o en qué reunión (opcional)",
        "Queda acordado",
    ),
    _P.PRESENTAR: TextoDePaso(
        "Presentar al Comité (CIGD)",
        "Desde aquí no se cambia: el Comité lo aprueba o lo devuelve.",
        "Sesión o comunicación (opcional)",
        "Presentar al Comité",
    ),
    _P.APROBAR: TextoDePaso(
        "Aprobar",
        "Queda congelada una versión del plan, con la madurez que promete.",
        "Acta o acto con que se aprueba",
        "Aprobar y congelar la versión",
    ),
    _P.DEVOLVER: TextoDePaso(
        "Devolver con observaciones",
        "La Mesa lo corrige, lo acuerda con el área y lo presenta otra vez.",
        "Qué hay que corregir",
        "Devolver",
    ),
    _P.EMPEZAR: TextoDePaso(
        "Empezar", "Desde aquí se informa su avance.", "Observación (opcional)", "Empezar la ejecución"
    ),
    _P.CUMPLIR: TextoDePaso(
        "Dar por hecho",
        "Se propondrán las respuestas del autodiagnóstico que esto cambia; nadie las cambia sin aceptarlas.",
        "Qué se entregó (opcional)",
        "Dar por hecho",
    ),
    _P.NO_CUMPLIR: TextoDePaso(
        "Dar por no hecho",
        "Queda dicho que no se hará en esta vigencia, y por qué.",
        "Por qué no se hizo",
        "Dar por no hecho",
    ),
    _P.REFORMULAR: TextoDePaso(
        "Reformular",
        "Vuelve a «Propuesta» para cambiarlo. Mientras tanto vale lo que el Comité aprobó.",
        "Por qué hay que cambiarlo",
        "Volver a proponer",
    ),
    _P.RETOMAR: TextoDePaso(
        "Retomar", "Vuelve a estar en ejecución.", "Por qué se retoma", "Volver a ejecución"
    ),
    _P.QUITAR: TextoDePaso(
        "Quitar del plan",
        "Sale del plan; su historia se conserva. Solo lo que el Comité nunca ha aprobado.",
        "Por qué se quita (opcional)",
        "Quitar del plan",
    ),
}
"""En el orden en que se ofrecen."""

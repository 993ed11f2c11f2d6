"""Los papeles que una cuenta puede tener, y dónde se ejerce cada uno."""

from __future__ import annotations

from enum import StrEnum


class Ambito(StrEnum):
    """Dónde vale un rol."""

    ENTIDAD = "entidad"
    SECTOR = "sector"
    DISTRITO = "distrito"


class Rol(StrEnum):
    """Un papel; una cuenta puede tener varios."""

    LECTOR = "lector"
    DILIGENCIA = "diligencia"
    PLANEACION = "planeacion"
    LIDER = "lider"
    MESA = "mesa"
    CIGD = "cigd"
    CONTROL_INTERNO = "control_interno"
    SUBSECRETARIA = "subsecretaria"
    SECTOR = "sector"
    LIDER_POLITICA = "lider_politica"
    VEEDURIA = "veeduria"
    ADMINISTRA = "administra"

    @property
    def nombre(self) -> str:
        """Cómo se dice en pantalla."""
        return _NOMBRES[self][0]

    @property
    def para_que(self) -> str:
        """Qué hace quien lo tiene, en una frase."""
        return _NOMBRES[self][1]

    @property
    def ambito(self) -> Ambito:
        """Si se ejerce en una entidad, en un sector o en todo el Distrito."""
        return _AMBITOS.get(self, Ambito.ENTIDAD)


_AMBITOS = {
    Rol.SECTOR: Ambito.SECTOR,
    Rol.SUBSECRETARIA: Ambito.DISTRITO,
    Rol.LIDER_POLITICA: Ambito.DISTRITO,
    Rol.VEEDURIA: Ambito.DISTRITO,
    Rol.ADMINISTRA: Ambito.DISTRITO,
}
_NOMBRES = {
    Rol.LECTOR: ("Lectura", "Ve lo de su entidad, sin cambiar nada."),
    Rol.DILIGENCIA: ("Diligencia", "Responde los temas que le asignaron y adjunta sus evidencias."),
    Rol.PLANEACION: ("Planeación", "Reparte los temas, revisa lo enviado y lo devuelve si hace falta."),
    Rol.LIDER: ("Liderazgo del Modelo", "Responde todo, reparte los temas y envía el autodiagnóstico."),
    Rol.MESA: ("Mesa Técnica", "Arma y sigue el plan."),
    Rol.CIGD: ("Comité (CIGD)", "Registra las aprobaciones y cierra el autodiagnóstico."),
    Rol.CONTROL_INTERNO: (
        "Control interno",
        "Lee todo y registra su evaluación independiente; no aprueba ni detiene nada.",
    ),
    Rol.SUBSECRETARIA: (
        "Subsecretaría",
        "Convoca y acompaña a las entidades, las compara y lee lo que ya enviaron.",
    ),
    Rol.SECTOR: ("Cabeza de sector", "Lee lo enviado por las entidades de su sector."),
    Rol.LIDER_POLITICA: ("Liderazgo de política", "Lee lo enviado para orientar su política."),
    Rol.VEEDURIA: ("Veeduría", "Lee lo enviado por las entidades."),
    Rol.ADMINISTRA: (
        "Administración",
        "Crea cuentas y entidades y cuida la instalación; no ve las respuestas.",
    ),
}

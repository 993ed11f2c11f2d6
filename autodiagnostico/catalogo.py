"""El catálogo de una instalación: la base de fábrica con su Manual, o las carpetas que alguien pidió."""

from __future__ import annotations

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.errores import ErrorDeServicio
from reglas import Catalogo, ErrorDeCatalogo, cargar


def cargar_catalogo(ajustes: Ajustes) -> Catalogo:
    """El catálogo de unos ajustes. Lanza ErrorDeServicio, que dice cómo salir si estorba el Manual."""
    try:
        return cargar(ajustes.carpetas)
    except ErrorDeCatalogo as error:
        raise ErrorDeServicio(f"{error}{_si_es_el_manual(ajustes)}") from error


def _si_es_el_manual(ajustes: Ajustes) -> str:
    if ajustes.carpeta_del_manual not in ajustes.carpetas:
        return ""
    return (
        f"\nHay un Manual instalado en {ajustes.carpeta_del_manual}. Si estos defectos son suyos, instale "
        "uno corregido o quítelo con «autodiagnostico reglas manual quitar»."
    )

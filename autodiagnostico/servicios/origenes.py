"""De dónde puede venir una respuesta, y cómo se dice."""

from __future__ import annotations

PANTALLA = "pantalla"
"""Lo que alguien responde en su sitio."""
CONFIRMADA = "confirmada"
"""Lo que alguien da por bueno sin cambiarlo."""
DESHACER = "deshacer"
DEMOSTRACION = "demostracion"
EVIDENCIA = "evidencia"
"""Lo que nace de adjuntar, quitar o retirar una evidencia."""
PLAN = "plan"
"""Lo que una acción del plan ya hecha cambió, y alguien aceptó."""
EXCEL, CSV, JSON = "excel", "csv", "json"
"""Lo que se llenó sin conexión y se subió."""
_VIGENCIA, _VERSION = "vigencia", "version"
_FIJOS = {
    PANTALLA: "respondida en pantalla",
    CONFIRMADA: "confirmada",
    DESHACER: "al deshacer el cambio anterior",
    DEMOSTRACION: "de la demostración",
    PLAN: "de una acción hecha del plan",
    EVIDENCIA: "al adjuntar o retirar una evidencia",
    EXCEL: "de un libro de Excel",
    CSV: "de un archivo CSV",
    JSON: "de un archivo JSON",
}
_CON_DATO = {
    _VIGENCIA: "traída de {}",
    _VERSION: "al pasar a la versión {} de las reglas",
}


def de_vigencia(vigencia: int) -> str:
    """Lo que se trajo de otra vigencia."""
    return f"{_VIGENCIA}:{vigencia}"


def de_version(version: str) -> str:
    """Lo que quedó al pasar a otra versión de la base de reglas."""
    return f"{_VERSION}:{version}"


def en_palabras(origen: str) -> str:
    """«traída de 2025»; lo que no se conoce, como se guardó."""
    clase, _, dato = origen.partition(":")
    return _CON_DATO[clase].format(dato) if dato and clase in _CON_DATO else _FIJOS.get(origen, origen)

"""Lo que hace falta para estudiar una falla se guarda en un archivo con fecha y huella."""

from __future__ import annotations

import hashlib
from pathlib import Path

from autodiagnostico.reloj import hoy


def guardar_incidente(datos: Path, texto: str, extension: str) -> Path:
    """Guarda el texto en la carpeta de incidentes; el mismo incidente, el mismo día, es un solo archivo."""
    carpeta = datos.expanduser() / "incidentes"
    carpeta.mkdir(parents=True, exist_ok=True, mode=0o700)
    huella = hashlib.sha256(texto.encode()).hexdigest()[:12]
    archivo = carpeta / f"{hoy().isoformat()}-{huella}.{extension}"
    archivo.write_text(texto, encoding="utf-8")
    return archivo

"""La línea de órdenes. Aquí no se importa nada pesado: `--help` debe salir enseguida."""

from __future__ import annotations

import sys

MUY_NUEVA = (3, 13)


def principal() -> None:
    """Entrada del ejecutable."""
    if sys.version_info[:2] >= MUY_NUEVA:
        sys.exit(
            f"autodiagnostico no funciona en Python {sys.version_info.major}.{sys.version_info.minor}: "
            "el motor de inferencia (durable-rules) no se puede cargar desde la 3.13. Use Python 3.11 o 3.12."
        )
    # En una consola que no sabe escribir «✔», que salga otra cosa y no un error.
    for salida in (sys.stdout, sys.stderr):
        salida.reconfigure(errors="replace")  # type: ignore[union-attr]
    from autodiagnostico.cli.aplicacion import app

    app(prog_name="autodiagnostico")

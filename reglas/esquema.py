"""JSON Schema de los archivos de una base, para que el editor complete y avise.

`python -m reglas.esquema` lo escribe en `reglas/esquemas/`; una prueba comprueba que está al día.
"""

from __future__ import annotations

import json
from pathlib import Path

from reglas.fichas import Archivo

DESTINO = Path(__file__).parent / "esquemas" / "base.schema.json"


def texto() -> str:
    """El esquema como JSON, con salto de línea final."""
    esquema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Archivo.model_json_schema()}
    return json.dumps(esquema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    DESTINO.parent.mkdir(exist_ok=True)
    DESTINO.write_text(texto(), encoding="utf-8")

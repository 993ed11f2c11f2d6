"""Lo que comparten las pruebas: el catálogo, una entidad, los casos y cómo se corre una orden."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from autodiagnostico.cli.aplicacion import app
from reglas import cargar

CATALOGO = cargar()
CASOS = Path(__file__).parent.parent / "casos"

INSTITUTO: dict[str, Any] = {
    "codigo": "PRUEBA",
    "nombre": "Instituto de Prueba",
    "tipo": "establecimiento_publico",
    "orden": "territorial",
    "rama_ejecutiva": True,
    "distrito_capital": True,
    "tiene_tramites_opa": True,
}
CASO: dict[str, Any] = {
    "entidad": INSTITUTO,
    "vigencia": 2026,
    "fecha_corte": "2026-11-20",
    "respuestas": {},
}


@dataclass(frozen=True)
class Corrida:
    """Cómo terminó una orden y qué dijo."""

    codigo: int
    salida: str
    error: str

    def json(self) -> Any:
        return json.loads(self.salida)


def correr(*args: object) -> Corrida:
    """Corre una orden en este proceso."""
    resultado = CliRunner().invoke(app, [str(a) for a in args])
    return Corrida(resultado.exit_code, resultado.stdout, resultado.stderr)


def leer(nombre: str) -> Any:
    """Un caso de `tests/casos`."""
    return json.loads((CASOS / nombre).read_text(encoding="utf-8"))


def escribir(archivo: Path, documento: Any) -> Path:
    """Guarda un documento como JSON."""
    archivo.write_text(json.dumps(documento, ensure_ascii=False), encoding="utf-8")
    return archivo


def caso_con(respuestas: dict[str, Any], **cambios: Any) -> dict[str, Any]:
    """Un caso de la entidad de prueba."""
    return {**CASO, "respuestas": {c: {"valor": v} for c, v in respuestas.items()}, **cambios}

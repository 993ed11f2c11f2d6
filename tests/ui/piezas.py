"""Lo que comparten las pruebas de las páginas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.permisos import LOCAL, Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import diagnosticos, entidades

RAIZ = Path(__file__).parents[2]
INICIO = RAIZ / "ui" / "inicio.py"
PANADERIA = RAIZ / "tests" / "bases" / "panaderia"
VIGENCIA = 2026

PANADERIA_DE_BARRIO: dict[str, Any] = {
    "codigo": "PAN",
    "nombre": "La Espiga",
    "tipo": "barrio",
    "sirve_cafe": True,
    "mesas": 4,
}
"""Una entidad de la base de la panadería, que trae preguntas de todas las clases y ninguna norma."""


def abrir(datos: Path, *reglas: Path) -> Sala:
    """Una sala sobre una carpeta de datos, con la base de fábrica o con otra."""
    ajustes = Ajustes(datos=datos, reglas=list(reglas)) if reglas else Ajustes(datos=datos)
    return abrir_sala(ajustes).como(LOCAL)


def nuevo_local(sala: Sala, codigo: str, **otros: Any) -> int:
    """Un diagnóstico recién abierto de un local de la panadería."""
    entidad = entidades.guardar(sala, {**PANADERIA_DE_BARRIO, "codigo": codigo, **otros})
    return diagnosticos.abrir(sala, entidad.id, VIGENCIA).id


def mirando_como(monkeypatch: pytest.MonkeyPatch, rol: Rol, entidad_id: int | None) -> None:
    """Desde aquí, las páginas las mira alguien con un solo rol."""
    monkeypatch.setattr("ui.visita.LOCAL", Quien(rol.nombre, None, (Pertenencia(rol, entidad_id),)))

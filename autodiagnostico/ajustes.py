"""Ajustes de la instalación: se leen del entorno, con el prefijo AUTODIAGNOSTICO_."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from reglas import BASE


class Ajustes(BaseSettings):
    """Dónde se guarda, qué reglas se usan y en qué puerto se abre."""

    model_config = SettingsConfigDict(env_prefix="AUTODIAGNOSTICO_", extra="ignore")

    bd: str = ""
    datos: Path = Field(default_factory=lambda: Path.home() / ".local" / "share" / "autodiagnostico")
    reglas: list[Path] = Field(default_factory=lambda: [BASE])
    puerto: int = Field(8501, ge=1, le=65535)

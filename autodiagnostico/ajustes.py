"""Ajustes de la instalación: se leen del entorno, con el prefijo AUTODIAGNOSTICO_."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from autodiagnostico.errores import ErrorDeEntrada
from reglas import BASE

PREFIJO = "AUTODIAGNOSTICO_"
_EXPLICADO = "explicado"
DE_FABRICA = "base"
"""Nombre con que se pide la base de reglas que trae el programa."""
MANUAL = "manual"
"""Dónde queda, dentro de la carpeta de datos, el Manual que se instala."""


class AjustesDeCorreo(BaseModel):
    """Por dónde se envían los avisos; sin `servidor` no se envían y quedan en la lista de cada cuenta."""

    servidor: str = ""
    puerto: int = Field(587, ge=1, le=65535)
    seguridad: Literal["starttls", "tls", "ninguna"] = "starttls"
    usuario: str = ""
    clave: SecretStr = SecretStr("")
    remitente: str = Field(
        "", description="La dirección que envía, como avisos@entidad.gov.co.", validate_default=True
    )
    direccion: str = Field("", description="Dónde se abre la aplicación, para poner el enlace en el correo.")

    @field_validator("remitente")
    @classmethod
    def _hace_falta(cls, remitente: str, otros: ValidationInfo) -> str:
        if otros.data.get("servidor") and "@" not in remitente:
            raise PydanticCustomError(_EXPLICADO, "Con un servidor de correo hace falta quién envía.")
        return remitente

    @property
    def configurado(self) -> bool:
        """Si hay con qué enviar."""
        return bool(self.servidor)


class Ajustes(BaseSettings):
    """Dónde se guarda, qué reglas se usan, en qué puerto se abre y por dónde se avisa."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIJO,
        extra="ignore",
        env_ignore_empty=True,
        env_nested_delimiter="_",
        env_nested_max_split=1,
    )

    bd: str = Field("", description="URL de la base de datos; si falta, SQLite en la carpeta de datos.")
    datos: Path = Field(
        default_factory=lambda: Path.home() / ".local" / "share" / "autodiagnostico",
        description="Carpeta de la base SQLite, de los incidentes y del Manual instalado.",
    )
    reglas: Annotated[list[Path], NoDecode] = Field(
        default_factory=lambda: [BASE],
        description="Carpetas de reglas, en orden; «base» es la que trae el programa.",
    )
    puerto: int = Field(8501, ge=1, le=65535)
    correo: AjustesDeCorreo = Field(default_factory=AjustesDeCorreo)

    @field_validator("reglas", mode="before")
    @classmethod
    def _separar(cls, valor: object) -> object:
        if isinstance(valor, str):
            valor = [parte for parte in valor.split(os.pathsep) if parte]
        return [carpeta_de_reglas(str(c)) for c in valor] if isinstance(valor, list) else valor

    @property
    def reglas_pedidas(self) -> bool:
        """Si alguien dijo qué carpetas usar: entonces son esas y ninguna más."""
        return "reglas" in self.model_fields_set

    @property
    def carpeta_del_manual(self) -> Path:
        """Donde se instala el Manual si no se dice otra."""
        return self.datos.expanduser() / MANUAL

    @property
    def carpetas(self) -> list[Path]:
        """Las carpetas de reglas que se usan: las pedidas o, si no, la de fábrica y el Manual instalado."""
        manual = self.carpeta_del_manual
        if self.reglas_pedidas or not any(manual.glob("*.yaml")):
            return self.reglas
        return [*self.reglas, manual]

    @property
    def url(self) -> str:
        """La URL de la base de datos que se va a usar."""
        return self.bd or f"sqlite:///{self.datos.expanduser() / 'autodiagnostico.sqlite3'}"


def carpeta_de_reglas(escrita: str) -> Path:
    """La carpeta que alguien pidió: «base» es la de fábrica."""
    return BASE if escrita == DE_FABRICA else Path(escrita).expanduser()


def leer_ajustes() -> Ajustes:
    """Los ajustes del entorno. Lanza ErrorDeEntrada con todo lo que no se admite."""
    try:
        return Ajustes()
    except ValidationError as error:
        problemas = [
            f"{PREFIJO}{'_'.join(map(str, e['loc'])).upper()}: no se admite «{e['input']}».{_por_que(e)}"
            for e in error.errors()
        ]
        raise ErrorDeEntrada("Ajustes del entorno", problemas) from error


def _por_que(error: Mapping[str, Any]) -> str:
    return f" {error['msg']}" if error["type"] == _EXPLICADO else ""

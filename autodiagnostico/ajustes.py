"""Ajustes de la instalación: se leen del entorno, con el prefijo AUTODIAGNOSTICO_."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from autodiagnostico.errores import ErrorDeEntrada
from reglas import BASE

PREFIJO = "AUTODIAGNOSTICO_"
DE_FABRICA = "base"
"""Nombre con que se pide la base de reglas que trae el programa."""
MANUAL = "manual"
"""Dónde queda, dentro de la carpeta de datos, el Manual que se instala."""


class Ajustes(BaseSettings):
    """Dónde se guarda, qué reglas se usan, en qué puerto se abre y quién puede entrar."""

    model_config = SettingsConfigDict(env_prefix=PREFIJO, extra="ignore", env_ignore_empty=True)

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
    modo: Literal["local", "servido"] = Field(
        "local", description="«local», en este computador y sin cuentas; «servido», con cuentas."
    )
    administrador: str = Field(
        "administracion@autodiagnostico.local",
        description="Correo de la primera cuenta, que se crea al servir una base sin cuentas.",
    )
    sesion_inactiva: int = Field(60, ge=5, le=1440, description="Minutos sin uso que termina una sesión.")
    sesion_maxima: int = Field(12, ge=1, le=168, description="Horas que dura una sesión, se use o no.")
    conservar_sesiones: int = Field(
        90, ge=1, le=3650, description="Días que se conserva una sesión terminada."
    )
    conservar_cuentas: int = Field(
        730, ge=1, le=36500, description="Días que una cuenta desactivada conserva nombre y correo."
    )
    aviso: Path | None = Field(
        None, description="Aviso de privacidad propio de la institución; si falta, la plantilla."
    )
    oidc_metadatos: str = Field("", description="Dirección de los metadatos del proveedor de identidad.")
    oidc_cliente: str = Field("", description="Identificador de esta aplicación ante el proveedor.")
    oidc_secreto: SecretStr = Field(SecretStr(""), description="Secreto de esta aplicación.")
    oidc_regreso: str = Field("", description="Dirección de esta aplicación terminada en /oauth2callback.")

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
    def institucional(self) -> bool:
        """Si se puede entrar con el proveedor de identidad de la institución."""
        return bool(self.oidc_metadatos)

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
        ajustes = Ajustes()
    except ValidationError as error:
        problemas = [
            f"{PREFIJO}{'_'.join(map(str, e['loc'])).upper()}: no se admite «{e['input']}»."
            for e in error.errors()
        ]
        raise ErrorDeEntrada("Ajustes del entorno", problemas) from error
    _exigir_oidc_completo(ajustes)
    return ajustes


def _exigir_oidc_completo(ajustes: Ajustes) -> None:
    partes = {
        "METADATOS": ajustes.oidc_metadatos,
        "CLIENTE": ajustes.oidc_cliente,
        "SECRETO": ajustes.oidc_secreto.get_secret_value(),
        "REGRESO": ajustes.oidc_regreso,
    }
    faltan = [nombre for nombre, valor in partes.items() if not valor]
    problemas = [f"{PREFIJO}OIDC_{nombre}: falta; las cuatro van juntas." for nombre in faltan]
    if ajustes.oidc_regreso and not ajustes.oidc_regreso.endswith("/oauth2callback"):
        problemas.append(f"{PREFIJO}OIDC_REGRESO: termina en /oauth2callback.")
    if problemas and len(faltan) < len(partes):
        raise ErrorDeEntrada("Ajustes del entorno", problemas)

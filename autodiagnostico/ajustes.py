"""Ajustes de la instalación: se leen del entorno, con el prefijo AUTODIAGNOSTICO_."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.evidencias.tipos import TIPOS
from reglas import BASE
from reglas.errores import sugerencia

PREFIJO = "AUTODIAGNOSTICO_"
DE_FABRICA = "base"
"""Nombre con que se pide la base de reglas que trae el programa."""
EVIDENCIAS = "evidencias"
"""Dónde quedan, dentro de la carpeta de datos, los archivos que sirven de evidencia."""
MANUAL = "manual"
"""Dónde queda, dentro de la carpeta de datos, el Manual que se instala."""
ADOPTADA = "adoptada"
"""Dónde queda, dentro de la carpeta de datos, lo que se adopta: una carpeta por acto, en su orden."""
_DE_LA_CARPETA = frozenset({"HOME", "USERPROFILE"})
"""De dónde sale la carpeta de datos cuando no se dice."""


class _SeAdmite(ValueError):
    """Lo que admite una variable, dicho por su propio validador."""


class Ajustes(BaseSettings):
    """Dónde se guarda, qué reglas se usan, dónde se atiende y quién puede entrar."""

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
    direccion: str = Field("127.0.0.1", description="Dirección en que se atiende; 0.0.0.0, en todas.")
    puerto: int = Field(8501, ge=1, le=65535, description="Puerto; con varios procesos, el primero.")
    procesos: int = Field(1, ge=1, le=64, description="Procesos que atienden, cada uno en su puerto.")
    intermediarios: Annotated[list[str], NoDecode] = Field(
        default_factory=lambda: ["127.0.0.1", "::1"],
        description="Direcciones o redes, separadas por comas, de los intermediarios en que se confía.",
    )
    evidencia_mb: int = Field(20, ge=1, le=200, description="Lo más que puede pesar una evidencia, en MB.")
    evidencia_tipos: Annotated[list[str], NoDecode] = Field(
        default_factory=lambda: list(TIPOS), description="Tipos de archivo que se admiten, con comas."
    )
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
    correo_servidor: str = Field("", description="Servidor que envía los avisos; sin él, no se envían.")
    correo_puerto: int = Field(587, ge=1, le=65535, description="Puerto del servidor de correo.")
    correo_seguridad: Literal["starttls", "tls", "ninguna"] = Field(
        "starttls", description="«starttls», «tls» o «ninguna», según pida el servidor de correo."
    )
    correo_usuario: str = Field("", description="Usuario del servidor de correo, si lo pide.")
    correo_clave: SecretStr = Field(SecretStr(""), description="Clave de ese usuario.")
    correo_remitente: str = Field("", description="Dirección que envía los avisos: avisos@entidad.gov.co.")
    correo_enlace: str = Field("", description="Dirección de la aplicación, para enlazarla en los correos.")

    @field_validator("reglas", mode="before")
    @classmethod
    def _separar(cls, valor: object) -> object:
        if isinstance(valor, str):
            valor = [parte for parte in valor.split(os.pathsep) if parte]
        return [carpeta_de_reglas(str(c)) for c in valor] if isinstance(valor, list) else valor

    @field_validator("intermediarios", mode="before")
    @classmethod
    def _separar_por_comas(cls, valor: object) -> object:
        return [p.strip() for p in valor.split(",") if p.strip()] if isinstance(valor, str) else valor

    @field_validator("intermediarios")
    @classmethod
    def _exigir_redes(cls, redes: list[str]) -> list[str]:
        """Confiar en cualquiera dejaría que cada quien dijera desde dónde viene."""
        return [str(ip_network(red, strict=False)) for red in redes]

    @field_validator("evidencia_tipos", mode="before")
    @classmethod
    def _separar_tipos(cls, valor: object) -> object:
        return [t.strip().lower() for t in valor.split(",") if t.strip()] if isinstance(valor, str) else valor

    @field_validator("evidencia_tipos")
    @classmethod
    def _exigir_tipos(cls, valor: list[str]) -> list[str]:
        if not valor or not set(valor) <= set(TIPOS):
            raise _SeAdmite(f"se admite: {', '.join(TIPOS)}")
        return [t for t in TIPOS if t in valor]

    @property
    def carpeta_de_evidencias(self) -> Path:
        """Donde quedan los archivos que sirven de evidencia."""
        return self.datos.expanduser() / EVIDENCIAS

    @property
    def reglas_pedidas(self) -> bool:
        """Si alguien dijo qué carpetas usar: entonces son esas y ninguna más."""
        return "reglas" in self.model_fields_set

    @property
    def con_correo(self) -> bool:
        """Si hay por dónde enviar los avisos."""
        return bool(self.correo_servidor)

    @property
    def institucional(self) -> bool:
        """Si se puede entrar con el proveedor de identidad de la institución."""
        return bool(self.oidc_metadatos)

    @property
    def carpeta_del_manual(self) -> Path:
        """Donde se instala el Manual si no se dice otra."""
        return self.datos.expanduser() / MANUAL

    @property
    def carpeta_adoptada(self) -> Path:
        """Donde queda lo que se adopta: pesos y umbrales que reemplazan a los de la base."""
        return self.datos.expanduser() / ADOPTADA

    @property
    def carpetas(self) -> list[Path]:
        """Las carpetas de reglas que se usan.

        Las pedidas o, si no, la de fábrica, el Manual instalado y lo adoptado, en ese orden.
        """
        if self.reglas_pedidas:
            return self.reglas
        propias = [self.carpeta_del_manual, *sorted(self.carpeta_adoptada.glob("*/"))]
        return [*self.reglas, *(c for c in propias if any(c.glob("*.yaml")))]

    @property
    def url(self) -> str:
        """La URL de la base de datos que se va a usar."""
        return self.bd or f"sqlite:///{self.datos.expanduser() / 'autodiagnostico.sqlite3'}"


def carpeta_de_reglas(escrita: str) -> Path:
    """La carpeta que alguien pidió: «base» es la de fábrica."""
    return BASE if escrita == DE_FABRICA else Path(escrita).expanduser()


def leer_ajustes() -> Ajustes:
    """Los ajustes del entorno. Lanza ErrorDeEntrada con todo lo que no se admite."""
    suyas = {n: v for n, v in os.environ.items() if n.startswith(PREFIJO) or n in _DE_LA_CARPETA}
    return _leer_ajustes(frozenset(suyas.items()))


@lru_cache(maxsize=8)
def _leer_ajustes(entorno: frozenset[tuple[str, str]]) -> Ajustes:
    """Una página los pide muchas veces: mientras el entorno sea el mismo, son los ya leídos."""
    problemas = list(_desconocidas(nombre for nombre, _ in entorno))
    try:
        ajustes = Ajustes()
        problemas += [*_oidc_incompleto(ajustes), *_correo_incompleto(ajustes)]
    except ValidationError as error:
        problemas += [_no_se_admite(e) for e in error.errors()]
    if problemas:
        raise ErrorDeEntrada("Ajustes del entorno", problemas)
    return ajustes


def _desconocidas(nombres: Iterable[str]) -> Iterator[str]:
    """Una variable mal escrita no puede pasar por una que nadie puso."""
    conocidas = [f"{PREFIJO}{campo.upper()}" for campo in Ajustes.model_fields]
    for nombre in sorted(nombres):
        if nombre.startswith(PREFIJO) and nombre not in conocidas:
            yield f"{nombre}: no existe.{sugerencia(nombre, conocidas)}"


def _no_se_admite(error: ErrorDetails) -> str:
    """Lo que llegó y qué se admite: lo que diga un validador propio o, si no, lo que es la variable."""
    campo, razon = str(error["loc"][0]), error.get("ctx", {}).get("error")
    admite = (
        f"; {razon}." if isinstance(razon, _SeAdmite) else f". Es: {Ajustes.model_fields[campo].description}"
    )
    return f"{PREFIJO}{campo.upper()}: no se admite «{error['input']}»{admite}"


def _oidc_incompleto(ajustes: Ajustes) -> list[str]:
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
    return problemas if len(faltan) < len(partes) else []


def _correo_incompleto(ajustes: Ajustes) -> list[str]:
    if ajustes.con_correo and "@" not in ajustes.correo_remitente:
        return [f"{PREFIJO}CORREO_REMITENTE: falta la dirección que envía los avisos."]
    return []

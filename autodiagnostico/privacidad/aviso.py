"""Leer el aviso de privacidad. Es un dato: cada institución pone el suyo sin tocar el programa."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.entrada.archivos import leer_bytes
from autodiagnostico.errores import ErrorDeEntrada
from reglas.fichas.comun import Certeza, Ficha, Texto
from reglas.lectura import leer

PLANTILLA = Path(__file__).with_name("aviso.yaml")
Varios = Annotated[list[Texto], Field(min_length=1)]


class CitaDelAviso(Ficha):
    """De dónde sale lo que el aviso dice."""

    norma: Texto
    articulo: Texto
    dice: Texto
    certeza: Certeza


class Conservacion(Ficha):
    """Algo que se guarda, cuánto y por qué. En `cuanto`, «{conservar_cuentas}» es el ajuste de ese nombre."""

    que: Texto
    cuanto: Texto
    por_que: Texto

    def plazo(self, ajustes: Ajustes) -> str:
        """Cuánto se guarda, con los números de esta instalación."""
        dicho = self.cuanto
        for nombre in ("conservar_sesiones", "conservar_cuentas"):
            dicho = dicho.replace(f"{{{nombre}}}", str(getattr(ajustes, nombre)))
        return dicho


class Aviso(Ficha):
    """El aviso entero; cuando cambia su `version` se vuelve a pedir que se acepte."""

    version: Texto
    estado: Literal["plantilla", "aprobado"]
    titulo: Texto
    responsable: Texto
    finalidades: Varios
    datos: Varios
    conservacion: Annotated[list[Conservacion], Field(min_length=1)]
    derechos: Varios
    contacto: Texto
    citas: list[CitaDelAviso]


@lru_cache(maxsize=4)
def leer_aviso(archivo: Path | None = None) -> Aviso:
    """El de la institución o, si no dio ninguno, la plantilla. Lanza ErrorDeEntrada con lo que falte."""
    elegido = archivo or PLANTILLA
    documento = leer(elegido.name, leer_bytes(elegido))
    if documento.defectos:
        raise ErrorDeEntrada(str(elegido), documento.defectos)
    try:
        return Aviso.model_validate(documento.datos)
    except ValidationError as error:
        raise ErrorDeEntrada(
            str(elegido), [_problema(e["loc"], e["type"]) for e in error.errors()]
        ) from error


def _problema(ruta: tuple[int | str, ...], tipo: str) -> str:
    que = {"missing": "falta", "extra_forbidden": "sobra"}.get(tipo, "no se admite lo que trae")
    return f"{'.'.join(map(str, ruta)) or 'el archivo'}: {que}."

"""Lo que comparten las órdenes: la base de reglas, el formato de salida y los avisos."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer

from autodiagnostico.ajustes import Ajustes, carpeta_de_reglas, leer_ajustes
from autodiagnostico.catalogo import cargar_catalogo
from autodiagnostico.cli.espanol import decir
from autodiagnostico.errores import ErrorDeEntrada
from reglas import Catalogo, ErrorDeCatalogo, cargar


class Formato(StrEnum):
    """Cómo se muestra un resultado."""

    TABLA = "tabla"
    JSON = "json"


OpcionDeFormato = Annotated[
    Formato, typer.Option("--formato", help="«tabla» para leer; «json», un documento y nada más.")
]
OpcionDeReglas = Annotated[
    list[str] | None,
    typer.Option(
        "--reglas",
        metavar="CARPETA",
        help="Carpeta de reglas, repetible; una posterior agrega o reemplaza. «base» es la de fábrica.",
    ),
]
OpcionDeFecha = Annotated[
    str | None,
    typer.Option("--fecha", metavar="AAAA-MM-DD", help="Fecha de corte; manda sobre la del caso."),
]


@dataclass(frozen=True, slots=True)
class Contexto:
    """Los ajustes con que corre una orden."""

    ajustes: Ajustes

    def con_reglas(self, carpetas: list[str] | None) -> Contexto:
        """El mismo, con otras carpetas de reglas si se pidieron."""
        if not carpetas:
            return self
        rutas = [carpeta_de_reglas(c) for c in carpetas]
        return Contexto(self.ajustes.model_copy(update={"reglas": rutas}))

    def catalogo(self) -> Catalogo:
        """La base de reglas; avisa lo que una carpeta reemplaza. Lanza ErrorDeServicio si tiene defectos."""
        if not self.ajustes.reglas_pedidas:
            catalogo = cargar_catalogo(self.ajustes)
        else:
            try:
                catalogo = cargar(self.ajustes.carpetas)
            except ErrorDeCatalogo as error:
                raise ErrorDeEntrada(", ".join(map(str, self.ajustes.carpetas)), error.defectos) from error
        for reemplazo in catalogo.reemplazos:
            decir(f"Aviso: {reemplazo}")
        return catalogo


def contexto(ctx: typer.Context, carpetas: list[str] | None = None) -> Contexto:
    """El contexto de la orden que corre."""
    raiz = ctx.find_root()
    if not isinstance(raiz.obj, Contexto):
        raiz.obj = Contexto(leer_ajustes())
    return raiz.obj.con_reglas(carpetas)


def escribir_json(documento: Any) -> None:
    """El documento, en UTF-8 y sin escapar tildes, sea cual sea la consola."""
    typer.echo(json.dumps(documento, ensure_ascii=False, indent=2).encode("utf-8"))

"""La ayuda y los errores de la línea de órdenes, en español y con los códigos de salida del contrato."""

from __future__ import annotations

import re
import sys
import traceback
from typing import Any

import typer
from typer._click import Command, Context, HelpFormatter  # typer no los publica: por eso va fijada en 0.29
from typer._click import exceptions as uso
from typer.core import TyperCommand, TyperGroup, TyperOption

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.incidentes import guardar_incidente

BIEN, FALLO_INTERNO, ENTRADA_INVALIDA = 0, 1, 2

_TITULOS = {
    "ARGUMENTS_PANEL_TITLE": "Argumentos",
    "OPTIONS_PANEL_TITLE": "Opciones",
    "COMMANDS_PANEL_TITLE": "Órdenes",
    "DEFAULT_STRING": "[por defecto: {}]",
    "REQUIRED_LONG_STRING": "[obligatorio]",
    "ENVVAR_STRING": "[entorno: {}]",
}


def decir(texto: str) -> None:
    """Escribe en la salida de error."""
    typer.echo(texto, err=True)


def _ayuda_en_espanol(opcion: TyperOption | None) -> TyperOption | None:
    if opcion is not None:
        opcion.help = "Muestra esta ayuda y termina."
    return opcion


def _escribir_uso(orden: Command, ctx: Context, formatter: HelpFormatter) -> None:
    from typer import rich_utils  # pesa: solo al mostrar una ayuda

    for nombre, titulo in _TITULOS.items():
        setattr(rich_utils, nombre, titulo)
    piezas = " ".join(orden.collect_usage_pieces(ctx))
    piezas = piezas.replace("[OPTIONS]", "[OPCIONES]").replace("COMMAND [ARGS]...", "ORDEN …")
    formatter.write_usage(ctx.command_path, piezas, "Uso: ")


class Orden(TyperCommand):
    """Una orden."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        return _ayuda_en_espanol(super().get_help_option(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        _escribir_uso(self, ctx, formatter)


class Grupo(TyperGroup):
    """Un grupo de órdenes; el de más afuera convierte los errores en mensaje y código de salida."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        return _ayuda_en_espanol(super().get_help_option(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        _escribir_uso(self, ctx, formatter)

    def main(self, *args: Any, **opciones: Any) -> Any:
        solo = opciones.pop("standalone_mode", True)
        codigo = self._correr(*args, **opciones, standalone_mode=False)
        if solo:
            sys.exit(codigo)
        return codigo

    def _correr(self, *args: Any, **opciones: Any) -> int:
        # Con standalone_mode=False los errores llegan hasta aquí en vez de imprimirse en inglés.
        try:
            salida = super().main(*args, **opciones)
            return salida if isinstance(salida, int) else BIEN
        except uso.NoArgsIsHelpError as error:
            decir(error.format_message())
            return ENTRADA_INVALIDA
        except uso.UsageError as error:
            ruta = error.ctx.command_path if error.ctx else "autodiagnostico"
            decir(f"{_uso_en_espanol(error)}\nVea «{ruta} --help».")
            return ENTRADA_INVALIDA
        except ErrorDeEntrada as error:
            decir(error.mensaje)
            return ENTRADA_INVALIDA
        except ErrorDeServicio as error:
            decir(error.mensaje)
            return FALLO_INTERNO
        except (typer.Abort, KeyboardInterrupt):
            decir("Interrumpido.")
            return FALLO_INTERNO
        except Exception as error:  # noqa: BLE001 - lo imprevisto también se dice en una frase, y se guarda
            decir(_imprevisto(error))
            return FALLO_INTERNO


def _imprevisto(error: Exception) -> str:
    que = f"Fallo interno del programa ({type(error).__name__}). No se escribió ningún resultado."
    traza = "".join(traceback.format_exception(error))
    try:
        archivo = guardar_incidente(Ajustes().datos, traza, "txt")
    except (OSError, ValueError):
        return f"{que}\n{traza}"
    return f"{que} El detalle quedó en {archivo}; envíelo a quien mantiene el programa."


def _uso_en_espanol(error: uso.UsageError) -> str:
    match error:
        case uso.MissingParameter():
            return f"Falta {_nombre(error)}."
        case uso.NoSuchOption():
            parecidas = " o ".join(f"«{p}»" for p in error.possibilities or ())
            quiso = f" ¿Quiso decir {parecidas}?" if parecidas else ""
            return f"No existe la opción «{error.option_name}».{quiso}"
        case uso.BadParameter():
            return f"{_nombre(error)}: {_valor_malo(error.message)}"
        case uso.BadOptionUsage():
            return (
                f"La opción «{error.option_name}» está mal usada: lleva un valor que falta o uno que sobra."
            )
        case _:
            return _frase(error.message)


def _nombre(error: uso.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "un argumento")
    return str(error.param.get_error_hint()).strip("'")


def _valor_malo(mensaje: str) -> str:
    """«'xml' is not one of 'tabla', 'json'» dicho en español; lo demás, como venga."""
    uno_de = re.search(r"'(.*)' is not one of (.*?)\.?$", mensaje)
    if uno_de is None:
        return f"el valor no se admite ({mensaje})."
    return f"el valor «{uno_de[1]}» no se admite. Se admite: {uno_de[2].replace(chr(39), '')}."


def _frase(mensaje: str) -> str:
    """Las frases sueltas de la biblioteca que alguien puede llegar a ver."""
    for ingles, espanol in (
        ("Missing command.", "Falta la orden."),
        ("No such command", "No existe la orden"),
        ("Did you mean", "¿Quiso decir"),
        ("Got unexpected extra argument(s)", "Sobran argumentos:"),
        ("Got unexpected extra argument", "Sobra el argumento"),
    ):
        mensaje = mensaje.replace(ingles, espanol)
    return re.sub(r"'([^']*)'", r"«\1»", mensaje)

"""De lo que hay en una celda a un dato, o la razón por la que no se admite."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from reglas.clases import DECIMALES
from reglas.errores import parecido
from reglas.texto import normalizar

_VISIBLE = 80
_ANIOS = range(1900, 2201)
_LISTA = ", "
_ENTERO = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class Opcion:
    """Algo que se elige de una lista: lo que se ve y el código que queda."""

    texto: str
    codigo: str


class CeldaInvalida(Exception):
    """Lo que hay en la celda no se admite."""

    def __init__(self, mensaje: str, admite: str, sugerencia: str = "") -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje
        self.admite = admite
        self.sugerencia = sugerencia


@dataclass(frozen=True, slots=True)
class Crudo:
    """Lo que trae una celda y de qué tipo dice ser."""

    valor: Any
    tipo: str
    formato: str = ""
    """El formato de número que tiene puesto."""

    @property
    def vacio(self) -> bool:
        return self.valor is None or (isinstance(self.valor, str) and not limpiar(self.valor))

    @property
    def visto(self) -> str:
        """Lo que llegó, para mostrarlo en un mensaje."""
        texto = limpiar(str(getattr(self.valor, "text", self.valor)).replace("\n", " "))
        return texto if len(texto) <= _VISIBLE else texto[: _VISIBLE - 1] + "…"


VACIO = Crudo(None, "n")


def limpiar(texto: str) -> str:
    """El texto sin espacios de más ni caracteres de control; conserva los saltos de línea."""
    renglones = texto.replace("_x000D_", "\n").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    limpios = (" ".join("".join(c if c.isprintable() else " " for c in r).split()) for r in renglones)
    return "\n".join(limpios).strip()


def a_texto(crudo: Crudo, maximo: int) -> str:
    """El texto de la celda, limpio; un número se lee como está escrito. Vacío si no hay nada."""
    return _que_quepa(limpiar(_escrito(crudo)), maximo)


def a_texto_exacto(crudo: Crudo, maximo: int) -> str:
    """Como `a_texto`, con los espacios y tabuladores que traiga."""
    return _que_quepa(_escrito(crudo), maximo)


def _que_quepa(texto: str, maximo: int) -> str:
    if len(texto) > maximo:
        raise CeldaInvalida(f"El texto tiene {len(texto)} caracteres.", f"hasta {maximo}")
    return texto


def _escrito(crudo: Crudo) -> str:
    valor = crudo.valor
    if crudo.tipo == "f":
        raise CeldaInvalida(
            "Hay una fórmula y se esperaba lo que dice.", "texto; copie la celda y péguela como valor"
        )
    if crudo.tipo == "e":
        raise CeldaInvalida("La celda tiene un error de Excel.", "texto")
    if valor is None:
        return ""
    if isinstance(valor, bool):
        raise CeldaInvalida("Excel tomó lo escrito por verdadero o falso.", "texto")
    if isinstance(valor, date | datetime | time | timedelta):
        raise CeldaInvalida(
            "Excel tomó lo escrito por una fecha o una hora.", "texto; escríbalo con un apóstrofo delante"
        )
    if isinstance(valor, float) and valor.is_integer():
        valor = int(valor)
    return str(valor)


def a_entero(crudo: Crudo, minimo: int, maximo: int) -> int:
    """Un número entero dentro del rango."""
    admite = f"un número entero de {minimo} a {maximo}"
    valor = crudo.valor
    if crudo.tipo in {"f", "e"} or isinstance(valor, bool):
        raise CeldaInvalida("No es un número.", admite)
    if isinstance(valor, str):
        texto = limpiar(valor)
        valor = int(texto) if _ENTERO.fullmatch(texto) else None
    if isinstance(valor, float) and valor.is_integer():
        valor = int(valor)
    if not isinstance(valor, int):
        raise CeldaInvalida("No es un número entero.", admite)
    if not minimo <= valor <= maximo:
        raise CeldaInvalida("El número está fuera de rango.", admite)
    return valor


def a_decimal(crudo: Crudo) -> float:
    """Un número; escrito como texto, con coma o punto decimal, y puede llevar el signo de porcentaje.

    A «85 %» tecleado en una celda, Excel lo guarda como 0,85 con formato de porcentaje.
    """
    valor = crudo.valor
    if isinstance(valor, str) and crudo.tipo not in {"f", "e"}:
        texto = limpiar(valor).removesuffix("%").strip().replace(",", ".")
        valor = float(texto) if _DECIMAL.fullmatch(texto) else None
    if crudo.tipo in {"f", "e"} or isinstance(valor, bool) or not isinstance(valor, int | float):
        raise CeldaInvalida("No es un número.", "un número, como 85 o 12,5")
    return round(valor * 100, DECIMALES) if "%" in crudo.formato else valor


def a_fecha(crudo: Crudo) -> date:
    """Una fecha de Excel, o escrita AAAA-MM-DD o DD/MM/AAAA."""
    admite = "una fecha AAAA-MM-DD"
    valor = crudo.valor
    if crudo.tipo in {"f", "e"}:
        raise CeldaInvalida("No es una fecha.", admite)
    if isinstance(valor, datetime):
        valor = valor.date()
    if isinstance(valor, str):
        valor = _fecha_escrita(limpiar(valor))
    if not isinstance(valor, date):
        raise CeldaInvalida("No es una fecha.", admite)
    if valor.year not in _ANIOS:
        raise CeldaInvalida("El año no se admite.", f"años de {_ANIOS[0]} a {_ANIOS[-1]}")
    return valor


def _fecha_escrita(texto: str) -> date | None:
    for forma in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(texto, forma).date()  # noqa: DTZ007 - solo importa el día
        except ValueError:
            continue
    return None


def a_opcion(crudo: Crudo, opciones: Iterable[Opcion], maximo: int) -> str:
    """El código de lo elegido; se admite el texto de la lista, sin importar tildes, o el código."""
    return _elegida(a_texto(crudo, maximo), tuple(opciones))


def a_opciones(crudo: Crudo, opciones: Iterable[Opcion], maximo: int) -> tuple[str, ...]:
    """Los códigos de lo elegido, separado por punto y coma."""
    admitidas = tuple(opciones)
    partes = [p for p in (limpiar(p) for p in a_texto(crudo, maximo).split(";")) if p]
    return tuple(dict.fromkeys(_elegida(p, admitidas) for p in partes))


def _elegida(texto: str, opciones: tuple[Opcion, ...]) -> str:
    # Gana el texto: es lo que se ve en la lista, aunque sea también el código de otra.
    por_texto = {normalizar(o.codigo): o for o in opciones} | {normalizar(o.texto): o for o in opciones}
    escrito = normalizar(texto)
    if escrito in por_texto:
        return por_texto[escrito].codigo
    cercano = parecido(escrito, por_texto)
    raise CeldaInvalida(
        "No está en la lista.",
        _LISTA.join(o.texto for o in opciones),
        por_texto[cercano].texto if cercano else "",
    )

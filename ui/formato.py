"""Cómo se escriben y se leen en pantalla las fechas, los números y las respuestas."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from autodiagnostico import palabras
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.reloj import ZONA, hoy
from autodiagnostico.servicios.eventos import VACIO, leida
from autodiagnostico.textos import cuantas
from motor.caso import Respuesta, Valor, ValorInvalido
from motor.caso import leer_fecha as fecha_de
from reglas.clases import CLAVES_SI_PARCIAL_NO, NUMERICAS, Clase
from reglas.fichas import Atributo, Criterio
from reglas.palabras import constante_en_palabras, fecha_en_palabras, numero_en_palabras

plural = cuantas
puntaje, porcentaje = palabras.puntaje, palabras.porcentaje
_FECHA = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$")
_KILO = 1000
_MILES = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$")


def fecha(dia: date) -> str:
    """«23/07/2026»."""
    return dia.strftime("%d/%m/%Y")


def fecha_larga(cuando: date | datetime) -> str:
    """«23 de julio de 2026»."""
    return fecha_en_palabras(cuando.astimezone(ZONA).date() if isinstance(cuando, datetime) else cuando)


def dia(momento: datetime) -> date:
    """El día de un momento, en Bogotá."""
    return momento.astimezone(ZONA).date()


def hora(momento: datetime) -> str:
    """«10:32», en Bogotá."""
    return momento.astimezone(ZONA).strftime("%H:%M")


def momento(cuando: datetime) -> str:
    """«el 20 de noviembre de 2026 a las 10:32», en Bogotá; de hoy, solo la hora."""
    dia = "hoy" if cuando.astimezone(ZONA).date() == hoy() else f"el {fecha_larga(cuando)}"
    return f"{dia} a las {hora(cuando)}"


def duracion(minutos: int) -> str:
    """«25 minutos»; desde dos horas, también en horas."""
    dicho, horas = plural(minutos, "minuto", "minutos"), round(minutos / 60)
    return f"{dicho}, unas {horas} horas" if horas > 1 else dicho


def peso(bytes_: int) -> str:
    """«340 KB», «1,2 MB»."""
    kilos = max(round(bytes_ / _KILO), 1)
    return f"{kilos} KB" if kilos < _KILO else f"{numero_en_palabras(round(kilos / _KILO, 1))} MB"


def puntos(valor: Fraction) -> str:
    """Unos puntos, con sus medios: «3», «1,5»."""
    return numero_en_palabras(float(valor))


def css(valor: Fraction) -> str:
    """Un porcentaje para una hoja de estilo."""
    return f"{float(valor):.2f}%"


def respuesta(ficha: Criterio | Atributo, valor: Valor | None) -> str:
    """Un valor respondido, como lo diría una persona."""
    if valor is None:
        return "sin responder"
    if isinstance(valor, tuple):
        nombres = [(ficha.opciones or {}).get(clave, clave) for clave in valor]
        return "; ".join(nombres) if nombres else "ninguna de las opciones"
    if ficha.clase is Clase.SI_PARCIAL_NO and isinstance(valor, str):
        return CLAVES_SI_PARCIAL_NO.get(valor, valor)
    if ficha.clase is Clase.PORCENTAJE:
        return f"{constante_en_palabras(valor)} %"
    return constante_en_palabras(valor, ficha.opciones)


def dicha(criterio: Criterio, contestada: Respuesta) -> str:
    """Una respuesta entera, en palabras: su valor, o por qué no aplica."""
    if contestada.no_aplica is not None:
        return f"No aplica: {contestada.no_aplica}"
    texto = respuesta(criterio, contestada.valor)
    return texto[:1].upper() + texto[1:]


def cruda(criterio: Criterio | None, valor: Any) -> str:
    """Un valor tal como se guardó, en palabras hasta donde se pueda: su pregunta puede ya no existir."""
    if criterio is None:
        suyo = tuple(map(str, valor)) if isinstance(valor, list) else valor
        return "; ".join(suyo) if isinstance(suyo, tuple) else constante_en_palabras(suyo)
    return dicha(criterio, leida(criterio, {**VACIO, "valor": valor}))


def para_escribir(ficha: Criterio | Atributo, valor: Valor | None) -> str:
    """Un valor como se muestra dentro de su casilla."""
    if valor is None or isinstance(valor, tuple):
        return ""
    if isinstance(valor, date):
        return fecha(valor)
    if isinstance(valor, int | float) and not isinstance(valor, bool):
        return numero_en_palabras(valor) if ficha.clase is Clase.PORCENTAJE else str(valor)
    return str(valor)


def leer_escrito(ficha: Criterio | Atributo, texto: str) -> Any:
    """Lo escrito en una casilla, en la forma en que lo espera el servicio.

    Lo que no se entiende pasa tal cual: quien decide si se admite es el servicio.
    """
    texto = texto.strip()
    if not texto:
        return None
    if ficha.clase is Clase.FECHA:
        return leer_fecha(texto)
    return _leer_numero(texto) if ficha.clase in NUMERICAS else texto


def leer_fecha(texto: str) -> str:
    """De «23/7/2026» a «2026-07-23»; lo demás, igual."""
    partes = _FECHA.match(texto.strip())
    return f"{partes[3]}-{int(partes[2]):02}-{int(partes[1]):02}" if partes else texto.strip()


def fecha_escrita(texto: str) -> date | None:
    """La fecha de una casilla; vacía, ninguna. Lanza ErrorDeServicio si no se entiende."""
    if not texto.strip():
        return None
    try:
        return fecha_de(leer_fecha(texto))
    except ValorInvalido:
        raise ErrorDeServicio(
            f"«{texto}» no es una fecha. Escriba día, mes y año: {EJEMPLO_DE_FECHA}."
        ) from None


def numero_escrito(texto: str) -> float | None:
    """El número de una casilla; vacía, ninguno. Lanza ErrorDeServicio si no se entiende."""
    if not texto.strip():
        return None
    leido = _leer_numero(texto)
    if isinstance(leido, str):
        raise ErrorDeServicio(f"«{texto}» no es un número. Escríbalo con cifras: 12,5 o 1.200.000.")
    return float(leido)


def entero_escrito(texto: str) -> int | None:
    """El número entero de una casilla; vacía, ninguno. Lanza ErrorDeServicio si no se entiende."""
    leido = numero_escrito(texto)
    if leido is not None and leido != int(leido):
        raise ErrorDeServicio(f"«{texto}» no es un número entero. Escríbalo sin decimales.")
    return None if leido is None else int(leido)


def numero(valor: float | None) -> str:
    """«12,5», «1.200.000», como se escribe en una casilla; si no hay, nada."""
    return "" if valor is None else numero_en_palabras(valor)


def _leer_numero(texto: str) -> int | float | str:
    limpio = texto.removesuffix("%").strip().replace(" ", "")
    if _MILES.match(limpio):
        limpio = limpio.replace(".", "")
    limpio = limpio.replace(",", ".")
    try:
        return int(limpio)
    except ValueError:
        try:
            return float(limpio)
        except ValueError:
            return texto


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EJEMPLO_DE_FECHA = "23/07/2026"
COMO_SE_ESCRIBE = {
    Clase.FECHA: f"Día, mes y año: {EJEMPLO_DE_FECHA}",
    Clase.ENTERO: "Un número sin decimales",
    Clase.PORCENTAJE: "Un número de 0 a 100",
    Clase.TEXTO: "Texto",
}

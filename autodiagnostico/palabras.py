"""Cómo se dicen en pantalla y en los informes los estados, las razones y los números."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from motor import Estado, Razon, Recomendacion, Resultado
from reglas import Catalogo
from reglas.fichas import Cita

ESTADOS = {
    Estado.CUMPLE: ("✔", "Cumple"),
    Estado.PARCIAL: ("◐", "Cumple en parte"),
    Estado.NO_CUMPLE: ("✘", "No cumple"),
    Estado.EN_PLAZO: ("◷", "En plazo"),
    Estado.NO_APLICA: ("–", "No aplica"),
    Estado.SIN_INFORMACION: ("?", "Sin información"),
}
"""Estado → símbolo y palabras; el color nunca va solo."""

RAZONES = {
    Razon.OBLIGACION_VENCIDA: "Es un deber y su plazo ya venció",
    Razon.OBLIGACION_INCUMPLIDA: "Es un deber y no se cumple",
    Razon.OBLIGACION_POR_VENCER: "Es un deber y su plazo está corriendo",
    Razon.HABILITA_NIVEL: "Abre el siguiente nivel",
    Razon.MEJORA: "Mejora el puntaje",
    Razon.FALTA_INFORMACION: "Falta información para saberlo",
}

CARACTERES = {
    "obligatorio": "Obligatorio",
    "propio": "Obligatorio por acto propio",
    "orientador": "Orientador",
    "facultad": "Facultad",
}


def estado_en_palabras(estado: Estado) -> str:
    """«✘ No cumple»."""
    return " ".join(ESTADOS[estado])


def cita_en_palabras(catalogo: Catalogo, cita: Cita) -> str:
    """«Ley 1 de 2000, artículo 3»."""
    return f"{catalogo.normas[cita.norma].nombre}, {articulo_en_palabras(cita)}"


def articulo_en_palabras(cita: Cita) -> str:
    """«artículo 3»; si no empieza por un número, va como está escrito."""
    return f"artículo {cita.articulo}" if cita.articulo[:1].isdigit() else cita.articulo


def citas_de(resultado: Resultado, reglas: Iterable[str]) -> str:
    """Las citas de unos resultados, sin repetir, una por renglón."""
    citas = (cita_en_palabras(resultado.edicion.catalogo, resultado.hallazgos[r].cita) for r in reglas)
    return "\n".join(dict.fromkeys(citas))


def reglas_en_palabras(catalogo: Catalogo, reglas: Iterable[str]) -> str:
    """Código y título de unas reglas, una por renglón."""
    return "\n".join(f"{r}: {catalogo.reglas[r].ficha.titulo}" for r in reglas)


def porcentaje(parte: Fraction | None) -> str:
    """«23 %», o una raya si no se puede decir. Ni lo poco se muestra como nada ni lo casi todo como todo."""
    if parte is None:
        return "–"
    entero = round(parte * 100)
    if 0 < parte < 1:
        entero = min(max(entero, 1), 99)
    return f"{entero} %"


def numero(exacto: Fraction | None, decimales: int = 1) -> str:
    """«12,5», con coma decimal; una raya si no hay."""
    return "–" if exacto is None else f"{float(exacto):.{decimales}f}".replace(".", ",")


def nivel_en_palabras(catalogo: Catalogo, nivel: int | None) -> str:
    """«2 · Organizado», o una raya."""
    nombres = {n.nivel: n.nombre for n in catalogo.niveles}
    return "–" if nivel is None else f"{nivel} · {nombres[nivel]}"


def niveles_que_abre(recomendacion: Recomendacion) -> str:
    """«E1: nivel 2», uno por renglón."""
    return "\n".join(f"{escenario}: nivel {nivel}" for escenario, nivel in recomendacion.desbloquea)

"""Índices, puntos y niveles (contrato, sección 4). Todo se suma en enteros; se divide al mostrar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from motor.acciones import SATISFECHOS
from motor.lectura import MEDIOS, Estado, Niveles, Veredicto
from reglas.catalogo import Edicion


@dataclass(frozen=True, slots=True)
class Sumas:
    """Sumas de un escenario sobre las reglas que aplican.

    `peso` es Σ w; las demás son Σ w·medios (el doble de los puntos), salvo `conocido`, que es Σ w
    de las reglas de estado conocido.
    """

    peso: int
    cumple: int
    parcial: int
    dudoso: int
    pendiente: int
    conocido: int

    @property
    def minimo(self) -> int:
        """Σ w·medios_min."""
        return self.cumple + self.parcial

    @property
    def maximo(self) -> int:
        """Σ w·medios_max."""
        return self.minimo + self.dudoso


def sumar(edicion: Edicion, escenario: str, veredictos: Mapping[str, Veredicto]) -> Sumas:
    """Las sumas de un escenario."""
    peso = cumple = parcial = dudoso = pendiente = conocido = 0
    for regla, w in edicion.pesos[escenario]:
        v = veredictos[regla.codigo]
        if v.medios_min is None or v.medios_max is None:
            continue
        peso += w
        if v.estado is Estado.CUMPLE:
            cumple += w * v.medios_min
        else:
            parcial += w * v.medios_min
        dudoso += w * (v.medios_max - v.medios_min)
        pendiente += w * (MEDIOS - v.medios_max)
        if v.estado is not Estado.SIN_INFORMACION:
            conocido += w
    return Sumas(peso, cumple, parcial, dudoso, pendiente, conocido)


def indice(suma: int, peso: int) -> Fraction:
    """El índice exacto, de 0 a 100, de una suma de w·medios sobre Σ w."""
    return Fraction(100 * suma, MEDIOS * peso)


def margen(suma: int, peso: int, umbral: int) -> int:
    """Cuánto sobra (o falta, si es negativo) para un umbral, en enteros: 100·Σ w·medios − 2·umbral·Σ w."""
    return 100 * suma - MEDIOS * umbral * peso


def satisfecha(veredicto: Veredicto) -> bool:
    """Si una habilitante ya está satisfecha."""
    return veredicto.estado in SATISFECHOS


def podria(veredicto: Veredicto) -> bool:
    """Si una habilitante está satisfecha o aún podría cumplirse."""
    return satisfecha(veredicto) or veredicto.medios_max == MEDIOS


def niveles(edicion: Edicion, veredictos: Mapping[str, Veredicto]) -> dict[str, Niveles]:
    """Nivel demostrado y alcanzable por escenario; faltan los que no tienen peso aplicable."""
    resultado = {}
    for escenario in edicion.catalogo.escenarios:
        sumas = sumar(edicion, escenario, veredictos)
        if sumas.peso == 0:
            continue
        habilitantes = [
            (r.ficha.nivel or 0, veredictos[r.codigo])
            for r, _ in edicion.pesos[escenario]
            if r.ficha.habilitante
        ]
        minimo = nivel_que_alcanza(
            edicion, sumas.minimo, sumas.peso, [n for n, v in habilitantes if not satisfecha(v)]
        )
        maximo = nivel_que_alcanza(
            edicion, sumas.maximo, sumas.peso, [n for n, v in habilitantes if not podria(v)]
        )
        resultado[escenario] = Niveles(minimo, maximo)
    return resultado


def nivel_que_alcanza(edicion: Edicion, suma: int, peso: int, faltantes: list[int]) -> int:
    """El mayor nivel cuyo umbral y habilitantes, y los de todos los anteriores, se alcanzan.

    `suma` es Σ w·medios, `peso` es Σ w y `faltantes`, los niveles de las habilitantes que lo impiden.
    """
    alcanzado = 0
    for nivel in edicion.catalogo.niveles:
        if margen(suma, peso, nivel.umbral) < 0 or any(n <= nivel.nivel for n in faltantes):
            break
        alcanzado = nivel.nivel
    return alcanzado

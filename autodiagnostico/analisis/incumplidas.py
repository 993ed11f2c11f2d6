"""Qué reglas se incumplen más, en qué sectores y en qué niveles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from autodiagnostico.lecturas import letras
from autodiagnostico.lecturas.cuadro import Cuadro
from motor import Estado

FALLAN = (Estado.NO_CUMPLE, Estado.PARCIAL)
_CODIGOS = {e: [ord(c) for c, suyo in letras.ESTADO.items() if suyo is e] for e in Estado}


@dataclass(frozen=True, slots=True)
class Incumplida:
    """Una regla en un grupo de entidades: a cuántas les aplica y en cuántas está cada resultado.

    `parte` es la de las que no la cumplen del todo, entre las que se sabe; None si de ninguna se sabe.
    """

    regla: str
    grupo: str
    aplica: int
    no_cumple: int
    parcial: int
    en_plazo: int
    sin_informacion: int
    cumple: int
    peso: int

    @property
    def fallan(self) -> int:
        """Cuántas no la cumplen, o solo en parte."""
        return self.no_cumple + self.parcial

    @property
    def parte(self) -> float | None:
        """La parte de las que se sabe que no la cumplen del todo."""
        conocidas = self.aplica - self.sin_informacion
        return self.fallan / conocidas if conocidas else None


def por_regla(cuadro: Cuadro, *, ambito: str | None = None, politica: str | None = None) -> list[Incumplida]:
    """Las reglas del Distrito, de la que más entidades incumplen a la que menos.

    `ambito` deja solo las que pesan en un escenario; `politica`, las que recoge.
    """
    return _contar(cuadro, dict.fromkeys(cuadro.estados.index, "Distrito"), ambito, politica)


def por_sector(cuadro: Cuadro, *, ambito: str | None = None, politica: str | None = None) -> list[Incumplida]:
    """Lo mismo, en cada sector."""
    return _contar(cuadro, cuadro.sectores(), ambito, politica)


def por_grupo(cuadro: Cuadro, grupos: dict[int, str]) -> list[Incumplida]:
    """Lo mismo, en grupos dichos por diagnóstico."""
    return _contar(cuadro, grupos, None, None)


def por_nivel(cuadro: Cuadro, *, ambito: str | None = None, politica: str | None = None) -> list[Incumplida]:
    """Lo mismo, según el nivel demostrado de la entidad: en el escenario pedido o, sin él, el global."""
    clase, codigo = ("global", "global") if ambito is None else ("escenario", ambito)
    suyos = cuadro.de(clase, codigo).dropna(subset=["nivel_min"])
    grupos = {d: f"Nivel {int(n)}" for d, n in zip(suyos["diagnostico_id"], suyos["nivel_min"], strict=True)}
    return _contar(cuadro, grupos, ambito, politica)


def de_la_regla(cuadro: Cuadro, regla: str) -> dict[int, Estado]:
    """Cómo está una regla en cada diagnóstico contado que la tiene."""
    if regla not in cuadro.estados:
        return {}
    suya = cuadro.estados.loc[cuadro.estados.index.isin(cuadro.contadas().index), regla]
    return {int(d): letras.ESTADO[chr(c)] for d, c in suya.items() if c != letras.AUSENTE}  # type: ignore[call-overload]


def _contar(
    cuadro: Cuadro, grupos: dict[int, str], ambito: str | None, politica: str | None
) -> list[Incumplida]:
    contadas = cuadro.contadas().index
    estados = cuadro.estados[cuadro.estados.index.isin(contadas)]
    reglas = [c for c in estados.columns if _entra(cuadro, c, ambito, politica)]
    estados = estados[reglas]
    de_quien = pd.Series([grupos.get(int(d), "") for d in estados.index], index=estados.index)
    halladas = []
    for grupo in sorted(g for g in de_quien.unique() if g):
        matriz = estados[de_quien == grupo].to_numpy()
        cuantas = {e: np.isin(matriz, _CODIGOS[e]).sum(axis=0) for e in Estado}
        for i, regla in enumerate(reglas):
            en = {e: int(suyas[i]) for e, suyas in cuantas.items()}
            aplica = sum(n for e, n in en.items() if e is not Estado.NO_APLICA)
            if aplica:
                halladas.append(
                    Incumplida(
                        regla,
                        grupo,
                        aplica,
                        en[Estado.NO_CUMPLE],
                        en[Estado.PARCIAL],
                        en[Estado.EN_PLAZO],
                        en[Estado.SIN_INFORMACION],
                        en[Estado.CUMPLE],
                        _peso(cuadro, regla, ambito),
                    )
                )
    return sorted(halladas, key=lambda i: (-i.fallan, -(i.parte or 0), -i.peso, i.regla))


def _entra(cuadro: Cuadro, regla: str, ambito: str | None, politica: str | None) -> bool:
    suya = cuadro.catalogo.reglas.get(regla)
    if suya is None:
        return ambito is None and politica is None
    return (ambito is None or ambito in suya.escenarios) and (
        politica is None or politica in suya.ficha.politicas
    )


def _peso(cuadro: Cuadro, regla: str, ambito: str | None) -> int:
    suya = cuadro.catalogo.reglas.get(regla)
    if suya is None:
        return 0
    return suya.escenarios.get(ambito, 0) if ambito is not None else sum(suya.escenarios.values())

"""Qué entidades necesitan apoyo y cuáles tienen algo que enseñar en cada escenario, y con qué regla."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict

from autodiagnostico.analisis import incumplidas
from autodiagnostico.analisis.madurez import DIEZMIL
from autodiagnostico.lecturas import letras
from autodiagnostico.lecturas.cuadro import Cuadro
from motor import Estado

ARCHIVO = Path(__file__).with_name("seleccion.yaml")
_CUARTILES = {1: 0.25, 2: 0.5, 3: 0.75}


class _Regla(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeApoyo(_Regla):
    """Poco nivel, o puntaje por debajo de un cuartil, con cobertura para saberlo."""

    nivel_hasta: int
    bajo_cuartil: int
    cobertura_desde: float


class DeBuenaPractica(_Regla):
    """Nivel alto, puntaje desde un cuartil y buena cobertura; y qué tan rara ha de ser una práctica."""

    nivel_desde: int
    sobre_cuartil: int
    cobertura_desde: float
    la_cumplen_menos_de: float


class Seleccion(_Regla):
    """Las dos reglas, y por qué son estas."""

    razon: str
    apoyo: DeApoyo
    buena_practica: DeBuenaPractica

    def apoyo_en_palabras(self) -> str:
        """La regla de apoyo, para ponerla a la vista."""
        a = self.apoyo
        return (
            f"Se propone apoyar a las entidades en nivel {a.nivel_hasta} o menos, o con un puntaje bajo el "
            f"cuartil {a.bajo_cuartil}, si se conoce el {100 * a.cobertura_desde:.0f} % del escenario o más."
        )

    def buena_practica_en_palabras(self) -> str:
        """La regla de buenas prácticas, para ponerla a la vista."""
        b = self.buena_practica
        return (
            f"Se propone aprender de las que están en nivel {b.nivel_desde} o más, desde el cuartil "
            f"{b.sobre_cuartil} y con al menos el {100 * b.cobertura_desde:.0f} % conocido. Una práctica es "
            f"lo que cumplen y solo cumple menos del {100 * b.la_cumplen_menos_de:.0f} % de las entidades."
        )


@cache
def seleccion() -> Seleccion:
    """Las reglas de fábrica."""
    return Seleccion.model_validate(yaml.safe_load(ARCHIVO.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Elegida:
    """Una entidad en un escenario.

    `practicas` son las reglas que cumple y pocas cumplen, la más rara antes.
    """

    diagnostico_id: int
    codigo: str
    nombre: str
    sector: str
    escenario: str
    indice: float
    nivel: int
    cobertura: float
    practicas: tuple[str, ...] = ()


def apoyo(cuadro: Cuadro, escenario: str) -> list[Elegida]:
    """Las que necesitan apoyo en un escenario, de la que menos puntaje tiene a la que más."""
    regla, suyos = seleccion().apoyo, _suyos(cuadro, escenario)
    if suyos.empty:
        return []
    corte = np.quantile(suyos["indice_min"], _CUARTILES[regla.bajo_cuartil])
    atras = (suyos["nivel_min"] <= regla.nivel_hasta) | (suyos["indice_min"] < corte)
    elegidas = suyos[atras & (suyos["cobertura"] >= regla.cobertura_desde * DIEZMIL)]
    return [_elegida(f, escenario) for f in elegidas.sort_values(["indice_min", "nombre"]).itertuples()]


def buenas_practicas(cuadro: Cuadro, escenario: str) -> list[Elegida]:
    """Las que tienen algo que enseñar en un escenario, de la que más puntaje tiene a la que menos."""
    regla, suyos = seleccion().buena_practica, _suyos(cuadro, escenario)
    if suyos.empty:
        return []
    corte = np.quantile(suyos["indice_min"], _CUARTILES[regla.sobre_cuartil])
    elegidas = suyos[
        (suyos["nivel_min"] >= regla.nivel_desde)
        & (suyos["indice_min"] >= corte)
        & (suyos["cobertura"] >= regla.cobertura_desde * DIEZMIL)
    ]
    raras = _raras(cuadro, escenario, regla.la_cumplen_menos_de)
    orden = elegidas.sort_values(["indice_min", "nombre"], ascending=[False, True])
    return [_elegida(f, escenario, _practicas(cuadro, f, raras)) for f in orden.itertuples()]


def _suyos(cuadro: Cuadro, escenario: str) -> pd.DataFrame:
    return cuadro.de("escenario", escenario).dropna(subset=["nivel_min"])


def _raras(cuadro: Cuadro, escenario: str, menos_de: float) -> list[str]:
    """Las reglas del escenario que cumplen menos de esa parte de las que les aplica, la más rara antes."""
    partes = {
        i.regla: i.cumple / i.aplica for i in incumplidas.por_regla(cuadro, ambito=escenario) if i.aplica
    }
    return sorted((r for r, parte in partes.items() if parte < menos_de), key=lambda r: (partes[r], r))


_CUMPLE = {ord(letra) for letra, estado in letras.ESTADO.items() if estado is Estado.CUMPLE}


def _practicas(cuadro: Cuadro, fila: object, raras: list[str]) -> tuple[str, ...]:
    suyas = cuadro.estados.loc[getattr(fila, "diagnostico_id")]  # noqa: B009 - una fila de pandas
    return tuple(r for r in raras if suyas.get(r) in _CUMPLE)


def _elegida(fila: object, escenario: str, practicas: tuple[str, ...] = ()) -> Elegida:
    datos = fila._asdict()  # type: ignore[attr-defined] # una fila de pandas
    return Elegida(
        int(datos["diagnostico_id"]),
        datos["entidad"],
        datos["nombre"],
        datos["sector"],
        escenario,
        datos["indice_min"] / DIEZMIL,
        int(datos["nivel_min"]),
        datos["cobertura"] / DIEZMIL,
        practicas,
    )

"""Cada entidad de un cuadro, como se ve al lado de las demás."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from autodiagnostico.analisis import madurez
from autodiagnostico.analisis.madurez import NINGUNA, Madurez
from autodiagnostico.lecturas.cuadro import Cuadro


@dataclass(frozen=True, slots=True)
class FilaDeComparacion:
    """Una entidad en la comparación; de un borrador solo se ve la cobertura.

    `contada` dice si entra en los promedios; si no, `razon_no_contada` dice por qué.
    """

    diagnostico_id: int
    entidad_id: int
    codigo: str
    nombre: str
    sector: str
    tipo: str
    demostracion: bool
    estado: str
    enviado: datetime | None
    version_reglas: str | None
    digesto_reglas: str | None
    cobertura: Mapping[str, Fraction | None]
    cobertura_global: Fraction | None
    escenarios: Mapping[str, Madurez] | None
    madurez_global: Madurez | None
    contada: bool
    razon_no_contada: str


def filas(cuadro: Cuadro) -> list[FilaDeComparacion]:
    """Las filas de un cuadro, en su orden."""
    escenarios = madurez.exactas(cuadro.de("escenario", contadas=False))
    globales = madurez.redondeadas(cuadro.de("global", contadas=False))
    return [
        _fila(cuadro, ficha, escenarios.get(numero, {}), globales.get(numero, NINGUNA))
        for numero, ficha in zip(map(int, cuadro.fichas.index), cuadro.fichas.itertuples(), strict=True)
    ]


def _fila(cuadro: Cuadro, ficha: Any, suyos: Mapping[str, Madurez], del_global: Madurez) -> FilaDeComparacion:
    ve = ficha.visible and bool(suyos)
    return FilaDeComparacion(
        diagnostico_id=int(ficha.Index),
        entidad_id=int(ficha.entidad_id),
        codigo=ficha.codigo,
        nombre=ficha.nombre,
        sector=ficha.sector,
        tipo=ficha.tipo,
        demostracion=bool(ficha.demostracion),
        estado=ficha.estado,
        enviado=ficha.enviado.to_pydatetime() if ficha.estado != "borrador" else None,
        version_reglas=ficha.version_reglas if isinstance(ficha.version_reglas, str) else None,
        digesto_reglas=ficha.digesto_reglas if isinstance(ficha.digesto_reglas, str) else None,
        cobertura={c: suyos.get(c, NINGUNA).cobertura for c in cuadro.catalogo.escenarios},
        cobertura_global=del_global.cobertura,
        escenarios=suyos if ve else None,
        madurez_global=del_global if ve else None,
        contada=bool(ficha.contada),
        razon_no_contada=ficha.razon,
    )

"""Comparación de entidades en una vigencia, para quien hace seguimiento al Modelo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from autodiagnostico.analisis import madurez
from autodiagnostico.analisis.madurez import NINGUNA, Madurez
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello
from autodiagnostico.servicios import distrito, emision
from autodiagnostico.servicios.emision import DeQue
from motor.contrato import redondear


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


def comparar(sala: Sala, vigencia: int) -> list[FilaDeComparacion]:
    """Una fila por diagnóstico de la vigencia, de las entidades que se pueden comparar, por su nombre.

    Las entidades de demostración cuentan solo mientras no haya otras.
    """
    return filas(distrito.abrir(sala, [vigencia]))


def filas(cuadro: Cuadro) -> list[FilaDeComparacion]:
    """Las filas de un cuadro ya abierto, en su orden."""
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


def excel(sala: Sala, vigencia: int) -> bytes:
    """La comparación como libro de Excel."""
    from autodiagnostico.informes import tabla_de_comparacion

    suyas = comparar(sala, vigencia)
    return emision.emitir(
        sala,
        _sello(sala, vigencia, suyas),
        ".xlsx",
        DeQue(f"vigencia:{vigencia}"),
        lambda sello: tabla_de_comparacion.libro(sala.catalogo, vigencia, suyas, sello),
    )


def csv(sala: Sala, vigencia: int) -> bytes:
    """La comparación como CSV en UTF-8, con marca de orden para que Excel lea bien las tildes.

    Un CSV no tiene dónde llevar su sello: su huella queda en la bitácora.
    """
    from autodiagnostico.informes import tabla_de_comparacion

    suyas = comparar(sala, vigencia)
    return emision.emitir(
        sala,
        _sello(sala, vigencia, suyas),
        ".csv",
        DeQue(f"vigencia:{vigencia}"),
        lambda _: tabla_de_comparacion.csv(sala.catalogo, suyas),
    )


def _sello(sala: Sala, vigencia: int, suyas: list[FilaDeComparacion]) -> Sello:
    """De un borrador no entra nada que no se muestre: ni siquiera la huella de sus respuestas."""
    entradas = [[f.codigo, f.estado, f.digesto_reglas] for f in suyas]
    resultado = [_dicha(f) for f in suyas]
    return emision.de_varios("comparación", sala.catalogo, vigencia, entradas, resultado)


def _dicha(fila: FilaDeComparacion) -> list[Any]:
    g = fila.madurez_global
    return [
        fila.codigo,
        {codigo: redondear(parte) for codigo, parte in fila.cobertura.items()},
        {c: [redondear(e.indice_min), e.nivel_min] for c, e in (fila.escenarios or {}).items()},
        None if g is None else [redondear(g.indice_min), g.nivel_min],
    ]

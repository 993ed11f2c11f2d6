"""Comparación de entidades en una vigencia, para quien hace seguimiento al Modelo."""

from __future__ import annotations

from typing import Any

from autodiagnostico.analisis.comparacion import FilaDeComparacion, filas
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello
from autodiagnostico.servicios import distrito, emision
from autodiagnostico.servicios.emision import DeQue
from motor.contrato import redondear


def comparar(sala: Sala, vigencia: int) -> list[FilaDeComparacion]:
    """Una fila por diagnóstico de la vigencia, de las entidades que se pueden comparar, por su nombre.

    Las entidades de demostración cuentan solo mientras no haya otras.
    """
    return filas(distrito.abrir(sala, [vigencia]))


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

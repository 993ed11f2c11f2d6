"""Las marcas que un informe lleva a la vista: que los datos son inventados, que aún es un borrador."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.servicios.fichas import FichaDeDiagnostico

DEMOSTRACION, BORRADOR = "Datos de demostración", "Borrador"


def marca_de(fichas: Sequence[FichaDeDiagnostico]) -> str:
    """«Datos de demostración · Borrador»; si solo algunos de varios lo son, dice cuántos."""
    return marca_de_varios([(f.entidad.demostracion, f.estado) for f in fichas])


def marca_de_varios(dichos: Sequence[tuple[bool, str]]) -> str:
    """Lo mismo, de si cada entidad es inventada y el estado de su diagnóstico."""
    inventados = sum(inventada for inventada, _ in dichos)
    borradores = sum(estado == "borrador" for _, estado in dichos)
    marcas = ((DEMOSTRACION, inventados), (BORRADOR, borradores))
    return " · ".join(_una(texto, cuantos, len(dichos)) for texto, cuantos in marcas if cuantos)


def _una(texto: str, cuantos: int, total: int) -> str:
    return texto if cuantos == total else f"{texto}: {cuantos} de {total} diagnósticos"

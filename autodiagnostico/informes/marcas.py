"""Las marcas que un informe lleva a la vista: que los datos son inventados, que aún es un borrador."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.servicios.fichas import FichaDeDiagnostico

DEMOSTRACION, BORRADOR = "Datos de demostración", "Borrador"


def marca_de(fichas: Sequence[FichaDeDiagnostico]) -> str:
    """«Datos de demostración · Borrador»; si solo algunos de varios lo son, dice cuántos."""
    inventados = sum(f.entidad.demostracion for f in fichas)
    borradores = sum(f.estado == "borrador" for f in fichas)
    marcas = ((DEMOSTRACION, inventados), (BORRADOR, borradores))
    return " · ".join(_una(texto, cuantos, len(fichas)) for texto, cuantos in marcas if cuantos)


def _una(texto: str, cuantos: int, total: int) -> str:
    return texto if cuantos == total else f"{texto}: {cuantos} de {total} diagnósticos"

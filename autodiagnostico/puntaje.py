"""Sumas sobre un resultado, o sobre un caso, que el motor no trae hechas."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from motor import Caso, Resultado
from motor.puntaje import sumar
from motor.semantica import Evaluador
from reglas import Catalogo


def cobertura_global(resultado: Resultado) -> Fraction | None:
    """La cobertura media de los escenarios que la tienen, con los pesos del índice global."""
    coberturas = {codigo: e.cobertura for codigo, e in resultado.escenarios.items()}
    return _media(resultado.edicion.catalogo, coberturas)


def cobertura_del_caso(catalogo: Catalogo, caso: Caso) -> Fraction | None:
    """La misma, por la definición y sin armar el resultado: para contar cuánto lleva cada borrador."""
    edicion = catalogo.al(caso.fecha_corte)
    evaluador = Evaluador(edicion, caso)
    veredictos = {codigo: evaluador.veredicto(regla) for codigo, regla in edicion.reglas.items()}
    sumas = {codigo: sumar(edicion, codigo, veredictos) for codigo in catalogo.escenarios}
    return _media(catalogo, {c: Fraction(s.conocido, s.peso) if s.peso else None for c, s in sumas.items()})


def _media(catalogo: Catalogo, coberturas: Mapping[str, Fraction | None]) -> Fraction | None:
    con_peso = [(catalogo.escenarios[c].peso, parte) for c, parte in coberturas.items() if parte is not None]
    total = sum(peso for peso, _ in con_peso)
    return sum((peso * parte for peso, parte in con_peso), Fraction(0)) / total if total else None

"""Una base con defectos sembrados: la misma, con unas fichas cambiadas como se escribirían en YAML."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from reglas import Catalogo, Hecho, Regla
from reglas.catalogo import Advertencia
from reglas.catalogo import Contradiccion as Imposible
from reglas.condiciones import Ambito, Expresion, Referencia
from reglas.fichas import Condicion, Contradiccion, Ficha, PlazoFicha
from reglas.lectura import Ruta
from reglas.resolucion import Nombres, Resolutor

F = TypeVar("F", bound=Ficha)
Cambios = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Sección → código → campos nuevos. Con `copia_de`, la ficha es nueva y parte de esa."""


def mutar(catalogo: Catalogo, cambios: Cambios) -> Catalogo:
    """El catálogo con esas fichas cambiadas, sin las comprobaciones de la carga."""
    mutado = replace(
        catalogo,
        criterios=_cambiadas(catalogo.criterios, cambios.get("criterios", {})),
        acciones=_cambiadas(catalogo.acciones, cambios.get("acciones", {})),
        parametros=_cambiadas(catalogo.parametros, cambios.get("parametros", {})),
        escala=_cambiada(catalogo.escala, cambios.get("escala", {}).get("", {})),
        _ediciones={},
    )
    hechos, reglas = dict(catalogo.hechos), dict(catalogo.reglas)
    contradicciones = dict(catalogo.contradicciones)
    for codigo, campos in cambios.get("contradicciones", {}).items():
        nueva = Contradiccion.model_validate({"codigo": codigo, "titulo": codigo, "texto": codigo, **campos})
        contradicciones[codigo] = Imposible(nueva, _condicion(mutado, nueva.cuando))
    for codigo, campos in cambios.get("hechos", {}).items():
        ficha = _cambiada(catalogo.hechos[codigo].ficha, campos)
        hechos[codigo] = Hecho(ficha, _condicion(mutado, ficha.si))
    for codigo, campos in cambios.get("reglas", {}).items():
        reglas[codigo] = _regla(mutado, codigo, dict(campos))
    return replace(mutado, hechos=hechos, reglas=reglas, contradicciones=contradicciones)


def _cambiadas(fichas: Mapping[str, F], cambios: Mapping[str, Mapping[str, Any]]) -> dict[str, F]:
    return {**fichas, **{codigo: _cambiada(fichas[codigo], campos) for codigo, campos in cambios.items()}}


def _cambiada(ficha: F, campos: Mapping[str, Any]) -> F:
    return type(ficha).model_validate({**ficha.model_dump(exclude_unset=True), **campos})


def _regla(catalogo: Catalogo, codigo: str, campos: dict[str, Any]) -> Regla:
    modelo = catalogo.reglas[campos.pop("copia_de", codigo)]
    ficha = _cambiada(modelo.ficha, {**campos, "codigo": codigo})
    return Regla(
        ficha,
        None if ficha.aplica_si is None else _condicion(catalogo, ficha.aplica_si),
        _condicion(catalogo, ficha.cumple_si),
        None if ficha.parcial_si is None else _condicion(catalogo, ficha.parcial_si),
        _plazo(ficha.plazo),
        tuple(
            Advertencia(None if a.cuando is None else _condicion(catalogo, a.cuando), a.texto, tuple(a.citas))
            for a in ficha.advertencias
        ),
    )


def _plazo(ficha: PlazoFicha | None) -> Any:
    if ficha is None or ficha.fecha is not None:
        return None if ficha is None else ficha.fecha
    ambito = Ambito.CRITERIO if ficha.criterio is not None else Ambito.PARAMETRO
    return Referencia(ambito, ficha.criterio or ficha.parametro or "")


def _condicion(catalogo: Catalogo, escrita: Condicion) -> Expresion:
    nombres = Nombres(
        catalogo.criterios,
        catalogo.atributos,
        frozenset(catalogo.hechos),
        {c: p.clase for c, p in catalogo.parametros.items()},
        frozenset(catalogo.listas),
    )

    def fallar(ruta: Ruta, mensaje: str, admite: str) -> None:
        raise AssertionError(f"{ruta}: {mensaje} {admite}")

    expresion = Resolutor(nombres, fallar).condicion(escrita, ())
    assert expresion is not None
    return expresion

"""Un caso contado en palabras: solo los datos que leen las condiciones de las que se habla."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motor.caso import Caso
from motor.demostracion.resultado import Ejemplo
from reglas.catalogo import Edicion, Regla
from reglas.clases import CLAVES_SI_PARCIAL_NO, Clase
from reglas.condiciones import (
    FECHA_DE_CORTE,
    Ambito,
    EnLista,
    Expresion,
    HechoEs,
    Referencia,
    hojas,
    referencias,
)
from reglas.palabras import Palabras, constante_en_palabras

SIN_RESPONDER = "sin responder"


def lecturas(edicion: Edicion, expresiones: Iterable[Expresion | None]) -> Iterator[Referencia | str]:
    """Los datos que leen unas condiciones, con los hechos abiertos; una lista va por su código."""
    for expresion in expresiones:
        for hoja in () if expresion is None else hojas(expresion):
            if isinstance(hoja, EnLista):
                yield hoja.lista
            elif isinstance(hoja, HechoEs):
                yield from lecturas(edicion, [edicion.hechos[hoja.dato.codigo].si])
            else:
                yield from referencias(hoja)


def lecturas_de(edicion: Edicion, regla: Regla) -> Iterator[Referencia | str]:
    """Los datos que deciden el estado de una regla."""
    yield from lecturas(edicion, regla.condiciones())
    if regla.plazo is not None:
        yield FECHA_DE_CORTE
        if isinstance(regla.plazo, Referencia):
            yield regla.plazo


def contar(edicion: Edicion, caso: Caso, datos: Iterable[Referencia | str]) -> Ejemplo:
    """El caso con un renglón por dato: primero el corte, luego la entidad y luego los criterios."""
    distintos = set(datos)
    renglones = [_renglon(edicion, caso, d) for d in _en_orden(edicion) if d in distintos]
    return Ejemplo(caso, tuple(renglones))


def _en_orden(edicion: Edicion) -> Iterator[Referencia | str]:
    catalogo = edicion.catalogo
    yield FECHA_DE_CORTE
    yield from (Referencia(Ambito.ENTIDAD, c) for c in catalogo.atributos)
    yield from catalogo.listas
    yield from (Referencia(Ambito.CRITERIO, c) for c in catalogo.criterios)


def _renglon(edicion: Edicion, caso: Caso, dato: Referencia | str) -> str:
    palabras = Palabras(edicion.catalogo)
    if isinstance(dato, str):
        esta = edicion.catalogo.listas[dato].contiene(caso.entidad.codigo, caso.entidad.nombre)
        return f"{_mayuscula(palabras.de(EnLista(dato)))}: {'sí' if esta else 'no'}"
    return f"{_mayuscula(palabras.dato(dato))}: {_respuesta(edicion, caso, dato)}"


def _respuesta(edicion: Edicion, caso: Caso, dato: Referencia) -> str:
    if dato.ambito is Ambito.CRITERIO and caso.no_aplica(dato.codigo):
        return "no aplica"
    valor = caso.valor(dato)
    if valor is None:
        return SIN_RESPONDER
    opciones = None if dato == FECHA_DE_CORTE else _opciones(edicion, dato)
    if isinstance(valor, tuple):
        return "; ".join(constante_en_palabras(v, opciones) for v in valor) or "ninguna"
    return constante_en_palabras(valor, opciones)


def _opciones(edicion: Edicion, dato: Referencia) -> dict[str, str] | None:
    catalogo = edicion.catalogo
    if catalogo.clase(dato) is Clase.SI_PARCIAL_NO:
        return CLAVES_SI_PARCIAL_NO
    if dato.ambito is Ambito.CRITERIO:
        return catalogo.criterios[dato.codigo].opciones
    return catalogo.atributos[dato.codigo].opciones


def _mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]

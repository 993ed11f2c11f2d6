"""De la condición escrita al árbol resuelto: cada referencia existe y cada prueba conviene a su clase."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from reglas.clases import CLAVES_SI_PARCIAL_NO, DE_UNA_CLAVE, DECIMALES, NUMERICAS, Clase
from reglas.condiciones import (
    FECHA_DE_CORTE,
    Alguna,
    Ambito,
    Compara,
    Constante,
    Contiene,
    EnConjunto,
    EnLista,
    Expresion,
    HechoEs,
    Ninguna,
    Operador,
    Referencia,
    Todas,
)
from reglas.errores import nombrar, sugerencia
from reglas.fichas import (
    AlgunaFicha,
    Atributo,
    Condicion,
    Criterio,
    HojaFicha,
    NingunaFicha,
    OtroDato,
    Prueba,
    TodasFicha,
)
from reglas.lectura import Ruta

EN_LISTA = "entidad.en_lista"
_ORDEN = {
    "mayor_que": Operador.MAYOR,
    "al_menos": Operador.MAYOR_IGUAL,
    "menor_que": Operador.MENOR,
    "a_lo_sumo": Operador.MENOR_IGUAL,
    "despues_de": Operador.MAYOR,
    "desde": Operador.MAYOR_IGUAL,
    "antes_de": Operador.MENOR,
    "hasta": Operador.MENOR_IGUAL,
}
_DE_NUMERO = ("es", "mayor_que", "al_menos", "menor_que", "a_lo_sumo")
_DE_FECHA = ("es", "despues_de", "desde", "antes_de", "hasta")
PRUEBAS: Mapping[Clase, tuple[str, ...]] = {
    Clase.SI_NO: ("es",),
    Clase.SI_PARCIAL_NO: ("es", "en"),
    Clase.OPCION: ("es", "en"),
    Clase.TEXTO: ("es", "en"),
    Clase.OPCIONES: ("contiene_todas", "contiene_alguna"),
    Clase.FECHA: _DE_FECHA,
    Clase.ENTERO: _DE_NUMERO,
    Clase.PORCENTAJE: _DE_NUMERO,
}


@dataclass(frozen=True, slots=True)
class Nombres:
    """Lo que una condición puede nombrar."""

    criterios: Mapping[str, Criterio]
    atributos: Mapping[str, Atributo]
    hechos: frozenset[str]
    parametros: Mapping[str, Clase]
    listas: frozenset[str]


class _NoResuelta(Exception):
    """La parte que se estaba leyendo tiene un defecto ya anotado."""


Anotar = Callable[[Ruta, str, str], None]


class Resolutor:
    """Resuelve condiciones contra unos nombres; cada defecto se anota con su ruta y se sigue adelante."""

    def __init__(self, nombres: Nombres, anotar: Anotar) -> None:
        self._n = nombres
        self._anotar = anotar

    def condicion(self, escrita: Condicion | None, ruta: Ruta) -> Expresion | None:
        """El árbol resuelto, o None si no había condición o tenía defectos (ya anotados)."""
        if escrita is None:
            return None
        if isinstance(escrita, HojaFicha):
            try:
                return self._hoja(escrita, ruta)
            except _NoResuelta:
                return None
        grupo, clase, partes = _grupo(escrita)
        resueltas = [self.condicion(parte, (*ruta, grupo, i)) for i, parte in enumerate(partes)]
        if any(r is None for r in resueltas):
            return None
        return clase(tuple(r for r in resueltas if r is not None))

    def admite(self, valor: Any, ficha: Criterio | Atributo, ruta: Ruta) -> bool:
        """Si un valor escrito sirve para un criterio o atributo; si no, lo anota."""
        if ficha.clase is Clase.OPCIONES:
            claves = claves_de(ficha.clase, ficha.opciones)
            if isinstance(valor, list) and set(valor) <= set(claves):
                return True
            self._anotar(ruta, f"«{ficha.codigo}» pide una lista de sus claves.", ", ".join(claves))
            return False
        try:
            self._constante(valor, ficha.clase, ficha.opciones, ruta)
        except _NoResuelta:
            return False
        return True

    def _constante(
        self, valor: Any, clase: Clase, opciones: Mapping[str, str] | None, ruta: Ruta
    ) -> Constante:
        """Comprueba que un valor escrito sirva para una clase (no listas). Lanza y anota si no."""
        match clase:
            case Clase.SI_NO:
                bien, admite = isinstance(valor, bool), "true, false"
            case Clase.SI_PARCIAL_NO | Clase.OPCION:
                claves = claves_de(clase, opciones)
                bien, admite = valor in claves, ", ".join(claves)
            case Clase.FECHA:
                bien, admite = isinstance(valor, date), "una fecha AAAA-MM-DD"
            case Clase.ENTERO:
                bien, admite = isinstance(valor, int) and not isinstance(valor, bool), "un número entero"
            case Clase.PORCENTAJE:
                bien = (
                    isinstance(valor, int | float)
                    and not isinstance(valor, bool)
                    and round(valor, DECIMALES) == valor
                )
                admite = f"un número de 0 a 100 con hasta {DECIMALES} decimales"
            case _:
                bien, admite = isinstance(valor, str), "un texto"
        if not bien:
            extra = sugerencia(valor, claves_de(clase, opciones)) if isinstance(valor, str) else ""
            raise self._falla(
                ruta, f"El valor «{valor}» no conviene a un dato de clase {clase}.{extra}", admite
            )
        constante: Constante = valor
        return constante

    def _hoja(self, escrita: HojaFicha, ruta: Ruta) -> Expresion:
        ((nombre, pedido),) = escrita.root.items()
        ruta = (*ruta, nombre)
        if nombre == EN_LISTA:
            return EnLista(self._existe(pedido, self._n.listas, "la lista", ruta))
        dato = self._referencia(nombre, ruta)
        if dato.ambito is Ambito.HECHO:
            if not isinstance(pedido, bool):
                raise self._falla(ruta, "Un hecho derivado se compara con true o con false.", "true, false")
            return HechoEs(dato, pedido)
        clase, opciones = self._definicion(dato, ruta)
        prueba: str
        operando: Any
        prueba, operando = _unica(pedido) if isinstance(pedido, Prueba) else ("es", pedido)
        if prueba not in PRUEBAS[clase]:
            raise self._falla(
                ruta,
                f"La prueba «{prueba}» no sirve para «{nombre}», de clase {clase}.",
                ", ".join(PRUEBAS[clase]),
            )
        match prueba:
            case "en":
                valores = (
                    self._constante(v, clase, opciones, (*ruta, prueba, i)) for i, v in enumerate(operando)
                )
                return EnConjunto(dato, tuple(valores))
            case "contiene_todas" | "contiene_alguna":
                modo: Literal["todas", "alguna"] = "todas" if prueba == "contiene_todas" else "alguna"
                return Contiene(dato, modo, self._claves(operando, clase, opciones, ruta))
        operador = _ORDEN.get(prueba, Operador.ES)
        if isinstance(operando, OtroDato):
            return Compara(dato, operador, self._otro_dato(operando, clase, ruta))
        return Compara(dato, operador, self._constante(operando, clase, opciones, ruta))

    def _claves(
        self, escritas: list[str], clase: Clase, opciones: Mapping[str, str] | None, ruta: Ruta
    ) -> tuple[str, ...]:
        claves = claves_de(clase, opciones)
        for escrita in escritas:
            if escrita not in claves:
                extra = sugerencia(escrita, claves)
                raise self._falla(ruta, f"No existe la opción «{escrita}».{extra}", ", ".join(claves))
        return tuple(escritas)

    def _otro_dato(self, operando: OtroDato, clase: Clase, ruta: Ruta) -> Referencia:
        if operando.caso is not None:
            if clase is not Clase.FECHA:
                raise self._falla(
                    ruta, f"La fecha de corte no se compara con un dato de clase {clase}.", "fecha"
                )
            return FECHA_DE_CORTE
        ambito, codigo = _unica(operando)
        otro = self._nombrada(Ambito(ambito), codigo, ruta)
        otra_clase = (
            self._n.parametros[codigo] if otro.ambito is Ambito.PARAMETRO else self._definicion(otro, ruta)[0]
        )
        if otra_clase is not clase:
            raise self._falla(
                ruta, f"«{otro}» es de clase {otra_clase} y se compara con uno de clase {clase}.", clase
            )
        if clase not in NUMERICAS | {Clase.FECHA, Clase.SI_NO} and otro.ambito is not Ambito.PARAMETRO:
            raise self._falla(
                ruta, f"Dos datos de clase {clase} no se comparan entre sí.", "números, fechas o sí/no"
            )
        return otro

    def dato(self, nombre: str, ruta: Ruta) -> Referencia | None:
        """La referencia que nombra un texto; si no existe, lo anota y devuelve None."""
        try:
            return self._referencia(nombre, ruta)
        except _NoResuelta:
            return None

    def nombrada(self, ambito: Ambito, codigo: str, ruta: Ruta) -> Referencia | None:
        """La referencia a un código de un ámbito dado; si no existe, lo anota y devuelve None."""
        try:
            return self._nombrada(ambito, codigo, ruta)
        except _NoResuelta:
            return None

    def _referencia(self, nombre: str, ruta: Ruta) -> Referencia:
        prefijo, _, resto = nombre.partition(".")
        if prefijo in {Ambito.ENTIDAD, Ambito.HECHO, Ambito.PARAMETRO}:
            return self._nombrada(Ambito(prefijo), resto, ruta)
        return self._nombrada(Ambito.CRITERIO, nombre, ruta)

    def _nombrada(self, ambito: Ambito, codigo: str, ruta: Ruta) -> Referencia:
        admitidos: Mapping[Ambito, tuple[Collection[str], str]] = {
            Ambito.CRITERIO: (self._n.criterios, "el criterio"),
            Ambito.ENTIDAD: (self._n.atributos, "el atributo de entidad"),
            Ambito.HECHO: (self._n.hechos, "el hecho derivado"),
            Ambito.PARAMETRO: (self._n.parametros, "el parámetro"),
        }
        return Referencia(ambito, self._existe(codigo, *admitidos[ambito], ruta))

    def _definicion(self, dato: Referencia, ruta: Ruta) -> tuple[Clase, Mapping[str, str] | None]:
        if dato.ambito is Ambito.PARAMETRO:
            raise self._falla(
                ruta, f"«{dato}» no se puede preguntar: es un parámetro.", "un criterio o un atributo"
            )
        fichas = self._n.criterios if dato.ambito is Ambito.CRITERIO else self._n.atributos
        ficha = fichas[dato.codigo]
        return ficha.clase, ficha.opciones

    def _existe(self, codigo: Any, admitidos: Collection[str], que: str, ruta: Ruta) -> str:
        if isinstance(codigo, str) and codigo in admitidos:
            return codigo
        quiso = sugerencia(str(codigo), admitidos)
        raise self._falla(ruta, f"No existe {que} «{codigo}».{quiso}", nombrar(admitidos))

    def _falla(self, ruta: Ruta, mensaje: str, admite: str) -> _NoResuelta:
        self._anotar(ruta, mensaje, admite)
        return _NoResuelta()


def claves_de(clase: Clase, opciones: Mapping[str, str] | None) -> tuple[str, ...]:
    """Las claves que admite una clase de opciones; vacío en las demás."""
    if clase is Clase.SI_PARCIAL_NO:
        return tuple(CLAVES_SI_PARCIAL_NO)
    return tuple(opciones or ()) if clase in DE_UNA_CLAVE | {Clase.OPCIONES} else ()


def _grupo(
    escrita: TodasFicha | AlgunaFicha | NingunaFicha,
) -> tuple[str, Callable[..., Expresion], list[Condicion]]:
    if isinstance(escrita, TodasFicha):
        return "todas", Todas, escrita.todas
    if isinstance(escrita, AlgunaFicha):
        return "alguna", Alguna, escrita.alguna
    return "ninguna", Ninguna, escrita.ninguna


def _unica(ficha: Prueba | OtroDato) -> tuple[str, Any]:
    """El único campo escrito de una prueba o un operando."""
    (campo,) = ficha.model_fields_set
    return campo, getattr(ficha, campo)

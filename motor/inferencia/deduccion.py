"""Deducción de las condiciones: hechos, aplicabilidad y cumplimiento, encadenados por estratos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motor.caso import Caso, Valor, cambiados
from motor.inferencia.anfitrion import Anfitrion, Tanda
from motor.inferencia.codigos import Textos
from motor.inferencia.condiciones import (
    PARTES,
    Condicion,
    clave_de,
    condiciones,
    es_apartada,
    estratos,
)
from motor.inferencia.patrones import Asunto, Patron
from motor.inferencia.traduccion import Contenido, Traductor
from motor.verdad import Verdad
from reglas.catalogo import Catalogo, Edicion
from reglas.condiciones import Ambito, Referencia

Leido = dict[Referencia, Valor | Verdad | None]
_SIN_SABER: Patron[Verdad] = Patron("no se sabe", 2, Verdad.DESCONOCIDO)


@dataclass(slots=True)
class Deducido:
    """Lo que vale cada condición y los datos que el motor consumió para deducirla."""

    verdades: dict[str, Verdad] = field(default_factory=dict)
    leido: dict[str, Leido] = field(default_factory=dict)

    def dejar(self, clave: str, verdad: Verdad, leido: Leido) -> None:
        """Pone lo de una condición."""
        self.verdades[clave], self.leido[clave] = verdad, leido


@dataclass(frozen=True, slots=True)
class Estrato:
    """Las condiciones que se deducen a la vez, lo que lleva el evento de cada una y los datos que lee."""

    tanda: Tanda[Verdad]
    claves: Mapping[int, str]
    contenidos: Mapping[int, Contenido]
    datos: Mapping[int, frozenset[Referencia]]


class Deduccion:
    """Las condiciones de una edición, compiladas."""

    def __init__(self, anfitrion: Anfitrion, edicion: Edicion) -> None:
        self._edicion = edicion
        self._estratos = [
            _compilar(anfitrion, edicion.catalogo, f"condiciones-{i}", estrato)
            for i, estrato in enumerate(estratos(condiciones(edicion)))
        ]

    def deducir(self, caso: Caso, anterior: tuple[Caso, Deducido] | None = None) -> Deducido:
        """Deduce todas las condiciones: cada estrato lee lo que dedujeron los anteriores.

        De un caso anterior se aprovechan las que no leen nada de lo que cambió.
        """
        nuevos = None if anterior is None else cambiados(anterior[0], caso)
        deducido, antes = Deducido(), Deducido() if anterior is None else anterior[1]
        textos = Textos()
        for estrato in self._estratos:
            eventos = {
                codigo: contenido.escribir(self._edicion.catalogo, caso, deducido.verdades, textos)
                for codigo, contenido in estrato.contenidos.items()
                if nuevos is None or not estrato.datos[codigo].isdisjoint(nuevos)
            }
            disparos = estrato.tanda.disparar(eventos)
            for codigo, clave in estrato.claves.items():
                if codigo not in disparos:
                    deducido.dejar(clave, antes.verdades[clave], antes.leido[clave])
                    continue
                disparo = disparos[codigo]
                leido = estrato.contenidos[codigo].leer(disparo.evento, textos)
                deducido.dejar(clave, disparo.resultado, _sin_apartadas(leido, deducido.leido))
                if nuevos is not None:
                    nuevos.add(Referencia(Ambito.HECHO, clave))
        return deducido

    def leido(self, deducido: Deducido) -> dict[str, Leido]:
        """Los datos consumidos por cada hecho y por cada regla."""
        hechos = {str(h.referencia): deducido.leido[h.codigo] for h in self._edicion.hechos.values()}
        reglas: dict[str, Leido] = {}
        for codigo in self._edicion.reglas:
            reglas[codigo] = {}
            for parte in PARTES:
                reglas[codigo] |= deducido.leido.get(clave_de(codigo, parte), {})
        return hechos | reglas


def _compilar(anfitrion: Anfitrion, catalogo: Catalogo, nombre: str, estrato: list[Condicion]) -> Estrato:
    asuntos, contenidos = [], {}
    for codigo, condicion in enumerate(estrato):
        traductor = Traductor.para(catalogo, condicion.expresion)
        asuntos.append(_asunto(codigo, condicion, traductor))
        contenidos[codigo] = traductor.contenido
    tanda = anfitrion.abrir(nombre, asuntos, (_SIN_SABER,))
    datos = {i: frozenset(contenido.datos()) for i, contenido in contenidos.items()}
    return Estrato(tanda, {i: c.clave for i, c in enumerate(estrato)}, contenidos, datos)


def _asunto(codigo: int, condicion: Condicion, traductor: Traductor) -> Asunto[Verdad]:
    patrones = tuple(
        Patron(f"{condicion.clave}: {v.nombre}", 1, v, traductor.arbol(condicion.expresion, v))
        for v in (Verdad.SI, Verdad.NO)
    )
    return Asunto(codigo, patrones, tuple(traductor.contenido.propiedades()))


def _sin_apartadas(leido: Leido, anteriores: Mapping[str, Leido]) -> Leido:
    """Lo leído, con lo que consumió cada hecho apartado en vez de su nombre."""
    abierto: Leido = {}
    for dato, valor in leido.items():
        abierto |= anteriores[dato.codigo] if es_apartada(dato) else {dato: valor}
    return abierto

"""Ninguna parte de una condición da siempre lo mismo: lo que da siempre lo mismo sobra o está mal escrito."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from motor.demostracion.banco import Banco, Tareas, aplica, defecto
from motor.demostracion.resultado import Observacion
from motor.restricciones import Modelo, Proposicion, Solucion
from motor.verdad import Verdad
from reglas.catalogo import Regla
from reglas.condiciones import Alguna, Expresion, HechoEs, Ninguna, Todas


def tareas(banco: Banco) -> Tareas:
    """Una por condición de la edición, con lo que se da por supuesto al leerla."""
    edicion = banco.edicion
    for codigo, hecho in edicion.hechos.items():
        yield f"hecho.{codigo}", partial(_examinar, banco, f"hecho.{codigo}", hecho.si, None)
    for codigo, contradiccion in edicion.contradicciones.items():
        yield codigo, partial(_examinar, banco, codigo, contradiccion.cuando, None)
    for aviso in edicion.avisos:
        if aviso.cuando is not None:
            codigo = aviso.ficha.codigo
            yield codigo, partial(_examinar, banco, codigo, aviso.cuando, None)
    for regla in edicion.reglas.values():
        for parte, condicion in _partes(regla):
            sujeto = f"{regla.codigo} {parte}"
            yield sujeto, partial(_examinar, banco, sujeto, condicion, regla)


def _partes(regla: Regla) -> Iterator[tuple[str, Expresion]]:
    for parte, condicion in (
        ("aplica_si", regla.aplica_si),
        ("cumple_si", regla.cumple_si),
        ("parcial_si", regla.parcial_si),
    ):
        if condicion is not None:
            yield parte, condicion
    for i, advertencia in enumerate(regla.advertencias, start=1):
        if advertencia.cuando is not None:
            yield f"advertencia {i}", advertencia.cuando


@dataclass
class _Vistos:
    """Qué valores ha dado cada parte en los casos hallados."""

    modelo: Modelo
    partes: list[Expresion]
    valores: dict[Expresion, set[Verdad]] = field(init=False)

    def __post_init__(self) -> None:
        self.valores = {parte: set() for parte in self.partes}
        for parte in self.partes:  # Todo lo que se vaya a mirar se pide antes de resolver.
            self.modelo.caso.juicio(parte)

    def anotar(self, solucion: Solucion) -> None:
        """Un caso enseña un valor de cada parte."""
        for parte in self.partes:
            si, no = (solucion.cierto(p) for p in self.modelo.caso.juicio(parte))
            self.valores[parte].add(Verdad.SI if si else Verdad.NO if no else Verdad.DESCONOCIDO)

    def proposicion(self, parte: Expresion, valor: Verdad) -> Proposicion:
        """Que una parte dé sí o no."""
        juicio = self.modelo.caso.juicio(parte)
        return juicio.si if valor is Verdad.SI else juicio.no


def _examinar(banco: Banco, sujeto: str, condicion: Expresion, regla: Regla | None) -> Iterator[Observacion]:
    modelo = banco.modelo()
    contexto = _contexto(modelo, regla, condicion)
    vistos = _Vistos(modelo, list(dict.fromkeys(_hojas_primero(condicion))))
    solucion = banco.buscar(modelo, contexto)
    if solucion is None:
        return  # La regla no aplica nunca, y eso se dice en otra prueba.
    vistos.anotar(solucion)
    _recorrer(banco, vistos, contexto)
    donde = " cuando la regla aplica" if regla is not None and condicion is not regla.aplica_si else ""
    for parte in _menores(condicion, vistos.valores):
        if not _ya_dicho(banco, parte):
            yield defecto(sujeto, _mensaje(banco.decir(parte), vistos.valores[parte], donde))


def _contexto(modelo: Modelo, regla: Regla | None, condicion: Expresion) -> Proposicion:
    if regla is None:
        return modelo.logica.si
    return modelo.rige(regla) if condicion is regla.aplica_si else aplica(modelo, regla)


def _recorrer(banco: Banco, vistos: _Vistos, contexto: Proposicion) -> None:
    """Busca un caso por cada valor que todavía no se ha visto; cada caso enseña los de todas las partes."""
    for parte in vistos.partes:
        for valor in (Verdad.SI, Verdad.NO):
            if valor not in vistos.valores[parte]:
                solucion = banco.buscar(vistos.modelo, contexto, vistos.proposicion(parte, valor))
                if solucion is not None:
                    vistos.anotar(solucion)


def _hojas_primero(expresion: Expresion) -> Iterator[Expresion]:
    if isinstance(expresion, Todas | Alguna | Ninguna):
        for parte in expresion.partes:
            yield from _hojas_primero(parte)
    yield expresion


def _menores(expresion: Expresion, valores: dict[Expresion, set[Verdad]]) -> list[Expresion]:
    """Las partes que dan siempre lo mismo y no contienen otra que también."""
    partes = expresion.partes if isinstance(expresion, Todas | Alguna | Ninguna) else ()
    dentro = [m for parte in partes for m in _menores(parte, valores)]
    fija = len(valores[expresion] - {Verdad.DESCONOCIDO}) <= 1
    return dentro or ([expresion] if fija else [])


def _ya_dicho(banco: Banco, parte: Expresion) -> bool:
    """Si es un hecho derivado que por sí solo ya da siempre lo mismo: se dice una vez, en el hecho."""
    if not isinstance(parte, HechoEs):
        return False
    modelo = banco.modelo()
    return any(banco.buscar(modelo, p) is None for p in modelo.caso.juicio(parte))


def _mensaje(parte: str, valores: set[Verdad], donde: str) -> str:
    sabidos = valores - {Verdad.DESCONOCIDO}
    if not sabidos:
        return f"Nunca se sabe si {parte}{donde}: el dato no se puede responder."
    da = "Se cumple siempre" if sabidos == {Verdad.SI} else "No se cumple nunca"
    return f"{da}{donde} que {parte}: esa condición sobra o está mal escrita."

"""Toda clase de entidad puede llegar a todos los niveles de los escenarios que le pesan.

Dos entidades son de la misma clase si lo que depende de ellas, y no de lo que hacen, deja las mismas
reglas con las mismas condiciones: la demostración de una vale para la otra y se hace una sola vez.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import pairwise
from typing import TypeGuard

from motor.demostracion.banco import Banco, Tareas, defecto, nota
from motor.demostracion.bloqueos import Bloqueo, observacion
from motor.demostracion.relato import lecturas
from motor.demostracion.resultado import Ejemplo, Observacion
from motor.restricciones import Proposicion, SinDemostrar
from reglas.condiciones import Ambito, Compara, Expresion, HechoEs, Hoja, Ninguna, hojas, referencias

MAXIMO_DE_CLASES = 2000


@dataclass(frozen=True)
class _Clase:
    """Una clase de entidades: lo que es cierto de todas, y una de ellas."""

    rasgos: tuple[Expresion, ...]
    ejemplo: Ejemplo


class _Niveles:
    """Los escenarios de una edición: todo respondido, todas las reglas vigentes y sin contradicciones."""

    def __init__(self, banco: Banco) -> None:
        self.banco = banco
        self.modelo = banco.modelo()
        self.escenarios = {c: self.modelo.caso.escenario(c) for c in banco.edicion.catalogo.escenarios}
        rigen = (self.modelo.rige(r) for r in banco.edicion.reglas.values())
        self.marco = self.modelo.logica.y(self.modelo.caso.coherente(), *rigen)
        rasgos = dict.fromkeys(_en_positivo(hoja) for hoja in self._rasgos())
        self._juicios = {rasgo: self.modelo.caso.juicio(rasgo) for rasgo in rasgos}
        self._nueva = self.modelo.logica.libre("clase nueva")
        self._clases: list[_Clase] = []

    def posible(self, *supuestos: Proposicion) -> bool:
        """Si hay un caso así."""
        return self.banco.buscar(self.modelo, self.marco, *supuestos) is not None

    def proposiciones(self, clase: _Clase) -> list[Proposicion]:
        """Ser de una clase."""
        return [self.modelo.caso.juicio(r).si for r in clase.rasgos]

    @property
    def clases(self) -> list[_Clase]:
        """Todas las clases que puede haber; cada una que se halla se prohíbe para hallar la siguiente.

        Si el límite lo interrumpe, al volver a pedirlas sigue donde iba.
        """
        while (solucion := self.banco.buscar(self.modelo, self.marco, self._nueva)) is not None:
            ciertos = [r for r, j in self._juicios.items() if solucion.cierto(j.si)]
            falsos = [_negar(r) for r, j in self._juicios.items() if not solucion.cierto(j.si)]
            # Los falsos van primero: al buscar la causa se prescinde antes de ellos.
            datos = lecturas(self.banco.edicion, self._juicios)
            clase = _Clase((*falsos, *ciertos), self.banco.contar(self.modelo, solucion, datos))
            self._clases.append(clase)
            self.modelo.logica.exigir(~self._nueva, *(~p for p in self.proposiciones(clase)))
            if len(self._clases) > MAXIMO_DE_CLASES:
                raise SinDemostrar(f"Hay más de {MAXIMO_DE_CLASES} clases de entidad.")
        return self._clases

    @cached_property
    def por_ver(self) -> list[_Clase]:
        """Las clases de las que no se halló un caso que llegue a lo más alto en todos los escenarios."""
        altos = [
            p for e in self.escenarios.values() for p in (e.con_peso, list(e.minimo.niveles.values())[-1])
        ]
        return [clase for clase in self.clases if not self.posible(*self.proposiciones(clase), *altos)]

    def _rasgos(self) -> Iterator[Hoja]:
        """Las hojas que deciden qué reglas aplican, y las demás que no leen ningún criterio."""
        for regla in self.banco.edicion.reglas.values():
            for condicion in regla.condiciones() if regla.escenarios else ():
                for hoja in hojas(condicion):
                    if condicion is regla.aplica_si or not _lee_criterios(hoja):
                        yield hoja


def _lee_criterios(hoja: Hoja) -> bool:
    return any(dato.ambito is Ambito.CRITERIO for dato in referencias(hoja))


def _en_positivo(hoja: Hoja) -> Hoja:
    """«Es no» y «es sí» son el mismo rasgo."""
    if isinstance(hoja, HechoEs):
        return replace(hoja, esperado=True)
    return replace(hoja, operando=True) if _es_si_o_no(hoja) else hoja


def _negar(rasgo: Hoja) -> Expresion:
    if isinstance(rasgo, HechoEs):
        return replace(rasgo, esperado=False)
    return replace(rasgo, operando=False) if _es_si_o_no(rasgo) else Ninguna((rasgo,))


def _es_si_o_no(hoja: Hoja) -> TypeGuard[Compara]:
    return isinstance(hoja, Compara) and isinstance(hoja.operando, bool)


def tareas(banco: Banco) -> Tareas:
    """Dos por escenario: que toda clase pueda subir y que ningún nivel quede sin nadie."""
    niveles = _Niveles(banco)
    for codigo in banco.edicion.catalogo.escenarios:
        yield codigo, partial(_alcanzables, niveles, codigo)
        yield codigo, partial(_ocupables, niveles, codigo)


def _alcanzables(niveles: _Niveles, codigo: str) -> Iterator[Observacion]:
    """Una observación por causa, con la primera clase de entidad a la que le pasa."""
    if not niveles.clases:
        yield defecto(codigo, "Ningún caso completo está libre de contradicciones: nada se puede alcanzar.")
    hallados: list[Bloqueo] = []
    for clase in niveles.por_ver:
        alcanzado = _alcanzado(niveles, codigo, clase)
        if alcanzado is None or any(b.explica(alcanzado + 1, clase.rasgos) for b in hallados):
            continue
        marco = niveles.modelo.logica.y(niveles.marco, niveles.escenarios[codigo].con_peso)
        hallados.append(Bloqueo(niveles.banco, niveles.modelo, marco, codigo, alcanzado + 1, clase.rasgos))
        yield observacion(niveles.banco, hallados[-1], clase.ejemplo)


def _alcanzado(niveles: _Niveles, codigo: str, clase: _Clase) -> int | None:
    """El mayor nivel al que llega la clase; None si es el último o si nada del escenario le pesa."""
    escenario, rasgos = niveles.escenarios[codigo], niveles.proposiciones(clase)
    if not niveles.posible(escenario.con_peso, *rasgos):
        return None
    ultimo, *otros = reversed(escenario.minimo.niveles.items())
    if niveles.posible(escenario.con_peso, *rasgos, ultimo[1]):
        return None
    return next((k for k, p in otros if niveles.posible(escenario.con_peso, *rasgos, p)), 0)


def _ocupables(niveles: _Niveles, codigo: str) -> Iterator[Observacion]:
    """Algún caso queda justo en cada nivel."""
    escenario = niveles.escenarios[codigo]
    for nivel, siguiente in pairwise(escenario.minimo.niveles):
        llega, pasa = escenario.minimo.niveles[nivel], escenario.minimo.niveles[siguiente]
        if niveles.posible(escenario.con_peso, llega) and not niveles.posible(
            escenario.con_peso, llega, ~pasa
        ):
            yield nota(
                f"{codigo} nivel {nivel}",
                f"Nadie puede quedar en el nivel {nivel}: quien llega a él llega también al {siguiente}.",
            )

"""Lo que un caso demuestra en cada escenario, y lo que demostraría si cambiaran unos veredictos.

Una acción toca unas pocas reglas: solo se vuelve a contar lo que cambia.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from motor import puntaje
from motor.lectura import Veredicto
from reglas.catalogo import Edicion, Regla


@dataclass(frozen=True, slots=True)
class Logro:
    """El índice mínimo, de 0 a 100, y el nivel que se demuestran."""

    indice: Fraction
    nivel: int


@dataclass(slots=True)
class _Cuenta:
    """Σ w y Σ w·medios_min de un escenario, y el nivel de cada habilitante sin satisfacer."""

    peso: int = 0
    minimo: int = 0
    faltan: list[int] = field(default_factory=list)

    def poner(self, regla: Regla, w: int, veredicto: Veredicto) -> None:
        """Cuenta una regla."""
        if veredicto.medios_min is not None:
            self.peso += w
            self.minimo += w * veredicto.medios_min
        if regla.ficha.habilitante and not puntaje.satisfecha(veredicto):
            self.faltan.append(regla.ficha.nivel or 0)

    def quitar(self, regla: Regla, w: int, veredicto: Veredicto) -> None:
        """Deja de contar una regla que se había puesto."""
        if veredicto.medios_min is not None:
            self.peso -= w
            self.minimo -= w * veredicto.medios_min
        if regla.ficha.habilitante and not puntaje.satisfecha(veredicto):
            self.faltan.remove(regla.ficha.nivel or 0)


class Demostrado:
    """Lo demostrado por unos veredictos, en los escenarios donde algo pesa."""

    def __init__(self, edicion: Edicion, veredictos: Mapping[str, Veredicto]) -> None:
        self._edicion = edicion
        self._veredictos = veredictos
        self._cuentas: dict[str, _Cuenta] = {}
        for escenario, reglas in edicion.pesos.items():
            cuenta = self._cuentas[escenario] = _Cuenta()
            for regla, w in reglas:
                cuenta.poner(regla, w, veredictos[regla.codigo])
        self.logros = self._logros(self._cuentas)

    def si(self, nuevos: Mapping[str, Veredicto]) -> dict[str, Logro]:
        """Lo demostrado con otros veredictos en algunas reglas; solo de los escenarios donde cuentan."""
        cuentas: dict[str, _Cuenta] = {}
        for codigo, nuevo in nuevos.items():
            regla, viejo = self._edicion.reglas[codigo], self._veredictos[codigo]
            if nuevo == viejo:
                continue
            for escenario, w in regla.escenarios.items():
                if escenario not in cuentas:
                    antes = self._cuentas[escenario]
                    cuentas[escenario] = _Cuenta(antes.peso, antes.minimo, [*antes.faltan])
                cuentas[escenario].quitar(regla, w, viejo)
                cuentas[escenario].poner(regla, w, nuevo)
        return self._logros({e: cuentas[e] for e in self._cuentas if e in cuentas})

    def _logros(self, cuentas: Mapping[str, _Cuenta]) -> dict[str, Logro]:
        return {
            escenario: Logro(
                puntaje.indice(c.minimo, c.peso),
                puntaje.nivel_que_alcanza(self._edicion, c.minimo, c.peso, c.faltan),
            )
            for escenario, c in cuentas.items()
            if c.peso
        }

"""Por qué una clase de entidades no llega a un nivel: lo menos que basta para impedírselo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from motor import puntaje
from motor.demostracion.banco import Banco, defecto
from motor.demostracion.resultado import Ejemplo, Observacion
from motor.restricciones import EscenarioEnModelo, Modelo, Proposicion, maximo
from reglas.condiciones import Expresion
from reglas.palabras import numero_en_palabras

Causa = (
    tuple[Literal["rasgo"], Expresion] | tuple[Literal["umbral"], int] | tuple[Literal["habilitante"], str]
)


@dataclass(frozen=True)
class Bloqueo:
    """Un nivel que no se alcanza con unos rasgos de la entidad; el marco se da por cierto."""

    banco: Banco
    modelo: Modelo
    marco: Proposicion
    escenario: str
    nivel: int
    rasgos: tuple[Expresion, ...]

    @property
    def en_modelo(self) -> EscenarioEnModelo:
        """El escenario como proposiciones."""
        return self.modelo.caso.escenario(self.escenario)

    @cached_property
    def causas(self) -> dict[Causa, Proposicion]:
        """Se quita una por una la que no hace falta para que siga siendo imposible."""
        causas = self._supuestas()
        for causa in list(causas):
            resto = {c: p for c, p in causas.items() if c != causa}
            if self.banco.buscar(self.modelo, self.marco, *resto.values()) is None:
                causas = resto
        return causas

    def explica(self, nivel: int, rasgos: tuple[Expresion, ...]) -> bool:
        """Si lo mismo impide ese nivel a otra clase: tiene los rasgos que hacen falta."""
        return nivel == self.nivel and {c[1] for c in self.causas if c[0] == "rasgo"} <= set(rasgos)

    def _supuestas(self) -> dict[Causa, Proposicion]:
        """Todo lo que el nivel pide y todo lo que se sabe de la entidad."""
        cota, reglas = self.en_modelo.minimo, self.banco.edicion.reglas
        supuestas: dict[Causa, Proposicion] = {
            ("rasgo", r): self.modelo.caso.juicio(r).si for r in self.rasgos
        }
        supuestas |= {("umbral", k): p for k, p in cota.umbrales.items() if k <= self.nivel}
        return supuestas | {
            ("habilitante", c): p
            for c, p in cota.habilitantes.items()
            if (reglas[c].ficha.nivel or 0) <= self.nivel
        }

    def mejor_indice(self) -> float:
        """El índice más alto con los rasgos y las habilitantes que hacen falta."""
        supuestos = [self.marco, *(self.modelo.caso.juicio(r).si for r in self.rasgos)]
        supuestos += [p for c, p in self.causas.items() if c[0] == "habilitante"]
        medios, peso = self.en_modelo.minimo.medios, self.en_modelo.peso
        solucion = maximo(self.modelo.logica, supuestos, medios, self.banco.limite)
        if solucion is None:
            return 0.0
        return float(puntaje.indice(solucion.suma(medios), solucion.suma(peso)))


def observacion(banco: Banco, bloqueo: Bloqueo, ejemplo: Ejemplo) -> Observacion:
    """El nivel, a quiénes les pasa y qué lo impide."""
    catalogo = banco.edicion.catalogo
    nivel = next(n for n in catalogo.niveles if n.nivel == bloqueo.nivel)
    rasgos = [banco.decir(c[1]) for c in bloqueo.causas if c[0] == "rasgo"]
    a_quien = f" cuando {' y '.join(rasgos)}" if rasgos else ""
    return defecto(
        f"{bloqueo.escenario} nivel {bloqueo.nivel}",
        f"El nivel {nivel.nivel} ({nivel.nombre}) de «{catalogo.escenarios[bloqueo.escenario].nombre}» "
        f"no se puede alcanzar{a_quien}. Lo impide {_impedimento(banco, bloqueo)}.",
        ejemplo,
    )


def _impedimento(banco: Banco, bloqueo: Bloqueo) -> str:
    puertas = [banco.titulo(c[1]) for c in bloqueo.causas if c[0] == "habilitante"]
    umbrales = [n.umbral for n in banco.edicion.catalogo.niveles if ("umbral", n.nivel) in bloqueo.causas]
    partes = []
    if puertas:
        partes.append(f"la habilitante {puertas[0]}" if len(puertas) == 1 else _juntas(puertas))
    if umbrales:
        indice = numero_en_palabras(bloqueo.mejor_indice())
        partes.append(f"el umbral de {max(umbrales)}, porque el índice no pasa de {indice}")
    return ", junto con ".join(partes) or "que sus respuestas se contradicen"


def _juntas(puertas: list[str]) -> str:
    return f"que no se pueden cumplir a la vez las habilitantes {', '.join(puertas[:-1])} y {puertas[-1]}"

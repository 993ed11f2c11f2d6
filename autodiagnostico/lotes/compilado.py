"""Una base lista para leer y evaluar trozos: lo que se aprovecha de uno al siguiente."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from autodiagnostico.lotes.decodificacion import Decodificador
from autodiagnostico.lotes.leidos import Leidos, Lugares, leer, ya_leidos
from autodiagnostico.lotes.trozos import Trozo
from motor import Caso, poblacion
from motor.poblacion import Esquema, Poblacion, Programa
from reglas import Catalogo, Edicion


class Compilado:
    """Un catálogo con sus ediciones compiladas a medida que hacen falta."""

    def __init__(self, catalogo: Catalogo) -> None:
        self.catalogo = catalogo
        self._esquema = Esquema.de(catalogo)
        self._decodificador = Decodificador(self._esquema)
        self._programas: dict[int, Programa] = {}

    def leer(self, trozo: Trozo, fecha: date | None) -> Leidos:
        """Los casos de un trozo; `fecha`, si viene, manda sobre la de cada uno."""
        return leer(trozo, self._decodificador, self._esquema, fecha)

    def ya_leidos(self, casos: Sequence[Caso]) -> Leidos:
        """Unos casos que no vienen de un archivo; son de este catálogo."""
        return ya_leidos(self._esquema, casos)

    def evaluar(self, leidos: Leidos) -> Iterator[tuple[Poblacion, Lugares]]:
        """Los resultados de cada edición que hace falta, con los casos buenos que le tocan."""
        dias, cual = np.unique(leidos.fechas[leidos.buenos], return_inverse=True)
        ediciones = [self.catalogo.al(date.fromordinal(int(dia))) for dia in dias]
        for edicion in {id(e): e for e in ediciones}.values():
            suyos = np.array([e is edicion for e in ediciones])
            resultado = poblacion.evaluar(self._programa(edicion), leidos.columnas)
            yield resultado, leidos.buenos[suyos[cual]]

    def _programa(self, edicion: Edicion) -> Programa:
        if id(edicion) not in self._programas:
            condiciones = [a.cuando for a in edicion.avisos if a.cuando is not None]
            self._programas[id(edicion)] = poblacion.compilar(edicion, self._esquema, condiciones=condiciones)
        return self._programas[id(edicion)]

"""Qué acciones se hacen y en qué periodo, como modelo de CP-SAT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motor import acciones
from motor.busqueda.calculo import suma
from motor.busqueda.variables import constantes
from motor.caso import Caso, Valor
from motor.enteros import a_entero
from motor.restricciones import Dominios, Modelo, Proposicion, Solucion, Vista
from motor.restricciones.datos import Cantidad, Claves, Dato, Lista
from motor.restricciones.logica import Termino
from reglas.catalogo import Edicion
from reglas.clases import ORDENADAS, Clase
from reglas.condiciones import Ambito, Referencia
from reglas.fichas import Criterio


@dataclass(frozen=True)
class _Hecho:
    """Que una acción, hecha en un periodo, deje un valor."""

    accion: str
    periodo: int
    valor: Valor
    cierto: Proposicion


class Calendario:
    """Las acciones por periodo, bajo la capacidad de cada uno, y cómo queda el caso después de cada uno.

    `candidatas` dice de cada acción qué requiere que falte.
    """

    def __init__(
        self,
        edicion: Edicion,
        caso: Caso,
        candidatas: Mapping[str, tuple[str, ...]],
        capacidad: int,
        cierres: Sequence[date],
    ) -> None:
        self.edicion, self.caso, self.cierres = edicion, caso, cierres
        self.candidatas = candidatas
        self.modelo = Modelo(Dominios(edicion), corte=caso.fecha_corte)
        self.logica = self.modelo.logica
        dias = {c: edicion.catalogo.acciones[c].esfuerzo_dias for c in candidatas}
        self.caben = [c for c in candidatas if self._cabe(c, dias, capacidad)]
        periodos = range(len(cierres))
        self._en = {c: [self.logica.libre(f"{c} en {t + 1}") for t in periodos] for c in self.caben}
        self._hasta = {c: [self._hecha(c, t) for t in periodos] for c in self.caben}
        self._ordenar()
        for t in periodos:
            self.logica.modelo.add(suma([(dias[c], self._en[c][t]) for c in self.caben]) <= capacidad)
        fijos = constantes(self.modelo, caso)
        self.vistas = [Vista(self.modelo, {**fijos, **self._cambiados(fijos, t)}) for t in periodos]

    @property
    def esfuerzo(self) -> list[Termino]:
        """Los días de todo lo que se hace."""
        catalogo = self.edicion.catalogo
        return [(catalogo.acciones[c].esfuerzo_dias, p) for c in self.caben for p in self._en[c]]

    @property
    def tardanza(self) -> list[Termino]:
        """El periodo de cada acción que se hace."""
        return [(t, p) for c in self.caben for t, p in enumerate(self._en[c], start=1)]

    def acciones_de(self, solucion: Solucion) -> list[list[str]]:
        """Lo que se hace en cada periodo, en el orden del catálogo."""
        return [[c for c in self.caben if solucion.cierto(self._en[c][t])] for t in range(len(self.cierres))]

    def _cabe(self, codigo: str, dias: Mapping[str, int], capacidad: int) -> bool:
        """Si ella y todo lo que requiere caben cada una en un periodo."""
        requisitos = self.candidatas[codigo]
        return dias[codigo] <= capacidad and all(self._cabe(r, dias, capacidad) for r in requisitos)

    def _hecha(self, codigo: str, t: int) -> Proposicion:
        return self.logica.o(*self._en[codigo][: t + 1])

    def _ordenar(self) -> None:
        """Cada acción una vez, y nunca antes de lo que requiere."""
        for codigo in self.caben:
            self.logica.modelo.add_at_most_one(self._en[codigo])
            for requisito in self.candidatas[codigo]:
                for t, hecha in enumerate(self._hasta[codigo]):
                    self.logica.exigir(~hecha, self._hasta[requisito][t])

    def _cambiados(self, fijos: Mapping[Referencia, Dato], t: int) -> dict[Referencia, Dato]:
        catalogo = self.edicion.catalogo
        tocados = {c: None for a in self.caben for c in catalogo.acciones[a].logra}
        return {
            Referencia(Ambito.CRITERIO, c): self._dato(
                catalogo.criterios[c], fijos[Referencia(Ambito.CRITERIO, c)], t
            )
            for c in tocados
            if not self.caso.no_aplica(c)
        }

    def _dato(self, ficha: Criterio, antes: Dato, t: int) -> Dato:
        """El criterio como queda al terminar un periodo."""
        logica = self.logica
        hechos = self._hechos(ficha, t)
        conocido = logica.o(antes.conocido, *(h.cierto for h in hechos))
        if isinstance(antes, Lista):
            claves = {
                c: logica.o(p, *(h.cierto for h in hechos if isinstance(h.valor, tuple) and c in h.valor))
                for c, p in antes.claves.items()
            }
            return Lista(conocido, logica.no, claves)
        quedan: dict[Valor, list[Proposicion]] = {}
        for hecho in hechos:
            quedan.setdefault(hecho.valor, []).append(self._prevalece(hecho, hechos))
        deja = {v: logica.o(*ps) for v, ps in quedan.items()}
        intacto = logica.y(*(~h.cierto for h in hechos))
        if ficha.clase in ORDENADAS:
            assert isinstance(antes, Cantidad), "un dato ordenado es una cantidad"
            return self._cantidad(ficha, antes, deja, intacto, conocido)
        assert isinstance(antes, Claves), "lo demás es de una sola clave"
        claves = {c: logica.o(logica.y(intacto, p), deja.get(c, logica.no)) for c, p in antes.claves.items()}
        return Claves(conocido, logica.no, claves)

    def _hechos(self, ficha: Criterio, t: int) -> list[_Hecho]:
        catalogo, dato = self.edicion.catalogo, Referencia(Ambito.CRITERIO, ficha.codigo)
        suyas = [a for a in self.caben if ficha.codigo in catalogo.acciones[a].logra]
        # Solo una fecha puede depender del periodo: lo demás es lo mismo en cualquiera.
        varia = ficha.clase is Clase.FECHA
        hechos = []
        for accion in suyas:
            for s in range(t + 1) if varia else (0,):
                valor = acciones.hacer(catalogo, self.caso, [accion], self.cierres[s]).valor(dato)
                assert valor is not None, "una acción deja respondido lo que logra"
                cierto = self._en[accion][s] if varia else self._hasta[accion][t]
                hechos.append(_Hecho(accion, s, valor, cierto))
        return hechos

    def _prevalece(self, hecho: _Hecho, hechos: list[_Hecho]) -> Proposicion:
        """Que se haga y que nada posterior deje otro valor."""
        posteriores = (
            otro.cierto
            for otro in hechos
            if otro.valor != hecho.valor
            and (otro.periodo > hecho.periodo or self.requiere(otro.accion, hecho.accion))
        )
        return self.logica.y(hecho.cierto, *(~p for p in posteriores))

    def requiere(self, accion: str, otra: str) -> bool:
        """Si una acción requiere otra, aunque sea por medio de terceras."""
        directas = self.edicion.catalogo.acciones[accion].requiere
        return otra in directas or any(self.requiere(r, otra) for r in directas)

    def _cantidad(
        self,
        ficha: Criterio,
        antes: Cantidad,
        deja: Mapping[Valor, Proposicion],
        intacto: Proposicion,
        conocido: Proposicion,
    ) -> Cantidad:
        enteros = [(a_entero(ficha.clase, v), p) for v, p in deja.items()]
        assert isinstance(antes.valor, int), "antes del plan todo es constante"
        enteros.append((antes.valor, intacto))
        valor = self.logica.entero(min(e for e, _ in enteros), max(e for e, _ in enteros), ficha.codigo)
        if not isinstance(valor, int):
            for entero, p in enteros:
                self.logica.modelo.add(valor == entero).only_enforce_if(p)
        return Cantidad(conocido, self.logica.no, valor)

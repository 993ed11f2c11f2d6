"""Qué acciones se hacen y en qué periodo, como modelo de CP-SAT."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motor import acciones
from motor.busqueda.calculo import suma
from motor.busqueda.encargo import Encargo
from motor.busqueda.recursos import Recurso
from motor.busqueda.variables import constantes
from motor.caso import Valor
from motor.enteros import a_entero
from motor.restricciones import Dominios, Modelo, Proposicion, Solucion, Vista
from motor.restricciones.datos import Cantidad, Claves, Dato, Lista
from motor.restricciones.logica import Termino
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
    """Las acciones de un encargo por periodo, con lo que gastan, y cómo queda el caso después de cada uno.

    De cada acción se decide si está hecha al terminar cada periodo: con variables que solo crecen, las sumas
    de puntaje quedan a la vista del solucionador y un plan se demuestra en la mitad del tiempo.
    """

    def __init__(self, encargo: Encargo) -> None:
        self.encargo, self.edicion, self.caso = encargo, encargo.edicion, encargo.caso
        self.modelo = Modelo(Dominios(self.edicion), corte=self.caso.fecha_corte)
        self.logica = self.modelo.logica
        self.periodos = range(len(encargo.cierres))
        self._hecha = {
            c: [self.logica.libre(f"{c} hasta {t + 1}") for t in self.periodos] for c in encargo.posibles
        }
        for codigo in encargo.posibles:
            self._ordenar(codigo)
        for recurso in encargo.recursos:
            self._limitar(recurso)
        fijos = constantes(self.modelo, self.caso)
        self.vistas = [Vista(self.modelo, {**fijos, **self._cambiados(fijos, t)}) for t in self.periodos]

    @property
    def esfuerzo(self) -> list[Termino]:
        """Los días de todo lo que se hace."""
        return [(self.encargo.accion(c).esfuerzo_dias, hecha[-1]) for c, hecha in self._hecha.items()]

    @property
    def tardanza(self) -> list[Termino]:
        """El periodo de cada acción que se hace: tantos como periodos en que no estaba hecha, más uno."""
        ultimo = self.periodos[-1]
        return [
            (len(self.periodos), p) if t == ultimo else (-1, p)
            for hecha in self._hecha.values()
            for t, p in enumerate(hecha)
        ]

    def en(self, codigo: str, t: int) -> Proposicion:
        """Que la acción se haga en un periodo, contado desde 0."""
        if codigo not in self._hecha:
            return self.logica.no
        hecha = self._hecha[codigo]
        return hecha[0] if t == 0 else self.logica.y(hecha[t], ~hecha[t - 1])

    def grupos(self, solucion: Solucion) -> list[list[str]]:
        """Lo que se hace en cada periodo, en el orden del catálogo."""
        hechas = {c: [solucion.cierto(p) for p in h] for c, h in self._hecha.items()}
        return [[c for c, h in hechas.items() if h[t] and not any(h[:t])] for t in self.periodos]

    def _ordenar(self, codigo: str) -> None:
        """Lo hecho queda hecho, y nada se hace antes de lo que requiere ni de lo que tarda."""
        hecha, exigir = self._hecha[codigo], self.logica.exigir
        espera, primero = self.encargo.espera(codigo), self.encargo.primero(codigo) or 0
        for t in self.periodos:
            if t < primero:
                exigir(~hecha[t])
            if t > 0:
                exigir(~hecha[t - 1], hecha[t])
            for requisito in self.encargo.pendientes[codigo]:
                exigir(~hecha[t], self._hecha[requisito][t - espera] if t >= espera else self.logica.no)

    def _limitar(self, recurso: Recurso) -> None:
        """Que en ningún periodo se gaste más de lo que hay.

        También se dice cuánto se puede haber gastado hasta cada uno: se sigue de lo anterior y ahorra mucho.
        """
        agregar = self.logica.modelo.add
        gasto = [[(recurso.gasta.get(c, 0), h[t]) for c, h in self._hecha.items()] for t in self.periodos]
        for t, acumulado in enumerate(recurso.acumulado):
            agregar(suma(gasto[t]) <= acumulado)
            if t > 0 and not recurso.dinero:
                agregar(suma([*gasto[t], *((-g, p) for g, p in gasto[t - 1])]) <= recurso.hay[t])

    def _cambiados(self, fijos: Mapping[Referencia, Dato], t: int) -> dict[Referencia, Dato]:
        catalogo = self.edicion.catalogo
        tocados = {c: None for a in self._hecha for c in catalogo.acciones[a].logra}
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
        suyas = [a for a in self._hecha if ficha.codigo in catalogo.acciones[a].logra]
        # Solo una fecha puede depender del periodo: lo demás es lo mismo en cualquiera.
        varia = ficha.clase is Clase.FECHA
        hechos = []
        for accion in suyas:
            for s in range(t + 1) if varia else (0,):
                valor = acciones.hacer(catalogo, self.caso, [accion], self.encargo.cierres[s]).valor(dato)
                assert valor is not None, "una acción deja respondido lo que logra"
                cierto = self.en(accion, s) if varia else self._hecha[accion][t]
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

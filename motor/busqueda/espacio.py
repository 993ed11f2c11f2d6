"""Los conjuntos de cambios que se admiten en un caso, con su esfuerzo, como modelo de CP-SAT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from motor import acciones
from motor.busqueda.calculo import suma
from motor.busqueda.niveles import exigir_nivel
from motor.busqueda.palancas import Palanca, palancas
from motor.busqueda.variables import Mando, constantes, mando
from motor.caso import Caso, Valor
from motor.lectura import Estado, Lectura
from motor.restricciones import Dominios, Modelo, Proposicion, Solucion, Vista
from motor.restricciones.logica import Termino
from reglas.catalogo import Edicion
from reglas.condiciones import Referencia


class Espacio:
    """Los cambios que pueden ayudar a unos escenarios. Los atributos `libres` también pueden cambiar."""

    def __init__(
        self,
        edicion: Edicion,
        caso: Caso,
        lectura: Lectura,
        escenarios: Iterable[str],
        libres: frozenset[Referencia] = frozenset(),
    ) -> None:
        self.edicion = edicion
        self.modelo = Modelo(Dominios(edicion), corte=caso.fecha_corte)
        self.logica = self.modelo.logica
        reglas = dict.fromkeys(r.codigo for e in escenarios for r, _ in edicion.pesos[e])
        leidos = frozenset(d for c in reglas for d in edicion.lecturas[c])
        self.mandos = [mando(self.modelo, p) for p in palancas(edicion, caso, leidos)]
        datos = {d: v for d, v in constantes(self.modelo, caso).items() if d not in libres}
        datos.update((m.palanca.dato, m.queda) for m in self.mandos)
        self.vista = Vista(self.modelo, datos)
        self.pendientes = {
            codigo
            for codigo, accion in edicion.catalogo.acciones.items()
            if not acciones.hecha(accion, edicion, caso, lectura.veredictos)
        }
        self._hacer: dict[str, Proposicion] = {}
        for m in self.mandos:
            self._ligar(m)
        for codigo, veredicto in lectura.veredictos.items():
            if veredicto.estado is not Estado.NO_APLICA:
                self.logica.exigir(~self.vista.regla(edicion.reglas[codigo]).es(Estado.NO_APLICA))

    def alcanzar(self, niveles: Mapping[str, int]) -> None:
        """Que cada escenario demuestre por lo menos su nivel en toda solución."""
        for codigo, nivel in niveles.items():
            exigir_nivel(self.vista, codigo, nivel)

    def limitar(self, costo: int) -> None:
        """Que ningún conjunto cueste más."""
        self.logica.modelo.add(suma(self.costo) <= costo)

    @property
    def costo(self) -> list[Termino]:
        """Esfuerzo y, a igual esfuerzo, número de cambios."""
        unidad = len(self.mandos) + 1
        return [(unidad * dias, p) for dias, p in self.esfuerzo] + self.numero

    @cached_property
    def esfuerzo(self) -> list[Termino]:
        """Los días de cada acción que hay que hacer."""
        catalogo = self.edicion.catalogo
        return [(catalogo.acciones[c].esfuerzo_dias, p) for c, p in self._hacer.items()]

    @property
    def numero(self) -> list[Termino]:
        """Uno por cambio."""
        return [(1, m.cambia) for m in self.mandos]

    @property
    def orden(self) -> list[Proposicion]:
        """Las decisiones, de la que primero se prefiere a la última."""
        return [p for m in self.mandos for p in m.orden]

    def cambios(self, solucion: Solucion) -> dict[str, Valor]:
        """Criterio → valor nuevo, en el orden del catálogo."""
        nuevos = ((m.palanca.ficha.codigo, m.valor(solucion)) for m in self.mandos)
        return {codigo: valor for codigo, valor in nuevos if valor is not None}

    def hechas(self, solucion: Solucion) -> list[str]:
        """Las acciones que logran los cambios, en el orden del catálogo."""
        return [
            c for c in self.edicion.catalogo.acciones if solucion.cierto(self._hacer.get(c, self.logica.no))
        ]

    def hacer(self, accion: str) -> Proposicion:
        """Que se haga una acción y, antes, lo que requiere y falta."""
        if accion not in self._hacer:
            hace = self._hacer[accion] = self.logica.libre(f"hacer {accion}")
            for requisito in self.edicion.catalogo.acciones[accion].requiere:
                if requisito in self.pendientes:
                    self.logica.exigir(~hace, self.hacer(requisito))
        return self._hacer[accion]

    def _ligar(self, m: Mando) -> None:
        """Cada valor que se logra con acciones pide alguna que lo deje."""
        if m.palanca.dejan and m.palanca.es_lista:
            self._ligar_lista(m)
        elif m.palanca.dejan:
            for valor, p in m.por_valor.items():
                self.logica.exigir(
                    ~p, *(self._gana(m.palanca, a) for a, v in m.palanca.dejan.items() if v == valor)
                )

    def _ligar_lista(self, m: Mando) -> None:
        """Cada clave nueva pide alguna acción que la agregue; una lista vacía, cualquiera."""
        for clave, p in m.por_valor.items():
            que_la_dejan = (a for a, v in m.palanca.dejan.items() if isinstance(v, tuple) and clave in v)
            if p.index != self.logica.si.index:
                self.logica.exigir(~p, *(self.hacer(a) for a in que_la_dejan))
        self.logica.exigir(~m.cambia, *(self.hacer(a) for a in m.palanca.dejan))

    def _gana(self, palanca: Palanca, accion: str) -> Proposicion:
        """Que se haga la acción y ninguna posterior deje otro valor."""
        posteriores = [
            otra
            for otra, valor in palanca.dejan.items()
            if valor != palanca.dejan[accion] and accion in self._antes(otra)
        ]
        return self.logica.y(self.hacer(accion), *(~self.hacer(otra) for otra in posteriores))

    def _antes(self, accion: str) -> set[str]:
        requiere = self.edicion.catalogo.acciones[accion].requiere
        return {*requiere, *(a for r in requiere for a in self._antes(r))}

"""Por qué una acción pendiente no entra en un plan, en palabras, y qué se pierde con ello."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import cached_property

from motor import acciones, semantica
from motor.busqueda.encargo import Encargo
from motor.busqueda.frases import dias, lista, pesos, puntos
from motor.busqueda.madurez import madurez
from motor.busqueda.pedido import SEMANAS
from motor.busqueda.recorrido import niveles
from motor.busqueda.recursos import Recurso
from motor.busqueda.resultado import Causa, Fuera
from motor.caso import Caso
from motor.lectura import Estado, Lectura
from motor.semantica import Evaluador
from reglas.condiciones import Ambito, Referencia

NOMBRADAS = 3
"""Cuántas reglas o acciones se nombran en un motivo antes de decir cuántas más son."""


def explicar_fuera(
    encargo: Encargo, grupos: Sequence[Collection[str]], final: Caso, *, optimo: bool
) -> tuple[dict[str, Fuera], tuple[str, ...]]:
    """Lo que no entra y daría algo, de lo que más daría a lo que menos, y las acciones que no darían nada.

    `final` es el caso como queda al terminar el plan. Lo que alguien prohibió o fijó siempre se dice.
    """
    relato = _Relato(encargo, grupos, final, optimo=optimo)
    hechas = {c for grupo in grupos for c in grupo}
    todas = {c: relato.de(c) for c in encargo.pendientes if c not in hechas}
    sobran = [c for c, f in todas.items() if c not in encargo.pedido.prohibidas and not f.conviene]
    quedan = [c for c in todas if c not in sobran]
    fuera = {c: todas[c] for c in sorted(quedan, key=lambda c: todas[c].provecho, reverse=True)}
    for codigo in encargo.pedido.fijadas:
        if codigo not in encargo.pendientes:
            motivo = "Se fijó, y ya está hecha o a esta entidad no le hace falta."
            fuera[codigo] = Fuera(Causa.HECHA, motivo)
    return fuera, tuple(sobran)


class _Relato:
    def __init__(
        self, encargo: Encargo, grupos: Sequence[Collection[str]], final: Caso, *, optimo: bool
    ) -> None:
        self.encargo, self.final, self.optimo = encargo, final, optimo
        self.hechas = {c: t for t, grupo in enumerate(grupos) for c in grupo}
        self.libres = [(r, r.libre(grupos)) for r in encargo.recursos]

    def de(self, codigo: str) -> Fuera:
        """La razón de una acción: por lo que se decidió, por lo que nunca cabe o por lo que ya no cabe."""
        cadena = [c for c in self.encargo.cadena(codigo) if c not in self.hechas]
        provecho = self._provecho(cadena)
        causa, por_que = self._por_que(codigo, cadena)
        return Fuera(causa, _motivo(por_que, *provecho), *provecho)

    def _por_que(self, codigo: str, cadena: Sequence[str]) -> tuple[Causa, str]:
        prohibida = self.encargo.impiden.get(codigo)
        if prohibida is not None:
            razon = self.encargo.pedido.prohibidas[prohibida].rstrip(". ")
            return Causa.PROHIBIDA, self._de(codigo, prohibida, f"se pidió dejar fuera: {razon}")
        for una in reversed(cadena):
            if (nunca := self._nunca(una)) is not None:
                return Causa.IMPOSIBLE, self._de(codigo, una, nunca)
        for una in reversed(cadena):
            if (ya_no := self._ya_no(una)) is not None:
                return Causa.SIN_LUGAR, self._de(codigo, una, ya_no)
        return Causa.SIN_LUGAR, self._entre_todas(cadena)

    def _de(self, codigo: str, quien: str, que: str) -> str:
        """Lo que se dice de una acción, o de la que ella requiere y la detiene."""
        if codigo == quien:
            return que
        return f"requiere «{self.encargo.accion(quien).titulo}» ({quien}), que {que}"

    def _nunca(self, codigo: str) -> str | None:
        """Por qué no cabe en ningún periodo aunque no se haga nada más; None si por ella sola sí cabría."""
        periodos = range(self.encargo.pedido.periodos)
        for recurso in self.encargo.recursos:
            if not any(recurso.cabe(codigo, t) for t in periodos):
                hay = sum(recurso.hay) if recurso.dinero else max(recurso.hay)
                cual = "el presupuesto es de" if recurso.dinero else "ningún trimestre tiene más de"
                return f"{_pide(recurso, codigo)} y {cual} {_cuanto(recurso, hay)}"
        espera = self.encargo.espera(codigo)
        if espera >= len(periodos):
            semanas = self.encargo.accion(codigo).duracion_semanas
            return f"tarda {semanas} semanas y el plan tiene {SEMANAS * len(periodos)}"
        if self.encargo.primero(codigo) is None and not any(
            self.encargo.primero(r) is None for r in self.encargo.pendientes[codigo]
        ):
            return "no alcanza a hacerse dentro del plan después de lo que requiere y con lo que tarda"
        return None

    def _ya_no(self, codigo: str) -> str | None:
        """Por qué ella sola no cabe en lo que queda libre; None si sí."""
        for recurso, libre in self.libres:
            if recurso.gasta.get(codigo, 0) > max(libre):
                return f"{_pide(recurso, codigo)} y {_queda(recurso, max(libre))}"
        periodos = range(self.encargo.pedido.periodos)
        if not any(all(r.gasta.get(codigo, 0) <= libre[t] for r, libre in self.libres) for t in periodos):
            return "pide más de lo que queda libre en un mismo trimestre"
        return None

    def _entre_todas(self, cadena: Sequence[str]) -> str:
        """Cada una cabe por separado en lo que queda, y todas no; o no se demostró que no quepan."""
        *antes, _ = cadena
        recurso, libre = self.libres[0]
        piden, quedan = sum(recurso.gasta[c] for c in cadena), sum(max(0, d) for d in libre)
        if antes and piden > quedan:
            quienes = lista(antes, NOMBRADAS)
            return f"con lo que requiere ({quienes}) pide {dias(piden)} y en el plan quedan {quedan}"
        if not self.optimo:
            return "puede que quepa: no se terminó de demostrar que no haya otro plan mejor"
        return "en lo que queda libre no hay cómo hacerla después de lo que requiere y con lo que tarda"

    @cached_property
    def _antes(self) -> Lectura:
        return semantica.leer(self.encargo.edicion, self.final)

    def _provecho(self, cadena: Sequence[str]) -> tuple[tuple[str, ...], int, Fraction]:
        """Deberes que se cumplirían, niveles que subirían y puntos del índice global."""
        encargo, edicion = self.encargo, self.encargo.edicion
        quedo = acciones.hacer(encargo.catalogo, self.final, cadena, encargo.cierres[-1])
        logra = {c for codigo in cadena for c in encargo.accion(codigo).logra}
        leen = {r for c in logra for r in edicion.lectores.get(Referencia(Ambito.CRITERIO, c), ())}
        evaluador = Evaluador(edicion, quedo)
        antes = self._antes.veredictos
        despues = {**antes, **{c: evaluador.veredicto(r) for c, r in edicion.reglas.items() if c in leen}}
        cumplen, cumplian = (
            [c for c in encargo.deberes if v[c].estado is Estado.CUMPLE] for v in (despues, antes)
        )
        nuevos = tuple(c for c in cumplen if c not in cumplian) if set(cumplian) <= set(cumplen) else ()
        uno, otro = madurez(edicion, antes), madurez(edicion, despues)
        gana = (otro.total.indice or Fraction(0)) - (uno.total.indice or Fraction(0))
        return nuevos, niveles(otro) - niveles(uno), gana


def _pide(recurso: Recurso, codigo: str) -> str:
    cuanto = recurso.gasta.get(codigo, 0)
    if recurso.dinero:
        return f"cuesta {pesos(cuanto)}"
    return f"pide {dias(cuanto)} de {'trabajo' if recurso.area is None else f'«{recurso.area}»'}"


def _queda(recurso: Recurso, libre: int) -> str:
    if libre <= 0:
        return f"ya no queda {'dinero' if recurso.dinero else 'ningún día libre'}"
    cual = "quedan" if recurso.dinero else "lo más que queda libre en un trimestre son"
    return f"{cual} {_cuanto(recurso, libre)}"


def _cuanto(recurso: Recurso, cuanto: int) -> str:
    return pesos(cuanto) if recurso.dinero else str(cuanto)


def _motivo(por_que: str, cumple: Sequence[str], sube: int, gana: Fraction) -> str:
    """«Cumpliría D-1 y daría 1,3 puntos; pide 15 días…»."""
    da = [f"cumpliría {lista(cumple, NOMBRADAS)}"] if cumple else []
    if sube > 0:
        da.append(
            "subiría un escenario de nivel" if sube == 1 else f"subiría {sube} niveles entre los escenarios"
        )
    if gana > 0:
        da.append(f"daría {puntos(gana)}")
    frase = "; ".join([*([lista(da, len(da))] if da else []), por_que])
    return f"{frase[0].upper()}{frase[1:]}."

"""Un plan por resolver: lo que a un caso le falta y lo que se pidió, puestos juntos."""

from __future__ import annotations

from datetime import date
from functools import cache

from motor import acciones, semantica
from motor.busqueda.pedido import SEMANAS, Pedido, con_acciones_propias
from motor.busqueda.periodos import trimestres
from motor.busqueda.recursos import recursos
from motor.busqueda.resultado import Urgencia
from motor.caso import Caso
from motor.cuestionario import OBLIGATORIOS
from motor.lectura import Estado, Lectura, Veredicto
from reglas.catalogo import Catalogo, Edicion, Regla
from reglas.fichas import Accion


class Encargo:
    """Lo pendiente de un caso y los recursos de un pedido.

    `pendientes` dice de cada acción sin hacer qué requiere que tampoco se ha hecho. `deberes` son los que
    se pueden cumplir, con su urgencia. `impiden` dice de cada acción cuál de las
    prohibidas, ella misma o algo que requiere, la deja fuera. `posibles` son las que pueden entrar.
    """

    def __init__(self, catalogo: Catalogo, caso: Caso, pedido: Pedido) -> None:
        self.catalogo = con_acciones_propias(catalogo, pedido.propias)
        self.edicion: Edicion = self.catalogo.al(caso.fecha_corte)
        self.caso, self.pedido = caso, pedido
        self.lectura: Lectura = semantica.leer(self.edicion, caso)
        self.cierres: list[date] = trimestres(caso.fecha_corte, pedido.periodos)
        self.pendientes = self._pendientes()
        self.recursos = recursos(self.catalogo.acciones, self.pendientes, pedido)
        self.deberes = self._deberes()
        self.impiden = {
            c: prohibida
            for c in self.pendientes
            if (prohibida := next((r for r in self.cadena(c) if r in pedido.prohibidas), None))
        }
        self.primero = cache(self._primero)
        self.posibles = [c for c in self.pendientes if self.primero(c) is not None]

    @property
    def fijadas(self) -> dict[str, int]:
        """Las que se fijaron y todavía hay que hacer, con su periodo contado desde 0."""
        return {c: p - 1 for c, p in self.pedido.fijadas.items() if c in self.pendientes}

    def accion(self, codigo: str) -> Accion:
        """La acción, con lo que la entidad le haya cambiado."""
        return self.catalogo.acciones[codigo]

    def costo(self, codigo: str) -> int:
        """Lo que cuesta, en pesos; 0 si no se dijo."""
        propia = self.pedido.propias.get(codigo)
        return 0 if propia is None else propia.costo

    def cadena(self, codigo: str) -> list[str]:
        """Lo que falta por hacer de lo que requiere, en orden, y ella al final."""
        antes = (c for requisito in self.pendientes[codigo] for c in self.cadena(requisito))
        return list(dict.fromkeys([*antes, codigo]))

    def espera(self, codigo: str) -> int:
        """Cuántos periodos pasan entre empezarla y terminarla, si la entidad dijo lo que le toma.

        La duración del catálogo solo orienta.
        """
        propia = self.pedido.propias.get(codigo)
        semanas = None if propia is None else propia.duracion_semanas
        return 0 if semanas is None else (semanas - 1) // SEMANAS

    def _primero(self, codigo: str) -> int | None:
        """El primer periodo, desde 0, en que podría estar hecha; None si en ninguno."""
        antes = [self.primero(r) for r in self.pendientes[codigo]]
        if codigo in self.impiden or None in antes:
            return None
        desde = max((p for p in antes if p is not None), default=0) + self.espera(codigo)
        periodos = range(desde, self.pedido.periodos)
        return next((t for t in periodos if all(r.cabe(codigo, t) for r in self.recursos)), None)

    def _pendientes(self) -> dict[str, tuple[str, ...]]:
        todas = self.catalogo.acciones
        veredictos = self.lectura.veredictos
        faltan = [c for c, a in todas.items() if not acciones.hecha(a, self.edicion, self.caso, veredictos)]
        return {c: tuple(r for r in todas[c].requiere if r in faltan) for c in faltan}

    def _deberes(self) -> dict[str, Urgencia]:
        reglas, codigo = self.edicion.reglas, self.caso.entidad.codigo
        urgencias = {
            c: self._urgencia(reglas[c], v)
            for c, v in self.lectura.veredictos.items()
            if reglas[c].caracter_para(codigo) in OBLIGATORIOS
        }
        return {c: u for c, u in urgencias.items() if u is not None}

    def _urgencia(self, regla: Regla, veredicto: Veredicto) -> Urgencia | None:
        """None si ya se cumple, no aplica o no se puede corregir."""
        corte, vence = self.caso.fecha_corte, veredicto.vence
        vencida = vence is not None and vence < corte
        if acciones.corregible(regla, veredicto, corte):
            if vencida:
                return Urgencia.VENCIDO
            en_el_plan = vence is not None and vence <= self.cierres[-1]
            return Urgencia.POR_VENCER if en_el_plan else Urgencia.INCUMPLIDO
        se_puede = not (vencida and regla.ficha.insubsanable)
        return Urgencia.POR_SABER if veredicto.estado is Estado.SIN_INFORMACION and se_puede else None

    def a_tiempo(self, deber: str) -> int:
        """El último periodo, desde 0, en que hacer algo garantiza que el deber se cumpla antes de su plazo.

        Es el que termina antes de que venza; si vence durante el primero, ese.
        """
        vence = self.lectura.veredictos[deber].vence
        assert vence is not None, "solo un deber por vencer tiene que llegar a tiempo"
        return max(0, sum(cierre <= vence for cierre in self.cierres) - 1)

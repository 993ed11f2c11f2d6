"""El mejor plan que se puede hacer con lo que hay (contrato, `planear`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from motor.busqueda.calculo import minimizar, sugerir, suma
from motor.busqueda.calendario import Calendario
from motor.busqueda.comprobacion import comprobar_plan
from motor.busqueda.conflictos import fijar
from motor.busqueda.encargo import Encargo
from motor.busqueda.etapas import Etapa, etapas
from motor.busqueda.fuera import explicar_fuera
from motor.busqueda.pedido import AccionPropia, Pedido
from motor.busqueda.recorrido import recorrer
from motor.busqueda.resultado import Periodo, Plan
from motor.caso import Caso
from motor.restricciones import Solucion
from reglas.catalogo import Catalogo

LIMITE = 2.0
"""Tiempo determinista de cada etapa: pasos contados por el solucionador, no segundos de reloj."""


def planear(catalogo: Catalogo, caso: Caso, pedido: Pedido, limite: float = LIMITE) -> Plan:
    """Qué acciones hacer y en qué trimestre, con lo que hay en cada uno.

    Se escoge entre todas las pendientes: lo que no se ha respondido se supone sin hacer. El pedido tiene que
    estar revisado (`revisar`). Lanza PlanImposible si lo fijado no cabe, SinDemostrar si el límite no da ni
    para un plan, y PromesaIncumplida si el hallado no se confirma.
    """
    encargo = Encargo(catalogo, caso, pedido)
    calendario = Calendario(encargo)
    fijar(calendario, limite)
    perseguidas = etapas(calendario)
    solucion, brecha, sin_demostrar = _resolver(calendario, perseguidas, limite)
    grupos = calendario.grupos(solucion)
    periodos, final = recorrer(encargo, grupos)
    comprobar_plan(calendario, solucion, perseguidas, periodos)
    fuera, sin_provecho = explicar_fuera(encargo, grupos, final, optimo=sin_demostrar is None)
    return Plan(brecha, sin_demostrar, tuple(periodos), encargo.deberes, fuera, sin_provecho)


def evaluar_plan(
    catalogo: Catalogo,
    caso: Caso,
    grupos: Sequence[Iterable[str]],
    propias: Mapping[str, AccionPropia] | None = None,
) -> list[Periodo]:
    """Lo que da un plan que ya está hecho, con lo que la entidad cambió de sus acciones.

    No se le exige que quepa en nada; lo que ya no está pendiente no se cuenta.
    """
    encargo = Encargo(catalogo, caso, Pedido((0,) * len(grupos), propias=propias or {}))
    return recorrer(encargo, [[c for c in grupo if c in encargo.pendientes] for grupo in grupos])[0]


def _resolver(
    calendario: Calendario, perseguidas: Sequence[Etapa], limite: float
) -> tuple[Solucion, Fraction, str | None]:
    """La mejor solución etapa por etapa, y la brecha y el nombre de la última no demostrada."""
    modelo = calendario.logica.modelo
    brecha, sin_demostrar, solucion = Fraction(0), None, None
    for etapa in perseguidas:
        if solucion is not None:
            sugerir(modelo, solucion)
        mejor = minimizar(modelo, [(-c, p) for c, p in etapa.terminos], limite)
        assert mejor is not None, "lo fijado cabe, y no hacer nada más siempre se admite"
        solucion = mejor.solucion
        modelo.add(suma(etapa.terminos) >= -mejor.valor)
        if not mejor.demostrado:
            brecha = Fraction(mejor.valor - mejor.cota, max(1, abs(mejor.valor), abs(mejor.cota)))
            sin_demostrar = etapa.busca
    assert solucion is not None, "siempre hay alguna etapa"
    return solucion, brecha, sin_demostrar

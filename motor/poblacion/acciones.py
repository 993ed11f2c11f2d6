"""Las acciones, a lo ancho: a quién se le proponen y cómo quedan las respuestas al hacerlas.

Dice lo mismo que `motor.acciones`, caso por caso.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from motor.caso import RANGO_SI_PARCIAL_NO
from motor.lectura import MEDIOS, Estado
from motor.poblacion.columnas import Columnas
from motor.poblacion.esquema import DESCONOCIDO, NO_APLICA, Forma, Marcas
from motor.poblacion.programa import VEREDICTOS
from motor.poblacion.resultado import SIN_VENCIMIENTO, Poblacion
from reglas.catalogo import Catalogo
from reglas.clases import Clase
from reglas.comprobaciones import CIERRE
from reglas.condiciones import FECHA_DE_CORTE, Ambito, Referencia
from reglas.fichas import Accion

Cuales = NDArray[np.bool_]
"""Un sí o un no por caso."""

_SATISFECHO = np.array([v.estado in {Estado.CUMPLE, Estado.NO_APLICA} for v in VEREDICTOS])
_CORREGIBLE = np.array(
    [
        v.estado in {Estado.NO_CUMPLE, Estado.PARCIAL, Estado.EN_PLAZO}
        or (v.estado is Estado.SIN_INFORMACION and v.medios_max != MEDIOS)
        for v in VEREDICTOS
    ]
)


@dataclass(frozen=True)
class Propuestas:
    """Por acción, a qué casos se les propone: corrige algo suyo, o hace falta para otra que lo corrige."""

    catalogo: Catalogo
    de: Mapping[str, Cuales]

    def cadena(self, codigo: str) -> dict[str, Cuales]:
        """Lo que se hace al hacer una acción: sus requisitos propuestos y ella, y en qué casos.

        Un requisito que ya está no arrastra a los suyos.
        """
        orden = _en_orden(self.catalogo, codigo)
        cuales = dict.fromkeys(orden, np.zeros_like(self.de[codigo]))
        cuales[codigo] = self.de[codigo]
        for paso in reversed(orden):
            for requisito in self.catalogo.acciones[paso].requiere:
                cuales[requisito] = cuales[requisito] | (cuales[paso] & self.de[requisito])
        return cuales


def propuestas(resultado: Poblacion) -> Propuestas:
    """A quién se le propone cada acción."""
    catalogo = resultado.programa.edicion.catalogo
    pendientes = {c: ~_hecha(resultado, a) for c, a in catalogo.acciones.items()}
    nadie = np.zeros(resultado.columnas.casos, bool)
    elegidas = dict.fromkeys(catalogo.acciones, nadie)

    def elegir(codigo: str, cuales: Cuales) -> None:
        nuevas = cuales & pendientes[codigo] & ~elegidas[codigo]
        if nuevas.any():
            elegidas[codigo] = elegidas[codigo] | nuevas
            for requisito in catalogo.acciones[codigo].requiere:
                elegir(requisito, nuevas)

    for codigo, accion in catalogo.acciones.items():
        corrige = [_corregible(resultado, r) for r in accion.cierra if r in resultado.programa.edicion.reglas]
        elegir(codigo, np.logical_or.reduce([nadie, *corrige]))
    return Propuestas(catalogo, elegidas)


def _en_orden(catalogo: Catalogo, codigo: str) -> tuple[str, ...]:
    puestas: dict[str, None] = {}

    def poner(actual: str) -> None:
        for requisito in catalogo.acciones[actual].requiere:
            poner(requisito)
        puestas[actual] = None

    poner(codigo)
    return tuple(puestas)


def _corregible(resultado: Poblacion, regla: str) -> Cuales:
    suyas: Cuales = _CORREGIBLE[resultado.codigo(regla)]
    if not resultado.programa.edicion.reglas[regla].ficha.insubsanable:
        return suyas
    vence = resultado.vence(regla)
    (corte,) = resultado.columnas.dato(FECHA_DE_CORTE)
    vencida: Cuales = (vence != SIN_VENCIMIENTO) & (vence < corte)
    return suyas & ~vencida


def _hecha(resultado: Poblacion, accion: Accion) -> Cuales:
    """Logrado lo suyo, o satisfecho todo lo que cierra."""
    suyas = [c for c in accion.cierra if c in resultado.programa.edicion.reglas]
    logrado: Cuales = np.logical_and.reduce(
        [_logrado(resultado.columnas, c, v) for c, v in accion.logra.items()]
    )
    if not suyas:
        return logrado
    satisfecho: Cuales = np.logical_and.reduce([_SATISFECHO[resultado.codigo(c)] for c in suyas])
    return logrado | satisfecho


def _logrado(columnas: Columnas, criterio: str, logra: Any) -> Cuales:
    """Si una respuesta ya dice lo que la acción dejaría; lo que nadie lee se toma por no respondido."""
    ficha = columnas.esquema.catalogo.criterios[criterio]
    forma = columnas.esquema.datos.get(Referencia(Ambito.CRITERIO, criterio))
    if forma is None:
        return np.zeros(columnas.casos, bool)
    filas = columnas.dato(Referencia(Ambito.CRITERIO, criterio))
    declarado: Cuales = filas[0] == NO_APLICA
    respondido: Cuales = filas[0] > NO_APLICA
    if ficha.clase is Clase.FECHA and logra == CIERRE:
        return declarado | respondido
    if ficha.clase is Clase.SI_PARCIAL_NO and isinstance(forma, Marcas):
        alcanzan = [c for c, r in RANGO_SI_PARCIAL_NO.items() if r >= RANGO_SI_PARCIAL_NO[str(logra)]]
        tiene: Cuales = (filas[0] & forma.mascaras(alcanzan)[0]) != 0
        return declarado | (respondido & tiene)
    pedido = np.array(forma.escribir(_valor(logra)))[:, None]
    leido = filas & pedido if ficha.clase is Clase.OPCIONES else filas
    igual: Cuales = (leido == pedido).all(axis=0)
    return declarado | (respondido & igual)


def _valor(logra: Any) -> Any:
    return tuple(logra) if isinstance(logra, list) else logra


def hacer(columnas: Columnas, codigos: Sequence[str], cuales: Mapping[str, Cuales], cierre: date) -> Columnas:
    """Las columnas como quedan al hacer unas acciones, en el orden dado, cada una en sus casos."""
    nuevas = replace(columnas, datos=columnas.datos.copy())
    for codigo in codigos:
        if cuales[codigo].any():
            for criterio, logra in columnas.esquema.catalogo.acciones[codigo].logra.items():
                _poner(nuevas, criterio, logra, cuales[codigo], cierre)
    return nuevas


def _poner(columnas: Columnas, criterio: str, logra: Any, cuales: Cuales, cierre: date) -> None:
    dato = Referencia(Ambito.CRITERIO, criterio)
    forma: Forma | None = columnas.esquema.datos.get(dato)
    if forma is None:
        return
    filas = columnas.dato(dato)
    ficha = columnas.esquema.catalogo.criterios[criterio]
    en_cierre = ficha.clase is Clase.FECHA and logra == CIERRE
    pedido = np.array(forma.escribir(cierre if en_cierre else _valor(logra)))[:, None]
    if ficha.clase is Clase.OPCIONES:
        pedido = np.where(filas == DESCONOCIDO, 0, filas) | pedido
    quedan = cuales & (filas[0] != NO_APLICA)
    columnas.poner(forma, np.where(quedan, pedido, filas).astype(np.int32))


def esfuerzo(catalogo: Catalogo, cuales: Mapping[str, Cuales]) -> NDArray[np.int64]:
    """Los días de trabajo que cuestan unas acciones en cada caso."""
    return np.asarray(
        sum(suyos.astype(np.int64) * catalogo.acciones[c].esfuerzo_dias for c, suyos in cuales.items()),
        np.int64,
    )

"""De una edición a su programa."""

from __future__ import annotations

from collections.abc import Iterable

from motor.errores import ErrorDelMotor
from motor.poblacion.condiciones import Condiciones
from motor.poblacion.ensamblador import NO, SI, Ensamblador
from motor.poblacion.escenarios import Planos, SumasDeEscenario
from motor.poblacion.esquema import Esquema
from motor.poblacion.programa import Cota, Parte, Programa, Suma
from reglas.catalogo import Edicion, Regla
from reglas.condiciones import Expresion, Referencia

PESO_MAXIMO = 10**7
"""Peso total de un escenario con el que un nivel todavía se decide en enteros de 4 bytes."""


def compilar(
    edicion: Edicion, esquema: Esquema, *, respaldo: bool = False, condiciones: Iterable[Expresion] = ()
) -> Programa:
    """El programa de una edición; con `respaldo`, también suma el peso que tiene evidencia.

    `condiciones` son otras que se quieren leer, además de los hechos. Lanza ErrorDelMotor si los pesos
    de un escenario suman demasiado.
    """
    ensamblador = Ensamblador()
    traductor = Condiciones(edicion, esquema, ensamblador)
    for fila, codigo in enumerate(edicion.hechos):
        ensamblador.escribir_verdad(fila, traductor.hecho(codigo))
    pedidas = {c: i for i, c in enumerate(dict.fromkeys(condiciones), start=len(edicion.hechos))}
    for condicion, fila in pedidas.items():
        ensamblador.escribir_verdad(fila, traductor.verdad(condicion))
    escenarios = {c: SumasDeEscenario(ensamblador) for c in edicion.catalogo.escenarios}
    for fila, regla in enumerate(edicion.reglas.values()):
        _regla(traductor, escenarios, fila, regla, respaldo=respaldo)
    sumas = len(Suma) if respaldo else int(Suma.LOGRADO)
    for i, (codigo, escenario) in enumerate(escenarios.items()):
        if sum(peso for _, peso in edicion.pesos[codigo]) > PESO_MAXIMO:
            raise ErrorDelMotor(f"Los pesos de «{codigo}» suman más de {PESO_MAXIMO}.")
        filas = range(i * sumas, (i + 1) * sumas)
        escenario.cerrar(filas, i * len(Cota), edicion.catalogo.niveles)
    instrucciones, planos = ensamblador.repartir()
    return Programa(edicion, esquema, instrucciones, planos, sumas, pedidas)


def _regla(
    traductor: Condiciones,
    escenarios: dict[str, SumasDeEscenario],
    fila: int,
    regla: Regla,
    *,
    respaldo: bool,
) -> None:
    declarada = traductor.declarados(regla.cumple_si, regla.parcial_si)
    aplica, parcial = traductor.verdad(regla.aplica_si), traductor.verdad(regla.parcial_si, NO)
    base = traductor.ensamblador.veredicto(
        fila, declarada, aplica, traductor.verdad(regla.cumple_si), parcial, traductor.a_tiempo(regla.plazo)
    )
    sabidos: dict[Parte, int] = {}
    if aplica == SI and declarada == NO:
        sabidos[Parte.APLICA] = SI
    if parcial == NO:
        sabidos |= dict.fromkeys((Parte.MEDIO_MINIMO, Parte.MEDIO_DUDOSO, Parte.MEDIO_CONOCIDO), NO)
        if not isinstance(regla.plazo, Referencia):
            sabidos[Parte.OTRO_DUDOSO] = NO
    planos = Planos(base, sabidos)
    for codigo, peso in regla.escenarios.items():
        escenarios[codigo].pesar(planos, peso)
        if respaldo:
            con_cumple = traductor.con_evidencia(regla.cumple_si)
            con_parcial = traductor.con_evidencia(regla.parcial_si)
            escenarios[codigo].respaldar(planos, peso, con_cumple, con_parcial)
        if regla.ficha.habilitante:
            escenarios[codigo].habilitar(planos, regla.ficha.nivel or 0)

"""Lo que la Mesa difiere de un diagnóstico."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.almacen.tablas import Diferido as FilaDeDiferido
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente, filas
from autodiagnostico.servicios.fichas import Diferido
from motor.cuestionario import OBLIGATORIOS
from reglas.errores import sugerencia


def diferir(sala: Sala, diagnostico_id: int, regla: str, razon: str, hasta_vigencia: int) -> Diferido:
    """Aplaza una regla que no es un deber, o cambia la razón con que se aplazó."""
    if not regla:
        raise ErrorDeServicio("Elija el lineamiento que se difiere.")
    if not razon.strip():
        raise ErrorDeServicio("Escriba por qué se difiere: queda en el plan.")
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        reglas = expediente.catalogo_de(sala, diagnostico).reglas
        if regla not in reglas:
            raise ErrorDeServicio(f"No existe la regla «{regla}».{sugerencia(regla, reglas)}")
        ficha = reglas[regla]
        entidad = filas.entidad_de(sesion, diagnostico)
        if ficha.caracter_para(entidad.codigo) in OBLIGATORIOS:
            raise ErrorDeServicio(
                f"«{ficha.ficha.titulo}» es un deber y no se puede diferir. "
                "Solo se difieren los lineamientos."
            )
        if hasta_vigencia <= diagnostico.vigencia:
            raise ErrorDeServicio(f"Se difiere para una vigencia posterior a {diagnostico.vigencia}.")
        suyo = select(FilaDeDiferido).where(
            FilaDeDiferido.diagnostico_id == diagnostico_id, FilaDeDiferido.regla == regla
        )
        fila = sesion.exec(suyo).first() or FilaDeDiferido(
            diagnostico_id=diagnostico_id, regla=regla, razon="", hasta_vigencia=0
        )
        if (razon.strip(), hasta_vigencia) != (fila.razon, fila.hasta_vigencia):
            fila.razon, fila.hasta_vigencia = razon.strip(), hasta_vigencia
            sesion.add(fila)
            hasta = {"regla": regla, "hasta_vigencia": hasta_vigencia}
            _asentar(sesion, sala, diagnostico, "lineamiento diferido", **hasta)
        return _diferido(fila)


def _asentar(sesion: Session, sala: Sala, diagnostico: Diagnostico, hecho: str, **detalle: Any) -> None:
    objeto, entidad_id = f"diagnostico:{diagnostico.id}", diagnostico.entidad_id
    bitacora.asentar(sesion, sala, hecho, objeto=objeto, entidad_id=entidad_id, **detalle)


def _diferido(fila: FilaDeDiferido) -> Diferido:
    return Diferido(fila.regla, fila.razon, fila.hasta_vigencia)


def quitar_diferido(sala: Sala, diagnostico_id: int, regla: str) -> None:
    """Deja de aplazar una regla; si no estaba aplazada, no pasa nada."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        suyo = select(FilaDeDiferido).where(
            FilaDeDiferido.diagnostico_id == diagnostico_id, FilaDeDiferido.regla == regla
        )
        if (fila := sesion.exec(suyo).first()) is not None:
            sesion.delete(fila)
            _asentar(sesion, sala, diagnostico, "lineamiento que se vuelve a atender", regla=regla)


def diferidos(sala: Sala, diagnostico_id: int) -> dict[str, Diferido]:
    """Las reglas aplazadas, por código, en el orden en que se aplazaron."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyos = select(FilaDeDiferido).where(FilaDeDiferido.diagnostico_id == diagnostico_id)
        return {f.regla: _diferido(f) for f in sesion.exec(suyos.order_by(col(FilaDeDiferido.id)))}

"""Lo que la Mesa difiere de un diagnóstico."""

from __future__ import annotations

from sqlmodel import col, delete, select

from autodiagnostico import acceso
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diferido as FilaDeDiferido
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import filas
from autodiagnostico.servicios.fichas import Diferido
from motor.cuestionario import OBLIGATORIOS
from reglas.errores import sugerencia


def diferir(sala: Sala, diagnostico_id: int, regla: str, razon: str, hasta_vigencia: int) -> Diferido:
    """Aplaza una regla que no es un deber, o cambia la razón con que se aplazó."""
    if not regla:
        raise ErrorDeServicio("Elija el lineamiento que se difiere.")
    ficha = sala.catalogo.reglas.get(regla)
    if ficha is None:
        raise ErrorDeServicio(f"No existe la regla «{regla}».{sugerencia(regla, sala.catalogo.reglas)}")
    if not razon.strip():
        raise ErrorDeServicio("Escriba por qué se difiere: queda en el plan.")
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
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
        fila.razon, fila.hasta_vigencia = razon.strip(), hasta_vigencia
        sesion.add(fila)
        return _diferido(fila)


def _diferido(fila: FilaDeDiferido) -> Diferido:
    return Diferido(fila.regla, fila.razon, fila.hasta_vigencia)


def quitar_diferido(sala: Sala, diagnostico_id: int, regla: str) -> None:
    """Deja de aplazar una regla; si no estaba aplazada, no pasa nada."""
    with escribir(sala.motor_bd) as sesion:
        acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        sesion.exec(
            delete(FilaDeDiferido).where(
                col(FilaDeDiferido.diagnostico_id) == diagnostico_id, col(FilaDeDiferido.regla) == regla
            )
        )


def diferidos(sala: Sala, diagnostico_id: int) -> dict[str, Diferido]:
    """Las reglas aplazadas, por código, en el orden en que se aplazaron."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyos = select(FilaDeDiferido).where(FilaDeDiferido.diagnostico_id == diagnostico_id)
        return {f.regla: _diferido(f) for f in sesion.exec(suyos.order_by(col(FilaDeDiferido.id)))}

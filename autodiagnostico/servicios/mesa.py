"""Lo que la Mesa deja para otra vigencia: lineamientos que difiere y acciones que aparta, con su razón."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.almacen.tablas import Diferido as Fila
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.fichas import Apartada
from autodiagnostico.plan.pasos import EstadoDeItem
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente, filas, renglones
from autodiagnostico.servicios.fichas import Diferido
from autodiagnostico.textos import limpiar
from motor.caso import MAXIMO_TEXTO
from motor.cuestionario import OBLIGATORIOS
from reglas import Catalogo
from reglas.errores import sugerencia

MAS_LEJOS = 20
"""Cuántas vigencias se puede aplazar algo: más, es un número mal escrito."""


def diferir(sala: Sala, diagnostico_id: int, regla: str, razon: str, hasta_vigencia: int) -> Diferido:
    """Aplaza una regla que no es un deber, o cambia la razón con que se aplazó."""
    if not regla:
        raise ErrorDeServicio("Elija el lineamiento que se difiere.")
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
        fila = _de_regla(sesion, diagnostico_id, regla) or _nueva(diagnostico_id, regla=regla)
        if _poner(sesion, diagnostico, fila, razon, hasta_vigencia):
            hasta = {"regla": regla, "hasta_vigencia": hasta_vigencia}
            _asentar(sesion, sala, diagnostico, "lineamiento diferido", **hasta)
        return Diferido(regla, fila.razon, fila.hasta_vigencia)


def _nueva(diagnostico_id: int, *, regla: str | None = None, accion: str | None = None) -> Fila:
    return Fila(diagnostico_id=diagnostico_id, regla=regla, accion=accion, razon="", hasta_vigencia=0)


def _poner(sesion: Session, diagnostico: Diagnostico, fila: Fila, razon: str, hasta_vigencia: int) -> bool:
    """Escribe la razón y hasta cuándo; dice si cambió algo."""
    razon = limpiar(razon)
    if not razon:
        raise ErrorDeServicio("Escriba la razón: queda en el plan.")
    if len(razon) > MAXIMO_TEXTO:
        raise ErrorDeServicio(f"La razón tiene {len(razon)} caracteres. Se admiten hasta {MAXIMO_TEXTO}.")
    if hasta_vigencia <= diagnostico.vigencia:
        raise ErrorDeServicio(f"Se difiere para una vigencia posterior a {diagnostico.vigencia}.")
    ultima = diagnostico.vigencia + MAS_LEJOS
    if hasta_vigencia > ultima:
        raise ErrorDeServicio(f"La vigencia {hasta_vigencia} queda muy lejos. Se difiere hasta {ultima}.")
    if (razon, hasta_vigencia) == (fila.razon, fila.hasta_vigencia):
        return False
    fila.razon, fila.hasta_vigencia = razon, hasta_vigencia
    sesion.add(fila)
    return True


def _asentar(sesion: Session, sala: Sala, diagnostico: Diagnostico, hecho: str, **detalle: Any) -> None:
    objeto, entidad_id = f"diagnostico:{diagnostico.id}", diagnostico.entidad_id
    bitacora.asentar(sesion, sala, hecho, objeto=objeto, entidad_id=entidad_id, **detalle)


def _de_regla(sesion: Session, diagnostico_id: int, regla: str) -> Fila | None:
    suya = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.regla == regla)
    return sesion.exec(suya).first()


def _de_accion(sesion: Session, diagnostico_id: int, accion: str) -> Fila | None:
    suya = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.accion == accion)
    return sesion.exec(suya).first()


def quitar_diferido(sala: Sala, diagnostico_id: int, regla: str) -> None:
    """Deja de aplazar una regla; si no estaba aplazada, no pasa nada."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        if (fila := _de_regla(sesion, diagnostico_id, regla)) is not None:
            sesion.delete(fila)
            _asentar(sesion, sala, diagnostico, "lineamiento que se vuelve a atender", regla=regla)


def diferidos(sala: Sala, diagnostico_id: int) -> dict[str, Diferido]:
    """Las reglas aplazadas, por código, en el orden en que se aplazaron."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyos = select(Fila).where(Fila.diagnostico_id == diagnostico_id).order_by(col(Fila.id))
        return {
            f.regla: Diferido(f.regla, f.razon, f.hasta_vigencia)
            for f in sesion.exec(suyos)
            if f.regla is not None
        }


def apartar(sala: Sala, diagnostico_id: int, accion: str, razon: str, hasta_vigencia: int) -> Apartada:
    """Deja una acción fuera del plan, con su razón. Si deja sin atender un deber, queda dicho cuál.

    Una acción que está en el plan no se aparta: primero se quita.
    """
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        catalogo = expediente.catalogo_de(sala, diagnostico)
        if accion not in catalogo.acciones:
            raise ErrorDeServicio(f"No existe la acción «{accion}».{sugerencia(accion, catalogo.acciones)}")
        en_el_plan = renglones.de_accion(sesion, diagnostico_id, accion)
        if en_el_plan is not None and en_el_plan.estado != EstadoDeItem.QUITADO:
            raise ErrorDeServicio(
                f"«{catalogo.acciones[accion].titulo}» está en el plan. Para apartarla, quítela antes."
            )
        fila = _de_accion(sesion, diagnostico_id, accion) or _nueva(diagnostico_id, accion=accion)
        if _poner(sesion, diagnostico, fila, razon, hasta_vigencia):
            hasta = {"accion": accion, "hasta_vigencia": hasta_vigencia}
            _asentar(sesion, sala, diagnostico, "acción apartada", **hasta)
        sesion.flush()
        suyas = apartadas_de(sesion, diagnostico_id, catalogo, filas.entidad_de(sesion, diagnostico).codigo)
        return suyas[accion]


def quitar_apartada(sala: Sala, diagnostico_id: int, accion: str) -> None:
    """Vuelve a tener en cuenta una acción apartada; si no lo estaba, no pasa nada."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        dejar_de_apartar(sesion, sala, diagnostico, accion)


def dejar_de_apartar(sesion: Session, sala: Sala, diagnostico: Diagnostico, accion: str) -> None:
    """Lo mismo que `quitar_apartada`, dentro de una transacción abierta por quien ya exigió el permiso."""
    if (fila := _de_accion(sesion, diagnostico.id or 0, accion)) is not None:
        sesion.delete(fila)
        _asentar(sesion, sala, diagnostico, "acción que se vuelve a considerar", accion=accion)


def acciones_apartadas(sala: Sala, diagnostico_id: int) -> dict[str, Apartada]:
    """Las acciones apartadas, por código, en el orden en que se apartaron."""
    with leyendo(sala.motor_bd) as sesion:
        diagnostico = acceso.diagnostico(sesion, sala, diagnostico_id)
        catalogo = expediente.catalogo_de(sala, diagnostico)
        entidad = filas.entidad_de(sesion, diagnostico)
        return apartadas_de(sesion, diagnostico_id, catalogo, entidad.codigo)


def apartadas_de(
    sesion: Session, diagnostico_id: int, catalogo: Catalogo, entidad: str
) -> dict[str, Apartada]:
    """Lo mismo, dentro de una transacción abierta por quien ya exigió el permiso."""
    suyas = select(Fila).where(Fila.diagnostico_id == diagnostico_id).order_by(col(Fila.id))
    return {
        f.accion: _apartada(f.accion, f, catalogo, entidad)
        for f in sesion.exec(suyas)
        if f.accion is not None
    }


def _apartada(accion: str, fila: Fila, catalogo: Catalogo, entidad: str) -> Apartada:
    ficha = catalogo.acciones.get(accion)
    cierra = [c for c in ficha.cierra if c in catalogo.reglas] if ficha else []
    return Apartada(
        accion=accion,
        titulo=ficha.titulo if ficha else accion,
        razon=fila.razon,
        hasta_vigencia=fila.hasta_vigencia,
        deberes=tuple(c for c in cierra if catalogo.reglas[c].caracter_para(entidad) in OBLIGATORIOS),
    )

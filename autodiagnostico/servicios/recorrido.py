"""Por dónde ha pasado un diagnóstico, qué paso sigue y qué quedó de cada cierre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import defer
from sqlmodel import col, select

from autodiagnostico import acceso
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Instantanea, Movimiento
from autodiagnostico.permisos import Operacion, puede, pueden
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import filas, personas
from autodiagnostico.vida import Transicion, posibles


@dataclass(frozen=True, slots=True)
class Movido:
    """Un paso que se dio: quién, cuándo, por qué y con qué versión de las reglas."""

    id: int
    hecho: str
    motivo: str
    cuando: datetime
    autor: str
    version_reglas: str | None


@dataclass(frozen=True, slots=True)
class PasoPosible:
    """Un paso que sale de donde está el diagnóstico, si quien mira puede darlo y, si no, quién."""

    transicion: Transicion
    puede: bool
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cierre:
    """Una de las veces que se cerró: con qué, y sus huellas."""

    numero: int
    tomada: datetime
    autor: str
    version_reglas: str
    digesto_reglas: str
    entradas: str
    salida: str
    huella: str


def movimientos(sala: Sala, diagnostico_id: int) -> list[Movido]:
    """Por dónde ha pasado, del primero al último. Lo ve quien puede verlo en el estado en que está."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyos = select(Movimiento).where(Movimiento.diagnostico_id == diagnostico_id)
        todos = sesion.exec(suyos.order_by(col(Movimiento.id))).all()
        nombres = personas.autores(sesion, (m.autor_id for m in todos))
        return [
            Movido(
                m.id or 0,
                m.hecho,
                m.motivo,
                m.cuando,
                nombres[m.autor_id],
                m.version_reglas,
            )
            for m in todos
        ]


def pasos(sala: Sala, diagnostico_id: int) -> list[PasoPosible]:
    """Los pasos que se pueden dar ahora, y quién los da."""
    with leyendo(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_COBERTURA)
        ficha = filas.ficha_de_diagnostico(fila, filas.entidad_de(sesion, fila), sala.catalogo)
        return [
            PasoPosible(
                transicion=t,
                puede=puede(sala.quien, t.operacion, acceso.sobre(ficha.entidad)),
                roles=tuple(rol.nombre for rol in pueden(t.operacion)),
            )
            for t in posibles(ficha.estado)
        ]


def cierres(sala: Sala, diagnostico_id: int) -> list[Cierre]:
    """Las veces que se cerró, de la primera a la última; se conservan aunque se reabra."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyas = select(Instantanea).where(Instantanea.diagnostico_id == diagnostico_id)
        sin_lo_pesado = [defer(c) for c in (Instantanea.caso, Instantanea.resultado)]  # type: ignore[arg-type]
        todas = sesion.exec(suyas.options(*sin_lo_pesado).order_by(col(Instantanea.numero))).all()
        nombres = personas.autores(sesion, (i.autor_id for i in todas))
        return [
            Cierre(
                numero=i.numero,
                tomada=i.tomada,
                autor=nombres[i.autor_id],
                version_reglas=i.version_reglas,
                digesto_reglas=i.digesto_reglas,
                entradas=i.entradas,
                salida=i.salida,
                huella=i.huella,
            )
            for i in todas
        ]

"""Lo que cada quien puede ver y hacer con su propia cuenta."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from autodiagnostico import bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import (
    Asiento,
    AvisoACuenta,
    Comentario,
    Cuenta,
    EncargoDeTema,
    SesionDeCuenta,
    ahora,
)
from autodiagnostico.cuentas import fichas, sesiones, supresion
from autodiagnostico.cuentas.fichas import FichaDeCuenta
from autodiagnostico.errores import ErrorDePermiso
from autodiagnostico.sala import Sala

_SIN_CUENTA = "Quien pide no tiene una cuenta: no hay datos personales que mostrar."


@dataclass(frozen=True, slots=True)
class SesionDeUso:
    """Una sesión abierta, sin nada con que se pueda usar."""

    id: int
    equipo: str
    medio: str
    creada: datetime
    vista: datetime


def leer(sala: Sala) -> FichaDeCuenta:
    """La cuenta de quien pide."""
    with leyendo(sala.motor_bd) as sesion:
        return fichas.ficha(sesion, _mia(sesion, sala))


def abiertas(sala: Sala) -> list[SesionDeUso]:
    """Sus sesiones abiertas, la última usada primero."""
    with leyendo(sala.motor_bd) as sesion:
        suyas = select(SesionDeCuenta).where(SesionDeCuenta.cuenta_id == _mia(sesion, sala).id)
        valen = [f for f in sesion.exec(suyas) if sesiones.vale(f, sala.ajustes)]
    en_orden = sorted(valen, key=lambda f: f.vista, reverse=True)
    return [SesionDeUso(f.id or 0, f.equipo, f.medio, f.creada, f.vista) for f in en_orden]


def cerrar_otras(sala: Sala, esta: int) -> int:
    """Cierra sus sesiones menos una, y dice cuántas."""
    with escribir(sala.motor_bd) as sesion:
        mia = _mia(sesion, sala)
        cuantas = sesiones.cerrar_de(sesion, mia.id or 0, menos=esta)
        if cuantas:
            bitacora.asentar(
                sesion, sala, "otras sesiones cerradas", objeto=f"cuenta:{mia.id}", cuantas=cuantas
            )
        return cuantas


def datos_personales(sala: Sala) -> dict[str, Any]:
    """Todo lo que hay sobre quien pide, para que se lo lleve."""
    with leyendo(sala.motor_bd) as sesion:
        mia = _mia(sesion, sala)
        suyas = select(SesionDeCuenta).where(SesionDeCuenta.cuenta_id == mia.id)
        hechos = select(Asiento).where(Asiento.cuenta_id == mia.id).order_by(col(Asiento.numero))
        return {
            "generado": ahora().isoformat(),
            "cuenta": {
                "numero": mia.id,
                "nombre": mia.nombre,
                "correo": mia.correo,
                "creada": mia.creada.isoformat(),
                "aviso_aceptado": mia.aviso_aceptado and mia.aviso_aceptado.isoformat(),
                "aviso_version": mia.aviso_version,
            },
            "roles": [
                {
                    "rol": r.pertenencia.rol.value,
                    "entidad": r.entidad,
                    "sector": r.pertenencia.sector,
                }
                for r in fichas.ficha(sesion, mia).roles
            ],
            "temas_encargados": [
                {"diagnostico": t.diagnostico_id, "tema": t.tema}
                for t in sesion.exec(select(EncargoDeTema).where(EncargoDeTema.cuenta_id == mia.id))
            ],
            "comentarios": [
                {"cuando": c.cuando.isoformat(), "pregunta": c.criterio, "texto": c.texto}
                for c in sesion.exec(select(Comentario).where(Comentario.autor_id == mia.id))
            ],
            "avisos": [
                {"cuando": a.cuando.isoformat(), "clase": a.clase, "correo": a.correo}
                for a in sesion.exec(select(AvisoACuenta).where(AvisoACuenta.cuenta_id == mia.id))
            ],
            "sesiones": [
                {
                    "equipo": s.equipo,
                    "medio": s.medio,
                    "empezo": s.creada.isoformat(),
                    "ultimo_uso": s.vista.isoformat(),
                    "cerrada": s.cerrada and s.cerrada.isoformat(),
                }
                for s in sesion.exec(suyas.order_by(col(SesionDeCuenta.id)))
            ],
            "hechos": [
                {"asiento": a.numero, "cuando": a.cuando.isoformat(), "hecho": a.hecho, "objeto": a.objeto}
                for a in sesion.exec(hechos)
            ],
        }


def suprimir(sala: Sala) -> None:
    """Quita para siempre sus datos y la deja sin poder entrar; lo que hizo sigue, con su número."""
    with escribir(sala.motor_bd) as sesion:
        supresion.suprimir(sesion, sala, _mia(sesion, sala))


def _mia(sesion: Session, sala: Sala) -> Cuenta:
    cuenta_id = sala.quien.cuenta_id
    if cuenta_id is None:
        raise ErrorDePermiso(_SIN_CUENTA)
    return fichas.utilizable(sesion, cuenta_id)

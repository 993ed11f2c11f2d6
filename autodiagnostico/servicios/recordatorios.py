"""Recordar una campaña a quienes no han enviado: la lista para descargar y el aviso a sus cuentas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import AvisoACuenta
from autodiagnostico.campanas.fichas import Convocada, Fase, Tablero
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import ZONA, hoy
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import avisos, campanas, emision, personas
from autodiagnostico.servicios.emision import DeQue
from motor.contrato import redondear

QUIEN_RECIBE = Operacion.ABRIR_DIAGNOSTICO
"""A quién se le recuerda: a quien en su entidad puede empezar y llevar el autodiagnóstico."""


@dataclass(frozen=True, slots=True)
class Recordado:
    """A cuántas cuentas de cuántas entidades se les recordó.

    `ya_hoy` cuenta las que ya tenían el recordatorio de hoy; `sin_cuentas` nombra las que no tienen a quién.
    """

    entidades: int
    cuentas: int
    ya_hoy: int
    sin_cuentas: tuple[str, ...]


def recordar(sala: Sala, campana_id: int) -> Recordado:
    """Avisa a las cuentas de las que no han enviado y, si hay con qué, les escribe; una vez por día."""
    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    visto = campanas.tablero(sala, campana_id)
    if visto.campana.fase(hoy()) is Fase.POR_ABRIR:
        raise ErrorDeServicio("La campaña todavía no abre: no hay nada que recordar.")
    entidades = cuentas = ya_hoy = 0
    sin_cuentas = []
    with escribir(sala.motor_bd) as sesion:
        avisadas = _avisadas_hoy(sesion, campana_id)
        for convocada in visto.faltan:
            entidad = convocada.entidad
            suyas = personas.de_la_entidad(sesion, entidad.id, QUIEN_RECIBE)
            if entidad.id in avisadas:
                ya_hoy += 1
            elif not suyas:
                sin_cuentas.append(entidad.nombre)
            else:
                avisos.recordar(sesion, sala, campana_id, entidad.id, (p.id for p in suyas.values()))
                entidades, cuentas = entidades + 1, cuentas + len(suyas)
        if entidades:
            bitacora.asentar(
                sesion,
                sala,
                "campaña recordada",
                objeto=f"campana:{campana_id}",
                sobre=visto.campana.datos.nombre,
                entidades=entidades,
                cuentas=cuentas,
            )
    return Recordado(entidades, cuentas, ya_hoy, tuple(sin_cuentas))


def _avisadas_hoy(sesion: Session, campana_id: int) -> set[int | None]:
    suyos = select(AvisoACuenta.entidad_id, AvisoACuenta.cuando).where(AvisoACuenta.campana_id == campana_id)
    return {e for e, cuando in sesion.exec(suyos) if cuando.astimezone(ZONA).date() == hoy()}


def excel(sala: Sala, campana_id: int) -> bytes:
    """La campaña entera y la lista de a quiénes recordarles, en un libro."""
    return _emitir(sala, campana_id, ".xlsx")


def csv(sala: Sala, campana_id: int) -> bytes:
    """La lista de a quiénes recordarles, en CSV."""
    return _emitir(sala, campana_id, ".csv")


def _emitir(sala: Sala, campana_id: int, extension: str) -> bytes:
    from autodiagnostico.informes import libro_de_campana

    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    visto = campanas.tablero(sala, campana_id)
    quienes = _quienes(sala, visto.convocadas)
    escribir_informe = libro_de_campana.libro if extension == ".xlsx" else libro_de_campana.csv
    datos = visto.campana.datos
    entradas = [[datos.nombre, datos.abre.isoformat(), datos.cierra.isoformat()]]
    return emision.emitir(
        sala,
        emision.de_varios(
            "campaña", sala.catalogo, datos.vigencia, entradas, [_dicha(c) for c in visto.convocadas]
        ),
        extension,
        DeQue(f"campana:{campana_id}"),
        lambda sello: escribir_informe(visto, quienes, hoy(), sello),
    )


def _dicha(convocada: Convocada) -> list[object]:
    return [convocada.entidad.codigo, convocada.situacion.value, redondear(convocada.cobertura)]


def _quienes(sala: Sala, convocadas: Iterable[Convocada]) -> dict[int, list[str]]:
    """Los nombres de a quién se le recuerda en cada entidad; los correos no salen de aquí."""
    with leyendo(sala.motor_bd) as sesion:
        return {
            c.entidad.id: [
                p.nombre for p in personas.de_la_entidad(sesion, c.entidad.id, QUIEN_RECIBE).values()
            ]
            for c in convocadas
        }


def sin_a_quien(sala: Sala, visto: Tablero) -> list[str]:
    """Las entidades que no han enviado y no tienen ninguna cuenta a la que recordarle."""
    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    quienes = _quienes(sala, visto.faltan)
    return [c.entidad.nombre for c in visto.faltan if not quienes[c.entidad.id]]

"""Tres entidades inventadas para conocer el programa.

Sus casos están en la carpeta `demostracion`, con la forma del contrato: los de `enviados` se cargan enviados.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, delete, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Diagnostico, Entidad, Evidencia, Movimiento, Respuesta, ahora
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import bases, entidades, eventos, filas, origenes
from autodiagnostico.servicios.carga_de_evidencias import borrar_sobrantes
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Caso, ErrorDeCaso, escribir_caso, leer_caso

CARPETA = Path(__file__).parent.parent / "demostracion"


@dataclass(frozen=True, slots=True)
class CasoDeDemostracion:
    """Un caso inventado y cómo se carga."""

    caso: Caso
    enviado: bool
    con_corte: bool


def casos(sala: Sala) -> list[CasoDeDemostracion]:
    """Los casos inventados. Lanza ErrorDeServicio si la base de reglas no es la suya."""
    carpetas = (CARPETA / "enviados", CARPETA / "borradores")
    return [_leer(sala, archivo) for carpeta in carpetas for archivo in sorted(carpeta.glob("*.json"))]


def _leer(sala: Sala, archivo: Path) -> CasoDeDemostracion:
    datos = json.loads(archivo.read_text(encoding="utf-8"))
    try:
        caso = leer_caso(datos, sala.catalogo, hoy=hoy())
    except ErrorDeCaso as error:
        raise ErrorDeServicio(
            "Las entidades de demostración son para la base de reglas de fábrica y con esta no se pueden "
            f"cargar:\n{error}"
        ) from error
    return CasoDeDemostracion(caso, archivo.parent.name == "enviados", "fecha_corte" in datos)


def cargar(sala: Sala) -> list[FichaDeDiagnostico]:
    """Las carga si faltan; lo que ya estaba queda como estaba."""
    acceso.exigir(sala, Operacion.CARGAR_DEMOSTRACION)
    inventados = casos(sala)
    with escribir(sala.motor_bd) as sesion:
        bitacora.asentar(sesion, sala, "demostración cargada")
        return [_cargar(sesion, sala, inventado) for inventado in inventados]


def _cargar(sesion: Session, sala: Sala, inventado: CasoDeDemostracion) -> FichaDeDiagnostico:
    caso = inventado.caso
    suya = sesion.exec(select(Entidad).where(Entidad.codigo == caso.entidad.codigo)).first()
    if suya is not None and not suya.demostracion:
        raise ErrorDeServicio(
            f"El código «{suya.codigo}», de las entidades de demostración, ya lo usa «{suya.nombre}»."
        )
    datos = escribir_caso(caso)
    if suya is None:
        atributos = {c: v for c, v in datos["entidad"].items() if c not in {"codigo", "nombre"}}
        suya = Entidad(
            codigo=caso.entidad.codigo, nombre=caso.entidad.nombre, atributos=atributos, demostracion=True
        )
        sesion.add(suya)
        sesion.flush()
    suyo = select(Diagnostico).where(Diagnostico.entidad_id == suya.id, Diagnostico.vigencia == caso.vigencia)
    fila = sesion.exec(suyo).first() or _crear(sesion, sala, suya, inventado)
    return filas.ficha_de_diagnostico(fila, suya, sala.catalogo)


def _crear(sesion: Session, sala: Sala, suya: Entidad, inventado: CasoDeDemostracion) -> Diagnostico:
    caso, datos = inventado.caso, escribir_caso(inventado.caso)
    fila = Diagnostico(entidad_id=suya.id or 0, vigencia=caso.vigencia)
    fila.fecha_corte = caso.fecha_corte if inventado.con_corte or inventado.enviado else None
    if inventado.enviado:
        fila.estado, fila.enviado, fila.entidad_al_enviar = "enviado", ahora(), datos["entidad"]
        fila.version_reglas, fila.digesto_reglas = sala.catalogo.base.version, sala.catalogo.digesto
    sesion.add(fila)
    sesion.flush()
    diagnostico_id = fila.id or 0
    for criterio, respuesta in datos["respuestas"].items():
        vacia = Respuesta(diagnostico_id=diagnostico_id, criterio=criterio, version=0)
        despues = eventos.contenido(vacia) | respuesta
        eventos.escribir_evento(sesion, sala, vacia, despues, origenes.DEMOSTRACION)
    if inventado.enviado:
        _dejar_constancia(sesion, sala, fila)
    return fila


def _dejar_constancia(sesion: Session, sala: Sala, fila: Diagnostico) -> None:
    bases.guardar(sesion, sala.catalogo)
    movimiento = Movimiento(
        diagnostico_id=fila.id or 0,
        hecho="enviado",
        autor_id=sala.quien.cuenta_id,
        version_reglas=fila.version_reglas,
        digesto_reglas=fila.digesto_reglas,
    )
    bitacora.asentar_fila(sesion, sala, "enviado", movimiento, entidad_id=fila.entidad_id)


def hay(sala: Sala) -> bool:
    """Si hay alguna cargada, de las que se pueden saber."""
    return any(ficha.demostracion for ficha in entidades.listar(sala))


def quitar(sala: Sala) -> None:
    """Las borra con todo lo suyo; las demás no se tocan."""
    acceso.exigir(sala, Operacion.CARGAR_DEMOSTRACION)
    with escribir(sala.motor_bd) as sesion:
        inventadas = select(Entidad.id).where(col(Entidad.demostracion))
        suyas = select(Evidencia.huella).where(col(Evidencia.entidad_id).in_(inventadas))
        huellas = {huella for huella in sesion.exec(suyas) if huella}
        sesion.exec(delete(Entidad).where(col(Entidad.demostracion)))
        bitacora.asentar(sesion, sala, "demostración quitada")
    borrar_sobrantes(sala, huellas)

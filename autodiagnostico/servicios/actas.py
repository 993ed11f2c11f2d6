"""El acta de una sesión, en Word y en PDF, y la plantilla con que se escribe."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from sqlmodel import Session, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import MesaTecnica, PlantillaDeMesa
from autodiagnostico.documento.bloques import Documento
from autodiagnostico.documento.pdf import a_pdf
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.mesa import actas, plantilla_de_acta, plantilla_de_fabrica
from autodiagnostico.mesa.fichas import Mesa, Sesion
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello
from autodiagnostico.servicios import emision, mesa_tecnica, sesiones
from autodiagnostico.servicios.emision import DeQue


@dataclass(frozen=True, slots=True)
class Plantilla:
    """La que se usa: `nombre` vacío si es la de fábrica."""

    nombre: str
    contenido: bytes


def plantilla(sala: Sala, entidad_id: int) -> Plantilla:
    """La de la entidad o, si no ha puesto una, la de fábrica."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.entidad(sesion, sala, entidad_id, Operacion.VER_ENVIADO)
        fila = _fila(sesion, entidad_id)
        if fila is None:
            return Plantilla("", plantilla_de_fabrica.de_fabrica())
        return Plantilla(fila.nombre, base64.b64decode(fila.contenido))


def _fila(sesion: Session, entidad_id: int) -> PlantillaDeMesa | None:
    suya = select(PlantillaDeMesa).join(MesaTecnica).where(MesaTecnica.entidad_id == entidad_id)
    return sesion.exec(suya).first()


def poner_plantilla(sala: Sala, entidad_id: int, nombre: str, contenido: bytes) -> None:
    """Reemplaza la plantilla. Lanza ErrorDeEntrada si no abre o usa algo que no existe."""
    with leyendo(sala.motor_bd) as sesion:  # antes de abrir un archivo de quien no puede ponerlo
        acceso.entidad(sesion, sala, entidad_id, Operacion.EDITAR_PLAN)
    archivo = plantilla_de_acta.recibir(nombre, contenido)
    with escribir(sala.motor_bd) as sesion:
        mesa = mesa_tecnica.para_cambiar(sesion, sala, entidad_id)
        fila = _fila(sesion, entidad_id) or PlantillaDeMesa(
            mesa_tecnica_id=mesa.id or 0, nombre="", contenido=""
        )
        fila.nombre, fila.contenido = archivo.nombre, base64.b64encode(archivo.contenido).decode()
        sesion.add(fila)
        _asentar(sesion, sala, "plantilla de acta puesta", entidad_id, archivo.huella)


def quitar_plantilla(sala: Sala, entidad_id: int) -> None:
    """Vuelve a la de fábrica; si ya era esa, no pasa nada."""
    with escribir(sala.motor_bd) as sesion:
        mesa_tecnica.para_cambiar(sesion, sala, entidad_id)
        fila = _fila(sesion, entidad_id)
        if fila is not None:
            sesion.delete(fila)
            _asentar(sesion, sala, "plantilla de acta quitada", entidad_id, "")


def _asentar(sesion: Session, sala: Sala, hecho: str, entidad_id: int, contenido: str) -> None:
    bitacora.asentar(
        sesion, sala, hecho, objeto=f"entidad:{entidad_id}", entidad_id=entidad_id, contenido=contenido
    )


@dataclass(frozen=True, slots=True)
class _Por:
    """De qué sesión se emite, con lo que hace falta para decirla."""

    codigo: str
    entidad: str
    mesa: Mesa
    sesion: Sesion


def _reunir(sala: Sala, entidad_id: int, sesion_id: int) -> _Por:
    with leyendo(sala.motor_bd) as sesion:
        entidad = acceso.entidad(sesion, sala, entidad_id, Operacion.EXPORTAR)
        codigo, nombre = entidad.codigo, entidad.nombre
    una = next((s for s in sesiones.listar(sala, entidad_id) if s.id == sesion_id), None)
    if una is None:
        raise ErrorDeServicio("Esa sesión ya no existe. Vuelva a abrir la página.")
    return _Por(codigo, nombre, mesa_tecnica.leer(sala, entidad_id), una)


def _sello(sala: Sala, por: _Por) -> Sello:
    dicho = actas.campos(por.entidad, por.mesa, por.sesion)
    return emision.de_la_mesa("acta de la Mesa", sala.catalogo, por.codigo, dicho)


def word(sala: Sala, entidad_id: int, sesion_id: int) -> bytes:
    """El acta en Word, con la plantilla que la entidad tenga; antes de la sesión, la convocatoria."""
    por = _reunir(sala, entidad_id, sesion_id)
    suya = plantilla(sala, entidad_id).contenido
    return emision.emitir(
        sala,
        _sello(sala, por),
        ".docx",
        DeQue(f"sesion:{sesion_id}", entidad_id),
        lambda sello: plantilla_de_acta.llenar(
            suya, actas.campos(por.entidad, por.mesa, por.sesion, sello), sello.propiedades()
        ),
    )


def pdf(sala: Sala, entidad_id: int, sesion_id: int) -> bytes:
    """El acta en PDF accesible, sin plantilla: dice lo mismo."""
    por = _reunir(sala, entidad_id, sesion_id)
    dicho = actas.campos(por.entidad, por.mesa, por.sesion)
    return emision.emitir(
        sala,
        _sello(sala, por),
        ".pdf",
        DeQue(f"sesion:{sesion_id}", entidad_id),
        lambda sello: a_pdf(
            Documento(dicho["titulo"], por.entidad, "", "", list(actas.bloques(dicho)), sello, breve=True)
        ),
    )

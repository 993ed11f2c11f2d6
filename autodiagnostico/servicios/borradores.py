"""Los borradores de la Mesa en Word: acto de creación, reglamento y acta del Comité."""

from __future__ import annotations

from dataclasses import asdict

from autodiagnostico import acceso
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.documento.word import a_word
from autodiagnostico.mesa import borradores
from autodiagnostico.mesa.borradores import Cual
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import emision, mesa_tecnica
from autodiagnostico.servicios.emision import DeQue


def word(sala: Sala, entidad_id: int, cual: Cual) -> bytes:
    """El borrador en Word, con lo que hoy dice el registro."""
    with leyendo(sala.motor_bd) as sesion:
        entidad = acceso.entidad(sesion, sala, entidad_id, Operacion.EXPORTAR)
        codigo, nombre = entidad.codigo, entidad.nombre
    mesa = mesa_tecnica.leer(sala, entidad_id)
    return emision.emitir(
        sala,
        emision.de_la_mesa(f"borrador: {cual.value}", sala.catalogo, codigo, asdict(mesa)),
        ".docx",
        DeQue(f"entidad:{entidad_id}", entidad_id),
        lambda sello: a_word(borradores.documento(cual, sala.catalogo, nombre, mesa, sello)),
    )

"""Emitir un informe: se sella con lo que se usó para hacerlo, y queda asentado que se descargó."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import select

from autodiagnostico import bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import CabezaDeBitacora, ahora
from autodiagnostico.huellas import huella
from autodiagnostico.reloj import ZONA
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello, sellar
from motor import Caso, Resultado, escribir_caso
from motor.contrato import resultado_en_json
from reglas import Catalogo

HECHO = "informe descargado"
"""El hecho con que queda asentado, para encontrarlo después por su huella."""


@dataclass(frozen=True, slots=True)
class DeQue:
    """De qué es un informe: en qué objeto de la bitácora va, y de qué entidad."""

    objeto: str
    entidad_id: int | None = None


def del_catalogo(informe: str, catalogo: Catalogo) -> Sello:
    """El sello de algo que solo sale de la base de reglas."""
    return Sello(informe, catalogo.base.version, catalogo.digesto)


def del_resultado(informe: str, resultado: Resultado) -> Sello:
    """El sello de un informe que sale de un caso y de lo que dio."""
    sello = _del_caso(informe, resultado.edicion.catalogo, resultado.caso)
    return replace(sello, resultado=huella(resultado_en_json(resultado)))


def _del_caso(informe: str, catalogo: Catalogo, caso: Caso) -> Sello:
    return replace(
        del_catalogo(informe, catalogo),
        entidad=caso.entidad.codigo,
        vigencia=str(caso.vigencia),
        fecha_corte=caso.fecha_corte.isoformat(),
        entradas=huella(escribir_caso(caso)),
    )


def de_varios(informe: str, catalogo: Catalogo, vigencia: int, entradas: Any, resultado: Any) -> Sello:
    """El sello de un informe sobre varias entidades de una vigencia."""
    sello = del_catalogo(informe, catalogo)
    return replace(sello, vigencia=str(vigencia), entradas=huella(entradas), resultado=huella(resultado))


def de_la_mesa(informe: str, catalogo: Catalogo, entidad: str, dicho: Any) -> Sello:
    """El sello de un documento de la Mesa: `dicho` son los datos de los que sale."""
    return replace(del_catalogo(informe, catalogo), entidad=entidad, entradas=huella(dicho))


def emitir(
    sala: Sala, sello: Sello, extension: str, de: DeQue, escribir_informe: Callable[[Sello], bytes]
) -> bytes:
    """El informe sellado con la bitácora de este momento; si no se puede asentar, no hay informe.

    `escribir_informe` recibe el sello con el hueco de su huella y lo pone donde lo lleva su formato.
    """
    completo = _con_bitacora(sala, sello)
    contenido, sellado = sellar(escribir_informe(completo), extension, completo)
    with escribir(sala.motor_bd) as sesion:
        bitacora.asentar(
            sesion,
            sala,
            HECHO,
            objeto=de.objeto,
            entidad_id=de.entidad_id,
            informe=sellado.informe,
            formato=extension,
            contenido=sellado.contenido,
            entradas=sellado.entradas,
            reglas=sellado.reglas,
            resultado=sellado.resultado,
        )
    return contenido


def _con_bitacora(sala: Sala, sello: Sello) -> Sello:
    with leyendo(sala.motor_bd) as sesion:
        cabeza = sesion.exec(select(CabezaDeBitacora)).one()
        numero, ultima = cabeza.numero, cabeza.huella or bitacora.ORIGEN
    emitido = ahora().astimezone(ZONA).isoformat(timespec="seconds")
    return replace(sello, emitido=emitido, bitacora_numero=str(numero), bitacora=ultima)

"""Comprobar un informe: que dice lo que se emitió, que sale de un caso, y que lo emitió una instalación."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autodiagnostico.evaluacion import evaluar
from autodiagnostico.huellas import huella
from autodiagnostico.sello import FORMATOS, SIN_SELLO, Sello, SinSello, comprobar
from motor import Caso, escribir_caso
from motor.contrato import resultado_en_json
from reglas import Catalogo

if TYPE_CHECKING:
    from sqlalchemy import Engine

ADMITIDOS = (*FORMATOS, *sorted(SIN_SELLO))


@dataclass(frozen=True, slots=True)
class Punto:
    """Una cosa que se comprobó."""

    que: str
    bien: bool
    detalle: str = ""


@dataclass(frozen=True, slots=True)
class Informe:
    """Un informe leído: su sello, si lo lleva, la huella de lo que dice y si es la sellada."""

    sello: Sello | None
    contenido: str
    entero: bool


def leer(contenido: bytes, extension: str) -> Informe:
    """El informe de un archivo. Lanza SinSello si debería llevar uno y no lo lleva."""
    if extension in SIN_SELLO:
        return Informe(None, hashlib.sha256(contenido).hexdigest(), entero=True)
    sello, entero = comprobar(contenido, extension)
    return Informe(sello, sello.contenido, entero)


def de_lo_que_dice(informe: Informe) -> Iterator[Punto]:
    """Sin más que el archivo."""
    if informe.sello is not None:
        yield Punto(
            "Lo que dice es lo que se selló",
            informe.entero,
            "" if informe.entero else "Alguien cambió el informe después de emitido, o cambió su sello.",
        )


def contra_el_caso(sello: Sello, caso: Caso, catalogo: Catalogo, datos: Path) -> Iterator[Punto]:
    """Que ese resultado sale de esas respuestas con esa base de reglas."""
    mismas_reglas = sello.reglas == catalogo.digesto
    de_otra = (
        f"El informe se hizo con la base {sello.version_reglas}, digesto {sello.reglas[:12]}; la que se usó "
        f"aquí es la {catalogo.base.version}, digesto {catalogo.digesto[:12]}. Indique la suya con --reglas."
    )
    yield Punto("Se hizo con esta base de reglas", mismas_reglas, "" if mismas_reglas else de_otra)
    if not sello.entradas or not sello.fecha_corte:
        yield Punto("Sale de este caso", bien=False, detalle="Este informe no es de un solo diagnóstico.")
        return
    mismo_caso = huella(escribir_caso(caso)) == sello.entradas
    otro = "Las respuestas, los datos de la entidad o la fecha de corte no son los del informe."
    yield Punto("Sale de este caso", mismo_caso, "" if mismo_caso else otro)
    if mismas_reglas and mismo_caso:
        mismo = huella(resultado_en_json(evaluar(catalogo, caso, datos))) == sello.resultado
        distinto = "No da lo mismo: el informe dice otro resultado, o lo emitió otra versión del programa."
        yield Punto("Ese caso, con esas reglas, da ese resultado", mismo, "" if mismo else distinto)


def contra_la_bitacora(informe: Informe, motor_bd: Engine) -> Iterator[Punto]:
    """Que lo emitió esta instalación, y que su bitácora no se ha reescrito desde entonces."""
    from sqlmodel import col, select

    from autodiagnostico import cadena
    from autodiagnostico.almacen import leer as leyendo
    from autodiagnostico.almacen.tablas import Asiento
    from autodiagnostico.servicios.emision import HECHO

    with leyendo(motor_bd) as sesion:
        emitidos = sesion.exec(select(Asiento).where(Asiento.hecho == HECHO).order_by(col(Asiento.numero)))
        suyo = next((a.numero for a in emitidos if a.detalle.get("contenido") == informe.contenido), None)
        ancla = informe.sello.bitacora_numero if informe.sello else ""
        asiento = sesion.get(Asiento, int(ancla)) if ancla.isdigit() and int(ancla) else None
        en_su_lugar = ancla == "0" or (asiento is not None and asiento.huella == informe.sello.bitacora)  # type: ignore[union-attr] # con ancla hay sello
    detalle = f"Es el asiento {suyo}." if suyo else "Ningún asiento registra un informe con esta huella."
    yield Punto("Lo emitió esta instalación", suyo is not None, detalle)
    if ancla:
        reescrita = f"El asiento {ancla} no es el que el informe vio: quitaron o reescribieron la bitácora."
        yield Punto(
            "La bitácora de entonces sigue en la de hoy", en_su_lugar, "" if en_su_lugar else reescrita
        )
    roturas = cadena.verificar(motor_bd).roturas
    rota = f"Tiene {len(roturas)} roturas; véalas con «autodiagnostico bd verificar-bitacora»."
    yield Punto("La bitácora está entera", not roturas, rota if roturas else "")


__all__ = [
    "ADMITIDOS",
    "Informe",
    "Punto",
    "SinSello",
    "contra_el_caso",
    "contra_la_bitacora",
    "de_lo_que_dice",
    "leer",
]

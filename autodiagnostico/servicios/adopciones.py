"""Adoptar otros pesos o umbrales, o un borrador: van detrás de la base, con el acto que los aprobó."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import yaml
from sqlmodel import col, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Adopcion
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.salida import escribir as escribir_entero
from autodiagnostico.servicios import bases, ensayos
from reglas import Catalogo
from reglas.variantes import Cambios, fichas_cambiadas


@dataclass(frozen=True, slots=True)
class Acto:
    """Con qué se aprueba: el acto, su fecha y el órgano que lo expide."""

    acto: str
    fecha: date | None
    aprueba: str
    nota: str = ""


@dataclass(frozen=True, slots=True)
class FichaDeAdopcion:
    """Un acto de adopción, con la base que había y la que quedó."""

    numero: int
    acto: str
    fecha: date
    aprueba: str
    nota: str
    digesto_antes: str
    digesto_despues: str
    cambios: Mapping[str, Any]


def listar(sala: Sala) -> list[FichaDeAdopcion]:
    """Los actos de adopción, del último al primero."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leyendo(sala.motor_bd) as sesion:
        return [_ficha(a) for a in sesion.exec(select(Adopcion).order_by(col(Adopcion.numero).desc()))]


def adoptar(sala: Sala, propuestos: Cambios, aprobacion: Acto) -> FichaDeAdopcion:
    """Instala otros pesos o umbrales y asienta el acto. Lanza ErrorDeEntrada con todo lo que falte.

    Desde entonces los borradores se miran con ellos; lo enviado y lo cerrado, con la base que tenían.
    """
    _exigir(sala, aprobacion, hay=propuestos.hay)
    nueva = ensayos.variante(sala, propuestos)
    cambiadas = fichas_cambiadas(sala.catalogo, propuestos)
    texto = yaml.safe_dump(cambiadas, allow_unicode=True, sort_keys=False)
    return _adoptar(sala, aprobacion, nueva, _en_json(propuestos), [texto.encode()])


def adoptar_borrador(sala: Sala, archivos: Mapping[str, bytes], aprobacion: Acto) -> FichaDeAdopcion:
    """Lo mismo con unos archivos YAML que agregan o reemplazan lo de hoy, ya ensayados."""
    nueva = ensayos.borrador(sala, archivos)
    _exigir(sala, aprobacion, hay=nueva.digesto != sala.catalogo.digesto)
    antes, ahora = sala.catalogo.reglas, nueva.reglas
    dicho = {
        "archivos": list(archivos),
        "reglas_nuevas": [c for c in ahora if c not in antes],
        "reglas_cambiadas": [c for c in ahora if c in antes and ahora[c].ficha != antes[c].ficha],
    }
    return _adoptar(sala, aprobacion, nueva, dicho, list(archivos.values()))


def _exigir(sala: Sala, aprobacion: Acto, *, hay: bool) -> None:
    acceso.exigir(sala, Operacion.ADMINISTRAR_REGLAS)
    if sala.ajustes.reglas_pedidas:
        raise ErrorDeServicio(
            "Esta instalación usa las carpetas de reglas que alguien pidió: haga el cambio en ellas."
        )
    problemas = list(_problemas(aprobacion))
    if not hay:
        problemas.append("No hay ningún cambio que adoptar.")
    if problemas:
        raise ErrorDeEntrada("El acto de adopción", problemas)


def _adoptar(
    sala: Sala, aprobacion: Acto, nueva: Catalogo, cambios: dict[str, Any], archivos: Sequence[bytes]
) -> FichaDeAdopcion:
    with escribir(sala.motor_bd) as sesion:
        bases.guardar(sesion, sala.catalogo)
        bases.guardar(sesion, nueva)
        numero = sesion.exec(select(func.coalesce(func.max(Adopcion.numero), 0))).one() + 1
        fila = Adopcion(
            numero=numero,
            acto=aprobacion.acto.strip(),
            fecha=aprobacion.fecha or hoy(),
            aprueba=aprobacion.aprueba.strip(),
            nota=aprobacion.nota.strip(),
            digesto_antes=sala.catalogo.digesto,
            digesto_despues=nueva.digesto,
            cambios=cambios,
            autor_id=sala.quien.cuenta_id,
        )
        sesion.add(fila)
        ficha = _ficha(fila)
        bitacora.asentar(
            sesion,
            sala,
            "base adoptada",
            objeto=f"adopcion:{numero}",
            **{**asdict(ficha), "fecha": str(ficha.fecha)},
        )
        _instalar(sala, numero, archivos)  # lo último: si el disco falla, nada quedó asentado
    return ficha


def _problemas(acto: Acto) -> list[str]:
    faltan = []
    if not acto.acto.strip():
        faltan.append("Falta el acto que aprueba los cambios, con su número.")
    if not acto.aprueba.strip():
        faltan.append("Falta quién los aprueba. Las actualizaciones del Manual las aprueba la Comisión.")
    if acto.fecha is None:
        faltan.append("Falta la fecha del acto.")
    elif acto.fecha > hoy():
        faltan.append("El acto no puede ser de una fecha que no ha llegado.")
    return faltan


def _instalar(sala: Sala, numero: int, archivos: Sequence[bytes]) -> None:
    """Escribe las fichas que cambian, al final de las carpetas que se leen: reemplazan a las anteriores."""
    carpeta = sala.ajustes.carpeta_adoptada / f"{numero:04d}"
    carpeta.mkdir(parents=True, exist_ok=True)
    for i, contenido in enumerate(archivos):
        escribir_entero(carpeta / f"{i:03d}.yaml", contenido)


def _en_json(propuestos: Cambios) -> dict[str, Any]:
    return {
        "escenarios": dict(propuestos.escenarios),
        "reglas": {c: dict(p) for c, p in propuestos.reglas.items()},
        "umbrales": {str(n): u for n, u in propuestos.umbrales.items()},
    }


def _ficha(fila: Adopcion) -> FichaDeAdopcion:
    return FichaDeAdopcion(
        fila.numero,
        fila.acto,
        fila.fecha,
        fila.aprueba,
        fila.nota,
        fila.digesto_antes,
        fila.digesto_despues,
        fila.cambios,
    )

"""Las entidades que se evalúan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Entidad
from autodiagnostico.nombradas import con_el_codigo
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import filas
from autodiagnostico.servicios.fichas import FichaDeEntidad
from autodiagnostico.textos import contiene
from motor import Caso, ErrorDeCaso, Problema, leer_caso
from motor.caso import escribir_valor
from reglas import Clase
from reglas.texto import normalizar

__all__ = ["FichaDeEntidad", "Sugerida", "guardar", "leer", "listar", "sugeridas"]

MAXIMO_DE_SUGERIDAS = 20
_SI_NO = {"si": True, "no": False}


def listar(sala: Sala) -> list[FichaDeEntidad]:
    """Las que se pueden saber, por nombre."""
    with leyendo(sala.motor_bd) as sesion:
        todas = sesion.exec(select(Entidad))
        fichas = [filas.ficha_de_entidad(f, sala.catalogo) for f in todas if acceso.ve_entidad(sala, f)]
    return sorted(fichas, key=lambda f: (normalizar(f.nombre), f.codigo))


def leer(sala: Sala, entidad_id: int) -> FichaDeEntidad:
    """Una entidad; ErrorDePermiso si no existe o no es de las suyas."""
    with leyendo(sala.motor_bd) as sesion:
        fila = acceso.entidad(sesion, sala, entidad_id, Operacion.VER_COBERTURA)
        return filas.ficha_de_entidad(fila, sala.catalogo)


def guardar(sala: Sala, datos: Mapping[str, Any], entidad_id: int | None = None) -> FichaDeEntidad:
    """Crea o cambia una entidad; lo que no venga en `datos` queda como desconocido.

    Lanza ErrorDeCaso con todos los problemas, con ruta «entidad.campo».
    """
    caso, problemas = _revisar(sala, datos)
    with escribir(sala.motor_bd) as sesion:
        fila = _para_guardar(sesion, sala, entidad_id)
        problemas += _ya_usado(sesion, str(datos.get("codigo") or "").strip(), entidad_id)
        if caso is None or problemas:
            raise ErrorDeCaso(problemas)
        fila.codigo, fila.nombre = caso.entidad.codigo, caso.entidad.nombre
        fila.atributos = {c: escribir_valor(v) for c, v in caso.entidad.atributos.items()}
        sesion.add(fila)
        sesion.flush()
        hecho = "entidad creada" if entidad_id is None else "entidad cambiada"
        bitacora.asentar(
            sesion, sala, hecho, objeto=f"entidad:{fila.id}", entidad_id=fila.id, atributos=fila.atributos
        )
        return filas.ficha_de_entidad(fila, sala.catalogo)


def _para_guardar(sesion: Session, sala: Sala, entidad_id: int | None) -> Entidad:
    if entidad_id is not None:
        return acceso.entidad(sesion, sala, entidad_id, Operacion.EDITAR_ENTIDAD)
    acceso.exigir(sala, Operacion.CREAR_ENTIDAD)
    return Entidad(codigo="", nombre="")


def _revisar(sala: Sala, datos: Mapping[str, Any]) -> tuple[Caso | None, list[Problema]]:
    con_algo = {c: None if isinstance(v, str) and not v.strip() else v for c, v in datos.items()}
    corte = hoy()
    try:
        return leer_caso({"entidad": con_algo, "vigencia": corte.year}, sala.catalogo, fecha=corte), []
    except ErrorDeCaso as error:
        return None, list(error.problemas)


def _ya_usado(sesion: Session, codigo: str, entidad_id: int | None) -> list[Problema]:
    otra = con_el_codigo(sesion, codigo)
    if otra is None or otra.id == entidad_id:
        return []
    mensaje = f"el código «{otra.codigo}» ya es de «{otra.nombre}»."
    return [Problema("entidad.codigo", mensaje, "un código que nadie use")]


@dataclass(frozen=True, slots=True)
class Sugerida:
    """Una fila de una lista del catálogo: lo que se puede llenar de antemano, y si alguien lo comprobó.

    `verificada` es None si la lista no lo dice fila por fila.
    """

    datos: Mapping[str, str | bool]
    lista: str
    verificada: bool | None
    nota: str


def sugeridas(sala: Sala, texto: str) -> list[Sugerida]:
    """Filas de todas las listas del catálogo que contienen el texto, para precargar una entidad nueva."""
    if not texto.strip():
        return []
    encontradas = [
        Sugerida(
            datos=_datos_de(sala, fila),
            lista=lista.ficha.nombre,
            verificada=_SI_NO.get(normalizar(fila.get("verificado", ""))),
            nota=fila.get("nota", ""),
        )
        for lista in sala.catalogo.listas.values()
        for fila in lista.filas
        if contiene(texto, fila["codigo"], fila["nombre"])
    ]
    return encontradas[:MAXIMO_DE_SUGERIDAS]


def _datos_de(sala: Sala, fila: Mapping[str, str]) -> dict[str, str | bool]:
    """Las columnas que son datos de una entidad; lo que no se entiende queda sin llenar."""
    datos: dict[str, str | bool] = {campo: fila[campo] for campo in ("codigo", "nombre")}
    for codigo, atributo in sala.catalogo.atributos.items():
        escrito = fila.get(codigo, "").strip()
        if atributo.clase is not Clase.SI_NO:
            if escrito and (not atributo.opciones or escrito in atributo.opciones):
                datos[codigo] = escrito
        elif (si_no := _SI_NO.get(normalizar(escrito))) is not None:
            datos[codigo] = si_no
    return datos

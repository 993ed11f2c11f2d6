"""Las entidades que se evalúan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Entidad
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import filas
from autodiagnostico.servicios.fichas import FichaDeEntidad
from autodiagnostico.textos import contiene
from motor import Caso, ErrorDeCaso, Problema, leer_caso
from motor.caso import escribir_valor
from reglas.texto import normalizar

__all__ = ["FichaDeEntidad", "guardar", "leer", "listar", "sugeridas"]

MAXIMO_DE_SUGERIDAS = 20


def listar(sala: Sala) -> list[FichaDeEntidad]:
    """Todas, por nombre."""
    with leyendo(sala.motor_bd) as sesion:
        fichas = [filas.ficha_de_entidad(f, sala.catalogo) for f in sesion.exec(select(Entidad))]
    return sorted(fichas, key=lambda f: (normalizar(f.nombre), f.codigo))


def leer(sala: Sala, entidad_id: int) -> FichaDeEntidad:
    """Una entidad; ErrorDeServicio si no existe."""
    with leyendo(sala.motor_bd) as sesion:
        return filas.ficha_de_entidad(filas.entidad(sesion, entidad_id), sala.catalogo)


def guardar(sala: Sala, datos: Mapping[str, Any], entidad_id: int | None = None) -> FichaDeEntidad:
    """Crea o cambia una entidad; lo que no venga en `datos` queda como desconocido.

    Lanza ErrorDeCaso con todos los problemas, con ruta «entidad.campo».
    """
    caso, problemas = _revisar(sala, datos)
    with escribir(sala.motor_bd) as sesion:
        fila = Entidad(codigo="", nombre="") if entidad_id is None else filas.entidad(sesion, entidad_id)
        problemas += _ya_usado(sesion, str(datos.get("codigo") or "").strip(), entidad_id)
        if caso is None or problemas:
            raise ErrorDeCaso(problemas)
        fila.codigo, fila.nombre = caso.entidad.codigo, caso.entidad.nombre
        fila.atributos = {c: escribir_valor(v) for c, v in caso.entidad.atributos.items()}
        sesion.add(fila)
        sesion.flush()
        return filas.ficha_de_entidad(fila, sala.catalogo)


def _revisar(sala: Sala, datos: Mapping[str, Any]) -> tuple[Caso | None, list[Problema]]:
    con_algo = {c: None if isinstance(v, str) and not v.strip() else v for c, v in datos.items()}
    corte = hoy()
    try:
        return leer_caso({"entidad": con_algo, "vigencia": corte.year}, sala.catalogo, fecha=corte), []
    except ErrorDeCaso as error:
        return None, list(error.problemas)


def _ya_usado(sesion: Session, codigo: str, entidad_id: int | None) -> list[Problema]:
    otra = sesion.exec(select(Entidad).where(func.lower(col(Entidad.codigo)) == codigo.lower())).first()
    if otra is None or otra.id == entidad_id:
        return []
    mensaje = f"el código «{otra.codigo}» ya es de «{otra.nombre}»."
    return [Problema("entidad.codigo", mensaje, "un código que nadie use")]


def sugeridas(sala: Sala, texto: str) -> list[dict[str, str]]:
    """Filas de las listas del catálogo que contienen el texto, para precargar una entidad nueva."""
    if not texto.strip():
        return []
    campos = ("codigo", "nombre", *sala.catalogo.atributos)
    encontradas = [
        {campo: fila[campo] for campo in campos if fila.get(campo)}
        for lista in sala.catalogo.listas.values()
        for fila in lista.filas
        if contiene(texto, fila["codigo"], fila["nombre"])
    ]
    return encontradas[:MAXIMO_DE_SUGERIDAS]

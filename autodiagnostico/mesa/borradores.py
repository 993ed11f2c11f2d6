"""Los borradores en Word que salen del registro: su texto y su sustento están en `borradores.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from autodiagnostico.documento.bloques import Bloque, Documento, Lista, Nota, Parrafo, Tabla, Titulo
from autodiagnostico.mesa.fichas import Mesa
from autodiagnostico.palabras import CERTEZAS, cita_en_palabras
from autodiagnostico.sello import Sello
from autodiagnostico.textos import cuantas
from reglas import Catalogo
from reglas.fichas import Cita
from reglas.palabras import fecha_en_palabras

_ARCHIVO = Path(__file__).with_name("borradores.yaml")


class Cual(StrEnum):
    """Los que hay."""

    ACTO = "acto"
    REGLAMENTO = "reglamento"
    COMITE = "comite"


class _Cerrado(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parte(_Cerrado):
    """Un título con lo que dice, la tabla que sale del registro y su sustento."""

    titulo: str
    parrafos: tuple[str, ...] = ()
    lista: tuple[str, ...] = ()
    tabla: Literal["integrantes"] | None = None
    citas: tuple[Cita, ...] = ()


class Borrador(_Cerrado):
    """Un documento por revisar."""

    titulo: str
    partes: tuple[Parte, ...]


class Borradores(_Cerrado):
    """Todos; `faltantes` dice cómo se llama cada dato del registro que puede faltar."""

    faltantes: dict[str, str]
    citas: dict[str, Cita]
    borradores: dict[Cual, Borrador]


@cache
def declarados() -> Borradores:
    """Los del programa."""
    return Borradores.model_validate(yaml.safe_load(_ARCHIVO.read_text(encoding="utf-8")))


def documento(
    cual: Cual, catalogo: Catalogo, entidad: str, mesa: Mesa, sello: Sello | None = None
) -> Documento:
    """El borrador con los datos del registro; lo que falta queda señalado donde va."""
    suyo = declarados().borradores[cual]
    datos = _datos(entidad, mesa)
    return Documento(
        titulo=f"{suyo.titulo} (borrador)",
        subtitulo=entidad,
        version=catalogo.base.version,
        digesto=catalogo.digesto,
        bloques=[
            Nota(
                "Borrador para revisión jurídica",
                "Lo llenó el programa con el registro de la Mesa. No es un acto ni reemplaza el criterio de "
                "quien lo firma. Lo que dice [por completar] no está en el registro.",
            ),
            *(b for parte in suyo.partes for b in _bloques(parte, catalogo, datos, mesa)),
        ],
        sello=sello,
        breve=True,
    )


def _datos(entidad: str, mesa: Mesa) -> dict[str, str]:
    acto = mesa.acto
    crudos: Mapping[str, str | date | None] = {
        "entidad": entidad,
        **{c: getattr(acto, c) for c in declarados().faltantes if c != "entidad"},
    }
    datos = {}
    for campo, falta in declarados().faltantes.items():
        dato = crudos[campo]
        dicho = fecha_en_palabras(dato) if isinstance(dato, date) else dato
        datos[campo] = dicho or f"[por completar: {falta}]"
    votan = "integrante con voto", "integrantes con voto"
    datos["quorum"] = cuantas(acto.quorum, *votan) if acto.quorum else "la mitad más uno de quienes votan"
    return datos


def _bloques(parte: Parte, catalogo: Catalogo, datos: Mapping[str, str], mesa: Mesa) -> Iterator[Bloque]:
    yield Titulo(1, parte.titulo)
    for parrafo in parte.parrafos:
        yield Parrafo(parrafo.format_map(datos))
    if parte.lista:
        yield Lista("", [(0, punto.format_map(datos)) for punto in parte.lista])
    if parte.tabla:
        yield _integrantes(mesa)
    citas = [c for c in parte.citas if c.norma in catalogo.normas]
    if citas:
        dichas = "; ".join(f"{cita_en_palabras(catalogo, c)} ({CERTEZAS[c.certeza]})" for c in citas)
        yield Parrafo(f"{dichas}.", rotulo="Sale de:")


def _integrantes(mesa: Mesa) -> Tabla:
    filas = [
        (
            i.cargo,
            i.hace_las_veces_de or "—",
            i.suplente or "—",
            "Voz y voto" if i.con_voto else "Solo voz",
        )
        for i in mesa.integrantes
        if i.hasta is None
    ] or [("[por completar: cargos]", "", "", "")]
    return Tabla(("Cargo", "Hace las veces de", "Suplente", "Voz y voto"), (5, 3, 3, 2), filas)

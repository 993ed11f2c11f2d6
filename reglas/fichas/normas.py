"""Normas y citas: de dónde sale cada cosa y con qué certeza se sabe."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from reglas.fichas.comun import Certeza, Codigo, Ficha, Texto


class Norma(Ficha):
    """Una norma o documento que las reglas citan."""

    codigo: Codigo
    nombre: Texto
    titulo: Texto
    tipo: Literal["ley", "decreto", "resolucion", "concepto", "guia", "procedimiento", "acto_propio", "otra"]
    expedida: date | None = None
    vigente_desde: date | None = None
    vigente_hasta: date | None = None
    fuente: str | None = Field(None, description="Archivo donde se leyó; vacío si no está entre las fuentes.")
    certeza: Certeza
    verificada: date
    enlace: str | None = None
    nota: str | None = None


class Cita(Ficha):
    """Dónde dice lo que la regla pide, y con qué certeza se sabe."""

    norma: Codigo
    articulo: Texto = Field(description="Artículo, numeral o parte; «252, parágrafo».")
    fuente: str | None = Field(None, description="Archivo donde se leyó.")
    lugar: Texto = Field(description="Lugar dentro de la fuente.")
    certeza: Certeza = "fuente"
    verificada: date
    enlace: str | None = Field(None, description="Si falta, vale el de la norma.")
    nota: str | None = None


class FilaDeInventario(Ficha):
    """Una obligación o lineamiento de las fuentes, y qué se hizo con ella si no acabó en regla o pregunta."""

    codigo: Codigo
    fuente: Texto
    lugar: Texto
    contenido: Texto = Field(description="Qué dice, en nuestras palabras.")
    caracter: Literal["OB", "OB-I", "OB-G", "OR+", "OR", "PE", "DEF"]
    funcion: str | None = Field(None, description="Qué función del programa la atiende.")
    definicion: str | None = Field(None, description="Qué define o aclara.")
    exclusion: str | None = Field(None, description="Por qué queda fuera.")

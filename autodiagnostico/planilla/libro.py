"""El cuestionario en Excel: listas desplegables, ayuda y estructura protegida; solo se llena lo amarillo.

Todo texto se escribe con write_string: lo que alguien escribió nunca se vuelve fórmula ni enlace.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from autodiagnostico.planilla.modelo import (
    EVIDENCIAS,
    NO_APLICA,
    OBSERVACION,
    RESPUESTA,
    Planilla,
    Renglon,
)
from autodiagnostico.planilla.opciones import DE_LISTA, MARCA, NINGUNA, en_palabras, opciones_de, texto_de
from autodiagnostico.planilla.textos import canonico, respuesta_canonica
from motor import Respuesta
from reglas import Clase
from reglas.fichas import Criterio

HOJA, HOJA_DE_LISTAS, HOJA_DE_DATOS = "Cuestionario", "Listas", "Datos"
FORMATO = "cuestionario 1"
NO_CABE = "(No cabe en Excel: se cambia en la aplicación)"
"""Lo que se escribe en vez de unas evidencias que pasan de lo que admite una celda."""
MAXIMO_DE_CELDA = 32_767
NINGUNA_DE_ESTAS = "Ninguna de estas"
_TITULOS_EN = 4
"""La fila de los títulos, contada desde cero."""
_LETRAS, _ALTO, _ALTO_MAXIMO = 1.1, 15, 405
_MENSAJE, _TITULO = 255, 32
_CARTA = 1


@dataclass(frozen=True, slots=True)
class Columna:
    """Una columna: cómo se llama, su ancho en letras y si se ve."""

    campo: str
    titulo: str
    ancho: int
    oculta: bool = False


COLUMNAS = (
    Columna("criterio", "Código", 10, oculta=True),
    Columna("opcion", "Opción", 10, oculta=True),
    Columna("version", "Versión", 8, oculta=True),
    Columna("tema", "Tema", 20),
    Columna("pregunta", "Pregunta", 52),
    Columna(RESPUESTA, "Respuesta", 24),
    Columna(NO_APLICA, "Si no aplica, por qué", 26),
    Columna(EVIDENCIAS, "Evidencias, una por renglón", 36),
    Columna(OBSERVACION, "Observación", 36),
    Columna("anterior", "Lo que se respondió antes", 28),
    Columna("ayuda", "Qué se espera", 48),
    Columna("muestra", "Qué la muestra", 36),
    Columna("pide", "Quién lo pide", 32),
)
POSICION = {columna.campo: numero for numero, columna in enumerate(COLUMNAS)}
_AZUL = "#1F3A5F"
_BASE = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
_BORDE = {"border": 1, "border_color": "#C9D1DA"}
_LLENAR = {**_BASE, **_BORDE, "bg_color": "#FFFBE6", "locked": False}
_FORMATOS: dict[str, dict[str, Any]] = {
    "titulo": {"font_name": "Calibri", "bold": True, "font_size": 16, "font_color": _AZUL},
    "nota": {"font_name": "Calibri", "font_size": 11, "font_color": "#44505C"},
    "encabezado": {**_BASE, **_BORDE, "bold": True, "bg_color": _AZUL, "font_color": "#FFFFFF"},
    "fija": {**_BASE, **_BORDE},
    "pregunta": {**_BASE, **_BORDE, "bold": True},
    "opcion": {**_BASE, **_BORDE, "indent": 1},
    "no_va": {**_BASE, **_BORDE, "bg_color": "#ECECEC", "font_color": "#5A5A5A"},
    # El formato de texto (@) evita que Excel vuelva fecha un «4.2» o fórmula lo que empiece por igual.
    "texto": {**_LLENAR, "num_format": "@"},
    "fecha": {**_LLENAR, "num_format": "dd/mm/yyyy", "align": "left"},
    "numero": {**_LLENAR, "num_format": "General", "align": "left"},
}


def escribir_libro(planilla: Planilla) -> bytes:
    """El libro para llenar."""
    import xlsxwriter

    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida, {"in_memory": True})
    libro.set_properties({"title": f"Cuestionario de {planilla.nombre}, vigencia {planilla.vigencia}"})
    formatos = {nombre: libro.add_format(f) for nombre, f in _FORMATOS.items()}
    pagina, listas = libro.add_worksheet(HOJA), libro.add_worksheet(HOJA_DE_LISTAS)
    _escribir_datos(libro.add_worksheet(HOJA_DE_DATOS), planilla)
    rangos = _escribir_listas(listas, planilla)
    _Hoja(pagina, formatos, rangos, planilla).escribir()
    libro.close()
    return salida.getvalue()


def _escribir_datos(pagina: Any, planilla: Planilla) -> None:
    """De quién es el libro: por esto se sabe, al subirlo, si es del diagnóstico que se tiene delante."""
    datos = {
        "formato": FORMATO,
        "entidad": planilla.entidad,
        "vigencia": str(planilla.vigencia),
        "base de reglas": planilla.catalogo.base.version,
    }
    for fila, (campo, valor) in enumerate(datos.items()):
        pagina.write_string(fila, 0, campo)
        pagina.write_string(fila, 1, valor)
    pagina.protect()
    pagina.hide()


def _escribir_listas(pagina: Any, planilla: Planilla) -> dict[tuple[str, ...], str]:
    """Cada lista distinta, en su columna; un rango no tiene el tope de 255 letras de una lista escrita."""
    from xlsxwriter.utility import xl_col_to_name

    rangos: dict[tuple[str, ...], str] = {}
    de_elegir = [_textos(r.criterio) for r in planilla.renglones if r.criterio.clase in DE_LISTA]
    for textos in dict.fromkeys([(MARCA,), *de_elegir]):
        columna = len(rangos)
        for fila, texto in enumerate(textos):
            pagina.write_string(fila, columna, texto)
        letra = xl_col_to_name(columna)
        rangos[textos] = f"={HOJA_DE_LISTAS}!${letra}$1:${letra}${len(textos)}"
    pagina.protect()
    pagina.hide()
    return rangos


def _textos(criterio: Criterio) -> tuple[str, ...]:
    return tuple(o.texto for o in opciones_de(criterio))


@dataclass(slots=True)
class _Hoja:
    """La hoja que se llena, mientras se escribe."""

    pagina: Any
    formatos: Mapping[str, Any]
    rangos: Mapping[tuple[str, ...], str]
    planilla: Planilla
    fila: int = _TITULOS_EN

    def escribir(self) -> None:
        self._encabezado()
        for renglon in self.planilla.renglones:
            self.fila += 1
            self._pregunta(renglon)
            if renglon.criterio.clase is Clase.OPCIONES:
                self._varias(renglon)
        self._proteger()

    def _encabezado(self) -> None:
        planilla, ver = self.planilla, POSICION["tema"]
        titulo = f"Cuestionario de {planilla.nombre}, vigencia {planilla.vigencia}"
        notas = (
            "Se llena solo lo amarillo. Donde hay lista, elija de ella; dejar la celda vacía es dejar la "
            "pregunta sin responder.",
            "Al subirlo se ve primero qué cambiaría. Lo que usted no toque aquí no cambia, aunque otra "
            "persona lo haya cambiado mientras tanto.",
        )
        self.pagina.write_string(0, ver, titulo, self.formatos["titulo"])
        for numero, nota in enumerate(notas, start=1):
            self.pagina.write_string(numero, ver, nota, self.formatos["nota"])
        for numero, columna in enumerate(COLUMNAS):
            titulo = columna.titulo
            if columna.campo == "anterior" and planilla.vigencia_anterior:
                titulo = f"Lo que se respondió en {planilla.vigencia_anterior}"
            self.pagina.write_string(_TITULOS_EN, numero, titulo, self.formatos["encabezado"])
            self.pagina.set_column(
                numero, numero, columna.ancho, None, {"hidden": _oculta(columna, planilla)}
            )
        self.pagina.set_row(_TITULOS_EN, 2 * _ALTO)

    def _pregunta(self, renglon: Renglon) -> None:
        criterio = renglon.criterio
        respuesta = respuesta_canonica(renglon.respuesta)
        fijas = {
            "criterio": criterio.codigo,
            "opcion": "",
            "version": str(renglon.version),
            "tema": self.planilla.catalogo.temas[criterio.tema].nombre,
            "anterior": en_palabras(criterio, renglon.anterior) if renglon.anterior else "",
            "ayuda": criterio.ayuda,
            "muestra": criterio.evidencia or "",
            "pide": renglon.pide,
        }
        for campo, texto in fijas.items():
            self._fija(campo, texto)
        self._fija("pregunta", criterio.pregunta, "pregunta")
        self._respuesta(criterio, respuesta)
        self._libre(NO_APLICA, respuesta.no_aplica or "", va=criterio.admite_no_aplica)
        juntas = "\n".join(respuesta.evidencias)
        cabe = len(juntas) <= MAXIMO_DE_CELDA
        self._libre(EVIDENCIAS, juntas if cabe else NO_CABE, va=cabe)
        self._libre(OBSERVACION, respuesta.observacion, va=True)
        textos = {**fijas, "pregunta": criterio.pregunta, EVIDENCIAS: juntas}
        textos |= {NO_APLICA: respuesta.no_aplica or "", OBSERVACION: respuesta.observacion}
        self.pagina.set_row(self.fila, _alto(textos))

    def _respuesta(self, criterio: Criterio, respuesta: Respuesta) -> None:
        lugar = (self.fila, POSICION[RESPUESTA])
        valor, clase = respuesta.valor, criterio.clase
        if clase is Clase.OPCIONES:
            self.pagina.write_string(*lugar, "Marque abajo con X", self.formatos["no_va"])
            return
        formato = self.formatos[_formato_de(clase)]
        if valor is None:
            self.pagina.write_blank(*lugar, None, formato)
        elif clase in DE_LISTA:
            self.pagina.write_string(*lugar, texto_de(criterio, valor), formato)
        elif isinstance(valor, date):
            self.pagina.write_datetime(*lugar, valor, formato)
        elif isinstance(valor, int | float):
            self.pagina.write_number(*lugar, valor, formato)
        else:
            self.pagina.write_string(*lugar, str(valor), formato)
        self._validar(lugar, criterio)

    def _varias(self, renglon: Renglon) -> None:
        """Una fila por opción, y la última para decir que ninguna."""
        criterio = renglon.criterio
        valor = renglon.respuesta.valor
        marcadas = valor if isinstance(valor, tuple) else None
        opciones = [(o.codigo, o.texto) for o in opciones_de(criterio)]
        for clave, texto in (*opciones, (NINGUNA, NINGUNA_DE_ESTAS)):
            self.fila += 1
            puesta = marcadas == () if clave == NINGUNA else clave in (marcadas or ())
            self._fija("criterio", criterio.codigo)
            self._fija("opcion", clave)
            self._fija("version", "")
            self._fija("pregunta", texto, "opcion")
            lugar = (self.fila, POSICION[RESPUESTA])
            self.pagina.write_string(*lugar, MARCA if puesta else "", self.formatos["texto"])
            self._lista(lugar, criterio, (MARCA,))
            self.pagina.set_row(self.fila, _alto({"pregunta": texto}))

    def _fija(self, campo: str, texto: str, formato: str = "fija") -> None:
        self.pagina.write_string(self.fila, POSICION[campo], canonico(texto), self.formatos[formato])

    def _libre(self, campo: str, texto: str, *, va: bool) -> None:
        formato = self.formatos["texto" if va else "no_va"]
        self.pagina.write_string(self.fila, POSICION[campo], texto, formato)

    def _validar(self, lugar: tuple[int, int], criterio: Criterio) -> None:
        match criterio.clase:
            case Clase.FECHA:
                limites = {"minimum": date(1900, 1, 1), "maximum": date(2200, 12, 31)}
                self._regla(lugar, criterio, {"validate": "date", "criteria": "between", **limites})
            case Clase.ENTERO:
                regla = {"validate": "integer", "criteria": ">=", "value": criterio.minimo or 0}
                self._regla(lugar, criterio, regla)
            case Clase.PORCENTAJE:
                limites_ = {"minimum": 0, "maximum": 100}
                self._regla(lugar, criterio, {"validate": "decimal", "criteria": "between", **limites_})
            case _:
                self._lista(lugar, criterio, _textos(criterio))

    def _lista(self, lugar: tuple[int, int], criterio: Criterio, textos: tuple[str, ...]) -> None:
        self._regla(lugar, criterio, {"validate": "list", "source": self.rangos[textos]})

    def _regla(self, lugar: tuple[int, int], criterio: Criterio, regla: Mapping[str, Any]) -> None:
        """Lo que se admite en la celda, y la ayuda al pararse en ella."""
        ayuda = {
            "input_title": criterio.pregunta[:_TITULO],
            "input_message": criterio.ayuda[:_MENSAJE],
            "error_title": "No se admite",
            "error_message": _admite(criterio),
        }
        self.pagina.data_validation(*lugar, *lugar, {**regla, **ayuda})

    def _proteger(self) -> None:
        """Sin contraseña: evita el descuido, no esconde nada."""
        permite = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
        self.pagina.protect("", permite)
        self.pagina.freeze_panes(_TITULOS_EN + 1, POSICION[RESPUESTA])
        self.pagina.hide_gridlines(2)
        self.pagina.set_landscape()
        self.pagina.set_paper(_CARTA)
        self.pagina.fit_to_pages(1, 0)
        self.pagina.repeat_rows(_TITULOS_EN)


def _oculta(columna: Columna, planilla: Planilla) -> bool:
    sin_anterior = columna.campo == "anterior" and planilla.vigencia_anterior is None
    return columna.oculta or sin_anterior


def _formato_de(clase: Clase) -> str:
    if clase is Clase.FECHA:
        return "fecha"
    return "numero" if clase in {Clase.ENTERO, Clase.PORCENTAJE} else "texto"


_ADMITE = {
    Clase.FECHA: "Una fecha: día, mes y año.",
    Clase.ENTERO: "Un número entero, sin puntos.",
    Clase.PORCENTAJE: "Un número de 0 a 100.",
}


def _admite(criterio: Criterio) -> str:
    return _ADMITE.get(criterio.clase, "Elija de la lista.")


def _alto(textos: Mapping[str, str]) -> int:
    """El alto que pide la celda más larga: no todo programa lo calcula al abrir."""
    return min(_ALTO * max(_renglones(textos)), _ALTO_MAXIMO)


def _renglones(textos: Mapping[str, str]) -> Iterator[int]:
    for columna in COLUMNAS:
        partes = textos.get(columna.campo, "").split("\n")
        if not columna.oculta:
            yield sum(math.ceil(len(parte) / (_LETRAS * columna.ancho)) or 1 for parte in partes)

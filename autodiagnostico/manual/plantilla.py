"""El libro que se llena: una fila por lineamiento, con listas del catálogo y lo que se espera en cada celda.

Todo texto se escribe con write_string: lo que alguien escribió nunca se vuelve fórmula ni enlace.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from autodiagnostico.manual.columnas import (
    PESO,
    Columna,
    Listas,
    columnas_de,
    listas_de,
    rotulo,
)
from autodiagnostico.manual.fichas import (
    ESFUERZO_MAXIMO,
    HOJA_DE_LINEAMIENTOS,
    HOJA_DEL_MANUAL,
    MAXIMO_LINEAMIENTOS,
    Lineamiento,
    Manual,
)
from autodiagnostico.manual.marco import CampoDelEncabezado, marco
from reglas import Catalogo

_HOJA_DE_LISTAS = "Listas"
_FILA_DE_TITULOS = 3
_MAXIMO_MENSAJE = 255
_MAXIMO_TITULO = 32
_ALTO = 15
_LETRAS = 1.1
"""Cuántas letras caben por unidad de ancho."""
_CARTA = 1
_PAGINAS = 4
"""De ancho, para que la hoja de lineamientos impresa se pueda leer."""
_AZUL = "#1F3A5F"
_BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
_BORDE = {"border": 1, "border_color": "#C9D1DA"}
_FORMATOS: dict[str, dict[str, Any]] = {
    "titulo": {"font_name": "Calibri", "bold": True, "font_size": 15, "font_color": _AZUL},
    "nota": {"font_name": "Calibri", "font_size": 10, "font_color": "#44505C"},
    "parrafo": _BASE,
    "grupo": {"font_name": "Calibri", "font_size": 10, "bold": True, "font_color": _AZUL, "bottom": 2},
    "encabezado": {**_BASE, **_BORDE, "bold": True, "bg_color": _AZUL, "font_color": "#FFFFFF"},
    "opcional": {**_BASE, **_BORDE, "bold": True, "bg_color": "#DCE4EE", "font_color": _AZUL},
    # El formato de texto (@) evita que Excel vuelva fecha un «4.2» o número un «007».
    "texto": {**_BASE, "num_format": "@"},
    "casilla": {**_BASE, **_BORDE, "num_format": "@", "bg_color": "#FFFBE6"},
    "ejemplo": {**_BASE, **_BORDE, "italic": True, "font_color": "#6B4E00", "bg_color": "#FFF4D6"},
    "aviso": {**_BASE, "bold": True, "font_color": "#6B4E00", "bg_color": "#FFF4D6"},
}
_Formatos = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Validada:
    """Lo que se valida: su ficha, su título y el rango de su lista, si la tiene."""

    ficha: CampoDelEncabezado
    titulo: str
    rango: str


def escribir_plantilla(catalogo: Catalogo, manual: Manual | None = None) -> bytes:
    """La plantilla de Excel para cargar el Manual; con `manual`, ya llena y con sus códigos escritos."""
    import xlsxwriter

    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida, {"in_memory": True})
    libro.set_properties({"title": f"Plantilla del {marco().documento}"})
    formatos = {nombre: libro.add_format(f) for nombre, f in _FORMATOS.items()}
    columnas, listas = columnas_de(catalogo), listas_de(catalogo)
    hojas = {n: libro.add_worksheet(n) for n in ("Instrucciones", HOJA_DEL_MANUAL, HOJA_DE_LINEAMIENTOS)}
    rangos = _escribir_listas(libro.add_worksheet(_HOJA_DE_LISTAS), listas)
    _escribir_instrucciones(hojas["Instrucciones"], columnas, listas, formatos)
    _escribir_encabezado(hojas[HOJA_DEL_MANUAL], rangos, formatos, manual)
    _escribir_lineamientos(hojas[HOJA_DE_LINEAMIENTOS], columnas, rangos, formatos)
    for fila, lineamiento in enumerate(manual.lineamientos if manual else (), start=_FILA_DE_TITULOS + 1):
        celdas = _valores(columnas, listas, lineamiento)
        _escribir_fila(hojas[HOJA_DE_LINEAMIENTOS], fila, celdas, columnas, formatos)
    libro.close()
    return salida.getvalue()


def _escribir_listas(pagina: Any, listas: Listas) -> dict[str, str]:
    """Una lista por columna en una hoja oculta; devuelve el rango de cada una."""
    rangos = {}
    for indice, (campo, opciones) in enumerate(listas.items()):
        letra = chr(ord("A") + indice)
        for fila, opcion in enumerate(opciones):
            pagina.write_string(fila, indice, opcion.texto)
        rangos[campo] = f"={_HOJA_DE_LISTAS}!${letra}$1:${letra}${len(opciones)}"
    pagina.hide()
    return rangos


def _escribir_instrucciones(
    pagina: Any, columnas: list[Columna], listas: Listas, formatos: _Formatos
) -> None:
    anchos = (30, 14, 70, 60)
    for indice, ancho in enumerate(anchos):
        pagina.set_column(indice, indice, ancho)
    pagina.hide_gridlines(2)
    pagina.write_string(0, 0, f"Cómo cargar el {marco().documento}", formatos["titulo"])
    fila = 2
    for renglon in marco().instrucciones:
        pagina.write_string(fila, 0, renglon, formatos["nota"])
        fila += 1
    fila += 1
    pagina.set_row(fila, 2 * _ALTO)
    pagina.merge_range(fila, 0, fila, 3, "", formatos["aviso"])
    pagina.write_string(fila, 0, marco().ejemplo, formatos["aviso"])
    fila += 1
    for indice, titulo in enumerate(("Columna", "¿Obligatoria?", "Qué se escribe", "Ejemplo inventado")):
        pagina.write_string(fila, indice, titulo, formatos["encabezado"])
    for columna in columnas:
        fila += 1
        celdas = (
            columna.titulo,
            "Sí" if columna.ficha.obligatoria else "No",
            columna.ficha.ayuda,
            _ejemplo(columna, listas),
        )
        *dichos, ejemplo = celdas
        for indice, celda in enumerate(dichos):
            pagina.write_string(fila, indice, celda, formatos["parrafo"])
        pagina.write_string(fila, len(dichos), ejemplo, formatos["ejemplo"])
        pagina.set_row(fila, _alto(zip(celdas, anchos, strict=True)))
    _imprimir(pagina)


def _imprimir(pagina: Any, paginas: int = 1) -> None:
    """Carta apaisada, en las páginas de ancho que haga falta."""
    pagina.set_landscape()
    pagina.set_paper(_CARTA)
    pagina.fit_to_pages(paginas, 0)


def _alto(celdas: Iterable[tuple[str, int]]) -> int:
    """El alto de una fila en la que cada texto se ajusta a su ancho: no todo programa lo calcula al abrir."""
    return _ALTO * max(
        sum(math.ceil(len(renglon) / (_LETRAS * ancho)) or 1 for renglon in texto.split("\n"))
        for texto, ancho in celdas
    )


def _ejemplo(columna: Columna, listas: Listas) -> str:
    """El ejemplo de una columna; en las listas, con el texto que se ve."""
    escrito = columna.ficha.ejemplo
    return next((o.texto for o in listas.get(columna.campo, ()) if o.codigo == escrito), escrito)


def _escribir_encabezado(
    pagina: Any, rangos: Mapping[str, str], formatos: _Formatos, manual: Manual | None
) -> None:
    pagina.set_column(0, 0, 30)
    pagina.set_column(1, 1, 40)
    pagina.set_column(2, 2, 70)
    pagina.hide_gridlines(2)
    pagina.write_string(0, 0, f"Datos del {marco().documento}", formatos["titulo"])
    for fila, ficha in enumerate(marco().encabezado, start=2):
        pagina.write_string(
            fila,
            0,
            rotulo(ficha, ficha.titulo),
            formatos["encabezado" if ficha.obligatoria else "opcional"],
        )
        pagina.write_string(fila, 1, _del_encabezado(ficha, manual), formatos["casilla"])
        pagina.write_string(fila, 2, ficha.ayuda, formatos["nota"])
        if ficha.campo in rangos:
            _validar(pagina, (fila, 1, fila, 1), _Validada(ficha, ficha.titulo, rangos[ficha.campo]))
    _imprimir(pagina)


def _del_encabezado(ficha: CampoDelEncabezado, manual: Manual | None) -> str:
    if manual is None:
        return ""
    valor = getattr(manual.encabezado, ficha.campo)
    if ficha.campo == "certeza":
        return marco().texto_de_certeza(valor)
    return valor.isoformat() if isinstance(valor, date) else str(valor)


def _escribir_lineamientos(
    pagina: Any, columnas: list[Columna], rangos: Mapping[str, str], formatos: _Formatos
) -> None:
    pagina.write_string(0, 0, "Lineamientos", formatos["titulo"])
    pagina.write_string(1, 0, "Una fila por lineamiento. Con asterisco, obligatoria.", formatos["nota"])
    ultima = _FILA_DE_TITULOS + MAXIMO_LINEAMIENTOS
    anterior = ""
    for indice, columna in enumerate(columnas):
        ficha = columna.ficha
        pagina.set_column(indice, indice, ficha.ancho, formatos["texto"])
        grupo = ficha.grupo if ficha.grupo != anterior else ""
        anterior = ficha.grupo
        pagina.write_string(_FILA_DE_TITULOS - 1, indice, grupo, formatos["grupo"])
        formato = formatos["encabezado" if ficha.obligatoria else "opcional"]
        pagina.write_string(_FILA_DE_TITULOS, indice, rotulo(ficha, columna.titulo), formato)
        validada = _Validada(ficha, columna.titulo, rangos.get(columna.campo, ""))
        _validar(pagina, (_FILA_DE_TITULOS + 1, indice, ultima, indice), validada)
    pagina.set_row(_FILA_DE_TITULOS, 4 * _ALTO)
    pagina.freeze_panes(_FILA_DE_TITULOS + 1, 2)
    _imprimir(pagina, _PAGINAS)
    pagina.repeat_rows(_FILA_DE_TITULOS)
    pagina.repeat_columns(0, 1)


def _validar(pagina: Any, lugar: tuple[int, int, int, int], columna: _Validada) -> None:
    """La lista o el número que se admite, y la ayuda al pararse en la celda."""
    ficha = columna.ficha
    regla: dict[str, Any] = {
        "validate": "any",
        "input_title": columna.titulo[:_MAXIMO_TITULO],
        "input_message": ficha.ayuda[:_MAXIMO_MENSAJE],
    }
    if columna.rango:
        # Donde caben varias opciones, la lista se ofrece y no impide escribirlas.
        regla |= {"validate": "list", "source": columna.rango}
        regla |= {"error_type": "information" if ficha.campo == "destino" else "stop"}
        regla |= {"error_title": "No está en la lista", "error_message": "Elija de la lista."}
    if ficha.campo in {PESO, "esfuerzo"}:
        minimo, maximo = (0, marco().peso_maximo) if ficha.campo == PESO else (1, ESFUERZO_MAXIMO)
        regla |= {"validate": "integer", "criteria": "between", "minimum": minimo, "maximum": maximo}
        regla |= {"error_title": "No se admite", "error_message": f"Un entero de {minimo} a {maximo}."}
    pagina.data_validation(*lugar, regla)


def _valores(columnas: list[Columna], listas: Listas, lineamiento: Lineamiento) -> list[str | int]:
    """Las celdas de un lineamiento, con los textos de las listas."""

    def texto(campo: str, codigo: str) -> str:
        return next(o.texto for o in listas[campo] if o.codigo == codigo)

    celdas: list[str | int] = []
    for columna in columnas:
        campo = columna.campo
        if columna.escenario:
            celdas.append(lineamiento.pesos.get(columna.escenario, ""))
        elif campo == "esfuerzo":
            celdas.append(lineamiento.esfuerzo)
        elif campo == "destino":
            celdas.append("; ".join(texto(campo, d) for d in lineamiento.destinos))
        elif campo in listas:
            celdas.append(texto(campo, str(getattr(lineamiento, campo))))
        else:
            celdas.append(getattr(lineamiento, campo))
    return celdas


def _escribir_fila(
    pagina: Any, fila: int, celdas: list[str | int], columnas: list[Columna], formatos: _Formatos
) -> None:
    for indice, celda in enumerate(celdas):
        if isinstance(celda, str):
            pagina.write_string(fila, indice, celda, formatos["texto"])
        else:
            pagina.write_number(fila, indice, celda)
    pagina.set_row(fila, _alto((str(c), x.ficha.ancho) for c, x in zip(celdas, columnas, strict=True)))

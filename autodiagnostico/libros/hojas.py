"""Las hojas de un libro abierto: sus celdas, sus títulos, y los defectos que se les van encontrando."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autodiagnostico.libros import DefectoDeCelda
from autodiagnostico.libros.celdas import VACIO, CeldaInvalida, Crudo
from reglas.errores import parecido
from reglas.texto import normalizar

_MAXIMO_NOMBRADAS = 200
_TITULOS_MINIMOS = 3
_FILAS_ANTES = 20
"""Hasta qué fila se busca el renglón de los títulos."""


@dataclass(frozen=True, slots=True)
class Sitio:
    """Una celda y cómo se llama lo que va en ella."""

    hoja: str
    fila: int
    columna: str
    campo: str


@dataclass(slots=True)
class Reporte:
    """Los defectos encontrados hasta ahora."""

    defectos: list[DefectoDeCelda] = field(default_factory=list)

    def anotar(self, sitio: Sitio, crudo: Crudo, error: CeldaInvalida) -> None:
        """Anota lo que no se admite en una celda."""
        self.defectos.append(
            DefectoDeCelda(
                error.mensaje,
                hoja=sitio.hoja,
                fila=sitio.fila,
                columna=sitio.columna,
                campo=sitio.campo,
                llego="" if crudo.vacio else crudo.visto,
                admite=error.admite,
                sugerencia=error.sugerencia,
            )
        )

    def leer(
        self, sitio: Sitio, crudo: Crudo, convertir: Callable[[Crudo], Any], falta: CeldaInvalida | None
    ) -> tuple[Any, bool]:
        """El dato de una celda y si se admite; vacía, None, y `falta` si no debía estarlo."""
        try:
            if crudo.vacio:
                if falta is not None:
                    raise falta
                return None, True
            return convertir(crudo), True
        except CeldaInvalida as error:
            self.anotar(sitio, crudo, error)
            return None, False


def buscar_hoja(libro: Any, nombre: str, reporte: Reporte) -> Any | None:
    """La hoja de ese nombre, sin importar tildes ni mayúsculas; si no está, lo anota."""
    hojas = {normalizar(h.title): h for h in libro.worksheets}
    if normalizar(nombre) in hojas:
        return hojas[normalizar(nombre)]
    cercana = parecido(nombre, hojas)
    reporte.defectos.append(
        DefectoDeCelda(
            f"No está la hoja «{nombre}».",
            llego=", ".join(h.title for h in hojas.values())[:_MAXIMO_NOMBRADAS],
            admite="las hojas de la plantilla, con su nombre",
            sugerencia=f"{nombre}» en lugar de «{hojas[cercana].title}" if cercana else "",
        )
    )
    return None


def celdas(hoja: Any, columnas: int, filas: int) -> Iterator[tuple[int, list[Crudo]]]:
    """Cada una de las primeras filas, con su número; las celdas que no hay, vacías."""
    ultima = min(filas, hoja.max_row)
    for numero, fila in enumerate(hoja.iter_rows(min_row=1, max_row=ultima, max_col=columnas), start=1):
        yield numero, [Crudo(c.value, c.data_type, c.number_format) for c in fila]


def clave(crudo: Crudo) -> str:
    """El texto de un título, para compararlo: sin asterisco, tildes ni mayúsculas."""
    return normalizar(crudo.valor.replace("*", " ")) if isinstance(crudo.valor, str) else ""


def letra(indice: int) -> str:
    """La letra de una columna contada desde cero."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(indice + 1))


@dataclass(frozen=True, slots=True)
class Titulos:
    """En qué fila están los títulos y en qué columna, contada desde cero, cada campo."""

    fila: int
    indices: Mapping[str, int]


def buscar_titulos(
    hoja: Any, campos: Mapping[str, Sequence[str]], maximo: int, reporte: Reporte
) -> Titulos | None:
    """La fila con más títulos conocidos; dice los que faltan o se repiten.

    `campos` da, por campo, las maneras de escribir su título; la primera es la de la plantilla.
    """
    por_clave = {normalizar(t): campo for campo, titulos in campos.items() for t in titulos}
    candidatas = [
        (len({por_clave[c] for c in claves if c in por_clave}), -numero, claves)
        for numero, fila in celdas(hoja, maximo, _FILAS_ANTES)
        for claves in [[clave(c) for c in fila]]
    ]
    conocidos, menos_fila, claves = max(candidatas, default=(0, 0, []))
    if conocidos < _TITULOS_MINIMOS:
        admite = ", ".join(titulos[0] for titulos in campos.values())
        mensaje = "No se encuentra la fila con los títulos de las columnas."
        reporte.defectos.append(DefectoDeCelda(mensaje, hoja=hoja.title, admite=admite))
        return None
    fila = -menos_fila
    indices: dict[str, int] = {}
    for indice, titulo in enumerate(claves):
        campo = por_clave.get(titulo)
        if campo is None:
            continue
        if campo in indices:
            sitio = Sitio(hoja.title, fila, letra(indice), campos[campo][0])
            repetida = f"La columna está repetida; la primera es la {letra(indices[campo])}."
            reporte.anotar(sitio, VACIO, CeldaInvalida(repetida, "una sola vez"))
        else:
            indices[campo] = indice
    for titulo, quiso in _faltantes(campos, indices, claves):
        mensaje = f"Falta la columna «{titulo}»."
        reporte.defectos.append(DefectoDeCelda(mensaje, hoja=hoja.title, fila=fila, sugerencia=quiso))
    return Titulos(fila, indices)


def _faltantes(
    campos: Mapping[str, Sequence[str]], indices: Mapping[str, int], claves: list[str]
) -> Iterator[tuple[str, str]]:
    """Los títulos que no están, cada uno con la columna suelta que más se le parece."""
    sueltas = {c: i for i, c in enumerate(claves) if c and i not in indices.values()}
    for campo, titulos in campos.items():
        if campo not in indices:
            cercana = parecido(titulos[0], sueltas)
            quiso = f"{titulos[0]}» en la columna {letra(sueltas[cercana])}" if cercana else ""
            yield titulos[0], quiso and f"{quiso}, en lugar de «{cercana}"


def anotar_unidas(hoja: Any, desde_fila: int, reporte: Reporte) -> None:
    """Anota las celdas unidas desde una fila."""
    for rango in sorted(hoja.merged_cells.ranges, key=lambda r: (r.min_row, r.min_col)):
        if rango.max_row >= desde_fila:
            reporte.defectos.append(
                DefectoDeCelda(
                    f"Hay celdas unidas ({rango.coord}).",
                    hoja=hoja.title,
                    fila=rango.min_row,
                    columna=letra(rango.min_col - 1),
                    admite="una celda por dato; sepárelas",
                )
            )

"""El ZIP que se descarga: las tablas en CSV, su diccionario y un léame."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from autodiagnostico.abiertos.diccionario import Paquete, diccionario
from autodiagnostico.informes.libro import Celda
from autodiagnostico.informes.separados import escribir_csv
from autodiagnostico.sello import Sello, etiquetas

DEL_DICCIONARIO = ("tabla", "columna", "clase", "unidad", "descripcion")


def escribir(cual: Paquete, tablas: Mapping[str, Iterable[Sequence[Celda]]], sello: Sello) -> bytes:
    """El ZIP de un paquete, con sus tablas en el orden declarado."""
    salida = io.BytesIO()
    suyas = diccionario().paquetes[cual].tablas
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("LEAME.txt", _leame(cual, sello))
        zip_.writestr("diccionario.csv", escribir_csv(DEL_DICCIONARIO, _explicadas(suyas)))
        for nombre in suyas:
            columnas = diccionario().tablas[nombre].columnas
            zip_.writestr(f"{nombre}.csv", escribir_csv(columnas, tablas[nombre]))
    return salida.getvalue()


def _explicadas(tablas: Iterable[str]) -> Iterable[Sequence[Celda]]:
    for tabla in tablas:
        for columna in diccionario().tablas[tabla].columnas:
            suya = diccionario().columnas[columna]
            yield tabla, columna, suya.clase, suya.unidad, suya.dice


def _leame(cual: Paquete, sello: Sello) -> str:
    suyo = diccionario().paquetes[cual]
    renglones = [suyo.nombre, "", suyo.para, ""]
    renglones += [f"{nombre}.csv: {diccionario().tablas[nombre].dice}" for nombre in suyo.tablas]
    renglones += [
        "diccionario.csv: qué significa cada columna.",
        "",
        "CSV en UTF-8, con punto y coma entre columnas y coma decimal. Una casilla vacía es que no hay dato",
        "o que no se dice. Los puntajes son de lo que cada entidad respondió de sí misma.",
        "",
    ]
    if cual is Paquete.ANONIMOS:
        minimo = diccionario().grupo_minimo
        renglones += [f"Grupo mínimo: {minimo.valor} entidades. {minimo.razon.strip()}", ""]
    renglones += [f"{rotulo}: {valor}" for rotulo, valor in etiquetas(sello) if rotulo not in SIN_HUELLA]
    return "\r\n".join(renglones) + "\r\n"


SIN_HUELLA = frozenset({"Huella del contenido"})
"""Un ZIP no puede llevar la suya: está en la bitácora de quien lo emitió."""

"""Evaluar un lote: un caso malo no detiene a los demás."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from autodiagnostico.entrada.casos import leer_datos
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeEvaluacion
from autodiagnostico.evaluacion import evaluar
from autodiagnostico.lotes.celdas import ruta_en_tabla
from autodiagnostico.lotes.escritores import FORMATOS, escritor
from autodiagnostico.lotes.lectores import LECTORES, Renglon
from motor import Caso, ErrorDeCaso, Resultado
from reglas import Catalogo


@dataclass(slots=True)
class Resumen:
    """Cómo le fue al lote; `avisos` cuenta en cuántos casos salió cada aviso."""

    evaluados: int = 0
    con_problemas: int = 0
    fallidos: int = 0
    avisos: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Lote:
    """Qué se evalúa, a dónde va y con qué fecha de corte si no es la de cada caso."""

    entrada: Path
    salida: Path
    completo: bool = False
    fecha: date | None = None


def evaluar_lote(lote: Lote, catalogo: Catalogo, datos: Path, informar: Callable[[str], None]) -> Resumen:
    """Evalúa los casos de un archivo; `informar` recibe lo que está mal en cada caso.

    Lanza ErrorDeEntrada si el lote entero no se puede leer o escribir: entonces no hay salida.
    """
    _revisar(lote)
    resumen = Resumen()
    with escritor(lote.salida, catalogo, completo=lote.completo) as escribir:
        for _, resultado in evaluar_casos(lote.entrada, catalogo, lote.fecha, datos, resumen, informar):
            escribir(resultado)
    return resumen


def evaluar_casos(  # noqa: PLR0913, PLR0917 - lo que hace falta para evaluar y para contar cómo fue
    entrada: Path,
    catalogo: Catalogo,
    fecha: date | None,
    datos: Path,
    resumen: Resumen,
    informar: Callable[[str], None],
) -> Iterator[tuple[str, Resultado]]:
    """Los resultados de los casos buenos de un archivo, cada uno con su lugar; cuenta todos en `resumen`."""
    for renglon in LECTORES[entrada.suffix.lower()](entrada, catalogo):
        donde = f"{entrada}, {renglon.lugar}"
        try:
            resultado = evaluar(catalogo, _caso(renglon, catalogo, fecha), datos)
        except ErrorDeCaso as error:
            resumen.con_problemas += 1
            informar(ErrorDeEntrada(donde, error.problemas).mensaje)
        except ErrorDeEvaluacion as error:
            resumen.fallidos += 1
            informar(f"{donde}: {error.mensaje}")
        else:
            yield donde, resultado
            resumen.evaluados += 1
            resumen.avisos.update(aviso.texto for aviso in resultado.avisos)


def _caso(renglon: Renglon, catalogo: Catalogo, fecha: date | None) -> Caso:
    problemas = list(renglon.problemas)
    if renglon.datos is None:
        raise ErrorDeCaso(problemas)
    try:
        caso = leer_datos(renglon.datos, catalogo, fecha)
    except ErrorDeCaso as error:
        vistas = {p.ruta for p in problemas}
        otros = (ruta_en_tabla(p) if renglon.de_tabla else p for p in error.problemas)
        raise ErrorDeCaso([*problemas, *(p for p in otros if p.ruta not in vistas)]) from error
    if problemas:
        raise ErrorDeCaso(problemas)
    return caso


def _revisar(lote: Lote) -> None:
    revisar_extension(lote.entrada, LECTORES)
    revisar_extension(lote.salida, FORMATOS)
    if not lote.salida.parent.is_dir():
        raise ErrorDeEntrada(str(lote.salida), [f"no existe la carpeta «{lote.salida.parent}»."])
    if lote.salida.is_dir():
        raise ErrorDeEntrada(str(lote.salida), ["es una carpeta y se esperaba un archivo."])
    if lote.salida.exists() and lote.entrada.exists() and lote.salida.samefile(lote.entrada):
        raise ErrorDeEntrada(str(lote.salida), ["la salida es el mismo archivo de entrada."])
    if lote.completo and lote.salida.suffix.lower() != ".jsonl":
        raise ErrorDeEntrada(str(lote.salida), ["«--completo» solo se admite con salida .jsonl."])


def revisar_extension(archivo: Path, admitidas: Collection[str]) -> None:
    """Lanza ErrorDeEntrada si la extensión del archivo no es de las admitidas."""
    if archivo.suffix.lower() not in admitidas:
        problema = f"la extensión «{archivo.suffix}» no se admite. Se admite: {', '.join(admitidas)}."
        raise ErrorDeEntrada(str(archivo), [problema])

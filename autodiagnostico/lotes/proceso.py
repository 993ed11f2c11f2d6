"""Evaluar un lote: trozo por trozo, y un caso malo no detiene a los demás."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.lotes.calculo import Encargo, Forma, Hecho
from autodiagnostico.lotes.equipos import equipo, tamano
from autodiagnostico.lotes.escritores import FORMATOS, escritor
from autodiagnostico.lotes.lectores import LECTORES
from reglas import Catalogo


@dataclass(slots=True)
class Resumen:
    """Cómo le fue al lote; `avisos` cuenta en cuántos casos salió cada aviso."""

    evaluados: int = 0
    con_problemas: int = 0
    fallidos: int = 0
    avisos: Counter[str] = field(default_factory=Counter)

    def sumar(self, hecho: Hecho) -> None:
        """Cuenta un trozo."""
        self.evaluados += hecho.evaluados
        self.con_problemas += len(hecho.malos)
        self.fallidos += len(hecho.fallidos)
        self.avisos.update(hecho.avisos)


@dataclass(frozen=True, slots=True)
class Lote:
    """Qué se evalúa, a dónde va, con qué fecha de corte si no es la de cada caso, y quién lo hace.

    `cluster` es «local» o la dirección de un cluster de Dask; sin él, este mismo proceso.
    """

    entrada: Path
    salida: Path
    completo: bool = False
    fecha: date | None = None
    cluster: str | None = None

    @property
    def forma(self) -> Forma:
        """Qué se hace de cada trozo."""
        if self.completo:
            return Forma.COMPLETOS
        return Forma.DOCUMENTOS if self.salida.suffix.lower() == ".jsonl" else Forma.TABLA


@dataclass(frozen=True, slots=True)
class Avisar:
    """A quién se le cuenta cómo va: lo que está mal en cada caso, y la parte del archivo que va, de 0 a 1."""

    problema: Callable[[str], None]
    avance: Callable[[float], None] = lambda _: None


def evaluar_lote(lote: Lote, catalogo: Catalogo, datos: Path, avisar: Avisar) -> Resumen:
    """Evalúa los casos de un archivo.

    Lanza ErrorDeEntrada si el lote entero no se puede leer o escribir, y ErrorDeEvaluacion si lo calculado
    no es de fiar: entonces no hay salida.
    """
    _revisar(lote)
    resumen = Resumen()
    encargo = Encargo(lote.forma, lote.fecha, datos)
    formato = lote.entrada.suffix.lower()
    with equipo(lote.cluster, catalogo, encargo) as hacer, escritor(lote.salida, catalogo) as escribir:
        for hecho in hacer(LECTORES[formato](lote.entrada, [catalogo], tamano(formato, lote.cluster))):
            escribir(hecho.salida)
            for lugar, problemas in hecho.malos:
                avisar.problema(ErrorDeEntrada(f"{lote.entrada}, {lugar}", problemas).mensaje)
            for lugar, mensaje in hecho.fallidos:
                avisar.problema(f"{lote.entrada}, {lugar}: {mensaje}")
            resumen.sumar(hecho)
            avisar.avance(hecho.avance)
    return resumen


def revisar_entrada(archivo: Path) -> None:
    """Lanza ErrorDeEntrada si el archivo no es de los que se saben leer."""
    _revisar_extension(archivo, LECTORES)


def _revisar_extension(archivo: Path, admitidas: Collection[str]) -> None:
    if archivo.suffix.lower() not in admitidas:
        problema = f"la extensión «{archivo.suffix}» no se admite. Se admite: {', '.join(admitidas)}."
        raise ErrorDeEntrada(str(archivo), [problema])


def _revisar(lote: Lote) -> None:
    revisar_entrada(lote.entrada)
    _revisar_extension(lote.salida, FORMATOS)
    if not lote.salida.parent.is_dir():
        raise ErrorDeEntrada(str(lote.salida), [f"no existe la carpeta «{lote.salida.parent}»."])
    if lote.salida.is_dir():
        raise ErrorDeEntrada(str(lote.salida), ["es una carpeta y se esperaba un archivo."])
    if lote.salida.exists() and lote.entrada.exists() and lote.salida.samefile(lote.entrada):
        raise ErrorDeEntrada(str(lote.salida), ["la salida es el mismo archivo de entrada."])
    if lote.completo and lote.salida.suffix.lower() != ".jsonl":
        raise ErrorDeEntrada(str(lote.salida), ["«--completo» solo se admite con salida .jsonl."])

"""Evaluar un lote: trozo por trozo, y un caso malo no detiene a los demás."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.lotes.calculo import Encargo, Forma, Hecho
from autodiagnostico.lotes.equipos import equipo, tamano
from autodiagnostico.lotes.escritores import FORMATOS, escritor
from autodiagnostico.lotes.lectores import LECTORES
from motor import Resultado
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
    with escritor(lote.salida, catalogo) as escribir:
        for hecho in _hechos(lote.entrada, catalogo, encargo, lote.cluster, resumen, avisar):
            escribir(hecho.salida)
    return resumen


def resultados_de(
    entrada: Path, catalogo: Catalogo, encargo: Encargo, resumen: Resumen, avisar: Avisar
) -> Iterator[tuple[str, Resultado]]:
    """Los resultados de los casos buenos de un archivo, cada uno con su lugar; cuenta todos en `resumen`.

    Van sin porqué ni recomendaciones. Lanza lo mismo que `evaluar_lote`.
    """
    revisar_extension(entrada, LECTORES)
    for hecho in _hechos(entrada, catalogo, encargo, None, resumen, avisar):
        for lugar, resultado in hecho.salida:
            yield f"{entrada}, {lugar}", resultado


def _hechos(  # noqa: PLR0913, PLR0917 - lo que hace falta para evaluar y para contar cómo va
    entrada: Path,
    catalogo: Catalogo,
    encargo: Encargo,
    cluster: str | None,
    resumen: Resumen,
    avisar: Avisar,
) -> Iterator[Hecho]:
    """Lo que resulta de cada trozo, en orden; lo que está mal en él se dice después de usarlo."""
    formato = entrada.suffix.lower()
    trozos = LECTORES[formato](entrada, [catalogo], tamano(formato, encargo.forma, cluster))
    with equipo(cluster, catalogo, encargo) as hacer:
        for hecho in hacer(trozos):
            yield hecho
            for lugar, problemas in hecho.malos:
                avisar.problema(ErrorDeEntrada(f"{entrada}, {lugar}", problemas).mensaje)
            for lugar, mensaje in hecho.fallidos:
                avisar.problema(f"{entrada}, {lugar}: {mensaje}")
            resumen.evaluados += hecho.evaluados
            resumen.con_problemas += len(hecho.malos)
            resumen.fallidos += len(hecho.fallidos)
            resumen.avisos.update(hecho.avisos)
            avisar.avance(hecho.avance)


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

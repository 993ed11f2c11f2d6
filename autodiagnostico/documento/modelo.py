"""La base entera como documento para revisión jurídica: norma por norma y artículo por artículo."""

from __future__ import annotations

from collections.abc import Iterator

from autodiagnostico.documento import anexos
from autodiagnostico.documento.bloques import Bloque, Documento, Nota, Parrafo, Titulo
from autodiagnostico.documento.frases import datos_de_norma, mayuscula, sin_punto
from autodiagnostico.documento.regla import bloques_de_regla, primera_regla_por_pregunta
from autodiagnostico.palabras import articulo_en_palabras
from autodiagnostico.sello import Sello
from autodiagnostico.servicios.biblioteca import articulos
from reglas import Catalogo
from reglas.fichas import Norma

PREAMBULO = (anexos.como_leer, anexos.por_confirmar, anexos.marco)
ANEXOS = (
    anexos.hechos,
    anexos.parametros,
    anexos.listas,
    anexos.contradicciones,
    anexos.otras_normas,
    anexos.inventario,
)


def documento_de(catalogo: Catalogo, sello: Sello | None = None) -> Documento:
    """El documento de una base; los mismos datos dan siempre el mismo documento."""
    partes = (*PREAMBULO, _normas, *ANEXOS)
    return Documento(
        titulo="La base de reglas, para revisión jurídica",
        subtitulo=catalogo.base.titulo,
        version=catalogo.base.version,
        digesto=catalogo.digesto,
        bloques=tuple(bloque for parte in partes for bloque in _si_hay(parte(catalogo))),
        sello=sello,
    )


def _si_hay(parte: Iterator[Bloque]) -> list[Bloque]:
    """Una parte con algo más que su título, o nada."""
    bloques = list(parte)
    return bloques if len(bloques) > 1 else []


def _normas(catalogo: Catalogo) -> Iterator[Bloque]:
    primeras = primera_regla_por_pregunta(catalogo)
    actual = ""
    for articulo in articulos(catalogo):
        if articulo.norma.codigo != actual:
            actual = articulo.norma.codigo
            yield from _norma(articulo.norma)
        yield Titulo(2, mayuscula(articulo_en_palabras(articulo.reglas[0].ficha.cita)))
        for regla in articulo.reglas:
            yield from bloques_de_regla(catalogo, regla.codigo, 3, primeras)


def _norma(norma: Norma) -> Iterator[Bloque]:
    yield Titulo(1, norma.nombre)
    yield Parrafo(f"{sin_punto(norma.titulo)}.", enlace=norma.enlace or "")
    yield Parrafo(datos_de_norma(norma))
    if norma.nota:
        yield Nota("Nota", norma.nota)

"""El documento en Markdown: un párrafo por renglón, para compararlo con el de otra versión."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autodiagnostico.documento.bloques import (
    Bloque,
    Cifras,
    Documento,
    Figura,
    Lista,
    Nota,
    Parrafo,
    SaltoDePagina,
    Tabla,
    Titulo,
)
from autodiagnostico.sello.texto import renglon

_ESPECIALES = re.compile(r"([\\`*_\[\]<>|])")
_AL_EMPEZAR = re.compile(r"^(\d*)([.)]|#{1,6}|[-+=])(?=\s|$)")


def a_markdown(documento: Documento) -> str:
    """El texto completo."""
    portada = [
        f"# {_texto(documento.titulo)}",
        _texto(documento.subtitulo),
        *map(_texto, documento.portada),
    ]
    bloques = [*documento.bloques, *documento.verificacion()]
    texto = "\n\n".join([*portada, *(t for b in bloques for t in _bloque(b))]) + "\n"
    return f"{texto}\n{renglon(documento.sello)}" if documento.sello else texto


def _bloque(bloque: Bloque) -> Iterator[str]:
    match bloque:
        case Titulo(nivel, texto):
            yield f"{'#' * (nivel + 1)} {_texto(texto)}"
        case Parrafo(texto, rotulo, enlace):
            yield f"{_rotulo(rotulo)}{_texto(texto)}{f' <{enlace}>' if enlace else ''}"
        case Lista(rotulo, puntos):
            if rotulo:
                yield f"**{_texto(rotulo)}**"
            yield "\n".join(f"{'  ' * hondo}- {_texto(texto)}" for hondo, texto in puntos)
        case Nota(titulo, texto, citas):
            renglones = [f"**{_texto(titulo)}.** {_texto(texto)}", *map(_texto, citas)]
            yield "\n>\n".join(f"> {r}" for r in renglones)
        case Tabla(columnas, _, filas):
            yield _tabla(columnas, filas)
        case Cifras(cifras):
            yield "\n".join(
                f"- **{_texto(c.valor)}** {_texto(c.rotulo)} ({_texto(c.origen)})" for c in cifras
            )
        case Figura(grafica):
            yield f"**{_texto(grafica.titulo)}.** {_texto(grafica.alternativa)}"
            yield _tabla(list(grafica.datos.columns), grafica.renglones())
            yield _texto(grafica.origen.en_palabras())
        case SaltoDePagina():
            pass


def _tabla(columnas: Sequence[str], filas: Sequence[Sequence[str]]) -> str:
    return "\n".join([_fila(columnas), _fila(["---"] * len(columnas)), *map(_fila, filas)])


def _rotulo(rotulo: str) -> str:
    return f"**{_texto(rotulo)}** " if rotulo else ""


def _fila(celdas: Sequence[str]) -> str:
    return f"| {' | '.join(c if c == '---' else _texto(c) for c in celdas)} |"


def _texto(texto: str) -> str:
    """El texto en un renglón y sin nada que Markdown tome por marca."""
    escapado = _ESPECIALES.sub(r"\\\1", " ".join(texto.split()))
    return _AL_EMPEZAR.sub(r"\1\\\2", escapado)

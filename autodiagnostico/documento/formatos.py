"""En qué se puede escribir un documento, por la extensión del archivo."""

from __future__ import annotations

from collections.abc import Callable

from autodiagnostico.documento.bloques import Documento
from autodiagnostico.documento.markdown import a_markdown
from autodiagnostico.documento.modelo import documento_de
from autodiagnostico.documento.pdf import a_pdf
from autodiagnostico.documento.word import a_word
from autodiagnostico.sello import Sello, sellar
from reglas import Catalogo


def _a_texto(documento: Documento) -> bytes:
    return a_markdown(documento).encode("utf-8")


_FORMATOS: dict[str, Callable[[Documento], bytes]] = {".docx": a_word, ".pdf": a_pdf, ".md": _a_texto}
EXTENSIONES = tuple(_FORMATOS)


def escribir(documento: Documento, extension: str) -> bytes:
    """Un documento como «.docx», «.pdf» o «.md»; su sello, si lo lleva, todavía con el hueco."""
    return _FORMATOS[extension](documento)


def escribir_documento(catalogo: Catalogo, extension: str) -> bytes:
    """La base entera como documento, sellada con sus reglas. No pasa por ninguna base de datos."""
    sello = Sello("base de reglas", catalogo.base.version, catalogo.digesto)
    return sellar(escribir(documento_de(catalogo, sello), extension), extension, sello)[0]

"""La base de reglas como documento para revisión jurídica, en Markdown, Word y PDF."""

from autodiagnostico.documento.bloques import Documento
from autodiagnostico.documento.formatos import EXTENSIONES, escribir_documento
from autodiagnostico.documento.markdown import a_markdown
from autodiagnostico.documento.modelo import documento_de
from autodiagnostico.documento.pdf import a_pdf
from autodiagnostico.documento.word import a_word

__all__ = [
    "EXTENSIONES",
    "Documento",
    "a_markdown",
    "a_pdf",
    "a_word",
    "documento_de",
    "escribir_documento",
]

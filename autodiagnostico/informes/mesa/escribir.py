"""Un informe de la Mesa en Word, PDF, Markdown o Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autodiagnostico.documento.bloques import Documento
from autodiagnostico.documento.formatos import escribir as escribir_documento
from autodiagnostico.informes.libro import escribir_libro
from autodiagnostico.informes.marcas import marca_de
from autodiagnostico.informes.mesa import direccion, divulgacion, gestion, presupuesto, ptep, seguimiento
from autodiagnostico.informes.mesa.datos import Contenido, Datos
from autodiagnostico.informes.mesa.textos import Cual, Declarado, declarados
from autodiagnostico.sello import Sello

EXCEL = ".xlsx"
_CONTENIDOS: Mapping[Cual, Callable[[Datos, Declarado], Contenido]] = {
    Cual.DIRECCION: direccion.contenido,
    Cual.PTEP: ptep.contenido,
    Cual.SEGUIMIENTO: seguimiento.contenido,
    Cual.GESTION: gestion.contenido,
    Cual.DIVULGACION: divulgacion.contenido,
    Cual.PRESUPUESTO: presupuesto.contenido,
}


def escribir(cual: Cual, datos: Datos, extension: str, sello: Sello) -> bytes:
    """El archivo, con el sello todavía con su hueco."""
    suyo = _CONTENIDOS[cual](datos, declarados()[cual])
    base, vigencia = datos.resultado.edicion.catalogo, datos.resultado.caso.vigencia
    if extension == EXCEL:
        titulo = f"{suyo.titulo}. {datos.entidad}. {vigencia}"
        return escribir_libro(titulo, suyo.hojas, marca_de([datos.ficha]), sello)
    documento = Documento(
        titulo=suyo.titulo,
        subtitulo=f"{datos.entidad}. {suyo.de_que or f'Vigencia {vigencia}'}",
        version=base.base.version,
        digesto=base.digesto,
        bloques=suyo.bloques,
        sello=sello,
        breve=suyo.breve,
        apaisado=suyo.apaisado,
        sello_corto=suyo.breve,
        seguido=True,
    )
    return escribir_documento(documento, extension)

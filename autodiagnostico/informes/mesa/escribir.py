"""Un informe de la Mesa en Word, PDF, Markdown o Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autodiagnostico.informes import contenido
from autodiagnostico.informes.contenido import Contenido
from autodiagnostico.informes.marcas import marca_de
from autodiagnostico.informes.mesa import direccion, divulgacion, gestion, presupuesto, ptep, seguimiento
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.textos import Cual, Declarado, declarados
from autodiagnostico.sello import Sello

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
    subtitulo = f"{datos.entidad}. {suyo.de_que or f'Vigencia {datos.ficha.vigencia}'}"
    marca, catalogo = marca_de([datos.ficha]), datos.resultado.edicion.catalogo
    return contenido.escribir(suyo, subtitulo, catalogo, marca, extension, sello)

"""Llenar la plantilla de acta en Word, sea la de fábrica o la de una entidad.

La plantilla viene de fuera: se llena en un entorno aislado que además solo admite poner un campo, recorrer
una lista y preguntar si algo está. Ni llamadas, ni cuentas, ni listas dentro de listas.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from autodiagnostico.entrada.paquetes import ILEGIBLE
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.evidencias.inspeccion import Archivo, inspeccionar
from autodiagnostico.mesa import ejemplo
from autodiagnostico.mesa.actas import CAMPOS, LISTAS
from autodiagnostico.mesa.actas import campos as campos_de
from autodiagnostico.sello.word import poner_propiedades

MAXIMO_MB = 2
"""Lo más que puede pesar una plantilla."""
_ADMITIDOS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
)
_DEL_RECORRIDO = frozenset({"index", "first", "last"})


class _Entorno(SandboxedEnvironment):
    """Un entorno que anota lo que no admite de cada parte y, a esa parte, la deja como está escrita."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.problemas: list[str] = []

    def from_string(self, source: Any, *args: Any, **otros: Any) -> Template:
        try:
            problemas = list(_problemas(self.parse(source)))
        except TemplateSyntaxError as error:
            problemas = [f"Hay una marca mal escrita: {error.message}."]
        if problemas:
            self.problemas += problemas
            return super().from_string("{{ tal_cual }}", globals={"tal_cual": Markup(source)})
        return super().from_string(source, *args, **otros)


def _problemas(arbol: nodes.Template) -> Iterator[str]:
    for nodo in arbol.find_all(nodes.Node):
        if not isinstance(nodo, (*_ADMITIDOS, nodes.Helper)):
            yield (
                f"Usa «{type(nodo).__name__}», que no se admite. Una plantilla solo pone campos, recorre "
                "listas («for») y pregunta si algo está («if»)."
            )
    yield from _en(arbol, {})


def _en(nodo: nodes.Node, variables: Mapping[str, str]) -> Iterator[str]:
    """Los campos que no existen; `variables` son las del recorrido, con la lista de que salen."""
    if isinstance(nodo, nodes.For):
        lista = nodo.iter.name if isinstance(nodo.iter, nodes.Name) else ""
        if variables:
            yield "Recorre una lista dentro de otra, que no se admite."
        elif lista not in LISTAS or not isinstance(nodo.target, nodes.Name):
            yield f"No se puede recorrer «{lista}». Se admite: {', '.join(LISTAS)}."
        else:
            for hijo in (*nodo.body, *nodo.else_):
                yield from _en(hijo, {nodo.target.name: lista})
        return
    if isinstance(nodo, nodes.Getattr):
        yield from _atributo(nodo, variables)
        return
    if isinstance(nodo, nodes.Name) and nodo.name not in {*CAMPOS, *LISTAS, *variables}:
        yield f"El campo «{nodo.name}» no existe. Se admite: {', '.join((*CAMPOS, *LISTAS))}."
    for hijo in nodo.iter_child_nodes():
        yield from _en(hijo, variables)


def _atributo(nodo: nodes.Getattr, variables: Mapping[str, str]) -> Iterator[str]:
    de = nodo.node.name if isinstance(nodo.node, nodes.Name) else ""
    if de == "loop" and variables:
        admite: frozenset[str] | Mapping[str, str] = _DEL_RECORRIDO
    elif de in variables:
        admite = LISTAS[variables[de]]
    else:
        yield f"«{de}.{nodo.attr}» está fuera del recorrido de su lista, o no existe."
        return
    if nodo.attr not in admite:
        yield f"«{de}.{nodo.attr}» no existe. Se admite: {', '.join(sorted(admite))}."


def recibir(nombre: str, contenido: bytes) -> Archivo:
    """Una plantilla que se puede llenar. Lanza ErrorDeEntrada si no abre o usa algo que no existe."""
    archivo = inspeccionar(nombre, contenido, megas=MAXIMO_MB, tipos=["docx"])
    llenar(archivo.contenido, campos_de(ejemplo.ENTIDAD, ejemplo.MESA, ejemplo.SESION), {})
    return archivo


def llenar(plantilla: bytes, campos: Mapping[str, Any], propiedades: Mapping[str, str]) -> bytes:
    """El acta en Word. Lanza ErrorDeEntrada con todo lo que la plantilla tiene mal."""
    from docxtpl import DocxTemplate

    entorno = _Entorno()
    try:
        documento = DocxTemplate(io.BytesIO(plantilla))
        documento.render(dict(campos), jinja_env=entorno, autoescape=True)
        problemas = [*entorno.problemas, *_enlaces_de_fuera(documento.docx)]
    except ILEGIBLE as error:
        problemas = entorno.problemas or [f"No se pudo llenar: Word no la abriría bien ({error})."]
    if problemas:
        raise ErrorDeEntrada("La plantilla", dict.fromkeys(problemas))
    poner_propiedades(documento.docx, propiedades)
    salida = io.BytesIO()
    documento.docx.save(salida)
    return salida.getvalue()


def _enlaces_de_fuera(documento: Any) -> Iterator[str]:
    """Lo que Word iría a buscar a otra parte al abrirla; un enlace que se oprime no cuenta."""
    for parte in documento.part.package.iter_parts():
        for relacion in parte.rels.values():
            if relacion.is_external and not relacion.reltype.endswith("/hyperlink"):
                yield "Trae algo que está fuera del archivo (una imagen o plantilla enlazada). Incrústelo."

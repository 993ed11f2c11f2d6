"""El sello de un documento de Word: lo firmado es su texto, párrafo por párrafo, y sus imágenes.

De los campos que Word calcula (el índice, el número de página) cuenta qué calculan y no lo que muestran: se
ponen al día solos.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import escape, quoteattr

from autodiagnostico.sello.ficha import HUECO, Sello, de_propiedades

_PARTE = "docProps/custom.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TIPO = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELACION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_ESPACIO = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALORES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CLASE = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""El identificador que el formato fija para las propiedades que agrega un programa."""


def poner_propiedades(documento: Any, propiedades: Mapping[str, str]) -> None:
    """Pone propiedades a un documento de python-docx, que no sabe hacerlo, en lugar de las que traiga."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    renglones = "".join(
        f'<property fmtid={quoteattr(_CLASE)} pid="{numero}" name={quoteattr(nombre)}>'
        f"<vt:lpwstr>{escape(valor)}</vt:lpwstr></property>"
        for numero, (nombre, valor) in enumerate(propiedades.items(), start=2)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{_ESPACIO}" xmlns:vt="{_VALORES}">{renglones}</Properties>'
    )
    paquete = documento.part.package
    for clave in [c for c, r in paquete.rels.items() if r.reltype == _RELACION]:
        del paquete.rels[clave]  # dos partes con el mismo nombre dejarían el archivo dañado
    parte = Part(PackURI(f"/{_PARTE}"), _TIPO, xml.encode(), paquete)
    paquete.relate_to(parte, _RELACION)


def leer(contenido: bytes) -> tuple[Sello, Any] | None:
    """El sello de un documento y lo que dice, con el hueco puesto; None si no lo lleva."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        if _PARTE not in paquete.namelist():
            return None
        raiz = fromstring(paquete.read(_PARTE))
        sello = de_propiedades({p.get("name", ""): "".join(p.itertext()) for p in raiz})
        if sello is None:
            return None
        partes = sorted(n for n in paquete.namelist() if n.startswith("word/") and _se_lee(n))
        dicho = {n: list(_parrafos(fromstring(paquete.read(n)))) for n in partes}
        imagenes = sorted(n for n in paquete.namelist() if n.startswith("word/media/"))
        if imagenes:  # por lo que son y no por su nombre, que cada programa le pone otro
            dicho["imagenes"] = sorted(hashlib.sha256(paquete.read(n)).hexdigest() for n in imagenes)
    return sello, {n: [HUECO if t == sello.contenido else t for t in textos] for n, textos in dicho.items()}


def _se_lee(parte: str) -> bool:
    """El cuerpo, los encabezados, los pies y las notas al pie; los comentarios son de quien revisa."""
    nombre = parte.removeprefix("word/")
    return nombre.endswith(".xml") and nombre.startswith(
        ("document", "header", "footer", "footnotes", "endnotes")
    )


def _parrafos(raiz: Element) -> Iterator[str]:
    """Lo que dice cada párrafo; de un campo, cuál es y no su resultado."""
    campos = 0
    textos: list[str] = []
    for nodo in raiz.iter():
        if nodo.tag == f"{_W}p":
            if textos:
                yield "".join(textos)
            textos = []
        elif nodo.tag == f"{_W}fldChar":
            campos += {"begin": 1, "end": -1}.get(nodo.get(f"{_W}fldCharType", ""), 0)
        elif nodo.tag == f"{_W}t" and not campos:
            textos.append(nodo.text or "")
        elif nodo.tag == f"{_W}instrText":
            textos += (nodo.text or "").split()[:1]  # cada programa ordena a su modo lo que sigue
    if textos:
        yield "".join(textos)

"""El documento en PDF accesible (PDF/UA-1), compuesto con Typst y sus propias fuentes.

Los textos viajan como datos: nada de lo que alguien escribió se interpreta como marcado.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

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
from autodiagnostico.letras import carpeta_de_letras
from autodiagnostico.sello.pdf import palabra_clave

_PLANTILLA = Path(__file__).with_name("plantilla.typ")
NORMA_DEL_PDF: Final = "ua-1"


def a_pdf(documento: Documento) -> bytes:
    """El PDF; el mismo documento da siempre los mismos bytes."""
    import typst

    datos = {
        "titulo": documento.titulo,
        "subtitulo": documento.subtitulo,
        "portada": documento.portada,
        "marca": documento.marca,
        "breve": documento.breve,
        "de_corrido": documento.de_corrido,
        "apaisado": documento.apaisado,
        "diapositivas": documento.diapositivas,
        "claves": [palabra_clave(documento.sello)] if documento.sello else [],
        "bloques": [_datos(b) for b in (*documento.bloques, *documento.verificacion(con_huella=False))],
    }
    pdf = typst.compile(
        _PLANTILLA.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        font_paths=typst.Fonts(font_paths=[carpeta_de_letras()], include_system_fonts=False),
        sys_inputs={"documento": json.dumps(datos, ensure_ascii=False)},
        pdf_standards=NORMA_DEL_PDF,
        timestamp=0,
    )
    assert isinstance(pdf, bytes), "sin ruta de salida, Typst devuelve los bytes"
    return pdf


def _datos(bloque: Bloque) -> dict[str, Any]:
    match bloque:
        case Titulo(nivel, texto):
            return {"tipo": "titulo", "nivel": nivel, "texto": texto}
        case Parrafo(texto, rotulo, enlace):
            return {"tipo": "parrafo", "texto": texto, "rotulo": rotulo, "enlace": enlace}
        case Lista(rotulo, puntos):
            return {"tipo": "lista", "rotulo": rotulo, "puntos": _arbol(list(puntos))}
        case Nota(titulo, texto, citas):
            return {"tipo": "nota", "titulo": titulo, "texto": texto, "citas": list(citas)}
        case Tabla(columnas, anchos, filas):
            filas_ = [list(f) for f in filas]
            return {"tipo": "tabla", "columnas": list(columnas), "anchos": list(anchos), "filas": filas_}
        case Cifras(cifras):
            return {"tipo": "cifras", "cifras": [asdict(c) for c in cifras]}
        case Figura():
            return _figura(bloque)
        case SaltoDePagina():
            return {"tipo": "salto"}


def _figura(figura: Figura) -> dict[str, Any]:
    from autodiagnostico.graficas import svg

    grafica = figura.grafica
    return {
        "tipo": "figura",
        "titulo": grafica.titulo,
        "alternativa": grafica.alternativa,
        "origen": grafica.origen.en_palabras(),
        "svg": svg(grafica, rotulada=False).decode(),
    }


def _arbol(puntos: list[tuple[int, str]]) -> list[dict[str, Any]]:
    """Los puntos con sangrías como puntos que contienen puntos."""
    raiz: list[dict[str, Any]] = []
    abiertas = [raiz]
    for hondo, texto in puntos:
        del abiertas[min(hondo, len(abiertas) - 1) + 1 :]
        punto: dict[str, Any] = {"texto": texto, "puntos": []}
        abiertas[-1].append(punto)
        abiertas.append(punto["puntos"])
    return raiz

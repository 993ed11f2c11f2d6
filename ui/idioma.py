"""Los textos en inglés que Streamlit trae escritos y no deja cambiar, dichos en español.

Se cambian al servir sus archivos. Si una versión nueva ya no trae alguno, ese texto queda como venga.
"""

from __future__ import annotations

DOCUMENTO = {
    '<html lang="en"': '<html lang="es"',
    "<title>Streamlit</title>": "<title>Autodiagnóstico</title>",
    "You need to enable JavaScript to run this app.": "Para usar esta aplicación hace falta JavaScript.",
}
GUIONES = {
    "Skip to main content": "Ir al contenido",
    "Collapse sidebar": "Plegar la barra lateral",
    "Expand sidebar": "Menú: desplegar la barra lateral",
    "Connecting": "Conectando",
    "Connection error": "Sin conexión",
    "Running...": "Un momento…",
    "Please wait...": "Un momento…",
    "Page not found": "Esa página no existe",
    "Clear value": "Borrar lo elegido",
    "No results": "Sin resultados",
    "Select all": "Elegir todo",
    "No options to select": "No hay opciones",
    "Upload": "Elegir archivo",
    "Upload failed": "No se pudo subir",
    "Add files": "Agregar archivos",
    "Drag and drop a file here": "Suelte aquí el archivo",
    "Drag and drop files here": "Suelte aquí los archivos",
    "Only one file is allowed.": "Se admite un solo archivo.",
    "Number is below the allowed range.": "El número es menor de lo que se admite.",
    "Number is above the allowed range.": "El número es mayor de lo que se admite.",
    "Streamlit server is not responding. Are you connected to the internet?": (
        "La aplicación no responde. ¿Sigue abierta y tiene conexión?"
    ),
}
"""En los guiones cada texto va entre comillas; solo se cambia el que coincide entero."""

ROTULOS = {
    "Sidebar": "Barra lateral",
    "Open": "Ver las opciones",
    "Close": "Cerrar",
    "file upload": "Archivo",
}
"""Nombres que solo oye quien usa lector de pantalla; van como `aria-label`, para no tocar otra cosa."""

TROZOS = {
    "`Number is outside the allowed range. Please enter a value between ${n} and ${r}.`": (
        "`Se admite un número de ${n} a ${r}.`"
    ),
    "`Number is below the allowed range. Please enter a value greater than or equal to ${n}.`": (
        "`Se admite un número desde ${n}.`"
    ),
    "`Number is above the allowed range. Please enter a value less than or equal to ${r}.`": (
        "`Se admite un número hasta ${r}.`"
    ),
    "} per file`": "} por archivo`",
    "`File must be ${": "`El archivo pesa demasiado: lo máximo es ${",
    " or smaller.`": ".`",
    " files are not allowed.`": ": ese tipo de archivo no se admite.`",
    "`Remove ${": "`Quitar ${",
    "`Cancel upload of ${": "`No subir ${",
    "`Select ${": "`Elegir los ${",
    " matches`": " que coinciden`",
}
"""Lo que en los guiones va pegado a un dato: se cambia el trozo, con lo que lo delimita."""

_COMILLAS = ("`", '"', "'")
_EN_DOCUMENTO = [(a.encode(), b.encode()) for a, b in DOCUMENTO.items()]
_EN_GUIONES = [(f"{c}{a}{c}".encode(), f"{c}{b}{c}".encode()) for a, b in GUIONES.items() for c in _COMILLAS]
_EN_GUIONES += [
    (f'"aria-label":{c}{a}{c}'.encode(), f'"aria-label":{c}{b}{c}'.encode())
    for a, b in ROTULOS.items()
    for c in _COMILLAS
]
_EN_GUIONES += [(a.encode(), b.encode()) for a, b in TROZOS.items()]


def traducir(tipo: str, cuerpo: bytes) -> bytes:
    """El cuerpo con sus textos en español, según sea documento o guion."""
    for ingles, espanol in _EN_DOCUMENTO if "html" in tipo else _EN_GUIONES:
        cuerpo = cuerpo.replace(ingles, espanol)
    return cuerpo


def se_traduce(tipo: str) -> bool:
    """Si un tipo de contenido trae textos de Streamlit."""
    return tipo.startswith("text/html") or "javascript" in tipo

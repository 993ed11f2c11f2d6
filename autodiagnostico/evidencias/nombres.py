"""Nombres que vinieron de fuera: qué se rechaza, qué se limpia y qué queda."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

MAXIMO_ARCHIVO = 120
MAXIMO_NOMBRE = 300
_RUTA = re.compile(r"[/\\]|^\.\.?$|^[A-Za-z]:")
_NO_VAN = re.compile(r'[<>:"|?*/\\]')
_RESERVADOS = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE)
_INVISIBLES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control, formato (los que voltean el texto, entre ellos), sustitutos y lo que no es un carácter."""


def trae_ruta(nombre: str) -> bool:
    """Si el nombre de un archivo dice además en qué carpeta; ningún navegador manda eso."""
    return bool(_RUTA.search(nombre))


def limpiar(texto: str) -> str:
    """El texto en un renglón, sin caracteres que no se ven ni espacios de más."""
    visible = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", texto))
    return " ".join("".join(c for c in visible if unicodedata.category(c) not in _INVISIBLES).split())


def sanear(nombre: str) -> str:
    """El nombre de un archivo, de modo que sirva en cualquier sistema y no engañe a quien lo lee."""
    limpio = _NO_VAN.sub("_", limpiar(nombre)).strip(". ")
    ruta = PurePosixPath(limpio or "archivo")
    extension = ruta.suffix[: MAXIMO_ARCHIVO // 4]
    tallo = ruta.name.removesuffix(ruta.suffix).rstrip(". ") or "archivo"
    # En Windows lo reservado lo es hasta el primer punto: «con.informe.pdf» tampoco se puede crear.
    if _RESERVADOS.match(tallo.split(".")[0].rstrip()):
        tallo = f"_{tallo}"
    return f"{tallo[: MAXIMO_ARCHIVO - len(extension)].rstrip('. ')}{extension}"


def clave_de(nombre: str) -> str:
    """La huella del nombre con que se cita una evidencia, por la que se busca."""
    return hashlib.sha256(nombre.encode()).hexdigest()

"""El correo con que entra una cuenta."""

from __future__ import annotations

import re
import unicodedata

MAXIMO = 254
_FORMA = re.compile(r"[^\s@<>\"'(),;:\\]+@[^\s@<>\"'(),;:\\]+\.[^\s@<>\"'(),;:\\]+")


def normalizar(escrito: str) -> str:
    """Como se guarda y se compara: sin espacios alrededor y en minúsculas."""
    return unicodedata.normalize("NFKC", escrito).strip().lower()


def problemas(correo: str) -> list[str]:
    """Qué impide que sea el correo de una cuenta; se espera ya normalizado."""
    if len(correo) > MAXIMO:
        return [f"El correo tiene {len(correo)} caracteres. Se admite: hasta {MAXIMO}."]
    if not _FORMA.fullmatch(correo):
        return [f"«{correo}» no es un correo. Se admite algo como nombre@entidad.gov.co."]
    return []

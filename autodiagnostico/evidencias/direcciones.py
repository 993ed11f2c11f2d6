"""Las direcciones web que sirven de evidencia."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from autodiagnostico.evidencias.nombres import limpiar

MAXIMO_DIRECCION = 2000


def problemas_de_direccion(direccion: str) -> Iterator[str]:
    """Lo que no se admite en una dirección."""
    admite = "Se admite una dirección completa, que empiece por https:// o http://."
    try:
        partes = urlsplit(direccion)
        bien = partes.scheme.lower() in {"http", "https"} and bool(partes.hostname)
        con_clave = partes.username is not None or partes.password is not None
    except ValueError:
        bien, con_clave = False, False
    if not bien or limpiar(direccion) != direccion or " " in direccion:
        yield f"«{limpiar(direccion)[:80]}» no es una dirección web. {admite}"
    elif con_clave:
        yield "la dirección trae un usuario o una contraseña, y los vería cualquiera. Quítelos."
    elif len(direccion) > MAXIMO_DIRECCION:
        yield f"la dirección tiene {len(direccion)} caracteres; se admiten hasta {MAXIMO_DIRECCION}."

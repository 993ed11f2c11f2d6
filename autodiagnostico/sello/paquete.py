"""El hueco de la huella dentro de un .xlsx o un .docx: se llena donde aparezca y lo demás queda igual."""

from __future__ import annotations

import io
import zipfile

from autodiagnostico.sello.ficha import HUECO


def llenar(contenido: bytes, huella: str) -> bytes:
    """El mismo paquete, con la huella en lugar de cada hueco."""
    salida = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(contenido)) as origen,
        zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as destino,
    ):
        for parte in origen.infolist():
            destino.writestr(parte, origen.read(parte).replace(HUECO.encode(), huella.encode()))
    return salida.getvalue()

"""De un renglón de lote a su caso."""

from __future__ import annotations

from datetime import date

from autodiagnostico.entrada.casos import leer_datos
from autodiagnostico.lotes.celdas import ruta_en_tabla
from autodiagnostico.lotes.trozos import Renglon
from motor import Caso, ErrorDeCaso
from reglas import Catalogo


def caso_de(renglon: Renglon, catalogo: Catalogo, fecha: date | None) -> Caso:
    """El caso de un renglón; `fecha`, si viene, manda. Lanza ErrorDeCaso con todos sus problemas."""
    problemas = list(renglon.problemas)
    if problemas and renglon.datos is None:
        raise ErrorDeCaso(problemas)
    try:
        caso = leer_datos(renglon.datos, catalogo, fecha)
    except ErrorDeCaso as error:
        vistas = {p.ruta for p in problemas}
        otros = (ruta_en_tabla(p) if renglon.de_tabla else p for p in error.problemas)
        raise ErrorDeCaso([*problemas, *(p for p in otros if p.ruta not in vistas)]) from error
    if problemas:
        raise ErrorDeCaso(problemas)
    return caso

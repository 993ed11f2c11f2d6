"""Las medidas de fuera junto a la madurez, en Excel: una fila por medida."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.medidas.marco import marco
from autodiagnostico.medidas.palabras import en_palabras, que_es
from autodiagnostico.palabras import cortar_puntaje
from autodiagnostico.sello import Sello
from autodiagnostico.servicios.medidas import FilaDeMedidas
from reglas import Catalogo

_COLUMNAS = (
    Columna("Entidad", 44),
    Columna("Código", 16),
    Columna("Sector", 28),
    Columna("Medida", 40),
    Columna("Valor", 10, "decimal"),
    Columna("Autodiagnóstico", 16),
    Columna("Madurez demostrada", 14, "decimal"),
    Columna("Madurez posible", 14, "decimal"),
    Columna("Por fuera del intervalo", 14, "decimal"),
    Columna("Conviene mirar", 12),
    Columna("Qué dice", 50),
)


def libro(catalogo: Catalogo, ano: int, filas: Sequence[FilaDeMedidas], sello: Sello) -> bytes:
    """El libro de un año."""
    titulo = f"Medidas de fuera junto a la madurez, {ano}"
    notas = [
        "Las medidas de fuera se muestran al lado: no entran en ningún puntaje de esta aplicación.",
        *textwrap.wrap(marco().desajuste.razon, 150),
    ]
    hoja = Hoja("Medidas", titulo, notas, _COLUMNAS, _celdas(catalogo, filas))
    return escribir_libro(titulo, [hoja], sello=sello)


def _celdas(catalogo: Catalogo, filas: Sequence[FilaDeMedidas]) -> Iterable[list[Celda]]:
    for fila in filas:
        estado = fila.comparada.estado.capitalize() if fila.comparada else "No ha empezado"
        for (medicion, ambito), frente in fila.medidas.items():
            diferencia = frente.diferencia
            yield [
                fila.entidad.nombre,
                fila.entidad.codigo,
                str(fila.entidad.atributos.get("sector") or ""),
                que_es(catalogo, medicion, ambito),
                frente.valor,
                estado,
                cortar_puntaje(frente.minimo),
                cortar_puntaje(frente.maximo, hacia_arriba=True),
                None if diferencia is None else float(diferencia),
                "Sí" if frente.mirar else "",
                en_palabras(frente),
            ]

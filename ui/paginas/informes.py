"""Los informes de la Mesa: para qué es cada uno, de dónde sale y su descarga."""

from __future__ import annotations

from ui import contexto, informes, temas
from ui.marcado import e, pintar


def pagina() -> None:
    """Los que hay del diagnóstico elegido."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Informes"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    pintar(
        e(
            "p",
            "Cada informe se escribe solo, con lo que la Mesa registró hasta hoy. Cada cifra dice de dónde "
            "sale y de cuándo es, y cada archivo lleva su sello: se puede comprobar que nadie lo cambió.",
            clase="entrada",
        )
    )
    informes.de_la_mesa(ficha)


pagina()

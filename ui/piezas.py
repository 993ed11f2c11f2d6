"""Piezas de HTML que varias páginas comparten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autodiagnostico.palabras import CERTEZAS, cita_en_palabras
from reglas import Catalogo
from reglas.fichas import Cita, Criterio
from ui import formato
from ui.marcado import Hijo, Html, e, unir
from ui.vocabulario import PARECIDO, Signo

FILAS_A_LA_VISTA = 30
"""Las que una tabla muestra sin abrir las demás."""
POCAS = 2
"""Para esconder estas no vale la pena un pliegue."""


def insignia(signo: Signo, cuantos: int | None = None) -> Html:
    """Símbolo y palabra sobre un tono; con `cuantos`, la cuenta delante de la palabra."""
    palabra = signo.palabra if cuantos is None else signo.cuantas(cuantos)
    return e(
        "span", e("span", signo.simbolo, aria_hidden="true"), " ", palabra, clase=f"insignia {signo.tono}"
    )


def plegado(titulo: Hijo, *contenido: Hijo | Iterable[Hijo], abierto: bool = False) -> Html:
    """Algo que se abre con un clic o con la barra espaciadora."""
    return e("details", e("summary", titulo), e("div", *contenido, clase="abierto"), open=abierto)


def aviso(tono: str, simbolo: str, *contenido: Hijo | Iterable[Hijo]) -> Html:
    """Un recuadro que dice algo importante."""
    return e(
        "div",
        e("span", simbolo, clase="simbolo", aria_hidden="true"),
        e("div", *contenido),
        clase=f"aviso {tono}",
    )


def error_de_campo(texto: str) -> Html:
    """El error que va al lado de su casilla."""
    return e("p", e("span", "✕ ", aria_hidden="true"), texto, clase="error-de-campo", role="alert")


def barra_de_avance(hechas: int, total: int, rotulo: str) -> Html:
    """Una barra de cuánto va, con su lectura en palabras."""
    ancho = 100 * hechas / total if total else 100
    return e(
        "div",
        e("div", clase="lleno", style=f"width:{ancho:.1f}%"),
        clase="avance",
        role="img",
        aria_label=rotulo,
    )


def nombre_de_cita(catalogo: Catalogo, cita: Cita) -> str:
    """«Decreto 640 de 2025, artículo 252, parágrafo»."""
    return cita_en_palabras(catalogo, cita)


def nombre_de_articulo(articulo: str) -> str:
    """«Artículo 252, parágrafo»; lo que no es un artículo, igual."""
    return f"Artículo {articulo}" if articulo[:1].isdigit() else articulo


def cita(catalogo: Catalogo, cita_: Cita) -> Html:
    """Una cita entera: norma, lugar, certeza y cuándo se comprobó."""
    detalle = (
        f"{cita_.lugar}. Cita {CERTEZAS[cita_.certeza]}; verificada el {formato.fecha(cita_.verificada)}."
    )
    return e(
        "p",
        e("strong", nombre_de_cita(catalogo, cita_)),
        e("br"),
        e("span", detalle, f" {cita_.nota}" if cita_.nota else None, clase="menor"),
        e("br") if cita_.fuente else None,
        e("span", f"Fuente: {cita_.fuente}", clase="menor codigo") if cita_.fuente else None,
        clase="cita",
    )


def esquema(renglones: Iterable[tuple[int, str]]) -> Html:
    """Una condición en renglones con sangría."""
    return e(
        "div",
        (e("p", texto, style=f"margin-left:{1.25 * sangria}rem") for sangria, texto in renglones),
        clase="esquema",
    )


def tabla(titulos: Iterable[Hijo], filas: Iterable[Html], rotulo: str, clase: str = "tabla") -> Html:
    """Una tabla con encabezados de columna; en pantallas angostas se desliza dentro de su marco."""
    cabeza = e("thead", e("tr", (e("th", t, scope="col") for t in titulos)))
    return e(
        "div",
        e("table", e("caption", rotulo, clase="solo-lectores"), cabeza, e("tbody", filas), clase=clase),
        clase="marco",
        tabindex="0",
        role="region",
        aria_label=rotulo,
    )


def tabla_larga(titulos: Sequence[Hijo], filas: Iterable[Html], rotulo: str) -> Html:
    """Una tabla que, si es muy larga, guarda las últimas filas en un pliegue."""
    todas = list(filas)
    caben = len(todas) if len(todas) <= FILAS_A_LA_VISTA + POCAS else FILAS_A_LA_VISTA
    resto = todas[caben:]
    if not resto:
        return tabla(titulos, todas, rotulo)
    demas = plegado(f"Ver las demás ({len(resto)})", tabla(titulos, resto, f"{rotulo}: las demás"))
    return unir(tabla(titulos, todas[:caben], rotulo), demas)


def fila(cabeza: Hijo, *celdas: Hijo) -> Html:
    """Una fila de tabla con encabezado de fila."""
    return e("tr", e("th", cabeza, scope="row"), (e("td", c) for c in celdas))


def lista(cosas: Iterable[Hijo], clase: str | None = None) -> Html:
    """Una lista con viñetas."""
    return e("ul", (e("li", cosa) for cosa in cosas), clase=clase)


def furag(criterio: Criterio) -> Html | None:
    """Las preguntas del FURAG que miran lo mismo que una nuestra, y cuánto se parecen."""
    if not criterio.furag:
        return None
    juntas: dict[str, list[str]] = {}
    for cruce in criterio.furag:
        juntas.setdefault(cruce.relacion, []).append(cruce.pregunta)
    dichas = [f"{', '.join(preguntas)} ({PARECIDO[relacion]})" for relacion, preguntas in juntas.items()]
    return e("p", e("strong", "En el FURAG: "), "; ".join(dichas), ".", clase="menor")


def marca_de_demostracion(es: bool) -> Html:
    """La marca que llevan por todas partes las entidades inventadas."""
    return e("span", "Datos de demostración", clase="insignia demo") if es else unir()

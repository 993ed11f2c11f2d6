"""El mapa de calor entidad × escenario y su tabla. Un borrador muestra cobertura, nunca niveles."""

from __future__ import annotations

from fractions import Fraction

from autodiagnostico.analisis.comparacion import FilaDeComparacion
from autodiagnostico.analisis.madurez import Madurez
from reglas import Catalogo
from ui import formato, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, unir
from ui.vocabulario import VIDA

TONOS = 5
SIN_DATO = "—"


def calor(catalogo: Catalogo, filas: list[FilaDeComparacion]) -> Html:
    """Una fila por entidad y una columna por escenario; número y palabra en cada casilla, no solo color."""
    titulos = ["Entidad", *(escenario.nombre for escenario in catalogo.escenarios.values())]
    cuerpo = (
        e(
            "tr",
            e("th", _entidad(f), scope="row"),
            (_casilla(catalogo, f, codigo) for codigo in catalogo.escenarios),
        )
        for f in filas
    )
    return piezas.tabla(titulos, cuerpo, "Nivel y cobertura de cada entidad en cada escenario", "tabla calor")


def _entidad(fila: FilaDeComparacion) -> Html:
    signo = VIDA[fila.estado]
    return unir(
        fila.nombre,
        e("br"),
        piezas.insignia(signo),
        " ",
        piezas.marca_de_demostracion(fila.demostracion),
    )


def _casilla(catalogo: Catalogo, fila: FilaDeComparacion, codigo: str) -> Html:
    cobertura = fila.cobertura.get(codigo)
    if fila.escenarios is None:
        palabra = VIDA[fila.estado].palabra
        return e("td", e("b", palabra), _cobertura(cobertura), clase="sin-nivel")
    madurez = fila.escenarios.get(codigo)
    if madurez is None or madurez.nivel_min is None:
        return e("td", e("b", "No aplica"), clase="sin-nivel")
    # Una base de antes pudo tener otros niveles que la de hoy.
    nombre = next((n.nombre for n in catalogo.niveles if n.nivel == madurez.nivel_min), "")
    return e(
        "td",
        ancla("madurez", e("b", f"{madurez.nivel_min}. {nombre}"), d=str(fila.diagnostico_id)),
        _hasta(madurez),
        _cobertura(cobertura),
        clase=f"nivel-{tono(catalogo, madurez.nivel_min)}",
    )


def _hasta(madurez: Madurez) -> Html | None:
    if madurez.nivel_max == madurez.nivel_min:
        return None
    return e("span", f"puede llegar a {madurez.nivel_max}", clase="renglon")


def _cobertura(cobertura: Fraction | None) -> Html:
    texto = (
        "sin reglas que le apliquen" if cobertura is None else f"cobertura {formato.porcentaje(cobertura)}"
    )
    return e("span", texto, clase="renglon")


def tono(catalogo: Catalogo, nivel: int) -> int:
    """El tono de 1 a 5 de un nivel, sean cuantos sean los niveles de la base."""
    ultimo = catalogo.niveles[-1].nivel
    return TONOS if ultimo == 1 else 1 + round((nivel - 1) * (TONOS - 1) / (ultimo - 1))


def leyenda(catalogo: Catalogo) -> Html:
    """Qué quiere decir cada tono, y cómo se leen las casillas."""
    muestras = (
        e("span", f"{n.nivel}. {n.nombre}", clase=f"muestra nivel-{tono(catalogo, n.nivel)}")
        for n in catalogo.niveles
    )
    return unir(
        e(
            "p",
            (unir(m, " ") for m in muestras),
            e("span", "Borrador", clase="muestra sin-nivel"),
            clase="leyenda",
        ),
        piezas.plegado(
            "Cómo leer el mapa",
            e(
                "p",
                "El nivel es el demostrado: lo que no se ha respondido no suma. «Cobertura» es la parte del "
                "peso del escenario cuyo resultado ya se conoce: un nivel bajo con poco respondido no es un "
                "mal resultado, es un diagnóstico sin terminar.",
            ),
            e("p", catalogo.escala.razon),
        ),
    )


def tabla(catalogo: Catalogo, filas: list[FilaDeComparacion]) -> Html:
    """Lo mismo en números, con el global."""
    escenarios = (escenario.nombre for escenario in catalogo.escenarios.values())
    titulos = ["Entidad", "Cobertura", "Nivel global", "Puntaje global", *escenarios]
    return piezas.tabla(titulos, (_fila(catalogo, f) for f in filas), "Puntajes de las entidades")


def _fila(catalogo: Catalogo, fila: FilaDeComparacion) -> Html:
    total = fila.madurez_global
    return piezas.fila(
        _entidad(fila),
        SIN_DATO if fila.cobertura_global is None else formato.porcentaje(fila.cobertura_global),
        SIN_DATO if total is None else _enlazado(fila, _nivel_global(total)),
        SIN_DATO if total is None else _enlazado(fila, _puntaje(total.indice_min, total.indice_max)),
        *(_puntaje_de(fila, codigo) for codigo in catalogo.escenarios),
    )


def _enlazado(fila: FilaDeComparacion, texto: str) -> str:
    """Un número de un enviado lleva a donde se explica."""
    return texto if texto == SIN_DATO else ancla("madurez", texto, d=str(fila.diagnostico_id))


def _nivel_global(total: Madurez) -> str:
    if total.nivel_min is None:
        return SIN_DATO
    hasta = "" if total.nivel_min == total.nivel_max else f" (hasta {total.nivel_max})"
    return f"{total.nivel_min}{hasta}"


def _puntaje_de(fila: FilaDeComparacion, codigo: str) -> str:
    madurez = None if fila.escenarios is None else fila.escenarios.get(codigo)
    if madurez is None:
        return SIN_DATO
    return _enlazado(fila, _puntaje(madurez.indice_min, madurez.indice_max))


def _puntaje(minimo: Fraction | None, maximo: Fraction | None) -> str:
    if minimo is None or maximo is None:
        return SIN_DATO
    if minimo == maximo:
        return formato.puntaje(minimo)
    return f"{formato.puntaje(minimo)} a {formato.puntaje(maximo, hacia_arriba=True)}"


def no_contadas(filas: list[FilaDeComparacion]) -> Html | None:
    """Las que no entran en la cuenta, con su razón."""
    fuera = [f"{f.nombre}: {f.razon_no_contada}" for f in filas if not f.contada]
    if not fuera:
        return None
    titulo = formato.plural(len(fuera), "entidad no se cuenta", "entidades no se cuentan")
    return piezas.plegado(f"{titulo} en la comparación: por qué", piezas.lista(fuera))

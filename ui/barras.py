"""La madurez de un escenario en una frase, en una barra y en una tabla."""

from __future__ import annotations

from fractions import Fraction

from motor import Resultado
from motor.resultado import MadurezDeEscenario
from ui import formato, lecturas, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, unir
from ui.vocabulario import ESTADOS


def nombre_de_nivel(resultado: Resultado, nivel: int) -> str:
    """El nombre de un nivel."""
    return next(n.nombre for n in resultado.edicion.catalogo.niveles if n.nivel == nivel)


def frase(resultado: Resultado, minimo: int, maximo: int | None, pendientes: int | None) -> Html:
    """«Demostrado nivel 2, Organizado; puede llegar a 4 si responde 12 preguntas»."""
    demostrado = unir("Demostrado ", e("strong", f"nivel {minimo}, {nombre_de_nivel(resultado, minimo)}"))
    if maximo is not None and maximo > minimo:
        si = (
            f" si responde {formato.plural(pendientes, 'pregunta', 'preguntas')}"
            if pendientes
            else " con lo que falta por saber"
        )
        return unir(demostrado, "; puede llegar a ", e("strong", str(maximo)), f"{si}.")
    if pendientes:
        faltan = "la pregunta que falta" if pendientes == 1 else f"las {pendientes} preguntas que faltan"
        return unir(demostrado, f". Responder {faltan} no alcanza para subir: hay que hacer algo más.")
    return unir(demostrado, ".")


def lectura_de(desde: Fraction, hasta: Fraction) -> str:
    """El intervalo en palabras; si ya no hay nada por saber, solo lo demostrado."""
    demostrado = f"{formato.puntaje(desde)} puntos de 100 demostrados"
    if desde == hasta:
        return f"{demostrado}."
    return (
        f"{demostrado}; hasta {formato.puntaje(hasta, hacia_arriba=True)} según lo que falta por responder."
    )


def intervalo(resultado: Resultado, madurez: MadurezDeEscenario) -> Html:
    """La barra de 0 a 100: lo demostrado lleno, lo posible rayado, y una marca por nivel."""
    desde, hasta = madurez.indice_min or Fraction(0), madurez.indice_max or Fraction(0)
    lectura = lectura_de(desde, hasta)
    niveles = resultado.edicion.catalogo.niveles
    marcas = (e("span", clase="marca", style=f"left:{n.umbral}%") for n in niveles if n.umbral)
    rotulos = (
        e(
            "span",
            e("b", str(n.nivel)),
            e("span", f" {n.nombre}", clase="nombre"),
            style=f"left:{n.umbral}%",
            clase="actual" if n.nivel == madurez.nivel_min else None,
        )
        for n in niveles
    )
    return e(
        "div",
        e(
            "div",
            e("div", clase="posible", style=f"left:{formato.css(desde)};width:{formato.css(hasta - desde)}"),
            e("div", clase="demostrado", style=f"width:{formato.css(desde)}"),
            marcas,
            clase="barra",
            role="img",
            aria_label=lectura,
        ),
        e("div", rotulos, clase="rotulos", aria_hidden="true"),
        e("p", lectura, clase="menor"),
        clase="intervalo",
    )


def desglose(resultado: Resultado, madurez: MadurezDeEscenario) -> Html:
    """De dónde sale el puntaje: el reparto de los puntos y lo que pone cada regla."""
    p = madurez.puntos
    reparto = [
        ("Cumplido", p.cumple),
        ("Cumplido en parte", p.parcial),
        ("Por saber: depende de lo que falta responder", p.sin_informacion),
        ("Pendiente por hacer", p.pendiente),
        ("Total de puntos que le aplican", p.potencial),
    ]
    cuenta = (
        f"({formato.puntos(p.cumple)} + {formato.puntos(p.parcial)}) ÷ {formato.puntos(p.potencial)} × 100"
    )
    return unir(
        e(
            "p",
            f"Puntaje demostrado: {cuenta} = {formato.puntaje(madurez.indice_min or Fraction(0))}. ",
            _cobertura(madurez),
        ),
        piezas.tabla(
            ["Puntos", "Cuántos"],
            (piezas.fila(t, formato.puntos(v)) for t, v in reparto),
            f"Reparto de los puntos en «{madurez.nombre}»",
            "tabla corta",
        ),
        _por_regla(resultado, madurez),
    )


def _cobertura(madurez: MadurezDeEscenario) -> str:
    partes = []
    if madurez.cobertura is not None:
        partes.append(f"Se conoce el resultado del {formato.porcentaje(madurez.cobertura)} del peso.")
    if madurez.respaldo is not None:
        partes.append(f"Tiene evidencia citada el {formato.porcentaje(madurez.respaldo)} de lo cumplido.")
    return " ".join(partes)


def _por_regla(resultado: Resultado, madurez: MadurezDeEscenario) -> Html:
    filas = (
        piezas.fila(
            ancla("normas", a.regla.ficha.titulo, regla=a.regla.codigo),
            piezas.insignia(ESTADOS[a.estado]),
            str(a.peso),
            formato.puntos(a.demostrado),
            formato.puntos(a.por_saber),
        )
        for a in lecturas.aportes(resultado, madurez.codigo)
    )
    titulos = ["Regla", "Resultado", "Peso", "Suma", "Por saber"]
    return piezas.tabla(titulos, filas, f"Lo que pone cada regla en «{madurez.nombre}»")


def tabla_de_escenarios(resultado: Resultado) -> Html:
    """Los escenarios con su peso y su puntaje."""
    catalogo = resultado.edicion.catalogo
    filas = (
        piezas.fila(
            m.nombre,
            str(catalogo.escenarios[m.codigo].peso),
            str(m.nivel_min),
            formato.puntaje(m.indice_min),
            formato.puntaje(m.indice_max, hacia_arriba=m.indice_max != m.indice_min),
        )
        for m in resultado.escenarios.values()
        if m.indice_min is not None and m.indice_max is not None
    )
    titulos = ["Escenario", "Peso", "Nivel", "Demostrado", "Hasta"]
    return piezas.tabla(titulos, filas, "Los escenarios que entran en el global")

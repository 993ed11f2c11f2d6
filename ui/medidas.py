"""Las medidas de un año: primero los casos que conviene mirar; después, todas."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.graficas import Grafica, Origen, Pareja, frente
from autodiagnostico.medidas.desajuste import Frente
from autodiagnostico.medidas.marco import marco
from autodiagnostico.medidas.palabras import en_palabras, que_es
from autodiagnostico.palabras import cortar_puntaje
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import medidas as servicio
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.servicios.medidas import DeQueEs, FilaDeMedidas
from motor import Resultado
from reglas.palabras import numero_en_palabras
from ui import contexto, formato, grafica, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import VIDA, Signo

MIRAR = Signo("!", "Conviene mirar", "medio")
_COMO = (
    "El índice general se pone frente al puntaje global, y cada política frente a sus propias reglas, de la "
    "misma vigencia. La madurez es un intervalo: de lo demostrado a lo que se alcanzaría si lo que falta por "
    "responder se cumpliera. La diferencia es cuánto queda la medida por fuera de ese intervalo; dentro, es "
    "cero. De un borrador no se muestra madurez."
)
_TODAS = "Todas"
_A_LA_VISTA = 8
"""Cuántos casos se dibujan; los demás van en la tabla."""


def dibujar(filas: list[FilaDeMedidas], ano: int) -> None:
    """Lo que hay de un año."""
    casos = [(f, c) for f in filas for c in f.por_mirar]
    casos.sort(key=lambda caso: caso[0].medidas[caso[1]].lejos, reverse=True)
    con_madurez = sum(any(v.diferencia is not None for v in f.medidas.values()) for f in filas)
    cuantas = formato.plural(len(filas), "entidad con alguna medida", "entidades con alguna medida")
    dicho = formato.plural(len(casos), "caso que conviene mirar", "casos que conviene mirar")
    pintar(
        e(
            "p",
            e("strong", f"{dicho}. "),
            f"{cuantas} de {ano}; de {con_madurez} hay madurez enviada.",
            clase="frase",
        ),
    )
    if casos:
        grafica.dibujar(_grafica(casos[:_A_LA_VISTA], ano), f"medidas_{ano}")
    pintar(
        piezas.plegado("Todos los casos que conviene mirar", _casos(casos)) if casos else None,
        piezas.plegado(
            "Cómo se comparan", e("p", _COMO), e("p", marco().desajuste.razon), e("p", _formula())
        ),
    )
    _todas(filas)


def _grafica(casos: list[tuple[FilaDeMedidas, DeQueEs]], ano: int) -> Grafica:
    """Los casos más lejanos, cada uno con su medida y su intervalo."""
    catalogo = contexto.sala().catalogo
    parejas = []
    for f, c in casos:
        suyo = f.medidas[c]
        desde, hasta = cortar_puntaje(suyo.minimo), cortar_puntaje(suyo.maximo, hacia_arriba=True)
        assert desde is not None, "un caso por mirar tiene con qué compararse"
        assert hasta is not None, "un caso por mirar tiene con qué compararse"
        parejas.append(Pareja(f"{f.entidad.nombre} · {que_es(catalogo, *c)}", suyo.valor, desde, hasta))
    titulo = (
        "El caso que más se aparta" if len(parejas) == 1 else f"Los {len(parejas)} casos que más se apartan"
    )
    origen = Origen(f"archivos importados de {ano} y autodiagnósticos enviados", hoy())
    return frente(titulo, parejas, origen)


def de_la_entidad(ficha: FichaDeDiagnostico, resultado: Resultado) -> None:
    """Las de una entidad en su página de madurez, de la misma vigencia; nada si no hay."""
    suyas = servicio.de_la_entidad(contexto.sala(), ficha.entidad.id, ficha.vigencia)
    if not suyas:
        return
    total = resultado.madurez_global
    catalogo = contexto.sala().catalogo
    filas = []
    for medicion, ambito, valor in suyas:
        de_total = ambito == marco().indice.codigo
        suyo = Frente(valor, total.indice_min, total.indice_max) if de_total else Frente(valor)
        dicho = en_palabras(suyo) if de_total else "Se muestra sola: aquí no hay puntaje por política."
        filas.append(piezas.fila(que_es(catalogo, medicion, ambito), _numero(valor), _intervalo(suyo), dicho))
    columnas = ["Medida", "Valor", "Puntaje global", "Qué dice"]
    pintar(
        e("h2", f"Medidas de fuera de {ficha.vigencia}"),
        e("p", "Las hicieron otros. No cambian el nivel ni el puntaje.", clase="ayuda"),
        piezas.tabla(columnas, filas, "Medidas de fuera de la entidad"),
    )


def _formula() -> str:
    return (
        "Por encima: medida − madurez posible. Por debajo: madurez demostrada − medida. Conviene mirar desde "
        f"{marco().desajuste.puntos} puntos."
    )


def _casos(casos: list[tuple[FilaDeMedidas, DeQueEs]]) -> Html:
    return piezas.tabla(
        ["Entidad", "Medida", "Valor", "Madurez", "Qué dice"],
        (
            piezas.fila(
                _entidad(f),
                que_es(contexto.sala().catalogo, *c),
                _numero(f.medidas[c].valor),
                _intervalo(f.medidas[c]),
                en_palabras(f.medidas[c]),
            )
            for f, c in casos
        ),
        "Casos que conviene mirar",
    )


def _entidad(fila: FilaDeMedidas) -> Html:
    nombre: Html | str = fila.entidad.nombre
    if fila.comparada is not None and fila.comparada.escenarios is not None:
        nombre = ancla("madurez", fila.entidad.nombre, d=str(fila.comparada.diagnostico_id))
    return unir(nombre, piezas.marca_de_demostracion(fila.entidad.demostracion))


def _numero(valor: float) -> str:
    return numero_en_palabras(round(valor, 2))


def _intervalo(frente: Frente) -> str:
    if frente.minimo is None or frente.maximo is None:
        return "–"
    desde, hasta = formato.puntaje(frente.minimo), formato.puntaje(frente.maximo, hacia_arriba=True)
    return desde if desde == hasta else f"{desde} a {hasta}"


def _todas(filas: list[FilaDeMedidas]) -> None:
    pintar(e("h2", "Entidad por entidad"))
    catalogo = contexto.sala().catalogo
    hay = {c: que_es(catalogo, *c) for f in filas for c in f.medidas}
    cual = st.selectbox(
        "Medida", [*hay, None], format_func=lambda c: hay[c] if c else _TODAS, key="medidas:cual"
    )
    renglones = [
        piezas.fila(
            _entidad(f),
            _estado(f),
            hay[c],
            _numero(frente.valor),
            _intervalo(frente),
            unir(_diferencia(frente), " ", piezas.insignia(MIRAR) if frente.mirar else None),
        )
        for f in filas
        for c, frente in f.medidas.items()
        if cual in {None, c}
    ]
    columnas = ["Entidad", "Autodiagnóstico", "Medida", "Valor", "Madurez", "Por fuera del intervalo"]
    pintar(piezas.tabla(columnas, renglones, "Medidas de fuera junto a la madurez"))


def _estado(fila: FilaDeMedidas) -> Html:
    if fila.comparada is None:
        return piezas.insignia(Signo("○", "No ha empezado", "nada"))
    return piezas.insignia(VIDA[fila.comparada.estado])


def _diferencia(frente: Frente) -> str:
    diferencia = frente.diferencia
    if diferencia is None:
        return "–"
    signo = "+" if diferencia > 0 else "−" if diferencia < 0 else ""
    return f"{signo}{formato.puntaje(abs(diferencia))}"

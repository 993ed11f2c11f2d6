"""Madurez: cada escenario en palabras, con su intervalo, de dónde sale y qué falta para subir."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import cuestionario
from autodiagnostico.servicios.cuestionario import TemaEnCuestionario
from motor import Resultado
from motor.busqueda import GLOBAL
from motor.resultado import MadurezDeEscenario
from ui import barras, contexto, formato, lecturas, medidas, piezas, que_preguntar, subir_de_nivel, temas
from ui.enlaces import a_preguntas
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import ESTADOS

DE_UNA_VEZ = 10


def pagina() -> None:
    """El global y los escenarios, uno tras otro."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Madurez"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    resultado = contexto.resultado(ficha)
    temas.aviso_de_base(ficha, resultado.edicion.catalogo)
    lista = cuestionario.temas_de(resultado)
    _global(resultado, lecturas.avance_total(lista).pendientes)
    nivel = resultado.madurez_global.nivel_min
    if nivel is not None and contexto.cierre() is None:
        subir_de_nivel.dibujar(ficha, resultado, GLOBAL, nivel)
        que_preguntar.dibujar(ficha, resultado)
    for codigo, madurez in resultado.escenarios.items():
        with st.container(border=True, key=f"escenario_{codigo}"):
            _escenario(
                resultado, lista, madurez, enviado=ficha.estado != "borrador" or contexto.cierre() is not None
            )
            if madurez.nivel_min is not None and contexto.cierre() is None:
                subir_de_nivel.dibujar(ficha, resultado, codigo, madurez.nivel_min)
    pintar(_niveles(resultado))
    medidas.de_la_entidad(ficha, resultado)


def _global(resultado: Resultado, pendientes: int) -> None:
    total = resultado.madurez_global
    if total.nivel_min is None or total.indice_min is None or total.indice_max is None:
        pintar(
            piezas.aviso(
                "duda", "?", e("p", "Ningún escenario tiene todavía reglas que le apliquen a su entidad.")
            )
        )
        return
    pintar(
        e("p", barras.frase(resultado, total.nivel_min, total.nivel_max, pendientes), clase="entrada"),
        piezas.plegado(
            "Cómo se calcula el nivel global",
            e("p", "El nivel global es el más bajo de los escenarios que tienen nivel."),
            e("p", "El puntaje global es la media de los escenarios, según su peso: "),
            e("p", barras.lectura_de(total.indice_min, total.indice_max)),
            barras.tabla_de_escenarios(resultado),
        ),
    )


def _escenario(
    resultado: Resultado, lista: list[TemaEnCuestionario], madurez: MadurezDeEscenario, *, enviado: bool
) -> None:
    escenario = resultado.edicion.catalogo.escenarios[madurez.codigo]
    pintar(e("h2", escenario.nombre), e("p", escenario.descripcion, clase="ayuda"))
    if madurez.nivel_min is None:
        pintar(e("p", "Ninguna regla de este escenario le aplica a su entidad: no tiene nivel."))
        return
    reglas = [r.codigo for r in lecturas.del_escenario(resultado, madurez.codigo)]
    pendientes = lecturas.pendientes_de(lista, reglas)
    pintar(
        e("p", barras.frase(resultado, madurez.nivel_min, madurez.nivel_max, len(pendientes)), clase="frase"),
        barras.intervalo(resultado, madurez),
    )
    _lista_del_nivel(resultado, lista, madurez)
    pintar(piezas.plegado("De dónde sale este puntaje", barras.desglose(resultado, madurez)))
    if pendientes and not enviado:
        primeras = [p.criterio.codigo for p in pendientes[:DE_UNA_VEZ]]
        a_preguntas(f"Responder {_cuales(len(primeras), len(pendientes))}", primeras)


def _cuales(primeras: int, todas: int) -> str:
    if primeras < todas:
        return f"las primeras {primeras} de las {todas} preguntas que faltan en este escenario"
    return f"{formato.plural(todas, 'pregunta que falta', 'preguntas que faltan')} en este escenario"


def _lista_del_nivel(
    resultado: Resultado, lista: list[TemaEnCuestionario], madurez: MadurezDeEscenario
) -> None:
    siguiente = next(
        (n for n in resultado.edicion.catalogo.niveles if n.nivel == (madurez.nivel_min or 0) + 1), None
    )
    if siguiente is None:
        pintar(e("p", "✓ Es el nivel más alto.", clase="frase"))
        return
    pintar(e("h3", f"Para llegar al nivel {siguiente.nivel}, {siguiente.nombre}"))
    umbral = lecturas.umbral_pendiente(madurez.bloqueos)
    if madurez.indice_min is not None:
        pintar(
            _renglon(
                umbral is None,
                f"Llegar a {siguiente.umbral} puntos de 100",
                f"Hoy tiene {formato.puntaje(madurez.indice_min)} demostrados",
            )
        )
    with st.container(key=f"requisitos_{madurez.codigo}", gap="xsmall"):
        _requisitos(resultado, lista, madurez)


def _requisitos(resultado: Resultado, lista: list[TemaEnCuestionario], madurez: MadurezDeEscenario) -> None:
    for requisito in lecturas.requisitos(resultado, madurez.codigo):
        hallazgo = requisito.hallazgo
        pintar(
            _renglon(
                requisito.logrado, hallazgo.regla.ficha.titulo, piezas.insignia(ESTADOS[hallazgo.estado])
            )
        )
        if not requisito.logrado:
            codigos = lecturas.criterios_de(resultado, hallazgo.regla.codigo)
            pendientes = [p.criterio.codigo for p in lecturas.pendientes_de(lista, [hallazgo.regla.codigo])]
            a_preguntas("Ir a sus preguntas", pendientes or codigos)


def _renglon(logrado: bool, que: str, como: str | Html) -> Html:
    simbolo = e("span", "✓" if logrado else "○", aria_hidden="true", clase="casilla")
    estado = e("span", "Listo: " if logrado else "Falta: ", clase="solo-lectores")
    return e(
        "div",
        simbolo,
        e("div", estado, que, e("div", como, clase="menor")),
        clase=f"requisito {'listo' if logrado else ''}",
    )


def _niveles(resultado: Resultado) -> Html:
    catalogo = resultado.edicion.catalogo
    filas = (
        piezas.fila(f"{n.nivel}. {n.nombre}", f"Desde {n.umbral} puntos", n.descripcion)
        for n in catalogo.niveles
    )
    return piezas.plegado(
        "Qué quiere decir cada nivel",
        piezas.tabla(["Nivel", "Puntaje", "Qué quiere decir"], filas, "Los niveles de madurez"),
        e("p", catalogo.escala.razon, clase="ayuda"),
        unir(
            e(
                "p",
                "Los niveles son una lectura de avance; no reemplazan el cumplimiento de los deberes.",
                clase="ayuda",
            )
        ),
    )


pagina()

"""Comparar: el mapa entidad por escenario, los repartos, los pares, lo verificado y los grupos."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.analisis import distribuciones, pares
from autodiagnostico.analisis.comparacion import filas as filas_de
from autodiagnostico.analisis.distribuciones import Distribucion
from autodiagnostico.analisis.grupos import Grupo
from autodiagnostico.analisis.madurez import DIEZMIL
from autodiagnostico.graficas import cajas
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.servicios import comparacion
from ui import contexto, formato, grafica, grupos, mapa, piezas
from ui.distrito import comun
from ui.distrito.tablas import POCAS, lista_de_grupo, ubicadas
from ui.marcado import Html, e, pintar

POR_PAGINA = 20
EN_LA_TABLA = 300
"""Las que caben en la tabla de lugares, que compara todas con todas y dice qué peso decide cada una."""
PAREJAS = {"sector": "el mismo sector", "tipo": "el mismo tipo", "tamano": "un tamaño parecido"}


def dibujar(completo: Cuadro, vigencia: int) -> None:
    """La vista entera, con lo que se filtre."""
    cuadro = comun.filtrar(completo)
    pintar(comun.contadas(cuadro))
    _repartos(cuadro)
    _mapa(cuadro)
    _grupos(cuadro)
    _pares(completo)
    _verificado(cuadro)
    _descargas(vigencia)


def _mapa(cuadro: Cuadro) -> None:
    filas = filas_de(cuadro)
    pintar(e("h2", "Mapa de madurez"))
    desde = 0
    if len(filas) > POR_PAGINA:
        paginas = -(-len(filas) // POR_PAGINA)
        desde = POR_PAGINA * (int(st.number_input("Página", 1, paginas, key="mapa:pagina", width=160)) - 1)
        hasta = min(desde + POR_PAGINA, len(filas))
        pintar(e("p", f"Entidades {desde + 1} a {hasta} de {len(filas)}.", clase="ayuda"))
    suyas = filas[desde : desde + POR_PAGINA]
    pintar(mapa.calor(cuadro.catalogo, suyas), mapa.leyenda(cuadro.catalogo))
    pintar(piezas.plegado("Los mismos, en puntajes de 0 a 100", mapa.tabla(cuadro.catalogo, suyas)))


def _repartos(cuadro: Cuadro) -> None:
    pintar(e("h2", "Cómo se reparten"))
    por = {
        "Por escenario": distribuciones.por_ambito(cuadro, ["escenario", "global"]),
        "Por política": distribuciones.por_ambito(cuadro, ["politica"]),
        "Por sector, el global": distribuciones.por_sector(cuadro, ["global"]),
    }
    cual = str(st.selectbox("Reparto", list(por), key="reparto", width=320))
    suyas = por[cual]
    if not suyas:
        pintar(e("p", "No hay diagnósticos que contar."))
        return
    dichas = [comun.caja(d.grupo if "sector" in cual else d.nombre, d) for d in suyas]
    grafica.dibujar(cajas(f"Puntajes demostrados. {cual}", dichas, comun.origen(cuadro)), "reparto")
    pintar(_coberturas(suyas, por_sector="sector" in cual))


def _coberturas(suyas: list[Distribucion], *, por_sector: bool) -> Html:
    dichas = (f"{d.grupo if por_sector else d.nombre}: {round(100 * d.cobertura)} %" for d in suyas)
    return e("p", "Cobertura media. ", "; ".join(dichas), ".", clase="ayuda")


def _grupos(cuadro: Cuadro) -> None:
    pintar(e("h2", "Grupos"))
    suyas = ubicadas(cuadro)
    if not suyas:
        pintar(e("p", POCAS))
        return
    for grupo in Grupo:
        pintar(e("h3", f"Tercio {grupo}"), lista_de_grupo(suyas, grupo))
    pintar(piezas.plegado("Entre qué lugares se mueve cada una", *_lugares(cuadro)))


def _lugares(cuadro: Cuadro) -> list[Html]:
    cuantas = len(cuadro.contadas())
    if cuantas > EN_LA_TABLA:
        dicho = (
            f"Son {cuantas} entidades y esta tabla muestra hasta {EN_LA_TABLA}, porque dice qué peso decide "
            "el lugar de cada una frente a cada otra. Elija arriba un sector o un tipo. Los tercios sí las "
            "cuentan a todas."
        )
        return [e("p", dicho)]
    return [
        e("p", "Para el trabajo de la Subsecretaría. Lo que se publica son los grupos.", clase="ayuda"),
        grupos.dibujar(cuadro.catalogo, filas_de(cuadro)),
    ]


def _pares(cuadro: Cuadro) -> None:
    pintar(e("h2", "Una entidad entre sus pares"))
    contadas = cuadro.contadas()
    if contadas.empty:
        return
    nombres = dict(zip(map(int, contadas.index), contadas["nombre"], strict=True))
    izquierda, derecha = st.columns(2)
    elegida = int(
        izquierda.selectbox("Entidad", list(nombres), format_func=nombres.__getitem__, key="pares:entidad")
    )
    como = derecha.multiselect(
        "Pares con",
        list(PAREJAS),
        default=["sector"],
        format_func=PAREJAS.__getitem__,
        key="pares:como",
        placeholder="Todas las entidades",
    )
    hallados = pares.entre_sus_pares(cuadro, elegida, tuple(como))
    filas = (
        piezas.fila(
            distribuciones.nombre_de(
                cuadro.catalogo, "global" if p.codigo == "global" else "escenario", p.codigo
            ),
            comun.puntos(p.indice),
            comun.puntos(p.mediana),
            f"{p.por_debajo} por debajo, {p.iguales} iguales, {p.por_encima} por encima",
        )
        for p in hallados
    )
    pintar(
        piezas.tabla(
            ["Escenario", "Su puntaje", "Mediana de sus pares", "Sus pares"], filas, "Entre sus pares"
        )
    )


def _verificado(cuadro: Cuadro) -> None:
    pintar(
        e("h2", "Lo declarado frente a lo verificado"),
        e(
            "p",
            "Lo verificado sale solo de lo que control interno comprobó: lo que no miró queda sin saberse, y "
            "por eso es un intervalo. Declarar más de lo que el intervalo admite es lo que hay que mirar.",
            clase="ayuda",
        ),
    )
    suyos = cuadro.verificados[cuadro.verificados["codigo"] == "global"].set_index("diagnostico_id")
    declarado = cuadro.de("global").set_index("diagnostico_id")
    juntos = declarado.merge(
        suyos[["indice_min", "indice_max", "cobertura"]],
        left_index=True,
        right_index=True,
        suffixes=("", "_ver"),
    )
    if juntos.empty:
        pintar(e("p", "Control interno no ha evaluado ninguna de estas entidades, o su cuenta no lo ve."))
        return
    filas = (
        piezas.fila(
            comun.entidad(str(f.nombre), int(str(f.Index))),
            comun.puntos(float(str(f.indice_min)) / DIEZMIL),
            f"{comun.puntos(float(str(f.indice_min_ver)) / DIEZMIL)} a "
            f"{comun.puntos(float(str(f.indice_max_ver)) / DIEZMIL)}",
            f"{round(float(str(f.cobertura_ver)) / 100)} %",
            "✕ Declaró más de lo comprobado"
            if float(str(f.indice_min)) > float(str(f.indice_max_ver))
            else "✓ Cabe",
        )
        for f in juntos.itertuples()
    )
    titulos = ["Entidad", "Declarado", "Verificado", "Cobertura de lo verificado", "Declarado y verificado"]
    pintar(piezas.tabla(titulos, filas, "Madurez declarada y verificada"))


def _descargas(vigencia: int) -> None:
    pintar(e("h2", "Llevarse la comparación"))
    with st.container(horizontal=True, key="descargas"):
        st.download_button(
            "Descargar en Excel",
            data=lambda: comparacion.excel(contexto.sala(), vigencia),
            file_name=f"comparacion_{vigencia}.xlsx",
            mime=formato.EXCEL,
            on_click="ignore",
        )
        st.download_button(
            "Descargar en CSV",
            data=lambda: comparacion.csv(contexto.sala(), vigencia),
            file_name=f"comparacion_{vigencia}.csv",
            mime="text/csv",
            on_click="ignore",
        )

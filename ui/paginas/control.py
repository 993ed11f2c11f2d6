"""Control interno: lee todo, evalúa por su cuenta y no mueve nada."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from autodiagnostico import acceso
from autodiagnostico.errores import ErrorDePermiso
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.puntaje import cobertura_global
from autodiagnostico.servicios import control
from autodiagnostico.servicios.control import Comparada, PorEvaluar
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor.resultado import MadurezDeEscenario, MadurezGlobal
from reglas import Catalogo
from ui import barras, contexto, evaluacion_independiente, formato, muestra, piezas, temas
from ui.enlaces import ancla, enlace
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import DICTAMEN, SIN_EVALUAR

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
VER = {"muestra": "La muestra", "todas": "Todas las respuestas", "hallazgos": "Los hallazgos"}


def pagina() -> None:
    """La madurez por partida doble, la muestra, las respuestas y las descargas; o una sola respuesta."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Control interno"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    try:
        todas = control.por_evaluar(contexto.sala(), ficha.id)
    except ErrorDePermiso as error:
        pintar(piezas.aviso("duda", "?", e("p", error.mensaje)))
        return
    evalua = puede(contexto.sala().quien, Operacion.EVALUAR_INDEPENDIENTE, acceso.sobre(ficha.entidad))
    pedida = st.query_params.get("c")
    una = next((p for p in todas if p.pregunta.criterio.codigo == pedida), None)
    if una is not None:
        _una(ficha, todas, una, evalua=evalua)
    else:
        _todo(ficha, todas, evalua=evalua)


def _una(ficha: FichaDeDiagnostico, todas: list[PorEvaluar], una: PorEvaluar, *, evalua: bool) -> None:
    enlace("control", "← Todas las respuestas")
    evaluacion_independiente.dibujar(ficha, contexto.resultado(ficha), una, puede=evalua)
    siguiente = next((p for p in todas if p.en_muestra and not p.historia and p is not una), None)
    if siguiente is not None:
        enlace("control", "Seguir con otra de la muestra", c=siguiente.pregunta.criterio.codigo)


def _todo(ficha: FichaDeDiagnostico, todas: list[PorEvaluar], *, evalua: bool) -> None:
    sala = contexto.sala()
    las_dos = control.comparada(sala, ficha.id)
    catalogo = las_dos.declarada.edicion.catalogo
    pintar(e("p", control.independencia(), clase="entrada"))
    temas.aviso_de_base(ficha, catalogo)
    pintar(e("h2", "Madurez declarada y evaluada"), _madurez(catalogo, las_dos))
    muestra.dibujar(ficha, catalogo, control.muestras(sala, ficha.id), puede=evalua)
    pintar(e("h2", "Las respuestas"))
    elegidas = VER if any(p.en_muestra for p in todas) else {c: t for c, t in VER.items() if c != "muestra"}
    ver = st.radio("Cuáles ver", list(elegidas), format_func=VER.__getitem__, horizontal=True, key="ci:ver")
    pintar(_tabla([p for p in todas if _se_ve(p, ver)]))
    _descargas(ficha)


def _se_ve(una: PorEvaluar, ver: str) -> bool:
    if ver == "hallazgos":
        return una.vigente is not None and una.vigente.dictamen != "conforme"
    return ver == "todas" or una.en_muestra


def _madurez(catalogo: Catalogo, las_dos: Comparada) -> Html:
    declarada, evaluada = las_dos.declarada, las_dos.evaluada
    filas = [
        piezas.fila(
            escenario.nombre,
            _nivel(catalogo, declarada.escenarios[codigo]),
            _nivel(catalogo, evaluada.escenarios[codigo]),
            formato.porcentaje(evaluada.escenarios[codigo].cobertura),
        )
        for codigo, escenario in catalogo.escenarios.items()
    ]
    filas.append(
        piezas.fila(
            "Global",
            _nivel(catalogo, declarada.madurez_global),
            _nivel(catalogo, evaluada.madurez_global),
            formato.porcentaje(cobertura_global(evaluada)),
        )
    )
    columnas = [
        "Escenario",
        "Declarada por la entidad",
        "Evaluada por control interno",
        "Cobertura de lo evaluado",
    ]
    de_cuantas = formato.plural(las_dos.respondidas, "respuesta", "respuestas")
    cuantas = f"Se evaluaron {las_dos.evaluadas} de {de_cuantas}."
    return unir(
        e("p", cuantas),
        piezas.tabla(columnas, filas, "Madurez declarada y evaluada"),
        piezas.plegado(
            "Cómo se lee",
            e(
                "p",
                "La evaluada aplica las mismas reglas solo a las respuestas evaluadas, con lo que control "
                "interno encontró; lo que no se evaluó cuenta como no sabido. Con poca cobertura, un nivel "
                "bajo solo dice que falta evaluar.",
            ),
        ),
        piezas.plegado(
            "De dónde sale lo evaluado",
            (
                unir(e("h3", escenario.nombre), barras.desglose(evaluada, evaluada.escenarios[codigo]))
                for codigo, escenario in catalogo.escenarios.items()
            ),
        ),
        e("p", ancla("madurez", "De dónde sale lo declarado")),
    )


def _nivel(catalogo: Catalogo, madurez: MadurezDeEscenario | MadurezGlobal) -> Html | str:
    if madurez.nivel_min is None:
        return "No aplica"
    nombre = next(n.nombre for n in catalogo.niveles if n.nivel == madurez.nivel_min)
    puntos = f"{formato.puntaje(madurez.indice_min)} puntos de 100"
    hasta = f"puede llegar a {madurez.nivel_max}" if madurez.nivel_max != madurez.nivel_min else None
    return unir(
        f"{madurez.nivel_min}. {nombre}",
        e("span", puntos, clase="renglon"),
        e("span", hasta, clase="renglon") if hasta else None,
    )


def _tabla(elegidas: list[PorEvaluar]) -> Html:
    if not elegidas:
        return e("p", "No hay ninguna.", clase="ayuda")
    filas = (
        piezas.fila(
            ancla("control", p.pregunta.criterio.pregunta, c=p.pregunta.criterio.codigo),
            "Sí" if p.en_muestra else "No",
            piezas.insignia(DICTAMEN[p.vigente.dictamen] if p.vigente else SIN_EVALUAR),
            "La respuesta cambió después" if p.cambio_despues else "",
        )
        for p in elegidas
    )
    return piezas.tabla(["Pregunta", "En la muestra", "Dictamen", "Nota"], filas, "Respuestas por evaluar")


def _descargas(ficha: FichaDeDiagnostico) -> None:
    pintar(
        e("h2", "Llevarse los hallazgos"),
        e(
            "p",
            "Cada uno como condición, criterio, causa, efecto y recomendación. El criterio sale solo de la "
            "norma y el artículo de la regla.",
            clase="ayuda",
        ),
    )
    formatos: dict[str, tuple[str, str, Callable[..., bytes]]] = {
        "xlsx": ("Descargar en Excel", formato.EXCEL, control.excel),
        "docx": ("Descargar en Word", WORD, control.word),
        "pdf": ("Descargar en PDF", "application/pdf", control.pdf),
    }
    with st.container(horizontal=True, key="bajar_control"):
        for extension, (rotulo, tipo, hacer) in formatos.items():
            st.download_button(
                rotulo,
                data=partial(hacer, contexto.sala(), ficha.id),
                file_name=f"control_interno_{ficha.entidad.codigo}_{ficha.vigencia}.{extension}",
                mime=tipo,
                on_click="ignore",
                key=f"bajar_control:{extension}",
            )


pagina()

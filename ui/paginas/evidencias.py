"""Evidencias: todas las de la entidad, qué respalda cada una, lo que falta y el ZIP para quien revisa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuestionario, evidencias, revision_de_evidencias
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from autodiagnostico.servicios.evidencias import FichaDeEvidencia
from autodiagnostico.servicios.revision_de_evidencias import Respaldo
from motor import Resultado
from motor.resultado import Hallazgo
from ui import agregar_evidencia, contexto, detalle_de_evidencia, formato, guardado, piezas, temas, ventana
from ui.enlaces import ancla
from ui.evidencias import cabeza, signos
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import ESTADOS, EVIDENCIAS, Signo

_POR_PAGINA = 20
_CAMPO = "evidencia/nueva"
_TODO = "Todo el autodiagnóstico"


def pagina() -> None:
    """Cuánto está respaldado, lo que falta, y las evidencias una por una."""
    pintar(e("h1", "Evidencias"))
    ficha = contexto.diagnostico()
    if ficha is None:
        temas.sin_diagnostico()
        return
    sala, resultado = contexto.sala(), contexto.resultado(ficha)
    todas = evidencias.listar(sala, ficha.entidad.id)
    _respaldo(resultado, revision_de_evidencias.respaldo(resultado, todas))
    _para_revisar(sala, ficha, resultado)
    pintar(e("h2", "Las de la entidad"))
    _agregar(sala, ficha)
    _todas(sala, todas)


# --- Cuánto está respaldado ------------------------------------------------------------------


def _respaldo(resultado: Resultado, respaldo: Respaldo) -> None:
    total = len(respaldo.logrados)
    if not total:
        pintar(e("p", "Todavía no hay resultados cumplidos que respaldar.", clase="entrada"))
        return
    cumplidos = formato.plural(total, "resultado cumplido", "resultados cumplidos")
    dicho = f"De {cumplidos}, en todo o en parte, {respaldo.con_evidencia} {_tienen(respaldo)} evidencia."
    pintar(
        e("p", dicho, clase="entrada"),
        piezas.barra_de_avance(respaldo.con_evidencia, total, dicho),
        e(
            "p",
            "Un resultado sin evidencia cuenta igual; la evidencia es lo que pide quien revisa.",
            clase="ayuda",
        ),
        _por_escenario(resultado),
        _cuales("sin ninguna evidencia", resultado, respaldo.faltas),
        _cuales("que solo citan el documento, sin archivo ni enlace", resultado, respaldo.solo_citados),
    )


def _tienen(respaldo: Respaldo) -> str:
    return "tiene" if respaldo.con_evidencia == 1 else "tienen"


def _por_escenario(resultado: Resultado) -> Html:
    escenarios = resultado.edicion.catalogo.escenarios
    filas = (
        piezas.fila(
            escenarios[codigo].nombre,
            "Nada cumplido todavía" if m.respaldo is None else formato.porcentaje(m.respaldo),
        )
        for codigo, m in resultado.escenarios.items()
    )
    tabla = piezas.tabla(
        ["Escenario", "De lo cumplido, con evidencia"], filas, "Respaldo por escenario", "tabla corta"
    )
    nota = e("p", "Aquí cada regla cuenta según su peso en el escenario.", clase="menor")
    return piezas.plegado("Por escenario", tabla, nota)


def _cuales(cuales: str, resultado: Resultado, hallazgos: Sequence[Hallazgo]) -> Html | None:
    if not hallazgos:
        return None
    filas = (
        piezas.fila(
            ancla("normas", h.regla.ficha.titulo, regla=h.regla.codigo),
            piezas.insignia(ESTADOS[h.estado]),
            unir(_pregunta(resultado, c) for c in h.sostienen),
        )
        for h in hallazgos
    )
    titulo = f"{formato.plural(len(hallazgos), 'resultado', 'resultados')} {cuales}"
    tabla = piezas.tabla(["Qué se verifica", "Resultado", "Dónde iría la evidencia"], filas, titulo)
    return piezas.plegado(titulo, tabla)


def _pregunta(resultado: Resultado, criterio: str) -> Html:
    ficha = resultado.edicion.catalogo.criterios[criterio]
    return e("span", ancla("cuestionario", ficha.pregunta, p=criterio), clase="renglon")


# --- Para quien revisa -----------------------------------------------------------------------


def _para_revisar(sala: Sala, ficha: FichaDeDiagnostico, resultado: Resultado) -> None:
    pintar(
        e("h2", "Para quien revisa"),
        e(
            "p",
            "Un ZIP con los archivos, un índice en Excel que dice qué respalda cada uno, sus huellas y la "
            "lista de lo que falta.",
            clase="ayuda",
        ),
    )
    nombres = {t.tema.codigo: t.tema.nombre for t in cuestionario.temas_de(resultado)}
    izquierda, derecha = st.columns([3, 2], vertical_alignment="bottom")
    tema = izquierda.selectbox(
        "De qué", ["", *nombres], format_func=lambda t: nombres.get(t, _TODO), key="zip:tema"
    )
    derecha.download_button(
        "Descargar el ZIP",
        data=partial(revision_de_evidencias.comprimir, sala, ficha.id, tema or None),
        file_name=f"evidencias_{ficha.entidad.codigo}_{ficha.vigencia}{f'_{tema}' if tema else ''}.zip",
        mime="application/zip",
        on_click="ignore",
        width="stretch",
        key="zip:descargar",
    )


# --- Una por una -----------------------------------------------------------------------------


def _agregar(sala: Sala, ficha: FichaDeDiagnostico) -> None:
    if evidencias.puede_agregar(sala, ficha.entidad):
        st.button("Agregar una evidencia", type="primary", on_click=_abrir_ventana)
        if ventana.abierta(_CAMPO):
            _nueva(sala, ficha.entidad.id)
    pintar(
        e(
            "p",
            "También se agregan desde cada pregunta. Una misma sirve para varias preguntas y varias "
            "vigencias; el archivo se guarda una sola vez.",
            clase="ayuda",
        )
    )


def _abrir_ventana() -> None:
    guardado.olvidar(_CAMPO)
    ventana.abrir(_CAMPO)


@st.dialog("Agregar una evidencia", width="medium", on_dismiss=ventana.cerrar)
def _nueva(sala: Sala, entidad_id: int) -> None:
    guardado.mostrar(_CAMPO)
    agregar_evidencia.dibujar(sala, _CAMPO, agregar=partial(evidencias.agregar, sala, entidad_id))


def _con(signo: Signo) -> Callable[[FichaDeEvidencia], bool]:
    return lambda ficha: signo in signos(ficha)


_FILTROS: dict[str, Callable[[FichaDeEvidencia], bool]] = {
    "Todas las vigentes": lambda ficha: ficha.retirada is None,
    "Vencidas": _con(EVIDENCIAS["vencida"]),
    "Vencen pronto": _con(EVIDENCIAS["por_vencer"]),
    "Confidenciales": _con(EVIDENCIAS["confidencial"]),
    "Sin archivo ni enlace": _con(EVIDENCIAS["referencia"]),
    "Sin usar": _con(EVIDENCIAS["sin_usar"]),
    "Retiradas": _con(EVIDENCIAS["retirada"]),
}


def _todas(sala: Sala, todas: list[FichaDeEvidencia]) -> None:
    if not todas:
        pintar(e("p", "Todavía no hay ninguna."))
        return
    izquierda, derecha = st.columns(2)
    cuentas = {nombre: sum(map(filtro, todas)) for nombre, filtro in _FILTROS.items()}
    elegido = izquierda.selectbox(
        "Mostrar",
        [n for n, cuantas in cuentas.items() if cuantas or n == next(iter(_FILTROS))],
        format_func=lambda n: f"{n} ({cuentas[n]})",
        key="evidencias:mostrar",
    )
    texto = derecha.text_input(
        "Buscar", key="evidencias:buscar", placeholder="Palabras del nombre o de la nota"
    )
    ver = [f for f in evidencias.buscar(todas, texto) if _FILTROS[elegido](f)]
    pintar(e("p", formato.plural(len(ver), "evidencia", "evidencias"), clase="menor", role="status"))
    paginas = -(-len(ver) // _POR_PAGINA)
    actual = st.pagination(paginas, key="evidencias:pagina") if paginas > 1 else 1
    for ficha in ver[(actual - 1) * _POR_PAGINA : actual * _POR_PAGINA]:
        _una(ficha)
    detalle_de_evidencia.abierta(sala, todas)


def _una(ficha: FichaDeEvidencia) -> None:
    with st.container(border=True, key=f"evidencia_{ficha.id}"):
        izquierda, derecha = st.columns([4, 1], vertical_alignment="center")
        with izquierda:
            pintar(cabeza(ficha), _respalda(ficha))
        with derecha:
            detalle_de_evidencia.boton(ficha)


def _respalda(ficha: FichaDeEvidencia) -> Html | None:
    if not ficha.usos:
        return None
    preguntas = len({u.criterio for u in ficha.usos})
    vigencias = ", ".join(str(v) for v in sorted({u.vigencia for u in ficha.usos}))
    return e(
        "p", f"Respalda {formato.plural(preguntas, 'pregunta', 'preguntas')} ({vigencias}).", clase="menor"
    )


pagina()

"""Subir un cuestionario lleno: qué cambiaría, qué choca con lo de otra persona, y aplicarlo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import planillas
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from autodiagnostico.servicios.planillas import Cambio, ErrorDePlanilla, Propuesta
from motor import Respuesta
from reglas.fichas import Criterio
from ui import defectos, formato, guardado, piezas
from ui.marcado import Html, e, md, pintar, unir

_CAMPO, _VEZ, _REVISADA = "planilla", "planilla:vez", "planilla:revisada"
_MEGAS = planillas.MAXIMO_BYTES // 10**6
_EXTENSIONES = [extension.removeprefix(".") for extension in planillas.FORMATOS]


def dibujar(sala: Sala, ficha: FichaDeDiagnostico) -> None:
    """El lugar donde se sube, y lo que pasaría con lo subido."""
    guardado.mostrar(_CAMPO)
    archivo = st.file_uploader(
        f"El cuestionario lleno (hasta {_MEGAS} MB)",
        type=_EXTENSIONES,
        max_upload_size=_MEGAS,
        key=f"planilla:archivo:{st.session_state.setdefault(_VEZ, 0)}",
    )
    if archivo is None:
        return
    contenido = archivo.getvalue()
    revisada = _revisar(sala, ficha.id, archivo.name, contenido)
    if isinstance(revisada, ErrorDePlanilla):
        defectos.mostrar(archivo.name, revisada.defectos)
    elif isinstance(revisada, ErrorDeServicio):
        pintar(piezas.error_de_campo(revisada.mensaje))
    else:
        _propuesta(sala, archivo.name, revisada)


def _revisar(sala: Sala, diagnostico_id: int, nombre: str, contenido: bytes) -> Propuesta | ErrorDeServicio:
    """Lo que resultó de revisarlo; se recuerda mientras sea el mismo archivo con las mismas reglas."""
    clave = (diagnostico_id, nombre, hashlib.sha256(contenido).hexdigest(), sala.catalogo.digesto)
    if st.session_state.get(_REVISADA, (None,))[0] != clave:
        revisada: Propuesta | ErrorDeServicio
        try:
            revisada = planillas.revisar(sala, diagnostico_id, nombre, contenido)
        except ErrorDeServicio as error:
            revisada = error
        st.session_state[_REVISADA] = (clave, revisada)
    ya: Propuesta | ErrorDeServicio = st.session_state[_REVISADA][1]
    return ya


def _propuesta(sala: Sala, nombre: str, propuesta: Propuesta) -> None:
    chocan = [c for c in propuesta.cambios if c.choca]
    seguros = [c for c in propuesta.cambios if not c.choca]
    cuantas = formato.plural(len(propuesta.cambios), "respuesta", "respuestas")
    if not propuesta.cambios:
        pintar(
            piezas.aviso(
                "bien", "✓", e("p", f"«{nombre}» no cambia nada: dice lo mismo que hay.", role="status")
            )
        )
    else:
        dicho = f"«{nombre}» cambiaría {cuantas}."
        pintar(
            piezas.aviso(
                "bien", "✓", e("p", e("strong", dicho), " Todavía no se ha cambiado nada.", role="status")
            )
        )
    if propuesta.ajenas:
        fuera = formato.plural(len(propuesta.ajenas), "pregunta que ya no está", "preguntas que ya no están")
        pintar(
            e(
                "p",
                f"Además trae {fuera} en el cuestionario: no se toca nada de ellas.",
            )
        )
    if seguros:
        filas = (piezas.fila(c.criterio.pregunta, _dicha(c, c.antes), _dicha(c, c.despues)) for c in seguros)
        pintar(piezas.tabla(["Pregunta", "Ahora", "Quedaría"], filas, "Lo que cambiaría"))
    elegidas = _choques(chocan)
    total = len(seguros) + len(elegidas)
    if propuesta.cambios:
        st.button(
            f"Aplicar {formato.plural(total, 'cambio', 'cambios')}",
            type="primary",
            disabled=not total,
            key="planilla:aplicar",
            on_click=_aplicar,
            args=(sala, propuesta, elegidas),
        )


def _choques(chocan: list[Cambio]) -> frozenset[str]:
    """Lo que otra persona cambió mientras tanto: cada uno se muestra entero y se elige."""
    if not chocan:
        return frozenset()
    pintar(
        e("h3", "Otra persona cambió lo mismo"),
        e("p", "Si no marca nada, se queda lo de ahora.", clase="ayuda"),
    )
    elegidas = set()
    for cambio in chocan:
        codigo = cambio.criterio.codigo
        with st.container(border=True, key=f"choque_{codigo}"):
            filas = (
                piezas.fila("Al descargarlo", _dicha(cambio, cambio.visto)),
                piezas.fila(f"Ahora, por {cambio.quien}", _dicha(cambio, cambio.antes)),
                piezas.fila("En el archivo", _dicha(cambio, cambio.despues)),
            )
            pintar(
                e("h4", cambio.criterio.pregunta),
                piezas.tabla(["", "Qué dice"], filas, "Las tres versiones", "tabla corta"),
            )
            rotulo = f"Poner lo del archivo en «{cambio.criterio.pregunta}»"
            if st.checkbox(md(rotulo), key=f"planilla:insistir:{codigo}"):
                elegidas.add(codigo)
    return frozenset(elegidas)


def _dicha(cambio: Cambio, respuesta: Respuesta) -> Html:
    """Lo que cambia de una respuesta, en renglones."""
    return unir(e("span", r, clase="renglon con-renglones") for r in _renglones(cambio, respuesta))


def _renglones(cambio: Cambio, respuesta: Respuesta) -> Iterator[str]:
    if "valor" in cambio.campos:
        yield _respondido(cambio.criterio, respuesta)
    if "evidencias" in cambio.campos:
        yield "Evidencias: " + ("; ".join(respuesta.evidencias) or "ninguna")
    if "observacion" in cambio.campos:
        yield f"Observación: {respuesta.observacion or 'ninguna'}"


def _respondido(criterio: Criterio, respuesta: Respuesta) -> str:
    if respuesta.no_aplica is not None:
        return f"No aplica: {respuesta.no_aplica}"
    return guardado.como_frase(formato.respuesta(criterio, respuesta.valor))


def _aplicar(sala: Sala, propuesta: Propuesta, elegidas: frozenset[str]) -> None:
    cambiadas: list[int] = []
    if guardado.intentar(
        _CAMPO, lambda: cambiadas.append(planillas.aplicar(sala, propuesta, insistir=elegidas))
    ):
        cuantas = formato.plural(cambiadas[0], "respuesta cambiada", "respuestas cambiadas")
        guardado.anotar(_CAMPO, f"Aplicado: {cuantas}.")
        st.session_state[_VEZ] += 1
    st.session_state.pop(_REVISADA, None)

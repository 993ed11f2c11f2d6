"""Una pregunta del cuestionario: qué se pregunta, quién lo pide, la respuesta y sus soportes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from autodiagnostico.sala import Sala
from autodiagnostico.servicios.evidencias import Lugar
from motor import Respuesta, Resultado
from motor.cuestionario import Pregunta
from reglas.clases import Clase
from ui import controles, evidencias, formato, guardado, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import CARACTERES

_VACIA = Respuesta()


@dataclass(frozen=True, slots=True)
class Hoja:
    """Dónde se responde: la sala, el diagnóstico y lo que ya se sabe de él."""

    sala: Sala
    diagnostico_id: int
    resultado: Resultado
    congelada: bool


def dibujar(hoja: Hoja, pregunta: Pregunta) -> None:
    """La pregunta entera, en su tarjeta."""
    criterio = pregunta.criterio
    clave = f"r:{hoja.diagnostico_id}:{criterio.codigo}"
    respuesta = hoja.resultado.caso.respuestas.get(criterio.codigo, _VACIA)
    guardar = partial(guardado.responder, hoja.sala, hoja.diagnostico_id, criterio, clave)
    with st.container(border=True, key=f"pregunta_{hoja.diagnostico_id}_{criterio.codigo}"):
        pintar(_enunciado(hoja, pregunta))
        controles.dibujar(criterio, clave, respuesta.valor, inactivo=hoja.congelada, al_cambiar=guardar)
        _pie(hoja, pregunta, respuesta)
        _soportes(hoja, pregunta, respuesta, clave)


def _enunciado(hoja: Hoja, pregunta: Pregunta) -> Html:
    criterio = pregunta.criterio
    tipo = "Obligatoria" if pregunta.obligatoria else "Orientadora"
    return unir(
        e(
            "p",
            e("span", tipo, clase=f"tipo {'fuerte' if pregunta.obligatoria else ''}"),
            f" · cerca de {formato.plural(criterio.minutos, 'minuto', 'minutos')}",
            clase="sobretitulo",
        ),
        e("h2", criterio.pregunta, clase="enunciado"),
        e("p", criterio.ayuda, clase="ayuda"),
        piezas.furag(criterio),
        piezas.plegado(_lo_pide(hoja, pregunta.reglas), *(_quien_pide(hoja, r) for r in pregunta.reglas)),
    )


def _lo_pide(hoja: Hoja, reglas: tuple[str, ...]) -> str:
    """La primera norma que lo pide, y cuántas reglas más lo leen."""
    catalogo = hoja.resultado.edicion.catalogo
    primera = piezas.nombre_de_cita(catalogo, hoja.resultado.hallazgos[reglas[0]].cita)
    mas = formato.plural(len(reglas) - 1, "regla más", "reglas más")
    return f"Lo pide: {primera}" + (f", y {mas}" if len(reglas) > 1 else "")


def _quien_pide(hoja: Hoja, codigo: str) -> Html:
    hallazgo = hoja.resultado.hallazgos[codigo]
    catalogo = hoja.resultado.edicion.catalogo
    return e(
        "p",
        ancla("normas", hallazgo.regla.ficha.titulo, regla=codigo),
        f". {CARACTERES[hallazgo.caracter]}. {piezas.nombre_de_cita(catalogo, hallazgo.cita)}.",
    )


def _pie(hoja: Hoja, pregunta: Pregunta, respuesta: Respuesta) -> None:
    """Si está respondida, qué pasó al guardar y cómo dejarla otra vez sin responder."""
    codigo = pregunta.criterio.codigo
    nota = guardado.nota(codigo)
    if nota is not None and nota.es_error:
        pintar(piezas.error_de_campo(f"{nota.texto} {_como_se_escribe(pregunta, respuesta)}"))
    with st.container(horizontal=True, vertical_alignment="center", key=f"pie_{codigo}"):
        pintar(_situacion(pregunta, respuesta, None if nota is None or nota.es_error else nota))
        if pregunta.respondida and not hoja.congelada:
            st.button(
                "Borrar respuesta",
                key=f"borrar:{codigo}",
                type="tertiary",
                on_click=guardado.borrar,
                args=(hoja.sala, hoja.diagnostico_id, codigo),
            )


def _como_se_escribe(pregunta: Pregunta, respuesta: Respuesta) -> str:
    criterio = pregunta.criterio
    ejemplo = (
        f"Se espera: {formato.COMO_SE_ESCRIBE[criterio.clase].lower()}."
        if _se_escribe(criterio.clase)
        else ""
    )
    queda = f"Sigue guardada la respuesta anterior: {formato.respuesta(criterio, respuesta.valor)}."
    return f"{ejemplo} {queda if respuesta.valor is not None else 'La pregunta sigue sin responder.'}"


def _se_escribe(clase: Clase) -> bool:
    return clase in formato.COMO_SE_ESCRIBE


def _situacion(pregunta: Pregunta, respuesta: Respuesta, nota: guardado.Nota | None) -> Html:
    recien = f" · {nota.texto}" if nota else ""
    if respuesta.no_aplica is not None:
        return e("p", f"– No aplica: {respuesta.no_aplica}{recien}", clase="situacion", role="status")
    if not pregunta.respondida:
        return e("p", f"○ Sin responder{recien}", clase="situacion falta", role="status")
    return e("p", f"✓ Respondida{recien}", clase="situacion", role="status")


def _soportes(hoja: Hoja, pregunta: Pregunta, respuesta: Respuesta, clave: str) -> None:
    criterio = pregunta.criterio
    evidencias.avisar_si_falta(criterio, respuesta)
    cuantas = len(respuesta.evidencias)
    titulo = "Evidencias y observación" + (f" ({cuantas})" if cuantas else "")
    with st.expander(titulo, key=f"soportes:{criterio.codigo}"):
        lugar = Lugar(hoja.diagnostico_id, criterio.codigo)
        evidencias.en_pregunta(hoja.sala, lugar, respuesta, congelada=hoja.congelada)
        _observacion(hoja, criterio.codigo, f"{clave}/o", respuesta.observacion)
        if criterio.admite_no_aplica and not hoja.congelada:
            _no_aplica(hoja, criterio.codigo, f"{clave}/na")


def _observacion(hoja: Hoja, codigo: str, clave: str, valor: str) -> None:
    controles.igualar(clave, valor)
    st.text_area(
        "Observación",
        key=clave,
        height=100,
        placeholder="Lo que convenga aclarar",
        disabled=hoja.congelada,
        on_change=partial(guardado.anotar_observacion, hoja.sala, hoja.diagnostico_id, codigo, clave),
    )
    guardado.mostrar(f"{codigo}/observacion")


def _no_aplica(hoja: Hoja, codigo: str, clave: str) -> None:
    st.text_input("Si no aplica a su entidad, escriba por qué", key=clave, placeholder="Motivo")
    st.button(
        "Declarar que no aplica",
        key=f"{clave}:si",
        on_click=guardado.no_aplica,
        args=(hoja.sala, hoja.diagnostico_id, codigo, clave),
    )

"""Una pregunta del cuestionario: qué se pregunta, quién lo pide, la respuesta y sus soportes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import origenes
from autodiagnostico.servicios.anterior import Anterior
from autodiagnostico.servicios.cuestionario import Cuestionario
from autodiagnostico.servicios.evidencias import Lugar
from autodiagnostico.servicios.fichas import RespuestaGuardada
from motor import Respuesta
from motor.cuestionario import Pregunta
from motor.explicacion import cita_para
from reglas.clases import Clase
from ui import (
    anterior,
    choque,
    comentarios,
    contexto,
    controles,
    evidencias,
    formato,
    guardado,
    historia,
    pendientes,
    piezas,
    respondiendo,
)
from ui.enlaces import ancla
from ui.marcado import Html, e, pintar, unir
from ui.respondiendo import OBSERVACION, Puesto
from ui.vocabulario import CARACTERES

_VACIA = Respuesta()


@dataclass(frozen=True, slots=True)
class Hoja:
    """Dónde se responde: el diagnóstico y lo que ya se sabe de él."""

    diagnostico_id: int
    cuestionario: Cuestionario
    anterior: Anterior | None

    def congelada(self, pregunta: Pregunta) -> bool:
        """Si quien mira no puede responder esa pregunta ahora."""
        return pregunta.criterio.tema not in self.cuestionario.responde

    def guardada(self, pregunta: Pregunta) -> RespuestaGuardada | None:
        """Lo que hay en el disco de esa pregunta."""
        return self.cuestionario.guardadas.get(pregunta.criterio.codigo)


def dibujar(hoja: Hoja, pregunta: Pregunta) -> None:
    """La pregunta entera, en su tarjeta."""
    criterio = pregunta.criterio
    clave = f"r:{hoja.diagnostico_id}:{criterio.codigo}"
    guardada = hoja.guardada(pregunta)
    respuesta = _VACIA if guardada is None else guardada.respuesta
    puesto = Puesto(hoja.diagnostico_id, criterio, 0 if guardada is None else guardada.version)
    congelada = hoja.congelada(pregunta)
    with st.container(border=True, key=f"pregunta_{hoja.diagnostico_id}_{criterio.codigo}"):
        pintar(_enunciado(hoja, pregunta))
        choque.dibujar(puesto)
        guardar = partial(respondiendo.responder, puesto, clave)
        pintar(anterior.al_lado(hoja.anterior, criterio))
        controles.dibujar(criterio, clave, respuesta.valor, inactivo=congelada, al_cambiar=guardar)
        _pie(pregunta, puesto, guardada, congelada)
        _soportes(puesto, respuesta, clave, congelada)
        if Operacion.VER_BORRADOR in hoja.cuestionario.permite:
            comenta = Operacion.COMENTAR in hoja.cuestionario.permite
            comentarios.dibujar(puesto, hoja.cuestionario.sin_resolver[criterio.codigo], comenta=comenta)
            historia.dibujar(puesto, congelada=congelada)


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
    mas = formato.plural(len(reglas) - 1, "regla más", "reglas más")
    return f"Lo pide: {_cita(hoja, reglas[0])}" + (f", y {mas}" if len(reglas) > 1 else "")


def _quien_pide(hoja: Hoja, codigo: str) -> Html:
    regla = hoja.cuestionario.catalogo.reglas[codigo]
    caracter = CARACTERES[regla.caracter_para(hoja.cuestionario.caso.entidad.codigo)]
    titulo = ancla("normas", regla.ficha.titulo, regla=codigo)
    return e("p", titulo, f". {caracter}. {_cita(hoja, codigo)}.")


def _cita(hoja: Hoja, codigo: str) -> str:
    catalogo = hoja.cuestionario.catalogo
    cita = cita_para(catalogo, hoja.cuestionario.caso, catalogo.reglas[codigo])
    return piezas.nombre_de_cita(catalogo, cita)


def _pie(pregunta: Pregunta, puesto: Puesto, guardada: RespuestaGuardada | None, congelada: bool) -> None:
    """Cómo está, qué pasó al guardar, y cómo confirmarla o dejarla otra vez sin responder."""
    codigo = puesto.criterio.codigo
    nota = guardado.nota(codigo)
    if nota is not None and nota.es_error:
        pintar(piezas.error_de_campo(f"{nota.texto} {_como_se_escribe(puesto, guardada)}"))
    with st.container(horizontal=True, vertical_alignment="center", key=f"pie_{codigo}"):
        pintar(_situacion(pregunta, guardada, None if nota is None or nota.es_error else nota))
        if congelada or guardada is None:
            return
        if guardada.por_confirmar:
            st.button("Confirmar", key=f"confirmar:{codigo}", on_click=respondiendo.confirmar, args=(puesto,))
        if pregunta.respondida or guardada.por_confirmar:
            st.button(
                "Borrar respuesta",
                key=f"borrar:{codigo}",
                type="tertiary",
                on_click=respondiendo.borrar,
                args=(puesto,),
            )


def _como_se_escribe(puesto: Puesto, guardada: RespuestaGuardada | None) -> str:
    criterio = puesto.criterio
    ejemplo = (
        f"Se espera: {formato.COMO_SE_ESCRIBE[criterio.clase].lower()}."
        if _se_escribe(criterio.clase)
        else ""
    )
    if guardada is None or guardada.respuesta.valor is None:
        return f"{ejemplo} La pregunta sigue sin responder."
    queda = formato.respuesta(criterio, guardada.respuesta.valor)
    return f"{ejemplo} Sigue guardada la respuesta anterior: {queda}."


def _se_escribe(clase: Clase) -> bool:
    return clase in formato.COMO_SE_ESCRIBE


def _situacion(pregunta: Pregunta, guardada: RespuestaGuardada | None, nota: guardado.Nota | None) -> Html:
    recien = f" · {nota.texto}" if nota else ""
    if guardada is not None and guardada.por_confirmar:
        de_donde = origenes.en_palabras(guardada.por_confirmar).capitalize()
        return e(
            "p",
            f"◌ {de_donde}, por confirmar: no cuenta hasta que alguien la confirme o la cambie{recien}",
            clase="situacion por-confirmar",
            role="status",
        )
    if guardada is not None and guardada.respuesta.no_aplica is not None:
        motivo = guardada.respuesta.no_aplica
        return e("p", f"– No aplica: {motivo}{recien}", clase="situacion", role="status")
    if not pregunta.respondida:
        return e("p", f"○ Sin responder{recien}", clase="situacion falta", role="status")
    return e("p", f"✓ Respondida{recien}", clase="situacion", role="status")


def _soportes(puesto: Puesto, respuesta: Respuesta, clave: str, congelada: bool) -> None:
    """Las evidencias y la observación; lo de adentro solo se dibuja si se abre."""
    criterio = puesto.criterio
    lugar = Lugar(puesto.diagnostico_id, criterio.codigo)
    evidencias.ventana_de(contexto.sala(), lugar, congelada=congelada)
    evidencias.avisar_si_falta(criterio, respuesta)
    cuantas = len(respuesta.evidencias)
    titulo = "Evidencias y observación" + (f" ({cuantas})" if cuantas else "")
    sin_guardar = pendientes.texto(puesto.campo(OBSERVACION)) is not None
    plegado = st.expander(titulo, key=f"soportes:{criterio.codigo}", expanded=sin_guardar, on_change="rerun")
    if not plegado.open:
        return
    with plegado:
        evidencias.en_pregunta(contexto.sala(), lugar, respuesta, congelada=congelada)
        _observacion(puesto, f"{clave}/o", respuesta.observacion, inactivo=congelada)
        if criterio.admite_no_aplica and not congelada:
            _no_aplica(puesto, f"{clave}/na")


def _observacion(puesto: Puesto, clave: str, valor: str, *, inactivo: bool) -> None:
    """Un texto largo: lo que se escribió y no se pudo guardar sigue en su casilla."""
    campo = puesto.campo(OBSERVACION)
    sin_guardar = pendientes.texto(campo)
    controles.igualar(clave, valor if sin_guardar is None else sin_guardar)
    guardar = partial(respondiendo.anotar, puesto, clave)
    st.text_area(
        "Observación",
        key=clave,
        height=100,
        placeholder="Lo que convenga aclarar",
        disabled=inactivo,
        on_change=guardar,
    )
    if sin_guardar is None:
        guardado.mostrar(campo.nota)
        return
    nota = guardado.nota(campo.nota)
    por_que = f"{nota.texto} " if nota is not None and nota.es_error else ""
    pintar(piezas.error_de_campo(f"{por_que}Lo que escribió sigue en la casilla, sin guardar."))
    with st.container(horizontal=True):
        st.button("Guardar otra vez", key=f"{clave}:otra", on_click=guardar)
        st.button(
            "Dejar lo que estaba guardado",
            key=f"{clave}:dejar",
            type="tertiary",
            on_click=respondiendo.dejar_lo_guardado,
            args=(campo,),
        )


def _no_aplica(puesto: Puesto, clave: str) -> None:
    st.text_input("Si no aplica a su entidad, escriba por qué", key=clave, placeholder="Motivo")
    st.button(
        "Declarar que no aplica",
        key=f"{clave}:si",
        on_click=respondiendo.no_aplica,
        args=(puesto, clave),
    )

"""Una respuesta frente a control interno: lo declarado, lo que ya se dijo y registrar otra evaluación."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.servicios import control
from autodiagnostico.servicios.control import DICTAMENES, Escrito, Evaluacion, PorEvaluar
from autodiagnostico.servicios.control.palabras import respuesta_en_palabras
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado
from reglas.clases import Clase
from reglas.fichas import Criterio
from ui import contexto, controles, formato, guardado, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, md, pintar, unir
from ui.vocabulario import DICTAMEN

_DESPUES = "Opcional; se puede escribir después"
CAMPOS = {
    "comentario": ("Condición", "qué encontró y cómo lo comprobó", "Obligatoria si no es conforme"),
    "causa": ("Causa", "por qué pasó", _DESPUES),
    "efecto": ("Efecto", "qué consecuencia tiene", _DESPUES),
    "recomendacion": ("Recomendación", "qué conviene hacer", _DESPUES),
}
"""Cada texto: cómo se llama, qué se espera y cuándo hace falta."""
_HALLADO = "Lo que encontró (solo si no es conforme)"


def dibujar(ficha: FichaDeDiagnostico, resultado: Resultado, una: PorEvaluar, *, puede: bool) -> None:
    """La respuesta entera, con su historia; quien puede, registra otra."""
    criterio = una.pregunta.criterio
    pintar(
        e("h2", criterio.pregunta),
        e("p", criterio.ayuda, clase="ayuda"),
        _declarada(una),
        _criterio(resultado, una),
        _historia(una),
    )
    guardado.mostrar(_campo(criterio))
    if puede:
        _formulario(ficha, una)


def _campo(criterio: Criterio) -> str:
    return f"control/{criterio.codigo}"


def _declarada(una: PorEvaluar) -> Html:
    respuesta = una.declarada
    dicha = respuesta_en_palabras(una.pregunta.criterio, respuesta, "sin responder")
    return unir(
        e("p", e("strong", "La entidad respondió: "), dicha, "."),
        e("p", e("strong", "Evidencias: "), "; ".join(respuesta.evidencias) or "ninguna", "."),
        e("p", e("strong", "Observación: "), respuesta.observacion) if respuesta.observacion else None,
    )


def _criterio(resultado: Resultado, una: PorEvaluar) -> Html:
    """De qué normas sale: es el criterio de un hallazgo, y no lo escribe nadie."""
    catalogo = resultado.edicion.catalogo
    citas = (
        unir(
            ancla("normas", resultado.hallazgos[r].regla.ficha.titulo, regla=r),
            f". {piezas.nombre_de_cita(catalogo, resultado.hallazgos[r].cita)}.",
        )
        for r in una.pregunta.reglas
    )
    return piezas.plegado("Criterio: las normas que verifica", piezas.lista(citas))


def _historia(una: PorEvaluar) -> Html | None:
    if not una.historia:
        return e("p", "Control interno todavía no la ha evaluado.", clase="ayuda")
    cambio = (
        piezas.aviso("plazo", "!", e("p", "La respuesta cambió después de la última evaluación."))
        if una.cambio_despues
        else None
    )
    ultima, *anteriores = reversed(una.historia)
    antes = formato.plural(len(anteriores), "evaluación anterior", "evaluaciones anteriores")
    return unir(
        cambio,
        _dicha(una, ultima),
        piezas.plegado(antes, (_dicha(una, otra) for otra in anteriores)) if anteriores else None,
    )


def _dicha(una: PorEvaluar, evaluacion: Evaluacion) -> Html:
    hallado = respuesta_en_palabras(una.pregunta.criterio, evaluacion.hallado, "no se pudo comprobar")
    escritos = (
        e("p", e("strong", f"{nombre}: "), texto)
        for campo, (nombre, *_) in CAMPOS.items()
        if (texto := getattr(evaluacion, campo))
    )
    return unir(
        e(
            "p",
            piezas.insignia(DICTAMEN[evaluacion.dictamen]),
            f" {evaluacion.autor}, {formato.fecha_larga(evaluacion.cuando)}",
            clase="estado",
        ),
        e("p", e("strong", "Control interno encontró: "), hallado, "."),
        escritos,
    )


def _formulario(ficha: FichaDeDiagnostico, una: PorEvaluar) -> None:
    criterio = una.pregunta.criterio
    clave = f"ci:{ficha.id}:{criterio.codigo}:{len(una.historia)}"
    with st.form(f"{clave}:f", enter_to_submit=False):
        pintar(e("h3", "Registrar una evaluación" if not una.historia else "Registrar otra evaluación"))
        st.radio(
            "Dictamen", list(DICTAMENES), format_func=DICTAMENES.__getitem__, index=None, key=f"{clave}:d"
        )
        _hallado(criterio, f"{clave}:h")
        if criterio.admite_no_aplica:
            st.text_input("O por qué no aplica a la entidad", key=f"{clave}:na", placeholder="Motivo")
        for campo, (nombre, espera, ayuda) in CAMPOS.items():
            st.text_area(f"{nombre}: {espera}", key=f"{clave}:{campo}", height=80, placeholder=ayuda)
        st.form_submit_button(
            "Registrar la evaluación", type="primary", on_click=_registrar, args=(ficha.id, una, clave)
        )


def _hallado(criterio: Criterio, clave: str) -> None:
    if criterio.clase in controles.DE_ELEGIR:
        rotulos = controles.rotulos_de(criterio)
        elegir = rotulos.__getitem__
        st.selectbox(
            _HALLADO,
            list(rotulos),
            index=None,
            format_func=elegir,
            key=clave,
            placeholder="Elija una opción",
        )
    elif criterio.clase is Clase.OPCIONES:
        pintar(e("p", e("strong", f"{_HALLADO}:")))
        for opcion, texto in (criterio.opciones or {}).items():
            st.checkbox(md(texto), key=f"{clave}:{opcion}")
        st.checkbox("Ninguna de estas", key=f"{clave}:{controles.NINGUNA}")
    else:
        st.text_input(_HALLADO, key=clave, placeholder=formato.COMO_SE_ESCRIBE[criterio.clase])


def _registrar(diagnostico_id: int, una: PorEvaluar, clave: str) -> None:
    criterio = una.pregunta.criterio
    dictamen = st.session_state[f"{clave}:d"]
    if dictamen is None:
        guardado.anotar_rechazo(_campo(criterio), "No se registró. Elija el dictamen.")
        return
    es_otra_cosa = dictamen == "no_conforme"
    escrito = Escrito(**{campo: st.session_state[f"{clave}:{campo}"] for campo in CAMPOS})

    def registrar() -> Evaluacion:
        return control.registrar(
            contexto.sala(),
            diagnostico_id,
            criterio.codigo,
            dictamen,
            hallado=controles.leer(criterio, f"{clave}:h") if es_otra_cosa else None,
            no_aplica=st.session_state.get(f"{clave}:na") if es_otra_cosa else None,
            escrito=escrito,
            vista=una.version,
        )

    guardado.intentar(_campo(criterio), registrar)

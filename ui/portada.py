"""La portada: elegir una entidad y una vigencia, crear una, o cargar la demostración."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import demostracion, diagnosticos, distrito_sintetico, entidades
from autodiagnostico.servicios.entidades import FichaDeEntidad
from ui import contexto, formulario, guardado, piezas
from ui.enlaces import enlace
from ui.marcado import e, pintar

_CAMPO, _CREADA = "portada", "portada:creada"
_SIN_ENTIDAD = (
    "Su cuenta todavía no tiene un rol en ninguna entidad. Pídaselo a quien administra las cuentas; "
    "mientras tanto puede leer las normas."
)
_QUE_TRAE = (
    "Tres entidades inventadas, con respuestas inventadas, para conocer la aplicación. "
    "Una trae su Mesa y un plan aprobado y en marcha. Llevan siempre la marca «Datos de demostración»."
)
_QUE_TRAE_EL_DISTRITO = (
    "O un distrito entero: sesenta entidades sintéticas, por sectores, con tres vigencias, para la página "
    "«Subsecretaría». Tarda cerca de un minuto."
)
_YA_ESTAN = "Las entidades de demostración están cargadas: elíjalas en la lista."


def dibujar() -> None:
    """Lo que ve quien entra por primera vez, o vuelve sin haber elegido."""
    todas = entidades.listar(contexto.sala())
    crea = contexto.puede(Operacion.CREAR_ENTIDAD)
    pintar(
        e("h1", "Mi entidad"),
        e(
            "p",
            "Aquí su entidad responde unas preguntas, ve qué cumple y qué le falta, y arma su plan. "
            "Todo se guarda al responderlo.",
            clase="entrada",
        ),
    )
    if todas:
        _elegir(todas)
    elif not crea:
        pintar(piezas.aviso("duda", "?", e("p", _SIN_ENTIDAD)))
    if contexto.puede(Operacion.CARGAR_DEMOSTRACION):
        _demostracion()
    if crea:
        pintar(e("h2", "Crear una entidad"))
        guardado.mostrar(_CREADA)
        y_empezar = " y empezar" if contexto.puede(Operacion.ABRIR_DIAGNOSTICO) else ""
        formulario.dibujar(None, f"Crear la entidad{y_empezar}", al_guardar=_empezar)


def _elegir(todas: list[FichaDeEntidad]) -> None:
    nombres = {f.id: f.nombre + (" (demostración)" if f.demostracion else "") for f in todas}
    guardado.mostrar_error(_CAMPO)
    with st.container(border=True, key="elegir"):
        pintar(e("h2", "Seguir con una entidad que ya está"))
        izquierda, centro, derecha = st.columns([4, 1, 1], vertical_alignment="bottom")
        izquierda.selectbox(
            "Entidad",
            list(nombres),
            format_func=nombres.__getitem__,
            key="elegir:entidad",
            placeholder="Elija una",
        )
        centro.selectbox("Vigencia", formulario.vigencias(), key="elegir:vigencia")
        derecha.button("Abrir", type="primary", width="stretch", on_click=_abrir_elegida)


def _abrir_elegida() -> None:
    _abrir(st.session_state["elegir:entidad"], st.session_state["elegir:vigencia"])


def _empezar(ficha: FichaDeEntidad) -> None:
    """Quien la crea la empieza a responder, si además eso le toca."""
    if contexto.puede(Operacion.ABRIR_DIAGNOSTICO, ficha):
        _abrir(ficha.id, st.session_state["entidad:vigencia"])
    else:
        guardado.anotar(
            _CREADA, f"«{ficha.nombre}» quedó creada. Dele un rol en ella a quien la va a responder."
        )


def _abrir(entidad_id: int, vigencia: int) -> None:
    try:
        contexto.elegir(diagnosticos.abrir(contexto.sala(), entidad_id, vigencia).id)
    except ErrorDeServicio as error:
        guardado.anotar_error(_CAMPO, error)


def _demostracion() -> None:
    esta = demostracion.hay(contexto.sala())
    with st.container(border=True, key="demostracion"):
        izquierda, derecha = st.columns([3, 1], vertical_alignment="center")
        with izquierda:
            pintar(e("h2", "Ver la aplicación con datos"), e("p", _YA_ESTAN if esta else _QUE_TRAE))
            _plan_en_marcha()
        with derecha:
            if esta:
                st.button("Quitar la demostración", width="stretch", on_click=_quitar_demostracion)
            else:
                st.button(
                    "Cargar la demostración", type="primary", width="stretch", on_click=_cargar_demostracion
                )
        guardado.mostrar_error("demostracion")
        if not esta:
            _distrito()


def _plan_en_marcha() -> None:
    """Derecho a lo que no se ve hasta que un plan camina."""
    suyo = demostracion.con_plan(contexto.sala())
    if suyo is not None:
        donde = f"Ver el plan en marcha de {suyo.entidad.nombre}, vigencia {suyo.vigencia + 1}"
        enlace("tablero", donde, ancho=False, d=str(suyo.id))


def _distrito() -> None:
    """Un distrito entero, para quien compara."""
    izquierda, derecha = st.columns([3, 1], vertical_alignment="center")
    with izquierda:
        pintar(e("p", _QUE_TRAE_EL_DISTRITO, clase="ayuda"))
    with derecha:
        st.button("Cargar un distrito", width="stretch", on_click=_cargar_distrito)


def _cargar_demostracion() -> None:
    guardado.intentar("demostracion", lambda: demostracion.cargar(contexto.sala()))


def _cargar_distrito() -> None:
    with st.spinner("Inventando un distrito…"):
        guardado.intentar("demostracion", lambda: distrito_sintetico.cargar(contexto.sala()))


def _quitar_demostracion() -> None:
    guardado.intentar("demostracion", lambda: demostracion.quitar(contexto.sala()))

"""El resumen de un diagnóstico: en qué va, qué sigue, quién responde cada tema, y enviarlo."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import comentarios as servicio_de_comentarios
from autodiagnostico.servicios import cuestionario, diagnosticos
from autodiagnostico.servicios.cuestionario import TemaEnCuestionario
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from autodiagnostico.servicios.entidades import FichaDeEntidad
from motor import Resultado
from ui import (
    comentarios,
    contexto,
    formato,
    formulario,
    guardado,
    lecturas,
    piezas,
    reparto,
    temas,
    traslado,
)
from ui.enlaces import ancla, enlace
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import BORRADOR, ENVIADO, ESTADOS, GRUPOS

_CAMPO, _ENTIENDE = "envio", "envio:entiende"
_SIN_RESPUESTAS = (
    "Su cuenta no lee las respuestas de este autodiagnóstico. De un borrador, fuera de la entidad solo se ve "
    "cuánto lleva."
)


def dibujar(ficha: FichaDeDiagnostico) -> None:
    """La página entera."""
    resultado = contexto.resultado(ficha)
    lista = cuestionario.temas(resultado.edicion.catalogo, resultado.caso)
    _encabezado(ficha)
    _que_sigue(ficha, lista)
    temas.faltan_datos(ficha, resultado.edicion.catalogo, resultado.caso)
    pintar(e("h2", "Cumplimiento y madurez, hasta ahora"), _hasta_ahora(resultado))
    pintar(e("h2", "Los temas"), _tabla_de_temas(ficha, lista))
    _enviar(ficha, resultado, lista)
    _otras(ficha)


def dibujar_sin_respuestas(ficha: FichaDeDiagnostico) -> None:
    """Lo que ve quien sabe que el diagnóstico está, pero no puede leer sus respuestas."""
    _encabezado(ficha)
    pintar(piezas.aviso("duda", "?", e("p", _SIN_RESPUESTAS)))
    _otras(ficha)


def _otras(ficha: FichaDeDiagnostico) -> None:
    with st.container(horizontal=True, key="otras"):
        if contexto.puede(Operacion.EDITAR_ENTIDAD, ficha.entidad):
            enlace("entidad", "Ver o cambiar los datos de la entidad", editar="1")
        st.button("Elegir otra entidad o vigencia", on_click=contexto.olvidar, type="tertiary")
    traslado.dibujar(ficha.entidad)


def _encabezado(ficha: FichaDeDiagnostico) -> None:
    pintar(
        e("h1", ficha.entidad.nombre),
        e(
            "p",
            f"Vigencia {ficha.vigencia} · ",
            piezas.insignia(BORRADOR if ficha.estado == "borrador" else ENVIADO),
            " ",
            piezas.marca_de_demostracion(ficha.entidad.demostracion),
            clase="entrada",
        ),
    )
    if ficha.estado == "enviado":
        temas.aviso_de_enviado(ficha)


def _que_sigue(ficha: FichaDeDiagnostico, lista: list[TemaEnCuestionario]) -> None:
    total = lecturas.avance_total(lista)
    siguiente = lecturas.siguiente_tema(lista)
    with st.container(border=True, key="que_sigue"):
        pintar(e("h2", "Qué sigue"))
        if ficha.estado == "borrador":
            falta = temas.lo_que_falta(total)
            pintar(e("p", falta), piezas.barra_de_avance(total.total - total.pendientes, total.total, falta))
        else:
            pintar(e("p", "El diagnóstico está enviado. Ahora la Mesa elige qué va al plan."))
        with st.container(key="accion_principal"):
            if siguiente is not None and ficha.estado == "borrador":
                enlace("cuestionario", f"Responder «{siguiente.tema.nombre}»", tema=siguiente.tema.codigo)
            else:
                enlace("mesa", "Ver las recomendaciones y armar el plan")


def _hasta_ahora(resultado: Resultado) -> Html:
    return unir(
        (_cumplimiento(resultado, grupo, caracteres) for grupo, caracteres in GRUPOS.items()),
        _nivel_global(resultado),
    )


def _cumplimiento(resultado: Resultado, grupo: str, caracteres: tuple[str, ...]) -> Html | None:
    grupos = lecturas.por_estado(resultado.hallazgos.values(), caracteres)
    cuentas = [
        ancla("resultados", piezas.insignia(signo, len(grupos[estado])), grupo=grupo, estado=str(estado))
        for estado, signo in ESTADOS.items()
        if grupos[estado]
    ]
    if not cuentas:
        return None
    return e("p", e("strong", f"{grupo}: "), (unir(c, " ") for c in cuentas), clase="cuentas")


def _nivel_global(resultado: Resultado) -> Html | None:
    total = resultado.madurez_global
    if total.nivel_min is None:
        return None
    hasta = f", y puede llegar a {total.nivel_max}" if total.nivel_max != total.nivel_min else ""
    return e(
        "p", ancla("madurez", "Madurez"), f": nivel {total.nivel_min} demostrado{hasta}.", clase="cuentas"
    )


def _tabla_de_temas(ficha: FichaDeDiagnostico, lista: list[TemaEnCuestionario]) -> Html:
    asignados = diagnosticos.asignaciones(contexto.sala(), ficha.id)
    por_criterio = servicio_de_comentarios.sin_resolver(contexto.sala(), ficha.id)
    filas = (
        piezas.fila(
            ancla("cuestionario", t.tema.nombre, tema=t.tema.codigo),
            temas.avance_del_tema(t.avance),
            unir(
                reparto.responsable(asignados.get(t.tema.codigo)),
                comentarios.sin_resolver(sum(por_criterio[p.criterio.codigo] for p in t.preguntas)),
            ),
        )
        for t in lista
    )
    return piezas.tabla(["Tema", "Avance", "Responsable"], filas, "Temas del cuestionario")


def _enviar(ficha: FichaDeDiagnostico, resultado: Resultado, lista: list[TemaEnCuestionario]) -> None:
    if ficha.estado == "enviado":
        if contexto.puede(Operacion.REABRIR, ficha.entidad):
            _reabrir(ficha)
        return
    if not contexto.puede(Operacion.ENVIAR, ficha.entidad):
        return
    total = lecturas.avance_total(lista)
    with st.expander("Enviar a la Subsecretaría", key="enviar"):
        pintar(
            e(
                "p",
                "Al enviarlo queda congelado: la Subsecretaría ve los niveles y no se cambian respuestas, "
                "salvo que lo reabra.",
            )
        )
        if total.pendientes:
            faltan = formato.plural(total.pendientes, "pregunta", "preguntas")
            pintar(
                piezas.aviso(
                    "duda",
                    "?",
                    e("p", f"Faltan {faltan}. Lo que no respondió se verá como «sin información»."),
                )
            )
        deberes = lecturas.deberes_sin_informacion(resultado)
        if deberes:
            st.checkbox(_lo_entiendo(deberes), key=f"{_ENTIENDE}:{deberes}")
        st.button(
            "Enviar el diagnóstico",
            type="primary",
            on_click=_hacer_envio,
            args=(ficha.id, deberes),
        )
        guardado.mostrar(_CAMPO)


def _lo_entiendo(deberes: int) -> str:
    quedan = "queda 1 deber" if deberes == 1 else f"quedan {deberes} deberes"
    return f"Entiendo que {quedan} sin responder"


def _hacer_envio(diagnostico_id: int, deberes: int) -> None:
    if deberes and not st.session_state.get(f"{_ENTIENDE}:{deberes}"):
        falta = ErrorDeServicio(f"No se envió. Marque «{_lo_entiendo(deberes)}» o responda lo que falta.")
        guardado.anotar_error(_CAMPO, falta)
        return
    guardado.intentar(_CAMPO, lambda: diagnosticos.enviar(contexto.sala(), diagnostico_id))


def _reabrir(ficha: FichaDeDiagnostico) -> None:
    with st.expander("Reabrir el diagnóstico", key="reabrir"), st.form("reabrir", border=False):
        st.text_input("Por qué se reabre", key="reabrir:motivo", placeholder="Queda constancia del motivo")
        st.form_submit_button("Reabrir", on_click=_hacer_reapertura, args=(ficha.id,))
        guardado.mostrar(_CAMPO)


def _hacer_reapertura(diagnostico_id: int) -> None:
    motivo = st.session_state["reabrir:motivo"]
    guardado.intentar(_CAMPO, lambda: diagnosticos.reabrir(contexto.sala(), diagnostico_id, motivo))


def editar_entidad(ficha: FichaDeDiagnostico) -> None:
    """Los datos de la entidad, para completarlos o corregirlos."""
    enlace("entidad", "← Volver al resumen")
    formulario.dibujar(ficha.entidad, "Guardar los datos", al_guardar=_guardada)


def _guardada(_ficha: FichaDeEntidad) -> None:
    st.query_params.pop("editar", None)

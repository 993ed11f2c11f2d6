"""El resumen de un diagnóstico: en qué va, qué sigue, quién responde cada tema y por qué pasos pasa."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import comentarios as servicio_de_comentarios
from autodiagnostico.servicios import cuestionario, diagnosticos, recorrido
from autodiagnostico.servicios.cuestionario import TemaEnCuestionario
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from autodiagnostico.servicios.entidades import FichaDeEntidad
from motor import Resultado
from ui import asesorias, comentarios, contexto, formulario, lecturas, piezas, reparto, temas, traslado, vida
from ui.enlaces import ancla, enlace
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import ESTADOS, GRUPOS, VIDA

_SIN_RESPUESTAS = (
    "Su cuenta no lee las respuestas de este autodiagnóstico. De un borrador, fuera de la entidad solo se ve "
    "cuánto lleva."
)
_SIGUE = {
    "enviado": "Está enviado. Ahora planeación lo revisa; mientras tanto, la Mesa puede ir armando el plan.",
    "revisado": "Está revisado. Ahora el Comité (CIGD) lo cierra; la Mesa puede ir armando el plan.",
    "cerrado": "Está cerrado. Ahora la Mesa elige qué va al plan.",
}


def dibujar(ficha: FichaDeDiagnostico) -> None:
    """La página entera."""
    resultado = contexto.resultado(ficha)
    lista = cuestionario.temas_de(resultado)
    _encabezado(ficha)
    temas.aviso_de_base(ficha, resultado.edicion.catalogo)
    _que_sigue(ficha, lista)
    _camino(ficha, resultado, lista)
    temas.faltan_datos(ficha, resultado.edicion.catalogo, resultado.caso)
    pintar(e("h2", "Cumplimiento y madurez, hasta ahora"), _hasta_ahora(resultado))
    pintar(e("h2", "Los temas"), _tabla_de_temas(ficha, lista))
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
    if contexto.puede(Operacion.VER_ENVIADO, ficha.entidad):
        asesorias.de_la_entidad(ficha.entidad)
    traslado.dibujar(ficha.entidad)


def _encabezado(ficha: FichaDeDiagnostico) -> None:
    pintar(
        e("h1", ficha.entidad.nombre),
        e(
            "p",
            f"Vigencia {ficha.vigencia} · ",
            piezas.insignia(VIDA[ficha.estado]),
            " ",
            piezas.marca_de_demostracion(ficha.entidad.demostracion),
            clase="entrada",
        ),
    )


def _camino(ficha: FichaDeDiagnostico, resultado: Resultado, lista: list[TemaEnCuestionario]) -> None:
    """La línea de pasos, lo que se puede hacer, la historia y lo que se conserva."""
    movidos = recorrido.movimientos(contexto.sala(), ficha.id)
    pintar(e("h2", "Por dónde va"), vida.linea(ficha, movidos))
    vista = movidos[-1].id if movidos else 0
    if contexto.cierre() is None:
        vida.pasos(ficha, resultado, lecturas.avance_total(lista), vista)
    todos = recorrido.cierres(contexto.sala(), ficha.id)
    with st.expander("Historia, cierres y comprobación", key="historia"):
        pintar(vida.historia(movidos) or e("p", "Todavía no se ha enviado.", clase="ayuda"))
        vida.cierres(ficha, todos)
        vida.bajar_caso(ficha)


def _que_sigue(ficha: FichaDeDiagnostico, lista: list[TemaEnCuestionario]) -> None:
    total = lecturas.avance_total(lista)
    siguiente = lecturas.siguiente_tema(lista)
    with st.container(border=True, key="que_sigue"):
        pintar(e("h2", "Qué sigue"))
        if ficha.estado == "borrador":
            falta = temas.lo_que_falta(total)
            pintar(e("p", falta), piezas.barra_de_avance(total.total - total.pendientes, total.total, falta))
        else:
            pintar(e("p", _SIGUE[ficha.estado]))
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


def editar_entidad(ficha: FichaDeDiagnostico) -> None:
    """Los datos de la entidad, para completarlos o corregirlos."""
    enlace("entidad", "← Volver al resumen")
    formulario.dibujar(ficha.entidad, "Guardar los datos", al_guardar=_guardada)


def _guardada(_ficha: FichaDeEntidad) -> None:
    st.query_params.pop("editar", None)

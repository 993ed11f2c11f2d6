"""«Para llegar al nivel siguiente»: lo menos que hay que hacer, con su norma, y lo que cuesta lo mismo."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import consejo
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado
from motor.busqueda import GLOBAL, Cambio, SiguienteNivel
from reglas import Catalogo
from ui import contexto, formato, piezas
from ui.enlaces import a_preguntas, ancla
from ui.marcado import Html, e, pintar, unir

_HALLADO = "siguiente_nivel_hallado"
_DE_UNA_VEZ = 10


def dibujar(ficha: FichaDeDiagnostico, resultado: Resultado, escenario: str, actual: int) -> None:
    """El botón que lo busca y, hallado, lo que dice. Si algo cambia, hay que volver a buscarlo."""
    ultimo = max(n.nivel for n in resultado.edicion.catalogo.niveles)
    if actual >= ultimo:
        return
    clave = (resultado.edicion.catalogo.digesto, resultado.caso, escenario)
    hallados: dict[str, tuple[object, SiguienteNivel]] = st.session_state.setdefault(_HALLADO, {})
    guardado = hallados.get(escenario)
    meta = f"nivel {actual + 1}" if escenario != GLOBAL else f"nivel {actual + 1} en todos"
    if guardado is None or guardado[0] != clave:
        if not st.button(
            f"¿Qué es lo menos que hay que hacer para llegar al {meta}?", key=f"subir:{escenario}"
        ):
            return
        try:
            guardado = (clave, consejo.siguiente_nivel(contexto.sala(), ficha.id, escenario))
        except ErrorDeServicio as error:
            pintar(piezas.error_de_campo(error.mensaje))
            return
        hallados[escenario] = guardado
    with st.container(border=True, key=f"subir_{escenario}"):
        _mostrar(resultado.edicion.catalogo, guardado[1], meta)


def _mostrar(catalogo: Catalogo, hallado: SiguienteNivel, meta: str) -> None:
    pintar(e("h3", f"Para llegar al {meta}"))
    if not hallado.alcanzable:
        pintar(piezas.aviso("duda", "?", e("p", hallado.motivo or "No se puede con lo que se sabe.")))
        return
    pintar(
        e("p", _resumen(hallado), clase="frase"),
        _lista(catalogo, hallado.cambios),
        piezas.plegado(
            _otras(hallado),
            *(
                unir(e("p", e("strong", f"Otra manera, {n}")), _lista(catalogo, otra))
                for n, otra in enumerate(hallado.alternativas, start=1)
            ),
        )
        if hallado.alternativas
        else None,
        e(
            "p",
            "Está comprobado: con estos cambios, la misma evaluación da ese nivel."
            + (" Y no hay otro conjunto que cueste menos." if hallado.optimo else ""),
            clase="ayuda",
        ),
    )
    por_responder = [c.criterio for c in hallado.cambios if c.tipo == "responder"]
    if por_responder:
        cuantas = formato.plural(len(por_responder[:_DE_UNA_VEZ]), "pregunta", "preguntas")
        a_preguntas(f"Responder primero {cuantas}", por_responder[:_DE_UNA_VEZ])


def _resumen(hallado: SiguienteNivel) -> str:
    cambios = formato.plural(len(hallado.cambios), "cambio", "cambios")
    dias = formato.plural(hallado.esfuerzo_dias, "día", "días")
    return f"{cambios}, a lo sumo {dias} de trabajo."


def _otras(hallado: SiguienteNivel) -> str:
    cuantas = formato.plural(len(hallado.alternativas), "manera más", "maneras más")
    return f"{cuantas}, con el mismo esfuerzo" + (" (hay otras)" if hallado.hay_mas else "")


def _lista(catalogo: Catalogo, cambios: tuple[Cambio, ...]) -> Html:
    en_orden = sorted(cambios, key=lambda c: c.tipo == "hacer")
    return e("ol", (e("li", _cambio(catalogo, c)) for c in en_orden), clase="cambios")


def _cambio(catalogo: Catalogo, cambio: Cambio) -> Html:
    criterio = catalogo.criterios[cambio.criterio]
    que = "Responder primero: " if cambio.tipo == "responder" else "Hacer: "
    acciones = [
        f"{catalogo.acciones[a].titulo}, {formato.plural(catalogo.acciones[a].esfuerzo_dias, 'día', 'días')}"
        for a in cambio.acciones
    ]
    quedaria = f"De «{formato.respuesta(criterio, cambio.de)}» a «{formato.respuesta(criterio, cambio.a)}»."
    return unir(
        e("strong", que),
        ancla("cuestionario", criterio.pregunta, p=cambio.criterio),
        e("br"),
        e("span", quedaria, clase="menor"),
        piezas.lista(acciones) if acciones else None,
        e("p", "Lo pide: ", unir(_norma(catalogo, r) for r in cambio.reglas), clase="menor")
        if cambio.reglas
        else None,
    )


def _norma(catalogo: Catalogo, regla: str) -> Html:
    ficha = catalogo.reglas[regla].ficha
    return unir(
        ancla("normas", ficha.titulo, regla=regla), f" ({piezas.nombre_de_cita(catalogo, ficha.cita)}). "
    )

"""Una recomendación: por qué, qué logra, cuánto cuesta, y llevarla al plan."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import plan
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from autodiagnostico.servicios.plan import Contenido, ItemDePlan
from motor import Recomendacion, Resultado
from ui import contexto, formato, guardado, llevar_al_plan, piezas
from ui.enlaces import a_preguntas, ancla, enlace
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import RAZONES


def dibujar(
    ficha: FichaDeDiagnostico, resultado: Resultado, numero: int, una: Recomendacion, item: ItemDePlan | None
) -> None:
    """La tarjeta de una recomendación."""
    with st.container(border=True, key=f"recomendacion_{numero}", gap="small"):
        pintar(_encabezado(numero, una, item), _detalle(resultado, una))
        _responder(resultado, una)
        if una.accion and contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad):
            _llevar_al_plan(ficha, resultado, una, item)


def _responder(resultado: Resultado, una: Recomendacion) -> None:
    """Lo que falta saber se responde en el cuestionario, o en los datos de la entidad."""
    preguntas = [c for c in una.responder if c in resultado.edicion.catalogo.criterios]
    if preguntas:
        a_preguntas(f"Responder {formato.plural(len(preguntas), 'pregunta', 'preguntas')}", preguntas)
    if len(preguntas) < len(una.responder):
        enlace("entidad", "Completar los datos de la entidad", editar="1")


def _encabezado(numero: int, una: Recomendacion, item: ItemDePlan | None) -> Html:
    en_plan = e("span", "✓ En el plan", clase="insignia bien") if item else None
    return unir(
        e("p", f"{numero} · ", piezas.insignia(RAZONES[una.razon]), " ", en_plan, clase="estado"),
        e("h3", una.titulo),
    )


def _detalle(resultado: Resultado, una: Recomendacion) -> Html:
    catalogo = resultado.edicion.catalogo
    accion = catalogo.acciones.get(una.accion or "")
    atiende = [ancla("normas", catalogo.reglas[r].ficha.titulo, regla=r) for r in una.atiende]
    return unir(
        e("p", accion.descripcion) if accion else None,
        _cuando(resultado, una),
        e("p", _logros(una), clase="menor"),
        piezas.plegado(
            "¿Por qué se recomienda?",
            e("p", "Atiende estas reglas:"),
            piezas.lista(atiende),
            _efectos(resultado, una),
            e("p", e("strong", "Producto: "), accion.producto) if accion else None,
            e("p", e("strong", "Quién suele hacerlo: "), accion.responsable) if accion else None,
            e("p", e("strong", "De dónde sale el esfuerzo: "), accion.base_esfuerzo) if accion else None,
        ),
    )


def _cuando(resultado: Resultado, una: Recomendacion) -> Html | None:
    """Si ya se puede empezar o qué va antes."""
    if not una.accion:
        return None
    if not una.requiere:
        return e("p", e("strong", "Puede empezar ya."))
    acciones = resultado.edicion.catalogo.acciones
    antes = "; ".join(f"«{acciones[a].titulo}»" for a in una.requiere)
    return e("p", e("strong", "Después de: "), f"{antes}. Etapa {una.horizonte} del plan.")


def _logros(una: Recomendacion) -> str:
    partes = []
    if una.accion:
        partes.append(f"Cerca de {formato.plural(una.esfuerzo_dias, 'día', 'días')} de trabajo")
    if una.cierra:
        partes.append(formato.plural(len(una.cierra), "regla queda cumplida", "reglas quedan cumplidas"))
    por_nivel = Counter(nivel for _, nivel in una.desbloquea)
    for nivel, cuantos in sorted(por_nivel.items()):
        partes.append(f"llega al nivel {nivel} en {formato.plural(cuantos, 'escenario', 'escenarios')}")
    return " · ".join(partes)


def _efectos(resultado: Resultado, una: Recomendacion) -> Html:
    catalogo = resultado.edicion.catalogo
    gana = [
        f"+{formato.puntaje(puntos)} puntos en «{resultado.escenarios[codigo].nombre}»"
        for codigo, puntos in una.gana.items()
        if puntos
    ]
    cierra = [catalogo.reglas[r].ficha.titulo for r in una.cierra]
    niveles = [
        f"Nivel {nivel} en «{resultado.escenarios[codigo].nombre}»" for codigo, nivel in una.desbloquea
    ]
    return unir(
        _bloque("Deja cumplidas, con sus requisitos hechos:", cierra),
        _bloque("Sube el puntaje demostrado:", gana),
        _bloque("Llega a:", niveles),
    )


def _bloque(titulo: str, cosas: list[str]) -> Html | None:
    return unir(e("p", titulo), piezas.lista(cosas)) if cosas else None


def _llevar_al_plan(
    ficha: FichaDeDiagnostico, resultado: Resultado, una: Recomendacion, item: ItemDePlan | None
) -> None:
    accion = una.accion or ""
    clave = f"plan:{ficha.id}:{accion}"
    if item is not None:
        enlace("plan_de_vigencia", "Ver en el plan, o cambiar lo que dice", r=str(item.orden))
        return
    abierto = st.session_state.get(f"{clave}:abierto")
    if abierto is None:
        with st.container(horizontal=True):
            st.button("Llevar al plan", key=f"{clave}:abrir", on_click=_abrir, args=(clave, "llevar"))
            st.button("Apartar", key=f"{clave}:aparta", on_click=_abrir, args=(clave, "apartar"))
        guardado.mostrar(clave)
        return
    if abierto == "apartar":
        llevar_al_plan.apartar(ficha, accion, clave)
    else:
        _formulario(ficha, resultado, una, clave)
    st.button("Cancelar", key=f"{clave}:cancelar", on_click=_abrir, args=(clave, None), type="tertiary")
    guardado.mostrar(clave)


def _abrir(clave: str, que: str | None) -> None:
    if que is None:
        st.session_state.pop(f"{clave}:abierto", None)
    else:
        st.session_state[f"{clave}:abierto"] = que


def _formulario(ficha: FichaDeDiagnostico, resultado: Resultado, una: Recomendacion, clave: str) -> None:
    """Lo principal; lo demás se escribe después, en el plan."""
    nombres = {d.codigo: d.nombre for d in resultado.edicion.catalogo.destinos.values()}
    accion = resultado.edicion.catalogo.acciones[una.accion or ""]
    with st.form(f"{clave}:f", border=False, enter_to_submit=False):
        st.selectbox("A qué plan va", una.destinos, format_func=nombres.__getitem__, key=f"{clave}:d")
        izquierda, derecha = st.columns([2, 1])
        izquierda.text_input("Área responsable", accion.responsable, key=f"{clave}:q")
        derecha.text_input("Termina", key=f"{clave}:c", placeholder=formato.EJEMPLO_DE_FECHA)
        st.text_input("Nota", key=f"{clave}:n", placeholder="Opcional")
        st.form_submit_button(
            "Guardar en el plan", type="primary", on_click=_guardar, args=(ficha.id, accion.codigo, clave)
        )


def _guardar(diagnostico_id: int, accion: str, clave: str) -> None:
    destino, quien, cuando, nota = (st.session_state[f"{clave}:{c}"] for c in "dqcn")

    def guardar() -> ItemDePlan:
        escrito = Contenido(destino, quien, formato.fecha_escrita(cuando), nota)
        return plan.guardar_item(contexto.sala(), diagnostico_id, escrito, accion=accion)

    if guardado.intentar(clave, guardar):
        _abrir(clave, None)

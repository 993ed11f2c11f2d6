"""El formulario de un renglón del plan: de una acción del catálogo o propio de la entidad."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.plan.fichas import TRIMESTRES, Contenido, ItemDePlan
from autodiagnostico.servicios import plan
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from reglas import Catalogo
from ui import contexto, formato, guardado
from ui.marcado import e, pintar

_TEXTOS = (
    *("titulo", "destino", "responsable", "producto", "objetivo", "indicador", "unidad", "rubro"),
    *("proyecto", "componente_ptep", "nota"),
)
_FECHAS = {"inicio": "Empieza", "fecha": "Termina"}
_ENTEROS = {
    "esfuerzo_dias": "Esfuerzo, en días de trabajo",
    "duracion_semanas": "Duración, en semanas",
    "costo": "Costo, en pesos",
}


def dibujar(ficha: FichaDeDiagnostico, catalogo: Catalogo, item: ItemDePlan | None) -> None:
    """Con `item`, el de ese renglón; sin él, el de uno propio nuevo."""
    clave = f"renglon:{ficha.id}:{item.id}:{item.version}" if item else f"renglon:{ficha.id}:nuevo"
    _preparar(clave, item.escrito if item else Contenido())
    with st.form(f"{clave}:f", border=False, enter_to_submit=False):
        if item is None or item.accion is None:
            st.text_input("Qué se va a hacer", key=f"{clave}:titulo")
        _que_y_quien(clave, catalogo, item)
        _medida(clave)
        _dinero(clave)
        if item is None or item.accion is None:
            _a_que_sirve(clave, catalogo)
        st.text_input("Nota", key=f"{clave}:nota", placeholder="Opcional")
        st.form_submit_button(
            "Guardar en el plan" if item else "Agregar al plan",
            type="primary",
            on_click=_guardar,
            args=(ficha.id, clave, item.id if item else None, item.version if item else None),
        )
    guardado.mostrar(f"renglon:{ficha.id}:{item.id if item else 'nuevo'}")


def _preparar(clave: str, escrito: Contenido) -> None:
    """Lo guardado, la primera vez; lo que se esté escribiendo no se pisa."""
    poner = st.session_state.setdefault
    for campo in _TEXTOS:
        poner(f"{clave}:{campo}", getattr(escrito, campo))
    for campo in _FECHAS:
        dia = getattr(escrito, campo)
        poner(f"{clave}:{campo}", formato.fecha(dia) if dia else "")
    for campo in _ENTEROS:
        poner(f"{clave}:{campo}", formato.numero(getattr(escrito, campo)))
    for campo, valor in _medidas(escrito).items():
        poner(f"{clave}:{campo}", formato.numero(valor))
    for campo in ("escenarios", "politicas"):
        poner(f"{clave}:{campo}", list(getattr(escrito, campo)))


def _medidas(escrito: Contenido) -> dict[str, float | None]:
    return {"linea_base": escrito.linea_base} | {f"meta{n}": m for n, m in enumerate(escrito.metas)}


def _que_y_quien(clave: str, catalogo: Catalogo, item: ItemDePlan | None) -> None:
    accion = catalogo.acciones.get(item.accion or "") if item else None
    nombres = {d.codigo: d.nombre for d in catalogo.destinos.values()}
    destinos = list(accion.destinos) if accion else ["", *nombres]
    st.text_area(
        "Producto",
        key=f"{clave}:producto",
        placeholder=accion.producto if accion else "Lo que queda hecho y se puede mostrar",
        height=80,
    )
    izquierda, derecha = st.columns(2)
    izquierda.text_input(
        "Área responsable",
        key=f"{clave}:responsable",
        placeholder=accion.responsable if accion else "Por ejemplo: Planeación",
    )
    derecha.selectbox(
        "A qué plan va",
        destinos,
        format_func=lambda d: nombres.get(d, "Por decidir"),
        key=f"{clave}:destino",
    )
    for columna, (campo, rotulo) in zip(st.columns(2), _FECHAS.items(), strict=True):
        columna.text_input(rotulo, key=f"{clave}:{campo}", placeholder=formato.EJEMPLO_DE_FECHA)
    sugiere = {
        "esfuerzo_dias": accion.esfuerzo_dias if accion else None,
        "duracion_semanas": accion.duracion_semanas if accion else None,
    }
    for columna, campo in zip(st.columns(2), sugiere, strict=True):
        sugerido = sugiere[campo]
        columna.text_input(
            _ENTEROS[campo],
            key=f"{clave}:{campo}",
            placeholder=f"El catálogo dice {sugerido}" if sugerido else "Opcional",
        )
    st.text_input("Objetivo estratégico al que aporta", key=f"{clave}:objetivo", placeholder="Opcional")
    st.text_input(
        "Componente del Programa de Transparencia y Ética Pública",
        key=f"{clave}:componente_ptep",
        placeholder="Si va a ese programa",
    )


def _medida(clave: str) -> None:
    pintar(e("p", e("strong", "Cómo se mide")))
    izquierda, medio, derecha = st.columns([3, 1, 1])
    izquierda.text_input("Indicador", key=f"{clave}:indicador", placeholder="Opcional")
    medio.text_input("Unidad", key=f"{clave}:unidad", placeholder="%, talleres…")
    derecha.text_input("Línea base", key=f"{clave}:linea_base")
    for numero, columna in enumerate(st.columns(TRIMESTRES)):
        columna.text_input(f"Meta, trimestre {numero + 1}", key=f"{clave}:meta{numero}")


def _dinero(clave: str) -> None:
    pintar(e("p", e("strong", "Con qué recursos")))
    for columna, (campo, rotulo) in zip(
        st.columns(3),
        {
            "costo": _ENTEROS["costo"],
            "rubro": "Rubro que se propone",
            "proyecto": "Proyecto de inversión",
        }.items(),
        strict=True,
    ):
        columna.text_input(rotulo, key=f"{clave}:{campo}", placeholder="Opcional")


def _a_que_sirve(clave: str, catalogo: Catalogo) -> None:
    pintar(e("p", e("strong", "A qué sirve")))
    escenarios = {c: x.nombre for c, x in catalogo.escenarios.items()}
    politicas = {c: p.nombre for c, p in catalogo.politicas.items()}
    for campo, rotulo, nombres in (
        ("escenarios", "Escenarios", escenarios),
        ("politicas", "Políticas", politicas),
    ):
        st.multiselect(
            rotulo,
            list(nombres),
            format_func=nombres.__getitem__,
            key=f"{clave}:{campo}",
            placeholder="Elija uno o varios",
        )


def _guardar(diagnostico_id: int, clave: str, item_id: int | None, vista: int | None) -> None:
    campo = f"renglon:{diagnostico_id}:{item_id or 'nuevo'}"

    def guardar() -> object:
        return plan.guardar_item(contexto.sala(), diagnostico_id, _leer(clave), item_id=item_id, vista=vista)

    if guardado.intentar(campo, guardar) and item_id is None:
        for nombre in [k for k in st.session_state if str(k).startswith(f"{clave}:")]:
            if not str(nombre).endswith(":f"):
                del st.session_state[nombre]


def _leer(clave: str) -> Contenido:
    """Lo escrito en el formulario. Lanza ErrorDeEntrada con todo lo que no se entiende."""
    estado, problemas = st.session_state, []

    def entender(leer: Callable[[str], Any], campo: str) -> Any:
        try:
            return leer(estado[f"{clave}:{campo}"])
        except ErrorDeServicio as error:
            problemas.append(error.mensaje)
            return None

    datos: dict[str, Any] = {c: estado.get(f"{clave}:{c}") or "" for c in _TEXTOS}
    datos |= {c: entender(formato.fecha_escrita, c) for c in _FECHAS}
    datos |= {c: entender(formato.entero_escrito, c) for c in _ENTEROS}
    datos["linea_base"] = entender(formato.numero_escrito, "linea_base")
    datos["metas"] = tuple(entender(formato.numero_escrito, f"meta{n}") for n in range(TRIMESTRES))
    datos |= {c: tuple(estado.get(f"{clave}:{c}") or ()) for c in ("escenarios", "politicas")}
    if problemas:
        raise ErrorDeEntrada("El renglón del plan", problemas)
    return Contenido(**datos)

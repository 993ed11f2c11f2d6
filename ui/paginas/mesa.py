"""Mesa: las recomendaciones en orden y el plan que se arma con ellas."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import diagnosticos, plan
from autodiagnostico.servicios.diagnosticos import Diferido, FichaDeDiagnostico
from autodiagnostico.servicios.plan import ItemDePlan
from motor import Recomendacion, Resultado
from ui import contexto, formato, piezas, recomendacion, temas
from ui.enlaces import ancla, enlace
from ui.marcado import e, pintar
from ui.vocabulario import ESTADOS, GRUPOS

CUANTAS = 10


def pagina() -> None:
    """El plan y las recomendaciones."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Mesa"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    resultado = contexto.resultado(ficha)
    aplazadas = diagnosticos.diferidos(contexto.sala(), ficha.id)
    todos = plan.items(contexto.sala(), ficha.id)
    items = {i.accion: i for i in todos if i.accion is not None}
    pintar(
        e(
            "p",
            "La Mesa lee las recomendaciones en orden, elige las que van al plan y les pone "
            "responsable y fecha.",
            clase="entrada",
        )
    )
    temas.aviso_de_base(ficha, resultado.edicion.catalogo)
    _plan(ficha, resultado, todos)
    pintar(
        e("h2", "Recomendaciones"),
        e(
            "p",
            "Primero los deberes con plazo vencido, después los demás deberes, lo que hace subir de nivel "
            "y las mejoras.",
            clase="ayuda",
        ),
    )
    _recomendaciones(ficha, resultado, plan.recomendaciones(contexto.sala(), resultado, aplazadas), items)
    apartadas = plan.apartadas(contexto.sala(), resultado, aplazadas)
    if apartadas:
        cuantas = formato.plural(len(apartadas), "recomendación apartada", "recomendaciones apartadas")
        titulo = f"{cuantas}: solo atienden lineamientos diferidos"
        pintar(piezas.plegado(titulo, piezas.lista([r.titulo for r in apartadas])))
    _diferidos(resultado, list(aplazadas.values()))


def _diferidos(resultado: Resultado, aplazadas: list[Diferido]) -> None:
    pintar(e("h2", "Lineamientos diferidos"))
    filas = [
        piezas.fila(
            ancla("normas", hallazgo.regla.ficha.titulo, regla=d.regla),
            d.razon,
            f"La vigencia {d.hasta_vigencia}",
            piezas.insignia(ESTADOS[hallazgo.estado]),
        )
        for d in aplazadas
        if (hallazgo := resultado.hallazgos.get(d.regla)) is not None
    ]
    if filas:
        columnas = ["Lineamiento", "Por qué se difiere", "Hasta", "Resultado actual"]
        pintar(piezas.tabla(columnas, filas, "Lineamientos diferidos"))
    else:
        pintar(e("p", "No hay ninguno.", clase="ayuda"))
    enlace("resultados", "Diferir un lineamiento o volver a atenderlo", grupo=list(GRUPOS)[-1])


def _plan(ficha: FichaDeDiagnostico, resultado: Resultado, items: list[ItemDePlan]) -> None:
    with st.container(border=True, key="plan"):
        pintar(e("h2", f"El plan de la vigencia {ficha.vigencia + 1}"))
        if not items:
            pintar(e("p", "Todavía no hay acciones. Elija abajo las que van al plan."))
        else:
            destinos = resultado.edicion.catalogo.destinos
            filas = (
                piezas.fila(
                    i.titulo,
                    destinos[i.dicho.destino].nombre if i.dicho.destino in destinos else i.dicho.destino,
                    i.dicho.responsable or "Sin responsable",
                    formato.fecha(i.dicho.fecha) if i.dicho.fecha else "Sin fecha",
                    i.dicho.nota,
                )
                for i in items
            )
            pintar(
                piezas.tabla(["Acción", "Va a", "Responsable", "Fecha", "Nota"], filas, "Acciones del plan")
            )
        if contexto.puede(Operacion.EXPORTAR, ficha.entidad):
            st.download_button(
                "Descargar el plan en Excel",
                data=lambda: plan.excel(contexto.sala(), ficha.id),
                file_name=f"plan_{ficha.entidad.codigo}_{ficha.vigencia}.xlsx",
                mime=formato.EXCEL,
                on_click="ignore",
            )


def _recomendaciones(
    ficha: FichaDeDiagnostico,
    resultado: Resultado,
    todas: list[Recomendacion],
    items: dict[str, ItemDePlan],
) -> None:
    cuantas = st.session_state.get("recomendaciones_a_la_vista", CUANTAS)
    for numero, una in enumerate(todas[:cuantas], start=1):
        item = items.get(una.accion) if una.accion else None
        recomendacion.dibujar(ficha, resultado, numero, una, item)
    if not todas:
        pintar(e("p", "No hay recomendaciones: lo que se conoce está cumplido.", clase="ayuda"))
    if len(todas) > cuantas:
        st.button(f"Ver las {len(todas)} recomendaciones", on_click=_ver_todas, args=(len(todas),))


def _ver_todas(cuantas: int) -> None:
    st.session_state["recomendaciones_a_la_vista"] = cuantas


pagina()

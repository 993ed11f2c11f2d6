"""Una campaña: en qué va, entidad por entidad, y lo que se puede hacer con ella."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from autodiagnostico.campanas.fichas import Campana, Convocada, Fase, Situacion, Tablero
from autodiagnostico.campanas.palabras import SITUACIONES
from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import campanas, recordatorios, vida
from autodiagnostico.servicios.recordatorios import Recordado
from autodiagnostico.textos import como_frase
from ui import contexto, convocar, formato, guardado, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import Signo

SIGNOS = {
    Situacion.SIN_EMPEZAR: Signo("○", SITUACIONES[Situacion.SIN_EMPEZAR], "mal", "No han empezado"),
    Situacion.DEVUELTO: Signo("↩", SITUACIONES[Situacion.DEVUELTO], "medio", "Devueltas"),
    Situacion.EN_BORRADOR: Signo("✎", SITUACIONES[Situacion.EN_BORRADOR], "duda", "En borrador"),
    Situacion.ENVIADO: Signo("➜", SITUACIONES[Situacion.ENVIADO], "plazo", "Enviadas"),
    Situacion.VERIFICADO: Signo("✓", SITUACIONES[Situacion.VERIFICADO], "bien", "Verificadas"),
}
_TODAS = "Todas"
_FALTAN = "Las que no han enviado"
_TODOS = "Todos los sectores"


def dibujar(campana: Campana, *, gestiona: bool) -> None:
    """Primero lo que se entiende de un vistazo; después, el detalle y las acciones."""
    tablero = campanas.tablero(contexto.sala(), campana.id)
    datos = campana.datos
    pintar(
        e("h2", datos.nombre),
        e("p", _frase(tablero, hoy()), clase="frase"),
        piezas.barra_de_avance(tablero.enviaron, len(tablero.convocadas), _avance(tablero)),
        e("p", _avance(tablero), clase="menor"),
        _cuentas(tablero),
        e("p", datos.nota) if datos.nota else None,
    )
    if gestiona:
        _recordar(tablero)
    _detalle(tablero)
    _devolver(tablero)
    if gestiona:
        convocar.cambiar(tablero)


def _frase(tablero: Tablero, dia: date) -> Html:
    datos, convocadas = tablero.campana.datos, len(tablero.convocadas)
    cuantas = formato.plural(convocadas, "entidad convocada", "entidades convocadas")
    faltan = len(tablero.faltan)
    quedan = "ya enviaron todas" if not faltan else f"falta{'' if faltan == 1 else 'n'} {faltan} por enviar"
    return unir(
        e("strong", f"De {cuantas}, {quedan}. "), _plazo(tablero.campana, dia), f" Vigencia {datos.vigencia}."
    )


def _plazo(campana: Campana, dia: date) -> str:
    datos = campana.datos
    match campana.fase(dia):
        case Fase.POR_ABRIR:
            faltan = formato.plural((datos.abre - dia).days, "día", "días")
            return f"Abre en {faltan}, el {formato.fecha_larga(datos.abre)}."
        case Fase.ABIERTA:
            dias = (datos.cierra - dia).days
            cuando = "hoy" if not dias else f"en {formato.plural(dias, 'día', 'días')}"
            return f"Cierra {cuando}, el {formato.fecha_larga(datos.cierra)}."
        case Fase.CERRADA:
            return f"Cerró el {formato.fecha_larga(datos.cierra)}."


def _avance(tablero: Tablero) -> str:
    total = len(tablero.convocadas)
    return f"Enviaron {tablero.enviaron} de {total}; empezaron {tablero.empezaron}."


def _cuentas(tablero: Tablero) -> Html:
    hay = [piezas.insignia(SIGNOS[s], cuantas) for s, cuantas in tablero.cuentas.items() if cuantas]
    vencidas = Signo("✕", "fuera de plazo", "mal")
    if tablero.vencidas:
        hay.append(piezas.insignia(vencidas, tablero.vencidas))
    return e("p", (unir(una, " ") for una in hay), clase="cuentas")


def _recordar(tablero: Tablero) -> None:
    campana = tablero.campana
    clave = f"campana:{campana.id}:recordar"
    faltan = formato.plural(len(tablero.faltan), "entidad que falta", "entidades que faltan")
    with st.container(horizontal=True, key="acciones_de_campana"):
        if tablero.faltan and campana.fase(hoy()) is not Fase.POR_ABRIR:
            st.button(
                f"Recordar a {faltan}", type="primary", on_click=_hacer_recordar, args=(campana.id, clave)
            )
        for rotulo, hacer, extension, mime in (
            ("Descargar la campaña en Excel", recordatorios.excel, "xlsx", formato.EXCEL),
            ("Lista de recordatorios en CSV", recordatorios.csv, "csv", "text/csv"),
        ):
            st.download_button(
                rotulo,
                data=partial(hacer, contexto.sala(), campana.id),
                file_name=f"campana_{campana.datos.vigencia}_{campana.id}.{extension}",
                mime=mime,
                on_click="ignore",
                key=f"campana:{campana.id}:{extension}",
            )
    guardado.mostrar(clave)
    solas = recordatorios.sin_a_quien(contexto.sala(), tablero)
    if solas:
        cuantas = formato.plural(len(solas), "entidad que falta no tiene", "entidades que faltan no tienen")
        pintar(piezas.plegado(f"{cuantas} a quién avisarle", piezas.lista(solas)))


def _hacer_recordar(campana_id: int, clave: str) -> None:
    guardado.hacer(
        clave,
        lambda: guardado.anotar(clave, _recordado(recordatorios.recordar(contexto.sala(), campana_id))),
    )


def _recordado(hecho: Recordado) -> str:
    cuentas = formato.plural(hecho.cuentas, "persona", "personas")
    entidades = formato.plural(hecho.entidades, "entidad", "entidades")
    partes = [f"Se avisó a {cuentas} de {entidades}." if hecho.entidades else "No se avisó a nadie más."]
    if hecho.ya_hoy:
        partes.append(f"A {formato.plural(hecho.ya_hoy, 'entidad', 'entidades')} ya se le había avisado hoy.")
    if hecho.sin_cuentas:
        cuantas = formato.plural(len(hecho.sin_cuentas), "entidad no tiene", "entidades no tienen")
        partes.append(f"{como_frase(cuantas)} a quién avisarle.")
    return " ".join(partes)


def _detalle(tablero: Tablero) -> None:
    pintar(e("h3", "Entidad por entidad"))
    clave = f"campana:{tablero.campana.id}"
    sectores = sorted({_sector(c) for c in tablero.convocadas} - {""})
    izquierda, derecha = st.columns(2)
    if tablero.faltan:
        st.session_state.setdefault(f"{clave}:cuales", _FALTAN)
    cuales = izquierda.selectbox(
        "Situación", [_TODAS, _FALTAN, *(SITUACIONES[s] for s in Situacion)], key=f"{clave}:cuales"
    )
    sector = derecha.selectbox("Sector", [_TODOS, *sectores], key=f"{clave}:sector")
    suyas = [c for c in tablero.convocadas if _entra(c, cuales, sector)]
    if not suyas:
        pintar(e("p", "No hay ninguna así.", clase="ayuda"))
        return
    columnas = ["Entidad", "Situación", "Cobertura", "Enviado", "Control interno", "Último recordatorio"]
    pintar(piezas.tabla(columnas, map(_fila, suyas), "En qué va cada entidad convocada"))


def _sector(c: Convocada) -> str:
    return str(c.entidad.atributos.get("sector") or "")


def _entra(c: Convocada, cuales: str, sector: str) -> bool:
    de_situacion = cuales == _TODAS or (c.falta if cuales == _FALTAN else SITUACIONES[c.situacion] == cuales)
    return de_situacion and sector in {_TODOS, _sector(c)}


def _fila(c: Convocada) -> Html:
    enviado = c.diagnostico.enviado if c.diagnostico else None
    nombre: Html | str = c.entidad.nombre
    if c.diagnostico is not None and not c.falta:
        nombre = ancla("entidad", c.entidad.nombre, d=str(c.diagnostico.id))
    plazo = "Fuera de plazo" if c.vencida else "Después del cierre" if c.tarde else None
    return piezas.fila(
        unir(
            nombre,
            e("span", _sector(c), clase="renglon menor") if _sector(c) else None,
            piezas.marca_de_demostracion(c.entidad.demostracion),
        ),
        unir(piezas.insignia(SIGNOS[c.situacion]), e("span", plazo, clase="renglon") if plazo else None),
        formato.porcentaje(c.cobertura) if c.diagnostico else "–",
        formato.fecha(formato.dia(enviado)) if enviado else "–",
        formato.plural(c.evaluadas, "respuesta evaluada", "respuestas evaluadas") if c.evaluadas else "–",
        formato.fecha(c.recordada) if c.recordada else "–",
    )


def _devolver(tablero: Tablero) -> None:
    """Solo lo que todavía no se ha cerrado; queda en la historia, y la entidad recibe el aviso."""
    se_pueden = {
        c.diagnostico.id: c.entidad.nombre
        for c in tablero.convocadas
        if c.diagnostico is not None
        and c.diagnostico.estado in {"enviado", "revisado"}
        and contexto.puede(Operacion.DEVOLVER, c.entidad)
    }
    clave = f"campana:{tablero.campana.id}:devolver"
    guardado.mostrar(clave)
    if not se_pueden:
        return
    with (
        st.expander("Devolver uno con observaciones", key="devolver_con_observaciones"),
        st.form(f"{clave}:f", border=False, enter_to_submit=False),
    ):
        pintar(
            e("p", "Vuelve a borrador. Su entidad recibe el aviso y lee las observaciones.", clase="ayuda")
        )
        st.selectbox("Cuál", list(se_pueden), format_func=se_pueden.__getitem__, key=f"{clave}:cual")
        st.text_area("Observaciones", key=f"{clave}:motivo", height=120)
        st.form_submit_button("Devolver", on_click=_hacer_devolver, args=(clave, se_pueden))


def _hacer_devolver(clave: str, nombres: dict[int, str]) -> None:
    cual, motivo = st.session_state[f"{clave}:cual"], st.session_state[f"{clave}:motivo"]
    if guardado.intentar(clave, lambda: vida.devolver(contexto.sala(), cual, motivo)):
        st.session_state[f"{clave}:motivo"] = ""
        guardado.anotar(clave, f"Se devolvió el de {nombres[cual]}.")

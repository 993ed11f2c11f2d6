"""Cargar el Manual: descargar la plantilla, subirla llena, ver qué cambiaría, instalarla o quitarla."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.manual import ErrorDeManual, Revision
from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import manual
from autodiagnostico.servicios.manual import Revisado
from ui import contexto, defectos, formato, guardado, piezas
from ui.marcado import Html, e, pintar

_CAMPO, _VEZ, _REVISADO = "manual", "manual:vez", "manual:revisado"
_MEGAS = manual.MAXIMO_BYTES // 10**6


_CON_OTRAS_REGLAS = (
    "Esta aplicación se abrió con unas carpetas de reglas escogidas, y lo que se instale aquí no entraría en "
    "ellas. Puede revisar un archivo; para usarlo, hable con quien la administra."
)
_NO_HAY = "Todavía no hay ninguno cargado."
_COMO_SE_CARGA = (
    "Se llena una plantilla de Excel, con una fila por lineamiento; aquí se revisa y, si está bien, sus "
    "preguntas entran al cuestionario."
)
_AL_QUITAR = (
    "Sus preguntas dejan de hacerse. Lo ya respondido no se borra: vuelve a contar si se instala otra vez."
)


def dibujar() -> None:
    """El Manual instalado, la plantilla, y el archivo que se haya subido."""
    pintar(e("h2", f"El {manual.nombre()}"))
    guardado.mostrar(_CAMPO)
    _instalado()
    if not contexto.puede(Operacion.ADMINISTRAR_REGLAS):
        return
    if not _se_usaria():
        pintar(
            piezas.aviso(
                "duda",
                "?",
                e("p", _CON_OTRAS_REGLAS),
            )
        )
    with st.container(border=True, key="cargar_manual"):
        _pasos()
        archivo = st.file_uploader(
            f"Subir la plantilla llena (.xlsx, hasta {_MEGAS} MB)",
            type=["xlsx"],
            max_upload_size=_MEGAS,
            key=f"manual:archivo:{st.session_state.setdefault(_VEZ, 0)}",
        )
        if archivo is not None:
            _subido(archivo.name, archivo.getvalue())


def _se_usaria() -> bool:
    return manual.se_usaria(contexto.sala().ajustes)


def _instalado() -> None:
    ficha = manual.instalado(contexto.sala().ajustes) if _se_usaria() else None
    if ficha is None:
        como = f" {_COMO_SE_CARGA}" if contexto.puede(Operacion.ADMINISTRAR_REGLAS) else ""
        pintar(e("p", f"{_NO_HAY}{como}", clase="ayuda"))
        return
    pintar(
        e(
            "p",
            e("strong", f"Versión {ficha.version}"),
            f": {formato.plural(ficha.lineamientos, 'lineamiento', 'lineamientos')} desde el "
            f"{formato.fecha_larga(ficha.rige_desde)}. Al instalar otro, este se reemplaza.",
        )
    )
    if not contexto.puede(Operacion.ADMINISTRAR_REGLAS):
        return
    with st.expander("Quitar el Manual", key="quitar_manual"):
        pintar(e("p", _AL_QUITAR))
        st.button("Quitar el Manual instalado", on_click=_quitar)


def _pasos() -> None:
    izquierda, derecha = st.columns([2, 1], vertical_alignment="center")
    with izquierda:
        pintar(
            e(
                "ol",
                e("li", "Descargue la plantilla y llene una fila por lineamiento."),
                e("li", "Súbala: se revisa al momento y no se guarda nada."),
                e("li", "Si está bien, vea qué cambia e instálela."),
            )
        )
    with derecha:
        st.download_button(
            "Descargar la plantilla",
            data=lambda: manual.plantilla(contexto.sala().ajustes),
            file_name="plantilla_del_manual.xlsx",
            mime=formato.EXCEL,
            on_click="ignore",
            width="stretch",
            key="manual:plantilla",
        )


def _subido(nombre: str, contenido: bytes) -> None:
    revisado = _revisar(contenido)
    if isinstance(revisado, ErrorDeManual):
        defectos.mostrar(nombre, revisado.defectos)
        return
    _vista(nombre, revisado.revision)
    with st.container(horizontal=True, key="instalar_manual"):
        if _se_usaria():
            st.button("Instalar este Manual", type="primary", on_click=_instalar, args=(revisado,))
        st.download_button(
            "Descargarlo con los códigos propuestos",
            data=lambda: manual.plantilla(contexto.sala().ajustes, revisado.manual),
            file_name="manual_con_codigos.xlsx",
            mime=formato.EXCEL,
            on_click="ignore",
            key="manual:con_codigos",
        )


def _revisar(contenido: bytes) -> Revisado | ErrorDeManual:
    """Lo que resultó de revisar el archivo; se recuerda mientras no cambien ni él ni las reglas."""
    sala = contexto.sala()
    clave = (hashlib.sha256(contenido).hexdigest(), sala.catalogo.digesto)
    if st.session_state.get(_REVISADO, (None,))[0] != clave:
        try:
            salio: Revisado | ErrorDeManual = manual.revisar(sala.ajustes, contenido)
        except ErrorDeManual as error:
            salio = error
        st.session_state[_REVISADO] = (clave, salio)
    guardado_: Revisado | ErrorDeManual = st.session_state[_REVISADO][1]
    return guardado_


def _instalar(revisado: Revisado) -> None:
    try:
        manual.instalar(contexto.sala(), revisado)
    except ErrorDeServicio as error:
        guardado.anotar_error(_CAMPO, error)
        return
    cuantos = formato.plural(revisado.revision.lineamientos, "lineamiento", "lineamientos")
    guardado.anotar(_CAMPO, f"Manual instalado: {cuantos}. Sus preguntas ya están en el cuestionario.")
    st.session_state[_VEZ] += 1
    st.session_state.pop(_REVISADO, None)


def _quitar() -> None:
    try:
        manual.quitar(contexto.sala())
    except ErrorDeServicio as error:
        guardado.anotar_error(_CAMPO, error)
    else:
        guardado.anotar(_CAMPO, "Se quitó el Manual.")


def _vista(nombre: str, vista: Revision) -> None:
    cuantos = formato.plural(vista.lineamientos, "lineamiento", "lineamientos")
    pintar(
        piezas.aviso(
            "bien",
            "✓",
            e(
                "p",
                e("strong", f"«{nombre}» está bien: {cuantos}."),
                " Todavía no se ha instalado.",
                role="status",
            ),
            e("p", f"Por componente: {_conteo(vista.componentes)}. Por fase: {_conteo(vista.fases)}."),
        ),
        (piezas.aviso("duda", "!", e("p", a)) for a in vista.avisos),
        _preguntas(vista),
        _lista("que ya no estaría", "que ya no estarían", "lineamiento", vista.retirados),
        _lista(
            "de la base que dejaría de valer",
            "de la base que dejarían de valer",
            "ficha",
            [f"Fila {r.fila}, {r.codigo}: {r.anterior}" for r in vista.reemplazos],
        ),
        e("h3", "Cuánto cambiaría"),
        _cuanto(vista),
    )


def _conteo(cuentas: Mapping[str, int]) -> str:
    return ", ".join(f"{que} ({cuantos})" for que, cuantos in cuentas.items())


def _preguntas(vista: Revision) -> Html:
    if not vista.preguntas:
        return e("p", "No trae preguntas nuevas.")
    cuantas = formato.plural(len(vista.preguntas), "pregunta nueva", "preguntas nuevas")
    temas = contexto.sala().catalogo.temas
    filas = (piezas.fila(c.pregunta, temas[c.tema].nombre, c.codigo) for c in vista.preguntas)
    return piezas.plegado(
        cuantas, piezas.tabla(["Pregunta", "Tema", "Código"], filas, "Preguntas nuevas"), abierto=True
    )


def _lista(una: str, varias: str, que: str, cosas: Iterable[str]) -> Html | None:
    cosas = list(cosas)
    if not cosas:
        return None
    return piezas.plegado(formato.plural(len(cosas), f"{que} {una}", f"{que}s {varias}"), piezas.lista(cosas))


def _cuanto(vista: Revision) -> Html:
    pesos = (piezas.fila(f"Peso de «{p.nombre}»", str(p.antes), str(p.despues)) for p in vista.pesos)
    tamanos = (
        piezas.fila(que, *(f"{t.preguntas}, cerca de {formato.duracion(t.minutos)}" for t in tamano))
        for que, tamano in (
            ("Preguntas de toda la base", vista.cuestionario),
            ("Preguntas a una entidad distrital con trámites", vista.muestra),
        )
        if tamano is not None
    )
    return piezas.tabla(
        ["", "Antes", "Después"], [*pesos, *tamanos], "Lo que cambiaría al instalarlo", "tabla corta"
    )

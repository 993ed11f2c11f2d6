"""Las evidencias en pantalla: cómo se ve una, y las de una pregunta."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import streamlit as st

from autodiagnostico.evidencias import TIPOS
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import diagnosticos, evidencias
from autodiagnostico.servicios.evidencias import FichaDeEvidencia, Lugar
from autodiagnostico.servicios.revision_de_evidencias import dice_que_si
from motor import Respuesta
from reglas.fichas import Criterio
from ui import agregar_evidencia, formato, guardado, piezas, ventana
from ui.marcado import Html, e, pintar
from ui.vocabulario import EVIDENCIAS, Signo

POR_VENCER = timedelta(days=30)
_CAMPO = "evidencia/de_la_pregunta"


def signos(ficha: FichaDeEvidencia) -> Iterator[Signo]:
    """Lo que conviene saber de una evidencia."""
    vence = ficha.datos.vence
    if ficha.retirada is not None:
        yield EVIDENCIAS["retirada"]
    elif ficha.vencida(hoy()):
        yield EVIDENCIAS["vencida"]
    elif vence is not None and vence <= hoy() + POR_VENCER:
        yield EVIDENCIAS["por_vencer"]
    if ficha.datos.confidencial:
        yield EVIDENCIAS["confidencial"]
    if not ficha.con_soporte:
        yield EVIDENCIAS["referencia"]
    if not ficha.usos and ficha.retirada is None:
        yield EVIDENCIAS["sin_usar"]


def cabeza(ficha: FichaDeEvidencia) -> Html:
    """El nombre, sus señas y lo que se sabe de ella en un renglón."""
    resumen = " · ".join(_resumen(ficha))
    return e(
        "div",
        e("h3", ficha.nombre, clase="nombre-largo"),
        e("p", *(_con_aire(piezas.insignia(s)) for s in signos(ficha))),
        e("p", guardado.como_frase(resumen), clase="menor"),
    )


def _con_aire(insignia: Html) -> Html:
    return e("span", insignia, " ")


def _resumen(ficha: FichaDeEvidencia) -> Iterator[str]:
    datos = ficha.datos
    if ficha.tipo and ficha.bytes:
        yield f"{guardado.como_frase(TIPOS[ficha.tipo].nombre)}, {formato.peso(ficha.bytes)}"
    elif ficha.clase == "enlace":
        yield "Enlace"
    if datos.fecha:
        yield f"documento del {formato.fecha(datos.fecha)}"
    if datos.vence:
        yield f"vence el {formato.fecha(datos.vence)}"
    verbo = "agregada" if ficha.clase == "referencia" else "cargada"
    yield f"{verbo} el {formato.fecha_larga(ficha.cargada)}"


def abrir(sala: Sala, ficha: FichaDeEvidencia, clave: str) -> None:
    """El botón que descarga el archivo, o el enlace que abre la dirección."""
    if ficha.clase == "enlace" and ficha.direccion:
        pintar(e("a", "Abrir el enlace", href=ficha.direccion, target="_blank", rel="noopener noreferrer"))
    elif ficha.clase == "archivo" and ficha.se_abre:
        st.download_button(
            "Descargar",
            data=partial(_contenido, sala, ficha.id),
            file_name=ficha.archivo,
            # La huella distingue dos archivos grandes que Streamlit, por su muestra, tomaría por el mismo.
            mime=f"application/octet-stream; huella={ficha.huella}",
            on_click="ignore",
            key=f"{clave}:descargar:{ficha.id}",
        )
    elif ficha.clase == "archivo":
        pintar(e("p", "Es confidencial: su cuenta no la puede abrir.", clase="menor"))


def _contenido(sala: Sala, evidencia_id: int) -> bytes:
    return evidencias.abrir(sala, evidencia_id).contenido


# --- En una pregunta -------------------------------------------------------------------------


def avisar_si_falta(criterio: Criterio, respuesta: Respuesta) -> None:
    """Dice que sí y no tiene con qué mostrarlo."""
    if dice_que_si(criterio, respuesta.valor) and not respuesta.evidencias:
        pintar(
            e("p", "! Sin evidencia: lo respondido cuenta, pero no está respaldado.", clase="sin-evidencia")
        )


def en_pregunta(sala: Sala, lugar: Lugar, respuesta: Respuesta, *, congelada: bool) -> None:
    """Las evidencias que cita una respuesta, y el botón para verlas o cambiarlas."""
    criterio = sala.catalogo.criterios[lugar.criterio]
    pintar(
        e("p", e("strong", "Qué la muestra: "), criterio.evidencia) if criterio.evidencia else None,
        piezas.lista(respuesta.evidencias, "evidencias")
        if respuesta.evidencias
        else e("p", "Sin evidencias.", clase="menor"),
    )
    if respuesta.evidencias or not congelada:
        rotulo = "Ver las evidencias" if congelada else "Agregar o ver evidencias"
        clave = _clave(lugar)
        st.button(rotulo, key=clave, on_click=_abrir_ventana, args=(clave,))


def ventana_de(sala: Sala, lugar: Lugar, *, congelada: bool) -> None:
    """La ventana con las evidencias de una pregunta, si está abierta."""
    if ventana.abierta(_clave(lugar)):
        _de_la_pregunta(sala, lugar, congelada)


def _clave(lugar: Lugar) -> str:
    return f"evidencias:{lugar.criterio}"


def _abrir_ventana(clave: str) -> None:
    guardado.olvidar(_CAMPO)
    ventana.abrir(clave)


@st.dialog("Evidencias de la pregunta", width="medium", on_dismiss=ventana.cerrar)
def _de_la_pregunta(sala: Sala, lugar: Lugar, congelada: bool) -> None:
    criterio = sala.catalogo.criterios[lugar.criterio]
    todas = evidencias.listar(sala, diagnosticos.leer(sala, lugar.diagnostico_id).entidad.id)
    citadas = [f for f in todas if _citada(f, lugar)]
    pintar(e("p", criterio.pregunta, clase="entrada"))
    guardado.mostrar(_CAMPO)
    for ficha in citadas:
        _una_citada(sala, lugar, ficha, congelada)
    if not citadas:
        pintar(e("p", "Todavía no tiene evidencias.", clase="ayuda"))
    if not congelada:
        usables = [f for f in todas if f.retirada is None and f not in citadas]
        agregar_evidencia.dibujar(
            sala,
            _CAMPO,
            agregar=partial(evidencias.agregar_a, sala, lugar),
            usar=partial(evidencias.usar, sala, lugar),
            usables=usables,
        )


def _una_citada(sala: Sala, lugar: Lugar, ficha: FichaDeEvidencia, congelada: bool) -> None:
    with st.container(border=True, key=f"citada_{ficha.id}"):
        pintar(cabeza(ficha))
        with st.container(horizontal=True, vertical_alignment="center"):
            abrir(sala, ficha, "citada")
            if congelada:
                return
            if not ficha.con_soporte:
                st.button(
                    "Ponerle su archivo",
                    key=f"completar:{ficha.id}",
                    on_click=agregar_evidencia.completar,
                    args=(_CAMPO, ficha.nombre),
                )
            st.button(
                "Quitar de esta pregunta",
                key=f"quitar:{ficha.id}",
                type="tertiary",
                on_click=_quitar,
                args=(sala, lugar, ficha.nombre),
            )


def _citada(ficha: FichaDeEvidencia, lugar: Lugar) -> bool:
    return any((u.diagnostico_id, u.criterio) == (lugar.diagnostico_id, lugar.criterio) for u in ficha.usos)


def _quitar(sala: Sala, lugar: Lugar, nombre: str) -> None:
    guardado.intentar(_CAMPO, lambda: evidencias.dejar_de_usar(sala, lugar, nombre))

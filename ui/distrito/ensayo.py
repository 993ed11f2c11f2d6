"""Ensayar: quién cambiaría de nivel con otros pesos o umbrales, o con otra base, antes de adoptarlos."""

from __future__ import annotations

from functools import partial

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.servicios import adopciones, ensayos
from autodiagnostico.servicios.ensayos import VersionGuardada
from reglas.variantes import Cambios
from ui import contexto, formato, guardado, piezas
from ui.distrito import adopcion, lo_que_pasaria
from ui.distrito.lo_que_pasaria import Dicho
from ui.marcado import e, pintar

_CAMPO, _PROPUESTOS = "ensayo", "ensayo:propuestos"
_CAMBIARIA = ("entidad cambiaría", "entidades cambiarían")
_CAMBIA = ("entidad cambia", "entidades cambian")


def dibujar(cuadro: Cuadro, vigencia: int) -> None:
    """La vista entera."""
    pintar(
        e("h2", "¿Y si los pesos o los umbrales fueran otros?"),
        e(
            "p",
            "Cambie lo que quiera y vea a quién le cambiaría el nivel. Nada cambia hasta que se adopte, con "
            "el acto que lo aprueba.",
            clase="ayuda",
        ),
    )
    _formulario(cuadro)
    guardado.mostrar(_CAMPO)
    propuestos: Cambios | None = st.session_state.get(_PROPUESTOS)
    if propuestos is not None and propuestos.hay:
        ensayo = ensayos.ensayar(contexto.sala(), vigencia, propuestos)
        lo_que_pasaria.mostrar(ensayo, Dicho("ensayo:cambios", "Lo que pasaría", *_CAMBIARIA))
        _adoptar("cambios", partial(adopciones.adoptar, contexto.sala(), propuestos))
    _borrador(vigencia)
    _versiones(vigencia)
    adopcion.adoptadas()


def _borrador(vigencia: int) -> None:
    pintar(
        e("h2", "¿Y si la base fuera otra?"),
        e(
            "p",
            "Suba los archivos YAML que agregan o reemplazan reglas. No se instalan hasta adoptarlos.",
            clase="ayuda",
        ),
    )
    subidos = st.file_uploader(
        "Borrador de la base", type=["yaml"], accept_multiple_files=True, key="ensayo:borrador"
    )
    if subidos:
        archivos = {s.name: s.getvalue() for s in subidos}
        try:
            ensayo = ensayos.ensayar_base(contexto.sala(), vigencia, archivos)
        except ErrorDeServicio as error:
            pintar(piezas.error_de_campo(guardado.razon(error)))
        else:
            titulo = "Lo que pasaría con el borrador"
            lo_que_pasaria.mostrar(ensayo, Dicho("ensayo:con_borrador", titulo, *_CAMBIARIA))
            _adoptar("borrador", partial(adopciones.adoptar_borrador, contexto.sala(), archivos))


def _versiones(vigencia: int) -> None:
    pintar(e("h2", "¿Qué cambió desde otra versión de la base?"))
    otras = {v.digesto: v for v in ensayos.guardadas(contexto.sala())}
    if not otras:
        dicho = (
            "Todavía no hay otra con qué comparar. Se guarda cada base con la que algo se envía, y cada una "
            "que se adopta."
        )
        pintar(e("p", dicho, clase="ayuda"))
        return
    pintar(
        e(
            "p",
            "Elija una versión guardada y vea a quién le cambia el nivel al pasar de ella a la de hoy, con "
            "las mismas respuestas.",
            clase="ayuda",
        )
    )
    elegida = st.selectbox(
        "Versión con que se compara la de hoy",
        list(otras),
        index=None,
        format_func=lambda digesto: _nombre(otras[digesto]),
        placeholder="Elija una versión",
        key="ensayo:version",
    )
    if elegida is None:
        return
    try:
        ensayo = ensayos.ensayar_guardada(contexto.sala(), vigencia, elegida)
    except ErrorDeServicio as error:
        pintar(piezas.error_de_campo(guardado.razon(error)))
        return
    de, a = ensayo.antes.base.version, ensayo.despues.base.version
    titulo = f"De la versión {de} guardada a la de hoy ({a})"
    lo_que_pasaria.mostrar(ensayo, Dicho("ensayo:con_version", titulo, *_CAMBIA))


def _nombre(guardada: VersionGuardada) -> str:
    acto = f", adoptada con {guardada.acto}" if guardada.acto else ""
    cuando = formato.fecha(formato.dia(guardada.guardada))
    return f"{guardada.version}, guardada el {cuando}{acto} ({guardada.digesto[:8]})"


def _formulario(cuadro: Cuadro) -> None:
    catalogo = cuadro.catalogo
    with st.form("ensayo"):
        pintar(e("h3", "Peso de cada escenario"))
        for columna, (codigo, suyo) in zip(
            st.columns(len(catalogo.escenarios), vertical_alignment="bottom"),
            catalogo.escenarios.items(),
            strict=True,
        ):
            columna.number_input(suyo.nombre, 1, 100, suyo.peso, key=f"ensayo:escenario:{codigo}")
        pintar(e("h3", "Desde cuántos puntos empieza cada nivel"))
        for columna, nivel in zip(
            st.columns(len(catalogo.niveles), vertical_alignment="bottom"), catalogo.niveles, strict=True
        ):
            columna.number_input(
                f"{nivel.nivel}. {nivel.nombre}", 0, 100, nivel.umbral, key=f"ensayo:nivel:{nivel.nivel}"
            )
        pintar(e("h3", "Peso de una regla"))
        izquierda, derecha = st.columns([4, 1])
        con_peso = {c: r.ficha.titulo for c, r in catalogo.reglas.items() if any(r.escenarios.values())}
        izquierda.selectbox(
            "Regla",
            ["", *con_peso],
            format_func=lambda c: f"{con_peso[c]} ({c})" if c else "Ninguna",
            key="ensayo:regla",
        )
        derecha.number_input("Peso nuevo", 1, 100, 1, key="ensayo:peso")
        st.form_submit_button("Ver qué cambiaría", type="primary", on_click=_proponer, args=(cuadro,))


def _proponer(cuadro: Cuadro) -> None:
    catalogo, estado = cuadro.catalogo, st.session_state

    def hacer() -> None:
        sala = contexto.sala()
        propuestos = ensayos.propuestos(
            sala,
            {c: int(estado[f"ensayo:escenario:{c}"]) for c in catalogo.escenarios},
            {n.nivel: int(estado[f"ensayo:nivel:{n.nivel}"]) for n in catalogo.niveles},
            estado["ensayo:regla"],
            int(estado["ensayo:peso"]),
        )
        ensayos.variante(sala, propuestos)
        estado[_PROPUESTOS] = propuestos
        if not propuestos.hay:
            guardado.anotar_rechazo(_CAMPO, "Todo quedó como está: cambie algo para ver qué pasaría.")

    estado.pop(_PROPUESTOS, None)
    guardado.hacer(_CAMPO, hacer)


def _adoptar(que: adopcion.Que, adoptar: adopcion.Adoptar) -> None:
    adopcion.formulario(que, adoptar, _CAMPO, lambda: st.session_state.pop(_PROPUESTOS, None))

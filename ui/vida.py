"""Por dónde va un diagnóstico: la línea de pasos, qué puede hacer quien mira y la historia con motivos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import descargas, recorrido, vida
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.servicios.recorrido import Cierre, Movido, PasoPosible
from autodiagnostico.servicios.vida import DeberesPendientes
from autodiagnostico.vida import CAMINO, Paso
from motor import Resultado
from motor.cuestionario import Avance
from motor.resultado import Hallazgo
from ui import contexto, formato, guardado, lecturas, piezas
from ui.enlaces import a_preguntas, ancla
from ui.marcado import Html, e, pintar
from ui.vocabulario import HECHOS, PASOS, VIDA

_CAMPO = "vida"
_ENTIENDE = "envio:entiende"
_A_LA_VISTA = 12


def linea(ficha: FichaDeDiagnostico, movidos: Sequence[Movido]) -> Html:
    """Los cuatro estados en orden: cuáles ya, cuál ahora y cuáles faltan, con quién y cuándo."""
    dados = {m.hecho: m for m in _de_esta_vuelta(movidos)}
    aqui = CAMINO.index(ficha.estado)
    return e(
        "ol",
        (_parada(numero, estado, aqui, dados.get(estado)) for numero, estado in enumerate(CAMINO)),
        clase="camino",
        aria_label="Por dónde va el autodiagnóstico",
    )


def _de_esta_vuelta(movidos: Sequence[Movido]) -> Sequence[Movido]:
    """Los pasos desde la última vez que volvió a borrador."""
    vueltas = [n for n, m in enumerate(movidos, start=1) if m.hecho in {"devuelto", "reabierto"}]
    return movidos[vueltas[-1] :] if vueltas else movidos


def _parada(numero: int, estado: str, aqui: int, movido: Movido | None) -> Html:
    situacion, simbolo, clase = ("Falta", "○", "falta")
    if numero < aqui or (numero == aqui == len(CAMINO) - 1):
        situacion, simbolo, clase = ("Hecho", "✓", "hecho")
    if numero == aqui:
        situacion, clase = "Ahora", "ahora"
        simbolo = VIDA[estado].simbolo
    return e(
        "li",
        e("span", simbolo, clase="paso-simbolo", aria_hidden="true"),
        e("span", VIDA[estado].palabra, clase="paso-nombre"),
        e("span", f" {situacion}. ", clase="paso-situacion"),
        e("span", f"{formato.fecha(_dia(movido))}, {movido.autor}", clase="menor") if movido else None,
        clase=clase,
        aria_current="step" if numero == aqui else None,
    )


def _dia(movido: Movido) -> date:
    return formato.dia(movido.cuando)


def pasos(ficha: FichaDeDiagnostico, resultado: Resultado, avance: Avance, vista: int) -> None:
    """Lo que se puede hacer ahora. Lo que no le toca a quien mira dice a quién le toca."""
    sala = contexto.sala()
    for posible in recorrido.pasos(sala, ficha.id):
        paso = posible.transicion.paso
        if not posible.puede:
            pintar(e("p", f"{PASOS[paso].titulo}: lo hace {_quien(posible)}.", clase="ayuda"))
            continue
        with st.expander(PASOS[paso].titulo, key=f"paso_{paso}"):
            pintar(e("p", PASOS[paso].explica))
            if paso is Paso.ENVIAR:
                _enviar(sala, ficha, resultado, avance, vista)
            elif posible.transicion.pide_motivo:
                _con_motivo(sala, ficha, paso, vista)
            else:
                dar = partial(_dar, partial(_AVANZAN[paso], sala, ficha.id, vista=vista))
                st.button(PASOS[paso].boton, type="primary", on_click=dar, key=f"dar:{paso}")
    guardado.mostrar(_CAMPO)


_AVANZAN: dict[Paso, Callable[..., object]] = {Paso.REVISAR: vida.revisar, Paso.CERRAR: vida.cerrar}
_VUELVEN: dict[Paso, Callable[..., object]] = {Paso.DEVOLVER: vida.devolver, Paso.REABRIR: vida.reabrir}


def _quien(posible: PasoPosible) -> str:
    return " o ".join(f"«{rol}»" for rol in posible.roles)


def _dar(accion: Callable[[], object]) -> None:
    if guardado.intentar(_CAMPO, accion):
        guardado.olvidar(_CAMPO)  # que se dio se ve en la línea de pasos


def _enviar(sala: Sala, ficha: FichaDeDiagnostico, resultado: Resultado, avance: Avance, vista: int) -> None:
    if avance.pendientes:
        faltan = formato.plural(avance.pendientes, "pregunta", "preguntas")
        sin = e("p", f"Faltan {faltan}. Lo que no respondió se verá como «sin información».")
        pintar(piezas.aviso("duda", "?", sin))
    deberes = vida.deberes_sin_responder(resultado)
    if deberes:
        _pendientes(resultado, deberes)
        st.checkbox(_lo_entiendo(len(deberes)), key=f"{_ENTIENDE}:{len(deberes)}")
    st.button(
        PASOS[Paso.ENVIAR].boton,
        type="primary",
        on_click=_hacer_envio,
        args=(sala, ficha.id, len(deberes), vista),
        key="dar:enviar",
    )


def _pendientes(resultado: Resultado, deberes: Sequence[Hallazgo]) -> None:
    titulo = formato.plural(len(deberes), "deber sin responder", "deberes sin responder")
    pintar(
        piezas.plegado(
            titulo,
            piezas.lista(ancla("normas", h.regla.ficha.titulo, regla=h.regla.codigo) for h in deberes),
        )
    )
    criterios = [c for h in deberes for c in lecturas.criterios_de(resultado, h.regla.codigo)]
    a_preguntas("Responder lo que falta de los deberes", list(dict.fromkeys(criterios))[:_A_LA_VISTA])


def _lo_entiendo(deberes: int) -> str:
    quedan = "queda 1 deber" if deberes == 1 else f"quedan {deberes} deberes"
    return f"Entiendo que {quedan} sin responder"


def _hacer_envio(sala: Sala, diagnostico_id: int, deberes: int, vista: int) -> None:
    confirmado = bool(st.session_state.get(f"{_ENTIENDE}:{deberes}"))
    try:
        vida.enviar(sala, diagnostico_id, con_pendientes=confirmado, vista=vista)
    except DeberesPendientes as error:
        falta = f"No se envió. Marque «{_lo_entiendo(len(error.deberes))}» o responda lo que falta."
        guardado.anotar_rechazo(_CAMPO, falta)
    except guardado.RECHAZOS as error:
        guardado.anotar_error(_CAMPO, error)


def _con_motivo(sala: Sala, ficha: FichaDeDiagnostico, paso: Paso, vista: int) -> None:
    with st.form(f"con_motivo:{paso}", border=False):
        st.text_input(PASOS[paso].pide, key=f"motivo:{paso}", placeholder="Queda constancia del motivo")
        st.form_submit_button(PASOS[paso].boton, on_click=_volver, args=(sala, ficha.id, paso, vista))


def _volver(sala: Sala, diagnostico_id: int, paso: Paso, vista: int) -> None:
    motivo = st.session_state[f"motivo:{paso}"]
    _dar(partial(_VUELVEN[paso], sala, diagnostico_id, motivo, vista=vista))


def historia(movidos: Sequence[Movido]) -> Html | None:
    """Todo lo que ha pasado, de lo último a lo primero."""
    if not movidos:
        return None
    filas = (
        piezas.fila(
            piezas.insignia(HECHOS[m.hecho]),
            f"{formato.fecha_larga(m.cuando)}, {formato.hora(m.cuando)}",
            m.autor,
            m.motivo or "–",
            m.version_reglas or "No se guardó",
        )
        for m in reversed(movidos)
    )
    columnas = ["Paso", "Cuándo", "Quién", "Motivo", "Base de reglas"]
    return piezas.tabla(columnas, filas, "Historia de los pasos")


def cierres(ficha: FichaDeDiagnostico, todos: Sequence[Cierre]) -> None:
    """Lo que quedó congelado cada vez que se cerró."""
    if not todos:
        return
    filas = (
        piezas.fila(
            ancla("resultados", f"Cierre {c.numero}", cierre=str(c.numero)),
            formato.fecha_larga(c.tomada),
            c.autor,
            f"{c.version_reglas} ({c.digesto_reglas[:12]})",
            e("span", c.huella, clase="codigo"),
        )
        for c in reversed(todos)
    )
    pintar(
        e("h3", "Cierres"),
        e("p", "Cada cierre guarda respuestas, reglas y resultado, y no cambia nunca.", clase="ayuda"),
        piezas.tabla(["Cierre", "Cuándo", "Quién", "Base de reglas", "Huella"], filas, "Cierres"),
    )
    with st.container(horizontal=True, key="bajar_cierres"):
        for cierre in reversed(todos):
            st.download_button(
                f"Descargar el cierre {cierre.numero}",
                data=partial(descargas.cierre, contexto.sala(), ficha.id, cierre.numero),
                file_name=f"cierre_{cierre.numero}_{ficha.entidad.codigo}_{ficha.vigencia}.json",
                mime="application/json",
                on_click="ignore",
                key=f"bajar_cierre:{cierre.numero}",
            )


def bajar_caso(ficha: FichaDeDiagnostico) -> None:
    """Las respuestas como archivo, con las que cualquiera comprueba un informe."""
    pintar(
        e(
            "p",
            "Con este archivo y un informe descargado, «autodiagnostico verificar-informe» comprueba que ese "
            "resultado sale de estas respuestas.",
            clase="ayuda",
        )
    )
    st.download_button(
        "Descargar las respuestas (JSON)",
        data=partial(descargas.caso, contexto.sala(), ficha.id, contexto.cierre()),
        file_name=f"caso_{ficha.entidad.codigo}_{ficha.vigencia}.json",
        mime="application/json",
        on_click="ignore",
        key="bajar_caso",
    )

"""Ensayar: quién cambiaría de nivel con otros pesos o umbrales, antes de adoptarlos."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from autodiagnostico.analisis.distribuciones import nombre_de
from autodiagnostico.analisis.madurez import DIEZMIL
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import adopciones, ensayos
from autodiagnostico.servicios.adopciones import Acto, FichaDeAdopcion
from autodiagnostico.servicios.ensayos import CambioDeEntidad, Ensayo
from reglas.variantes import Cambios
from ui import contexto, formato, guardado, piezas
from ui.distrito import comun
from ui.marcado import Html, e, pintar, unir

_CAMPO, _PROPUESTOS = "ensayo", "ensayo:propuestos"
CUANTOS = 40
_QUE = {"cambios": "los cambios", "borrador": "el borrador"}


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
        _resultado(ensayos.ensayar(contexto.sala(), vigencia, propuestos), propuestos)
    _borrador(vigencia)
    _adoptadas()


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
            _lo_que_pasaria(ensayo)
            _adoptar("borrador", partial(adopciones.adoptar_borrador, contexto.sala(), archivos))


def _formulario(cuadro: Cuadro) -> None:
    catalogo = cuadro.catalogo
    with st.form("ensayo"):
        pintar(e("h3", "Peso de cada escenario"))
        for columna, (codigo, suyo) in zip(
            st.columns(len(catalogo.escenarios)), catalogo.escenarios.items(), strict=True
        ):
            columna.number_input(suyo.nombre, 1, 100, suyo.peso, key=f"ensayo:escenario:{codigo}")
        pintar(e("h3", "Desde cuántos puntos empieza cada nivel"))
        for columna, nivel in zip(st.columns(len(catalogo.niveles)), catalogo.niveles, strict=True):
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
    escenarios = {
        c: int(estado[f"ensayo:escenario:{c}"])
        for c, s in catalogo.escenarios.items()
        if estado[f"ensayo:escenario:{c}"] != s.peso
    }
    umbrales = {
        n.nivel: int(estado[f"ensayo:nivel:{n.nivel}"])
        for n in catalogo.niveles
        if estado[f"ensayo:nivel:{n.nivel}"] != n.umbral
    }
    regla = estado["ensayo:regla"]
    reglas = {}
    if regla:
        reglas = {
            regla: {
                e_: int(estado["ensayo:peso"]) for e_, p in catalogo.reglas[regla].escenarios.items() if p
            }
        }
    propuestos = Cambios(escenarios, reglas, umbrales)

    def hacer() -> None:
        ensayos.variante(contexto.sala(), propuestos)
        estado[_PROPUESTOS] = propuestos
        if not propuestos.hay:
            guardado.anotar_rechazo(_CAMPO, "Todo quedó como está: cambie algo para ver qué pasaría.")

    estado.pop(_PROPUESTOS, None)
    guardado.hacer(_CAMPO, hacer)


def _resultado(ensayo: Ensayo, propuestos: Cambios) -> None:
    _lo_que_pasaria(ensayo)
    _adoptar("cambios", partial(adopciones.adoptar, contexto.sala(), propuestos))


def _lo_que_pasaria(ensayo: Ensayo) -> None:
    filas = (
        piezas.fila(
            nombre_de(ensayo.antes, "global" if c == "global" else "escenario", c),
            str(n["suben"]),
            str(n["bajan"]),
            str(n["iguales"]),
        )
        for c, n in ensayo.conteos.items()
    )
    quienes = {c.codigo for c in ensayo.cambios}
    pintar(
        e("h2", "Lo que pasaría"),
        e(
            "p",
            f"{formato.plural(len(quienes), 'entidad cambiaría', 'entidades cambiarían')} de nivel en algún "
            f"escenario, de {ensayo.entidades}. Las dos bases se leen con la fecha de hoy.",
            role="status",
        ),
        piezas.tabla(["Escenario", "Suben", "Bajan", "Quedan igual"], filas, "Cuántas cambian de nivel"),
        tabla_de_cambios(ensayo) if ensayo.cambios else None,
    )


def tabla_de_cambios(ensayo: Ensayo) -> Html:
    """Quién cambiaría, en qué escenario y por qué."""
    filas = (
        piezas.fila(
            comun.entidad(c.nombre, c.diagnostico_id),
            nombre_de(ensayo.antes, "escenario", c.cambio.escenario),
            f"{c.cambio.antes.nivel or '—'} → {c.cambio.despues.nivel or '—'}",
            f"{_indice(c.cambio.antes.indice)} → {_indice(c.cambio.despues.indice)}",
            _porque(ensayo, c),
        )
        for c in ensayo.cambios[:CUANTOS]
    )
    quedan = len(ensayo.cambios) - CUANTOS
    return unir(
        piezas.tabla(["Entidad", "Escenario", "Nivel", "Puntaje", "Por qué"], filas, "Quién cambiaría"),
        e("p", f"Y {quedan} cambios más.", clase="ayuda") if quedan > 0 else None,
    )


def _indice(diezmilesimas: int | None) -> str:
    return comun.puntos(None if diezmilesimas is None else diezmilesimas / DIEZMIL)


def _porque(ensayo: Ensayo, uno: CambioDeEntidad) -> str:
    falta = [] if uno.cambio.umbral is None else [f"no llega a {uno.cambio.umbral} puntos"]
    deciden = [
        ensayo.antes.reglas[m.regla].ficha.titulo if m.regla in ensayo.antes.reglas else m.regla
        for m in uno.cambio.motivos
        if m.decide
    ]
    if deciden:
        falta.append(f"le falta lo que habilita el nivel: {comun.nombres(deciden, 2)}")
    return "; ".join(falta) or "Llega al umbral nuevo"


def _adoptar(que: str, adoptar: Callable[[Acto], FichaDeAdopcion]) -> None:
    if not contexto.puede(Operacion.ADMINISTRAR_REGLAS):
        return
    pintar(
        e("h2", "Adoptarlos"),
        e(
            "p",
            "Las actualizaciones del Manual las aprueba la Comisión Intersectorial. Los borradores se miran "
            "desde entonces con la base nueva; lo enviado y lo cerrado, con la que tenían.",
            clase="ayuda",
        ),
    )
    clave = f"adopcion:{que}"
    with st.form(clave):
        izquierda, centro, derecha = st.columns([3, 1, 3])
        izquierda.text_input("Acto que los aprueba", key=f"{clave}:acto", placeholder="Acta 3 de 2026")
        centro.text_input("Fecha", key=f"{clave}:fecha", placeholder=formato.EJEMPLO_DE_FECHA)
        derecha.text_input("Quién los aprueba", key=f"{clave}:aprueba")
        st.form_submit_button(f"Adoptar {_QUE[que]}", on_click=_hacer_adopcion, args=(clave, adoptar))


def _hacer_adopcion(clave: str, adoptar: Callable[[Acto], FichaDeAdopcion]) -> None:
    estado = st.session_state

    def hacer() -> None:
        acto = Acto(
            estado[f"{clave}:acto"],
            formato.fecha_escrita(estado[f"{clave}:fecha"]),
            estado[f"{clave}:aprueba"],
        )
        numero = adoptar(acto).numero
        estado.pop(_PROPUESTOS, None)
        guardado.anotar(_CAMPO, f"Adoptado, con el número {numero}. Rige desde ya para los borradores.")

    guardado.hacer(_CAMPO, hacer)


def _adoptadas() -> None:
    suyas = adopciones.listar(contexto.sala())
    if suyas:
        filas = (
            piezas.fila(
                str(a.numero),
                a.acto,
                formato.fecha(a.fecha),
                a.aprueba,
                f"{a.digesto_antes[:8]} → {a.digesto_despues[:8]}",
            )
            for a in suyas
        )
        titulos = ["Número", "Acto", "Fecha", "Quién lo aprobó", "Base"]
        pintar(e("h2", "Actos de adopción"), piezas.tabla(titulos, filas, "Actos de adopción"))

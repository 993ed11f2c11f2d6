"""Resultados: qué le aplica a la entidad y qué dio cada verificación, con su porqué."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import cuestionario, diagnosticos, furag
from autodiagnostico.servicios.cuestionario import TemaEnCuestionario
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from motor import Estado, Resultado
from motor.resultado import Hallazgo
from ui import aplazados, contexto, formato, lecturas, piezas, porque, temas
from ui.enlaces import a_preguntas
from ui.marcado import Html, e, pintar, unir
from ui.vocabulario import ESTADOS, GRUPOS


def pagina() -> None:
    """Los resultados de un grupo de reglas, por estado."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Resultados"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    resultado = contexto.resultado(ficha)
    aplazadas = diagnosticos.diferidos(contexto.sala(), ficha.id)
    _entrada(ficha, resultado)
    temas.aviso_de_base(ficha, resultado.edicion.catalogo)
    pintar(e("h2", "Verificaciones"))
    grupo = st.radio(
        "Qué reglas", list(GRUPOS), horizontal=True, key="grupo", index=_pedido("grupo", list(GRUPOS))
    )
    grupos = lecturas.por_estado(resultado.hallazgos.values(), GRUPOS[grupo])
    estado = _elegir_estado(grupos)
    lista = cuestionario.temas_de(resultado)
    _lista([h for h in grupos[estado] if h.regla.codigo not in aplazadas], resultado, lista)
    if grupo == list(GRUPOS)[-1]:
        aplazados.dibujar(ficha, resultado, aplazadas)
    pintar(e("h2", "Qué le aplica a su entidad"), _aplicabilidad(resultado))
    _hoja_furag(ficha)


def _entrada(ficha: FichaDeDiagnostico, resultado: Resultado) -> None:
    pintar(
        e(
            "p",
            f"Verificación al {formato.fecha_larga(resultado.fecha_corte)} con la base de reglas "
            f"{resultado.edicion.catalogo.base.version}. Un deber obliga; un lineamiento orienta. "
            "Se cuentan aparte y no se promedian.",
            clase="entrada",
        ),
        (piezas.aviso("plazo", "!", e("p", a.texto)) for a in resultado.avisos),
    )
    pintar(porque.contradicciones(resultado.edicion.catalogo, resultado.contradicciones))
    temas.faltan_datos(ficha, resultado.edicion.catalogo, resultado.caso)


def _hoja_furag(ficha: FichaDeDiagnostico) -> None:
    if not furag.hay_cruce(contexto.sala()) or not contexto.puede(Operacion.EXPORTAR, ficha.entidad):
        return
    pintar(
        e("h2", "Llevarlo al FURAG"),
        e(
            "p",
            "Lo que ya respondió, en el orden de las preguntas del FURAG y con sus evidencias. "
            "Quien llena el FURAG decide, con su pregunta a la vista.",
            clase="ayuda",
        ),
    )
    st.download_button(
        "Descargar hoja para FURAG",
        data=lambda: furag.excel(contexto.sala(), ficha.id),
        file_name=f"furag_{ficha.entidad.codigo}_{ficha.vigencia}.xlsx",
        mime=formato.EXCEL,
        on_click="ignore",
        key="furag",
    )


def _elegir_estado(grupos: Mapping[Estado, list[Hallazgo]]) -> Estado:
    """La cuenta de cada estado, que a la vez deja ver cuáles son."""
    con_algo = [estado for estado in ESTADOS if grupos[estado]] or [Estado.SIN_INFORMACION]
    return st.radio(
        "Qué resultado dieron",
        con_algo,
        format_func=lambda c: f"{ESTADOS[c].simbolo} {ESTADOS[c].palabra}: {len(grupos[c])}",
        horizontal=True,
        key="estado",
        index=_pedido("estado", [str(estado) for estado in con_algo]),
    )


def _pedido(dato: str, admitidos: list[str]) -> int:
    """La opción que pide la dirección, si es una de las admitidas."""
    pedido = st.query_params.get(dato, "")
    return admitidos.index(pedido) if pedido in admitidos else 0


def _lista(hallazgos: list[Hallazgo], resultado: Resultado, lista: list[TemaEnCuestionario]) -> None:
    for hallazgo in hallazgos:
        codigo = hallazgo.regla.codigo
        with st.container(border=True, key=f"resultado_{codigo}", gap="small"):
            pintar(porque.tarjeta(resultado, hallazgo))
            pendientes = lecturas.pendientes_de(lista, [codigo])
            if pendientes:
                cuantas = formato.plural(len(pendientes), "pregunta", "preguntas")
                a_preguntas(f"Responder {cuantas}", [p.criterio.codigo for p in pendientes])
            elif hallazgo.estado is not Estado.NO_APLICA:
                a_preguntas("Ver lo que respondió", lecturas.criterios_de(resultado, codigo))
    if not hallazgos:
        pintar(e("p", "No hay resultados en este grupo.", clase="ayuda"))


def _aplicabilidad(resultado: Resultado) -> Html:
    hechos = resultado.edicion.hechos
    no_aplican = [h for h in resultado.hallazgos.values() if h.estado is Estado.NO_APLICA]
    return unir(
        e(
            "p",
            "Lo que se deduce de los datos de la entidad. Nadie lo responde: sale de las normas.",
            clase="ayuda",
        ),
        (porque.hecho(resultado, codigo) for codigo in hechos),
        piezas.plegado(
            f"{formato.plural(len(no_aplican), 'regla no le aplica', 'reglas no le aplican')}",
            (porque.tarjeta(resultado, h) for h in no_aplican),
        ),
    )


pagina()

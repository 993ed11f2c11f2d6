"""La historia de una pregunta, plegada: quién la cambió, cuándo, qué había y qué quedó; y deshacer."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from autodiagnostico.servicios import historia, origenes
from autodiagnostico.servicios.historia import Cambio, Lado
from reglas.fichas import Criterio
from ui import contexto, formato, guardado, respondiendo
from ui.marcado import Html, e, pintar
from ui.respondiendo import Puesto


def dibujar(puesto: Puesto, *, congelada: bool) -> None:
    """Los cambios de una pregunta, del último al primero. Solo se leen si se abre."""
    if not puesto.version:
        return
    codigo = puesto.criterio.codigo
    titulo = f"Historia: {formato.plural(puesto.version, 'cambio', 'cambios')}"
    plegado = st.expander(titulo, key=f"historia:{codigo}", on_change="rerun")
    if not plegado.open:
        return
    with plegado:
        cambios = historia.cambios(contexto.sala(), puesto.diagnostico_id, codigo)
        if len(cambios) < puesto.version:
            pintar(e("p", "De lo respondido al comienzo no se guardó quién ni cuándo.", clase="menor"))
        pintar(e("ol", (_uno(puesto.criterio, c) for c in cambios), clase="historia", reversed=True))
        if cambios and not congelada:
            st.button(
                "Deshacer el último cambio",
                key=f"deshacer:{codigo}",
                on_click=respondiendo.deshacer,
                args=(puesto,),
                help=f"Queda como antes: {_dicho(puesto.criterio, cambios[0].antes)}. Nada se borra.",
            )
            guardado.mostrar_error(codigo)


def _uno(criterio: Criterio, cambio: Cambio) -> Html:
    quien = cambio.quien[:1].upper() + cambio.quien[1:]
    return e(
        "li",
        e("p", e("strong", quien), f", {formato.momento(cambio.cuando)}"),
        (e("p", renglon) for renglon in _renglones(criterio, cambio)),
        e("p", f"De dónde vino: {origenes.en_palabras(cambio.origen)}", clase="menor"),
    )


def _renglones(criterio: Criterio, cambio: Cambio) -> Iterator[str]:
    antes, despues = cambio.antes, cambio.despues
    if _dicho(criterio, antes) != _dicho(criterio, despues):
        yield f"Respuesta: de «{_dicho(criterio, antes)}» a «{_dicho(criterio, despues)}»."
    for nombre, habia, quedo in (
        ("Evidencias", "; ".join(antes.respuesta.evidencias), "; ".join(despues.respuesta.evidencias)),
        ("Observación", antes.respuesta.observacion, despues.respuesta.observacion),
    ):
        if habia != quedo:
            yield (
                f"{nombre}: de «{habia}» a «{quedo}»."
                if habia and quedo
                else (f"{nombre}: se puso «{quedo}»." if quedo else f"{nombre}: se quitó «{habia}».")
            )


def _dicho(criterio: Criterio, lado: Lado) -> str:
    dicho = formato.dicha(criterio, lado.respuesta)
    return f"{dicho} (por confirmar)" if lado.por_confirmar else dicho

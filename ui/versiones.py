"""Cambió la base de reglas: qué pasaría con lo respondido, antes de pasarlo, y cómo deshacerlo."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import versiones
from autodiagnostico.servicios.cuestionario import Cuestionario
from autodiagnostico.servicios.versiones import Renglon, VistaPrevia
from motor.equivalencias import Contestada, Suerte
from reglas import Catalogo
from ui import contexto, formato, guardado, piezas
from ui.enlaces import enlace
from ui.marcado import Html, e, pintar, unir

_CAMPO = "cambio-de-version"
PEDIDO = "reglas"
"""Con qué se pide en la dirección: `?reglas=nuevas`."""
_GRUPOS = {
    Suerte.REVISION: ("Piden revisión", "Se traen por confirmar: no cuentan hasta que alguien las confirme."),
    Suerte.SE_PIERDE: ("Se pierden de vista", "La pregunta ya no se hace. Lo respondido sigue guardado."),
    Suerte.MENOR: ("Cambia algo menor", "La respuesta sigue valiendo."),
    Suerte.IGUAL: ("Solo cambian de código", "La pregunta y la respuesta son las mismas."),
}


def avisar(abierto: Cuestionario, diagnostico_id: int) -> None:
    """Si algo se respondió con otra versión y su pregunta cambió, lo dice y lleva a verlo."""
    if not abierto.de_otra_version or Operacion.VER_BORRADOR not in abierto.permite:
        return
    vista = versiones.vista_previa(contexto.sala(), diagnostico_id)
    if not vista.renglones:
        return
    cuantas = formato.plural(len(vista.renglones), "respuesta", "respuestas")
    pintar(
        piezas.aviso(
            "duda",
            "!",
            e(
                "p",
                e("strong", f"Las reglas pasaron a la versión {vista.a}. "),
                f"Cambia la pregunta de {cuantas} que se dieron con la {', '.join(vista.de)}.",
            ),
        )
    )
    enlace("cuestionario", "Ver qué pasa con ellas", ancho=False, **{PEDIDO: "nuevas"})


def dibujar(diagnostico_id: int, permite: frozenset[Operacion]) -> None:
    """La vista previa, y el botón de pasar o de deshacer para quien puede."""
    enlace("cuestionario", "← Todos los temas")
    vista = versiones.vista_previa(contexto.sala(), diagnostico_id)
    pintar(e("h1", f"Pasar a la versión {vista.a} de las reglas"))
    guardado.mostrar(_CAMPO)
    puede = Operacion.PASAR_DE_VERSION in permite
    if vista.renglones:
        _previa(vista)
        if puede:
            st.button(
                f"Pasar a la versión {vista.a}",
                type="primary",
                on_click=_pasar,
                args=(diagnostico_id, vista.a),
            )
        else:
            pintar(e("p", "Lo puede pasar quien tiene el rol «Liderazgo del Modelo».", clase="ayuda"))
    else:
        pintar(e("p", "Todo lo respondido está al día con esta versión.", clase="entrada"))
    if vista.deshacer and puede:
        cuantas = formato.plural(vista.deshacer, "respuesta", "respuestas")
        pintar(e("p", f"Al pasar cambiaron {cuantas} que nadie ha tocado después."))
        st.button("Deshacer el paso", on_click=_deshacer, args=(diagnostico_id,))


def _previa(vista: VistaPrevia) -> None:
    pintar(
        e(
            "p",
            f"Así quedaría lo respondido con la versión {', '.join(vista.de)}. Todavía no ha cambiado nada; "
            "después se puede deshacer, todo junto o pregunta por pregunta.",
            clase="entrada",
        ),
        piezas.lista(_cuentas(vista)),
    )
    catalogo = contexto.sala().catalogo
    for suerte, (titulo, que) in _GRUPOS.items():
        suyos = vista.con(suerte)
        if suyos:
            pintar(e("h2", f"{titulo}: {len(suyos)}"), e("p", que, clase="ayuda"))
            pintar(
                piezas.tabla(
                    ["Pregunta", "Qué cambió", "Había", "Quedaría"],
                    (_renglon(catalogo, r) for r in suyos),
                    titulo,
                )
            )
    if vista.nuevas:
        pintar(
            e("h2", f"Preguntas nuevas: {len(vista.nuevas)}"),
            piezas.lista(catalogo.criterios[c].pregunta for c in vista.nuevas),
        )


def _cuentas(vista: VistaPrevia) -> list[str]:
    dichas = [(titulo, len(vista.con(suerte))) for suerte, (titulo, _) in _GRUPOS.items()]
    todas = [("Sin cambiar", vista.iguales), *dichas, ("Preguntas nuevas", len(vista.nuevas))]
    return [f"{titulo}: {cuantas}" for titulo, cuantas in todas]


def _renglon(catalogo: Catalogo, uno: Renglon) -> Html:
    t = uno.traduccion
    destino = catalogo.criterios.get(t.destino or "")
    pregunta = destino.pregunta if destino is not None else ", ".join(t.origenes)
    if uno.ocupada:
        queda = "Ya se respondió: no se toca"
    elif t.queda is None:
        queda = "Sin responder" if t.destino else "No se pregunta"
    else:
        queda = _dicho(catalogo, t.destino or "", t.queda)
    habia = (e("p", _dicho(catalogo, o, d)) for o, d in zip(t.origenes, uno.dicho, strict=True))
    return piezas.fila(pregunta, " ".join(t.notas) or "Lo respondido ya no se admite.", unir(habia), queda)


def _dicho(catalogo: Catalogo, codigo: str, dicho: Contestada) -> str:
    """Lo respondido, en palabras si la pregunta sigue en la base; si no, como se guardó."""
    if dicho.no_aplica is not None:
        return f"No aplica: {dicho.no_aplica}"
    criterio = catalogo.criterios.get(codigo)
    return formato.cruda(criterio, dicho.valor)


def _pasar(diagnostico_id: int, version: str) -> None:
    def hacer() -> None:
        pasadas = versiones.pasar(contexto.sala(), diagnostico_id)
        cuantas = formato.plural(pasadas, "respuesta", "respuestas")
        guardado.anotar(_CAMPO, f"Pasó a la versión {version}: cambiaron {cuantas}.")

    guardado.hacer(_CAMPO, hacer)


def _deshacer(diagnostico_id: int) -> None:
    def hacer() -> None:
        devueltas = versiones.deshacer(contexto.sala(), diagnostico_id)
        guardado.anotar(_CAMPO, f"Se deshizo: {formato.plural(devueltas, 'respuesta', 'respuestas')}.")

    guardado.hacer(_CAMPO, hacer)

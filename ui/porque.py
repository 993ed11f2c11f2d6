"""El porqué de un resultado: qué se leyó, qué valía y qué dio cada condición."""

from __future__ import annotations

from collections.abc import Iterable

from motor import Resultado, Verdad
from motor.resultado import Advertencia, Hallazgo, Motivo
from reglas.catalogo import Catalogo, Contradiccion
from reglas.condiciones import Ambito, EnLista
from reglas.palabras import Palabras
from ui import formato, lecturas, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, unir
from ui.vocabulario import CARACTERES, DEDUCIDO, ESTADOS, VERDADES


def tarjeta(resultado: Resultado, hallazgo: Hallazgo) -> Html:
    """Un resultado: estado, título, norma y, plegado, su porqué."""
    regla = hallazgo.regla
    catalogo = resultado.edicion.catalogo
    cita = piezas.nombre_de_cita(catalogo, hallazgo.cita)
    return e(
        "div",
        e("p", piezas.insignia(ESTADOS[hallazgo.estado]), _vence(hallazgo), clase="estado"),
        e("h3", regla.ficha.titulo),
        e(
            "p",
            f"{CARACTERES[hallazgo.caracter]} · {cita} · ",
            ancla("normas", regla.codigo, regla=regla.codigo),
            clase="menor",
        ),
        (_advertencia(resultado, a) for a in hallazgo.advertencias),
        piezas.plegado(
            "¿Por qué?",
            e("p", regla.ficha.explicacion),
            motivos(resultado, hallazgo.porque),
            piezas.cita(catalogo, hallazgo.cita),
            _evidencias(resultado, hallazgo),
        ),
        clase="resultado",
    )


def _vence(hallazgo: Hallazgo) -> Html | None:
    vence = hallazgo.veredicto.vence
    return e("span", f"Plazo: {formato.fecha_larga(vence)}", clase="menor") if vence else None


def _advertencia(resultado: Resultado, advertencia: Advertencia) -> Html:
    catalogo = resultado.edicion.catalogo
    citas = (piezas.cita(catalogo, c) for c in advertencia.citas)
    return piezas.aviso(
        "plazo",
        "!",
        e("p", advertencia.texto),
        piezas.plegado("De dónde sale", citas) if advertencia.citas else None,
    )


def _evidencias(resultado: Resultado, hallazgo: Hallazgo) -> Html | None:
    respuestas = resultado.caso.respuestas
    codigos = lecturas.criterios_de(resultado, hallazgo.regla.codigo)
    dichas = [ev for c in codigos if c in respuestas for ev in respuestas[c].evidencias]
    return unir(e("p", e("strong", "Evidencias que usted citó")), piezas.lista(dichas)) if dichas else None


def motivos(resultado: Resultado, cuales: Iterable[Motivo]) -> Html | None:
    """Las condiciones que decidieron, con lo que se leyó en cada una."""
    unicos = lecturas.sin_repetir(cuales)
    if not unicos:
        return None
    return e("ul", (e("li", _motivo(resultado, m)) for m in unicos), clase="motivos")


def _motivo(resultado: Resultado, motivo: Motivo) -> Html:
    signo = VERDADES[motivo.resultado]
    condicion = Palabras(resultado.edicion.catalogo).hoja(motivo.hoja)
    dentro = motivos(resultado, motivo.motivos)
    return unir(
        e("p", condicion),
        e("p", _leido(resultado, motivo), " → ", piezas.insignia(signo), clase="menor"),
        piezas.plegado("De dónde se deduce", dentro) if dentro else None,
    )


def _leido(resultado: Resultado, motivo: Motivo) -> str:
    if isinstance(motivo.hoja, EnLista):
        return "Se buscó por código y por nombre"
    if isinstance(motivo.valor, Verdad):
        return f"Se dedujo: {DEDUCIDO[motivo.valor].palabra}"
    dato = motivo.hoja.dato
    catalogo = resultado.edicion.catalogo
    if dato.ambito is Ambito.CRITERIO:
        return f"Respondió: {formato.respuesta(catalogo.criterios[dato.codigo], motivo.valor)}"
    if dato.ambito is Ambito.ENTIDAD:
        return f"Dato de la entidad: {formato.respuesta(catalogo.atributos[dato.codigo], motivo.valor)}"
    return f"Fecha de corte: {formato.fecha_larga(resultado.fecha_corte)}"


def contradicciones(catalogo: Catalogo, cuales: Iterable[Contradiccion]) -> Html:
    """Respuestas que no pueden ser ciertas a la vez: se señalan, no impiden seguir."""
    return unir(
        piezas.aviso(
            "duda",
            "!",
            e("p", e("strong", f"{c.ficha.titulo}. "), c.ficha.texto),
            piezas.plegado("De dónde sale", (piezas.cita(catalogo, x) for x in c.ficha.citas))
            if c.ficha.citas
            else None,
        )
        for c in cuales
    )


def hecho(resultado: Resultado, codigo: str) -> Html:
    """Un hecho que se deduce: qué dio, por qué y con qué normas."""
    ficha = resultado.edicion.hechos[codigo].ficha
    catalogo = resultado.edicion.catalogo
    condicion = Palabras(catalogo).esquema(resultado.edicion.hechos[codigo].si)
    return e(
        "div",
        e(
            "p",
            e("strong", ficha.titulo),
            " ",
            piezas.insignia(DEDUCIDO[resultado.hechos[codigo]]),
            clase="hecho",
        ),
        piezas.plegado(
            "¿Por qué?",
            e("p", ficha.explicacion),
            e("p", e("strong", "Se cumple cuando")),
            piezas.esquema(condicion),
            (piezas.cita(catalogo, c) for c in ficha.citas),
        ),
        clase="resultado",
    )

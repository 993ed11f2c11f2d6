"""El resultado de un caso, para leerlo en la consola."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from autodiagnostico.palabras import (
    ESTADOS,
    RAZONES,
    SE_SABE,
    articulo_en_palabras,
    estado_en_palabras,
    porcentaje,
    puntaje,
)
from autodiagnostico.textos import cuantas
from motor import Estado, Recomendacion, Resultado
from motor.cuestionario import OBLIGATORIOS
from motor.resultado import Bloqueo, Hallazgo, MadurezDeEscenario, MadurezGlobal
from reglas.condiciones import referencias
from reglas.palabras import fecha_en_palabras

PRIMERAS = 8
_COLORES = {
    Estado.CUMPLE: "green",
    Estado.PARCIAL: "yellow",
    Estado.NO_CUMPLE: "red",
    Estado.EN_PLAZO: "cyan",
    Estado.NO_APLICA: "dim",
    Estado.SIN_INFORMACION: "magenta",
}
_POR_ATENDER = frozenset({Estado.NO_CUMPLE, Estado.PARCIAL, Estado.EN_PLAZO})


def mostrar(resultado: Resultado, consola: Console | None = None) -> None:
    """Muestra el resultado entero."""
    consola = consola or Console(highlight=False)
    _encabezado(consola, resultado)
    _por_atender(consola, resultado)
    _resultados(consola, resultado)
    _contradicciones(consola, resultado)
    _madurez(consola, resultado)
    _recomendaciones(consola, resultado)


def _encabezado(consola: Console, resultado: Resultado) -> None:
    caso, catalogo = resultado.caso, resultado.edicion.catalogo
    consola.print(Text(f"{caso.entidad.nombre} ({caso.entidad.codigo})", style="bold"))
    consola.print(
        Text(
            f"Vigencia {caso.vigencia}. Fecha de corte: {fecha_en_palabras(resultado.fecha_corte)}. "
            f"Base de reglas {catalogo.base.version}, digesto {catalogo.digesto[:12]}."
        )
    )
    leidos = {d.codigo for r in resultado.edicion.reglas.values() for d in referencias(r.aplica_si)}
    for codigo, verdad in resultado.hechos.items():
        if codigo not in leidos:
            continue
        consola.print(Text(f"{catalogo.hechos[codigo].ficha.titulo}: {SE_SABE[verdad]}."))
    for aviso in resultado.avisos:
        consola.print(Text(f"Aviso: {aviso.texto}", style="yellow"))


def _titulo(consola: Console, texto: str) -> None:
    consola.print()
    consola.print(Rule(Text(texto, style="bold"), align="left"))


def _por_atender(consola: Console, resultado: Resultado) -> None:
    """Lo que se sabe que falta, antes que la lista entera: los deberes primero."""
    faltan = [h for h in resultado.hallazgos.values() if h.estado in _POR_ATENDER]
    if not faltan:
        return
    _titulo(consola, "Lo que pide atención")
    consola.print(Padding(_tabla(sorted(faltan, key=lambda h: not _es_deber(h))), (0, 0, 0, 2)))


def _resultados(consola: Console, resultado: Resultado) -> None:
    _titulo(consola, "Resultados por norma")
    por_norma: dict[str, list[Hallazgo]] = {}
    for hallazgo in resultado.hallazgos.values():
        if hallazgo.estado is not Estado.NO_APLICA:
            por_norma.setdefault(hallazgo.cita.norma, []).append(hallazgo)
    for norma, hallazgos in por_norma.items():
        consola.print(Text(resultado.edicion.catalogo.normas[norma].nombre, style="bold"))
        consola.print(Padding(_tabla(hallazgos), (0, 0, 0, 2)))
    no_aplican = sum(h.estado is Estado.NO_APLICA for h in resultado.hallazgos.values())
    if no_aplican:
        consola.print(f"{cuantas(no_aplican, 'regla no le aplica', 'reglas no le aplican')}.")
    for nombre, caracter in (("Deberes", "obligatorio"), ("Deberes del acto propio", "propio")):
        conteo = resultado.cumplimiento(caracter)
        if sum(conteo.values()) > conteo[Estado.NO_APLICA]:
            partes = [f"{ESTADOS[e][1].lower()}: {n}" for e, n in conteo.items() if n]
            consola.print(Text(f"{nombre}: {', '.join(partes)}."))


def _tabla(hallazgos: list[Hallazgo]) -> Table:
    """Un renglón por resultado; los lineamientos sin información van juntos en el último."""
    tabla = Table.grid(padding=(0, 2))
    tabla.add_column(width=max(len(estado_en_palabras(e)) for e in Estado), no_wrap=True)
    tabla.add_column()
    juntos = [h for h in hallazgos if h.estado is Estado.SIN_INFORMACION and not _es_deber(h)]
    for hallazgo in hallazgos:
        if hallazgo not in juntos:
            titulo = Text(f"{hallazgo.regla.ficha.titulo} ")
            titulo.append(_detalle_de_resultado(hallazgo), style="dim")
            tabla.add_row(_estado(hallazgo.estado), titulo)
            for advertencia in hallazgo.advertencias:
                tabla.add_row("", Text(f"Nota: {advertencia.texto}", style="italic"))
    if juntos:
        lineamientos = cuantas(len(juntos), "lineamiento", "lineamientos")
        codigos = ", ".join(h.regla.codigo for h in juntos)
        resumen = Text(f"{lineamientos} ").append(f"({codigos})", style="dim")
        tabla.add_row(_estado(Estado.SIN_INFORMACION), resumen)
    return tabla


def _es_deber(hallazgo: Hallazgo) -> bool:
    return hallazgo.caracter in OBLIGATORIOS


def _estado(estado: Estado) -> Text:
    return Text(estado_en_palabras(estado), style=_COLORES[estado])


def _detalle_de_resultado(hallazgo: Hallazgo) -> str:
    vence = hallazgo.veredicto.vence
    plazo = f"; plazo: {fecha_en_palabras(vence)}" if vence and hallazgo.estado is not Estado.CUMPLE else ""
    return f"({hallazgo.regla.codigo}; {articulo_en_palabras(hallazgo.cita)}{plazo})"


def _contradicciones(consola: Console, resultado: Resultado) -> None:
    if not resultado.contradicciones:
        return
    _titulo(consola, "Respuestas que no cuadran entre sí")
    for contradiccion in resultado.contradicciones:
        consola.print(Text(contradiccion.ficha.titulo, style="bold"))
        consola.print(Padding(Text(contradiccion.ficha.texto), (0, 0, 0, 2)))


def _madurez(consola: Console, resultado: Resultado) -> None:
    _titulo(consola, "Madurez por escenario")
    for escenario in resultado.escenarios.values():
        consola.print(Text(f"{escenario.codigo} {escenario.nombre}", style="bold"))
        for renglon in _de_escenario(resultado, escenario):
            consola.print(Padding(Text(renglon), (0, 0, 0, 2)))
    g = resultado.madurez_global
    if g.nivel_min is not None:
        hasta = f", puede llegar a {g.nivel_max}" if g.nivel_max != g.nivel_min else ""
        nivel = f"Global: demostrado nivel {g.nivel_min}{hasta} (el menor de los escenarios)."
        consola.print(Text(f"{nivel} {_puntaje(g)}", style="bold"))


def _puntaje(m: MadurezDeEscenario | MadurezGlobal) -> str:
    posible = puntaje(m.indice_max, hacia_arriba=True)
    hasta = "" if m.indice_max == m.indice_min else f"; puede llegar a {posible}"
    return f"Puntaje {puntaje(m.indice_min)} de 100{hasta}."


def _de_escenario(resultado: Resultado, e: MadurezDeEscenario) -> Iterator[str]:
    if e.nivel_min is None:
        yield "Ninguna regla con peso le aplica: no tiene nivel."
        return
    nombres = {n.nivel: n.nombre for n in resultado.edicion.catalogo.niveles}
    hasta = f", puede llegar a {e.nivel_max}" if e.nivel_max != e.nivel_min else ""
    yield (
        f"Demostrado nivel {e.nivel_min} ({nombres[e.nivel_min]}){hasta}; "
        f"responde el {porcentaje(e.cobertura)} de lo que se verifica."
    )
    yield _puntaje(e)
    if e.bloqueos:
        yield f"Para el nivel {e.nivel_min + 1} falta:"
    for bloqueo in e.bloqueos:
        yield f"  • {_bloqueo(resultado, bloqueo)}"


def _bloqueo(resultado: Resultado, bloqueo: Bloqueo) -> str:
    if bloqueo.regla is None or bloqueo.estado is None:
        return f"llegar a {bloqueo.umbral} puntos (va en {puntaje(bloqueo.indice)})"
    titulo = resultado.hallazgos[bloqueo.regla].regla.ficha.titulo
    return f"{titulo} ({ESTADOS[bloqueo.estado][1].lower()}; {bloqueo.regla})"


def _recomendaciones(consola: Console, resultado: Resultado) -> None:
    if not resultado.recomendaciones:
        return
    _titulo(consola, "Qué conviene hacer primero")
    for r in resultado.recomendaciones[:PRIMERAS]:
        consola.print(Text(f"{r.orden}. {r.titulo}", style="bold"))
        consola.print(Padding(Text(". ".join(_detalle(resultado, r)) + "."), (0, 0, 0, 3)))
    quedan = len(resultado.recomendaciones) - PRIMERAS
    if quedan > 0:
        consola.print(
            f"Y {cuantas(quedan, 'recomendación', 'recomendaciones')} más: "
            "están en la aplicación, o con --formato json."
        )


def _detalle(resultado: Resultado, r: Recomendacion) -> Iterator[str]:
    yield RAZONES[r.razon]
    if r.requiere:
        acciones = resultado.edicion.catalogo.acciones
        antes = ", ".join(f"«{acciones[codigo].titulo}»" for codigo in r.requiere)
        yield f"Después de {antes}"
    if r.esfuerzo_dias:
        yield f"Esfuerzo: {cuantas(r.esfuerzo_dias, 'día', 'días')}"
    if r.cierra:
        yield f"Cierra {', '.join(r.cierra)}"
    if r.gana:
        yield "Gana " + ", ".join(f"{puntaje(cuanto)} puntos en {e}" for e, cuanto in r.gana.items())
    if r.desbloquea:
        yield "Abre " + ", ".join(f"el nivel {n} de {e}" for e, n in r.desbloquea)
    if not r.accion and r.responder:
        yield f"Preguntas: {', '.join(r.responder)}"

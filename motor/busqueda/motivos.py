"""Por qué no se puede llegar a un nivel, en palabras: qué datos faltan y qué reglas lo impiden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from motor import puntaje
from motor.acciones import SATISFECHOS
from motor.busqueda.calculo import minimizar
from motor.busqueda.espacio import Espacio
from motor.busqueda.niveles import medios, peso, puertas, umbral
from motor.caso import Caso
from motor.lectura import Estado, Lectura
from motor.restricciones import resolver
from motor.semantica import Evaluador
from motor.verdad import Verdad
from reglas.catalogo import Edicion, Regla
from reglas.condiciones import Ambito, Referencia, referencias

LIMITE = 4.0
NOMBRADAS = 6
"""Cuántas reglas se nombran por escenario; de las demás se dice cuántas son."""


def explicar(edicion: Edicion, caso: Caso, lectura: Lectura, metas: Mapping[str, int]) -> str:
    """Las razones por las que ningún conjunto de cambios llega a las metas."""
    partes = list(_datos_que_faltan(edicion, caso, lectura, metas))
    espacio = Espacio(edicion, caso, lectura, metas)
    for escenario, nivel in metas.items():
        partes += _del_escenario(espacio, caso, lectura, escenario, nivel)
    if not partes:
        partes = ["Cada condición del nivel se puede lograr por separado, pero no todas a la vez."]
    return " ".join(partes)


def _datos_que_faltan(
    edicion: Edicion, caso: Caso, lectura: Lectura, metas: Mapping[str, int]
) -> Iterator[str]:
    """Los pocos atributos desconocidos que, respondidos de alguna manera, permitirían llegar."""
    atributos = (Referencia(Ambito.ENTIDAD, c) for c in edicion.catalogo.atributos)
    faltan = frozenset(d for d in atributos if caso.valor(d) is None)
    espacio = Espacio(edicion, caso, lectura, metas, libres=faltan)
    espacio.alcanzar(metas)
    leidos = {d: v for d, v in espacio.modelo.datos.items() if d in faltan}
    hallado = minimizar(espacio.logica.modelo, [(1, v.conocido) for v in leidos.values()], LIMITE)
    if hallado is None:
        return
    for dato, variables in leidos.items():
        if hallado.solucion.cierto(variables.conocido):
            ficha = edicion.catalogo.atributos[dato.codigo]
            yield f"Falta un dato de la entidad: «{ficha.pregunta}» ({dato})."


def _del_escenario(
    espacio: Espacio, caso: Caso, lectura: Lectura, escenario: str, nivel: int
) -> Iterator[str]:
    edicion = espacio.edicion
    nombre = f"{escenario} ({edicion.catalogo.escenarios[escenario].nombre})"
    for codigo, satisfecha in puertas(espacio.vista, escenario, nivel):
        if resolver(espacio.logica, [satisfecha]) is None:
            regla = edicion.reglas[codigo]
            pide = f"En {nombre} el nivel {nivel} pide «{regla.ficha.titulo}» ({codigo})"
            yield f"{pide} y ningún cambio la cumple{_por_que(espacio, caso, lectura, regla)}."
    yield from _indice(espacio, caso, lectura, escenario, nivel)


def _tope(espacio: Espacio, escenario: str) -> Fraction:
    """El índice más alto que dan los cambios."""
    terminos, pesos = medios(espacio.vista, escenario), peso(espacio.vista, escenario)
    mejor = minimizar(espacio.logica.modelo, [(-c, p) for c, p in terminos], LIMITE)
    assert mejor is not None, "no cambiar nada siempre se admite"
    aplicable = mejor.solucion.suma(pesos)
    return puntaje.indice(mejor.solucion.suma(terminos), aplicable) if aplicable else Fraction(0)


def _sin_remedio(espacio: Espacio, lectura: Lectura, escenario: str) -> list[Regla]:
    """Las reglas que ningún cambio cumple, de la que más pesa a la que menos."""
    con_peso = sorted(espacio.edicion.pesos[escenario], key=lambda p: -p[1])
    return [
        regla
        for regla, w in con_peso
        if w
        and lectura.veredictos[regla.codigo].estado not in SATISFECHOS
        and resolver(espacio.logica, [espacio.vista.regla(regla).es(Estado.CUMPLE)]) is None
    ]


def _indice(espacio: Espacio, caso: Caso, lectura: Lectura, escenario: str, nivel: int) -> Iterator[str]:
    tope = _tope(espacio, escenario)
    if tope >= umbral(espacio.vista, nivel):
        return
    reglas = _sin_remedio(espacio, lectura, escenario)
    nombradas = "; ".join(
        f"«{r.ficha.titulo}» ({r.codigo}{_por_que(espacio, caso, lectura, r)})" for r in reglas[:NOMBRADAS]
    )
    mas = f"; y {len(reglas) - NOMBRADAS} más" if len(reglas) > NOMBRADAS else ""
    nombre = espacio.edicion.catalogo.escenarios[escenario].nombre
    decimal = f"{float(tope):.1f}".replace(".", ",")
    dicho = (
        f"En {escenario} ({nombre}) el nivel {nivel} pide {umbral(espacio.vista, nivel)} puntos "
        f"y con todos los cambios se llega a {decimal}"
    )
    yield f"{dicho}; no hay cómo cumplir {nombradas}{mas}." if reglas else f"{dicho}."


def _por_que(espacio: Espacio, caso: Caso, lectura: Lectura, regla: Regla) -> str:
    """Lo que no se sabe de su aplicabilidad, o que su plazo ya pasó."""
    edicion = espacio.edicion
    evaluador = Evaluador(edicion, caso)
    if regla.aplica_si is not None and evaluador.verdad(regla.aplica_si) is Verdad.DESCONOCIDO:
        hechos = [d.codigo for d in referencias(regla.aplica_si) if d.ambito is Ambito.HECHO]
        dudas = [edicion.hechos[c].ficha.titulo for c in hechos if evaluador.hecho(c) is Verdad.DESCONOCIDO]
        return f", porque no se sabe si le aplica{_entre_comillas(dudas)}"
    vence = lectura.veredictos[regla.codigo].vence
    if regla.ficha.insubsanable and vence is not None and vence < caso.fecha_corte:
        return ", porque su plazo ya pasó"
    return ""


def _entre_comillas(titulos: list[str]) -> str:
    return f" (hecho: «{'», «'.join(titulos)}»)" if titulos else ""

"""Cotejar, campo por campo, una población con lo que la definición dice de cada caso."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction
from typing import Any

from motor import poblacion, puntaje, semantica
from motor.caso import Caso
from motor.explicacion import Explicador
from motor.lectura import Estado, Lectura
from motor.poblacion import Cota, Esquema, Poblacion, Programa
from motor.poblacion.cuantias import SIN_CUANTIA
from reglas.catalogo import Catalogo, Edicion

Campos = dict[str, Any]


def discrepancias(
    catalogo: Catalogo, casos: Sequence[Caso], alterar: Callable[[Programa], Programa] = lambda p: p
) -> Iterator[str]:
    """En qué difieren; nada si dicen lo mismo de todos los casos. `alterar` estropea cada programa."""
    esquema = Esquema.de(catalogo)
    columnas = poblacion.de_casos(esquema, casos)
    for edicion in {id(e): e for e in (catalogo.al(c.fecha_corte) for c in casos)}.values():
        avisos = [a.cuando for a in edicion.avisos if a.cuando is not None]
        programa = poblacion.compilar(edicion, esquema, respaldo=True, condiciones=avisos)
        resultado = poblacion.evaluar(alterar(programa), columnas)
        suyos = [i for i, caso in enumerate(casos) if catalogo.al(caso.fecha_corte) is edicion]
        columnas_ = en_columnas(resultado)
        for i, lectura in zip(suyos, resultado.lecturas(suyos), strict=True):
            segun_definicion = definicion(edicion, casos[i])
            segun_poblacion = en_poblacion(resultado, columnas_, lectura, i)
            for campo, valor in segun_definicion.items():
                if segun_poblacion[campo] != valor:
                    yield f"caso {i}, {campo}: {valor} frente a {segun_poblacion[campo]}"


def definicion(edicion: Edicion, caso: Caso) -> Campos:
    """Lo que dicen la definición y el puntaje, con cada índice ya redondeado a diezmilésimas."""
    lectura = semantica.leer(edicion, caso)
    evaluador = semantica.Evaluador(edicion, caso)
    campos: Campos = {"hechos": lectura.hechos, "niveles": lectura.niveles}
    campos |= {f"veredicto {c}": v for c, v in lectura.veredictos.items()}
    campos["condiciones"] = [evaluador.verdad(a.cuando) for a in edicion.avisos if a.cuando is not None]
    explicador = Explicador(edicion, caso, lectura)
    respaldadas = {
        c for c, r in edicion.reglas.items() if explicador.hallazgo(r, con_porque=False).respaldado
    }
    indices: dict[str, list[tuple[int, Fraction]]] = {"minimo": [], "maximo": [], "cobertura": []}
    for codigo, escenario in edicion.catalogo.escenarios.items():
        sumas = puntaje.sumar(edicion, codigo, lectura.veredictos)
        campos[f"sumas {codigo}"] = sumas
        campos[f"respaldo {codigo}"] = _redondo(_respaldo(edicion, lectura, codigo, respaldadas))
        suyos: dict[str, Fraction | None] = dict.fromkeys(indices)
        if sumas.peso:
            suyos["minimo"] = puntaje.indice(sumas.minimo, sumas.peso)
            suyos["maximo"] = puntaje.indice(sumas.maximo, sumas.peso)
            suyos["cobertura"] = Fraction(sumas.conocido, sumas.peso)
        for nombre, valor in suyos.items():
            campos[f"{nombre} {codigo}"] = _redondo(valor)
            indices[nombre] += [] if valor is None else [(escenario.peso, valor)]
    for nombre, partes in indices.items():
        total = sum(peso for peso, _ in partes)
        suma = sum((peso * valor for peso, valor in partes), Fraction(0))
        campos[f"{nombre} global"] = _redondo(suma / total if total else None)
    for cota in ("minimo", "maximo"):
        niveles = [getattr(n, cota) for n in lectura.niveles.values()]
        campos[f"nivel {cota} global"] = min(niveles, default=0)
    return campos


def en_columnas(resultado: Poblacion) -> dict[str, Any]:
    """Las cuantías de todos los casos, por campo."""
    campos: dict[str, Any] = {}
    for codigo in resultado.programa.edicion.catalogo.escenarios:
        campos[f"respaldo {codigo}"] = resultado.respaldo(codigo)
        campos[f"minimo {codigo}"] = resultado.indice(codigo, Cota.MINIMA)
        campos[f"maximo {codigo}"] = resultado.indice(codigo, Cota.MAXIMA)
        campos[f"cobertura {codigo}"] = resultado.cobertura(codigo)
    campos["minimo global"] = resultado.indice_global(Cota.MINIMA)
    campos["maximo global"] = resultado.indice_global(Cota.MAXIMA)
    campos["cobertura global"] = resultado.cobertura_global()
    campos["nivel minimo global"] = resultado.nivel_global(Cota.MINIMA)
    campos["nivel maximo global"] = resultado.nivel_global(Cota.MAXIMA)
    return campos


def en_poblacion(resultado: Poblacion, columnas: dict[str, Any], lectura: Lectura, i: int) -> Campos:
    """Lo mismo que la definición, de un caso de la población."""
    edicion = resultado.programa.edicion
    campos: Campos = {"hechos": lectura.hechos, "niveles": lectura.niveles}
    campos |= {f"veredicto {c}": v for c, v in lectura.veredictos.items()}
    pedidas = [a.cuando for a in edicion.avisos if a.cuando is not None]
    campos["condiciones"] = [int(resultado.condicion(c)[i]) for c in pedidas]
    campos |= {f"sumas {c}": resultado.sumas_de(c, i) for c in edicion.catalogo.escenarios}
    return campos | {campo: valores[i] for campo, valores in columnas.items()}


def _redondo(exacto: Fraction | None) -> int:
    return SIN_CUANTIA if exacto is None else round(10_000 * exacto)


def _respaldo(
    edicion: Edicion, lectura: Lectura, escenario: str, respaldadas: Collection[str]
) -> Fraction | None:
    logrado = respaldado = 0
    for regla, peso in edicion.pesos[escenario]:
        veredicto = lectura.veredictos[regla.codigo]
        if veredicto.estado is not Estado.SIN_INFORMACION and veredicto.medios_min:
            logrado += peso
            respaldado += peso * (regla.codigo in respaldadas)
    return Fraction(respaldado, logrado) if logrado else None

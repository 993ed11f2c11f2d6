"""De unos casos a lo que se guarda de cada uno: a lo ancho, y cotejado con la definición."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autodiagnostico.evaluacion import incidente
from autodiagnostico.lecturas import letras
from autodiagnostico.lecturas.letras import Letras
from autodiagnostico.lecturas.numeros import NUMEROS, SIN_NUMERO, Renglones
from motor import Caso, poblacion, semantica
from motor.lectura import Lectura, diferencias
from motor.poblacion import Cota, Esquema, Poblacion, Suma
from motor.poblacion.cuantias import SIN_CUANTIA, Parte, cociente, media
from reglas import Catalogo, Edicion

MUESTRA = 4
"""Casos de cada tanda y edición que se cotejan con la definición."""
GLOBAL = "global"
POR_CIEN = 50
"""100 entre MEDIOS: de Σ w·medios a índice."""
Ambito = tuple[str, str]
"""Clase (escenario, politica o global) y código."""


@dataclass(frozen=True, slots=True, eq=False)
class Leida:
    """Lo que dio un caso: una letra por regla, y los números de cada ámbito (ámbitos × NUMEROS)."""

    reglas: tuple[str, ...]
    ambitos: tuple[Ambito, ...]
    estados: str
    numeros: Renglones


def leer(catalogo: Catalogo, casos: Sequence[Caso], datos: Path) -> list[Leida]:
    """Lo que da cada caso, en su orden.

    Lanza ErrorDeEvaluacion, y guarda el caso en `datos`, si lo calculado no es lo que dice la definición.
    """
    esquema = Esquema.de(catalogo)
    ediciones = [catalogo.al(caso.fecha_corte) for caso in casos]
    leidas: dict[int, Leida] = {}
    for edicion in {id(e): e for e in ediciones}.values():
        lugares = [i for i, e in enumerate(ediciones) if e is edicion]
        suyos = [casos[i] for i in lugares]
        resultado = poblacion.evaluar(
            poblacion.compilar(edicion, esquema), poblacion.de_casos(esquema, suyos)
        )
        cotejar(resultado, suyos, datos)
        leidas.update(zip(lugares, _leidas(resultado), strict=True))
    return [leidas[i] for i in range(len(casos))]


def cotejar(resultado: Poblacion, casos: Sequence[Caso], datos: Path) -> None:
    """Exige que unos pocos casos, repartidos, den lo que dice la definición."""
    cuales = range(0, len(casos), max(1, len(casos) // MUESTRA))
    for i, lectura in zip(cuales, resultado.lecturas(list(cuales)), strict=True):
        exigir(resultado.programa.edicion, casos[i], lectura, datos)


def exigir(edicion: Edicion, caso: Caso, lectura: Lectura, datos: Path) -> None:
    """Lanza ErrorDeEvaluacion, y guarda el caso, si la definición no dice lo mismo de él."""
    segun_definicion = replace(semantica.leer(edicion, caso), propuestas={})
    if distintas := list(diferencias(segun_definicion, lectura)):
        que = "Las entidades se evalúan muchas a la vez y de una no dio lo que dice la definición"
        raise incidente(edicion.catalogo, caso, datos, que, distintas)


def _leidas(resultado: Poblacion) -> Iterator[Leida]:
    reglas = tuple(resultado.programa.edicion.reglas)
    filas = letras_de(resultado)
    columnas = [*_escenarios(resultado), *politicas(resultado.programa.edicion, filas), del_global(resultado)]
    ambitos = tuple((c.clase, c.codigo) for c in columnas)
    numeros = renglones(columnas)
    for caso, fila in enumerate(np.ascontiguousarray(filas.T)):
        yield Leida(reglas, ambitos, fila.tobytes().decode("ascii"), numeros[caso])


def letras_de(resultado: Poblacion) -> Letras:
    """Una fila por regla de la edición y una columna por caso."""
    reglas = resultado.programa.edicion.reglas
    if not reglas:
        return np.zeros((0, resultado.columnas.casos), np.uint8)
    return letras.de_codigos(np.stack([resultado.codigo(c) for c in reglas]))


@dataclass(frozen=True, slots=True)
class Columna:
    """Un ámbito de todos los casos: sus números, con los nombres de NUMEROS; el que no está, no lo hay."""

    clase: str
    codigo: str
    numeros: Mapping[str, NDArray[Any]]


def renglones(columnas: Sequence[Columna]) -> Renglones:
    """Los números de unos ámbitos, caso por caso; sin peso no hay índice ni nivel que decir."""
    casos = len(columnas[0].numeros["cobertura"]) if columnas else 0
    juntos = np.full((casos, len(columnas), len(NUMEROS)), SIN_NUMERO, "<i4")
    for i, columna in enumerate(columnas):
        hay = columna.numeros["indice_min"] != SIN_CUANTIA
        for nombre, valores in columna.numeros.items():
            quedan = valores if nombre in _SUMAS else np.where(hay, valores, SIN_NUMERO)
            juntos[:, i, NUMEROS.index(nombre)] = quedan
    return juntos


def _escenarios(resultado: Poblacion) -> Iterator[Columna]:
    for codigo in resultado.programa.edicion.catalogo.escenarios:
        yield del_escenario(resultado, codigo)


def del_escenario(resultado: Poblacion, codigo: str) -> Columna:
    """Lo que dio un escenario en cada caso."""
    return Columna(
        "escenario",
        codigo,
        {
            "peso": resultado.suma(codigo, Suma.PESO),
            "minimo": resultado.suma(codigo, Suma.MINIMO),
            "maximo": resultado.suma(codigo, Suma.MAXIMO),
            "conocido": resultado.suma(codigo, Suma.CONOCIDO),
            "indice_min": resultado.indice(codigo, Cota.MINIMA),
            "indice_max": resultado.indice(codigo, Cota.MAXIMA),
            "cobertura": resultado.cobertura(codigo),
            "nivel_min": resultado.nivel(codigo, Cota.MINIMA),
            "nivel_max": resultado.nivel(codigo, Cota.MAXIMA),
        },
    )


def del_global(resultado: Poblacion) -> Columna:
    """Lo que dio la medida global en cada caso."""
    return Columna(
        GLOBAL,
        GLOBAL,
        {
            "indice_min": resultado.indice_global(Cota.MINIMA),
            "indice_max": resultado.indice_global(Cota.MAXIMA),
            "cobertura": resultado.cobertura_global(),
            "nivel_min": resultado.nivel_global(Cota.MINIMA),
            "nivel_max": resultado.nivel_global(Cota.MAXIMA),
        },
    )


def politicas(edicion: Edicion, filas: Letras) -> Iterator[Columna]:
    """Lo que dan las reglas de cada política, con el peso que suman en todos los escenarios.

    Decisión propia: la base pesa por escenarios, y una política no tiene niveles.
    """
    for codigo in edicion.catalogo.politicas:
        pesos = np.array([peso_en_politica(edicion, codigo, r) for r in edicion.reglas], np.int64)
        if pesos.any():
            peso, minimo, maximo, conocido = letras.sumas(pesos, filas)
            numeros = {"peso": peso, "minimo": minimo, "maximo": maximo, "conocido": conocido}
            cuantias = {
                "indice_min": cociente(Parte(minimo * POR_CIEN, peso)),
                "indice_max": cociente(Parte(maximo * POR_CIEN, peso)),
                "cobertura": cociente(Parte(conocido, peso)),
            }
            yield Columna("politica", codigo, numeros | cuantias)


def peso_en_politica(edicion: Edicion, politica: str, regla: str) -> int:
    """Cuánto pesa una regla en una política: la suma de sus pesos, si la recoge."""
    suya = edicion.reglas[regla]
    return sum(suya.escenarios.values()) if politica in suya.ficha.politicas else 0


_SUMAS = frozenset({"peso", "minimo", "maximo", "conocido"})


def congelada(edicion: Edicion, documento: Mapping[str, Any]) -> Leida:
    """Lo que dio un cierre, tal como se congeló; `documento` es su resultado en la forma del contrato."""
    hallazgos = documento["hallazgos"]
    reglas = tuple(h["regla"] for h in hallazgos)
    estados = "".join(letras.de_grados(h["estado"], h["grado_min"], h["grado_max"]) for h in hallazgos)
    escenarios = {e["codigo"]: _escenario_congelado(e) for e in documento["madurez"]["escenarios"]}
    filas = np.frombuffer(estados.encode("ascii"), np.uint8)[:, None]
    en_orden = replace(edicion, reglas={c: edicion.reglas[c] for c in reglas})
    suyas = list(politicas(en_orden, filas))
    pesos = {c: e.peso for c, e in edicion.catalogo.escenarios.items()}
    del_total = _dicho(documento["madurez"]["global"]) | {"cobertura": _cobertura_global(escenarios, pesos)}
    numeros = np.concatenate(
        [
            _renglon(escenarios.values()),
            renglones(suyas).reshape(-1, len(NUMEROS)),
            _renglon([del_total]),
        ]
    )
    ambitos: list[Ambito] = [("escenario", c) for c in escenarios]
    ambitos += [(c.clase, c.codigo) for c in suyas]
    return Leida(reglas, (*ambitos, (GLOBAL, GLOBAL)), estados, numeros)


Dichos = dict[str, int | None]
"""Los números de un ámbito de un caso, con los nombres de NUMEROS."""


def _renglon(ambitos: Iterable[Dichos]) -> Renglones:
    filas = [[SIN_NUMERO if (v := a.get(n)) is None else v for n in NUMEROS] for a in ambitos]
    return np.array(filas, "<i4").reshape(-1, len(NUMEROS))


def _dicho(madurez: Mapping[str, Any]) -> Dichos:
    return {
        "indice_min": diezmilesimas(madurez["indice_min"]),
        "indice_max": diezmilesimas(madurez["indice_max"]),
        "nivel_min": madurez["nivel_min"],
        "nivel_max": madurez["nivel_max"],
    }


def _escenario_congelado(madurez: Mapping[str, Any]) -> Dichos:
    """Las sumas salen de los puntos, que son medios enteros; lo conocido, de la cobertura y el peso."""
    puntos = madurez["puntos"]
    peso = round(puntos["potencial"])
    minimo = round(2 * (puntos["cumple"] + puntos["parcial"]))
    sumas = {
        "peso": peso,
        "minimo": minimo,
        "maximo": minimo + round(2 * puntos["sin_informacion"]),
        "conocido": round((madurez["cobertura"] or 0) * peso),
    }
    return {**sumas, "cobertura": diezmilesimas(madurez["cobertura"]), **_dicho(madurez)}


def _cobertura_global(escenarios: Mapping[str, Dichos], pesos: Mapping[str, int]) -> int | None:
    con_peso = [(pesos[c], e) for c, e in escenarios.items() if e["peso"]]
    if not con_peso:
        return None
    partes = [Parte(np.array([e["conocido"]]), np.array([e["peso"]]), peso) for peso, e in con_peso]
    return int(media(partes)[0])


def diezmilesimas(numero: float | None) -> int | None:
    """Un número del contrato, que trae cuatro decimales, en enteros."""
    return None if numero is None else round(numero * 10_000)

"""Cuántas reglas por segundo evalúa una población, junto a sus rivales y al ancho de la memoria."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from motor import poblacion
from motor.caso import Caso, Entidad, Respuesta
from motor.enteros import de_entero
from motor.poblacion import Columnas, Programa
from motor.poblacion.esquema import NO_APLICA, Marcas
from reglas.catalogo import Catalogo
from reglas.clases import Clase
from reglas.condiciones import Ambito, Referencia
from tests.rendimiento.bases import CORTE, inventar, poblar
from tests.rendimiento.rivales import MUCHOS, rivales

REGLAS = (50, 150, 300)
DISTINTOS = 600
"""Casos distintos con que se mide; para más, se repiten."""
VECES = 25
"""Cuenta la más rápida: son milésimas, y las demás miden quién más usa la máquina."""
HILOS = os.cpu_count() or 1
_COPIA = 1 << 27
_Compilada = tuple[Programa, Columnas]


def informe() -> Iterator[str]:
    """El informe, línea por línea."""
    ancho = ancho_de_copia()
    yield f"Copiar memoria con {HILOS} hilos mueve {ancho / 1e9:.1f} GB/s, entre lo que lee y lo que escribe."
    for reglas in REGLAS:
        yield ""
        yield from una_base(inventar(reglas, reglas), ancho)
    yield ""
    yield from pendientes()


def una_base(catalogo: Catalogo, ancho: float) -> Iterator[str]:
    """Los rivales y la población, con los mismos casos; lo que dicen tiene que coincidir."""
    edicion = catalogo.al(CORTE)
    reglas = len(edicion.reglas)
    pocas = poblar(catalogo, DISTINTOS)
    distintos, columnas = casos_de(pocas), repetidas(pocas, MUCHOS)
    programa = poblacion.compilar(edicion, columnas.esquema)
    resultado = poblacion.evaluar(programa, columnas)
    esperado = np.stack([resultado.codigo(c) for c in edicion.reglas], axis=1)
    datos = columnas.esquema.columnas
    yield f"{reglas} reglas y {datos} datos por caso         millones de reglas/s"
    for rival in rivales(edicion):
        preparados = rival.preparar(distintos[: rival.casos])
        segundos, estados = cronometrar(
            partial(rival.evaluar, preparados), 1 if rival.casos < MUCHOS else VECES
        )
        if not np.array_equal(np.asarray(estados), esperado[: rival.casos]):
            raise SystemExit(f"{rival.nombre} no dice lo mismo.")
        yield f"  {rival.nombre:40} {rival.casos * reglas / segundos / 1e6:14.3f}"
    segundos, _ = cronometrar(partial(poblacion.evaluar, programa, columnas, sobre=resultado), VECES)
    nuestras = MUCHOS * reglas / segundos
    limite = ancho / (4 * datos) * reglas
    yield f"  {'la población':40} {nuestras / 1e6:14.3f}"
    yield (
        f"  Leer una vez los {4 * datos} bytes de un caso, al ancho de copia, daría {limite / 1e6:.0f}: "
        f"se llega al {100 * nuestras / limite:.0f} %."
    )


def cronometrar(hacer: Callable[[], Any], veces: int) -> tuple[float, Any]:
    """Los segundos de la vez más rápida, tras una de calentamiento, y lo que dio."""
    dado = hacer()
    mejor = float("inf")
    for _ in range(veces):
        inicio = perf_counter()
        hacer()
        mejor = min(mejor, perf_counter() - inicio)
    return mejor, dado


def ancho_de_copia() -> float:
    """Bytes por segundo, leídos y escritos, al copiar con todos los procesadores."""
    origen, destino = (np.ones(_COPIA, np.uint8) for _ in range(2))
    cortes = [_COPIA * i // HILOS for i in range(HILOS + 1)]

    def copiar(desde: int, hasta: int) -> None:
        np.copyto(destino[desde:hasta], origen[desde:hasta])

    with ThreadPoolExecutor(HILOS) as hilos:
        segundos, _ = cronometrar(lambda: list(hilos.map(copiar, cortes[:-1], cortes[1:])), VECES)
    return 2 * _COPIA / segundos


def pendientes() -> Iterator[str]:
    """Cómo crece el tiempo con los casos y con las reglas, en escala logarítmica: 1 es en proporción."""
    catalogo = inventar(150, 150)
    programa, todas = _compilada(catalogo, 1 << 19)
    por_casos: dict[int, _Compilada] = {}
    for casos in (1 << e for e in range(14, 20)):
        bloques = slice(casos // 512)
        parte = Columnas(todas.esquema, casos, todas.datos[bloques], todas.evidencias[bloques])
        por_casos[casos] = programa, parte
    por_reglas = {
        reglas: _compilada(inventar(reglas, reglas), MUCHOS) for reglas in (50, 75, 100, 150, 200, 300, 450)
    }
    for nombre, compiladas in (("casos", por_casos), ("reglas", por_reglas)):
        segundos = _mejores(list(compiladas.values()))
        pendiente = np.polyfit(np.log(list(compiladas)), np.log(segundos), 1)[0]
        puntos = ", ".join(f"{n}: {1000 * s:.1f}" for n, s in zip(compiladas, segundos, strict=True))
        yield f"Pendiente del tiempo contra {nombre}: {pendiente:.2f}   (ms de {puntos})"


def _mejores(compiladas: list[_Compilada]) -> list[float]:
    """Los segundos de la vez más rápida de cada una, por rondas: si la máquina se ocupa, es para todas."""
    antes = [poblacion.evaluar(*compilada) for compilada in compiladas]
    mejores = [float("inf")] * len(compiladas)
    for _ in range(VECES):
        for i, compilada in enumerate(compiladas):
            tardo, _ = cronometrar(partial(poblacion.evaluar, *compilada, sobre=antes[i]), 1)
            mejores[i] = min(mejores[i], tardo)
    return mejores


def _compilada(catalogo: Catalogo, casos: int) -> _Compilada:
    columnas = poblar(catalogo, casos)
    return poblacion.compilar(catalogo.al(CORTE), columnas.esquema), columnas


def repetidas(columnas: Columnas, casos: int) -> Columnas:
    """Las mismas columnas, con sus casos repetidos hasta tener tantos."""
    muchas = Columnas.vacias(columnas.esquema, casos)
    lugares = np.arange(casos) % columnas.casos
    bloque, lugar = np.divmod(lugares, columnas.datos.shape[2])
    for columna in range(columnas.esquema.columnas):
        muchas.datos[:, columna] = columnas.datos[bloque, columna, lugar].reshape(len(muchas.datos), -1)
    return muchas


def casos_de(columnas: Columnas) -> list[Caso]:
    """Los casos que hay en unas columnas, para quien los lee de uno en uno."""
    casos = []
    for i in range(columnas.casos):
        valores = {d: v for d in columnas.esquema.datos if (v := _valor(columnas, d, i)) is not None}
        de = {a: {d.codigo: v for d, v in valores.items() if d.ambito is a} for a in Ambito}
        respuestas = {c: Respuesta(v) for c, v in de[Ambito.CRITERIO].items()}
        casos.append(Caso(Entidad("X", "Otra", de[Ambito.ENTIDAD]), 2026, CORTE, respuestas))
    return casos


def _valor(columnas: Columnas, dato: Referencia, caso: int) -> Any:
    forma = columnas.esquema.datos[dato]
    (codigo,) = columnas.dato(dato)[:, caso].tolist()
    if codigo <= NO_APLICA:
        return None
    if not isinstance(forma, Marcas):
        return de_entero(forma.clase, codigo)
    claves = tuple(c for i, c in enumerate(forma.claves) if codigo >> i & 1)
    varias = columnas.esquema.catalogo.clase(dato) is Clase.OPCIONES
    return claves if varias else claves[0]

"""El motor compilado se comparte entre hilos, no crece y no deja nada corriendo."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

import pytest

from motor import inferencia, semantica
from motor.caso import Caso
from motor.inferencia import memoria
from motor.lectura import Lectura, diferencias
from tests.motor.panes import CATALOGO, FECHA, caso

EDICION = CATALOGO.al(FECHA)
MEGABYTE = 2**20
_PAGINAS = Path("/proc/self/statm")


def casos() -> list[Caso]:
    """Cincuenta casos distintos."""
    dichos = (True, False, None)
    combinados = product(dichos, ("si", "parcial", "no", None), ("lena", "ninguno", None), (0, 50, 90))
    return [
        caso({"masa.madre": madre, "carta.publicada": carta, "horno.tipo": horno, "masa.reposo": reposo})
        for madre, carta, horno, reposo in islice(combinados, 50)
    ]


def residente() -> int:
    """La memoria que ocupa el proceso, en bytes."""
    if not _PAGINAS.exists():
        pytest.skip("solo se mide donde hay /proc")
    gc.collect()
    return int(_PAGINAS.read_text(encoding="ascii").split()[1]) * 4096


def test_varios_hilos_no_se_mezclan() -> None:
    """Dos mil lecturas en cuatro hilos dan cada una lo de su caso."""
    varios = casos()
    esperadas = [semantica.leer(EDICION, c) for c in varios]

    def leer(numero: int) -> tuple[int, Lectura]:
        cual = numero % len(varios)
        return cual, inferencia.leer(EDICION, varios[cual])

    with ThreadPoolExecutor(4) as hilos:
        leidas = list(hilos.map(leer, range(2000)))
    assert [d for cual, lectura in leidas for d in diferencias(esperadas[cual], lectura)] == []


def test_no_deja_hilos_de_fondo() -> None:
    """Compilar y leer no arranca ningún hilo: los de durable-rules robarían acciones."""
    inferencia.olvidar()
    antes = threading.active_count()
    inferencia.leer(EDICION, casos()[0])
    assert threading.active_count() == antes


def test_leer_no_ocupa_mas_memoria() -> None:
    """Tres mil lecturas no dejan nada: los eventos se consumen."""
    varios = casos()
    for c in varios:
        inferencia.leer(EDICION, c)
    antes = residente()
    for numero in range(3000):
        inferencia.leer(EDICION, varios[numero % len(varios)])
    assert residente() - antes < 3 * MEGABYTE


def test_recompilar_no_ocupa_mas_memoria() -> None:
    """Compilar y cerrar cien motores devuelve la memoria de todos."""
    uno = casos()[0]

    def compilar(veces: int) -> None:
        for _ in range(veces):
            inferencia.leer(replace(EDICION), uno)

    compilar(20)
    antes = residente()
    compilar(100)
    assert residente() - antes < 5 * MEGABYTE


def test_se_conservan_pocos_motores() -> None:
    """Una edición se compila una vez; de muchas, se conservan las últimas usadas."""
    inferencia.olvidar()
    ediciones = [replace(EDICION) for _ in range(memoria.MOTORES + 2)]
    for edicion in ediciones:
        inferencia.leer(edicion, casos()[0])
    assert [m.edicion for m in memoria._motores.values()] == ediciones[-memoria.MOTORES :]
    de_antes = memoria._motores[id(ediciones[-1])]
    inferencia.leer(ediciones[-1], casos()[1])
    assert memoria._motores[id(ediciones[-1])] is de_antes
    inferencia.olvidar()
    assert memoria._motores == {}

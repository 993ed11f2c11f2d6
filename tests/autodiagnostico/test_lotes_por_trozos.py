"""Un lote grande va por trozos, solo o repartido, y nada de lo que sale depende de cómo se partió."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import distributed
import pytest
from pyarrow import parquet

from autodiagnostico import lotes
from autodiagnostico import salida as salidas
from autodiagnostico.errores import ErrorDeEvaluacion
from autodiagnostico.lotes import equipos
from autodiagnostico.puntaje import cobertura_global
from motor import leer_caso, poblacion
from motor.contrato import redondear, resultado_en_json
from motor.evaluacion import evaluar
from motor.poblacion import Programa
from motor.poblacion.programa import Op
from tests.autodiagnostico.piezas import CASO, CASOS, CATALOGO, correr, leer

CUMPLE = 5
"""Qué campo de un veredicto dice la verdad de lo que cumple."""
FECHAS = ("2019-01-01", "2025-12-31", "2026-11-20")
RESUELTOS = [leer(leer(ruta.name)["caso"]) for ruta in sorted(CASOS.glob("*.esperado.json"))]
MALO = {**CASO, "vigencia": "ayer"}
VARIADOS = [{**datos, "fecha_corte": fecha} for datos in RESUELTOS for fecha in FECHAS]
"""Casos de varias ediciones, salteadas."""


@pytest.fixture
def _trozos_pequenos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equipos, "tamano", lambda *_: 4)
    monkeypatch.setattr("autodiagnostico.lotes.proceso.tamano", lambda *_: 4)


def en_lineas(archivo: Path, casos: list[dict[str, Any]]) -> Path:
    """Guarda un caso por línea."""
    archivo.write_text("".join(json.dumps(c) + "\n" for c in casos), encoding="utf-8")
    return archivo


def fila_esperada(datos: dict[str, Any]) -> dict[str, Any]:
    """La fila de un caso, a partir de lo que dice `evaluar`."""
    resultado = evaluar(CATALOGO, leer_caso(datos, CATALOGO))
    documento = resultado_en_json(resultado, completo=False)
    fila = {c: documento[c] for c in ("entidad", "vigencia", "fecha_corte")}
    fila |= {f"estado:{regla}": None for regla in CATALOGO.reglas}
    fila |= {f"estado:{h['regla']}": h["estado"] for h in documento["hallazgos"]}
    medidas = {e["codigo"]: e for e in documento["madurez"]["escenarios"]}
    cobertura = redondear(cobertura_global(resultado))
    medidas["global"] = {**documento["madurez"]["global"], "cobertura": cobertura}
    for cuantia in ("indice", "indice_min", "indice_max", "nivel", "nivel_min", "nivel_max", "cobertura"):
        fila |= {f"{cuantia}:{codigo}": medida[cuantia] for codigo, medida in medidas.items()}
    return fila


@pytest.mark.usefixtures("_trozos_pequenos")
def test_la_tabla_dice_lo_que_evaluar_de_cada_caso(tmp_path: Path) -> None:
    """En su orden, sean de la edición que sean y con malos entre medias; en CSV, lo mismo que en Parquet."""
    entrada = en_lineas(tmp_path / "c.jsonl", [*VARIADOS[:5], MALO, *VARIADOS[5:], MALO])
    for salida in ("s.parquet", "s.csv"):
        corrida = correr("evaluar-lote", entrada, "--salida", tmp_path / salida)
        assert corrida.codigo == 2
        assert corrida.error.index("línea 6: ") < corrida.error.index(f"línea {len(VARIADOS) + 2}: ")
    filas = parquet.read_table(tmp_path / "s.parquet").to_pylist()
    esperadas = [fila_esperada(datos) for datos in VARIADOS]
    assert [list(f.items()) for f in filas] == [list(f.items()) for f in esperadas]
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as abierto:
        en_texto = list(csv.DictReader(abierto))
    assert en_texto == [{c: "" if v is None else str(v) for c, v in f.items()} for f in esperadas]


@pytest.mark.usefixtures("_trozos_pequenos")
def test_las_lineas_dicen_lo_que_evaluar_de_cada_caso(tmp_path: Path) -> None:
    """En su orden, y con los avisos contados una vez por caso."""
    entrada = en_lineas(tmp_path / "c.jsonl", VARIADOS)
    corrida = correr("evaluar-lote", entrada, "--salida", tmp_path / "s.jsonl")
    lineas = (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()
    resultados = [evaluar(CATALOGO, leer_caso(datos, CATALOGO)) for datos in VARIADOS]
    assert [json.loads(linea) for linea in lineas] == [
        resultado_en_json(r, completo=False) for r in resultados
    ]
    for texto in {a.texto for r in resultados for a in r.avisos}:
        veces = sum(a.texto == texto for r in resultados for a in r.avisos)
        assert f"Aviso en {veces} caso" in corrida.error


def test_si_lo_calculado_no_es_lo_de_la_definicion_no_hay_salida(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """El lote se detiene, el caso queda guardado y lo que había en la salida sigue ahí."""
    de_veras = poblacion.compilar

    def estropeado(*args: Any, **opciones: Any) -> Programa:
        programa = de_veras(*args, **opciones)
        instrucciones = programa.instrucciones.copy()
        instrucciones[instrucciones[:, 0] == Op.VEREDICTO, CUMPLE] ^= 1  # cumplir, al revés
        return replace(programa, instrucciones=instrucciones)

    monkeypatch.setattr(poblacion, "compilar", estropeado)
    monkeypatch.setattr("autodiagnostico.lotes.calculo._propio.compilado", None, raising=False)
    salida = tmp_path / "s.csv"
    salida.write_text("lo de ayer\n", encoding="utf-8")
    lote = lotes.Lote(en_lineas(tmp_path / "c.jsonl", VARIADOS), salida)
    with pytest.raises(ErrorDeEvaluacion, match="no dio lo que dice la definición") as error:
        lotes.evaluar_lote(lote, CATALOGO, tmp_path, lotes.Avisar(pytest.fail))
    assert error.value.incidente is not None
    assert json.loads(error.value.incidente.read_text(encoding="utf-8"))["diferencias"]
    assert salida.read_text(encoding="utf-8") == "lo de ayer\n"


MATADO = """
import os, signal, sys
from pathlib import Path
from autodiagnostico import lotes
from reglas import cargar

entrada, salida = map(Path, sys.argv[1:])
matar = lambda _: os.kill(os.getpid(), signal.SIGKILL)
lotes.evaluar_lote(lotes.Lote(entrada, salida), cargar(), salida.parent, lotes.Avisar(print, matar))
"""


@pytest.mark.parametrize("extension", [".jsonl", ".csv", ".parquet"])
def test_matar_el_proceso_no_deja_media_salida(
    tmp_path: Path, extension: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Con SIGKILL después del primer trozo, lo que había sigue; el siguiente intento limpia y lo dice."""
    entrada = en_lineas(tmp_path / "c.jsonl", VARIADOS)
    salida = tmp_path / f"s{extension}"
    salida.write_text("lo de ayer", encoding="utf-8")
    matado = subprocess.run([sys.executable, "-c", MATADO, str(entrada), str(salida)], check=False)
    assert matado.returncode == -signal.SIGKILL
    assert salida.read_text(encoding="utf-8") == "lo de ayer"
    (resto,) = tmp_path.glob(f".s{extension}.*.parcial")  # estaba escribiendo
    with salidas.entera(tmp_path / "otra") as vivo:
        lotes.evaluar_lote(lotes.Lote(entrada, salida), CATALOGO, tmp_path, lotes.Avisar(print))
        assert list(tmp_path.glob(".*.parcial")) == [vivo], "lo que alguien está escribiendo no se toca"
    assert f"Se borró {resto}" in caplog.text
    assert salida.read_bytes() != b"lo de ayer"


@pytest.mark.usefixtures("_trozos_pequenos")
def test_un_obrero_que_muere_no_pierde_nada(tmp_path: Path) -> None:
    """Repartido con Dask sale, byte por byte, lo mismo que sin repartir, aunque maten a un obrero."""
    entrada = en_lineas(tmp_path / "c.jsonl", [*VARIADOS, MALO] * 3)
    muertos: list[int] = []

    def matar(_avance: float) -> None:
        if not muertos:
            pids = distributed.get_client().run(os.getpid)
            muertos.append(next(iter(pids.values())))
            os.kill(muertos[0], signal.SIGKILL)

    def evaluar_con(cluster: str | None, salida: str) -> tuple[lotes.Resumen, list[str]]:
        problemas: list[str] = []
        lote = lotes.Lote(entrada, tmp_path / salida, cluster=cluster)
        avisar = lotes.Avisar(problemas.append, matar if cluster else lambda _: None)
        return lotes.evaluar_lote(lote, CATALOGO, tmp_path, avisar), problemas

    assert evaluar_con("local", "repartido.csv") == evaluar_con(None, "solo.csv")
    assert len(muertos) == 1
    assert (tmp_path / "repartido.csv").read_bytes() == (tmp_path / "solo.csv").read_bytes()


def test_un_cluster_que_no_existe_se_dice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Con lo que se admite, y sin dejar salida."""
    monkeypatch.setattr(equipos, "_ESPERA", "1s")
    entrada = en_lineas(tmp_path / "c.jsonl", [CASO])
    for cluster in ("tcp://127.0.0.1:1", "uno cualquiera"):
        corrida = correr("evaluar-lote", entrada, "--salida", tmp_path / "s.csv", "--cluster", cluster)
        assert corrida.codigo == 2
        assert f"no se puede usar el cluster «{cluster}»" in corrida.error
        assert "como tcp://" in corrida.error
    assert not (tmp_path / "s.csv").exists()

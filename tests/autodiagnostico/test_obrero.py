"""La inferencia en otro proceso: si se cae o se cuelga, cuesta un reintento y nada más."""

from __future__ import annotations

import io
import json
import logging
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from autodiagnostico.errores import ErrorDeEvaluacion
from autodiagnostico.evaluacion import evaluar
from autodiagnostico.obrero import Obrero, con_obrero
from autodiagnostico.obrero.guardia import Guardia
from autodiagnostico.obrero.mensajes import Leer, Lista, Preparar
from autodiagnostico.obrero.proceso import RAIZ
from motor import Caso, ErrorDeInferencia, inferencia, semantica
from motor.evaluacion import evaluar as evaluar_aqui
from tests.autodiagnostico import trampas
from tests.autodiagnostico.procesos import (
    ESPERA,
    congelar,
    esperar_a_que_termine,
    esperar_pedido,
    residente,
)
from tests.motor.panes import CATALOGO, FECHA, caso

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="los procesos se miran en /proc")

EDICION = CATALOGO.al(FECHA)
CASO = caso({"masa.madre": True, "masa.reposo": 80})
PLAZO = 1.0
"""Segundos: sobran para la panadería y no demoran la prueba de un proceso que no responde."""
MEGABYTE = 2**20


def varios() -> list[Caso]:
    """Casos que se leen distinto."""
    combinados = product((True, False, None), ("si", "parcial", "no", None), (0, 50, 90))
    return [caso({"masa.madre": m, "carta.publicada": c, "masa.reposo": r}) for m, c, r in combinados]


@pytest.fixture(scope="module")
def compartido() -> Iterator[Obrero]:
    """Un obrero para todas las pruebas que lo dejan sano o con otro proceso."""
    obrero = Obrero(plazo=PLAZO)
    yield obrero
    obrero.cerrar()


@pytest.fixture
def listo(compartido: Obrero) -> Obrero:
    """El mismo, con un proceso vivo y el catálogo de la panadería preparado."""
    compartido.leer(EDICION, CASO)
    return compartido


def test_lee_lo_mismo_que_aqui(listo: Obrero) -> None:
    """También los valores que explican cada estado, que no se comparan entre evaluadores."""
    for uno in varios():
        lectura, de_aqui = listo.leer(EDICION, uno), inferencia.leer(EDICION, uno)
        assert lectura == semantica.leer(EDICION, uno)
        assert lectura.leido == de_aqui.leido


def test_si_muere_entre_dos_lecturas_no_se_nota(listo: Obrero) -> None:
    """La siguiente la hace un proceso nuevo."""
    muerto = listo.pid
    os.kill(muerto, signal.SIGKILL)
    assert listo.leer(EDICION, CASO) == semantica.leer(EDICION, CASO)
    assert listo.pid != muerto


def test_si_lo_matan_con_un_caso_en_la_mano_se_reintenta(listo: Obrero) -> None:
    """El resultado llega igual: quien lo pidió no se entera."""
    muerto = listo.pid
    congelar(muerto)
    with ThreadPoolExecutor(1) as hilo:
        lectura = hilo.submit(listo.leer, EDICION, CASO)
        esperar_pedido(muerto)
        os.kill(muerto, signal.SIGKILL)
        assert lectura.result(ESPERA) == semantica.leer(EDICION, CASO)
    assert listo.pid != muerto


def test_si_se_congela_se_reemplaza_y_se_reintenta(listo: Obrero) -> None:
    """Un proceso que no responde en su plazo se mata, aunque esté detenido."""
    congelado = listo.pid
    congelar(congelado)
    assert listo.leer(EDICION, CASO) == semantica.leer(EDICION, CASO)
    assert esperar_a_que_termine(congelado)


@pytest.mark.parametrize("falla", [trampas.matarse, trampas.leer_donde_no_debe, trampas.colgarse])
def test_una_caida_a_mitad_de_la_lectura_cuesta_un_reintento(
    compartido: Obrero, tmp_path: Path, falla: Callable[[], None]
) -> None:
    """Ni una señal, ni C que se sale de su memoria, ni C que no vuelve."""
    catalogo = trampas.con_trampa(falla, 1, tmp_path)
    assert compartido.leer(catalogo.al(FECHA), CASO) == semantica.leer(EDICION, CASO)
    assert catalogo.quedan.read_text(encoding="ascii") == "0"


def test_dos_caidas_seguidas_dejan_el_caso_guardado_y_el_siguiente_se_evalua(tmp_path: Path) -> None:
    """No hay resultado a medias; se dice qué pasó y nada queda dañado."""
    catalogo = trampas.con_trampa(trampas.matarse, 2, tmp_path)
    with con_obrero():
        with pytest.raises(ErrorDeEvaluacion, match="No se muestra ni se guarda ningún resultado") as error:
            evaluar(catalogo, CASO, tmp_path)
        otro = varios()[-1]
        assert evaluar(catalogo, otro, tmp_path).hallazgos == evaluar_aqui(CATALOGO, otro).hallazgos
    assert error.value.incidente is not None
    documento = json.loads(error.value.incidente.read_text(encoding="utf-8"))
    assert documento["caso"]["respuestas"]["masa.reposo"]["valor"] == 80
    assert documento["diferencias"] == [
        "El proceso que evalúa se perdió 2 veces: lo terminó SIGKILL; lo terminó SIGKILL."
    ]


def test_una_falla_que_no_tumba_el_proceso_no_se_reintenta(compartido: Obrero, tmp_path: Path) -> None:
    """Repetirla daría lo mismo; el proceso sigue y lee el siguiente."""
    catalogo = trampas.con_trampa(trampas.equivocarse, 1, tmp_path)
    with pytest.raises(ErrorDeInferencia, match="LookupError: esto no estaba previsto"):
        compartido.leer(catalogo.al(FECHA), CASO)
    mismo = compartido.pid
    assert compartido.leer(catalogo.al(FECHA), CASO) == semantica.leer(EDICION, CASO)
    assert compartido.pid == mismo


def test_lo_que_alguien_imprima_no_se_mezcla_con_la_respuesta(compartido: Obrero, tmp_path: Path) -> None:
    """Va a la salida de errores; la lectura llega a la primera."""
    catalogo = trampas.con_trampa(trampas.hablar_de_mas, 1, tmp_path)
    mismo = compartido.pid
    assert compartido.leer(catalogo.al(FECHA), CASO) == semantica.leer(EDICION, CASO)
    assert catalogo.quedan.read_text(encoding="ascii") == "0"
    assert compartido.pid == mismo


def test_un_plazo_corto_se_cumple_aunque_el_anterior_fuera_largo() -> None:
    """Preparar tiene mucho más tiempo que leer, y lo vigila el mismo hilo."""
    actuo = threading.Event()
    guardia = Guardia(actuo.set)
    with guardia.por(10 * ESPERA):
        assert not actuo.is_set()
    with guardia.por(0.01):
        assert actuo.wait(ESPERA)
    guardia.cerrar()


def test_ocho_hilos_reciben_cada_uno_lo_suyo_aunque_se_caiga(listo: Obrero) -> None:
    """A mitad de doscientas lecturas lo matan; ninguna se pierde ni se cruza."""
    casos = varios()
    esperadas = [semantica.leer(EDICION, uno) for uno in casos]

    def leer(numero: int) -> bool:
        if numero == 100:
            os.kill(listo.pid, signal.SIGKILL)
        cual = numero % len(casos)
        return listo.leer(EDICION, casos[cual]) == esperadas[cual]

    with ThreadPoolExecutor(8) as hilos:
        assert all(hilos.map(leer, range(200)))


def test_cada_lectura_usa_las_reglas_con_que_se_pidio(listo: Obrero) -> None:
    """Si la base cambia, el mismo proceso toma la nueva; y la de antes si se vuelve a pedir."""
    mismo = listo.pid
    reglas = {codigo: r for codigo, r in CATALOGO.reglas.items() if codigo != next(iter(CATALOGO.reglas))}
    otro = replace(CATALOGO, reglas=reglas, digesto="otra base", _ediciones={})
    for catalogo in (otro, CATALOGO, otro):
        for fecha in (FECHA, date(2025, 1, 1)):
            suya, uno = catalogo.al(fecha), replace(CASO, fecha_corte=fecha)
            assert listo.leer(suya, uno).veredictos.keys() == suya.reglas.keys()
    assert listo.pid == mismo


def test_cambiar_de_base_no_ocupa_mas_memoria(listo: Obrero) -> None:
    """Solo se conserva la última."""

    def cambiar(veces: range) -> None:
        for numero in veces:
            listo.leer(replace(CATALOGO, digesto=f"base {numero}", _ediciones={}).al(FECHA), CASO)

    cambiar(range(20))
    antes = residente(listo.pid)
    cambiar(range(20, 60))
    assert residente(listo.pid) - antes < 3 * MEGABYTE


def test_el_ctrl_c_de_la_consola_no_le_llega(listo: Obrero) -> None:
    """Es para el servidor, que termina lo que esté haciendo y lo cierra."""
    assert os.getpgid(listo.pid) != os.getpgid(0)


def test_al_cerrar_no_queda_ningun_proceso() -> None:
    """Ni el que está sano ni el que no atiende."""
    for dejarlo in (lambda _: None, congelar):
        with con_obrero() as obrero:
            pid = obrero.pid
            dejarlo(pid)
        assert not Path(f"/proc/{pid}").exists()


def test_si_matan_a_quien_lo_arranco_el_obrero_termina() -> None:
    """Aunque no haya quien lo cierre."""
    guion = "from autodiagnostico.obrero import Obrero; print(Obrero().pid, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", guion], cwd=RAIZ, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as padre:
        assert padre.stdout is not None
        pid = int(padre.stdout.readline())
        padre.kill()
    assert esperar_a_que_termine(pid)


def test_colgado_y_sin_nadie_que_lo_cuide_tambien_termina(tmp_path: Path) -> None:
    """Lleva su propio reloj, y lo que deja dicho es dónde se colgó y no qué leía."""
    catalogo = trampas.con_trampa(trampas.colgarse, 1, tmp_path)
    pedidos = Preparar(catalogo, FECHA, ESPERA), Leer(CASO, 0.1)
    solo = subprocess.run(
        [sys.executable, "-m", "autodiagnostico.obrero"],
        cwd=RAIZ,
        input=b"".join(pickle.dumps(pedido) for pedido in pedidos),
        capture_output=True,
        timeout=ESPERA,
        check=False,
    )
    assert solo.returncode == 1
    respuestas = io.BytesIO(solo.stdout)
    assert pickle.load(respuestas) == Lista()
    assert respuestas.read() == b""
    assert b"in colgarse" in solo.stderr
    assert b"La Espiga" not in solo.stderr


def test_no_hereda_la_base_de_datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ni abierta, ni su dirección, que puede llevar una clave."""
    monkeypatch.setenv("AUTODIAGNOSTICO_BD", "postgresql+psycopg://alguien:secreta@servidor/base")
    archivo = tmp_path / "base.sqlite3"
    with closing(sqlite3.connect(archivo)) as base:
        base.execute("create table t (x)")
        with con_obrero() as obrero:
            obrero.leer(EDICION, CASO)
            abiertos = [str(f.readlink()) for f in Path(f"/proc/{obrero.pid}/fd").iterdir()]
            entorno = Path(f"/proc/{obrero.pid}/environ").read_bytes()
    assert str(archivo) not in abiertos
    assert b"AUTODIAGNOSTICO" not in entorno


def test_los_registros_no_llevan_lo_respondido(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """De una caída queda cómo murió y en qué función; nunca de quién era el caso."""
    catalogo = trampas.con_trampa(trampas.leer_donde_no_debe, 2, tmp_path)
    with con_obrero() as propio, caplog.at_level(logging.DEBUG), pytest.raises(ErrorDeInferencia):
        propio.leer(catalogo.al(FECHA), CASO)
    traza = capfd.readouterr().err
    assert "lo terminó SIGSEGV" in caplog.text
    assert "in leer_donde_no_debe" in traza
    assert "La Espiga" not in caplog.text + traza

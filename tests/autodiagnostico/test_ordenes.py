"""La línea de órdenes como proceso: ayuda, arranque y fallas."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from autodiagnostico.cli.espanol import Grupo
from tests.autodiagnostico.piezas import CASOS, correr

RAIZ = CASOS.parent.parent


def proceso(*args: str, **entorno: str) -> subprocess.CompletedProcess[str]:
    """Corre el programa como lo haría una persona."""
    orden = [sys.executable, "-m", "autodiagnostico", *args]
    return subprocess.run(
        orden, cwd=RAIZ, env={**os.environ, **entorno}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "orden",
    [
        *("", "abrir", "servir", "evaluar", "evaluar-lote", "reglas", "reglas listar", "reglas mostrar"),
        *("reglas verificar", "reglas documento", "reglas cambios", "reglas por-vencer"),
        *("reglas manual", "reglas manual revisar", "reglas manual instalar"),
        *("bd", "bd migrar", "bd respaldar", "bd restaurar", "bd verificar-bitacora"),
        "verificar-informe",
        *("cuentas", "cuentas crear", "cuentas listar", "cuentas rol", "cuentas desactivar", "cuentas clave"),
        *("siguiente-nivel", "planear", "que-preguntar", "comparar"),
    ],
)
def test_la_ayuda_de_cada_orden_esta_en_espanol(orden: str) -> None:
    """Ni títulos ni frases de la biblioteca en inglés."""
    corrida = correr(*orden.split(), "--help")
    assert corrida.codigo == 0
    assert "Uso: " in corrida.salida
    for ingles in ("Usage", "Options", "Commands", "Arguments", "Show this", "required", "default"):
        assert ingles not in corrida.salida


def test_sin_orden_se_muestra_la_ayuda_y_sale_con_2() -> None:
    """Pedir nada no es pedir algo bien."""
    corrida = proceso()
    assert corrida.returncode == 2
    assert "evaluar-lote" in corrida.stdout + corrida.stderr


def test_como_proceso_los_codigos_de_salida_son_los_del_contrato(tmp_path: Path) -> None:
    """Cero, dos y nada de traza."""
    bien = proceso("evaluar", str(CASOS / "ministerio.json"), "--formato", "json")
    assert (bien.returncode, bien.stderr) == (0, "")
    mal = proceso("evaluar", str(tmp_path))
    assert (mal.returncode, mal.stdout) == (2, "")
    assert "Traceback" not in mal.stderr


def test_importar_la_linea_de_ordenes_no_carga_lo_pesado() -> None:
    """Ni tablas, ni hojas de cálculo, ni páginas, ni base de datos."""
    guion = "import sys, autodiagnostico.cli.aplicacion; print(*sys.modules)"
    cargados = subprocess.run(
        [sys.executable, "-c", guion], cwd=RAIZ, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"pandas", "pyarrow", "xlsxwriter", "streamlit", "sqlalchemy", "alembic"} & set(cargados)


def test_en_un_python_que_no_sirve_se_dice_por_que() -> None:
    """Antes de cargar nada más."""
    guion = (
        "import sys; sys.version_info = (3, 13, 0, 'final', 0); from autodiagnostico.cli import principal\n"
    )
    guion = guion.replace("(3, 13, 0, 'final', 0)", "type('V', (tuple,), dict(major=3, minor=13))((3, 13))")
    corrida = subprocess.run(
        [sys.executable, "-c", guion + "principal()"], cwd=RAIZ, capture_output=True, text=True, check=False
    )
    assert corrida.returncode == 1
    assert re.search(r"no funciona en Python 3\.13.*durable-rules", corrida.stderr)


def test_un_puerto_ocupado_se_dice_antes_de_abrir() -> None:
    """Y se sugiere elegir otro."""
    with socket.socket() as ocupado:
        ocupado.bind(("127.0.0.1", 0))
        ocupado.listen()
        corrida = correr("abrir", "--puerto", ocupado.getsockname()[1])
    assert corrida.codigo == 2
    assert "Elija otro con --puerto" in corrida.error


def test_un_fallo_imprevisto_sale_con_1_y_guarda_el_detalle(tmp_path: Path) -> None:
    """En una frase, con el archivo donde quedó la traza."""
    app = typer.Typer(cls=Grupo)

    @app.command()
    def romper() -> None:
        raise ZeroDivisionError

    @app.command()
    def otra() -> None: ...

    corrida = CliRunner().invoke(app, ["romper"])
    assert (corrida.exit_code, corrida.stdout) == (1, "")
    assert "Fallo interno del programa (ZeroDivisionError)" in corrida.stderr
    (incidente,) = (tmp_path / "datos" / "incidentes").iterdir()
    assert str(incidente) in corrida.stderr
    assert "Traceback" in incidente.read_text(encoding="utf-8")

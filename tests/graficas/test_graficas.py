"""Una gráfica se ve, se oye, se lee en tabla y sale como imagen sin red ni letras de la máquina."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise
from math import dist
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from autodiagnostico.graficas import Grafica, Iniciativa, Origen, dispersion, png, por_escenario, svg
from autodiagnostico.graficas.juntos import juntar
from autodiagnostico.graficas.tema import ALERTA, FORMAS, GRIS, LETRAS, LLENO, SERIES, TINTA, TONOS, TRAZOS
from autodiagnostico.letras import LETRA, carpeta_de_letras
from autodiagnostico.palabras import puntaje
from motor import evaluar, leer_caso
from reglas import cargar
from tests.graficas.piezas import de_cada_clase

IPES = Path(__file__).parents[1] / "casos" / "ipes_2026.json"
CLASES = sorted(de_cada_clase())
_ANCHO_MINIMO = 1000


@pytest.fixture(params=CLASES)
def grafica(request: pytest.FixtureRequest) -> Grafica:
    return de_cada_clase()[request.param]


def test_dice_lo_que_muestra_de_donde_sale_y_de_cuando_es(grafica: Grafica) -> None:
    assert grafica.alternativa.endswith(".")
    assert grafica.origen.en_palabras() == "Fuente: registro del horno. Datos al 30 de junio de 2026."
    for renglon in grafica.renglones():
        assert len(renglon) == len(grafica.datos.columns)
        assert all(renglon)


def test_sale_como_svg_con_sus_letras_y_siempre_igual(grafica: Grafica) -> None:
    dibujada = svg(grafica).decode()
    assert grafica.titulo in dibujada
    assert grafica.origen.en_palabras() in dibujada
    assert f'font-family="{LETRAS}"' in dibujada
    assert svg(grafica).decode() == dibujada
    assert grafica.titulo not in svg(grafica, rotulada=False).decode()


def test_sale_como_png_grande_y_con_algo_pintado(grafica: Grafica) -> None:
    imagen = Image.open(io.BytesIO(png(grafica)))
    assert imagen.width > _ANCHO_MINIMO
    oscuros = sum(imagen.convert("L").histogram()[:100])
    assert oscuros > imagen.width


def test_las_letras_vienen_con_el_programa() -> None:
    nombre = LETRA.replace(" ", "")
    assert {f"{nombre}-Regular.ttf", f"{nombre}-Bold.ttf"} <= {
        p.name for p in Path(carpeta_de_letras()).iterdir()
    }


def test_lo_alternativo_dice_lo_alto_y_lo_bajo() -> None:
    suya = de_cada_clase()["barras"].alternativa
    assert suya.startswith("Lo más alto: Mesón & atención: nivel 2 · 88,0. Lo más bajo: Horno")
    assert de_cada_clase()["linea"].alternativa == "Horno sube de 20,0 (2024) a 35,5 (2026)."
    assert de_cada_clase()["gantt"].alternativa == "2 tareas: 1 terminada. 1 va con retraso."


def test_lo_que_no_se_sabe_corta_la_linea_y_no_se_pinta_como_cero() -> None:
    assert de_cada_clase()["linea"].renglones()[1] == ["2025", "–"]
    assert "sin dato" in svg(de_cada_clase()["calor"]).decode()


def test_las_que_caen_juntas_son_un_punto_que_dice_cuantas_y_cuales() -> None:
    """Sus números van seguidos; la tabla las trae todas, y nada se encima por muchas que sean."""
    suyas = [
        Iniciativa(f"Pan {n}", 1 + n % 3, 2 * (n % 3), "Deber" if n % 2 else "Mejora") for n in range(60)
    ]
    dibujada = dispersion("Panes", suyas, Origen("registro del horno", date(2026, 6, 30)))
    assert [r[0] for r in dibujada.renglones()] == [str(n) for n in range(1, 61)]
    assert {r[1] for r in dibujada.renglones()} == {i.nombre for i in suyas}
    assert "«1–20» son 20" in dibujada.nota
    vista = svg(dibujada).decode()
    assert all(rotulo in vista for rotulo in (">1–20<", ">21–40<", ">41–60<", ">De varias clases<"))
    assert dibujada.nota in vista
    assert de_cada_clase()["dispersion"].nota == ""


@given(puntos=st.lists(st.tuples(st.floats(0, 680), st.floats(0, 380)), max_size=80))
def test_entre_los_puntos_que_se_dibujan_siempre_cabe_un_numero(puntos: list[tuple[float, float]]) -> None:
    """Y cada cosa está en un solo punto."""
    grupos = juntar(puntos, (58, 24))
    assert sorted(n for g in grupos for n in g) == list(range(len(puntos)))
    for uno, otro in combinations([puntos[g[0]] for g in grupos], 2):
        assert abs(uno[0] - otro[0]) >= 58 or abs(uno[1] - otro[1]) >= 24


def test_la_madurez_que_dibuja_es_la_evaluada() -> None:
    catalogo = cargar()
    resultado = evaluar(catalogo, leer_caso(json.loads(IPES.read_text(encoding="utf-8")), catalogo))
    dibujada = por_escenario(resultado)
    con_indice = [m for m in resultado.escenarios.values() if m.indice_min is not None]
    assert [r[1] for r in dibujada.renglones()] == [puntaje(m.indice_min) for m in con_indice]


def _canales(color: str) -> list[float]:
    crudos = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in crudos]


def _luz(color: str) -> float:
    return sum(p * c for p, c in zip((0.2126, 0.7152, 0.0722), _canales(color), strict=True))


def test_todo_color_se_distingue_del_papel_y_los_tonos_se_ordenan_en_gris() -> None:
    for color in (*SERIES, LLENO, ALERTA, GRIS, TINTA):
        assert 1.05 / (_luz(color) + 0.05) >= 3, color
    luces = [_luz(t) for t in TONOS]
    assert luces == sorted(luces, reverse=True)
    assert all(a / b > 1.15 for a, b in pairwise(luces))


_VISTAS = {
    "corriente": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}
"""Las dos últimas, de Machado, Oliveira y Fernandes (2009), completas."""
_A_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_BLANCO = (0.9505, 1, 1.089)
_SE_NOTA = 15
"""Diferencia CIELAB; desde 2,3 ya se nota, y en una línea delgada hace falta mucha más."""


def _por(matriz: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(p * c for p, c in zip(fila, vector, strict=True)) for fila in matriz]


def _lab(color: str, vista: str) -> tuple[float, float, float]:
    lineal = [min(1.0, max(0.0, c)) for c in _por(_VISTAS[vista], _canales(color))]
    x, y, z = ((v / b) ** (1 / 3) for v, b in zip(_por(_A_XYZ, lineal), _BLANCO, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vista", _VISTAS)
def test_las_series_se_distinguen_por_color_y_ademas_por_forma_y_trazo(vista: str) -> None:
    assert len(set(FORMAS)) == len({tuple(t) for t in TRAZOS}) == len(set(SERIES))
    for uno, otro in combinations(SERIES, 2):
        assert dist(_lab(uno, vista), _lab(otro, vista)) > _SE_NOTA, (uno, otro)

"""`reglas impacto`: a quién le cambia el nivel un borrador, y por qué, antes de publicarlo."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from autodiagnostico.lotes import Avisar, Version, medir, medir_casos
from motor import leer_caso
from reglas import cargar
from tests.autodiagnostico.piezas import Corrida, correr
from tests.bases import PANADERIA

BORRADOR = """
criterios:
  - codigo: pan.fresco
    tema: obrador
    clase: si_no
    pregunta: ¿El pan es de hoy?
    ayuda: Se mira el horno.
    minutos: 1
reglas:
  - codigo: FRESCO
    titulo: El pan es de hoy
    caracter: orientador
    cita: {norma: cuaderno, articulo: "9", lugar: última hoja, verificada: 2026-01-01}
    vigente_desde: 2026-01-01
    cumple_si: {pan.fresco: true}
    escenarios: {PAN: 4}
    nivel: 2
    habilitante: true
    explicacion: El de ayer se nota.
acciones:
  - codigo: A-FRESCO
    titulo: Hornear a diario
    descripcion: Cada mañana.
    logra: {pan.fresco: true}
    esfuerzo_dias: 1
    base_esfuerzo: Lo que tarda.
    responsable: Quien hornea
    producto: Pan
    destinos: [pizarra]
    cierra: [FRESCO]
"""

LOCAL = {"codigo": "ESPIGA", "nombre": "La Espiga", "tipo": "barrio", "sirve_cafe": True, "mesas": 4}
RESPUESTAS: dict[str, Any] = {
    "masa.madre": True,
    "masa.reposo": 90,
    "horno.tipo": "gas",
    "horno.fecha": "2025-01-01",
    "horno.revision": "2025-02-01",
    "carta.publicada": "si",
}


@pytest.fixture
def borrador(tmp_path: Path) -> Path:
    """Una carpeta que agrega a la panadería una habilitante que nadie ha respondido."""
    carpeta = tmp_path / "borrador"
    carpeta.mkdir()
    (carpeta / "fresco.yaml").write_text(BORRADOR, encoding="utf-8")
    return carpeta


def local(codigo: str, **respuestas: Any) -> dict[str, Any]:
    """Un local que cumple casi todo, con algo cambiado."""
    dichas = {c: {"valor": v} for c, v in {**RESPUESTAS, **respuestas}.items()}
    entidad = {**LOCAL, "codigo": codigo}
    return {"entidad": entidad, "vigencia": 2026, "fecha_corte": "2026-06-01", "respuestas": dichas}


def en_lineas(archivo: Path, casos: list[dict[str, Any]]) -> Path:
    """Guarda un caso por línea."""
    archivo.write_text("".join(json.dumps(c) + "\n" for c in casos), encoding="utf-8")
    return archivo


def comparar(casos: Path, de: object, a: object, *mas: object) -> Corrida:
    """Corre la orden en JSON."""
    return correr("reglas", "impacto", "--de", de, "--a", a, casos, "--formato", "json", *mas)


def test_un_borrador_dice_a_quien_le_cambia_el_nivel_y_por_que(tmp_path: Path, borrador: Path) -> None:
    """La habilitante nueva baja a quien no la cumple; a quien ya estaba abajo, o la cumple, no."""
    casos = en_lineas(
        tmp_path / "c.jsonl",
        [local("BAJA"), local("YA-ABAJO", **{"masa.madre": False}), local("FRESCA", **{"pan.fresco": True})],
    )
    corrida = comparar(casos, PANADERIA, f"{PANADERIA}{os.pathsep}{borrador}")
    assert (corrida.codigo, corrida.error) == (0, "")
    documento = corrida.json()
    assert documento["casos"] == 3
    conteos = {e["codigo"]: (e["sube"], e["baja"], e["igual"]) for e in documento["escenarios"]}
    assert conteos == {"PAN": (0, 1, 2), "CAFE": (0, 0, 3), "global": (0, 1, 2)}
    (cambio,) = documento["cambios"]
    assert (cambio["entidad"], cambio["vigencia"], cambio["escenario"]) == ("BAJA", 2026, "PAN")
    assert (cambio["de"]["nivel"], cambio["a"]["nivel"]) == (3, 1)
    assert (cambio["de"]["indice"], cambio["a"]["indice"]) == (85.7143, 54.5455)
    assert cambio["umbral"] is None
    (motivo,) = cambio["motivos"]
    nueva = {"estado": "sin_informacion", "grado": 0.0, "peso": 4, "habilita": 2}
    assert motivo == {"regla": "FRESCO", "decide": True, "de": None, "a": nueva}


def test_los_casos_que_no_vienen_de_un_archivo_dan_lo_mismo(tmp_path: Path, borrador: Path) -> None:
    """Cada uno, como lo lee cada base; también por tandas."""
    datos = [local("BAJA"), local("YA-ABAJO", **{"masa.madre": False}), local("FRESCA")]
    de, a = cargar([PANADERIA]), cargar([PANADERIA, borrador])
    casos = [(leer_caso(d, de), leer_caso(d, a)) for d in datos]
    archivo = en_lineas(tmp_path / "c.jsonl", datos)
    de_archivo = medir(archivo, Version("de", de), Version("a", a), Avisar(pytest.fail))
    assert medir_casos(de, a, casos) == de_archivo
    assert [c.entidad for c in de_archivo.cambios] == ["BAJA", "FRESCA"]


def test_la_tabla_dice_lo_mismo_en_palabras(tmp_path: Path, borrador: Path) -> None:
    """Cuántos por escenario, y cada uno con lo que lo decide."""
    casos = en_lineas(tmp_path / "c.jsonl", [local("BAJA")])
    versiones = ("--de", PANADERIA, "--a", f"{PANADERIA}{os.pathsep}{borrador}")
    salida = correr("reglas", "impacto", *versiones, casos).salida
    assert "BAJA, 2026, PAN: nivel 3 (índice 85,7) → nivel 1 (índice 54,5)" in salida
    assert "FRESCO: no está" in salida
    assert "Es lo que separa los dos niveles." in " ".join(salida.split())


def test_una_fecha_es_la_misma_base_leida_ese_dia(tmp_path: Path) -> None:
    """El parámetro que cambia con el año cambia a quién se le exige el café."""
    casos = en_lineas(tmp_path / "c.jsonl", [local("X", **{"cafe.origen": True})])
    documento = comparar(casos, "2025-12-31", "2026-06-01", "--reglas", PANADERIA).json()
    assert (documento["de"]["version"], documento["a"]["version"]) == ("2025-12-31", "2026-06-01")
    assert documento["de"]["digesto_reglas"] == documento["a"]["digesto_reglas"]
    assert documento["cambios"] == []


def test_lo_que_solo_es_de_una_base_no_estorba_en_la_otra(tmp_path: Path, borrador: Path) -> None:
    """Una columna del borrador se lee con él y con la otra no se mira; una que no es de ninguna se dice."""
    fila = {f"entidad.{c}": v for c, v in LOCAL.items() if c not in {"sirve_cafe"}}
    fila |= {
        "vigencia": 2026,
        "fecha_corte": "2026-06-01",
        **RESPUESTAS,
        "pan.fresco": "si",
        "masa.madre": "si",
    }
    casos = tmp_path / "c.csv"
    with casos.open("w", encoding="utf-8", newline="") as abierto:
        tabla = csv.DictWriter(abierto, list(fila))
        tabla.writeheader()
        tabla.writerow(fila)
    versiones = (PANADERIA, f"{PANADERIA}{os.pathsep}{borrador}")
    assert [c["entidad"] for c in comparar(casos, *versiones).json()["cambios"]] == []
    assert comparar(casos, *versiones[::-1]).json()["casos"] == 1
    casos.write_text(casos.read_text(encoding="utf-8").replace("pan.fresco", "pan.frio"), encoding="utf-8")
    corrida = comparar(casos, *versiones)
    assert corrida.codigo == 2
    assert "no existe la columna «pan.frio». ¿Quiso decir «pan.fresco»?" in corrida.error


def test_un_caso_malo_se_informa_y_los_demas_se_comparan(tmp_path: Path, borrador: Path) -> None:
    """Una sola vez, aunque esté mal en las dos bases, y la orden sale con 2."""
    malo = local("MALO", **{"masa.madre": "quizá"})
    casos = en_lineas(tmp_path / "c.jsonl", [malo, local("BAJA")])
    corrida = comparar(casos, PANADERIA, f"{PANADERIA}{os.pathsep}{borrador}")
    assert corrida.codigo == 2
    assert corrida.error.count("c.jsonl, línea 1: ") == 1
    assert (corrida.json()["casos"], corrida.json()["sin_evaluar"]) == (1, 1)


@pytest.mark.parametrize(
    ("de", "mas", "dice"),
    [
        ("2026-13-01", (), "--de: «2026-13-01» no es una fecha"),
        ("no_existe", (), "--de no_existe: 3 problemas"),
        ("2026-01-01", ("--fecha", "2026-02-02"), "no se combina con una versión que ya es una fecha"),
    ],
)
def test_una_version_que_no_sirve_se_dice(tmp_path: Path, de: str, mas: tuple[str, ...], dice: str) -> None:
    """Y sale con 2, sin comparar nada."""
    corrida = comparar(en_lineas(tmp_path / "c.jsonl", [local("X")]), de, PANADERIA, *mas)
    assert (corrida.codigo, corrida.salida) == (2, "")
    assert dice in corrida.error

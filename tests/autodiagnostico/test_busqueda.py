"""`siguiente-nivel`, `planear` y `que-preguntar` desde la terminal."""

from pathlib import Path
from typing import Any

import pytest

from tests.autodiagnostico.piezas import CASO, CASOS, correr, escribir

IPES = CASOS / "ipes_2026.json"
DEMOSTRACION = CASOS.parents[1] / "autodiagnostico/demostracion/enviados/instituto_de_ejemplo.json"


def siguiente(*args: str) -> Any:
    corrida = correr("siguiente-nivel", IPES, *args, "--formato", "json")
    assert (corrida.codigo, corrida.error) == (0, "")
    return corrida.json()


@pytest.mark.parametrize("escenario", ["E4", "global"])
def test_el_siguiente_nivel_tiene_la_forma_del_contrato(escenario: str) -> None:
    """Clave por clave, y el esfuerzo es la suma."""
    hallado = siguiente("--escenario", escenario)
    assert list(hallado) == [
        *("escenario", "nivel_actual", "nivel_meta", "alcanzable", "motivo"),
        *("cambios", "esfuerzo_dias", "optimo", "alternativas", "hay_mas"),
    ]
    assert (hallado["escenario"], hallado["nivel_actual"], hallado["nivel_meta"]) == (escenario, 1, 2)
    assert (hallado["alcanzable"], hallado["motivo"], hallado["optimo"]) == (True, None, True)
    assert hallado["alternativas"] or escenario == "E4"
    for cambios in (hallado["cambios"], *hallado["alternativas"]):
        assert sum(c["esfuerzo_dias"] for c in cambios) == hallado["esfuerzo_dias"] > 0
        for cambio in cambios:
            assert list(cambio) == ["criterio", "de", "a", "tipo", "reglas", "esfuerzo_dias"]
            assert cambio["tipo"] == ("responder" if cambio["de"] is None else "hacer")


def test_en_la_terminal_se_dice_que_responder_y_que_hacer() -> None:
    """Con la acción, los días y la cita."""
    salida = correr("siguiente-nivel", IPES, "--escenario", "E4").salida
    for dicho in ("del nivel 1", "Responda:", "A-CIGD-COORDINAR", "Decreto 640 de 2025"):
        assert dicho in salida


def test_lo_que_no_se_puede_se_dice_con_su_razon() -> None:
    """Por la fecha, ninguna regla rige todavía."""
    hallado = siguiente("--escenario", "E1", "--fecha", "1900-01-01")
    assert (hallado["alcanzable"], hallado["cambios"]) == (False, [])
    assert "no le aplica ninguna regla" in hallado["motivo"]


@pytest.mark.parametrize("escenario", ["E9", "", "Global"])
def test_un_escenario_que_no_existe_no_se_admite(escenario: str) -> None:
    """Y se dice cuáles hay."""
    corrida = correr("siguiente-nivel", IPES, "--escenario", escenario)
    assert corrida.codigo == 2
    assert "E1, E2, E3, E4, global" in corrida.error


def test_el_plan_tiene_la_forma_del_contrato() -> None:
    """Clave por clave, y cada periodo suma lo suyo."""
    corrida = correr("planear", DEMOSTRACION, "--capacidad", 40, "--periodos", 4, "--formato", "json")
    assert (corrida.codigo, corrida.error) == (0, "")
    plan = corrida.json()
    assert list(plan) == ["estado", "brecha", "periodos", "fuera"]
    assert (plan["estado"], plan["brecha"]) == ("optimo", 0)
    assert [p["periodo"] for p in plan["periodos"]] == [1, 2, 3, 4]
    for periodo in plan["periodos"]:
        assert list(periodo) == ["periodo", "hasta", "acciones", "esfuerzo_dias", "madurez"]
        assert sum(a["esfuerzo_dias"] for a in periodo["acciones"]) == periodo["esfuerzo_dias"] <= 40
        for accion in periodo["acciones"]:
            assert list(accion) == ["accion", "esfuerzo_dias", "cierra"]
        madurez = periodo["madurez"]
        assert list(madurez) == ["escenarios", "global"]
        assert [e["codigo"] for e in madurez["escenarios"]] == ["E1", "E2", "E3", "E4"]
        assert all(list(e) == ["codigo", "indice", "nivel"] for e in madurez["escenarios"])
        assert list(madurez["global"]) == ["indice", "nivel"]
    assert plan["fuera"]
    assert all(list(f) == ["accion", "motivo"] and f["motivo"] for f in plan["fuera"])


def test_en_la_terminal_el_plan_dice_que_persigue_y_que_queda_fuera() -> None:
    """Con los días y la madurez de cada periodo."""
    salida = correr("planear", DEMOSTRACION, "--capacidad", 20, "--periodos", 2).salida
    for dicho in ("Trimestre 1", "Trimestre 2", "de 20 días", "deberes", "Quedan fuera"):
        assert dicho in salida


@pytest.mark.parametrize(
    ("opciones", "dicho"),
    [
        (["--capacidad", 0, "--periodos", 4], "--capacidad: llegó «0»"),
        (["--capacidad", -3, "--periodos", 4], "--capacidad: llegó «-3»"),
        (["--capacidad", "40,x", "--periodos", 2], "--capacidad: llegó «x»"),
        (["--capacidad", "0,0"], "alguno mayor que 0"),
        (["--capacidad", 40, "--periodos", 0], "--periodos: llegó 0"),
        (["--capacidad", 40, "--periodos", 41], "--periodos: llegó 41"),
        (["--capacidad", 40], "--periodos: falta"),
        (["--capacidad", "40,20", "--periodos", 3], "«--capacidad» trae 2 números"),
        (["--capacidad", ",".join(["1"] * 41)], "trae 41 números"),
        (["--capacidad", 40, "--periodos", 2, "--frontera", "10,,20"], "--frontera: llegó «»"),
    ],
)
def test_una_capacidad_o_unos_periodos_imposibles_no_se_admiten(opciones: list[object], dicho: str) -> None:
    """Se dice qué se admite."""
    corrida = correr("planear", IPES, *opciones)
    assert corrida.codigo == 2
    assert dicho in corrida.error
    assert "Se admite" in corrida.error


AJUSTES = {
    "areas": {"Planeación": 5, "servicio a la ciudadania": [10, 6]},
    "presupuesto": 1000,
    "fijadas": {"A-SEDE-SEGURIDAD": 2},
    "prohibidas": {"A-MEDIR-E2": "Falta el contrato."},
    "acciones": {"A-SEDE-SEGURIDAD": {"costo": 900, "responsable": "Sistemas", "esfuerzo_dias": 4}},
}
SECRETARIA = CASOS.parents[1] / "autodiagnostico/demostracion/enviados/secretaria_de_ejemplo.json"


def test_el_plan_respeta_los_ajustes_y_los_muestra(tmp_path: Path) -> None:
    """Áreas, presupuesto, lo fijado, lo prohibido y lo que la entidad cambió de una acción."""
    archivo = escribir(tmp_path / "ajustes.json", AJUSTES)
    pedido = ("planear", SECRETARIA, "--capacidad", "30,20", "--ajustes", archivo)
    plan = correr(*pedido, "--formato", "json").json()
    assert [p["esfuerzo_dias"] <= dias for p, dias in zip(plan["periodos"], (30, 20), strict=True)]
    segundo = {a["accion"]: a["esfuerzo_dias"] for a in plan["periodos"][1]["acciones"]}
    assert segundo["A-SEDE-SEGURIDAD"] == 4
    fuera = {f["accion"]: f["motivo"] for f in plan["fuera"]}
    assert "Falta el contrato" in fuera["A-MEDIR-E2"]
    assert "(A-MEDIR-E2), que se pidió dejar fuera" in fuera["A-MEJORAR-E2"]
    salida = " ".join(correr(*pedido).salida.split())
    for dicho in (
        "Trimestre 2, hasta el 13 de mayo de 2027: 20 de 20 días",
        "(A-SEDE-SEGURIDAD; 4 días; Sistemas; 900 pesos",
        "servicio a la ciudadania: 4 de 6 días",
        "Presupuesto hasta aquí: 900 pesos de 1.000 pesos",
        "costo escrito, y se cuentan como si no gastaran",
        "1. que los deberes incumplidos de plazo vencido se cumplan cuanto antes",
        "se pidió dejar fuera: Falta el contrato",
    ):
        assert dicho in salida


def test_la_frontera_y_la_comparacion_van_con_el_plan(tmp_path: Path) -> None:
    """Las cifras de un plan guardado se vuelven a evaluar: no se le creen."""
    pedido = ("planear", DEMOSTRACION, "--periodos", 2, "--formato", "json")
    guardado = correr(*pedido, "--capacidad", 20).json()
    for periodo in guardado["periodos"]:
        periodo["madurez"]["global"]["indice"] = 0.0
    archivo = escribir(tmp_path / "plan.json", guardado)
    opciones = ("--capacidad", 40, "--frontera", "20,40", "--contra", archivo)
    plan = correr(*pedido, *opciones).json()
    assert list(plan) == ["estado", "brecha", "periodos", "fuera", "frontera", "comparacion"]
    chico, grande = plan["frontera"]
    assert (chico["capacidad"], grande["capacidad"]) == (20, 40)
    assert grande["madurez"] == plan["periodos"][-1]["madurez"]
    ultimo = plan["comparacion"]["periodos"][-1]
    crece = grande["madurez"]["global"]["indice"] - chico["madurez"]["global"]["indice"]
    assert ultimo["global"]["indice"] == pytest.approx(crece, abs=1e-4)
    assert plan["comparacion"]["acciones"]
    salida = correr("planear", DEMOSTRACION, "--periodos", 2, *opciones).salida
    for dicho in ("A cuánto se llega", "Lo que cambia desde el plan guardado", "entra en el trimestre"):
        assert dicho in salida


def test_todo_lo_que_esta_mal_en_un_pedido_se_dice_junto(tmp_path: Path) -> None:
    """El caso, las opciones, el archivo de ajustes y el plan guardado, cada uno con su lugar."""
    malos = {
        "area": {},
        "areas": {"Planeación": -1},
        "presupuesto": "mucho",
        "fijadas": {"A-FURAG": 1.5},
        "prohibidas": {"A-FURAG": " "},
        "acciones": {"A-FURAG": {"esfuerzo": 3, "costo": 10**14}},
    }
    ajustes = escribir(tmp_path / "ajustes.json", malos)
    plan = escribir(tmp_path / "plan.json", {"periodos": [{"acciones": [{"accion": "A-NADA"}]}]})
    caso = escribir(tmp_path / "caso.json", {"entidad": {}})
    corrida = correr(
        *("planear", caso, "--capacidad", "x", "--frontera", "y", "--ajustes", ajustes, "--contra", plan)
    )
    assert (corrida.codigo, corrida.salida) == (2, "")
    for dicho in (
        "caso.json: entidad.codigo: falta.",
        "--capacidad: llegó «x»",
        "--frontera: llegó «y»",
        "ajustes.json: area: el campo no existe. ¿Quiso decir «areas»?",
        "areas.Planeación.0: -1 está fuera de rango. Se admite: al menos 0.",
        'presupuesto.0: llegó "mucho". Se admite: un número entero.',
        "fijadas.A-FURAG: llegó 1.5. Se admite: un número entero.",
        "prohibidas.A-FURAG: el texto está vacío.",
        "acciones.A-FURAG.esfuerzo: el campo no existe. ¿Quiso decir «esfuerzo_dias»?",
        "acciones.A-FURAG.costo: 100000000000000 está fuera de rango",
        "plan.json: periodos.0.acciones: no existe la acción «A-NADA».",
    ):
        assert dicho in corrida.error
    assert "Traceback" not in corrida.error


@pytest.mark.parametrize(
    ("ajustes", "dicho"),
    [
        ({"fijadas": {"A-MESA-CREA": 1}}, "fijadas.A-MESA-CREA: no existe la acción «A-MESA-CREA»."),
        (
            {"fijadas": {"A-DEP-CREAR": 1}},
            "fijadas.A-DEP-CREAR: no cabe en el periodo 1: pide 45 días y hay",
        ),
        ([], "documento: llegó []. Se admite: un mapa de campos."),
    ],
)
def test_unos_ajustes_que_no_se_pueden_atender_se_dicen_con_su_archivo(
    tmp_path: Path, ajustes: object, dicho: str
) -> None:
    """También cuando lo que falla es lo que se fijó."""
    archivo = escribir(tmp_path / "ajustes.json", ajustes)
    corrida = correr("planear", SECRETARIA, "--capacidad", 30, "--periodos", 2, "--ajustes", archivo)
    assert (corrida.codigo, corrida.salida) == (2, "")
    assert "ajustes.json" in corrida.error
    assert dicho in corrida.error


def test_que_preguntar_dice_cuanto_estrecha_cada_pregunta() -> None:
    """En JSON, con cada respuesta; en la terminal, con su explicación."""
    hallado = correr("que-preguntar", IPES, "--cuantas", 3, "--formato", "json").json()
    assert list(hallado) == ["indice_global", "preguntas", "hay", "atributos_sin_saber"]
    assert len(hallado["preguntas"]) == 3 < hallado["hay"]
    for pregunta in hallado["preguntas"]:
        assert list(pregunta) == ["dato", "pregunta", "estrecha", "reglas", "respuestas"]
        media = sum(r["parte"] * r["ancho"] for r in pregunta["respuestas"])
        assert hallado["indice_global"]["ancho"] - media == pytest.approx(pregunta["estrecha"], abs=1e-3)
    salida = " ".join(correr("que-preguntar", IPES).salida.split())
    for dicho in ("El índice global está entre", "En promedio quita", hallado["preguntas"][0]["dato"]):
        assert dicho in salida
    assert correr("que-preguntar", IPES, "--cuantas", 0).codigo == 2


def test_que_preguntar_pide_antes_los_datos_de_la_entidad(tmp_path: Path) -> None:
    """Sin ellos, otras respuestas no estrechan nada."""
    entidad = {c: v for c, v in CASO["entidad"].items() if c != "distrito_capital"}
    caso = escribir(tmp_path / "caso.json", {**CASO, "entidad": entidad})
    salida = correr("que-preguntar", caso, "--cuantas", 1000).salida
    assert "Complete antes los datos de la entidad" in salida
    assert "(distrito_capital)" in " ".join(salida.split())

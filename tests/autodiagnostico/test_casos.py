"""Los casos resueltos a mano salen por la línea de órdenes como se esperaba."""

from typing import Any

import pytest

from tests.autodiagnostico.piezas import CASOS, correr, leer

ESPERADOS = sorted(p.name for p in CASOS.glob("*.esperado.json"))
FECHAS = [
    (nombre, fecha, estados)
    for nombre in ESPERADOS
    for fecha, estados in [(None, leer(nombre)["estados"]), *leer(nombre).get("otras_fechas", {}).items()]
]


@pytest.mark.parametrize(("nombre", "fecha", "estados"), FECHAS)
def test_cada_caso_da_los_estados_esperados(nombre: str, fecha: str | None, estados: dict[str, str]) -> None:
    """En su fecha de corte y en las otras que el caso resuelve."""
    archivo = CASOS / leer(nombre)["caso"]
    opciones = ["--fecha", fecha] if fecha else []
    corrida = correr("evaluar", archivo, "--formato", "json", *opciones)
    assert corrida.codigo == 0, corrida.error
    salieron = {h["regla"]: h["estado"] for h in corrida.json()["hallazgos"]}
    assert {regla: salieron.get(regla) for regla in estados} == estados


def test_hay_casos_que_probar() -> None:
    """Si la carpeta se vaciara, las demás pruebas pasarían sin probar nada."""
    assert len(ESPERADOS) >= 10
    assert any(fecha for _, fecha, _ in FECHAS)


@pytest.mark.parametrize("nombre", ESPERADOS)
def test_cada_caso_se_puede_leer_en_pantalla(nombre: str) -> None:
    """La tabla nombra la entidad y no usa las palabras de control interno ni las del formato."""
    caso: dict[str, Any] = leer(leer(nombre)["caso"])
    corrida = correr("evaluar", CASOS / leer(nombre)["caso"])
    assert corrida.codigo == 0
    assert caso["entidad"]["codigo"] in corrida.salida
    for palabra in ("hallazgo", "indice_min", "no_cumple", "sin_informacion"):
        assert palabra not in corrida.salida.lower()

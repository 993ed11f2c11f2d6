"""Con muy poco que comparar, la Subsecretaría lo dice; y cada sector ve lo suyo."""

from __future__ import annotations

from pathlib import Path

import pytest

from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, entidades
from tests.autodiagnostico.piezas import INSTITUTO
from tests.ui.piezas import VIGENCIA, abrir
from tests.ui.test_paginas import abrir_pagina, textos
from tests.ui.test_subsecretaria import VISTAS

PAGINAS = ("informes_del_distrito", "campanas", "comision", "medidas")


def enviadas(sala: Sala, *sectores: str) -> None:
    """Una entidad por sector, con un autodiagnóstico enviado casi sin responder."""
    for n, sector in enumerate(sectores):
        datos = {**INSTITUTO, "codigo": f"E{n}", "nombre": f"Instituto {sector}", "sector": sector}
        suyo = diagnosticos.abrir(sala, entidades.guardar(sala, datos).id, VIGENCIA).id
        diagnosticos.responder(sala, suyo, "mesa.existe", True)
        diagnosticos.enviar(sala, suyo, con_pendientes=True)


def test_con_una_sola_entidad_no_se_habla_de_la_mediana_ni_de_tercios(datos: Path) -> None:
    """Ni de que no incumple nada, si nada se sabe."""
    sala = abrir(datos)
    enviadas(sala, "Salud")
    dicho = textos(abrir_pagina("subsecretaria"))
    assert "Solo se cuenta una entidad" in dicho
    assert "La mediana del Distrito" not in dicho
    assert "no hay tercios" in dicho
    assert "de 1 entidad." in dicho
    assert "falta información" in dicho
    sala.motor_bd.dispose()


@pytest.mark.parametrize("sector", ["Salud", "Otro"])
def test_quien_es_de_un_sector_no_ve_nada_de_los_demas(
    datos: Path, sector: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """En ninguna vista ni página, aunque en el suyo no haya ninguna."""
    sala = abrir(datos)
    enviadas(sala, "Salud", "Movilidad")
    quien = Quien("Ana", None, (Pertenencia(Rol.SECTOR, sector=sector),))
    monkeypatch.setattr("ui.visita.LOCAL", quien)
    for pagina, vista in [("subsecretaria", v) for v in VISTAS] + [(p, "") for p in PAGINAS]:
        dicho = textos(abrir_pagina(pagina, vista=vista))
        assert "No se pudo mostrar" not in dicho, (pagina, vista)
        assert "Instituto Movilidad" not in dicho, (pagina, vista)
    sala.motor_bd.dispose()

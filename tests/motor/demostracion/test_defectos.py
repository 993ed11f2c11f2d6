"""Cada defecto sembrado en la base real lo ve su prueba, y lo nombra."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motor.demostracion import Gravedad, demostrar
from reglas import cargar
from tests.datos import leer_yaml
from tests.motor.demostracion.mutaciones import mutar

CASOS = leer_yaml(Path(__file__).with_name("defectos.yaml"))
FECHA = date(2026, 11, 20)


@pytest.mark.parametrize("caso", CASOS, ids=[c["nombre"] for c in CASOS])
def test_cada_defecto_sembrado_se_nombra(caso: dict[str, Any]) -> None:
    """La prueba, de qué se habla, qué se dice y lo que muestra el ejemplo."""
    hecha = demostrar(mutar(cargar(), caso["cambia"]), FECHA, solo=[caso["prueba"]])
    suyos = [o for _, o in hecha.observaciones(Gravedad.DEFECTO) if o.sujeto == caso["sujeto"]]
    assert suyos, [o.sujeto for _, o in hecha.observaciones(Gravedad.DEFECTO)]
    dicho = "\n".join(o.mensaje for o in suyos)
    for fragmento in caso["dice"]:
        assert fragmento in dicho
    mostrado = "\n".join(r for o in suyos if o.ejemplo is not None for r in o.ejemplo.renglones)
    for fragmento in caso.get("ejemplo", ()):
        assert fragmento in mostrado

"""La definición da el estado que el contrato dice."""

from pathlib import Path
from typing import Any

import pytest

from motor import semantica
from tests.datos import leer_yaml
from tests.motor.panes import CATALOGO, FECHA, caso

CASOS = leer_yaml(Path(__file__).with_name("estados.yaml"))


@pytest.mark.parametrize("dado", CASOS, ids=[c["nombre"] for c in CASOS])
def test_estado_y_cotas(dado: dict[str, Any]) -> None:
    """Estado, cotas del grado y vencimiento de una regla."""
    c = caso(
        dado.get("respuestas"),
        entidad=dado.get("entidad"),
        no_aplica=dado.get("no_aplica"),
        fecha=dado.get("fecha", FECHA),
    )
    veredicto = semantica.leer(CATALOGO.al(c.fecha_corte), c).veredictos[dado["regla"]]
    cotas = [None if m is None else m / 2 for m in (veredicto.medios_min, veredicto.medios_max)]
    assert (veredicto.estado.value, cotas) == (dado["estado"], dado["grado"])
    assert veredicto.vence == dado.get("vence")

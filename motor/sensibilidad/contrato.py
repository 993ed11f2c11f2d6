"""Los intervalos de puesto, como JSON."""

from __future__ import annotations

from typing import Any

from motor.contrato import redondear
from motor.sensibilidad.ponderaciones import MAS, MENOS
from motor.sensibilidad.resultado import Puesto, Sensibilidad


def sensibilidad_en_json(hallada: Sensibilidad) -> dict[str, Any]:
    """Los grupos, con sus entidades y el intervalo de puesto de cada una."""
    grupos = []
    desde = 1
    for grupo in hallada.grupos:
        puestos = {c: hallada.puestos[c] for c in grupo}
        grupos.append(
            {
                "puestos": [desde, desde + len(grupo) - 1],
                "entidades": [{"entidad": c, **_puesto(p)} for c, p in puestos.items()],
            }
        )
        desde += len(grupo)
    return {
        "pesos_por": [float(MENOS), float(MAS)],
        "metodo": "muestreo" if hallada.muestras else "exacto",
        "muestras": hallada.muestras,
        "grupos": grupos,
    }


def _puesto(puesto: Puesto) -> dict[str, Any]:
    return {
        "indice": redondear(puesto.indice),
        "mejor": puesto.mejor,
        "peor": puesto.peor,
        "exacto": puesto.exacto,
        "deciden": [
            {"escenario": c, "parte": redondear(i.parte), "conviene": i.conviene}
            for c, i in puesto.deciden.items()
        ],
    }

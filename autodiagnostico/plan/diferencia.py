"""En qué se diferencian dos planes: lo que entra, lo que sale y lo que cambia de cada renglón."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CAMPOS: Mapping[str, str] = {
    "titulo": "Acción",
    "producto": "Producto",
    "destino": "A qué plan va",
    "responsable": "Área responsable",
    "inicio": "Empieza",
    "fecha": "Termina",
    "objetivo": "Objetivo estratégico",
    "indicador": "Indicador",
    "unidad": "Unidad",
    "linea_base": "Línea base",
    "metas": "Metas por trimestre",
    "esfuerzo_dias": "Esfuerzo (días)",
    "duracion_semanas": "Duración (semanas)",
    "costo": "Costo (pesos)",
    "rubro": "Rubro",
    "proyecto": "Proyecto de inversión",
    "componente_ptep": "Componente del PTEP",
    "escenarios": "Escenarios",
    "politicas": "Políticas",
    "nota": "Nota",
}
"""Lo que se compara de un renglón, y cómo se dice."""
Renglones = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class CambioDeCampo:
    """Un dato de un renglón que ya no dice lo mismo; los valores van como se congelan."""

    campo: str
    antes: Any
    despues: Any


@dataclass(frozen=True, slots=True)
class Diferencia:
    """Un renglón que cambia: si entra no tiene `antes`, y si sale no tiene `despues`."""

    orden: int
    titulo: str
    entra: bool = False
    sale: bool = False
    cambios: tuple[CambioDeCampo, ...] = ()


def diferencias(antes: Renglones, despues: Renglones) -> list[Diferencia]:
    """Lo que cambia de un plan a otro, por número de renglón; vacío si dicen lo mismo."""
    halladas = []
    for orden in sorted({*antes, *despues}):
        viejo, nuevo = antes.get(orden), despues.get(orden)
        if viejo is None or nuevo is None:
            titulo = str((nuevo or viejo or {}).get("titulo", ""))
            halladas.append(Diferencia(orden, titulo, entra=viejo is None, sale=nuevo is None))
            continue
        cambios = tuple(
            CambioDeCampo(campo, viejo.get(campo), nuevo.get(campo))
            for campo in CAMPOS
            if viejo.get(campo) != nuevo.get(campo)
        )
        if cambios:
            halladas.append(Diferencia(orden, str(nuevo.get("titulo", "")), cambios=cambios))
    return halladas

"""Bases de reglas de cualquier tamaño y poblaciones que las responden, siempre las mismas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from motor.poblacion import Columnas, Esquema
from motor.poblacion.esquema import DESCONOCIDO, Forma, Marcas
from reglas.catalogo import Catalogo
from reglas.clases import Clase
from reglas.condiciones import FECHA_DE_CORTE, Ambito
from tests.estrategias import CLAVES, Mapa, catalogo_de, criterio_de, marco_de, regla_de

CORTE = date(2026, 6, 30)
SEMILLA = 20260630
_CLASES = (
    *(Clase.OPCIONES, Clase.SI_PARCIAL_NO, Clase.SI_NO) * 2,
    *(Clase.OPCION, Clase.FECHA, Clase.PORCENTAJE, Clase.ENTERO),
)
_ESCENARIOS = ("E1", "E2", "E3", "E4")
_UMBRALES = (0, 20, 40, 60, 80)
_CIERRA = 25
"""Reglas que cierra una acción."""
_SIN_RESPONDER = 0.2
"""Parte de las respuestas que faltan."""


def inventar(reglas: int, criterios: int) -> Catalogo:
    """Una base con esas reglas y criterios: cada regla lee de uno a tres, y todos se leen.

    Como en la base real, un tercio de las reglas admite cumplir en parte, tres quintos dicen a quién
    aplican, y algunas tienen plazo o habilitan un nivel.
    """
    azar = Random(SEMILLA)
    fichas = [_criterio(f"c{i}", _CLASES[i % len(_CLASES)]) for i in range(criterios)]
    escritas = []
    for i in range(reglas):
        suyos = [fichas[i % criterios], *azar.sample(fichas, azar.choice((0, 0, 1, 2)))]
        escritas.append(_regla(azar, f"R{i}", suyos))
    codigos = [r["codigo"] for r in escritas]
    acciones = [
        _accion(f"A{i}", fichas[0]["codigo"], codigos[i : i + _CIERRA]) for i in range(0, reglas, _CIERRA)
    ]
    marco = marco_de(_ESCENARIOS, _UMBRALES)
    return catalogo_de({**marco, "criterios": fichas, "reglas": escritas, "acciones": acciones})


def _accion(codigo: str, criterio: str, cierra: Sequence[str]) -> Mapa:
    """Toda regla tiene la suya; aquí nadie la hace."""
    fijo = {"codigo": codigo, "titulo": "a", "descripcion": "d", "esfuerzo_dias": 1, "base_esfuerzo": "b"}
    oficio = {"responsable": "r", "producto": "p", "destinos": ["plan"]}
    return {**fijo, **oficio, "logra": {criterio: list(CLAVES)}, "cierra": list(cierra)}


def _criterio(codigo: str, clase: Clase) -> Mapa:
    # Con un máximo, un entero cabe en 4 bytes: así toda respuesta pesa lo mismo.
    return criterio_de(codigo, clase) | ({"maximo": 10**6} if clase is Clase.ENTERO else {})


def _regla(azar: Random, codigo: str, criterios: Sequence[Mapa]) -> Mapa:
    grupo = azar.choice(("todas", "alguna"))
    regla: Mapa = {
        "cumple_si": {grupo: [_hoja(azar, c) for c in criterios]},
        "vigente_desde": date(2024, 1, 1),
        "nivel": azar.randint(2, len(_UMBRALES)),
        "habilitante": azar.random() < 0.1,
        "escenarios": {
            e: azar.choice((1, 1, 1, 2, 3)) for e in azar.sample(_ESCENARIOS, azar.choice((1, 1, 2)))
        },
    }
    if azar.random() < 0.35:
        regla["parcial_si"] = {"alguna": [_hoja(azar, c) for c in criterios]}
    if azar.random() < 0.6:
        regla["aplica_si"] = {
            "alguna": [{"entidad.opcion": {"en": azar.sample(CLAVES, 4)}}, {"entidad.si_no": True}]
        }
    if azar.random() < 0.1:
        regla["plazo"] = {"fecha": azar.choice((date(2026, 1, 1), date(2026, 12, 31)))}
    return regla_de(codigo, regla)


def _hoja(azar: Random, criterio: Mapa) -> Mapa:
    prueba: Any
    match Clase(criterio["clase"]):
        case Clase.SI_NO:
            prueba = azar.random() < 0.8
        case Clase.SI_PARCIAL_NO:
            prueba = azar.choice(("si", {"en": ["si", "parcial"]}))
        case Clase.OPCION:
            prueba = {"en": azar.sample(CLAVES, 3)}
        case Clase.OPCIONES:
            prueba = {azar.choice(("contiene_todas", "contiene_alguna")): azar.sample(CLAVES, 3)}
        case Clase.FECHA:
            prueba = {"hasta": date(2026, azar.randint(1, 12), 1)}
        case Clase.PORCENTAJE:
            prueba = {"al_menos": azar.choice((50, 60.5, 80))}
        case _:
            prueba = {"mayor_que": azar.randint(1, 900_000)}
    return {criterio["codigo"]: prueba}


def poblar(catalogo: Catalogo, casos: int) -> Columnas:
    """Unas columnas con respuestas al azar: la quinta parte falta."""
    azar = np.random.default_rng(SEMILLA)
    columnas = Columnas.vacias(Esquema.de(catalogo), casos)
    for dato, forma in columnas.esquema.datos.items():
        if dato == FECHA_DE_CORTE:
            codigos = np.full((1, casos), CORTE.toordinal(), np.int32)
        else:
            faltan = azar.random(casos) < (_SIN_RESPONDER if dato.ambito is Ambito.CRITERIO else 0)
            codigos = np.where(
                faltan, DESCONOCIDO, _codigos(azar, forma, catalogo.clase(dato), casos)
            ).astype(np.int32)
        columnas.poner(forma, codigos)
    for forma in columnas.esquema.listas.values():
        columnas.poner(forma, _codigos(azar, forma, Clase.SI_NO, casos))
    return columnas


def _codigos(azar: np.random.Generator, forma: Forma, clase: Clase, casos: int) -> NDArray[np.int32]:
    if isinstance(forma, Marcas):
        claves = len(forma.claves)
        varias = clase is Clase.OPCIONES
        codigos = azar.integers(0, 1 << claves, casos) if varias else 1 << azar.integers(0, claves, casos)
    else:
        dia = CORTE.toordinal()
        codigos = azar.integers(*((dia - 200, dia + 200) if clase is Clase.FECHA else (0, 10**6)), casos)
    return codigos.astype(np.int32)[None]

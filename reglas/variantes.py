"""La misma base con otros pesos o umbrales: para ver qué cambiaría antes de adoptarlos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reglas.catalogo import Catalogo
from reglas.errores import Defecto, ErrorDeCatalogo, sugerencia
from reglas.volcado import armar, con_fechas, volcar

TOPE = 100


@dataclass(frozen=True)
class Cambios:
    """Lo que cambia: el peso de unos escenarios, el de unas reglas en unos escenarios, y unos umbrales."""

    escenarios: Mapping[str, int] = field(default_factory=dict)
    reglas: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    umbrales: Mapping[int, int] = field(default_factory=dict)

    @property
    def hay(self) -> bool:
        """Si cambia algo."""
        return bool(self.escenarios or self.reglas or self.umbrales)


def con_cambios(catalogo: Catalogo, cambios: Cambios) -> Catalogo:
    """La base con esos cambios. Lanza ErrorDeCatalogo con todos los que no se admiten."""
    problemas = list(_problemas(catalogo, cambios))
    if problemas:
        raise ErrorDeCatalogo([Defecto("cambios", None, "", p) for p in problemas])
    documento = volcar(catalogo)
    fichas = documento["fichas"]
    for escenario in fichas["escenarios"]:
        escenario["peso"] = cambios.escenarios.get(escenario["codigo"], escenario["peso"])
    for regla in fichas["reglas"]:
        if regla["codigo"] in cambios.reglas:
            regla["escenarios"] = {**regla["escenarios"], **cambios.reglas[regla["codigo"]]}
    for nivel in fichas["escala"]["niveles"]:
        nivel["umbral"] = cambios.umbrales.get(nivel["nivel"], nivel["umbral"])
    return armar(documento)


def fichas_cambiadas(catalogo: Catalogo, cambios: Cambios) -> dict[str, Any]:
    """Solo las fichas que cambian, enteras, como se escriben en un archivo de la base."""
    variada = con_fechas(volcar(con_cambios(catalogo, cambios))["fichas"])
    cambiadas: dict[str, Any] = {}
    if cambios.escenarios:
        suyos = [e for e in variada["escenarios"] if e["codigo"] in cambios.escenarios]
        cambiadas["escenarios"] = suyos
    if cambios.umbrales:
        cambiadas["escala"] = variada["escala"]
    if cambios.reglas:
        cambiadas["reglas"] = [r for r in variada["reglas"] if r["codigo"] in cambios.reglas]
    return cambiadas


def _problemas(catalogo: Catalogo, cambios: Cambios) -> Iterator[str]:
    for codigo, peso in cambios.escenarios.items():
        if codigo not in catalogo.escenarios:
            yield f"No existe el escenario «{codigo}».{sugerencia(codigo, catalogo.escenarios)}"
        elif peso < 1:
            yield f"El peso del escenario «{codigo}» no puede ser {peso}: es un entero desde 1."
    for codigo, pesos in cambios.reglas.items():
        regla = catalogo.reglas.get(codigo)
        if regla is None:
            yield f"No existe la regla «{codigo}».{sugerencia(codigo, catalogo.reglas)}"
            continue
        for escenario, peso in pesos.items():
            if escenario not in regla.escenarios:
                yield f"La regla «{codigo}» no pesa en «{escenario}»: pesa en {', '.join(regla.escenarios)}."
            elif peso < 1:
                yield f"El peso de «{codigo}» en «{escenario}» no puede ser {peso}: es un entero desde 1."
    yield from _umbrales(catalogo, cambios)


def _umbrales(catalogo: Catalogo, cambios: Cambios) -> Iterator[str]:
    niveles = [n.nivel for n in catalogo.niveles]
    for nivel in cambios.umbrales:
        if nivel not in niveles:
            yield f"No existe el nivel {nivel}. Se admite: {', '.join(map(str, niveles))}."
    quedan = [cambios.umbrales.get(n.nivel, n.umbral) for n in catalogo.niveles]
    if quedan[0] != 0 or quedan != sorted(quedan) or quedan[-1] > TOPE:
        dichos = ", ".join(map(str, quedan))
        yield f"Los umbrales no pueden ser {dichos}: el primero es 0, ninguno baja y ninguno pasa de {TOPE}."

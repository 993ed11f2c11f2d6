"""Lo que se le pide a un plan: con qué se cuenta, qué decidió la Mesa y qué sabe la entidad de lo suyo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from motor.errores import Problema
from reglas.catalogo import Catalogo
from reglas.errores import sugerencia
from reglas.fichas import Accion
from reglas.texto import normalizar

SEMANAS = 13
"""Las de un trimestre."""


@dataclass(frozen=True, slots=True)
class AccionPropia:
    """Lo que la entidad sabe de una acción mejor que el catálogo; None deja lo del catálogo.

    El costo va en pesos; lo que no lo trae no gasta presupuesto.
    """

    esfuerzo_dias: int | None = None
    responsable: str | None = None
    duracion_semanas: int | None = None
    costo: int = 0


@dataclass(frozen=True)
class Pedido:
    """Un plan por hacer; cada lista trae un número por periodo.

    `capacidad` son los días de trabajo de que se dispone y `areas`, los de un área, que salen de aquellos.
    `presupuesto` es el dinero que llega en cada periodo; lo que no se gasta queda para después. `fijadas`
    dice de una acción en qué periodo va y `prohibidas`, por qué no puede ir.
    """

    capacidad: tuple[int, ...]
    areas: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    presupuesto: tuple[int, ...] | None = None
    fijadas: Mapping[str, int] = field(default_factory=dict)
    prohibidas: Mapping[str, str] = field(default_factory=dict)
    propias: Mapping[str, AccionPropia] = field(default_factory=dict)

    @property
    def periodos(self) -> int:
        """Cuántos tiene el plan."""
        return len(self.capacidad)


def area(accion: Accion) -> str:
    """El área que responde por una acción: lo que va antes de la primera coma; tras ella, quienes ayudan."""
    return accion.responsable.partition(",")[0].strip()


def misma_area(una: str, otra: str) -> bool:
    """Si dos nombres son el mismo, sin mirar tildes ni mayúsculas."""
    return normalizar(una) == normalizar(otra)


def con_acciones_propias(catalogo: Catalogo, propias: Mapping[str, AccionPropia]) -> Catalogo:
    """El catálogo con el esfuerzo, el responsable y la duración que la entidad haya cambiado."""
    if not propias:
        return catalogo
    acciones = dict(catalogo.acciones)
    for codigo, propia in propias.items():
        campos = ("esfuerzo_dias", "responsable", "duracion_semanas")
        cambios = {c: v for c in campos if (v := getattr(propia, c)) is not None}
        acciones[codigo] = acciones[codigo].model_copy(update=cambios)
    return replace(catalogo, acciones=acciones, _ediciones={})


def revisar(catalogo: Catalogo, pedido: Pedido) -> list[Problema]:
    """Todo lo que no cuadra entre un pedido y la base o consigo mismo; vacío si se puede atender."""
    problemas = list(_codigos(catalogo, pedido))
    if problemas:
        return problemas
    return [*_listas(pedido), *_areas(catalogo, pedido), *_decisiones(pedido)]


def _codigos(catalogo: Catalogo, pedido: Pedido) -> Iterator[Problema]:
    for campo, codigos in (
        ("fijadas", pedido.fijadas),
        ("prohibidas", pedido.prohibidas),
        ("acciones", pedido.propias),
    ):
        for codigo in codigos:
            if codigo not in catalogo.acciones:
                quiso = sugerencia(codigo, catalogo.acciones)
                mensaje = f"no existe la acción «{codigo}».{quiso}"
                yield Problema(f"{campo}.{codigo}", mensaje, "los códigos de «reglas listar»")


def _listas(pedido: Pedido) -> Iterator[Problema]:
    listas = {f"areas.{a}": dias for a, dias in pedido.areas.items()}
    if pedido.presupuesto is not None:
        listas["presupuesto"] = pedido.presupuesto
    for ruta, lista in listas.items():
        if len(lista) != pedido.periodos:
            mensaje = f"trae {len(lista)} números y el plan tiene {pedido.periodos} periodos."
            yield Problema(ruta, mensaje, "un solo número, o uno por periodo")


def _areas(catalogo: Catalogo, pedido: Pedido) -> Iterator[Problema]:
    acciones = con_acciones_propias(catalogo, pedido.propias).acciones.values()
    todas = list(dict.fromkeys(area(a) for a in acciones))
    vistas: list[str] = []
    for escrita in pedido.areas:
        if not any(misma_area(escrita, a) for a in todas):
            mensaje = f"ninguna acción es de «{escrita}».{sugerencia(escrita, todas)}"
            yield Problema(f"areas.{escrita}", mensaje, "las áreas que responden por alguna acción")
        if any(misma_area(escrita, a) for a in vistas):
            yield Problema(f"areas.{escrita}", "el área está repetida.", "una sola vez")
        vistas.append(escrita)


def _decisiones(pedido: Pedido) -> Iterator[Problema]:
    for codigo, periodo in pedido.fijadas.items():
        ruta = f"fijadas.{codigo}"
        if not 1 <= periodo <= pedido.periodos:
            mensaje = f"el periodo {periodo} no está en el plan."
            yield Problema(ruta, mensaje, f"un periodo de 1 a {pedido.periodos}")
        if codigo in pedido.prohibidas:
            yield Problema(ruta, "también está prohibida.", "una de las dos cosas")

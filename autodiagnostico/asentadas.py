"""De qué filas guarda la bitácora la huella, y cómo se resume cada una.

El asiento de una de estas filas lleva su huella: cambiarla a mano después se nota.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autodiagnostico.almacen.tablas import (
    Asiento,
    AvanceDeItem,
    EvaluacionIndependiente,
    EventoDeRespuesta,
    Instantanea,
    Movimiento,
    Muestra,
    PasoDeItem,
    VersionDePlan,
)
from autodiagnostico.huellas import huella

FilaAsentada = (
    EventoDeRespuesta
    | Movimiento
    | Instantanea
    | Muestra
    | EvaluacionIndependiente
    | PasoDeItem
    | AvanceDeItem
    | VersionDePlan
)


@dataclass(frozen=True, slots=True)
class Asentada:
    """Una tabla cuyas filas se asientan: qué campos se resumen y cómo se dice una de sus filas.

    Los campos van escritos para que una columna nueva no cambie las huellas ya asentadas; los `agregados`
    después solo cuentan si dicen algo.
    """

    tabla: type[FilaAsentada]
    campos: tuple[str, ...]
    dicha: str
    agregados: tuple[str, ...] = ()


ASENTADAS: Mapping[str, Asentada] = {
    "evento_de_respuesta": Asentada(
        EventoDeRespuesta,
        ("diagnostico_id", "criterio", "version", "origen", "antes", "despues", "cuando", "autor_id"),
        "el cambio",
        agregados=("version_base",),
    ),
    "movimiento": Asentada(
        Movimiento,
        ("diagnostico_id", "hecho", "motivo", "cuando", "autor_id", "version_reglas", "digesto_reglas"),
        "el paso",
    ),
    "instantanea": Asentada(
        Instantanea,
        (
            *("diagnostico_id", "numero", "tomada", "autor_id", "version_reglas", "digesto_reglas"),
            *("caso", "resultado", "entradas", "salida"),
        ),
        "el cierre",
    ),
    "muestra": Asentada(
        Muestra,
        (
            *("diagnostico_id", "numero", "semilla", "tamano", "estratos", "poblacion", "criterios"),
            *("sorteada", "autor_id"),
        ),
        "el sorteo",
    ),
    "evaluacion_independiente": Asentada(
        EvaluacionIndependiente,
        (
            *("diagnostico_id", "criterio", "numero", "version_de_respuesta", "dictamen", "valor"),
            *("no_aplica", "comentario", "causa", "efecto", "recomendacion", "cuando", "autor_id"),
        ),
        "la evaluación independiente",
    ),
    "paso_de_item": Asentada(
        PasoDeItem,
        (
            *("diagnostico_id", "item_de_plan_id", "paso", "desde", "hacia", "observacion", "cuando"),
            "autor_id",
        ),
        "el paso del renglón del plan",
    ),
    "avance_de_item": Asentada(
        AvanceDeItem,
        (
            *("diagnostico_id", "item_de_plan_id", "fecha", "porcentaje", "valor", "entregado"),
            *("evidencia_id", "cuando", "autor_id"),
        ),
        "el avance del renglón del plan",
    ),
    "version_de_plan": Asentada(
        VersionDePlan,
        ("diagnostico_id", "numero", "acto", "fecha_del_acto", "contenido", "aprobada", "autor_id"),
        "la versión aprobada del plan",
    ),
}
DESDE_CUANDO = frozenset({"movimiento"})
"""Las que ya existían antes de asentarse: sus filas más viejas pueden no estar en la bitácora."""


def nombre_de(fila: FilaAsentada) -> str:
    """Con qué nombre está aquí la tabla de una fila."""
    return next(nombre for nombre, una in ASENTADAS.items() if isinstance(fila, una.tabla))


def huella_de_fila(fila: FilaAsentada) -> str:
    """La huella de una fila que se asienta."""
    una = ASENTADAS[nombre_de(fila)]
    agregados = {campo: getattr(fila, campo) for campo in una.agregados}
    dichos = {campo: valor for campo, valor in agregados.items() if valor is not None}
    return huella({campo: getattr(fila, campo) for campo in una.campos} | dichos)


def huella_de_asiento(asiento: Asiento) -> str:
    """La huella que le corresponde a un asiento por lo que dice."""
    return huella(
        {
            "numero": asiento.numero,
            "cuando": asiento.cuando,
            "cuenta": asiento.cuenta_id,
            "hecho": asiento.hecho,
            "entidad": asiento.entidad_id,
            "objeto": asiento.objeto,
            "detalle": asiento.detalle,
            "anterior": asiento.anterior,
        }
    )


def datos_de(fila: FilaAsentada) -> dict[str, Any]:
    """Lo que el asiento de una fila ya numerada lleva en su detalle."""
    return {"tabla": nombre_de(fila), "fila": fila.id, "huella": huella_de_fila(fila)}

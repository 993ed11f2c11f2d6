"""La tabla de pasos de un renglón: contra una escrita aparte, y por cualquier camino."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostico.permisos import PERMISOS, Operacion, Rol
from autodiagnostico.plan.pasos import (
    EDITABLES,
    OPERACIONES,
    TABLA,
    VIGENTES,
    ErrorDePasoDelPlan,
    EstadoDeItem,
    Paso,
    dar,
    posibles,
)

ESPERADA: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("pasos_del_plan.yaml").read_text(encoding="utf-8")
)
PIDEN_MOTIVO = {Paso.DEVOLVER, Paso.NO_CUMPLIR, Paso.RETOMAR, Paso.REFORMULAR}


def test_la_tabla_es_la_escrita_aparte() -> None:
    """Todo estado y todo paso: ni uno de más ni uno de menos."""
    dice: dict[str, dict[str, str]] = {}
    for (desde, paso), transicion in TABLA.items():
        dice.setdefault("nuevo" if desde is None else desde.value, {})[paso.value] = transicion.hacia.value
    assert dice == ESPERADA
    assert {t.paso for t in TABLA.values() if t.pide_motivo} == PIDEN_MOTIVO


def test_aprobar_y_devolver_son_del_comite_y_control_interno_no_da_ningun_paso() -> None:
    """Quien arma el plan no se lo aprueba."""
    del_comite = {p for p, o in OPERACIONES.items() if o is Operacion.APROBAR_PLAN}
    assert del_comite == {Paso.APROBAR, Paso.DEVOLVER}
    assert {r for r in Rol if Operacion.APROBAR_PLAN in PERMISOS[r]} == {Rol.CIGD}
    assert not set(OPERACIONES.values()) & set(PERMISOS[Rol.CONTROL_INTERNO])
    assert Operacion.EDITAR_PLAN not in PERMISOS[Rol.CIGD]


@given(st.lists(st.sampled_from(Paso), max_size=30))
def test_ningun_camino_se_salta_la_aprobacion(pasos: list[Paso]) -> None:
    """Lo que está vigente se aprobó después de la última vez que se pudo cambiar."""
    estado: EstadoDeItem | None = None
    aprobado_antes = aprobado_desde_que_cambio = False
    for paso in [Paso.PROPONER, *pasos]:
        try:
            estado = dar(estado, paso, "porque sí", aprobado_antes=aprobado_antes).hacia
        except ErrorDePasoDelPlan:
            continue
        if estado in EDITABLES:
            aprobado_desde_que_cambio = False
        if paso is Paso.APROBAR:
            aprobado_antes = aprobado_desde_que_cambio = True
        assert (estado in VIGENTES) <= aprobado_desde_que_cambio
        assert not (estado is EstadoDeItem.QUITADO and aprobado_antes)


@given(st.sampled_from(EstadoDeItem), st.sampled_from(Paso))
def test_lo_que_no_se_puede_dice_donde_esta(estado: EstadoDeItem, paso: Paso) -> None:
    """Y un paso que pide motivo no se da en blanco."""
    if (estado, paso) not in TABLA:
        with pytest.raises(ErrorDePasoDelPlan, match="Está en «"):
            dar(estado, paso, "por algo")
    elif TABLA[estado, paso].pide_motivo:
        with pytest.raises(ErrorDePasoDelPlan, match="Escriba por qué"):
            dar(estado, paso, "  ")
    else:
        assert dar(estado, paso) in posibles(estado)


def test_lo_aprobado_una_vez_no_se_quita() -> None:
    """Aunque se esté reformulando: saldría del plan sin que el Comité lo supiera."""
    with pytest.raises(ErrorDePasoDelPlan, match="no se quita"):
        dar(EstadoDeItem.PROPUESTO, Paso.QUITAR, aprobado_antes=True)
    assert Paso.QUITAR not in {t.paso for t in posibles(EstadoDeItem.PROPUESTO, aprobado_antes=True)}

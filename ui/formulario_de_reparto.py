"""Lo que se pide del reparto por trimestres: días, dinero, áreas, y qué va o no va."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from autodiagnostico.errores import ErrorDeServicio
from motor.busqueda import Pedido, area
from reglas import Catalogo

TRIMESTRES = 4
DE_ENTRADA = 40
_NOMBRES = [f"Trimestre {n}" for n in range(1, TRIMESTRES + 1)]
_ULTIMO_PESO = 10**12


def dibujar(catalogo: Catalogo) -> Pedido | None:
    """El formulario; al enviarlo, lo pedido. Lanza ErrorDeServicio si se contradice."""
    acciones = {c: a.titulo for c, a in catalogo.acciones.items()}
    with st.form("plan:f", enter_to_submit=False):
        columnas = st.columns(TRIMESTRES)
        dias = [_dias(columna, n) for n, columna in enumerate(columnas, start=1)]
        prohibidas = _varias("Acciones que no pueden ir", acciones, "plan:prohibidas")
        with st.expander("Acciones que van en un trimestre fijo"):
            fijadas = [
                _varias(f"En el {nombre.lower()}", acciones, f"plan:fijadas:{n}")
                for n, nombre in enumerate(_NOMBRES, start=1)
            ]
        with st.expander("Límites por área y presupuesto"):
            dinero = st.number_input(
                "Presupuesto que llega cada trimestre, en pesos (vacío: sin límite)",
                *(0, _ULTIMO_PESO, None),
                step=1_000_000,
                key="plan:presupuesto",
            )
            areas = st.data_editor(
                _areas(catalogo),
                key="plan:areas",
                hide_index=False,
                placeholder="–",
                column_config={n: st.column_config.NumberColumn(n, min_value=0, step=1) for n in _NOMBRES},
            )
            st.caption("Días de cada área, de los de arriba. Donde no se escribe nada, no hay límite aparte.")
        if not st.form_submit_button("Hacer el plan", type="primary"):
            return None
    return Pedido(
        capacidad=tuple(dias),
        areas=limites(areas, dias),
        presupuesto=None if dinero is None else (int(dinero),) * TRIMESTRES,
        fijadas=por_trimestre(fijadas, acciones),
        prohibidas=dict.fromkeys(prohibidas, "la Mesa la dejó fuera"),
    )


def _dias(columna: DeltaGenerator, numero: int) -> int:
    rotulo = f"Días, {_NOMBRES[numero - 1].lower()}"
    return columna.number_input(rotulo, 0, 5000, DE_ENTRADA, step=5, key=f"plan:dias:{numero}")


def _varias(rotulo: str, acciones: Mapping[str, str], clave: str) -> list[str]:
    return st.multiselect(
        rotulo, list(acciones), format_func=acciones.__getitem__, key=clave, placeholder="Ninguna"
    )


def _areas(catalogo: Catalogo) -> pd.DataFrame:
    """Una fila por área que responde por alguna acción, sin límites."""
    nombres = sorted({area(a) for a in catalogo.acciones.values()}, key=str.casefold)
    vacia = pd.DataFrame(None, index=pd.Index(nombres, name="Área"), columns=_NOMBRES)
    return vacia.astype("Int64")


def limites(areas: pd.DataFrame, dias: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Los días de cada área en cada trimestre; donde no se dijo, todos los que hay."""
    return {
        str(nombre): tuple(hay if pd.isna(v) else int(v) for v, hay in zip(fila, dias, strict=True))
        for nombre, *fila in areas[_NOMBRES].dropna(how="all").itertuples(name=None)
    }


def por_trimestre(fijadas: Sequence[Sequence[str]], titulos: Mapping[str, str]) -> dict[str, int]:
    """Acción → su trimestre. Lanza ErrorDeServicio, con todas, si alguna se fijó en dos."""
    suyos: dict[str, list[int]] = {}
    for numero, acciones in enumerate(fijadas, start=1):
        for accion in acciones:
            suyos.setdefault(accion, []).append(numero)
    en_dos = [f"«{titulos[a]}»" for a, numeros in suyos.items() if len(numeros) > 1]
    if en_dos:
        raise ErrorDeServicio(f"Una acción va en un solo trimestre. Quite de los demás: {'; '.join(en_dos)}.")
    return {accion: numeros[0] for accion, numeros in suyos.items()}

"""Las lecturas de las entidades que alguien puede comparar: al día, y solo lo que puede ver de cada una."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlmodel import Session, col

from autodiagnostico import acceso
from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.lecturas import fichas, guardado, tablas
from autodiagnostico.lecturas.calculo import GLOBAL
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.lecturas.guardado import Avisar
from autodiagnostico.lecturas.numeros import NUMEROS
from autodiagnostico.lecturas.recuerdo import recordar
from autodiagnostico.permisos import Operacion, Sobre, puede
from autodiagnostico.sala import Sala

DE_LA_COBERTURA = frozenset({"peso", "conocido", "cobertura"})
"""Lo que se ve de cualquier diagnóstico que se pueda comparar, aunque sea un borrador."""


def vigencias(sala: Sala) -> list[int]:
    """Los años en que hay algo que comparar, del más reciente al más antiguo."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    consulta = sa.select(col(Diagnostico.vigencia)).distinct()
    with leer(sala.motor_bd) as sesion:
        if not puede(sala.quien, Operacion.COMPARAR, Sobre(0)):
            suyas = [int(n) for n in _comparables(sala, sesion).index]
            consulta = consulta.where(col(Diagnostico.entidad_id).in_(suyas))
        return sorted(sesion.execute(consulta).scalars(), reverse=True)


def abrir(
    sala: Sala, pedidas: Collection[int], *, clases: Collection[str] | None = None, completo: bool = True
) -> Cuadro:
    """El cuadro de unas vigencias, de las entidades que quien pide puede comparar; calcula lo que falte.

    `clases` acota los ámbitos que se traen; sin `completo` no se trae ni la letra de cada regla, ni cuándo y
    con qué base se envió cada uno. Lanza ErrorDeEvaluacion si lo calculado no es de fiar.
    """
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    en_orden = tuple(sorted(pedidas, reverse=True))
    suyas = None if clases is None else tuple(sorted(clases))

    def hacer() -> Cuadro:
        guardado.poner_al_dia(sala, en_orden)
        with leer(sala.motor_bd) as sesion:
            return _cuadro(sesion, sala, en_orden, suyas, completo=completo)

    return recordar(sala, ("cuadro", en_orden, suyas, completo), hacer)


def preparar(sala: Sala, avisar: Avisar = lambda _: None) -> int:
    """Calcula y guarda lo que falte de todas las vigencias; dice de cuántos diagnósticos."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    lecturas = guardado.poner_al_dia(sala, None, lambda hecho: avisar(hecho / 2))
    return len(lecturas | guardado.columnas_al_dia(sala, None, lambda hecho: avisar((1 + hecho) / 2)))


def _comparables(sala: Sala, sesion: Session) -> pd.DataFrame:
    """Las entidades que quien pide puede comparar, y qué puede ver de cada una."""
    todas = fichas.entidades(sesion)
    sobre = [Sobre(int(n), s) for n, s in zip(todas.index, todas["de_sector"], strict=True)]
    todas["ve_lo_enviado"], todas["ve_lo_verificado"], comparables = (
        np.array([puede(sala.quien, que, uno) for uno in sobre], bool)
        for que in (Operacion.VER_ENVIADO, Operacion.VER_EVALUACION_INDEPENDIENTE, Operacion.COMPARAR)
    )
    return todas[comparables]


def _cuadro(
    sesion: Session,
    sala: Sala,
    pedidas: tuple[int, ...],
    clases: Collection[str] | None,
    *,
    completo: bool,
) -> Cuadro:
    suyas = _fichas(fichas.diagnosticos(sesion, pedidas, _comparables(sala, sesion), con_envio=completo))
    leidas = tablas.lecturas(sesion, pedidas, "declarada", con_estados=completo)
    leidas = leidas[leidas.index.isin(suyas.index)]
    formas = tablas.formas(sesion, leidas)
    ambitos = tablas.ambitos(leidas, formas, clases)
    con_indice = ambitos.loc[(ambitos["clase"] == GLOBAL) & ambitos["indice_min"].notna(), "diagnostico_id"]
    suyas["forma_de_lectura_id"] = leidas["forma_de_lectura_id"]
    suyas["razon"] = _razones(suyas, leidas["problema"], con_indice)
    suyas["contada"] = suyas["razon"] == ""
    visibles = suyas.index[suyas["visible"]]
    ocultos = ~ambitos["diagnostico_id"].isin(visibles)
    ambitos.loc[ocultos, [n for n in NUMEROS if n not in DE_LA_COBERTURA]] = float("nan")
    con_verificada = suyas.index[suyas["visible"] & suyas.pop("ve_lo_verificado")]
    verificadas = tablas.lecturas(sesion, pedidas, "verificada", con_estados=False)
    verificadas = verificadas[verificadas.index.isin(con_verificada)]
    return Cuadro(
        catalogo=sala.catalogo,
        vigencias=pedidas,
        fichas=suyas,
        ambitos=ambitos,
        verificados=tablas.ambitos(verificadas, tablas.formas(sesion, verificadas), clases),
        estados=tablas.estados(leidas[leidas.index.isin(visibles)], formas) if completo else pd.DataFrame(),
        reglas={numero: forma.reglas for numero, forma in formas.items()},
    )


def _fichas(tabla: pd.DataFrame) -> pd.DataFrame:
    """Con lo que es visible, y lo que es de prueba en una vigencia que tiene entidades de verdad."""
    reales = set(tabla.loc[~tabla["demostracion"].astype(bool), "vigencia"])
    tabla["visible"] = (tabla["estado"] != "borrador") & tabla["ve_lo_enviado"]
    tabla["de_prueba"] = tabla["demostracion"] & tabla["vigencia"].isin(reales)
    return tabla.drop(columns=["de_sector", "orden", "ve_lo_enviado"])


def _razones(suyas: pd.DataFrame, problemas: pd.Series[str], con_indice: pd.Series[int]) -> NDArray[Any]:
    """Por qué no entra cada una en las cuentas; «» si entra."""
    problema = problemas.reindex(suyas.index).fillna("")
    return np.select(
        [
            problema != "",
            suyas["estado"] == "borrador",
            ~suyas["visible"],
            suyas["de_prueba"],
            ~suyas.index.isin(con_indice),
        ],
        [
            problema,
            "Está en borrador: solo se ve cuánto se ha verificado.",
            "Su cuenta solo puede ver cuánto se ha verificado.",
            "Es una entidad inventada, de demostración.",
            "Ningún escenario tiene reglas que le apliquen.",
        ],
        "",
    )

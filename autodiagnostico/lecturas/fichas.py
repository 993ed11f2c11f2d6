"""Los diagnósticos y sus entidades, como tablas: quién es cada uno, sin lo que dio."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import sqlalchemy as sa
from sqlmodel import Session, col

from autodiagnostico.almacen.tablas import Diagnostico, Entidad
from autodiagnostico.lecturas.cuadro import SIN_SECTOR
from autodiagnostico.lecturas.tablas import traer
from reglas.texto import normalizar

_DE_LA_ENTIDAD = ["id", "codigo", "nombre", "demostracion", "atributos"]
_DEL_DIAGNOSTICO = ["id", "entidad_id", "vigencia", "estado"]
_DE_SU_ENVIO = ["enviado", "fecha_corte", "version_reglas", "digesto_reglas"]


def entidades(sesion: Session) -> pd.DataFrame:
    """Una fila por entidad, por su número: codigo, nombre, demostracion, sector, tipo y poblacion.

    `de_sector` es el sector como se dijo, o None; `orden`, su lugar en el alfabeto.
    """
    consulta = sa.select(*(col(getattr(Entidad, c)) for c in _DE_LA_ENTIDAD))
    tabla = traer(sesion, consulta, _DE_LA_ENTIDAD).set_index("id").rename_axis("entidad_id")
    atributos = tabla.pop("atributos")
    sectores = [s if isinstance(s := a.get("sector"), str) else None for a in atributos]
    tabla["de_sector"] = pd.Series(sectores, tabla.index, object)
    tabla["sector"] = [s or SIN_SECTOR for s in sectores]
    tabla["tipo"] = [a.get("tipo") or "" for a in atributos]
    tabla["poblacion"] = [a.get("poblacion") for a in atributos]
    tabla["orden"] = tabla["nombre"].map(normalizar).rank(method="dense")
    return tabla


def diagnosticos(
    sesion: Session, vigencias: Collection[int], entidades_: pd.DataFrame, *, con_envio: bool
) -> pd.DataFrame:
    """Los de esas entidades: una fila por diagnóstico, por su número, con las columnas de su entidad.

    `con_envio` agrega cuándo se envió, y con qué fecha y qué base. Del más reciente al más antiguo y, en cada
    vigencia, por el nombre.
    """
    columnas = [*_DEL_DIAGNOSTICO, *(_DE_SU_ENVIO if con_envio else [])]
    consulta = sa.select(*(col(getattr(Diagnostico, c)) for c in columnas))
    suyos = traer(sesion, consulta.where(col(Diagnostico.vigencia).in_(vigencias)), columnas)
    tabla = suyos.rename(columns={"id": "diagnostico_id"}).join(entidades_, on="entidad_id", how="inner")
    en_orden = tabla.sort_values(["vigencia", "orden", "diagnostico_id"], ascending=[False, True, True])
    return en_orden.set_index("diagnostico_id")

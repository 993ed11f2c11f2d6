"""Las lecturas de las entidades que alguien puede comparar: al día, y solo lo que puede ver de cada una."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa
from sqlmodel import Session, col

from autodiagnostico import acceso
from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.lecturas import claves, guardado, tablas
from autodiagnostico.lecturas.claves import Fila
from autodiagnostico.permisos import Operacion, Sobre, puede
from autodiagnostico.sala import Sala
from reglas import Catalogo
from reglas.texto import normalizar

SIN_SECTOR = "Sin sector"
DE_LA_COBERTURA = frozenset({"peso", "conocido", "cobertura"})
"""Lo que se ve de cualquier diagnóstico que se pueda comparar, aunque sea un borrador."""
DECLARADA, VERIFICADA = "declarada", "verificada"


@dataclass(frozen=True)
class Cuadro:
    """Lo que se puede ver de unas vigencias, en tablas.

    `fichas` tiene una fila por diagnóstico, por su número: entidad, estado, con qué se leyó, si su resultado
    es visible, si entra en las cuentas y, si no, por qué. `ambitos` y `verificados`, una por diagnóstico y
    escenario, política o global (índices y cobertura en diezmilésimas); de lo que no es visible, solo la
    cobertura. `estados`, la letra de cada regla (`lecturas.letras`) de lo visible.
    """

    catalogo: Catalogo
    vigencias: tuple[int, ...]
    fichas: pd.DataFrame
    ambitos: pd.DataFrame
    verificados: pd.DataFrame
    estados: pd.DataFrame

    def contadas(self, vigencia: int | None = None) -> pd.DataFrame:
        """Las fichas que entran en las cuentas; de una vigencia o de todas."""
        suyas = self.fichas[self.fichas["contada"]]
        return suyas if vigencia is None else suyas[suyas["vigencia"] == vigencia]

    def sectores(self) -> dict[int, str]:
        """El sector de cada diagnóstico que entra en las cuentas."""
        suyas = self.contadas()
        return dict(zip(map(int, suyas.index), suyas["sector"], strict=True))

    def de(self, clase: str, codigo: str | None = None, *, contadas: bool = True) -> pd.DataFrame:
        """Los ámbitos de una clase, con su ficha al lado."""
        suyos = self.ambitos[self.ambitos["clase"] == clase]
        if codigo is not None:
            suyos = suyos[suyos["codigo"] == codigo]
        fichas = self.contadas() if contadas else self.fichas
        return suyos.join(fichas.rename(columns={"codigo": "entidad"}), on="diagnostico_id", how="inner")


def vigencias(sala: Sala) -> list[int]:
    """Los años en que hay algo que comparar, del más reciente al más antiguo."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leer(sala.motor_bd) as sesion:
        hay = sorted(sesion.execute(sa.select(col(Diagnostico.vigencia)).distinct()).scalars(), reverse=True)
        if puede(sala.quien, Operacion.COMPARAR, Sobre(0)):
            return hay
        return [v for v in hay if _comparables(sala, list(claves.filas(sesion, sala, [v])))]


def abrir(
    sala: Sala, pedidas: Collection[int], *, clases: Collection[str] | None = None, con_estados: bool = True
) -> Cuadro:
    """El cuadro de unas vigencias, de las entidades que quien pide puede comparar; calcula lo que falte.

    `clases` acota los ámbitos que se traen. Lanza ErrorDeEvaluacion si lo calculado no es de fiar.
    """
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    pedidas = tuple(sorted(pedidas, reverse=True))
    with leer(sala.motor_bd) as sesion:
        filas = _comparables(sala, list(claves.filas(sesion, sala, pedidas)))
    guardado.poner_al_dia(sala, filas)
    with leer(sala.motor_bd) as sesion:
        return _cuadro(sesion, sala, pedidas, filas, clases, con_estados=con_estados)


def preparar(sala: Sala, avisar: Callable[[int], None] = lambda _: None) -> int:
    """Calcula y guarda lo que falte de todas las vigencias que se pueden comparar; dice cuánto."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leer(sala.motor_bd) as sesion:
        filas = _comparables(sala, list(claves.filas(sesion, sala)))
    return guardado.poner_al_dia(sala, filas, avisar) + guardado.columnas_al_dia(sala, filas)


def _comparables(sala: Sala, filas: Sequence[Fila]) -> list[Fila]:
    return [f for f in filas if puede(sala.quien, Operacion.COMPARAR, _sobre(f))]


def _sobre(fila: Fila) -> Sobre:
    sector = fila.atributos.get("sector")
    return Sobre(fila.entidad_id, sector if isinstance(sector, str) else None)


def _visible(sala: Sala, fila: Fila) -> bool:
    return fila.estado != "borrador" and puede(sala.quien, Operacion.VER_ENVIADO, _sobre(fila))


def _cuadro(  # noqa: PLR0913 - lo pedido y lo que se puede ver
    sesion: Session,
    sala: Sala,
    pedidas: tuple[int, ...],
    filas: Sequence[Fila],
    clases: Collection[str] | None,
    *,
    con_estados: bool,
) -> Cuadro:
    leidas = tablas.lecturas(sesion, pedidas, DECLARADA)
    ambitos = tablas.ambitos(sesion, pedidas, DECLARADA, clases)
    fichas = _fichas(sala, filas).join(leidas[["problema"]], how="left")
    con_indice = set(
        ambitos.loc[(ambitos["clase"] == "global") & ambitos["indice_min"].notna(), "diagnostico_id"]
    )
    fichas["razon"] = [_razon(f, f.Index in con_indice) for f in fichas.itertuples()]
    fichas["contada"] = fichas["razon"] == ""
    ambitos = ambitos[ambitos["diagnostico_id"].isin(fichas.index)].reset_index(drop=True)
    ocultos = ~ambitos["diagnostico_id"].isin(fichas.index[fichas["visible"]])
    ambitos.loc[ocultos, [n for n in tablas.NUMEROS if n not in DE_LA_COBERTURA]] = float("nan")
    verificados = tablas.ambitos(sesion, pedidas, VERIFICADA, clases)
    visibles = leidas[leidas.index.isin(fichas.index[fichas["visible"]])]
    return Cuadro(
        catalogo=sala.catalogo,
        vigencias=pedidas,
        fichas=fichas.drop(columns="problema"),
        ambitos=ambitos,
        verificados=verificados[verificados["diagnostico_id"].isin(_con_evaluacion_visible(sala, filas))],
        estados=tablas.estados(sesion, visibles) if con_estados else pd.DataFrame(),
    )


def _con_evaluacion_visible(sala: Sala, filas: Sequence[Fila]) -> set[int]:
    return {
        f.diagnostico_id
        for f in filas
        if _visible(sala, f) and puede(sala.quien, Operacion.VER_EVALUACION_INDEPENDIENTE, _sobre(f))
    }


_COLUMNAS = (
    *("entidad_id", "codigo", "nombre", "demostracion", "vigencia", "estado", "enviado", "fecha_corte"),
    *("version_reglas", "digesto_reglas"),
)


def _fichas(sala: Sala, sin_orden: Sequence[Fila]) -> pd.DataFrame:
    filas = sorted(sin_orden, key=lambda f: (-f.vigencia, normalizar(f.nombre), f.diagnostico_id))
    tabla = pd.DataFrame(
        [[getattr(f, c) for c in _COLUMNAS] for f in filas],
        columns=list(_COLUMNAS),
        index=pd.Index([f.diagnostico_id for f in filas], name="diagnostico_id"),
    )
    tabla["sector"] = [f.atributos.get("sector") or SIN_SECTOR for f in filas]
    tabla["tipo"] = [f.atributos.get("tipo") or "" for f in filas]
    tabla["poblacion"] = [f.atributos.get("poblacion") for f in filas]
    tabla["visible"] = [_visible(sala, f) for f in filas]
    reales = {f.vigencia for f in filas if not f.demostracion}
    tabla["de_prueba"] = [f.demostracion and f.vigencia in reales for f in filas]
    return tabla


def _razon(ficha: object, con_indice: bool) -> str:
    if isinstance(problema := getattr(ficha, "problema", ""), str) and problema:
        return problema
    if getattr(ficha, "estado", "") == "borrador":
        return "Está en borrador: solo se ve cuánto se ha verificado."
    if not getattr(ficha, "visible", False):
        return "Su cuenta solo puede ver cuánto se ha verificado."
    if getattr(ficha, "de_prueba", False):
        return "Es una entidad inventada, de demostración."
    return "" if con_indice else "Ningún escenario tiene reglas que le apliquen."

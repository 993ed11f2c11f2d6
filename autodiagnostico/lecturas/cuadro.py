"""Lo que se puede ver de unas vigencias, en tablas: de aquí sale todo lo que se compara."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from reglas import Catalogo

SIN_SECTOR = "Sin sector"


@dataclass(frozen=True)
class Cuadro:
    """Lo que alguien puede ver de unas vigencias.

    `fichas` tiene una fila por diagnóstico, por su número: entidad, estado, la forma de su lectura, si su
    resultado es visible, si entra en las cuentas y, si no, por qué. `ambitos` y `verificados`, una por
    diagnóstico y escenario, política o global (índices y cobertura en diezmilésimas); de lo que no es
    visible, solo la cobertura. `estados`, la letra de cada regla (`lecturas.letras`) de lo visible; `reglas`,
    las de cada forma.
    """

    catalogo: Catalogo
    vigencias: tuple[int, ...]
    fichas: pd.DataFrame
    ambitos: pd.DataFrame
    verificados: pd.DataFrame
    estados: pd.DataFrame
    reglas: Mapping[int, Sequence[str]]

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

    def reglas_leidas(self, vigencia: int) -> set[str]:
        """Las reglas con que se leyó algún diagnóstico contado de una vigencia."""
        formas = self.contadas(vigencia)["forma_de_lectura_id"].dropna().unique()
        return {regla for forma in formas for regla in self.reglas[int(forma)]}

    def ambito(self, codigo: str) -> pd.DataFrame:
        """Los números de un ámbito, una fila por diagnóstico."""
        suyos = self.ambitos[self.ambitos["codigo"] == codigo]
        return suyos.drop(columns=["clase", "codigo"]).set_index("diagnostico_id")

"""Qué fue de cada pregunta al pasar de una versión de la base a otra."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from reglas.fichas.comun import Codigo, Ficha, Texto

TipoDeEquivalencia = Literal["igual", "menor", "mayor", "dividida", "unida", "ya_no_esta"]
_UNA, _VARIAS = (1, 1), (2, 80)
_CUANTAS: dict[TipoDeEquivalencia, tuple[tuple[int, int], tuple[int, int]]] = {
    "igual": (_UNA, _UNA),
    "menor": (_UNA, _UNA),
    "mayor": (_UNA, _UNA),
    "dividida": (_UNA, _VARIAS),
    "unida": (_VARIAS, _UNA),
    "ya_no_esta": (_UNA, (0, 0)),
}
"""Cuántas preguntas van en «antes» y cuántas en «ahora»."""


class Equivalencia(Ficha):
    """Qué fue de una pregunta, o de varias que se volvieron una."""

    tipo: TipoDeEquivalencia = Field(
        description="igual: solo cambió su código. menor: se aclaró y la respuesta sigue valiendo. "
        "mayor: pregunta otra cosa y hay que confirmarla. dividida: ahora son varias. unida: varias son una."
    )
    antes: list[Codigo] = Field(min_length=1, description="Los códigos en la versión anterior.")
    ahora: list[Codigo] = Field(default_factory=list, description="Los códigos en la versión nueva.")
    valores: dict[str, str] = Field(
        default_factory=dict,
        description="Opción de antes → opción de ahora, donde cambiaron; en sí o no, «si» y «no».",
    )
    nota: Texto = Field(description="Qué cambió y por qué, para quien respondió.")

    @model_validator(mode="after")
    def _cuadran(self) -> Equivalencia:
        for campo, cuantas, (minimo, maximo) in zip(
            ("antes", "ahora"), (len(self.antes), len(self.ahora)), _CUANTAS[self.tipo], strict=True
        ):
            if not minimo <= cuantas <= maximo:
                pide = str(minimo) if minimo == maximo else f"{minimo} o más"
                raise PydanticCustomError(
                    "cuantas", f"En «{self.tipo}», «{campo}» lleva {pide} códigos y trae {cuantas}."
                )
        return self


class TablaDeEquivalencias(Ficha):
    """El paso de una versión de la base a la siguiente; la pregunta que no nombra sigue igual."""

    de: Texto = Field(description="La versión anterior, como la dice su «base».")
    a: Texto = Field(description="La versión nueva.")
    cambios: list[Equivalencia] = Field(default_factory=list)
    nuevas: list[Codigo] = Field(
        default_factory=list, description="Preguntas que no salen de ninguna de antes."
    )

    @property
    def codigo(self) -> str:
        """Una tabla se distingue por las versiones que une."""
        return f"{self.de} → {self.a}"

"""Condiciones como se escriben: grupos, y hojas que prueban un dato."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag, model_validator
from pydantic_core import PydanticCustomError

from reglas.fichas.comun import Codigo, Constante, Ficha


class OtroDato(Ficha):
    """Operando que se lee de otro dato en vez de escribirse: exactamente uno."""

    criterio: Codigo | None = None
    entidad: Codigo | None = None
    parametro: Codigo | None = None
    caso: Literal["fecha_corte"] | None = Field(None, description="La fecha de corte del caso.")

    @model_validator(mode="after")
    def _exactamente_uno(self) -> OtroDato:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError(
                "operando", "Escriba exactamente uno de: criterio, entidad, parametro, caso."
            )
        return self


def _escalar_o(tipo: type[BaseModel], etiqueta: str) -> Discriminator:
    """Distingue un valor suelto de una ficha escrita como mapa: el error habla solo de lo escrito."""
    return Discriminator(lambda valor: etiqueta if isinstance(valor, dict | tipo) else "valor")


Operando = Annotated[
    Annotated[Constante, Tag("valor")] | Annotated[OtroDato, Tag("dato")], _escalar_o(OtroDato, "dato")
]


class Prueba(Ficha):
    """Lo que se le pide a un dato: exactamente una de estas pruebas."""

    es: Operando | None = Field(None, description="Igualdad; escribir solo el valor es lo mismo.")
    en: list[Constante] | None = Field(None, min_length=1, description="Es uno de estos valores.")
    contiene_todas: list[str] | None = Field(
        None, min_length=1, description="La lista trae todas estas claves."
    )
    contiene_alguna: list[str] | None = Field(
        None, min_length=1, description="La lista trae alguna de estas claves."
    )
    mayor_que: Operando | None = Field(None, description="Número mayor que.")
    al_menos: Operando | None = Field(None, description="Número mayor o igual que.")
    menor_que: Operando | None = Field(None, description="Número menor que.")
    a_lo_sumo: Operando | None = Field(None, description="Número menor o igual que.")
    despues_de: Operando | None = Field(None, description="Fecha posterior a.")
    desde: Operando | None = Field(None, description="Fecha igual o posterior a.")
    antes_de: Operando | None = Field(None, description="Fecha anterior a.")
    hasta: Operando | None = Field(None, description="Fecha igual o anterior a.")

    @model_validator(mode="after")
    def _exactamente_una(self) -> Prueba:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError(
                "prueba",
                "Escriba exactamente una prueba de: {pruebas}.",
                {"pruebas": ", ".join(type(self).model_fields)},
            )
        return self


class TodasFicha(Ficha):
    """Se cumplen todas."""

    todas: list[Condicion] = Field(min_length=1)


class AlgunaFicha(Ficha):
    """Se cumple alguna."""

    alguna: list[Condicion] = Field(min_length=1)


class NingunaFicha(Ficha):
    """No se cumple ninguna."""

    ninguna: list[Condicion] = Field(min_length=1)


ValorOPrueba = Annotated[
    Annotated[Constante, Tag("valor")] | Annotated[Prueba, Tag("prueba")], _escalar_o(Prueba, "prueba")
]


class HojaFicha(RootModel[dict[str, ValorOPrueba]]):
    """Un solo par `dato: valor` o `dato: {prueba: operando}`.

    El dato es un criterio (`mesa.existe`), un atributo (`entidad.tipo`), un hecho derivado
    (`hecho.obligada`) o la pertenencia a una lista (`entidad.en_lista: codigo`).
    """

    model_config = ConfigDict(frozen=True, strict=True)

    @model_validator(mode="after")
    def _un_solo_dato(self) -> HojaFicha:
        if len(self.root) != 1:
            raise PydanticCustomError(
                "hoja", "Una condición lleva un solo dato; para pedir varios use «todas:» o «alguna:»."
            )
        return self


def _forma(valor: Any) -> str | None:
    """Qué forma de condición se escribió: un grupo o una hoja."""
    for grupo, modelo in (("todas", TodasFicha), ("alguna", AlgunaFicha), ("ninguna", NingunaFicha)):
        if isinstance(valor, modelo) or (isinstance(valor, dict) and grupo in valor):
            return grupo
    return "hoja" if isinstance(valor, dict | HojaFicha) else None


Condicion = Annotated[
    Annotated[TodasFicha, Tag("todas")]
    | Annotated[AlgunaFicha, Tag("alguna")]
    | Annotated[NingunaFicha, Tag("ninguna")]
    | Annotated[HojaFicha, Tag("hoja")],
    Discriminator(
        _forma,
        custom_error_type="condicion",
        custom_error_message=(
            "Una condición es «todas:», «alguna:» o «ninguna:» con una lista, o un par «dato: valor»."
        ),
    ),
]


for _modelo in (TodasFicha, AlgunaFicha, NingunaFicha):
    _modelo.model_rebuild()

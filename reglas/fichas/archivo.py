"""Un archivo de la base: las secciones que puede traer."""

from __future__ import annotations

from pydantic import Field

from reglas.fichas.comun import Ficha
from reglas.fichas.contenido import Accion, CasoDeRegla, Contradiccion, Criterio, Hecho, ReglaFicha
from reglas.fichas.equivalencias import TablaDeEquivalencias
from reglas.fichas.marco import (
    Atributo,
    Aviso,
    DatosDeLaBase,
    Destino,
    EscalaDeNiveles,
    Escenario,
    Lista,
    Parametro,
    Politica,
    Tema,
)
from reglas.fichas.normas import FilaDeInventario, Norma


class Archivo(Ficha):
    """Un archivo de la base; cada sección es opcional."""

    base: DatosDeLaBase | None = None
    normas: list[Norma] = Field(default_factory=list)
    escenarios: list[Escenario] = Field(default_factory=list)
    escala: EscalaDeNiveles | None = None
    politicas: list[Politica] = Field(default_factory=list)
    destinos: list[Destino] = Field(default_factory=list)
    temas: list[Tema] = Field(default_factory=list)
    atributos: list[Atributo] = Field(default_factory=list)
    parametros: list[Parametro] = Field(default_factory=list)
    listas: list[Lista] = Field(default_factory=list)
    avisos: list[Aviso] = Field(default_factory=list)
    criterios: list[Criterio] = Field(default_factory=list)
    hechos: list[Hecho] = Field(default_factory=list)
    reglas: list[ReglaFicha] = Field(default_factory=list)
    acciones: list[Accion] = Field(default_factory=list)
    contradicciones: list[Contradiccion] = Field(default_factory=list)
    casos: list[CasoDeRegla] = Field(default_factory=list)
    inventario: list[FilaDeInventario] = Field(default_factory=list)
    equivalencias: list[TablaDeEquivalencias] = Field(default_factory=list)

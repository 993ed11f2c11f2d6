"""Lo que se escribe en los archivos YAML de una base de reglas, campo por campo.

De estos modelos sale también el JSON Schema con que los editores completan (`python -m reglas`).
"""

from reglas.fichas.archivo import Archivo
from reglas.fichas.comun import Caracter, Certeza, Codigo, Constante, Ficha, Texto
from reglas.fichas.condiciones import (
    AlgunaFicha,
    Condicion,
    HojaFicha,
    NingunaFicha,
    OtroDato,
    Prueba,
    TodasFicha,
)
from reglas.fichas.contenido import (
    Accion,
    ActoPropio,
    AdvertenciaFicha,
    CasoDeRegla,
    Contradiccion,
    Criterio,
    CruceFurag,
    Hecho,
    PlazoFicha,
    ReglaFicha,
)
from reglas.fichas.equivalencias import Equivalencia, TablaDeEquivalencias, TipoDeEquivalencia
from reglas.fichas.marco import (
    Atributo,
    Aviso,
    DatosDeLaBase,
    Destino,
    EscalaDeNiveles,
    Escenario,
    Lista,
    Nivel,
    Parametro,
    Politica,
    Tema,
    ValorDeParametro,
)
from reglas.fichas.normas import Cita, FilaDeInventario, Norma

__all__ = [
    "Accion",
    "ActoPropio",
    "AdvertenciaFicha",
    "AlgunaFicha",
    "Archivo",
    "Atributo",
    "Aviso",
    "Caracter",
    "CasoDeRegla",
    "Certeza",
    "Cita",
    "Codigo",
    "Condicion",
    "Constante",
    "Contradiccion",
    "Criterio",
    "CruceFurag",
    "DatosDeLaBase",
    "Destino",
    "Equivalencia",
    "EscalaDeNiveles",
    "Escenario",
    "Ficha",
    "FilaDeInventario",
    "Hecho",
    "HojaFicha",
    "Lista",
    "NingunaFicha",
    "Nivel",
    "Norma",
    "OtroDato",
    "Parametro",
    "PlazoFicha",
    "Politica",
    "Prueba",
    "ReglaFicha",
    "TablaDeEquivalencias",
    "Tema",
    "Texto",
    "TipoDeEquivalencia",
    "TodasFicha",
    "ValorDeParametro",
]

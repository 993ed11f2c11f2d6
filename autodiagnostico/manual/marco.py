"""Lo que se sabe del Manual sin haberlo cargado: se lee de `manual.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field

from reglas import Clase
from reglas.fichas import Caracter, Certeza, Codigo, Ficha, Texto
from reglas.fichas.comun import ClaseDeDato
from reglas.lectura import leer

_ARCHIVO = Path(__file__).with_name("manual.yaml")


class Alcance(Ficha):
    """A quién se dirige un lineamiento."""

    clave: Codigo
    texto: Texto
    aplica_si: dict[str, Any] = Field(description="Condición, como se escribe en una regla.")


class ClaseAdmitida(Ficha):
    """Una clase de respuesta y cómo se ofrece."""

    clase: ClaseDeDato
    texto: Texto


class CertezaAdmitida(Ficha):
    """De dónde se tomó el Manual y con qué certeza se cita."""

    certeza: Certeza
    texto: Texto


class CampoDelEncabezado(Ficha):
    """Un dato del Manual entero."""

    campo: Codigo
    titulo: Texto
    obligatoria: bool
    ayuda: Texto
    ejemplo: str


class CampoDelLineamiento(CampoDelEncabezado):
    """Un dato de cada lineamiento: una columna. `peso` se repite por escenario."""

    grupo: Texto
    ancho: int


class Marco(Ficha):
    """Todo lo anterior, más lo que no se pregunta y vale para todos los lineamientos."""

    norma: Codigo
    documento: Texto
    prefijo: Codigo
    caracter: Caracter
    minutos: int
    peso_maximo: int
    preguntas_recomendadas: int
    base_esfuerzo: Texto
    descripcion_de_accion: Texto
    alcances: list[Alcance]
    clases: list[ClaseAdmitida]
    certezas: list[CertezaAdmitida]
    entidad_de_muestra: dict[Codigo, bool | str]
    encabezado: list[CampoDelEncabezado]
    columnas: list[CampoDelLineamiento]
    instrucciones: list[Texto]
    ejemplo: Texto

    def alcance(self, clave: str) -> Alcance:
        """El alcance de una clave."""
        return next(a for a in self.alcances if a.clave == clave)

    def texto_de_clase(self, clase: Clase) -> str:
        """Cómo se ofrece una clase de respuesta."""
        return next(c.texto for c in self.clases if c.clase is clase)

    def texto_de_certeza(self, certeza: str) -> str:
        """Cómo se ofrece una certeza."""
        return next(c.texto for c in self.certezas if c.certeza == certeza)


@lru_cache(maxsize=1)
def marco() -> Marco:
    """El marco que trae el programa."""
    documento = leer(_ARCHIVO.name, _ARCHIVO.read_bytes())
    return Marco.model_validate(documento.datos)

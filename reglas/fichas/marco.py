"""El marco común: escenarios, niveles, políticas, temas, atributos, parámetros, listas y avisos."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from reglas.fichas.comun import ClaseDeDato, Codigo, Constante, Ficha, Texto
from reglas.fichas.condiciones import Condicion
from reglas.fichas.normas import Cita


class DatosDeLaBase(Ficha):
    """Identidad de la base."""

    version: Texto
    titulo: Texto
    nota: str | None = None


class Escenario(Ficha):
    """Un escenario: lo que tiene índice y nivel."""

    codigo: Codigo
    nombre: Texto
    descripcion: Texto
    peso: int = Field(ge=1)
    nota: str | None = None


class Nivel(Ficha):
    """Un nivel de madurez y el índice que pide."""

    nivel: int = Field(ge=1)
    nombre: Texto
    umbral: int = Field(ge=0, le=100)
    descripcion: Texto


class EscalaDeNiveles(Ficha):
    """Los niveles, con la razón de sus umbrales."""

    razon: Texto = Field(description="Por qué estos umbrales; si es decisión propia, se dice.")
    niveles: list[Nivel] = Field(min_length=1)


class Politica(Ficha):
    """Una política de gestión que las reglas atienden."""

    codigo: Codigo
    nombre: Texto
    transversal: bool = False


class Tema(Ficha):
    """Un grupo de preguntas que se responde de una sentada."""

    codigo: Codigo
    nombre: Texto
    descripcion: Texto


class Atributo(Ficha):
    """Un dato de la entidad, distinto de su código y su nombre."""

    codigo: Codigo
    clase: ClaseDeDato
    pregunta: Texto
    ayuda: str | None = None
    opciones: dict[str, str] | None = None
    obligatorio: bool = False


class ValorDeParametro(Ficha):
    """Un valor y desde cuándo rige."""

    desde: date | None = None
    valor: Constante
    cita: Cita | None = None
    nota: str | None = None


class Parametro(Ficha):
    """Un número o fecha de la norma que las condiciones nombran, con su historia."""

    codigo: Codigo
    nombre: Texto
    clase: ClaseDeDato
    valores: list[ValorDeParametro] = Field(min_length=1)


class Lista(Ficha):
    """Un catálogo de entidades guardado en un CSV junto al YAML (columnas `codigo` y `nombre`)."""

    codigo: Codigo
    nombre: Texto
    archivo: Annotated[str, Field(pattern=r"^[a-z0-9_\-]+\.csv$")]
    cita: Cita
    nota: str | None = None


class Aviso(Ficha):
    """Texto que se muestra al evaluar con fecha de corte en un intervalo (ambos extremos incluidos)."""

    codigo: Codigo
    desde: date | None = None
    hasta: date | None = None
    cuando: Condicion | None = None
    texto: Texto
    citas: list[Cita] = Field(default_factory=list)


class Destino(Ficha):
    """Un plan al que puede ir una acción."""

    codigo: Codigo
    nombre: Texto

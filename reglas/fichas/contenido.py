"""Lo que se pregunta, se deduce, se exige y se hace."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from reglas.fichas.comun import Caracter, ClaseDeDato, Codigo, Constante, Ficha, Texto
from reglas.fichas.condiciones import Condicion
from reglas.fichas.normas import Cita


class CruceFurag(Ficha):
    """Una pregunta del FURAG que mira lo mismo que un criterio, y cuánto se parecen."""

    pregunta: Annotated[str, Field(pattern=r"^[A-Z]{3}[0-9]{3}$")]
    relacion: Literal["igual", "subconjunto", "superconjunto", "traslape"] = Field(
        description="Lo que pregunta el criterio respecto de lo que pregunta el FURAG."
    )
    nota: str | None = None


class Criterio(Ficha):
    """Una pregunta del autodiagnóstico."""

    codigo: Codigo
    tema: Codigo
    clase: ClaseDeDato
    pregunta: Texto
    ayuda: Texto
    opciones: dict[str, str] | None = Field(
        None, description="Clave → texto; en si_parcial_no, qué significa cada una."
    )
    evidencia: str | None = Field(None, description="Qué documento o dato lo muestra.")
    minutos: int = Field(ge=1, le=120, description="Estimación propia de lo que toma responder.")
    minimo: int | float | None = None
    maximo: int | float | None = None
    admite_no_aplica: bool = False
    furag: list[CruceFurag] = Field(default_factory=list)
    inventario: list[str] = Field(
        default_factory=list, description="Filas del inventario de obligaciones que recoge."
    )


class Hecho(Ficha):
    """Un hecho derivado: se deduce de otros datos y nadie lo responde."""

    codigo: Codigo
    titulo: Texto
    si: Condicion
    explicacion: Texto
    citas: list[Cita] = Field(min_length=1)
    inventario: list[str] = Field(default_factory=list)


class PlazoFicha(Ficha):
    """Último día para cumplir: una fecha, un parámetro o un criterio de clase fecha."""

    fecha: date | None = None
    parametro: Codigo | None = None
    criterio: Codigo | None = None

    @model_validator(mode="after")
    def _exactamente_uno(self) -> PlazoFicha:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("plazo", "Escriba exactamente uno de: fecha, parametro, criterio.")
        return self


class AdvertenciaFicha(Ficha):
    """Lectura que acompaña al resultado de una regla cuando su condición se cumple."""

    cuando: Condicion | None = None
    texto: Texto
    citas: list[Cita] = Field(default_factory=list)


class ActoPropio(Ficha):
    """Regla cuya base es un acto que cada entidad expide; la cita de la ficha es el acto de referencia."""

    entidades: list[Codigo] = Field(min_length=1, description="A quiénes obliga el acto de la cita.")
    criterio: Codigo = Field(description="Su evidencia nombra el acto de las demás entidades.")
    norma: Codigo = Field(description="La ficha con que se cita el acto de las demás.")
    texto: Texto = Field(description="Lo que se advierte a las demás, junto a la cita de referencia.")


class ReglaFicha(Ficha):
    """Una obligación o un lineamiento, con su condición, su cita y su peso."""

    codigo: Codigo
    titulo: Texto
    caracter: Caracter
    propio_de: list[Codigo] = Field(
        default_factory=list,
        description="Entidades que expidieron el acto: para ellas la regla es de carácter propio.",
    )
    politicas: list[Codigo] = Field(default_factory=list)
    cita: Cita
    citas_adicionales: list[Cita] = Field(default_factory=list)
    vigente_desde: date
    vigente_hasta: date | None = None
    aplica_si: Condicion | None = Field(None, description="Si falta, aplica siempre.")
    cumple_si: Condicion
    parcial_si: Condicion | None = None
    plazo: PlazoFicha | None = None
    insubsanable: bool = False
    acto_propio: ActoPropio | None = None
    escenarios: dict[Codigo, int] = Field(default_factory=dict, description="Escenario → peso entero.")
    nivel: int | None = Field(
        None, description="Nivel al que orienta o que habilita; obligatorio si pesa o habilita."
    )
    habilitante: bool = False
    advertencias: list[AdvertenciaFicha] = Field(default_factory=list)
    explicacion: Texto = Field(description="Qué pide y por qué, en nuestras palabras.")
    inventario: list[str] = Field(default_factory=list)


class Accion(Ficha):
    """Algo que la entidad puede hacer y que cambia sus respuestas."""

    codigo: Codigo
    titulo: Texto
    descripcion: Texto
    logra: dict[Codigo, Constante | list[str]] = Field(
        min_length=1,
        description="Criterio → valor que queda; en opciones agrega; en fecha puede valer «cierre».",
    )
    requiere: list[Codigo] = Field(default_factory=list)
    esfuerzo_dias: int = Field(ge=1, description="Días de trabajo de una persona.")
    base_esfuerzo: Texto
    duracion_semanas: int | None = Field(None, ge=1, description="Lo que suele tardar, de principio a fin.")
    responsable: Texto
    producto: Texto
    destinos: list[Codigo] = Field(min_length=1)
    cierra: list[Codigo] = Field(default_factory=list)


class Contradiccion(Ficha):
    """Respuestas que no pueden ser ciertas a la vez; se señalan y no impiden seguir."""

    codigo: Codigo
    titulo: Texto
    cuando: Condicion
    texto: Texto
    citas: list[Cita] = Field(default_factory=list)


class CasoDeRegla(Ficha):
    """Un ejemplo de cómo se lee una regla, con solo los valores que importan."""

    nombre: Texto = Field(description="Una frase: qué pasa y qué debe salir.")
    regla: Codigo
    fecha: date
    entidad: dict[Codigo, Constante]
    respuestas: dict[Codigo, Constante | list[str]] = Field(default_factory=dict)
    estado: Literal["cumple", "parcial", "no_cumple", "en_plazo", "no_aplica", "sin_informacion"]

    @property
    def codigo(self) -> str:
        """Un caso se distingue por su nombre."""
        return self.nombre

"""Lo que se escribe en los archivos YAML de una base de reglas, campo por campo.

Cada archivo trae las secciones que quiera de `Archivo`. De estos modelos sale también el JSON Schema
con que los editores completan (`python -m reglas.esquema`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag, model_validator
from pydantic_core import PydanticCustomError

from reglas.clases import Clase

Codigo = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$", max_length=80)]
Texto = Annotated[str, Field(min_length=1, max_length=4000)]
Constante = bool | int | float | str | date
Caracter = Literal["obligatorio", "propio", "orientador", "facultad"]
Certeza = Literal["fuente", "secundaria", "inferida", "pendiente", "decision_propia"]
ClaseDeDato = Annotated[Clase, Field(strict=False)]


class Ficha(BaseModel):
    """Base de toda ficha: campos cerrados, tipos estrictos, inmutable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


# --- Condiciones -----------------------------------------------------------------------------


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


# --- Normas y citas --------------------------------------------------------------------------


class Norma(Ficha):
    """Una norma o documento que las reglas citan."""

    codigo: Codigo
    nombre: Texto
    titulo: Texto
    tipo: Literal["ley", "decreto", "resolucion", "concepto", "guia", "procedimiento", "acto_propio", "otra"]
    expedida: date | None = None
    vigente_desde: date | None = None
    vigente_hasta: date | None = None
    fuente: str | None = Field(None, description="Archivo donde se leyó; vacío si no está entre las fuentes.")
    certeza: Certeza
    verificada: date
    enlace: str | None = None
    nota: str | None = None


class Cita(Ficha):
    """Dónde dice lo que la regla pide, y con qué certeza se sabe."""

    norma: Codigo
    articulo: Texto = Field(description="Artículo, numeral o parte; «252, parágrafo».")
    fuente: str | None = Field(None, description="Archivo donde se leyó.")
    lugar: Texto = Field(description="Lugar dentro de la fuente.")
    certeza: Certeza = "fuente"
    verificada: date
    nota: str | None = None


# --- Marco -----------------------------------------------------------------------------------


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


# --- Preguntas, hechos, reglas y acciones ----------------------------------------------------


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
    responsable: Texto
    producto: Texto
    destinos: list[Codigo] = Field(min_length=1)
    cierra: list[Codigo] = Field(default_factory=list)


class Destino(Ficha):
    """Un plan al que puede ir una acción."""

    codigo: Codigo
    nombre: Texto


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


for _modelo in (TodasFicha, AlgunaFicha, NingunaFicha, Aviso, Hecho, AdvertenciaFicha, ReglaFicha, Archivo):
    _modelo.model_rebuild()

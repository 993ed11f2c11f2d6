"""El resultado de evaluar un caso, con todo lo que hace falta para explicarlo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from motor.caso import Caso, Valor
from motor.lectura import Estado, Veredicto
from motor.verdad import Verdad
from reglas.catalogo import Contradiccion, Edicion, Regla
from reglas.condiciones import Hoja
from reglas.fichas import Caracter, Cita


@dataclass(frozen=True, slots=True)
class Motivo:
    """Una hoja que decidió un resultado: qué se leyó, qué valía y qué dio.

    `referencia` es el código del dato (`mesa.existe`, `entidad.orden`, `hecho.x`) o el de la lista.
    `motivos` explica a su vez un hecho derivado.
    """

    referencia: str
    hoja: Hoja
    valor: Valor | Verdad | None
    condicion: str
    resultado: Verdad
    motivos: tuple[Motivo, ...] = ()


@dataclass(frozen=True, slots=True)
class Advertencia:
    """Algo que conviene leer junto a un resultado."""

    texto: str
    citas: tuple[Cita, ...] = ()


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """El resultado de una regla en un caso."""

    regla: Regla
    cita: Cita
    """Dónde lo dice: la de la regla, o el acto de la propia entidad si la regla se apoya en él."""
    veredicto: Veredicto
    porque: tuple[Motivo, ...]
    advertencias: tuple[Advertencia, ...]
    respaldado: bool
    """Si hay evidencia en algún criterio de la condición que da el estado."""

    caracter: Caracter
    """El de la regla para esta entidad."""

    sostienen: tuple[str, ...] = ()
    """Los criterios de esa condición: donde iría la evidencia. Vacío si el estado no da grado."""

    @property
    def estado(self) -> Estado:
        return self.veredicto.estado


@dataclass(frozen=True, slots=True)
class Puntos:
    """Reparto de Σ w: `cumple + parcial + pendiente + sin_informacion = potencial`."""

    cumple: Fraction
    parcial: Fraction
    pendiente: Fraction
    sin_informacion: Fraction
    potencial: Fraction


@dataclass(frozen=True, slots=True)
class Bloqueo:
    """Lo que impide subir: un umbral que no se alcanza o una habilitante sin satisfacer."""

    nivel: int
    regla: str | None = None
    estado: Estado | None = None
    indice: Fraction | None = None
    umbral: int | None = None


@dataclass(frozen=True, slots=True)
class MadurezDeEscenario:
    """Madurez de un escenario. Todo es None (y los puntos 0) si ninguna regla con peso aplica."""

    codigo: str
    nombre: str
    indice_min: Fraction | None
    indice_max: Fraction | None
    cobertura: Fraction | None
    respaldo: Fraction | None
    nivel_min: int | None
    nivel_max: int | None
    puntos: Puntos
    bloqueos: tuple[Bloqueo, ...]


@dataclass(frozen=True, slots=True)
class MadurezGlobal:
    """Índice: media ponderada de los escenarios. Nivel: el menor de ellos."""

    indice_min: Fraction | None
    indice_max: Fraction | None
    nivel_min: int | None
    nivel_max: int | None


class Razon(StrEnum):
    """Por qué se recomienda algo; el orden es el de atención."""

    OBLIGACION_VENCIDA = "obligacion_vencida"
    OBLIGACION_INCUMPLIDA = "obligacion_incumplida"
    OBLIGACION_POR_VENCER = "obligacion_por_vencer"
    HABILITA_NIVEL = "habilita_nivel"
    MEJORA = "mejora"
    FALTA_INFORMACION = "falta_informacion"


@dataclass(frozen=True, slots=True)
class Recomendacion:
    """Una acción que conviene, o (con `accion` None) preguntas que conviene responder.

    `cierra`, `gana` y `desbloquea` son respecto del caso actual, hechas la acción y sus requisitos
    pendientes.
    `atiende` son las reglas por las que se propone.
    """

    accion: str | None
    titulo: str
    orden: int
    horizonte: int
    razon: Razon
    atiende: tuple[str, ...]
    responder: tuple[str, ...]
    cierra: tuple[str, ...]
    gana: Mapping[str, Fraction]
    desbloquea: tuple[tuple[str, int], ...]
    esfuerzo_dias: int
    requiere: tuple[str, ...]
    destinos: tuple[str, ...]


@dataclass(frozen=True)
class Resultado:
    """Todo lo que se sabe de un caso a su fecha de corte."""

    caso: Caso
    edicion: Edicion
    avisos: tuple[Advertencia, ...]
    hallazgos: Mapping[str, Hallazgo]
    hechos: Mapping[str, Verdad]
    escenarios: Mapping[str, MadurezDeEscenario]
    madurez_global: MadurezGlobal
    recomendaciones: tuple[Recomendacion, ...]
    contradicciones: tuple[Contradiccion, ...]
    """Respuestas que no pueden ser ciertas a la vez; se señalan, no impiden nada."""
    efectos: Mapping[tuple[str, ...], Mapping[str, Veredicto]]
    """Cadena de acciones → cómo quedarían, al hacerla, las reglas que toca."""

    @property
    def fecha_corte(self) -> date:
        return self.caso.fecha_corte

    def cumplimiento(self, caracter: str) -> dict[Estado, int]:
        """Cuántas reglas de un carácter hay en cada estado."""
        conteo = dict.fromkeys(Estado, 0)
        for hallazgo in self.hallazgos.values():
            if hallazgo.caracter == caracter:
                conteo[hallazgo.estado] += 1
        return conteo

"""Lo que control interno registra y ve, sin nada de la base de datos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motor import Respuesta, Resultado
from motor.cuestionario import Pregunta

Dictamen = Literal["conforme", "no_conforme", "sin_soporte"]
Estratos = Literal["ninguno", "tema", "obligacion"]

DICTAMENES: Mapping[Dictamen, str] = {
    "conforme": "Conforme: lo revisado respalda la respuesta",
    "no_conforme": "No conforme: lo revisado muestra otra cosa",
    "sin_soporte": "Sin soporte: no hay con qué comprobarla",
}
ESTRATOS: Mapping[Estratos, str] = {
    "tema": "Por tema: de cada tema, en proporción a sus respuestas",
    "obligacion": "Por obligación: de las obligatorias y de las orientadoras, en proporción",
    "ninguno": "Sin estratos: cualquiera puede salir",
}


@dataclass(frozen=True, slots=True)
class Muestra:
    """Un sorteo. `poblacion` trae los criterios de cada estrato; `repetible`, si al repetirlo da lo mismo."""

    numero: int
    semilla: int
    tamano: int
    estratos: Estratos
    poblacion: Mapping[str, tuple[str, ...]]
    criterios: tuple[str, ...]
    sorteada: datetime
    autor: str
    repetible: bool


@dataclass(frozen=True, slots=True)
class Evaluacion:
    """Lo que se dijo una vez de una respuesta.

    `hallado` es lo que se encontró; vacía, no se pudo comprobar. `version_de_respuesta` es la que se evaluó.
    """

    criterio: str
    numero: int
    dictamen: Dictamen
    hallado: Respuesta
    comentario: str
    causa: str
    efecto: str
    recomendacion: str
    version_de_respuesta: int
    cuando: datetime
    autor: str


@dataclass(frozen=True, slots=True)
class PorEvaluar:
    """Una pregunta respondida, lo que se declaró y lo que se ha dicho de ella, de lo primero a lo último.

    `version` es la de la respuesta de ahora.
    """

    pregunta: Pregunta
    declarada: Respuesta
    version: int
    en_muestra: bool
    historia: tuple[Evaluacion, ...]

    @property
    def vigente(self) -> Evaluacion | None:
        """La última."""
        return self.historia[-1] if self.historia else None

    @property
    def cambio_despues(self) -> bool:
        """Si la respuesta cambió después de la última evaluación."""
        return self.vigente is not None and self.vigente.version_de_respuesta != self.version


@dataclass(frozen=True, slots=True)
class Comparada:
    """La madurez autodeclarada y la que dan las mismas reglas sobre solo lo evaluado."""

    declarada: Resultado
    evaluada: Resultado
    evaluadas: int
    respondidas: int


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """Una evaluación que no es conforme: condición, criterio, causa, efecto y recomendación.

    `criterio` son las normas que la pregunta verifica; `en_el_resultado`, las reglas cuyo resultado cambia
    con lo que se encontró.
    """

    por_evaluar: PorEvaluar
    evaluacion: Evaluacion
    condicion: str
    criterio: tuple[str, ...]
    causa: str
    efecto: str
    en_el_resultado: tuple[str, ...]
    recomendacion: str

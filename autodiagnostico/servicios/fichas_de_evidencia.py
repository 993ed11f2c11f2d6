"""Lo que se dice de una evidencia: lo que llega al agregarla y la ficha que se entrega."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from autodiagnostico.vida import Estado

Clase = Literal["referencia", "enlace", "archivo"]


@dataclass(frozen=True, slots=True)
class Datos:
    """Lo que se puede corregir de una evidencia. `fecha` es la del documento, no la de la carga."""

    fecha: date | None = None
    vence: date | None = None
    confidencial: bool = False
    nota: str = ""


@dataclass(frozen=True, slots=True)
class Nueva:
    """Una evidencia por agregar: con un archivo (su nombre y su contenido), un enlace o ninguno.

    Sin `nombre`, el del archivo.
    """

    nombre: str = ""
    archivo: tuple[str, bytes] | None = None
    direccion: str = ""
    datos: Datos = field(default_factory=Datos)


@dataclass(frozen=True, slots=True)
class Lugar:
    """Una pregunta de un autodiagnóstico."""

    diagnostico_id: int
    criterio: str


@dataclass(frozen=True, slots=True)
class Uso:
    """Una respuesta que cita la evidencia."""

    diagnostico_id: int
    vigencia: int
    estado: Estado
    criterio: str


@dataclass(frozen=True, slots=True)
class FichaDeEvidencia:
    """Una evidencia guardada y dónde se usa.

    `se_abre` y `se_cambia` dicen qué puede quien la pidió; `bytes` y `huella` son del archivo.
    """

    id: int
    entidad_id: int
    nombre: str
    clase: Clase
    direccion: str | None
    archivo: str | None
    tipo: str | None
    huella: str | None
    bytes: int | None
    datos: Datos
    cargada: datetime
    retirada: datetime | None
    motivo_de_retiro: str
    usos: tuple[Uso, ...]
    se_abre: bool
    se_cambia: bool

    @property
    def con_soporte(self) -> bool:
        """Si hay algo que abrir, y no solo la referencia a un documento."""
        return self.clase != "referencia"

    def vencida(self, dia: date) -> bool:
        """Si a esa fecha ya no vale; el último día todavía vale."""
        return self.datos.vence is not None and self.datos.vence < dia

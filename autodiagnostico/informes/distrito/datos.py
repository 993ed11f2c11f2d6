"""Lo que los informes del Distrito leen, ya reunido."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from autodiagnostico.analisis.comparacion import FilaDeComparacion
from autodiagnostico.analisis.distribuciones import Distribucion, por_ambito, por_sector
from autodiagnostico.analisis.grupos import Ubicada
from autodiagnostico.analisis.tendencia import Punto
from autodiagnostico.comision.seguimiento import Seguido
from autodiagnostico.documento.bloques import Bloque, Cifra, Nota
from autodiagnostico.graficas import Origen
from autodiagnostico.informes.marcas import DEMOSTRACION
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.servicios.rezagos import Palancas
from autodiagnostico.textos import cuantas
from motor import Resultado
from reglas.palabras import fecha_en_palabras

GLOBAL = "global"


@dataclass(frozen=True)
class Datos:
    """Una vigencia de las entidades que quien pide puede comparar.

    `evaluadas` solo se llena para recomendar; `ano_de_sesion` es el del plan de la Comisión que va con él.
    """

    cuadro: Cuadro
    filas: Sequence[FilaDeComparacion]
    vigencia: int
    ano_de_sesion: int
    sector: str
    palancas: Palancas | None
    ubicadas: Sequence[Ubicada]
    puntos: Sequence[Punto]
    comision: Seguido | None
    evaluadas: Mapping[int, Resultado]
    hoy: date

    @property
    def contadas(self) -> list[FilaDeComparacion]:
        """Las que entran en las cuentas."""
        return [f for f in self.filas if f.contada]

    @property
    def de_que(self) -> str:
        """«Sector Movilidad. Vigencia 2026»."""
        return f"{self.sector or 'Todo el Distrito'}. Vigencia {self.vigencia}"

    @property
    def marca(self) -> str:
        """Que los datos son inventados, si alguno lo es."""
        return DEMOSTRACION if any(f.demostracion for f in self.contadas) else ""

    @property
    def origen(self) -> Origen:
        """De dónde salen las gráficas."""
        contadas = cuantas(len(self.contadas), "entidad", "entidades")
        marca = ", con datos de demostración" if self.marca else ""
        return Origen(f"autodiagnósticos enviados de {contadas}{marca}", self.hoy)

    def cifra(self, valor: str, rotulo: str) -> Cifra:
        """Una de la comparación."""
        return Cifra(valor, rotulo, f"Autodiagnósticos enviados, {fecha_en_palabras(self.hoy)}")

    def repartos(self, *clases: str) -> list[Distribucion]:
        """Cómo se reparte cada ámbito en lo que se mira."""
        return por_ambito(self.cuadro, clases)

    def de_sectores(self) -> list[Distribucion]:
        """Cómo se reparte cada ámbito en cada sector."""
        return por_sector(self.cuadro, ("escenario", GLOBAL))

    def salvedad(self) -> list[Bloque]:
        """Que es una demostración, si lo es."""
        return [Nota(self.marca, "Entidades y respuestas inventadas.")] if self.marca else []

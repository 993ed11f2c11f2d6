"""Lo que los informes de la Mesa leen, ya reunido."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autodiagnostico.documento.bloques import Bloque, Cifra, Nota
from autodiagnostico.informes.marcas import marca_de
from autodiagnostico.informes.mesa.ruta import Ruta
from autodiagnostico.mesa.fichas import Mesa, Sesion
from autodiagnostico.palabras import cita_en_palabras, citas_de, estado_en_palabras
from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Estado, Recomendacion, Resultado
from motor.cuestionario import OBLIGATORIOS
from motor.resultado import Hallazgo
from reglas.palabras import fecha_en_palabras


@dataclass(frozen=True)
class Datos:
    """Un diagnóstico con lo que la Mesa hizo con él; `hoy` es el día en que se emite."""

    ficha: FichaDeDiagnostico
    resultado: Resultado
    recomendaciones: Sequence[Recomendacion]
    ruta: Ruta
    mesa: Mesa
    sesiones: Sequence[Sesion]
    historia: Sequence[Resultado]
    """Los autodiagnósticos de la entidad que no son borrador, y este, por vigencia."""

    hoy: date

    @property
    def entidad(self) -> str:
        """Su nombre."""
        return self.resultado.caso.entidad.nombre

    @property
    def del_autodiagnostico(self) -> str:
        """La fuente y la fecha de lo que sale de evaluar."""
        return f"Autodiagnóstico, {fecha_en_palabras(self.resultado.fecha_corte)}"

    def deberes(self) -> list[Hallazgo]:
        """Los que le aplican, en el orden de la base."""
        return [
            h
            for h in self.resultado.hallazgos.values()
            if h.caracter in OBLIGATORIOS and h.estado is not Estado.NO_APLICA
        ]

    def cita(self, hallazgo: Hallazgo) -> str:
        """Dónde lo dice."""
        return cita_en_palabras(self.resultado.edicion.catalogo, hallazgo.cita)

    def cifra(self, valor: str, rotulo: str) -> Cifra:
        """Una del autodiagnóstico."""
        return Cifra(valor, rotulo, self.del_autodiagnostico)

    def del_plan(self, valor: str, rotulo: str) -> Cifra:
        """Una del seguimiento del plan."""
        return Cifra(valor, rotulo, f"{self.del_plan_de}, {fecha_en_palabras(self.hoy)}")

    @property
    def del_plan_de(self) -> str:
        """«Plan de la vigencia 2027»."""
        return f"Plan de la vigencia {self.ruta.vigencia}"

    @property
    def cumplidos(self) -> int:
        """Cuántos deberes se cumplen."""
        return sum(h.estado is Estado.CUMPLE for h in self.deberes())

    def norma(self, item: ItemDePlan) -> str:
        """Los artículos que piden una acción del plan."""
        suyas = [c for c in item.reglas if c in self.resultado.hallazgos]
        return citas_de(self.resultado, suyas) or "Propia de la entidad"

    def atiende(self, item: ItemDePlan) -> str:
        """Las reglas que una acción del plan atiende, cada una con su resultado, en renglones."""
        suyos = [h for c in item.reglas if (h := self.resultado.hallazgos.get(c)) is not None]
        return "\n".join(f"{h.regla.ficha.titulo}: {estado_en_palabras(h.estado)}" for h in suyos)

    def destino(self, codigo: str) -> str:
        """El nombre de un plan."""
        suyo = self.resultado.edicion.catalogo.destinos.get(codigo)
        return suyo.nombre if suyo else codigo or "Sin destino"

    def salvedad(self) -> list[Bloque]:
        """Que es un borrador o una demostración, si lo es."""
        marca = marca_de([self.ficha])
        return [Nota(marca, "Lo que sigue lleva esa salvedad.")] if marca else []

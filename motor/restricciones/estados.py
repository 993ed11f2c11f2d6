"""El estado y las cotas de una regla como proposiciones (contrato, sección 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motor.lectura import Estado
from motor.restricciones.condiciones import Juicio
from motor.restricciones.logica import Logica, Proposicion


@dataclass(frozen=True)
class EstadosDeRegla:
    """Proposiciones sobre una regla: exactamente uno de sus estados es cierto.

    Los medios que lleva la regla son `2·cumple + minimo_uno` por lo menos y `2·maximo_dos +
    maximo_uno` a lo sumo; en `no_aplica`, cero y cero.
    """

    aplica: Juicio
    declarada: Proposicion
    en_termino: Proposicion
    por_estado: Mapping[Estado, Proposicion]
    minimo_uno: Proposicion
    maximo_dos: Proposicion
    maximo_uno: Proposicion

    def es(self, estado: Estado) -> Proposicion:
        """Que la regla esté en un estado."""
        return self.por_estado[estado]


@dataclass(frozen=True)
class Partes:
    """De qué depende el estado de una regla.

    `declarada`: alguno de sus criterios se declaró «no aplica». `termino`: se sabe que corre, o que ya
    venció, su plazo; sin plazo, se sabe que no corre.
    """

    declarada: Proposicion
    aplica: Juicio
    cumple: Juicio
    parcial: Juicio
    termino: Juicio


def estados(logica: Logica, partes: Partes) -> EstadosDeRegla:
    """Los estados de una regla según sus condiciones y su plazo."""
    y, o = logica.y, logica.o
    c, p = partes.cumple, partes.parcial
    vale = y(~partes.declarada, partes.aplica.si)
    no_aplica = o(partes.declarada, partes.aplica.no)
    cumple = y(vale, c.si)
    en_parte, nada = y(vale, c.no, p.si), y(vale, c.no, p.no)
    fuera, dentro = partes.termino.no, partes.termino.si
    ciertos = {
        Estado.CUMPLE: cumple,
        Estado.PARCIAL: y(en_parte, fuera),
        Estado.NO_CUMPLE: y(nada, fuera),
        Estado.EN_PLAZO: y(o(en_parte, nada), dentro),
        Estado.NO_APLICA: no_aplica,
    }
    return EstadosDeRegla(
        aplica=partes.aplica,
        declarada=partes.declarada,
        en_termino=dentro,
        por_estado={**ciertos, Estado.SIN_INFORMACION: ~o(*ciertos.values())},
        minimo_uno=y(vale, ~c.si, p.si),
        maximo_dos=y(~no_aplica, ~y(vale, c.no)),
        maximo_uno=y(vale, c.no, ~p.no),
    )

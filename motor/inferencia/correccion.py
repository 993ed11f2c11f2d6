"""Qué reglas tienen algo que corregir y todavía se puede."""

from __future__ import annotations

from collections.abc import Mapping

from motor.caso import Caso
from motor.inferencia.anfitrion import Anfitrion
from motor.inferencia.arboles import Atomo, Signo, igual, o, y
from motor.inferencia.codigos import Evento
from motor.inferencia.patrones import Asunto, Patron
from motor.inferencia.traduccion import cotejar
from motor.lectura import MEDIOS, Estado, Veredicto
from reglas.catalogo import Edicion, Regla

ESTADO, MAXIMO, INSUBSANABLE, VENCIDO = PROPIEDADES = ("e", "x", "i", "v")
"""Propiedades del evento de una regla. `VENCIDO` es el signo de la fecha de corte frente al plazo."""

_NUMERO = {estado: i for i, estado in enumerate(Estado)}
_DEFICIENTES = (Estado.NO_CUMPLE, Estado.PARCIAL, Estado.EN_PLAZO)
_SIN_INFORMACION = igual(ESTADO, _NUMERO[Estado.SIN_INFORMACION])
_NO_LLEGARA = Atomo(MAXIMO, Signo.MENOR, MEDIOS)

PATRONES: tuple[Patron[bool], ...] = (
    Patron("ya no se puede", 1, False, y([igual(INSUBSANABLE, 1), igual(VENCIDO, 1)])),
    Patron("deficiente", 2, True, o([igual(ESTADO, _NUMERO[e]) for e in _DEFICIENTES])),
    Patron("ya se sabe que no cumplirá", 2, True, y([_SIN_INFORMACION, _NO_LLEGARA])),
    Patron("nada que corregir", 3, False),
)
"""La tabla de lo que se corrige: la misma para toda regla. Gana el patrón de prioridad más baja."""


class Correccion:
    """La etapa que dice qué se corrige, solo de las reglas que alguna acción cierra."""

    def __init__(self, anfitrion: Anfitrion, edicion: Edicion) -> None:
        cerradas = dict.fromkeys(r for a in edicion.catalogo.acciones.values() for r in a.cierra)
        self._reglas = [edicion.reglas[codigo] for codigo in cerradas if codigo in edicion.reglas]
        asuntos: list[Asunto[bool]] = [Asunto(codigo, (), PROPIEDADES) for codigo in range(len(self._reglas))]
        self._tanda = anfitrion.abrir("correccion", asuntos, PATRONES)

    def deducir(self, caso: Caso, veredictos: Mapping[str, Veredicto]) -> dict[str, bool]:
        """Regla → si hay que corregirla."""
        eventos = {
            codigo: _evento(regla, caso, veredictos[regla.codigo])
            for codigo, regla in enumerate(self._reglas)
        }
        disparos = self._tanda.disparar(eventos)
        return {r.codigo: disparos[codigo].resultado for codigo, r in enumerate(self._reglas)}


def _evento(regla: Regla, caso: Caso, veredicto: Veredicto) -> Evento:
    evento = {ESTADO: _NUMERO[veredicto.estado], INSUBSANABLE: int(regla.ficha.insubsanable)}
    if veredicto.medios_max is not None:
        evento[MAXIMO] = veredicto.medios_max
    vencido = cotejar(caso.fecha_corte, veredicto.vence)
    if vencido is not None:
        evento[VENCIDO] = vencido
    return evento

"""Qué acciones se proponen: las pendientes que corrigen algo o que otra propuesta requiere.

Se decide primero de las que nadie requiere y se baja hasta las que no requieren nada.
"""

from __future__ import annotations

from collections.abc import Mapping

from motor.acciones import logrado
from motor.caso import Caso
from motor.inferencia.anfitrion import Anfitrion
from motor.inferencia.arboles import igual, y
from motor.inferencia.codigos import Evento
from motor.inferencia.estratos import por_estratos
from motor.inferencia.niveles import Alcance, alcance
from motor.inferencia.patrones import Asunto, Patron
from motor.lectura import Veredicto
from reglas.catalogo import Edicion

LOGRADA = "l"
_COMUNES = (
    Patron("ya está lograda", 1, False, igual(LOGRADA, 1)),
    Patron("conviene", 4, True),
)


class Eleccion:
    """La etapa que elige las acciones."""

    def __init__(self, anfitrion: Anfitrion, edicion: Edicion) -> None:
        self._catalogo = edicion.catalogo
        acciones = edicion.catalogo.acciones
        self._cierra = {
            codigo: [regla for regla in accion.cierra if regla in edicion.reglas]
            for codigo, accion in acciones.items()
        }
        self._quien_requiere = {
            codigo: [otra for otra, accion in acciones.items() if codigo in accion.requiere]
            for codigo in acciones
        }
        self._estratos = por_estratos(self._quien_requiere)
        self._tandas = [
            anfitrion.abrir(f"eleccion-{i}", [self._asunto(n, c) for n, c in enumerate(estrato)], _COMUNES)
            for i, estrato in enumerate(self._estratos)
        ]

    def deducir(
        self, caso: Caso, veredictos: Mapping[str, Veredicto], corregir: Mapping[str, bool]
    ) -> dict[str, bool]:
        """Acción → si se propone."""
        elegida: dict[str, bool] = {}
        for estrato, tanda in zip(self._estratos, self._tandas, strict=True):
            eventos = {
                n: self._evento(codigo, caso, veredictos, corregir, elegida)
                for n, codigo in enumerate(estrato)
            }
            for n, disparo in tanda.disparar(eventos).items():
                elegida[estrato[n]] = disparo.resultado
        return elegida

    def _asunto(self, numero: int, codigo: str) -> Asunto[bool]:
        satisfechas = [_satisfecha(i) for i in range(len(self._cierra[codigo]))]
        corregibles = [_corregible(i) for i in range(len(self._cierra[codigo]))]
        requieren = [_requiere(i) for i in range(len(self._quien_requiere[codigo]))]
        patrones = []
        if satisfechas:
            todo = y([igual(p, int(Alcance.SATISFECHA)) for p in satisfechas])
            patrones.append(Patron(f"{codigo}: todo lo que cierra está", 2, False, todo))
        motivos = [igual(p, 0) for p in (*corregibles, *requieren)]
        nada = y(motivos) if motivos else None
        patrones.append(Patron(f"{codigo}: nada la pide", 3, False, nada))
        return Asunto(numero, tuple(patrones), (LOGRADA, *satisfechas, *corregibles, *requieren))

    def _evento(
        self,
        codigo: str,
        caso: Caso,
        veredictos: Mapping[str, Veredicto],
        corregir: Mapping[str, bool],
        elegida: Mapping[str, bool],
    ) -> Evento:
        accion = self._catalogo.acciones[codigo]
        evento = {LOGRADA: int(logrado(accion, self._catalogo, caso))}
        for i, regla in enumerate(self._cierra[codigo]):
            evento[_satisfecha(i)] = int(alcance(veredictos[regla]))
            evento[_corregible(i)] = int(corregir[regla])
        for i, otra in enumerate(self._quien_requiere[codigo]):
            evento[_requiere(i)] = int(elegida[otra])
        return evento


def _satisfecha(indice: int) -> str:
    return f"s{indice}"


def _corregible(indice: int) -> str:
    return f"k{indice}"


def _requiere(indice: int) -> str:
    return f"u{indice}"

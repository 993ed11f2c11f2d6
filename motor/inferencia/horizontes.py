"""En qué tanda puede hacerse cada acción propuesta, y qué requisitos le faltan."""

from __future__ import annotations

from collections.abc import Mapping

from motor.inferencia.anfitrion import Anfitrion
from motor.inferencia.arboles import Atomo, Signo, y
from motor.inferencia.estratos import por_estratos
from motor.inferencia.patrones import Asunto, Patron
from motor.lectura import Propuesta
from reglas.catalogo import Edicion


class Horizontes:
    """La etapa que da el horizonte: uno más que el mayor de los requisitos propuestos."""

    def __init__(self, anfitrion: Anfitrion, edicion: Edicion) -> None:
        self._requiere = {c: a.requiere for c, a in edicion.catalogo.acciones.items()}
        self._estratos = por_estratos(self._requiere)
        self._tandas = [
            anfitrion.abrir(
                f"horizontes-{altura}",
                [self._asunto(n, codigo, altura) for n, codigo in enumerate(estrato)],
            )
            for altura, estrato in enumerate(self._estratos)
        ]

    def deducir(self, elegida: Mapping[str, bool]) -> dict[str, Propuesta]:
        """Las propuestas, en orden de catálogo."""
        propuestas: dict[str, Propuesta] = {}
        horizontes: dict[str, int] = {}
        for estrato, tanda in zip(self._estratos, self._tandas, strict=True):
            eventos = {
                n: {
                    _requisito(i): horizontes.get(requisito, 0)
                    for i, requisito in enumerate(self._requiere[codigo])
                }
                for n, codigo in enumerate(estrato)
                if elegida[codigo]
            }
            for n, disparo in tanda.disparar(eventos).items():
                codigo = estrato[n]
                horizontes[codigo] = disparo.resultado
                pendientes = tuple(
                    requisito
                    for i, requisito in enumerate(self._requiere[codigo])
                    if disparo.evento[_requisito(i)]
                )
                propuestas[codigo] = Propuesta(pendientes, disparo.resultado)
        return {codigo: propuestas[codigo] for codigo in self._requiere if codigo in propuestas}

    def _asunto(self, numero: int, codigo: str, altura: int) -> Asunto[int]:
        """Un patrón por horizonte posible: el primero que ningún requisito pasa es el suyo."""
        requisitos = [_requisito(i) for i in range(len(self._requiere[codigo]))]
        patrones = [
            Patron(
                f"{codigo}: horizonte {h}",
                h,
                h,
                y([Atomo(p, Signo.MENOR, h) for p in requisitos]) if requisitos else None,
            )
            for h in range(1, altura + 2)
        ]
        return Asunto(numero, tuple(patrones), tuple(requisitos))


def _requisito(indice: int) -> str:
    return f"r{indice}"

"""El único lugar que habla con durable-rules.

Lo que aquí se evita está medido: los hilos de fondo de su anfitrión roban acciones y tumban el
proceso; una acción que falla se calla; publicar una lista vacía, o borrar el estado de un conjunto
en el que no corrió ninguna acción, lo tumba también.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any, Generic, TypeVar

from motor.errores import ErrorDeInferencia
from motor.inferencia import limites
from motor.inferencia.codigos import Evento
from motor.inferencia.compatibilidad import exigir_python
from motor.inferencia.patrones import BLOQUE, CODIGO, ID, SID, Asunto, Bloque, Patron, en_bloques

exigir_python()

import durable_rules_engine  # type: ignore[import-not-found] # noqa: E402
from durable.engine import Host  # noqa: E402

R = TypeVar("R")
_ESTADO = "s"


class AnfitrionSinHilos(Host):  # type: ignore[misc] # durable-rules no trae tipos
    """El anfitrión de durable-rules sin sus hilos de fondo."""

    def _run(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Disparo(Generic[R]):
    """Un patrón que se cumplió: lo que dice y el evento que consumió, leído del propio motor."""

    resultado: R
    evento: Mapping[str, int]


class Conjunto(Generic[R]):
    """Un bloque vivo en el motor."""

    def __init__(self, anfitrion: AnfitrionSinHilos, bloque: Bloque[R]) -> None:
        self._anfitrion = anfitrion
        self._nombre = bloque.nombre
        self._numero = bloque.numero
        self._resultados = bloque.resultados
        self._disparos: list[tuple[str, dict[str, int]]] = []
        self._fallas: list[BaseException] = []
        self._actuo = False
        definicion = bloque.definicion()
        _revisar(bloque, definicion)
        reglas = {nombre: {**r, "run": self._accion(nombre)} for nombre, r in definicion.items()}
        anfitrion.register_rulesets({self._nombre: reglas})

    def _accion(self, patron: str) -> Callable[[Any], None]:
        # durable-rules cuenta los argumentos: con dos, la acción sería asíncrona.
        def accion(contexto: Any) -> None:
            self._actuo = True
            try:
                consumidos = contexto.m if isinstance(contexto.m, list) else [contexto.m]
                for evento in consumidos:
                    self._anotar(patron, dict(evento.items()))
            except BaseException as falla:  # noqa: BLE001 - durable-rules se la callaría
                self._fallas.append(falla)

        return accion

    def _anotar(self, patron: str, evento: dict[str, int]) -> None:
        self._disparos.append((patron, evento))

    def disparar(self, eventos: Mapping[int, Evento]) -> dict[int, Disparo[R]]:
        """Publica los eventos, por código, y devuelve el patrón que consumió cada uno."""
        if not eventos:
            return {}
        for codigo, evento in eventos.items():
            limites.revisar_valores(f"{self._nombre}/{codigo}", evento)
        self._disparos.clear()
        self._publicar([self._mensaje(codigo, evento) for codigo, evento in eventos.items()])
        disparos = {
            consumido[CODIGO]: Disparo(self._resultados[patron], consumido)
            for patron, consumido in self._disparos
        }
        if len(self._disparos) != len(eventos) or disparos.keys() != eventos.keys():
            raise ErrorDeInferencia(
                f"«{self._nombre}»: se publicaron {len(eventos)} eventos y se dispararon "
                f"{len(self._disparos)} patrones."
            )
        return disparos

    def _mensaje(self, codigo: int, evento: Evento) -> dict[str, Any]:
        propio = {SID: _ESTADO, ID: _id(codigo), BLOQUE: self._numero, CODIGO: codigo}
        return {**propio, **evento}

    def _publicar(self, mensajes: list[dict[str, Any]]) -> None:
        try:
            estado = self._anfitrion.post_batch(self._nombre, mensajes)
        except Exception as error:
            detalle = getattr(error, "message", error)
            raise ErrorDeInferencia(f"«{self._nombre}»: {type(error).__name__}: {detalle}") from error
        if self._fallas:
            falla = self._fallas[0]
            if not isinstance(falla, Exception):
                raise falla
            raise ErrorDeInferencia(f"«{self._nombre}»: falló una acción: {falla!r}") from falla
        # Sin estado, quedó algo por hacer: ninguna acción empezó o alguna pasó de sus diez segundos.
        if not isinstance(estado, dict) or "exception" in estado:
            raise ErrorDeInferencia(f"«{self._nombre}»: el motor no terminó: {estado!r}")

    def cerrar(self) -> None:
        """Devuelve la memoria; el conjunto ya no sirve."""
        conjunto = self._anfitrion.get_ruleset(self._nombre)
        if self._actuo:
            self._anfitrion.delete_state(self._nombre, _ESTADO)
        durable_rules_engine.delete_ruleset(conjunto._handle)


class Tanda(Generic[R]):
    """Los conjuntos de reglas de una etapa, vistos como uno solo.

    Cada evento se consume solo: lo que dispara no depende de los demás. Por eso de un caso al siguiente de la
    misma entidad se publican los que cambiaron, que tras una respuesta son unos pocos, y lo demás ya se sabe.
    """

    def __init__(self, conjuntos: Mapping[Conjunto[R], Iterable[int]]) -> None:
        self._conjunto_de = {c: conjunto for conjunto, codigos in conjuntos.items() for c in codigos}
        self._ultimos: dict[int, tuple[Evento, Disparo[R]]] = {}
        self._de: dict[Hashable, dict[int, tuple[Evento, Disparo[R]]]] = {}

    def atender(self, quien: Hashable) -> None:
        """Lo que sigue es de alguien: se aprovecha lo último suyo."""
        self._ultimos = self._de.setdefault(quien, {})

    def disparar(self, eventos: Mapping[int, Evento]) -> dict[int, Disparo[R]]:
        """El patrón que consumió cada evento, por código."""
        repartidos: dict[Conjunto[R], dict[int, Evento]] = {}
        for codigo, evento in eventos.items():
            ultimo = self._ultimos.get(codigo)
            if ultimo is None or ultimo[0] != evento:
                repartidos.setdefault(self._conjunto_de[codigo], {})[codigo] = evento
        for conjunto, suyos in repartidos.items():
            for codigo, disparo in conjunto.disparar(suyos).items():
                self._ultimos[codigo] = (suyos[codigo], disparo)
        return {codigo: self._ultimos[codigo][1] for codigo in eventos}

    def olvidar(self, quien: Hashable) -> None:
        """Que lo siguiente de alguien se publique todo."""
        self._de.pop(quien, None)


class Anfitrion:
    """Lo que un motor compilado tiene abierto en durable-rules."""

    def __init__(self) -> None:
        self._anfitrion = AnfitrionSinHilos()
        self._conjuntos: list[Conjunto[Any]] = []
        self._tandas: list[Tanda[Any]] = []
        self._numeros = count()

    def abrir(self, nombre: str, asuntos: Iterable[Asunto[R]], comunes: Sequence[Patron[R]] = ()) -> Tanda[R]:
        """Compila una etapa; los patrones comunes valen para todos sus asuntos."""
        conjuntos: dict[Conjunto[R], list[int]] = {}
        for bloque in en_bloques(nombre, asuntos, comunes, self._numeros):
            conjunto = Conjunto(self._anfitrion, bloque)
            self._conjuntos.append(conjunto)
            conjuntos[conjunto] = [asunto.codigo for asunto in bloque.asuntos]
        tanda = Tanda(conjuntos)
        self._tandas.append(tanda)
        return tanda

    def atender(self, quien: Hashable) -> None:
        """De quién es el caso que sigue."""
        for tanda in self._tandas:
            tanda.atender(quien)

    def olvidar(self, quien: Hashable) -> None:
        """Que el siguiente caso de alguien se deduzca entero."""
        for tanda in self._tandas:
            tanda.olvidar(quien)

    def cerrar(self) -> None:
        """Devuelve la memoria de todo lo abierto."""
        while self._conjuntos:
            with suppress(Exception):  # se cierra también un motor dañado: lo demás hay que soltarlo
                self._conjuntos.pop().cerrar()


def _id(codigo: int) -> str:
    return f"e{codigo}"


def _revisar(bloque: Bloque[Any], definicion: limites.Definicion) -> None:
    if len(definicion) != sum(1 for _ in bloque.patrones()):
        raise ErrorDeInferencia(f"«{bloque.nombre}» tiene dos patrones con el mismo nombre.")
    limites.revisar_conjunto(bloque.nombre, definicion)
    for asunto in bloque.asuntos:
        regla = asunto.patrones[0].nombre if asunto.patrones else bloque.nombre
        limites.revisar_evento(regla, (BLOQUE, CODIGO, *asunto.propiedades))
    limites.revisar_identidades(bloque.nombre, (_id(a.codigo) for a in bloque.asuntos))

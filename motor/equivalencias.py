"""Qué pasa con lo respondido al cambiar de versión de la base, según sus tablas de equivalencias. Puro."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from motor.caso import ValorInvalido, leer_valor
from reglas.catalogo import Catalogo
from reglas.clases import Clase
from reglas.equivalencias import DE_SI_NO, camino
from reglas.fichas import Criterio, Equivalencia, TablaDeEquivalencias


class Suerte(IntEnum):
    """Qué fue de una respuesta, de lo que menos a lo que más cambia."""

    IGUAL = 0
    MENOR = 1
    REVISION = 2
    SE_PIERDE = 3


@dataclass(frozen=True, slots=True)
class Contestada:
    """Lo que se respondió a un criterio, con la forma del caso: un valor, o por qué no aplica."""

    valor: Any = None
    no_aplica: str | None = None

    @property
    def vacia(self) -> bool:
        """Si no dice nada."""
        return self.valor is None and self.no_aplica is None


@dataclass(frozen=True, slots=True)
class Traduccion:
    """De qué criterios viene y a cuál llega lo respondido.

    Sin `destino`, la pregunta ya no se hace. `queda` es None si nada de lo respondido sirve en la nueva.
    `notas` dicen qué cambió.
    """

    origenes: tuple[str, ...]
    destino: str | None
    suerte: Suerte
    queda: Contestada | None
    notas: tuple[str, ...] = ()

    @property
    def cambia(self) -> bool:
        """Si hay algo que escribir: otro código, otro valor, otra versión o algo por confirmar."""
        return self.suerte is not Suerte.IGUAL or self.origenes != (self.destino,)


@dataclass(frozen=True, slots=True)
class _Viva:
    """Una respuesta a medio camino."""

    codigo: str
    origenes: tuple[str, ...]
    dicho: Contestada | None
    suerte: Suerte = Suerte.IGUAL
    notas: tuple[str, ...] = ()


@dataclass(slots=True)
class _Camino:
    """Las respuestas que van llegando a cada versión."""

    catalogo: Catalogo
    por_version: dict[str, dict[str, _Viva]] = field(default_factory=dict)
    perdidas: list[Traduccion] = field(default_factory=list)

    def poner(self, version: str, viva: _Viva) -> None:
        """Deja una respuesta en una versión. La que ya se había dado en ella vale más que la que llega."""
        aqui = self.por_version.setdefault(version, {})
        habia = aqui.get(viva.codigo)
        aqui[viva.codigo] = (
            viva if habia is None else replace(habia, origenes=(*habia.origenes, *viva.origenes))
        )

    def pasar(self, tabla: TablaDeEquivalencias) -> None:
        """Todo lo que está en la versión de la que sale la tabla pasa a la que llega."""
        vivas = self.por_version.pop(tabla.de, {})
        nombradas = {codigo for cambio in tabla.cambios for codigo in cambio.antes}
        for codigo, viva in vivas.items():
            if codigo not in nombradas:
                self.poner(tabla.a, viva)
        for cambio in tabla.cambios:
            suyas = [vivas[codigo] for codigo in cambio.antes if codigo in vivas]
            if suyas:
                self._cambiar(tabla.a, cambio, suyas)

    def _cambiar(self, version: str, cambio: Equivalencia, suyas: list[_Viva]) -> None:
        origenes = tuple(o for viva in suyas for o in viva.origenes)
        notas = (*(n for viva in suyas for n in viva.notas), cambio.nota)
        if not cambio.ahora:
            self.perdidas.append(Traduccion(origenes, None, Suerte.SE_PIERDE, None, notas))
            return
        suerte = max([_SUERTES[cambio.tipo], *(viva.suerte for viva in suyas)])
        dicho = _comun(suyas) if len(suyas) == len(cambio.antes) else None
        for codigo in cambio.ahora:
            self.poner(version, _Viva(codigo, origenes, _con(cambio.valores, dicho), suerte, notas))


_SUERTES = {
    "igual": Suerte.IGUAL,
    "menor": Suerte.MENOR,
    "mayor": Suerte.REVISION,
    "dividida": Suerte.REVISION,
    "unida": Suerte.REVISION,
}


def traducir(
    catalogo: Catalogo, respondidas: Iterable[tuple[str, str, Contestada]]
) -> tuple[Traduccion, ...]:
    """Qué fue de cada respuesta (criterio, versión con que se dio, lo que dice) en la base de hoy.

    Sin tablas que lleven desde su versión no se puede decir que la pregunta sea la misma: pide revisión.
    """
    recorrido = _Camino(catalogo)
    tablas: dict[str, TablaDeEquivalencias] = {}
    orden: dict[str, int] = {}
    sueltas: list[_Viva] = []
    for codigo, version, dicho in respondidas:
        pasos = camino(catalogo, version)
        if pasos is None:
            sueltas.append(_Viva(codigo, (codigo,), dicho, Suerte.REVISION, (_sin_tabla(version),)))
            continue
        for faltan, tabla in enumerate(reversed(pasos)):
            tablas[tabla.de], orden[tabla.de] = tabla, faltan
        recorrido.poner(version, _Viva(codigo, (codigo,), dicho))
    for version in sorted(orden, key=orden.__getitem__, reverse=True):
        recorrido.pasar(tablas[version])
    vivas = [*recorrido.por_version.get(catalogo.base.version, {}).values(), *sueltas]
    llegan = (_llegar(catalogo.criterios, viva) for viva in vivas)
    return (*llegan, *recorrido.perdidas)


def _sin_tabla(version: str) -> str:
    return f"Ninguna tabla dice qué fue de las preguntas de la versión {version}."


def _llegar(criterios: Mapping[str, Criterio], viva: _Viva) -> Traduccion:
    criterio = criterios.get(viva.codigo)
    if criterio is None:
        return Traduccion(viva.origenes, None, Suerte.SE_PIERDE, None, viva.notas)
    queda = None if viva.dicho is None else en_la_forma_de(criterio, viva.dicho)
    suerte = Suerte.REVISION if queda is None else viva.suerte
    return Traduccion(viva.origenes, viva.codigo, suerte, queda, viva.notas)


def en_la_forma_de(criterio: Criterio, dicho: Contestada) -> Contestada | None:
    """Lo dicho, en la forma de un criterio; None si no la admite."""
    if dicho.no_aplica is not None:
        return dicho if criterio.admite_no_aplica else None
    valor = dicho.valor
    if criterio.clase is Clase.SI_NO and isinstance(valor, str):
        valor = DE_SI_NO.get(valor, valor)
    try:
        leer_valor(criterio, valor)
    except ValorInvalido:
        return None
    return Contestada(valor)


def _comun(suyas: list[_Viva]) -> Contestada | None:
    """Lo que dicen todas, si dicen lo mismo."""
    primera = suyas[0].dicho
    return primera if all(viva.dicho == primera for viva in suyas) else None


def _con(valores: Mapping[str, str], dicho: Contestada | None) -> Contestada | None:
    """Lo dicho, con las opciones que la tabla cambió."""
    if dicho is None or not valores or dicho.valor is None:
        return dicho
    if isinstance(dicho.valor, list):
        return Contestada(list(dict.fromkeys(valores.get(clave, clave) for clave in dicho.valor)))
    si_no = {valor: clave for clave, valor in DE_SI_NO.items()}
    clave = si_no[dicho.valor] if isinstance(dicho.valor, bool) else dicho.valor
    return Contestada(valores.get(clave, dicho.valor))

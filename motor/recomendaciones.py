"""Recomendaciones: los deberes primero, luego lo que abre un nivel, luego ganancia por esfuerzo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from motor import acciones
from motor.caso import Caso
from motor.cuestionario import OBLIGATORIOS, por_saber
from motor.demostrado import Demostrado
from motor.lectura import Estado, Lectura, Veredicto
from motor.resultado import MadurezDeEscenario, Razon, Recomendacion
from motor.semantica import Evaluador
from reglas.catalogo import Edicion, Regla
from reglas.condiciones import Ambito, Referencia

_PRIORIDAD = {razon: i for i, razon in enumerate(Razon)}


@dataclass(frozen=True, slots=True)
class _Efecto:
    """Qué cambia respecto del caso actual al hacer una cadena de acciones."""

    cierra: tuple[str, ...]
    gana: Mapping[str, Fraction]
    desbloquea: tuple[tuple[str, int], ...]


Efectos = Mapping[tuple[str, ...], Mapping[str, Veredicto]]


def recomendar(
    edicion: Edicion,
    caso: Caso,
    lectura: Lectura,
    escenarios: Mapping[str, MadurezDeEscenario],
    sabidos: Efectos,
) -> tuple[tuple[Recomendacion, ...], Efectos]:
    """Las recomendaciones de un caso, numeradas, y el efecto de la cadena de cada una.

    Un requisito va siempre antes de lo que lo requiere. De los efectos `sabidos` no se duda.
    """
    recomendador = _Recomendador(edicion, caso, lectura, escenarios, sabidos)
    ordenadas = _respetar_requisitos([recomendador.de_accion(codigo) for codigo in lectura.propuestas])
    ordenadas += recomendador.de_informacion()
    return tuple(replace(r, orden=i) for i, r in enumerate(ordenadas, start=1)), recomendador.efectos


class _Recomendador:
    def __init__(
        self,
        edicion: Edicion,
        caso: Caso,
        lectura: Lectura,
        escenarios: Mapping[str, MadurezDeEscenario],
        sabidos: Efectos,
    ) -> None:
        self._edicion = edicion
        self._caso = caso
        self._lectura = lectura
        self._evaluador = Evaluador(edicion, caso, dict(lectura.hechos))
        self._fijos = {c: lectura.hechos[c] for c in edicion.hechos_sin_criterios}
        self._sabidos = sabidos
        self.efectos: dict[tuple[str, ...], Mapping[str, Veredicto]] = {}
        self._demostrado = Demostrado(edicion, lectura.veredictos)
        self._habilitantes = {b.regla for e in escenarios.values() for b in e.bloqueos if b.regla is not None}

    def de_accion(self, codigo: str) -> Recomendacion:
        """La recomendación de una acción propuesta."""
        accion = self._edicion.catalogo.acciones[codigo]
        propuesta = self._lectura.propuestas[codigo]
        cadena = acciones.cadena(self._edicion, codigo, self._lectura.propuestas)
        efecto = self._efecto(cadena)
        atiende = tuple(c for c in accion.cierra if c in self._lectura.veredictos and self._corregible(c))
        razon = self._razon(atiende, efecto)
        return Recomendacion(
            accion=codigo,
            titulo=accion.titulo,
            orden=0,
            horizonte=propuesta.horizonte,
            razon=razon,
            atiende=atiende,
            responder=tuple(self._por_responder(atiende, list(accion.logra))),
            cierra=efecto.cierra,
            gana=efecto.gana,
            desbloquea=efecto.desbloquea,
            esfuerzo_dias=accion.esfuerzo_dias,
            requiere=propuesta.pendientes,
            destinos=tuple(accion.destinos),
        )

    def de_informacion(self) -> list[Recomendacion]:
        """Por tema, las preguntas sin responder de las reglas que no se pueden resolver."""
        por_tema: dict[str, dict[str, None]] = {}
        atiende: dict[str, dict[str, None]] = {}
        for codigo, veredicto in self._lectura.veredictos.items():
            if veredicto.estado is not Estado.SIN_INFORMACION:
                continue
            for dato in por_saber(self._evaluador, self._edicion.reglas[codigo]):
                tema = self._tema(dato)
                por_tema.setdefault(tema, {})[str(dato)] = None
                atiende.setdefault(tema, {})[codigo] = None
        temas = ["", *self._edicion.catalogo.temas]
        return [
            Recomendacion(
                accion=None,
                titulo=self._titulo_de_informacion(tema, len(por_tema[tema])),
                orden=0,
                horizonte=1,
                razon=Razon.FALTA_INFORMACION,
                atiende=tuple(atiende[tema]),
                responder=tuple(por_tema[tema]),
                cierra=(),
                gana={},
                desbloquea=(),
                esfuerzo_dias=0,
                requiere=(),
                destinos=(),
            )
            for tema in sorted(por_tema, key=temas.index)
        ]

    def _tema(self, dato: Referencia) -> str:
        return self._edicion.catalogo.criterios[dato.codigo].tema if dato.ambito is Ambito.CRITERIO else ""

    def _titulo_de_informacion(self, tema: str, cuantas: int) -> str:
        preguntas = "1 pregunta" if cuantas == 1 else f"{cuantas} preguntas"
        if not tema:
            return (
                "Complete 1 dato de la entidad" if cuantas == 1 else f"Complete {cuantas} datos de la entidad"
            )
        return f"Responda {preguntas} de «{self._edicion.catalogo.temas[tema].nombre}»"

    def _corregible(self, codigo: str) -> bool:
        veredicto = self._lectura.veredictos[codigo]
        return acciones.corregible(self._edicion.reglas[codigo], veredicto, self._caso.fecha_corte)

    def _por_responder(self, atiende: tuple[str, ...], logra: list[str]) -> list[str]:
        """Lo que conviene saber antes de hacerla: datos sin responder de lo que atiende y de lo que deja."""
        faltan: dict[str, None] = {}
        for codigo in atiende:
            if self._lectura.veredictos[codigo].estado is Estado.SIN_INFORMACION:
                faltan |= {str(d): None for d in por_saber(self._evaluador, self._edicion.reglas[codigo])}
        for criterio in logra:
            if self._caso.valor(Referencia(Ambito.CRITERIO, criterio)) is None and not self._caso.no_aplica(
                criterio
            ):
                faltan[criterio] = None
        return list(faltan)

    def _razon(self, atiende: tuple[str, ...], efecto: _Efecto) -> Razon:
        reglas = [(self._edicion.reglas[c], self._lectura.veredictos[c]) for c in atiende]
        deberes = [self._razon_de_deber(v) for r, v in reglas if self._es_deber(r)]
        if deberes:
            return min(deberes, key=_PRIORIDAD.__getitem__)
        if efecto.desbloquea or self._habilitantes & set(atiende):
            return Razon.HABILITA_NIVEL
        return Razon.MEJORA

    def _es_deber(self, regla: Regla) -> bool:
        return regla.caracter_para(self._caso.entidad.codigo) in OBLIGATORIOS

    def _razon_de_deber(self, veredicto: Veredicto) -> Razon:
        if veredicto.estado is Estado.EN_PLAZO:
            return Razon.OBLIGACION_POR_VENCER
        return Razon.OBLIGACION_VENCIDA if veredicto.vence is not None else Razon.OBLIGACION_INCUMPLIDA

    def _efecto(self, cadena: list[str]) -> _Efecto:
        """Qué cambia al hacer la cadena."""
        antes = self._lectura.veredictos
        clave = tuple(cadena)
        nuevos = self._sabidos.get(clave)
        if nuevos is None:
            nuevos = self._quedarian(cadena)
        self.efectos[clave] = nuevos
        cumplen = {c for c, v in nuevos.items() if v.estado is Estado.CUMPLE is not antes[c].estado}
        cierra = tuple(c for c in antes if c in cumplen) if cumplen else ()
        logros, ya = self._demostrado.si(nuevos), self._demostrado.logros
        desbloquea = [
            (escenario, nivel)
            for escenario, logro in logros.items()
            for nivel in range(ya[escenario].nivel + 1, logro.nivel + 1)
        ]
        gana = {e: logro.indice - ya[e].indice for e, logro in logros.items() if logro.indice > ya[e].indice}
        return _Efecto(cierra, gana, tuple(desbloquea))

    def _quedarian(self, cadena: list[str]) -> dict[str, Veredicto]:
        """Aplica la cadena y vuelve a evaluar solo las reglas que leen algo de lo que cambia."""
        edicion = self._edicion
        despues = acciones.hacer(edicion.catalogo, self._caso, cadena, self._caso.fecha_corte)
        evaluador = Evaluador(edicion, despues, dict(self._fijos))
        tocadas = {regla for codigo in cadena for regla in edicion.tocadas[codigo]}
        return {c: evaluador.veredicto(edicion.reglas[c]) for c in tocadas}


def _clave(r: Recomendacion) -> tuple[int, Fraction]:
    """Menor va antes: primero la razón, luego más ganancia por día de esfuerzo."""
    return _PRIORIDAD[r.razon], -sum(r.gana.values(), Fraction(0)) / max(r.esfuerzo_dias, 1)


def _respetar_requisitos(recomendaciones: list[Recomendacion]) -> list[Recomendacion]:
    """Ordena por clave, poniendo cada requisito justo antes de lo primero que lo necesita.

    Un requisito que solo sirve de paso toma la razón de lo que espera por él.
    """
    por_codigo = {r.accion: r for r in recomendaciones}
    puestas: dict[str | None, Recomendacion] = {}

    def poner(r: Recomendacion, razon: Razon) -> None:
        if r.accion in puestas:
            return
        for requisito in r.requiere:
            poner(por_codigo[requisito], razon)
        propia = r.razon if r.atiende and _PRIORIDAD[r.razon] <= _PRIORIDAD[razon] else razon
        puestas[r.accion] = replace(r, razon=propia)

    for r in sorted(recomendaciones, key=_clave):
        poner(r, r.razon)
    return list(puestas.values())

"""Evaluar: leer el caso con los dos evaluadores, exigir que coincidan y armar el resultado."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from motor import inferencia, puntaje, semantica
from motor.aprovechable import de_antes
from motor.caso import Caso
from motor.errores import DiscrepanciaEntreEvaluadores
from motor.explicacion import Explicador
from motor.lectura import MEDIOS, Estado, Lectura, Veredicto, diferencias
from motor.recomendaciones import Efectos, recomendar
from motor.resultado import (
    Advertencia,
    Bloqueo,
    Hallazgo,
    MadurezDeEscenario,
    MadurezGlobal,
    Puntos,
    Recomendacion,
    Resultado,
)
from motor.semantica import Evaluador
from motor.verdad import Verdad
from reglas.catalogo import Catalogo, Contradiccion, Edicion
from reglas.fichas import Escenario

Inferir = Callable[[Edicion, Caso], Lectura]
"""Quien hace la inferencia: aquí mismo, o en otra parte con la misma respuesta y los mismos errores."""


def evaluar(
    catalogo: Catalogo, caso: Caso, inferir: Inferir = inferencia.leer, antes: Resultado | None = None
) -> Resultado:
    """Evalúa un caso a su fecha de corte; de un resultado de `antes` se aprovecha lo que no cambió.

    Lanza DiscrepanciaEntreEvaluadores si la inferencia y la definición no dicen lo mismo, y
    ErrorDeInferencia si el motor de inferencia falla: en ninguno de los dos hay resultado.
    """
    edicion = catalogo.al(caso.fecha_corte)
    lectura = inferir(edicion, caso)
    distintas = list(diferencias(semantica.leer(edicion, caso), lectura))
    if distintas:
        raise DiscrepanciaEntreEvaluadores(distintas)
    return armar(edicion, caso, lectura, antes=antes)


def armar(
    edicion: Edicion,
    caso: Caso,
    lectura: Lectura,
    *,
    completo: bool = True,
    antes: Resultado | None = None,
) -> Resultado:
    """El resultado a partir de lo que leyó un evaluador; sin `completo`, sin porqué ni recomendaciones.

    `antes` es un resultado completo, y entonces este también: lo que no depende de nada que haya cambiado no
    se explica otra vez.
    """
    explicador = Explicador(edicion, caso, lectura)
    sirve = de_antes(edicion, caso, lectura, antes)
    hallazgos = {
        codigo: sirve.hallazgos.get(codigo) or explicador.hallazgo(regla, con_porque=completo)
        for codigo, regla in edicion.reglas.items()
    }
    escenarios = {
        codigo: _escenario(edicion, escenario, lectura, hallazgos)
        for codigo, escenario in edicion.catalogo.escenarios.items()
    }
    recomendaciones: tuple[Recomendacion, ...] = ()
    efectos: Efectos = {}
    if completo:
        recomendaciones, efectos = recomendar(edicion, caso, lectura, escenarios, sirve.efectos)
    return Resultado(
        caso=caso,
        edicion=edicion,
        avisos=tuple(_avisos(edicion, caso)),
        hallazgos=hallazgos,
        hechos=lectura.hechos,
        escenarios=escenarios,
        madurez_global=_global(edicion.catalogo, escenarios),
        recomendaciones=recomendaciones,
        contradicciones=tuple(contradicciones(edicion, caso)),
        efectos=efectos,
    )


def _avisos(edicion: Edicion, caso: Caso) -> Iterator[Advertencia]:
    evaluador = Evaluador(edicion, caso)
    for aviso in edicion.avisos:
        desde, hasta = aviso.ficha.desde, aviso.ficha.hasta
        rige = (desde is None or desde <= caso.fecha_corte) and (hasta is None or caso.fecha_corte <= hasta)
        if rige and (aviso.cuando is None or evaluador.verdad(aviso.cuando) is not Verdad.NO):
            yield Advertencia(aviso.ficha.texto, tuple(aviso.ficha.citas))


def contradicciones(edicion: Edicion, caso: Caso) -> Iterator[Contradiccion]:
    """Las respuestas del caso que no pueden ser ciertas a la vez."""
    evaluador = Evaluador(edicion, caso)
    for contradiccion in edicion.contradicciones.values():
        if evaluador.verdad(contradiccion.cuando) is Verdad.SI:
            yield contradiccion


def _escenario(
    edicion: Edicion, escenario: Escenario, lectura: Lectura, hallazgos: Mapping[str, Hallazgo]
) -> MadurezDeEscenario:
    codigo = escenario.codigo
    sumas = puntaje.sumar(edicion, codigo, lectura.veredictos)
    if sumas.peso == 0:
        cero = Fraction(0)
        puntos = Puntos(cero, cero, cero, cero, cero)
        return MadurezDeEscenario(codigo, escenario.nombre, None, None, None, None, None, None, puntos, ())
    niveles = lectura.niveles[codigo]
    indice_min = puntaje.indice(sumas.minimo, sumas.peso)
    return MadurezDeEscenario(
        codigo=codigo,
        nombre=escenario.nombre,
        indice_min=indice_min,
        indice_max=puntaje.indice(sumas.maximo, sumas.peso),
        cobertura=Fraction(sumas.conocido, sumas.peso),
        respaldo=_respaldo(edicion, codigo, hallazgos),
        nivel_min=niveles.minimo,
        nivel_max=niveles.maximo,
        puntos=Puntos(
            cumple=Fraction(sumas.cumple, MEDIOS),
            parcial=Fraction(sumas.parcial, MEDIOS),
            pendiente=Fraction(sumas.pendiente, MEDIOS),
            sin_informacion=Fraction(sumas.dudoso, MEDIOS),
            potencial=Fraction(sumas.peso),
        ),
        bloqueos=tuple(_bloqueos(edicion, codigo, niveles.minimo, indice_min, lectura.veredictos)),
    )


def _respaldo(edicion: Edicion, escenario: str, hallazgos: Mapping[str, Hallazgo]) -> Fraction | None:
    """Peso de lo cumplido, en todo o en parte, que tiene evidencia, sobre todo ese peso."""
    logrado = respaldado = 0
    for regla, peso in edicion.pesos[escenario]:
        hallazgo = hallazgos[regla.codigo]
        if hallazgo.estado is not Estado.SIN_INFORMACION and hallazgo.veredicto.medios_min:
            logrado += peso
            respaldado += peso * hallazgo.respaldado
    return Fraction(respaldado, logrado) if logrado else None


def _bloqueos(
    edicion: Edicion, escenario: str, nivel: int, indice: Fraction, veredictos: Mapping[str, Veredicto]
) -> Iterator[Bloqueo]:
    """Lo que separa del nivel siguiente: su umbral y las habilitantes que pide."""
    siguiente = next((n for n in edicion.catalogo.niveles if n.nivel == nivel + 1), None)
    if siguiente is None:
        return
    if indice < siguiente.umbral:
        yield Bloqueo(nivel=siguiente.nivel, indice=indice, umbral=siguiente.umbral)
    for regla, _ in edicion.pesos[escenario]:
        suyo = regla.ficha.nivel or 0
        veredicto = veredictos[regla.codigo]
        if regla.ficha.habilitante and suyo <= siguiente.nivel and not puntaje.satisfecha(veredicto):
            yield Bloqueo(nivel=suyo, regla=regla.codigo, estado=veredicto.estado)


def _global(catalogo: Catalogo, escenarios: Mapping[str, MadurezDeEscenario]) -> MadurezGlobal:
    con_indice = [e for e in escenarios.values() if e.indice_min is not None]
    if not con_indice:
        return MadurezGlobal(None, None, None, None)
    pesos = {e.codigo: catalogo.escenarios[e.codigo].peso for e in con_indice}
    total = sum(pesos.values())

    def media(cota: str) -> Fraction:
        return sum((pesos[e.codigo] * getattr(e, cota) for e in con_indice), Fraction(0)) / total

    return MadurezGlobal(
        indice_min=media("indice_min"),
        indice_max=media("indice_max"),
        nivel_min=min(e.nivel_min for e in con_indice if e.nivel_min is not None),
        nivel_max=min(e.nivel_max for e in con_indice if e.nivel_max is not None),
    )

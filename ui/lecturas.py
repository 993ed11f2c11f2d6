"""Maneras de mirar un resultado que ya está hecho: agrupar, filtrar y emparejar. Aquí no se decide nada."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from autodiagnostico.servicios import biblioteca
from autodiagnostico.servicios.cuestionario import TemaEnCuestionario
from motor import Estado, Resultado
from motor.cuestionario import Avance, Pregunta, avance
from motor.lectura import MEDIOS
from motor.resultado import Bloqueo, Hallazgo, Motivo
from reglas.catalogo import Regla


def preguntas(temas: Iterable[TemaEnCuestionario]) -> list[Pregunta]:
    """Todas las preguntas, en el orden de los temas."""
    return [p for t in temas for p in t.preguntas]


def avance_total(temas: Iterable[TemaEnCuestionario]) -> Avance:
    """Lo que falta del cuestionario entero."""
    return avance(preguntas(temas))


def necesarias(tema: TemaEnCuestionario) -> tuple[list[Pregunta], list[Pregunta]]:
    """Las preguntas que hace falta ver y las que, con lo ya respondido, no cambiarían nada."""
    ver = [p for p in tema.preguntas if p.decide or p.respondida]
    return ver, [p for p in tema.preguntas if not (p.decide or p.respondida)]


def siguiente_tema(temas: list[TemaEnCuestionario], despues_de: str = "") -> TemaEnCuestionario | None:
    """El primer tema con preguntas pendientes, empezando por los que siguen a `despues_de`."""
    codigos = [t.tema.codigo for t in temas]
    corte = codigos.index(despues_de) + 1 if despues_de in codigos else 0
    return next((t for t in temas[corte:] + temas[:corte] if t.avance.pendientes), None)


def pendientes_de(temas: Iterable[TemaEnCuestionario], reglas: Iterable[str]) -> list[Pregunta]:
    """Las preguntas por responder que lee alguna de estas reglas."""
    buscadas = set(reglas)
    return [p for p in preguntas(temas) if p.pendiente and not buscadas.isdisjoint(p.reglas)]


def del_escenario(resultado: Resultado, escenario: str) -> list[Regla]:
    """Las reglas que pesan o habilitan en un escenario, en el orden del catálogo."""
    return [r for r in resultado.edicion.reglas.values() if escenario in r.escenarios]


def criterios_de(resultado: Resultado, regla: str) -> list[str]:
    """Los criterios que deciden una regla."""
    catalogo = resultado.edicion.catalogo
    return [c.codigo for c in biblioteca.criterios_de(catalogo, catalogo.reglas[regla])]


@dataclass(frozen=True, slots=True)
class Aporte:
    """Lo que pone una regla en el índice de un escenario."""

    regla: Regla
    estado: Estado
    peso: int
    demostrado: Fraction
    por_saber: Fraction


def aportes(resultado: Resultado, escenario: str) -> list[Aporte]:
    """De dónde sale el índice: cada regla que aplica, con su peso y lo que suma."""
    salida = []
    for regla in del_escenario(resultado, escenario):
        v = resultado.hallazgos[regla.codigo].veredicto
        peso = regla.escenarios[escenario]
        if peso == 0 or v.medios_min is None or v.medios_max is None:
            continue
        salida.append(
            Aporte(
                regla=regla,
                estado=v.estado,
                peso=peso,
                demostrado=Fraction(peso * v.medios_min, MEDIOS),
                por_saber=Fraction(peso * (v.medios_max - v.medios_min), MEDIOS),
            )
        )
    return salida


@dataclass(frozen=True, slots=True)
class Requisito:
    """Un renglón de la lista del nivel siguiente: una regla que habilita, lograda o no."""

    hallazgo: Hallazgo
    logrado: bool


def requisitos(resultado: Resultado, escenario: str) -> list[Requisito]:
    """Las reglas que habilitan hasta el nivel siguiente: primero las que faltan, luego las logradas."""
    madurez = resultado.escenarios[escenario]
    if madurez.nivel_min is None:
        return []
    faltan = {b.regla for b in madurez.bloqueos}
    habilitan = [
        r
        for r in del_escenario(resultado, escenario)
        if r.ficha.habilitante and (r.ficha.nivel or 0) <= madurez.nivel_min + 1
    ]
    todos = [Requisito(resultado.hallazgos[r.codigo], r.codigo not in faltan) for r in habilitan]
    return sorted(todos, key=lambda r: r.logrado)


def umbral_pendiente(bloqueos: Iterable[Bloqueo]) -> Bloqueo | None:
    """El bloqueo por puntaje, si lo hay."""
    return next((b for b in bloqueos if b.umbral is not None), None)


def por_estado(hallazgos: Iterable[Hallazgo], caracteres: Iterable[str]) -> Mapping[Estado, list[Hallazgo]]:
    """Los resultados de unos caracteres, agrupados por estado."""
    admitidos = set(caracteres)
    grupos: dict[Estado, list[Hallazgo]] = {estado: [] for estado in Estado}
    for hallazgo in hallazgos:
        if hallazgo.caracter in admitidos:
            grupos[hallazgo.estado].append(hallazgo)
    return grupos


def sin_repetir(motivos: Iterable[Motivo]) -> list[Motivo]:
    """Los motivos, cada hoja una sola vez."""
    return list({(m.referencia, m.condicion): m for m in motivos}.values())

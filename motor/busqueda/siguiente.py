"""El menor conjunto de cambios que sube un nivel (contrato, `siguiente-nivel`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motor import semantica
from motor.busqueda.calculo import minimizar, primeras
from motor.busqueda.comprobacion import comprobar_acciones, comprobar_cambios
from motor.busqueda.espacio import Espacio
from motor.busqueda.motivos import explicar
from motor.busqueda.resultado import GLOBAL, Cambio, SiguienteNivel
from motor.caso import Caso, Valor
from motor.lectura import Lectura
from motor.restricciones import Solucion, con_requisitos
from motor.semantica import Evaluador
from reglas.catalogo import Catalogo, Edicion
from reglas.condiciones import Ambito, Referencia

ALTERNATIVAS = 20
LIMITE = 20.0
"""Tiempo determinista de cada búsqueda: pasos contados por el solucionador, no segundos de reloj."""


def siguiente_nivel(
    catalogo: Catalogo, caso: Caso, escenario: str = GLOBAL, limite: float = LIMITE
) -> SiguienteNivel:
    """Qué es lo menos que hay que cambiar para subir un nivel en un escenario, o en el más bajo de todos.

    Lanza SinDemostrar si el límite no alcanza, y PromesaIncumplida si lo hallado no se confirma evaluando.
    """
    edicion = catalogo.al(caso.fecha_corte)
    lectura = semantica.leer(edicion, caso)
    actuales = {c: n.minimo for c, n in lectura.niveles.items() if escenario in (GLOBAL, c)}
    if not actuales:
        motivo = "A la entidad no le aplica ninguna regla con peso: no hay nivel que subir."
        return SiguienteNivel(escenario, None, None, alcanzable=False, motivo=motivo)
    nivel = min(actuales.values())
    if nivel == catalogo.niveles[-1].nivel:
        motivo = f"Ya está en el nivel más alto, el {nivel}."
        return SiguienteNivel(escenario, nivel, None, alcanzable=False, motivo=motivo)
    metas = dict.fromkeys(actuales, nivel + 1)
    espacio = Espacio(edicion, caso, lectura, metas)
    espacio.alcanzar(metas)
    hallados, optimo, hay_mas = _hallar(espacio, limite)
    if not hallados:
        motivo = explicar(edicion, caso, lectura, metas)
        return SiguienteNivel(escenario, nivel, nivel + 1, alcanzable=False, motivo=motivo)
    mejor, *otros = [_cambios(espacio, caso, lectura, metas, s) for s in hallados]
    return SiguienteNivel(
        escenario=escenario,
        nivel_actual=nivel,
        nivel_meta=nivel + 1,
        alcanzable=True,
        cambios=mejor,
        optimo=optimo,
        alternativas=tuple(otros),
        hay_mas=hay_mas,
    )


def _hallar(espacio: Espacio, limite: float) -> tuple[list[Solucion], bool, bool]:
    """Los conjuntos óptimos en orden, si se demostró que lo son y si quedan más."""
    mejor = minimizar(espacio.logica.modelo, espacio.costo, limite)
    if mejor is None:
        return [], True, False
    if not mejor.demostrado:
        return [mejor.solucion], False, True
    espacio.limitar(mejor.valor)
    hallados, hay_mas = primeras(espacio.logica.modelo, espacio.orden, 1 + ALTERNATIVAS, limite)
    return hallados or [mejor.solucion], True, hay_mas


def _cambios(
    espacio: Espacio, caso: Caso, lectura: Lectura, metas: Mapping[str, int], solucion: Solucion
) -> tuple[Cambio, ...]:
    """Los cambios de una solución, comprobados."""
    edicion, nuevos, hechas = espacio.edicion, espacio.cambios(solucion), espacio.hechas(solucion)
    despues = comprobar_cambios(edicion, caso, lectura, nuevos, metas)
    comprobar_acciones(edicion, caso, nuevos, hechas)

    reglas = _Efecto(edicion, caso, lectura, despues, nuevos)
    contadas: set[str] = set()
    cambios = []
    for criterio, valor in nuevos.items():
        suyas = [a for a in _que_logran(edicion, caso, criterio, valor, hechas) if a not in contadas]
        contadas.update(suyas)
        cambios.append(
            Cambio(
                criterio=criterio,
                de=caso.valor(Referencia(Ambito.CRITERIO, criterio)),
                a=valor,
                reglas=tuple(reglas.de(criterio, _reglas(edicion, criterio, metas))),
                acciones=tuple(suyas),
                esfuerzo_dias=sum(edicion.catalogo.acciones[a].esfuerzo_dias for a in suyas),
            )
        )
    return tuple(cambios)


@dataclass(frozen=True)
class _Efecto:
    """Lo que unos cambios hacen en las reglas."""

    edicion: Edicion
    caso: Caso
    antes: Lectura
    despues: Lectura
    nuevos: Mapping[str, Valor]

    def de(self, criterio: str, reglas: Iterable[str]) -> list[str]:
        """De esas reglas, las que suben de grado; si ninguna, las que sin ese cambio quedarían distintas."""
        suyas = list(reglas)
        antes, despues = self.antes.veredictos, self.despues.veredictos
        suben = [c for c in suyas if (despues[c].medios_min or 0) > (antes[c].medios_min or 0)]
        if suben:
            return suben
        sin_este = self.caso.con_valores({c: v for c, v in self.nuevos.items() if c != criterio})
        evaluador = Evaluador(self.edicion, sin_este)
        return [c for c in suyas if despues[c] != evaluador.veredicto(self.edicion.reglas[c])]


def _que_logran(
    edicion: Edicion, caso: Caso, criterio: str, valor: Valor, hechas: list[str]
) -> Iterable[str]:
    """De las que se hacen, las que dejan algo de ese valor y las que ellas requieren, en orden."""
    catalogo = edicion.catalogo
    ya = caso.valor(Referencia(Ambito.CRITERIO, criterio))
    nuevas = set(valor) - set(ya if isinstance(ya, tuple) else ()) if isinstance(valor, tuple) else set()
    sirven: dict[str, None] = {}
    for accion in hechas:
        logra = catalogo.acciones[accion].logra.get(criterio)
        if logra is not None and (not nuevas or not isinstance(logra, list) or nuevas & set(logra)):
            sirven.update(dict.fromkeys(con_requisitos(catalogo, accion)))
    return [a for a in sirven if a in hechas]


def _reglas(edicion: Edicion, criterio: str, escenarios: Mapping[str, int]) -> Iterable[str]:
    """Las reglas de los escenarios que leen el criterio."""
    for codigo in edicion.lectores[Referencia(Ambito.CRITERIO, criterio)]:
        if edicion.reglas[codigo].escenarios.keys() & escenarios.keys():
            yield codigo

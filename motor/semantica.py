"""La definición: un evaluador pequeño y directo de la semántica de tres valores.

No busca velocidad. Es contra lo que se compara todo lo demás.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motor import acciones, puntaje
from motor.caso import Caso, Valor
from motor.lectura import MEDIOS, Estado, Lectura, Veredicto
from motor.verdad import Verdad, alguna, negar, todas
from reglas.catalogo import Edicion, Regla
from reglas.condiciones import (
    Alguna,
    Ambito,
    Compara,
    Contiene,
    EnConjunto,
    EnLista,
    Expresion,
    HechoEs,
    Hoja,
    Ninguna,
    Operador,
    Referencia,
    Todas,
    referencias,
)

_COMPARAR: Mapping[Operador, Callable[[Any, Any], bool]] = {
    Operador.ES: operator.eq,
    Operador.MENOR: operator.lt,
    Operador.MENOR_IGUAL: operator.le,
    Operador.MAYOR: operator.gt,
    Operador.MAYOR_IGUAL: operator.ge,
}
SIN_INFORMACION = Veredicto(Estado.SIN_INFORMACION, 0, MEDIOS)
NO_APLICA = Veredicto(Estado.NO_APLICA, None, None)


@dataclass(slots=True)
class Evaluador:
    """Evalúa condiciones de una edición sobre un caso; recuerda los hechos que ya dedujo."""

    edicion: Edicion
    caso: Caso
    hechos: dict[str, Verdad] = field(default_factory=dict)

    def verdad(self, expresion: Expresion) -> Verdad:
        """El valor de una condición: mínimo, máximo, negación o el de su hoja."""
        match expresion:
            case Todas(partes):
                return todas(self.verdad(p) for p in partes)
            case Alguna(partes):
                return alguna(self.verdad(p) for p in partes)
            case Ninguna(partes):
                return negar(alguna(self.verdad(p) for p in partes))
            case _:
                return self._hoja(expresion)

    def _hoja(self, hoja: Hoja) -> Verdad:
        if isinstance(hoja, EnLista):
            lista = self.edicion.catalogo.listas[hoja.lista]
            return Verdad.de(lista.contiene(self.caso.entidad.codigo, self.caso.entidad.nombre))
        if isinstance(hoja, HechoEs):
            hecho = self.hecho(hoja.dato.codigo)
            return hecho if hoja.esperado else negar(hecho)
        valor = self.caso.valor(hoja.dato)
        otro = otro_dato(hoja)
        operando = None if otro is None else self.caso.valor(otro)
        if valor is None or (otro is not None and operando is None):
            return Verdad.DESCONOCIDO
        return Verdad.de(cumple_hoja(hoja, valor, operando))

    def hecho(self, codigo: str) -> Verdad:
        """Un hecho derivado se lee como si su condición estuviera escrita en su lugar."""
        if codigo not in self.hechos:
            self.hechos[codigo] = self.verdad(self.edicion.hechos[codigo].si)
        return self.hechos[codigo]

    def veredicto(self, regla: Regla) -> Veredicto:
        """Estado y cotas de una regla vigente (contrato, sección 4)."""
        if any(map(self.caso.no_aplica, regla.declarables)):
            return NO_APLICA
        aplica = Verdad.SI if regla.aplica_si is None else self.verdad(regla.aplica_si)
        if aplica is Verdad.NO:
            return NO_APLICA
        plazo = self._plazo(regla)
        vence = plazo if isinstance(plazo, date) else None
        if aplica is Verdad.DESCONOCIDO:
            return Veredicto(SIN_INFORMACION.estado, 0, MEDIOS, vence)
        c = self.verdad(regla.cumple_si)
        p = Verdad.NO if regla.parcial_si is None else self.verdad(regla.parcial_si)
        if c is Verdad.SI:
            return Veredicto(Estado.CUMPLE, MEDIOS, MEDIOS, vence)
        if c is Verdad.NO and p is not Verdad.DESCONOCIDO:
            estado, medios = (Estado.PARCIAL, 1) if p is Verdad.SI else (Estado.NO_CUMPLE, 0)
            if plazo is Verdad.DESCONOCIDO:
                estado = Estado.SIN_INFORMACION
            elif vence is not None and self.caso.fecha_corte <= vence:
                estado = Estado.EN_PLAZO
            return Veredicto(estado, medios, medios, vence)
        maximo = MEDIOS if c is Verdad.DESCONOCIDO else 1
        return Veredicto(Estado.SIN_INFORMACION, 1 if p is Verdad.SI else 0, maximo, vence)

    def _plazo(self, regla: Regla) -> date | Verdad | None:
        """La fecha límite, None si no hay plazo, o desconocido si depende de un criterio sin responder."""
        if not isinstance(regla.plazo, Referencia):
            return regla.plazo
        valor = self.caso.valor(regla.plazo)
        return valor if isinstance(valor, date) else Verdad.DESCONOCIDO


def otro_dato(hoja: Hoja) -> Referencia | None:
    """El dato con que se compara el de la hoja, si no es con una constante."""
    return hoja.operando if isinstance(hoja, Compara) and isinstance(hoja.operando, Referencia) else None


def cumple_hoja(hoja: Compara | EnConjunto | Contiene, valor: Valor, operando: Valor | None) -> bool:
    """Si un valor conocido cumple la hoja; `operando` es el del otro dato cuando lo compara con uno."""
    if isinstance(hoja, EnConjunto):
        return valor in hoja.valores
    if isinstance(hoja, Contiene):
        assert isinstance(valor, tuple), "la carga comprueba que el dato sea de clase opciones"
        tiene = [clave in valor for clave in hoja.claves]
        return all(tiene) if hoja.modo == "todas" else any(tiene)
    contra = hoja.operando if operando is None else operando
    return _COMPARAR[hoja.operador](valor, contra)


def leer(edicion: Edicion, caso: Caso) -> Lectura:
    """Todo lo que se deduce del caso: hechos, veredictos, niveles y acciones propuestas."""
    evaluador = Evaluador(edicion, caso)
    hechos = {codigo: evaluador.hecho(codigo) for codigo in edicion.hechos}
    veredictos = {codigo: evaluador.veredicto(regla) for codigo, regla in edicion.reglas.items()}
    return Lectura(
        hechos=hechos,
        veredictos=veredictos,
        niveles=puntaje.niveles(edicion, veredictos),
        propuestas=acciones.propuestas(edicion, caso, veredictos),
        leido=_leido(edicion, caso, hechos),
    )


def _leido(edicion: Edicion, caso: Caso, hechos: Mapping[str, Verdad]) -> dict[str, dict[Referencia, Any]]:
    """Los valores que hay detrás de cada regla y de cada hecho, uno por dato leído."""

    def valores(datos: Iterable[Referencia]) -> dict[Referencia, Any]:
        return {d: hechos[d.codigo] if d.ambito is Ambito.HECHO else caso.valor(d) for d in datos}

    leido = {str(h.referencia): valores(referencias(h.si)) for h in edicion.hechos.values()}
    return leido | {c: valores(r.lee) for c, r in edicion.reglas.items()}

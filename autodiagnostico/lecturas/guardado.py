"""Poner al día lo guardado: calcular lo que falta, por tandas, y escribirlo si sigue siendo de lo mismo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session, col

from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import (
    CasoEnColumnas,
    FormaDeLectura,
    LecturaGuardada,
)
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.huellas import huella
from autodiagnostico.lecturas import claves
from autodiagnostico.lecturas.calculo import Ambito, Leida, congelada
from autodiagnostico.lecturas.calculo import leer as leer_a_lo_ancho
from autodiagnostico.lecturas.claves import Fila, Modo
from autodiagnostico.lecturas.numeros import empacar
from autodiagnostico.lecturas.traduccion import Traducido, a_la_base
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente
from autodiagnostico.servicios.control.evaluaciones import caso_evaluado
from autodiagnostico.servicios.control.evaluaciones import de_la_sesion as evaluadas_en
from autodiagnostico.servicios.expediente import Expediente
from motor import poblacion
from motor.poblacion import Esquema

Avisar = Callable[[float], None]
"""Recibe cuánto va hecho, de 0 a 1."""
TANDA = 400
"""Diagnósticos que se leen, evalúan y escriben juntos."""


@dataclass(frozen=True, slots=True)
class Nueva:
    """Una lectura por guardar."""

    fila: Fila
    modo: Modo
    clave: str
    suyo: Expediente | None
    leida: Leida | None
    problema: str = ""


def poner_al_dia(
    sala: Sala, vigencias: Collection[int] | None = None, avisar: Avisar = lambda _: None
) -> set[int]:
    """Calcula y guarda las lecturas que falten de unas vigencias, o de todas; dice de qué diagnósticos.

    Lanza ErrorDeEvaluacion.
    """
    with leer(sala.motor_bd) as sesion:
        faltan = claves.atrasadas(sesion, sala, vigencias)
    for hecho, tanda in _por_tandas(faltan):
        _tanda(sala, tanda)
        avisar(hecho)
    return set(faltan)


def _por_tandas(ids: Sequence[int]) -> Iterator[tuple[float, Sequence[int]]]:
    """Las tandas, con cuánto va hecho al terminar cada una."""
    for desde in range(0, len(ids), TANDA):
        tanda = ids[desde : desde + TANDA]
        yield (desde + len(tanda)) / len(ids), tanda


def _tanda(sala: Sala, ids: Sequence[int]) -> None:
    with leer(sala.motor_bd) as sesion:
        filas = claves.filas(sesion, sala, ids)
        armados = expediente.armar_varios(sesion, sala, ids)
        verificados = {f.diagnostico_id: _verificado(sesion, armados, f) for f in filas if f.verificada}
    nuevas = [*_leer(sala, filas, armados, "declarada"), *_leer(sala, filas, verificados, "verificada")]
    with escribir(sala.motor_bd) as sesion:
        # Solo se guarda lo que sigue siendo de lo mismo: alguien pudo moverlo mientras se calculaba.
        ahora = set(claves.filas(sesion, sala, ids))
        iguales = {f.diagnostico_id for f in filas if f in ahora}
        escribir_lecturas(sesion, [n for n in nuevas if n.fila.diagnostico_id in iguales], iguales)


Armados = dict[int, Expediente | ErrorDeServicio]


def _verificado(sesion: Session, armados: Armados, fila: Fila) -> Expediente | ErrorDeServicio:
    """El mismo expediente, con lo que control interno encontró en lugar de lo respondido."""
    suyo = armados[fila.diagnostico_id]
    if isinstance(suyo, ErrorDeServicio):
        return suyo
    historia = evaluadas_en(sesion, suyo.catalogo, fila.diagnostico_id)
    return Expediente(suyo.catalogo, caso_evaluado(suyo.caso, historia))


def _leer(sala: Sala, filas: Sequence[Fila], armados: Armados, modo: Modo) -> list[Nueva]:
    """Las lecturas de un modo: lo cerrado, como se congeló; lo demás, evaluado por bases."""
    nuevas: list[Nueva] = []
    por_base: dict[str, list[tuple[Fila, Expediente]]] = defaultdict(list)
    for fila in filas:
        suyo = armados.get(fila.diagnostico_id)
        clave = fila.de(modo)
        if suyo is None or clave is None:
            continue
        if isinstance(suyo, ErrorDeServicio):
            nuevas.append(Nueva(fila, modo, clave, None, None, suyo.mensaje))
        elif suyo.congelado is not None:
            leida = congelada(suyo.catalogo.al(suyo.caso.fecha_corte), suyo.congelado)
            nuevas.append(Nueva(fila, modo, clave, suyo, leida))
        else:
            por_base[suyo.catalogo.digesto].append((fila, suyo))
    for suyos in por_base.values():
        leidas = leer_a_lo_ancho(suyos[0][1].catalogo, [s.caso for _, s in suyos], sala.ajustes.datos)
        for (fila, suyo), leida in zip(suyos, leidas, strict=True):
            nuevas.append(Nueva(fila, modo, fila.de(modo) or "", suyo, leida))
    return nuevas


def escribir_lecturas(sesion: Session, nuevas: Sequence[Nueva], ids: Collection[int]) -> None:
    """Reemplaza lo que haya de unos diagnósticos por sus lecturas nuevas."""
    sesion.execute(sa.delete(LecturaGuardada).where(col(LecturaGuardada.diagnostico_id).in_(ids)))
    if not nuevas:
        return
    formas = {(n.leida.reglas, n.leida.ambitos): 0 for n in nuevas if n.leida is not None}
    for forma in formas:
        formas[forma] = _forma(sesion, *forma)
    sesion.execute(sa.insert(LecturaGuardada), [_fila(n, formas) for n in nuevas])


Forma = tuple[tuple[str, ...], tuple[Ambito, ...]]
"""Las reglas y los ámbitos de una lectura, en su orden."""


def _forma(sesion: Session, reglas: Sequence[str], ambitos: Sequence[Ambito]) -> int:
    partes: list[list[Any]] = [list(reglas), [list(a) for a in ambitos]]
    suya = huella(partes)
    numero = sesion.execute(
        sa.select(col(FormaDeLectura.id)).where(col(FormaDeLectura.huella) == suya)
    ).scalar()
    if numero is None:
        nueva = FormaDeLectura(huella=suya, reglas=partes[0], ambitos=partes[1])
        sesion.add(nueva)
        sesion.flush()
        numero = nueva.id
    return int(numero or 0)


def _fila(nueva: Nueva, formas: Mapping[Forma, int]) -> dict[str, Any]:
    suyo, leida = nueva.suyo, nueva.leida
    return {
        "diagnostico_id": nueva.fila.diagnostico_id,
        "modo": nueva.modo,
        "clave": nueva.clave,
        "enviado": nueva.fila.enviado,
        "fecha_corte": None if suyo is None else suyo.caso.fecha_corte,
        "version_reglas": "" if suyo is None else suyo.catalogo.base.version,
        "digesto_reglas": "" if suyo is None else suyo.catalogo.digesto,
        "forma_de_lectura_id": None if leida is None else formas[leida.reglas, leida.ambitos],
        "problema": nueva.problema,
        "estados": "" if leida is None else leida.estados,
        "numeros": b"" if leida is None else empacar(leida.numeros),
    }


def columnas_al_dia(
    sala: Sala, vigencias: Collection[int] | None = None, avisar: Avisar = lambda _: None
) -> set[int]:
    """Como `poner_al_dia`, de las respuestas en columnas de la base de hoy."""
    with leer(sala.motor_bd) as sesion:
        faltan = claves.sin_columnas(sesion, sala, vigencias)
    esquema = Esquema.de(sala.catalogo)
    for hecho, tanda in _por_tandas(faltan):
        _tanda_en_columnas(sala, esquema, tanda)
        avisar(hecho)
    return set(faltan)


def _tanda_en_columnas(sala: Sala, esquema: Esquema, ids: Sequence[int]) -> None:
    with leer(sala.motor_bd) as sesion:
        filas = claves.filas(sesion, sala, ids)
        traducidos = a_la_base(sesion, sala, ids, sala.catalogo)
    suyas = [f for f in filas if f.diagnostico_id in traducidos]
    columnas = poblacion.de_casos(esquema, [traducidos[f.diagnostico_id].caso for f in suyas])
    datos = columnas.datos.transpose(0, 2, 1).reshape(-1, esquema.columnas)[: len(suyas)]
    with escribir(sala.motor_bd) as sesion:
        sesion.execute(sa.delete(CasoEnColumnas).where(col(CasoEnColumnas.diagnostico_id).in_(ids)))
        if suyas:
            sesion.execute(
                sa.insert(CasoEnColumnas),
                [
                    en_columnas(f, traducidos[f.diagnostico_id], sala.catalogo.digesto, datos[i])
                    for i, f in enumerate(suyas)
                ],
            )


def en_columnas(fila: Fila, traducido: Traducido, digesto: str, datos: Any) -> dict[str, Any]:
    """La fila de un caso en columnas."""
    return {
        "diagnostico_id": fila.diagnostico_id,
        "clave": fila.declarada,
        "enviado": fila.enviado,
        "digesto_reglas": digesto,
        "respondidas": traducido.respondidas,
        "sin_traer": traducido.sin_traer,
        "datos": np.ascontiguousarray(datos, "<i4").tobytes(),
    }

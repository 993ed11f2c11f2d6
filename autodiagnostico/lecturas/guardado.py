"""Poner al día lo guardado: calcular lo que falta, por tandas, y escribirlo si sigue siendo de lo mismo."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session, col

from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import (
    CasoEnColumnas,
    LecturaDeAmbito,
    LecturaGuardada,
    ListaDeReglas,
)
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.huellas import huella
from autodiagnostico.lecturas import claves
from autodiagnostico.lecturas.calculo import Leida, congelada
from autodiagnostico.lecturas.calculo import leer as leer_a_lo_ancho
from autodiagnostico.lecturas.claves import Fila
from autodiagnostico.lecturas.tandas import tandas
from autodiagnostico.lecturas.traduccion import Traducido, a_la_base
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente
from autodiagnostico.servicios.control.evaluaciones import caso_evaluado
from autodiagnostico.servicios.control.evaluaciones import de_la_sesion as evaluadas_en
from autodiagnostico.servicios.expediente import Expediente
from motor import poblacion
from motor.poblacion import Esquema

Modo = Literal["declarada", "verificada"]
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


def poner_al_dia(sala: Sala, filas: Sequence[Fila], avisar: Callable[[int], None] = lambda _: None) -> int:
    """Calcula y guarda lo que falte de unos diagnósticos; dice cuántos. Lanza ErrorDeEvaluacion."""
    with leer(sala.motor_bd) as sesion:
        guardadas = _claves_guardadas(sesion, [f.diagnostico_id for f in filas])
    faltan = [f for f in filas if guardadas.get(f.diagnostico_id) != _de_lecturas(f)]
    for tanda in tandas(faltan, TANDA):
        _tanda(sala, tanda)
        avisar(len(tanda))
    return len(faltan)


def _de_lecturas(fila: Fila) -> dict[str, str]:
    suyas = {"declarada": fila.declarada, "verificada": fila.verificada}
    return {modo: clave for modo, clave in suyas.items() if clave is not None}


def _claves_guardadas(sesion: Session, ids: Collection[int]) -> dict[int, dict[str, str]]:
    lectura = LecturaGuardada
    guardadas: dict[int, dict[str, str]] = defaultdict(dict)
    for tanda in tandas(list(ids), 10 * TANDA):
        consulta = sa.select(col(lectura.diagnostico_id), col(lectura.modo), col(lectura.clave))
        for numero, modo, clave in sesion.execute(consulta.where(col(lectura.diagnostico_id).in_(tanda))):
            guardadas[numero][modo] = clave
    return guardadas


def _tanda(sala: Sala, filas: Sequence[Fila]) -> None:
    ids = [f.diagnostico_id for f in filas]
    with leer(sala.motor_bd) as sesion:
        armados = expediente.armar_varios(sesion, sala, ids)
        verificados = {f.diagnostico_id: _verificado(sesion, armados, f) for f in filas if f.verificada}
    nuevas = [*_leer(sala, filas, armados, "declarada"), *_leer(sala, filas, verificados, "verificada")]
    with escribir(sala.motor_bd) as sesion:
        # Solo se guarda lo que sigue siendo de lo mismo: alguien pudo moverlo mientras se calculaba.
        ahora = list(claves.filas(sesion, sala, ids=ids))
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
        clave = fila.declarada if modo == "declarada" else fila.verificada
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
            clave = fila.declarada if modo == "declarada" else fila.verificada or ""
            nuevas.append(Nueva(fila, modo, clave, suyo, leida))
    return nuevas


def escribir_lecturas(sesion: Session, nuevas: Sequence[Nueva], ids: Collection[int]) -> None:
    """Reemplaza lo que haya de unos diagnósticos por sus lecturas nuevas."""
    lectura, ambito = LecturaGuardada, LecturaDeAmbito
    viejas = sa.select(col(lectura.id)).where(col(lectura.diagnostico_id).in_(ids))
    sesion.execute(sa.delete(ambito).where(col(ambito.lectura_guardada_id).in_(viejas)))
    sesion.execute(sa.delete(lectura).where(col(lectura.diagnostico_id).in_(ids)))
    if not nuevas:
        return
    listas = {n.leida.reglas: 0 for n in nuevas if n.leida is not None}
    for reglas in listas:
        listas[reglas] = _lista(sesion, reglas)
    sesion.execute(sa.insert(lectura), [_fila(n, listas) for n in nuevas])
    numeros = {
        (diagnostico, modo): numero
        for numero, diagnostico, modo in sesion.execute(
            sa.select(col(lectura.id), col(lectura.diagnostico_id), col(lectura.modo)).where(
                col(lectura.diagnostico_id).in_(ids)
            )
        )
    }
    ambitos = [
        {"lectura_guardada_id": numeros[n.fila.diagnostico_id, n.modo], **asdict(a)}
        for n in nuevas
        if n.leida is not None
        for a in n.leida.ambitos
    ]
    if ambitos:
        sesion.execute(sa.insert(ambito), ambitos)


def _lista(sesion: Session, reglas: tuple[str, ...]) -> int:
    suya = huella(list(reglas))
    consulta = sa.select(col(ListaDeReglas.id)).where(col(ListaDeReglas.huella) == suya)
    numero = sesion.execute(consulta).scalar()
    if numero is None:
        nueva = ListaDeReglas(huella=suya, codigos=list(reglas))
        sesion.add(nueva)
        sesion.flush()
        numero = nueva.id
    return int(numero or 0)


def _fila(nueva: Nueva, listas: dict[tuple[str, ...], int]) -> dict[str, Any]:
    suyo, leida = nueva.suyo, nueva.leida
    return {
        "diagnostico_id": nueva.fila.diagnostico_id,
        "modo": nueva.modo,
        "clave": nueva.clave,
        "fecha_corte": None if suyo is None else suyo.caso.fecha_corte,
        "version_reglas": "" if suyo is None else suyo.catalogo.base.version,
        "digesto_reglas": "" if suyo is None else suyo.catalogo.digesto,
        "lista_de_reglas_id": None if leida is None else listas[leida.reglas],
        "estados": "" if leida is None else leida.estados,
        "problema": nueva.problema,
    }


def columnas_al_dia(sala: Sala, filas: Sequence[Fila], avisar: Callable[[int], None] = lambda _: None) -> int:
    """Como `poner_al_dia`, de las respuestas en columnas de la base de hoy."""
    with leer(sala.motor_bd) as sesion:
        guardadas: dict[int, str] = {}
        for tanda in tandas([f.diagnostico_id for f in filas], 10 * TANDA):
            consulta = sa.select(col(CasoEnColumnas.diagnostico_id), col(CasoEnColumnas.clave))
            suyas = sesion.execute(consulta.where(col(CasoEnColumnas.diagnostico_id).in_(tanda)))
            guardadas.update((numero, clave) for numero, clave in suyas)
    faltan = [f for f in filas if guardadas.get(f.diagnostico_id) != f.columnas]
    esquema = Esquema.de(sala.catalogo)
    for parte in tandas(faltan, TANDA):
        _tanda_en_columnas(sala, esquema, parte)
        avisar(len(parte))
    return len(faltan)


def _tanda_en_columnas(sala: Sala, esquema: Esquema, filas: Sequence[Fila]) -> None:
    ids = [f.diagnostico_id for f in filas]
    with leer(sala.motor_bd) as sesion:
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
                    _en_columnas(f, traducidos[f.diagnostico_id], sala.catalogo.digesto, datos[i])
                    for i, f in enumerate(suyas)
                ],
            )


def _en_columnas(fila: Fila, traducido: Traducido, digesto: str, datos: Any) -> dict[str, Any]:
    return {
        "diagnostico_id": fila.diagnostico_id,
        "clave": fila.columnas,
        "digesto_reglas": digesto,
        "datos": base64.b64encode(np.ascontiguousarray(datos, "<i4").tobytes()).decode("ascii"),
        "respondidas": traducido.respondidas,
        "sin_traer": traducido.sin_traer,
    }

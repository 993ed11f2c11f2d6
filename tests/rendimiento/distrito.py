"""Cuánto tarda cada vista de la Subsecretaría: un distrito de 100 × 5, y el país, 6 500 × 10.

Se mide con lo leído ya guardado, como queda después de la primera vez. El rival es lo de antes: evaluar
cada diagnóstico al mirarlo; se mide con unos pocos y se lleva a todos.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlmodel import Session

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import CasoEnColumnas, Diagnostico, Entidad, Respuesta
from autodiagnostico.analisis import comparacion, distribuciones, grupos, incumplidas, seleccion
from autodiagnostico.evaluacion import evaluar
from autodiagnostico.lecturas import claves, guardado, recuerdo
from autodiagnostico.lecturas.calculo import MUESTRA, Leida
from autodiagnostico.lecturas.calculo import leer as leer_a_lo_ancho
from autodiagnostico.lecturas.claves import Fila
from autodiagnostico.lecturas.traduccion import Traducido
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import bases, distrito, ensayos, eventos, rezagos
from autodiagnostico.servicios.expediente import Expediente
from autodiagnostico.sintetico import Distrito, generar
from motor import Caso, escribir_caso, poblacion
from motor.poblacion import Esquema
from reglas.variantes import Cambios

HOY = date(2026, 11, 20)
CUANDO = datetime(2026, 11, 20, 17, tzinfo=UTC)
DISTINTOS = 200
VECES = 3
DEL_RIVAL = 10
POR_TANDA = 400


def informe() -> Iterator[str]:
    """El informe, línea por línea."""
    for entidades, vigencias in ((100, 5), (6500, 10)):
        with tempfile.TemporaryDirectory() as carpeta:
            sala = _sala(Path(carpeta), entidades, vigencias)
            yield from _medir(sala, entidades, vigencias)
            sala.motor_bd.dispose()


def _medir(sala: Sala, entidades: int, vigencias: int) -> Iterator[str]:
    yield f"{entidades} entidades × {vigencias} vigencias (segundos, mediana de {VECES})"
    ano = HOY.year
    anos = distrito.vigencias(sala)
    cuadro = distrito.abrir(sala, [ano])
    filas = comparacion.filas(cuadro)
    vistas: dict[str, Callable[[], object]] = {
        "abrir la vigencia": lambda: distrito.abrir(sala, [ano]),
        "mapa y tabla": lambda: comparacion.filas(cuadro),
        "tercios": lambda: grupos.ubicar(cuadro.catalogo, filas),
        "distribuciones": lambda: (distribuciones.por_ambito(cuadro), distribuciones.por_sector(cuadro)),
        "reglas incumplidas": lambda: (incumplidas.por_sector(cuadro), incumplidas.por_nivel(cuadro)),
        "apoyo y buenas prácticas": lambda: (
            seleccion.apoyo(cuadro, "E4"),
            seleccion.buenas_practicas(cuadro, "E4"),
        ),
        "palancas": lambda: rezagos.palancas(sala, ano),
        "quién cayó": lambda: rezagos.historia(sala, anos[:2]).movidas(anos[1], anos[0]),
        "tendencia de todo": lambda: rezagos.historia(sala, anos).puntos("global"),
        "ensayo de umbrales": lambda: ensayos.ensayar(sala, ano, Cambios(umbrales={2: 30})),
    }
    for nombre, vista in vistas.items():
        yield f"  {nombre:26} {_segundos(vista):8.2f}"
    casos = list(islice(_casos(sala, 1), DEL_RIVAL))
    uno = _segundos(lambda: [evaluar(sala.catalogo, c, sala.ajustes.datos) for c in casos]) / len(casos)
    yield f"  {'rival: evaluar al mirar':26} {uno * entidades:8.2f}  ({1000 * uno:.0f} ms cada uno)"


def _segundos(hacer: Callable[[], object]) -> float:
    """La mediana de unas pocas veces, después de una de calentamiento."""
    hacer()
    tiempos = []
    for _ in range(VECES):
        recuerdo.olvidar()
        inicio = perf_counter()
        hacer()
        tiempos.append(perf_counter() - inicio)
    return median(tiempos)


def _casos(sala: Sala, vigencias: int) -> Iterator[Caso]:
    for suya in generar(sala.catalogo, Distrito(DISTINTOS, vigencias, 7, HOY)):
        yield from (v.caso for v in suya.vigencias)


def _sala(carpeta: Path, entidades: int, vigencias: int) -> Sala:
    """Una base con lo leído de todas, repitiendo los casos de unas pocas."""
    ajustes = Ajustes(datos=carpeta, bd=f"sqlite:///{carpeta / 'base.sqlite3'}")
    sala = abrir_sala(ajustes).como(LOCAL)
    casos = list(islice(_casos(sala, 1), DISTINTOS))
    with escribir(sala.motor_bd) as sesion:
        bases.guardar(sesion, sala.catalogo)
        sesion.execute(sa.insert(Entidad), [_entidad(c, i) for i, c in _repetidos(casos, entidades)])
        filas = [
            _diagnostico(sala, i, HOY.year - v) for v in range(vigencias) for i in range(1, entidades + 1)
        ]
        sesion.execute(sa.insert(Diagnostico), filas)
    esquema = Esquema.de(sala.catalogo)
    leidas = leer_a_lo_ancho(sala.catalogo, casos, carpeta)
    columnas = poblacion.de_casos(esquema, casos).datos.transpose(0, 2, 1).reshape(-1, esquema.columnas)
    for primero in range(1, entidades * vigencias + 1, POR_TANDA):
        ids = range(primero, min(primero + POR_TANDA, entidades * vigencias + 1))
        with escribir(sala.motor_bd) as sesion:
            _escribir(sesion, sala, claves.filas(sesion, sala, ids), entidades, leidas, columnas)
    _responder_los_cotejados(sala, entidades, vigencias, casos)
    return sala


def _responder_los_cotejados(sala: Sala, entidades: int, vigencias: int, casos: list[Caso]) -> None:
    """Cada vista vuelve a leer unos pocos de lo guardado: esos tienen que tener sus respuestas."""
    ids = {
        1 + i
        for total in (entidades, 2 * entidades, vigencias * entidades)
        for i in range(0, total, max(1, total // MUESTRA))
    }
    with escribir(sala.motor_bd) as sesion:
        sesion.execute(
            sa.insert(Respuesta),
            [
                {"diagnostico_id": n, "criterio": c, "guardada": CUANDO, **eventos.VACIO, **dicho}
                for n in sorted(ids)
                for c, dicho in escribir_caso(casos[_cual(n, entidades)])["respuestas"].items()
            ],
        )


def _cual(diagnostico: int, entidades: int) -> int:
    """Cuál de los casos repetidos es el de un diagnóstico: se escriben por vigencias, entidad por entidad."""
    return (diagnostico - 1) % entidades % DISTINTOS


def _repetidos(casos: list[Caso], cuantos: int) -> Iterator[tuple[int, Caso]]:
    return enumerate(islice(cycle(casos), cuantos), start=1)


def _entidad(caso: Caso, numero: int) -> dict[str, object]:
    return {
        "id": numero,
        "codigo": f"E{numero:05d}",
        "nombre": f"{caso.entidad.nombre} {numero}",
        "atributos": dict(caso.entidad.atributos),
        "demostracion": True,
        "creada": CUANDO,
    }


def _diagnostico(sala: Sala, entidad: int, ano: int) -> dict[str, object]:
    return {
        "entidad_id": entidad,
        "vigencia": ano,
        "fecha_corte": HOY,
        "estado": "enviado",
        "creado": CUANDO,
        "enviado": CUANDO,
        "version_reglas": sala.catalogo.base.version,
        "digesto_reglas": sala.catalogo.digesto,
        "entidad_al_enviar": None,
    }


def _escribir(  # noqa: PLR0913, PLR0917 - lo que se escribe de cada uno
    sesion: Session,
    sala: Sala,
    filas: list[Fila],
    entidades: int,
    leidas: list[Leida],
    columnas: NDArray[np.int32],
) -> None:
    casos = {f.diagnostico_id: _cual(f.diagnostico_id, entidades) for f in filas}
    con_que = next(_casos(sala, 1))
    nuevas = [
        guardado.Nueva(
            f, "declarada", f.declarada, Expediente(sala.catalogo, con_que), leidas[casos[f.diagnostico_id]]
        )
        for f in filas
    ]
    guardado.escribir_lecturas(sesion, nuevas, list(casos))
    sesion.execute(
        sa.insert(CasoEnColumnas),
        [
            guardado.en_columnas(
                f, Traducido(con_que, 70, 0), sala.catalogo.digesto, columnas[casos[f.diagnostico_id]]
            )
            for f in filas
        ],
    )

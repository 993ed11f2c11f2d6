"""Las campañas: convocar entidades hasta una fecha y ver en qué va cada una.

De un borrador solo se ve la cobertura, como en la comparación.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from fractions import Fraction

from sqlmodel import Session, col, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import (
    AvisoACuenta,
    Diagnostico,
    Entidad,
    EntidadConvocada,
    EvaluacionIndependiente,
    Movimiento,
)
from autodiagnostico.almacen.tablas import Campana as Fila
from autodiagnostico.campanas import situacion
from autodiagnostico.campanas.fichas import Campana, Convocada, Datos, Situacion, Tablero
from autodiagnostico.campanas.lista import Convocatoria, elegir
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.reloj import ZONA
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import comparacion, entidades, filas
from autodiagnostico.servicios.fichas import FichaDeEntidad
from autodiagnostico.textos import recortar
from motor.caso import MAXIMO_TEXTO
from reglas.texto import normalizar

MAXIMO_NOMBRE = 200
_VOLVIO = frozenset({"devuelto", "reabierto"})
_ORDEN = list(Situacion)


def listar(sala: Sala) -> list[Campana]:
    """Las campañas que llaman a alguna entidad de las suyas: primero la que cierra más tarde."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leyendo(sala.motor_bd) as sesion:
        todas = [_ficha(sesion, sala, f) for f in sesion.exec(select(Fila))]
    gestiona = puede(sala.quien, Operacion.GESTIONAR_CAMPANA)
    suyas = [c for c in todas if c.convocadas or gestiona]
    return sorted(suyas, key=lambda c: (c.datos.cierra, c.id), reverse=True)


def _ficha(sesion: Session, sala: Sala, fila: Fila) -> Campana:
    datos = Datos(fila.nombre, fila.vigencia, fila.abre, fila.cierra, fila.nota)
    return Campana(fila.id or 0, datos, len(_convocadas(sesion, sala, fila.id or 0)))


def _convocadas(sesion: Session, sala: Sala, campana_id: int) -> list[Entidad]:
    """Las que quien pide puede comparar: no sabe de las demás."""
    suyas = (
        select(Entidad)
        .join(EntidadConvocada, onclause=col(EntidadConvocada.entidad_id) == col(Entidad.id))
        .where(EntidadConvocada.campana_id == campana_id)
    )
    return [e for e in sesion.exec(suyas) if puede(sala.quien, Operacion.COMPARAR, acceso.sobre(e))]


def elegidas(sala: Sala, convocatoria: Convocatoria) -> list[FichaDeEntidad]:
    """A quiénes llamaría, sin convocar a nadie. Lanza ErrorDeLista con cada renglón que no se admite."""
    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    return elegir(convocatoria, entidades.listar(sala))


def crear(sala: Sala, datos: Datos, convocatoria: Convocatoria) -> Campana:
    """Una campaña con sus convocadas. Lanza ErrorDeEntrada o ErrorDeLista con todo lo que no se admite."""
    suyas = elegidas(sala, convocatoria)
    datos = recortar(datos)
    with escribir(sala.motor_bd) as sesion:
        _exigir(sesion, None, datos)
        fila = Fila(**asdict(datos), autor_id=sala.quien.cuenta_id)
        _guardar(sesion, sala, fila, datos, "campaña creada")
        _convocar(sesion, sala, fila, suyas)
        return _ficha(sesion, sala, fila)


def cambiar(sala: Sala, campana_id: int, datos: Datos) -> Campana:
    """Cambia el nombre, las fechas o la nota. La vigencia no: lo que se ha visto de ella es de ese año."""
    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    datos = recortar(datos)
    with escribir(sala.motor_bd) as sesion:
        fila = _la(sesion, campana_id)
        if datos.vigencia != fila.vigencia:
            raise ErrorDeServicio("La vigencia de una campaña no se cambia. Cree otra campaña para ese año.")
        _exigir(sesion, fila.id, datos)
        for campo, valor in asdict(datos).items():
            setattr(fila, campo, valor)
        _guardar(sesion, sala, fila, datos, "campaña cambiada")
        return _ficha(sesion, sala, fila)


def _exigir(sesion: Session, propia: int | None, datos: Datos) -> None:
    problemas = [*_problemas(datos), *_repetida(sesion, propia, datos)]
    if problemas:
        raise ErrorDeEntrada("La campaña", problemas)


def _guardar(sesion: Session, sala: Sala, fila: Fila, datos: Datos, hecho: str) -> None:
    sesion.add(fila)
    sesion.flush()
    _asentar(sesion, sala, fila, hecho, abre=datos.abre.isoformat(), cierra=datos.cierra.isoformat())


def _asentar(
    sesion: Session, sala: Sala, fila: Fila, hecho: str, entidad_id: int | None = None, **detalle: object
) -> None:
    objeto = f"campana:{fila.id}"
    bitacora.asentar(sesion, sala, hecho, objeto=objeto, entidad_id=entidad_id, sobre=fila.nombre, **detalle)


def _problemas(datos: Datos) -> Iterator[str]:
    if not datos.nombre:
        yield "Falta el nombre de la campaña."
    if len(datos.nombre) > MAXIMO_NOMBRE:
        yield f"El nombre tiene {len(datos.nombre)} caracteres. Se admiten hasta {MAXIMO_NOMBRE}."
    if len(datos.nota) > MAXIMO_TEXTO:
        yield f"La nota tiene {len(datos.nota)} caracteres. Se admiten hasta {MAXIMO_TEXTO}."
    if datos.cierra < datos.abre:
        yield "La fecha de cierre es anterior a la de apertura. Revise las dos."
    if not 1900 <= datos.vigencia <= 2200:  # noqa: PLR2004 - lo mismo que admite un diagnóstico
        yield f"La vigencia {datos.vigencia} no se admite. Escriba un año, como {hoy().year}."


def _repetida(sesion: Session, propia: int | None, datos: Datos) -> Iterator[str]:
    igual = select(Fila.id).where(Fila.vigencia == datos.vigencia, Fila.nombre == datos.nombre)
    otra = sesion.exec(igual).first()
    if otra is not None and otra != propia:
        yield f"Ya hay una campaña «{datos.nombre}» de {datos.vigencia}. Póngale otro nombre."


def _la(sesion: Session, campana_id: int) -> Fila:
    fila = sesion.get(Fila, campana_id)
    if fila is None:
        raise ErrorDeServicio("Esa campaña ya no existe. Vuelva a la lista de campañas.")
    return fila


def convocar(sala: Sala, campana_id: int, convocatoria: Convocatoria) -> int:
    """Agrega entidades; dice cuántas eran nuevas. Lanza ErrorDeLista con cada renglón que no se admite."""
    suyas = elegidas(sala, convocatoria)
    with escribir(sala.motor_bd) as sesion:
        return _convocar(sesion, sala, _la(sesion, campana_id), suyas)


def _convocar(sesion: Session, sala: Sala, fila: Fila, suyas: Iterable[FichaDeEntidad]) -> int:
    ya = select(EntidadConvocada.entidad_id).where(EntidadConvocada.campana_id == fila.id)
    estaban = set(sesion.exec(ya))
    nuevas = [e.id for e in suyas if e.id not in estaban]
    for entidad_id in nuevas:
        sesion.add(EntidadConvocada(campana_id=fila.id or 0, entidad_id=entidad_id))
    if nuevas:
        _asentar(sesion, sala, fila, "entidades convocadas", cuantas=len(nuevas), entidades=nuevas)
    sesion.flush()
    return len(nuevas)


def desconvocar(sala: Sala, campana_id: int, entidad_id: int) -> bool:
    """Saca una entidad de la campaña; su autodiagnóstico sigue igual. Dice si estaba."""
    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    with escribir(sala.motor_bd) as sesion:
        fila = _la(sesion, campana_id)
        suya = select(EntidadConvocada).where(
            EntidadConvocada.campana_id == campana_id, EntidadConvocada.entidad_id == entidad_id
        )
        convocada = sesion.exec(suya).first()
        if convocada is None:
            return False
        sesion.delete(convocada)
        _asentar(sesion, sala, fila, "entidad desconvocada", entidad_id)
        return True


def quitar(sala: Sala, campana_id: int) -> None:
    """Quita una campaña creada por error, con sus avisos; los autodiagnósticos y las asesorías se quedan."""
    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    with escribir(sala.motor_bd) as sesion:
        fila = _la(sesion, campana_id)
        _asentar(sesion, sala, fila, "campaña quitada", vigencia=fila.vigencia)
        sesion.delete(fila)


def tablero(sala: Sala, campana_id: int) -> Tablero:
    """En qué va cada convocada que se puede comparar: primero las que hay que atender."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leyendo(sala.motor_bd) as sesion:
        fila = sesion.get(Fila, campana_id)
        campana = None if fila is None else _ficha(sesion, sala, fila)
        gestiona = puede(sala.quien, Operacion.GESTIONAR_CAMPANA)
    if campana is None or not (campana.convocadas or gestiona):
        raise ErrorDeServicio("Esa campaña ya no existe, o no llama a ninguna de sus entidades.")
    comparadas = comparacion.comparar(sala, campana.datos.vigencia)
    coberturas = {f.diagnostico_id: f.cobertura_global for f in comparadas}
    with leyendo(sala.motor_bd) as sesion:
        convocadas = _Mirada(sesion, sala, campana, coberturas).todas()
    orden = sorted(convocadas, key=lambda c: (_ORDEN.index(c.situacion), normalizar(c.entidad.nombre)))
    return Tablero(campana, tuple(orden))


class _Mirada:
    """Lee de una vez lo que hace falta de todas las convocadas."""

    def __init__(
        self, sesion: Session, sala: Sala, campana: Campana, coberturas: Mapping[int, Fraction | None]
    ) -> None:
        self._sala, self._campana, self._coberturas = sala, campana, coberturas
        self._suyas = _convocadas(sesion, sala, campana.id)
        ids = [e.id for e in self._suyas]
        suyos = select(Diagnostico).where(
            col(Diagnostico.entidad_id).in_(ids), Diagnostico.vigencia == campana.datos.vigencia
        )
        self._diagnosticos = {d.entidad_id: d for d in sesion.exec(suyos)}
        numeros = [d.id for d in self._diagnosticos.values()]
        evaluadas = (
            select(
                EvaluacionIndependiente.diagnostico_id,
                func.count(col(EvaluacionIndependiente.criterio).distinct()),
            )
            .where(col(EvaluacionIndependiente.diagnostico_id).in_(numeros))
            .group_by(col(EvaluacionIndependiente.diagnostico_id))
        )
        self._evaluadas = dict(sesion.exec(evaluadas).all())
        movidos = select(Movimiento.diagnostico_id, Movimiento.hecho).where(
            col(Movimiento.diagnostico_id).in_(numeros)
        )
        self._ultimos = dict(sesion.exec(movidos.order_by(col(Movimiento.id))).all())
        avisos = (
            select(AvisoACuenta.entidad_id, func.max(AvisoACuenta.cuando))
            .where(AvisoACuenta.campana_id == campana.id)
            .group_by(col(AvisoACuenta.entidad_id))
        )
        self._avisadas = dict(sesion.exec(avisos).all())

    def todas(self) -> list[Convocada]:
        return [self._una(e) for e in self._suyas]

    def _una(self, entidad: Entidad) -> Convocada:
        fila, dia = self._diagnosticos.get(entidad.id or 0), hoy()
        if fila is None:
            ficha = filas.ficha_de_entidad(entidad, self._sala.catalogo)
            una = situacion.sin_empezar(self._campana, ficha, dia)
        else:
            una = situacion.con_diagnostico(
                self._campana,
                filas.ficha_de_diagnostico(fila, entidad, self._sala.catalogo),
                dia,
                cobertura=self._coberturas.get(fila.id or 0),
                evaluadas=self._evaluadas.get(fila.id or 0, 0),
                volvio=self._ultimos.get(fila.id or 0) in _VOLVIO,
            )
        avisada = self._avisadas.get(entidad.id)
        return una if avisada is None else replace(una, recordada=avisada.astimezone(ZONA).date())

"""Qué cambiaría un cuestionario subido, comparado con lo guardado y con lo que vio quien lo llenó."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, select

from autodiagnostico import acceso
from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Diagnostico, Entidad, Evidencia
from autodiagnostico.almacen.tablas import Respuesta as Fila
from autodiagnostico.libros import DefectoDeCelda
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.planilla import ErrorDePlanilla, Lectura, Leida
from autodiagnostico.planilla import leer as leer_planilla
from autodiagnostico.planilla.modelo import EVIDENCIAS, OBSERVACION, RESPUESTA
from autodiagnostico.planilla.textos import en_un_renglon, respuesta_canonica
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import eventos, filas, personas
from motor import Respuesta
from motor.caso import escribir_valor
from reglas.fichas import Criterio

_CAMPOS = {RESPUESTA: ("valor", "no_aplica"), EVIDENCIAS: ("evidencias",), OBSERVACION: ("observacion",)}
"""Cada columna y lo que cambia en la respuesta; el valor y el «no aplica» van juntos."""


@dataclass(frozen=True, slots=True)
class Cambio:
    """Lo que un archivo cambiaría en una respuesta, que hoy está en `version`.

    `choca` si otra persona cambió lo mismo después de descargarlo: `visto` es lo que había entonces, y
    `quien`, el último que la cambió.
    """

    criterio: Criterio
    version: int
    antes: Respuesta
    despues: Respuesta
    campos: Mapping[str, Any]
    visto: Respuesta
    choca: bool = False
    quien: str = ""


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Lo que pasaría al aplicar un archivo. `iguales` cuenta las preguntas que trae y no cambian."""

    diagnostico_id: int
    origen: str
    huella: str
    cambios: tuple[Cambio, ...]
    iguales: int
    ajenas: tuple[str, ...]


def revisar(sala: Sala, diagnostico_id: int, nombre: str, contenido: bytes) -> Propuesta:
    """Qué cambiaría un archivo, sin cambiar nada. Lanza ErrorDePlanilla con todo lo que no se admite."""
    with leer(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_BORRADOR)
        filas.exigir_borrador(fila)
        suya = filas.entidad_de(sesion, fila)
        formato, lectura = leer_planilla(nombre, contenido, sala.catalogo)
        _exigir_que_sea_de_aqui(lectura, fila, suya)
        revision = _Revision(sesion, sala, fila, suya)
        cambios = tuple(revision.cambios(lectura))
        if revision.defectos:
            raise ErrorDePlanilla(revision.defectos)
    huella = hashlib.sha256(contenido).hexdigest()
    iguales = len(lectura.leidas) - len(cambios)
    return Propuesta(diagnostico_id, formato.origen, huella, cambios, iguales, lectura.ajenas)


def _exigir_que_sea_de_aqui(lectura: Lectura, fila: Diagnostico, suya: Entidad) -> None:
    if (lectura.entidad, lectura.vigencia) != (suya.codigo, fila.vigencia):
        mensaje = f"Es el cuestionario de «{lectura.entidad}», vigencia {lectura.vigencia}."
        admite = f"el de «{suya.codigo}», vigencia {fila.vigencia}"
        raise ErrorDePlanilla([DefectoDeCelda(mensaje, admite=admite)])


class _Revision:
    """Compara lo leído con lo guardado, pregunta por pregunta, anotando lo que no se admite."""

    def __init__(self, sesion: Session, sala: Sala, fila: Diagnostico, suya: Entidad) -> None:
        self._sesion, self._sala, self._catalogo = sesion, sala, sala.catalogo
        self._filas = {f.criterio: f for f in filas.respuestas(sesion, fila.id or 0)}
        self._diagnostico_id = fila.id or 0
        encargos = filas.encargos(sesion, self._diagnostico_id)
        self._permitidos = {
            tema
            for tema in sala.catalogo.temas
            if puede(sala.quien, Operacion.IMPORTAR, acceso.sobre(suya, encargos.get(tema)))
        }
        retiradas = select(Evidencia.nombre).where(
            Evidencia.entidad_id == suya.id, Evidencia.motivo_de_retiro != ""
        )
        self._retiradas = set(sesion.exec(retiradas))
        self.defectos: list[DefectoDeCelda] = []

    def cambios(self, lectura: Lectura) -> Iterator[Cambio]:
        for leida in lectura.leidas:
            cambio = self._cambio(leida)
            if cambio is not None:
                yield cambio

    def _cambio(self, leida: Leida) -> Cambio | None:
        criterio = self._catalogo.criterios[leida.criterio]
        vacia = Fila(diagnostico_id=self._diagnostico_id, criterio=leida.criterio, version=0)
        fila = self._filas.get(leida.criterio) or vacia
        if leida.version is not None and leida.version > fila.version:
            mensaje = f"Dice la versión {leida.version} y aquí va en la {fila.version}: no salió de aquí."
            self.defectos.append(leida.defecto(mensaje, "el cuestionario descargado de este autodiagnóstico"))
            return None
        ya, visto = (_como_se_lee(criterio, c) for c in (eventos.contenido(fila), self._visto(fila, leida)))
        nuevas = [c for c in leida.trae if _de(leida.respuesta, c) not in {_de(visto, c), _de(ya, c)}]
        if not nuevas:
            return None
        if criterio.tema not in self._permitidos:
            tema = self._catalogo.temas[criterio.tema].nombre
            self.defectos.append(leida.defecto(f"El tema «{tema}» no se lo encargaron: no lo puede cambiar."))
            return None
        citadas = _citadas(leida.respuesta.evidencias, [*fila.evidencias])
        for nombre in self._retiradas.intersection(citadas).difference(fila.evidencias):
            mensaje = f"La evidencia «{nombre}» se retiró. Restitúyala en «Evidencias» o quítela."
            self.defectos.append(leida.defecto(mensaje))
        choca = any(_de(ya, c) != _de(visto, c) for c in nuevas)
        campos = {campo: _crudo(leida.respuesta, campo) for c in nuevas for campo in _CAMPOS[c]}
        if EVIDENCIAS in nuevas:
            campos["evidencias"] = citadas
        cambiada = {campo: getattr(leida.respuesta, campo) for c in nuevas for campo in _CAMPOS[c]}
        quien = self._quien(fila) if choca else ""
        return Cambio(criterio, fila.version, ya, replace(ya, **cambiada), campos, visto, choca, quien)

    def _visto(self, fila: Fila, leida: Leida) -> dict[str, Any]:
        """Lo que decía la respuesta en la versión que el archivo vio: lo de antes del cambio siguiente."""
        if leida.version is None or leida.version == fila.version:
            return eventos.contenido(fila)
        suyos = eventos.de_la_respuesta(self._sesion, fila.diagnostico_id, fila.criterio)
        posterior = next((e for e in suyos if e.version > leida.version), None)
        return eventos.contenido(fila) if posterior is None else eventos.completo(posterior.antes)

    def _quien(self, fila: Fila) -> str:
        suyos = eventos.de_la_respuesta(self._sesion, fila.diagnostico_id, fila.criterio)
        autor = suyos[-1].autor_id if suyos else None
        return personas.quien(self._sala.quien, personas.nombres(self._sesion, [autor]), autor)


def _como_se_lee(criterio: Criterio, contenido: Mapping[str, Any]) -> Respuesta:
    """Un contenido guardado, como saldría de un archivo: lo que hoy no se admite va sin responder."""
    suya = Fila(diagnostico_id=0, criterio=criterio.codigo, version=0)
    for campo in ("valor", "no_aplica", "evidencias", "observacion"):
        setattr(suya, campo, contenido[campo])
    return respuesta_canonica(filas.respuesta_de(suya, criterio))


def _de(respuesta: Respuesta, columna: str) -> tuple[Any, ...]:
    return tuple(getattr(respuesta, campo) for campo in _CAMPOS[columna])


def _crudo(respuesta: Respuesta, campo: str) -> Any:
    """Un campo con la forma en que se guarda."""
    dato = getattr(respuesta, campo)
    return escribir_valor(dato) if campo == "valor" else dato


def _citadas(leidas: Collection[str], guardadas: Collection[str]) -> list[str]:
    """Los nombres leídos; el que ya estaba citado conserva el suyo, letra por letra."""
    propios = {en_un_renglon(nombre): nombre for nombre in guardadas}
    return [propios.get(nombre, nombre) for nombre in leidas]

"""Cargar un distrito inventado, con su historia: lo respondido, los pasos, los cierres y control interno."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from sqlmodel import Session, col, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import (
    Diagnostico,
    Entidad,
    EvaluacionIndependiente,
    EventoDeRespuesta,
    Movimiento,
    Respuesta,
)
from autodiagnostico.asentadas import FilaAsentada
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.evaluacion import evaluar
from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import ZONA
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import bases, eventos, origenes, registro_de_evidencias
from autodiagnostico.servicios.expediente import Expediente
from autodiagnostico.servicios.vida import instantanea
from autodiagnostico.sintetico import Distrito, Sintetica, Vigencia, generar
from autodiagnostico.sintetico.generador import PREFIJO
from motor import escribir_caso

ENTIDADES, VIGENCIAS, SEMILLA = 60, 3, 7
"""Lo que se carga si no se pide otra cosa."""
MAXIMO_DE_VIGENCIAS = 20
_MAXIMO = 10_000
_HECHO = "distrito sintético cargado"


def cargar(
    sala: Sala,
    entidades: int = ENTIDADES,
    vigencias: int = VIGENCIAS,
    semilla: int = SEMILLA,
    avisar: Callable[[int], None] = lambda _: None,
) -> int:
    """Carga las entidades inventadas y dice cuántas; llevan la marca de demostración en todas partes.

    Lanza ErrorDeServicio si ya hay un distrito sintético o lo pedido no se admite: entonces nada cambió.
    """
    acceso.exigir(sala, Operacion.CARGAR_DEMOSTRACION)
    if not 1 <= entidades <= _MAXIMO or not 1 <= vigencias <= MAXIMO_DE_VIGENCIAS:
        raise ErrorDeServicio(
            f"Se admiten de 1 a {_MAXIMO} entidades y de 1 a {MAXIMO_DE_VIGENCIAS} vigencias; se pidieron "
            f"{entidades} y {vigencias}."
        )
    with escribir(sala.motor_bd) as sesion:
        if _cuantas(sesion):
            raise ErrorDeServicio(
                "Ya hay un distrito sintético cargado. Quite primero la demostración, en «Mi entidad»."
            )
        bases.guardar(sesion, sala.catalogo)
        for suya in generar(sala.catalogo, Distrito(entidades, vigencias, semilla, hoy())):
            _entidad(sesion, sala, suya)
            avisar(1)
        bitacora.asentar(
            sesion,
            sala,
            _HECHO,
            entidades=entidades,
            vigencias=vigencias,
            semilla=semilla,
            objeto="demostracion",
        )
    return entidades


def _cuantas(sesion: Session) -> int:
    suyas = select(func.count()).select_from(Entidad)
    return sesion.exec(suyas.where(col(Entidad.codigo).like(f"{PREFIJO}-%"), col(Entidad.demostracion))).one()


def _entidad(sesion: Session, sala: Sala, suya: Sintetica) -> None:
    fila = Entidad(codigo=suya.codigo, nombre=suya.nombre, atributos=suya.atributos, demostracion=True)
    sesion.add(fila)
    sesion.flush()
    entidad_id = fila.id or 0
    citadas = {e for v in suya.vigencias for r in v.caso.respuestas.values() for e in r.evidencias}
    registro_de_evidencias.asegurar(sesion, sala, entidad_id, sorted(citadas))
    asentables: list[tuple[str, FilaAsentada, int | None]] = []
    for vigencia in suya.vigencias:
        diagnostico = _diagnostico(sesion, sala, entidad_id, vigencia)
        asentables += [
            (hecho, f, entidad_id)
            for hecho, filas in (
                ("respuesta", _respuestas(sesion, sala, diagnostico, vigencia)),
                ("evaluación independiente", _evaluaciones(sala, diagnostico, vigencia)),
            )
            for f in filas
        ]
        asentables += [(f.hecho, f, entidad_id) for f in _movimientos(sala, diagnostico, vigencia)]
        if vigencia.estado == "cerrado":
            suyo = Expediente(sala.catalogo, vigencia.caso)
            resultado = evaluar(suyo.catalogo, suyo.caso, sala.ajustes.datos)
            asentables.append(("instantánea", instantanea(sala, diagnostico, suyo, resultado), entidad_id))
    bitacora.asentar_filas(sesion, sala, asentables)
    sesion.expunge_all()  # lo ya escrito no hace falta en memoria


def _mediodia(vigencia: Vigencia) -> datetime:
    return datetime.combine(vigencia.caso.fecha_corte, time(12), ZONA).astimezone(UTC)


def _diagnostico(sesion: Session, sala: Sala, entidad_id: int, vigencia: Vigencia) -> Diagnostico:
    caso = vigencia.caso
    fila = Diagnostico(entidad_id=entidad_id, vigencia=caso.vigencia, creado=_mediodia(vigencia))
    if vigencia.estado != "borrador":
        fila.estado, fila.enviado = vigencia.estado, _mediodia(vigencia)
        fila.fecha_corte, fila.entidad_al_enviar = caso.fecha_corte, escribir_caso(caso)["entidad"]
        fila.version_reglas, fila.digesto_reglas = sala.catalogo.base.version, sala.catalogo.digesto
    sesion.add(fila)
    sesion.flush()
    return fila


def _respuestas(
    sesion: Session, sala: Sala, diagnostico: Diagnostico, vigencia: Vigencia
) -> Sequence[FilaAsentada]:
    """Deja lo respondido y devuelve su historia: un cambio por respuesta."""
    version, suyas = sala.catalogo.base.version, escribir_caso(vigencia.caso)["respuestas"]
    cambios: list[FilaAsentada] = []
    for criterio, dicho in suyas.items():
        despues: dict[str, Any] = {**eventos.VACIO, **dicho}
        sesion.add(
            Respuesta(
                diagnostico_id=diagnostico.id or 0,
                criterio=criterio,
                **despues,
                guardada=_mediodia(vigencia),
                version_base=version,
            )
        )
        cambios.append(
            EventoDeRespuesta(
                diagnostico_id=diagnostico.id or 0,
                criterio=criterio,
                version=1,
                origen=origenes.DEMOSTRACION,
                antes=dict(eventos.VACIO),
                despues=despues,
                cuando=_mediodia(vigencia),
                autor_id=sala.quien.cuenta_id,
                version_base=version,
            )
        )
    return cambios


def _evaluaciones(sala: Sala, diagnostico: Diagnostico, vigencia: Vigencia) -> Sequence[FilaAsentada]:
    """Control interno miró todo lo respondido: lo conforme, y lo que no tenía con qué comprobarse."""
    if not vigencia.evaluada:
        return []
    suyas = escribir_caso(vigencia.caso)["respuestas"]
    return [
        EvaluacionIndependiente(
            diagnostico_id=diagnostico.id or 0,
            criterio=criterio,
            numero=1,
            version_de_respuesta=1,
            dictamen="sin_soporte" if criterio in vigencia.no_conformes else "conforme",
            valor=None if criterio in vigencia.no_conformes else dicho.get("valor"),
            no_aplica=None if criterio in vigencia.no_conformes else dicho.get("no_aplica"),
            comentario="No se encontró el soporte (inventado)." if criterio in vigencia.no_conformes else "",
            cuando=_mediodia(vigencia),
            autor_id=sala.quien.cuenta_id,
        )
        for criterio, dicho in suyas.items()
    ]


def _movimientos(sala: Sala, diagnostico: Diagnostico, vigencia: Vigencia) -> Sequence[Movimiento]:
    pasos = {"borrador": (), "enviado": ("enviado",), "cerrado": ("enviado", "revisado", "cerrado")}
    return [
        Movimiento(
            diagnostico_id=diagnostico.id or 0,
            hecho=hecho,
            cuando=_mediodia(vigencia),
            autor_id=sala.quien.cuenta_id,
            version_reglas=diagnostico.version_reglas,
            digesto_reglas=diagnostico.digesto_reglas,
        )
        for hecho in pasos[vigencia.estado]
    ]

"""El autodiagnóstico de una entidad en una vigencia: abrirlo, responderlo, evaluarlo y llevarlo al cierre."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico, Entidad
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import expediente, filas
from autodiagnostico.servicios.asignaciones import asignaciones, asignar_tema
from autodiagnostico.servicios.expediente import Expediente
from autodiagnostico.servicios.fichas import Asignacion, Diferido, FichaDeDiagnostico, RespuestaGuardada
from autodiagnostico.servicios.mesa import diferidos, diferir, quitar_diferido
from autodiagnostico.servicios.respuestas import anotar, confirmar, declarar_no_aplica, responder
from autodiagnostico.servicios.vida import cerrar, devolver, enviar, reabrir, revisar
from motor import Caso, Resultado
from reglas.texto import normalizar

__all__ = [
    "Asignacion",
    "Diferido",
    "Evaluado",
    "Expediente",
    "FichaDeDiagnostico",
    "RespuestaGuardada",
    "abrir",
    "al_dia",
    "anotar",
    "asignaciones",
    "asignar_tema",
    "caso",
    "cerrar",
    "con_que",
    "confirmar",
    "declarar_no_aplica",
    "devolver",
    "diferidos",
    "diferir",
    "enviar",
    "evaluar",
    "leer",
    "listar",
    "quitar_diferido",
    "reabrir",
    "responder",
    "revisar",
]

PRIMERA_VIGENCIA, ULTIMA_VIGENCIA = 1900, 2200


def abrir(sala: Sala, entidad_id: int, vigencia: int) -> FichaDeDiagnostico:
    """El diagnóstico de una entidad en una vigencia; lo crea si falta."""
    if not PRIMERA_VIGENCIA <= vigencia <= ULTIMA_VIGENCIA:
        raise ErrorDeServicio(f"La vigencia {vigencia} no se admite. Escriba un año, como {hoy().year}.")
    with escribir(sala.motor_bd) as sesion:
        entidad = acceso.entidad(sesion, sala, entidad_id, Operacion.VER_COBERTURA)
        suyo = select(Diagnostico).where(
            Diagnostico.entidad_id == entidad_id, Diagnostico.vigencia == vigencia
        )
        fila = sesion.exec(suyo).first()
        if fila is None:
            acceso.exigir(sala, Operacion.ABRIR_DIAGNOSTICO, acceso.sobre(entidad))
            fila = Diagnostico(entidad_id=entidad_id, vigencia=vigencia)
            sesion.add(fila)
            sesion.flush()
            bitacora.asentar(sesion, sala, "empezado", objeto=f"diagnostico:{fila.id}", entidad_id=entidad_id)
        return filas.ficha_de_diagnostico(fila, entidad, sala.catalogo)


def listar(
    sala: Sala, entidad_id: int | None = None, vigencia: int | None = None
) -> list[FichaDeDiagnostico]:
    """Los que se pueden saber: primero la vigencia más reciente; en cada una, por nombre de entidad."""
    pedidos = select(Diagnostico, Entidad).join(
        Entidad, onclause=col(Diagnostico.entidad_id) == col(Entidad.id)
    )
    if entidad_id is not None:
        pedidos = pedidos.where(Diagnostico.entidad_id == entidad_id)
    if vigencia is not None:
        pedidos = pedidos.where(Diagnostico.vigencia == vigencia)
    with leyendo(sala.motor_bd) as sesion:
        fichas = [
            filas.ficha_de_diagnostico(d, e, sala.catalogo)
            for d, e in sesion.exec(pedidos)
            if acceso.ve_entidad(sala, e)
        ]
    return sorted(fichas, key=lambda f: (-f.vigencia, normalizar(f.entidad.nombre), f.id))


def leer(sala: Sala, diagnostico_id: int) -> FichaDeDiagnostico:
    """Un diagnóstico, sin sus respuestas; ErrorDePermiso si no existe o no es de los suyos."""
    with leyendo(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_COBERTURA)
        return _ficha(sesion, sala, fila)


def _ficha(sesion: Session, sala: Sala, fila: Diagnostico) -> FichaDeDiagnostico:
    return filas.ficha_de_diagnostico(fila, filas.entidad_de(sesion, fila), sala.catalogo)


def caso(sala: Sala, diagnostico_id: int) -> Caso:
    """El caso que el motor evalúa, con lo guardado hasta ahora.

    De un enviado, la entidad y la fecha de corte son las que tenía al enviarse; de un cerrado, todo es lo que
    se congeló.
    """
    return con_que(sala, diagnostico_id).caso


def con_que(sala: Sala, diagnostico_id: int, cierre: int | None = None) -> Expediente:
    """El caso y la base de reglas con que se evalúa; con `cierre`, los de esa vez que se cerró."""
    with leyendo(sala.motor_bd) as sesion:
        return expediente.armar(sesion, sala, acceso.diagnostico(sesion, sala, diagnostico_id), cierre)


def evaluar(sala: Sala, diagnostico_id: int, cierre: int | None = None) -> Resultado:
    """Evalúa con los dos evaluadores; si no coinciden, guarda el caso y lanza ErrorDeEvaluacion."""
    return al_dia(sala, diagnostico_id, cierre).resultado


@dataclass(frozen=True)
class Evaluado:
    """Un resultado, y de qué salió."""

    digesto: str
    caso: Caso
    cierre: int | None
    resultado: Resultado


def al_dia(
    sala: Sala, diagnostico_id: int, cierre: int | None = None, antes: Evaluado | None = None
) -> Evaluado:
    """Como `evaluar`, aprovechando lo evaluado antes que no ha cambiado; todo, si nada cambió."""
    suyo = con_que(sala, diagnostico_id, cierre)
    clave = (suyo.catalogo.digesto, suyo.caso, suyo.cierre)
    if antes is not None and (antes.digesto, antes.caso, antes.cierre) == clave:
        return antes
    return Evaluado(*clave, expediente.evaluar(sala, suyo, antes.resultado if antes else None))

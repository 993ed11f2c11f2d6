"""El autodiagnóstico de una entidad en una vigencia: abrirlo, responderlo, evaluarlo y enviarlo."""

from __future__ import annotations

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico, Entidad, Movimiento, ahora
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.evaluacion import evaluar as evaluar_caso
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import filas, versiones
from autodiagnostico.servicios.asignaciones import asignaciones, asignar_tema
from autodiagnostico.servicios.fichas import Asignacion, Diferido, FichaDeDiagnostico, RespuestaGuardada
from autodiagnostico.servicios.mesa import diferidos, diferir, quitar_diferido
from autodiagnostico.servicios.respuestas import anotar, confirmar, declarar_no_aplica, responder
from motor import Caso, Resultado
from motor import Entidad as EntidadDelCaso
from motor.caso import escribir_caso
from reglas.texto import normalizar

__all__ = [
    "Asignacion",
    "Diferido",
    "FichaDeDiagnostico",
    "RespuestaGuardada",
    "abrir",
    "anotar",
    "asignaciones",
    "asignar_tema",
    "caso",
    "confirmar",
    "declarar_no_aplica",
    "diferidos",
    "diferir",
    "enviar",
    "evaluar",
    "leer",
    "listar",
    "quitar_diferido",
    "reabrir",
    "responder",
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

    De un enviado, la entidad y la fecha de corte son las que tenía al enviarse.
    """
    with leyendo(sala.motor_bd) as sesion:
        return caso_en(sesion, sala, acceso.diagnostico(sesion, sala, diagnostico_id))


def caso_en(sesion: Session, sala: Sala, fila: Diagnostico) -> Caso:
    """El caso de un diagnóstico, en una transacción abierta y con el permiso ya exigido."""
    guardada = filas.entidad_de(sesion, fila)
    actual = {**guardada.atributos, "codigo": guardada.codigo, "nombre": guardada.nombre}
    datos = fila.entidad_al_enviar or actual
    atributos = filas.atributos_vigentes(datos, sala.catalogo)
    return Caso(
        entidad=EntidadDelCaso(datos["codigo"], datos["nombre"], atributos),
        vigencia=fila.vigencia,
        fecha_corte=fila.fecha_corte or hoy(),
        respuestas=filas.respuestas_vigentes(filas.respuestas(sesion, fila.id or 0), sala.catalogo),
    )


def evaluar(sala: Sala, diagnostico_id: int) -> Resultado:
    """Evalúa con los dos evaluadores; si no coinciden, guarda el caso y lanza ErrorDeEvaluacion."""
    return evaluar_caso(sala.catalogo, caso(sala, diagnostico_id), sala.ajustes.datos)


def enviar(sala: Sala, diagnostico_id: int) -> FichaDeDiagnostico:
    """Lo congela, con hoy como fecha de corte si no tenía otra. Enviar lo ya enviado no cambia nada."""
    evaluar(sala, diagnostico_id)  # lo que no se puede evaluar no se envía
    with escribir(sala.motor_bd) as sesion:
        fila = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.ENVIAR)
        if fila.estado == "borrador":
            versiones.exigir_de_hoy(sesion, sala, diagnostico_id)
            congelado = caso_en(sesion, sala, fila)
            fila.estado, fila.enviado = "enviado", ahora()
            fila.fecha_corte = congelado.fecha_corte
            fila.entidad_al_enviar = escribir_caso(congelado)["entidad"]
            fila.version_reglas, fila.digesto_reglas = sala.catalogo.base.version, sala.catalogo.digesto
            _mover(sesion, sala, fila, "enviado")
        return _ficha(sesion, sala, fila)


def reabrir(sala: Sala, diagnostico_id: int, motivo: str) -> FichaDeDiagnostico:
    """Lo devuelve a borrador, con la fecha de corte otra vez en hoy, y deja constancia del motivo."""
    if not motivo.strip():
        raise ErrorDeServicio("Escriba por qué se reabre: queda constancia del motivo.")
    with escribir(sala.motor_bd) as sesion:
        fila = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.REABRIR)
        if fila.estado == "enviado":
            fila.estado, fila.enviado, fila.fecha_corte = "borrador", None, None
            fila.entidad_al_enviar = fila.version_reglas = fila.digesto_reglas = None
            _mover(sesion, sala, fila, "reabierto", motivo.strip())
        return _ficha(sesion, sala, fila)


def _mover(sesion: Session, sala: Sala, fila: Diagnostico, hecho: str, motivo: str = "") -> None:
    """Deja constancia del paso, con quién lo dio, y lo asienta."""
    autor = sala.quien.cuenta_id
    sesion.add(Movimiento(diagnostico_id=fila.id or 0, hecho=hecho, motivo=motivo, autor_id=autor))
    sesion.flush()
    objeto = f"diagnostico:{fila.id}"
    bitacora.asentar(sesion, sala, hecho, objeto=objeto, entidad_id=fila.entidad_id, motivo=motivo)

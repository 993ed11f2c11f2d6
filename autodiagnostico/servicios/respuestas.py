"""Responder: cada respuesta es una transacción, y al volver ya está en el disco."""

from __future__ import annotations

from typing import Any, NoReturn

from sqlmodel import Session, select

from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Respuesta as Fila
from autodiagnostico.almacen.tablas import ahora
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import filas
from autodiagnostico.servicios.fichas import RespuestaGuardada
from motor import ErrorDeCaso, Problema, leer_valor
from motor.caso import MAXIMO_TEXTO, escribir_valor
from reglas.errores import sugerencia
from reglas.fichas import Criterio


def responder(sala: Sala, diagnostico_id: int, criterio: str, valor_crudo: Any) -> RespuestaGuardada:
    """Guarda un valor; None lo borra, con su «no aplica» si lo tenía, y deja lo anotado.

    Con ValorInvalido o ErrorDeCaso lo anterior queda intacto.
    """
    ficha = _criterio(sala, criterio)
    valor = None if valor_crudo is None else escribir_valor(leer_valor(ficha, valor_crudo))
    return _guardar(sala, diagnostico_id, ficha, valor=valor, no_aplica=None)


def declarar_no_aplica(sala: Sala, diagnostico_id: int, criterio: str, motivo: str) -> RespuestaGuardada:
    """Declara que un criterio no aplica, con su motivo; reemplaza el valor que tuviera."""
    ficha = _criterio(sala, criterio)
    ruta = f"respuestas.{criterio}.no_aplica"
    if not ficha.admite_no_aplica:
        _rechazar(ruta, "este criterio no admite «no aplica».", "un valor")
    return _guardar(
        sala, diagnostico_id, ficha, valor=None, no_aplica=_texto(ruta, motivo, "falta el motivo.")
    )


def anotar(
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    *,
    evidencias: list[str] | None = None,
    observacion: str | None = None,
) -> RespuestaGuardada:
    """Guarda evidencias u observación, aunque no haya respuesta; lo que llega en None no cambia."""
    ficha = _criterio(sala, criterio)
    ruta = f"respuestas.{criterio}"
    cambios: dict[str, Any] = {}
    if evidencias is not None:
        cambios["evidencias"] = [_texto(f"{ruta}.evidencias", e) for e in evidencias if e.strip()]
    if observacion is not None:
        cambios["observacion"] = _texto(f"{ruta}.observacion", observacion)
    return _guardar(sala, diagnostico_id, ficha, **cambios)


def _criterio(sala: Sala, codigo: str) -> Criterio:
    criterio = sala.catalogo.criterios.get(codigo)
    if criterio is None:
        quiso = sugerencia(codigo, sala.catalogo.criterios)
        _rechazar(
            f"respuestas.{codigo}", f"no existe el criterio «{codigo}».{quiso}", "los códigos del catálogo"
        )
    return criterio


def _texto(ruta: str, texto: str, si_falta: str | None = None) -> str:
    texto = texto.strip()
    if not texto and si_falta:
        _rechazar(ruta, si_falta, "un texto con la razón")
    if len(texto) > MAXIMO_TEXTO:
        _rechazar(ruta, f"el texto tiene {len(texto)} caracteres.", f"hasta {MAXIMO_TEXTO}")
    return texto


def _rechazar(ruta: str, mensaje: str, admite: str) -> NoReturn:
    raise ErrorDeCaso([Problema(ruta, mensaje, admite)])


def _guardar(sala: Sala, diagnostico_id: int, criterio: Criterio, **cambios: Any) -> RespuestaGuardada:
    """Cambia solo lo dicho; lo demás de la fila lo puede haber escrito otra persona y se respeta."""
    with escribir(sala.motor_bd) as sesion:
        filas.para_responder(sesion, diagnostico_id)
        fila = _fila(sesion, diagnostico_id, criterio.codigo)
        for campo, valor in cambios.items():
            setattr(fila, campo, valor)
        fila.guardada = ahora()
        vacia = fila.valor is None and fila.no_aplica is None and not fila.evidencias and not fila.observacion
        if not vacia:
            sesion.add(fila)
        elif fila.id is not None:
            sesion.delete(fila)
        return RespuestaGuardada(criterio.codigo, filas.respuesta_de(fila, criterio), fila.guardada)


def _fila(sesion: Session, diagnostico_id: int, criterio: str) -> Fila:
    suya = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.criterio == criterio)
    return sesion.exec(suya).first() or Fila(diagnostico_id=diagnostico_id, criterio=criterio)

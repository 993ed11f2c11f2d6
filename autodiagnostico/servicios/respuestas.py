"""Responder: cada respuesta es una transacción, y al volver ya está en el disco."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Diagnostico, EventoDeRespuesta
from autodiagnostico.almacen.tablas import Respuesta as Fila
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import filas, registro_de_evidencias
from autodiagnostico.servicios.fichas import RespuestaGuardada
from motor import ErrorDeCaso, Problema, leer_valor
from motor.caso import MAXIMO_TEXTO, escribir_valor
from reglas.errores import sugerencia
from reglas.fichas import Criterio

CAMPOS = ("valor", "no_aplica", "evidencias", "observacion")
"""Lo que trae una respuesta, y lo que guarda cada cambio de su historia."""
PANTALLA = "pantalla"
"""El origen de lo que alguien responde en su sitio."""


class ErrorDeConflicto(ErrorDeServicio):
    """Otra persona cambió lo mismo después de lo que se vio. Nada se guardó: hay que elegir.

    `guardada` es lo que hay; `propuesta`, los campos que se iban a escribir; `autor_id`, quién guardó
    (None es el modo local).
    """

    def __init__(self, guardada: RespuestaGuardada, propuesta: dict[str, Any], autor_id: int | None) -> None:
        super().__init__(
            "Otra persona cambió esta respuesta mientras usted la tenía abierta. "
            "No se guardó la suya: compare las dos y elija."
        )
        self.guardada, self.propuesta, self.autor_id = guardada, propuesta, autor_id


def responder(  # noqa: PLR0913 - lo que se vio y de dónde viene tienen valor corriente
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    valor_crudo: Any,
    *,
    vista: int | None = None,
    origen: str = PANTALLA,
) -> RespuestaGuardada:
    """Guarda un valor; None lo borra, con su «no aplica» si lo tenía, y deja lo anotado.

    `vista` es la versión que tenía delante quien responde (0, sin responder). Con ValorInvalido, ErrorDeCaso
    o ErrorDeConflicto lo anterior queda intacto.
    """
    ficha = _criterio(sala, criterio)
    valor = None if valor_crudo is None else escribir_valor(leer_valor(ficha, valor_crudo))
    return _guardar(sala, diagnostico_id, ficha, vista, origen, valor=valor, no_aplica=None)


def declarar_no_aplica(  # noqa: PLR0913 - como `responder`
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    motivo: str,
    *,
    vista: int | None = None,
    origen: str = PANTALLA,
) -> RespuestaGuardada:
    """Declara que un criterio no aplica, con su motivo; reemplaza el valor que tuviera."""
    ficha = _criterio(sala, criterio)
    ruta = f"respuestas.{criterio}.no_aplica"
    if not ficha.admite_no_aplica:
        _rechazar(ruta, "este criterio no admite «no aplica».", "un valor")
    texto = _texto(ruta, motivo, "falta el motivo.")
    return _guardar(sala, diagnostico_id, ficha, vista, origen, valor=None, no_aplica=texto)


def anotar(  # noqa: PLR0913 - como `responder`
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    *,
    evidencias: list[str] | None = None,
    observacion: str | None = None,
    vista: int | None = None,
    origen: str = PANTALLA,
) -> RespuestaGuardada:
    """Guarda evidencias u observación, aunque no haya respuesta; lo que llega en None no cambia."""
    ficha = _criterio(sala, criterio)
    ruta = f"respuestas.{criterio}"
    cambios: dict[str, Any] = {}
    if evidencias is not None:
        cambios["evidencias"] = [_texto(f"{ruta}.evidencias", e) for e in evidencias if e.strip()]
    if observacion is not None:
        cambios["observacion"] = _texto(f"{ruta}.observacion", observacion)
    return _guardar(sala, diagnostico_id, ficha, vista, origen, **cambios)


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


def _guardar(
    sala: Sala, diagnostico_id: int, criterio: Criterio, vista: int | None, origen: str, **cambios: Any
) -> RespuestaGuardada:
    """Cambia solo lo dicho, deja el cambio en la historia y lo asienta; lo que no cambia nada no deja rastro.

    Un campo que otra persona escribió y aquí no se toca se respeta. Lanza ErrorDeConflicto si lo que se iba a
    cambiar ya no es lo que se vio.
    """
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_responder(sesion, sala, diagnostico_id, criterio.tema)
        fila = filas.respuesta(sesion, diagnostico_id, criterio.codigo)
        antes = contenido(fila)
        if vista is not None and vista != fila.version and any(antes[c] != v for c, v in cambios.items()):
            _exigir_lo_visto(sesion, fila, criterio, vista, cambios)
        despues = antes | cambios
        if despues != antes:
            escribir_evento(sesion, sala, diagnostico, fila, despues, origen)
        return RespuestaGuardada(
            criterio.codigo, filas.respuesta_de(fila, criterio), fila.guardada, fila.version
        )


def _exigir_lo_visto(
    sesion: Session, fila: Fila, criterio: Criterio, vista: int, cambios: Mapping[str, Any]
) -> None:
    """Entre lo visto y lo guardado, ¿alguien cambió los mismos campos?"""
    posteriores = sesion.exec(
        select(EventoDeRespuesta)
        .where(EventoDeRespuesta.diagnostico_id == fila.diagnostico_id)
        .where(EventoDeRespuesta.criterio == fila.criterio, EventoDeRespuesta.version > vista)
        .order_by(col(EventoDeRespuesta.version))
    ).all()
    pisados = [e for e in posteriores if any(e.antes[c] != e.despues[c] for c in cambios)]
    if pisados:
        guardada = RespuestaGuardada(
            criterio.codigo, filas.respuesta_de(fila, criterio), fila.guardada, fila.version
        )
        raise ErrorDeConflicto(guardada, dict(cambios), pisados[-1].autor_id)


def escribir_evento(  # noqa: PLR0913, PLR0917 - un cambio se dice con todo esto
    sesion: Session, sala: Sala, diagnostico: Diagnostico, fila: Fila, despues: Mapping[str, Any], origen: str
) -> EventoDeRespuesta:
    """Cambia la fila, agrega el cambio a su historia y lo asienta, en la transacción abierta."""
    evento = EventoDeRespuesta(
        diagnostico_id=fila.diagnostico_id,
        criterio=fila.criterio,
        version=fila.version + 1,
        origen=origen,
        antes=contenido(fila),
        despues=dict(despues),
        autor_id=sala.quien.cuenta_id,
    )
    citadas = set(despues["evidencias"]) - set(fila.evidencias)
    registro_de_evidencias.asegurar(sesion, sala, diagnostico.entidad_id, sorted(citadas))
    for campo, valor in despues.items():
        setattr(fila, campo, valor)
    fila.version, fila.guardada = evento.version, evento.cuando
    sesion.add(fila)
    sesion.add(evento)
    sesion.flush()
    bitacora.asentar_respuesta(sesion, sala, evento, diagnostico.entidad_id)
    return evento


def contenido(fila: Fila) -> dict[str, Any]:
    """Lo que dice una fila, con la forma del caso."""
    return {campo: getattr(fila, campo) for campo in CAMPOS}

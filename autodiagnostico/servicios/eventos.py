"""La historia de las respuestas: cada cambio es un evento, y la fila es lo que dejó el último.

Quien cambia una respuesta, venga de donde venga, pasa por `escribir_evento`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from sqlmodel import Session, col, select

from autodiagnostico import bitacora
from autodiagnostico.almacen.tablas import Diagnostico, EventoDeRespuesta
from autodiagnostico.almacen.tablas import Respuesta as Fila
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import filas, origenes, personas, registro_de_evidencias
from autodiagnostico.servicios.fichas import RespuestaGuardada
from motor import ErrorDeCaso, Problema, Respuesta, leer_valor
from motor.caso import MAXIMO_TEXTO, ValorInvalido
from reglas import Catalogo
from reglas.errores import sugerencia
from reglas.fichas import Criterio

LO_RESPONDIDO = ("valor", "no_aplica", "por_confirmar")
"""Lo que dice una respuesta; lo demás la acompaña."""
VACIO: Mapping[str, Any] = {
    "valor": None,
    "no_aplica": None,
    "evidencias": [],
    "observacion": "",
    "por_confirmar": "",
}
"""Lo que guarda cada cambio, y lo que hay antes del primero."""


class ErrorDeConflicto(ErrorDeServicio):
    """Otra persona cambió lo mismo después de lo que se vio. Nada se guardó: hay que elegir.

    `guardada` es lo que hay; `propuesta`, los campos que se iban a escribir, y `quedaria`, la respuesta con
    ellos; `quien` y `cuando`, del último cambio de esos campos.
    """

    def __init__(
        self,
        guardada: RespuestaGuardada,
        propuesta: Mapping[str, Any],
        quedaria: Respuesta,
        quien: str,
        cuando: datetime,
    ) -> None:
        super().__init__(
            "Esta respuesta cambió mientras usted la tenía abierta. No se guardó la suya: compare las dos y "
            "elija."
        )
        self.guardada, self.propuesta, self.quedaria = guardada, dict(propuesta), quedaria
        self.quien, self.cuando = quien, cuando


def contenido(fila: Fila) -> dict[str, Any]:
    """Lo que dice una fila, con la forma del caso."""
    return {campo: getattr(fila, campo) for campo in VACIO}


def completo(lado: Mapping[str, Any]) -> dict[str, Any]:
    """El `antes` o el `despues` de un evento; los que no traían un campo lo tenían vacío."""
    return {**VACIO, **lado}


def leida(criterio: Criterio, contenido_: Mapping[str, Any]) -> Respuesta:
    """La respuesta de un contenido; un valor que hoy ya no se admite va como texto, tal como se guardó."""
    crudo = contenido_["valor"]
    try:
        valor = None if crudo is None else leer_valor(criterio, crudo)
    except ValorInvalido:
        valor = tuple(map(str, crudo)) if isinstance(crudo, list) else str(crudo)
    return Respuesta(
        valor=valor,
        no_aplica=contenido_["no_aplica"],
        evidencias=tuple(contenido_["evidencias"]),
        observacion=contenido_["observacion"],
    )


def lo_visto(sesion: Session, fila: Fila, vista: int | None) -> dict[str, Any]:
    """Lo que decía la respuesta en la versión que alguien vio."""
    if vista is None or vista == fila.version:
        return contenido(fila)
    suyos = de_la_respuesta(sesion, fila.diagnostico_id, fila.criterio)
    return completo(next((e.despues for e in suyos if e.version == vista), {}))


def cambiados(evento: EventoDeRespuesta) -> set[str]:
    """Los campos que cambió un evento."""
    antes, despues = completo(evento.antes), completo(evento.despues)
    return {campo for campo in VACIO if antes[campo] != despues[campo]}


def de_la_respuesta(sesion: Session, diagnostico_id: int, criterio: str) -> list[EventoDeRespuesta]:
    """Todos los cambios de una respuesta, del primero al último."""
    suyos = select(EventoDeRespuesta).where(
        EventoDeRespuesta.diagnostico_id == diagnostico_id, EventoDeRespuesta.criterio == criterio
    )
    return list(sesion.exec(suyos.order_by(col(EventoDeRespuesta.version))))


def exigir_lo_visto(  # noqa: PLR0913, PLR0917 - lo visto, lo guardado y lo que se iba a escribir
    sesion: Session, sala: Sala, fila: Fila, criterio: Criterio, vista: int, cambios: Mapping[str, Any]
) -> None:
    """Lanza ErrorDeConflicto si entre lo visto y lo guardado alguien cambió los mismos campos."""
    ya = contenido(fila)
    if vista == fila.version or all(ya[campo] == valor for campo, valor in cambios.items()):
        return
    suyos = de_la_respuesta(sesion, fila.diagnostico_id, fila.criterio)
    pisados = [e for e in suyos if e.version > vista and not cambiados(e).isdisjoint(cambios)]
    if pisados:
        ultimo = pisados[-1]
        quien = personas.quien(sala.quien, personas.nombres(sesion, [ultimo.autor_id]), ultimo.autor_id)
        quedaria = leida(criterio, {**ya, **cambios})
        raise ErrorDeConflicto(filas.guardada(fila, criterio), cambios, quedaria, quien, ultimo.cuando)


def escribir_evento(  # noqa: PLR0913 - un cambio se dice con todo esto
    sesion: Session,
    sala: Sala,
    fila: Fila,
    despues: Mapping[str, Any],
    origen: str,
    *,
    version_base: str | None = None,
    revisar: bool = True,
) -> EventoDeRespuesta:
    """Cambia la fila, agrega el cambio a su historia y lo asienta, en la transacción abierta.

    `version_base` es la de la base de reglas con que queda respondida; si no se dice, la de hoy cuando cambia
    lo respondido. Lanza ErrorDeCaso si lo que quedaría no se admite, salvo que se repita lo que ya hubo
    (`revisar=False`).
    """
    antes = contenido(fila)
    if revisar and despues != antes:
        _exigir_admitido(sala.catalogo, fila.criterio, despues)
    if version_base is None:
        responde = any(despues[campo] != antes[campo] for campo in LO_RESPONDIDO)
        version_base = sala.catalogo.base.version if responde else fila.version_base
    evento = EventoDeRespuesta(
        diagnostico_id=fila.diagnostico_id,
        criterio=fila.criterio,
        version=fila.version + 1,
        origen=origen,
        antes=antes,
        despues=dict(despues),
        autor_id=sala.quien.cuenta_id,
        version_base=version_base,
    )
    diagnostico = sesion.get_one(Diagnostico, fila.diagnostico_id)
    citadas = set(despues["evidencias"]) - set(fila.evidencias)
    registro_de_evidencias.asegurar(sesion, sala, diagnostico.entidad_id, sorted(citadas))
    for campo, valor in despues.items():
        setattr(fila, campo, valor)
    fila.version, fila.guardada, fila.version_base = evento.version, evento.cuando, version_base
    sesion.add(fila)
    sesion.add(evento)
    sesion.flush()
    bitacora.asentar_respuesta(sesion, sala, evento, diagnostico.entidad_id)
    return evento


def deshacer(
    sesion: Session, sala: Sala, fila: Fila, suyos: list[EventoDeRespuesta], *, revisar: bool = True
) -> EventoDeRespuesta:
    """Deja lo que había antes del último de sus cambios, con la versión de la base de entonces."""
    base = suyos[-2].version_base if len(suyos) > 1 else None
    habia = completo(suyos[-1].antes)
    return escribir_evento(sesion, sala, fila, habia, origenes.DESHACER, version_base=base, revisar=revisar)


def los_de(sesion: Session, diagnostico_id: int, origen: str) -> list[Fila]:
    """Las respuestas cuyo último cambio vino de ahí."""
    suyas = (
        select(Fila)
        .join(
            EventoDeRespuesta,
            onclause=(col(EventoDeRespuesta.diagnostico_id) == col(Fila.diagnostico_id))
            & (col(EventoDeRespuesta.criterio) == col(Fila.criterio))
            & (col(EventoDeRespuesta.version) == col(Fila.version)),
        )
        .where(Fila.diagnostico_id == diagnostico_id, EventoDeRespuesta.origen == origen)
        .order_by(col(Fila.id))
    )
    return list(sesion.exec(suyas))


def ficha_de(catalogo: Catalogo, codigo: str) -> Criterio:
    """La ficha de un criterio. Lanza ErrorDeCaso si no existe."""
    criterio = catalogo.criterios.get(codigo)
    if criterio is None:
        quiso = sugerencia(codigo, catalogo.criterios)
        rechazar(
            f"respuestas.{codigo}", f"no existe el criterio «{codigo}».{quiso}", "los códigos del catálogo"
        )
    return criterio


def _exigir_admitido(catalogo: Catalogo, codigo: str, contenido_: Mapping[str, Any]) -> None:
    """Lo mismo para lo que se teclea, se deshace, se importa o se trae: un valor de hoy, o un motivo."""
    criterio = ficha_de(catalogo, codigo)
    ruta = f"respuestas.{codigo}"
    valor, motivo = contenido_["valor"], contenido_["no_aplica"]
    if valor is not None:
        try:
            leer_valor(criterio, valor)
        except ValorInvalido as error:
            rechazar(f"{ruta}.valor", error.mensaje, error.admite)
    if motivo is not None:
        if not criterio.admite_no_aplica:
            rechazar(f"{ruta}.no_aplica", "este criterio no admite «no aplica».", "un valor")
        if not motivo.strip():
            rechazar(f"{ruta}.no_aplica", "falta el motivo.", "un texto con la razón")
        if valor is not None:
            rechazar(ruta, "trae un valor y también «no aplica».", "uno de los dos")
    textos = {"no_aplica": [motivo or ""], "observacion": [contenido_["observacion"]]}
    for campo, escritos in {**textos, "evidencias": contenido_["evidencias"]}.items():
        for texto in escritos:
            if len(texto) > MAXIMO_TEXTO:
                rechazar(
                    f"{ruta}.{campo}", f"el texto tiene {len(texto)} caracteres.", f"hasta {MAXIMO_TEXTO}"
                )


def rechazar(ruta: str, mensaje: str, admite: str) -> NoReturn:
    """Lanza ErrorDeCaso con un problema."""
    raise ErrorDeCaso([Problema(ruta, mensaje, admite)])

"""De filas de la base a fichas y casos, dentro de una transacción que ya está abierta."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Session, col, select

from autodiagnostico.almacen.tablas import Diagnostico, EncargoDeTema, Entidad
from autodiagnostico.almacen.tablas import Respuesta as FilaDeRespuesta
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios.fichas import FichaDeDiagnostico, FichaDeEntidad, RespuestaGuardada
from autodiagnostico.vida import Estado
from motor.caso import Respuesta, Valor, ValorInvalido, leer_valor
from reglas import Catalogo
from reglas.fichas import Atributo, Criterio


def tomar_turno(sesion: Session, diagnostico_id: int) -> None:
    """Desde aquí nadie más cambia ese diagnóstico hasta que termine la transacción."""
    sesion.exec(select(Diagnostico.id).where(Diagnostico.id == diagnostico_id).with_for_update())


def exigir_borrador(fila: Diagnostico) -> None:
    """Lanza ErrorDeServicio si ya no recibe respuestas."""
    if fila.estado != "borrador":
        raise ErrorDeServicio(
            "Este autodiagnóstico ya se envió y no recibe respuestas. Para corregirlo hay que devolverlo o, "
            "si se cerró, reabrirlo."
        )


def encargos(sesion: Session, diagnostico_id: int) -> dict[str, frozenset[int]]:
    """Las cuentas que responden cada tema de un diagnóstico."""
    suyos = select(EncargoDeTema.tema, EncargoDeTema.cuenta_id).where(
        EncargoDeTema.diagnostico_id == diagnostico_id
    )
    por_tema: dict[str, set[int]] = {}
    for tema, cuenta in sesion.exec(suyos):
        por_tema.setdefault(tema, set()).add(cuenta)
    return {tema: frozenset(cuentas) for tema, cuentas in por_tema.items()}


def entidad_de(sesion: Session, fila: Diagnostico) -> Entidad:
    """La entidad de un diagnóstico."""
    suya = sesion.get(Entidad, fila.entidad_id)
    if suya is None:
        raise ErrorDeServicio(
            "La entidad de ese autodiagnóstico ya no existe. Vuelva a la lista de entidades."
        )
    return suya


def ficha_de_entidad(fila: Entidad, catalogo: Catalogo) -> FichaDeEntidad:
    """La ficha de una entidad; un atributo que el catálogo ya no admite se toma por desconocido."""
    atributos = atributos_vigentes(fila.atributos, catalogo)
    return FichaDeEntidad(cast(int, fila.id), fila.codigo, fila.nombre, atributos, fila.demostracion)


def ficha_de_diagnostico(fila: Diagnostico, suya: Entidad, catalogo: Catalogo) -> FichaDeDiagnostico:
    """La ficha de un diagnóstico con la de su entidad."""
    return FichaDeDiagnostico(
        id=cast(int, fila.id),
        entidad=ficha_de_entidad(suya, catalogo),
        vigencia=fila.vigencia,
        fecha_corte=fila.fecha_corte,
        estado=cast(Estado, fila.estado),
        creado=fila.creado,
        enviado=fila.enviado,
        version_reglas=fila.version_reglas,
        digesto_reglas=fila.digesto_reglas,
    )


def atributos_vigentes(guardados: Mapping[str, Any], catalogo: Catalogo) -> dict[str, Valor]:
    """Los atributos guardados que el catálogo de hoy todavía admite."""
    leidos = {c: _leer(catalogo.atributos.get(c), v) for c, v in guardados.items()}
    return {c: v for c, v in leidos.items() if v is not None}


def respuestas(sesion: Session, diagnostico_id: int) -> list[FilaDeRespuesta]:
    """Las filas de respuestas, en el orden en que se guardaron por primera vez."""
    suyas = select(FilaDeRespuesta).where(FilaDeRespuesta.diagnostico_id == diagnostico_id)
    return list(sesion.exec(suyas.order_by(col(FilaDeRespuesta.id))))


def respuestas_de_varios(sesion: Session, ids: Sequence[int]) -> Iterator[FilaDeRespuesta]:
    """Las respuestas de varios diagnósticos, sin historia ni lo que la sesión recuerda de cada fila.

    Armar un objeto de la base por respuesta cuesta más que leerlas todas.
    """
    campos = ("id", "diagnostico_id", "criterio", "valor", "no_aplica", "evidencias", "observacion")
    columnas = [col(getattr(FilaDeRespuesta, c)) for c in (*campos, "guardada", "version")]
    columnas += [col(FilaDeRespuesta.por_confirmar), col(FilaDeRespuesta.version_base)]
    suyas = sa.select(*columnas).where(col(FilaDeRespuesta.diagnostico_id).in_(ids))
    for fila in sesion.execute(suyas.order_by(col(FilaDeRespuesta.id))):
        yield cast(FilaDeRespuesta, fila)


def respuesta(sesion: Session, diagnostico_id: int, criterio: str) -> FilaDeRespuesta:
    """La fila de un criterio; si nunca se ha respondido, una sin guardar, en la versión 0."""
    suya = select(FilaDeRespuesta).where(
        FilaDeRespuesta.diagnostico_id == diagnostico_id, FilaDeRespuesta.criterio == criterio
    )
    vacia = FilaDeRespuesta(diagnostico_id=diagnostico_id, criterio=criterio, version=0)
    return sesion.exec(suya).first() or vacia


def respuestas_vigentes(filas: Iterable[FilaDeRespuesta], catalogo: Catalogo) -> dict[str, Respuesta]:
    """Las respuestas que cuentan, en el orden del catálogo.

    Lo que la base de reglas ya no admite y lo que nadie ha confirmado quedan sin responder; en el disco
    siguen guardados.
    """
    return en_firme(guardadas(filas, catalogo))


def guardadas(filas: Iterable[FilaDeRespuesta], catalogo: Catalogo) -> dict[str, RespuestaGuardada]:
    """Todo lo guardado de los criterios de hoy, en el orden del catálogo."""
    por_criterio = {f.criterio: f for f in filas}
    return {
        codigo: guardada(por_criterio[codigo], criterio)
        for codigo, criterio in catalogo.criterios.items()
        if codigo in por_criterio
    }


def en_firme(guardadas_: Mapping[str, RespuestaGuardada]) -> dict[str, Respuesta]:
    """Lo que cuenta de lo guardado: de lo que está por confirmar, solo lo anotado."""
    cuentan = {
        codigo: replace(g.respuesta, valor=None, no_aplica=None) if g.por_confirmar else g.respuesta
        for codigo, g in guardadas_.items()
    }
    return {codigo: respuesta for codigo, respuesta in cuentan.items() if respuesta != Respuesta()}


def guardada(fila: FilaDeRespuesta, criterio: Criterio) -> RespuestaGuardada:
    """Lo que hay en una fila, como quedó en el disco."""
    return RespuestaGuardada(
        criterio=criterio.codigo,
        respuesta=respuesta_de(fila, criterio),
        guardada=fila.guardada,
        version=fila.version,
        por_confirmar=fila.por_confirmar,
        version_base=fila.version_base,
    )


def respuesta_de(fila: FilaDeRespuesta, criterio: Criterio) -> Respuesta:
    """La respuesta que hay en una fila."""
    return Respuesta(
        valor=_leer(criterio, fila.valor),
        no_aplica=fila.no_aplica if criterio.admite_no_aplica else None,
        evidencias=tuple(fila.evidencias),
        observacion=fila.observacion,
    )


def _leer(ficha: Criterio | Atributo | None, guardado: Any) -> Valor | None:
    if ficha is None or guardado is None:
        return None
    try:
        return leer_valor(ficha, guardado)
    except ValorInvalido:
        return None

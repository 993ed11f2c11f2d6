"""Registrar lo que control interno encuentra en cada respuesta. Nada se cambia: se agrega."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from sqlmodel import Session, col, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import EvaluacionIndependiente as Fila
from autodiagnostico.almacen.tablas import Respuesta as FilaDeRespuesta
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente, personas
from autodiagnostico.servicios.control.fichas import DICTAMENES, Dictamen, Evaluacion
from autodiagnostico.servicios.control.muestras import exigir_ver
from motor import Caso, Respuesta, leer_valor
from motor.caso import MAXIMO_TEXTO, ValorInvalido, escribir_valor
from reglas import Catalogo
from reglas.errores import sugerencia
from reglas.fichas import Criterio

_VACIA = Respuesta()


@dataclass(frozen=True, slots=True)
class Escrito:
    """Lo que se escribe de una respuesta, además del dictamen y de lo hallado."""

    comentario: str = ""
    causa: str = ""
    efecto: str = ""
    recomendacion: str = ""


def registrar(  # noqa: PLR0913 - una evaluación se dice con todo esto
    sala: Sala,
    diagnostico_id: int,
    criterio: str,
    dictamen: Dictamen,
    *,
    hallado: Any = None,
    no_aplica: str | None = None,
    escrito: Escrito = Escrito(),
    vista: int | None = None,
) -> Evaluacion:
    """Agrega una evaluación de una respuesta; las anteriores quedan.

    `hallado` o `no_aplica` es lo que se encontró, y solo va con «no_conforme». `vista` es la versión de la
    respuesta que se tenía delante. Lanza ErrorDeServicio si algo falta o sobra, y ValorInvalido si el valor
    no es de su clase.
    """
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EVALUAR_INDEPENDIENTE)
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyo = expediente.armar(sesion, sala, diagnostico)
        ficha = _criterio(suyo.catalogo, criterio)
        version = versiones(sesion, diagnostico_id).get(criterio, 0)
        if vista is not None and vista != version:
            raise ErrorDeServicio(
                "La respuesta cambió mientras usted la evaluaba. No se registró nada: vea la de ahora."
            )
        fila = Fila(
            diagnostico_id=diagnostico_id,
            criterio=criterio,
            numero=_cuantas(sesion, diagnostico_id, criterio) + 1,
            version_de_respuesta=version,
            dictamen=dictamen,
            **_lo_hallado(ficha, suyo.caso.respuestas.get(criterio, _VACIA), dictamen, hallado, no_aplica),
            **_lo_escrito(dictamen, escrito),
            autor_id=sala.quien.cuenta_id,
        )
        bitacora.asentar_fila(
            sesion, sala, "evaluación independiente", fila, entidad_id=diagnostico.entidad_id
        )
        return _evaluacion(fila, ficha, personas.autores(sesion, [fila.autor_id])[fila.autor_id])


def _criterio(catalogo: Catalogo, codigo: str) -> Criterio:
    if codigo not in catalogo.criterios:
        raise ErrorDeServicio(f"No existe la pregunta «{codigo}».{sugerencia(codigo, catalogo.criterios)}")
    return catalogo.criterios[codigo]


def versiones(sesion: Session, diagnostico_id: int) -> dict[str, int]:
    """En qué versión va la respuesta de cada criterio."""
    suyas = select(FilaDeRespuesta.criterio, FilaDeRespuesta.version)
    return dict(sesion.exec(suyas.where(FilaDeRespuesta.diagnostico_id == diagnostico_id)).all())


def _cuantas(sesion: Session, diagnostico_id: int, criterio: str) -> int:
    suyas = select(func.count()).select_from(Fila)
    return sesion.exec(suyas.where(Fila.diagnostico_id == diagnostico_id, Fila.criterio == criterio)).one()


def _lo_hallado(
    ficha: Criterio, declarada: Respuesta, dictamen: str, hallado: Any, no_aplica: str | None
) -> dict[str, Any]:
    """Lo que se encontró, con la forma del caso; con «conforme», lo declarado."""
    if dictamen not in DICTAMENES:
        raise ErrorDeServicio(f"No existe el dictamen «{dictamen}»: se admite {', '.join(DICTAMENES)}.")
    if dictamen == "sin_soporte":
        return {"valor": None, "no_aplica": None}
    if dictamen == "conforme":
        if declarada.valor is None and declarada.no_aplica is None:
            raise ErrorDeServicio("La entidad no respondió esta pregunta: no hay qué dar por conforme.")
        return {"valor": escribir_valor(declarada.valor), "no_aplica": declarada.no_aplica}
    if no_aplica is not None and no_aplica.strip():
        if not ficha.admite_no_aplica:
            raise ErrorDeServicio("Esta pregunta no admite «no aplica».")
        return {"valor": None, "no_aplica": no_aplica.strip()}
    if hallado is None:
        raise ErrorDeServicio("Diga qué encontró. Si no hubo con qué comprobarla, es «sin soporte».")
    valor = leer_valor(ficha, hallado)
    if declarada.no_aplica is None and valor == declarada.valor:
        raise ErrorDeServicio("Lo que encontró es lo mismo que la entidad respondió: eso es «conforme».")
    return {"valor": escribir_valor(valor), "no_aplica": None}


def _lo_escrito(dictamen: str, escrito: Escrito) -> dict[str, Any]:
    textos = {campo: getattr(escrito, campo).strip() for campo in Escrito.__slots__}
    largos = [campo for campo, texto in textos.items() if len(texto) > MAXIMO_TEXTO]
    if largos:
        raise ErrorDeServicio(
            f"Es demasiado largo: {', '.join(largos)}. Se admite: hasta {MAXIMO_TEXTO} letras."
        )
    if dictamen != "conforme" and not textos["comentario"]:
        raise ErrorDeServicio("Escriba qué encontró y cómo lo comprobó: es la condición del hallazgo.")
    return textos


def evaluaciones(sala: Sala, diagnostico_id: int) -> dict[str, list[Evaluacion]]:
    """Todo lo que se ha dicho, por criterio y de lo primero a lo último."""
    with leyendo(sala.motor_bd) as sesion:
        diagnostico = exigir_ver(sesion, sala, diagnostico_id)
        return de_la_sesion(sesion, expediente.catalogo_de(sala, diagnostico), diagnostico_id)


def de_la_sesion(sesion: Session, catalogo: Catalogo, diagnostico_id: int) -> dict[str, list[Evaluacion]]:
    """Lo mismo, en una transacción abierta. Lo de una pregunta que ya no existe queda guardado y aparte."""
    suyas = select(Fila).where(Fila.diagnostico_id == diagnostico_id).order_by(col(Fila.id))
    filas = [f for f in sesion.exec(suyas) if f.criterio in catalogo.criterios]
    nombres = personas.autores(sesion, (f.autor_id for f in filas))
    por_criterio: dict[str, list[Evaluacion]] = {}
    for fila in filas:
        una = _evaluacion(fila, catalogo.criterios[fila.criterio], nombres[fila.autor_id])
        por_criterio.setdefault(fila.criterio, []).append(una)
    return por_criterio


def _evaluacion(fila: Fila, ficha: Criterio, autor: str) -> Evaluacion:
    return Evaluacion(
        criterio=fila.criterio,
        numero=fila.numero,
        dictamen=cast(Dictamen, fila.dictamen),
        hallado=_respuesta(fila, ficha),
        comentario=fila.comentario,
        causa=fila.causa,
        efecto=fila.efecto,
        recomendacion=fila.recomendacion,
        version_de_respuesta=fila.version_de_respuesta,
        cuando=fila.cuando,
        autor=autor,
    )


def _respuesta(fila: Fila, ficha: Criterio) -> Respuesta:
    """Lo hallado; un valor que la pregunta ya no admite queda como sin comprobar."""
    if fila.valor is None:
        return Respuesta(no_aplica=fila.no_aplica)
    try:
        return Respuesta(valor=leer_valor(ficha, fila.valor))
    except ValorInvalido:
        return _VACIA


def caso_evaluado(caso: Caso, por_criterio: dict[str, list[Evaluacion]]) -> Caso:
    """El mismo caso con solo lo que control interno evaluó, y con lo que encontró."""
    halladas = {criterio: suyas[-1].hallado for criterio, suyas in por_criterio.items()}
    return replace(caso, respuestas={c: r for c, r in halladas.items() if r != _VACIA})

"""Con qué se evalúa un diagnóstico: su caso, la base de reglas que le toca y, si se cerró, lo que se congeló.

Un borrador se evalúa con la base de hoy; desde que se envía, con la que había al enviarse; lo cerrado sale
de su instantánea, no de las tablas donde se siguen guardando respuestas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from autodiagnostico.almacen.tablas import Diagnostico, Entidad, Instantanea, Respuesta
from autodiagnostico.asentadas import huella_de_fila
from autodiagnostico.errores import ErrorDeEvaluacion, ErrorDeServicio
from autodiagnostico.evaluacion import evaluar as evaluar_caso
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import bases, filas
from motor import Caso, Resultado, leer_caso
from motor import Entidad as EntidadDelCaso
from motor.contrato import resultado_en_json
from reglas import Catalogo


@dataclass(frozen=True)
class Expediente:
    """Lo que se evalúa. `cierre` es el número de la instantánea, y `congelado` su resultado en JSON."""

    catalogo: Catalogo
    caso: Caso
    cierre: int | None = None
    congelado: Mapping[str, Any] | None = None


def armar(sesion: Session, sala: Sala, fila: Diagnostico, cierre: int | None = None) -> Expediente:
    """El expediente de un diagnóstico en el estado en que está, o el de uno de sus cierres.

    Lanza ErrorDeServicio si ese cierre no existe o alguien lo tocó.
    """
    if cierre is not None or fila.estado == "cerrado":
        return _cerrado(sala, _instantanea(sesion, fila, cierre))
    catalogo = catalogo_de(sala, fila)
    respondidas = filas.respuestas(sesion, fila.id or 0)
    return Expediente(catalogo, _caso(fila, filas.entidad_de(sesion, fila), respondidas, catalogo))


def armar_varios(sesion: Session, sala: Sala, ids: Sequence[int]) -> dict[int, Expediente | ErrorDeServicio]:
    """Los expedientes de varios diagnósticos, o por qué no se puede armar el de alguno."""
    suyos = select(Diagnostico, Entidad).where(
        col(Diagnostico.id).in_(ids), col(Diagnostico.entidad_id) == col(Entidad.id)
    )
    respondidas: dict[int, list[Respuesta]] = {}
    for respuesta in filas.respuestas_de_varios(sesion, ids):
        respondidas.setdefault(respuesta.diagnostico_id, []).append(respuesta)
    armados: dict[int, Expediente | ErrorDeServicio] = {}
    for fila, entidad in sesion.exec(suyos):
        numero = fila.id or 0
        try:
            if fila.estado == "cerrado":
                armados[numero] = _cerrado(sala, _instantanea(sesion, fila, None))
            else:
                catalogo = catalogo_de(sala, fila)
                caso = _caso(fila, entidad, respondidas.get(numero, []), catalogo)
                armados[numero] = Expediente(catalogo, caso)
        except ErrorDeServicio as error:
            armados[numero] = error
    return armados


def catalogo_de(sala: Sala, fila: Diagnostico) -> Catalogo:
    """La base de reglas con que se mira un diagnóstico: la de hoy o, desde que se envió, la de entonces."""
    if fila.digesto_reglas is None:
        return sala.catalogo
    # De lo enviado antes de que se guardaran las bases solo se puede mostrar lo que da la de hoy.
    return bases.con_digesto(sala.motor_bd, fila.digesto_reglas, sala.catalogo) or sala.catalogo


def _caso(fila: Diagnostico, guardada: Entidad, respondidas: Iterable[Respuesta], catalogo: Catalogo) -> Caso:
    actual = {**guardada.atributos, "codigo": guardada.codigo, "nombre": guardada.nombre}
    datos = fila.entidad_al_enviar or actual
    return Caso(
        entidad=EntidadDelCaso(datos["codigo"], datos["nombre"], filas.atributos_vigentes(datos, catalogo)),
        vigencia=fila.vigencia,
        fecha_corte=fila.fecha_corte or hoy(),
        respuestas=filas.respuestas_vigentes(respondidas, catalogo),
    )


def _instantanea(sesion: Session, fila: Diagnostico, cierre: int | None) -> Instantanea:
    """La del cierre pedido; sin pedir ninguno, la del último."""
    suyas = select(Instantanea).where(Instantanea.diagnostico_id == fila.id)
    if cierre is not None:
        suyas = suyas.where(Instantanea.numero == cierre)
    instantanea = sesion.exec(suyas.order_by(col(Instantanea.numero).desc())).first()
    if instantanea is None:
        raise ErrorDeServicio("Ese cierre no existe. Vuelva a «Mi entidad» para ver los que hay.")
    if huella_de_fila(instantanea) != instantanea.huella:
        raise ErrorDeServicio(
            f"Alguien cambió el cierre {instantanea.numero} en la base de datos: lo guardado no es lo que se "
            "cerró, y no se muestra. Compruebe la bitácora con «autodiagnostico bd verificar-bitacora»."
        )
    return instantanea


def _cerrado(sala: Sala, instantanea: Instantanea) -> Expediente:
    catalogo = bases.con_digesto(sala.motor_bd, instantanea.digesto_reglas, sala.catalogo)
    if catalogo is None:
        raise ErrorDeServicio(
            f"Falta la base de reglas {instantanea.version_reglas} con que se hizo el cierre "
            f"{instantanea.numero}: no se puede mostrar. Recupere una copia de la base de datos."
        )
    caso = leer_caso(instantanea.caso, catalogo)
    return Expediente(catalogo, caso, instantanea.numero, instantanea.resultado)


def evaluar(sala: Sala, expediente: Expediente, antes: Resultado | None = None) -> Resultado:
    """El resultado de un expediente, que aprovecha uno de `antes`. Lo cerrado da lo que se congeló.

    Lanza ErrorDeEvaluacion si los dos evaluadores no coinciden, o si un cierre da otra cosa.
    """
    resultado = evaluar_caso(expediente.catalogo, expediente.caso, sala.ajustes.datos, antes)
    if expediente.congelado is not None and not _dice(resultado_en_json(resultado), expediente.congelado):
        raise ErrorDeEvaluacion(
            f"El cierre {expediente.cierre} se hizo con otra versión del programa, y esta no da lo mismo con "
            "las mismas respuestas y las mismas reglas. No se muestra: vale lo que se congeló, que se puede "
            "descargar en «Mi entidad»."
        )
    return resultado


def _dice(nuevo: Any, congelado: Any) -> bool:
    """Si lo nuevo dice todo lo congelado; que además diga otras cosas no lo cambia."""
    if isinstance(congelado, dict):
        return isinstance(nuevo, dict) and all(
            c in nuevo and _dice(nuevo[c], v) for c, v in congelado.items()
        )
    if isinstance(congelado, list):
        mismos = isinstance(nuevo, list) and len(nuevo) == len(congelado)
        return mismos and all(map(_dice, nuevo, congelado))
    return bool(nuevo == congelado)

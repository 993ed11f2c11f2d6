"""El plan de la vigencia que sigue a un diagnóstico: sus renglones y lo que dicen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.almacen.tablas import ItemDePlan as Fila
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.contenido import problemas
from autodiagnostico.plan.fichas import Apartada, Contenido, ItemDePlan
from autodiagnostico.plan.pasos import EDITABLES, ESTADOS, EstadoDeItem, Paso
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import acuerdos, diagnosticos, emision, expediente, mesa, renglones
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.servicios.fichas import Diferido
from autodiagnostico.textos import recortar
from motor import Recomendacion, Resultado
from motor.busqueda import AccionPropia
from reglas import Catalogo
from reglas.errores import sugerencia
from reglas.fichas import Accion

__all__ = [
    "Contenido",
    "ItemDePlan",
    "Llevada",
    "apartadas",
    "excel",
    "guardar_item",
    "items",
    "llevar",
    "propias",
    "recomendaciones",
]


def recomendaciones(
    sala: Sala,
    resultado: Resultado,
    diferidos: Mapping[str, Diferido],
    acciones: Mapping[str, Apartada] | None = None,
) -> list[Recomendacion]:
    """Las que no se apartaron y atienden algo que no está diferido, con lo que ellas requieren."""
    quedan = _quedan(resultado, diferidos, acciones or {})
    return [r for r in resultado.recomendaciones if r.orden in quedan]


def apartadas(
    sala: Sala,
    resultado: Resultado,
    diferidos: Mapping[str, Diferido],
    acciones: Mapping[str, Apartada] | None = None,
) -> list[Recomendacion]:
    """Las demás: se apartaron, solo atienden lo diferido, o solo son requisito de otras apartadas."""
    quedan = _quedan(resultado, diferidos, acciones or {})
    return [r for r in resultado.recomendaciones if r.orden not in quedan]


def _quedan(
    resultado: Resultado, diferidos: Mapping[str, Diferido], acciones: Mapping[str, Apartada]
) -> set[int]:
    """El orden de las que quedan; al revés, porque un requisito va siempre antes de lo que lo requiere."""
    requeridas: set[str] = set()
    quedan = set()
    for r in reversed(resultado.recomendaciones):
        atiende = r.accion not in acciones and any(regla not in diferidos for regla in r.atiende)
        if r.accion in requeridas or atiende:
            quedan.add(r.orden)
            requeridas |= set(r.requiere)
    return quedan


def items(sala: Sala, diagnostico_id: int) -> list[ItemDePlan]:
    """El plan, en su orden. El número de un renglón no cambia aunque se quite otro."""
    with leyendo(sala.motor_bd) as sesion:
        catalogo = expediente.catalogo_de(sala, acceso.diagnostico(sesion, sala, diagnostico_id))
        return renglones.fichas(sesion, diagnostico_id, catalogo)


def propias(sala: Sala, diagnostico_id: int) -> dict[str, AccionPropia]:
    """Lo que la entidad cambió de las acciones que llevó a su plan, para planear con ello."""
    escritas = {i.accion: i.escrito for i in items(sala, diagnostico_id) if i.accion is not None}
    return {
        codigo: AccionPropia(e.esfuerzo_dias, e.responsable or None, e.duracion_semanas, e.costo or 0)
        for codigo, e in escritas.items()
    }


def guardar_item(  # noqa: PLR0913 - de qué renglón se trata se dice de tres maneras
    sala: Sala,
    diagnostico_id: int,
    contenido: Contenido,
    *,
    accion: str | None = None,
    item_id: int | None = None,
    vista: int | None = None,
) -> ItemDePlan:
    """Agrega un renglón al final del plan, o cambia uno que está propuesto o devuelto.

    Con `accion`, el de esa acción del catálogo; con `item_id`, ese; sin ninguno, uno propio nuevo. `vista` es
    la versión que se tenía delante. Lanza ErrorDeEntrada con todo lo que no se admite.
    """
    contenido = recortar(contenido)
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        catalogo = expediente.catalogo_de(sala, diagnostico)
        fila = _de_cual(sesion, diagnostico_id, accion, item_id)
        if fila is None:
            fila = _nueva(sesion, diagnostico_id, accion)
        _exigir_editable(fila, vista)
        suya = None if fila.accion is None else _accion(catalogo, fila.accion)
        _revisar(catalogo, diagnostico, suya, renglones.contenido(fila), contenido)
        _guardar(sesion, sala, diagnostico, fila, contenido)
        aprobado = renglones.aprobado_en(sesion, diagnostico_id).get(fila.orden)
        return renglones.ficha(fila, catalogo, aprobado)


def _de_cual(sesion: Session, diagnostico_id: int, accion: str | None, item_id: int | None) -> Fila | None:
    if item_id is not None:
        return renglones.una(sesion, diagnostico_id, item_id)
    return None if accion is None else renglones.de_accion(sesion, diagnostico_id, accion)


def _nueva(sesion: Session, diagnostico_id: int, accion: str | None) -> Fila:
    orden = renglones.siguiente_orden(sesion, diagnostico_id)
    return Fila(diagnostico_id=diagnostico_id, accion=accion, destino="", responsable="", orden=orden)


def _exigir_editable(fila: Fila, vista: int | None) -> None:
    estado = EstadoDeItem(fila.estado)
    if fila.id is None or estado is EstadoDeItem.QUITADO:
        return
    if vista is not None and vista != fila.version:
        raise ErrorDeServicio(
            "Mientras usted lo miraba, otra persona cambió este renglón. No se guardó nada: véalo y decida."
        )
    if estado not in EDITABLES:
        raise ErrorDeServicio(
            f"Este renglón está en «{ESTADOS[estado]}» y así no se cambia. Para cambiarlo hay que "
            "reformularlo: vuelve a «Propuesta» y se acuerda y se aprueba otra vez."
        )


def _guardar(sesion: Session, sala: Sala, diagnostico: Diagnostico, fila: Fila, contenido: Contenido) -> None:
    """Escribe lo que cambió y lo asienta; uno nuevo, o que se había quitado, da además su primer paso."""
    nuevo, quitado = fila.id is None, fila.estado == EstadoDeItem.QUITADO
    cambia = renglones.escribir_contenido(fila, contenido)
    if not (nuevo or quitado or cambia):
        return
    if not nuevo:
        fila.version += 1
    sesion.add(fila)
    sesion.flush()
    if nuevo or quitado:
        if fila.accion is not None:
            mesa.dejar_de_apartar(sesion, sala, diagnostico, fila.accion)
        acuerdos.dejar_constancia(sesion, sala, diagnostico, fila, Paso.PROPONER, nuevo=nuevo)
    else:
        _asentar(sesion, sala, diagnostico, "renglón del plan cambiado", fila)


def _accion(catalogo: Catalogo, codigo: str) -> Accion:
    if codigo not in catalogo.acciones:
        raise ErrorDeServicio(f"No existe la acción «{codigo}».{sugerencia(codigo, catalogo.acciones)}")
    return catalogo.acciones[codigo]


def _revisar(
    catalogo: Catalogo, diagnostico: Diagnostico, accion: Accion | None, antes: Contenido, nuevo: Contenido
) -> None:
    corte = diagnostico.fecha_corte or hoy()
    todos = list(problemas(catalogo, accion, antes, nuevo, corte))
    if todos:
        raise ErrorDeEntrada("El renglón del plan", todos)


@dataclass(frozen=True, slots=True)
class Llevada:
    """Una acción que pasa de una propuesta al plan, con lo que la propuesta dice de ella."""

    accion: str
    inicio: date | None = None
    fecha: date | None = None
    responsable: str | None = None
    esfuerzo_dias: int | None = None


def llevar(sala: Sala, diagnostico_id: int, llevadas: Sequence[Llevada]) -> list[ItemDePlan]:
    """Lleva varias acciones al plan, todas o ninguna, y da las que no estaban ya.

    El responsable que no se diga es el que sugiere el catálogo, y el destino, el primero de los suyos.
    """
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        catalogo = expediente.catalogo_de(sala, diagnostico)
        hechas = []
        for llevada in llevadas:
            suya = _accion(catalogo, llevada.accion)
            fila = renglones.de_accion(sesion, diagnostico_id, llevada.accion)
            if fila is not None and fila.estado != EstadoDeItem.QUITADO:
                continue
            fila = fila or _nueva(sesion, diagnostico_id, llevada.accion)
            contenido = _llevado(suya, llevada)
            _revisar(catalogo, diagnostico, suya, Contenido(), contenido)
            _guardar(sesion, sala, diagnostico, fila, contenido)
            hechas.append(renglones.ficha(fila, catalogo, None))
        return hechas


def _llevado(accion: Accion, llevada: Llevada) -> Contenido:
    esfuerzo = llevada.esfuerzo_dias
    return Contenido(
        destino=accion.destinos[0],
        responsable=accion.responsable if llevada.responsable is None else llevada.responsable,
        inicio=llevada.inicio,
        fecha=llevada.fecha,
        esfuerzo_dias=None if esfuerzo == accion.esfuerzo_dias else esfuerzo,
    )


def _asentar(sesion: Session, sala: Sala, diagnostico: Diagnostico, hecho: str, fila: Fila) -> None:
    """Sin el responsable ni la nota: pueden traer el nombre de alguien, y lo asentado no se borra."""
    bitacora.asentar(
        sesion,
        sala,
        hecho,
        objeto=f"diagnostico:{diagnostico.id}",
        entidad_id=diagnostico.entidad_id,
        renglon=fila.orden,
        accion=fila.accion,
    )


def excel(sala: Sala, diagnostico_id: int) -> bytes:
    """Libro con el plan, las recomendaciones, lo diferido, los resultados con su cita y la madurez."""
    from autodiagnostico.informes import libro_del_plan

    ficha = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(ficha.entidad))
    resultado = diagnosticos.evaluar(sala, diagnostico_id)
    aplazadas = diagnosticos.diferidos(sala, diagnostico_id)
    acciones = mesa.acciones_apartadas(sala, diagnostico_id)
    return emision.emitir(
        sala,
        emision.del_resultado("plan", resultado),
        ".xlsx",
        DeQue(f"diagnostico:{diagnostico_id}", ficha.entidad.id),
        lambda sello: libro_del_plan.escribir(
            ficha,
            resultado,
            items(sala, diagnostico_id),
            recomendaciones(sala, resultado, aplazadas, acciones),
            list(aplazadas.values()),
            list(acciones.values()),
            sello,
        ),
    )

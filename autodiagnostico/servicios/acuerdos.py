"""Los pasos de los renglones del plan, desde que se proponen hasta que se hacen, y su historia."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico, PasoDeItem
from autodiagnostico.almacen.tablas import ItemDePlan as Fila
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.plan.contenido import que_falta
from autodiagnostico.plan.fichas import ItemDePlan, PasoDado
from autodiagnostico.plan.pasos import OPERACIONES, EstadoDeItem, Paso
from autodiagnostico.plan.pasos import dar as transicion_de
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import avisos, expediente, personas, renglones
from autodiagnostico.textos import limpiar
from motor.caso import MAXIMO_TEXTO

HECHOS: Mapping[Paso, str] = {
    Paso.PROPONER: "acción llevada al plan",
    Paso.ACORDAR: "acción acordada con el área",
    Paso.PRESENTAR: "acción presentada al Comité",
    Paso.APROBAR: "acción aprobada",
    Paso.DEVOLVER: "acción devuelta por el Comité",
    Paso.EMPEZAR: "acción empezada",
    Paso.CUMPLIR: "acción hecha",
    Paso.NO_CUMPLIR: "acción no hecha",
    Paso.REFORMULAR: "acción por reformular",
    Paso.RETOMAR: "acción retomada",
    Paso.QUITAR: "acción quitada del plan",
}
"""Cómo queda asentado cada paso."""


def dar(  # noqa: PLR0913 - la observación y lo que se vio tienen valor corriente
    sala: Sala,
    diagnostico_id: int,
    item_ids: Iterable[int],
    paso: Paso,
    observacion: str = "",
    *,
    vistas: Mapping[int, int] | None = None,
) -> list[ItemDePlan]:
    """Da un paso a varios renglones, todos o ninguno; aprobar, que congela una versión, está en `aprobacion`.

    `vistas` es la versión de cada renglón que se tenía delante. Lanza ErrorDePermiso si quien pide no puede
    dar ese paso, y ErrorDeEntrada con todo lo que lo impide.
    """
    if paso in {Paso.APROBAR, Paso.PROPONER}:
        raise ErrorDeServicio(
            "Ese paso no se da suelto: se propone al llevar al plan y se aprueba con un acto."
        )
    observacion = limpiar(observacion)
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, OPERACIONES[paso])
        catalogo = expediente.catalogo_de(sala, diagnostico)
        aprobados = renglones.aprobado_en(sesion, diagnostico_id)
        filas = [renglones.una(sesion, diagnostico_id, i) for i in dict.fromkeys(item_ids)]
        exigir(filas, vistas)
        _exigir_posible(
            [renglones.ficha(f, catalogo, aprobados.get(f.orden)) for f in filas], paso, observacion
        )
        for fila in filas:
            dejar_constancia(sesion, sala, diagnostico, fila, paso, observacion)
        avisos.avisar_del_plan(sesion, sala, diagnostico, paso, (f.orden for f in filas))
        return [renglones.ficha(f, catalogo, aprobados.get(f.orden)) for f in filas]


def exigir(filas: Iterable[Fila], vistas: Mapping[int, int] | None) -> None:
    """Que haya algún renglón, y que ninguno haya cambiado desde que se vio."""
    todas = list(filas)
    if not todas:
        raise ErrorDeServicio("Elija al menos un renglón del plan.")
    if any((vistas or {}).get(f.id or 0, f.version) != f.version for f in todas):
        raise ErrorDeServicio(
            "Mientras usted lo miraba, otra persona cambió el plan. No se hizo nada: véalo otra vez y decida."
        )


def _exigir_posible(fichas: Iterable[ItemDePlan], paso: Paso, observacion: str) -> None:
    problemas = [problema for ficha in fichas for problema in impiden(ficha, paso, observacion)]
    if problemas:
        raise ErrorDeEntrada("El plan", problemas)


def impiden(ficha: ItemDePlan, paso: Paso, observacion: str = "") -> list[str]:
    """Lo que impide que un renglón dé un paso; vacío si puede."""
    try:
        transicion_de(ficha.estado, paso, observacion, aprobado_antes=ficha.aprobado_en is not None)
    except ErrorDeServicio as error:
        return [f"«{ficha.titulo}»: {error.mensaje}"]
    problemas = []
    if len(observacion) > MAXIMO_TEXTO:
        problemas.append(f"La observación tiene {len(observacion)} caracteres. Se admiten {MAXIMO_TEXTO}.")
    if faltan := que_falta(ficha.dicho, paso):
        problemas.append(f"A «{ficha.titulo}» le falta {', '.join(faltan)}.")
    return problemas


def dejar_constancia(  # noqa: PLR0913, PLR0917 - un paso se deja escrito con todo esto
    sesion: Session,
    sala: Sala,
    diagnostico: Diagnostico,
    fila: Fila,
    paso: Paso,
    observacion: str = "",
    *,
    nuevo: bool = False,
) -> None:
    """Cambia el estado de una fila ya guardada y deja escrito y asentado el paso."""
    desde = None if nuevo else EstadoDeItem(fila.estado)
    transicion = transicion_de(desde, paso, observacion)
    fila.estado = transicion.hacia.value
    if not nuevo:
        fila.version += 1
    sesion.add(fila)
    dado = PasoDeItem(
        diagnostico_id=diagnostico.id or 0,
        item_de_plan_id=fila.id or 0,
        paso=paso.value,
        desde="" if desde is None else desde.value,
        hacia=transicion.hacia.value,
        observacion=observacion,
        autor_id=sala.quien.cuenta_id,
    )
    bitacora.asentar_fila(sesion, sala, HECHOS[paso], dado, entidad_id=diagnostico.entidad_id)


def historia(sala: Sala, diagnostico_id: int) -> dict[int, list[PasoDado]]:
    """Los pasos de cada renglón, por su id, del primero al último."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyos = select(PasoDeItem).where(PasoDeItem.diagnostico_id == diagnostico_id)
        todos = sesion.exec(suyos.order_by(col(PasoDeItem.id))).all()
        quienes = personas.autores(sesion, (p.autor_id for p in todos))
        dados: dict[int, list[PasoDado]] = {}
        for p in todos:
            dado = PasoDado(
                paso=Paso(p.paso),
                desde=EstadoDeItem(p.desde) if p.desde else None,
                hacia=EstadoDeItem(p.hacia),
                observacion=p.observacion,
                cuando=p.cuando,
                quien=quienes[p.autor_id],
            )
            dados.setdefault(p.item_de_plan_id, []).append(dado)
        return dados

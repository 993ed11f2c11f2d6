"""El plan que arma la Mesa: acciones con responsable, fecha y destino."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.almacen.tablas import ItemDePlan as Fila
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import diagnosticos, emision, expediente
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.servicios.fichas import Diferido, ItemDePlan
from motor import Recomendacion, Resultado
from reglas import Catalogo
from reglas.errores import sugerencia
from reglas.fichas import Accion
from reglas.palabras import fecha_en_palabras

__all__ = ["ItemDePlan", "apartadas", "excel", "guardar_item", "items", "quitar_item", "recomendaciones"]


def recomendaciones(
    sala: Sala, resultado: Resultado, diferidos: Mapping[str, Diferido]
) -> list[Recomendacion]:
    """Las que atienden algo que no está diferido, con lo que ellas requieren."""
    quedan = _quedan(resultado, diferidos)
    return [r for r in resultado.recomendaciones if r.orden in quedan]


def apartadas(sala: Sala, resultado: Resultado, diferidos: Mapping[str, Diferido]) -> list[Recomendacion]:
    """Las demás: solo atienden reglas diferidas, o solo sirven de requisito a otras apartadas."""
    quedan = _quedan(resultado, diferidos)
    return [r for r in resultado.recomendaciones if r.orden not in quedan]


def _quedan(resultado: Resultado, diferidos: Mapping[str, Diferido]) -> set[int]:
    """El orden de las que quedan; al revés, porque un requisito va siempre antes de lo que lo requiere."""
    requeridas: set[str] = set()
    quedan = set()
    for r in reversed(resultado.recomendaciones):
        if r.accion in requeridas or any(regla not in diferidos for regla in r.atiende):
            quedan.add(r.orden)
            requeridas |= set(r.requiere)
    return quedan


def items(sala: Sala, diagnostico_id: int) -> list[ItemDePlan]:
    """El plan, en su orden, numerado desde 1."""
    with leyendo(sala.motor_bd) as sesion:
        catalogo = expediente.catalogo_de(sala, acceso.diagnostico(sesion, sala, diagnostico_id))
        suyos = select(Fila).where(Fila.diagnostico_id == diagnostico_id)
        en_orden = sesion.exec(suyos.order_by(col(Fila.orden), col(Fila.id)))
        return [_item(f, catalogo, orden) for orden, f in enumerate(en_orden, start=1)]


def _item(fila: Fila, catalogo: Catalogo, orden: int) -> ItemDePlan:
    accion = catalogo.acciones.get(fila.accion)
    return ItemDePlan(
        id=fila.id or 0,
        accion=fila.accion,
        titulo=accion.titulo if accion else fila.accion,
        destino=fila.destino,
        responsable=fila.responsable,
        fecha=fila.fecha,
        nota=fila.nota,
        orden=orden,
    )


def guardar_item(  # noqa: PLR0913, PLR0917 - un renglón del plan tiene estos campos
    sala: Sala,
    diagnostico_id: int,
    accion: str,
    destino: str,
    responsable: str,
    fecha: date | None,
    nota: str = "",
) -> ItemDePlan:
    """Agrega una acción al final del plan, o cambia la que estaba; responsable y fecha pueden faltar."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        catalogo = expediente.catalogo_de(sala, diagnostico)
        _revisar_destino(catalogo, _accion(catalogo, accion), destino)
        suyo = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.accion == accion)
        fila = sesion.exec(suyo).first() or _nuevo(sesion, diagnostico_id, accion)
        corte = diagnostico.fecha_corte or hoy()
        if fecha is not None and fecha != fila.fecha and fecha < corte:
            raise ErrorDeServicio(
                f"La fecha del plan ({fecha_en_palabras(fecha)}) es anterior a la de corte "
                f"({fecha_en_palabras(corte)}). Escriba una fecha de ahí en adelante."
            )
        nuevo = destino, responsable.strip(), fecha, nota.strip()
        if nuevo != (fila.destino, fila.responsable, fila.fecha, fila.nota):
            fila.destino, fila.responsable, fila.fecha, fila.nota = nuevo
            sesion.add(fila)
            _asentar(sesion, sala, diagnostico, "acción llevada al plan", accion)
    return next(i for i in items(sala, diagnostico_id) if i.accion == accion)


def _accion(catalogo: Catalogo, codigo: str) -> Accion:
    if codigo not in catalogo.acciones:
        raise ErrorDeServicio(f"No existe la acción «{codigo}».{sugerencia(codigo, catalogo.acciones)}")
    return catalogo.acciones[codigo]


def _revisar_destino(catalogo: Catalogo, accion: Accion, destino: str) -> None:
    if destino not in accion.destinos:
        admite = ", ".join(catalogo.destinos[d].nombre for d in accion.destinos)
        raise ErrorDeServicio(f"«{accion.titulo}» no va a ese plan. Puede ir a: {admite}.")


def _nuevo(sesion: Session, diagnostico_id: int, accion: str) -> Fila:
    ultimo = sesion.exec(select(func.max(Fila.orden)).where(Fila.diagnostico_id == diagnostico_id)).one()
    return Fila(
        diagnostico_id=diagnostico_id, accion=accion, destino="", responsable="", orden=(ultimo or 0) + 1
    )


def quitar_item(sala: Sala, diagnostico_id: int, accion: str) -> None:
    """Saca una acción del plan; si no estaba, no pasa nada."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        suyo = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.accion == accion)
        if (fila := sesion.exec(suyo).first()) is not None:
            sesion.delete(fila)
            _asentar(sesion, sala, diagnostico, "acción quitada del plan", accion)


def _asentar(sesion: Session, sala: Sala, diagnostico: Diagnostico, hecho: str, accion: str) -> None:
    """Sin el responsable ni la nota: pueden traer el nombre de alguien, y lo asentado no se borra."""
    objeto, entidad_id = f"diagnostico:{diagnostico.id}", diagnostico.entidad_id
    bitacora.asentar(sesion, sala, hecho, objeto=objeto, entidad_id=entidad_id, accion=accion)


def excel(sala: Sala, diagnostico_id: int) -> bytes:
    """Libro con el plan, las recomendaciones, lo diferido, los resultados con su cita y la madurez."""
    from autodiagnostico.informes import libro_del_plan

    ficha = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(ficha.entidad))
    resultado = diagnosticos.evaluar(sala, diagnostico_id)
    aplazadas = diagnosticos.diferidos(sala, diagnostico_id)
    return emision.emitir(
        sala,
        emision.del_resultado("plan", resultado),
        ".xlsx",
        DeQue(f"diagnostico:{diagnostico_id}", ficha.entidad.id),
        lambda sello: libro_del_plan.escribir(
            ficha,
            resultado,
            items(sala, diagnostico_id),
            recomendaciones(sala, resultado, aplazadas),
            list(aplazadas.values()),
            sello,
        ),
    )

"""De filas del plan a sus fichas, dentro de una transacción que ya está abierta."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from typing import Any

from sqlmodel import Session, col, func, select

from autodiagnostico.almacen.tablas import ItemDePlan as Fila
from autodiagnostico.almacen.tablas import VersionDePlan
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.plan.fichas import SIN_METAS, Contenido, ItemDePlan
from autodiagnostico.plan.pasos import EstadoDeItem
from reglas import Catalogo
from reglas.fichas import Accion

_LISTAS = ("metas", "escenarios", "politicas")


def del_plan(sesion: Session, diagnostico_id: int) -> list[Fila]:
    """Los renglones del plan, por su número; los quitados no."""
    suyos = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.estado != EstadoDeItem.QUITADO)
    return list(sesion.exec(suyos.order_by(col(Fila.orden), col(Fila.id))))


def fichas(sesion: Session, diagnostico_id: int, catalogo: Catalogo) -> list[ItemDePlan]:
    """El plan en su orden."""
    aprobados = aprobado_en(sesion, diagnostico_id)
    return [ficha(f, catalogo, aprobados.get(f.orden)) for f in del_plan(sesion, diagnostico_id)]


def titulos(sesion: Session, diagnostico_id: int, catalogo: Catalogo) -> dict[int, str]:
    """Cómo se llama cada renglón, por su número; también los quitados."""
    suyos = select(Fila).where(Fila.diagnostico_id == diagnostico_id)
    return {f.orden: ficha(f, catalogo, None).titulo for f in sesion.exec(suyos)}


def una(sesion: Session, diagnostico_id: int, item_id: int) -> Fila:
    """La fila de un renglón de ese plan."""
    fila = sesion.get(Fila, item_id)
    if fila is None or fila.diagnostico_id != diagnostico_id:
        raise ErrorDeServicio("Ese renglón ya no está en el plan. Vuelva a abrir la página.")
    return fila


def de_accion(sesion: Session, diagnostico_id: int, accion: str) -> Fila | None:
    """El renglón de una acción del catálogo, también si se quitó."""
    suyo = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.accion == accion)
    return sesion.exec(suyo).first()


def siguiente_orden(sesion: Session, diagnostico_id: int) -> int:
    """El número del próximo renglón: no se repite aunque alguno se quite."""
    ultimo = sesion.exec(select(func.max(Fila.orden)).where(Fila.diagnostico_id == diagnostico_id)).one()
    return (ultimo or 0) + 1


def aprobado_en(sesion: Session, diagnostico_id: int) -> dict[int, int]:
    """De cada renglón, por su número, la última versión aprobada que lo trae."""
    suyas = select(VersionDePlan).where(VersionDePlan.diagnostico_id == diagnostico_id)
    return {
        renglon["orden"]: version.numero
        for version in sesion.exec(suyas.order_by(col(VersionDePlan.numero)))
        for renglon in version.contenido["renglones"]
    }


def ficha(fila: Fila, catalogo: Catalogo, version_aprobada: int | None) -> ItemDePlan:
    """Un renglón, con lo que el catálogo completa."""
    escrito = contenido(fila)
    accion = catalogo.acciones.get(fila.accion or "")
    return ItemDePlan(
        id=fila.id or 0,
        orden=fila.orden,
        accion=fila.accion,
        escrito=escrito,
        dicho=_dicho(catalogo, fila.accion, accion, escrito),
        estado=EstadoDeItem(fila.estado),
        version=fila.version,
        reglas=tuple(c for c in accion.cierra if c in catalogo.reglas) if accion else (),
        aprobado_en=version_aprobada,
    )


def contenido(fila: Fila) -> Contenido:
    """Lo escrito en una fila."""
    datos = {campo.name: getattr(fila, campo.name) for campo in fields(Contenido)}
    datos |= {nombre: tuple(datos[nombre]) for nombre in _LISTAS}
    return Contenido(**{**datos, "metas": datos["metas"] or SIN_METAS})


def escribir_contenido(fila: Fila, nuevo: Contenido) -> bool:
    """Lo pone en la fila; dice si cambió algo."""
    if nuevo == contenido(fila):
        return False
    for campo, valor in asdict(nuevo).items():
        setattr(fila, campo, list(valor) if campo in _LISTAS else valor)
    return True


def _dicho(catalogo: Catalogo, codigo: str | None, accion: Accion | None, escrito: Contenido) -> Contenido:
    if codigo is None:
        return escrito
    if accion is None:  # la base de reglas de hoy ya no la trae
        return replace(escrito, titulo=codigo)
    fichas_ = [catalogo.reglas[c].ficha for c in accion.cierra if c in catalogo.reglas]
    return replace(
        escrito,
        titulo=accion.titulo,
        producto=escrito.producto or accion.producto,
        esfuerzo_dias=escrito.esfuerzo_dias or accion.esfuerzo_dias,
        duracion_semanas=escrito.duracion_semanas or accion.duracion_semanas,
        escenarios=_en_orden(
            catalogo.escenarios, (e for f in fichas_ for e, peso in f.escenarios.items() if peso)
        ),
        politicas=_en_orden(catalogo.politicas, (p for f in fichas_ for p in f.politicas)),
    )


def _en_orden(todos: Iterable[str], suyos: Iterable[str]) -> tuple[str, ...]:
    elegidos = set(suyos)
    return tuple(c for c in todos if c in elegidos)


def en_json(item: ItemDePlan) -> dict[str, Any]:
    """Lo que vale de un renglón, para congelarlo."""
    dicho = asdict(item.dicho)
    dicho |= {c: dicho[c].isoformat() if dicho[c] else None for c in ("inicio", "fecha")}
    dicho |= {c: list(dicho[c]) for c in _LISTAS}
    return {"orden": item.orden, "accion": item.accion, **dicho, "reglas": list(item.reglas)}

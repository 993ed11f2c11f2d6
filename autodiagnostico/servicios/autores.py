"""Quién hizo algo, por su nombre de hoy: lo guardado apunta a la cuenta, no lo repite."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from autodiagnostico.almacen.tablas import Cuenta

SIN_CUENTA = "Sin cuenta (este computador)"
"""Lo que se hizo en el modo local o desde la consola."""


def nombres(sesion: Session, cuentas: Iterable[int | None]) -> dict[int | None, str]:
    """El nombre de cada cuenta; el de una que ya no existe también se dice."""
    buscadas = {c for c in cuentas if c is not None}
    filas = sesion.exec(select(Cuenta).where(col(Cuenta.id).in_(buscadas))) if buscadas else ()
    halladas = {f.id: f.nombre for f in filas}
    return {None: SIN_CUENTA} | {c: halladas.get(c, f"Cuenta {c}, que ya no existe") for c in buscadas}

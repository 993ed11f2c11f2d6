"""Quién pide algo: una cuenta con sus roles, este computador, la consola o nadie."""

from __future__ import annotations

from dataclasses import dataclass

from autodiagnostico.permisos.roles import Rol


@dataclass(frozen=True, slots=True)
class Pertenencia:
    """Un rol y dónde se ejerce: la entidad, el sector o, si ninguno se dice, todo el Distrito."""

    rol: Rol
    entidad_id: int | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Quien:
    """Quien usa el programa. `total` es quien tiene la máquina: el modo local y la consola."""

    nombre: str
    cuenta_id: int | None = None
    pertenencias: tuple[Pertenencia, ...] = ()
    total: bool = False


LOCAL = Quien("Este computador", total=True)
"""La aplicación abierta en 127.0.0.1, sin cuentas."""
CONSOLA = Quien("Consola", total=True)
"""La línea de órdenes: quien la corre ya tiene la base de datos en la mano."""
PROGRAMA = Quien("El programa", total=True)
"""Para calcular algo que después se muestra solo en la parte que quien pide puede ver."""
NADIE = Quien("Sin sesión")
"""Con lo que nace toda sala: sin decir quién pide, no se puede nada."""

"""`autodiagnostico cuentas`: crear y cuidar las cuentas desde la consola."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autodiagnostico.cli.comun import Formato, OpcionDeFormato, contexto, escribir_json
from autodiagnostico.cli.espanol import Grupo, Orden, decir
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.permisos import CONSOLA, Pertenencia, Rol

if TYPE_CHECKING:
    from autodiagnostico.sala import Sala
    from autodiagnostico.servicios.cuentas import ConClave, FichaDeCuenta, RolDeCuenta

app = typer.Typer(
    cls=Grupo, help="Las cuentas con que se entra a la aplicación servida.", no_args_is_help=True
)
Correo = Annotated[str, typer.Argument(metavar="CORREO", help="Con el que entra.")]
OpcionDeEntidad = Annotated[
    str | None, typer.Option("--entidad", metavar="CODIGO", help="La entidad en que lo ejerce.")
]
OpcionDeSector = Annotated[
    str | None, typer.Option("--sector", metavar="SECTOR", help="El sector, si es cabeza de uno.")
]


@app.command("crear", cls=Orden)
def crear(
    ctx: typer.Context,
    correo: Correo,
    nombre: Annotated[str, typer.Option("--nombre", metavar="NOMBRE", help="Nombre y apellidos.")],
) -> None:
    """Crea una cuenta, sin roles, y escribe su clave de un solo uso."""
    from autodiagnostico.servicios import cuentas

    with _abierta(ctx) as sala:
        _mostrar_clave(cuentas.crear(sala, correo, nombre))
        decir(f"Dele un rol con «autodiagnostico cuentas rol {correo} ROL --entidad CODIGO».")


@app.command("listar", cls=Orden)
def listar(ctx: typer.Context, formato: OpcionDeFormato = Formato.TABLA) -> None:
    """Muestra las cuentas, con sus roles y si pueden entrar."""
    from autodiagnostico.servicios import cuentas

    with _abierta(ctx) as sala:
        todas = cuentas.listar(sala)
        if formato is Formato.JSON:
            escribir_json([_en_json(c) for c in todas])
        else:
            _tabla(todas)


@app.command("rol", cls=Orden)
def rol(  # noqa: PLR0913, PLR0917 - cada opción de la orden es un parámetro
    ctx: typer.Context,
    correo: Correo,
    rol: Annotated[Rol, typer.Argument(metavar="ROL", help="Uno de: " + ", ".join(Rol) + ".")],
    entidad: OpcionDeEntidad = None,
    sector: OpcionDeSector = None,
    quitar: Annotated[bool, typer.Option("--quitar", help="Quita ese rol en vez de darlo.")] = False,
) -> None:
    """Da un rol a una cuenta, o se lo quita con --quitar."""
    from autodiagnostico.servicios import cuentas

    with _abierta(ctx) as sala:
        cuenta_id = cuentas.numero_de(sala, correo)
        entidad_id = None if entidad is None else _entidad(sala, entidad)
        if quitar:
            ficha = _quitar(sala, cuenta_id, rol, entidad_id, sector)
        else:
            ficha = cuentas.dar_rol(sala, cuenta_id, Pertenencia(rol, entidad_id, sector))
            _avisar_si_no_hay(sala, sector)
        decir(f"{ficha.correo}: {_roles(ficha)}.")


@app.command("desactivar", cls=Orden)
def desactivar(
    ctx: typer.Context,
    correo: Correo,
    activar: Annotated[bool, typer.Option("--activar", help="Deja que vuelva a entrar.")] = False,
) -> None:
    """Impide que una cuenta entre y cierra sus sesiones; con --activar, lo contrario."""
    from autodiagnostico.servicios import cuentas

    with _abierta(ctx) as sala:
        cuenta_id = cuentas.numero_de(sala, correo)
        ficha = (cuentas.activar if activar else cuentas.desactivar)(sala, cuenta_id)
        decir(f"{ficha.correo}: {'activa' if ficha.activa else 'desactivada'}.")


@app.command("clave", cls=Orden)
def clave(ctx: typer.Context, correo: Correo) -> None:
    """Pone y escribe una clave de un solo uso, y cierra las sesiones de la cuenta."""
    from autodiagnostico.servicios import cuentas

    with _abierta(ctx) as sala:
        _mostrar_clave(cuentas.nueva_clave(sala, cuentas.numero_de(sala, correo)))


@app.command("depurar", cls=Orden)
def depurar(ctx: typer.Context) -> None:
    """Borra lo que cumplió su tiempo y suprime las cuentas que llevan mucho desactivadas."""
    from autodiagnostico.servicios import cuentas

    with _abierta(ctx) as sala:
        cuentas.depurar(sala)
        decir("Listo.")


@contextmanager
def _abierta(ctx: typer.Context) -> Iterator[Sala]:
    from autodiagnostico.sala import abrir_sala

    sala = abrir_sala(contexto(ctx).ajustes)
    try:
        yield sala.como(CONSOLA)
    finally:
        sala.motor_bd.dispose()


def _entidad(sala: Sala, codigo: str) -> int:
    from autodiagnostico.servicios import entidades
    from reglas.errores import sugerencia

    por_codigo = {f.codigo: f.id for f in entidades.listar(sala)}
    if codigo not in por_codigo:
        quiso = sugerencia(codigo, por_codigo)
        raise ErrorDeEntrada("--entidad", [f"no hay ninguna entidad con el código «{codigo}».{quiso}"])
    return por_codigo[codigo]


def _avisar_si_no_hay(sala: Sala, sector: str | None) -> None:
    """Un rol puede darse antes de crear las entidades de su sector; mal escrito, no vería ninguna."""
    from autodiagnostico.servicios import entidades
    from reglas.errores import sugerencia

    sectores = {str(f.atributos["sector"]) for f in entidades.listar(sala) if f.atributos.get("sector")}
    if sector is not None and sector not in sectores:
        decir(f"Aviso: ninguna entidad es del sector «{sector}».{sugerencia(sector, sectores)}")


def _quitar(
    sala: Sala, cuenta_id: int, rol: Rol, entidad_id: int | None, sector: str | None
) -> FichaDeCuenta:
    from autodiagnostico.servicios import cuentas

    ficha = cuentas.leer(sala, cuenta_id)
    for suyo in ficha.roles:
        p = suyo.pertenencia
        if (p.rol, p.entidad_id, p.sector) == (rol, entidad_id, sector):
            return cuentas.quitar_rol(sala, cuenta_id, suyo.id)
    raise ErrorDeEntrada("Rol", [f"{ficha.correo} no tiene ese rol ahí. Tiene: {_roles(ficha)}."])


def _mostrar_clave(puesta: ConClave) -> None:
    """La clave va sola por la salida estándar; lo demás, por la de error."""
    decir(f"{puesta.cuenta.correo}: clave de un solo uso, que no se vuelve a mostrar y sirve siete días:")
    typer.echo(puesta.clave)


def _roles(ficha: FichaDeCuenta) -> str:
    return "; ".join(_un_rol(r) for r in ficha.roles) or "sin roles"


def _un_rol(rol: RolDeCuenta) -> str:
    donde = rol.entidad or rol.pertenencia.sector
    return rol.pertenencia.rol.value + (f" en {donde}" if donde else "")


def _estado(ficha: FichaDeCuenta) -> str:
    if ficha.suprimida:
        return "suprimida"
    if not ficha.activa:
        return "desactivada"
    return "falta que entre" if ficha.debe_cambiar_clave else "activa"


def _en_json(ficha: FichaDeCuenta) -> dict[str, Any]:
    return {
        "numero": ficha.id,
        "correo": ficha.correo,
        "nombre": ficha.nombre,
        "estado": _estado(ficha),
        "entro": ficha.entro and ficha.entro.isoformat(),
        "roles": [
            {
                "rol": r.pertenencia.rol.value,
                "entidad": r.entidad,
                "sector": r.pertenencia.sector,
            }
            for r in ficha.roles
        ],
    }


def _tabla(todas: list[FichaDeCuenta]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    tabla = Table("Correo", "Nombre", "Estado", "Roles")
    for ficha in todas:
        tabla.add_row(*(Text(t) for t in (ficha.correo, ficha.nombre, _estado(ficha), _roles(ficha))))
    Console(highlight=False).print(tabla if todas else "Todavía no hay ninguna cuenta.")

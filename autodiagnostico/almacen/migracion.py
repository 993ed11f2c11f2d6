"""Lleva la base a la última revisión conocida, o la rechaza si la escribió un programa más nuevo."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from autodiagnostico.almacen.conexion import para_migrar
from autodiagnostico.almacen.razones import explicar
from autodiagnostico.errores import ErrorDeAlmacen

CARPETA = Path(__file__).parent.parent / "migraciones"


def migrar(motor: Engine) -> None:
    """Migra en una sola transacción: o queda toda hecha o la base sigue como estaba. Lanza ErrorDeAlmacen.

    Si varios procesos la piden a la vez, uno migra y los demás la encuentran lista.
    """
    ajustes = _ajustes()
    try:
        with para_migrar(motor).begin() as conexion:
            if _falta(ajustes, conexion):
                ajustes.attributes["conexion"] = conexion
                command.upgrade(ajustes, "head")
                _exigir_enlaces(conexion)
    except SQLAlchemyError as error:
        raise ErrorDeAlmacen(
            f"La base de datos {_nombre(motor)} no se puede usar: {explicar(error)}."
        ) from error


def _exigir_enlaces(conexion: Connection) -> None:
    """En SQLite se migra sin claves foráneas: al final se revisa que ningún enlace quedó roto."""
    if conexion.dialect.name != "sqlite":
        return
    rotos = conexion.exec_driver_sql("PRAGMA foreign_key_check").all()
    if rotos:
        raise ErrorDeAlmacen(f"La migración dejaría {len(rotos)} filas sin su dueño. No se cambió nada.")


def _ajustes() -> Config:
    ajustes = Config()
    ajustes.set_main_option("script_location", str(CARPETA).replace("%", "%%"))
    ajustes.set_main_option("version_locations", str(CARPETA / "versiones").replace("%", "%%"))
    ajustes.set_main_option("path_separator", "newline")
    return ajustes


def _falta(ajustes: Config, conexion: Connection) -> bool:
    guion = ScriptDirectory.from_config(ajustes)
    conocidas = {r.revision for r in guion.walk_revisions()}
    actual = MigrationContext.configure(conexion).get_current_revision()
    if actual is not None and actual not in conocidas:
        raise ErrorDeAlmacen(
            f"La base de datos {_nombre(conexion.engine)} la dejó una versión más nueva del programa "
            f"(revisión {actual}) y esta no la sabe leer. No se cambió nada. Actualice el programa, o "
            "indique otra base con AUTODIAGNOSTICO_BD."
        )
    return actual != guion.get_current_head()


def _nombre(motor: Engine) -> str:
    return f"«{motor.url.render_as_string(hide_password=True)}»"

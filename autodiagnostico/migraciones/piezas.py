"""Lo que comparten las revisiones: columnas y restricciones con el nombre que les toca."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

INSTANTE = sa.DateTime(timezone=True)


def crear(tabla: str, *partes: sa.schema.SchemaItem) -> None:
    """Una tabla con su número propio."""
    identidad = sa.Column("id", sa.Integer(), nullable=False)
    clave = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{tabla}"))
    # Sin AUTOINCREMENT, SQLite reusa los números borrados: una página vieja escribiría en otro diagnóstico.
    op.create_table(tabla, identidad, *partes, clave, sqlite_autoincrement=True)


def texto(nombre: str, *, nullable: bool = False) -> sa.Column[Any]:
    """Una columna de texto."""
    return sa.Column(nombre, sa.String(), nullable=nullable)


def enlace(
    tabla: str, otra: str, *, nullable: bool = False, al_borrar: str | None = "CASCADE"
) -> tuple[sa.schema.SchemaItem, ...]:
    """La columna que apunta a otra tabla, con su clave foránea."""
    columna = f"{otra}_id"
    nombre = op.f(f"fk_{tabla}_{columna}")
    return (
        sa.Column(columna, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint([columna], [f"{otra}.id"], name=nombre, ondelete=al_borrar),
    )


def de_diagnostico(tabla: str) -> tuple[sa.schema.SchemaItem, ...]:
    """El enlace al diagnóstico."""
    return enlace(tabla, "diagnostico")


def unico(tabla: str, *columnas: str) -> sa.UniqueConstraint:
    """Que no se repita."""
    return sa.UniqueConstraint(*columnas, name=op.f(f"uq_{tabla}_{'_'.join(columnas)}"))


def exige(tabla: str, nombre: str, condicion: str) -> sa.CheckConstraint:
    """Que se cumpla siempre."""
    return sa.CheckConstraint(condicion, name=op.f(f"ck_{tabla}_{nombre}"))


@contextmanager
def cambiar(tabla: str, *restricciones: sa.CheckConstraint) -> Iterator[BatchOperations]:
    """Cambia una tabla. SQLite la rehace entera: se le dicen todas las restricciones con que debe quedar."""
    with (
        _recordando_el_ultimo_numero(tabla),
        op.batch_alter_table(
            tabla, table_args=restricciones, table_kwargs={"sqlite_autoincrement": True}
        ) as lote,
    ):
        yield lote


@contextmanager
def _recordando_el_ultimo_numero(tabla: str) -> Iterator[None]:
    """SQLite, al rehacer una tabla, olvida los números que dio y ya se borraron; PostgreSQL no la rehace."""
    conexion = op.get_bind()
    if conexion.dialect.name != "sqlite":
        yield
        return
    suya = {"tabla": tabla}
    ultimo = conexion.scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :tabla"), suya)
    yield
    conexion.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :tabla"), suya)
    guardar = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:tabla, :ultimo)")
    conexion.execute(guardar, {**suya, "ultimo": ultimo or 0})


def reemplazar(lote: BatchOperations, *restricciones: sa.CheckConstraint) -> None:
    """Pone unas restricciones en lugar de las que tienen su mismo nombre."""
    for restriccion in restricciones:
        lote.drop_constraint(op.f(str(restriccion.name)), type_="check")
        agregar(lote, restriccion)


def agregar(lote: BatchOperations, restriccion: sa.CheckConstraint) -> None:
    """Pone una restricción nueva."""
    lote.create_check_constraint(op.f(str(restriccion.name)), restriccion.sqltext)

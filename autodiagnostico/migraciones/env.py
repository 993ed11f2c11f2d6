"""Entorno de Alembic: usa la conexión que le pasan, con su transacción ya empezada."""

from alembic import context

from autodiagnostico.almacen.tablas import Tabla

context.configure(
    connection=context.config.attributes["conexion"],
    target_metadata=Tabla.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

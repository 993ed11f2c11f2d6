"""Migraciones de la base de datos (Alembic). Las corre `abrir_sala`; nadie tiene que llamarlas a mano."""

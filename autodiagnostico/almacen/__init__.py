"""La base de datos: sus tablas, cómo se abre, cómo se migra y cómo se escribe en ella."""

from autodiagnostico.almacen.conexion import crear_motor, escribir, leer
from autodiagnostico.almacen.migracion import migrar

__all__ = ["crear_motor", "escribir", "leer", "migrar"]

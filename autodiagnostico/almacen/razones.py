"""Qué le pasó a la base de datos, dicho en español.

PostgreSQL puede dar sus mensajes en cualquier idioma: antes que el texto se mira su código (SQLSTATE).
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as SinConexionesLibres

OCUPADA = "otro proceso la tiene ocupada; espere un momento y repita"
_LLENO = "el disco está lleno"
_SOLO_LECTURA = "solo admite lecturas"
_YA_NO_EXISTE = "lo que se iba a cambiar ya no existe; vuelva a abrir la página"
_A_LA_VEZ = "otra persona guardó lo mismo en este momento; vuelva a intentarlo"
_REINICIO = "el servidor de la base de datos se está reiniciando; espere un momento y repita"
_OTRO_ESQUEMA = "sus tablas no son las de esta versión; ejecute «autodiagnostico bd migrar»"
_SIN_SERVIDOR = (
    "el servidor de la base de datos no responde; si no vuelve pronto, avise a quien lo administra"
)

_CODIGOS = {
    "22021": "el texto trae un carácter que no se puede guardar; escríbalo de nuevo",
    "23503": _YA_NO_EXISTE,
    "23505": _A_LA_VEZ,
    "25006": _SOLO_LECTURA,
    "40001": _A_LA_VEZ,
    "40P01": _A_LA_VEZ,
    "42703": _OTRO_ESQUEMA,
    "42P01": _OTRO_ESQUEMA,
    "42501": "al usuario de AUTODIAGNOSTICO_BD le falta permiso; debe ser el dueño de la base",
    "53100": _LLENO,
    "53300": "el servidor de la base de datos no admite más conexiones; espere un momento y repita",
    "55P03": OCUPADA,
    "57014": "la consulta tardó demasiado; espere un momento y repita",
    "57P01": _REINICIO,
    "57P02": _REINICIO,
    "57P03": _REINICIO,
}
_TEXTOS = {
    "database is locked": OCUPADA,
    "readonly database": "el archivo es de solo lectura",
    "disk is full": _LLENO,
    "unable to open": "el archivo no se puede abrir; revise la carpeta y sus permisos",
    "file is not a database": "el archivo no es una base SQLite",
    "malformed": "el archivo está dañado; recupere una copia",
    "FOREIGN KEY": _YA_NO_EXISTE,
    "UNIQUE": _A_LA_VEZ,
    "NUL (0x00)": _CODIGOS["22021"],
    "starting up": _REINICIO,
    "shutting down": _REINICIO,
    "refused": _SIN_SERVIDOR,
    "No such file": _SIN_SERVIDOR,
    "timeout expired": _SIN_SERVIDOR,
    "server closed the connection": _SIN_SERVIDOR,
    "connection is lost": _SIN_SERVIDOR,
    "resolve host": "no se encuentra el servidor de la base de datos; revise AUTODIAGNOSTICO_BD",
    "password": "el usuario o la clave no son los de la base; revise AUTODIAGNOSTICO_BD",
    "pg_hba.conf": "el servidor de la base de datos no deja entrar desde aquí a ese usuario",
    "does not exist": "la base o el usuario no existen en ese servidor; revise AUTODIAGNOSTICO_BD",
}


def explicar(error: SQLAlchemyError) -> str:
    """La razón en español; si no se conoce, la que dé la base."""
    if isinstance(error, SinConexionesLibres):
        return "hay demasiadas personas guardando a la vez; espere un momento y repita"
    original = error.orig if isinstance(error, DBAPIError) else error
    conocida = _CODIGOS.get(getattr(original, "sqlstate", None) or "")
    detalle = str(original)
    return conocida or next((texto for clave, texto in _TEXTOS.items() if clave in detalle), detalle)

"""La base de reglas: su lenguaje, su lectura y sus comprobaciones. No evalúa casos."""

from reglas.cargador import BASE, cargar
from reglas.catalogo import Catalogo, Edicion, Hecho, Regla
from reglas.clases import Clase
from reglas.condiciones import Ambito, Expresion, Referencia
from reglas.errores import Defecto, ErrorDeCatalogo, ErrorDeReglas

__all__ = [
    "BASE",
    "Ambito",
    "Catalogo",
    "Clase",
    "Defecto",
    "Edicion",
    "ErrorDeCatalogo",
    "ErrorDeReglas",
    "Expresion",
    "Hecho",
    "Referencia",
    "Regla",
    "cargar",
]

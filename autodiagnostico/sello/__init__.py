"""El sello de un informe: con qué entradas y reglas se hizo, qué resultado dio y la huella de lo que dice.

Se firma el contenido, no los bytes: abrir un libro y volver a guardarlo no lo rompe; cambiar una celda, sí.
El PDF, que nadie vuelve a guardar, se firma entero. No hay clave: quien reescriba un informe puede rehacer
su sello, y eso solo se descubre comparándolo con la bitácora de la instalación que lo emitió.
"""

from autodiagnostico.sello.ficha import EXPLICACION, Sello, en_un_parrafo, etiquetas
from autodiagnostico.sello.formatos import FORMATOS, SIN_SELLO, SinSello, comprobar, sellar

__all__ = [
    "EXPLICACION",
    "FORMATOS",
    "SIN_SELLO",
    "Sello",
    "SinSello",
    "comprobar",
    "en_un_parrafo",
    "etiquetas",
    "sellar",
]

"""Los archivos que sirven de evidencia: qué se admite, cómo se comprueba y dónde se guarda.

Nada de aquí sabe de entidades ni de la base de datos; eso es de `servicios/evidencias.py`.
"""

from autodiagnostico.evidencias.deposito import Deposito, huella_de
from autodiagnostico.evidencias.inspeccion import Archivo, inspeccionar
from autodiagnostico.evidencias.tipos import TIPOS, Tipo

__all__ = ["TIPOS", "Archivo", "Deposito", "Tipo", "huella_de", "inspeccionar"]

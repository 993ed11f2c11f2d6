"""Un distrito inventado, siempre el mismo con la misma semilla: para conocer y probar el programa."""

from autodiagnostico.sintetico.generador import Distrito, Sintetica, Vigencia, generar

__all__ = ["Distrito", "Sintetica", "Vigencia", "generar"]

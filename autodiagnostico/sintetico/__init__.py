"""Un distrito inventado, siempre el mismo con la misma semilla: para conocer el programa y probar a escala."""

from autodiagnostico.sintetico.generador import Distrito, Sintetica, Vigencia, generar

__all__ = ["Distrito", "Sintetica", "Vigencia", "generar"]

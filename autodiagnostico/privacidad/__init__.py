"""El aviso de privacidad: qué datos de cada persona se guardan, para qué, cuánto y qué puede pedir."""

from autodiagnostico.privacidad.aviso import Aviso, leer_aviso

__all__ = ["Aviso", "leer_aviso"]

"""La sala y el diagnóstico de las pruebas de los servicios."""

from tests.autodiagnostico.conftest import _datos, diagnostico, sala

__all__ = ["_datos", "diagnostico", "sala"]

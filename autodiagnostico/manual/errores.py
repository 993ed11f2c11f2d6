"""Lo que no se admite en un libro del Manual."""

from __future__ import annotations

from collections.abc import Iterable

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros import DefectoDeCelda, decir_defectos


class ErrorDeManual(ErrorDeServicio):
    """El libro no se puede usar; `defectos` los trae todos, en el orden de las hojas."""

    def __init__(self, defectos: Iterable[DefectoDeCelda]) -> None:
        self.defectos = tuple(defectos)
        super().__init__(decir_defectos("El libro del Manual", self.defectos))

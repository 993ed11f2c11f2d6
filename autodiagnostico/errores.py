"""Errores que una página o la línea de órdenes muestra tal cual.

ErrorDeServicio
├── ErrorDePermiso      quien pide no puede hacerlo
│   ├── ErrorDeSesion   su sesión terminó, o nunca entró
│   └── ErrorDeCredenciales  el correo o la clave no son, o hay que esperar para volver a probar
├── ErrorDeAlmacen      la base de datos no se puede abrir o usar
├── ErrorDeEvaluacion   un caso no se pudo evaluar con garantías; quedó guardado para reproducirlo
└── ErrorDeEntrada      un archivo o un argumento no se admite; dice todos sus problemas
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class ErrorDeServicio(Exception):
    """Raíz; su mensaje está escrito para quien usa el programa."""

    def __init__(self, mensaje: str) -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje


class ErrorDePermiso(ErrorDeServicio):
    """Quien pide no puede hacer eso, o no puede saber si existe."""


class ErrorDeSesion(ErrorDePermiso):
    """No hay una sesión que valga: hay que entrar (otra vez)."""


class ErrorDeCredenciales(ErrorDePermiso):
    """No se pudo entrar. Dice lo mismo de una cuenta que no existe que de una clave que no es."""


class ErrorDeAlmacen(ErrorDeServicio):
    """La base de datos no se puede abrir, migrar o escribir."""


class ErrorDeEvaluacion(ErrorDeServicio):
    """No hay resultado en el que confiar; `incidente` es el archivo con el caso, si se pudo guardar."""

    def __init__(self, mensaje: str, incidente: Path | None = None) -> None:
        super().__init__(mensaje)
        self.incidente = incidente


class ErrorDeEntrada(ErrorDeServicio):
    """Un archivo o un argumento no se admite; `problemas` los trae todos."""

    def __init__(self, donde: str, problemas: Iterable[object]) -> None:
        self.donde, self.problemas = donde, tuple(str(p) for p in problemas)
        if len(self.problemas) == 1:
            mensaje = f"{donde}: {self.problemas[0]}"
        else:
            lista = "\n".join(f"  - {p}" for p in self.problemas)
            mensaje = f"{donde}: {len(self.problemas)} problemas\n{lista}"
        super().__init__(mensaje)


class Entradas:
    """Varias entradas que se leen una tras otra, para decir juntos los problemas de todas."""

    def __init__(self) -> None:
        self._fallas: list[ErrorDeEntrada] = []

    @contextmanager
    def leyendo(self) -> Iterator[None]:
        """Anota lo que no se admite en vez de detenerse."""
        try:
            yield
        except ErrorDeEntrada as error:
            self._fallas.append(error)

    def exigir(self) -> None:
        """Lanza ErrorDeEntrada si hubo algún problema."""
        if len(self._fallas) == 1:
            raise self._fallas[0]
        if self._fallas:
            raise ErrorDeEntrada(
                "Lo que se dio", [f"{e.donde}: {p}" for e in self._fallas for p in e.problemas]
            )

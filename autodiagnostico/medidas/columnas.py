"""Qué es cada columna de un archivo de medidas: se propone por su título, y quien lo sube lo ajusta."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autodiagnostico.libros import DefectoDeCelda
from autodiagnostico.libros.cuadros import Cuadro
from autodiagnostico.medidas.marco import Nombrado, marco, por_titulo
from reglas.texto import normalizar

ENTIDAD, MEDICION, ANO, POLITICA, VALOR, NADA = "entidad", "medicion", "ano", "politica", "valor", ""
"""Lo que puede ser una columna; además, `de_ambito(código)`: el valor de ese índice o esa política."""
SUELTAS = {
    ENTIDAD: "La entidad (código, nombre o NIT)",
    MEDICION: "Qué medición es",
    ANO: "El año medido",
    POLITICA: "De qué índice o política",
    VALOR: "El valor",
    NADA: "No se usa",
}
_DE_AMBITO = "ambito:"


def de_ambito(codigo: str) -> str:
    """Una columna con los valores de un índice o de una política."""
    return f"{_DE_AMBITO}{codigo}"


def ambito_de(papel: str) -> str | None:
    """El índice o la política de una columna que trae sus valores; None si es otra cosa."""
    return papel.removeprefix(_DE_AMBITO) if papel.startswith(_DE_AMBITO) else None


@dataclass(frozen=True, slots=True)
class Correspondencia:
    """Qué es cada columna, en su orden.

    `medicion` y `ano` son los de todo el archivo, si no hay columna que los diga. `iguales` dice qué entidad
    es la que el archivo nombra de otra manera.
    """

    papeles: tuple[str, ...]
    medicion: str = ""
    ano: int | None = None
    iguales: Mapping[str, int] = field(default_factory=dict)

    def columna(self, papel: str) -> int | None:
        """La primera columna con ese papel."""
        return self.papeles.index(papel) if papel in self.papeles else None


def proponer(cuadro: Cuadro, ambitos: list[Nombrado]) -> Correspondencia:
    """Lo que cada columna parece ser por su título; lo que no se reconoce no se usa."""
    sueltas = {
        normalizar(t): papel for papel, titulos in marco().columnas.model_dump().items() for t in titulos
    }
    de_ambitos = por_titulo(ambitos)
    papeles: list[str] = []
    for titulo in cuadro.titulos:
        papel = _papel(normalizar(titulo), sueltas, de_ambitos)
        papeles.append(NADA if papel in papeles else papel)
    mediciones = por_titulo(marco().mediciones)
    dichas = {mediciones[p] for t in cuadro.titulos for p in normalizar(t).split() if p in mediciones}
    return Correspondencia(tuple(papeles), medicion=dichas.pop() if len(dichas) == 1 else "")


def _papel(titulo: str, sueltas: Mapping[str, str], de_ambitos: Mapping[str, str]) -> str:
    if titulo in sueltas:
        return sueltas[titulo]
    if titulo in de_ambitos:
        return de_ambito(de_ambitos[titulo])
    mediciones = por_titulo(marco().mediciones)
    if titulo in mediciones:
        return de_ambito(marco().indice.codigo)
    dentro = [t for t in de_ambitos if f" {t} " in f" {titulo} "]
    return de_ambito(de_ambitos[max(dentro, key=len)]) if dentro else NADA


def problemas(correspondencia: Correspondencia, cuadro: Cuadro) -> Iterator[DefectoDeCelda]:
    """Lo que falta o sobra para poder leer las filas."""
    papeles = correspondencia.papeles
    for papel in dict.fromkeys(p for p in papeles if p != NADA and papeles.count(p) > 1):
        titulos = ", ".join(f"«{t}»" for t, p in zip(cuadro.titulos, papeles, strict=True) if p == papel)
        yield DefectoDeCelda(
            f"Varias columnas dicen lo mismo: {titulos}.", admite="una; deje las otras sin usar"
        )
    if ENTIDAD not in papeles:
        yield DefectoDeCelda("Diga qué columna trae la entidad.", admite="su código, su nombre o su NIT")
    if MEDICION not in papeles and correspondencia.medicion not in {m.codigo for m in marco().mediciones}:
        yield DefectoDeCelda("Diga qué medición es, o en qué columna lo dice.")
    if ANO not in papeles and correspondencia.ano is None:
        yield DefectoDeCelda("Diga de qué año es la medición, o en qué columna lo dice.")
    anchas = [p for p in papeles if ambito_de(p) is not None]
    if not anchas and VALOR not in papeles:
        yield DefectoDeCelda("Diga qué columna trae los valores.", admite="una por política, o una de valor")
    if anchas and VALOR in papeles:
        mensaje = "Hay columnas de valores por política y además una columna de valor."
        yield DefectoDeCelda(mensaje, admite="unas o la otra")
    if POLITICA in papeles and VALOR not in papeles:
        yield DefectoDeCelda("Hay una columna que dice la política, pero ninguna dice el valor.")

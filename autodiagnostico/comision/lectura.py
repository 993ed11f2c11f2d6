"""Leer un plan que alguien sube: en YAML, con la forma del que se descarga, o en filas de Excel o CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from autodiagnostico.comision.modelo import MESES, FilaDelPlan, Plan
from autodiagnostico.libros import CeldaInvalida, DefectoDeCelda
from autodiagnostico.libros.celdas import Crudo, Opcion, a_opcion, a_texto
from autodiagnostico.libros.cuadros import Cuadro, ErrorDeArchivo, leer_cuadro, no_sirve
from autodiagnostico.textos import como_frase
from motor.caso import MAXIMO_TEXTO
from reglas.errores import parecido
from reglas.lectura import Documento, leer
from reglas.texto import normalizar

YAML = (".yaml", ".yml")
COLUMNAS = {
    "codigo": "Código",
    "grupo": "Grupo",
    "numero": "Número",
    "funcion": "Función",
    "actividad": "Actividad",
    "responsable": "Responsable",
    "observaciones": "Observaciones",
    "genero": "Enfoque de género",
    "lugar": "Dónde está en el documento",
    "nota": "Nota",
}
"""Los campos de una fila y el título de su columna. Además, una columna por mes con sesión, marcada con X."""
_OBLIGATORIAS = ("codigo", "grupo", "funcion")
_SI = Opcion("Sí", "si")
_MARCAS = (Opcion("X", "si"), _SI, Opcion("No", "no"))
_MENSAJES = {
    "missing": "falta este dato.",
    "extra_forbidden": "este dato no se conoce.",
    "string_too_short": "no puede ir vacío.",
    "string_too_long": f"tiene más de {MAXIMO_TEXTO} caracteres.",
    "string_type": "se esperaba un texto.",
    "bool_type": "se esperaba true o false.",
    "bool_parsing": "se esperaba true o false.",
    "int_type": "se esperaba un número entero.",
    "int_parsing": "se esperaba un número entero.",
    "string_pattern_mismatch": "solo lleva letras, números, puntos y guiones.",
}


def leer_plan(nombre: str, contenido: bytes, vigencia: int, titulo: str) -> Plan:
    """El plan de un archivo. De un YAML, el año y el título son los suyos; de unas filas, los que se dan.

    Lanza ErrorDeArchivo con todo lo que no se admite, por línea o por celda.
    """
    if PurePosixPath(nombre).suffix.lower() in YAML:
        return _de_yaml(leer(nombre, contenido))
    return _de_filas(leer_cuadro(nombre, contenido), vigencia, titulo, nombre)


def _de_yaml(documento: Documento) -> Plan:
    if documento.defectos:
        raise ErrorDeArchivo(
            DefectoDeCelda(d.mensaje, fila=d.linea, campo=d.ruta, admite=d.admite) for d in documento.defectos
        )
    if not isinstance(documento.datos, dict):
        raise no_sirve("El archivo no trae un plan.", "la forma del plan que se descarga de aquí")
    try:
        return Plan.model_validate(documento.datos)
    except ValidationError as error:
        raise ErrorDeArchivo(_defectos(error, documento)) from error


def _defectos(error: ValidationError, documento: Documento) -> Iterator[DefectoDeCelda]:
    for uno in error.errors():
        ruta = uno["loc"]
        yield DefectoDeCelda(
            como_frase(_MENSAJES.get(uno["type"], uno["msg"])),
            fila=documento.linea(ruta),
            campo=".".join(map(str, ruta)),
            sugerencia=_sugerida(str(ruta[-1])) if uno["type"] == "extra_forbidden" and ruta else "",
        )


def _sugerida(escrito: str) -> str:
    return parecido(escrito, [*Plan.model_fields, *FilaDelPlan.model_fields]) or ""


def _de_filas(cuadro: Cuadro, vigencia: int, titulo: str, documento: str) -> Plan:
    lector = _Lector(cuadro)
    filas = [fila for fila in map(lector.fila, cuadro.filas) if fila is not None]
    if lector.defectos:
        raise ErrorDeArchivo(lector.defectos)
    try:
        return Plan(vigencia=vigencia, titulo=titulo, documento=documento, filas=tuple(filas))
    except ValidationError as error:
        defectos = [DefectoDeCelda(como_frase(_MENSAJES.get(e["type"], e["msg"]))) for e in error.errors()]
        raise ErrorDeArchivo(defectos) from error


@dataclass(slots=True)
class _Lector:
    """Recorre las filas anotando lo que no se admite en vez de detenerse."""

    cuadro: Cuadro
    defectos: list[DefectoDeCelda] = field(default_factory=list)
    campos: dict[str, int] = field(default_factory=dict)
    meses: dict[str, int] = field(default_factory=dict)
    codigos: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        de_campo = {normalizar(t): c for c, t in COLUMNAS.items()} | {normalizar(c): c for c in COLUMNAS}
        for indice, escrito in enumerate(self.cuadro.titulos):
            clave = normalizar(escrito)
            if clave in MESES:
                self.meses.setdefault(clave, indice)
            elif clave in de_campo:
                self.campos.setdefault(de_campo[clave], indice)
        sueltas = [t for i, t in enumerate(self.cuadro.titulos) if i not in self.campos.values() and t]
        self.defectos += [
            DefectoDeCelda(
                f"Falta la columna «{COLUMNAS[campo]}».", sugerencia=parecido(COLUMNAS[campo], sueltas) or ""
            )
            for campo in _OBLIGATORIAS
            if campo not in self.campos
        ]
        if self.defectos:
            raise ErrorDeArchivo(self.defectos)

    def fila(self, numerada: tuple[int, tuple[Crudo, ...]]) -> FilaDelPlan | None:
        numero, celdas = numerada
        antes = len(self.defectos)
        datos: dict[str, Any] = {}
        for campo, indice in self.campos.items():
            datos[campo] = self._leer(numero, indice, celdas[indice], campo)
        sesiones = [m for m, i in self.meses.items() if self._leer(numero, i, celdas[i], "genero")]
        datos["sesiones"] = tuple(sorted(sesiones, key=MESES.index))
        for campo in _OBLIGATORIAS:
            if not datos[campo]:
                self._anotar(numero, self.campos[campo], CeldaInvalida("La celda está vacía.", "texto"))
        repetido = self.codigos.setdefault(str(datos["codigo"]), numero)
        if datos["codigo"] and repetido != numero:
            mensaje = f"El código ya está en la fila {repetido}."
            self._anotar(numero, self.campos["codigo"], CeldaInvalida(mensaje, "uno distinto por fila"))
        if len(self.defectos) > antes:
            return None
        try:
            return FilaDelPlan(**datos)
        except ValidationError as error:
            for uno in error.errors():
                indice = self.campos[str(uno["loc"][0])]
                mensaje = como_frase(_MENSAJES.get(uno["type"], uno["msg"]))
                self._anotar(numero, indice, CeldaInvalida(mensaje, ""), celdas[indice])
            return None

    def _leer(self, numero: int, indice: int, crudo: Crudo, campo: str) -> Any:
        try:
            if campo == "genero":
                return not crudo.vacio and a_opcion(crudo, _MARCAS, MAXIMO_TEXTO) == _SI.codigo
            return a_texto(crudo, MAXIMO_TEXTO)
        except CeldaInvalida as error:
            self._anotar(numero, indice, error, crudo)
            return None if campo == "genero" else "no se entiende"

    def _anotar(self, numero: int, indice: int, error: CeldaInvalida, crudo: Crudo | None = None) -> None:
        self.defectos.append(
            DefectoDeCelda(
                error.mensaje,
                hoja=self.cuadro.hoja,
                fila=numero,
                columna=self.cuadro.letra(indice),
                campo=self.cuadro.titulos[indice],
                llego=crudo.visto if crudo is not None and not crudo.vacio else "",
                admite=error.admite,
                sugerencia=error.sugerencia,
            )
        )

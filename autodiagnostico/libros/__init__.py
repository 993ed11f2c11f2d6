"""Libros de Excel que vienen de fuera: se abren sin creerles nada, y lo que está mal se dice por su celda."""

from autodiagnostico.libros.apertura import LibroInvalido, abrir_libro
from autodiagnostico.libros.celdas import CeldaInvalida, Crudo, Opcion
from autodiagnostico.libros.defectos import DefectoDeCelda, decir_defectos

__all__ = [
    "CeldaInvalida",
    "Crudo",
    "DefectoDeCelda",
    "LibroInvalido",
    "Opcion",
    "abrir_libro",
    "decir_defectos",
]

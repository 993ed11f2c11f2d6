"""Las asesorías y los talleres a las entidades, en Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from autodiagnostico.campanas.fichas import Asesoria, ClaseDeAsesoria
from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.sello import Sello
from autodiagnostico.textos import cuantas
from reglas.palabras import fecha_en_palabras

_TITULO = "Asesorías y talleres a las entidades"
_COLUMNAS = (
    Columna("Fecha", 12),
    Columna("Entidad", 44),
    Columna("Sector", 28),
    Columna("Qué fue", 12),
    Columna("Tema", 44),
    Columna("Modalidad", 13),
    Columna("Asistentes", 12, "entero"),
    Columna("Compromiso", 44),
    Columna("Para cuándo", 13),
    Columna("Cumplido", 13),
    Columna("Cómo va", 12),
)


def libro(asesorias: Sequence[Asesoria], dia: date, sello: Sello) -> bytes:
    """El libro, con la más reciente primero."""
    atendidas = len({a.entidad.id for a in asesorias})
    talleres = sum(a.datos.clase is ClaseDeAsesoria.TALLER for a in asesorias)
    notas = [
        f"Al {fecha_en_palabras(dia)}: {cuantas(len(asesorias) - talleres, 'asesoría', 'asesorías')} y "
        f"{cuantas(talleres, 'taller', 'talleres')} en {cuantas(atendidas, 'entidad', 'entidades')}. Un "
        "taller con varias entidades va una vez en cada una."
    ]
    hoja = Hoja("Acompañamiento", _TITULO, notas, _COLUMNAS, [_celdas(a, dia) for a in asesorias])
    return escribir_libro(_TITULO, [hoja], sello=sello)


def _celdas(a: Asesoria, dia: date) -> list[Celda]:
    datos = a.datos
    return [
        datos.fecha,
        a.entidad.nombre,
        str(a.entidad.atributos.get("sector") or ""),
        "Taller" if datos.clase is ClaseDeAsesoria.TALLER else "Asesoría",
        datos.tema,
        datos.modalidad.value.capitalize(),
        datos.asistentes,
        datos.compromiso,
        datos.para,
        a.cumplido,
        _como_va(a, dia),
    ]


def _como_va(a: Asesoria, dia: date) -> str:
    if not a.datos.compromiso:
        return ""
    if a.cumplido is not None:
        return "Cumplido"
    return "Vencido" if a.vencido(dia) else "Abierto"

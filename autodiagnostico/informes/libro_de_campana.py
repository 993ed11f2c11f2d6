"""Una campaña en Excel, con su lista de a quiénes recordarles; la lista sola, en CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from autodiagnostico.campanas.fichas import Convocada, Situacion, Tablero
from autodiagnostico.campanas.palabras import SITUACIONES, mensaje
from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.informes.separados import escribir_csv
from autodiagnostico.palabras import cortar_parte
from autodiagnostico.reloj import ZONA
from autodiagnostico.sello import Sello
from autodiagnostico.textos import cuantas
from reglas.palabras import fecha_en_palabras

Quienes = Mapping[int, Sequence[str]]
"""Los nombres de quienes reciben el recordatorio, por el número de su entidad."""
_DE_LA_LISTA = (
    Columna("Código", 16),
    Columna("Entidad", 44),
    Columna("Sector", 28),
    Columna("Situación", 16),
    Columna("Cobertura", 12, "porcentaje"),
    Columna("A quién recordarle", 36),
    Columna("Recordada", 13),
    Columna("Mensaje sugerido", 70),
)
_DE_TODAS = (
    *_DE_LA_LISTA[:5],
    Columna("Enviado", 13),
    Columna("Respuestas que evaluó control interno", 16, "entero"),
    Columna("Fuera de plazo", 22),
)


def libro(tablero: Tablero, quienes: Quienes, dia: date, sello: Sello) -> bytes:
    """El libro: todas las convocadas y, en otra hoja, a quiénes recordarles."""
    datos = tablero.campana.datos
    enviaron = cuantas(tablero.enviaron, "ha enviado", "han enviado")
    notas = [
        f"Vigencia {datos.vigencia}. Abre el {fecha_en_palabras(datos.abre)} y cierra el "
        f"{fecha_en_palabras(datos.cierra)}. Al {fecha_en_palabras(dia)}, de "
        f"{cuantas(len(tablero.convocadas), 'convocada', 'convocadas')}: {enviaron}.",
        "De un borrador solo se muestra la cobertura: cuánto de lo que le aplica ya se sabe.",
    ]
    todas = Hoja("Campaña", datos.nombre, notas, _DE_TODAS, [_de_todas(c) for c in tablero.convocadas])
    lista = Hoja(
        "Recordatorios",
        f"A quiénes recordarles: {datos.nombre}",
        ["Quienes pueden empezar y llevar el autodiagnóstico en cada entidad, por su nombre."],
        _DE_LA_LISTA,
        list(_lista(tablero, quienes)),
        "Ya enviaron todas.",
    )
    return escribir_libro(datos.nombre, [todas, lista], sello=sello)


def csv(tablero: Tablero, quienes: Quienes, dia: date, sello: Sello) -> bytes:
    """Solo la lista de a quiénes recordarles."""
    del dia, sello  # un CSV no tiene dónde llevarlos
    return escribir_csv([c.titulo for c in _DE_LA_LISTA], _lista(tablero, quienes))


def _lista(tablero: Tablero, quienes: Quienes) -> Iterable[list[Celda]]:
    for c in tablero.faltan:
        nombres = "\n".join(quienes[c.entidad.id]) or "Nadie tiene cuenta en esta entidad"
        yield [*_quien_es(c), nombres, c.recordada, mensaje(tablero.campana, c)]


def _quien_es(c: Convocada) -> list[Celda]:
    sector = str(c.entidad.atributos.get("sector") or "")
    return [c.entidad.codigo, c.entidad.nombre, sector, SITUACIONES[c.situacion], cortar_parte(c.cobertura)]


def _de_todas(c: Convocada) -> list[Celda]:
    enviado = c.diagnostico.enviado if c.diagnostico else None
    return [
        *_quien_es(c),
        enviado.astimezone(ZONA).date() if enviado else None,
        c.evaluadas if c.situacion is Situacion.VERIFICADO else None,
        "No ha enviado y ya cerró" if c.vencida else "Envió después del cierre" if c.tarde else "",
    ]

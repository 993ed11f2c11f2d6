"""El libro con el cruce: las respuestas y evidencias de la entidad, listas para llevarlas al FURAG."""

from __future__ import annotations

from autodiagnostico.furag.cruce import FilaFurag, filas_furag, respuesta_en_palabras
from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.sello import Sello
from autodiagnostico.textos import cuantas
from motor import Caso
from reglas import Catalogo
from reglas.palabras import fecha_en_palabras

RELACIONES = {
    "igual": ("Igual", "La respuesta sirve tal cual."),
    "subconjunto": ("El FURAG pregunta más", "La respuesta cubre una parte; falta completar la otra."),
    "superconjunto": ("El FURAG pregunta menos", "La respuesta trae más; tome lo que corresponda."),
    "traslape": ("Coinciden en parte", "Sirve de insumo; lea la pregunta del FURAG antes de llevarla."),
}


def hoja_furag(catalogo: Catalogo, caso: Caso, marca: str = "", sello: Sello | None = None) -> bytes:
    """El libro de Excel con lo respondido, en el orden del FURAG, y una hoja que explica cómo leerlo."""
    filas = filas_furag(catalogo, caso)
    titulo = f"Cruce con el FURAG. {caso.entidad.nombre}"
    return escribir_libro(titulo, [_cruce(catalogo, caso, titulo, filas), _como_leer()], marca, sello)


def _cruce(catalogo: Catalogo, caso: Caso, titulo: str, filas: list[FilaFurag]) -> Hoja:
    suyas = [f for f in filas if f.preguntada]
    distintas = len({f.cruce.pregunta for f in filas})
    con_respuesta = sum(f.respuesta is not None for f in suyas)
    notas = [
        f"Vigencia {caso.vigencia}. Fecha de corte: {fecha_en_palabras(caso.fecha_corte)}. "
        f"Base de reglas {catalogo.base.version}.",
        f"{cuantas(distintas, 'pregunta', 'preguntas')} del FURAG con cruce. "
        f"De {cuantas(len(suyas), 'cruce que toca', 'cruces que tocan')} a esta entidad, "
        f"{con_respuesta} con respuesta. El FURAG tiene más preguntas: aquí solo están las que se parecen.",
    ]
    columnas = [
        Columna("FURAG", 10),
        Columna("Módulo", 20),
        Columna("Relación", 18),
        Columna("Pregunta del autodiagnóstico", 44),
        Columna("Respuesta", 40),
        Columna("Evidencias", 36),
        Columna("Observación", 30),
        Columna("Para llevarla al FURAG", 40),
        Columna("Código", 26),
    ]
    vacia = "La base de reglas no trae ningún cruce con el FURAG."
    return Hoja("FURAG", titulo, notas, columnas, [_celdas(f) for f in filas], vacia)


def _celdas(fila: FilaFurag) -> list[Celda]:
    relacion, consejo = RELACIONES[fila.cruce.relacion]
    evidencias = fila.respuesta.evidencias if fila.respuesta else ()
    return [
        fila.cruce.pregunta,
        fila.modulo,
        relacion,
        fila.criterio.pregunta,
        respuesta_en_palabras(fila),
        "\n".join(evidencias),
        fila.respuesta.observacion if fila.respuesta else "",
        f"{consejo} {fila.cruce.nota}" if fila.cruce.nota else consejo,
        fila.criterio.codigo,
    ]


def _como_leer() -> Hoja:
    notas = [
        "Lo que se respondió en el autodiagnóstico, en el orden de las preguntas del FURAG.",
        "El programa no responde el FURAG: quien lo llena decide, con la pregunta a la vista.",
    ]
    columnas = [Columna("Relación", 26), Columna("Qué quiere decir", 70)]
    return Hoja("Cómo leer", "Cómo leer esta hoja", notas, columnas, [[*r] for r in RELACIONES.values()])

"""El libro de control interno: hallazgos, evaluaciones, las dos madureces y cómo se sorteó la muestra."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.informes.marcas import marca_de
from autodiagnostico.palabras import (
    cortar_parte,
    cortar_puntaje,
    escenario_en_palabras,
    nivel_en_palabras,
)
from autodiagnostico.reloj import ZONA
from autodiagnostico.sello import Sello
from autodiagnostico.servicios.control.fichas import (
    DICTAMENES,
    ESTRATOS,
    Comparada,
    Hallazgo,
    Muestra,
    PorEvaluar,
)
from autodiagnostico.servicios.control.independencia import independencia
from autodiagnostico.servicios.control.palabras import respuesta_en_palabras
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado
from motor.resultado import MadurezDeEscenario, MadurezGlobal
from reglas.palabras import fecha_en_palabras


def escribir(  # noqa: PLR0913, PLR0917 - el libro junta todo esto
    ficha: FichaDeDiagnostico,
    comparada: Comparada,
    todas: Sequence[PorEvaluar],
    hallazgos: Sequence[Hallazgo],
    muestras: Sequence[Muestra],
    sello: Sello,
) -> bytes:
    """El libro de un diagnóstico."""
    caso, catalogo = comparada.declarada.caso, comparada.declarada.edicion.catalogo
    notas = [
        independencia(),
        f"Vigencia {caso.vigencia}. Fecha de corte: {fecha_en_palabras(caso.fecha_corte)}. "
        f"Base de reglas {catalogo.base.version}. Autodiagnóstico {ficha.estado}.",
    ]
    de = caso.entidad.nombre
    hojas = [
        _hallazgos(f"Hallazgos. {de}", notas, hallazgos),
        _evaluaciones(f"Respuestas evaluadas. {de}", notas, todas),
        _madurez(f"Madurez declarada y evaluada. {de}", notas, comparada),
        _muestras(f"Muestras. {de}", notas, muestras),
    ]
    return escribir_libro(f"Control interno {caso.vigencia}. {de}", hojas, marca_de([ficha]), sello)


def _hallazgos(titulo: str, notas: list[str], hallazgos: Sequence[Hallazgo]) -> Hoja:
    columnas = [
        Columna("N.º", 6, "entero"),
        Columna("Pregunta", 38),
        Columna("Dictamen", 18),
        Columna("Condición", 50),
        Columna("Criterio", 44),
        Columna("Causa", 34),
        Columna("Efecto", 34),
        Columna("Efecto en el resultado", 38),
        Columna("Recomendación", 38),
        Columna("Quién", 22),
        Columna("Cuándo", 12),
    ]
    filas: list[list[Celda]] = [
        [
            numero,
            h.por_evaluar.pregunta.criterio.pregunta,
            DICTAMENES[h.evaluacion.dictamen].split(":")[0],
            h.condicion,
            "\n".join(h.criterio),
            h.causa,
            h.efecto,
            "\n".join(h.en_el_resultado) or "Ningún resultado cambia.",
            h.recomendacion,
            h.evaluacion.autor,
            _dia(h.evaluacion.cuando),
        ]
        for numero, h in enumerate(hallazgos, start=1)
    ]
    return Hoja("Hallazgos", titulo, notas, columnas, filas, "No hay hallazgos.", fijas=2)


def _evaluaciones(titulo: str, notas: list[str], todas: Sequence[PorEvaluar]) -> Hoja:
    columnas = [
        Columna("Pregunta", 44),
        Columna("Respondió la entidad", 34),
        Columna("En la muestra", 10),
        Columna("Dictamen", 18),
        Columna("Encontró control interno", 34),
        Columna("Comentario", 44),
        Columna("Quién", 22),
        Columna("Cuándo", 12),
        Columna("La respuesta cambió después", 14),
        Columna("Código", 26),
    ]
    filas = [_evaluada(p) for p in todas]
    return Hoja("Evaluaciones", titulo, notas, columnas, filas, "No hay respuestas que evaluar.")


def _evaluada(una: PorEvaluar) -> list[Celda]:
    ficha, dicha = una.pregunta.criterio, una.vigente
    suyo: list[Celda] = ["Sin evaluar", "", "", "", None, ""]
    if dicha is not None:
        suyo = [
            DICTAMENES[dicha.dictamen].split(":")[0],
            respuesta_en_palabras(ficha, dicha.hallado, "no se pudo comprobar"),
            dicha.comentario,
            dicha.autor,
            _dia(dicha.cuando),
            "Sí" if una.cambio_despues else "No",
        ]
    declarada = respuesta_en_palabras(ficha, una.declarada, "sin responder")
    return [ficha.pregunta, declarada, "Sí" if una.en_muestra else "No", *suyo, ficha.codigo]


def _madurez(titulo: str, notas: list[str], comparada: Comparada) -> Hoja:
    columnas = [
        Columna("Escenario", 40),
        Columna("Nivel declarado", 20),
        Columna("Nivel evaluado", 20),
        Columna("Puede llegar a, según lo evaluado", 20),
        Columna("Puntaje declarado (de 100)", 16, "decimal"),
        Columna("Puntaje evaluado (de 100)", 16, "decimal"),
        Columna("Verificado, según lo declarado", 16, "porcentaje"),
        Columna("Verificado, según lo evaluado", 16, "porcentaje"),
    ]
    declarada, evaluada = comparada.declarada, comparada.evaluada
    filas: list[list[Celda]] = [
        [
            escenario_en_palabras(declarada.edicion.catalogo, codigo),
            *_par(declarada, madurez, evaluada.escenarios[codigo]),
            cortar_parte(madurez.cobertura),
            cortar_parte(evaluada.escenarios[codigo].cobertura),
        ]
        for codigo, madurez in declarada.escenarios.items()
    ]
    filas.append(["Global", *_par(declarada, declarada.madurez_global, evaluada.madurez_global), None, None])
    cuantas = f"Se evaluaron {comparada.evaluadas} de {comparada.respondidas} respuestas."
    explica = (
        "La madurez evaluada aplica las mismas reglas solo a lo evaluado: lo demás cuenta como no sabido."
    )
    return Hoja("Madurez", titulo, [*notas, f"{cuantas} {explica}"], columnas, filas)


def _par(
    de: Resultado, uno: MadurezDeEscenario | MadurezGlobal, otro: MadurezDeEscenario | MadurezGlobal
) -> list[Celda]:
    catalogo = de.edicion.catalogo
    return [
        nivel_en_palabras(catalogo, uno.nivel_min),
        nivel_en_palabras(catalogo, otro.nivel_min),
        nivel_en_palabras(catalogo, otro.nivel_max),
        cortar_puntaje(uno.indice_min),
        cortar_puntaje(otro.indice_min),
    ]


def _muestras(titulo: str, notas: list[str], muestras: Sequence[Muestra]) -> Hoja:
    columnas = [
        Columna("Sorteo", 8, "entero"),
        Columna("Semilla", 12, "entero"),
        Columna("Tamaño pedido", 10, "entero"),
        Columna("Estratos", 40),
        Columna("Estrato", 24),
        Columna("Población", 10, "entero"),
        Columna("Salieron", 10, "entero"),
        Columna("Cuáles", 60),
        Columna("Quién", 22),
        Columna("Cuándo", 12),
        Columna("Al repetirlo da lo mismo", 14),
    ]
    filas: list[list[Celda]] = []
    for m in muestras:
        for estrato, suyos in m.poblacion.items():
            salieron = [c for c in suyos if c in m.criterios]
            cuantos: list[Celda] = [len(suyos), len(salieron)]
            repite = "Sí" if m.repetible else "No"
            que: list[Celda] = [m.numero, m.semilla, m.tamano, ESTRATOS[m.estratos], estrato]
            filas.append([*que, *cuantos, "\n".join(salieron), m.autor, _dia(m.sorteada), repite])
    como = (
        "Para repetir un sorteo: en cada estrato se ordenan los códigos por el SHA-256 de «semilla:código» y "
        "salen los primeros."
    )
    return Hoja("Muestras", titulo, [*notas, como], columnas, filas, "No se ha sorteado ninguna.")


def _dia(momento: datetime) -> date:
    return momento.astimezone(ZONA).date()

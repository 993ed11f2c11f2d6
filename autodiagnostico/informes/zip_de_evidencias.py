"""El ZIP para quien revisa: los archivos, un índice que dice qué respalda cada uno, y lo que falta."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from autodiagnostico.errores import ErrorDeAlmacen
from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.informes.marcas import marca_de
from autodiagnostico.informes.separados import escribir_csv
from autodiagnostico.palabras import cita_en_palabras, estado_en_palabras, valor_en_palabras
from autodiagnostico.reloj import ZONA
from autodiagnostico.sello import Sello
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.servicios.fichas_de_evidencia import FichaDeEvidencia
from motor import Resultado
from motor.resultado import Hallazgo
from reglas.fichas import Criterio

Leer = Callable[[str], bytes]
"""De una huella a su contenido; lanza ErrorDeAlmacen si falta o cambió."""
Emitir = Callable[[Callable[[Sello], bytes]], bytes]
"""Sella y asienta un informe que se escribe con su sello."""
_CARPETA = "archivos"
_CLASES = {"archivo": "Archivo", "enlace": "Enlace", "referencia": "Solo la referencia"}
_NO_INCLUIDA = "Confidencial: no se incluye"
_LARGO_DE_NOMBRE = 80


@dataclass(frozen=True, slots=True)
class Revisadas:
    """Lo que va en el ZIP: las evidencias citadas, las preguntas que miran y los resultados sin evidencia."""

    diagnostico: FichaDeDiagnostico
    resultado: Resultado
    evidencias: Sequence[FichaDeEvidencia]
    preguntas: Sequence[Criterio]
    faltas: Sequence[Hallazgo]


@dataclass(frozen=True, slots=True)
class _Puesta:
    """Una evidencia y qué pasó con su archivo: dónde quedó, o por qué no está."""

    ficha: FichaDeEvidencia
    ruta: str
    situacion: str


def escribir_zip(revisadas: Revisadas, leer: Leer, emitir: Emitir, hoy: date) -> bytes:
    """El ZIP. Un archivo que no se pueda entregar no lo detiene: el índice, que va sellado, dice cuál."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_STORED) as zip_:
        puestas = [
            _poner(zip_, numero, ficha, leer, revisadas.diagnostico.fecha_corte or hoy)
            for numero, ficha in enumerate(revisadas.evidencias, start=1)
        ]
        zip_.writestr("indice.xlsx", emitir(lambda sello: _indice(revisadas, puestas, sello)))
        zip_.writestr("huellas.csv", _huellas(puestas))
        titulos = [c.titulo for c in _COLUMNAS_DE_FALTAS]
        zip_.writestr("lo_que_falta.csv", escribir_csv(titulos, _faltas(revisadas)))
    return salida.getvalue()


def _poner(zip_: zipfile.ZipFile, numero: int, ficha: FichaDeEvidencia, leer: Leer, corte: date) -> _Puesta:
    if ficha.clase != "archivo" or ficha.huella is None:
        return _Puesta(ficha, ficha.direccion or "", _situacion(ficha, corte))
    if not ficha.se_abre or ficha.archivo is None:
        return _Puesta(ficha, "", _NO_INCLUIDA)
    try:
        contenido = leer(ficha.huella)
    except ErrorDeAlmacen as error:
        return _Puesta(ficha, "", error.mensaje)
    ruta = f"{_CARPETA}/{numero:03}_{_corto(ficha.archivo)}"
    zip_.writestr(ruta, contenido)
    return _Puesta(ficha, ruta, _situacion(ficha, corte))


def _corto(nombre: str) -> str:
    """El final del nombre, con su extensión: Windows no abre rutas muy largas."""
    return nombre[-_LARGO_DE_NOMBRE:]


def _situacion(ficha: FichaDeEvidencia, corte: date) -> str:
    if ficha.retirada is not None:
        return f"Retirada: {ficha.motivo_de_retiro}"
    if ficha.vencida(corte):
        return "Vencida a la fecha de corte"
    return "" if ficha.con_soporte else "No hay archivo ni enlace"


def _indice(revisadas: Revisadas, puestas: Sequence[_Puesta], sello: Sello) -> bytes:
    ficha = revisadas.diagnostico
    titulo = f"Evidencias de {ficha.entidad.nombre}, vigencia {ficha.vigencia}"
    notas = [
        "La huella SHA-256 identifica el contenido: si un archivo cambia en un solo byte, es otra. "
        "En huellas.csv están las mismas.",
        f"Base de reglas {revisadas.resultado.edicion.catalogo.base.version}.",
    ]
    hojas = [
        Hoja("Evidencias", titulo, notas, _COLUMNAS, [_celdas(revisadas, p) for p in puestas], fijas=2),
        _por_pregunta(revisadas, puestas),
        Hoja(
            "Lo que falta",
            "Resultados cumplidos, en todo o en parte, sin evidencia",
            ["Basta una evidencia en cualquiera de las preguntas que se nombran."],
            _COLUMNAS_DE_FALTAS,
            _faltas(revisadas),
            "Todo lo cumplido tiene evidencia.",
        ),
    ]
    return escribir_libro(titulo, hojas, marca_de([ficha]), sello)


_COLUMNAS = [
    Columna("N.º", 6, "entero"),
    Columna("Evidencia", 40),
    Columna("Clase", 16),
    Columna("Dónde está", 44),
    Columna("Fecha del documento", 14),
    Columna("Vence", 12),
    Columna("Situación", 28),
    Columna("Qué respalda", 50),
    Columna("Nota", 30),
    Columna("Cargada", 12),
    Columna("Bytes", 12, "entero"),
    Columna("SHA-256", 68),
]
_COLUMNAS_DE_FALTAS = [
    Columna("Norma y artículo", 34),
    Columna("Qué se verifica", 44),
    Columna("Resultado", 18),
    Columna("Pregunta donde iría la evidencia", 54),
    Columna("Qué la mostraría", 44),
]


def _celdas(revisadas: Revisadas, puesta: _Puesta) -> list[Celda]:
    ficha = puesta.ficha
    criterios = revisadas.resultado.edicion.catalogo.criterios
    suyas = [u.criterio for u in ficha.usos if u.diagnostico_id == revisadas.diagnostico.id]
    return [
        revisadas.evidencias.index(ficha) + 1,
        ficha.nombre,
        _CLASES[ficha.clase],
        puesta.ruta,
        ficha.datos.fecha,
        ficha.datos.vence,
        puesta.situacion,
        "\n".join(criterios[c].pregunta for c in suyas if c in criterios),
        ficha.datos.nota,
        ficha.cargada.astimezone(ZONA).date(),
        ficha.bytes,
        ficha.huella,
    ]


def _por_pregunta(revisadas: Revisadas, puestas: Sequence[_Puesta]) -> Hoja:
    columnas = [
        Columna("Tema", 26),
        Columna("Pregunta", 54),
        Columna("Respuesta", 30),
        Columna("Qué la muestra", 44),
        Columna("Evidencias", 50),
    ]
    numeros = {p.ficha.nombre: numero for numero, p in enumerate(puestas, start=1)}
    catalogo, respuestas = revisadas.resultado.edicion.catalogo, revisadas.resultado.caso.respuestas
    filas: list[list[Celda]] = []
    for criterio in revisadas.preguntas:
        respuesta = respuestas.get(criterio.codigo)
        if respuesta is None:
            continue
        dicho = valor_en_palabras(respuesta.valor, criterio.opciones or {})
        filas.append(
            [
                catalogo.temas[criterio.tema].nombre,
                criterio.pregunta,
                dicho if respuesta.no_aplica is None else f"No aplica: {respuesta.no_aplica}",
                criterio.evidencia,
                "\n".join(
                    f"{numeros[nombre]}. {nombre}" if nombre in numeros else nombre
                    for nombre in respuesta.evidencias
                ),
            ]
        )
    titulo = "Cada respuesta y sus evidencias, con el número de la hoja «Evidencias»"
    return Hoja("Por pregunta", titulo, [], columnas, filas, "No hay nada respondido.", fijas=2)


def _faltas(revisadas: Revisadas) -> list[list[Celda]]:
    catalogo = revisadas.resultado.edicion.catalogo
    return [
        [
            cita_en_palabras(catalogo, h.cita),
            h.regla.ficha.titulo,
            estado_en_palabras(h.estado),
            "\n".join(catalogo.criterios[c].pregunta for c in h.sostienen),
            "\n".join(catalogo.criterios[c].evidencia or "—" for c in h.sostienen),
        ]
        for h in revisadas.faltas
    ]


def _huellas(puestas: Sequence[_Puesta]) -> bytes:
    """Lo que hay en la carpeta de archivos, para comprobarlo con otro programa."""
    filas = ((p.ruta, p.ficha.huella, p.ficha.bytes) for p in puestas if p.ruta and p.ficha.huella)
    return escribir_csv(["archivo", "sha256", "bytes"], filas)

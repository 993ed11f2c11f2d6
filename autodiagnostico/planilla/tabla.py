"""El cuestionario en CSV: una fila por pregunta, con los mismos valores que admite un lote."""

from __future__ import annotations

import csv
import io
from typing import Any

from autodiagnostico.entrada.archivos import falla_de_csv
from autodiagnostico.informes.separados import EMPIEZAN_FORMULA
from autodiagnostico.libros import DefectoDeCelda
from autodiagnostico.libros.hojas import Sitio
from autodiagnostico.lotes.celdas import escribir_valor_en_celda, leer_valor_de_celda
from autodiagnostico.planilla.modelo import (
    EVIDENCIAS,
    NO_APLICA,
    OBSERVACION,
    RESPUESTA,
    ErrorDePlanilla,
    Lectura,
    Leida,
    Planilla,
    no_sirve,
)
from autodiagnostico.planilla.textos import canonico, en_un_renglon, es_numero, respuesta_canonica
from autodiagnostico.textos import como_frase
from motor import Respuesta, leer_valor
from motor.caso import MAXIMO_TEXTO, ValorInvalido
from reglas import Catalogo
from reglas.errores import parecido

_DE_QUIEN = ("entidad", "vigencia", "criterio", "version")
_DE_AYUDA = ("tema", "pregunta")
_SE_LLENAN = (RESPUESTA, NO_APLICA, EVIDENCIAS, OBSERVACION)
COLUMNAS = (*_DE_QUIEN, *_DE_AYUDA, *_SE_LLENAN)
_ADMITE = "el CSV del cuestionario descargado de aquí, en UTF-8"
_MAXIMO_FILAS = 20_000


def escribir_tabla(planilla: Planilla) -> bytes:
    """El CSV para llenar, como lo abre en columnas un Excel en español."""
    salida = io.StringIO()
    escritor = csv.writer(salida, delimiter=";", lineterminator="\r\n")
    escritor.writerow(COLUMNAS)
    for renglon in planilla.renglones:
        respuesta = respuesta_canonica(renglon.respuesta)
        fila = [planilla.entidad, planilla.vigencia, renglon.criterio.codigo, renglon.version]
        fila += [planilla.catalogo.temas[renglon.criterio.tema].nombre, renglon.criterio.pregunta]
        libres = [respuesta.no_aplica or "", "\n".join(respuesta.evidencias), respuesta.observacion]
        valor = escribir_valor_en_celda(respuesta.valor)
        escritor.writerow([*map(_sin_formula, map(str, fila)), valor, *map(_sin_formula, libres)])
    return salida.getvalue().encode("utf-8-sig")


def _sin_formula(texto: str) -> str:
    """Con un apóstrofo delante si una hoja de cálculo lo tomaría por fórmula, o si ya parecía llevarlo."""
    return f"'{texto}" if texto.lstrip("'").startswith(EMPIEZAN_FORMULA) else texto


def _con_formula(texto: str) -> str:
    """Lo contrario: quita el apóstrofo que se puso."""
    sin = texto.removeprefix("'")
    return sin if texto != sin and sin.lstrip("'").startswith(EMPIEZAN_FORMULA) else texto


def leer_tabla(contenido: bytes, catalogo: Catalogo) -> Lectura:
    """Lo que trae un CSV. Lanza ErrorDePlanilla con todos los defectos."""
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise no_sirve("El archivo no está en UTF-8.", "en Excel, «CSV UTF-8»") from error
    separador = max(";,\t", key=texto.split("\n", 1)[0].count)
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True)
    try:
        filas = [(lector.line_num, fila) for fila in lector if any(c.strip() for c in fila)]
    except csv.Error as error:
        mensaje = f"La línea {lector.line_num} está mal escrita: {falla_de_csv(error)}."
        raise no_sirve(mensaje, _ADMITE) from error
    if not filas or len(filas) > _MAXIMO_FILAS:
        raise no_sirve("El archivo no trae preguntas, o trae demasiadas.", _ADMITE)
    return _Lector(catalogo, [c.strip() for c in filas[0][1]]).leer(filas[1:])


class _Lector:
    """Recorre las filas anotando defectos en vez de detenerse en el primero."""

    def __init__(self, catalogo: Catalogo, titulos: list[str]) -> None:
        faltan = [c for c in (*_DE_QUIEN, *_SE_LLENAN) if c not in titulos]
        repetidas = [c for c in dict.fromkeys(titulos) if titulos.count(c) > 1]
        self._defectos = [
            DefectoDeCelda(f"Falta la columna «{c}».", sugerencia=parecido(c, titulos) or "") for c in faltan
        ]
        self._defectos += [DefectoDeCelda(f"La columna «{c}» está repetida.") for c in repetidas]
        if self._defectos:
            raise ErrorDePlanilla(self._defectos)
        self._catalogo, self._titulos = catalogo, titulos

    def leer(self, filas: list[tuple[int, list[str]]]) -> Lectura:
        de_quien: set[tuple[str, str]] = set()
        leidas: dict[str, Leida] = {}
        ajenas: list[str] = []
        for numero, fila in filas:
            if len(fila) != len(self._titulos):
                mensaje = f"La fila tiene {len(fila)} celdas y el encabezado {len(self._titulos)}."
                self._anotar(numero, "", mensaje)
                continue
            celdas = dict(zip(self._titulos, (_con_formula(c) for c in fila), strict=True))
            de_quien.add((celdas["entidad"].strip(), celdas["vigencia"].strip()))
            codigo = celdas["criterio"].strip()
            if codigo in leidas:
                self._anotar(numero, "criterio", f"La pregunta «{codigo}» está repetida.")
            elif codigo not in self._catalogo.criterios:
                ajenas.append(codigo)
            else:
                leidas[codigo] = self._leida(numero, codigo, celdas)
        (entidad, vigencia) = next(iter(de_quien)) if len(de_quien) == 1 else ("", "")
        if not es_numero(vigencia):
            self._anotar(0, "", "Las filas no dicen todas la misma entidad y la misma vigencia.")
        if self._defectos:
            raise ErrorDePlanilla(self._defectos)
        return Lectura(entidad, int(vigencia), tuple(leidas.values()), tuple(ajenas))

    def _leida(self, numero: int, codigo: str, celdas: dict[str, str]) -> Leida:
        criterio = self._catalogo.criterios[codigo]
        textos = {c: canonico(celdas[c]) for c in (NO_APLICA, OBSERVACION)}
        for columna, texto in textos.items():
            if len(texto) > MAXIMO_TEXTO:
                self._anotar(numero, columna, f"El texto tiene {len(texto)} caracteres.", str(MAXIMO_TEXTO))
        nombres = (en_un_renglon(e) for e in canonico(celdas[EVIDENCIAS]).split("\n"))
        evidencias = tuple(dict.fromkeys(n for n in nombres if n))
        if any(len(nombre) > MAXIMO_TEXTO for nombre in evidencias):
            self._anotar(numero, EVIDENCIAS, "Hay una evidencia demasiado larga.", f"hasta {MAXIMO_TEXTO}")
        valor: Any = None
        if celdas[RESPUESTA].strip():
            try:
                valor = leer_valor(criterio, leer_valor_de_celda(criterio, celdas[RESPUESTA]))
            except ValorInvalido as error:
                self._anotar(numero, RESPUESTA, como_frase(error.mensaje), error.admite)
        if textos[NO_APLICA] and not criterio.admite_no_aplica:
            self._anotar(numero, NO_APLICA, "Esta pregunta no admite «no aplica».", "la celda vacía")
        elif textos[NO_APLICA] and valor is not None:
            self._anotar(numero, NO_APLICA, "Trae una respuesta y también la razón por la que no aplica.")
        version = celdas["version"].strip()
        if version and not es_numero(version):
            self._anotar(numero, "version", f"«{version}» no es una versión.", "el número que traía")
        respuesta = Respuesta(valor, textos[NO_APLICA] or None, evidencias, textos[OBSERVACION])
        sitio = Sitio("", numero, "", criterio.pregunta)
        return Leida(codigo, int(version) if es_numero(version) else None, respuesta, sitio)

    def _anotar(self, numero: int, columna: str, mensaje: str, admite: str = "") -> None:
        self._defectos.append(DefectoDeCelda(mensaje, fila=numero or None, campo=columna, admite=admite))

"""Lee un cuestionario en Excel. Nunca se detiene en el primer defecto: los dice todos, con su celda."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from autodiagnostico.libros import CeldaInvalida, Crudo, DefectoDeCelda, LibroInvalido, abrir_libro
from autodiagnostico.libros.celdas import a_decimal, a_entero, a_fecha, a_opcion, a_texto, a_texto_exacto
from autodiagnostico.libros.hojas import Reporte, Sitio, Titulos, buscar_hoja, buscar_titulos, celdas, letra
from autodiagnostico.planilla.libro import COLUMNAS, FORMATO, HOJA, HOJA_DE_DATOS, NO_CABE, POSICION
from autodiagnostico.planilla.modelo import (
    EVIDENCIAS,
    NO_APLICA,
    OBSERVACION,
    RESPUESTA,
    ErrorDePlanilla,
    Lectura,
    Leida,
    no_sirve,
)
from autodiagnostico.planilla.opciones import DE_LISTA, MARCAS, NINGUNA, opciones_de, valor_de
from autodiagnostico.planilla.textos import canonico, en_un_renglon, es_numero
from autodiagnostico.textos import como_frase
from motor import Respuesta, leer_valor
from motor.caso import MAXIMO_ENTERO, MAXIMO_TEXTO, Valor, ValorInvalido
from reglas import Catalogo, Clase
from reglas.fichas import Criterio

_ADMITE = "el cuestionario descargado de aquí, guardado como .xlsx"
_CLAVES = ("criterio", "opcion", "version")
_SE_LEEN = (*_CLAVES, RESPUESTA, NO_APLICA, EVIDENCIAS, OBSERVACION)
_MAXIMO_FILAS = 20_000
_MAXIMO_CELDA = 32_767


def leer_libro(contenido: bytes, catalogo: Catalogo) -> Lectura:
    """Lo que trae un libro. Lanza ErrorDePlanilla con todos los defectos."""
    try:
        libro = abrir_libro(contenido)
    except LibroInvalido as error:
        raise no_sirve(str(error), _ADMITE) from error
    reporte = Reporte()
    datos = _datos(libro, reporte)
    hoja = buscar_hoja(libro, HOJA, reporte)
    titulos = None if hoja is None else buscar_titulos(hoja, _titulos(), len(COLUMNAS), reporte)
    if hoja is None or titulos is None or reporte.defectos:
        raise ErrorDePlanilla(reporte.defectos)
    if hoja.max_row > _MAXIMO_FILAS:
        raise no_sirve(f"La hoja llega hasta la fila {hoja.max_row}.", f"hasta {_MAXIMO_FILAS} filas")
    lector = _Lector(hoja, titulos, catalogo, reporte)
    leidas = tuple(lector.preguntas())
    if reporte.defectos:
        raise ErrorDePlanilla(reporte.defectos)
    return Lectura(datos["entidad"], int(datos["vigencia"]), leidas, tuple(lector.ajenas))


def _titulos() -> dict[str, list[str]]:
    return {c.campo: [c.titulo] for c in COLUMNAS if c.campo in _SE_LEEN}


def _datos(libro: Any, reporte: Reporte) -> dict[str, str]:
    """De quién es el libro, según su hoja oculta."""
    hoja = buscar_hoja(libro, HOJA_DE_DATOS, reporte)
    datos: dict[str, str] = {}
    for _, (campo, valor) in celdas(hoja, 2, 20) if hoja is not None else ():
        if isinstance(campo.valor, str):
            datos[campo.valor] = str(valor.valor)
    sirve = datos.get("formato") == FORMATO and es_numero(datos.get("vigencia", "")) and datos.get("entidad")
    if hoja is not None and not sirve:
        mensaje = "Los datos del cuestionario no se entienden, o son de otra versión del programa."
        reporte.defectos.append(DefectoDeCelda(mensaje, hoja=hoja.title, admite=_ADMITE))
    return datos


@dataclass(slots=True)
class _Fila:
    """Una fila con su clave."""

    numero: int
    crudos: dict[str, Crudo]
    criterio: str
    opcion: str


@dataclass(slots=True)
class _Lector:
    """Recorre la hoja pregunta por pregunta."""

    hoja: Any
    titulos: Titulos
    catalogo: Catalogo
    reporte: Reporte
    ajenas: list[str] = field(default_factory=list)

    def preguntas(self) -> Iterator[Leida]:
        por_criterio: dict[str, list[_Fila]] = {}
        for fila in self._filas():
            por_criterio.setdefault(fila.criterio, []).append(fila)
        for codigo, filas in por_criterio.items():
            criterio = self.catalogo.criterios.get(codigo)
            if criterio is None:
                self.ajenas.append(codigo)
                continue
            cabezas = [f for f in filas if not f.opcion]
            if len(cabezas) != 1:
                self._anotar(filas[0], RESPUESTA, f"La pregunta «{codigo}» está {len(cabezas)} veces.", "una")
                continue
            leida = self._pregunta(criterio, cabezas[0], [f for f in filas if f.opcion])
            if leida is not None:
                yield leida

    def _filas(self) -> Iterator[_Fila]:
        indices = self.titulos.indices
        ancho = max(indices.values()) + 1
        for numero, crudos in celdas(self.hoja, ancho, self.hoja.max_row):
            suyos = {campo: crudos[indice] for campo, indice in indices.items()}
            if numero <= self.titulos.fila or all(crudo.vacio for crudo in suyos.values()):
                continue
            criterio, opcion = (_clave(suyos[campo]) for campo in ("criterio", "opcion"))
            if criterio:
                yield _Fila(numero, suyos, criterio, opcion)
            else:
                fila = _Fila(numero, suyos, "", "")
                mensaje = "Esta fila no es de ninguna pregunta: le falta su código, que va oculto."
                self._anotar(fila, "criterio", mensaje, "las filas del cuestionario, sin agregar otras")

    def _pregunta(self, criterio: Criterio, cabeza: _Fila, opciones: list[_Fila]) -> Leida | None:
        antes = len(self.reporte.defectos)
        version = self._leer(cabeza, "version", lambda c: a_entero(c, 0, 10**9))
        valor = self._varias(criterio, opciones) if criterio.clase is Clase.OPCIONES else None
        if criterio.clase is not Clase.OPCIONES:
            valor = self._leer(cabeza, RESPUESTA, lambda c: _valor(criterio, c))
        motivo = self._texto(cabeza, NO_APLICA, _texto)
        observacion = self._texto(cabeza, OBSERVACION, _texto)
        evidencias = self._texto(cabeza, EVIDENCIAS, _evidencias)
        if motivo and not criterio.admite_no_aplica:
            self._anotar(cabeza, NO_APLICA, "Esta pregunta no admite «no aplica».", "la celda vacía")
        elif motivo and valor is not None:
            mensaje = "Trae una respuesta y también la razón por la que no aplica."
            self._anotar(cabeza, NO_APLICA, mensaje, "una de las dos")
        if len(self.reporte.defectos) > antes:
            return None
        trae = {RESPUESTA, OBSERVACION, *(() if evidencias == _NO_SE_TOCAN else (EVIDENCIAS,))}
        respuesta = Respuesta(valor, motivo or None, evidencias or (), observacion or "")
        return Leida(criterio.codigo, version, respuesta, self._sitio(cabeza, RESPUESTA), frozenset(trae))

    def _varias(self, criterio: Criterio, filas: list[_Fila]) -> tuple[str, ...] | None:
        """Las marcadas, en el orden del catálogo; None si no hay ninguna marca."""
        claves = [o.codigo for o in opciones_de(criterio)]
        marcadas: set[str] = set()
        for fila in filas:
            if fila.opcion not in (*claves, NINGUNA):
                mensaje = f"La opción «{fila.opcion}» ya no está en la pregunta."
                self._anotar(fila, RESPUESTA, mensaje, "descargar otra vez el cuestionario")
            elif self._leer(fila, RESPUESTA, lambda c: a_opcion(c, MARCAS, MAXIMO_TEXTO)):
                marcadas.add(fila.opcion)
        if NINGUNA not in marcadas:
            return tuple(c for c in claves if c in marcadas) or None
        if len(marcadas) > 1:
            ninguna = next(f for f in filas if f.opcion == NINGUNA)
            mensaje = "Dice que ninguna, y hay opciones marcadas."
            self._anotar(ninguna, RESPUESTA, mensaje, "las opciones o «ninguna», no las dos")
        return ()

    def _leer(self, fila: _Fila, campo: str, convertir: Callable[[Crudo], Any]) -> Any:
        dato, _ = self.reporte.leer(self._sitio(fila, campo), fila.crudos[campo], convertir, None)
        return dato

    def _texto(self, fila: _Fila, campo: str, convertir: Callable[[Crudo], Any]) -> Any:
        """Un texto libre: lo que para una lista sería una celda vacía, aquí puede ser un texto raro."""
        try:
            return convertir(fila.crudos[campo])
        except CeldaInvalida as error:
            self.reporte.anotar(self._sitio(fila, campo), fila.crudos[campo], error)
            return None

    def _anotar(self, fila: _Fila, campo: str, mensaje: str, admite: str) -> None:
        error = CeldaInvalida(mensaje, admite)
        self.reporte.anotar(self._sitio(fila, campo), fila.crudos[campo], error)

    def _sitio(self, fila: _Fila, campo: str) -> Sitio:
        titulo = COLUMNAS[POSICION[campo]].titulo
        return Sitio(self.hoja.title, fila.numero, letra(self.titulos.indices[campo]), titulo)


_NO_SE_TOCAN = (NO_CABE,)


def _clave(crudo: Crudo) -> str:
    return canonico(crudo.valor) if isinstance(crudo.valor, str) else ""


def _texto(crudo: Crudo) -> str:
    return canonico(a_texto_exacto(crudo, MAXIMO_TEXTO))


def _evidencias(crudo: Crudo) -> tuple[str, ...]:
    """Una por renglón; cada una, hasta lo que admite un texto."""
    renglones = map(en_un_renglon, a_texto_exacto(crudo, _MAXIMO_CELDA).split("\n"))
    nombres = tuple(dict.fromkeys(r for r in renglones if r))
    if any(len(nombre) > MAXIMO_TEXTO for nombre in nombres):
        raise CeldaInvalida("Hay una evidencia demasiado larga.", f"hasta {MAXIMO_TEXTO} caracteres cada una")
    return nombres


def _valor(criterio: Criterio, crudo: Crudo) -> Valor:
    """El valor de una celda, ya comprobado contra la ficha."""
    leido: Any
    match criterio.clase:
        case clase if clase in DE_LISTA:
            leido = valor_de(criterio, a_opcion(crudo, opciones_de(criterio), MAXIMO_TEXTO))
        case Clase.FECHA:
            leido = a_fecha(crudo)
        case Clase.ENTERO:
            leido = a_entero(crudo, 0, MAXIMO_ENTERO)
        case Clase.PORCENTAJE:
            leido = a_decimal(crudo)
        case _:
            leido = a_texto(crudo, MAXIMO_TEXTO)
    try:
        return leer_valor(criterio, leido)
    except ValorInvalido as error:
        raise CeldaInvalida(como_frase(error.mensaje), error.admite) from error

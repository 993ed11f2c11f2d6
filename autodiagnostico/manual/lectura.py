"""Lee un libro del Manual. Nunca se detiene en el primer defecto: los dice todos, con su celda."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autodiagnostico.libros import DefectoDeCelda, LibroInvalido, abrir_libro
from autodiagnostico.libros.celdas import (
    VACIO,
    CeldaInvalida,
    Crudo,
    a_entero,
    a_fecha,
    a_opcion,
    a_opciones,
    a_texto,
)
from autodiagnostico.libros.hojas import (
    Reporte,
    Sitio,
    Titulos,
    anotar_unidas,
    buscar_hoja,
    buscar_titulos,
    celdas,
    clave,
    letra,
)
from autodiagnostico.manual import codigos
from autodiagnostico.manual.columnas import PESO, Columna, Listas, columnas_de, listas_de
from autodiagnostico.manual.errores import ErrorDeManual
from autodiagnostico.manual.fichas import (
    ESFUERZO_MAXIMO,
    HOJA_DE_LINEAMIENTOS,
    HOJA_DEL_MANUAL,
    MAXIMO_LINEAMIENTOS,
    Encabezado,
    Lineamiento,
    Manual,
)
from autodiagnostico.manual.marco import CampoDelEncabezado, marco
from reglas import Catalogo, Clase
from reglas.texto import normalizar

_MAXIMO_COLUMNAS = 100
_FILAS_DEL_ENCABEZADO = 100
_CORTO, _LARGO = 200, 2_000
_LARGOS = {"version": 40, "enlace": 500, "pregunta": 500}
_CORTOS = frozenset({"titulo", "componente", "fase", "lugar", "accion", "responsable", "producto"})
"""Lo que va en un renglón y no pasa de `_CORTO`."""

Convertir = Callable[[Crudo], Any]


@dataclass(slots=True)
class _Fila:
    """Una fila leída: sus datos por campo y los campos cuya celda no se admitió."""

    numero: int
    datos: dict[str, Any] = field(default_factory=dict)
    malos: set[str] = field(default_factory=set)

    @property
    def pesos(self) -> dict[str, Any]:
        """Escenario → lo leído en su columna de peso."""
        return {c.removeprefix(f"{PESO}."): v for c, v in self.datos.items() if c.startswith(f"{PESO}.")}


def leer(contenido: bytes, catalogo: Catalogo) -> Manual:
    """El Manual que trae un libro. Lanza ErrorDeManual con todos los defectos."""
    libro = _abrir(contenido)
    reporte = Reporte()
    encabezado = _encabezado(libro, catalogo, reporte)
    titulos, filas = _filas(libro, catalogo, reporte)
    if reporte.defectos or encabezado is None:
        raise ErrorDeManual(reporte.defectos)
    letras = {campo: letra(indice) for campo, indice in titulos.items()}
    return Manual(encabezado, tuple(_lineamientos(filas)), letras)


def _abrir(contenido: bytes) -> Any:
    try:
        return abrir_libro(contenido)
    except LibroInvalido as error:
        admite = "la plantilla del Manual, guardada como .xlsx"
        raise ErrorDeManual([DefectoDeCelda(str(error), admite=admite)]) from error


def _encabezado(libro: Any, catalogo: Catalogo, reporte: Reporte) -> Encabezado | None:
    """Los datos del Manual entero: el rótulo en la columna A, el dato en la B."""
    hoja = buscar_hoja(libro, HOJA_DEL_MANUAL, reporte)
    if hoja is None:
        return None
    sitios: dict[str, tuple[int, Crudo]] = {}
    for numero, (rotulo, crudo) in celdas(hoja, 2, _FILAS_DEL_ENCABEZADO):
        sitios.setdefault(clave(rotulo), (numero, crudo))
    datos: dict[str, Any] = {}
    for ficha in marco().encabezado:
        if normalizar(ficha.titulo) not in sitios:
            if ficha.obligatoria:
                mensaje = f"Falta el renglón «{ficha.titulo}»."
                reporte.defectos.append(DefectoDeCelda(mensaje, hoja=hoja.title, columna="A"))
            continue
        numero, crudo = sitios[normalizar(ficha.titulo)]
        sitio = Sitio(hoja.title, numero, "B", ficha.titulo)
        falta = _falta(ficha) if ficha.obligatoria else None
        dato, _ = reporte.leer(sitio, crudo, _de_encabezado(ficha, catalogo), falta)
        datos |= {} if dato is None else {ficha.campo: dato}
    completo = all(f.campo in datos for f in marco().encabezado if f.obligatoria)
    return Encabezado(**datos) if completo and not reporte.defectos else None


def _de_encabezado(ficha: CampoDelEncabezado, catalogo: Catalogo) -> Convertir:
    if ficha.campo in {"rige_desde", "verificada"}:
        return a_fecha
    if ficha.campo == "certeza":
        return lambda crudo: a_opcion(crudo, listas_de(catalogo)["certeza"], _LARGO)
    if ficha.campo == "enlace":
        return _enlace
    return lambda crudo: _en_un_renglon(crudo, _LARGOS[ficha.campo])


def _enlace(crudo: Crudo) -> str:
    texto = a_texto(crudo, _LARGOS["enlace"])
    if not texto.startswith("https://") or len(texto.split()) != 1:
        raise CeldaInvalida("No es una dirección segura.", "una dirección que empiece por https://")
    return texto


def _falta(ficha: CampoDelEncabezado) -> CeldaInvalida:
    return CeldaInvalida(f"Falta. {ficha.ayuda}", "")


def _filas(libro: Any, catalogo: Catalogo, reporte: Reporte) -> tuple[Mapping[str, int], list[_Fila]]:
    """Dónde está cada campo y las filas llenas de la hoja de lineamientos."""
    hoja = buscar_hoja(libro, HOJA_DE_LINEAMIENTOS, reporte)
    columnas = columnas_de(catalogo)
    if hoja is None:
        return {}, []
    titulos = buscar_titulos(hoja, _titulos(columnas), _MAXIMO_COLUMNAS, reporte)
    if titulos is None:
        return {}, []
    anotar_unidas(hoja, titulos.fila, reporte)
    if hoja.max_row > titulos.fila + MAXIMO_LINEAMIENTOS:
        mensaje = f"La hoja llega hasta la fila {hoja.max_row}."
        admite = f"hasta {MAXIMO_LINEAMIENTOS} lineamientos; borre las filas que sobran"
        reporte.defectos.append(DefectoDeCelda(mensaje, hoja=hoja.title, admite=admite))
        return titulos.indices, []
    filas = _leer_filas(hoja, titulos, columnas, listas_de(catalogo), reporte)
    _repetidos(hoja.title, filas, titulos, reporte)
    if not filas:
        vacia = DefectoDeCelda("No hay ningún lineamiento.", hoja=hoja.title, admite="una fila llena o más")
        reporte.defectos.append(vacia)
    return titulos.indices, filas


def _titulos(columnas: list[Columna]) -> dict[str, list[str]]:
    """Cómo se puede escribir el título de cada columna; en las de peso basta «Peso» y el escenario."""
    corto = {c.campo: [f"{PESO} {c.escenario}"] for c in columnas if c.escenario}
    return {c.campo: [c.titulo, *corto.get(c.campo, [])] for c in columnas}


def _leer_filas(
    hoja: Any, titulos: Titulos, columnas: list[Columna], listas: Listas, reporte: Reporte
) -> list[_Fila]:
    presentes = [c for c in columnas if c.campo in titulos.indices]
    convertidores = {c.campo: _de_columna(c, listas) for c in presentes}
    ancho = max(titulos.indices.values()) + 1
    filas = []
    for numero, crudos in celdas(hoja, ancho, hoja.max_row):
        if numero <= titulos.fila or all(crudos[i].vacio for i in titulos.indices.values()):
            continue
        fila = _Fila(numero)
        for columna in presentes:
            indice = titulos.indices[columna.campo]
            sitio = Sitio(hoja.title, numero, letra(indice), columna.titulo)
            falta = _falta(columna.ficha) if columna.ficha.obligatoria else None
            dato, bien = reporte.leer(sitio, crudos[indice], convertidores[columna.campo], falta)
            fila.datos[columna.campo] = dato
            if not bien:
                fila.malos.add(columna.campo)
        _cruzar(hoja.title, fila, titulos, reporte)
        filas.append(fila)
    return filas


def _de_columna(columna: Columna, listas: Listas) -> Convertir:
    campo = columna.ficha.campo
    if campo == PESO:
        return lambda crudo: a_entero(crudo, 0, marco().peso_maximo)
    if campo == "esfuerzo":
        return lambda crudo: a_entero(crudo, 1, ESFUERZO_MAXIMO)
    if campo == "codigo":
        return _codigo
    if campo == "destino":
        return lambda crudo: a_opciones(crudo, listas[campo], _LARGO)
    if campo in listas:
        return lambda crudo: a_opcion(crudo, listas[campo], _LARGO)
    if campo in _CORTOS:
        return lambda crudo: _en_un_renglon(crudo, _CORTO)
    return lambda crudo: a_texto(crudo, _LARGOS.get(campo, _LARGO))


def _en_un_renglon(crudo: Crudo, maximo: int) -> str:
    return " ".join(a_texto(crudo, maximo).split())


def _codigo(crudo: Crudo) -> str:
    codigo = a_texto(crudo, _LARGO)
    if not codigos.bien_escrito(codigo):
        raise CeldaInvalida("No tiene la forma de un código.", codigos.ADMITE)
    return codigo


def _cruzar(hoja: str, fila: _Fila, titulos: Titulos, reporte: Reporte) -> None:
    """Lo que una celda sola no puede decir."""

    def anotar(campo: str, titulo: str, mensaje: str, admite: str) -> None:
        sitio = Sitio(hoja, fila.numero, letra(titulos.indices[campo]), titulo)
        reporte.anotar(sitio, VACIO, CeldaInvalida(mensaje, admite))

    de_peso = [c for c in fila.datos if c.startswith(f"{PESO}.")]
    if de_peso and fila.malos.isdisjoint(de_peso) and not any(fila.pesos.values()):
        admite = "un peso desde 1 en al menos un escenario"
        anotar(de_peso[0], "Peso", "No pesa en ningún escenario.", admite)
    clase = fila.datos.get("clase")
    if fila.datos.get("en_parte") and clase not in {None, Clase.SI_PARCIAL_NO.value}:
        admite = f"vacío, o la clase «{marco().texto_de_clase(Clase.SI_PARCIAL_NO)}»"
        anotar("en_parte", "Qué es «en parte»", "La respuesta no admite «en parte».", admite)


def _repetidos(hoja: str, filas: list[_Fila], titulos: Titulos, reporte: Reporte) -> None:
    """Dos filas no llevan el mismo código ni preguntan lo mismo."""
    unicos = (("codigo", "Código", codigos.criterio_de), ("pregunta", "Pregunta", normalizar))
    for campo, titulo, reducir in unicos:
        vistas: dict[str, int] = {}
        for fila in filas:
            valor = fila.datos.get(campo)
            if not valor:
                continue
            primera = vistas.setdefault(reducir(valor), fila.numero)
            if primera != fila.numero:
                sitio = Sitio(hoja, fila.numero, letra(titulos.indices[campo]), titulo)
                repetido = CeldaInvalida(f"Ya está en la fila {primera}.", "uno distinto por fila")
                reporte.anotar(sitio, Crudo(valor, "s"), repetido)


def _lineamientos(filas: list[_Fila]) -> list[Lineamiento]:
    ocupados = {codigos.criterio_de(f.datos["codigo"]) for f in filas if f.datos["codigo"]}
    salida = []
    for fila in filas:
        codigo = fila.datos["codigo"] or codigos.proponer(fila.datos["titulo"], ocupados)
        ocupados.add(codigos.criterio_de(codigo))
        salida.append(_lineamiento(fila, codigo))
    return salida


def _lineamiento(fila: _Fila, codigo: str) -> Lineamiento:
    datos = fila.datos
    textos = ("titulo", "explicacion", "componente", "fase", "lugar", "alcance", "pregunta", "en_parte")
    otros = ("ayuda", "evidencia", "tema", "accion", "responsable", "producto")
    return Lineamiento(
        codigo=codigo,
        propuesto=not datos["codigo"],
        fila=fila.numero,
        **{c: datos[c] or "" for c in (*textos, *otros)},
        pesos={escenario: peso for escenario, peso in fila.pesos.items() if peso},
        nivel=int(datos["nivel"]),
        clase=Clase(datos["clase"]),
        esfuerzo=datos["esfuerzo"],
        destinos=datos["destino"],
    )

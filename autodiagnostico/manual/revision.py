"""Qué pasaría al instalar un Manual: se carga de verdad junto a la base, en una carpeta de paso."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autodiagnostico.libros import DefectoDeCelda
from autodiagnostico.manual.codigos import accion_de, criterio_de
from autodiagnostico.manual.columnas import PESO
from autodiagnostico.manual.conversion import ArchivoDelManual, archivos_de
from autodiagnostico.manual.fichas import HOJA_DE_LINEAMIENTOS, Lineamiento, Manual
from autodiagnostico.manual.instalacion import escribir
from autodiagnostico.manual.marco import marco
from autodiagnostico.textos import cuantas
from motor import Caso, Entidad, leer_valor
from motor.cuestionario import avance, preguntas
from motor.semantica import Evaluador
from reglas import Catalogo, Defecto, ErrorDeCatalogo, cargar
from reglas.fichas import Criterio

_DE_PASO = "manual-en-revision"
_CAMPOS = {
    ("criterios", "tema"): "tema",
    ("criterios", "clase"): "clase",
    ("criterios", "pregunta"): "pregunta",
    ("criterios", "ayuda"): "ayuda",
    ("criterios", "evidencia"): "evidencia",
    ("criterios", "opciones"): "en_parte",
    ("reglas", "titulo"): "titulo",
    ("reglas", "explicacion"): "explicacion",
    ("reglas", "cita"): "lugar",
    ("reglas", "aplica_si"): "alcance",
    ("reglas", "nivel"): "nivel",
    ("reglas", "cumple_si"): "clase",
    ("acciones", "titulo"): "accion",
    ("acciones", "responsable"): "responsable",
    ("acciones", "producto"): "producto",
    ("acciones", "esfuerzo_dias"): "esfuerzo",
    ("acciones", "destinos"): "destino",
    ("acciones", "logra"): "clase",
}
"""Sección y campo del YAML → campo de la plantilla; lo demás se señala en el código."""


@dataclass(frozen=True, slots=True)
class PesoDeEscenario:
    """Cuánto suman las reglas de un escenario antes y después."""

    codigo: str
    nombre: str
    antes: int
    despues: int


@dataclass(frozen=True, slots=True)
class Tamano:
    """Cuántas preguntas y minutos; los minutos son una estimación propia."""

    preguntas: int
    minutos: int


@dataclass(frozen=True, slots=True)
class Reemplazo:
    """Un lineamiento cuyo código ya usa la base: su ficha dejaría de valer."""

    fila: int
    seccion: str
    codigo: str
    anterior: str


@dataclass(frozen=True, slots=True)
class Revision:
    """Qué trae un Manual y qué cambia con él. Con `defectos` no se puede instalar."""

    lineamientos: int
    propuestos: Mapping[int, str]
    """Fila → código que se propuso, para escribirlo en la plantilla."""
    componentes: Mapping[str, int]
    fases: Mapping[str, int]
    preguntas: tuple[Criterio, ...] = ()
    retirados: tuple[str, ...] = ()
    """Lineamientos del Manual instalado que este ya no trae."""
    reemplazos: tuple[Reemplazo, ...] = ()
    pesos: tuple[PesoDeEscenario, ...] = ()
    cuestionario: tuple[Tamano, Tamano] | None = None
    """Todas las preguntas del catálogo, antes y después."""
    muestra: tuple[Tamano, Tamano] | None = None
    """Las que se harían a una entidad distrital con trámites, antes y después."""
    avisos: tuple[str, ...] = ()
    defectos: tuple[DefectoDeCelda, ...] = ()

    @property
    def sirve(self) -> bool:
        """Si se puede instalar."""
        return not self.defectos


def revisar(manual: Manual, carpetas: Sequence[Path], destino: Path | None = None) -> Revision:
    """Carga el Manual detrás de las carpetas y dice qué cambia, sin guardar nada.

    `destino` es la carpeta del Manual instalado, si está entre ellas: se compara con ella y se mira cómo
    quedaría todo con la nueva en su lugar. Lanza ErrorDeCatalogo si las carpetas ya tenían defectos.
    """
    antes = cargar(carpetas)
    demas = [c for c in carpetas if destino is None or c.resolve() != destino.resolve()]
    sin_manual = cargar(demas)
    with tempfile.TemporaryDirectory() as aparte:
        carpeta = Path(aparte, _DE_PASO)
        escribir(manual, carpeta)
        try:
            despues = cargar([*demas, carpeta])
        except ErrorDeCatalogo as error:
            return _basica(manual, defectos=tuple(_traducir(manual, error.defectos)))
    return _completa(manual, antes, sin_manual, despues)


def _basica(manual: Manual, defectos: tuple[DefectoDeCelda, ...]) -> Revision:
    return Revision(
        lineamientos=len(manual.lineamientos),
        propuestos={x.fila: x.codigo for x in manual.lineamientos if x.propuesto},
        componentes=Counter(x.componente for x in manual.lineamientos),
        fases=Counter(x.fase for x in manual.lineamientos),
        defectos=defectos,
    )


def _completa(manual: Manual, antes: Catalogo, sin_manual: Catalogo, despues: Catalogo) -> Revision:
    basica = _basica(manual, ())
    suyas = {x.codigo for x in manual.lineamientos}
    instaladas = antes.reglas.keys() - sin_manual.reglas.keys()
    tamanos = _catalogo(antes), _catalogo(despues)
    reemplazos = tuple(_reemplazos(manual.lineamientos, sin_manual))
    return Revision(
        lineamientos=basica.lineamientos,
        propuestos=basica.propuestos,
        componentes=basica.componentes,
        fases=basica.fases,
        preguntas=tuple(c for codigo, c in despues.criterios.items() if codigo not in antes.criterios),
        retirados=tuple(c for c in antes.reglas if c in instaladas - suyas),
        reemplazos=reemplazos,
        pesos=tuple(_pesos(antes, despues)),
        cuestionario=tamanos,
        muestra=(_de_la_muestra(antes), _de_la_muestra(despues)),
        avisos=tuple(_avisos(tamanos[1], reemplazos)),
    )


def _reemplazos(lineamientos: Iterable[Lineamiento], base: Catalogo) -> Iterable[Reemplazo]:
    for x in lineamientos:
        criterio, accion = criterio_de(x.codigo), accion_de(x.codigo)
        if x.codigo in base.reglas:
            yield Reemplazo(x.fila, "reglas", x.codigo, base.reglas[x.codigo].ficha.titulo)
        if criterio in base.criterios:
            yield Reemplazo(x.fila, "criterios", criterio, base.criterios[criterio].pregunta)
        if accion in base.acciones:
            yield Reemplazo(x.fila, "acciones", accion, base.acciones[accion].titulo)


def _pesos(antes: Catalogo, despues: Catalogo) -> Iterable[PesoDeEscenario]:
    sumas = [
        {e: sum(peso for _, peso in reglas) for e, reglas in c.al(max(c.cambios)).pesos.items()}
        for c in (antes, despues)
    ]
    for codigo, escenario in despues.escenarios.items():
        yield PesoDeEscenario(codigo, escenario.nombre, sumas[0].get(codigo, 0), sumas[1][codigo])


def _catalogo(catalogo: Catalogo) -> Tamano:
    return Tamano(len(catalogo.criterios), sum(c.minutos for c in catalogo.criterios.values()))


def _de_la_muestra(catalogo: Catalogo) -> Tamano:
    """Lo que se le preguntaría a la entidad de muestra cuando ya rige todo lo que trae la base."""
    fecha = max(catalogo.cambios)
    atributos = {c: leer_valor(catalogo.atributos[c], v) for c, v in marco().entidad_de_muestra.items()}
    caso = Caso(Entidad("MUESTRA", "Entidad de muestra", atributos), fecha.year, fecha)
    edicion = catalogo.al(fecha)
    evaluador = Evaluador(edicion, caso)
    hechas = preguntas(edicion, caso, {c: evaluador.veredicto(r) for c, r in edicion.reglas.items()})
    total = avance(hechas)
    return Tamano(total.total, total.minutos)


def _avisos(cuestionario: Tamano, reemplazos: tuple[Reemplazo, ...]) -> Iterable[str]:
    tope = marco().preguntas_recomendadas
    if cuestionario.preguntas > tope:
        dicho = cuantas(cuestionario.preguntas, "pregunta", "preguntas")
        yield f"El cuestionario quedaría con {dicho}; se recomienda no pasar de {tope}."
    if reemplazos:
        dicho = cuantas(len(reemplazos), "ficha de la base dejaría", "fichas de la base dejarían")
        yield f"{dicho} de valer, porque el Manual usa sus códigos."


def _traducir(manual: Manual, defectos: Iterable[Defecto]) -> Iterable[DefectoDeCelda]:
    """Cada defecto del YAML, en la celda de donde salió."""
    archivos = {f"{_DE_PASO}/{a.nombre}": a for a in archivos_de(manual)}
    for defecto in defectos:
        seccion, _, resto = defecto.ruta.partition(".")
        indice, _, campo = resto.partition(".")
        archivo = archivos.get(defecto.archivo)
        lineamiento = _lineamiento(archivo, seccion, indice)
        if lineamiento is None:
            yield DefectoDeCelda(
                f"Junto a la base: {defecto.mensaje}", hoja=HOJA_DE_LINEAMIENTOS, admite=defecto.admite
            )
            continue
        nombre = _campo(seccion, campo)
        yield DefectoDeCelda(
            defecto.mensaje,
            hoja=HOJA_DE_LINEAMIENTOS,
            fila=lineamiento.fila,
            columna=manual.columnas.get(nombre, ""),
            campo=_titulo(nombre),
            admite=defecto.admite,
        )


def _lineamiento(archivo: ArchivoDelManual | None, seccion: str, indice: str) -> Lineamiento | None:
    return archivo.origen.get((seccion, int(indice))) if archivo and indice.isdigit() else None


def _campo(seccion: str, ruta: str) -> str:
    campo, _, resto = ruta.partition(".")
    if (seccion, campo) == ("reglas", "escenarios"):
        return f"{PESO}.{resto}"
    return _CAMPOS.get((seccion, campo), "codigo")


def _titulo(campo: str) -> str:
    raiz, _, escenario = campo.partition(".")
    titulo = next((c.titulo for c in marco().columnas if c.campo == raiz), campo)
    return f"{titulo} {escenario}".strip()

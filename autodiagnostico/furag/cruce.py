"""El cruce con el FURAG en el orden de su formulario, con lo que la entidad ya respondió. Puro."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autodiagnostico.palabras import valor_en_palabras
from motor import Caso, Respuesta
from motor.cuestionario import preguntas
from motor.semantica import Evaluador
from reglas import Catalogo, Clase
from reglas.clases import CLAVES_SI_PARCIAL_NO
from reglas.fichas import Criterio, CruceFurag
from reglas.lectura import leer

_MODULOS = Path(__file__).with_name("modulos.yaml")
_LARGO_DE_SIGLA = 3


@dataclass(frozen=True, slots=True)
class FilaFurag:
    """Una pregunta del FURAG y un criterio que mira lo mismo.

    `preguntada` dice si el criterio se le pregunta a esta entidad; `respuesta` es None si no lo respondió.
    """

    modulo: str
    cruce: CruceFurag
    criterio: Criterio
    preguntada: bool
    respuesta: Respuesta | None


def filas_furag(catalogo: Catalogo, caso: Caso) -> list[FilaFurag]:
    """El cruce entero; una pregunta del FURAG con varios criterios va en varias filas seguidas."""
    edicion = catalogo.al(caso.fecha_corte)
    evaluador = Evaluador(edicion, caso)
    veredictos = {c: evaluador.veredicto(r) for c, r in edicion.reglas.items()}
    preguntadas = {p.criterio.codigo for p in preguntas(edicion, caso, veredictos)}
    filas = [
        FilaFurag(
            modulo=_modulos().get(cruce.pregunta[:_LARGO_DE_SIGLA], ""),
            cruce=cruce,
            criterio=criterio,
            preguntada=codigo in preguntadas,
            respuesta=_respondida(caso.respuestas.get(codigo)),
        )
        for codigo, criterio in catalogo.criterios.items()
        for cruce in criterio.furag
    ]
    return sorted(filas, key=lambda f: _lugar(f.cruce.pregunta))


def respuesta_en_palabras(fila: FilaFurag) -> str:
    """Lo respondido, como lo diría una persona, o por qué no hay respuesta."""
    respuesta = fila.respuesta
    if respuesta is None:
        return "Sin responder" if fila.preguntada else "No se le pregunta a esta entidad"
    if respuesta.no_aplica is not None:
        return f"No aplica: {respuesta.no_aplica}"
    opciones = fila.criterio.opciones or {}
    if fila.criterio.clase is Clase.SI_PARCIAL_NO:
        opciones = {c: _con_detalle(texto, opciones.get(c)) for c, texto in CLAVES_SI_PARCIAL_NO.items()}
    return valor_en_palabras(respuesta.valor, opciones)


def _con_detalle(texto: str, detalle: str | None) -> str:
    return texto if detalle is None or detalle == texto else f"{texto}: {detalle}"


def _respondida(respuesta: Respuesta | None) -> Respuesta | None:
    dicha = respuesta is not None and (respuesta.valor is not None or respuesta.no_aplica is not None)
    return respuesta if dicha else None


def _lugar(pregunta: str) -> tuple[int, str]:
    """El módulo por su orden en el formulario; dentro, las preguntas van por su código."""
    sigla = pregunta[:_LARGO_DE_SIGLA]
    orden = list(_modulos())
    return (orden.index(sigla) if sigla in orden else len(orden)), pregunta


@lru_cache(maxsize=1)
def _modulos() -> dict[str, str]:
    datos = leer(_MODULOS.name, _MODULOS.read_bytes()).datos
    return {m["sigla"]: m["nombre"] for m in datos["modulos"]}

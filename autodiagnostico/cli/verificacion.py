"""Comprobar y demostrar una base de reglas: lo que se encuentra, en la consola y en JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from autodiagnostico.textos import cuantas
from motor import ejemplos
from motor.demostracion import Demostracion, Gravedad, Observacion, demostrar
from motor.ejemplos import Cobertura, EjemploRoto
from reglas import Catalogo, Defecto, ErrorDeCatalogo, cargar
from reglas.palabras import fecha_en_palabras

_TITULOS = {
    Gravedad.DEFECTO: "Defecto",
    Gravedad.SIN_DEMOSTRAR: "Sin demostrar",
    Gravedad.NOTA: "Nota",
}
_CONTADAS = ("normas", "escenarios", "temas", "criterios", "hechos", "reglas", "acciones")


@dataclass(frozen=True, slots=True)
class Informe:
    """Lo que se sabe de una base: si no carga, solo sus defectos; si carga, además lo que se demostró."""

    catalogo: Catalogo | None
    defectos: tuple[Defecto, ...] = ()
    demostracion: Demostracion | None = None
    rotos: tuple[EjemploRoto, ...] = ()
    cobertura: Cobertura | None = None

    @property
    def bien(self) -> bool:
        """Si carga, sus ejemplos salen y nada quedó por demostrar."""
        return self.demostracion is not None and self.demostracion.demostrada and not self.rotos


def verificar(carpetas: Sequence[Path], dia: date) -> Informe:
    """Carga la base, corre sus ejemplos y demuestra la edición que rige ese día."""
    try:
        catalogo = cargar(carpetas)
    except ErrorDeCatalogo as error:
        return Informe(None, error.defectos)
    return Informe(
        catalogo,
        demostracion=demostrar(catalogo, dia),
        rotos=tuple(ejemplos.rotos(catalogo)),
        cobertura=ejemplos.cobertura(catalogo),
    )


def en_json(informe: Informe) -> dict[str, Any]:
    """El informe como datos."""
    catalogo, hecha = informe.catalogo, informe.demostracion
    campos = ("archivo", "linea", "ruta", "mensaje", "admite")
    return {
        "version": catalogo.base.version if catalogo else None,
        "digesto": catalogo.digesto if catalogo else None,
        "fecha": hecha.fecha.isoformat() if hecha else None,
        "cuantas": {c: len(getattr(catalogo, c)) for c in _CONTADAS} if catalogo else {},
        "reemplazos": list(catalogo.reemplazos) if catalogo else [],
        "defectos": [{c: getattr(d, c) for c in campos} for d in informe.defectos],
        "pruebas": [
            {
                "codigo": p.codigo,
                "titulo": p.titulo,
                "examinados": p.examinados,
                "observaciones": [_observacion_en_json(o) for o in p.observaciones],
            }
            for p in (hecha.pruebas if hecha else ())
        ],
        "casos": {
            "total": len(catalogo.casos) if catalogo else 0,
            "rotos": [
                {"caso": r.caso.nombre, "regla": r.caso.regla, "debe": r.caso.estado, "sale": r.salio.value}
                for r in informe.rotos
            ],
            "reglas_sin_caso_que_cumpla": list(informe.cobertura.sin_cumplir) if informe.cobertura else [],
            "reglas_sin_caso_que_incumpla": list(informe.cobertura.sin_incumplir)
            if informe.cobertura
            else [],
        },
    }


def _observacion_en_json(observacion: Observacion) -> dict[str, Any]:
    ejemplo = observacion.ejemplo
    return {
        "gravedad": observacion.gravedad.value,
        "sujeto": observacion.sujeto,
        "mensaje": observacion.mensaje,
        "ejemplo": list(ejemplo.renglones) if ejemplo else [],
    }


def mostrar(informe: Informe, consola: Console | None = None) -> None:
    """El informe, para leerlo."""
    consola = consola or Console(highlight=False, soft_wrap=True)
    if informe.catalogo is None or informe.demostracion is None:
        consola.print(
            Text(f"La base de reglas tiene {cuantas(len(informe.defectos), 'defecto', 'defectos')}:")
        )
        for defecto in informe.defectos:
            consola.print(Text(f"  - {defecto}"))
        return
    catalogo = informe.catalogo
    for reemplazo in catalogo.reemplazos:
        consola.print(Text(f"Aviso: {reemplazo}"))
    partes = ", ".join(f"{len(getattr(catalogo, c))} {c}" for c in _CONTADAS)
    consola.print(Text(f"Base de reglas {catalogo.base.version}: {partes}."))
    consola.print(Text(f"Digesto {catalogo.digesto}"))
    _mostrar_pruebas(consola, informe.demostracion)
    _mostrar_casos(consola, informe)
    consola.print(Text("Sin defectos." if informe.bien else "Hay que corregirla.", style="bold"))


def _mostrar_pruebas(consola: Console, hecha: Demostracion) -> None:
    consola.print(Text(f"Demostrado con las normas vigentes el {fecha_en_palabras(hecha.fecha)}:"))
    for prueba in hecha.pruebas:
        bien = all(o.gravedad is Gravedad.NOTA for o in prueba.observaciones)
        consola.print(Text(f"  {'✔' if bien else '✘'} {prueba.titulo} ({prueba.examinados})"))
        for observacion in prueba.observaciones:
            for renglon in _renglones(observacion):
                consola.print(Text(f"      {renglon}"))


def _renglones(observacion: Observacion) -> Iterator[str]:
    yield f"{_TITULOS[observacion.gravedad]} en {observacion.sujeto}: {observacion.mensaje}"
    if observacion.ejemplo is not None and observacion.gravedad is not Gravedad.NOTA:
        yield "Un caso que lo muestra:"
        yield from (f"  · {renglon}" for renglon in observacion.ejemplo.renglones)


def _mostrar_casos(consola: Console, informe: Informe) -> None:
    assert informe.catalogo is not None
    assert informe.cobertura is not None
    total = len(informe.catalogo.casos)
    bien = not informe.rotos
    consola.print(Text(f"  {'✔' if bien else '✘'} Los casos escritos salen como dicen ({total})"))
    for roto in informe.rotos:
        consola.print(
            Text(f"      {roto.caso.nombre}: debía salir {roto.caso.estado} y sale {roto.salio.value}.")
        )
    for que, codigos in (
        ("que la cumpla", informe.cobertura.sin_cumplir),
        ("que la incumpla", informe.cobertura.sin_incumplir),
    ):
        if codigos:
            consola.print(Text(f"      Sin un caso {que}: {', '.join(codigos)}."))

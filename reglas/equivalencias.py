"""El camino entre dos versiones de la base, y si las tablas de equivalencias dan cuenta de todo.

Lo que se hace con una respuesta está en `motor.equivalencias`; aquí solo se leen y se comprueban las tablas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from reglas.catalogo import Catalogo
from reglas.clases import Clase
from reglas.comprobaciones import Anotador, Anotar
from reglas.errores import nombrar, sugerencia
from reglas.fichas import Criterio, Equivalencia, TablaDeEquivalencias
from reglas.lectura import Ruta
from reglas.resolucion import claves_de

DE_SI_NO = {"si": True, "no": False}
"""Cómo se escriben los valores de una pregunta de sí o no en una tabla."""


def camino(catalogo: Catalogo, version: str) -> list[TablaDeEquivalencias] | None:
    """Las tablas que llevan de una versión a la del catálogo, en orden; None si no hay camino."""
    desde = {t.de: t for t in catalogo.equivalencias.values()}
    pasos: list[TablaDeEquivalencias] = []
    while version != catalogo.base.version:
        tabla = desde.get(version)
        if tabla is None or tabla in pasos:
            return None
        pasos.append(tabla)
        version = tabla.a
    return pasos


def claves(ficha: Criterio) -> tuple[str, ...]:
    """Las claves con que una tabla nombra los valores de una pregunta; vacío si no se pueden nombrar."""
    return tuple(DE_SI_NO) if ficha.clase is Clase.SI_NO else claves_de(ficha.clase, ficha.opciones)


def comprobar(catalogo: Catalogo, sitios: Anotador) -> None:
    """Anota en `sitios` los defectos de las tablas."""
    salidas = Counter(t.de for t in catalogo.equivalencias.values())
    for codigo, tabla in catalogo.equivalencias.items():
        anotar: Anotar = partial(sitios.anotar, "equivalencias", codigo)
        if tabla.de == tabla.a:
            anotar(("a",), f"Va de «{tabla.de}» a ella misma.", "otra versión")
        elif salidas[tabla.de] > 1:
            anotar(("de",), f"Otra tabla sale de «{tabla.de}»: no se sabría cuál seguir.", "una por versión")
        elif _da_vueltas(catalogo, tabla):
            anotar(("a",), "Las tablas van en círculo.", "")
        _repetidos(tabla, anotar)
        if tabla.a == catalogo.base.version:
            _existen(catalogo, tabla, anotar)
            for i, cambio in enumerate(tabla.cambios):
                _valores(catalogo, cambio, ("cambios", i, "valores"), anotar)


def _da_vueltas(catalogo: Catalogo, tabla: TablaDeEquivalencias) -> bool:
    desde = {t.de: t for t in catalogo.equivalencias.values()}
    vistas = {tabla.de}
    siguiente: TablaDeEquivalencias | None = tabla
    while siguiente is not None:
        if siguiente.a in vistas:
            return True
        vistas.add(siguiente.a)
        siguiente = desde.get(siguiente.a)
    return False


_NO_SE_REPITE = {
    "antes": "Diga una sola vez qué fue de ella.",
    "ahora": "Si sale de varias, es «unida».",
}


def _repetidos(tabla: TablaDeEquivalencias, anotar: Anotar) -> None:
    """Cada pregunta de antes tiene un solo destino declarado, y cada una de ahora, un solo origen."""
    for campo, que in _NO_SE_REPITE.items():
        vistos: set[str] = set()
        for i, cambio in enumerate(tabla.cambios):
            for j, codigo in enumerate(getattr(cambio, campo)):
                if codigo in vistos:
                    anotar(("cambios", i, campo, j), f"«{codigo}» ya está en otro cambio. {que}", "")
                vistos.add(codigo)
    salen = {codigo for cambio in tabla.cambios for codigo in cambio.ahora}
    for i, codigo in enumerate(tabla.nuevas):
        if codigo in salen:
            anotar(("nuevas", i), f"«{codigo}» sale de otra: no es nueva.", "")


def _existen(catalogo: Catalogo, tabla: TablaDeEquivalencias, anotar: Anotar) -> None:
    """Lo que la tabla dice que hay ahora está en la base, y lo que dice que ya no está, no."""
    criterios = catalogo.criterios
    hay = [
        (("cambios", i, "ahora", j), c) for i, x in enumerate(tabla.cambios) for j, c in enumerate(x.ahora)
    ]
    for ruta, codigo in [*hay, *((("nuevas", i), c) for i, c in enumerate(tabla.nuevas))]:
        if codigo not in criterios:
            quiso = sugerencia(codigo, criterios)
            anotar(ruta, f"No existe el criterio «{codigo}».{quiso}", nombrar(criterios))
    explicados = {*tabla.nuevas, *(codigo for _, codigo in hay)}
    for i, cambio in enumerate(tabla.cambios):
        for j, codigo in enumerate(cambio.antes):
            if codigo in criterios and codigo not in explicados:
                mensaje = f"«{codigo}» sigue en la base y aquí se dice que dejó de estar."
                anotar(("cambios", i, "antes", j), mensaje, "")


def _valores(catalogo: Catalogo, cambio: Equivalencia, ruta: Ruta, anotar: Anotar) -> None:
    if not cambio.valores:
        return
    for codigo in cambio.ahora:
        criterio = catalogo.criterios.get(codigo)
        if criterio is None:
            continue
        admite = claves(criterio)
        if not admite:
            anotar(ruta, f"«{codigo}» es de clase {criterio.clase}: no tiene opciones que nombrar.", "")
            continue
        for viejo, nuevo in cambio.valores.items():
            if nuevo not in admite:
                quiso = sugerencia(nuevo, admite)
                mensaje = f"«{nuevo}» no es una opción de «{codigo}».{quiso}"
                anotar((*ruta, viejo), mensaje, ", ".join(admite))


@dataclass(frozen=True, slots=True)
class SinDeclarar:
    """Algo que cambió entre dos bases y ninguna tabla dice; `tipo` es el que parece."""

    codigo: str
    que: str
    tipo: str


def sin_declarar(antes: Catalogo, ahora: Catalogo) -> list[SinDeclarar]:
    """Lo que cambió de una base a la otra y sus tablas no declaran, en el orden de los catálogos."""
    tablas = camino(ahora, antes.base.version) or []
    nombradas = {c for t in tablas for cambio in t.cambios for c in cambio.antes}
    explicadas = {c for t in tablas for cambio in t.cambios for c in cambio.ahora}
    explicadas |= {c for t in tablas for c in t.nuevas}
    hallados = [
        SinDeclarar(codigo, que, tipo)
        for codigo, criterio in antes.criterios.items()
        if codigo not in nombradas
        for que, tipo in _cambios(criterio, ahora.criterios.get(codigo))
    ]
    hallados += [
        SinDeclarar(codigo, "es nueva", "nueva")
        for codigo in ahora.criterios
        if codigo not in antes.criterios and codigo not in explicadas
    ]
    return hallados


def _cambios(antes: Criterio, ahora: Criterio | None) -> Iterator[tuple[str, str]]:
    if ahora is None:
        yield "ya no está", "ya_no_esta"
    elif antes.clase is not ahora.clase:
        yield f"era de clase {antes.clase} y ahora es {ahora.clase}", "mayor"
    elif claves(antes) != claves(ahora):
        yield "cambiaron sus opciones", "mayor"
    elif (antes.minimo, antes.maximo, antes.admite_no_aplica) != (
        ahora.minimo,
        ahora.maximo,
        ahora.admite_no_aplica,
    ):
        yield "cambió lo que admite", "menor"
    elif (antes.pregunta, antes.opciones) != (ahora.pregunta, ahora.opciones):
        yield "cambió su texto", "menor"

"""Escenarios de política: quién cambiaría de nivel con otros pesos, otros umbrales o un borrador de la base.

Nada cambia hasta adoptarlo, y adoptarlo pide el acto que lo aprueba.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from autodiagnostico import acceso
from autodiagnostico.almacen import leer
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.lecturas import poblaciones
from autodiagnostico.lecturas.calculo import cotejar
from autodiagnostico.lecturas.poblaciones import DeHoy
from autodiagnostico.lecturas.traduccion import a_la_base
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import distrito
from motor import poblacion
from motor.poblacion import Cota, Esquema, Poblacion
from motor.poblacion.columnas import Enteros
from motor.poblacion.impacto import CambioDeNivel, cambios, niveles
from reglas import Catalogo, ErrorDeCatalogo, cargar
from reglas.variantes import Cambios, con_cambios

GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class CambioDeEntidad:
    """Un escenario de una entidad cuyo nivel cambiaría, y por qué."""

    codigo: str
    nombre: str
    sector: str
    diagnostico_id: int
    cambio: CambioDeNivel


@dataclass(frozen=True)
class Ensayo:
    """Lo que pasaría. `conteos`: por escenario y en el global, cuántas suben, bajan y quedan igual."""

    antes: Catalogo
    despues: Catalogo
    entidades: int
    conteos: Mapping[str, Counter[str]]
    cambios: tuple[CambioDeEntidad, ...]


def ensayar(sala: Sala, vigencia: int, propuestos: Cambios) -> Ensayo:
    """Con otros pesos o umbrales. Lanza ErrorDeEntrada con todo lo que no se admite."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    return _ensayar(sala, vigencia, variante(sala, propuestos))


def ensayar_base(sala: Sala, vigencia: int, archivos: Mapping[str, bytes]) -> Ensayo:
    """Con un borrador de la base: unos archivos YAML que agregan o reemplazan lo de hoy.

    Lanza ErrorDeEntrada con todos los defectos del borrador.
    """
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    return _ensayar(sala, vigencia, borrador(sala, archivos))


def borrador(sala: Sala, archivos: Mapping[str, bytes]) -> Catalogo:
    """La base de hoy con unos archivos detrás. Lanza ErrorDeEntrada con todos sus defectos."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    if not archivos:
        raise ErrorDeEntrada("El borrador", ["No hay ningún cambio: suba al menos un archivo YAML."])
    with TemporaryDirectory() as carpeta:
        for i, contenido in enumerate(archivos.values()):
            Path(carpeta, f"{i:03d}.yaml").write_bytes(contenido)
        try:
            return cargar([*sala.ajustes.carpetas, Path(carpeta)])
        except ErrorDeCatalogo as error:
            raise ErrorDeEntrada(", ".join(archivos), [d.mensaje for d in error.defectos]) from error


def variante(sala: Sala, propuestos: Cambios) -> Catalogo:
    """La base de hoy con unos cambios. Lanza ErrorDeEntrada con todo lo que no se admite."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    try:
        return con_cambios(sala.catalogo, propuestos)
    except ErrorDeCatalogo as error:
        raise ErrorDeEntrada("Los cambios propuestos", [d.mensaje for d in error.defectos]) from error


def _ensayar(sala: Sala, vigencia: int, despues: Catalogo) -> Ensayo:
    cuadro = distrito.abrir(sala, [vigencia], clases=[GLOBAL], completo=False)
    fichas = cuadro.contadas()
    uno = poblaciones.de_hoy(sala, [vigencia], [int(n) for n in fichas.index])
    otro = _con_otra(sala, uno, despues)
    escenarios = list(dict.fromkeys([*sala.catalogo.escenarios, *despues.escenarios]))
    conteos: dict[str, Counter[str]] = {}
    halladas = []
    for escenario in escenarios:
        dos = [niveles(r, escenario) for r in (uno.resultado, otro)]
        conteos[escenario] = _contar(*dos)
        for cambio in cambios(uno.resultado, otro, escenario, np.flatnonzero(dos[0] != dos[1])):
            suya = fichas.loc[uno.ids[cambio.caso]]
            halladas.append(
                CambioDeEntidad(
                    str(suya["codigo"]),
                    str(suya["nombre"]),
                    str(suya["sector"]),
                    uno.ids[cambio.caso],
                    cambio,
                )
            )
    globales = [r.nivel_global(Cota.MINIMA).astype(np.int32) for r in (uno.resultado, otro)]
    conteos[GLOBAL] = _contar(*globales)
    return Ensayo(sala.catalogo, despues, len(uno.ids), conteos, tuple(halladas))


def _con_otra(sala: Sala, uno: DeHoy, otra: Catalogo) -> Poblacion:
    """Lo mismo con otra base; si lee los mismos datos de la misma manera, sin volver a leer lo guardado."""
    esquema, suyas = Esquema.de(otra), uno.resultado.columnas
    programa = poblacion.compilar(otra.al(hoy()), esquema)
    suyo = suyas.esquema
    if (esquema.datos, esquema.listas, esquema.evidencias) == (suyo.datos, suyo.listas, suyo.evidencias):
        return poblacion.evaluar(programa, suyas)
    ids = list(uno.ids)
    with leer(sala.motor_bd) as sesion:
        traducidos = a_la_base(sesion, sala, ids, otra, hoy())
    casos = [traducidos[n].caso for n in sorted(traducidos)]
    resultado = poblacion.evaluar(programa, poblacion.de_casos(esquema, casos))
    cotejar(resultado, casos, sala.ajustes.datos)
    return resultado


def _contar(antes: Enteros, despues: Enteros) -> Counter[str]:
    return Counter(
        suben=int((despues > antes).sum()),
        bajan=int((despues < antes).sum()),
        iguales=int((despues == antes).sum()),
    )

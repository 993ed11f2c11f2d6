"""Los informes del Distrito, de un clic: salen de lo que quien pide puede comparar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autodiagnostico import acceso
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.informes.distrito.textos import Cual, declarados
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import hoy
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello
from autodiagnostico.servicios import (
    comision,
    comparacion,
    diagnosticos,
    distrito,
    emision,
    rezagos,
)
from autodiagnostico.servicios.emision import DeQue
from motor import Resultado
from motor.contrato import redondear

if TYPE_CHECKING:
    from autodiagnostico.analisis.tendencia import Punto
    from autodiagnostico.informes.distrito.datos import Datos

PARA_GRUPOS, PARA_RECOMENDAR = 300, 150
"""Con más entidades que estas, compararlas todas con todas o evaluarlas una a una tarda demasiado."""


def emitir(sala: Sala, vigencia: int, cual: Cual, extension: str, sector: str = "") -> bytes:
    """El informe en «.docx», «.pdf», «.md» o «.xlsx»; de un sector o de todo. Exige poder comparar."""
    from autodiagnostico.informes.distrito.contenidos import escribir

    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    datos = reunir(sala, vigencia, sector, recomendar=cual is Cual.RECOMENDACIONES)
    return emision.emitir(
        sala,
        _sello(sala, cual, datos),
        extension,
        DeQue(f"vigencia:{vigencia}"),
        lambda sello: escribir(cual, datos, extension, sello),
    )


def sectores(sala: Sala, vigencia: int) -> list[str]:
    """Los que hay entre las entidades que se pueden comparar."""
    cuadro = distrito.abrir(sala, [vigencia], clases=["global"], completo=False)
    return sorted({str(s) for s in cuadro.fichas["sector"]}, key=str.casefold)


def reunir(sala: Sala, vigencia: int, sector: str = "", *, recomendar: bool = False) -> Datos:
    """Lo que los informes leen. Lanza ErrorDeServicio si son demasiadas para recomendarles una a una."""
    from autodiagnostico.analisis import grupos
    from autodiagnostico.informes.distrito.datos import Datos

    cuadro = _del_sector(distrito.abrir(sala, [vigencia]), sector)
    suyas = comparacion.filas(cuadro)
    contadas = [f for f in suyas if f.contada]
    if recomendar and len(contadas) > PARA_RECOMENDAR:
        raise ErrorDeServicio(
            f"Son {len(contadas)} entidades y se recomienda a {PARA_RECOMENDAR} como mucho. Elija un sector."
        )
    cabe = 0 < len(contadas) <= PARA_GRUPOS
    return Datos(
        cuadro=cuadro,
        filas=suyas,
        vigencia=vigencia,
        sector=sector,
        palancas=rezagos.palancas(sala, vigencia, sector=sector or None) if contadas else None,
        ubicadas=grupos.ubicar(cuadro.catalogo, suyas) if cabe else None,
        puntos=_historia(sala, vigencia, sector) if contadas else [],
        comision=comision.leer(sala, vigencia) if vigencia in comision.vigencias(sala) else None,
        evaluadas=_evaluadas(sala, contadas) if recomendar else {},
        hoy=hoy(),
    )


def _del_sector(cuadro: Cuadro, sector: str) -> Cuadro:
    return replace(cuadro, fichas=cuadro.fichas[cuadro.fichas["sector"] == sector]) if sector else cuadro


def _historia(sala: Sala, vigencia: int, sector: str) -> list[Punto]:
    hasta = [v for v in distrito.vigencias(sala) if v <= vigencia]
    historia = rezagos.historia(sala, hasta)
    suya = replace(historia, cuadro=_del_sector(historia.cuadro, sector))
    return suya.puntos("global")


def _evaluadas(sala: Sala, contadas: list[comparacion.FilaDeComparacion]) -> dict[int, Resultado]:
    return {f.diagnostico_id: diagnosticos.evaluar(sala, f.diagnostico_id) for f in contadas}


def _sello(sala: Sala, cual: Cual, datos: Datos) -> Sello:
    """De un borrador no entra nada que no se muestre."""
    entradas = [[f.codigo, f.estado, f.digesto_reglas] for f in datos.filas]
    resultado = [
        [f.codigo, redondear(f.madurez_global.indice_min) if f.contada and f.madurez_global else None]
        for f in datos.filas
    ]
    return emision.de_varios(declarados()[cual].nombre, sala.catalogo, datos.vigencia, entradas, resultado)

"""Los informes del Distrito, de un clic: salen de lo que quien pide puede comparar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autodiagnostico import acceso
from autodiagnostico.analisis import comparacion
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.informes.distrito.textos import Cual, ano_de_la_sesion, declarados
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.permisos import Operacion
from autodiagnostico.reloj import hoy
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello
from autodiagnostico.servicios import (
    comision,
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

PARA_RECOMENDAR = 150
"""Recomendar es evaluar y explicar cada entidad por separado: con más que estas, la descarga no llega."""


def emitir(sala: Sala, vigencia: int, cual: Cual, extension: str, sector: str = "") -> bytes:
    """El informe en «.docx», «.pdf», «.md» o «.xlsx»; de un sector o de todo. Exige poder comparar."""
    from autodiagnostico.informes.distrito.contenidos import escribir

    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    datos = reunir(sala, vigencia, cual, sector)
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


def reunir(sala: Sala, vigencia: int, cual: Cual, sector: str = "") -> Datos:
    """Lo que los informes leen. Lanza ErrorDeServicio si son demasiadas para recomendarles una a una."""
    from autodiagnostico.analisis import grupos
    from autodiagnostico.informes.distrito.datos import Datos

    recomendar, ano = cual is Cual.RECOMENDACIONES, ano_de_la_sesion(cual, vigencia)
    cuadro = _del_sector(distrito.abrir(sala, [vigencia]), sector)
    suyas = comparacion.filas(cuadro)
    contadas = [f for f in suyas if f.contada]
    if recomendar and (demasiadas := _demasiadas(len(contadas), sector)):
        raise ErrorDeServicio(demasiadas)
    return Datos(
        cuadro=cuadro,
        filas=suyas,
        vigencia=vigencia,
        sector=sector,
        palancas=rezagos.palancas(sala, vigencia, sector=sector or None) if contadas else None,
        ubicadas=grupos.ubicar(cuadro.catalogo, suyas),
        puntos=_historia(sala, vigencia, sector) if contadas else [],
        ano_de_sesion=ano,
        comision=comision.leer(sala, ano) if ano in comision.vigencias(sala) else None,
        evaluadas=_evaluadas(sala, contadas) if recomendar else {},
        hoy=hoy(),
    )


def impedimento(sala: Sala, vigencia: int, cual: Cual, sector: str = "") -> str:
    """Por qué no se puede emitir un informe, y qué hacer; vacío si se puede."""
    cuadro = _del_sector(distrito.abrir(sala, [vigencia], clases=["global"], completo=False), sector)
    return _demasiadas(len(cuadro.contadas()), sector) if cual is Cual.RECOMENDACIONES else ""


def _demasiadas(cuantas: int, sector: str) -> str:
    if cuantas <= PARA_RECOMENDAR:
        return ""
    que_hacer = "Las de cada una están en su página de resultados." if sector else "Elija un sector."
    return (
        f"Son {cuantas} entidades. Recomendar es evaluar y explicar cada una por separado, y de una vez se "
        f"hace con {PARA_RECOMENDAR} como mucho. {que_hacer}"
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

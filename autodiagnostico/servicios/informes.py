"""Los informes de la Mesa, de un clic: reunir lo que leen, escribirlos y emitirlos sellados."""

from __future__ import annotations

from autodiagnostico import acceso
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.ruta import Ruta
from autodiagnostico.informes.mesa.textos import Cual, declarados
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.fichas import Apartada
from autodiagnostico.reloj import hoy
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import (
    acuerdos,
    diagnosticos,
    emision,
    mecanismos,
    mesa,
    mesa_tecnica,
    plan,
    seguimiento,
    sesiones,
)
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor import Resultado


def emitir(sala: Sala, diagnostico_id: int, cual: Cual, extension: str) -> bytes:
    """El informe en «.docx», «.pdf», «.md» o «.xlsx». Exige poder descargar lo de la entidad."""
    from autodiagnostico.informes.mesa.escribir import escribir

    ficha = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(ficha.entidad))
    datos = reunir(sala, diagnostico_id)
    return emision.emitir(
        sala,
        emision.del_resultado(declarados()[cual].nombre, datos.resultado),
        extension,
        DeQue(f"diagnostico:{diagnostico_id}", ficha.entidad.id),
        lambda sello: escribir(cual, datos, extension, sello),
    )


def reunir(sala: Sala, diagnostico_id: int) -> Datos:
    """Lo que los informes leen de un diagnóstico y del plan que salió de él."""
    ficha = diagnosticos.leer(sala, diagnostico_id)
    resultado = diagnosticos.evaluar(sala, diagnostico_id)
    aplazadas, apartadas = (
        diagnosticos.diferidos(sala, diagnostico_id),
        mesa.acciones_apartadas(sala, diagnostico_id),
    )
    return Datos(
        ficha=ficha,
        resultado=resultado,
        recomendaciones=plan.recomendaciones(sala, resultado, aplazadas, apartadas),
        ruta=_ruta(sala, ficha, tuple(apartadas.values())),
        mesa=mesa_tecnica.leer(sala, ficha.entidad.id),
        sesiones=sesiones.listar(sala, ficha.entidad.id),
        historia=_historia(sala, ficha, resultado),
        hoy=hoy(),
    )


def _ruta(sala: Sala, ficha: FichaDeDiagnostico, apartadas: tuple[Apartada, ...]) -> Ruta:
    return Ruta(
        vigencia=ficha.vigencia + 1,
        marchas=seguimiento.marchas(sala, ficha.id),
        pasos=acuerdos.historia(sala, ficha.id),
        efecto=seguimiento.efecto(sala, ficha.id),
        apartadas=apartadas,
        mecanismos=mecanismos.listar(sala, ficha.id),
    )


def _historia(sala: Sala, ficha: FichaDeDiagnostico, resultado: Resultado) -> list[Resultado]:
    """Lo enviado por la entidad, por vigencia; de los demás borradores no se muestra nada."""
    otros = [
        diagnosticos.evaluar(sala, d.id)
        for d in diagnosticos.listar(sala, ficha.entidad.id)
        if d.id != ficha.id and d.estado != "borrador" and d.vigencia < ficha.vigencia
    ]
    return sorted([*otros, resultado], key=lambda r: r.caso.vigencia)

"""Una entidad inventada cuya Mesa ya hizo, le aprobaron y sigue un plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from autodiagnostico.mesa.fichas import Acto, Integrante
from autodiagnostico.plan.fichas import Contenido, Mecanismo
from autodiagnostico.plan.pasos import Paso
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import (
    acuerdos,
    aprobacion,
    demostracion,
    diagnosticos,
    mecanismos,
    mesa_tecnica,
    plan,
    seguimiento,
)
from autodiagnostico.servicios.aprobacion import ActoDeAprobacion
from autodiagnostico.servicios.seguimiento import Informado

ENTREGADO = "Documento publicado & divulgado"
MOTIVO = "No hubo recursos para contratarla"
PROPIA = "Feria de servicios en los barrios"


def con_plan(sala: Sala) -> int:
    """Su diagnóstico: seis acciones aprobadas, una ya hecha y otra no hecha, y una propia sin aprobar."""
    suyo = next(f.id for f in demostracion.cargar(sala) if f.entidad.codigo == "EJEMPLO-ESQUINAS")
    resultado = diagnosticos.evaluar(sala, suyo)
    suyas = [r.accion for r in plan.recomendaciones(sala, resultado, {}) if r.accion][:6]
    dia = timedelta(days=1)
    for numero, accion in enumerate(suyas):
        destinos = resultado.edicion.catalogo.acciones[accion].destinos
        contenido = Contenido(
            destino="ptep" if "ptep" in destinos else destinos[0],
            responsable=f"Área {numero + 1}",
            inicio=hoy(),
            fecha=hoy() + (30 + 40 * numero) * dia,
            producto=f"Producto {numero + 1}",
            objetivo="Servir mejor",
            indicador="Productos entregados",
            unidad="productos",
            metas=(None, 1.0, None, 2.0),
            esfuerzo_dias=5 * (numero + 1),
            costo=None if numero == 1 else 1_250_000 * numero,
            rubro="Gastos de funcionamiento" if numero % 2 else "",
            proyecto="Proyecto inventado 7001" if numero > 2 else "",
        )
        plan.guardar_item(sala, suyo, contenido, accion=accion)
    propia = Contenido(
        destino="plan_participacion",
        responsable="Área 7",
        titulo=PROPIA,
        fecha=hoy() + 90 * dia,
        costo=800_000,
    )
    plan.guardar_item(sala, suyo, propia)
    _recorrer(sala, suyo)
    _registrar(sala, suyo)
    return suyo


def _recorrer(sala: Sala, suyo: int) -> None:
    """Todo menos lo propio se aprueba; después, cada una corre su suerte."""
    items = [i.id for i in plan.items(sala, suyo)][:-1]
    for paso in (Paso.ACORDAR, Paso.PRESENTAR):
        acuerdos.dar(sala, suyo, items, paso)
    aprobacion.aprobar(sala, suyo, ActoDeAprobacion("Acta 3 del Comité", hoy()))
    acuerdos.dar(sala, suyo, items[:4], Paso.EMPEZAR)
    seguimiento.informar(sala, suyo, items[0], Informado(90, ENTREGADO))
    acuerdos.dar(sala, suyo, items[:1], Paso.CUMPLIR)
    seguimiento.informar(sala, suyo, items[1], Informado(35))
    acuerdos.dar(sala, suyo, [items[2]], Paso.NO_CUMPLIR, MOTIVO)


def _registrar(sala: Sala, suyo: int) -> None:
    entidad = diagnosticos.leer(sala, suyo).entidad.id
    mesa_tecnica.guardar_acto(sala, entidad, Acto(acto="Resolución inventada 12", firma=hoy()))
    mesa_tecnica.guardar_integrante(sala, entidad, Integrante(0, "Jefatura de Planeación"))
    uno = Mecanismo(
        0, "participacion", "participacion", "Diálogo de barrio", participantes=40, resultado="Ideas"
    )
    mecanismos.guardar(sala, suyo, uno)
    mecanismos.guardar(sala, suyo, replace(uno, politica="servicio", nombre="Encuesta", participantes=60))

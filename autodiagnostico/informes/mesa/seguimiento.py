"""El seguimiento de la ruta estratégica."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from autodiagnostico.documento.bloques import Bloque, Cifras, Figura, Parrafo, Tabla, Titulo
from autodiagnostico.graficas import Medida, Origen, Tarea, gantt, linea
from autodiagnostico.informes.contenido import Contenido
from autodiagnostico.informes.mesa import hojas
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.ruta import acciones, aprobadas, entregado
from autodiagnostico.informes.mesa.textos import Declarado
from autodiagnostico.palabras import cortar_puntaje, puntaje
from autodiagnostico.plan.semaforo import LUCES, Luz, Marcha
from autodiagnostico.textos import cuantas

POR_FIGURA = 12
"""Las tareas que caben en una página."""
_MAL = frozenset({Luz.VENCIDO, Luz.REZAGADO, Luz.NO_HECHO})
_UN_DIA = timedelta(days=1)


def contenido(datos: Datos, dice: Declarado) -> Contenido:
    """Los bloques y las hojas."""
    suyas = [hojas.resumen(datos, hojas.de_la_ruta(datos)), hojas.seguimiento(datos)]
    return Contenido(dice.nombre, list(_bloques(datos, dice)), suyas, datos.del_plan_de)


def _bloques(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield from datos.salvedad()
    ruta = datos.ruta
    por_aprobar = len(ruta.en(Luz.SIN_APROBAR))
    if not ruta.aprobadas:
        yield Parrafo(dice.decir("vacia", vigencia=ruta.vigencia, cuantas=acciones(por_aprobar)))
    else:
        yield from _como_va(datos, dice)
    yield Titulo(1, "Compromisos abiertos de la Mesa")
    yield compromisos(datos) or Parrafo(dice.decir("sin_compromisos"))
    yield Parrafo(dice.decir("como_se_cuenta"), "Cómo se cuenta.")


def _como_va(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    ruta = datos.ruta
    cuenta = {
        "vigencia": ruta.vigencia,
        "aprobadas": aprobadas(len(ruta.aprobadas)),
        "avance": ruta.avance,
        "hechas": cuantas(len(ruta.en(Luz.HECHO)), "terminada", "terminadas"),
        "vencidas": cuantas(len(ruta.en(Luz.VENCIDO)), "vencida", "vencidas"),
    }
    yield Parrafo(dice.decir("mensaje", **cuenta))
    if por_aprobar := len(ruta.en(Luz.SIN_APROBAR)):
        yield Parrafo(dice.decir("sin_aprobar", cuantas=acciones(por_aprobar)))
    yield cifras(datos)
    yield from figuras(datos, dice)
    yield Titulo(1, "Acción por acción")
    yield tabla(ruta.aprobadas)
    yield from efecto(datos, dice)


def cifras(datos: Datos) -> Cifras:
    """Lo aprobado, cuánto va, lo hecho y lo que va mal."""
    ruta = datos.ruta
    mal = len(ruta.en(Luz.VENCIDO, Luz.REZAGADO))
    return Cifras(
        [
            datos.del_plan(str(len(ruta.aprobadas)), "Acciones aprobadas por el Comité"),
            datos.del_plan(f"{ruta.avance} %", "Avance, con los días de trabajo como peso"),
            datos.del_plan(str(len(ruta.en(Luz.HECHO))), "Terminadas"),
            datos.del_plan(str(mal), "Vencidas o con retraso"),
        ]
    )


def figuras(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    """El plan en el tiempo, en las figuras que haga falta."""
    suyas = _tareas(datos.ruta.aprobadas)
    origen = Origen(f"plan de la vigencia {datos.ruta.vigencia}, como va hoy", datos.hoy)
    partes = [suyas[i : i + POR_FIGURA] for i in range(0, len(suyas), POR_FIGURA)]
    for numero, parte in enumerate(partes, start=1):
        de = f" ({numero} de {len(partes)})" if len(partes) > 1 else ""
        yield Figura(gantt(f"El plan en el tiempo{de}", parte, origen))
    sin_fecha = [m.item.titulo for m in datos.ruta.aprobadas if m.item.dicho.fecha is None]
    if sin_fecha:
        yield Parrafo(dice.decir("sin_fechas", cuales="; ".join(sin_fecha)))


def _tareas(marchas: Iterable[Marcha]) -> list[Tarea]:
    """Las que tienen fecha, para un Gantt; sin fecha de inicio se dibuja solo el final."""
    return [
        Tarea(
            f"{m.item.orden}. {m.item.titulo}",
            m.item.dicho.inicio or m.item.dicho.fecha - _UN_DIA,
            m.item.dicho.fecha,
            m.porcentaje / 100,
            LUCES[m.luz].lower(),
            m.luz in _MAL,
        )
        for m in marchas
        if m.item.dicho.fecha is not None
    ]


def tabla(marchas: Sequence[Marcha]) -> Tabla:
    """Una fila por acción."""
    filas = [
        (
            str(m.item.orden),
            m.item.titulo,
            m.item.dicho.responsable,
            f"{m.item.dicho.fecha:%d/%m/%Y}" if m.item.dicho.fecha else "Sin fecha",
            f"{m.porcentaje} %",
            _luz(m),
            entregado(m),
        )
        for m in marchas
    ]
    columnas = ("N.º", "Acción", "Área", "Termina", "Avance", "Cómo va", "Lo entregado y su evidencia")
    return Tabla(columnas, (2, 8, 5, 5, 4, 4, 6), filas)


def _luz(marcha: Marcha) -> str:
    dias = f", {cuantas(marcha.atraso, 'día', 'días')}" if marcha.atraso else ""
    return f"{LUCES[marcha.luz]}{dias}"


def efecto(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    """La madurez prometida y la que se alcanza con los atrasos de hoy."""
    suyo = datos.ruta.efecto
    if suyo is None or not suyo.prometida or suyo.prometida[-1].total.indice is None:
        return
    yield Titulo(1, "Lo prometido y lo que se alcanza")
    prometido, proyectado = (cortes[-1].total.indice for cortes in (suyo.prometida, suyo.proyectada))
    if proyectado is not None and prometido is not None and proyectado < prometido:
        dicho = dice.decir("efecto", proyectado=puntaje(proyectado), prometido=puntaje(prometido))
    else:
        dicho = dice.decir("sin_efecto")
    yield Parrafo(dicho)
    medidas = [
        Medida(serie, f"{c.hasta:%d/%m/%Y}", cortar_puntaje(c.total.indice))
        for serie, cortes in (("Prometida", suyo.prometida), ("Con los atrasos de hoy", suyo.proyectada))
        for c in cortes
    ]
    origen = Origen("versión aprobada del plan y su seguimiento", datos.hoy)
    yield Figura(linea("Madurez global al terminar cada trimestre", medidas, origen))


def compromisos(datos: Datos) -> Tabla | None:
    """Los que siguen abiertos, con su fecha."""
    filas = [
        (
            c.texto,
            c.responsable,
            f"{c.fecha:%d/%m/%Y}" if c.fecha else "Sin fecha",
            "Vencido" if c.vencido(datos.hoy) else "Abierto",
        )
        for s in datos.sesiones
        for c in s.compromisos
        if c.cumplido is None
    ]
    return Tabla(("Compromiso", "Quién", "Para cuándo", "Cómo va"), (6, 4, 2, 2), filas) if filas else None

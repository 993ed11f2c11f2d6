"""Grupos e intervalos de puesto: nunca un puesto suelto, que unos pesos un poco distintos cambiarían."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.analisis.comparacion import FilaDeComparacion
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import consejo
from motor.sensibilidad import MAS, MENOS, Puesto, Sensibilidad
from reglas import Catalogo
from ui import formato, piezas
from ui.marcado import Html, e, unir

LAS_QUE_SE_COMPARAN = 2
"""Con menos de dos no hay nada que ordenar."""


def dibujar(catalogo: Catalogo, filas: Sequence[FilaDeComparacion]) -> Html:
    """Los grupos que no se distinguen, con el intervalo de puesto de cada entidad."""
    try:
        hallada = consejo.puestos(catalogo, filas)
    except ErrorDeServicio as error:
        return piezas.error_de_campo(error.mensaje)
    if len(hallada.puestos) < LAS_QUE_SE_COMPARAN:
        return e("p", "Hacen falta dos diagnósticos enviados para comparar.", clase="ayuda")
    nombres = {f.codigo: f.nombre for f in filas}
    renglones = (
        piezas.fila(
            nombres[codigo],
            f"Grupo {numero}",
            _puesto(hallada.puestos[codigo], len(hallada.puestos)),
            formato.puntaje(hallada.puestos[codigo].indice),
            _deciden(catalogo, hallada.puestos[codigo]),
        )
        for numero, grupo in enumerate(hallada.grupos, start=1)
        for codigo in sorted(grupo, key=nombres.__getitem__)
    )
    columnas = ["Entidad", "Grupo", "Puesto", "Puntaje global demostrado", "Lo decide"]
    return unir(
        e("p", _explicacion(hallada), clase="ayuda"),
        piezas.tabla(columnas, renglones, "Grupos de entidades"),
    )


def _explicacion(hallada: Sensibilidad) -> str:
    menos, mas = (str(float(x)).replace(".", ",") for x in (MENOS, MAS))
    como = (
        f"Las de distintos escenarios se compararon con {hallada.muestras} ponderaciones de muestra."
        if hallada.muestras
        else "Es exacto: vale para todas las ponderaciones."
    )
    return (
        f"Si el peso de cada escenario fuera entre {menos} y {mas} veces el suyo, cada entidad quedaría "
        f"entre estos puestos. Dentro de un grupo no hay un orden firme; entre grupos, sí. {como}"
    )


def _puesto(puesto: Puesto, cuantas: int) -> str:
    if puesto.mejor == puesto.peor:
        return f"{puesto.mejor} de {cuantas}"
    return f"Entre {puesto.mejor} y {puesto.peor} de {cuantas}"


def _deciden(catalogo: Catalogo, puesto: Puesto) -> str:
    if not puesto.deciden:
        return "Ningún peso: su lugar es firme"
    return "; ".join(
        f"{catalogo.escenarios[c].nombre} ({formato.porcentaje(i.parte)})" for c, i in puesto.deciden.items()
    )

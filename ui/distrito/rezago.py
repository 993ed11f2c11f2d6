"""Qué sector se rezaga en una política o un escenario, y por qué: las reglas que más incumple."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.analisis import distribuciones, incumplidas
from autodiagnostico.analisis.distribuciones import Rezago
from autodiagnostico.analisis.incumplidas import Incumplida
from autodiagnostico.graficas import cajas
from autodiagnostico.lecturas.cuadro import Cuadro
from ui import grafica, piezas
from ui.distrito import comun
from ui.marcado import Html, e, pintar, unir

RAZONES = 5


def dibujar(cuadro: Cuadro, clave: str) -> None:
    """El ámbito que se elija, sector por sector, y por qué se rezaga el último."""
    pintar(e("h2", "Qué sector se rezaga, y por qué"))
    peor = distribuciones.mayor_rezago(cuadro)
    primero = ("", "") if peor is None else (peor.distribucion.clase, peor.distribucion.codigo)
    clase, codigo = comun.elegir_ambito(cuadro, f"rezago:{clave}", primero)
    hallados = distribuciones.rezagos(cuadro, clase, codigo)
    if not hallados:
        pintar(e("p", "Ninguna entidad contada tiene reglas aquí."))
        return
    nombre = distribuciones.nombre_de(cuadro.catalogo, clase, codigo)
    pintar(_frase(hallados, nombre))
    atras = hallados[0].distribucion.grupo
    if len(hallados) > 1:
        atras = str(
            st.selectbox(
                "Por qué: reglas que más incumple",
                [r.distribucion.grupo for r in hallados],
                key=f"rezago:{clave}:{codigo}:sector",
                width=520,
            )
        )
    pintar(_porque(cuadro, atras, clase, codigo))
    suyas = [comun.caja(r.distribucion.grupo, r.distribucion) for r in hallados]
    grafica.dibujar(cajas(f"{nombre}, por sector", suyas, comun.origen(cuadro)), f"rezago_{clave}")


def _frase(hallados: list[Rezago], nombre: str) -> Html:
    peor = hallados[0]
    del_distrito = peor.distribucion.mediana + peor.brecha
    if peor.brecha <= 0:
        return e("p", f"En «{nombre}» ningún sector va detrás de la mediana del Distrito.", clase="frase")
    return e(
        "p",
        e("strong", peor.distribucion.grupo),
        f" es el que más se rezaga en «{nombre}»: su mediana es {comun.puntos(peor.distribucion.mediana)}, "
        f"frente a {comun.puntos(del_distrito)} del Distrito. {comun.conocido(peor.distribucion)}",
        clase="frase",
    )


def _porque(cuadro: Cuadro, sector: str, clase: str, codigo: str) -> Html:
    ambito = codigo if clase == "escenario" else None
    politica = codigo if clase == "politica" else None
    del_sector = [
        i for i in incumplidas.por_sector(cuadro, ambito=ambito, politica=politica) if i.grupo == sector
    ]
    de_todos = {i.regla: i for i in incumplidas.por_regla(cuadro, ambito=ambito, politica=politica)}
    fallan = sorted(
        (i for i in del_sector if i.fallan and i.peso),
        key=lambda i: (-(i.parte or 0) * i.peso, i.regla),
    )[:RAZONES]
    if not fallan:
        sin_saber = sum(bool(i.sin_informacion) for i in del_sector)
        salvo = f", entre lo que se sabe: de {sin_saber} falta información" if sin_saber else ""
        return e("p", f"{sector} no incumple ninguna de estas reglas{salvo}.")
    return unir(tabla(cuadro, fallan, f"Lo que más incumple {sector}", de_todos))


def tabla(
    cuadro: Cuadro, suyas: list[Incumplida], titulo: str, de_todos: dict[str, Incumplida] | None = None
) -> Html:
    """Reglas con cuántas entidades las incumplen, y si se da, lo mismo en todo el Distrito."""
    filas = (
        piezas.fila(
            comun.regla(cuadro.catalogo, i.regla),
            cuantas(i),
            str(i.parcial),
            str(i.sin_informacion),
            *([_parte(de_todos[i.regla].parte)] if de_todos else []),
        )
        for i in suyas
    )
    titulos = ["Regla", "No la cumplen del todo", "De ellas, en parte", "Sin información"]
    return piezas.tabla([*titulos, *(["En el Distrito"] if de_todos else [])], filas, titulo)


def cuantas(una: Incumplida) -> str:
    """«3 de 4 (75 %)»."""
    return f"{una.fallan} de {una.aplica - una.sin_informacion} ({_parte(una.parte)})"


def _parte(parte: float | None) -> str:
    return "—" if parte is None else f"{round(100 * parte)} %"

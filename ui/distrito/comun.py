"""Lo que comparten las vistas: qué se mira, con qué filtros y de dónde salen los datos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st

from autodiagnostico.analisis.distribuciones import GLOBAL, Distribucion, nombre_de
from autodiagnostico.graficas import Caja, Origen
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.palabras import cortar_guardado, puntaje_guardado
from autodiagnostico.reloj import hoy
from reglas import Catalogo
from ui import formato, piezas
from ui.enlaces import ancla
from ui.marcado import Html, e, unir

TODOS = "Todos"


def origen(cuadro: Cuadro) -> Origen:
    """De dónde salen las gráficas; de entidades inventadas, lo dice."""
    contadas = cuadro.contadas()
    marca = ", con datos de demostración" if contadas["demostracion"].any() else ""
    cuantas = formato.plural(contadas["entidad_id"].nunique(), "entidad", "entidades")
    return Origen(f"autodiagnósticos enviados de {cuantas}{marca}", hoy())


def filtrar(cuadro: Cuadro) -> Cuadro:
    """El cuadro con solo el sector y el tipo que se elijan; las demás no entran en las cuentas."""
    sectores = sorted(cuadro.fichas["sector"].unique())
    tipos = sorted(t for t in cuadro.fichas["tipo"].unique() if t)
    with st.container(horizontal=True, key="filtros"):
        sector = _elegir("Sector", sectores, {})
        tipo = _elegir("Tipo de entidad", tipos, _nombres_de_tipo(cuadro.catalogo))
    fichas = cuadro.fichas
    if sector != TODOS:
        fichas = fichas[fichas["sector"] == sector]
    if tipo != TODOS:
        fichas = fichas[fichas["tipo"] == tipo]
    return replace(cuadro, fichas=fichas)


def _elegir(rotulo: str, opciones: list[str], nombres: Mapping[str, str]) -> str:
    return str(
        st.selectbox(
            rotulo,
            [TODOS, *opciones],
            format_func=lambda o: nombres.get(o, o),
            key=f"filtro:{rotulo}",
            width=320,
        )
    )


def _nombres_de_tipo(catalogo: Catalogo) -> Mapping[str, str]:
    atributo = catalogo.atributos.get("tipo")
    return (atributo.opciones or {}) if atributo is not None else {}


def elegir_ambito(cuadro: Cuadro, clave: str, primero: tuple[str, str]) -> tuple[str, str]:
    """Un escenario o una política que alguna entidad tenga: su clase y su código."""
    catalogo = cuadro.catalogo
    hay = set(zip(cuadro.ambitos["clase"], cuadro.ambitos["codigo"], strict=True))
    ambitos = [("politica", c) for c in catalogo.politicas] + [("escenario", c) for c in catalogo.escenarios]
    ambitos = [a for a in ambitos if a in hay] or [(GLOBAL, GLOBAL)]
    elegido: tuple[str, str] = st.selectbox(
        "Política o escenario",
        ambitos,
        ambitos.index(primero) if primero in ambitos else 0,
        format_func=lambda a: nombre_de(catalogo, *a),
        key=clave,
        width=520,
    )
    return elegido


def regla(catalogo: Catalogo, codigo: str) -> Html | str:
    """Una regla, con su enlace a la norma; la que la base de hoy no trae, con su código."""
    suya = catalogo.reglas.get(codigo)
    return codigo if suya is None else ancla("normas", suya.ficha.titulo, regla=codigo)


def entidad(nombre: str, diagnostico_id: int, *, demostracion: bool = False) -> Html:
    """Una entidad, con su enlace a su resultado."""
    marca = unir(" ", piezas.marca_de_demostracion(demostracion)) if demostracion else None
    return unir(ancla("madurez", nombre, d=str(diagnostico_id)), marca)


def resultado(nombre: str, diagnostico_id: int, sector: str) -> Html:
    """Una entidad, con su enlace a sus resultados regla por regla."""
    return unir(ancla("resultados", nombre, d=str(diagnostico_id)), f" ({sector})")


def puntos(valor: float | None) -> str:
    """Un puntaje cortado, como se lee; «—» si no hay."""
    return "—" if valor is None else puntaje_guardado(valor)


def caja(grupo: str, d: Distribucion) -> Caja:
    """Un reparto, para la gráfica de cajas."""
    partes = (d.minimo, d.cuartil_1, d.mediana, d.cuartil_3, d.maximo)
    return Caja(grupo, d.entidades, *map(cortar_guardado, partes))


def conocido(d: Distribucion) -> str:
    """Cuánto se sabe de lo repartido: lo que falta por responder baja el puntaje y no es incumplir."""
    return f"Se conoce el {int(100 * d.cobertura)} % de lo suyo."


def nombres(cosas: Iterable[str], cuantos: int) -> str:
    """Los primeros nombres y cuántos más hay."""
    todas = list(cosas)
    mas = len(todas) - cuantos
    return "; ".join(todas[:cuantos]) + (f" y {mas} más" if mas > 0 else "")


def contadas(cuadro: Cuadro) -> Html:
    """Cuántas entraron en las cuentas, cuáles no y por qué, y cómo se calcula."""
    fichas = cuadro.fichas
    fuera = fichas[~fichas["contada"]]
    frase = (
        f"Se cuentan {formato.plural(int(fichas['contada'].sum()), 'entidad', 'entidades')} de {len(fichas)}."
    )
    return unir(
        e("p", frase, clase="ayuda"),
        piezas.plegado(
            f"Cuáles no se cuentan y por qué ({len(fuera)})",
            piezas.lista(f"{f.nombre}: {f.razon}" for f in fuera.itertuples()),
        )
        if len(fuera)
        else None,
        _formula(cuadro),
    )


def _formula(cuadro: Cuadro) -> Html:
    pesos = ", ".join(f"{s.nombre}: {s.peso}" for s in cuadro.catalogo.escenarios.values())
    return piezas.plegado(
        "Cómo se calcula",
        e(
            "p",
            "Puntaje de un escenario = 100 × la suma de peso × grado de sus reglas ÷ la suma de sus pesos. "
            "El grado es 1 si cumple, ½ si cumple en parte y 0 si no, o si no se sabe: lo no demostrado no "
            "suma.",
        ),
        e("p", f"El puntaje global es la media de los escenarios según su peso ({pesos})."),
        e(
            "p",
            "El de una política sale igual, con las reglas que la recogen y la suma de sus pesos en todos "
            "los escenarios. Una política no tiene niveles. Es decisión propia.",
        ),
        e(
            "p",
            "La cobertura es la parte del peso cuyo resultado se conoce. Los cuartiles se interpolan. Cada "
            "diagnóstico se lee con las reglas y la fecha que tenía al enviarse.",
        ),
    )

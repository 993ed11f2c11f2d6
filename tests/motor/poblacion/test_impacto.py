"""Qué niveles cambian entre dos lecturas de los mismos casos, y por qué."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor import poblacion, puntaje, semantica
from motor.caso import Caso
from motor.poblacion import Esquema, Poblacion
from motor.poblacion.impacto import CambioDeNivel, cambios, niveles
from reglas.catalogo import Catalogo
from tests.estrategias import casos, catalogos


def leidos(catalogo: Catalogo, lote: list[Caso], fecha: date) -> Poblacion:
    """Los casos, con otra fecha de corte."""
    esquema = Esquema.de(catalogo)
    columnas = poblacion.de_casos(esquema, [replace(c, fecha_corte=fecha) for c in lote])
    return poblacion.evaluar(poblacion.compilar(catalogo.al(fecha), esquema), columnas)


def explicado(catalogo: Catalogo, lote: list[Caso], fechas: tuple[date, date], cambio: CambioDeNivel) -> None:
    """Lo que decide es, según la definición, todo lo que impide subir del nivel más bajo; y nada más."""
    lados = []
    for fecha in fechas:
        edicion = catalogo.al(fecha)
        lectura = semantica.leer(edicion, replace(lote[cambio.caso], fecha_corte=fecha))
        nivel = lectura.niveles[cambio.escenario].minimo if cambio.escenario in lectura.niveles else 0
        lados.append((nivel, edicion, lectura.veredictos))
    assert tuple(nivel or None for nivel, *_ in lados) == (cambio.antes.nivel, cambio.despues.nivel)
    nivel, edicion, veredictos = min(lados, key=lambda lado: lado[0])
    impiden = {
        r.codigo
        for r, _ in edicion.pesos[cambio.escenario]
        if r.ficha.habilitante
        and (r.ficha.nivel or 0) <= nivel + 1
        and not puntaje.satisfecha(veredictos[r.codigo])
    }
    assert {m.regla for m in cambio.motivos if m.decide} == (impiden if nivel else set())
    if nivel:
        assert impiden or cambio.umbral is not None
    for motivo in cambio.motivos:
        assert motivo.decide or motivo.antes != motivo.despues
        for lado, (_, otra, suyos) in zip((motivo.antes, motivo.despues), lados, strict=True):
            assert (lado is None) == (motivo.regla not in otra.reglas)
            assert lado is None or lado.estado is suyos[motivo.regla].estado


@pytest.mark.propiedades
@settings(max_examples=settings().max_examples // 4)
@given(st.data())
def test_se_ven_todos_los_cambios_y_cada_uno_se_explica(datos: st.DataObject) -> None:
    """Entre dos fechas de una base cualquiera, como los daría la definición caso por caso."""
    catalogo = datos.draw(catalogos())
    lote = datos.draw(st.lists(casos(catalogo), min_size=10, max_size=10))
    dias = sorted({*catalogo.cambios, *(c.fecha_corte for c in lote)})
    fechas = (datos.draw(st.sampled_from(dias)), datos.draw(st.sampled_from(dias)))
    antes, despues = (leidos(catalogo, lote, f) for f in fechas)
    for escenario in catalogo.escenarios:
        uno, otro = niveles(antes, escenario), niveles(despues, escenario)
        distintos = (uno != otro).nonzero()[0]
        hallados = list(cambios(antes, despues, escenario, distintos))
        assert [h.caso for h in hallados] == distintos.tolist()
        for cambio in hallados:
            explicado(catalogo, lote, fechas, cambio)

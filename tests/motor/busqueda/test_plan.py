"""El plan es el mejor que se puede hacer con lo que hay, y cada cifra es la que da evaluar."""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motor import Caso, acciones, semantica
from motor.busqueda import (
    OBJETIVO,
    AccionPropia,
    Causa,
    Pedido,
    Urgencia,
    comparar_planes,
    con_acciones_propias,
    evaluar_plan,
    frontera,
    planear,
    revisar,
)
from motor.busqueda.calendario import Calendario
from motor.busqueda.encargo import Encargo
from motor.busqueda.etapas import etapas
from motor.busqueda.periodos import trimestres
from motor.busqueda.recorrido import en_orden, merito
from motor.caso import Valor
from motor.cuestionario import OBLIGATORIOS
from motor.errores import PlanImposible
from motor.evaluacion import armar
from motor.lectura import Estado, Lectura
from reglas import Catalogo, Edicion
from tests.estrategias import Draw, casos, catalogos
from tests.motor.busqueda.test_siguiente import REAL, RESUELTOS, leer
from tests.motor.restricciones.test_definicion import con_obligatorios

Reparto = dict[str, int]
"""Acción → periodo; las que no se hacen no están."""
PERIODOS = 2


def lecturas(edicion: Edicion, caso: Caso, reparto: Reparto, periodos: int) -> Iterator[Lectura]:
    """La lectura al terminar cada periodo."""
    for t, cierre in enumerate(trimestres(caso.fecha_corte, periodos), start=1):
        suyas = [a for a in edicion.catalogo.acciones if reparto.get(a) == t]
        caso = acciones.hacer(edicion.catalogo, caso, en_orden(edicion, suyas), cierre)
        yield semantica.leer(edicion, caso)


def valor(edicion: Edicion, caso: Caso, reparto: Reparto, periodos: int) -> tuple[Fraction | int, ...]:
    """Lo que vale un reparto, etapa por etapa y sin contar el esfuerzo; escrito desde lo que se promete."""
    antes = semantica.leer(edicion, caso).veredictos
    obligan = [c for c in antes if edicion.reglas[c].caracter_para(caso.entidad.codigo) in OBLIGATORIOS]
    cierres = trimestres(caso.fecha_corte, periodos)
    vencidos = a_tiempo = incumplidos = por_saber = niveles = 0
    puntaje = Fraction(0)
    for t, lectura in enumerate(lecturas(edicion, caso, reparto, periodos)):
        for c in obligan:
            regla, veredicto = edicion.reglas[c], antes[c]
            vence = veredicto.vence or date.max
            if lectura.veredictos[c].estado is not Estado.CUMPLE or veredicto.estado is Estado.CUMPLE:
                continue
            if not acciones.corregible(regla, veredicto, caso.fecha_corte):
                salvable = vence >= caso.fecha_corte or not regla.ficha.insubsanable
                por_saber += veredicto.estado is Estado.SIN_INFORMACION and salvable
            elif vence < caso.fecha_corte:
                vencidos += 1
            else:
                incumplidos += 1
                termina_a_tiempo = [n for n, cierre in enumerate(cierres) if cierre <= vence]
                a_tiempo += vence <= cierres[-1] and t == (termina_a_tiempo or [0])[-1]
        niveles += sum(n.minimo for n in lectura.niveles.values())
        puntaje += armar(edicion, caso, lectura).madurez_global.indice_min or 0
    return vencidos, a_tiempo, incumplidos, por_saber, niveles, puntaje


def en_regla(catalogo: Catalogo, pedido: Pedido, reparto: Reparto, pendientes: Container[str]) -> bool:
    """Si un reparto respeta el pedido, salvo lo fijado; escrito desde lo que se promete."""
    prohibido = reparto.keys() & pedido.prohibidas.keys()
    a_tiempo = all(_a_tiempo(catalogo, pedido, reparto, c, pendientes) for c in reparto)
    return not prohibido and a_tiempo and _cabe(catalogo, pedido, reparto)


def _a_tiempo(
    catalogo: Catalogo, pedido: Pedido, reparto: Reparto, c: str, pendientes: Container[str]
) -> bool:
    semanas = pedido.propias.get(c, AccionPropia()).duracion_semanas or 1
    empieza = reparto[c] - -(-semanas // 13) + 1
    antes = [reparto.get(r, 99) for r in catalogo.acciones[c].requiere if r in pendientes]
    return empieza >= max([1, *antes])


def _cabe(catalogo: Catalogo, pedido: Pedido, reparto: Reparto) -> bool:
    for t in range(1, PERIODOS + 1):
        suyas = [c for c, p in reparto.items() if p == t]
        if sum(catalogo.acciones[c].esfuerzo_dias for c in suyas) > pedido.capacidad[t - 1]:
            return False
        for area, dias in pedido.areas.items():
            de_ella = [c for c in suyas if catalogo.acciones[c].responsable.split(",")[0].lower() == area]
            if sum(catalogo.acciones[c].esfuerzo_dias for c in de_ella) > dias[t - 1]:
                return False
        hasta = sum(pedido.propias[c].costo for c, p in reparto.items() if p <= t and c in pedido.propias)
        if pedido.presupuesto is not None and hasta > sum(pedido.presupuesto[:t]):
            return False
    return True


@st.composite
def pedidos(draw: Draw, catalogo: Catalogo) -> Pedido:
    """Con cualquier mezcla de lo que se puede pedir."""
    codigos = st.sampled_from(sorted(catalogo.acciones))
    dias = st.tuples(*(st.integers(0, 12) for _ in range(PERIODOS)))
    propia = st.builds(
        AccionPropia,
        esfuerzo_dias=st.none() | st.integers(1, 9),
        responsable=st.sampled_from((None, "Norte", "NORTE, con otra", "Sur, con Norte")),
        duracion_semanas=st.sampled_from((None, None, 13, 14, 27)),
        costo=st.integers(0, 4),
    )
    propias = draw(st.dictionaries(codigos, propia, max_size=4))
    de_quien = {a.responsable for a in con_acciones_propias(catalogo, propias).acciones.values()}
    areas = {a for a in ("norte", "sur", "r") if any(r.lower().split(",")[0] == a for r in de_quien)}
    prohibidas = draw(st.sets(codigos, max_size=1))
    fijadas = draw(st.dictionaries(codigos, st.integers(1, PERIODOS), max_size=2))
    return Pedido(
        capacidad=draw(dias),
        areas={a: draw(dias) for a in sorted(areas) if draw(st.booleans())},
        presupuesto=draw(st.none() | dias),
        fijadas={c: t for c, t in fijadas.items() if c not in prohibidas},
        prohibidas=dict.fromkeys(prohibidas, "no es el momento"),
        propias=propias,
    )


@pytest.mark.propiedades
@settings(max_examples=20)
@given(datos=st.data())
def test_es_el_mejor_de_todos_los_que_caben(datos: st.DataObject) -> None:
    """En bases al azar, con pocas acciones y cualquier pedido; y si lo fijado no cabe, se dice."""
    catalogo = datos.draw(catalogos())
    assume(len(catalogo.acciones) <= 4)
    caso = con_obligatorios(catalogo, datos.draw(casos(catalogo)))
    # Un caso casi perfecto deja poco que planear: a veces, solo quién es la entidad.
    caso = replace(caso, respuestas={}) if datos.draw(st.booleans()) else caso
    edicion = catalogo.al(caso.fecha_corte)
    pendientes = [*Encargo(catalogo, caso, Pedido((1,) * PERIODOS)).pendientes]
    elecciones = product(range(PERIODOS + 1), repeat=len(pendientes))
    todos = [{c: t for c, t in zip(pendientes, eleccion, strict=True) if t} for eleccion in elecciones]
    valores = [(reparto, valor(edicion, caso, reparto, PERIODOS)) for reparto in todos]
    for pedido in datos.draw(st.lists(pedidos(catalogo), min_size=12, max_size=12)):
        comparar(catalogo, caso, pedido, valores)


Valores = list[tuple[Reparto, tuple[Fraction | int, ...]]]


def comparar(suyo: Catalogo, caso: Caso, pedido: Pedido, valores: Valores) -> None:
    """El plan vale lo que el mejor reparto de los que respetan el pedido, o no hay ninguno."""
    assert not revisar(suyo, pedido)
    catalogo = con_acciones_propias(suyo, pedido.propias)
    pendientes = Encargo(suyo, caso, pedido).pendientes
    posibles = [(r, v) for r, v in valores if en_regla(catalogo, pedido, r, pendientes)]
    fijadas = {c: t for c, t in pedido.fijadas.items() if c in pendientes}
    validos = [(r, v) for r, v in posibles if fijadas.items() <= r.items()]
    if not validos:
        with pytest.raises(PlanImposible) as error:
            planear(suyo, caso, pedido)
        assert {p.ruta for p in error.value.problemas} <= {f"fijadas.{c}" for c in fijadas}
        return
    plan = planear(suyo, caso, pedido)
    hallado = {a.accion: p.numero for p in plan.periodos for a in p.acciones}

    def con_esfuerzo(reparto: Reparto, valor_: tuple[Fraction | int, ...]) -> tuple[Fraction | int, ...]:
        return *valor_, -sum(catalogo.acciones[c].esfuerzo_dias for c in reparto), -sum(reparto.values())

    assert plan.optimo
    assert hallado in [r for r, _ in validos]
    mejor = max(con_esfuerzo(r, v) for r, v in validos)
    assert next(con_esfuerzo(r, v) for r, v in validos if r == hallado) == mejor
    assert merito(Encargo(suyo, caso, pedido), plan.periodos) == mejor[:6]
    fuera = {c for c, f in plan.fuera.items() if f.causa is not Causa.HECHA}
    assert not hallado.keys() & (fuera | set(plan.sin_provecho))
    assert hallado.keys() | fuera | set(plan.sin_provecho) == pendientes.keys()
    for codigo, razon in plan.fuera.items():
        if razon.causa in {Causa.IMPOSIBLE, Causa.PROHIBIDA}:
            assert not any(codigo in r for r, _ in posibles), razon


@pytest.mark.parametrize("ruta", RESUELTOS, ids=lambda r: r.stem)
def test_en_la_base_real_cada_cifra_es_la_de_evaluar(ruta: Path) -> None:
    """Índices, niveles, capacidad y requisitos."""
    caso = leer(ruta)
    edicion = REAL.al(caso.fecha_corte)
    plan = planear(REAL, caso, Pedido((30,) * 3), limite=0.3)
    reparto = {a.accion: p.numero for p in plan.periodos for a in p.acciones}
    for periodo, lectura in zip(plan.periodos, lecturas(edicion, caso, reparto, 3), strict=True):
        resultado = armar(edicion, caso, lectura)
        for codigo, escenario in resultado.escenarios.items():
            logro = periodo.madurez.escenarios[codigo]
            assert (logro.indice, logro.nivel) == (escenario.indice_min, escenario.nivel_min)
        total = periodo.madurez.total
        assert (total.indice, total.nivel) == (
            resultado.madurez_global.indice_min,
            resultado.madurez_global.nivel_min,
        )
        assert periodo.esfuerzo_dias <= 30
        for accion in periodo.acciones:
            assert all(lectura.veredictos[c].estado is Estado.CUMPLE for c in accion.cierra)


def test_el_objetivo_se_dice_entero_y_en_el_orden_en_que_se_persigue() -> None:
    """Las etapas de un caso van en el orden declarado, y solo faltan las que no tienen nada que perseguir."""
    for ruta in RESUELTOS:
        perseguidas = [e.busca for e in etapas(Calendario(Encargo(REAL, leer(ruta), Pedido((40, 40)))))]
        assert perseguidas == [busca for busca in OBJETIVO if busca in perseguidas]
        assert perseguidas[-3:] == list(OBJETIVO[-3:])


def test_un_deber_con_plazo_se_cumple_antes_de_que_venza() -> None:
    """Aunque haya otras cosas que hacer primero; y se cuenta desde el periodo que termina antes del plazo."""
    ruta = next(r for r in RESUELTOS if r.stem == "ipes_2026")
    plazo: dict[str, Valor] = {"mesa.acto_fija_plazo": True, "mesa.reglamento": "no"}
    for vence, periodo in ((date(2026, 12, 24), 1), (date(2027, 5, 20), 2), (date(2027, 8, 19), 2)):
        caso = leer(ruta).con_valores({**plazo, "mesa.fecha_limite_reglamento": vence})
        encargo = Encargo(REAL, caso, Pedido((6, 6, 6)))
        assert encargo.deberes["RIPES-5"] is Urgencia.POR_VENCER
        assert encargo.a_tiempo("RIPES-5") == periodo - 1
    plan = planear(REAL, caso, Pedido((6, 6, 6)))
    assert "RIPES-5" in plan.periodos[1].deberes
    despues = caso.con_valores({"mesa.fecha_limite_reglamento": date(2027, 8, 21)})
    assert Encargo(REAL, despues, Pedido((6, 6, 6))).deberes["RIPES-5"] is Urgencia.INCUMPLIDO


def test_lo_mismo_da_el_mismo_plan() -> None:
    """Dos veces, letra por letra; también cuando el límite lo interrumpe."""
    caso = leer(next(r for r in RESUELTOS if r.stem == "ipes_2026"))
    uno, otro = (planear(REAL, caso, Pedido((40, 40)), limite=0.2) for _ in range(2))
    assert uno == otro


def test_lo_que_queda_fuera_daria_lo_que_se_dice() -> None:
    """Hecha después de lo planeado, con lo que requiere, cumple y gana eso; lo que menos da va al final."""
    caso = leer(next(r for r in RESUELTOS if r.stem == "secretaria_de_ejemplo"))
    pedido = Pedido((20, 20), prohibidas={"A-PLA-PTEP": "Lo lleva otra entidad."})
    encargo, plan = Encargo(REAL, caso, pedido), planear(REAL, caso, pedido)
    hechas = {a.accion for p in plan.periodos for a in p.acciones}
    grupos = [[a.accion for a in p.acciones] for p in plan.periodos]
    antes = plan.periodos[-1]
    for codigo, fuera in plan.fuera.items():
        cadena = [c for c in encargo.cadena(codigo) if c not in hechas]
        (*_, despues) = evaluar_plan(REAL, caso, [*grupos[:-1], [*grupos[-1], *cadena]])
        assert set(despues.deberes) - set(antes.deberes) == set(fuera.cumple)
        assert (despues.madurez.total.indice or 0) - (antes.madurez.total.indice or 0) == fuera.gana
    orden = [f.provecho for f in plan.fuera.values()]
    assert orden == sorted(orden, reverse=True)
    assert plan.fuera["A-PLA-PTEP"].causa is Causa.PROHIBIDA
    assert "Lo lleva otra entidad" in plan.fuera["A-PLA-PTEP"].motivo
    assert plan.fuera["A-DEP-CREAR"].causa is Causa.IMPOSIBLE
    assert "pide 45 días de trabajo y ningún trimestre tiene más de 20" in plan.fuera["A-DEP-CREAR"].motivo


def test_lo_fijado_que_no_cabe_se_dice_todo_junto() -> None:
    """Por lo que pide, por lo que tarda, por lo que requiere y por las demás."""
    caso = leer(next(r for r in RESUELTOS if r.stem == "secretaria_de_ejemplo"))
    tarda = {"A-SEDE-SEGURIDAD": AccionPropia(duracion_semanas=14)}
    fijadas = {"A-SEDE-SEGURIDAD": 1, "A-DEP-CREAR": 1, "A-DEP-FUNCIONES": 1, "A-MEJORAR-E1": 1}
    prohibidas = {"A-MEDIR-E1": "No hay encuesta."}
    pedido = Pedido((40, 40), fijadas=fijadas, prohibidas=prohibidas, propias=tarda)
    with pytest.raises(PlanImposible) as error:
        planear(REAL, caso, pedido)
    dichos = {p.ruta: p.mensaje for p in error.value.problemas}
    assert "tarda 14 semanas" in dichos["fijadas.A-SEDE-SEGURIDAD"]
    assert "pide 45 días y hay 40" in dichos["fijadas.A-DEP-CREAR"]
    assert "antes va A-DEP-CREAR" in dichos["fijadas.A-DEP-FUNCIONES"]
    assert "requiere «A-MEDIR-E1», que está prohibida" in dichos["fijadas.A-MEJORAR-E1"]
    juntas = Pedido((15, 40), fijadas={"A-SEDE-SEGURIDAD": 1, "A-SEDE-PUBLICACION": 1})
    with pytest.raises(PlanImposible, match="piden 18 días y hay 15"):
        planear(REAL, caso, juntas)


def test_lo_fijado_y_lo_prohibido_se_respetan_y_lo_ya_hecho_se_dice() -> None:
    """Con el esfuerzo y el responsable de la entidad, y la razón de lo que se prohibió."""
    caso = leer(next(r for r in RESUELTOS if r.stem == "secretaria_de_ejemplo"))
    propia = AccionPropia(esfuerzo_dias=3, responsable="Prensa, con Tecnología", costo=7)
    fijadas = {"A-SEDE-SEGURIDAD": 2, "A-CIGD-CREAR": 1}
    plan = planear(REAL, caso, Pedido((20, 20), fijadas=fijadas, propias={"A-SEDE-SEGURIDAD": propia}))
    suya = next(a for a in plan.periodos[1].acciones if a.accion == "A-SEDE-SEGURIDAD")
    assert (suya.esfuerzo_dias, suya.responsable, suya.costo) == (3, "Prensa, con Tecnología", 7)
    assert plan.fuera["A-CIGD-CREAR"].causa is Causa.HECHA


def test_la_frontera_es_el_plan_de_cada_capacidad_y_comparar_dice_la_diferencia() -> None:
    """Punto por punto; y comparar de ida y de vuelta cambia el signo."""
    caso = leer(next(r for r in RESUELTOS if r.stem == "instituto_de_ejemplo"))
    pedido = Pedido((40, 40), prohibidas={"A-INCLUSION": "No."})
    puntos = list(frontera(REAL, caso, pedido, (10, 40)))
    for punto in puntos:
        assert punto.plan == planear(REAL, caso, replace(pedido, capacidad=(punto.capacidad,) * 2))
    uno, otro = (p.plan.periodos for p in puntos if p.plan)
    ida, vuelta = comparar_planes(uno, otro), comparar_planes(otro, uno)
    for d, v, a, b in zip(ida.periodos, vuelta.periodos, uno, otro, strict=True):
        assert d.total.indice == (b.madurez.total.indice or 0) - (a.madurez.total.indice or 0)
        assert d.esfuerzo_dias == b.esfuerzo_dias - a.esfuerzo_dias == -v.esfuerzo_dias
        assert d.escenarios["E1"].nivel == -(v.escenarios["E1"].nivel or 0)
    (imposible,) = frontera(REAL, caso, replace(pedido, fijadas={"A-ATE-ACCESO": 1}), (5,))
    assert (imposible.plan, [p.ruta for p in imposible.problemas]) == (None, ["fijadas.A-ATE-ACCESO"])
    lugares = [{x.accion: p.numero for p in plan for x in p.acciones} for plan in (uno, otro)]
    assert {m.accion: (m.de, m.a) for m in ida.movidas} == {
        c: (lugares[0].get(c), lugares[1].get(c))
        for c in lugares[0].keys() | lugares[1].keys()
        if lugares[0].get(c) != lugares[1].get(c)
    }
    assert comparar_planes(uno, uno).movidas == ()
    corto = comparar_planes(uno, uno[:1]).periodos[1]
    assert corto.total.indice == (uno[0].madurez.total.indice or 0) - (uno[1].madurez.total.indice or 0)


def test_un_pedido_que_no_cuadra_se_dice_todo_junto() -> None:
    """Códigos, áreas, largos y contradicciones, con lo más parecido."""
    codigos = Pedido(
        (40, 40), fijadas={"A-MESA-CREA": 1}, prohibidas={"X": "no"}, propias={"A-Z": AccionPropia()}
    )
    assert [p.ruta for p in revisar(REAL, codigos)] == ["fijadas.A-MESA-CREA", "prohibidas.X", "acciones.A-Z"]
    assert "¿Quiso decir «A-MESA-CREAR»?" in str(revisar(REAL, codigos)[0])
    otros = Pedido(
        (40, 40),
        areas={"Planeasion": (1, 1), "PLANEACIÓN": (1, 1), "Planeación": (1,)},
        presupuesto=(1, 2, 3),
        fijadas={"A-SEDE-WEB": 3, "A-FURAG": 1},
        prohibidas={"A-FURAG": "no"},
    )
    dichos = "\n".join(str(p) for p in revisar(REAL, otros))
    for parte in (
        "areas.Planeación: trae 1 números y el plan tiene 2 periodos",
        "presupuesto: trae 3 números",
        "ninguna acción es de «Planeasion». ¿Quiso decir «Planeación»?",
        "areas.Planeación: el área está repetida",
        "fijadas.A-SEDE-WEB: el periodo 3 no está en el plan",
        "fijadas.A-FURAG: también está prohibida",
    ):
        assert parte in dichos


@pytest.mark.parametrize(
    ("corte", "cierres"),
    [
        (date(2026, 11, 20), [date(2027, 2, 20), date(2027, 5, 20)]),
        (date(2026, 12, 31), [date(2027, 3, 31), date(2027, 6, 30)]),
        (date(2027, 2, 28), [date(2027, 5, 31), date(2027, 8, 31)]),
        (date(2026, 11, 29), [date(2027, 2, 28), date(2027, 5, 29)]),
    ],
)
def test_los_trimestres_son_seguidos(corte: date, cierres: list[date]) -> None:
    """Desde el día siguiente al corte, aunque al mes le falten días."""
    assert trimestres(corte, 2) == cierres

"""La base real: lo que el contrato fija y lo que prometemos de ella."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from motor import ejemplos
from reglas import Ambito, Referencia, cargar
from reglas.catalogo import Regla, valor_en
from reglas.fichas import Cita
from reglas.trazabilidad import trazar

CATALOGO = cargar()
POLITICAS = {"transparencia", "tramites", "servicio", "participacion"}
TRANSVERSALES = {"seguridad_digital", "gestion_documental", "gobierno_digital", "gestion_conocimiento"}
FIJAS = {
    **dict.fromkeys(["L2052-17-1", "L2052-17-2", "L2052-17-3", "L2052-17-4"], "obligatorio"),
    **dict.fromkeys(["D640-247-1", "D640-247-2", "D640-247-3", "D640-247-4"], "obligatorio"),
    "D640-247-P": "orientador",
    **dict.fromkeys([f"D640-252-{i}" for i in range(1, 7)], "obligatorio"),
    "RIPES-5": "propio",
}


def test_los_codigos_fijos_estan_con_su_caracter() -> None:
    """Las dieciséis reglas que el contrato fija."""
    assert {c: CATALOGO.reglas[c].ficha.caracter for c in FIJAS} == FIJAS
    assert list(CATALOGO.escenarios) == ["E1", "E2", "E3", "E4"]
    transversales = {c for c, p in CATALOGO.politicas.items() if p.transversal}
    assert (set(CATALOGO.politicas) - transversales, transversales) == (POLITICAS, TRANSVERSALES)


def test_las_cuatro_del_articulo_17_llevan_su_plazo_y_vigencia() -> None:
    """Plazo 25 de agosto de 2021 por parámetro, vigencia desde la ley; solo la cuarta es insubsanable."""
    plazo = Referencia(Ambito.PARAMETRO, "plazo_art17")
    suyas = [CATALOGO.reglas[f"L2052-17-{i}"] for i in range(1, 5)]
    assert {r.plazo for r in suyas} == {plazo}
    assert {r.ficha.vigente_desde for r in suyas} == {date(2020, 8, 25)}
    assert valor_en(CATALOGO.parametros["plazo_art17"], date(2026, 1, 1)) == date(2021, 8, 25)
    assert [r.ficha.insubsanable for r in suyas] == [False, False, False, True]


def test_el_decreto_640_empieza_a_mas_tardar_al_acabar_2025() -> None:
    """Y el día anterior avisa del antecedente."""
    assert all(
        r.ficha.vigente_desde <= date(2025, 12, 31)
        for c, r in CATALOGO.reglas.items()
        if c.startswith("D640")
    )
    (aviso,) = [a for a in CATALOGO.avisos if "542" in a.ficha.texto]
    assert (aviso.ficha.desde, aviso.ficha.hasta) == (date(2023, 11, 21), date(2025, 12, 30))


@pytest.mark.parametrize("escenario", ["E1", "E2", "E3", "E4"])
def test_cada_escenario_tiene_reglas_con_peso_en_los_cinco_niveles(escenario: str) -> None:
    """Al menos ocho con peso, repartidas, y alguna habilitante además de las institucionales."""
    suyas = [r for r in CATALOGO.reglas.values() if r.escenarios.get(escenario)]
    assert len(suyas) >= 8
    assert set(Counter(r.ficha.nivel for r in suyas)) == {1, 2, 3, 4, 5}
    assert [r for r in suyas if r.ficha.habilitante]


def test_las_institucionales_habilitan_en_los_cuatro_escenarios() -> None:
    """Comité, Mesa y dependencia."""
    for codigo in ("D640-252-1", "D640-252-2", "L2052-17-1"):
        regla = CATALOGO.reglas[codigo]
        assert regla.ficha.habilitante
        assert set(regla.escenarios) == set(CATALOGO.escenarios)


def test_lo_insubsanable_no_tiene_accion_si_su_plazo_ya_paso_para_siempre() -> None:
    """La del reglamento, cuyo plazo fija cada acto, sí la tiene mientras corre."""
    cerradas = {c for a in CATALOGO.acciones.values() for c in a.cierra}
    assert "L2052-17-4" not in cerradas
    assert "RIPES-5" in cerradas


def test_las_escalas_se_declaran_como_decision_propia() -> None:
    """Ninguna fuente da niveles ni umbrales: se dice."""
    assert [n.umbral for n in CATALOGO.niveles] == [0, 20, 40, 60, 80]
    assert "Decisión propia" in CATALOGO.escala.razon


def _obligatorios(entidad: str, reglas: Iterable[Regla] = tuple(CATALOGO.reglas.values())) -> set[str]:
    """Los criterios que lee alguna regla obligatoria, o propia de esa entidad."""
    return {
        dato.codigo
        for regla in reglas
        if regla.caracter_para(entidad) in {"obligatorio", "propio"}
        for dato in CATALOGO.datos_de(regla)
        if dato.ambito is Ambito.CRITERIO
    }


def test_el_cuestionario_cabe_en_lo_prometido() -> None:
    """A lo sumo 110 preguntas en total y 40 obligatorias."""
    assert len(CATALOGO.criterios) <= 110
    assert len(_obligatorios("CUALQUIERA")) <= 40


def test_tambien_cabe_para_quien_expidio_el_acto() -> None:
    """Al IPES, con lo suyo propio, se le preguntan a lo sumo 40; su tipo no pide confirmar el Modelo."""
    assert len(_obligatorios("IPES") - {"modelo.obligada_confirmada"}) <= 40


def test_lo_propio_obliga_solo_a_quien_expidio_el_acto() -> None:
    """Las reglas de la Resolución 241 son propias del IPES y orientan a las demás."""
    suyas = [r for c, r in CATALOGO.reglas.items() if c.startswith("RIPES-") and c != "RIPES-5"]
    assert {r.caracter_para("IPES") for r in suyas} == {"propio"}
    assert {r.caracter_para("IDU") for r in suyas} == {"orientador"}
    de_dafp = {c for c, r in CATALOGO.reglas.items() if r.caracter_para("DAFP") == "propio"} - {"RIPES-5"}
    assert de_dafp
    assert all(c.startswith("PR26-") for c in de_dafp)


@pytest.mark.parametrize("escenario", ["E1", "E2", "E3", "E4"])
def test_con_lo_que_pide_cada_nivel_se_alcanza_su_umbral(escenario: str) -> None:
    """Cumplir las reglas hasta un nivel basta para su umbral, sin deberle nada a los niveles siguientes."""
    pesos = Counter[int]()
    for regla in CATALOGO.reglas.values():
        pesos[regla.ficha.nivel or 0] += regla.escenarios.get(escenario, 0)
    total = pesos.total()
    for nivel in CATALOGO.niveles:
        hasta = sum(p for n, p in pesos.items() if n <= nivel.nivel)
        assert 100 * hasta >= nivel.umbral * total, (escenario, nivel.nivel)


def test_ninguna_fila_del_inventario_se_pierde() -> None:
    """151 filas, cada una en regla, pregunta, función, definición o exclusión con razón."""
    destinos = trazar(CATALOGO)
    assert len(destinos) == 151
    assert [d.fila for d in destinos if d.perdida] == []
    assert len([d for d in destinos if d.exclusion]) <= 15


def test_lo_que_define_una_fuente_se_dice_como_definicion() -> None:
    """Las filas de definición dicen qué definen, salvo que las recoja un hecho derivado."""
    definiciones = {c for c, f in CATALOGO.inventario.items() if f.caracter == "DEF"}
    assert definiciones == {d.fila for d in trazar(CATALOGO) if d.fila in definiciones and d.definicion}


def test_las_tareas_de_las_instancias_distritales_no_son_reglas() -> None:
    """Las filas de la fuente 003 son funciones del programa y nunca bajan el puntaje de una entidad."""
    de_la_003 = [d for d in trazar(CATALOGO) if d.fila.startswith("S3-")]
    assert len(de_la_003) == 19
    assert all(d.funcion and not d.reglas and not d.criterios for d in de_la_003)


def test_los_ejemplos_salen_como_dicen() -> None:
    """Cada caso de regla da el estado que anuncia."""
    assert [(r.caso.nombre, r.salio) for r in ejemplos.rotos(CATALOGO)] == []


def test_cada_regla_tiene_un_ejemplo_de_cada_lado() -> None:
    """Uno que la cumple y uno que no; los obligatorios, además, desde su primer día."""
    cobertura = ejemplos.cobertura(CATALOGO)
    assert (cobertura.sin_cumplir, cobertura.sin_incumplir) == ((), ())


def test_cada_norma_sirve_para_algo() -> None:
    """Toda norma del catálogo la cita alguien, y toda la que no se leyó en una fuente tiene enlace o nota."""
    citadas = {cita.norma for cita in _citas()} | {
        r.ficha.acto_propio.norma for r in CATALOGO.reglas.values() if r.ficha.acto_propio
    }
    assert set(CATALOGO.normas) == citadas
    for norma in CATALOGO.normas.values():
        assert norma.fuente or norma.enlace or norma.nota, norma.codigo


def test_cada_obligacion_dice_norma_y_articulo() -> None:
    """Y si no se leyó en una de las cinco fuentes, la norma lleva enlace."""
    for codigo, regla in CATALOGO.reglas.items():
        if regla.ficha.caracter == "obligatorio":
            cita = regla.ficha.cita
            assert cita.articulo, codigo
            assert CATALOGO.normas[cita.norma].tipo in {"ley", "decreto", "resolucion"}, codigo
            assert cita.fuente or CATALOGO.normas[cita.norma].enlace, codigo


def test_los_cruces_con_el_furag_dicen_en_que_se_parecen() -> None:
    """Cada cruce trae su nota, y ninguno se repite en el mismo criterio."""
    cruces = [(c, x) for c, f in CATALOGO.criterios.items() for x in f.furag]
    assert len(cruces) >= 30
    assert all(x.nota for _, x in cruces)
    assert max(Counter((c, x.pregunta) for c, x in cruces).values()) == 1


def test_las_contradicciones_se_explican() -> None:
    """Al menos doce, y cada una pide revisar."""
    assert len(CATALOGO.contradicciones) >= 12
    for contradiccion in CATALOGO.contradicciones.values():
        assert "evise" in contradiccion.ficha.texto or "corresponde" in contradiccion.ficha.texto


def test_cada_regla_y_cada_hecho_dice_de_donde_sale() -> None:
    """Norma, lugar, certeza y fecha en que se verificó; sin fuente propia, no se dice leída en fuente."""
    for cita in _citas():
        assert cita.lugar
        assert cita.verificada <= date(2026, 11, 20)
        assert cita.fuente is not None or cita.certeza != "fuente", cita


def _citas() -> Iterator[Cita]:
    for regla in CATALOGO.reglas.values():
        yield regla.ficha.cita
        yield from regla.ficha.citas_adicionales
        for advertencia in regla.ficha.advertencias:
            yield from advertencia.citas
    for hecho in CATALOGO.hechos.values():
        yield from hecho.ficha.citas
    for contradiccion in CATALOGO.contradicciones.values():
        yield from contradiccion.ficha.citas
    for aviso in CATALOGO.avisos:
        yield from aviso.ficha.citas
    for lista in CATALOGO.listas.values():
        yield lista.ficha.cita
    for parametro in CATALOGO.parametros.values():
        yield from (v.cita for v in parametro.valores if v.cita)


def test_cada_accion_dice_cuanto_suele_tardar() -> None:
    """Y nunca menos de lo que caben sus días de trabajo en semanas de cinco."""
    for accion in CATALOGO.acciones.values():
        assert accion.duracion_semanas is not None
        assert accion.duracion_semanas * 5 >= accion.esfuerzo_dias

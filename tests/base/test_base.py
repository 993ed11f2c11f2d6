"""La base real: lo que el contrato fija y lo que prometemos de ella."""

from collections import Counter
from datetime import date

import pytest

from reglas import Ambito, Referencia, cargar
from reglas.catalogo import valor_en

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
    (aviso,) = CATALOGO.avisos
    assert aviso.ficha.desde == date(2023, 11, 21)
    assert "542" in aviso.ficha.texto


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


def test_el_cuestionario_cabe_en_lo_prometido() -> None:
    """A lo sumo 120 preguntas en total y 40 obligatorias."""
    obligatorios = {
        d.codigo
        for r in CATALOGO.reglas.values()
        if r.ficha.caracter in {"obligatorio", "propio"}
        for d in CATALOGO.datos_de(r)
        if d.ambito is Ambito.CRITERIO
    }
    assert len(CATALOGO.criterios) <= 120
    assert len(obligatorios) <= 40


def test_cada_regla_y_cada_hecho_dice_de_donde_sale() -> None:
    """Norma, lugar, certeza y fecha en que se verificó; sin fuente propia, no se dice leída en fuente."""
    citas = [r.ficha.cita for r in CATALOGO.reglas.values()]
    citas += [c for h in CATALOGO.hechos.values() for c in h.ficha.citas]
    for cita in citas:
        assert cita.lugar
        assert cita.verificada <= date(2026, 11, 20)
        assert cita.fuente is not None or cita.certeza != "fuente", cita

"""Índices, puntos, niveles y bloqueos, con cuentas hechas a mano."""

from fractions import Fraction

from motor.contrato import resultado_en_json
from motor.lectura import Estado
from motor.resultado import Bloqueo, Puntos
from tests.motor.panes import caso, resultado

# En el PAN pesan MASA-1 (3), MASA-2 (2), HORNO-2 (1) y HARINA-1 (1): 7 en un local de barrio.


def test_sin_respuestas_el_intervalo_es_todo() -> None:
    """Nada demostrado, todo posible."""
    pan = resultado(caso()).escenarios["PAN"]
    assert (pan.indice_min, pan.indice_max) == (Fraction(0), Fraction(100))
    assert (pan.cobertura, pan.respaldo) == (Fraction(0), None)
    assert (pan.nivel_min, pan.nivel_max) == (1, 3)
    assert pan.puntos == Puntos(*map(Fraction, (0, 0, 0, 7, 7)))


def test_los_puntos_reparten_todo_el_peso() -> None:
    """Cumplido 3, en parte 1, pendiente 1, sin saber 1+1 (HORNO-2 y la mitad de HARINA-1 no: no se sabe)."""
    pan = resultado(caso({"masa.madre": True, "masa.reposo": 50})).escenarios["PAN"]
    assert pan.puntos == Puntos(*map(Fraction, (3, 1, 1, 2, 7)))
    assert pan.indice_min == Fraction(100 * 4, 7)
    assert pan.indice_max == Fraction(100 * 6, 7)
    assert pan.cobertura == Fraction(5, 7)


def test_una_regla_que_no_aplica_sale_de_la_cuenta() -> None:
    """El peso de HORNO-2 desaparece en un local de cadena."""
    pan = resultado(caso(entidad={"tipo": "cadena"})).escenarios["PAN"]
    assert pan.puntos.potencial == 6


def test_el_nivel_pide_umbral_y_habilitantes() -> None:
    """Con 6 de 7 pasa el umbral 70, pero la habilitante de nivel 3 sin cumplir lo deja en 2."""
    respuestas = {
        "masa.madre": True,
        "masa.reposo": 90,
        "masa.harinas": ["trigo", "centeno", "maiz"],
        "horno.fecha": "2026-01-02",
        "horno.revision": "2026-01-01",
    }
    pan = resultado(caso(respuestas)).escenarios["PAN"]
    assert pan.indice_min == Fraction(600, 7)
    assert (pan.nivel_min, pan.nivel_max) == (2, 2)
    assert [(b.nivel, b.regla) for b in pan.bloqueos] == [(3, "HORNO-2")]


def test_un_umbral_justo_se_alcanza() -> None:
    """En el CAFE, 0,5 + 1 de 5 es 30 % exacto: solo lo frena la habilitante, no el umbral."""
    respuestas = {
        "masa.madre": True,
        "masa.harinas": ["maiz"],
        "carta.publicada": "parcial",
        "cafe.origen": False,
    }
    cafe = resultado(caso(respuestas, entidad={"mesas": 1, "sirve_cafe": True})).escenarios["CAFE"]
    assert cafe.indice_min == 30
    assert cafe.bloqueos == (Bloqueo(nivel=2, regla="CARTA-1", estado=Estado.PARCIAL),)


def test_un_escenario_sin_reglas_que_apliquen_queda_sin_indice_y_fuera_del_global() -> None:
    """Sin peso no hay índice, nivel ni cobertura, y el global no lo cuenta."""
    r = resultado(caso({"masa.madre": True}))
    assert r.madurez_global.indice_min == (2 * Fraction(300, 7) + 0) / 3
    salida = resultado_en_json(
        resultado(caso(no_aplica={"carta.publicada": "Por encargo"}, entidad={"mesas": 99}))
    )
    cafe = salida["madurez"]["escenarios"][1]
    assert cafe["puntos"]["potencial"] == 1.0


def test_el_nivel_global_es_el_menor() -> None:
    """El pan en 2 y el café en 1 dan 1."""
    respuestas = {"masa.madre": True, "masa.reposo": 90}
    r = resultado(caso(respuestas))
    assert (r.escenarios["PAN"].nivel_min, r.escenarios["CAFE"].nivel_min) == (2, 1)
    assert (r.madurez_global.nivel_min, r.madurez_global.nivel_max) == (1, 3)


def test_el_respaldo_cuenta_el_peso_de_lo_logrado_con_evidencia() -> None:
    """Evidencia en una de las condiciones que da el estado."""
    c = caso({"masa.madre": True, "masa.reposo": 50, "masa.harinas": ["trigo"]})
    respuestas = dict(c.respuestas)
    respuestas["masa.reposo"] = type(respuestas["masa.reposo"])(50, None, ("Acta 3",))
    con_evidencia = type(c)(c.entidad, c.vigencia, c.fecha_corte, respuestas)
    # Logrado: MASA-1 (3), MASA-2 en parte (2), HARINA-1 en parte (1). Con evidencia, solo MASA-2.
    assert resultado(con_evidencia).escenarios["PAN"].respaldo == Fraction(2, 6)
    sostienen = {codigo: h.sostienen for codigo, h in resultado(con_evidencia).hallazgos.items()}
    assert sostienen["MASA-2"] == ("masa.madre", "masa.reposo")
    assert sostienen["CARTA-1"] == ()

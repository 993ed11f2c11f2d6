"""Qué se recomienda, en qué orden y qué promete."""

from datetime import date

from motor.lectura import Estado
from motor.resultado import Razon, Recomendacion
from tests.motor.panes import caso, resultado

NADA = {
    "masa.madre": False,
    "masa.reposo": 0,
    "masa.harinas": [],
    "horno.tipo": "ninguno",
    "carta.publicada": "no",
    "cafe.origen": False,
    "limpieza.hecha": "no",
    "limpieza.limite": "2026-05-01",
}
LOCAL = {"mesas": 2, "sirve_cafe": True}


def recomendadas(
    respuestas: dict[str, object], fecha: date = date(2026, 6, 1)
) -> dict[str | None, Recomendacion]:
    return {r.accion: r for r in resultado(caso(respuestas, entidad=LOCAL, fecha=fecha)).recomendaciones}


def test_los_deberes_vencidos_van_primero() -> None:
    """Después los incumplidos sin plazo, luego lo que habilita un nivel y al final lo que solo mejora."""
    razones = [r.razon for r in recomendadas(NADA).values()]
    orden = list(Razon)
    assert razones == sorted(razones, key=orden.index)
    assert recomendadas(NADA)["A-LIMPIEZA"].razon is Razon.OBLIGACION_VENCIDA


def test_un_deber_en_plazo_esta_por_vencer() -> None:
    """Mientras corre, se recomienda antes de que venza."""
    en_plazo = recomendadas({**NADA, "limpieza.limite": "2026-06-01"})
    assert en_plazo["A-LIMPIEZA"].razon is Razon.OBLIGACION_POR_VENCER


def test_lo_que_no_se_puede_corregir_no_se_propone() -> None:
    """El plazo del horno ya venció para siempre; antes de vencer sí se proponía."""
    respuestas = {**NADA, "horno.revision": "2026-01-01", "horno.fecha": "2026-01-01"}
    assert "A-HORNO" not in recomendadas(respuestas)
    assert "A-HORNO" in recomendadas({"horno.tipo": "ninguno"}, date(2025, 6, 30))


def test_un_requisito_pendiente_va_antes_y_alarga_el_horizonte() -> None:
    """Dejar reposar requiere criar la masa madre."""
    todas = recomendadas(NADA)
    assert todas["A-REPOSO"].requiere == ("A-MASA",)
    assert (todas["A-MASA"].horizonte, todas["A-REPOSO"].horizonte) == (1, 2)
    assert todas["A-MASA"].orden < todas["A-REPOSO"].orden


def test_lo_que_promete_es_con_sus_requisitos_hechos() -> None:
    """Reposar cierra también lo que cierra la masa madre, y sube el pan de 0 a 5 de 7."""
    reposo = recomendadas(NADA)["A-REPOSO"]
    assert set(reposo.cierra) == {"MASA-1", "MASA-2"}
    assert float(reposo.gana["PAN"]) == 500 / 7
    assert ("PAN", 2) in reposo.desbloquea


def test_una_regla_sin_informacion_pide_respuestas_y_no_acciones() -> None:
    """No se propone trabajo por lo que nadie ha dicho."""
    sin_nada = resultado(caso(entidad=LOCAL)).recomendaciones
    assert {r.accion for r in sin_nada} == {None}
    assert {r.razon for r in sin_nada} == {Razon.FALTA_INFORMACION}
    pedidas = [c for r in sin_nada for c in r.responder]
    assert len(pedidas) == len(set(pedidas))
    assert "masa.madre" in pedidas


def test_sin_informacion_que_ya_no_puede_cumplir_pide_las_dos_cosas() -> None:
    """Con 40 % de reposo no cumplirá: se propone la acción y se pide lo que falta por saber."""
    reposo = recomendadas({"masa.reposo": 40})["A-REPOSO"]
    assert "masa.madre" in reposo.responder
    veredicto = resultado(caso({"masa.reposo": 40})).hallazgos["MASA-2"].veredicto
    assert (veredicto.estado, veredicto.medios_max) == (Estado.SIN_INFORMACION, 1)


def test_un_dato_de_la_entidad_que_falta_se_pide() -> None:
    """Las mesas deciden si aplica lo del café."""
    pedidas = [c for r in resultado(caso({"cafe.origen": False})).recomendaciones for c in r.responder]
    assert "entidad.mesas" in pedidas

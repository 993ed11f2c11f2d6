"""Cómo se leen y se escriben fechas, números y respuestas en pantalla."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostico import palabras
from autodiagnostico.errores import ErrorDeServicio
from reglas import cargar
from reglas.clases import Clase
from tests.ui.piezas import PANADERIA
from ui import formato

CRITERIOS = cargar([PANADERIA]).criterios
FECHA = next(c for c in CRITERIOS.values() if c.clase is Clase.FECHA)
NUMERO = next(c for c in CRITERIOS.values() if c.clase is Clase.PORCENTAJE)


@pytest.mark.parametrize(
    ("escrito", "leido"),
    [
        ("23/07/2026", "2026-07-23"),
        ("3/7/2026", "2026-07-03"),
        ("3-7-2026", "2026-07-03"),
        ("3.7.2026", "2026-07-03"),
        ("2026-07-23", "2026-07-23"),
        ("ayer", "ayer"),
        ("  ", None),
    ],
)
def test_leer_una_fecha(escrito: str, leido: str | None) -> None:
    """Lo que no se entiende pasa tal cual: quien lo rechaza es el servicio."""
    assert formato.leer_escrito(FECHA, escrito) == leido


@pytest.mark.parametrize(
    ("escrito", "leido"),
    [
        ("80", 80),
        ("80 %", 80),
        ("12,5", 12.5),
        ("100.000", 100000),
        ("1.234.567", 1234567),
        ("12.5", 12.5),
        ("x", "x"),
    ],
)
def test_leer_un_numero(escrito: str, leido: object) -> None:
    """Coma decimal y punto de miles, como se escribe aquí."""
    assert formato.leer_escrito(NUMERO, escrito) == leido


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_una_fecha_va_y_vuelve(dia: date) -> None:
    """Lo que se muestra en la casilla se lee igual."""
    assert formato.leer_escrito(FECHA, formato.para_escribir(FECHA, dia)) == dia.isoformat()


@given(st.decimals(min_value=0, max_value=100, places=4))
def test_un_porcentaje_va_y_vuelve(numero: object) -> None:
    """Lo que se muestra en la casilla se lee igual."""
    valor = float(str(numero))
    assert formato.leer_escrito(NUMERO, formato.para_escribir(NUMERO, valor)) == pytest.approx(valor)


@given(st.fractions(min_value=0, max_value=100))
def test_lo_demostrado_nunca_se_muestra_de_mas(valor: Fraction) -> None:
    """39,97 no se muestra como 40, que sería decir que alcanzó el umbral."""
    visto = Fraction(formato.puntaje(valor).replace(",", "."))
    tope = Fraction(formato.puntaje(valor, hacia_arriba=True).replace(",", "."))
    assert visto <= valor <= tope
    assert valor - visto < Fraction(1, 10)


@given(st.fractions(min_value=0, max_value=1))
def test_solo_lo_completo_es_cien_por_ciento(parte: Fraction) -> None:
    """Una cobertura de 99,9 % no se muestra como 100 %."""
    assert (formato.porcentaje(parte) == "100 %") == (parte == 1)


def test_un_puntaje_lleva_siempre_un_decimal() -> None:
    """La misma regla en la aplicación, la terminal y los libros."""
    assert formato.puntaje is palabras.puntaje
    assert [formato.puntaje(Fraction(n)) for n in ("78", "39.96", "0")] == ["78,0", "39,9", "0,0"]
    assert formato.puntaje(Fraction("39.96"), hacia_arriba=True) == "40,0"
    assert palabras.cortar_puntaje(Fraction("39.96")) == 39.9
    assert palabras.cortar_parte(Fraction(999, 1000)) == 0.99


def test_una_fecha_mal_escrita_dice_como_se_escribe() -> None:
    """El mensaje trae lo que llegó y un ejemplo."""
    with pytest.raises(ErrorDeServicio, match="«31/02/2026» no es una fecha"):
        formato.fecha_escrita("31/02/2026")


@pytest.mark.parametrize(
    ("codigo", "valor", "dicho"),
    [
        ("masa.madre", False, "no"),
        ("masa.madre", None, "sin responder"),
        ("masa.harinas", (), "ninguna de las opciones"),
        ("masa.harinas", ("trigo", "maiz"), "Trigo; Maíz"),
        ("horno.tipo", "lena", "De leña"),
        ("carta.publicada", "parcial", "En parte"),
        ("masa.reposo", 12.5, "12,5 %"),
        ("horno.fecha", date(2026, 7, 23), "23 de julio de 2026"),
    ],
)
def test_una_respuesta_en_palabras(codigo: str, valor: bool | str | float | date | None, dicho: str) -> None:
    """Como la diría una persona."""
    assert formato.respuesta(CRITERIOS[codigo], valor) == dicho


@pytest.mark.parametrize(
    ("minutos", "dicho"), [(1, "1 minuto"), (89, "89 minutos"), (92, "92 minutos, unas 2 horas")]
)
def test_una_duracion(minutos: int, dicho: str) -> None:
    """Los minutos, y en horas cuando son muchos."""
    assert formato.duracion(minutos) == dicho


@given(st.integers(-(10**12), 10**12) | st.sampled_from([0.5, 12.25, 1234567.8]))
def test_un_numero_de_una_casilla_va_y_vuelve(numero: float) -> None:
    """Con sus puntos de miles y su coma."""
    assert formato.numero_escrito(formato.numero(numero)) == numero


def test_un_numero_mal_escrito_se_dice_y_la_casilla_vacia_no_es_cero() -> None:
    """Ni un entero admite decimales."""
    assert (formato.numero_escrito("  "), formato.entero_escrito(""), formato.numero(None)) == (
        None,
        None,
        "",
    )
    with pytest.raises(ErrorDeServicio, match="«mucho» no es un número"):
        formato.numero_escrito("mucho")
    with pytest.raises(ErrorDeServicio, match="no es un número entero"):
        formato.entero_escrito("12,5")

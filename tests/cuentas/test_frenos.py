"""El freno: cuánto espera cada quien, para cuántos procesos y qué no se guarda."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostico.almacen import escribir, leer
from autodiagnostico.cuentas import frenos
from autodiagnostico.sala import Sala

UN_DIA = datetime(2026, 11, 20, 12, tzinfo=UTC)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_la_demora_nunca_baja_y_tiene_tope(unos: int, otros: int) -> None:
    """Más fallos nunca esperan menos; ni mil fallos esperan más que la máxima."""
    menos, mas = sorted((unos, otros))
    for politica in (frenos.POR_CUENTA, frenos.POR_ORIGEN):
        assert timedelta(0) <= politica.demora(menos) <= politica.demora(mas) <= politica.maxima
    assert frenos.POR_CUENTA.demora(frenos.POR_CUENTA.libres - 1) == timedelta(0)
    assert frenos.POR_CUENTA.demora(frenos.POR_CUENTA.libres) == frenos.POR_CUENTA.primera


def test_cada_fallo_despues_de_los_libres_espera_el_doble(sala: Sala) -> None:
    """30 segundos, un minuto, dos, cuatro, ocho, quince y ya no más."""
    clave, ahora, esperas = frenos.de_correo("ana@x.co"), UN_DIA, []
    for _ in range(frenos.POR_CUENTA.libres + 6):
        with escribir(sala.motor_bd) as sesion:
            hasta = frenos.contar(sesion, clave, frenos.POR_CUENTA, ahora).hasta
        esperas.append((hasta - ahora).total_seconds() if hasta else 0)
        ahora = hasta or ahora
    assert esperas == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]


def test_lo_viejo_se_olvida_y_entrar_bien_tambien(sala: Sala) -> None:
    """Al día siguiente se empieza de cero."""
    clave = frenos.de_correo("ana@x.co")
    with escribir(sala.motor_bd) as sesion:
        for _ in range(9):
            frenos.contar(sesion, clave, frenos.POR_CUENTA, UN_DIA)
        manana = UN_DIA + frenos.POR_CUENTA.olvido + timedelta(seconds=1)
        assert frenos.contar(sesion, clave, frenos.POR_CUENTA, manana).fallos == 1
        frenos.soltar(sesion, clave)
        assert frenos.espera(sesion, clave, manana) is None


def test_un_origen_no_olvida_los_fallos_de_otros_porque_alguien_entre_bien(sala: Sala) -> None:
    """Quien prueba claves no se suelta entrando con la suya."""
    clave = frenos.de_origen("192.0.2.7")
    with escribir(sala.motor_bd) as sesion:
        for _ in range(20):
            frenos.contar(sesion, clave, frenos.POR_ORIGEN, UN_DIA)
        frenos.devolver(sesion, clave)
        assert frenos.contar(sesion, clave, frenos.POR_ORIGEN, UN_DIA).fallos == 20


@pytest.mark.parametrize(
    ("una", "otra", "mismas"),
    [
        ("2001:db8:1:2::5", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::5", "2001:db8:1:3::5", False),
        ("192.0.2.7", "192.0.2.8", False),
        ("no es una dirección", "no es una dirección", True),
    ],
)
def test_en_ipv6_cuenta_la_red_entera(una: str, otra: str, mismas: bool) -> None:
    """Una sola persona tiene millones de direcciones; en IPv4, una."""
    assert (frenos.de_origen(una) == frenos.de_origen(otra)) is mismas


def test_no_se_guarda_ni_el_correo_ni_la_direccion(sala: Sala) -> None:
    """Solo su huella."""
    with escribir(sala.motor_bd) as sesion:
        frenos.contar(sesion, frenos.de_correo("ana@x.co"), frenos.POR_CUENTA, UN_DIA)
        frenos.contar(sesion, frenos.de_origen("192.0.2.7"), frenos.POR_ORIGEN, UN_DIA)
    with leer(sala.motor_bd) as sesion:
        filas = sesion.connection().exec_driver_sql("SELECT * FROM freno").all()
    assert len(filas) == 2
    assert not any("ana" in str(f) or "192.0" in str(f) for f in filas)


def test_varios_a_la_vez_cuentan_todos(sala: Sala) -> None:
    """Ningún intento se pierde por llegar junto a otro, ni el primero, que crea la fila."""
    clave, salida = frenos.de_correo("ana@x.co"), Barrier(8)

    def uno(_: int) -> None:
        salida.wait()
        with escribir(sala.motor_bd) as sesion:
            frenos.contar(sesion, clave, frenos.POR_CUENTA, UN_DIA)

    with ThreadPoolExecutor(8) as hilos:
        list(hilos.map(uno, range(8)))
    with escribir(sala.motor_bd) as sesion:
        assert frenos.contar(sesion, clave, frenos.POR_CUENTA, UN_DIA).fallos == 9

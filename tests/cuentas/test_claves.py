"""Las claves: qué se les pide, cómo se guardan y que una tilde sea la misma en todos los teclados."""

import unicodedata
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostico.cuentas import claves, correos
from reglas.lectura import leer
from tests.cuentas.conftest import DE_VERDAD

MALAS: list[dict[str, Any]] = leer(
    "claves_malas.yaml", Path(__file__).with_name("claves_malas.yaml").read_bytes()
).datos


@pytest.mark.parametrize("caso", MALAS, ids=lambda caso: caso["clave"] or "vacía")
def test_una_clave_mala_dice_todo_lo_que_le_falta(caso: dict[str, Any]) -> None:
    """Todas las faltas a la vez, y ninguna otra."""
    dichas = claves.problemas(
        caso["clave"],
        correo="ana.perez@entidad.gov.co",
        nombre="Ana María Pérez Gómez",
        repetida=caso.get("repetida"),
    )
    assert len(dichas) == len(caso["dice"])
    assert all(dice in dicha for dice, dicha in zip(caso["dice"], dichas, strict=True))


@pytest.mark.parametrize(
    "clave", ["cinco caballos blancos pastan", "Ñandú & 12 güiros", "🐎🐈🐕🐓🦆🐖🐄🐑🐐🦙🐪🐫"]
)
def test_una_frase_sirve(clave: str) -> None:
    """Sin pedir signos ni mayúsculas."""
    assert claves.problemas(clave, correo="x@y.co", nombre="X", repetida=clave) == []


def test_las_de_un_solo_uso_sirven_y_no_se_repiten() -> None:
    """Cumplen lo que se le pide a cualquiera."""
    hechas = {claves.de_un_solo_uso() for _ in range(50)}
    assert len(hechas) == 50
    assert all(not claves.problemas(c) for c in hechas)


def test_lo_guardado_no_deja_ver_la_clave() -> None:
    """Es un resumen argon2id, distinto cada vez, que solo reconoce su clave."""
    clave = "cinco caballos blancos pastan"
    una, otra = claves.resumir(clave), claves.resumir(clave)
    assert una.startswith("$argon2id$")
    assert una != otra
    assert clave not in una
    assert claves.comprobar(clave, una)
    assert not claves.comprobar(f"{clave} ", una)
    assert not claves.comprobar(clave, None)


def test_fuera_de_las_pruebas_cada_clave_cuesta_64_mib() -> None:
    """Lo que se usa de verdad es argon2id con su memoria de siempre."""
    assert DE_VERDAD.hash("cinco caballos").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_lo_sumo_se_calculan_dos_a_la_vez(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cada una ocupa 64 MiB: los turnos son dos, y sin turno no se calcula ni se comprueba nada."""
    tomados = [claves._TURNO.acquire(blocking=False) for _ in range(claves.A_LA_VEZ + 1)]
    for _ in range(claves.A_LA_VEZ):
        claves._TURNO.release()
    assert tomados == [True] * claves.A_LA_VEZ + [False]
    con_turno: list[bool] = []

    class Espia:
        def hash(self, _clave: str) -> str:
            con_turno.append(uno_solo.locked())
            return "$argon2id$"

        def verify(self, _clave: str, _contra: str) -> bool:
            con_turno.append(uno_solo.locked())
            return True

    uno_solo = Lock()
    monkeypatch.setattr(claves, "_TURNO", uno_solo)
    monkeypatch.setattr(claves, "_RESUMIDOR", Espia())
    assert claves.comprobar("x", claves.resumir("x"))
    assert con_turno == [True, True]


@given(st.text(min_size=1, max_size=30))
def test_la_misma_clave_entra_venga_como_venga_escrita(texto: str) -> None:
    """«é» puede ser uno o dos caracteres, según el teclado."""
    guardada = claves.resumir(unicodedata.normalize("NFC", texto))
    assert claves.comprobar(unicodedata.normalize("NFD", texto), guardada)


@pytest.mark.parametrize(
    "escrito",
    ["", "ana", "ana@", "@x.co", "a b@x.co", "a@x", "a@x.co\nBcc: z@x.co", "<a@x.co>", "a" * 250 + "@x.co"],
)
def test_lo_que_no_es_un_correo_se_rechaza(escrito: str) -> None:
    """También el que trae un renglón de más: alguna vez irá en un mensaje."""
    assert correos.problemas(correos.normalizar(escrito)) != []


def test_el_correo_no_distingue_mayusculas() -> None:
    """Ni los espacios de alrededor."""
    assert correos.normalizar("  Ana.Perez@Entidad.GOV.CO ") == "ana.perez@entidad.gov.co"

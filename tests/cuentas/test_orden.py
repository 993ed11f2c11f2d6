"""`autodiagnostico cuentas`, desde la consola."""

from __future__ import annotations

import pytest

from autodiagnostico.permisos import LOCAL, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuentas, entidades, entrada
from tests.autodiagnostico.piezas import INSTITUTO, correr
from tests.cuentas.piezas import VISITA

ANA = "ana@entidad.gov.co"


@pytest.fixture(autouse=True)
def _con_entidad(sala: Sala) -> None:
    entidades.guardar(sala.como(LOCAL), INSTITUTO)


def test_crear_da_una_clave_con_la_que_se_entra(sala: Sala) -> None:
    """Sola por la salida estándar; pedir otra deja sin efecto la anterior."""
    primera = correr("cuentas", "crear", ANA.upper(), "--nombre", "Ana Pérez")
    assert primera.codigo == 0
    assert entrada.entrar(sala, ANA, primera.salida.strip(), VISITA)
    segunda = correr("cuentas", "clave", ANA)
    assert entrada.entrar(sala, ANA, segunda.salida.strip(), VISITA)
    with pytest.raises(Exception, match="no coinciden"):
        entrada.entrar(sala, ANA, primera.salida.strip(), VISITA)


def test_se_da_y_se_quita_un_rol(sala: Sala) -> None:
    """Por el código de la entidad; la lista lo muestra."""
    correr("cuentas", "crear", ANA, "--nombre", "Ana")
    dado = correr("cuentas", "rol", ANA, "diligencia", "--entidad", INSTITUTO["codigo"])
    assert dado.codigo == 0, dado.error
    (ficha,) = correr("cuentas", "listar", "--formato", "json").json()
    assert ficha["estado"] == "falta que entre"
    assert ficha["roles"] == [{"rol": "diligencia", "entidad": INSTITUTO["nombre"], "sector": None}]
    assert "diligencia" in correr("cuentas", "listar").salida
    quitado = correr("cuentas", "rol", ANA, "diligencia", "--entidad", INSTITUTO["codigo"], "--quitar")
    assert "sin roles" in quitado.error
    de_nuevo = correr("cuentas", "rol", ANA, "diligencia", "--entidad", INSTITUTO["codigo"], "--quitar")
    assert (de_nuevo.codigo, "no tiene ese rol ahí" in de_nuevo.error) == (2, True)


def test_un_sector_que_no_tiene_nadie_se_avisa(sala: Sala) -> None:
    """El rol se da, porque la entidad puede llegar después; pero mal escrito no serviría de nada."""
    entidades.guardar(sala.como(LOCAL), {**INSTITUTO, "codigo": "OTRA", "sector": "Hábitat"})
    correr("cuentas", "crear", ANA, "--nombre", "Ana")
    dado = correr("cuentas", "rol", ANA, "sector", "--sector", "Habitat")
    assert (dado.codigo, "sector «Habitat». ¿Quiso decir «Hábitat»?" in dado.error) == (0, True)
    assert "Aviso" not in correr("cuentas", "rol", ANA, "sector", "--sector", "Hábitat").error


def test_desactivar_y_activar(sala: Sala) -> None:
    """La última que administra no se puede."""
    correr("cuentas", "crear", ANA, "--nombre", "Ana")
    assert correr("cuentas", "desactivar", ANA).codigo == 0
    assert not cuentas.leer(sala.como(LOCAL), 1).activa
    assert correr("cuentas", "desactivar", ANA, "--activar").codigo == 0
    assert correr("cuentas", "rol", ANA, Rol.ADMINISTRA.value).codigo == 0
    unica = correr("cuentas", "desactivar", ANA)
    assert (unica.codigo, "única cuenta que administra" in unica.error) == (1, True)
    assert correr("cuentas", "depurar").codigo == 0


@pytest.mark.parametrize(
    ("orden", "dice"),
    [
        (["crear", "x", "--nombre", " "], "2 problemas"),
        (["crear", ANA], "Falta"),
        (["clave", "nadie@x.co"], "no hay ninguna con el correo"),
        (["rol", ANA, "jefe"], "Se admite: lector"),
        (["rol", ANA, "lector", "--entidad", "PRUEBAS"], "¿Quiso decir «PRUEBA»?"),
        (["rol", ANA, "lector", "--sector", "x"], "2 problemas"),
    ],
)
def test_lo_mal_pedido_sale_con_2_y_dice_todo(orden: list[str], dice: str) -> None:
    """Sin traza y sin cambiar nada."""
    correr("cuentas", "crear", ANA, "--nombre", "Ana")
    corrida = correr("cuentas", *orden)
    assert (corrida.codigo, corrida.salida) == (2, "")
    assert dice in corrida.error
    assert "Traceback" not in corrida.error

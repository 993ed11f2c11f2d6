"""Quién puede qué: lo que dice la tabla y lo que hacen los servicios, contra una matriz escrita aparte."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from autodiagnostico.permisos import CONSOLA, LOCAL, NADIE, PROGRAMA, Operacion, Quien, Rol, puede
from tests.permisos.ejercicios import SIN_SERVICIO, SOBRE_ENTIDADES, SOBRE_LA_INSTALACION, se_puede
from tests.permisos.matriz import matriz
from tests.permisos.mundo import Mundo, crear

DE_ENTIDADES = [o for o in matriz().objetos if o != "instalacion"]
POR_TEMA = frozenset({Operacion.RESPONDER, Operacion.IMPORTAR, Operacion.ADJUNTAR_EVIDENCIA})
"""Las operaciones que distinguen el tema; en las demás, el otro tema es la misma pregunta."""


@pytest.fixture(scope="module")
def mundo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mundo]:
    """Uno para todas: cada ejercicio deja las cosas como estaban."""
    creado = crear(tmp_path_factory.mktemp("mundo"))
    yield creado
    creado.sala.motor_bd.dispose()


@pytest.mark.parametrize("rol", Rol)
def test_la_tabla_es_la_matriz(mundo: Mundo, rol: Rol) -> None:
    """Todas las operaciones sobre todos los objetos: ni una de más ni una de menos."""
    quien = mundo.quien(rol)
    dice = {
        (operacion.name, objeto): puede(quien, operacion, mundo.sobre(objeto))
        for operacion, objeto in product(Operacion, matriz().objetos)
    }
    espera = {
        (operacion.name, objeto): matriz().espera(rol, operacion, objeto)
        for operacion, objeto in product(Operacion, matriz().objetos)
    }
    assert dice == espera


@pytest.mark.parametrize("operacion", SOBRE_ENTIDADES, ids=lambda o: o.name)
@pytest.mark.parametrize("rol", Rol)
def test_los_servicios_hacen_lo_que_dice_la_matriz(mundo: Mundo, rol: Rol, operacion: Operacion) -> None:
    """En la entidad propia, en una vecina del sector y en una ajena; y por tema donde el tema importa."""
    sala = mundo.sala.como(mundo.quien(rol))
    objetos = [o for o in DE_ENTIDADES if operacion in POR_TEMA or not o.endswith("otro_tema")]
    hecho = {o: se_puede(SOBRE_ENTIDADES[operacion], mundo, sala, o) for o in objetos}
    assert hecho == {o: matriz().espera(rol, operacion, o) for o in objetos}


@pytest.mark.parametrize("operacion", SOBRE_LA_INSTALACION, ids=lambda o: o.name)
@pytest.mark.parametrize("rol", Rol)
def test_lo_de_la_instalacion_tambien(mundo: Mundo, rol: Rol, operacion: Operacion) -> None:
    """Crear entidades, cuentas, reglas y la demostración."""
    sala = mundo.sala.como(mundo.quien(rol))
    hecho = se_puede(SOBRE_LA_INSTALACION[operacion], mundo, sala, "instalacion")
    assert hecho is matriz().espera(rol, operacion, "instalacion")


@pytest.mark.parametrize("operacion", [*SOBRE_ENTIDADES, *SOBRE_LA_INSTALACION], ids=lambda o: o.name)
def test_sin_sesion_no_se_puede_nada_y_en_este_computador_todo(mundo: Mundo, operacion: Operacion) -> None:
    """NADIE, y una cuenta sin roles, en ninguna; el modo local, la consola y el programa, en todas."""
    ejercicio = {**SOBRE_ENTIDADES, **SOBRE_LA_INSTALACION}[operacion]
    objeto = "ajena" if operacion in SOBRE_ENTIDADES else "instalacion"
    for quien in (NADIE, Quien("Sin roles")):
        assert not se_puede(ejercicio, mundo, mundo.sala.como(quien), objeto)
    for quien in (LOCAL, CONSOLA, PROGRAMA):
        assert se_puede(ejercicio, mundo, mundo.sala.como(quien), objeto)


def test_toda_operacion_se_ejerce_o_se_sabe_que_le_falta_servicio() -> None:
    """Agregar una operación obliga a decir aquí cómo se ejerce."""
    assert SIN_SERVICIO.isdisjoint({*SOBRE_ENTIDADES, *SOBRE_LA_INSTALACION})
    assert {*SOBRE_ENTIDADES, *SOBRE_LA_INSTALACION, *SIN_SERVICIO} == set(Operacion)


def test_la_matriz_nombra_todos_los_roles() -> None:
    """Y ninguno se queda sin poder nada."""
    assert {rol for rol, _ in matriz().puede} == set(Rol)


def test_dos_roles_suman_y_cada_uno_en_lo_suyo(mundo: Mundo) -> None:
    """Quien lee en una entidad y diligencia en otra no diligencia en la primera."""
    propia, vecina = mundo.entidades["propia"], mundo.entidades["vecina"]
    lee, diligencia = mundo.quien(Rol.LECTOR).pertenencias[0], mundo.quien(Rol.DILIGENCIA).pertenencias[0]
    de_la_vecina = type(diligencia)(Rol.DILIGENCIA, vecina.id)
    sala = mundo.sala.como(Quien("Dos", mundo.encargada, (lee, de_la_vecina)))
    responder = SOBRE_ENTIDADES[Operacion.RESPONDER]
    assert not se_puede(responder, mundo, sala, "propia")
    assert se_puede(responder, mundo, sala, "vecina")
    assert se_puede(SOBRE_ENTIDADES[Operacion.VER_BORRADOR], mundo, sala, "propia")
    assert propia.id != vecina.id

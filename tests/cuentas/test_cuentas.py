"""Administrar las cuentas: crearlas, darles roles, y que siempre quede alguien que las administre."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import select

from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Asiento, Cuenta
from autodiagnostico.cadena import verificar
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import LOCAL, NADIE, Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import cuentas, entidades
from tests.autodiagnostico.piezas import INSTITUTO
from tests.cuentas.piezas import crear, identidades, sala_de

HOSTILES = ["'; DROP TABLE cuenta; --", "<img src=x onerror=alert(1)>", "=1+1", "Ñoño 🐴 \u202e al revés"]


@pytest.fixture
def admin(sala: Sala) -> Sala:
    """La sala, para quien la tiene en la mano."""
    return sala.como(LOCAL)


@pytest.fixture
def entidad(admin: Sala) -> int:
    """Una entidad en la que dar roles."""
    return entidades.guardar(admin, INSTITUTO).id


def test_una_cuenta_nueva_no_puede_nada_hasta_que_le_den_un_rol(sala: Sala, entidad: int) -> None:
    """Entra y no ve ni que la entidad existe."""
    ana = crear(sala, "ana@entidad.gov.co")
    suya = sala_de(sala, ana.testigo)
    assert entidades.listar(suya) == []
    with pytest.raises(ErrorDePermiso, match="ya no existe, o no es de las suyas"):
        entidades.leer(suya, entidad)
    cuentas.dar_rol(sala.como(LOCAL), ana.id, Pertenencia(Rol.LECTOR, entidad))
    assert [e.id for e in entidades.listar(suya)] == [entidad]


@pytest.mark.parametrize("nombre", HOSTILES)
def test_un_nombre_hostil_se_guarda_como_se_escribio(admin: Sala, nombre: str) -> None:
    """Ni la base ni la bitácora lo interpretan."""
    hecha = cuentas.crear(admin, "ana@entidad.gov.co", nombre).cuenta
    assert cuentas.leer(admin, hecha.id).nombre == nombre
    assert verificar(admin.motor_bd).roturas == ()


def test_crear_mal_dice_todo_y_no_crea_nada(admin: Sala) -> None:
    """El correo, el nombre y que ya exista."""
    cuentas.crear(admin, "ana@entidad.gov.co", "Ana")
    with pytest.raises(ErrorDeEntrada) as mal:
        cuentas.crear(admin, " ANA@entidad.gov.co", "  ")
    assert len(mal.value.problemas) == 2
    with pytest.raises(ErrorDeEntrada, match="no es un correo"):
        cuentas.crear(admin, "ana", "Ana")
    assert len(cuentas.listar(admin)) == 1


@pytest.mark.parametrize(
    ("hacer", "dicen"),
    [
        (lambda e: Pertenencia(Rol.LECTOR), ["diga en qué entidad"]),
        (lambda e: Pertenencia(Rol.LECTOR, 999), ["esa entidad no existe"]),
        (lambda e: Pertenencia(Rol.SECTOR), ["diga en qué sector"]),
        (lambda e: Pertenencia(Rol.SECTOR, e, " "), ["no se ejerce en una entidad", "diga en qué sector"]),
        (
            lambda e: Pertenencia(Rol.VEEDURIA, e, "x"),
            ["no se ejerce en una entidad", "no se ejerce en un sector"],
        ),
    ],
)
def test_un_rol_mal_dado_dice_todo_lo_que_no_cuadra(
    admin: Sala, entidad: int, hacer: Callable[[int], Pertenencia], dicen: list[str]
) -> None:
    """Y la cuenta queda como estaba."""
    hecha = cuentas.crear(admin, "ana@entidad.gov.co", "Ana").cuenta
    with pytest.raises(ErrorDeEntrada) as mal:
        cuentas.dar_rol(admin, hecha.id, hacer(entidad))
    assert [d for d, p in zip(dicen, mal.value.problemas, strict=True) if d in p] == dicen
    assert cuentas.leer(admin, hecha.id).roles == ()


def test_dar_dos_veces_el_mismo_rol_no_lo_repite(admin: Sala, entidad: int) -> None:
    """Queda uno solo, en su entidad."""
    hecha = cuentas.crear(admin, "ana@entidad.gov.co", "Ana").cuenta
    for _ in range(2):
        ficha = cuentas.dar_rol(admin, hecha.id, Pertenencia(Rol.DILIGENCIA, entidad))
    assert [r.pertenencia.rol for r in ficha.roles] == [Rol.DILIGENCIA]
    assert ficha.roles[0].entidad == INSTITUTO["nombre"]
    assert cuentas.quitar_rol(admin, hecha.id, ficha.roles[0].id).roles == ()


def test_no_se_quita_el_rol_de_una_cuenta_por_el_numero_de_otra(admin: Sala, entidad: int) -> None:
    """Un número ajeno no hace nada."""
    una, otra = (cuentas.crear(admin, f"{n}@entidad.gov.co", n).cuenta for n in ("ana", "luz"))
    rol = cuentas.dar_rol(admin, una.id, Pertenencia(Rol.LECTOR, entidad)).roles[0]
    cuentas.quitar_rol(admin, otra.id, rol.id)
    assert cuentas.leer(admin, una.id).roles == (rol,)


@pytest.mark.parametrize("como", ["quitar el rol", "desactivar", "suprimir"])
def test_siempre_queda_alguien_que_administre(sala: Sala, como: str) -> None:
    """La última no se va sin dejar a otra."""
    ana = crear(sala, "ana@entidad.gov.co", Pertenencia(Rol.ADMINISTRA))
    de_ana = sala_de(sala, ana.testigo)

    def irse() -> None:
        if como == "quitar el rol":
            cuentas.quitar_rol(de_ana, ana.id, cuentas.leer(de_ana, ana.id).roles[0].id)
        else:
            getattr(cuentas, como)(de_ana, ana.id)

    with pytest.raises(ErrorDeServicio, match="única cuenta que administra"):
        irse()
    crear(sala, "luz@entidad.gov.co", Pertenencia(Rol.ADMINISTRA))
    irse()


def test_la_primera_cuenta_se_crea_una_sola_vez_aunque_arranquen_varios_procesos(sala: Sala) -> None:
    """Con la clave en una sola mano, y sin poder nada más que cambiarla."""
    salida = Barrier(5)

    def arrancar(_: int) -> str | None:
        suya = abrir_sala(sala.ajustes)
        salida.wait()
        primera = cuentas.primer_administrador(suya)
        suya.motor_bd.dispose()
        return None if primera is None else primera.clave

    with ThreadPoolExecutor(5) as hilos:
        dadas = [c for c in hilos.map(arrancar, range(5)) if c]
    assert len(dadas) == 1
    (unica,) = cuentas.listar(sala.como(LOCAL))
    assert unica.correo == sala.ajustes.administrador
    assert [r.pertenencia.rol for r in unica.roles] == [Rol.ADMINISTRA]
    assert unica.debe_cambiar_clave
    assert cuentas.primer_administrador(sala) is None


def test_corregir_el_correo_no_deja_usar_el_de_otra(admin: Sala) -> None:
    """Ni con otras mayúsculas."""
    una, _ = (cuentas.crear(admin, f"{n}@entidad.gov.co", n).cuenta for n in ("ana", "luz"))
    with pytest.raises(ErrorDeEntrada, match="Ya hay una cuenta"):
        cuentas.cambiar_datos(admin, una.id, "LUZ@entidad.gov.co", "Ana")
    assert cuentas.cambiar_datos(admin, una.id, "Ana.P@entidad.gov.co", " Ana  P. ").nombre == "Ana P."


def test_lo_que_se_hace_con_una_cuenta_queda_asentado_con_su_numero(admin: Sala, entidad: int) -> None:
    """Con el rol y la entidad, sin nombres ni correos."""
    hecha = cuentas.crear(admin, "ana@entidad.gov.co", "Ana").cuenta
    cuentas.dar_rol(admin, hecha.id, Pertenencia(Rol.LIDER, entidad))
    cuentas.desactivar(admin, hecha.id)
    with leer(admin.motor_bd) as sesion:
        suyos = sesion.exec(select(Asiento).where(Asiento.objeto == f"cuenta:{hecha.id}")).all()
    assert [a.hecho for a in suyos] == ["cuenta creada", "rol dado", "cuenta desactivada"]
    assert (suyos[1].entidad_id, suyos[1].detalle["rol"]) == (entidad, "lider")
    assert "ana@" not in str([a.detalle for a in suyos])


@pytest.mark.parametrize("quien", [NADIE, Quien("x", 1, (Pertenencia(Rol.SUBSECRETARIA),))])
def test_quien_no_administra_no_toca_cuentas(sala: Sala, admin: Sala, quien: Quien) -> None:
    """Ni las ve."""
    hecha = cuentas.crear(admin, "ana@entidad.gov.co", "Ana").cuenta
    suya = sala.como(quien)
    for hacer in (cuentas.leer, cuentas.desactivar, cuentas.activar, cuentas.nueva_clave, cuentas.suprimir):
        with pytest.raises(ErrorDePermiso):
            hacer(suya, hecha.id)
    with pytest.raises(ErrorDePermiso):
        cuentas.dar_rol(suya, hecha.id, Pertenencia(Rol.ADMINISTRA))
    with leer(sala.motor_bd) as sesion:
        assert sesion.exec(select(Cuenta)).one().activa


def test_quitar_un_rol_se_nota_en_la_sesion_abierta(sala: Sala, entidad: int) -> None:
    """Sin tener que salir y volver a entrar."""
    ana = crear(sala, "ana@entidad.gov.co", Pertenencia(Rol.LECTOR, entidad))
    suya = sala_de(sala, ana.testigo)
    assert len(entidades.listar(suya)) == 1
    cuentas.quitar_rol(sala.como(LOCAL), ana.id, cuentas.leer(sala.como(LOCAL), ana.id).roles[0].id)
    assert entidades.listar(suya) == []
    assert identidades(sala).mirar(ana.testigo) is not None

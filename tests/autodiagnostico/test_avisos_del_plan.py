"""Lo que pasa con el plan se le avisa a quien le toca lo que sigue, y a nadie que no lo pueda ver."""

from __future__ import annotations

import pytest
from sqlmodel import text

from autodiagnostico.almacen import escribir
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.permisos import PROGRAMA, Pertenencia, Quien, Rol
from autodiagnostico.plan.fichas import Contenido, ItemDePlan
from autodiagnostico.plan.pasos import Paso
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import acuerdos, aprobacion, avisos, cartero, diagnosticos, plan
from autodiagnostico.servicios.aprobacion import ActoDeAprobacion
from autodiagnostico.servicios.avisos import Aviso, Clase
from tests.autodiagnostico.gente import cuenta, numero
from tests.autodiagnostico.test_cartero import Buzon, con_correo, servidor

TITULOS = ("Abrir los sábados", "Pintar los letreros", "Sembrar el jardín", "Afinar el piano")
ROLES = (Rol.MESA, Rol.PLANEACION, Rol.CIGD, Rol.LECTOR, Rol.DILIGENCIA, Rol.CONTROL_INTERNO)


@pytest.fixture
def entidad(sala: Sala, diagnostico: int) -> int:
    return diagnosticos.leer(sala, diagnostico).entidad.id


@pytest.fixture
def gente(sala: Sala, entidad: int) -> dict[Rol, Quien]:
    """Una cuenta por rol, en la entidad del plan."""
    return {rol: cuenta(sala, f"{rol.value} Díaz", rol, entidad=entidad) for rol in ROLES}


@pytest.fixture
def items(sala: Sala, diagnostico: int) -> list[ItemDePlan]:
    """Cuatro acciones propias, ya acordadas con su área."""
    dichos = (
        Contenido(titulo=t, responsable="Área", producto="Algo", destino="plan_accion", fecha=hoy())
        for t in TITULOS
    )
    suyos = [plan.guardar_item(sala, diagnostico, d) for d in dichos]
    return acuerdos.dar(sala, diagnostico, [i.id for i in suyos], Paso.ACORDAR)


def recibidos(sala: Sala, gente: dict[Rol, Quien], clase: Clase) -> dict[Rol, list[Aviso]]:
    """Los avisos de una clase de quienes tienen alguno."""
    suyos = {rol: [a for a in avisos.listar(sala.como(q)) if a.clase is clase] for rol, q in gente.items()}
    return {rol: lista for rol, lista in suyos.items() if lista}


def presentar(sala: Sala, diagnostico: int, items: list[ItemDePlan]) -> None:
    acuerdos.dar(sala, diagnostico, [i.id for i in items], Paso.PRESENTAR)


def test_lo_presentado_le_llega_una_vez_al_comite(
    sala: Sala, diagnostico: int, gente: dict[Rol, Quien], items: list[ItemDePlan]
) -> None:
    """Un aviso por cuenta y no por acción, que nombra las primeras y cuenta las demás."""
    presentar(sala.como(gente[Rol.MESA]), diagnostico, items)
    suyos = recibidos(sala, gente, Clase.PLAN_PRESENTADO)
    assert list(suyos) == [Rol.CIGD]
    (aviso,) = suyos[Rol.CIGD]
    assert aviso.asunto == "Al Comité le presentaron 4 acciones del plan"
    assert aviso.texto.startswith(
        "Mesa Díaz presentó al Comité «Abrir los sábados», «Pintar los letreros», «Sembrar el jardín» "
        "y 1 más, para que"
    )
    assert (aviso.pagina, aviso.consulta) == ("plan_de_vigencia", {"d": str(diagnostico)})


def test_lo_devuelto_les_llega_a_quienes_arman_el_plan(
    sala: Sala, diagnostico: int, gente: dict[Rol, Quien], items: list[ItemDePlan]
) -> None:
    """Con el enlace a la acción, si es una sola; ni a quien lo devolvió ni a quien solo lee."""
    presentar(sala, diagnostico, items)
    acuerdos.dar(sala.como(gente[Rol.CIGD]), diagnostico, [items[1].id], Paso.DEVOLVER, "Falta el costo")
    suyos = recibidos(sala, gente, Clase.PLAN_DEVUELTO)
    assert set(suyos) == {Rol.MESA, Rol.PLANEACION}
    (aviso,) = suyos[Rol.MESA]
    assert aviso.asunto == "El Comité devolvió 1 acción del plan"
    assert "«Pintar los letreros»" in aviso.texto
    assert aviso.consulta == {"d": str(diagnostico), "r": str(items[1].orden)}


def test_lo_aprobado_les_llega_a_quienes_lo_van_a_empezar(
    sala: Sala, diagnostico: int, gente: dict[Rol, Quien], items: list[ItemDePlan]
) -> None:
    """Y si quien aprueba también arma el plan, a sí mismo no se avisa."""
    presentar(sala, diagnostico, items[:2])
    doble = Quien("Doble", numero(gente[Rol.MESA]), (*gente[Rol.CIGD].pertenencias,))
    aprobacion.aprobar(sala.como(doble), diagnostico, ActoDeAprobacion("Acta 1", hoy()))
    suyos = recibidos(sala, gente, Clase.PLAN_APROBADO)
    assert set(suyos) == {Rol.PLANEACION}
    assert "«Abrir los sábados» y «Pintar los letreros»" in suyos[Rol.PLANEACION][0].texto


def test_un_paso_que_no_se_da_no_avisa(
    sala: Sala, diagnostico: int, gente: dict[Rol, Quien], items: list[ItemDePlan]
) -> None:
    """El aviso va en la misma transacción: si no se presentó nada, nadie se entera de nada."""
    with pytest.raises(ErrorDeEntrada, match="solo se puede devolver desde «Presentada al Comité»"):
        acuerdos.dar(sala, diagnostico, [items[0].id], Paso.DEVOLVER, "No")
    acuerdos.dar(sala, diagnostico, [items[0].id], Paso.QUITAR)
    assert all(not recibidos(sala, gente, clase) for clase in Clase)


def test_quien_deja_de_ver_el_plan_no_recibe_lo_que_dice(
    sala: Sala, diagnostico: int, entidad: int, gente: dict[Rol, Quien], items: list[ItemDePlan]
) -> None:
    """Ni en su lista ni por correo, aunque todavía sepa que la entidad existe."""
    buzon = Buzon()
    with servidor(buzon) as puerto:
        suya = con_correo(sala, puerto)
        presentar(suya, diagnostico, items)
        cigd = numero(gente[Rol.CIGD])
        with escribir(sala.motor_bd) as sesion:
            sesion.connection().execute(
                text("UPDATE pertenencia SET rol = 'administra', entidad_id = NULL WHERE cuenta_id = :n"),
                {"n": cigd},
            )
        ahora_administra = Quien("Administra", cigd, (Pertenencia(Rol.ADMINISTRA),))
        assert avisos.listar(sala.como(ahora_administra)) == []
        cartero.repartir(suya.como(PROGRAMA))
    assert buzon.cartas == []


def test_por_correo_va_con_su_enlace(
    sala: Sala, diagnostico: int, gente: dict[Rol, Quien], items: list[ItemDePlan]
) -> None:
    """Por el mismo camino que los demás avisos."""
    buzon = Buzon()
    with servidor(buzon) as puerto:
        suya = con_correo(sala, puerto)
        presentar(suya, diagnostico, items[:1])
        assert cartero.repartir(suya.como(PROGRAMA)).enviados == 1
    (carta,) = buzon.cartas
    assert carta["Subject"] == "Autodiagnóstico: Al Comité le presentaron 1 acción del plan"
    assert f"/plan_de_vigencia?d={diagnostico}&r={items[0].orden}" in carta.get_content()


def test_una_accion_que_despues_se_quita_sigue_teniendo_nombre(
    sala: Sala, diagnostico: int, gente: dict[Rol, Quien], items: list[ItemDePlan]
) -> None:
    presentar(sala, diagnostico, items[:1])
    acuerdos.dar(sala, diagnostico, [items[0].id], Paso.DEVOLVER, "Ya no")
    acuerdos.dar(sala, diagnostico, [items[0].id], Paso.QUITAR)
    (aviso,) = recibidos(sala, gente, Clase.PLAN_DEVUELTO)[Rol.MESA]
    assert "«Abrir los sábados»" in aviso.texto

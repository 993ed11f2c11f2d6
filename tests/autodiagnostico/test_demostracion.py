"""Las entidades inventadas: siempre válidas, siempre marcadas, y cargarlas dos veces no cambia nada."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import func, select

from autodiagnostico.almacen.tablas.comun import Tabla
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import NADIE, Pertenencia, Quien, Rol
from autodiagnostico.plan.demostracion import Reloj, guion
from autodiagnostico.plan.pasos import VIGENTES, EstadoDeItem
from autodiagnostico.plan.semaforo import Luz
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import (
    aprobacion,
    demostracion,
    diagnosticos,
    efectos,
    entidades,
    mecanismos,
    mesa,
    mesa_tecnica,
    seguimiento,
    sesiones,
)
from autodiagnostico.servicios.aprobacion import ActoDeAprobacion
from motor import Razon
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO, correr


def test_son_tres_con_madurez_distinta_y_una_a_medias(sala: Sala) -> None:
    """Una buena, una débil con deberes vencidos y un borrador respondido a medias."""
    buena, debil, borrador, pasada = demostracion.cargar(sala)
    assert [f.estado for f in (buena, debil, borrador)] == ["enviado", "enviado", "borrador"]
    assert (pasada.entidad, pasada.vigencia, pasada.estado) == (
        borrador.entidad,
        borrador.vigencia - 1,
        "enviado",
    )
    de_la_buena, de_la_debil, del_borrador = (
        diagnosticos.evaluar(sala, f.id) for f in (buena, debil, borrador)
    )
    assert (de_la_buena.madurez_global.nivel_min or 0) >= 3
    assert de_la_debil.madurez_global.nivel_min == 1
    assert Razon.OBLIGACION_VENCIDA in {r.razon for r in de_la_debil.recomendaciones}
    for enviada in (de_la_buena, de_la_debil):
        assert all((e.cobertura or 0) > 0.75 for e in enviada.escenarios.values()), "faltan respuestas nuevas"
    coberturas = [e.cobertura for e in del_borrador.escenarios.values() if e.cobertura is not None]
    assert all(0.25 < c < 0.75 for c in coberturas)


def test_estan_marcadas_y_sus_nombres_no_enganan(sala: Sala) -> None:
    """Dicen que son de ejemplo en el nombre y en la ficha."""
    for ficha in demostracion.cargar(sala):
        assert ficha.entidad.demostracion
        assert "de Ejemplo para" in ficha.entidad.nombre
        assert ficha.entidad.codigo.startswith("EJEMPLO-")


def test_cargarlas_otra_vez_respeta_lo_cambiado(sala: Sala) -> None:
    """Quien esté ensayando no pierde lo que hizo."""
    primera = demostracion.cargar(sala)
    borrador = next(f for f in primera if f.estado == "borrador")
    diagnosticos.responder(sala, borrador.id, "mesa.existe", False)
    assert demostracion.cargar(sala) == primera
    assert diagnosticos.caso(sala, borrador.id).respuestas["mesa.existe"].valor is False


def con_el_plan(sala: Sala) -> diagnosticos.FichaDeDiagnostico:
    return demostracion.cargar(sala)[-1]


def test_una_trae_su_mesa_y_un_plan_aprobado_y_en_marcha(sala: Sala) -> None:
    """Hay de todo: hecho, atrasado, rezagado, a tiempo, sin empezar, presentado, devuelto y propuesto."""
    suyo = con_el_plan(sala)
    marchas = seguimiento.marchas(sala, suyo.id)
    assert {m.item.estado for m in marchas} == {*EstadoDeItem} - {
        EstadoDeItem.ACORDADO,
        EstadoDeItem.NO_HECHO,
        EstadoDeItem.QUITADO,
    }
    assert {Luz.HECHO, Luz.VENCIDO, Luz.SIN_APROBAR} <= {m.luz for m in marchas}
    (version,) = aprobacion.versiones(sala, suyo.id)
    assert len(version.renglones) == sum(m.item.estado in VIGENTES for m in marchas)
    assert all(m.item.dicho.fecha and m.item.dicho.fecha.year == suyo.vigencia + 1 for m in marchas)
    efecto = seguimiento.efecto(sala, suyo.id)
    assert efecto is not None
    assert efecto.atrasadas
    assert [s.estado for s in sesiones.listar(sala, suyo.entidad.id)] == [
        "realizada",
        "realizada",
        "convocada",
    ]
    assert mesa_tecnica.leer(sala, suyo.entidad.id).acto.creada
    assert mecanismos.listar(sala, suyo.id)
    assert mesa.acciones_apartadas(sala, suyo.id)
    assert demostracion.con_plan(sala) == suyo
    assert demostracion.con_plan(sala.como(NADIE)) is None


def test_lo_hecho_propone_respuestas_al_borrador_de_la_misma_entidad(sala: Sala) -> None:
    """El ciclo se ve completo: del plan de una vigencia al autodiagnóstico de la siguiente."""
    suyo = con_el_plan(sala)
    propuestas = efectos.proponer(sala, suyo.id)
    assert propuestas
    assert {p.a_cual.estado if p.a_cual else None for p in propuestas} == {"borrador"}


def test_quien_administra_la_carga_sin_quedar_con_otros_permisos(sala: Sala) -> None:
    """Lo que se hizo por todos los roles vale solo para lo inventado."""
    administra = Quien("Alicia", None, (Pertenencia(Rol.ADMINISTRA),))
    suyo = con_el_plan(sala.como(administra))
    with pytest.raises(ErrorDePermiso):
        aprobacion.aprobar(sala.como(administra), suyo.id, ActoDeAprobacion("Acta", hoy()))


def test_otro_ano_tampoco_se_le_agrega_nada_a_lo_que_estaba(
    sala: Sala, monkeypatch: pytest.MonkeyPatch
) -> None:
    """La vigencia se corre con el día, pero solo al cargarla."""
    demostracion.cargar(sala)
    habia = diagnosticos.listar(sala)
    monkeypatch.setattr(demostracion, "hoy", lambda: hoy().replace(year=hoy().year + 1))
    demostracion.cargar(sala)
    assert diagnosticos.listar(sala) == habia


@given(st.dates(date(2026, 4, 1), date(2040, 12, 31)))
def test_las_fechas_del_plan_son_de_su_vigencia_cualquier_dia(dia: date) -> None:
    """Ni antes de que empiece, ni después de que termine, ni al revés; y lo informado ya pasó."""
    reloj = Reloj(dia)
    assert reloj.corte < dia
    for renglon in guion().renglones:
        inicio, fecha = reloj.del_plan(renglon.inicio or renglon.fecha), reloj.del_plan(renglon.fecha)
        assert reloj.corte < inicio <= fecha <= date(reloj.vigencia, 12, 31)
        assert all(a.dia <= 0 for a in renglon.avances)
    assert any(reloj.del_plan(r.fecha) < dia for r in guion().renglones if r.estado == "en_ejecucion")


def test_quitarlas_no_deja_nada_en_ninguna_tabla(sala: Sala) -> None:
    """Ni la Mesa, ni el plan, ni sus avances, ni sus evidencias."""
    antes = _cuantas(sala)
    demostracion.cargar(sala)
    assert _cuantas(sala)["avance_de_item"] > antes["avance_de_item"]
    demostracion.quitar(sala)
    quedan = _cuantas(sala)
    assert {t for t in quedan if quedan[t] != antes[t]} <= QUE_SE_CONSERVA


QUE_SE_CONSERVA = {"bitacora", "base_de_reglas"}
"""La bitácora no se borra, y una base de reglas no es de nadie."""


def _cuantas(sala: Sala) -> dict[str, int]:
    with sala.motor_bd.connect() as conexion:
        return {
            t.name: conexion.scalar(select(func.count()).select_from(t)) or 0
            for t in Tabla.metadata.sorted_tables
        }


def test_quitarlas_no_toca_las_demas(sala: Sala, diagnostico: int) -> None:
    """Se van con todo lo suyo; la entidad de verdad sigue."""
    assert not demostracion.hay(sala)
    demostracion.cargar(sala)
    assert demostracion.hay(sala)
    demostracion.quitar(sala)
    assert not demostracion.hay(sala)
    assert [f.id for f in diagnosticos.listar(sala)] == [diagnostico]


def test_en_la_terminal_se_cargan_y_se_quitan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Se dice cuáles quedaron; quitar lo que no está también se dice."""
    monkeypatch.setenv("AUTODIAGNOSTICO_DATOS", str(tmp_path))
    carga = correr("demostracion", "cargar")
    assert carga.codigo == 0, carga.salida
    assert carga.salida.count("de Ejemplo para") == 4
    assert "Se quitaron" in correr("demostracion", "quitar").salida
    assert "No había" in correr("demostracion", "quitar").salida


def test_con_otra_base_de_reglas_se_dice_que_no_son_de_ella(sala: Sala) -> None:
    """Un criterio que ya no existe no se carga a medias."""
    sin_mesa = {c: f for c, f in CATALOGO.criterios.items() if c != "mesa.existe"}
    con_otra_base = replace(sala, catalogo=replace(CATALOGO, criterios=sin_mesa))
    with pytest.raises(ErrorDeServicio, match=r"no se pueden cargar:\n.*mesa.existe"):
        demostracion.cargar(con_otra_base)
    assert not demostracion.hay(sala)


def test_no_se_apropian_de_una_entidad_de_verdad(sala: Sala) -> None:
    """Si alguien ya usa su código, se dice y no se carga ninguna."""
    entidades.guardar(sala, {**INSTITUTO, "codigo": "EJEMPLO-OFICIOS"})
    with pytest.raises(ErrorDeServicio, match="ya lo usa «Instituto de Prueba»"):
        demostracion.cargar(sala)
    assert len(entidades.listar(sala)) == 1

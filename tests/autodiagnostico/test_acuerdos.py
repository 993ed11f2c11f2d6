"""El plan de la vigencia: se arma, se acuerda, se aprueba por versiones y se sigue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from autodiagnostico import cadena
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.plan import cobertura
from autodiagnostico.plan.fichas import Contenido, ItemDePlan, Mecanismo
from autodiagnostico.plan.marco import declarado
from autodiagnostico.plan.pasos import VIGENTES, EstadoDeItem, Paso
from autodiagnostico.plan.promesa import en_cadena
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import (
    acuerdos,
    aprobacion,
    consejo,
    diagnosticos,
    efectos,
    evidencias,
    historia,
    mecanismos,
    mesa,
    plan,
    renglones,
    seguimiento,
)
from autodiagnostico.servicios.aprobacion import ActoDeAprobacion
from autodiagnostico.servicios.evidencias import Nueva
from autodiagnostico.servicios.plan import Llevada
from autodiagnostico.servicios.seguimiento import Informado
from motor.busqueda import Pedido
from tests.autodiagnostico.piezas import CATALOGO
from tests.conftest import SOLO_SQLITE

CREAR, REGLAMENTO, COORDINAR = "A-MESA-CREAR", "A-MESA-REGLAMENTO", "A-CIGD-COORDINAR"
ESTRATEGIA, PUBLICAR = "A-ESTRATEGIA", "A-ESTRATEGIA-PUBLICAR"
ACTA = ActoDeAprobacion("Acta 4 del Comité", hoy())
PRONTO = hoy() + timedelta(days=60)


def llevar(sala: Sala, diagnostico: int, *acciones: str, hasta: date = PRONTO) -> list[ItemDePlan]:
    """Las lleva al plan, listas para presentarse."""
    return plan.llevar(sala, diagnostico, [Llevada(a, hoy(), hasta, "Planeación", 5) for a in acciones])


def presentar(sala: Sala, diagnostico: int, *items: ItemDePlan) -> list[int]:
    """Acordados y presentados; da sus números."""
    numeros = [i.id for i in items]
    for paso in (Paso.ACORDAR, Paso.PRESENTAR):
        acuerdos.dar(sala, diagnostico, numeros, paso)
    return numeros


def aprobar(sala: Sala, diagnostico: int, *items: ItemDePlan) -> list[int]:
    """Presentados y aprobados por el Comité."""
    numeros = presentar(sala, diagnostico, *items)
    aprobacion.aprobar(sala, diagnostico, ACTA)
    return numeros


def vencer(sala: Sala, item_id: int, fecha: date) -> None:
    """Deja la fecha de un renglón en el pasado, como si hubiera corrido el tiempo."""
    with sala.motor_bd.begin() as conexion:
        orden = text("UPDATE item_de_plan SET inicio = NULL, fecha = :f WHERE id = :i")
        conexion.execute(
            orden, {"f": fecha.isoformat() if sala.motor_bd.name == "sqlite" else fecha, "i": item_id}
        )


def test_varias_acciones_pasan_al_plan_de_una_vez(sala: Sala, diagnostico: int) -> None:
    """Con la fecha, el esfuerzo y el responsable de la propuesta; la que ya estaba no se toca."""
    plan.guardar_item(sala, diagnostico, Contenido("plan_accion", "Jurídica"), accion=REGLAMENTO)
    nuevas = llevar(sala, diagnostico, CREAR, REGLAMENTO)
    assert [(i.accion, i.dicho.fecha, i.dicho.esfuerzo_dias) for i in nuevas] == [(CREAR, PRONTO, 5)]
    assert [i.dicho.responsable for i in plan.items(sala, diagnostico)] == ["Jurídica", "Planeación"]
    assert [p.hacia for p in acuerdos.historia(sala, diagnostico)[nuevas[0].id]] == [EstadoDeItem.PROPUESTO]


def test_lo_que_no_se_escribe_sale_del_catalogo_y_se_sigue_hasta_el_articulo(
    sala: Sala, diagnostico: int
) -> None:
    """Producto, esfuerzo, escenarios y políticas; y las reglas que la piden, con su cita."""
    (item,) = llevar(sala, diagnostico, REGLAMENTO)
    accion = CATALOGO.acciones[REGLAMENTO]
    assert (item.titulo, item.dicho.producto) == (accion.titulo, accion.producto)
    assert item.reglas == tuple(accion.cierra)
    assert {CATALOGO.reglas[r].ficha.cita.norma for r in item.reglas} >= {"decreto-640-2025"}
    assert set(item.dicho.escenarios) <= set(CATALOGO.escenarios)


def test_un_renglon_propio_dice_todo_lo_suyo(sala: Sala, diagnostico: int) -> None:
    """Y lo que no se admite se dice junto."""
    propio = Contenido(
        destino="plan_capacitacion",
        titulo="Formar a quienes atienden",
        responsable="Talento humano",
        indicador="Personas formadas",
        unidad="personas",
        linea_base=3,
        metas=(None, 10, 20, 40.5),
        costo=4_000_000_000,
        escenarios=("E2",),
        politicas=("servicio",),
    )
    guardado = plan.guardar_item(sala, diagnostico, propio)
    assert (guardado.accion, guardado.dicho, guardado.reglas) == (None, propio, ())
    malo = Contenido(
        "no-es", fecha=hoy() - timedelta(900), inicio=hoy(), metas=(1, None, None, None), costo=-1,
        escenarios=("E9",), politicas=("x",), esfuerzo_dias=0,
    )  # fmt: skip
    with pytest.raises(ErrorDeEntrada) as error:
        plan.guardar_item(sala, diagnostico, malo)
    assert len(error.value.problemas) == 9
    assert len(plan.items(sala, diagnostico)) == 1


def test_apartar_pide_razon_y_el_deber_que_se_difiere_queda_marcado(sala: Sala, diagnostico: int) -> None:
    """Un lineamiento se difiere sin más; de un deber se dice que lo es. Llevarla al plan la devuelve."""
    with pytest.raises(ErrorDeServicio, match="Escriba la razón"):
        mesa.apartar(sala, diagnostico, REGLAMENTO, " ", 2028)
    apartada = mesa.apartar(sala, diagnostico, REGLAMENTO, "Se está negociando", 2028)
    assert "D640-252-6" in apartada.deberes
    resultado = diagnosticos.evaluar(sala, diagnostico)
    acciones = mesa.acciones_apartadas(sala, diagnostico)
    assert REGLAMENTO not in {r.accion for r in plan.recomendaciones(sala, resultado, {}, acciones)}
    propuesto = consejo.planear(sala, diagnostico, Pedido((200,)))
    assert REGLAMENTO not in {a.accion for p in propuesto.periodos for a in p.acciones}
    (item,) = llevar(sala, diagnostico, REGLAMENTO)
    assert mesa.acciones_apartadas(sala, diagnostico) == {}
    with pytest.raises(ErrorDeServicio, match="está en el plan"):
        mesa.apartar(sala, diagnostico, REGLAMENTO, "ya no", 2028)
    acuerdos.dar(sala, diagnostico, [item.id], Paso.QUITAR)
    mesa.apartar(sala, diagnostico, REGLAMENTO, "ya no", 2028)
    mesa.quitar_apartada(sala, diagnostico, REGLAMENTO)
    assert mesa.acciones_apartadas(sala, diagnostico) == {}


def test_el_plan_optimo_usa_lo_que_la_entidad_escribio(sala: Sala, diagnostico: int) -> None:
    """El esfuerzo y el área del renglón, y no los del catálogo."""
    plan.guardar_item(sala, diagnostico, Contenido("otro_plan", "Jurídica", esfuerzo_dias=37), accion=CREAR)
    optimo = consejo.planear(sala, diagnostico, Pedido((400,), fijadas={CREAR: 1}))
    (suya,) = (a for p in optimo.periodos for a in p.acciones if a.accion == CREAR)
    assert (suya.esfuerzo_dias, suya.responsable) == (37, "Jurídica")


def test_se_avisa_de_los_escenarios_sin_accion(sala: Sala, diagnostico: int) -> None:
    """Según las reglas que cierra cada acción, o lo que diga un renglón propio."""
    assert cobertura.sin_accion(CATALOGO, plan.items(sala, diagnostico)) == list(CATALOGO.escenarios)
    plan.guardar_item(sala, diagnostico, Contenido(titulo="Propia", escenarios=("E1", "E3")))
    assert cobertura.sin_accion(CATALOGO, plan.items(sala, diagnostico)) == ["E2", "E4"]
    assert declarado().sin_escenario.cita.norma in CATALOGO.normas
    assert declarado().mecanismos.cita.norma in CATALOGO.normas


def test_no_se_acuerda_ni_se_presenta_lo_que_esta_a_medias(sala: Sala, diagnostico: int) -> None:
    """Se dice, de todos a la vez, qué falta; y nada se mueve."""
    sin_area = plan.guardar_item(sala, diagnostico, Contenido("otro_plan"), accion=CREAR)
    sin_fecha = plan.guardar_item(sala, diagnostico, Contenido("plan_accion", "Área"), accion=REGLAMENTO)
    with pytest.raises(ErrorDeEntrada, match="área responsable"):
        acuerdos.dar(sala, diagnostico, [sin_area.id, sin_fecha.id], Paso.ACORDAR)
    acuerdos.dar(sala, diagnostico, [sin_fecha.id], Paso.ACORDAR, "Con la Oficina Jurídica")
    with pytest.raises(ErrorDeEntrada, match="la fecha en que termina"):
        acuerdos.dar(sala, diagnostico, [sin_fecha.id], Paso.PRESENTAR)
    estados = [i.estado for i in plan.items(sala, diagnostico)]
    assert estados == [EstadoDeItem.PROPUESTO, EstadoDeItem.ACORDADO]
    assert acuerdos.historia(sala, diagnostico)[sin_fecha.id][-1].observacion == "Con la Oficina Jurídica"


def test_aprobar_congela_una_version_y_cambiar_lo_aprobado_hace_otra(sala: Sala, diagnostico: int) -> None:
    """Lo que se reformula sigue valiendo como se aprobó hasta que el Comité apruebe lo nuevo."""
    uno, otro = llevar(sala, diagnostico, CREAR, COORDINAR)
    presentar(sala, diagnostico, uno, otro)
    primera = aprobacion.aprobar(sala, diagnostico, ACTA)
    assert (primera.numero, primera.acto, list(primera.renglones)) == (1, "Acta 4 del Comité", [1, 2])
    assert primera.prometida[-1].total.indice is not None
    assert {a for c in primera.prometida for a in c.acciones} == {CREAR, COORDINAR}
    assert aprobacion.por_aprobar(sala, diagnostico) == []
    with pytest.raises(ErrorDeServicio, match="reformularlo"):
        plan.guardar_item(sala, diagnostico, uno.escrito, item_id=uno.id)

    acuerdos.dar(sala, diagnostico, [uno.id], Paso.REFORMULAR, "No alcanza el presupuesto")
    otra_fecha = replace(uno.escrito, fecha=PRONTO + timedelta(days=90))
    plan.guardar_item(sala, diagnostico, otra_fecha, item_id=uno.id)
    (cambio,) = aprobacion.por_aprobar(sala, diagnostico)
    assert (cambio.orden, [c.campo for c in cambio.cambios]) == (1, ["fecha"])
    (propio,) = [
        plan.guardar_item(
            sala, diagnostico, replace(otra_fecha, titulo="Propia", destino="ptep", producto="x")
        )
    ]
    presentar(sala, diagnostico, propio)
    segunda = aprobacion.aprobar(sala, diagnostico, ACTA)
    assert list(segunda.renglones) == [1, 2, 3]
    assert segunda.renglones[1] == primera.renglones[1], "sigue valiendo lo aprobado"
    presentar(sala, diagnostico, uno)
    tercera = aprobacion.aprobar(sala, diagnostico, ACTA)
    assert tercera.renglones[1]["fecha"] == (PRONTO + timedelta(days=90)).isoformat()
    assert [v.numero for v in aprobacion.versiones(sala, diagnostico)] == [1, 2, 3]
    assert aprobacion.versiones(sala, diagnostico)[0] == primera
    assert cadena.verificar(sala.motor_bd).roturas == ()


def test_el_comite_devuelve_con_observaciones_y_aprueba_lo_demas(sala: Sala, diagnostico: int) -> None:
    """Lo devuelto se puede corregir y vuelve a acordarse."""
    uno, otro = llevar(sala, diagnostico, CREAR, COORDINAR)
    presentar(sala, diagnostico, uno, otro)
    with pytest.raises(ErrorDeEntrada, match="por qué"):
        acuerdos.dar(sala, diagnostico, [otro.id], Paso.DEVOLVER)
    acuerdos.dar(sala, diagnostico, [otro.id], Paso.DEVOLVER, "Sin indicador")
    version = aprobacion.aprobar(sala, diagnostico, ACTA)
    assert list(version.renglones) == [1]
    plan.guardar_item(sala, diagnostico, replace(otro.escrito, indicador="Sesiones"), item_id=otro.id)
    aprobar(sala, diagnostico, otro)
    assert {i.estado for i in plan.items(sala, diagnostico)} == {EstadoDeItem.APROBADO}


def test_sin_acto_con_fecha_por_venir_o_sin_nada_presentado_no_se_aprueba(
    sala: Sala, diagnostico: int
) -> None:
    """Ni se aprueba uno que no se presentó."""
    (uno,) = llevar(sala, diagnostico, CREAR)
    with pytest.raises(ErrorDeEntrada, match="No hay nada presentado"):
        aprobacion.aprobar(sala, diagnostico, ACTA)
    with pytest.raises(ErrorDeEntrada, match="desde «Presentada al Comité»"):
        aprobacion.aprobar(sala, diagnostico, ACTA, [uno.id])
    with pytest.raises(ErrorDeEntrada) as error:
        aprobacion.aprobar(sala, diagnostico, ActoDeAprobacion(" ", hoy() + timedelta(days=1)))
    assert len(error.value.problemas) == 3, "lo del acto y lo del plan, de una vez"
    with pytest.raises(ErrorDeEntrada, match="Escriba la fecha"):
        aprobacion.aprobar(sala, diagnostico, ActoDeAprobacion("Acta 4", None))
    assert aprobacion.versiones(sala, diagnostico) == []


def test_lo_que_otra_persona_cambio_no_se_pisa(sala: Sala, diagnostico: int) -> None:
    """Ni al guardar, ni al dar un paso, ni al aprobar."""
    (uno,) = llevar(sala, diagnostico, CREAR)
    ahora = plan.guardar_item(sala, diagnostico, replace(uno.escrito, nota="a"), item_id=uno.id, vista=1)
    with pytest.raises(ErrorDeServicio, match="otra persona"):
        plan.guardar_item(sala, diagnostico, replace(uno.escrito, nota="b"), item_id=uno.id, vista=1)
    with pytest.raises(ErrorDeServicio, match="otra persona"):
        acuerdos.dar(sala, diagnostico, [uno.id], Paso.ACORDAR, vistas={uno.id: 1})
    presentar(sala, diagnostico, ahora)
    with pytest.raises(ErrorDeServicio, match="otra persona"):
        aprobacion.aprobar(sala, diagnostico, ACTA, vistas={uno.id: 1})


def test_lo_que_cambia_mientras_se_aprueba_detiene_la_aprobacion(
    sala: Sala, diagnostico: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No se congela una versión que ya no es lo que hay."""
    uno, otro = llevar(sala, diagnostico, CREAR, COORDINAR)
    presentar(sala, diagnostico, uno)
    de_veras = aprobacion._preparar

    def preparar_mientras_otra_persona_escribe(*todo: Any) -> object:
        preparado = de_veras(*todo)
        plan.guardar_item(sala, diagnostico, replace(otro.escrito, nota="otra cosa"), item_id=otro.id)
        return preparado

    monkeypatch.setattr(aprobacion, "_preparar", preparar_mientras_otra_persona_escribe)
    with pytest.raises(ErrorDeServicio, match="alguien cambió el plan"):
        aprobacion.aprobar(sala, diagnostico, ACTA)
    assert aprobacion.versiones(sala, diagnostico) == []
    assert plan.items(sala, diagnostico)[0].estado is EstadoDeItem.PRESENTADO


def test_una_accion_no_cuenta_antes_que_la_que_requiere() -> None:
    """Si esa se atrasa, corre a las que esperan por ella, y a las que esperan por esas."""
    fechas = {"A-CAR-PUBLICAR": date(2027, 3, 1), "A-CAR-FUENTES": date(2027, 2, 1), "A-CAR-GRUPO": PRONTO}
    tarde = date(2027, 12, 1)
    assert en_cadena(CATALOGO, fechas | {"A-CAR-GRUPO": tarde}) == dict.fromkeys(fechas, tarde)
    sola = {"A-CAR-PUBLICAR": date(2027, 3, 1)}
    assert en_cadena(CATALOGO, sola) == sola, "lo que no está en el plan no la corre"


def test_una_version_que_alguien_toca_no_se_muestra(sala: Sala, diagnostico: int) -> None:
    """Y la bitácora lo dice."""
    aprobar(sala, diagnostico, *llevar(sala, diagnostico, CREAR))
    with sala.motor_bd.begin() as conexion:
        conexion.execute(text("UPDATE version_de_plan SET contenido = '{\"renglones\": []}'"))
    with pytest.raises(ErrorDeServicio, match="Alguien cambió la versión 1"):
        aprobacion.versiones(sala, diagnostico)
    assert cadena.verificar(sala.motor_bd).roturas != ()


def test_quien_arma_el_plan_no_lo_aprueba_y_quien_lo_aprueba_no_lo_arma(sala: Sala, diagnostico: int) -> None:
    """Ni control interno da un paso."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    de = {r: sala.como(Quien(r.nombre, None, (Pertenencia(r, entidad),))) for r in Rol}
    (uno,) = llevar(de[Rol.MESA], diagnostico, CREAR)
    presentar(de[Rol.PLANEACION], diagnostico, uno)
    for rol in (Rol.MESA, Rol.LIDER, Rol.PLANEACION, Rol.CONTROL_INTERNO, Rol.LECTOR):
        with pytest.raises(ErrorDePermiso):
            aprobacion.aprobar(de[rol], diagnostico, ACTA)
        with pytest.raises(ErrorDePermiso):
            acuerdos.dar(de[rol], diagnostico, [uno.id], Paso.DEVOLVER, "no")
    aprobacion.aprobar(de[Rol.CIGD], diagnostico, ACTA)
    for rol in (Rol.CIGD, Rol.CONTROL_INTERNO, Rol.LECTOR, Rol.SUBSECRETARIA):
        for paso in set(Paso) - {Paso.APROBAR, Paso.DEVOLVER, Paso.PROPONER}:
            with pytest.raises(ErrorDePermiso):
                acuerdos.dar(de[rol], diagnostico, [uno.id], paso, "no")


def test_el_avance_se_informa_de_lo_que_esta_en_ejecucion(sala: Sala, diagnostico: int) -> None:
    """Con lo entregado y su evidencia; lo informado queda."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    (uno,) = llevar(sala, diagnostico, CREAR)
    with pytest.raises(ErrorDeEntrada, match="en ejecución"):
        seguimiento.informar(sala, diagnostico, uno.id, Informado(10))
    aprobar(sala, diagnostico, uno)
    acuerdos.dar(sala, diagnostico, [uno.id], Paso.EMPEZAR)
    acta = evidencias.agregar(sala, entidad, Nueva(nombre="Acta 1"))
    seguimiento.informar(sala, diagnostico, uno.id, Informado(40, "Borrador", 2.5, acta.id))
    todos = seguimiento.informar(sala, diagnostico, uno.id, Informado(70))
    assert [(a.porcentaje, a.valor, a.evidencia) for a in todos] == [
        (40, 2.5, (acta.id, "Acta 1")),
        (70, None, None),
    ]
    malo = Informado(101, valor=float("nan"), evidencia_id=99, fecha=hoy() + timedelta(days=1))
    with pytest.raises(ErrorDeEntrada) as error:
        seguimiento.informar(sala, diagnostico, uno.id, malo)
    assert len(error.value.problemas) == 4
    assert cadena.verificar(sala.motor_bd).roturas == ()


def test_un_atraso_baja_la_madurez_prometida_en_su_trimestre(sala: Sala, diagnostico: int) -> None:
    """Lo vencido se corre a hoy con lo que lo requiere; lo no hecho deja de contar; lo hecho cuenta ya."""
    for criterio in ("cigd.existe", "mesa.existe"):
        diagnosticos.responder(sala, diagnostico, criterio, False)
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    _envejecer(sala, diagnostico, dias=200)
    uno, otro = llevar(sala, diagnostico, ESTRATEGIA, PUBLICAR)
    vencer(sala, uno.id, hoy() - timedelta(days=150))
    vencer(sala, otro.id, hoy() - timedelta(days=140))
    items = {i.accion: i for i in plan.items(sala, diagnostico)}
    aprobar(sala, diagnostico, items[ESTRATEGIA], items[PUBLICAR])
    efecto = seguimiento.efecto(sala, diagnostico)
    assert efecto is not None
    assert [(a.item.accion, a.hasta) for a in efecto.atrasadas] == [(ESTRATEGIA, hoy()), (PUBLICAR, hoy())]
    antes, ahora = efecto.prometida[0].total.indice, efecto.proyectada[0].total.indice
    assert antes is not None
    assert ahora is not None
    assert ahora < antes
    assert efecto.proyectada[-1].total == efecto.prometida[-1].total
    acuerdos.dar(sala, diagnostico, [otro.id], Paso.NO_CUMPLIR, "Sin presupuesto")
    efecto = seguimiento.efecto(sala, diagnostico)
    assert efecto is not None
    assert [a.hasta for a in efecto.atrasadas] == [hoy(), None]
    assert PUBLICAR not in {a for c in efecto.proyectada for a in c.acciones}


def _envejecer(sala: Sala, diagnostico: int, dias: int) -> None:
    dia = hoy() - timedelta(days=dias)
    with sala.motor_bd.begin() as conexion:
        orden = text("UPDATE diagnostico SET fecha_corte = :f WHERE id = :i")
        conexion.execute(
            orden, {"f": dia.isoformat() if sala.motor_bd.name == "sqlite" else dia, "i": diagnostico}
        )


def test_lo_hecho_propone_sus_respuestas_y_una_persona_las_acepta(sala: Sala, diagnostico: int) -> None:
    """Al diagnóstico abierto de la entidad, con su evidencia; nada cambia hasta que se acepta."""
    ficha = diagnosticos.leer(sala, diagnostico)
    (uno,) = llevar(sala, diagnostico, REGLAMENTO)
    aprobar(sala, diagnostico, uno)
    acuerdos.dar(sala, diagnostico, [uno.id], Paso.EMPEZAR)
    acta = evidencias.agregar(sala, ficha.entidad.id, Nueva(nombre="Resolución 9"))
    seguimiento.informar(sala, diagnostico, uno.id, Informado(100, "Resolución", evidencia_id=acta.id))
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    acuerdos.dar(sala, diagnostico, [uno.id], Paso.CUMPLIR)
    (sin_donde,) = efectos.proponer(sala, diagnostico)
    assert (sin_donde.a_cual, sin_donde.respuestas) == (None, ())
    with pytest.raises(ErrorDeServicio, match="no hay un autodiagnóstico abierto"):
        efectos.aceptar(sala, diagnostico, uno.id, ["mesa.existe"])

    siguiente = diagnosticos.abrir(sala, ficha.entidad.id, ficha.vigencia + 1).id
    (propone,) = efectos.proponer(sala, diagnostico)
    assert propone.a_cual is not None
    assert propone.a_cual.id == siguiente
    criterios = [r.criterio for r in propone.respuestas]
    assert set(criterios) == set(CATALOGO.acciones[REGLAMENTO].logra)
    assert diagnosticos.caso(sala, siguiente).respuestas == {}
    mesa_ = sala.como(Quien("Mesa", None, (Pertenencia(Rol.MESA, ficha.entidad.id),)))
    with pytest.raises(ErrorDePermiso):
        efectos.aceptar(mesa_, diagnostico, uno.id, criterios)
    assert efectos.aceptar(sala, diagnostico, uno.id, criterios[:1]) == 1
    assert diagnosticos.caso(sala, siguiente).respuestas[criterios[0]].evidencias == ("Resolución 9",)
    assert {c.origen for c in historia.cambios(sala, siguiente, criterios[0])} == {"plan"}
    assert efectos.aceptar(sala, diagnostico, uno.id, criterios) == len(criterios) - 1
    assert efectos.proponer(sala, diagnostico) == []


def test_los_mecanismos_de_cada_politica(sala: Sala, diagnostico: int) -> None:
    """Se agregan, se cambian con lo que dejaron y se quitan."""
    bueno = Mecanismo(
        0, "servicio", "realimentacion", "Encuesta", "Servicio", hoy(), 120, "Falta claridad", "Nueva guía"
    )
    guardado = mecanismos.guardar(sala, diagnostico, bueno)
    assert guardado == replace(bueno, id=guardado.id)
    mecanismos.guardar(sala, diagnostico, replace(guardado, participantes=None))
    (queda,) = mecanismos.listar(sala, diagnostico)
    assert queda.participantes is None
    assert "servicio" not in cobertura.sin_mecanismo(CATALOGO, [queda])
    with pytest.raises(ErrorDeEntrada) as error:
        mecanismos.guardar(sala, diagnostico, Mecanismo(0, "x", "y", "", participantes=-1))
    assert len(error.value.problemas) == 4
    mecanismos.quitar(sala, diagnostico, guardado.id)
    assert mecanismos.listar(sala, diagnostico) == []


def test_lo_de_otro_plan_no_se_toca(sala: Sala, diagnostico: int) -> None:
    """El número de un renglón o un mecanismo de otro diagnóstico no sirve."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    otro = diagnosticos.abrir(sala, entidad, 2025).id
    (ajeno,) = llevar(sala, otro, CREAR)
    mecanismo = mecanismos.guardar(sala, otro, Mecanismo(0, "servicio", "participacion", "Foro"))
    for hacer in (
        lambda: acuerdos.dar(sala, diagnostico, [ajeno.id], Paso.ACORDAR),
        lambda: plan.guardar_item(sala, diagnostico, ajeno.escrito, item_id=ajeno.id),
        lambda: seguimiento.informar(sala, diagnostico, ajeno.id, Informado(1)),
        lambda: mecanismos.quitar(sala, diagnostico, mecanismo.id),
    ):
        with pytest.raises(ErrorDeServicio, match="ya no está"):
            hacer()


@SOLO_SQLITE
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pasos=st.lists(st.one_of(st.sampled_from([*Paso]), st.just("cambiar")), max_size=14))
def test_por_cualquier_camino_lo_vigente_es_lo_aprobado(
    sala: Sala, diagnostico: int, pasos: list[Paso | str]
) -> None:
    """Y una versión aprobada no cambia nunca."""
    (item,) = [
        plan.guardar_item(sala, diagnostico, Contenido("ptep", "Área", PRONTO, titulo="Propia", producto="P"))
    ]
    congeladas: dict[int, str] = {v.numero: v.huella for v in aprobacion.versiones(sala, diagnostico)}
    for numero, paso in enumerate([Paso.ACORDAR, Paso.PRESENTAR, *pasos]):
        try:
            if paso == "cambiar":
                plan.guardar_item(sala, diagnostico, replace(item.escrito, nota=str(numero)), item_id=item.id)
            elif paso is Paso.APROBAR:
                nueva = aprobacion.aprobar(sala, diagnostico, ACTA, [item.id])
                congeladas[nueva.numero] = nueva.huella
            else:
                acuerdos.dar(sala, diagnostico, [item.id], Paso(paso), "porque sí")
        except ErrorDeServicio:
            continue
    ahora = next((i for i in plan.items(sala, diagnostico) if i.id == item.id), None)
    versiones = aprobacion.versiones(sala, diagnostico)
    assert {v.numero: v.huella for v in versiones} == congeladas
    if ahora is not None and ahora.estado in VIGENTES:
        assert versiones[-1].renglones[item.orden] == renglones.en_json(ahora)
    if ahora is None:
        assert all(item.orden not in v.renglones for v in versiones)

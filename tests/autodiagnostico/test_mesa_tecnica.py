"""El registro de la Mesa: se guarda, se compara con las reglas y propone; las sesiones deciden con quórum."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from autodiagnostico import cadena
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.mesa.fichas import (
    Acto,
    Asistente,
    Calidad,
    Decision,
    EstadoDelReglamento,
    EstadoDeSesion,
    Integrante,
)
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import diagnosticos, mesa_tecnica, sesiones
from autodiagnostico.servicios.sesiones import Acta, Convocatoria

ACTO = Acto(
    acto="Resolución 10 de 2026",
    firma=date(2026, 3, 2),
    acta_del_comite="Acta 3 de 2026 del Comité",
    publicada_en_web=date(2026, 3, 4),
)
CARGOS = [
    Integrante(0, "Jefatura de Servicio", bloque="servicio", politicas=("servicio", "tramites")),
    Integrante(0, "Oficina de Planeación", bloque="planeacion", politicas=("transparencia",)),
    Integrante(0, "Defensoría de la Ciudadanía", bloque="defensoria"),
    Integrante(0, "Comunicaciones, invitada", politicas=("participacion",), con_voto=False),
]


@pytest.fixture
def entidad(sala: Sala, diagnostico: int) -> int:
    """La entidad del diagnóstico, con el acto de su Mesa y tres integrantes con voto."""
    suya = diagnosticos.leer(sala, diagnostico).entidad.id
    mesa_tecnica.guardar_acto(sala, suya, ACTO)
    for cargo in CARGOS:
        mesa_tecnica.guardar_integrante(sala, suya, cargo)
    return suya


def test_sin_llenar_no_propone_nada(sala: Sala, diagnostico: int) -> None:
    """Que falte un dato no es un «no»."""
    assert mesa_tecnica.revisar(sala, diagnostico).propuestas == ()


def test_lo_guardado_vuelve_igual(sala: Sala, entidad: int) -> None:
    """El acto y los integrantes, en el orden en que se agregaron."""
    mesa = mesa_tecnica.leer(sala, entidad)
    assert mesa.acto == ACTO
    assert [replace(i, id=0) for i in mesa.integrantes] == CARGOS


def test_se_revisa_con_las_reglas_que_evaluan(sala: Sala, diagnostico: int, entidad: int) -> None:
    """Los tres bloques cumplen; participación la lleva una invitada, que no cuenta, y falta el reglamento."""
    revision = mesa_tecnica.revisar(sala, diagnostico)
    estados = {h.regla.codigo: h.estado.value for h in revision.hallazgos}
    assert estados["D640-252-2"] == estados["D640-252-4"] == "cumple"
    assert estados["D640-252-5"] == "parcial"
    assert estados["D640-252-6"] == "no_cumple"
    propuesto = {p.criterio: p.valor for p in revision.propuestas}
    assert propuesto["mesa.politicas_con_area"] == ("transparencia", "tramites", "servicio")
    assert propuesto["mesa.acto_publicado"] == "parcial"
    assert "mesa.reglamento_contenidos" not in propuesto


def test_aceptar_responde_con_su_respaldo(sala: Sala, diagnostico: int, entidad: int) -> None:
    """Solo lo elegido, una vez, con el acto como evidencia y su origen en la historia."""
    assert mesa_tecnica.aceptar(sala, diagnostico, ["mesa.existe", "mesa.bloques"]) == 2
    respuestas = diagnosticos.caso(sala, diagnostico).respuestas
    assert set(respuestas) == {"mesa.existe", "mesa.bloques"}
    assert respuestas["mesa.existe"].evidencias == ("Acta 3 de 2026 del Comité", "Resolución 10 de 2026")
    assert mesa_tecnica.aceptar(sala, diagnostico, ["mesa.existe"]) == 0
    assert cadena.verificar(sala.motor_bd).roturas == ()


def test_quien_sale_deja_de_contar(sala: Sala, diagnostico: int, entidad: int) -> None:
    """Se conserva con su fecha, y la regla de composición lo nota."""
    suyo = mesa_tecnica.leer(sala, entidad).integrantes[2]
    mesa_tecnica.guardar_integrante(sala, entidad, replace(suyo, hasta=date(2026, 4, 1)))
    estados = {h.regla.codigo: h.estado.value for h in mesa_tecnica.revisar(sala, diagnostico).hallazgos}
    assert estados["D640-252-4"] == "parcial"
    assert len(mesa_tecnica.leer(sala, entidad).integrantes) == 4


def test_todo_lo_malo_del_acto_se_dice_junto(sala: Sala, entidad: int) -> None:
    """Y lo guardado queda como estaba."""
    malo = replace(
        ACTO,
        quorum=0,
        publicada_en_web=date(2026, 1, 1),
        contenidos=("colores",),
        fecha_del_reglamento=date(2026, 5, 1),
        estado_reglamento=EstadoDelReglamento.PROYECTO,
    )
    with pytest.raises(ErrorDeEntrada) as error:
        mesa_tecnica.guardar_acto(sala, entidad, malo)
    assert len(error.value.problemas) == 4
    assert mesa_tecnica.leer(sala, entidad).acto == ACTO


def test_otra_entidad_no_la_ve_ni_la_cambia(sala: Sala, entidad: int) -> None:
    """Ni quien lee puede cambiarla."""
    ajena = sala.como(Quien("Ajena", None, (Pertenencia(Rol.MESA, entidad + 1),)))
    lectora = sala.como(Quien("Lectora", None, (Pertenencia(Rol.LECTOR, entidad),)))
    with pytest.raises(ErrorDePermiso, match="no es de las suyas"):
        mesa_tecnica.leer(ajena, entidad)
    with pytest.raises(ErrorDePermiso, match="no es de las suyas"):
        sesiones.listar(ajena, entidad)
    with pytest.raises(ErrorDePermiso, match="cambiar el plan"):
        mesa_tecnica.guardar_acto(lectora, entidad, ACTO)
    assert mesa_tecnica.leer(lectora, entidad).acto == ACTO


def convocada(sala: Sala, entidad: int, dia: date = date(2026, 6, 1)) -> int:
    """Una sesión por realizar."""
    return sesiones.convocar(sala, entidad, Convocatoria(dia, orden_del_dia=("Revisar el plan",))).id


def presentes(sala: Sala, entidad: int, cuantos: int) -> tuple[Asistente, ...]:
    """Los primeros integrantes, cada uno como titular."""
    mesa = mesa_tecnica.leer(sala, entidad)
    return tuple(Asistente(i.cargo, Calidad.TITULAR, i.id) for i in mesa.integrantes[:cuantos])


def test_con_quorum_decide_y_los_compromisos_pasan_a_la_siguiente(sala: Sala, entidad: int) -> None:
    """Hasta que alguien diga en qué quedaron."""
    primera = convocada(sala, entidad)
    acta = Acta(
        presentes(sala, entidad, 2),
        desarrollo="Se leyó el plan.",
        decisiones=(Decision("Aprobar el plan", a_favor=2),),
        compromisos=(("Publicar el plan", "Planeación", date(2026, 7, 1)),),
    )
    hecha = sesiones.realizar(sala, entidad, primera, acta)
    assert (hecha.numero, hecha.estado, hecha.decisiones[0].aprobada) == (1, EstadoDeSesion.REALIZADA, True)
    convocada(sala, entidad, date(2026, 7, 2))
    segunda = sesiones.listar(sala, entidad)[1]
    assert [(c.texto, c.sesion, c.vencido(segunda.fecha)) for c in segunda.pendientes] == [
        ("Publicar el plan", 1, True)
    ]
    sesiones.cumplir(sala, entidad, segunda.pendientes[0].id, "Publicado en la web")
    assert sesiones.listar(sala, entidad)[1].pendientes == ()


def test_sin_quorum_no_decide_y_se_dice_todo_lo_que_no_cuadra(sala: Sala, entidad: int) -> None:
    """La mayoría de los tres con voto son dos; una invitada no suma."""
    suya = convocada(sala, entidad)
    invitada = mesa_tecnica.leer(sala, entidad).integrantes[3]
    acta = Acta(
        (*presentes(sala, entidad, 1), Asistente(invitada.cargo, Calidad.TITULAR, invitada.id)),
        decisiones=(Decision("Aprobar", a_favor=3),),
        compromisos=(("Algo", "", None),),
    )
    with pytest.raises(ErrorDeEntrada) as error:
        sesiones.realizar(sala, entidad, suya, acta)
    assert [p.split(":")[0].split(" tiene")[0] for p in error.value.problemas] == [
        "No hubo quórum",
        "La decisión 1",
        "El compromiso 1 necesita qué se hará y quién.",
    ]
    assert sesiones.listar(sala, entidad)[0].estado is EstadoDeSesion.CONVOCADA


def test_la_numeracion_no_salta_y_lo_cancelado_conserva_su_numero(sala: Sala, entidad: int) -> None:
    """Una cancelada no se realiza."""
    primera, segunda = convocada(sala, entidad), convocada(sala, entidad)
    sesiones.cancelar(sala, entidad, primera)
    assert [(s.numero, s.estado.value) for s in sesiones.listar(sala, entidad)] == [
        (1, "cancelada"),
        (2, "convocada"),
    ]
    with pytest.raises(ErrorDeServicio, match="se canceló"):
        sesiones.realizar(sala, entidad, primera, Acta(presentes(sala, entidad, 2)))
    assert sesiones.realizar(sala, entidad, segunda, Acta(presentes(sala, entidad, 2))).numero == 2


def test_sin_mesa_creada_no_hay_que_convocar(sala: Sala, diagnostico: int) -> None:
    """Primero el acto o el acta del Comité."""
    suya = diagnosticos.leer(sala, diagnostico).entidad.id
    with pytest.raises(ErrorDeServicio, match="Registre primero"):
        convocada(sala, suya)


def test_lo_que_otra_persona_cambio_no_se_pisa_sin_saberlo(sala: Sala, entidad: int) -> None:
    """Ni el acto, ni un integrante, ni un acta: se dice, y quien insiste ya sabe."""
    uno = mesa_tecnica.leer(sala, entidad).integrantes[0]
    suya = convocada(sala, entidad)
    vista = sesiones.listar(sala, entidad)[0]
    acta = Acta(presentes(sala, entidad, 2), desarrollo="Se leyó el plan.")
    mesa_tecnica.guardar_acto(sala, entidad, replace(ACTO, quorum=2), vista=ACTO)
    mesa_tecnica.guardar_integrante(sala, entidad, replace(uno, persona="Ana"), vista=uno)
    hecha = sesiones.realizar(sala, entidad, suya, acta, vista=vista)
    with pytest.raises(ErrorDeServicio, match="otra persona cambió el acto de la Mesa"):
        mesa_tecnica.guardar_acto(sala, entidad, replace(ACTO, quorum=3), vista=ACTO)
    with pytest.raises(ErrorDeServicio, match="otra persona cambió ese integrante"):
        mesa_tecnica.guardar_integrante(sala, entidad, replace(uno, persona="Luis"), vista=uno)
    with pytest.raises(ErrorDeServicio, match="otra persona cambió el acta 1"):
        sesiones.realizar(sala, entidad, suya, replace(acta, desarrollo="Otra cosa"), vista=vista)
    mesa = mesa_tecnica.leer(sala, entidad)
    assert (mesa.acto.quorum, mesa.integrantes[0].persona) == (2, "Ana")
    assert sesiones.listar(sala, entidad) == [hecha]
    convocada(sala, entidad)
    corregida = sesiones.realizar(sala, entidad, suya, replace(acta, desarrollo="Bien"), vista=hecha)
    assert corregida.desarrollo == "Bien"


def test_un_compromiso_se_cumple_una_vez(sala: Sala, entidad: int) -> None:
    """Quien llega segundo ve en qué quedó, y no lo borra; ni se cumple en el futuro ni con una novela."""
    suya = convocada(sala, entidad)
    acta = Acta(presentes(sala, entidad, 2), compromisos=(("Publicar", "Planeación", None),))
    (compromiso,) = sesiones.realizar(sala, entidad, suya, acta).compromisos
    with pytest.raises(ErrorDeEntrada) as error:
        sesiones.cumplir(sala, entidad, compromiso.id, "x" * 5000, hoy() + timedelta(days=1))
    assert len(error.value.problemas) == 2
    sesiones.cumplir(sala, entidad, compromiso.id, "Publicado")
    with pytest.raises(ErrorDeServicio, match="Otra persona ya lo dio por cumplido"):
        sesiones.cumplir(sala, entidad, compromiso.id, "Nada")


def test_de_una_sesion_que_no_ha_llegado_no_hay_acta(sala: Sala, entidad: int) -> None:
    suya = convocada(sala, entidad, hoy() + timedelta(days=1))
    with pytest.raises(ErrorDeEntrada, match="Registre lo que pasó desde ese día"):
        sesiones.realizar(sala, entidad, suya, Acta(presentes(sala, entidad, 2)))
    assert sesiones.listar(sala, entidad)[0].estado is EstadoDeSesion.CONVOCADA


def test_quien_llega_dos_veces_vota_una(sala: Sala, entidad: int) -> None:
    """El mismo cargo como titular y por su suplente no hace quórum solo."""
    (uno,) = presentes(sala, entidad, 1)
    acta = Acta((uno, replace(uno, calidad=Calidad.SUPLENTE)), decisiones=(Decision("Sí", a_favor=2),))
    with pytest.raises(ErrorDeEntrada, match="estuvieron 1 con voto"):
        sesiones.realizar(sala, entidad, convocada(sala, entidad), acta)


@pytest.mark.parametrize(
    "convocatoria",
    [
        Convocatoria(date(2026, 6, 1), lugar="x" * 5000, orden_del_dia=("Ver",)),
        Convocatoria(date(2026, 6, 1), orden_del_dia=("x" * 3000, "y" * 3000)),
        Convocatoria(date(9999, 6, 1), orden_del_dia=("Ver",)),
    ],
)
def test_una_convocatoria_desmedida_no_entra(sala: Sala, entidad: int, convocatoria: Convocatoria) -> None:
    with pytest.raises(ErrorDeEntrada, match=r"4000|Revise el año"):
        sesiones.convocar(sala, entidad, convocatoria)
    assert sesiones.listar(sala, entidad) == []


def test_un_quorum_imposible_no_entra(sala: Sala, entidad: int) -> None:
    with pytest.raises(ErrorDeEntrada, match="de 1 a 1000"):
        mesa_tecnica.guardar_acto(sala, entidad, replace(ACTO, quorum=10**30))

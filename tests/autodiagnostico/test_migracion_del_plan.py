"""Lo que ya estaba en el plan, y lo diferido, llega entero al plan de la vigencia."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa

from autodiagnostico import cadena
from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import crear_motor
from autodiagnostico.almacen.migracion import migrando, subir
from autodiagnostico.permisos import LOCAL
from autodiagnostico.plan.fichas import Contenido
from autodiagnostico.plan.pasos import EstadoDeItem, Paso
from autodiagnostico.sala import abrir_sala, hoy
from autodiagnostico.servicios import acuerdos, aprobacion, diagnosticos, mesa, plan

ANTERIOR = "0007"
CUANDO = sa.bindparam("cuando", datetime(2026, 1, 1, tzinfo=UTC), type_=sa.DateTime(timezone=True))
ITEMS = [
    (1, "A-MESA-REGLAMENTO", "plan_accion", "Secretaría técnica", date(2026, 9, 30), "urgente", 1),
    (1, "A-CIGD-COORDINAR", "plan_accion", "", None, "", 2),
    (1, "A-YA-NO-EXISTE", "otro_plan", "Ana", None, "de otra base", 4),
    (2, "A-MESA-REGLAMENTO", "otro_plan", "Jurídica", date(2027, 1, 1), "", 1),
]
DIFERIDOS = [(1, "D640-247-P", "sin presupuesto", 2027), (2, "D640-247-P", "tampoco", 2028)]


def _llenar(conexion: sa.Connection) -> None:
    orden = sa.text(
        "INSERT INTO entidad (codigo, nombre, atributos, demostracion, creada) "
        "VALUES ('UNO', 'Entidad Uno', '{}', false, :cuando)"
    )
    conexion.execute(orden.bindparams(CUANDO))
    for vigencia in (2026, 2027):
        orden = sa.text(
            "INSERT INTO diagnostico (entidad_id, vigencia, estado, creado) "
            f"VALUES (1, {vigencia}, 'borrador', :cuando)"
        )
        conexion.execute(orden.bindparams(CUANDO))
    columnas = ("diagnostico_id", "accion", "destino", "responsable", "fecha", "nota", "orden")
    tabla = sa.table("item_de_plan", *(sa.column(c) for c in columnas[:4]), sa.column("fecha", sa.Date()),
                     *(sa.column(c) for c in columnas[5:]))  # fmt: skip
    conexion.execute(tabla.insert(), [dict(zip(columnas, fila, strict=True)) for fila in ITEMS])
    suyas = ("diagnostico_id", "regla", "razon", "hasta_vigencia")
    diferido = sa.table("diferido", *(sa.column(c) for c in suyas))
    conexion.execute(diferido.insert(), [dict(zip(suyas, fila, strict=True)) for fila in DIFERIDOS])


def test_cada_renglon_y_cada_diferido_llega_como_estaba_y_se_puede_seguir(base_vacia: str) -> None:
    """Propuesto, con su número, y sin una historia inventada; de ahí en adelante, como cualquiera."""
    motor = crear_motor(base_vacia)
    with migrando(motor) as conexion:
        subir(conexion, ANTERIOR)
        _llenar(conexion)
    motor.dispose()
    sala = abrir_sala(Ajustes(bd=base_vacia)).como(LOCAL)
    for diagnostico in (1, 2):
        suyos = [fila[1:] for fila in ITEMS if fila[0] == diagnostico]
        assert [
            (i.accion, i.escrito.destino, i.escrito.responsable, i.escrito.fecha, i.escrito.nota, i.orden)
            for i in plan.items(sala, diagnostico)
        ] == suyos
        assert [
            (d.regla, d.razon, d.hasta_vigencia) for d in diagnosticos.diferidos(sala, diagnostico).values()
        ] == [fila[1:] for fila in DIFERIDOS if fila[0] == diagnostico]
        assert mesa.acciones_apartadas(sala, diagnostico) == {}
    assert {i.estado for i in plan.items(sala, 1)} == {EstadoDeItem.PROPUESTO}
    assert acuerdos.historia(sala, 1) == {}

    uno = plan.items(sala, 2)[0]
    lleno = Contenido("otro_plan", "Jurídica", date(2027, 1, 1), producto="Reglamento")
    plan.guardar_item(sala, 2, lleno, item_id=uno.id)
    for paso in (Paso.ACORDAR, Paso.PRESENTAR):
        acuerdos.dar(sala, 2, [uno.id], paso)
    version = aprobacion.aprobar(sala, 2, aprobacion.ActoDeAprobacion("Acta 1", hoy()))
    assert list(version.renglones) == [1]
    nuevo = plan.guardar_item(sala, 1, Contenido(titulo="Propia"))
    assert nuevo.orden == 5
    assert cadena.verificar(sala.motor_bd).roturas == ()
    sala.motor_bd.dispose()

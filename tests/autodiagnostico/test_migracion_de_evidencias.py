"""Lo que se citaba antes de que hubiera evidencias sigue citado, y ahora es una evidencia."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import crear_motor, leer
from autodiagnostico.almacen.conexion import para_migrar
from autodiagnostico.almacen.migracion import configuracion
from autodiagnostico.almacen.tablas import Evidencia
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import abrir_sala
from autodiagnostico.servicios import diagnosticos, evidencias


def _orden(texto: str) -> sa.TextClause:
    return sa.text(texto).bindparams(sa.bindparam("cuando", type_=sa.DateTime(timezone=True)))


_DE_ENTIDAD = _orden(
    "INSERT INTO entidad (id, codigo, nombre, atributos, demostracion, creada) "
    "VALUES (:id, :codigo, :codigo, '{}', false, :cuando)"
)
_DE_DIAGNOSTICO = _orden(
    "INSERT INTO diagnostico (id, entidad_id, vigencia, estado, creado) "
    "VALUES (:id, :entidad, :vigencia, 'borrador', :cuando)"
)
_DE_RESPUESTA = _orden(
    "INSERT INTO respuesta (diagnostico_id, criterio, valor, evidencias, observacion, guardada, version) "
    "VALUES (:diagnostico, :criterio, 'true', :evidencias, '', :cuando, 1)"
)
ENERO = datetime(2026, 1, 1, tzinfo=UTC)
CITADAS = {
    (1, "mesa.existe"): (["Acta 1", "Resolución «ñ» 2"], 3),
    (1, "mesa.reglamento"): (["Acta 1"], 2),
    (2, "mesa.existe"): (["Acta 1", "x" * 4000], 4),
    (3, "mesa.existe"): (["Acta 1"], 5),
    (3, "cigd.existe"): ([], 5),
}
"""Diagnóstico y criterio → lo citado y el mes en que se guardó."""


def test_cada_texto_citado_pasa_a_ser_una_evidencia_de_su_entidad(base_vacia: str) -> None:
    """Una por entidad y nombre, con la fecha de la respuesta más antigua; las respuestas no cambian."""
    ajustes = Ajustes(bd=base_vacia)
    motor = crear_motor(ajustes.url)
    alembic = configuracion()
    previa = ScriptDirectory.from_config(alembic).get_revision("0005").down_revision
    with para_migrar(motor).begin() as conexion:
        alembic.attributes["conexion"] = conexion
        command.upgrade(alembic, str(previa))
        for numero, codigo in ((1, "UNO"), (2, "DOS")):
            conexion.execute(_DE_ENTIDAD, {"id": numero, "codigo": codigo, "cuando": ENERO})
        for numero, entidad, vigencia in ((1, 1, 2026), (2, 1, 2027), (3, 2, 2026)):
            datos = {"id": numero, "entidad": entidad, "vigencia": vigencia, "cuando": ENERO}
            conexion.execute(_DE_DIAGNOSTICO, datos)
        for (diagnostico, criterio), (citadas, mes) in CITADAS.items():
            suya = {"diagnostico": diagnostico, "criterio": criterio, "cuando": ENERO.replace(month=mes)}
            escritas = json.dumps(citadas, ensure_ascii=False)
            conexion.execute(_DE_RESPUESTA, {**suya, "evidencias": escritas})
    motor.dispose()
    sala = abrir_sala(ajustes).como(LOCAL)
    de_uno = {f.nombre: f for f in evidencias.listar(sala, 1)}
    assert {n: (f.clase, len(f.usos)) for n, f in de_uno.items()} == {
        "Acta 1": ("referencia", 3),
        "Resolución «ñ» 2": ("referencia", 1),
        "x" * 4000: ("referencia", 1),
    }
    assert de_uno["Acta 1"].cargada.isoformat() == "2026-02-01T00:00:00+00:00"
    assert [f.nombre for f in evidencias.listar(sala, 2)] == ["Acta 1"]
    for (diagnostico, criterio), (citadas, _) in CITADAS.items():
        respuestas = diagnosticos.caso(sala, diagnostico).respuestas
        assert list(respuestas[criterio].evidencias if criterio in respuestas else []) == citadas
    with leer(sala.motor_bd) as sesion:
        assert sesion.get_one(Evidencia, 1).autor_id is None
    sala.motor_bd.dispose()

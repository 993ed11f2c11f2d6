"""De la primera versión a la de hoy, en los dos motores, sin perder nada."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import crear_motor, migrar
from autodiagnostico.almacen.migracion import migrando, subir
from autodiagnostico.errores import ErrorDeAlmacen
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import abrir_sala
from autodiagnostico.servicios import diagnosticos, entidades, plan
from motor.caso import Respuesta
from tests.autodiagnostico.piezas import INSTITUTO, correr

PRIMERA = "0001"
DATOS = Path(__file__).with_name("primera_version.sql").read_text(encoding="utf-8")


@pytest.fixture
def de_la_primera(base_vacia: str) -> str:
    """Una base como la dejó la primera versión, con datos de todas sus tablas."""
    motor = crear_motor(base_vacia)
    with migrando(motor) as conexion:
        subir(conexion, PRIMERA)
        for orden in DATOS.split(";\n"):
            if orden.strip():
                conexion.exec_driver_sql(orden)
    motor.dispose()
    return base_vacia


def _todo(conexion: Connection, columnas: dict[str, str]) -> dict[str, list[Any]]:
    return {
        tabla: [tuple(f) for f in conexion.execute(text(f"SELECT {suyas} FROM {tabla} ORDER BY id"))]
        for tabla, suyas in columnas.items()
    }


def test_migrar_conserva_cada_fila_de_la_primera_version(de_la_primera: str) -> None:
    """Las mismas filas, con las mismas columnas y los mismos números, tabla por tabla."""
    motor = crear_motor(de_la_primera)
    with motor.connect() as conexion:
        consulta = "SELECT * FROM {} LIMIT 0"
        tablas = ("entidad", "diagnostico", "respuesta", "asignacion_de_tema", "diferido", "item_de_plan")
        columnas = {
            t: ", ".join(conexion.execute(text(consulta.format(t))).keys()) for t in (*tablas, "movimiento")
        }
        antes = _todo(conexion, columnas)
    assert [len(f) for f in antes.values()] == [2, 2, 7, 1, 1, 1, 2]
    assert migrar(motor).desde == PRIMERA
    with motor.connect() as conexion:
        assert _todo(conexion, columnas) == antes
    motor.dispose()


def test_lo_de_la_primera_version_se_lee_y_se_sigue_respondiendo(de_la_primera: str) -> None:
    """Por los servicios, como lo verá quien lo respondió."""
    sala = abrir_sala(Ajustes(bd=de_la_primera)).como(LOCAL)
    respuestas = diagnosticos.caso(sala, 1).respuestas
    assert respuestas == {
        "mesa.existe": Respuesta(True, None, ("Acta 1", "Acta «2»"), "así"),
        "mesa.reglamento": Respuesta("parcial"),
        "mesa.fecha_reglamento": Respuesta(date(2026, 7, 1)),
        "mesa.bloques": Respuesta(("servicio", "defensoria"), None, (), "con renglón\ny otro"),
        "mesa.acto_publicado": Respuesta(None, "no tiene trámites"),
        "cigd.existe": Respuesta(None, None, ("Resolución 5",), "sin responder, con evidencia"),
    }
    enviado = diagnosticos.leer(sala, 2)
    assert (enviado.estado, enviado.enviado) == (
        "enviado",
        datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    )
    assert [i.accion for i in plan.items(sala, 1)] == ["A-MESA-REGLAMENTO"]
    guardada = diagnosticos.responder(sala, 1, "mesa.reglamento", "si", vista=1)
    assert guardada.version == 2
    sala.motor_bd.dispose()


def test_un_numero_borrado_antes_de_migrar_no_se_vuelve_a_dar(de_la_primera: str) -> None:
    """Una página abierta desde entonces escribiría en el diagnóstico de otro."""
    sala = abrir_sala(Ajustes(bd=de_la_primera)).como(LOCAL)
    otra = entidades.guardar(sala, INSTITUTO | {"codigo": "OTRA"})
    assert diagnosticos.abrir(sala, otra.id, 2026).id == 4
    sala.motor_bd.dispose()


def test_si_migrar_falla_a_la_mitad_la_base_sigue_como_estaba(de_la_primera: str) -> None:
    """Una fila que la versión de hoy no admite detiene todo, y nada se pierde."""
    motor = crear_motor(de_la_primera)
    with motor.begin() as conexion:  # una tabla ajena con el nombre de una nuestra
        conexion.execute(text("CREATE TABLE cabeza_de_bitacora (x INTEGER)"))
    with pytest.raises(ErrorDeAlmacen, match="no se puede usar"):
        migrar(motor)
    with motor.connect() as conexion:
        assert conexion.execute(text("SELECT version_num FROM alembic_version")).scalar() == PRIMERA
        assert conexion.execute(text("SELECT count(*) FROM respuesta")).scalar() == 7
    motor.dispose()


@pytest.mark.usefixtures("de_la_primera")
def test_bd_migrar_dice_de_donde_a_donde() -> None:
    """Y repetirlo no cambia nada."""
    primera = correr("bd", "migrar")
    assert (primera.codigo, primera.salida.split(" a la ")[0]) == (0, "Migrada de la revisión 0001")
    segunda = correr("bd", "migrar")
    assert (segunda.codigo, segunda.salida.split(" (")[0]) == (0, "Ya estaba al día")


@pytest.mark.usefixtures("base_vacia")
def test_bd_migrar_crea_las_tablas_de_una_base_vacia() -> None:
    """No hace falta nada más para empezar."""
    assert correr("bd", "migrar").salida.startswith("Tablas creadas")


def test_los_temas_de_una_cuenta_pasan_a_ser_sus_encargos_en_los_borradores(de_la_primera: str) -> None:
    """Antes valían para toda vigencia; lo enviado ya no se reparte."""
    motor = crear_motor(de_la_primera)
    with migrando(motor) as conexion:
        subir(conexion, "0005")
        columnas = "correo, nombre, activa, debe_cambiar_clave, creada"
        cuenta = f"INSERT INTO cuenta ({columnas}) VALUES ('ana@x.co', 'Ana', TRUE, FALSE, '2026-01-01')"
        conexion.execute(text(cuenta))
        rol = (
            "INSERT INTO pertenencia (cuenta_id, rol, entidad_id, temas) VALUES (1, 'diligencia', 1, :temas)"
        )
        for temas in ('["comite_mesa", "planeacion"]', '["planeacion"]', "[]"):
            conexion.execute(text(rol), {"temas": temas})
    assert migrar(motor).desde == "0005"
    with motor.connect() as conexion:
        consulta = "SELECT diagnostico_id, tema, cuenta_id FROM encargo_de_tema ORDER BY id"
        assert list(conexion.execute(text(consulta))) == [(1, "comite_mesa", 1), (1, "planeacion", 1)]
    motor.dispose()

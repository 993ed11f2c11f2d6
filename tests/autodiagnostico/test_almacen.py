"""La base: se crea y migra sola, guarda lo confirmado, no pierde escrituras y se defiende de lo imposible."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Tabla
from autodiagnostico.errores import ErrorDeAlmacen, ErrorDeServicio
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import diagnosticos, entidades
from reglas import Clase
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO
from tests.conftest import SOLO_SQLITE


def test_las_migraciones_dejan_las_tablas_que_el_programa_usa(sala: Sala) -> None:
    """Si alguien cambia una tabla sin su migración, esto lo dice."""
    with sala.motor_bd.connect() as conexion:
        assert compare_metadata(MigrationContext.configure(conexion), Tabla.metadata) == []


@SOLO_SQLITE
def test_sqlite_se_abre_con_las_garantias_puestas(sala: Sala) -> None:
    """Diario WAL, claves foráneas, espera y escritura al disco en cada confirmación."""
    with sala.motor_bd.connect() as conexion:
        valores = {
            p: conexion.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "foreign_keys")
        }
        assert valores == {"journal_mode": "wal", "foreign_keys": 1}
        assert int(conexion.exec_driver_sql("PRAGMA busy_timeout").scalar() or 0) >= 5000
        assert conexion.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_abrir_otra_vez_conserva_lo_guardado(sala: Sala, diagnostico: int) -> None:
    """Respuestas, evidencias y fechas salen igual por otra conexión."""
    diagnosticos.responder(sala, diagnostico, "mesa.bloques", ["defensoria", "servicio"])
    diagnosticos.responder(sala, diagnostico, "mesa.fecha_reglamento", "2026-07-01")
    diagnosticos.anotar(sala, diagnostico, "mesa.bloques", evidencias=["Acta «ñ» 1"], observacion="así")
    antes = diagnosticos.caso(sala, diagnostico), diagnosticos.leer(sala, diagnostico)
    sala.motor_bd.dispose()
    otra = abrir_sala(sala.ajustes).como(LOCAL)
    assert (diagnosticos.caso(otra, diagnostico), diagnosticos.leer(otra, diagnostico)) == antes
    assert antes[0].respuestas["mesa.bloques"].valor == ("servicio", "defensoria")
    assert antes[1].creado.utcoffset() is not None
    otra.motor_bd.dispose()


def test_lo_confirmado_sobrevive_a_un_corte(sala: Sala, diagnostico: int) -> None:
    """Otro proceso guarda y muere sin cerrar nada: lo que respondió ya estaba en el disco."""
    guion = f"""
import os
from autodiagnostico.permisos import LOCAL
from autodiagnostico.sala import abrir_sala
from autodiagnostico.servicios import diagnosticos
diagnosticos.responder(abrir_sala().como(LOCAL), {diagnostico}, "mesa.existe", True)
os._exit(9)
"""
    proceso = subprocess.run([sys.executable, "-c", guion], check=False, cwd=Path(__file__).parents[2])
    assert proceso.returncode == 9
    assert diagnosticos.caso(sala, diagnostico).respuestas["mesa.existe"].valor is True


def test_quienes_responden_a_la_vez_no_se_pisan(sala: Sala, diagnostico: int) -> None:
    """Cada hilo con su sala, todos a la vez: no se pierde ni una respuesta."""
    criterios = [c for c, f in CATALOGO.criterios.items() if f.clase is Clase.SI_PARCIAL_NO][:8]
    salida = Barrier(len(criterios))

    def responder(criterio: str) -> None:
        suya = abrir_sala(sala.ajustes).como(LOCAL)
        salida.wait()
        for valor in ("no", "parcial", "si"):
            diagnosticos.responder(suya, diagnostico, criterio, valor)
            diagnosticos.anotar(suya, diagnostico, criterio, evidencias=[criterio, valor])
        suya.motor_bd.dispose()

    with ThreadPoolExecutor(len(criterios)) as hilos:
        list(hilos.map(responder, criterios))
    respuestas = diagnosticos.caso(sala, diagnostico).respuestas
    assert {c: (r.valor, r.evidencias) for c, r in respuestas.items()} == {
        c: ("si", (c, "si")) for c in criterios
    }


def test_valor_y_nota_de_un_mismo_criterio_no_se_borran_entre_si(sala: Sala, diagnostico: int) -> None:
    """Uno responde mientras otra persona anota la evidencia."""
    salida = Barrier(2)

    def responder() -> None:
        salida.wait()
        for valor in ("no", "parcial", "si") * 5:
            diagnosticos.responder(sala, diagnostico, "mesa.reglamento", valor)

    def anotar() -> None:
        salida.wait()
        for numero in range(15):
            diagnosticos.anotar(sala, diagnostico, "mesa.reglamento", evidencias=[f"Acta {numero}"])

    with ThreadPoolExecutor(2) as hilos:
        for tarea in [hilos.submit(responder), hilos.submit(anotar)]:
            tarea.result()
    guardada = diagnosticos.caso(sala, diagnostico).respuestas["mesa.reglamento"]
    assert (guardada.valor, guardada.evidencias) == ("si", ("Acta 14",))


def test_varios_que_abren_una_base_nueva_a_la_vez_la_migran_una_sola_vez(base_vacia: str) -> None:
    """Los demás esperan su turno y la encuentran lista."""
    salida = Barrier(6)

    def abrir(_: int) -> int:
        salida.wait()
        sala = abrir_sala(Ajustes(bd=base_vacia))
        cuantas = len(entidades.listar(sala))
        sala.motor_bd.dispose()
        return cuantas

    with ThreadPoolExecutor(6) as hilos:
        assert list(hilos.map(abrir, range(6))) == [0] * 6


def test_una_base_de_un_programa_mas_nuevo_se_rechaza_sin_tocarla(sala: Sala) -> None:
    """El mensaje dice qué pasa y qué hacer."""
    with sala.motor_bd.begin() as conexion:
        conexion.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ErrorDeAlmacen, match=r"versión más nueva del programa \(revisión 9999\)"):
        abrir_sala(sala.ajustes)
    with sala.motor_bd.connect() as conexion:
        assert conexion.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


@pytest.mark.parametrize(
    ("url", "dice"),
    [
        ("sqlite:////proc/no/se/puede.sqlite3", "No se puede crear la carpeta de datos"),
        ("mongo://x", "La dirección de la base de datos no se admite"),
        ("esto no es una dirección", "La dirección de la base de datos no se admite"),
    ],
)
def test_una_base_que_no_se_puede_abrir_lo_dice(url: str, dice: str) -> None:
    """Sin traza y con lo que hay que revisar."""
    with pytest.raises(ErrorDeAlmacen, match=dice):
        abrir_sala(Ajustes(bd=url))


def test_un_archivo_que_no_es_una_base_se_rechaza(tmp_path: Path) -> None:
    """Y queda como estaba."""
    archivo = tmp_path / "notas.txt"
    archivo.write_text("esto son unas notas, no una base de datos. " * 50, encoding="utf-8")
    with pytest.raises(ErrorDeAlmacen, match="no es una base"):
        abrir_sala(Ajustes(bd=f"sqlite:///{archivo}"))
    assert archivo.read_text(encoding="utf-8").startswith("esto son unas notas")


@pytest.mark.parametrize(
    "orden",
    [
        "INSERT INTO entidad (codigo, nombre, atributos, demostracion, creada) "
        "VALUES ('PRUEBA', 'x', '{}', FALSE, :hoy)",
        "INSERT INTO entidad (codigo, nombre, atributos, demostracion, creada) "
        "VALUES ('', 'x', '{}', FALSE, :hoy)",
        "INSERT INTO diagnostico (entidad_id, vigencia, estado, creado) VALUES (1, 2026, 'borrador', :hoy)",
        "INSERT INTO diagnostico (entidad_id, vigencia, estado, creado) VALUES (99, 2027, 'borrador', :hoy)",
        "INSERT INTO diagnostico (entidad_id, vigencia, estado, creado) VALUES (1, 26, 'borrador', :hoy)",
        "UPDATE diagnostico SET estado = 'perdido'",
        "UPDATE diagnostico SET estado = 'enviado'",
        "UPDATE respuesta SET no_aplica = 'x'",
        "UPDATE respuesta SET valor = NULL, no_aplica = ''",
        "INSERT INTO respuesta (diagnostico_id, criterio, evidencias, observacion, guardada, version) "
        "VALUES (1, 'mesa.existe', '[]', '', :hoy, 1)",
    ],
)
def test_la_base_rechaza_lo_imposible_aunque_lo_pida_otro_programa(
    sala: Sala, diagnostico: int, orden: str
) -> None:
    """Unicidad, claves foráneas y condiciones están en la base, no solo en el programa."""
    diagnosticos.responder(sala, diagnostico, "mesa.existe", True)
    with sala.motor_bd.connect() as conexion, pytest.raises(IntegrityError):
        conexion.execute(text(orden), {"hoy": "2026-11-20"} if ":hoy" in orden else {})


def test_un_error_a_mitad_de_la_transaccion_no_deja_nada(sala: Sala, diagnostico: int) -> None:
    """Crear con un código repetido no cambia la que estaba ni deja otra."""
    with pytest.raises(Exception, match="ya es de"):
        entidades.guardar(sala, {**INSTITUTO, "nombre": "Otra"})
    assert [e.nombre for e in entidades.listar(sala)] == [INSTITUTO["nombre"]]


def test_una_base_de_reglas_con_defectos_se_dice_al_abrir(tmp_path: Path) -> None:
    """Con los mismos defectos que daría «reglas verificar»."""
    (tmp_path / "mala").mkdir()
    (tmp_path / "mala" / "a.yaml").write_text("reglas: [{codigo: X}]", encoding="utf-8")
    with pytest.raises(ErrorDeServicio, match=r"a\.yaml"):
        abrir_sala(Ajustes(datos=tmp_path / "d", reglas=[tmp_path / "mala"]))


def test_las_lecturas_no_esperan_a_quien_escribe(sala: Sala, diagnostico: int) -> None:
    """Con una escritura abierta, leer devuelve lo último confirmado."""
    with escribir(sala.motor_bd) as escritura:
        escritura.connection().execute(text("UPDATE entidad SET nombre = 'a medias'"))
        with leer(sala.motor_bd) as sesion:
            assert _nombre(sesion) == INSTITUTO["nombre"]
        escritura.rollback()


def test_lo_que_se_lee_junto_es_de_un_mismo_momento(sala: Sala, diagnostico: int) -> None:
    """Lo que otro confirma a mitad de una lectura no se ve hasta la siguiente."""
    with leer(sala.motor_bd) as sesion:
        assert _nombre(sesion) == INSTITUTO["nombre"]
        with escribir(sala.motor_bd) as escritura:
            escritura.connection().execute(text("UPDATE entidad SET nombre = 'otro'"))
        assert _nombre(sesion) == INSTITUTO["nombre"]
    with leer(sala.motor_bd) as sesion:
        assert _nombre(sesion) == "otro"


def test_quien_lee_no_puede_cambiar_nada(sala: Sala, diagnostico: int) -> None:
    """Lo impide la base, aunque un servicio se equivoque."""
    with pytest.raises(ErrorDeAlmacen, match="lectura"), leer(sala.motor_bd) as sesion:
        sesion.connection().execute(text("UPDATE entidad SET nombre = 'otro'"))
    with escribir(sala.motor_bd) as sesion:  # y la misma conexión vuelve a servir para escribir
        sesion.connection().execute(text("UPDATE entidad SET nombre = 'otro'"))


def test_quien_escribe_no_parte_de_algo_que_otro_esta_cambiando(sala: Sala, diagnostico: int) -> None:
    """Ocho que leen un número y lo guardan sumado en uno: ninguno parte del mismo."""
    salida = Barrier(8)

    def sumar() -> None:
        salida.wait()
        for _ in range(5):
            with escribir(sala.motor_bd) as sesion:
                conexion = sesion.connection()
                vigencia = conexion.execute(text("SELECT vigencia FROM diagnostico")).scalar_one()
                conexion.execute(text("UPDATE diagnostico SET vigencia = :v"), {"v": vigencia + 1})

    with ThreadPoolExecutor(8) as hilos:
        for tarea in [hilos.submit(sumar) for _ in range(8)]:
            tarea.result()
    assert diagnosticos.leer(sala, diagnostico).vigencia == 2026 + 40


def test_quienes_esperan_para_escribir_no_ocupan_conexiones(sala: Sala, diagnostico: int) -> None:
    """Con cuarenta en fila, quien tiene el turno todavía puede leer por otra conexión."""
    llegaron, grupo = Barrier(41), cast(QueuePool, sala.motor_bd.pool)

    def escribir_despues() -> None:
        llegaron.wait()
        with escribir(sala.motor_bd) as sesion:
            _nombre(sesion)

    with ThreadPoolExecutor(40) as hilos:
        with escribir(sala.motor_bd) as escritura:
            _nombre(escritura)  # desde aquí tiene el turno
            tareas = [hilos.submit(escribir_despues) for _ in range(40)]
            llegaron.wait()
            for _ in range(100):
                with leer(sala.motor_bd) as sesion:
                    assert _nombre(sesion) == INSTITUTO["nombre"]
                    assert grupo.checkedout() == 2
        for tarea in tareas:
            tarea.result()


def _nombre(sesion: Session) -> str:
    nombre: str = sesion.connection().execute(text("SELECT nombre FROM entidad")).scalar_one()
    return nombre

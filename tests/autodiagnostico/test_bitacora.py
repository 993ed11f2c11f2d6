"""La bitácora: todo acto de consecuencia queda asentado, y nadie puede tocarla sin que se note."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from autodiagnostico import bitacora, cadena
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Asiento, Tabla
from autodiagnostico.asentadas import ASENTADAS, huella_de_asiento
from autodiagnostico.permisos import LOCAL
from autodiagnostico.plan.fichas import Contenido
from autodiagnostico.plan.pasos import Paso
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import (
    acuerdos,
    comparacion,
    demostracion,
    diagnosticos,
    furag,
    manual,
    plan,
    vida,
)
from tests.autodiagnostico.piezas import CATALOGO, correr
from tests.manual.piezas import libro

TOCADAS = {"bitacora", "cabeza_de_bitacora", "evento_de_respuesta", "movimiento", "instantanea"}
VALORES = [
    ("cuando", "'2020-01-01 00:00:00.000000'"),
    ("cuenta_id", "7"),
    ("hecho", "'otro'"),
    ("entidad_id", "NULL"),
    ("entidad_id", "entidad_id + 1"),
    ("objeto", "'diagnostico:99'"),
    ("detalle", "'{\"x\": 1}'"),
    ("anterior", "'x'"),
    ("huella", "'x'"),
]
COLUMNAS = "cuando, cuenta_id, hecho, entidad_id, objeto, detalle, anterior, huella"


def sql(sala: Sala, *ordenes: str) -> None:
    """Lo que haría quien tiene la base en la mano."""
    with sala.motor_bd.begin() as conexion:
        for orden in ordenes:
            conexion.execute(text(orden))


def asientos(sala: Sala) -> list[Asiento]:
    with leer(sala.motor_bd) as sesion:
        return list(sesion.exec(select(Asiento).order_by(col(Asiento.numero))))


def hechos(sala: Sala) -> list[str]:
    return [a.hecho for a in asientos(sala)]


def roturas(sala: Sala) -> list[tuple[int, str]]:
    return [(r.numero, r.que) for r in cadena.verificar(sala.motor_bd).roturas]


@pytest.fixture
def vivido(sala: Sala, diagnostico: int) -> int:
    """Un diagnóstico con respuestas, cambios, cierre y un tema asignado. Son trece asientos."""
    for valor in (True, False, True):
        diagnosticos.responder(sala, diagnostico, "mesa.existe", valor)
    diagnosticos.anotar(sala, diagnostico, "mesa.existe", observacion="así fue")
    vida.enviar(sala, diagnostico, con_pendientes=True)
    vida.devolver(sala, diagnostico, "falta")
    vida.enviar(sala, diagnostico, con_pendientes=True)
    vida.revisar(sala, diagnostico)
    vida.cerrar(sala, diagnostico)
    diagnosticos.asignar_tema(sala, diagnostico, "planeacion", "Planeación", None)
    assert hechos(sala)[:6] == ["entidad creada", "empezado", *["respuesta"] * 4]
    assert hechos(sala)[6:] == [
        *("enviado", "devuelto", "enviado", "revisado", "instantánea", "cerrado", "tema asignado"),
    ]
    assert roturas(sala) == []
    return diagnostico


@contextmanager
def tocada(sala: Sala, *ordenes: str) -> Iterator[None]:
    """La base con esos cambios hechos a mano; al salir, otra vez como estaba."""
    tablas = [t for t in Tabla.metadata.sorted_tables if t.name in TOCADAS]
    with sala.motor_bd.connect() as conexion:
        antes = {t.name: [f._asdict() for f in conexion.execute(t.select())] for t in tablas}
    sql(sala, *ordenes)
    yield
    with sala.motor_bd.begin() as conexion:
        for tabla in reversed(tablas):
            conexion.execute(tabla.delete())
        for tabla in tablas:
            conexion.execute(tabla.insert(), antes[tabla.name])


@pytest.mark.usefixtures("vivido")
def test_cambiar_cualquier_columna_de_cualquier_asiento_se_nota_en_el(sala: Sala) -> None:
    """El primero que se nombra es el que se tocó."""
    primeros = {}
    for numero, (columna, valor) in product((2, 5, 13), VALORES):
        with tocada(sala, f"UPDATE bitacora SET {columna} = {valor} WHERE numero = {numero}"):
            primeros[numero, columna, valor] = roturas(sala)[0][0]
    assert primeros == {clave: clave[0] for clave in primeros}
    assert roturas(sala) == []


ATAQUES: dict[str, tuple[list[str], int, str]] = {
    "quitar uno del medio": (["DELETE FROM bitacora WHERE numero = 5"], 5, "falta el asiento 5"),
    "quitar varios": (
        ["DELETE FROM bitacora WHERE numero IN (5, 6, 7)"],
        5,
        "faltan los asientos 5 a 7",
    ),
    "quitar el primero": (["DELETE FROM bitacora WHERE numero = 1"], 1, "falta el asiento 1"),
    "quitar el último": (
        ["DELETE FROM bitacora WHERE numero = 13"],
        13,
        "falta el asiento 13, los del final",
    ),
    "quitar los del final": (
        ["DELETE FROM bitacora WHERE numero > 10"],
        11,
        "faltan los asientos 11 a 13, los del final",
    ),
    "quitarlos todos": (["DELETE FROM bitacora"], 1, "faltan los asientos 1 a 13"),
    "quitar el último y decir que así era": (
        [
            "DELETE FROM bitacora WHERE numero = 13",
            "UPDATE cabeza_de_bitacora SET numero = 12",
        ],
        12,
        "no lleva la huella de este",
    ),
    "intercambiar dos": (
        [
            "UPDATE bitacora SET numero = -4 WHERE numero = 4",
            "UPDATE bitacora SET numero = 4 WHERE numero = 5",
            "UPDATE bitacora SET numero = 5 WHERE numero = -4",
        ],
        4,
        "no sigue al anterior",
    ),
    "agregar uno al final": (
        [
            f"INSERT INTO bitacora (numero, {COLUMNAS}) "
            f"SELECT numero + 1, {COLUMNAS} FROM bitacora WHERE numero = 13"
        ],
        14,
        "no sigue al anterior",
    ),
    "meter uno en medio": (
        [
            "UPDATE bitacora SET numero = -numero - 1 WHERE numero > 5",
            "UPDATE bitacora SET numero = -numero WHERE numero < 0",
            f"INSERT INTO bitacora (numero, {COLUMNAS}) SELECT 6, {COLUMNAS} FROM bitacora WHERE numero = 5",
        ],
        6,
        "no sigue al anterior",
    ),
    "mover la cabeza atrás": (
        ["UPDATE cabeza_de_bitacora SET numero = 9"],
        10,
        "debía terminar en el asiento 9",
    ),
    "mover la cabeza adelante": (
        ["UPDATE cabeza_de_bitacora SET numero = 15"],
        14,
        "faltan los asientos 14 a 15",
    ),
    "cambiar la huella de la cabeza": (
        ["UPDATE cabeza_de_bitacora SET huella = 'x'"],
        13,
        "no lleva la huella de este",
    ),
    "quitar la cabeza": (["DELETE FROM cabeza_de_bitacora"], 13, "quitaron la cabeza"),
    "cambiar lo que se respondió": (
        ["UPDATE evento_de_respuesta SET despues = antes WHERE version = 2"],
        4,
        "no es lo que este asiento registra",
    ),
    "cambiar lo que había antes": (
        ["UPDATE evento_de_respuesta SET antes = despues WHERE version = 3"],
        5,
        "no es lo que este asiento registra",
    ),
    "cambiar cuándo se respondió": (
        ["UPDATE evento_de_respuesta SET cuando = '2020-01-01 00:00:00.000000' WHERE version = 1"],
        3,
        "no es lo que este asiento registra",
    ),
    "quitar un cambio": (
        ["DELETE FROM evento_de_respuesta WHERE version = 2"],
        4,
        "quitaron el cambio",
    ),
    "inventar un cambio": (
        [
            "INSERT INTO evento_de_respuesta (diagnostico_id, criterio, version, origen, antes, despues, "
            "cuando) SELECT diagnostico_id, criterio, 9, origen, antes, despues, cuando "
            "FROM evento_de_respuesta WHERE version = 4"
        ],
        0,
        "ningún asiento lo registra",
    ),
    "cambiar un motivo": (
        ["UPDATE movimiento SET motivo = 'porque quise' WHERE hecho = 'devuelto'"],
        8,
        "el paso",
    ),
    "quitar una devolución": (["DELETE FROM movimiento WHERE hecho = 'devuelto'"], 8, "quitaron el paso"),
    "inventar una revisión": (
        [
            "INSERT INTO movimiento (diagnostico_id, hecho, motivo, cuando) "
            "SELECT diagnostico_id, 'revisado', '', cuando FROM movimiento WHERE hecho = 'cerrado'"
        ],
        0,
        "ningún asiento lo registra",
    ),
    "cambiar lo que se cerró": (
        ["UPDATE instantanea SET resultado = caso"],
        11,
        "el cierre",
    ),
    "quitar un cierre": (["DELETE FROM instantanea"], 11, "quitaron el cierre"),
}


@pytest.mark.usefixtures("vivido")
def test_tocar_la_base_a_mano_se_nota_y_se_dice_donde(sala: Sala) -> None:
    """En qué asiento y qué se encontró."""
    sin_notar = []
    for nombre, (ordenes, numero, dice) in ATAQUES.items():
        with tocada(sala, *ordenes):
            halladas = roturas(sala)
        if not halladas or halladas[0][0] != numero or dice not in halladas[0][1]:
            sin_notar.append((nombre, halladas))
    assert sin_notar == []
    assert roturas(sala) == []


@pytest.mark.usefixtures("vivido")
def test_lo_que_no_se_deja_leer_se_dice_y_no_detiene_lo_demas(sala: Sala) -> None:
    """SQLite guarda lo que le den; PostgreSQL lo rechaza él mismo."""
    if sala.motor_bd.dialect.name != "sqlite":
        pytest.skip("El servidor no lo admite.")
    for orden in (
        "UPDATE bitacora SET detalle = 'no es JSON' WHERE numero = 5",
        "UPDATE bitacora SET detalle = '[]' WHERE numero = 5",
        "UPDATE bitacora SET cuando = 'ayer' WHERE numero = 5",
        "UPDATE bitacora SET cuenta_id = 'nadie' WHERE numero = 5",
        "UPDATE evento_de_respuesta SET despues = '{' WHERE version = 3",
    ):
        with tocada(sala, orden, "UPDATE bitacora SET hecho = 'otro' WHERE numero = 10"):
            assert {numero for numero, _ in roturas(sala)} - {0} == {5, 10}, orden


@pytest.mark.usefixtures("vivido")
def test_rehacer_las_huellas_despues_de_cambiar_uno_no_alcanza(sala: Sala) -> None:
    """Habría que rehacer todos los que siguen, y la cabeza."""
    with escribir(sala.motor_bd) as sesion:
        asiento = sesion.get(Asiento, 5)
        assert asiento is not None
        asiento.hecho = "otro"
        asiento.huella = huella_de_asiento(asiento)
    assert roturas(sala)[0][0] == 6


def test_los_pasos_de_antes_de_que_se_asentaran_no_son_una_rotura(sala: Sala, diagnostico: int) -> None:
    """Los que ya estaban; uno nuevo sin asiento sí."""
    sql(
        sala,
        "INSERT INTO movimiento (diagnostico_id, hecho, motivo, cuando) "
        f"VALUES ({diagnostico}, 'enviado', '', '2026-01-01 00:00:00.000000')",
    )
    assert roturas(sala) == []
    vida.enviar(sala, diagnostico, con_pendientes=True)
    assert roturas(sala) == []


def test_quitar_un_diagnostico_con_todo_lo_suyo_no_es_una_rotura(sala: Sala) -> None:
    """La bitácora sobrevive a lo que cuenta."""
    demostracion.cargar(sala)
    demostracion.quitar(sala)
    assert roturas(sala) == []


def test_los_que_escriben_a_la_vez_no_bifurcan_la_cadena(sala: Sala, diagnostico: int) -> None:
    """Cada hilo con su conexión: los asientos salen en fila y no falta ninguno."""
    antes, hilos, veces = len(asientos(sala)), 4, 6
    salida = Barrier(hilos)
    temas = list(CATALOGO.temas)[:hilos]

    def asignar(tema: str) -> None:
        suya = abrir_sala(sala.ajustes).como(LOCAL)
        salida.wait()
        for numero in range(veces):
            diagnosticos.asignar_tema(suya, diagnostico, tema, f"Área {numero}", None)
        suya.motor_bd.dispose()

    with ThreadPoolExecutor(hilos) as grupo:
        list(grupo.map(asignar, temas))
    assert len(asientos(sala)) == antes + hilos * veces
    assert roturas(sala) == []


def _plan(sala: Sala, suyo: int) -> None:
    plan.guardar_item(
        sala, suyo, Contenido("plan_accion", "Ana Ruiz", None, "con Ana"), accion="A-CIGD-COORDINAR"
    )


def _exportar(sala: Sala, suyo: int) -> None:
    plan.excel(sala, suyo)
    furag.excel(sala, suyo)
    comparacion.excel(sala, 2026)
    comparacion.csv(sala, 2026)


def _manual(sala: Sala, _: int) -> None:
    manual.instalar(sala, manual.revisar(sala.ajustes, libro()))
    manual.quitar(sala)


LINEAMIENTO = "D640-247-P"


def _quitar(sala: Sala, suyo: int) -> None:
    for item in plan.items(sala, suyo):
        acuerdos.dar(sala, suyo, [item.id], Paso.QUITAR)


def _diferir(sala: Sala, suyo: int) -> None:
    diagnosticos.diferir(sala, suyo, LINEAMIENTO, "no alcanza", 2027)


def _atender(sala: Sala, suyo: int) -> None:
    diagnosticos.quitar_diferido(sala, suyo, LINEAMIENTO)


def _asignar(sala: Sala, suyo: int) -> None:
    diagnosticos.asignar_tema(sala, suyo, "planeacion", "Ana Ruiz", None)


def _no_asignar(sala: Sala, suyo: int) -> None:
    diagnosticos.asignar_tema(sala, suyo, "planeacion", "", None)


def _responder(sala: Sala, suyo: int) -> None:
    diagnosticos.responder(sala, suyo, "mesa.existe", True)


ACTOS: dict[str, tuple[list[Callable[[Sala, int], None]], list[str]]] = {
    "el plan": (
        [_quitar, _plan, _plan, _quitar, _quitar],
        ["acción llevada al plan", "acción quitada del plan"],
    ),
    "lo diferido": (
        [_atender, _diferir, _diferir, _atender, _atender],
        ["lineamiento diferido", "lineamiento que se vuelve a atender"],
    ),
    "los temas": (
        [_no_asignar, _asignar, _asignar, _no_asignar, _no_asignar],
        ["tema asignado", "tema sin responsable"],
    ),
    "lo que se descarga": ([_exportar], ["informe descargado"] * 4),
    "el Manual": ([_manual], ["Manual instalado", "Manual quitado"]),
    "lo que se responde": ([_responder, _responder], ["respuesta"]),
}


@pytest.mark.parametrize("acto", ACTOS)
def test_todo_acto_de_consecuencia_queda_asentado_una_vez(sala: Sala, diagnostico: int, acto: str) -> None:
    """Lo que no cambia nada no deja rastro, y de nadie queda el nombre."""
    antes = len(asientos(sala))
    veces, quedan = ACTOS[acto]
    for hacer in veces:
        hacer(sala, diagnostico)
    assert hechos(sala)[antes:] == quedan
    assert "Ana" not in str([a.detalle for a in asientos(sala)])
    assert roturas(sala) == []


def test_lo_que_falla_no_deja_asiento(sala: Sala, diagnostico: int) -> None:
    """Quedan los dos o ninguno."""
    antes = hechos(sala)
    with pytest.raises(vida.DeberesPendientes):
        vida.enviar(sala, diagnostico)

    def a_medias() -> None:
        with escribir(sala.motor_bd) as sesion:
            bitacora.asentar(sesion, sala, "algo")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        a_medias()
    assert hechos(sala) == antes


def test_cada_tabla_que_se_asienta_dice_campos_que_tiene() -> None:
    """Y ninguno se le olvida, salvo su número y su propia huella."""
    for una in ASENTADAS.values():
        assert {*una.campos, *una.agregados} == set(una.tabla.model_fields) - {"id", "huella"}


# --- La orden -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("vivido")
def test_la_orden_dice_si_la_bitacora_esta_entera(sala: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """Con 0 si lo está; si no, con 1 y el asiento exacto."""
    monkeypatch.setenv("AUTODIAGNOSTICO_BD", sala.motor_bd.url.render_as_string(hide_password=False))
    bien = correr("bd", "verificar-bitacora")
    assert (bien.codigo, "La bitácora está entera. Asientos: 13." in bien.salida) == (0, True)
    sql(sala, "UPDATE bitacora SET objeto = 'x' WHERE numero = 7")
    mal = correr("bd", "verificar-bitacora")
    assert mal.codigo == 1
    assert "Asiento 7: su contenido no es el que se asentó." in mal.salida
    assert "NO está entera" in mal.salida
    dicho = correr("bd", "verificar-bitacora", "--formato", "json")
    assert (dicho.codigo, dicho.json()["asientos"]) == (1, 13)
    assert dicho.json()["roturas"] == [{"asiento": 7, "que": "su contenido no es el que se asentó."}]


def test_la_orden_no_crea_una_base_para_decir_que_esta_entera(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Con 2 y qué revisar."""
    monkeypatch.delenv("AUTODIAGNOSTICO_BD", raising=False)
    assert correr("bd", "verificar-bitacora").codigo == 2
    assert not (tmp_path / "datos").exists()

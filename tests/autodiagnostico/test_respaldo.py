"""Respaldar con la aplicación andando, y volver a eso: en el mismo motor de base de datos o en el otro."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel, select

from autodiagnostico import cadena
from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import crear_motor
from autodiagnostico.almacen.migracion import migrando, subir
from autodiagnostico.almacen.tablas import Asiento, CabezaDeBitacora, Tabla
from autodiagnostico.errores import ErrorDeAlmacen, ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.permisos import LOCAL
from autodiagnostico.plan.fichas import Contenido
from autodiagnostico.respaldo import respaldar, restaurar
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import diagnosticos, entidades, plan
from reglas import Clase
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO, correr
from tests.conftest import POSTGRESQL, SQLITE
from tests.postgres import Postgres

DE_LA_BITACORA = {Asiento, CabezaDeBitacora}
ACTA = b"%PDF-1.7 un acta"


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def destino(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ajustes]:
    """Otra instalación, todavía sin nada."""
    datos = tmp_path / "destino"
    if request.param == SQLITE:
        yield Ajustes(datos=datos, bd=f"sqlite:///{datos / 'otra.sqlite3'}")
        return
    servidor: Postgres = request.getfixturevalue("servidor_postgres")
    url = servidor.nueva()
    yield Ajustes(datos=datos, bd=url)
    servidor.quitar(url)


@pytest.fixture
def llena(sala: Sala, diagnostico: int) -> Sala:
    """Una instalación con de todo: respuestas e historia, un enviado, un plan, una evidencia y un Manual."""
    for criterio, valor in {
        "mesa.existe": True,
        "mesa.bloques": ["servicio"],
        "mesa.reglamento": "parcial",
        "mesa.fecha_reglamento": "2026-07-01",
    }.items():
        diagnosticos.responder(sala, diagnostico, criterio, valor)
    diagnosticos.responder(sala, diagnostico, "mesa.reglamento", None)
    diagnosticos.anotar(
        sala, diagnostico, "mesa.existe", evidencias=["Acta «ñ»"], observacion="dos\nrenglones"
    )
    diagnosticos.declarar_no_aplica(sala, diagnostico, "mesa.acto_publicado", "todavía no")
    diagnosticos.asignar_tema(sala, diagnostico, CATALOGO.criterios["mesa.existe"].tema, "Planeación", None)
    plan.guardar_item(sala, diagnostico, Contenido("plan_accion", "Ana", None), accion="A-MESA-REGLAMENTO")
    otra = entidades.guardar(sala, INSTITUTO | {"codigo": "OTRA", "nombre": "=SUMA(1;2)"})
    diagnosticos.enviar(sala, diagnosticos.abrir(sala, otra.id, 2026).id, con_pendientes=True)
    poner_evidencia(sala.ajustes, ACTA)
    sala.ajustes.carpeta_del_manual.mkdir()
    (sala.ajustes.carpeta_del_manual / "lineamientos_001.yaml").write_text("# uno\n", encoding="utf-8")
    return sala


def poner_evidencia(ajustes: Ajustes, contenido: bytes) -> Path:
    """Deja un contenido como lo deja el depósito: con su huella por nombre."""
    huella = hashlib.sha256(contenido).hexdigest()
    archivo = ajustes.datos / "evidencias" / huella[:2] / huella
    archivo.parent.mkdir(parents=True)
    archivo.write_bytes(contenido)
    return archivo


def archivos(ajustes: Ajustes) -> dict[str, bytes]:
    """Las evidencias y el Manual de una instalación."""
    return {
        a.relative_to(ajustes.datos).as_posix(): a.read_bytes()
        for carpeta in ("evidencias", "manual")
        for a in (ajustes.datos / carpeta).rglob("*")
        if a.is_file()
    }


def filas(ajustes: Ajustes) -> dict[str, list[dict[str, Any]]]:
    """Todo lo que hay en cada tabla, menos la bitácora, leído por sus clases."""
    motor = crear_motor(ajustes.url)
    with Session(motor) as sesion:
        todas = {
            clase.__name__: [f.model_dump() for f in sesion.exec(select(clase)).all()]
            for clase in _clases(Tabla)
            if clase not in DE_LA_BITACORA
        }
    motor.dispose()
    return {nombre: sorted(suyas, key=lambda f: f["id"]) for nombre, suyas in todas.items()}


def _clases(raiz: type[SQLModel]) -> list[type[SQLModel]]:
    return [c for c in raiz.__subclasses__() if hasattr(c, "__table__")]


def restaurada(ajustes: Ajustes, archivo: Path, **opciones: bool) -> Sala:
    """La sala de una instalación después de restaurar en ella."""
    motor = crear_motor(ajustes.url)
    try:
        restaurar(motor, ajustes, archivo, **opciones)
    finally:
        motor.dispose()
    return abrir_sala(ajustes.model_copy(update={"reglas": Ajustes().reglas})).como(LOCAL)


@pytest.fixture
def respaldo(llena: Sala, tmp_path: Path) -> Path:
    """Un respaldo de la instalación con de todo."""
    return respaldar(llena.motor_bd, llena.ajustes, tmp_path / "respaldo.zip").archivo


def test_lo_respaldado_vuelve_igual_en_cualquier_motor(llena: Sala, respaldo: Path, destino: Ajustes) -> None:
    """Fila por fila y archivo por archivo; la bitácora sigue su cadena, con un asiento más que lo dice."""
    asientos = cadena.verificar(llena.motor_bd).asientos
    otra = restaurada(destino, respaldo)
    assert filas(destino) == filas(llena.ajustes)
    assert archivos(destino) == archivos(llena.ajustes)
    comprobada = cadena.verificar(otra.motor_bd)
    assert (comprobada.asientos, comprobada.roturas) == (asientos + 1, ())
    otra.motor_bd.dispose()


def test_restaurado_se_sigue_trabajando_sin_repetir_numeros(
    llena: Sala, tmp_path: Path, destino: Ajustes
) -> None:
    """Ni los de lo que se había borrado antes de respaldar."""
    ultimo = diagnosticos.abrir(llena, 1, 2027).id
    with llena.motor_bd.begin() as conexion:
        conexion.execute(text("DELETE FROM diagnostico WHERE id = :id"), {"id": ultimo})
    archivo = respaldar(llena.motor_bd, llena.ajustes, tmp_path / "uno.zip").archivo
    otra = restaurada(destino, archivo)
    assert diagnosticos.abrir(otra, 1, 2028).id == ultimo + 1
    otra.motor_bd.dispose()


def test_se_respalda_mientras_otros_escriben_y_sale_de_un_solo_momento(
    sala: Sala, diagnostico: int, tmp_path: Path, destino: Ajustes
) -> None:
    """Cada cambio está con su asiento o no está: la bitácora restaurada no tiene roturas."""
    criterios = [c for c, f in CATALOGO.criterios.items() if f.clase is Clase.SI_NO][:4]
    parar, empezaron = Event(), [Event() for _ in criterios]

    def responder(criterio: str, empezo: Event) -> int:
        vueltas = 0
        while not parar.is_set():
            diagnosticos.responder(sala, diagnostico, criterio, vueltas % 2 == 0)
            vueltas += 1
            empezo.set()
        return vueltas

    with ThreadPoolExecutor(len(criterios)) as hilos:
        tareas = [hilos.submit(responder, c, e) for c, e in zip(criterios, empezaron, strict=True)]
        try:
            assert all(e.wait(30) for e in empezaron)
            hecho = respaldar(sala.motor_bd, sala.ajustes, tmp_path / "andando.zip")
        finally:
            parar.set()
        despues = sum(t.result() for t in tareas)
    otra = restaurada(destino, hecho.archivo)
    comprobada = cadena.verificar(otra.motor_bd)
    assert comprobada.roturas == ()
    respaldados = next(t.filas for t in hecho.manifiesto.tablas if t.nombre == "evento_de_respuesta")
    assert 4 <= respaldados < despues  # se respaldó a mitad del trabajo
    otra.motor_bd.dispose()


def test_una_base_con_datos_no_se_pisa_sin_pedirlo(llena: Sala, respaldo: Path) -> None:
    """Dice qué hacer, y no cambia nada."""
    diagnosticos.responder(llena, 1, "cigd.existe", True)
    antes = filas(llena.ajustes)
    with pytest.raises(ErrorDeAlmacen, match="repita con --reemplazar"):
        restaurar(llena.motor_bd, llena.ajustes, respaldo)
    assert filas(llena.ajustes) == antes


def test_lo_reemplazado_queda_a_salvo_y_se_puede_volver_a_ello(llena: Sala, respaldo: Path) -> None:
    """Lo que había es otro respaldo: restaurarlo lo devuelve."""
    al_respaldar = filas(llena.ajustes)
    diagnosticos.responder(llena, 1, "cigd.existe", True)
    (llena.ajustes.carpeta_del_manual / "lineamientos_001.yaml").write_text("# dos\n", encoding="utf-8")
    despues = filas(llena.ajustes), archivos(llena.ajustes)
    hecho = restaurar(llena.motor_bd, llena.ajustes, respaldo, reemplazar=True)
    assert filas(llena.ajustes) == al_respaldar
    assert archivos(llena.ajustes)["manual/lineamientos_001.yaml"] == b"# uno\n"
    assert hecho.anterior is not None
    restaurar(llena.motor_bd, llena.ajustes, hecho.anterior, reemplazar=True)
    assert (filas(llena.ajustes), archivos(llena.ajustes)) == despues


def test_si_restaurar_falla_a_la_mitad_la_base_sigue_como_estaba(
    llena: Sala, respaldo: Path, tmp_path: Path
) -> None:
    """Una fila que la base no admite, ya con las tablas borradas, deshace todo."""

    def repetir(renglones: list[bytes]) -> list[bytes]:
        return [*renglones, renglones[-1]]

    malo = alterado(respaldo, tmp_path / "malo.zip", "respuesta", repetir)
    antes = filas(llena.ajustes)
    with pytest.raises(ErrorDeAlmacen):
        restaurar(llena.motor_bd, llena.ajustes, malo, reemplazar=True)
    assert filas(llena.ajustes) == antes


def alterado(respaldo: Path, salida: Path, tabla: str, cambiar: Callable[[list[bytes]], list[bytes]]) -> Path:
    """Un respaldo con las filas de una tabla cambiadas y sus huellas hechas de nuevo, como si así fuera."""
    with zipfile.ZipFile(respaldo) as abierto:
        contenidos = {n: abierto.read(n) for n in abierto.namelist()}
    ruta = f"tablas/{tabla}.jsonl"
    renglones = cambiar(contenidos[ruta].splitlines(keepends=True))
    contenidos[ruta] = b"".join(renglones)
    manifiesto = json.loads(contenidos.pop("manifiesto.json"))
    for pieza in manifiesto["piezas"]:
        contenido = contenidos[pieza["ruta"]]
        pieza |= {"bytes": len(contenido), "sha256": hashlib.sha256(contenido).hexdigest()}
    for una in manifiesto["tablas"]:
        una["filas"] = len(renglones) if una["nombre"] == tabla else una["filas"]
    return _zip(salida, contenidos | {"manifiesto.json": json.dumps(manifiesto).encode()})


def _zip(salida: Path, contenidos: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(salida, "w") as abierto:
        for nombre, contenido in contenidos.items():
            abierto.writestr(nombre, contenido)
    return salida


def _sin_manifiesto(piezas: dict[str, bytes]) -> None:
    del piezas["manifiesto.json"]


def _sin_una_tabla(piezas: dict[str, bytes]) -> None:
    del piezas["tablas/respuesta.jsonl"]


def _con_un_byte_cambiado(piezas: dict[str, bytes]) -> None:
    piezas["tablas/respuesta.jsonl"] = piezas["tablas/respuesta.jsonl"].replace(b"true", b"trua", 1)


def _con_algo_de_mas(piezas: dict[str, bytes]) -> None:
    piezas["archivos/manual/otro.yaml"] = b"reglas: []"


def _en_el_manifiesto(viejo: str, nuevo: str) -> Callable[[dict[str, bytes]], None]:
    def cambiar(piezas: dict[str, bytes]) -> None:
        antes = piezas["manifiesto.json"].decode()
        assert viejo in antes
        piezas["manifiesto.json"] = antes.replace(viejo, nuevo, 1).encode()

    return cambiar


@pytest.mark.parametrize(
    ("danar", "dice"),
    [
        (_sin_manifiesto, "no trae manifiesto"),
        (_sin_una_tabla, "falta «tablas/respuesta.jsonl»"),
        (_con_un_byte_cambiado, "«tablas/respuesta.jsonl» no es lo que se guardó"),
        (_con_algo_de_mas, "sobra «archivos/manual/otro.yaml»"),
        (_en_el_manifiesto('"formato": 1', '"formato": 2'), "formato: no se admite"),
        (_en_el_manifiesto("archivos/manual", "archivos/../.."), "ruta: no se admite"),
        (_en_el_manifiesto("archivos/manual", "/etc/manual"), "ruta: no se admite"),
        (_en_el_manifiesto('"revision": "', '"revision": "9'), "versión más nueva del programa"),
    ],
)
@pytest.mark.parametrize("motor_de_base", [SQLITE], indirect=True)
def test_un_respaldo_danado_o_ajeno_se_rechaza_antes_de_tocar_nada(
    llena: Sala, respaldo: Path, tmp_path: Path, danar: Callable[[dict[str, bytes]], None], dice: str
) -> None:
    """Con lo que tiene de malo."""
    with zipfile.ZipFile(respaldo) as abierto:
        piezas = {n: abierto.read(n) for n in abierto.namelist()}
    danar(piezas)
    antes = filas(llena.ajustes)
    with pytest.raises(ErrorDeEntrada, match=dice.replace(".", r"\.")):
        restaurar(llena.motor_bd, llena.ajustes, _zip(tmp_path / "malo.zip", piezas), reemplazar=True)
    assert filas(llena.ajustes) == antes


@pytest.mark.parametrize("motor_de_base", [SQLITE], indirect=True)
def test_un_respaldo_cortado_se_rechaza(llena: Sala, respaldo: Path) -> None:
    """Como lo deja un disco lleno o una copia interrumpida."""
    respaldo.write_bytes(respaldo.read_bytes()[:-200])
    with pytest.raises(ErrorDeEntrada, match="cortado o dañado"):
        restaurar(llena.motor_bd, llena.ajustes, respaldo, reemplazar=True)


def test_el_respaldo_de_una_version_anterior_se_restaura_y_se_migra(
    base_vacia: str, tmp_path: Path, destino: Ajustes
) -> None:
    """Nadie tiene que guardar el programa viejo para volver a sus datos."""
    ajustes = Ajustes(bd=base_vacia)
    motor = crear_motor(base_vacia)
    with migrando(motor) as conexion:
        subir(conexion, "0001")
        conexion.exec_driver_sql(
            "INSERT INTO entidad (codigo, nombre, atributos, demostracion, creada) "
            "VALUES ('PRUEBA', 'Instituto', '{\"tipo\": \"alcaldia\"}', FALSE, '2026-01-10 08:00:00.000000')"
        )
    hecho = respaldar(motor, ajustes, tmp_path / "viejo.zip")
    motor.dispose()
    otra = restaurada(destino, hecho.archivo)
    assert [e.nombre for e in entidades.listar(otra)] == ["Instituto"]
    otra.motor_bd.dispose()


@pytest.mark.parametrize("motor_de_base", [SQLITE], indirect=True)
def test_una_evidencia_danada_no_se_respalda_y_se_dice(llena: Sala, tmp_path: Path) -> None:
    """La que había en un respaldo anterior es la buena; esta no la reemplaza."""
    buena = poner_evidencia(llena.ajustes, b"otra acta")
    primero = respaldar(llena.motor_bd, llena.ajustes, tmp_path / "bien.zip")
    buena.write_bytes(b"otra cosa")
    segundo = respaldar(llena.motor_bd, llena.ajustes, tmp_path / "mal.zip")
    assert (primero.danadas, segundo.danadas) == ((), (buena,))
    restaurar(llena.motor_bd, llena.ajustes, primero.archivo, reemplazar=True)
    assert buena.read_bytes() == b"otra acta"


@pytest.mark.parametrize("motor_de_base", [SQLITE], indirect=True)
def test_un_respaldo_no_pisa_otro_y_solo_lo_lee_su_dueno(llena: Sala, respaldo: Path) -> None:
    """Trae todo lo de todos."""
    assert respaldo.stat().st_mode & 0o077 == 0
    with pytest.raises(ErrorDeServicio, match="ya existe"):
        respaldar(llena.motor_bd, llena.ajustes, respaldo)


def test_por_la_linea_de_ordenes(llena: Sala, tmp_path: Path) -> None:
    """Respaldar, no poder restaurar encima, y restaurar pidiéndolo."""
    archivo = tmp_path / "r.zip"
    assert "Respaldado y comprobado" in correr("bd", "respaldar", archivo).salida
    negado = correr("bd", "restaurar", archivo)
    assert (negado.codigo, "--reemplazar" in negado.error) == (1, True)
    antes = filas(llena.ajustes)
    hecho = correr("bd", "restaurar", archivo, "--reemplazar")
    assert (hecho.codigo, "Lo que había quedó en" in hecho.salida) == (0, True)
    assert filas(llena.ajustes) == antes

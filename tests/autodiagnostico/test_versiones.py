"""Pasar a otra versión de la base: primero se ve, después se pasa, y todo se puede deshacer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.cadena import verificar
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import LOCAL, Rol
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import anterior, cuestionario, diagnosticos, entidades, historia, versiones
from motor.equivalencias import Suerte
from reglas import cargar
from tests.autodiagnostico.gente import cuenta
from tests.autodiagnostico.piezas import correr
from tests.bases import PANADERIA, PANADERIA_NUEVA
from tests.ui.piezas import PANADERIA_DE_BARRIO

RESPONDIDO: dict[str, Any] = {
    "masa.madre": True,
    "masa.reposo": 80,
    "masa.harinas": ["trigo"],
    "horno.tipo": "lena",
    "horno.revision": "2025-05-01",
    "cafe.origen": True,
    "cafe.confirmado": True,
}


@pytest.fixture
def vieja(tmp_path: Path) -> Iterator[Sala]:
    """La panadería en su primera versión."""
    sala = abrir_sala(Ajustes(datos=tmp_path / "pan", reglas=[PANADERIA])).como(LOCAL)
    yield sala
    sala.motor_bd.dispose()


@pytest.fixture
def local(vieja: Sala) -> int:
    """Un borrador respondido con esa versión."""
    entidad = entidades.guardar(vieja, PANADERIA_DE_BARRIO)
    local = diagnosticos.abrir(vieja, entidad.id, 2026).id
    for criterio, valor in RESPONDIDO.items():
        diagnosticos.responder(vieja, local, criterio, valor)
    diagnosticos.anotar(vieja, local, "masa.madre", evidencias=["Un frasco"], observacion="La de la abuela")
    diagnosticos.declarar_no_aplica(vieja, local, "carta.publicada", "Solo por encargo")
    return local


@pytest.fixture
def nueva(vieja: Sala) -> Sala:
    """La misma base de datos, abierta con la segunda versión."""
    return replace(vieja, catalogo=cargar([PANADERIA_NUEVA]))


def guardadas(sala: Sala, local: int) -> dict[str, tuple[Any, str | None, str]]:
    """Lo guardado de cada pregunta de hoy que tenga algo: valor, no aplica y de dónde está por confirmar."""
    todas = cuestionario.abrir(sala, local).guardadas
    dichas = {c: (g.respuesta.valor, g.respuesta.no_aplica, g.por_confirmar) for c, g in todas.items()}
    return {c: d for c, d in dichas.items() if d != (None, None, "")}


def test_la_vista_previa_lo_dice_todo_y_no_cambia_nada(nueva: Sala, local: int) -> None:
    """Qué sigue, qué cambia un poco, qué hay que revisar, qué se pierde de vista y qué es nuevo."""
    antes = guardadas(nueva, local)
    vista = versiones.vista_previa(nueva, local)
    assert (vista.de, vista.a, vista.iguales, vista.nuevas) == (("1",), "2", 1, ("agua.gratis",))
    assert {
        suerte.name: [(r.traduccion.origenes, r.traduccion.destino) for r in vista.con(suerte)]
        for suerte in Suerte
    } == {
        "IGUAL": [(("masa.madre",), "masa.propia")],
        "MENOR": [(("carta.publicada",), "carta.publicada")],
        "REVISION": [
            (("masa.reposo",), "masa.reposo"),
            (("horno.tipo",), "horno.principal"),
            (("horno.tipo",), "horno.respaldo"),
            (("cafe.origen", "cafe.confirmado"), "cafe.claro"),
        ],
        "SE_PIERDE": [(("horno.revision",), None)],
    }
    assert guardadas(nueva, local) == antes


def test_pasar_escribe_lo_que_se_vio(nueva: Sala, local: int) -> None:
    """Con su origen en la historia; lo que pide revisión no cuenta, y la evidencia va con su respuesta."""
    assert versiones.pasar(nueva, local) == 7
    assert guardadas(nueva, local) == {
        "masa.propia": (True, None, ""),
        "masa.reposo": (80, None, "version:2"),
        "masa.harinas": (("trigo",), None, ""),
        "horno.principal": ("lena", None, "version:2"),
        "horno.respaldo": ("lena", None, "version:2"),
        "carta.publicada": (None, "Solo por encargo", ""),
        "cafe.claro": (True, None, "version:2"),
    }
    en_firme = diagnosticos.caso(nueva, local).respuestas
    assert set(en_firme) == {"masa.propia", "masa.harinas", "carta.publicada"}
    assert (en_firme["masa.propia"].evidencias, en_firme["masa.propia"].observacion) == (
        ("Un frasco",),
        "La de la abuela",
    )
    assert historia.cambios(nueva, local, "masa.reposo")[0].origen == "version:2"
    assert verificar(nueva.motor_bd).roturas == ()


def test_despues_de_pasar_no_queda_nada_por_pasar(nueva: Sala, local: int) -> None:
    """Pasar otra vez no cambia nada; lo nuevo que se responda ya es de esta versión."""
    versiones.pasar(nueva, local)
    diagnosticos.responder(nueva, local, "agua.gratis", True)
    assert versiones.pasar(nueva, local) == 0
    vista = versiones.vista_previa(nueva, local)
    assert (vista.renglones, vista.nuevas) == ((), ())


def test_deshacer_el_paso_deja_todo_como_estaba(vieja: Sala, nueva: Sala, local: int) -> None:
    """Con la versión de antes se lee lo de antes, y se puede volver a pasar."""
    antes = guardadas(vieja, local)
    versiones.pasar(nueva, local)
    assert versiones.vista_previa(nueva, local).deshacer == 11
    assert versiones.deshacer(nueva, local) == 11
    assert guardadas(vieja, local) == antes
    assert len(versiones.vista_previa(nueva, local).renglones) == 7
    assert versiones.pasar(nueva, local) == 7
    assert verificar(nueva.motor_bd).roturas == ()


def test_deshacer_respeta_lo_que_se_toco_despues(nueva: Sala, local: int) -> None:
    """Lo confirmado o cambiado ya es de este año; pregunta por pregunta también se deshace."""
    versiones.pasar(nueva, local)
    diagnosticos.confirmar(nueva, local, "masa.reposo")
    diagnosticos.responder(nueva, local, "horno.respaldo", "gas")
    historia.deshacer(nueva, local, "cafe.claro", vista=1)
    versiones.deshacer(nueva, local)
    assert guardadas(nueva, local) == {
        "masa.reposo": (80, None, ""),
        "masa.harinas": (("trigo",), None, ""),
        "horno.respaldo": ("gas", None, ""),
        "carta.publicada": (None, "Solo por encargo", ""),
    }


def test_lo_ya_respondido_en_la_version_nueva_no_se_pisa(nueva: Sala, local: int) -> None:
    """La vista previa lo dice, y al pasar sigue lo respondido."""
    diagnosticos.responder(nueva, local, "horno.principal", "gas")
    vista = versiones.vista_previa(nueva, local)
    ocupadas = [r.traduccion.destino for r in vista.renglones if r.ocupada]
    assert ocupadas == ["horno.principal"]
    versiones.pasar(nueva, local)
    assert guardadas(nueva, local)["horno.principal"] == ("gas", None, "")
    assert guardadas(nueva, local)["horno.respaldo"] == ("lena", None, "version:2")


def test_no_se_envia_con_respuestas_sin_pasar(nueva: Sala, local: int) -> None:
    """Primero se pasan; entonces sí."""
    with pytest.raises(ErrorDeServicio, match="con otra versión de las reglas y su pregunta cambió"):
        diagnosticos.enviar(nueva, local, con_pendientes=True)
    versiones.pasar(nueva, local)
    assert diagnosticos.enviar(nueva, local, con_pendientes=True).estado == "enviado"
    with pytest.raises(ErrorDeServicio, match="ya se envió"):
        versiones.deshacer(nueva, local)


def test_pasar_es_de_quien_lidera(nueva: Sala, local: int) -> None:
    """Quien lee de la entidad puede ver qué pasaría; de fuera, ni eso."""
    entidad = diagnosticos.leer(nueva, local).entidad.id
    lee = nueva.como(cuenta(nueva, "Rosa Díaz", Rol.LECTOR, entidad=entidad))
    lidera = nueva.como(cuenta(nueva, "Luis Rojas", Rol.LIDER, entidad=entidad))
    fuera = nueva.como(cuenta(nueva, "Sara Mora", Rol.SUBSECRETARIA))
    assert versiones.vista_previa(lee, local).renglones
    for sin_permiso in (lee, fuera):
        with pytest.raises(ErrorDePermiso):
            versiones.pasar(sin_permiso, local)
        with pytest.raises(ErrorDePermiso):
            versiones.deshacer(sin_permiso, local)
    with pytest.raises(ErrorDePermiso):
        versiones.vista_previa(fuera, local)
    assert versiones.pasar(lidera, local) == 7


def test_sin_tabla_todo_pide_revision(vieja: Sala, nueva: Sala, local: int) -> None:
    """Nadie ha dicho que las preguntas sean las mismas."""
    sin_tabla = replace(nueva, catalogo=replace(nueva.catalogo, equivalencias={}))
    versiones.pasar(sin_tabla, local)
    assert {c for c, (_, _, por_confirmar) in guardadas(sin_tabla, local).items() if por_confirmar} == {
        "masa.reposo",
        "masa.harinas",
        "carta.publicada",
    }
    assert diagnosticos.caso(sin_tabla, local).respuestas == {}


def test_la_vigencia_anterior_se_lee_por_la_tabla(nueva: Sala, local: int) -> None:
    """Lo del año pasado se ve en las preguntas de este, con lo que cambió."""
    entidad = diagnosticos.leer(nueva, local).entidad.id
    siguiente = diagnosticos.abrir(nueva, entidad, 2027).id
    vista = anterior.de_la_anterior(nueva, siguiente)
    assert vista is not None
    assert vista.respuestas["masa.propia"].respuesta.valor is True
    assert vista.respuestas["masa.propia"].cambio == ""
    assert vista.respuestas["masa.reposo"].cambio == "Ahora se pregunta por el reposo en frío."
    assert anterior.traer(nueva, siguiente) == 7


def test_la_orden_muestra_las_tablas_y_dice_lo_que_falta(tmp_path: Path) -> None:
    """Con 0 si dan cuenta de todo, 1 si no, 2 si la pregunta no tiene sentido."""
    entera = correr("reglas", "equivalencias", "--reglas", PANADERIA_NUEVA, "--antes", PANADERIA)
    assert (entera.codigo, "Las tablas dan cuenta de todo lo que cambió." in entera.salida) == (0, True)
    coja = tmp_path / "coja"
    coja.mkdir()
    for archivo in PANADERIA_NUEVA.glob("*.yaml"):
        escrito = archivo.read_text(encoding="utf-8").replace("    nuevas: [agua.gratis]\n", "")
        (coja / archivo.name).write_text(escrito, encoding="utf-8")
    falta = correr("reglas", "equivalencias", "--reglas", coja, "--antes", PANADERIA, "--formato", "json")
    assert falta.codigo == 1
    assert falta.json()["sin_declarar"] == [{"codigo": "agua.gratis", "que": "es nueva", "tipo": "nueva"}]
    igual = correr("reglas", "equivalencias", "--reglas", PANADERIA, "--antes", PANADERIA)
    assert (igual.codigo, "las dos bases dicen ser la versión 1" in igual.error) == (2, True)

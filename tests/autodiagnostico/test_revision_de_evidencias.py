"""Qué parte de lo cumplido tiene evidencia, qué falta, y el ZIP para quien revisa."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, evidencias, revision_de_evidencias
from autodiagnostico.servicios.evidencias import Datos, Lugar, Nueva
from tests.autodiagnostico import archivos
from tests.autodiagnostico.piezas import CATALOGO
from tests.conftest import SOLO_SQLITE

POLITICAS = [f"politica.{p}.implementada" for p in ("transparencia", "servicio", "participacion")]
REGLAS = ["D640-247-1", "D640-247-3", "D640-247-4"]


@pytest.fixture
def cumplido(sala: Sala, diagnostico: int) -> int:
    """Tres políticas implementadas: una con archivo, otra solo citada y la última sin nada."""
    for criterio in POLITICAS:
        diagnosticos.responder(sala, diagnostico, criterio, "si")
    nueva = Nueva("Informe «1»", ("informe.pdf", archivos.pdf()), datos=Datos(fecha=date(2026, 1, 5)))
    evidencias.agregar_a(sala, Lugar(diagnostico, POLITICAS[0]), nueva)
    diagnosticos.anotar(sala, diagnostico, POLITICAS[1], evidencias=["=HYPERLINK(1)"])
    return diagnostico


@SOLO_SQLITE
def test_se_separa_lo_que_falta_de_lo_que_solo_se_cita(sala: Sala, cumplido: int) -> None:
    """Cada número se puede abrir: son los resultados mismos."""
    entidad = diagnosticos.leer(sala, cumplido).entidad.id
    resultado = diagnosticos.evaluar(sala, cumplido)
    suyo = revision_de_evidencias.respaldo(resultado, evidencias.listar(sala, entidad))
    assert [h.regla.codigo for h in suyo.logrados if h.regla.codigo in REGLAS] == REGLAS
    assert [h.regla.codigo for h in suyo.solo_citados] == REGLAS[1:2]
    assert [h.regla.codigo for h in suyo.faltas] == REGLAS[2:]
    assert suyo.con_evidencia == len(suyo.logrados) - 1


@pytest.mark.parametrize(
    ("criterio", "si", "no"),
    [
        ("mesa.existe", [True], [False, None]),
        ("mesa.reglamento", ["si", "parcial"], ["no", None]),
        ("mesa.bloques", [("servicio",)], [(), None]),
        ("mesa.fecha_reglamento", [date(2026, 1, 1)], [None]),
        ("dependencia.forma", [], ["dependencia", "ninguna", None]),
        ("canales.mejoras_verificadas", [], [0, 90, None]),
    ],
)
def test_cuando_se_espera_un_soporte(criterio: str, si: list[Any], no: list[Any]) -> None:
    """De un sí, de un «en parte» o de algo marcado; de un número o de elegir entre varias, no."""
    ficha = CATALOGO.criterios[criterio]
    assert all(revision_de_evidencias.dice_que_si(ficha, valor) for valor in si)
    assert not any(revision_de_evidencias.dice_que_si(ficha, valor) for valor in no)


def abrir(contenido: bytes) -> zipfile.ZipFile:
    abierto = zipfile.ZipFile(io.BytesIO(contenido))
    assert abierto.testzip() is None
    return abierto


def celdas(abierto: zipfile.ZipFile, hoja: str) -> list[list[Any]]:
    """Los valores de una hoja del índice, sin filas vacías; ninguno es una fórmula."""
    libro = openpyxl.load_workbook(io.BytesIO(abierto.read("indice.xlsx")))
    assert not [c for f in libro[hoja].iter_rows() for c in f if c.data_type == "f"]
    return [[c.value for c in fila] for fila in libro[hoja].iter_rows() if any(c.value for c in fila)]


def filas_de_csv(abierto: zipfile.ZipFile, nombre: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(abierto.read(nombre).decode("utf-8-sig")), delimiter=";"))


def test_el_zip_trae_los_archivos_el_indice_y_lo_que_falta(sala: Sala, cumplido: int) -> None:
    """Las huellas del CSV son las de los archivos que trae."""
    abierto = abrir(revision_de_evidencias.comprimir(sala, cumplido))
    _, *huellas = filas_de_csv(abierto, "huellas.csv")
    assert [(ruta, huella) for ruta, huella, _ in huellas] == [
        ("archivos/001_informe.pdf", hashlib.sha256(abierto.read("archivos/001_informe.pdf")).hexdigest())
    ]
    assert sorted(abierto.namelist()) == [
        "archivos/001_informe.pdf",
        "huellas.csv",
        "indice.xlsx",
        "lo_que_falta.csv",
    ]
    indice = {fila[1]: fila for fila in celdas(abierto, "Evidencias")}
    assert indice["Informe «1»"][3] == "archivos/001_informe.pdf"
    assert indice["Informe «1»"][7] == CATALOGO.criterios[POLITICAS[0]].pregunta
    assert indice["=HYPERLINK(1)"][2] == "Solo la referencia"
    por_pregunta = {fila[1]: fila for fila in celdas(abierto, "Por pregunta")}
    assert por_pregunta[CATALOGO.criterios[POLITICAS[0]].pregunta][4] == "1. Informe «1»"
    (falta,) = filas_de_csv(abierto, "lo_que_falta.csv")[1:]
    assert CATALOGO.criterios[POLITICAS[2]].pregunta in falta[3]
    assert falta == [str(c) for c in celdas(abierto, "Lo que falta")[-1]]


def test_lo_que_no_se_puede_entregar_se_dice_y_no_detiene_lo_demas(sala: Sala, cumplido: int) -> None:
    """Un archivo dañado, uno confidencial para quien no lo puede ver, uno vencido y uno retirado."""
    entidad = diagnosticos.leer(sala, cumplido).entidad.id
    for ancho, datos in (
        (300, Datos(confidencial=True)),
        (400, Datos(vence=date(2020, 1, 1))),
        (500, Datos()),
    ):
        nueva = Nueva(f"De {ancho}", ("a.pdf", archivos.pdf(ancho)), datos=datos)
        evidencias.agregar_a(sala, Lugar(cumplido, "mesa.existe"), nueva)
    por_nombre = {f.nombre: f for f in evidencias.listar(sala, entidad)}
    diagnosticos.enviar(sala, cumplido, con_pendientes=True)
    evidencias.retirar(sala, por_nombre["De 500"].id, "Repetida")
    huella = por_nombre["Informe «1»"].huella
    assert huella is not None
    (sala.ajustes.carpeta_de_evidencias / huella[:2] / huella).write_bytes(b"otra cosa")
    fuera = sala.como(Quien("Seguimiento", None, (Pertenencia(Rol.SUBSECRETARIA),)))
    abierto = abrir(revision_de_evidencias.comprimir(fuera, cumplido))
    situacion = {fila[1]: fila[6] for fila in celdas(abierto, "Evidencias")}
    assert "su huella cambió" in situacion["Informe «1»"]
    assert situacion["De 300"] == "Confidencial: no se incluye"
    assert situacion["De 400"] == "Vencida a la fecha de corte"
    assert situacion["De 500"] == "Retirada: Repetida"
    assert [n for n in abierto.namelist() if n.startswith("archivos/")] == [
        "archivos/004_a.pdf",
        "archivos/005_a.pdf",
    ]


@SOLO_SQLITE
def test_el_zip_de_un_tema_trae_solo_lo_suyo(sala: Sala, cumplido: int) -> None:
    """Para cuando entero pesa demasiado."""
    otro = next(c for c in CATALOGO.criterios.values() if c.tema != CATALOGO.criterios[POLITICAS[0]].tema)
    evidencias.agregar_a(sala, Lugar(cumplido, otro.codigo), Nueva("Acta", ("a.pdf", archivos.pdf(300))))
    abierto = abrir(revision_de_evidencias.comprimir(sala, cumplido, otro.tema))
    assert [n for n in abierto.namelist() if n.startswith("archivos/")] == ["archivos/001_a.pdf"]


@SOLO_SQLITE
def test_un_zip_que_no_cabe_se_dice(sala: Sala, cumplido: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Con lo que pesa y qué hacer."""
    monkeypatch.setattr(revision_de_evidencias, "MAXIMO_ZIP", 10)
    with pytest.raises(ErrorDeServicio, match="Descárguelas tema por tema"):
        revision_de_evidencias.comprimir(sala, cumplido)


@SOLO_SQLITE
@pytest.mark.parametrize("rol", [Rol.SECTOR, Rol.VEEDURIA, Rol.LIDER_POLITICA, Rol.ADMINISTRA])
def test_quien_no_puede_exportar_no_se_lleva_el_zip(sala: Sala, cumplido: int, rol: Rol) -> None:
    """Aunque vea lo enviado."""
    diagnosticos.enviar(sala, cumplido, con_pendientes=True)
    otro = sala.como(Quien("Otro", None, (Pertenencia(rol, sector="X"),)))
    with pytest.raises(ErrorDePermiso):
        revision_de_evidencias.comprimir(otro, cumplido)

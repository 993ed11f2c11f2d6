"""El cruce con el FURAG: su orden, lo que dice de cada respuesta y su libro."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from autodiagnostico.furag import filas_furag, hoja_furag
from motor import Caso, leer_caso
from reglas import Catalogo, cargar
from tests.bases import PANADERIA

IPES = Path(__file__).parents[1] / "casos" / "ipes_2026.json"
CRUCES = """
criterios:
  - codigo: cafe.origen
    tema: barra
    clase: si_no
    pregunta: ¿Dice el origen del café?
    ayuda: En la carta.
    minutos: 1
    furag: [{pregunta: TRA222, relacion: igual}]
  - codigo: carta.publicada
    tema: barra
    clase: si_parcial_no
    pregunta: ¿Publica la carta?
    ayuda: A la vista.
    opciones: {si: En la puerta, parcial: Adentro, no: No}
    minutos: 1
    admite_no_aplica: true
    furag:
      - {pregunta: ZZZ100, relacion: traslape}
      - {pregunta: SEC216, relacion: subconjunto, nota: El FURAG mira también los precios.}
  - codigo: masa.harinas
    tema: obrador
    clase: opciones
    pregunta: ¿Qué harinas usa?
    ayuda: Todas.
    opciones: {trigo: Trigo, centeno: Centeno, maiz: Maíz}
    minutos: 2
    furag: [{pregunta: SEC216, relacion: superconjunto}, {pregunta: PLA204, relacion: traslape}]
"""


@pytest.fixture(scope="module")
def catalogo(tmp_path_factory: pytest.TempPathFactory) -> Catalogo:
    """La panadería con cruces inventados."""
    carpeta = tmp_path_factory.mktemp("cruces")
    (carpeta / "cruces.yaml").write_text(CRUCES, encoding="utf-8")
    return cargar([PANADERIA, carpeta])


def caso(catalogo: Catalogo, respuestas: dict[str, Any], **entidad: Any) -> Caso:
    local = {"codigo": "PAN", "nombre": "La Espiga", "tipo": "barrio", **entidad}
    datos = {"entidad": local, "vigencia": 2026, "fecha_corte": "2026-06-01", "respuestas": respuestas}
    return leer_caso(datos, catalogo)


def hoja(contenido: bytes) -> list[list[str]]:
    """Las filas de la tabla, sin título ni notas."""
    filas = [[str(c or "") for c in f] for f in openpyxl.load_workbook(io.BytesIO(contenido))["FURAG"].values]
    return filas[next(i for i, f in enumerate(filas) if f[0] == "FURAG") + 1 :]


def test_las_filas_van_en_el_orden_del_formulario(catalogo: Catalogo) -> None:
    """Por módulo y número; dentro, por el catálogo; lo desconocido, al final."""
    filas = filas_furag(catalogo, caso(catalogo, {}))
    assert [(f.cruce.pregunta, f.modulo, f.criterio.codigo) for f in filas] == [
        ("PLA204", "Planeación institucional", "masa.harinas"),
        ("SEC216", "Servicio a la ciudadanía", "masa.harinas"),
        ("SEC216", "Servicio a la ciudadanía", "carta.publicada"),
        ("TRA222", "Transparencia", "cafe.origen"),
        ("ZZZ100", "", "carta.publicada"),
    ]


def test_la_hoja_trae_respuestas_evidencias_y_relacion(catalogo: Catalogo) -> None:
    """Cada respuesta en palabras, con sus evidencias y lo que hay que hacer para llevarla."""
    respuestas = {
        "masa.harinas": {"valor": ["trigo", "maiz"], "evidencias": ["=Factura 1", "Factura 2"]},
        "carta.publicada": {"valor": "parcial", "observacion": "Junto a la caja"},
    }
    filas = hoja(hoja_furag(catalogo, caso(catalogo, respuestas, sirve_cafe=True)))
    assert filas[0][:6] == [
        "PLA204",
        "Planeación institucional",
        "Coinciden en parte",
        "¿Qué harinas usa?",
        "Trigo; Maíz",
        "=Factura 1\nFactura 2",
    ]
    carta = filas[2]
    assert (carta[2], carta[4], carta[6]) == ("El FURAG pregunta más", "En parte: Adentro", "Junto a la caja")
    assert carta[7].endswith("falta completar la otra. El FURAG mira también los precios.")
    assert (filas[3][2], filas[3][4]) == ("Igual", "Sin responder")


def test_lo_que_no_se_le_pregunta_y_lo_que_no_aplica_se_dicen_distinto(catalogo: Catalogo) -> None:
    """Quien no sirve café no tiene que decir de dónde viene."""
    respuestas = {"carta.publicada": {"no_aplica": "Solo vende al por mayor"}}
    sin_cafe = caso(catalogo, respuestas, sirve_cafe=False, mesas=50)
    dichas = {f[8]: f[4] for f in hoja(hoja_furag(catalogo, sin_cafe))}
    assert dichas["cafe.origen"] == "No se le pregunta a esta entidad"
    assert dichas["carta.publicada"] == "No aplica: Solo vende al por mayor"


def test_lo_escrito_nunca_es_formula(catalogo: Catalogo) -> None:
    """Ni en las evidencias ni en las observaciones."""
    respuestas = {"masa.harinas": {"valor": [], "evidencias": ["=1+1"], "observacion": "=2+2"}}
    libro = openpyxl.load_workbook(io.BytesIO(hoja_furag(catalogo, caso(catalogo, respuestas))))
    celdas = [c for f in libro["FURAG"].iter_rows() for c in f if str(c.value).startswith("=")]
    assert {c.data_type for c in celdas} == {"s"}
    assert len(celdas) == 4


def test_sin_cruces_la_hoja_lo_dice() -> None:
    """Una base sin FURAG no deja una tabla vacía sin explicación."""
    panaderia = cargar([PANADERIA])
    libro = openpyxl.load_workbook(io.BytesIO(hoja_furag(panaderia, caso(panaderia, {}))))
    textos = [str(c.value) for f in libro["FURAG"].iter_rows() for c in f if c.value]
    assert "La base de reglas no trae ningún cruce con el FURAG." in textos


def test_la_base_real_se_cruza_en_orden() -> None:
    """Todos los cruces que traiga, de módulos conocidos, con las respuestas del IPES."""
    real = cargar()
    ipes = leer_caso(json.loads(IPES.read_text(encoding="utf-8")), real)
    filas = filas_furag(real, ipes)
    assert len(filas) == sum(len(c.furag) for c in real.criterios.values())
    assert all(f.modulo for f in filas)
    por_modulo = [f.modulo for f in filas]
    assert len(dict.fromkeys(por_modulo)) == sum(
        i == 0 or por_modulo[i - 1] != m for i, m in enumerate(por_modulo)
    )
    assert len(hoja(hoja_furag(real, ipes))) == len(filas)

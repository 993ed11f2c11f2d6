"""`reglas manual`: de la plantilla a las preguntas, y de vuelta, desde la terminal."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.catalogo import cargar_catalogo
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import Sala, al_dia
from autodiagnostico.servicios import manual
from reglas import BASE
from tests.autodiagnostico.piezas import CATALOGO, correr
from tests.manual.piezas import PLANTILLA, libro

EN_UNA_CELDA = "Lineamientos, fila 5, columna K («Peso E4"


@pytest.fixture
def bueno(tmp_path: Path) -> Path:
    """Un libro con diez lineamientos inventados."""
    archivo = tmp_path / "bueno.xlsx"
    archivo.write_bytes(libro())
    return archivo


@pytest.fixture
def malo(tmp_path: Path) -> Path:
    """El mismo, con dos celdas mal."""

    def estropear(abierto: Any) -> None:
        abierto["Lineamientos"]["K5"] = "mucho"
        abierto["Manual"]["B4"] = "ayer"

    archivo = tmp_path / "malo.xlsx"
    archivo.write_bytes(libro(estropear))
    return archivo


def preguntas() -> int:
    """Cuántas preguntas del Manual hay en las reglas que se usan."""
    return sum(c.startswith("manual.") for c in cargar_catalogo(Ajustes()).criterios)


def test_la_plantilla_se_escribe_entera(tmp_path: Path) -> None:
    """Es la misma que da la aplicación, y no deja archivos de paso."""
    salida = tmp_path / "plantilla.xlsx"
    assert correr("reglas", "manual", "plantilla", "--salida", salida).codigo == 0
    escrita, la_de_la_aplicacion = (openpyxl.load_workbook(a) for a in (salida, BytesIO(PLANTILLA)))
    assert escrita.sheetnames == ["Instrucciones", "Manual", "Lineamientos", "Listas"]
    for hoja in escrita:
        assert list(hoja.values) == list(la_de_la_aplicacion[hoja.title].values)
    assert [a.name for a in tmp_path.iterdir()] == ["plantilla.xlsx"]


@pytest.mark.parametrize(
    ("salida", "dicho"), [("x.ods", "Se admite: .xlsx"), ("no/hay/x.xlsx", "la carpeta no existe")]
)
def test_una_salida_que_no_sirve_se_dice(tmp_path: Path, salida: str, dicho: str) -> None:
    """Con 2 y sin escribir nada."""
    corrida = correr("reglas", "manual", "plantilla", "--salida", tmp_path / salida)
    assert (corrida.codigo, list(tmp_path.iterdir())) == (2, [])
    assert dicho in corrida.error


def test_revisar_dice_que_cambia_y_no_guarda_nada(bueno: Path) -> None:
    """Preguntas nuevas y peso de cada escenario antes y después, en tabla y en JSON."""
    corrida = correr("reglas", "manual", "revisar", bueno)
    assert corrida.codigo == 0
    assert "El libro sirve: 10 lineamientos." in corrida.salida
    assert "manual.reloj" in corrida.salida
    documento = correr("reglas", "manual", "revisar", bueno, "--formato", "json").json()
    assert documento["sirve"]
    assert len(documento["preguntas_nuevas"]) == 10
    assert {p["escenario"]: p["despues"] - p["antes"] for p in documento["pesos"]} == {
        "E1": 4,
        "E2": 6,
        "E3": 4,
        "E4": 6,
    }
    assert preguntas() == 0


@pytest.mark.parametrize("orden", ["revisar", "instalar"])
def test_cada_celda_mala_se_nombra_y_no_se_instala_nada(malo: Path, orden: str) -> None:
    """Hoja, fila, columna, qué llegó y qué se admite; con 2."""
    corrida = correr("reglas", "manual", orden, malo)
    assert (corrida.codigo, corrida.salida) == (2, "")
    assert EN_UNA_CELDA in corrida.error
    assert "Llegó «mucho». Se admite: un número entero de 0 a 10." in corrida.error
    assert "Manual, fila 4, columna B («Rige desde»)" in corrida.error
    assert preguntas() == 0


def test_los_defectos_tambien_salen_en_json(malo: Path) -> None:
    """Un campo por cada cosa que se dice de la celda."""
    corrida = correr("reglas", "manual", "revisar", malo, "--formato", "json")
    assert corrida.codigo == 2
    documento = corrida.json()
    assert not documento["sirve"]
    assert {(d["hoja"], d["fila"], d["columna"], d["llego"]) for d in documento["defectos"]} == {
        ("Manual", 4, "B", "ayer"),
        ("Lineamientos", 5, "K", "mucho"),
    }


@pytest.mark.parametrize("contenido", [b"hola", b"", PLANTILLA])
def test_un_archivo_que_no_es_un_manual_lleno_se_rechaza(tmp_path: Path, contenido: bytes) -> None:
    """Ni lo que no es un libro ni la plantilla vacía."""
    archivo = tmp_path / "x.xlsx"
    archivo.write_bytes(contenido)
    assert correr("reglas", "manual", "revisar", archivo).codigo == 2
    assert correr("reglas", "manual", "revisar", tmp_path / "no-esta.xlsx").codigo == 2


def test_instalado_se_usa_y_quitado_deja_de_usarse(bueno: Path) -> None:
    """Sin pedir carpetas, y todas las órdenes lo ven."""
    corrida = correr("reglas", "manual", "instalar", bueno)
    assert corrida.codigo == 0
    assert "Para usarlo" not in corrida.error
    assert preguntas() == 10
    assert f"{len(CATALOGO.reglas) + 10} reglas" in correr("reglas", "listar").salida
    assert "Pone en hora el reloj" in correr("reglas", "mostrar", "MO-RELOJ").salida
    assert "quitó" in correr("reglas", "manual", "quitar").error
    assert preguntas() == 0
    assert "No hay ningún Manual" in correr("reglas", "manual", "quitar").error


def test_las_carpetas_pedidas_son_esas_y_ninguna_mas(bueno: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Con --reglas o con el entorno, el Manual instalado no se agrega solo."""
    correr("reglas", "manual", "instalar", bueno)
    exactas = f"{len(CATALOGO.reglas)} reglas"
    assert exactas in correr("reglas", "listar", "--reglas", "base").salida
    monkeypatch.setenv("AUTODIAGNOSTICO_REGLAS", "base")
    assert exactas in correr("reglas", "listar").salida
    assert Ajustes().carpetas == [BASE]


def test_en_otra_carpeta_se_dice_como_usarlo(bueno: Path, tmp_path: Path) -> None:
    """Y no entra por sí solo; quitarlo de allí tampoco toca otra cosa."""
    otra = tmp_path / "otra"
    corrida = correr("reglas", "manual", "instalar", bueno, "--destino", otra)
    assert f"--reglas base --reglas {otra}" in corrida.error
    assert preguntas() == 0
    con_ella = correr("reglas", "listar", "--reglas", "base", "--reglas", otra)
    assert f"{len(CATALOGO.reglas) + 10} reglas" in con_ella.salida
    assert correr("reglas", "manual", "quitar", "--destino", tmp_path).codigo == 1
    assert correr("reglas", "manual", "quitar", "--destino", otra).codigo == 0
    assert not otra.exists()
    assert bueno.exists()


def test_la_sala_abierta_ve_el_manual_recien_instalado(sala: Sala, bueno: Path) -> None:
    """Sin cerrarla; si nada cambia, es la misma."""
    assert al_dia(sala) is sala
    manual.instalar(sala, manual.revisar(sala.ajustes, bueno.read_bytes()))
    despues = al_dia(sala)
    assert despues.motor_bd is sala.motor_bd
    assert len(despues.catalogo.reglas) == len(sala.catalogo.reglas) + 10
    ficha = manual.instalado(sala.ajustes)
    assert ficha is not None
    assert (ficha.version, str(ficha.rige_desde), ficha.lineamientos) == ("7.0", "2026-02-01", 10)
    manual.quitar(sala)
    assert al_dia(despues).catalogo is sala.catalogo
    assert manual.instalado(sala.ajustes) is None


def test_un_manual_que_ya_no_carga_dice_como_salir(bueno: Path) -> None:
    """Se puede quitar, y también instalar encima otro que sirva."""
    correr("reglas", "manual", "instalar", bueno)
    archivo = Ajustes().carpeta_del_manual / "lineamientos_001.yaml"
    archivo.write_text(archivo.read_text(encoding="utf-8").replace("tema: ", "tema: x"), encoding="utf-8")
    with pytest.raises(ErrorDeServicio, match="reglas manual quitar"):
        cargar_catalogo(Ajustes())
    assert correr("reglas", "listar").codigo == 1
    assert correr("reglas", "manual", "instalar", bueno).codigo == 0
    assert preguntas() == 10

"""El catálogo resuelto: ediciones por fecha, lo que lee cada regla y las listas de entidades."""

from datetime import date
from pathlib import Path

from reglas import Ambito, Referencia, cargar
from reglas.condiciones import Compara
from reglas.esquema import DESTINO, texto
from reglas.texto import normalizar
from tests.bases import PANADERIA


def test_el_esquema_de_los_editores_esta_al_dia() -> None:
    """El JSON Schema guardado es el que sale de los modelos (`python -m reglas`)."""
    assert DESTINO.read_text(encoding="utf-8") == texto()


def test_cada_archivo_declara_su_esquema() -> None:
    """La primera línea de todo YAML de una base lleva al esquema."""
    raiz = Path(__file__).parents[2]
    for archivo in [*(raiz / "reglas" / "base").rglob("*.yaml"), *PANADERIA.rglob("*.yaml")]:
        primera = archivo.read_text(encoding="utf-8").splitlines()[0]
        assert primera.startswith("# yaml-language-server: $schema="), archivo
        assert (archivo.parent / primera.partition("$schema=")[2]).resolve() == DESTINO, archivo


def test_una_regla_rige_desde_su_primer_dia_hasta_el_ultimo() -> None:
    """Ambos extremos de la vigencia cuentan."""
    catalogo = cargar([PANADERIA])
    assert "HORNO-1" not in catalogo.al(date(2019, 12, 31)).reglas
    assert "HORNO-1" in catalogo.al(date(2020, 1, 1)).reglas
    assert "HORNO-1" in catalogo.al(date(2027, 12, 31)).reglas
    assert "HORNO-1" not in catalogo.al(date(2028, 1, 1)).reglas


def test_un_parametro_vale_lo_que_valia_en_la_fecha() -> None:
    """La edición lleva puesto el valor vigente del parámetro."""
    catalogo = cargar([PANADERIA])
    for fecha, mesas in ((date(2025, 12, 31), 10), (date(2026, 1, 1), 20)):
        condicion = catalogo.al(fecha).hechos["local_grande"].si
        assert isinstance(condicion, Compara)
        assert condicion.operando == mesas


def test_lo_que_lee_una_regla_abre_los_hechos_derivados() -> None:
    """Una regla lee los datos que hay detrás de sus hechos, y no los parámetros."""
    edicion = cargar([PANADERIA]).al(date(2026, 6, 1))
    assert edicion.lecturas["CAFE-1"] == {
        Referencia(Ambito.ENTIDAD, "sirve_cafe"),
        Referencia(Ambito.ENTIDAD, "mesas"),
        Referencia(Ambito.CRITERIO, "cafe.confirmado"),
        Referencia(Ambito.CRITERIO, "cafe.origen"),
    }
    assert Referencia(Ambito.CRITERIO, "limpieza.limite") in edicion.lecturas["LIMPIEZA-1"]
    assert edicion.lectores[Referencia(Ambito.CRITERIO, "masa.madre")] == ("MASA-1", "MASA-2")


def test_el_digesto_no_cambia_al_cargar_de_nuevo(tmp_path: Path) -> None:
    """El digesto depende del contenido: ni del lugar, ni de los comentarios."""
    for archivo in PANADERIA.glob("*.yaml"):
        (tmp_path / archivo.name).write_text("# otro comentario\n" + archivo.read_text(encoding="utf-8"))
    assert cargar([tmp_path]).digesto == cargar([PANADERIA]).digesto


def test_los_nombres_se_comparan_sin_tildes_mayusculas_ni_espacios_de_mas() -> None:
    """Así se reconoce una entidad de una lista."""
    assert normalizar("  ALCALDÍA   de Itagüí ") == normalizar("alcaldia de itagui")


def test_una_base_que_cambia_en_disco_se_vuelve_a_leer(tmp_path: Path) -> None:
    """Y la que no cambia, no."""
    extra = tmp_path / "extra.yaml"
    extra.write_text("temas:\n  - {codigo: barra, nombre: Antes, descripcion: x}\n")
    antes = cargar([PANADERIA, tmp_path])
    assert cargar([PANADERIA, tmp_path]) is antes
    extra.write_text("temas:\n  - {codigo: barra, nombre: Después, descripcion: x}\n")
    assert cargar([PANADERIA, tmp_path]).temas["barra"].nombre == "Después"

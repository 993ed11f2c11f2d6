"""La comparación: de un borrador no se ve el nivel, y una entidad inventada no pesa junto a las de verdad."""

import csv
import io

import openpyxl

from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import comparacion, demostracion, diagnosticos, entidades
from tests.autodiagnostico.piezas import INSTITUTO


def test_de_un_borrador_solo_se_ve_la_cobertura(sala: Sala, diagnostico: int) -> None:
    """Al enviarlo aparecen sus niveles."""
    diagnosticos.responder(sala, diagnostico, "mesa.existe", True)
    (fila,) = comparacion.comparar(sala, 2026)
    assert (fila.escenarios, fila.madurez_global, fila.contada) == (None, None, False)
    assert "borrador" in fila.razon_no_contada
    assert fila.cobertura_global is not None
    assert set(fila.cobertura) == set(sala.catalogo.escenarios)
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    (fila,) = comparacion.comparar(sala, 2026)
    assert fila.madurez_global is not None
    assert (fila.contada, fila.razon_no_contada) == (True, "")
    assert comparacion.comparar(sala, 2030) == []


def test_un_borrador_no_deja_ver_su_nivel_en_ningun_archivo(sala: Sala, diagnostico: int) -> None:
    """Ni en el CSV ni en Excel."""
    (fila,) = csv.DictReader(io.StringIO(comparacion.csv(sala, 2026).decode("utf-8-sig")), delimiter=";")
    assert {v for c, v in fila.items() if c.startswith(("Nivel", "Puntaje"))} == {""}
    hoja = openpyxl.load_workbook(io.BytesIO(comparacion.excel(sala, 2026))).active
    assert hoja is not None
    encabezado, renglon = ([c.value for c in hoja[n]] for n in (6, 7))
    assert hoja["A2"].value == "Borrador"
    del_renglon = dict(zip(encabezado, renglon, strict=True))
    assert {v for c, v in del_renglon.items() if str(c).startswith(("Nivel", "Puntaje"))} == {None}


def test_las_inventadas_cuentan_solo_si_no_hay_otras(sala: Sala) -> None:
    """Así la demostración se ve completa y nunca altera un promedio de verdad."""
    demostracion.cargar(sala)
    assert [f.contada for f in comparacion.comparar(sala, 2026)] == [True, True, False]
    entidad = entidades.guardar(sala, INSTITUTO)
    diagnosticos.enviar(sala, diagnosticos.abrir(sala, entidad.id, 2026).id, con_pendientes=True)
    contadas = [f.codigo for f in comparacion.comparar(sala, 2026) if f.contada]
    assert contadas == ["PRUEBA"]


def test_a_quien_no_le_aplica_nada_no_entra_en_los_promedios(sala: Sala) -> None:
    """Y se dice por qué."""
    nacional = {**INSTITUTO, "orden": "nacional", "rama_ejecutiva": False, "distrito_capital": False}
    entidad = entidades.guardar(sala, nacional)
    ficha = diagnosticos.abrir(sala, entidad.id, 2026)
    diagnosticos.enviar(sala, ficha.id, con_pendientes=True)
    (fila,) = comparacion.comparar(sala, 2026)
    sin_indice = fila.madurez_global is not None and fila.madurez_global.indice_min is None
    assert fila.contada is not sin_indice
    assert bool(fila.razon_no_contada) is sin_indice


def test_quien_compara_un_sector_no_ve_en_la_tabla_lo_que_ve_por_otro_rol(sala: Sala) -> None:
    """Ser de una entidad no la mete en la comparación de un sector ajeno."""
    suya = entidades.guardar(sala, {**INSTITUTO, "sector": "Hábitat"})
    otra = entidades.guardar(sala, {**INSTITUTO, "codigo": "OTRA", "sector": "Salud"})
    for entidad in (suya, otra):
        diagnosticos.abrir(sala, entidad.id, 2026)
    pertenencias = (Pertenencia(Rol.LIDER, suya.id), Pertenencia(Rol.SECTOR, sector="Salud"))
    filas = comparacion.comparar(sala.como(Quien("Ana", None, pertenencias)), 2026)
    assert [f.codigo for f in filas] == ["OTRA"]


def test_un_nombre_que_parece_formula_va_como_texto(sala: Sala) -> None:
    """En el CSV, con un apóstrofo delante; en Excel, como texto."""
    entidad = entidades.guardar(sala, {**INSTITUTO, "nombre": "=2+5"})
    diagnosticos.abrir(sala, entidad.id, 2026)
    assert "'=2+5" in comparacion.csv(sala, 2026).decode("utf-8-sig")
    hoja = openpyxl.load_workbook(io.BytesIO(comparacion.excel(sala, 2026))).active
    assert hoja is not None
    assert (hoja["A7"].value, hoja["A7"].data_type) == ("=2+5", "s")


def test_el_csv_se_abre_en_columnas_en_un_excel_en_espanol(sala: Sala) -> None:
    """Marca de orden, punto y coma y coma decimal; el libro dice cuántos son inventados o borradores."""
    demostracion.cargar(sala)
    crudo = comparacion.csv(sala, 2026)
    assert crudo.startswith(b"\xef\xbb\xbf")
    fila = next(csv.DictReader(io.StringIO(crudo.decode("utf-8-sig")), delimiter=";"))
    puntaje = fila["Puntaje. Consulta información pública (E1)"]
    assert "," in puntaje
    assert "." not in puntaje
    hoja = openpyxl.load_workbook(io.BytesIO(comparacion.excel(sala, 2026))).active
    assert hoja is not None
    assert hoja["A2"].value == "Datos de demostración · Borrador: 1 de 3 diagnósticos"

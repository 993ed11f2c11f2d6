"""Un informe descargado se puede comprobar sin conexión: que nadie lo cambió y de dónde salió."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Asiento, CabezaDeBitacora
from autodiagnostico.asentadas import huella_de_asiento
from autodiagnostico.documento import documento_de
from autodiagnostico.documento.formatos import escribir as escribir_documento
from autodiagnostico.informes.libro import Columna, Hoja, escribir_libro
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello, SinSello, comprobar, sellar
from autodiagnostico.sello.ficha import HUECO
from autodiagnostico.servicios import comparacion, demostracion, descargas, diagnosticos, furag, plan, vida
from motor import escribir_caso
from reglas import cargar
from tests.autodiagnostico.piezas import Corrida, correr
from tests.autodiagnostico.piezas import escribir as escribir_json
from tests.bases import PANADERIA

SELLO = Sello("prueba", "1", "a" * 64, entidad="PAN", entradas="b" * 64)
PAN = cargar([PANADERIA])


def un_libro(*filas: list[Any]) -> bytes:
    """Un libro sellado, de tres columnas."""
    columnas = [Columna("Texto", 20), Columna("Número", 9, "decimal"), Columna("Parte", 9, "porcentaje")]
    hoja = Hoja("Datos", "Los datos", ["Una nota."], columnas, filas)
    return sellar(escribir_libro("Libro", [hoja], sello=SELLO), ".xlsx", SELLO)[0]


LIBRO = un_libro(["uno", 1.5, 0.25], ["=2+2", 3, 1], ["línea\nlínea", None, 0.1])
CELDAS = st.one_of(
    st.none(), st.text(max_size=30), st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6), st.dates()
)


def rehecho(contenido: bytes, cambiar: Callable[[Any], None] = lambda _: None) -> bytes:
    """El libro abierto, cambiado y vuelto a guardar por otro programa."""
    libro = openpyxl.load_workbook(io.BytesIO(contenido))
    cambiar(libro)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def entero(contenido: bytes, extension: str) -> bool:
    return comprobar(contenido, extension)[1]


# --- Excel --------------------------------------------------------------------------------------


@pytest.mark.propiedades
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(CELDAS, st.floats(0, 100), st.floats(0, 1)), max_size=4))
def test_todo_libro_recien_escrito_esta_entero_y_volver_a_guardarlo_no_lo_rompe(filas: list[Any]) -> None:
    """Con cualquier texto, número o fecha: se firma lo que dice, no los bytes."""
    contenido = un_libro(*(list(f) for f in filas))
    assert entero(contenido, ".xlsx")
    assert entero(rehecho(contenido), ".xlsx")


def test_el_sello_va_en_las_propiedades_y_a_la_vista() -> None:
    """La hoja dice lo mismo, con la huella ya puesta."""
    sello, bien = comprobar(LIBRO, ".xlsx")
    assert bien
    assert (sello.informe, sello.entidad, sello.entradas) == ("prueba", "PAN", "b" * 64)
    assert sello.contenido != HUECO
    hoja = openpyxl.load_workbook(io.BytesIO(LIBRO))["Verificación"]
    dicho = {fila[0].value: fila[1].value for fila in hoja.iter_rows()}
    assert dicho["Huella del contenido"] == sello.contenido
    assert dicho["Huella de las entradas"] == sello.entradas


def _celda(donde: str, valor: Any) -> Callable[[Any], None]:
    return lambda libro: libro["Datos"].__setitem__(donde, valor)


def _formato(libro: Any) -> None:
    libro["Datos"]["B5"].number_format = '"9,9"'


def _otra_hoja(libro: Any) -> None:
    libro.create_sheet("Otra")["A1"] = "algo"


def _esconder(libro: Any) -> None:
    libro["Verificación"].sheet_state = "hidden"


def _dibujo(libro: Any) -> None:
    imagen = (Path(__file__).parents[2] / "ui" / "estatico" / "icono.png").read_bytes()
    libro["Datos"].add_image(Image(io.BytesIO(imagen)), "A1")


def _propiedad(nombre: str, valor: str) -> Callable[[Any], None]:
    def cambiar(libro: Any) -> None:
        libro.custom_doc_props[f"sello.{nombre}"].value = valor

    return cambiar


@pytest.mark.parametrize(
    "cambiar",
    [
        pytest.param(_celda("A5", "dos"), id="un texto"),
        pytest.param(_celda("B5", 1.51), id="un número"),
        pytest.param(_celda("C5", 0.26), id="un porcentaje"),
        pytest.param(_celda("A5", None), id="borrar una celda"),
        pytest.param(_celda("B7", 0), id="escribir donde no había nada"),
        pytest.param(_celda("A6", "=1+3"), id="un texto por una fórmula"),
        pytest.param(_celda("A1", "Otros datos"), id="el título"),
        pytest.param(_celda("H40", "algo"), id="algo fuera de la tabla"),
        pytest.param(_formato, id="cómo se ve un número"),
        pytest.param(_otra_hoja, id="otra hoja"),
        pytest.param(_esconder, id="esconder una hoja"),
        pytest.param(_dibujo, id="un dibujo encima"),
        pytest.param(lambda libro: libro.move_sheet("Datos", 1), id="el orden de las hojas"),
        pytest.param(lambda libro: setattr(libro["Datos"], "title", "Otros"), id="el nombre de una hoja"),
        pytest.param(lambda libro: libro["Datos"].delete_rows(6), id="quitar una fila"),
        pytest.param(_propiedad("entidad", "OTRA"), id="de quién es"),
        pytest.param(_propiedad("entradas", "c" * 64), id="de qué salió"),
        pytest.param(_propiedad("contenido", "c" * 64), id="la huella"),
        pytest.param(
            lambda libro: libro["Verificación"].__setitem__("B12", "x"), id="lo que la hoja dice del sello"
        ),
    ],
)
def test_alterar_un_libro_se_detecta(cambiar: Callable[[Any], None]) -> None:
    """Cualquier cosa que cambie lo que el libro dice."""
    assert not entero(rehecho(LIBRO, cambiar), ".xlsx")


def test_comentar_o_ensanchar_una_columna_no_cambia_lo_que_dice() -> None:
    """Quien revisa trabaja sobre el archivo."""

    def revisar(libro: Any) -> None:
        libro["Datos"]["A5"].comment = Comment("¿seguro?", "Quien revisa")
        libro["Datos"].column_dimensions["A"].width = 60

    assert entero(rehecho(LIBRO, revisar), ".xlsx")


def _sin_propiedades(libro: Any) -> None:
    for nombre in list(libro.custom_doc_props.names):
        del libro.custom_doc_props[nombre]


@pytest.mark.parametrize(
    ("contenido", "extension", "dice"),
    [
        (rehecho(LIBRO, _sin_propiedades), ".xlsx", "no lleva sello"),
        (rehecho(LIBRO, _propiedad("reglas", "")), ".xlsx", "no lleva sello"),
        (b"hola", ".xlsx", "no es un libro de Excel"),
        (b"", ".docx", "no es un documento de Word"),
        (b"%PDF-1.7 nada", ".pdf", "no lleva sello"),
        (b"\xff\xfe", ".md", "no es un texto en Markdown"),
        (b'<!-- sello: {"informe": 1} -->', ".md", "no es un texto en Markdown"),
        (b"autodiagnostico-sello:AAAA contenido:" + b"0" * 64, ".pdf", "no es un PDF"),
    ],
)
def test_un_archivo_sin_sello_se_dice(contenido: bytes, extension: str, dice: str) -> None:
    """Y uno que no es lo que dice ser, también."""
    with pytest.raises(SinSello, match=dice):
        comprobar(contenido, extension)


def test_una_bomba_no_se_abre() -> None:
    """Se mira cuánto pesaría antes de descomprimirla."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        paquete.writestr("xl/workbook.xml", b"0" * 21_000_000)
    with pytest.raises(SinSello, match="demasiado grande"):
        comprobar(salida.getvalue(), ".xlsx")


# --- Word, PDF y Markdown -----------------------------------------------------------------------


def documento(extension: str) -> bytes:
    """La base de la panadería como documento, sellada."""
    return sellar(escribir_documento(documento_de(PAN, SELLO), extension), extension, SELLO)[0]


@pytest.mark.parametrize("extension", [".docx", ".pdf", ".md"])
def test_un_documento_lleva_su_sello_y_esta_entero(extension: str) -> None:
    """Los mismos datos, en los tres formatos."""
    sello, bien = comprobar(documento(extension), extension)
    assert bien
    assert (sello.informe, sello.entradas) == ("prueba", "b" * 64)


def en_word(cambiar: Callable[[Any], None]) -> bytes:
    abierto = docx.Document(io.BytesIO(documento(".docx")))
    cambiar(abierto)
    salida = io.BytesIO()
    abierto.save(salida)
    return salida.getvalue()


def _comentar(abierto: Any) -> None:
    abierto.add_comment(abierto.paragraphs[8].runs, text="¿seguro?", author="Quien revisa")


def _poner_al_dia_el_indice(abierto: Any) -> None:
    indice = next(p for p in abierto.paragraphs if "Cómo leer este documento" in p.text)
    indice.add_run(" ........ 7")


def test_en_word_comentar_y_poner_al_dia_el_indice_no_cambia_lo_que_dice() -> None:
    """Es lo que se espera que hagan con él."""
    assert entero(en_word(lambda _: None), ".docx")
    assert entero(en_word(_comentar), ".docx")
    assert entero(en_word(_poner_al_dia_el_indice), ".docx")


def _una_palabra(abierto: Any) -> None:
    parrafo = next(p for p in abierto.paragraphs if "Sin masa madre no hay pan" in p.text)
    parrafo.runs[-1].text = "Sin masa madre hay pan."


def _una_celda(abierto: Any) -> None:
    abierto.tables[-1].rows[1].cells[1].text = "otra cosa"


def _quitar_un_parrafo(abierto: Any) -> None:
    parrafo = next(p for p in abierto.paragraphs if "Sin masa madre no hay pan" in p.text)
    parrafo._p.getparent().remove(parrafo._p)


def _un_campo_que_miente(abierto: Any) -> None:
    from autodiagnostico.documento.word_campos import campo

    campo(abierto.paragraphs[10], "QUOTE", "Cumple todo")


@pytest.mark.parametrize(
    "cambiar",
    [
        _una_palabra,
        _una_celda,
        _quitar_un_parrafo,
        _un_campo_que_miente,
        lambda abierto: abierto.add_paragraph("Y cumple todo."),
        lambda abierto: setattr(abierto.sections[0].header.paragraphs[0], "text", "Otra base"),
    ],
)
def test_alterar_un_documento_de_word_se_detecta(cambiar: Callable[[Any], None]) -> None:
    """El cuerpo, las tablas, los campos y el encabezado."""
    assert not entero(en_word(cambiar), ".docx")


def test_alterar_un_pdf_o_un_texto_se_detecta() -> None:
    """En el PDF, cualquier byte; en el texto, cualquier letra, y no cómo terminan sus renglones."""
    pdf, texto = documento(".pdf"), documento(".md")
    for lugar in range(20, len(pdf), len(pdf) // 40):
        tocado = bytearray(pdf)
        tocado[lugar] ^= 1
        try:
            assert not entero(bytes(tocado), ".pdf")
        except SinSello:
            assert b"autodiagnostico-sello:" in pdf[lugar - 500 : lugar + 500]
    assert not entero(texto.replace(b"masa madre", b"masa padre", 1), ".md")
    assert entero(texto.replace(b"\n", b"\r\n"), ".md")


# --- La orden -------------------------------------------------------------------------------------


@pytest.fixture
def debil(sala: Sala, monkeypatch: pytest.MonkeyPatch) -> int:
    """El diagnóstico enviado de una entidad inventada; la orden usa la misma base de datos."""
    monkeypatch.setenv("AUTODIAGNOSTICO_BD", sala.motor_bd.url.render_as_string(hide_password=False))
    return next(f.id for f in demostracion.cargar(sala) if f.estado == "enviado")


def bajado(carpeta: Path, nombre: str, contenido: bytes) -> Path:
    archivo = carpeta / nombre
    archivo.write_bytes(contenido)
    return archivo


def puntos(corrida: Corrida) -> dict[str, bool]:
    return {p["que"]: p["bien"] for p in corrida.json()["puntos"]}


def test_se_comprueba_entero_con_su_caso_sus_reglas_y_su_bitacora(
    sala: Sala, debil: int, tmp_path: Path
) -> None:
    """Todo sí, y sale con 0."""
    for nombre, contenido in {"p.xlsx": plan.excel(sala, debil), "f.xlsx": furag.excel(sala, debil)}.items():
        archivo = bajado(tmp_path, nombre, contenido)
        caso = escribir_json(tmp_path / "caso.json", escribir_caso(diagnosticos.caso(sala, debil)))
        corrida = correr("verificar-informe", archivo, "--caso", caso, "--bitacora", "--formato", "json")
        assert corrida.codigo == 0
        assert puntos(corrida) == dict.fromkeys(
            [
                "Lo que dice es lo que se selló",
                "Se hizo con esta base de reglas",
                "Sale de este caso",
                "Ese caso, con esas reglas, da ese resultado",
                "Lo emitió esta instalación",
                "La bitácora de entonces sigue en la de hoy",
                "La bitácora está entera",
            ],
            True,
        )
    leido = correr("verificar-informe", archivo)
    assert leido.codigo == 0
    assert "✔ Lo que dice es lo que se selló." in leido.salida


def test_alterar_una_celda_del_plan_se_detecta(sala: Sala, debil: int, tmp_path: Path) -> None:
    """Sale con 1 y dice qué no cuadra."""

    def mentir(libro: Any) -> None:
        for fila in libro["Resultados"].iter_rows():
            for celda in fila:
                if celda.value == "✘ No cumple":
                    celda.value = "✔ Cumple"
                    return

    archivo = bajado(tmp_path, "p.xlsx", rehecho(plan.excel(sala, debil), mentir))
    corrida = correr("verificar-informe", archivo)
    assert corrida.codigo == 1
    assert "✘ NO: Lo que dice es lo que se selló. Alguien cambió el informe" in corrida.salida


def test_rehacer_el_sello_se_descubre_contra_la_bitacora(sala: Sala, debil: int, tmp_path: Path) -> None:
    """La huella sola no es una firma: por eso se asienta al emitirlo."""
    original = plan.excel(sala, debil)
    cambiado = rehecho(original, lambda libro: libro["Plan"].__setitem__("A1", "Otra entidad"))
    sello = comprobar(cambiado, ".xlsx")[0]
    con_hueco = rehecho(cambiado, lambda libro: _poner_hueco(libro, sello.contenido))
    falso = sellar(con_hueco, ".xlsx", sello.sin_huella())[0]
    archivo = bajado(tmp_path, "falso.xlsx", falso)
    assert correr("verificar-informe", archivo).codigo == 0
    corrida = correr("verificar-informe", archivo, "--bitacora", "--formato", "json")
    assert corrida.codigo == 1
    assert puntos(corrida)["Lo emitió esta instalación"] is False


def _poner_hueco(libro: Any, huella: str) -> None:
    libro.custom_doc_props["sello.contenido"].value = HUECO
    for fila in libro["Verificación"].iter_rows():
        for celda in fila:
            if celda.value == huella:
                celda.value = HUECO


def test_un_caso_distinto_se_dice(sala: Sala, debil: int, tmp_path: Path) -> None:
    """Una sola respuesta cambiada, otra fecha u otras reglas."""
    archivo = bajado(tmp_path, "p.xlsx", plan.excel(sala, debil))
    datos = escribir_caso(diagnosticos.caso(sala, debil))
    sin_fecha = escribir_json(tmp_path / "a.json", {c: v for c, v in datos.items() if c != "fecha_corte"})
    assert correr("verificar-informe", archivo, "--caso", sin_fecha).codigo == 0
    otra_fecha = escribir_json(tmp_path / "b.json", datos | {"fecha_corte": "2026-01-31"})
    assert correr("verificar-informe", archivo, "--caso", otra_fecha).codigo == 1
    criterio = next(iter(datos["respuestas"]))
    respuestas = {c: v for c, v in datos["respuestas"].items() if c != criterio}
    otro = escribir_json(tmp_path / "c.json", datos | {"respuestas": respuestas})
    corrida = correr("verificar-informe", archivo, "--caso", otro, "--formato", "json")
    assert (corrida.codigo, puntos(corrida)["Sale de este caso"]) == (1, False)
    otras = tmp_path / "otras"
    otras.mkdir()
    (otras / "a.yaml").write_text("politicas: [{codigo: nueva, nombre: Otra política}]\n", encoding="utf-8")
    con_otras = correr(
        "verificar-informe", archivo, "--caso", sin_fecha, "--reglas", "base", "--reglas", otras
    )
    assert con_otras.codigo == 1
    assert "Indique la suya con --reglas" in con_otras.salida


def test_la_bitacora_reescrita_entera_se_descubre_con_un_informe_viejo(
    sala: Sala, debil: int, tmp_path: Path
) -> None:
    """Rehacer todas las huellas engaña a la bitácora, y no a quien guardó un informe."""
    archivo = bajado(tmp_path, "p.xlsx", plan.excel(sala, debil))
    with escribir(sala.motor_bd) as sesion:
        anterior = HUECO
        numero = 1
        while (asiento := sesion.get(Asiento, numero)) is not None:
            asiento.objeto = "diagnostico:999" if numero == 2 else asiento.objeto
            asiento.anterior = anterior
            asiento.huella = anterior = huella_de_asiento(asiento)
            numero += 1
        cabeza = sesion.get(CabezaDeBitacora, 1)
        assert cabeza is not None
        cabeza.huella = anterior
    corrida = correr("verificar-informe", archivo, "--bitacora", "--formato", "json")
    assert corrida.codigo == 1
    assert puntos(corrida)["La bitácora de entonces sigue en la de hoy"] is False


def test_un_csv_solo_se_comprueba_contra_la_bitacora(sala: Sala, debil: int, tmp_path: Path) -> None:
    """No tiene dónde llevar un sello; su huella quedó asentada."""
    assert debil
    archivo = bajado(tmp_path, "c.csv", comparacion.csv(sala, 2026))
    assert correr("verificar-informe", archivo, "--bitacora").codigo == 0
    sin = correr("verificar-informe", archivo)
    assert sin.codigo == 2
    assert "solo se comprueba con --bitacora" in sin.error
    archivo.write_bytes(archivo.read_bytes().replace(b"Borrador", b"Enviado "))
    assert correr("verificar-informe", archivo, "--bitacora").codigo == 1


def test_la_comparacion_no_lleva_ni_la_huella_de_un_borrador(sala: Sala, tmp_path: Path) -> None:
    """Con pocas respuestas, probando todas se podría adivinar cuáles son."""
    demostracion.cargar(sala)
    borrador = next(f for f in diagnosticos.listar(sala) if f.estado == "borrador")
    antes = comprobar(comparacion.excel(sala, 2026), ".xlsx")[0]
    evaluado = diagnosticos.evaluar(sala, borrador.id)
    criterio = next(c for c, r in evaluado.caso.respuestas.items() if r.valor is True)
    diagnosticos.anotar(sala, borrador.id, criterio, observacion="algo que nadie de fuera debe ver")
    despues = comprobar(comparacion.excel(sala, 2026), ".xlsx")[0]
    assert (antes.entradas, antes.resultado) == (despues.entradas, despues.resultado)
    archivo = bajado(tmp_path, "c.xlsx", comparacion.excel(sala, 2026))
    caso = escribir_json(tmp_path / "caso.json", escribir_caso(evaluado.caso))
    corrida = correr("verificar-informe", archivo, "--caso", caso)
    assert "no es de un solo diagnóstico" in corrida.salida


def test_la_base_de_reglas_que_se_descarga_lleva_la_bitacora_de_ese_momento(
    sala: Sala, debil: int, tmp_path: Path
) -> None:
    """Desde la aplicación; la que se escribe en la terminal no pasa por ninguna base de datos."""
    assert debil
    archivo = bajado(tmp_path, "base.md", descargas.base_de_reglas(sala, ".md"))
    assert comprobar(archivo.read_bytes(), ".md")[0].bitacora
    assert correr("verificar-informe", archivo, "--bitacora").codigo == 0
    suelta = tmp_path / "suelta.md"
    assert correr("reglas", "documento", "--salida", suelta).codigo == 0
    assert comprobar(suelta.read_bytes(), ".md")[0].bitacora == ""
    assert correr("verificar-informe", suelta).codigo == 0


@pytest.mark.parametrize(
    ("nombre", "contenido", "dice"),
    [
        ("a.ods", b"x", "Se admite: .xlsx, .docx, .pdf, .md, .csv"),
        ("a.xlsx", b"x", "no es un libro de Excel"),
        ("no/hay.xlsx", None, "el archivo no existe"),
    ],
)
def test_lo_que_no_es_un_informe_se_dice_y_sale_con_2(
    tmp_path: Path, nombre: str, contenido: bytes | None, dice: str
) -> None:
    """Sin traza."""
    if contenido is not None:
        bajado(tmp_path, nombre, contenido)
    corrida = correr("verificar-informe", tmp_path / nombre)
    assert corrida.codigo == 2
    assert dice in corrida.error


def test_el_informe_de_un_cerrado_se_comprueba_con_su_instantanea(
    sala: Sala, debil: int, tmp_path: Path
) -> None:
    """Lo que se congeló, el informe y el caso llevan las mismas huellas."""
    from autodiagnostico.servicios import recorrido

    vida.revisar(sala, debil)
    vida.cerrar(sala, debil)
    (cierre,) = recorrido.cierres(sala, debil)
    sello = comprobar(plan.excel(sala, debil), ".xlsx")[0]
    assert (sello.entradas, sello.resultado, sello.reglas) == (
        cierre.entradas,
        cierre.salida,
        cierre.digesto_reglas,
    )
    assert json.dumps(sello.vigencia) == '"2026"'
    assert tmp_path.exists()

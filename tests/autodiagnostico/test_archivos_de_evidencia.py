"""Qué archivo se admite: lo decide lo que trae dentro, y lo malo se dice sin dejar restos."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostico.ajustes import Ajustes, leer_ajustes
from autodiagnostico.errores import ErrorDeAlmacen, ErrorDeEntrada
from autodiagnostico.evidencias import TIPOS, Deposito, huella_de, inspeccionar
from autodiagnostico.evidencias.aperturas import MAXIMO_DESCOMPRIMIDO, MAXIMO_PARTES
from autodiagnostico.evidencias.nombres import MAXIMO_ARCHIVO, sanear, trae_ruta
from tests.autodiagnostico import archivos

TODOS = list(TIPOS)
BUENOS = {
    "acta.pdf": ("pdf", archivos.pdf()),
    "ACTA.PDF": ("pdf", archivos.pdf()),
    "acta.docx": ("docx", archivos.word()),
    "hecho a mano.docx": ("docx", archivos.documento()),
    "tabla.xlsx": ("xlsx", archivos.excel()),
    "texto.odt": ("odt", archivos.libreoffice()),
    "foto.png": ("png", archivos.imagen()),
    "foto.jpeg": ("jpg", archivos.imagen("JPEG")),
    "plano.tiff": ("tif", archivos.imagen("TIFF")),
    "foto.webp": ("webp", archivos.imagen("WEBP")),
    "notas.txt": ("txt", "Reunión del 3 de julio\n".encode()),
    "de windows.csv": ("csv", "año;canción\n1;ñ\n".encode("cp1252")),
}


def con_otra_suma(contenido: bytes) -> bytes:
    """El último cuarto con un byte cambiado dentro de una parte comprimida."""
    roto = bytearray(contenido)
    roto[len(roto) // 2] ^= 0xFF
    return bytes(roto)


PDF_CORTADO = archivos.pdf()[: len(archivos.pdf()) // 3]
MALOS = {
    "nada": ("acta.pdf", b"", "está vacío: pesa 0 bytes"),
    "pesado": ("acta.pdf", b"%PDF-" + b"x" * 2_000_000, "pesa 2,0 MB; lo máximo son 1 MB"),
    "ruta": ("../../etc/acta.pdf", archivos.pdf(), "su nombre trae una ruta"),
    "ruta de Windows": ("C:\\actas\\acta.pdf", archivos.pdf(), "su nombre trae una ruta"),
    "unidad": ("c:acta.pdf", archivos.pdf(), "su nombre trae una ruta"),
    "programa": ("acta.pdf", b"MZ\x90\0" + b"\0" * 90, "es un programa"),
    "guion": ("acta.txt", b"#!/bin/sh\nrm -rf /\n", "es un programa"),
    "comprimido": ("actas.pdf", archivos.paquete({"acta.pdf": b"x"}), "es un archivo comprimido"),
    "rar": ("actas.rar", b"Rar!\x1a\x07\0", "es un archivo comprimido"),
    "de antes": ("acta.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 90, "es de un Office anterior a 2007"),
    "página web": ("acta.pdf", b"<script>alert(1)</script>", "no es de ningún tipo que se admita"),
    "otra extensión": ("acta.png", archivos.pdf(), "por dentro es PDF: su nombre debería terminar en «.pdf»"),
    "sin extensión": ("acta", archivos.pdf(), "su nombre debería terminar en «.pdf»"),
    "doble extensión": ("acta.pdf.exe", archivos.pdf(), "su nombre debería terminar en «.pdf»"),
    "pdf cortado": ("acta.pdf", PDF_CORTADO, "el PDF está dañado"),
    "pdf de mentira": ("acta.pdf", b"%PDF-1.7\n" + b"hola" * 50, "el PDF está dañado"),
    "imagen cortada": ("foto.png", archivos.imagen()[:60], "la imagen está dañada"),
    "imagen desmedida": ("foto.png", archivos.png_que_dice_medir(30_000, 3_000), "la imagen es desmedida"),
    "imagen imposible": ("foto.png", archivos.png_que_dice_medir(2**30, 2**30), "la imagen es desmedida"),
    "word cortado": ("acta.docx", archivos.word()[:4000], "el documento está dañado"),
    "word con otra suma": ("acta.docx", con_otra_suma(archivos.word()), "el documento está dañado"),
    "xml mal hecho": ("acta.docx", archivos.documento(word__estilos_xml=b"<a>"), "está dañado"),
    "risas": ("acta.docx", archivos.documento(word__risas_xml=archivos.RISAS), "definición de tipo"),
    "macros": ("acta.docx", archivos.documento(word__vbaProject_bin=b"x"), "trae macros"),
    "sale": ("acta.docx", archivos.documento(**{"____tmp__x_txt": b"x"}), "fuera de su carpeta"),
    "con clave": ("acta.docx", archivos.con_clave(archivos.documento()), "tiene contraseña"),
    "odt con clave": (
        "acta.odt",
        archivos.libreoffice(**{"META-INF__manifest_xml": b"<m><encryption-data/></m>"}),
        "tiene contraseña",
    ),
    "texto que no lo es": ("notas.txt", b"hola\x00\x01\x02", "dice ser texto y no lo es"),
    "texto en blanco": ("notas.txt", b"  \n\n", "no trae ningún texto"),
}


@pytest.mark.parametrize("nombre", BUENOS)
def test_lo_que_se_admite_lleva_su_tipo_y_su_huella(nombre: str) -> None:
    """El nombre queda limpio y el contenido, intacto."""
    tipo, contenido = BUENOS[nombre]
    archivo = inspeccionar(nombre, contenido, megas=1, tipos=TODOS)
    assert (archivo.nombre, archivo.tipo, archivo.contenido) == (nombre, tipo, contenido)
    assert archivo.huella == huella_de(contenido)


@pytest.mark.parametrize("falla", MALOS)
def test_lo_que_no_se_admite_dice_por_que(falla: str) -> None:
    """Siempre con el nombre del archivo y la razón."""
    nombre, contenido, dice = MALOS[falla]
    with pytest.raises(ErrorDeEntrada) as error:
        inspeccionar(nombre, contenido, megas=1, tipos=TODOS)
    assert dice in str(error.value)
    assert f"«{nombre}»" in str(error.value)


def test_se_dicen_juntas_todas_las_faltas() -> None:
    """El nombre y el contenido a la vez."""
    with pytest.raises(ErrorDeEntrada) as error:
        inspeccionar("a/b.pdf", b"MZ", megas=1, tipos=TODOS)
    assert len(error.value.problemas) == 2


@pytest.mark.parametrize(
    "partes",
    [
        {"word/bomba.xml": b"0" * (MAXIMO_DESCOMPRIMIDO + 1)},
        {f"p{i}": b"" for i in range(MAXIMO_PARTES + 1)},
    ],
    ids=["un gigante", "miles de partes"],
)
def test_una_bomba_se_rechaza_sin_descomprimirla(partes: dict[str, bytes]) -> None:
    """Pesa poco y promete mucho; basta leer lo que promete."""
    bomba = archivos.paquete(partes)
    assert len(bomba) < 1_000_000
    with pytest.raises(ErrorDeEntrada, match="descomprimido pesa demasiado"):
        inspeccionar("acta.docx", bomba, megas=1, tipos=TODOS)


def test_solo_se_admite_lo_que_dice_la_instalacion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Los tipos y el peso son ajustes; uno que no existe se dice con los que sí."""
    monkeypatch.setenv("AUTODIAGNOSTICO_EVIDENCIA_TIPOS", "PDF, png")
    monkeypatch.setenv("AUTODIAGNOSTICO_EVIDENCIA_MB", "3")
    ajustes = leer_ajustes()
    assert (ajustes.evidencia_tipos, ajustes.evidencia_mb) == (["pdf", "png"], 3)
    with pytest.raises(ErrorDeEntrada, match="es Word, y aquí se admite: PDF, imagen PNG"):
        inspeccionar("a.docx", archivos.word(), megas=1, tipos=ajustes.evidencia_tipos)
    monkeypatch.setenv("AUTODIAGNOSTICO_EVIDENCIA_TIPOS", "pdf,exe")
    monkeypatch.setenv("AUTODIAGNOSTICO_EVIDENCIA_MB", "0")
    with pytest.raises(ErrorDeEntrada) as error:
        leer_ajustes()
    assert "EVIDENCIA_TIPOS" in str(error.value)
    assert "se admite: pdf, docx" in str(error.value)
    assert "EVIDENCIA_MB" in str(error.value)


@pytest.mark.parametrize(
    ("escrito", "queda"),
    [
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul"),
        ("Lpt1.informe.docx", "_Lpt1.informe.docx"),
        ("acta\u202efdp.exe", "actafdp.exe"),
        ("acta\u200b\u0007 \t final.pdf", "acta final.pdf"),
        ('¿qué?: "acta" <1>|*.pdf', "¿qué__ _acta_ _1___.pdf"),
        ("...pdf", "pdf"),
        (" .. ", "archivo"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("a" * 300 + ".pdf", "a" * (MAXIMO_ARCHIVO - 4) + ".pdf"),
    ],
)
def test_el_nombre_queda_limpio(escrito: str, queda: str) -> None:
    """Reservados, caracteres que voltean el texto, de control y los que Windows no admite."""
    assert sanear(escrito) == queda


@given(st.text(max_size=400))
def test_todo_nombre_saneado_sirve_en_cualquier_sistema(escrito: str) -> None:
    """Sin rutas, sin caracteres que no se ven, ni vacío, ni largo; y sanearlo otra vez no lo cambia."""
    nombre = sanear(escrito)
    assert not trae_ruta(nombre)
    assert 0 < len(nombre) <= MAXIMO_ARCHIVO
    assert nombre.isprintable()
    assert nombre == nombre.strip(". ")
    assert not set(nombre) & set('<>:"|?*')
    assert sanear(nombre) == nombre


@pytest.mark.propiedades
def test_un_archivo_con_bytes_cambiados_se_admite_o_se_explica() -> None:
    """Nunca otra excepción; siempre los mismos archivos."""
    azar = random.Random(11)
    for nombre, (_, bueno) in BUENOS.items():
        for _ in range(12):
            roto = bytearray(bueno)
            for _ in range(azar.randint(1, 9)):
                roto[azar.randrange(len(roto))] = azar.randrange(256)
            with suppress(ErrorDeEntrada):
                inspeccionar(nombre, bytes(roto), megas=1, tipos=TODOS)


# --- El depósito -----------------------------------------------------------------------------


def dentro(carpeta: Path) -> list[Path]:
    """Los archivos que hay, a cualquier profundidad."""
    return [r for r in carpeta.rglob("*") if r.is_file()]


def test_cada_contenido_se_guarda_una_sola_vez_y_solo_para_su_dueno(tmp_path: Path) -> None:
    """Por su huella, sin permisos para otros, y sin archivos de paso."""
    deposito, huella = Deposito(tmp_path / "e"), huella_de(b"hola")
    for nuevo in (True, False):
        with deposito.recibir(b"hola", huella) as recibido:
            recibido.poner()
            assert recibido.nuevo is nuevo
    assert dentro(tmp_path) == [tmp_path / "e" / huella[:2] / huella]
    assert deposito.leer(huella) == b"hola"
    assert deposito.ruta(huella).stat().st_mode & 0o077 == 0
    assert (tmp_path / "e" / huella[:2]).stat().st_mode & 0o077 == 0


def test_un_contenido_cambiado_no_se_entrega_y_se_repone_al_subirlo_otra_vez(tmp_path: Path) -> None:
    """La huella se comprueba al leer."""
    deposito, huella = Deposito(tmp_path), huella_de(b"hola")
    with deposito.recibir(b"hola", huella) as recibido:
        recibido.poner()
    deposito.ruta(huella).write_bytes(b"holA")
    with pytest.raises(ErrorDeAlmacen, match="su huella cambió"):
        deposito.leer(huella)
    with deposito.recibir(b"hola", huella) as recibido:
        recibido.poner()
    assert deposito.leer(huella) == b"hola"
    deposito.quitar(huella)
    with pytest.raises(ErrorDeAlmacen, match="no está en el depósito"):
        deposito.leer(huella)


def test_lo_que_se_recibe_y_no_se_pone_no_queda(tmp_path: Path) -> None:
    """Ni si algo falla en medio."""
    with pytest.raises(RuntimeError), Deposito(tmp_path).recibir(b"hola", huella_de(b"hola")):
        raise RuntimeError
    assert dentro(tmp_path) == []


def _sin_espacio() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_lo_que_dejo_a_medias_un_proceso_muerto_no_queda(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Podía ser reservado: la siguiente subida lo borra y lo dice, sin tocar las que van en curso."""
    deposito = Deposito(tmp_path / "evidencias")
    huellas = {contenido: huella_de(contenido) for contenido in (b"en curso", b"nueva")}
    with deposito.recibir(b"en curso", huellas[b"en curso"]) as en_curso:
        resto = en_curso.paso.with_name("resto")
        resto.write_bytes(b"reservado")
        with deposito.recibir(b"nueva", huellas[b"nueva"]) as nueva:
            assert {*resto.parent.iterdir()} == {en_curso.paso, nueva.paso}
        en_curso.poner()
    assert deposito.leer(huellas[b"en curso"]) == b"en curso"
    assert f"Se borró {resto}" in caplog.text


def test_si_el_disco_no_admite_mas_se_dice_y_no_quedan_restos(tmp_path: Path) -> None:
    """Con el límite de tamaño de archivo del sistema: otro proceso lo intenta y lo cuenta."""
    guion = """
import sys
from pathlib import Path
from autodiagnostico.errores import ErrorDeAlmacen
from autodiagnostico.evidencias import Deposito, huella_de
contenido = b"x" * 500_000
try:
    with Deposito(Path(sys.argv[1])).recibir(contenido, huella_de(contenido)) as recibido:
        recibido.poner()
except ErrorDeAlmacen as error:
    sys.exit(error.mensaje)
"""
    proceso = subprocess.run(
        [sys.executable, "-c", guion, str(tmp_path / "e")],
        check=False,
        cwd=Path(__file__).parents[2],
        preexec_fn=_sin_espacio,
        capture_output=True,
        text=True,
    )
    assert "el archivo pasa de lo que el disco admite" in proceso.stderr
    assert dentro(tmp_path) == []


@pytest.fixture
def disco_pequeno(tmp_path: Path) -> Path:
    """Un disco de verdad, de 256 KiB; sin permiso para montarlo, la prueba se salta."""
    lugar = tmp_path / "disco"
    lugar.mkdir()
    montado = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(lugar)], check=False, capture_output=True
    )
    if montado.returncode:
        pytest.skip("Aquí no se puede montar un disco; el límite de tamaño ya se prueba.")
    return lugar


def test_con_el_disco_lleno_no_se_guarda_nada_y_lo_anterior_sigue(disco_pequeno: Path) -> None:
    """ENOSPC de verdad."""
    try:
        deposito = Deposito(disco_pequeno)
        with deposito.recibir(b"antes", huella_de(b"antes")) as recibido:
            recibido.poner()
        grande = b"x" * 1_000_000
        with (
            pytest.raises(ErrorDeAlmacen, match="no queda espacio"),
            deposito.recibir(grande, huella_de(grande)),
        ):
            pass
        assert dentro(disco_pequeno) == [deposito.ruta(huella_de(b"antes"))]
        assert deposito.leer(huella_de(b"antes")) == b"antes"
    finally:
        subprocess.run(["umount", str(disco_pequeno)], check=True)


def test_los_ajustes_dicen_donde_va(tmp_path: Path) -> None:
    """Dentro de los datos, fuera de lo que sirve la web."""
    assert Ajustes(datos=tmp_path).carpeta_de_evidencias == tmp_path / "evidencias"

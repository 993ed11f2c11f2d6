"""Todo lo que puede estar mal en una base se dice, con su lugar, y de una vez."""

from pathlib import Path
from typing import Any

import pytest

from reglas import ErrorDeCatalogo, cargar
from reglas.lectura import MAXIMO_BYTES
from tests.bases import PANADERIA
from tests.datos import leer_yaml

CASOS = leer_yaml(Path(__file__).with_name("defectos.yaml"))


def cargar_con(carpeta: Path, contenido: str | bytes) -> str:
    """Carga la panadería y después una carpeta con un archivo; devuelve lo que dice el error."""
    carpeta.mkdir(exist_ok=True)
    crudo = contenido.encode() if isinstance(contenido, str) else contenido
    (carpeta / "malo.yaml").write_bytes(crudo)
    with pytest.raises(ErrorDeCatalogo) as error:
        cargar([PANADERIA, carpeta])
    return str(error.value)


@pytest.mark.parametrize("caso", CASOS, ids=[c["nombre"] for c in CASOS])
def test_cada_defecto_se_nombra(caso: dict[str, Any], tmp_path: Path) -> None:
    """El mensaje trae todo lo que el caso espera."""
    dicho = cargar_con(tmp_path / "extra", caso["archivo"])
    for fragmento in caso["dice"]:
        assert fragmento in dicho


@pytest.mark.parametrize(
    ("contenido", "dice"),
    [
        (b"\xff\xfe\x00", "El archivo no es texto UTF-8"),
        (b"#" * (MAXIMO_BYTES + 1), "El archivo pesa"),
        (b"[" * 60 + b"]" * 60, "Hay demasiados niveles anidados"),
        (b"[" * 100_000, "Hay demasiados niveles anidados"),
    ],
    ids=["no es UTF-8", "pesa demasiado", "anida demasiado", "anida sin fin"],
)
def test_un_archivo_hostil_se_rechaza_con_su_razon(contenido: bytes, dice: str, tmp_path: Path) -> None:
    """Ni un archivo enorme ni uno hondísimo tumban el programa."""
    assert dice in cargar_con(tmp_path / "extra", contenido)


def test_una_carpeta_que_no_existe_se_dice(tmp_path: Path) -> None:
    """Nombrar mal la carpeta no deja una base vacía."""
    with pytest.raises(ErrorDeCatalogo, match=r"La carpeta no existe o no tiene archivos \.yaml"):
        cargar([tmp_path / "no-esta"])


def test_un_codigo_repetido_en_la_misma_carpeta_es_defecto(tmp_path: Path) -> None:
    """Dos fichas con el mismo código en una carpeta no se pisan en silencio."""
    dicho = cargar_con(
        tmp_path / "extra",
        "temas:\n- {codigo: t, nombre: Uno, descripcion: x}\n- {codigo: t, nombre: Dos, descripcion: x}\n",
    )
    assert "El código «t» ya está en extra/malo.yaml:2" in dicho


def test_una_carpeta_posterior_reemplaza_y_lo_informa(tmp_path: Path) -> None:
    """Reemplazar por código entre carpetas se puede, y queda dicho."""
    (tmp_path / "otra.yaml").write_text(
        "temas:\n  - {codigo: barra, nombre: El mostrador, descripcion: Dónde se sirve}\n"
    )
    catalogo = cargar([PANADERIA, tmp_path])
    assert catalogo.temas["barra"].nombre == "El mostrador"
    assert len(catalogo.reemplazos) == 1
    assert "«barra» (temas)" in catalogo.reemplazos[0]
    assert catalogo.digesto != cargar([PANADERIA]).digesto

"""`reglas listar`, `mostrar` y `verificar`, y la biblioteca de normas."""

import io
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from autodiagnostico import buscador
from autodiagnostico.cli import fichas
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.servicios import biblioteca
from motor.contrato import catalogo_en_json
from reglas import BASE
from tests.autodiagnostico.piezas import CATALOGO, correr


def test_listar_en_json_es_el_catalogo_del_contrato() -> None:
    """Con los campos fijados."""
    documento = correr("reglas", "listar", "--formato", "json").json()
    assert documento == catalogo_en_json(CATALOGO)
    assert list(documento) == [
        "version",
        "digesto",
        "reglas",
        "criterios",
        "acciones",
        "niveles",
        "escenarios",
    ]
    assert set(documento["reglas"][0]) == {
        *("codigo", "titulo", "caracter", "norma", "articulo", "vigente_desde", "vigente_hasta"),
        *("escenarios", "nivel", "habilitante", "criterios"),
    }


def test_listar_en_tabla_trae_todas_las_reglas() -> None:
    """Y cuántas son."""
    corrida = correr("reglas", "listar")
    assert corrida.codigo == 0
    assert all(codigo in corrida.salida for codigo in CATALOGO.reglas)
    assert f"{len(CATALOGO.reglas)} reglas" in corrida.salida


TODOS = [*CATALOGO.reglas, *CATALOGO.criterios, *CATALOGO.acciones]


@pytest.mark.parametrize("codigo", TODOS)
def test_cada_codigo_se_puede_mostrar(codigo: str) -> None:
    """Reglas, preguntas y acciones; de una pregunta, las claves que se admiten."""
    consola = Console(file=io.StringIO(), width=200)
    fichas.mostrar(CATALOGO, codigo, consola)
    assert isinstance(consola.file, io.StringIO)
    dicho = consola.file.getvalue()
    assert dicho.startswith(codigo)
    if codigo in CATALOGO.reglas:
        assert "Se cumple si" in dicho
    if codigo in CATALOGO.criterios:
        assert all(f"{clave}:" in dicho for clave in CATALOGO.criterios[codigo].opciones or ())
    assert fichas.en_json(CATALOGO, codigo)["codigo"] == codigo


@pytest.mark.parametrize("codigo", ["RIPES-5", "mesa.bloques", "A-MESA-REGLAMENTO"])
def test_mostrar_por_la_linea_de_ordenes(codigo: str) -> None:
    """En palabras y en JSON."""
    assert correr("reglas", "mostrar", codigo).salida.startswith(codigo)
    assert correr("reglas", "mostrar", codigo, "--formato", "json").json()["codigo"] == codigo


def test_verificar_demuestra_la_base_de_fabrica() -> None:
    """Versión, digesto, cuántas, cada prueba y los casos escritos; sin defectos."""
    corrida = correr("reglas", "verificar")
    assert corrida.codigo == 0
    assert f"{len(CATALOGO.reglas)} reglas" in corrida.salida
    assert CATALOGO.digesto in corrida.salida
    assert "Cada acción cierra lo que promete" in corrida.salida
    assert corrida.salida.rstrip().endswith("Sin defectos.")


def test_verificar_da_el_contraejemplo_de_lo_que_no_se_sostiene(tmp_path: Path) -> None:
    """Una acción que promete de más se nombra, con el caso que lo muestra, y un ejemplo roto también."""
    (tmp_path / "extra.yaml").write_text(
        """
acciones:
  - codigo: A-PROMETE
    titulo: Prometer de más
    descripcion: Dice que cierra lo que no toca.
    logra: {cigd.existe: true}
    esfuerzo_dias: 1
    base_esfuerzo: Ninguna.
    responsable: Nadie
    producto: Nada
    destinos: [ptep]
    cierra: [D640-252-2]
casos:
  - nombre: Un ejemplo que dice lo contrario
    regla: D640-252-2
    fecha: 2026-11-20
    entidad: {tipo: establecimiento_publico, orden: territorial, distrito_capital: true}
    respuestas: {mesa.existe: true}
    estado: no_cumple
""",
        encoding="utf-8",
    )
    carpetas = ("--reglas", "base", "--reglas", str(tmp_path))
    corrida = correr("reglas", "verificar", *carpetas)
    assert corrida.codigo == 1
    assert "A-PROMETE" in corrida.salida
    assert "Un caso que lo muestra:" in corrida.salida
    assert "Un ejemplo que dice lo contrario: debía salir no_cumple y sale cumple." in corrida.salida
    documento = correr("reglas", "verificar", "--formato", "json", *carpetas).json()
    defectos = [o for p in documento["pruebas"] for o in p["observaciones"] if o["gravedad"] == "defecto"]
    assert [o["sujeto"] for o in defectos if o["ejemplo"]]
    assert [c["caso"] for c in documento["casos"]["rotos"]] == ["Un ejemplo que dice lo contrario"]


def test_verificar_dice_todos_los_defectos_y_sale_con_1(tmp_path: Path) -> None:
    """En tabla y en JSON."""
    mala = tmp_path / "mala"
    shutil.copytree(BASE, mala)
    (mala / "z.yaml").write_text("reglas: [{codigo: X}]\ntemas: [{codigo: a b}]\n", encoding="utf-8")
    corrida = correr("reglas", "verificar", "--reglas", mala)
    assert corrida.codigo == 1
    assert "z.yaml:1" in corrida.salida
    assert "z.yaml:2" in corrida.salida
    corrida = correr("--reglas", mala, "reglas", "verificar", "--formato", "json")
    assert corrida.codigo == 1
    assert {d["archivo"] for d in corrida.json()["defectos"]} == {"mala/z.yaml"}


def test_una_carpeta_propia_se_pone_encima_de_la_de_fabrica(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Con `base` y otra carpeta: lo reemplazado se avisa por la salida de error; también por el entorno."""
    propia = tmp_path / "propia"
    propia.mkdir()
    tema = "temas:\n  - {codigo: planeacion, nombre: Planear mejor, descripcion: Otra.}\n"
    (propia / "temas.yaml").write_text(tema, encoding="utf-8")
    corrida = correr("reglas", "listar", "--formato", "json", "--reglas", "base", "--reglas", propia)
    assert corrida.codigo == 0
    assert corrida.json()["digesto"] != CATALOGO.digesto
    assert "Aviso: " in corrida.error
    assert "planeacion" in corrida.error
    monkeypatch.setenv("AUTODIAGNOSTICO_REGLAS", f"base:{propia}")
    assert correr("reglas", "listar", "--formato", "json").salida == corrida.salida


def test_los_articulos_reunen_todas_las_reglas_una_vez() -> None:
    """Con las normas en el orden del catálogo."""
    articulos = biblioteca.articulos(CATALOGO)
    reunidas = [r.codigo for a in articulos for r in a.reglas]
    assert sorted(reunidas) == sorted(CATALOGO.reglas)
    normas = list(dict.fromkeys(a.norma.codigo for a in articulos))
    assert normas == [n for n in CATALOGO.normas if n in normas]


def test_buscar_no_mira_tildes_ni_mayusculas() -> None:
    """Todas las palabras, en cualquier campo; sin texto, todas las reglas."""
    assert "D640-252-6" in {r.codigo for r in biblioteca.buscar(CATALOGO, "REGLAMENTO decreto 640")}
    assert biblioteca.buscar(CATALOGO, "participacion") == biblioteca.buscar(CATALOGO, "Participación")
    assert len(biblioteca.buscar(CATALOGO, "  ")) == len(CATALOGO.reglas)
    assert biblioteca.buscar(CATALOGO, "xilófono") == []


def test_la_ficha_de_una_regla_dice_plazo_preguntas_y_acciones() -> None:
    """El plazo por parámetro y el que depende de una respuesta."""
    assert "25 de agosto de 2021" in biblioteca.ficha_de_regla(CATALOGO, "L2052-17-1").plazo
    ripes = biblioteca.ficha_de_regla(CATALOGO, "RIPES-5")
    assert "¿Qué día vence ese plazo?" in ripes.plazo
    assert "mesa.reglamento" in {c.codigo for c in ripes.preguntas}
    assert "A-MESA-REGLAMENTO" in {a.codigo for a in ripes.acciones}
    with pytest.raises(ErrorDeServicio, match="No existe la regla"):
        biblioteca.ficha_de_regla(CATALOGO, "X")


def test_trazabilidad_dice_en_que_acabo_cada_fila() -> None:
    """Las 151 del inventario, con la forma del contrato y ninguna perdida."""
    corrida = correr("reglas", "trazabilidad", "--formato", "json")
    documento = corrida.json()
    assert corrida.codigo == 0
    assert [f["id"] for f in documento] == list(CATALOGO.inventario)
    assert len(documento) == 151
    for fila in documento:
        assert set(fila) == {"id", "reglas", "criterios", "funcion", "definicion", "exclusion"}
        assert any(fila[campo] for campo in fila if campo != "id")


def test_trazabilidad_sale_con_1_si_una_fila_se_pierde(tmp_path: Path) -> None:
    """Y la nombra."""
    (tmp_path / "extra.yaml").write_text(
        "inventario:\n"
        "  - {codigo: Z-01, fuente: otra.txt, lugar: p. 1, contenido: Algo nuevo, caracter: OR}\n",
        encoding="utf-8",
    )
    corrida = correr("reglas", "trazabilidad", "--reglas", "base", "--reglas", str(tmp_path))
    assert corrida.codigo == 1
    assert "Sin destino: Z-01" in corrida.salida


@pytest.mark.parametrize(
    ("pedido", "norma", "numero"),
    [
        ("ley 1712 de 2014, artículo 9", "ley-1712-2014", "9"),
        ("ley 1712 artículo 9", "ley-1712-2014", "9"),
        ("Art. 9 de la Ley 1712", "ley-1712-2014", "9"),
        ("1712 (9)", "ley-1712-2014", "9"),
        ("artículo 252", "decreto-640-2025", "252"),
        ("artículo 2.1.1.6.2", "decreto-1081-2015", "2.1.1.6.2"),
        ("252", "decreto-640-2025", "252"),
    ],
)
def test_se_busca_por_norma_y_articulo(pedido: str, norma: str, numero: str) -> None:
    """Primero van todas las del artículo pedido, y solo después lo demás."""
    suyas = {
        c
        for c, r in CATALOGO.reglas.items()
        if r.ficha.cita.norma == norma and numero in buscador.articulos(r.ficha.cita.articulo)
    }
    primeras = biblioteca.buscar(CATALOGO, pedido)[: len(suyas)]
    assert suyas
    assert {r.codigo for r in primeras} == suyas


def test_un_articulo_solo_trae_los_de_su_numero() -> None:
    """El 9 no es el 19 ni un numeral 9, sea cual sea la norma; lo que no dice nada no trae nada."""
    encontradas = biblioteca.buscar(CATALOGO, "artículo 9")
    assert {r.ficha.cita.norma for r in encontradas} == {"decreto-ley-19-2012", "ley-1712-2014"}
    assert buscador.articulos("8, numerales 1 a 7") == {"8"}
    assert biblioteca.buscar(CATALOGO, "(") == []
    assert biblioteca.buscar(CATALOGO, "artículo 9999") == []


def test_pqrs_es_una_peticion() -> None:
    """Quien busca por la sigla encuentra las reglas que dicen «peticiones»."""
    assert biblioteca.buscar(CATALOGO, "PQRS")
    assert biblioteca.buscar(CATALOGO, "PQRS") == biblioteca.buscar(CATALOGO, "pqrsd")

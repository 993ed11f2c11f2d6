"""`evaluar-lote`: tres formatos de entrada y de salida, y un caso malo que no detiene a los demás."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from motor import leer_caso
from motor.contrato import resultado_en_json
from motor.evaluacion import evaluar
from tests.autodiagnostico.piezas import CASO, CASOS, CATALOGO, INSTITUTO, caso_con, correr, leer

RESPUESTAS: dict[str, Any] = {
    "mesa.existe": True,
    "mesa.acta_define_acciones": False,
    "mesa.bloques": ["servicio", "planeacion"],
    "mesa.destino_acciones": [],
    "mesa.reglamento": "parcial",
    "mesa.fecha_limite_reglamento": "2026-07-23",
    "dependencia.forma": "grupo_interno",
    "canales.mejoras_verificadas": 12.5,
}
EN_CELDAS = {
    "mesa.existe": "sí",
    "mesa.acta_define_acciones": "FALSO",
    "mesa.bloques": "servicio | planeacion",
    "mesa.destino_acciones": "-",
    "mesa.reglamento": "Parcial",
    "mesa.fecha_limite_reglamento": "2026-07-23",
    "dependencia.forma": "grupo_interno",
    "canales.mejoras_verificadas": "12,5",
    "mesa.acto_publicado": "N/A: no hubo acto",
}
EN_PARQUET = {
    **EN_CELDAS,
    "mesa.existe": True,
    "mesa.acta_define_acciones": False,
    "mesa.bloques": ["servicio", "planeacion"],
    "mesa.destino_acciones": [],
    "mesa.fecha_limite_reglamento": date(2026, 7, 23),
    "canales.mejoras_verificadas": 12.5,
}


def fila(respuestas: dict[str, Any], **cambios: Any) -> dict[str, Any]:
    """Una fila de tabla de la entidad de prueba."""
    entidad = {f"entidad.{c}": v for c, v in INSTITUTO.items()}
    return {**entidad, "vigencia": 2026, "fecha_corte": "2026-11-20", **respuestas, **cambios}


def en_csv(archivo: Path, filas: list[dict[str, Any]], **opciones: Any) -> Path:
    """Guarda filas como CSV."""
    with archivo.open("w", encoding=opciones.pop("encoding", "utf-8"), newline="") as abierto:
        tabla = csv.DictWriter(abierto, list(filas[0]), **opciones)
        tabla.writeheader()
        tabla.writerows(filas)
    return archivo


def en_jsonl(archivo: Path, lineas: list[Any]) -> Path:
    """Guarda una línea por caso; un texto va tal cual."""
    textos = (linea if isinstance(linea, str) else json.dumps(linea) for linea in lineas)
    archivo.write_text("\n".join(textos) + "\n", encoding="utf-8")
    return archivo


def lineas_de(archivo: Path) -> list[Any]:
    """Los documentos de un JSONL."""
    return [json.loads(linea) for linea in archivo.read_text(encoding="utf-8").splitlines()]


def esperado(datos: dict[str, Any], *, completo: bool = False) -> dict[str, Any]:
    """Lo que `evaluar` diría de un caso."""
    return resultado_en_json(evaluar(CATALOGO, leer_caso(datos, CATALOGO)), completo=completo)


COMPLETO = caso_con(RESPUESTAS)
COMPLETO["respuestas"]["mesa.acto_publicado"] = {"no_aplica": "no hubo acto"}


def test_cada_linea_sale_como_la_diria_evaluar(tmp_path: Path) -> None:
    """Sin porqué ni recomendaciones, salvo que se pidan."""
    datos = [leer(leer(p.name)["caso"]) for p in sorted(CASOS.glob("*.esperado.json"))]
    entrada, salida = en_jsonl(tmp_path / "casos.jsonl", datos), tmp_path / "sale.jsonl"
    assert correr("evaluar-lote", entrada, "--salida", salida).codigo == 0
    assert lineas_de(salida) == [esperado(d) for d in datos]
    assert correr("evaluar-lote", entrada, "--salida", salida, "--completo").codigo == 0
    assert lineas_de(salida) == [esperado(d, completo=True) for d in datos]


def test_una_fila_de_csv_dice_lo_mismo_que_su_caso(tmp_path: Path) -> None:
    """Opciones con barra, guion, no aplica, coma decimal y booleanos en palabras."""
    entrada = en_csv(tmp_path / "casos.csv", [fila(EN_CELDAS)])
    assert correr("evaluar-lote", entrada, "--salida", tmp_path / "s.jsonl").codigo == 0
    assert lineas_de(tmp_path / "s.jsonl") == [esperado(COMPLETO)]


def test_una_fila_de_parquet_con_sus_tipos_dice_lo_mismo(tmp_path: Path) -> None:
    """Booleanos, listas, fechas y decimales de la tabla, y enteros que llegan como decimales por un vacío."""
    entrada = tmp_path / "casos.parquet"
    filas = [
        fila(EN_PARQUET, **{"entidad.poblacion": None}),
        fila(EN_PARQUET, vigencia=2026, **{"entidad.poblacion": 5000.0}),
    ]
    parquet.write_table(pa.Table.from_pylist(filas), entrada)
    assert correr("evaluar-lote", entrada, "--salida", tmp_path / "s.jsonl").codigo == 0
    con_poblacion = {**COMPLETO, "entidad": {**INSTITUTO, "poblacion": 5000}}
    assert lineas_de(tmp_path / "s.jsonl") == [esperado(COMPLETO), esperado(con_poblacion)]


@pytest.mark.parametrize(
    ("celda", "valor"),
    [
        *((c, True) for c in ("si", "SÍ", "true", "TRUE", "verdadero", " Verdadero ")),
        *((c, False) for c in ("no", "No", "false", "FALSE", "falso")),
        ("", None),
    ],
)
def test_los_booleanos_se_escriben_de_varias_maneras(tmp_path: Path, celda: str, valor: bool | None) -> None:
    """En español y en inglés, con cualquier mayúscula; vacía es sin responder."""
    entrada = en_csv(tmp_path / "c.csv", [fila({"mesa.existe": celda})])
    assert correr("evaluar-lote", entrada, "--salida", tmp_path / "s.jsonl").codigo == 0
    assert lineas_de(tmp_path / "s.jsonl") == [esperado(caso_con({"mesa.existe": valor}))]


def test_el_csv_de_una_hoja_de_calculo_en_espanol_se_lee(tmp_path: Path) -> None:
    """Con punto y coma y marca de orden de bytes."""
    entrada = en_csv(tmp_path / "c.csv", [fila(EN_CELDAS)], delimiter=";", encoding="utf-8-sig")
    assert correr("evaluar-lote", entrada, "--salida", tmp_path / "s.jsonl").codigo == 0
    assert lineas_de(tmp_path / "s.jsonl") == [esperado(COMPLETO)]


def test_la_tabla_de_salida_trae_lo_del_json(tmp_path: Path) -> None:
    """En CSV y en Parquet: las mismas columnas, cada cifra en la suya."""
    entrada = en_jsonl(tmp_path / "c.jsonl", [COMPLETO])
    for nombre in ("s.csv", "s.parquet"):
        assert correr("evaluar-lote", entrada, "--salida", tmp_path / nombre).codigo == 0
    (en_parquet,) = parquet.read_table(tmp_path / "s.parquet").to_pylist()
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as abierto:
        (en_texto,) = csv.DictReader(abierto)
    assert en_texto == {c: "" if v is None else str(v) for c, v in en_parquet.items()}
    documento = esperado(COMPLETO)
    assert [en_parquet[c] for c in ("entidad", "vigencia", "fecha_corte")] == ["PRUEBA", 2026, "2026-11-20"]
    assert {c.removeprefix("estado:"): v for c, v in en_parquet.items() if c.startswith("estado:")} == {
        h["regla"]: h["estado"] for h in documento["hallazgos"]
    }
    for escenario in [
        *documento["madurez"]["escenarios"],
        {"codigo": "global", **documento["madurez"]["global"]},
    ]:
        for cuantia in ("indice", "indice_min", "indice_max", "nivel", "nivel_min", "nivel_max"):
            assert en_parquet[f"{cuantia}:{escenario['codigo']}"] == escenario[cuantia]
    assert en_parquet["cobertura:E1"] == documento["madurez"]["escenarios"][0]["cobertura"]


def test_las_columnas_no_dependen_de_la_fecha_de_corte(tmp_path: Path) -> None:
    """La regla que no rige queda vacía, y lo que no tiene índice también."""
    antes = {**CASO, "fecha_corte": "2019-01-01"}
    entrada = en_jsonl(tmp_path / "c.jsonl", [antes, CASO])
    assert correr("evaluar-lote", entrada, "--salida", tmp_path / "s.parquet").codigo == 0
    vieja, nueva = parquet.read_table(tmp_path / "s.parquet").to_pylist()
    assert list(vieja) == list(nueva)
    assert (vieja["estado:D640-252-2"], nueva["estado:D640-252-2"]) == (None, "sin_informacion")


def test_un_caso_malo_no_detiene_a_los_demas(tmp_path: Path) -> None:
    """Se dice con su número de línea, los buenos se escriben y la orden sale con 2."""
    malo = caso_con({"mesa.existe": "quizá", "mesa.bloque": []})
    lineas = [CASO, "", malo, "{roto", {**CASO, "vigencia": 2027}, "null"]
    corrida = correr("evaluar-lote", en_jsonl(tmp_path / "c.jsonl", lineas), "--salida", tmp_path / "s.jsonl")
    assert corrida.codigo == 2
    assert [d["vigencia"] for d in lineas_de(tmp_path / "s.jsonl")] == [2026, 2027]
    assert "c.jsonl, línea 3: 2 problemas" in corrida.error
    assert "¿Quiso decir «mesa.bloques»?" in corrida.error
    assert "c.jsonl, línea 4: documento: el JSON está mal escrito" in corrida.error
    assert "c.jsonl, línea 6: 3 problemas\n  - caso: llegó null y se esperaba un objeto" in corrida.error
    assert "2 resultados; 3 casos sin evaluar" in corrida.error
    assert corrida.salida == ""


def test_una_fila_mala_nombra_su_columna(tmp_path: Path) -> None:
    """Con lo que llegó y lo que se admite, y todas las de la fila a la vez."""
    mala = {**EN_CELDAS, "mesa.existe": "tal vez", "mesa.bloques": "servicio|jurídica", "vigencia": "dos mil"}
    entrada = en_csv(tmp_path / "c.csv", [fila(EN_CELDAS), fila(mala), fila(EN_CELDAS)])
    corrida = correr("evaluar-lote", entrada, "--salida", tmp_path / "s.csv")
    assert corrida.codigo == 2
    assert "línea 3: 3 problemas" in corrida.error
    assert "mesa.existe: el valor «tal vez» no se admite. Se admite: si o no, true o false" in corrida.error
    assert "mesa.bloques: la clave «jurídica» no existe" in corrida.error
    assert "vigencia: el valor «dos mil» no se admite" in corrida.error
    assert len((tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_cada_forma_de_estropear_una_fila_se_informa_y_las_demas_siguen(tmp_path: Path) -> None:
    """Celdas de más, comillas sin cerrar, texto que no es UTF-8 y no aplica sin motivo."""
    encabezado = "entidad.codigo,entidad.nombre,entidad.tipo,entidad.orden,vigencia,mesa.acto_publicado\n"
    buena = "A,Entidad A,agencia,nacional,2026,si\n"
    cuerpo = (encabezado + buena + "A,B\n" + buena.replace("si", "N/A:")).encode()
    cuerpo += "B,Bogotá,agencia,nacional,2026,si\n".encode("latin-1") + buena.encode() + b'C,"sin cerrar'
    (tmp_path / "c.csv").write_bytes(cuerpo)
    corrida = correr("evaluar-lote", tmp_path / "c.csv", "--salida", tmp_path / "s.jsonl")
    assert corrida.codigo == 2
    assert "línea 3: fila: la fila tiene 2 celdas y el encabezado 6" in corrida.error
    assert "línea 4: mesa.acto_publicado: falta el motivo" in corrida.error
    assert "línea 5: entidad.nombre: el texto no está en UTF-8" in corrida.error
    assert "línea 7: fila: está mal escrita: unas comillas se abren y no se cierran" in corrida.error
    assert len(lineas_de(tmp_path / "s.jsonl")) == 2


@pytest.mark.parametrize(
    ("nombre", "contenido", "dice"),
    [
        ("c.csv", b"", "falta la columna «entidad.codigo»"),
        ("c.csv", b"entidad.codigo,entidad.nombre,vigencia,mesa.existee\n", "¿Quiso decir «mesa.existe»?"),
        ("c.csv", b"vigencia,vigencia\n", "la columna «vigencia» está repetida"),
        ("c.parquet", b"PAR1 no", "no se puede leer como Parquet"),
        ("c.txt", b"", "la extensión «.txt» no se admite. Se admite: .jsonl, .csv, .parquet"),
    ],
)
def test_un_lote_ilegible_no_deja_salida(tmp_path: Path, nombre: str, contenido: bytes, dice: str) -> None:
    """Ni a medias ni vacía, ni el archivo temporal."""
    (tmp_path / nombre).write_bytes(contenido)
    corrida = correr("evaluar-lote", tmp_path / nombre, "--salida", tmp_path / "s.jsonl")
    assert (corrida.codigo, corrida.salida) == (2, "")
    assert dice in corrida.error
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [nombre]


def test_a_donde_no_se_puede_escribir_se_dice_antes_de_evaluar(tmp_path: Path) -> None:
    """Otra extensión, carpeta que no existe, la propia entrada, o --completo en una tabla."""
    entrada = en_jsonl(tmp_path / "c.jsonl", [CASO])
    for salida, dice in (
        ("s.xlsx", "la extensión «.xlsx» no se admite"),
        ("no/s.csv", "no existe la carpeta"),
        ("c.jsonl", "es el mismo archivo de entrada"),
    ):
        corrida = correr("evaluar-lote", entrada, "--salida", tmp_path / salida)
        assert corrida.codigo == 2
        assert dice in corrida.error
    corrida = correr("evaluar-lote", entrada, "--salida", tmp_path / "s.csv", "--completo")
    assert corrida.codigo == 2
    assert "solo se admite con salida .jsonl" in corrida.error
    assert correr("evaluar-lote", tmp_path / "no.csv", "--salida", tmp_path / "s.csv").codigo == 2
    assert lineas_de(entrada) == [CASO]


def test_una_salida_anterior_se_reemplaza_entera_o_no_se_toca(tmp_path: Path) -> None:
    """Si el lote no se puede leer, lo que había sigue ahí."""
    salida = tmp_path / "s.jsonl"
    salida.write_text("lo de ayer\n", encoding="utf-8")
    assert correr("evaluar-lote", tmp_path / "no.jsonl", "--salida", salida).codigo == 2
    assert salida.read_text(encoding="utf-8") == "lo de ayer\n"
    assert correr("evaluar-lote", en_jsonl(tmp_path / "c.jsonl", [CASO]), "--salida", salida).codigo == 0
    assert len(lineas_de(salida)) == 1


def test_la_fecha_de_la_orden_vale_para_todo_el_lote(tmp_path: Path) -> None:
    """Y los avisos se cuentan, no se repiten por caso."""
    entrada = en_jsonl(tmp_path / "c.jsonl", [CASO, CASO, CASO])
    corrida = correr("evaluar-lote", entrada, "--salida", tmp_path / "s.jsonl", "--fecha", "2024-01-01")
    assert {d["fecha_corte"] for d in lineas_de(tmp_path / "s.jsonl")} == {"2024-01-01"}
    assert corrida.error.count("rige el antecedente") == 1
    assert "Aviso en 3 casos" in corrida.error


def test_un_instante_que_no_es_medianoche_no_pasa_por_fecha(tmp_path: Path) -> None:
    """Una marca de tiempo de medianoche sí: así guardan las fechas muchas tablas."""
    entrada = tmp_path / "c.parquet"
    instantes = [datetime.fromisoformat(i) for i in ("2026-07-23", "2026-07-23T10:30")]
    filas = [fila({"mesa.fecha_limite_reglamento": i}) for i in instantes]
    parquet.write_table(pa.Table.from_pylist(filas), entrada)
    corrida = correr("evaluar-lote", entrada, "--salida", tmp_path / "s.jsonl")
    assert corrida.codigo == 2
    assert "fila 2: mesa.fecha_limite_reglamento: «2026-07-23T10:30:00» no es una fecha" in corrida.error
    assert len(lineas_de(tmp_path / "s.jsonl")) == 1

"""Una tabla se lee por columnas, y cada fila queda como si se hubiera leído suelta: bien o mal, lo mismo."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from autodiagnostico.lotes.casos import caso_de
from autodiagnostico.lotes.decodificacion import Decodificador
from autodiagnostico.lotes.lectores import LECTORES
from autodiagnostico.lotes.leidos import leer
from motor import ErrorDeCaso
from motor.poblacion import Esquema, de_casos
from reglas.clases import Clase
from reglas.resolucion import claves_de
from tests.autodiagnostico.piezas import CATALOGO

ESQUEMA = Esquema.de(CATALOGO)
FILAS = 80
NOMBRES = ["Entidad", "Instituto «Ñandú»", "Straße 5", "Alcaldía  de Medellín", "MEDELLIN"]
NOMBRES_RAROS = ["  con espacios ", "x\x07", "", " "]
RAROS = [
    "",
    " ",
    "quizá",
    "N/A",
    "N/A: no hay",
    "n/a:",
    "-",
    "|",
    "12,5",
    "1e3",
    "2026-7-3",
    "é\x00",
    "nulo",
    "0",
]
CORRIENTES: dict[Clase, list[Any]] = {
    Clase.SI_NO: ["sí", "NO", "true", "Falso", " si"],
    Clase.SI_PARCIAL_NO: ["si", "Parcial", "NO"],
    Clase.FECHA: ["2026-07-23", "2026-12-31", "2020-02-29"],
    Clase.ENTERO: ["0", "100000", "100001", "1000000000000"],
    Clase.PORCENTAJE: ["0", "99.99995", "33,3333", "100", "100.00004", "12.34565"],
    Clase.TEXTO: ["Norte", "Ñ"],
}
CON_TIPO: dict[Clase, list[Any]] = {
    Clase.SI_NO: [True, False, None],
    Clase.SI_PARCIAL_NO: ["si", "parcial", "no", None],
    Clase.FECHA: [date(2026, 7, 23), date(2020, 2, 29), None],
    Clase.ENTERO: [0, 100_001, 10**12, None],
    Clase.PORCENTAJE: [0.0, 99.9999, 33.3333, 100.00004, -0.00004, float("nan"), None],
    Clase.TEXTO: ["Norte", "Sur", None],
}
MALOS_CON_TIPO: dict[Clase, list[Any]] = {
    Clase.SI_PARCIAL_NO: ["SI", " no", "N/A: no hay", "talvez"],
    Clase.FECHA: [date(1850, 1, 1)],
    Clase.ENTERO: [-1, 10**12 + 1],
    Clase.PORCENTAJE: [101.0, -1.0, 12.34565],
    Clase.TEXTO: [" Sur", "x\x07", "x" * 5_000],
}
Celda = Callable[[Random, Any], Any]


def _de_csv(azar: Random, ficha: Any) -> Any:
    claves = claves_de(ficha.clase, ficha.opciones)
    if azar.random() < 0.02:
        return azar.choice(RAROS)
    if ficha.clase is Clase.OPCIONES:
        return azar.choice(["|", " | "]).join(azar.sample(claves, azar.randint(0, len(claves)))) or "-"
    return azar.choice([*(CORRIENTES.get(ficha.clase) or claves), ""])


def _de_parquet(azar: Random, ficha: Any) -> Any:
    claves = claves_de(ficha.clase, ficha.opciones)
    raro = azar.random() < 0.02
    if ficha.clase is Clase.OPCIONES:
        lista = azar.sample(claves, azar.randint(0, min(3, len(claves))))
        return azar.choice([None, [*lista, *lista], ["otra"]]) if raro else lista
    if raro and ficha.clase in MALOS_CON_TIPO:
        return azar.choice(MALOS_CON_TIPO[ficha.clase])
    return azar.choice(CON_TIPO.get(ficha.clase) or [*claves, None])


def _filas(celda: Celda) -> Iterator[dict[str, Any]]:
    azar = Random(7)
    codigos = [f["codigo"] for lista in CATALOGO.listas.values() for f in lista.filas[:3]]
    nombres = [f["nombre"].upper() for lista in CATALOGO.listas.values() for f in lista.filas[:3]]
    for _ in range(FILAS):
        raro = azar.random() < 0.2
        fila: dict[str, Any] = {
            "entidad.codigo": azar.choice([" ESPACIOS", ""] if raro else [*codigos, "OTRA"]),
            "entidad.nombre": azar.choice(NOMBRES_RAROS if raro else [*nombres, *NOMBRES]),
            "vigencia": azar.choice(["26", "", "2026"] if raro else ["2026", "2027"]),
            "fecha_corte": azar.choice(["ayer", "2020-01-01"] if raro else ["2026-11-20", ""]),
        }
        for codigo, atributo in CATALOGO.atributos.items():
            fila[f"entidad.{codigo}"] = celda(azar, atributo)
        # Pocas celdas por fila: si no, todas tendrían alguna mala.
        suyos = set(azar.sample(list(CATALOGO.criterios), 8))
        fila |= {c: celda(azar, f) if c in suyos else None for c, f in CATALOGO.criterios.items()}
        yield fila


def _en_csv(archivo: Path) -> Path:
    filas = list(_filas(_de_csv))
    with archivo.open("w", encoding="utf-8", newline="") as abierto:
        tabla = csv.DictWriter(abierto, list(filas[0]))
        tabla.writeheader()
        tabla.writerows(filas)
        abierto.write("una,fila,corta\n")
    with archivo.open("ab") as crudo:
        crudo.write(b"B,Bogot\xe1,2026" + b"," * (len(filas[0]) - 3) + b"\n")
    return archivo


def _en_parquet(archivo: Path) -> Path:
    filas = list(_filas(_de_parquet))
    columnas: dict[str, Any] = {nombre: pa.array([f[nombre] for f in filas]) for nombre in filas[0]}
    columnas["vigencia"] = pa.array([float(f["vigencia"]) if f["vigencia"] else None for f in filas])
    columnas["entidad.nit"] = pa.array([900_000_000.0 + i if i % 3 else None for i in range(FILAS)])
    columnas["fecha_corte"] = pa.array([datetime(2026, 11, 20, int(i % 20 == 0)) for i in range(FILAS)])  # noqa: DTZ001
    parquet.write_table(pa.table(columnas), archivo)
    return archivo


@pytest.mark.parametrize(("nombre", "guardar"), [("c.csv", _en_csv), ("c.parquet", _en_parquet)])
@pytest.mark.parametrize("fecha", [None, date(2025, 1, 1)])
def test_cada_fila_queda_como_leida_suelta(
    tmp_path: Path, nombre: str, guardar: Callable[[Path], Path], fecha: date | None
) -> None:
    """Con celdas corrientes y raras: los mismos códigos en las buenas, los mismos problemas en las malas."""
    archivo = guardar(tmp_path / nombre)
    (trozo,) = LECTORES[archivo.suffix](archivo, [CATALOGO], 1_000)
    leidos = leer(trozo, Decodificador(ESQUEMA), ESQUEMA, fecha)
    malos = {}
    buenos = []
    for i in range(len(trozo.lugares)):
        try:
            caso = caso_de(trozo.renglon(i, CATALOGO), CATALOGO, fecha)
        except ErrorDeCaso as error:
            malos[i] = error.problemas
            continue
        buenos.append(i)
        suelto = de_casos(ESQUEMA, [caso])
        for dato in ESQUEMA.datos:
            assert (leidos.columnas.dato(dato)[:, i] == suelto.dato(dato)[:, 0]).all(), (i, dato)
        for lista in ESQUEMA.listas.values():
            assert leidos.columnas.datos[0, lista.columna, i] == suelto.datos[0, lista.columna, 0]
        assert leidos.entidades[i] == caso.entidad.codigo
        assert (leidos.vigencias[i], leidos.fechas[i]) == (caso.vigencia, caso.fecha_corte.toordinal())
    assert leidos.malos == malos
    assert leidos.buenos.tolist() == buenos
    # Que la prueba diga algo: hay de unas y otras, y las corrientes no hubo que leerlas sueltas.
    assert len(malos) > 10
    assert len(set(buenos) - set(leidos.sueltos)) > 10


def test_el_redondeo_de_un_porcentaje_es_el_de_un_caso_suelto(tmp_path: Path) -> None:
    """También a un paso de un empate, donde el binario no alcanza a decidir."""
    (codigo,) = [c for c, f in CATALOGO.criterios.items() if f.clase is Clase.PORCENTAJE][:1]
    valores = [i / 10**5 + d for i in range(5, 400, 10) for d in (0, 1e-12, -1e-12)]
    base = {"entidad.codigo": "A", "entidad.nombre": "A", "entidad.tipo": "otra", "entidad.orden": "nacional"}
    filas = [{**base, "vigencia": 2026, codigo: v} for v in valores]
    parquet.write_table(pa.Table.from_pylist(filas), tmp_path / "p.parquet")
    (trozo,) = LECTORES[".parquet"](tmp_path / "p.parquet", [CATALOGO], 1_000)
    leidos = leer(trozo, Decodificador(ESQUEMA), ESQUEMA, None)
    sueltos = de_casos(
        ESQUEMA, [caso_de(trozo.renglon(i, CATALOGO), CATALOGO, None) for i in range(len(filas))]
    )
    assert np.array_equal(leidos.columnas.datos, sueltos.datos)

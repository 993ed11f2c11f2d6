"""El catálogo de las 99 entidades territoriales reproduce la tabla de su fuente."""

import csv
from collections import Counter
from pathlib import Path

from reglas import cargar

LISTA = cargar().listas["obligadas_art17"]
TABLA = {
    fila["departamento"]: int(fila["entidades"])
    for fila in csv.DictReader(
        Path(__file__).with_name("departamentos_fuente.csv").read_text(encoding="utf-8").splitlines()
    )
}


def test_la_tabla_por_departamento_sale_igual_a_la_de_la_fuente() -> None:
    """27 filas que suman 99, contando como las cuenta la presentación de Función Pública."""
    assert Counter(fila["departamento_fuente"] for fila in LISTA.filas) == TABLA
    assert (len(TABLA), sum(TABLA.values())) == (27, 99)


def test_son_26_gobernaciones_y_73_alcaldias() -> None:
    """Los dos listados con nombre de la fuente."""
    assert Counter(fila["tipo"] for fila in LISTA.filas) == {"gobernacion": 26, "alcaldia": 73}


def test_el_departamento_real_de_cundinamarca_no_se_pierde() -> None:
    """La fuente parece contarla en Bogotá; al lado queda el departamento verdadero."""
    (cundinamarca,) = [f for f in LISTA.filas if f["nombre"] == "GOBERNACION DE CUNDINAMARCA"]
    assert (cundinamarca["departamento_fuente"], cundinamarca["departamento"]) == ("BOGOTA", "Cundinamarca")


def test_una_entidad_se_reconoce_por_codigo_o_por_nombre_sin_tildes() -> None:
    """«Alcaldía de Cajicá» es la de la lista; la de Chiquinquirá no está."""
    assert LISTA.contiene("otro", "Alcaldía  de Cajicá")
    assert LISTA.contiene("ALC-CAJICA", "cualquiera")
    assert not LISTA.contiene("otro", "Alcaldía de Chiquinquirá")

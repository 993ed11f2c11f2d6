"""El README dice la verdad: su ejemplo de regla carga y se demuestra tal como está impreso."""

import re
from datetime import date
from pathlib import Path

from motor.demostracion import demostrar
from reglas import BASE, cargar

LEEME = Path(__file__).parents[2] / "README.md"


def test_el_ejemplo_de_regla_se_suma_a_la_base_sin_defectos(tmp_path: Path) -> None:
    """Se copia del README a una carpeta, se carga encima de la base y la acción cierra lo que dice."""
    (ejemplo,) = re.findall(r"```yaml\n(.*?)```", LEEME.read_text(encoding="utf-8"), flags=re.DOTALL)
    (tmp_path / "propia.yaml").write_text(ejemplo, encoding="utf-8")
    catalogo = cargar([BASE, tmp_path])
    assert "PROPIA-LENGUAJE" in catalogo.reglas
    assert catalogo.reemplazos == ()
    assert demostrar(catalogo, date(2026, 11, 20), solo=["estados", "promesas"]).demostrada

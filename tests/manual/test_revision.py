"""Qué se dice antes de instalar, y que instalar deja todo o nada."""

from dataclasses import replace
from pathlib import Path

import pytest

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.manual import Manual, convertir, instalar, revisar
from autodiagnostico.manual.instalacion import escribir
from reglas import BASE
from tests.manual.piezas import manual


def con(uno: Manual, indice: int, **cambios: object) -> Manual:
    """El mismo Manual con un lineamiento cambiado."""
    lineamientos = list(uno.lineamientos)
    lineamientos[indice] = replace(lineamientos[indice], **cambios)  # type: ignore[arg-type]
    return replace(uno, lineamientos=tuple(lineamientos))


def test_la_revision_dice_que_cambia() -> None:
    """Preguntas nuevas, peso de cada escenario, tamaño del cuestionario, componentes y fases."""
    vista = revisar(manual(), [BASE])
    assert vista.sirve
    assert vista.lineamientos == len(vista.preguntas) == 10
    assert {p.codigo: p.despues - p.antes for p in vista.pesos} == {"E1": 4, "E2": 6, "E3": 4, "E4": 6}
    assert vista.cuestionario is not None
    assert vista.muestra is not None
    assert vista.cuestionario[1].preguntas - vista.cuestionario[0].preguntas == 10
    assert vista.muestra[1].preguntas - vista.muestra[0].preguntas == 10
    assert vista.muestra[1].minutos > vista.muestra[0].minutos > 0
    assert vista.componentes == {"Componente azul": 7, "Componente verde": 3}
    assert vista.fases == {"Preparar": 2, "Hacer": 5, "Todas": 3}
    assert vista.propuestos[5] == "MO-NOMBRA-QUIEN-RIEGA-PLANTAS-SEDE"
    assert 6 not in vista.propuestos
    assert [vista.reemplazos, vista.retirados, vista.avisos] == [(), (), ()]


def test_un_codigo_que_ya_usa_la_base_se_advierte() -> None:
    """Reemplazar una regla de ley con un lineamiento se ve antes de que pase."""
    vista = revisar(con(manual(), 0, codigo="D640-252-2"), [BASE])
    (reemplazo,) = [r for r in vista.reemplazos if r.seccion == "reglas"]
    assert (reemplazo.fila, reemplazo.codigo) == (5, "D640-252-2")
    assert "La Mesa Técnica está creada" in reemplazo.anterior
    assert any("dejaría" in a for a in vista.avisos)


def test_un_defecto_de_la_base_vuelve_a_su_celda() -> None:
    """El tema que ya no existe, en su columna; el peso en un escenario de otra base, en la suya."""
    uno = con(manual(), 3, tema="astrologia", pesos={"E9": 1})
    vista = revisar(con(uno, 4, destinos=("luna",)), [BASE])
    assert not vista.sirve
    dichos = {(d.hoja, d.fila, d.columna, d.campo) for d in vista.defectos}
    assert dichos == {
        ("Lineamientos", 8, "R", "Tema"),
        ("Lineamientos", 8, "", "Peso E9"),
        ("Lineamientos", 9, "W", "Destino"),
    }
    assert any("«astrologia»" in d.mensaje for d in vista.defectos)


def test_otra_version_se_compara_con_la_instalada(tmp_path: Path) -> None:
    """Lo que se queda no es un reemplazo, lo que falta se dice, y el tamaño no se cuenta dos veces."""
    destino = tmp_path / "manual"
    instalar(manual(), destino)
    otra = replace(manual(), lineamientos=manual().lineamientos[1:])
    vista = revisar(otra, [BASE, destino], destino)
    assert vista.retirados == ("MO-NOMBRA-QUIEN-RIEGA-PLANTAS-SEDE",)
    assert [vista.reemplazos, vista.preguntas] == [(), ()]
    assert vista.cuestionario is not None
    assert vista.cuestionario[1].preguntas - vista.cuestionario[0].preguntas == -1


def test_muchos_lineamientos_se_avisan_y_se_reparten_en_archivos() -> None:
    """Ciento veinte preguntas es lo que se recomienda; cada archivo lleva cincuenta lineamientos."""
    base = manual().lineamientos[1]
    muchos = tuple(replace(base, codigo=f"MO-{i:03}", pregunta=f"¿{i}?", fila=5 + i) for i in range(55))
    uno = replace(manual(), lineamientos=muchos)
    assert list(convertir(uno)) == [f"lineamientos_00{i}.yaml" for i in (1, 2)]
    vista = revisar(con(uno, 54, tema="astrologia"), [BASE])
    assert [d.fila for d in vista.defectos] == [59]
    assert any("se recomienda no pasar de 120" in a for a in revisar(uno, [BASE]).avisos)


def test_instalar_reemplaza_entero_y_no_deja_rastros(tmp_path: Path) -> None:
    """Al instalar otra versión no queda nada de la anterior ni carpetas de paso."""
    destino = tmp_path / "reglas" / "manual"
    instalar(manual(), destino)
    corto = replace(manual(), lineamientos=manual().lineamientos[:1])
    instalar(corto, destino)
    assert [a.name for a in destino.parent.iterdir()] == ["manual"]
    assert {a.name: a.read_text(encoding="utf-8") for a in destino.iterdir()} == convertir(corto)


def test_instalar_no_toca_una_carpeta_ajena(tmp_path: Path) -> None:
    """Ni un archivo con ese nombre."""
    (tmp_path / "ajena").mkdir()
    (tmp_path / "ajena" / "tesis.docx").write_text("no me borre")
    with pytest.raises(ErrorDeServicio, match=r"tesis\.docx"):
        instalar(manual(), tmp_path / "ajena")
    with pytest.raises(ErrorDeServicio, match="es un archivo"):
        instalar(manual(), tmp_path / "ajena" / "tesis.docx")
    assert (tmp_path / "ajena" / "tesis.docx").read_text() == "no me borre"


def test_si_algo_falla_a_mitad_queda_el_anterior(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """El cambio de carpeta que no se pudo hacer se deshace."""
    destino = tmp_path / "manual"
    instalar(manual(), destino)
    antes = sorted(a.read_text(encoding="utf-8") for a in destino.iterdir())
    mover = Path.rename

    def fallar(ruta: Path, a: Path) -> Path:
        if ruta.name == "nueva":
            raise OSError(28, "no queda espacio")
        return mover(ruta, a)

    monkeypatch.setattr(Path, "rename", fallar)
    with pytest.raises(ErrorDeServicio, match="no queda espacio"):
        instalar(replace(manual(), lineamientos=manual().lineamientos[:1]), destino)
    assert sorted(a.read_text(encoding="utf-8") for a in destino.iterdir()) == antes
    assert [a.name for a in tmp_path.iterdir()] == ["manual"]


def test_escribir_no_pisa_una_carpeta_que_ya_existe(tmp_path: Path) -> None:
    """Solo se escribe en carpetas nuevas."""
    with pytest.raises(FileExistsError):
        escribir(manual(), tmp_path)

"""La página de informes: cada uno con para qué es, de dónde sale y sus tres descargas."""

import pytest

from autodiagnostico.abiertos.diccionario import Paquete, diccionario
from autodiagnostico.informes.distrito.textos import declarados as del_distrito
from autodiagnostico.informes.mesa.textos import Cual, declarados
from autodiagnostico.permisos import Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos
from tests.ui.piezas import mirando_como
from tests.ui.test_paginas import abrir_pagina, textos


@pytest.fixture
def enviado(con_demostracion: Sala) -> int:
    """Uno enviado, que la Subsecretaría ya puede leer."""
    return next(d.id for d in diagnosticos.listar(con_demostracion) if d.estado == "enviado")


def test_cada_informe_dice_para_que_es_y_de_donde_sale(enviado: int) -> None:
    pagina = abrir_pagina("informes", d=str(enviado))
    assert not pagina.exception
    for suyo in declarados().values():
        assert suyo.nombre in textos(pagina)
        assert suyo.para in textos(pagina)
    assert "Resolución IPES 241 de 2026, artículos 3, literales f y g" not in textos(pagina)
    assert "literales f y g" in textos(pagina)
    assert len(pagina.get("download_button")) == 3 * len(Cual)


def test_quien_no_descarga_lo_de_la_entidad_no_ve_botones(
    enviado: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirando_como(monkeypatch, Rol.VEEDURIA, None)
    pagina = abrir_pagina("informes", d=str(enviado))
    assert "no descarga lo de esta entidad" in textos(pagina)
    assert not pagina.get("download_button")


def test_los_del_distrito_dicen_de_donde_salen_y_se_bajan(con_demostracion: Sala) -> None:
    """Aunque no haya una entidad elegida."""
    pagina = abrir_pagina("informes_del_distrito")
    assert not pagina.exception
    for suyo in del_distrito().values():
        assert suyo.nombre in textos(pagina)
    assert "Plan de trabajo 2026 de la Comisión" in textos(pagina)
    assert len(pagina.get("download_button")) == 3 * len(del_distrito()) + len(Paquete)
    for paquete in diccionario().paquetes.values():
        assert paquete.nombre in textos(pagina)


def test_quien_no_descarga_de_las_entidades_no_ve_sus_respuestas(
    con_demostracion: Sala, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Los datos abiertos, sí."""
    mirando_como(monkeypatch, Rol.VEEDURIA, None)
    pagina = abrir_pagina("informes_del_distrito")
    assert not pagina.exception
    paquetes = diccionario().paquetes
    assert paquetes[Paquete.ABIERTOS].nombre in textos(pagina)
    assert paquetes[Paquete.RESPUESTAS].para not in textos(pagina)

"""La página de informes: cada uno con para qué es, de dónde sale y sus tres descargas."""

import pytest

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

"""En modo local no se puede escuchar a otros equipos, ni pidiéndolo."""

from __future__ import annotations

import sys

import pytest

from autodiagnostico.ajustes import Ajustes
from ui.__main__ import _argumentos


def pedir(monkeypatch: pytest.MonkeyPatch, modo: str, *opciones: str) -> str:
    """La dirección en que se escucharía."""
    monkeypatch.setattr(sys, "argv", ["ui", *opciones])
    direccion: str = _argumentos(Ajustes.model_validate({"modo": modo})).direccion
    return direccion


@pytest.mark.parametrize("direccion", ["0.0.0.0", "::", "192.168.1.5", "distrito.example", ""])
def test_en_modo_local_otra_direccion_se_rechaza(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], direccion: str
) -> None:
    """Con 2, diciendo cómo se sirve a otros equipos."""
    with pytest.raises(SystemExit) as salida:
        pedir(monkeypatch, "local", "--direccion", direccion)
    assert salida.value.code == 2
    assert "AUTODIAGNOSTICO_MODO=servido" in capsys.readouterr().err


@pytest.mark.parametrize("direccion", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_este_computador_se_admite_siempre(monkeypatch: pytest.MonkeyPatch, direccion: str) -> None:
    """Y es lo que se usa sin decir nada."""
    assert pedir(monkeypatch, "local", "--direccion", direccion) == direccion
    assert pedir(monkeypatch, "local") == "127.0.0.1"


def test_servida_con_cuentas_escucha_donde_se_diga(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ahí sí hay quien entre."""
    assert pedir(monkeypatch, "servido", "--direccion", "0.0.0.0") == "0.0.0.0"

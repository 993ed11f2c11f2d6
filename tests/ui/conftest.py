"""Cada prueba tiene sus datos; las páginas abren la sala que digan los ajustes de ese momento."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import demostracion
from tests.ui.piezas import PANADERIA, abrir


@pytest.fixture
def datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Una carpeta de datos vacía, que es la que abrirán las páginas."""
    carpeta = tmp_path / "datos"
    monkeypatch.setenv("AUTODIAGNOSTICO_DATOS", str(carpeta))
    yield carpeta
    st.cache_resource.clear()


@pytest.fixture
def panaderia(datos: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sala]:
    """Una sala con la base de la panadería."""
    monkeypatch.setenv("AUTODIAGNOSTICO_REGLAS", str(PANADERIA))
    sala = abrir(datos, PANADERIA)
    yield sala
    sala.motor_bd.dispose()


@pytest.fixture
def con_demostracion(datos: Path) -> Iterator[Sala]:
    """Una sala de fábrica con las tres entidades inventadas."""
    sala = abrir(datos)
    demostracion.cargar(sala)
    yield sala
    sala.motor_bd.dispose()

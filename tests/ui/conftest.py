"""Cada prueba tiene sus datos; las páginas abren la sala que digan los ajustes de ese momento."""

import shutil
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


@pytest.fixture(scope="session")
def plantilla_con_demostracion(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unos datos con la demostración, para copiarlos: cargarla da muchos pasos."""
    carpeta = tmp_path_factory.mktemp("demostracion")
    sala = abrir(carpeta)
    demostracion.cargar(sala)
    sala.motor_bd.dispose()
    return carpeta


@pytest.fixture
def con_demostracion(datos: Path, plantilla_con_demostracion: Path) -> Iterator[Sala]:
    """Una sala de fábrica con las tres entidades inventadas."""
    shutil.copytree(plantilla_con_demostracion, datos)
    sala = abrir(datos)
    yield sala
    sala.motor_bd.dispose()

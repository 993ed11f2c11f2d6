"""La base de hoy frente a otra que se guardó: quién cambia de nivel, y con qué respuestas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import LOCAL, Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, abrir_sala, hoy
from autodiagnostico.servicios import adopciones, diagnosticos, ensayos
from autodiagnostico.servicios.adopciones import Acto
from motor import semantica
from reglas import cargar
from reglas.variantes import Cambios
from tests.bases import PANADERIA, PANADERIA_NUEVA
from tests.conftest import SOLO_SQLITE
from tests.ui.piezas import VIGENCIA, nuevo_local

VIEJA, NUEVA = cargar([PANADERIA]), cargar([PANADERIA_NUEVA])
BIEN = {"masa.harinas": ["trigo", "centeno", "maiz"], "carta.publicada": "si"}


@pytest.fixture
def antes(tmp_path: Path) -> Iterator[Sala]:
    """La panadería en su primera versión."""
    sala = abrir_sala(Ajustes(datos=tmp_path / "pan", reglas=[PANADERIA])).como(LOCAL)
    yield sala
    sala.motor_bd.dispose()


@pytest.fixture
def ahora(antes: Sala) -> Sala:
    """En la segunda, con un local enviado en cada una."""
    despues = replace(antes, catalogo=NUEVA)
    for sala, codigo, masa in ((antes, "VIEJO", "masa.madre"), (despues, "NUEVO", "masa.propia")):
        local = nuevo_local(sala, codigo)
        for criterio, valor in {**BIEN, masa: True, "masa.reposo": 90}.items():
            diagnosticos.responder(sala, local, criterio, valor)
        diagnosticos.enviar(sala, local, con_pendientes=True)
    return despues


def test_se_compara_la_de_hoy_con_una_guardada(ahora: Sala) -> None:
    """Cada nivel es el que da la definición; lo que se preguntaba de otra manera no se da por dicho."""
    (guardada,) = ensayos.guardadas(ahora)
    assert (guardada.version, guardada.digesto, guardada.acto) == ("1", VIEJA.digesto, "")
    ensayo = ensayos.ensayar_guardada(ahora, VIGENCIA, guardada.digesto)
    assert (ensayo.antes.digesto, ensayo.despues.digesto) == (VIEJA.digesto, NUEVA.digesto)
    esperados = {}
    for suyo in diagnosticos.listar(ahora):
        caso = replace(diagnosticos.caso(ahora, suyo.id), fecha_corte=hoy())
        quedan = {c: r for c, r in caso.respuestas.items() if c != "masa.reposo"}
        de_hoy, de_antes = dict(quedan), dict(quedan)
        if "masa.madre" in quedan:
            de_hoy["masa.propia"] = de_hoy.pop("masa.madre")
            de_antes = dict(caso.respuestas)
        else:
            de_antes["masa.madre"] = de_antes.pop("masa.propia")
            de_hoy = dict(caso.respuestas)
        for escenario, n in semantica.leer(
            VIEJA.al(hoy()), replace(caso, respuestas=de_antes)
        ).niveles.items():
            otro = semantica.leer(NUEVA.al(hoy()), replace(caso, respuestas=de_hoy)).niveles[escenario]
            if n.minimo != otro.minimo:
                esperados[suyo.id, escenario] = (n.minimo, otro.minimo)
    assert esperados
    assert {
        (c.diagnostico_id, c.cambio.escenario): (c.cambio.antes.nivel, c.cambio.despues.nivel)
        for c in ensayo.cambios
    } == esperados
    assert (ensayo.respondidas, ensayo.sin_leer) == (8, 1)
    assert ensayo.compartido.en_ambas == len(set(VIEJA.reglas) & set(NUEVA.reglas))
    assert "MASA-1" in ensayo.cambiadas


@SOLO_SQLITE
def test_lo_adoptado_se_compara_con_lo_de_antes_y_es_el_ensayo_al_derecho(
    sala: Sala, diagnostico: int
) -> None:
    """La que dejó un acto dice cuál; desde la de antes se ve lo mismo que se vio al ensayar."""
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    cambios = Cambios(umbrales={2: 35, 3: 45})
    ensayado = ensayos.ensayar(sala, VIGENCIA, cambios)
    adopciones.adoptar(sala, cambios, Acto("Acta 3 de 2026", hoy(), "Comisión"))
    nueva = replace(sala, catalogo=ensayado.despues)
    (antigua,) = ensayos.guardadas(nueva)
    assert antigua.digesto == sala.catalogo.digesto
    visto = ensayos.ensayar_guardada(nueva, VIGENCIA, antigua.digesto)
    assert (visto.conteos, visto.cambios, visto.sin_leer) == (ensayado.conteos, ensayado.cambios, 0)
    assert (visto.cambiadas, visto.compartido.parte) == ([], 1)
    assert [g.acto for g in ensayos.guardadas(sala)] == ["Acta 3 de 2026"]


def test_comparar_versiones_pide_permiso_y_que_este_guardada(ahora: Sala) -> None:
    """Quien no compara, no ve ni cuáles hay."""
    entidad = ahora.como(Quien("Ana", None, (Pertenencia(Rol.LIDER, 1),)))
    for pedir in (
        lambda: ensayos.guardadas(entidad),
        lambda: ensayos.ensayar_guardada(entidad, VIGENCIA, VIEJA.digesto),
        lambda: ensayos.propuestos(entidad, {}, {}),
    ):
        with pytest.raises(ErrorDePermiso):
            pedir()
    with pytest.raises(ErrorDeServicio, match="no está guardada"):
        ensayos.ensayar_guardada(ahora, VIGENCIA, "otra")


def test_de_lo_escrito_se_propone_solo_lo_que_cambia(antes: Sala) -> None:
    """Lo que queda como hoy no cuenta; el peso de una regla va a los escenarios en que pesa."""
    pesos, umbrales = {"PAN": 2, "CAFE": 3}, {1: 0, 2: 31}
    assert ensayos.propuestos(antes, pesos, umbrales, "MASA-1", 5) == Cambios(
        {"CAFE": 3}, {"MASA-1": {"PAN": 5}}, {2: 31}
    )
    assert not ensayos.propuestos(antes, {"PAN": 2, "CAFE": 1}, {2: 30}).hay

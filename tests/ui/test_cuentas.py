"""Las páginas servidas con cuentas: cada quien ve lo suyo, y una sesión cerrada no ve ni guarda nada."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from autodiagnostico.permisos import LOCAL, Pertenencia, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuentas, diagnosticos, entidades, entrada, mi_cuenta
from tests.cuentas.conftest import _argon2_ligero
from tests.cuentas.piezas import CLAVE, VISITA, Persona, crear, identidades, sala_de
from tests.ui.piezas import PANADERIA, PANADERIA_DE_BARRIO, abrir, nuevo_local
from tests.ui.test_paginas import abrir_pagina, textos
from ui import quien_ve, visita
from ui.enlaces import CUARTOS, PAGINAS, archivo
from ui.instalacion import instalacion

__all__ = ["_argon2_ligero"]

DE_TODOS = {"Mi entidad", "Avisos", "Normas", "Cambios de la norma", "Manual y documentos", "Mi cuenta"}
DE_LECTURA = {
    *("Cuestionario", "Resultados", "Madurez", "Mesa", "Plan por trimestres"),
    *("Plan de la vigencia", "Seguimiento del plan", "Tablero del plan", "Participación y realimentación"),
    *("Integrantes y acto", "Sesiones", "Calendario"),
}
DE_LA_SUBSECRETARIA = {
    *("Subsecretaría", "Campañas", "Plan de la Comisión", "Medidas de fuera", "Informes del Distrito"),
}
AJENA = "La Hogaza Ajena"


@pytest.fixture
def servida(datos: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sala]:
    """Una panadería servida con cuentas. Su sala es la de quien tiene la máquina."""
    monkeypatch.setenv("AUTODIAGNOSTICO_REGLAS", str(PANADERIA))
    monkeypatch.setenv("AUTODIAGNOSTICO_MODO", "servido")
    sala = abrir(datos, PANADERIA)
    yield sala
    sala.motor_bd.dispose()
    st.cache_resource.clear()


@pytest.fixture
def local(servida: Sala) -> int:
    """Un diagnóstico en borrador, de la entidad de quien mira."""
    return nuevo_local(servida, "PROPIA")


@pytest.fixture
def ajeno(servida: Sala) -> int:
    """Un diagnóstico en borrador, de otra entidad."""
    return nuevo_local(servida, "AJENA", nombre=AJENA)


def entra(
    sala: Sala, monkeypatch: pytest.MonkeyPatch, *roles: Pertenencia, correo: str = "ana@x.co"
) -> Persona:
    """Alguien con esos roles está mirando."""
    persona = crear(sala, correo, *roles)
    monkeypatch.setattr(visita, "testigo", lambda: persona.testigo)
    return persona


def en(sala: Sala, rol: Rol, diagnostico: int) -> Pertenencia:
    """Un rol en la entidad de un diagnóstico."""
    return Pertenencia(rol, diagnosticos.leer(sala, diagnostico).entidad.id)


def en_la_barra(prueba: AppTest) -> set[str]:
    """Los títulos de las páginas que se ofrecen, con la que se mira."""
    enlaces = {e.proto.label for e in prueba.get("page_link")}
    return {titulo for titulo in PAGINAS.values() if titulo in enlaces or f">{titulo}</p>" in textos(prueba)}


@pytest.mark.usefixtures("servida")
@pytest.mark.parametrize("pagina", PAGINAS)
def test_sin_sesion_ninguna_pagina_muestra_nada(
    monkeypatch: pytest.MonkeyPatch, ajeno: int, pagina: str
) -> None:
    """Solo que la sesión terminó y cómo entrar."""
    monkeypatch.setattr(visita, "testigo", lambda: None)
    prueba = abrir_pagina(pagina, d=str(ajeno))
    assert "Su sesión terminó" in textos(prueba)
    assert 'href="/entrar?ir=' in textos(prueba)
    assert AJENA not in textos(prueba)
    assert not prueba.button
    assert not prueba.get("page_link")


@pytest.mark.parametrize(
    ("rol", "ve"),
    [
        (None, DE_TODOS),
        (
            Rol.LECTOR,
            DE_TODOS | DE_LECTURA | {"Evidencias", "Responder en Excel", "Informes", "Control interno"},
        ),
        (Rol.VEEDURIA, DE_TODOS | DE_LECTURA | DE_LA_SUBSECRETARIA),
        (Rol.ADMINISTRA, DE_TODOS | {"Cuentas", "Bitácora"}),
    ],
)
def test_la_barra_ofrece_solo_lo_que_se_puede(
    servida: Sala, monkeypatch: pytest.MonkeyPatch, local: int, rol: Rol | None, ve: set[str]
) -> None:
    """Todas las que puede, las de otros cuartos al entrar en ellos; y dice quién está y con qué rol."""
    roles = []
    if rol is not None:
        roles = [en(servida, rol, local) if rol is Rol.LECTOR else Pertenencia(rol)]
    entra(servida, monkeypatch, *roles)
    prueba = abrir_pagina("normas")
    assert set(quien_ve.paginas(visita.quien()).values()) == ve
    de_otros = {PAGINAS[p] for cuarto, suyas in CUARTOS.items() if cuarto != "normas" for p in suyas}
    assert en_la_barra(prueba) == ve - de_otros
    if rol is Rol.LECTOR:
        assert en_la_barra(abrir_pagina("sesiones")) & de_otros == {PAGINAS[p] for p in CUARTOS["mesa"]}
    assert "Ana Pérez" in textos(prueba)
    assert (rol.nombre if rol else "Sin roles todavía") in textos(prueba)
    assert 'href="/salir"' in textos(prueba)


@pytest.mark.parametrize("pagina", PAGINAS)
@pytest.mark.parametrize("rol", [Rol.LIDER, Rol.CONTROL_INTERNO])
def test_lo_de_otra_entidad_no_se_ve_pidiendolo_por_la_direccion(  # noqa: PLR0913, PLR0917 - el caso
    servida: Sala, monkeypatch: pytest.MonkeyPatch, local: int, ajeno: int, pagina: str, rol: Rol
) -> None:
    """Con el número del diagnóstico ajeno, ninguna página dice ni que existe."""
    entra(servida, monkeypatch, en(servida, rol, local))
    prueba = abrir_pagina(pagina, d=str(ajeno), tema="obrador", p="masa.madre", editar="1", cuenta="1")
    assert AJENA not in textos(prueba)
    assert f"r:{ajeno}" not in str([w.key for w in prueba.radio])
    assert not [o for s in prueba.selectbox for o in s.options if AJENA in o]


def test_con_un_rol_en_ella_si_se_ve(servida: Sala, monkeypatch: pytest.MonkeyPatch, ajeno: int) -> None:
    """La misma dirección, para quien sí es de esa entidad."""
    entra(servida, monkeypatch, en(servida, Rol.LIDER, ajeno))
    prueba = abrir_pagina("cuestionario", d=str(ajeno), tema="obrador")
    assert AJENA in textos(prueba)
    assert f"r:{ajeno}" in str([w.key for w in prueba.radio])


@pytest.mark.parametrize(
    ("rol", "pagina", "dice"),
    [
        (Rol.LECTOR, "subsecretaria", "no puede comparar entidades"),
        (Rol.LECTOR, "cuentas", "no puede administrar las cuentas"),
        (Rol.ADMINISTRA, "cuestionario", "no puede ver un autodiagnóstico en borrador"),
        (Rol.SUBSECRETARIA, "resultados", "no puede ver un autodiagnóstico en borrador"),
        (Rol.SUBSECRETARIA, "cuentas", "no puede administrar las cuentas"),
    ],
)
def test_una_pagina_que_no_le_toca_lo_dice(  # noqa: PLR0913, PLR0917 - el caso
    servida: Sala, monkeypatch: pytest.MonkeyPatch, local: int, rol: Rol, pagina: str, dice: str
) -> None:
    """Aunque escriba su dirección; con quién sí puede."""
    entra(servida, monkeypatch, en(servida, rol, local) if rol is Rol.LECTOR else Pertenencia(rol))
    prueba = abrir_pagina(pagina, d=str(local))
    assert dice in textos(prueba)
    assert "Lo puede quien tiene el rol" in textos(prueba)
    assert "<h1" in textos(prueba)


def test_quien_lee_no_tiene_con_que_cambiar(
    servida: Sala, monkeypatch: pytest.MonkeyPatch, local: int
) -> None:
    """Los controles están quietos y los botones de cambiar no están."""
    entra(servida, monkeypatch, en(servida, Rol.LECTOR, local))
    tema = abrir_pagina("cuestionario", d=str(local), tema="obrador")
    assert all(r.disabled for r in tema.radio)
    assert "Este tema se puede leer" in textos(tema)
    assert not [b for b in tema.button if "Guardar" in b.label]
    resumen = abrir_pagina("entidad", d=str(local))
    assert not [b for b in resumen.button if "Enviar" in b.label]
    assert not [b for b in abrir_pagina("mesa", d=str(local)).button if "plan" in b.label]
    portada = abrir_pagina("entidad")
    assert not [b for b in portada.button if "Crear" in b.label or "demostración" in b.label]


def test_quien_diligencia_responde_solo_sus_temas(
    servida: Sala, monkeypatch: pytest.MonkeyPatch, local: int
) -> None:
    """En el suyo guarda; el otro lo lee. Por preguntas sueltas, igual."""
    persona = entra(servida, monkeypatch, en(servida, Rol.DILIGENCIA, local))
    diagnosticos.asignar_tema(servida, local, "obrador", "", None, [persona.id])
    suyo = abrir_pagina("cuestionario", d=str(local), tema="obrador")
    suyo.radio(key=f"r:{local}:masa.madre").set_value(True).run()
    assert diagnosticos.caso(servida, local).respuestas["masa.madre"].valor is True
    otro = abrir_pagina("cuestionario", d=str(local), tema="barra")
    assert otro.radio
    assert all(r.disabled for r in otro.radio)
    sueltas = abrir_pagina("cuestionario", d=str(local), p="masa.madre,cafe.origen,carta.publicada")
    quietas = {r.key: r.disabled for r in sueltas.radio}
    assert quietas[f"r:{local}:masa.madre"] is False
    assert True in quietas.values()


def test_una_sesion_cerrada_no_guarda_lo_que_se_haga_en_su_pestana(
    servida: Sala, monkeypatch: pytest.MonkeyPatch, local: int
) -> None:
    """El clic llega, no se guarda y se dice; lo de antes sigue."""
    ana = entra(servida, monkeypatch, en(servida, Rol.LIDER, local))
    prueba = abrir_pagina("cuestionario", d=str(local), tema="obrador")
    prueba.radio(key=f"r:{local}:masa.madre").set_value(True).run()
    entrada.salir(servida, ana.testigo)
    instalacion().identidades.olvidar()
    prueba.radio(key=f"r:{local}:masa.madre").set_value(False).run()
    assert "Su sesión terminó" in textos(prueba)
    assert not prueba.radio
    assert diagnosticos.caso(servida, local).respuestas["masa.madre"].valor is True


def test_quien_administra_crea_una_entidad_y_no_ve_sus_respuestas(
    servida: Sala, monkeypatch: pytest.MonkeyPatch
) -> None:
    """La crea, queda en la lista, y de su borrador solo ve cuánto lleva."""
    entra(servida, monkeypatch, Pertenencia(Rol.ADMINISTRA))
    prueba = abrir_pagina("entidad")
    for campo in ("codigo", "nombre"):
        prueba.text_input(key=f"entidad:nueva:{campo}").set_value(PANADERIA_DE_BARRIO[campo])
    prueba.selectbox(key="entidad:nueva:tipo").set_value("barrio")
    prueba = next(b for b in prueba.button if b.label == "Crear la entidad").click().run()
    assert "«La Espiga» quedó creada" in textos(prueba)
    (suya,) = entidades.listar(servida)
    diagnostico = diagnosticos.abrir(servida, suya.id, 2026).id
    assert "no lee las respuestas" in textos(abrir_pagina("entidad", d=str(diagnostico)))


def test_se_crea_una_cuenta_y_se_le_da_un_rol(
    servida: Sala, monkeypatch: pytest.MonkeyPatch, local: int
) -> None:
    """La clave de un solo uso se ve una vez; con ella se puede entrar."""
    entra(servida, monkeypatch, Pertenencia(Rol.ADMINISTRA))
    prueba = abrir_pagina("cuentas")
    prueba.text_input(key="cuentas:nombre").set_value("Luz Marina")
    prueba.text_input(key="cuentas:correo").set_value("luz@x.co")
    prueba = next(b for b in prueba.button if b.label == "Crear la cuenta").click().run()
    luz = cuentas.numero_de(servida, "luz@x.co")
    clave = textos(prueba).split('class="clave">')[1].split("<")[0]
    assert entrada.entrar(servida, "luz@x.co", clave, VISITA)
    prueba.button(key="cuentas:copiada").click().run()
    assert clave not in textos(prueba)
    ficha = abrir_pagina("cuentas", cuenta=str(luz))
    ficha.selectbox(key="rol:cual").set_value(Rol.DILIGENCIA).run()
    ficha.selectbox(key="rol:entidad").set_value(diagnosticos.leer(servida, local).entidad.id).run()
    next(b for b in ficha.button if b.label == "Dar este rol").click().run()
    (rol,) = cuentas.leer(servida, luz).roles
    assert rol.pertenencia == en(servida, Rol.DILIGENCIA, local)
    assert "Diligencia en La Espiga" in textos(ficha)
    ficha.button(key=f"rol:quitar:{rol.id}").click().run()
    assert cuentas.leer(servida, luz).roles == ()


def test_crear_mal_una_cuenta_dice_todo_y_no_borra_lo_escrito(
    servida: Sala, monkeypatch: pytest.MonkeyPatch
) -> None:
    """El error va junto al formulario."""
    entra(servida, monkeypatch, Pertenencia(Rol.ADMINISTRA))
    prueba = abrir_pagina("cuentas")
    prueba.text_input(key="cuentas:correo").set_value("no es un correo")
    prueba = next(b for b in prueba.button if b.label == "Crear la cuenta").click().run()
    assert "no es un correo" in textos(prueba)
    assert "Falta el nombre" in textos(prueba)
    assert prueba.text_input(key="cuentas:correo").value == "no es un correo"
    assert len(cuentas.listar(servida)) == 1


def test_mi_cuenta_cierra_las_otras_sesiones(servida: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """Las muestra, con su navegador, y deja solo esta."""
    ana = entra(servida, monkeypatch)
    otra = entrada.entrar(servida, "ana@x.co", CLAVE, VISITA)
    prueba = abrir_pagina("mi_cuenta")
    assert "Firefox en Windows (esta)" in textos(prueba)
    next(b for b in prueba.button if b.label == "Cerrar mis otras sesiones").click().run()
    assert identidades(servida).mirar(otra) is None
    assert len(mi_cuenta.abiertas(sala_de(servida, ana.testigo))) == 1


def test_mi_cuenta_se_suprime_y_deja_de_ver(servida: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """Después de entender que no se puede deshacer."""
    ana = entra(servida, monkeypatch)
    prueba = abrir_pagina("mi_cuenta")
    boton = next(b for b in prueba.button if b.label == "Suprimir mis datos y salir")
    assert boton.disabled
    prueba.checkbox(key="mi_cuenta:entiende").check().run()
    prueba = next(b for b in prueba.button if b.label == "Suprimir mis datos y salir").click().run()
    assert "Su sesión terminó" in textos(prueba)
    assert cuentas.leer(servida, ana.id).suprimida


def test_en_modo_local_se_dice_y_no_hay_cuentas(panaderia: Sala) -> None:
    """En la barra, siempre; y las páginas de cuentas no se ofrecen."""
    prueba = abrir_pagina("normas", d=str(nuevo_local(panaderia, "UNO")))
    assert "Modo local: solo en este computador, sin cuentas." in textos(prueba)
    assert not en_la_barra(prueba) & {"Cuentas", "Mi cuenta"}
    assert panaderia.quien is LOCAL
    prueba.switch_page(archivo("cuentas")).run()
    assert "En modo local no hay cuentas" in textos(prueba)

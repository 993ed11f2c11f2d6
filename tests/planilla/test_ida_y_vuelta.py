"""Lo que se escribe es lo que se lee: toda clase de pregunta, todo texto, en los tres formatos."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autodiagnostico.planilla import FORMATOS, Planilla, Renglon, escribir, leer
from autodiagnostico.planilla.textos import canonico, en_un_renglon, respuesta_canonica
from motor import Respuesta
from motor.caso import MAXIMO_TEXTO
from reglas import Catalogo, Clase, cargar
from tests.autodiagnostico.piezas import CATALOGO
from tests.bases import PANADERIA as CARPETA
from tests.estrategias import Dato

PANADERIA = cargar([CARPETA])
RAROS = (
    *("=1+1", "+57 601", "-", "@SUMA(A1)", "'hola", "''=1", "'-x", "_x0041_", "_x000D_", "a\x00b", "\ufffe"),
    *(
        "N/A",
        "Sí",
        "True",
        "2026-01-01",
        "007",
        "1e5",
        "a;b",
        'di"jo',
        "#N/A",
        "x" * 4000,
        "😀ñ",
        "\u202eabc",
    ),
)
TEXTOS = st.one_of(st.sampled_from(RAROS), st.text(max_size=40))
CLAVES = st.sampled_from(("a", "b", "si", "no", "x"))
ENTIDAD = {"codigo": "=PAN", "nombre": "La Espiga", "tipo": "barrio"}


@st.composite
def catalogos(draw: st.DrawFn) -> Catalogo:
    """La panadería, con opciones que se leen de cualquier modo: iguales entre sí, o como la clave de otra."""
    textos = st.sampled_from(("a", "b", "Sí", "no", "Otra", "otra", "=1", "Ninguna de estas"))
    criterios = {}
    for codigo, criterio in PANADERIA.criterios.items():
        con_opciones = criterio.clase in {Clase.OPCION, Clase.OPCIONES}
        opciones = draw(st.dictionaries(CLAVES, textos, min_size=1)) if con_opciones else criterio.opciones
        criterios[codigo] = criterio.model_copy(update={"opciones": opciones})
    return replace(PANADERIA, criterios=criterios)


@st.composite
def planillas(draw: st.DrawFn) -> Planilla:
    """Un cuestionario con cualquier respuesta que se pueda tener guardada."""
    catalogo = draw(catalogos())
    renglones = []
    for criterio in catalogo.criterios.values():
        dato = Dato.de(criterio)
        no_aplica = (
            draw(TEXTOS.filter(canonico)) if criterio.admite_no_aplica and draw(st.booleans()) else None
        )
        valor = draw(st.none() | dato.valores) if no_aplica is None else None
        evidencias = tuple(draw(st.lists(TEXTOS, max_size=2)))
        respuesta = Respuesta(valor, no_aplica, evidencias, draw(TEXTOS))
        renglones.append(Renglon(criterio, draw(st.integers(0, 99)), respuesta))
    return Planilla(catalogo, ENTIDAD, draw(st.integers(1900, 2200)), tuple(renglones))


def vuelta(planilla: Planilla, extension: str) -> None:
    """Se escribe, se lee y es lo mismo."""
    formato, lectura = leer(f"c{extension}", escribir(planilla, extension), planilla.catalogo)
    assert formato is FORMATOS[extension]
    assert (lectura.entidad, lectura.vigencia, lectura.ajenas) == (planilla.entidad, planilla.vigencia, ())
    leidas = {leida.criterio: (leida.version, leida.respuesta) for leida in lectura.leidas}
    assert leidas == {
        r.criterio.codigo: (r.version, respuesta_canonica(r.respuesta)) for r in planilla.renglones
    }


@pytest.mark.propiedades
@pytest.mark.parametrize("extension", FORMATOS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(datos=st.data())
def test_escribir_y_leer_es_lo_mismo(extension: str, datos: st.DataObject) -> None:
    """Con bases y respuestas generadas: fórmulas que son texto, fechas, números, nada y «ninguna»."""
    vuelta(datos.draw(planillas()), extension)


@pytest.mark.parametrize("extension", FORMATOS)
@pytest.mark.parametrize("semilla", [0, 1])
def test_la_base_de_fabrica_tambien_vuelve(extension: str, semilla: int) -> None:
    """Todas sus preguntas, respondidas y sin responder."""
    renglones = []
    for numero, criterio in enumerate(CATALOGO.criterios.values()):
        claves = Dato.de(criterio).claves
        varias = criterio.clase is Clase.OPCIONES
        muestras = [None, *((claves, ()) if varias else Dato.de(criterio).muestras)]
        respuesta = Respuesta(muestras[(numero + semilla) % len(muestras)], None, (f"Acta {numero}",), "=1")
        renglones.append(Renglon(criterio, numero, respuesta, Respuesta(muestras[-1]), "Decreto, artículo 1"))
    entidad = {"codigo": "X", "nombre": "Y", "tipo": "establecimiento_publico", "orden": "territorial"}
    vuelta(Planilla(CATALOGO, entidad, 2026, tuple(renglones), 2025), extension)


@given(st.text(max_size=80))
def test_lo_canonico_no_cambia_otra_vez(texto: str) -> None:
    """Así, lo que nadie tocó se lee igual a lo guardado."""
    assert canonico(canonico(texto)) == canonico(texto)
    assert en_un_renglon(en_un_renglon(texto)) == en_un_renglon(texto)
    assert "\n" not in en_un_renglon(texto)


def test_unas_evidencias_que_no_caben_en_una_celda_no_se_tocan() -> None:
    """En Excel se dice que no caben; en los demás formatos van."""
    criterio = CATALOGO.criterios["mesa.existe"]
    muchas = tuple(f"{n:02}{'x' * (MAXIMO_TEXTO - 2)}" for n in range(9))
    renglon = Renglon(criterio, 3, Respuesta(True, None, muchas))
    entidad = {"codigo": "X", "nombre": "Y", "tipo": "establecimiento_publico", "orden": "territorial"}
    planilla = Planilla(CATALOGO, entidad, 2026, (renglon,))
    (en_excel,) = leer("c.xlsx", escribir(planilla, ".xlsx"), CATALOGO)[1].leidas
    assert en_excel.trae == {"respuesta", "observacion"}
    (en_csv,) = leer("c.csv", escribir(planilla, ".csv"), CATALOGO)[1].leidas
    assert en_csv.respuesta.evidencias == muchas
    assert replace(en_csv.respuesta, evidencias=()) == en_excel.respuesta.__class__(True)

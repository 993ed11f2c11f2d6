"""Control interno: lee todo, evalúa por su cuenta, y nada de lo que hace mueve un diagnóstico."""

import io
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autodiagnostico import cadena
from autodiagnostico.ajustes import Ajustes
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.muestreo import repartir, sortear
from autodiagnostico.permisos import LOCAL, Rol
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.sello import comprobar
from autodiagnostico.servicios import control, diagnosticos, recorrido, vida
from autodiagnostico.servicios.control import Escrito
from autodiagnostico.servicios.control.fichas import Dictamen
from motor.caso import ValorInvalido
from tests.autodiagnostico.test_vida import quien
from tests.ui.piezas import PANADERIA, nuevo_local

RESPUESTAS = {
    "masa.madre": True,
    "masa.reposo": 90,
    "masa.harinas": ["trigo", "centeno", "maiz"],
    "horno.tipo": "gas",
    "carta.publicada": "si",
    "limpieza.hecha": "si",
}
VISTO = Escrito("No había frasco en la visita.", "Nadie la alimenta.", "El pan no sube.", "Criar otra.")


@pytest.fixture
def pan(tmp_path: Path) -> Iterator[Sala]:
    """Una sala con las reglas de una panadería."""
    sala = abrir_sala(Ajustes(datos=tmp_path / "pan", reglas=[PANADERIA])).como(LOCAL)
    yield sala
    sala.motor_bd.dispose()


@pytest.fixture
def local(pan: Sala) -> int:
    """Un diagnóstico con media docena de respuestas."""
    diagnostico = nuevo_local(pan, "UNO")
    for criterio, valor in RESPUESTAS.items():
        diagnosticos.responder(pan, diagnostico, criterio, valor)
    return diagnostico


@pytest.fixture
def auditor(pan: Sala, local: int) -> Sala:
    """La misma sala, para control interno de esa entidad."""
    return pan.como(quien(Rol.CONTROL_INTERNO, diagnosticos.leer(pan, local).entidad.id))


# --- El sorteo ----------------------------------------------------------------------------------

POBLACIONES = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.lists(st.text("xyz123", min_size=1, max_size=6), max_size=12, unique=True),
    min_size=1,
    max_size=5,
).map(lambda d: {e: [f"{e}.{c}" for c in suyos] for e, suyos in d.items()})


@pytest.mark.propiedades
@settings(deadline=None)
@given(POBLACIONES, st.integers(1, 40), st.integers(0, 10**9 - 1))
def test_el_sorteo_se_repite_y_respeta_los_estratos(
    poblacion: Mapping[str, list[str]], tamano: int, semilla: int
) -> None:
    """Salen los que se piden, de cada estrato lo que pesa, y con la misma semilla salen los mismos."""
    salen = sortear(poblacion, tamano, semilla)
    total = sum(map(len, poblacion.values()))
    assert len(salen) == min(tamano, total)
    assert len(set(salen)) == len(salen)
    al_reves = {estrato: suyos[::-1] for estrato, suyos in poblacion.items()}
    assert set(sortear(al_reves, tamano, semilla)) == set(salen)
    con_algo = [e for e, suyos in poblacion.items() if suyos]
    cuotas = repartir({e: len(s) for e, s in poblacion.items()}, tamano)
    for estrato, suyos in poblacion.items():
        assert sum(c in salen for c in suyos) == cuotas[estrato] <= len(suyos)
    if tamano >= len(con_algo):
        assert all(cuotas[e] for e in con_algo)


def test_el_sorteo_se_puede_repetir_a_mano() -> None:
    """Es el orden del SHA-256 de «semilla:elemento», que da cualquier computador."""
    codigos = [f"tema.{letra}" for letra in "abcdefgh"]
    resumenes = {}
    for codigo in codigos:
        dicho = subprocess.run(["sha256sum"], input=f"7:{codigo}".encode(), capture_output=True, check=True)
        resumenes[dicho.stdout] = codigo
    a_mano = {resumenes[resumen] for resumen in sorted(resumenes)[:3]}
    assert set(sortear({"todas": codigos}, 3, 7)) == a_mano


def test_otra_semilla_da_otra_muestra() -> None:
    """Si no, no sería un sorteo."""
    codigos = {"todas": [f"c{n}" for n in range(50)]}
    assert len({tuple(sortear(codigos, 5, semilla)) for semilla in range(20)}) > 15


def test_la_muestra_queda_con_todo_para_repetirla(auditor: Sala, local: int) -> None:
    """Semilla, tamaño, estratos y población; sortear otra vez agrega otra y no borra la anterior."""
    primera = control.sortear(auditor, local, 2026, 3, "tema")
    assert primera.poblacion == {
        "obrador": ("masa.madre", "horno.tipo", "masa.reposo", "masa.harinas"),
        "barra": ("carta.publicada", "limpieza.hecha"),
    }
    assert len(primera.criterios) == 3
    assert set(primera.criterios) & {"carta.publicada", "limpieza.hecha"}
    segunda = control.sortear(auditor, local, 2026, 4, "obligacion")
    assert set(segunda.poblacion) == {"obligatorias", "orientadoras"}
    assert control.muestras(auditor, local) == [primera, segunda]
    assert all(m.repetible for m in control.muestras(auditor, local))
    assert {p.pregunta.criterio.codigo for p in control.por_evaluar(auditor, local) if p.en_muestra} == set(
        segunda.criterios
    )


def test_un_sorteo_que_no_se_admite_no_se_hace(auditor: Sala, local: int) -> None:
    """Y se dice todo lo que no se admite."""
    with pytest.raises(ErrorDeServicio) as error:
        control.sortear(auditor, local, -1, 0, "color")  # type: ignore[arg-type]
    for dicho in (
        "La semilla -1 no se admite",
        "El tamaño 0 no se admite",
        "No existen los estratos «color»",
    ):
        assert dicho in error.value.mensaje
    assert control.muestras(auditor, local) == []


# --- Evaluar ------------------------------------------------------------------------------------


def test_cada_evaluacion_se_agrega_y_la_ultima_vale(auditor: Sala, local: int) -> None:
    """Con quién, cuándo y qué versión de la respuesta tenía delante."""
    control.registrar(auditor, local, "masa.madre", "conforme")
    control.registrar(auditor, local, "masa.madre", "no_conforme", hallado=False, escrito=VISTO)
    primera, segunda = control.evaluaciones(auditor, local)["masa.madre"]
    assert (primera.dictamen, primera.hallado.valor, primera.numero) == ("conforme", True, 1)
    assert (segunda.dictamen, segunda.hallado.valor, segunda.numero) == ("no_conforme", False, 2)
    assert (segunda.comentario, segunda.version_de_respuesta) == (VISTO.comentario, 1)
    (una,) = [p for p in control.por_evaluar(auditor, local) if p.historia]
    assert (una.vigente, una.cambio_despues) == (segunda, False)


def test_si_la_respuesta_cambia_despues_se_dice(pan: Sala, auditor: Sala, local: int) -> None:
    """Lo que se encontró sigue siendo lo que se encontró."""
    control.registrar(auditor, local, "masa.madre", "conforme")
    diagnosticos.responder(pan, local, "masa.madre", False)
    una = next(p for p in control.por_evaluar(auditor, local) if p.historia)
    assert una.cambio_despues
    assert una.vigente is not None
    assert una.vigente.hallado.valor is True
    with pytest.raises(ErrorDeServicio, match="La respuesta cambió mientras usted la evaluaba"):
        control.registrar(auditor, local, "masa.madre", "conforme", vista=1)
    assert control.registrar(auditor, local, "masa.madre", "conforme", vista=2).hallado.valor is False


@pytest.mark.parametrize(
    ("criterio", "dictamen", "hallado", "escrito", "dice"),
    [
        ("masa.madre", "no_conforme", None, VISTO, "Diga qué encontró"),
        ("masa.madre", "no_conforme", True, VISTO, "eso es «conforme»"),
        ("masa.madre", "no_conforme", False, Escrito(), "Escriba qué encontró"),
        ("masa.madre", "sin_soporte", None, Escrito("  "), "Escriba qué encontró"),
        ("masa.madre", "mal", None, VISTO, "No existe el dictamen «mal»"),
        ("masa.madr", "conforme", None, Escrito(), "¿Quiso decir «masa.madre»"),
        ("cafe.origen", "conforme", None, Escrito(), "no hay qué dar por conforme"),
        ("masa.madre", "sin_soporte", None, Escrito("x" * 4001), "demasiado largo: comentario"),
    ],
)
def test_una_evaluacion_a_medias_no_se_registra(  # noqa: PLR0913, PLR0917 - es una tabla
    auditor: Sala, local: int, criterio: str, dictamen: Dictamen, hallado: object, escrito: Escrito, dice: str
) -> None:
    """Se dice qué falta, y no queda nada."""
    with pytest.raises(ErrorDeServicio, match=dice):
        control.registrar(auditor, local, criterio, dictamen, hallado=hallado, escrito=escrito)
    assert control.evaluaciones(auditor, local) == {}


def test_lo_hallado_tiene_que_ser_de_la_clase_de_la_pregunta(auditor: Sala, local: int) -> None:
    """Como cualquier respuesta; y «no aplica», solo donde se admite."""
    with pytest.raises(ValorInvalido):
        control.registrar(auditor, local, "masa.reposo", "no_conforme", hallado="poco", escrito=VISTO)
    with pytest.raises(ErrorDeServicio, match="no admite «no aplica»"):
        control.registrar(auditor, local, "masa.reposo", "no_conforme", no_aplica="no", escrito=VISTO)
    hecha = control.registrar(
        auditor, local, "carta.publicada", "no_conforme", no_aplica="no hay", escrito=VISTO
    )
    assert hecha.hallado.no_aplica == "no hay"


def test_la_madurez_evaluada_son_las_mismas_reglas_sobre_solo_lo_evaluado(auditor: Sala, local: int) -> None:
    """Con su cobertura: lo que no se evaluó es como si no se hubiera respondido."""
    nada = control.comparada(auditor, local)
    assert (nada.evaluadas, nada.respondidas) == (0, 6)
    assert nada.evaluada.escenarios["PAN"].cobertura == 0
    assert nada.declarada.escenarios["PAN"].nivel_min == 2
    control.registrar(auditor, local, "masa.madre", "no_conforme", hallado=False, escrito=VISTO)
    control.registrar(auditor, local, "masa.reposo", "conforme")
    control.registrar(auditor, local, "horno.tipo", "sin_soporte", escrito=VISTO)
    las_dos = control.comparada(auditor, local)
    assert las_dos.evaluadas == 3
    assert set(las_dos.evaluada.caso.respuestas) == {"masa.madre", "masa.reposo"}
    assert las_dos.evaluada.caso.fecha_corte == las_dos.declarada.caso.fecha_corte
    assert str(las_dos.evaluada.hallazgos["MASA-1"].estado) == "no_cumple"
    assert str(las_dos.declarada.hallazgos["MASA-1"].estado) == "cumple"
    assert las_dos.evaluada.escenarios["PAN"].nivel_min == 1
    assert las_dos.evaluada.escenarios["PAN"].cobertura not in {0, None}


def test_evaluarlo_todo_conforme_da_la_misma_madurez(auditor: Sala, local: int) -> None:
    """Las mismas reglas sobre las mismas respuestas."""
    for criterio in RESPUESTAS:
        control.registrar(auditor, local, criterio, "conforme")
    las_dos = control.comparada(auditor, local)
    for codigo, declarada in las_dos.declarada.escenarios.items():
        evaluada = las_dos.evaluada.escenarios[codigo]
        assert (evaluada.indice_min, evaluada.nivel_min, evaluada.cobertura) == (
            declarada.indice_min,
            declarada.nivel_min,
            declarada.cobertura,
        )
    assert control.hallazgos(auditor, local) == []


# --- Hallazgos ------------------------------------------------------------------------------------


def test_el_criterio_de_un_hallazgo_sale_solo_de_la_norma(auditor: Sala, local: int) -> None:
    """Norma, artículo y regla de todo lo que la pregunta verifica; y qué resultado cambia."""
    control.registrar(auditor, local, "masa.madre", "no_conforme", hallado=False, escrito=VISTO)
    control.registrar(auditor, local, "horno.tipo", "sin_soporte", escrito=Escrito("Estaba cerrado."))
    horno, madre = sorted(control.hallazgos(auditor, local), key=lambda h: h.evaluacion.criterio)
    assert madre.criterio == (
        "Cuaderno del obrador, artículo 2: Usa masa madre (MASA-1)",
        "Cuaderno del obrador, artículo 3: Deja reposar la masa (MASA-2)",
    )
    assert madre.condicion == (
        "La entidad respondió: sí. Control interno encontró: no. No había frasco en la visita."
    )
    assert (madre.causa, madre.efecto, madre.recomendacion) == (
        VISTO.causa,
        VISTO.efecto,
        VISTO.recomendacion,
    )
    assert madre.en_el_resultado[0] == "«Usa masa madre» pasa de «✔ Cumple» a «✘ No cumple»"
    assert "encontró: nada con qué comprobarlo. Estaba cerrado." in horno.condicion
    assert horno.causa == "Control interno todavía no la ha escrito."


def test_los_hallazgos_se_llevan_en_excel_word_y_pdf(auditor: Sala, local: int) -> None:
    """Con su criterio, su muestra y las dos madureces; sellados, y sin fórmulas."""
    control.sortear(auditor, local, 7, 3, "tema")
    escrito = Escrito("=1+1", "+57", "@x", "-2")
    control.registrar(auditor, local, "masa.madre", "no_conforme", hallado=False, escrito=escrito)
    contenido = control.excel(auditor, local)
    assert comprobar(contenido, ".xlsx")[1]
    libro = openpyxl.load_workbook(io.BytesIO(contenido))
    assert libro.sheetnames == ["Hallazgos", "Evaluaciones", "Madurez", "Muestras", "Verificación"]
    celdas = [c for hoja in libro for fila in hoja.iter_rows() for c in fila if c.value is not None]
    assert not [c.coordinate for c in celdas if c.data_type == "f"]
    dicho = "\n".join(str(c.value) for c in celdas)
    for esperado in ("Cuaderno del obrador, artículo 2", "=1+1", "Semilla", "Ley 87 de 1993", "Condición"):
        assert esperado in dicho
    word = control.word(auditor, local)
    assert comprobar(word, ".docx")[1]
    parrafos = "\n".join(p.text for p in docx.Document(io.BytesIO(word)).paragraphs)
    for rotulo in (
        "Condición.",
        "Criterio.",
        "Causa.",
        "Efecto.",
        "Recomendación.",
        "semilla 7".capitalize(),
    ):
        assert rotulo in parrafos
    pdf = control.pdf(auditor, local)
    assert comprobar(pdf, ".pdf")[1]


# --- Quién -----------------------------------------------------------------------------------------


def test_control_interno_lee_todo_en_cualquier_estado_y_no_mueve_ninguno(
    pan: Sala, auditor: Sala, local: int
) -> None:
    """Evalúa en borrador, enviado, revisado y cerrado; y nada de eso cambia el estado ni lo detiene."""
    pasos: list[Callable[[], object]] = [
        lambda: vida.enviar(pan, local, con_pendientes=True),
        lambda: vida.revisar(pan, local),
        lambda: vida.cerrar(pan, local),
        lambda: vida.reabrir(pan, local, "otra vez"),
    ]
    for dar in pasos:
        antes = diagnosticos.leer(auditor, local)
        assert diagnosticos.evaluar(auditor, local).caso.respuestas
        control.registrar(auditor, local, "masa.madre", "no_conforme", hallado=False, escrito=VISTO)
        control.sortear(auditor, local, 1, 2, "ninguno")
        assert diagnosticos.leer(auditor, local) == antes
        dar()
    assert diagnosticos.evaluar(auditor, local, cierre=1).caso.respuestas["masa.madre"].valor is True
    assert [m.hecho for m in recorrido.movimientos(auditor, local)] == [
        *("enviado", "revisado", "cerrado", "reabierto"),
    ]
    assert len(control.evaluaciones(auditor, local)["masa.madre"]) == 4
    assert cadena.verificar(pan.motor_bd).roturas == ()


def test_nadie_mas_registra_una_evaluacion_independiente(pan: Sala, local: int) -> None:
    """Ni de su entidad."""
    entidad = diagnosticos.leer(pan, local).entidad.id
    for rol in Rol:
        otro = pan.como(quien(rol, entidad))
        if rol is not Rol.CONTROL_INTERNO:
            with pytest.raises(ErrorDePermiso):
                control.registrar(otro, local, "masa.madre", "conforme")
            with pytest.raises(ErrorDePermiso):
                control.sortear(otro, local, 1, 2, "tema")


def test_control_interno_de_otra_entidad_no_ve_esta(pan: Sala, local: int) -> None:
    """Le dicen lo mismo que de lo que no existe."""
    ajeno = pan.como(quien(Rol.CONTROL_INTERNO, 999))
    for pedir in (
        lambda: control.registrar(ajeno, local, "masa.madre", "conforme"),
        lambda: control.por_evaluar(ajeno, local),
        lambda: control.comparada(ajeno, local),
        lambda: control.excel(ajeno, local),
    ):
        with pytest.raises(ErrorDePermiso, match="ya no existe, o no es de su entidad"):
            pedir()


def test_la_subsecretaria_no_ve_lo_evaluado_de_un_borrador(pan: Sala, auditor: Sala, local: int) -> None:
    """Diría lo que respondieron; enviado, sí lo ve."""
    control.registrar(auditor, local, "masa.madre", "conforme")
    fuera = pan.como(quien(Rol.SUBSECRETARIA))
    for pedir in (
        lambda: control.por_evaluar(fuera, local),
        lambda: control.evaluaciones(fuera, local),
        lambda: control.muestras(fuera, local),
        lambda: control.comparada(fuera, local),
        lambda: control.hallazgos(fuera, local),
        lambda: control.excel(fuera, local),
        lambda: control.word(fuera, local),
    ):
        with pytest.raises(ErrorDePermiso):
            pedir()
    vida.enviar(pan, local, con_pendientes=True)
    assert control.comparada(fuera, local).evaluadas == 1
    with pytest.raises(ErrorDePermiso):
        control.por_evaluar(pan.como(quien(Rol.VEEDURIA)), local)

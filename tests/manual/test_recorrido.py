"""De la plantilla llena a las preguntas que ve una entidad."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from autodiagnostico import manual as carga
from autodiagnostico.manual.columnas import columnas_de
from motor import Caso, Estado, leer_caso
from motor.cuestionario import preguntas
from motor.ejemplos import rotos
from motor.semantica import leer as evaluar
from reglas import BASE, Catalogo, cargar
from reglas.lectura import leer as leer_yaml
from tests.manual.piezas import CATALOGO, ENCABEZADO, PLANTILLA, PRIMERA, filas, libro, manual

DISTRITAL = {
    "codigo": "PRUEBA",
    "nombre": "Instituto de Prueba",
    "tipo": "establecimiento_publico",
    "orden": "territorial",
    "rama_ejecutiva": True,
    "distrito_capital": True,
    "tiene_tramites_opa": False,
}
RELOJ = "MO-RELOJ"


@pytest.fixture(scope="module")
def catalogo(tmp_path_factory: pytest.TempPathFactory) -> Catalogo:
    """La base real con el Manual inventado instalado detrás."""
    carpeta = tmp_path_factory.mktemp("reglas") / "manual"
    carga.instalar(manual(), carpeta)
    return cargar([BASE, carpeta])


def caso(catalogo: Catalogo, fecha: str, **respuestas: object) -> Caso:
    datos = {c: {"valor": v} for c, v in respuestas.items()}
    documento = {"entidad": DISTRITAL, "vigencia": 2026, "fecha_corte": fecha, "respuestas": datos}
    return leer_caso(documento, catalogo)


def preguntadas(catalogo: Catalogo, uno: Caso) -> list[str]:
    edicion = catalogo.al(uno.fecha_corte)
    hechas = preguntas(edicion, uno, evaluar(edicion, uno).veredictos)
    return [p.criterio.codigo for p in hechas if p.criterio.codigo.startswith("manual.")]


def test_los_diez_lineamientos_se_preguntan_a_una_entidad_distrital(catalogo: Catalogo) -> None:
    """Salvo el de ventanillas, que es para quien tiene trámites; y antes de regir, ninguno."""
    hechas = preguntadas(catalogo, caso(catalogo, "2026-06-01"))
    assert len(hechas) == 9
    assert "manual.rotula_ventanillas_letra_grande" not in hechas
    assert {"manual.reloj", "manual.escucha_buzon_lunes", "manual.escucha_buzon_lunes_2"} <= set(hechas)
    assert preguntadas(catalogo, caso(catalogo, "2026-01-31")) == []


def test_cada_lineamiento_se_cita_a_la_resolucion_con_la_version_del_manual(catalogo: Catalogo) -> None:
    """Norma, versión, numeral, componente, certeza y fecha en que se comprobó."""
    cita = catalogo.reglas[RELOJ].ficha.cita
    assert catalogo.normas[cita.norma].nombre.startswith("Resolución 001 de 2024")
    assert cita.articulo == "Manual Operativo, versión 7.0, numeral 1.2, página 3"
    assert cita.lugar == "Componente «Componente azul», fase «Preparar»"
    assert (cita.certeza, cita.verificada) == ("secundaria", date(2026, 3, 15))
    assert cita.enlace == ENCABEZADO["B7"]
    assert catalogo.reglas[RELOJ].ficha.caracter == "orientador"


def test_responder_y_hacer_la_accion_cierran_el_lineamiento(catalogo: Catalogo) -> None:
    """La regla se incumple, se cumple en parte o se cumple; los ejemplos que trae la carpeta salen bien."""
    codigo = "MO-CUENTA-CUANTAS-PERSONAS-ESPERAN"
    criterio = "manual.cuenta_cuantas_personas_esperan"
    estados = []
    for valor in ("no", "parcial", "si"):
        uno = caso(catalogo, "2026-06-01", **{criterio: valor})
        estados.append(evaluar(catalogo.al(uno.fecha_corte), uno).veredictos[codigo].estado)
    assert estados == [Estado.NO_CUMPLE, Estado.PARCIAL, Estado.CUMPLE]
    accion = catalogo.acciones[f"A-{codigo}"]
    assert accion.logra == {criterio: "si"}
    assert accion.destinos == ["plan_accion", "ptep"]
    assert len([c for c in catalogo.casos if c.regla.startswith("MO-")]) == 7 * 2 + 3 * 3
    assert rotos(catalogo) == []


def test_lo_que_empieza_por_igual_sigue_siendo_texto(catalogo: Catalogo) -> None:
    """Al leer, en la base y al volver a escribir la plantilla."""
    pregunta = "=¿Hay un saludo en la página?"
    assert pregunta in {c.pregunta for c in catalogo.criterios.values()}
    escrito = openpyxl.load_workbook(io.BytesIO(carga.escribir_plantilla(catalogo, manual())))
    celdas = [c for fila in escrito["Lineamientos"].iter_rows() for c in fila if c.value == pregunta]
    assert [c.data_type for c in celdas] == ["s"]


def test_la_plantilla_llena_se_vuelve_a_leer_igual() -> None:
    """Con los códigos propuestos ya escritos; y los mismos datos dan siempre los mismos archivos."""
    uno = manual()
    otro = carga.leer(carga.escribir_plantilla(CATALOGO, uno), CATALOGO)
    assert otro == uno
    assert [x.propuesto for x in uno.lineamientos].count(False) == 1
    assert not any(x.propuesto for x in otro.lineamientos)
    assert carga.convertir(otro) == carga.convertir(uno)


def test_el_codigo_propuesto_no_depende_de_la_fila() -> None:
    """Mover las filas no cambia a qué pregunta pertenece cada respuesta."""

    def al_reves(abierto: openpyxl.Workbook) -> None:
        hoja = abierto["Lineamientos"]
        hoja.delete_rows(PRIMERA, 3)

    derecho = {x.titulo: x.codigo for x in manual().lineamientos}
    movido = {x.titulo: x.codigo for x in carga.leer(libro(al_reves), CATALOGO).lineamientos}
    assert len(movido) == 6
    assert movido.items() <= derecho.items()
    assert derecho["¿¡Ñandú!?"] == "MO-NANDU"


def test_las_columnas_se_reconocen_aunque_cambien_de_sitio() -> None:
    """Y una columna propia de quien llena no estorba."""

    def correr(abierto: openpyxl.Workbook) -> None:
        abierto["Lineamientos"].insert_cols(3)
        abierto["Lineamientos"]["C4"] = "Notas mías"
        abierto["Lineamientos"]["C6"] = "no olvidar"

    assert carga.leer(libro(correr), CATALOGO).lineamientos == manual().lineamientos


def test_la_plantilla_trae_listas_instrucciones_y_un_ejemplo_que_sirve() -> None:
    """El ejemplo va aparte y señalado; copiado a la hoja de lineamientos, se lee sin defectos."""
    abierto = openpyxl.load_workbook(io.BytesIO(PLANTILLA))
    assert abierto.sheetnames == ["Instrucciones", "Manual", "Lineamientos", "Listas"]
    assert abierto["Listas"].sheet_state == "hidden"
    listas = [v for v in abierto["Lineamientos"].data_validations.dataValidation if v.type == "list"]
    assert len(listas) == 5
    textos = [str(c.value) for fila in abierto["Instrucciones"].iter_rows() for c in fila if c.value]
    assert any(t.startswith("EJEMPLO INVENTADO") for t in textos)

    def solo_el_ejemplo(abierto: openpyxl.Workbook) -> None:
        hoja = abierto["Lineamientos"]
        hoja.delete_rows(PRIMERA, len(filas()))
        for indice, columna in enumerate(columnas_de(CATALOGO), start=1):
            hoja.cell(PRIMERA, indice, columna.ficha.ejemplo)

    (ejemplo,) = carga.leer(libro(solo_el_ejemplo), CATALOGO).lineamientos
    assert ejemplo.lugar == "numeral 9.9, página 99"


@pytest.mark.parametrize(
    "texto",
    [
        *(
            "no",
            "NO",
            "si",
            "true",
            "null",
            "~",
            "1e3",
            "0o17",
            "0x1F",
            ".5",
            "1_000",
            "12:30",
            "-",
            "? a: b",
        ),
        *(
            "2026-02-01",
            "007",
            "1.10",
            "# nota",
            "&ancla",
            "*alias",
            "<<",
            "{a: 1}",
            "%",
            "@",
            "`",
            "'",
            '"',
            "\\n",
        ),
        *("a: b", "a #b", "dos\nrenglones", "¿ñ?", "\u2028", "emoji \U0001f600", "=1+1", "!!python/none x"),
    ],
)
def test_un_texto_que_parece_otra_cosa_llega_igual_a_la_base(texto: str) -> None:
    """Lo que YAML podría tomar por número, fecha, ancla o marca sigue siendo el mismo texto."""
    uno = manual().lineamientos[0]
    raro = replace(uno, producto=texto, evidencia=texto, en_parte=texto)
    (archivo,) = carga.convertir(replace(manual(), lineamientos=(raro,))).values()
    datos = leer_yaml("x.yaml", archivo.encode()).datos
    assert datos["acciones"][0]["producto"] == texto
    assert datos["criterios"][0]["evidencia"] == texto
    assert datos["criterios"][0]["opciones"] == {"si": "Sí", "parcial": texto, "no": "No"}

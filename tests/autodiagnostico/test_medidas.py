"""Las medidas de fuera: se proponen las columnas, se revisa cada celda y se ven al lado, nunca dentro."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autodiagnostico import cadena
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.libros.cuadros import ErrorDeArchivo
from autodiagnostico.libros.separados import TextoInvalido, leer_texto
from autodiagnostico.medidas.columnas import NADA, Correspondencia, de_ambito
from autodiagnostico.medidas.desajuste import Frente
from autodiagnostico.medidas.marco import ambitos, marco
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import comparacion, diagnosticos, entidades, medidas
from motor.contrato import resultado_en_json
from reglas.clases import Clase
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO
from tests.conftest import SOLO_SQLITE

ANCHO = (
    "Código;Nombre de la entidad;IDI;Política Servicio al Ciudadano;Transparencia;Región\n"
    "UNO;Instituto Uno;81,5;70;;Centro\n"
    "DOS;Instituto Dos;40;100;0;Centro\n"
)
LARGO = (
    "Entidad;Año;Medición;Política;Puntaje\n"
    "UNO;2026;FURAG;Participación ciudadana;66,6\n"
    "Instituto dos;2025;Índice de Gestión Pública Distrital (IGPD);Índice general;50\n"
)

_NADA = {Clase.SI_NO: False, Clase.SI_PARCIAL_NO: "no", Clase.OPCIONES: []}


@pytest.fixture
def dos(sala: Sala) -> dict[str, int]:
    """Dos entidades; la primera, con un autodiagnóstico enviado."""
    hechas = {}
    for codigo in ("UNO", "DOS"):
        datos = {**INSTITUTO, "codigo": codigo, "nombre": f"Instituto {codigo.title()}", "nit": f"9{codigo}"}
        hechas[codigo] = entidades.guardar(sala, datos).id
        suyo = diagnosticos.abrir(sala, hechas[codigo], 2026).id
        if codigo == "UNO":
            diagnosticos.enviar(sala, suyo, con_pendientes=True)
    return hechas


def revisada(sala: Sala, texto: str, **cambios: object) -> medidas.Revision:
    """Un CSV con la correspondencia propuesta, ajustada."""
    contenido = texto.encode()
    propuesta = medidas.proponer(sala, "medidas.csv", contenido)
    ajustada = replace(propuesta.correspondencia, **cambios)  # type: ignore[arg-type]
    return medidas.revisar(sala, "medidas.csv", contenido, ajustada)


def test_se_propone_que_es_cada_columna(sala: Sala) -> None:
    """Por su título, aunque traiga más palabras; lo que no se reconoce no se usa y nada se repite."""
    ancho = medidas.proponer(sala, "m.csv", ANCHO.encode()).correspondencia
    assert ancho.papeles == (
        "entidad",
        NADA,
        de_ambito("indice"),
        de_ambito("servicio"),
        de_ambito("transparencia"),
        NADA,
    )
    assert ancho.medicion == "idi"
    largo = medidas.proponer(sala, "m.csv", LARGO.encode()).correspondencia
    assert largo.papeles == ("entidad", "ano", "medicion", "politica", "valor")


def test_una_fila_por_entidad_o_una_por_medida(sala: Sala, dos: dict[str, int]) -> None:
    """De las dos formas; una celda vacía no es un cero, y un cero sí es un dato."""
    ancha = revisada(sala, ANCHO, ano=2026)
    assert {(m.entidad_id, m.medicion, m.ano, m.ambito): m.valor for m in ancha.medidas} == {
        (dos["UNO"], "idi", 2026, "indice"): 81.5,
        (dos["UNO"], "idi", 2026, "servicio"): 70,
        (dos["DOS"], "idi", 2026, "indice"): 40,
        (dos["DOS"], "idi", 2026, "servicio"): 100,
        (dos["DOS"], "idi", 2026, "transparencia"): 0,
    }
    assert (ancha.nuevas, ancha.iguales, ancha.cambian, ancha.vacias) == (5, 0, (), 1)
    larga = revisada(sala, LARGO)
    assert [(m.entidad_id, m.medicion, m.ano, m.ambito, m.valor) for m in larga.medidas] == [
        (dos["UNO"], "furag", 2026, "participacion", 66.6),
        (dos["DOS"], "igpd", 2025, "indice", 50),
    ]
    assert medidas.importaciones(sala) == []


def test_nunca_entran_en_el_puntaje(sala: Sala, dos: dict[str, int]) -> None:
    """Con medidas o sin ellas, el resultado de cada diagnóstico y la comparación dicen lo mismo."""

    def todo() -> list[object]:
        suyos = diagnosticos.listar(sala)
        resultados = [resultado_en_json(diagnosticos.evaluar(sala, d.id)) for d in suyos]
        return [resultados, [(f.cobertura, f.madurez_global) for f in comparacion.comparar(sala, 2026)]]

    antes = todo()
    assert medidas.aplicar(sala, revisada(sala, ANCHO, ano=2026), "Publicado por la Nación") == 5
    assert todo() == antes
    assert cadena.verificar(sala.motor_bd).roturas == ()


def test_se_ven_junto_a_la_madurez_con_los_casos_por_mirar(sala: Sala, dos: dict[str, int]) -> None:
    """Del enviado, frente a su intervalo; de un borrador no se muestra madurez con qué comparar."""
    suyo = diagnosticos.listar(sala, dos["UNO"])[0].id
    diagnosticos.devolver(sala, suyo, "Falta responder")
    for criterio in CATALOGO.criterios.values():
        if criterio.clase in _NADA:
            diagnosticos.responder(sala, suyo, criterio.codigo, _NADA[criterio.clase])
    diagnosticos.enviar(sala, suyo, con_pendientes=True)
    medidas.aplicar(sala, revisada(sala, ANCHO, ano=2026))
    assert medidas.anos(sala) == [2026]
    borrador, enviado = medidas.junto_a_la_madurez(sala, 2026)
    assert (borrador.entidad.codigo, enviado.entidad.codigo) == ("DOS", "UNO")
    assert all(f.diferencia is None and not f.mirar for f in borrador.medidas.values())
    indice = enviado.medidas["idi", "indice"]
    suya = next(f for f in comparacion.comparar(sala, 2026) if f.codigo == "UNO")
    assert suya.madurez_global is not None
    assert (indice.minimo, indice.maximo) == (suya.madurez_global.indice_min, suya.madurez_global.indice_max)
    assert indice.maximo is not None
    assert indice.diferencia == max(Fraction("81.5") - indice.maximo, Fraction(0))
    assert ("idi", "indice") in enviado.por_mirar
    servicio = enviado.medidas["idi", "servicio"]
    assert servicio.minimo is not None
    assert servicio.minimo != indice.minimo or servicio.maximo != indice.maximo


@pytest.mark.parametrize(
    ("valor", "minimo", "maximo", "diferencia", "mirar"),
    [
        (75, 20, 50, 25, True),
        (74.9, 20, 50, Fraction("24.9"), False),
        (50, 20, 50, 0, False),
        (20, 20, 50, 0, False),
        (5, 30, 50, -25, True),
        (5.1, 30, 50, Fraction("-24.9"), False),
    ],
)
def test_conviene_mirar_desde_los_puntos_declarados(
    valor: float, minimo: int, maximo: int, diferencia: Fraction, mirar: bool
) -> None:
    """A cada lado del umbral, por arriba y por abajo del intervalo."""
    frente = Frente(valor, Fraction(minimo), Fraction(maximo))
    assert (frente.diferencia, frente.mirar) == (diferencia, mirar)


@given(st.floats(0, 100).map(lambda v: round(v, 4)), st.fractions(0, 100), st.fractions(0, 100))
def test_dentro_del_intervalo_nunca_hay_diferencia(valor: float, uno: Fraction, otro: Fraction) -> None:
    """Y por fuera, es lo que falta para volver a entrar."""
    minimo, maximo = sorted((uno, otro))
    diferencia = Frente(valor, minimo, maximo).diferencia
    assert diferencia is not None
    exacto = Fraction(str(valor))
    assert minimo <= exacto - diferencia <= maximo
    assert (diferencia == 0) == (minimo <= exacto <= maximo)


def test_las_politicas_que_se_nombran_son_las_de_la_base() -> None:
    """Las de `medidas.yaml` existen en el catálogo."""
    assert set(marco().politicas) <= {a.codigo for a in ambitos(CATALOGO)}


def test_otra_importacion_reemplaza_y_quitarla_devuelve_lo_de_antes(sala: Sala, dos: dict[str, int]) -> None:
    """Se ve qué cambiaría; lo que no trae sigue valiendo."""
    medidas.aplicar(sala, revisada(sala, ANCHO, ano=2026), "Primera")
    segunda = revisada(sala, "Código;IDI\nUNO;90\nDOS;40\n", ano=2026)
    assert [(c.entidad, c.antes, c.medida.valor) for c in segunda.cambian] == [("Instituto Uno", 81.5, 90)]
    assert (segunda.nuevas, segunda.iguales) == (0, 1)
    medidas.aplicar(sala, segunda)

    def valor(ambito: str) -> float:
        fila = next(f for f in medidas.junto_a_la_madurez(sala, 2026) if f.entidad.codigo == "UNO")
        return fila.medidas["idi", ambito].valor

    assert (valor("indice"), valor("servicio")) == (90, 70)
    reciente, primera = medidas.importaciones(sala)
    assert (primera.fuente, primera.cuantas, reciente.cuantas) == ("Primera", 5, 2)
    assert medidas.quitar(sala, reciente.id) == 2
    assert valor("indice") == 81.5
    with pytest.raises(ErrorDeServicio, match="ya no está"):
        medidas.quitar(sala, reciente.id)


def test_una_entidad_que_no_se_reconoce_se_sugiere_y_se_puede_decir_cual_es(
    sala: Sala, dos: dict[str, int]
) -> None:
    """No detiene a las demás: el archivo puede ser de todo el país."""
    texto = "Entidad;IDI\n9UNO;50\nInstitutto Dos;60\nAlcaldía de otra parte;algo\n"
    revision = revisada(sala, texto, ano=2026)
    assert [m.entidad_id for m in revision.medidas] == [dos["UNO"]]
    dichas = {n.escrita: n.sugerida.codigo if n.sugerida else None for n in revision.no_reconocidas}
    assert dichas == {"Institutto Dos": "DOS", "Alcaldía de otra parte": None}
    con_nombre = revisada(sala, texto, ano=2026, iguales={"Institutto Dos": dos["DOS"]})
    assert {m.entidad_id for m in con_nombre.medidas} == set(dos.values())


def test_se_dicen_todas_las_celdas_malas_y_no_se_pierde_lo_guardado(sala: Sala, dos: dict[str, int]) -> None:
    """Con su celda, lo que llegó y lo que se admite; nada se aplica."""
    medidas.aplicar(sala, revisada(sala, ANCHO, ano=2026))
    libro = openpyxl.Workbook()
    hoja = libro.active
    assert hoja is not None
    hoja.append(["Resultados de la medición"])
    hoja.append(["Entidad", "Año", "Política", "Valor"])
    for fila in (
        ["UNO", 2026, "Servicio a la ciudadanía", 101],
        ["UNO", "dosmil", "Serviciio a la ciudadania", "=1+1"],
        [None, 2026, "Transparencia", 5],
        ["DOS", 2026, "Transparencia", "mucho"],
        ["DOS", 2026, "Participación", -1],
        ["DOS", 2026, "Trámites", 0.5],
        ["DOS", 2026, "Trámites", 60],
    ):
        hoja.append(fila)
    hoja["D8"].number_format = "0%"
    salida = io.BytesIO()
    libro.save(salida)
    contenido = salida.getvalue()
    correspondencia = medidas.proponer(sala, "m.xlsx", contenido).correspondencia
    with pytest.raises(ErrorDeArchivo) as error:
        medidas.revisar(sala, "m.xlsx", contenido, replace(correspondencia, medicion="furag"))
    por_celda = {d.celda: d for d in error.value.defectos}
    assert set(por_celda) == {"D3", "B4", "D4", "A5", "D6", "D7", "D9"}
    assert (por_celda["D3"].llego, por_celda["D3"].admite) == ("101", "de 0 a 100")
    assert por_celda["D9"].mensaje == "Esa medida de «Instituto Dos» ya está en la fila 8."
    assert len(medidas.importaciones(sala)) == 1
    assert len(medidas.junto_a_la_madurez(sala, 2026)) == 2


MALOS = {
    "m.txt": (b"a;b\n1;2\n", "No se sabe leer"),
    "vacio.csv": (b"", "fila con los t"),
    "sin_filas.csv": (b"Entidad;IDI\n", "ninguna fila debajo"),
    "comillas.csv": (b'Entidad;IDI\n"UNO;1\n', "mal escrita"),
    "de_ms_dos.csv": ("Entidad;IDI\nEducación;5\n".encode("cp850"), "línea 2 saldría «Educaci¢n;5»"),
    "de_mac.csv": ("Entidad;IDI\nUNO;5\nEducación;5\n".encode("mac_roman"), "línea 3 saldría"),
    "ni_uno_ni_otro.csv": (b"Entidad;IDI\nUNO\x81;5\n", "no es UTF-8 ni Windows-1252 .línea 2"),
    "utf16.csv": ("Entidad;IDI\nUNO;1\n".encode("utf-16"), "algo que no es texto"),
    "binario.csv": (b"PK\x03\x04 Entidad;IDI", "algo que no es texto"),
    "no_es.xlsx": (b"Entidad;IDI\n", "no es un libro"),
    "bomba.xlsx": (b"x" * 6_000_000, "pesa más"),
}


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separador", [";", ",", "\t"])
@SOLO_SQLITE
def test_se_lee_como_lo_guarda_excel(sala: Sala, codificacion: str, separador: str) -> None:
    """Con marca o sin ella, en la codificación de Windows y con cualquier separador; y se dice cuál fue."""
    entidades.guardar(sala, {**INSTITUTO, "codigo": "UNO", "nombre": "Educación, Niñez y Pingüinos"})
    filas = [
        ["Resultados, por entidad; de 2026"],
        ["Entidad", "Año", "Índice general"],
        ["Educación, Niñez y Pingüinos", "2026", "81,5"],
    ]
    texto = "\r\n".join(separador.join(f'"{c}"' for c in fila) for fila in filas)
    for sep in ("", f"sep={separador}\r\n"):
        contenido = (sep + texto).encode(codificacion)
        propuesta = medidas.proponer(sala, "m.csv", contenido)
        assert propuesta.cuadro.titulos == ("Entidad", "Año", "Índice general")
        assert ("Windows-1252" in propuesta.cuadro.como) == (codificacion == "cp1252")
        correspondencia = replace(propuesta.correspondencia, medicion="idi")
        (medida,) = medidas.revisar(sala, "m.csv", contenido, correspondencia).medidas
        assert (medida.ano, medida.ambito, medida.valor) == (2026, "indice", 81.5)
        assert propuesta.cuadro.filas[0][0] == (4 if sep else 3)


@given(st.lists(st.text("aáeéíóúüñÑÁÉÍ¿¡º–’ .,5", min_size=1), min_size=1), st.sampled_from([";", "\t"]))
@example(["Ñ¡"], ";")
@example(["é¡¿"], ";")
def test_lo_que_se_escribe_en_espanol_se_lee_igual(textos: list[str], separador: str) -> None:
    """O se dice que no se está seguro; nunca se lee otra cosa."""
    filas = [["x", "y"], *([t, "1"] for t in textos)]
    texto = "\n".join(separador.join(f) for f in filas)
    for codificacion in ("utf-8", "cp1252"):
        try:
            leido = leer_texto(texto.encode(codificacion))
        except TextoInvalido:
            assert codificacion == "cp1252"
        else:
            assert (leido.contenido, leido.separador) == (texto, separador)


@pytest.mark.parametrize("texto", ["→ España ≥ 5", "n\u0303andu\u0301", "José"])
def test_un_texto_en_utf_8_sin_marca_se_lee_con_sus_signos(texto: str) -> None:
    """También con las tildes sueltas, como las guarda un Mac."""
    assert leer_texto(f"x;y\n{texto};1\n".encode()).contenido == f"x;y\n{texto};1\n"


@pytest.mark.parametrize(
    "palabra", ["Bogotá", "Índice", "África", "PARTICIPACIÓN", "Niñez", "Pingüino", "José"]
)
@pytest.mark.parametrize("codificacion", ["cp850", "mac_roman"])
def test_lo_de_otra_epoca_no_se_lee_con_otras_letras(palabra: str, codificacion: str) -> None:
    """Más vale pedir que se guarde otra vez que tomar una entidad por otra."""
    with pytest.raises(TextoInvalido):
        leer_texto(f"Entidad;IDI\n{palabra};1\n".encode(codificacion))


@pytest.mark.parametrize("nombre", MALOS)
@SOLO_SQLITE
def test_un_archivo_que_no_se_puede_leer_se_dice(sala: Sala, nombre: str) -> None:
    """Antes de proponer nada."""
    contenido, dice = MALOS[nombre]
    with pytest.raises(ErrorDeArchivo, match=dice):
        medidas.proponer(sala, nombre, contenido)


@pytest.mark.parametrize(
    ("correspondencia", "faltan"),
    [
        (Correspondencia((NADA, NADA)), 4),
        (Correspondencia(("entidad", "entidad"), "idi", 2026), 2),
        (Correspondencia(("entidad", "politica"), "idi", 2026), 2),
        (Correspondencia(("valor", de_ambito("indice")), "idi", 2026), 2),
        (Correspondencia(("entidad", "valor"), "inventada", 2026), 1),
    ],
)
@SOLO_SQLITE
def test_una_correspondencia_incompleta_se_dice_entera(
    sala: Sala, correspondencia: Correspondencia, faltan: int
) -> None:
    """Antes de mirar las filas."""
    with pytest.raises(ErrorDeArchivo) as error:
        medidas.revisar(sala, "m.csv", b"a;b\n1;2\n", correspondencia)
    assert len(error.value.defectos) == faltan


def test_lo_que_parece_formula_es_texto_al_entrar_y_al_salir(sala: Sala) -> None:
    """En el nombre de la entidad y en el del archivo."""
    entidades.guardar(sala, {**INSTITUTO, "codigo": "RARA", "nombre": "=HYPERLINK(1)"})
    revision = revisada(sala, "Entidad;IDI\n=HYPERLINK(1);50\n", ano=2026)
    assert revision.nuevas == 1
    medidas.aplicar(sala, revision)
    libro = openpyxl.load_workbook(io.BytesIO(medidas.excel(sala, 2026)))
    (celda,) = (c for f in libro["Medidas"].iter_rows() for c in f if c.value == "=HYPERLINK(1)")
    assert celda.data_type == "s"


def test_si_mientras_tanto_se_va_una_entidad_no_se_aplica_nada(sala: Sala, dos: dict[str, int]) -> None:
    """Lo revisado ya no es lo que hay."""
    revision = revisada(sala, ANCHO, ano=2026)
    otra = replace(revision, medidas=(replace(revision.medidas[0], entidad_id=9999), *revision.medidas))
    with pytest.raises(ErrorDeServicio, match="se borró una entidad"):
        medidas.aplicar(sala, otra)
    with pytest.raises(ErrorDeServicio, match="no trae ninguna medida"):
        medidas.aplicar(sala, replace(revision, medidas=()))
    assert medidas.importaciones(sala) == []


def test_la_entidad_ve_las_suyas_y_no_las_de_otra(sala: Sala, dos: dict[str, int]) -> None:
    """Primero el índice general; solo las de ese año."""
    medidas.aplicar(sala, revisada(sala, ANCHO, ano=2026))
    lidera = sala.como(Quien("Ana", None, (Pertenencia(Rol.LIDER, dos["DOS"]),)))
    assert medidas.de_la_entidad(lidera, dos["DOS"], 2026) == [
        ("idi", "indice", 40),
        ("idi", "transparencia", 0),
        ("idi", "servicio", 100),
    ]
    assert medidas.de_la_entidad(lidera, dos["DOS"], 2025) == []
    with pytest.raises(ErrorDePermiso):
        medidas.de_la_entidad(lidera, dos["UNO"], 2026)


def test_importa_la_subsecretaria_y_cada_quien_ve_las_suyas(sala: Sala, dos: dict[str, int]) -> None:
    """La cabeza de sector, las de su sector; quien no compara, ninguna."""
    revision = revisada(sala, ANCHO, ano=2026)
    entidades.guardar(
        sala, {**INSTITUTO, "codigo": "DOS", "nombre": "Instituto Dos", "sector": "Salud"}, dos["DOS"]
    )
    subsecretaria = sala.como(Quien("S", None, (Pertenencia(Rol.SUBSECRETARIA),)))
    sector = sala.como(Quien("Salud", None, (Pertenencia(Rol.SECTOR, sector="Salud"),)))
    with pytest.raises(ErrorDePermiso, match="importar medidas"):
        medidas.aplicar(sector, revision)
    with pytest.raises(ErrorDePermiso, match="importar medidas"):
        medidas.proponer(sector, "m.csv", ANCHO.encode())
    medidas.aplicar(subsecretaria, revision)
    assert [f.entidad.codigo for f in medidas.junto_a_la_madurez(sector, 2026)] == ["DOS"]
    assert medidas.anos(sector) == [2026]
    with pytest.raises(ErrorDePermiso):
        medidas.junto_a_la_madurez(sala.como(Quien("A", None, (Pertenencia(Rol.LIDER, 1),))), 2026)

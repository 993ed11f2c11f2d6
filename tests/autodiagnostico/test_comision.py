"""El plan de la Comisión: las 19 filas como están, cómo va cada una, qué toca, y cargar el de otro año."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
import yaml

from autodiagnostico import cadena
from autodiagnostico.comision import seguimiento
from autodiagnostico.comision.modelo import Anotada, Estado, Novedad, Plan, de_fabrica
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.libros.cuadros import ErrorDeArchivo
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import comision
from tests.autodiagnostico.gente import cuenta
from tests.conftest import SOLO_SQLITE

PLAN = de_fabrica()[2026]
HECHA = Novedad("febrero", Estado.CUMPLIDA, "Acta 1 de 2026", "https://ejemplo.gov.co/acta")


def fila(codigo: str) -> dict[str, object]:
    """Una fila del plan de fábrica."""
    return next(f for f in PLAN.filas if f.codigo == codigo).model_dump()


def test_el_plan_de_2026_tiene_sus_diecinueve_filas_y_no_completa_nada() -> None:
    """Lo que la fuente deja en blanco o por precisar queda así, y cada fila dice dónde está."""
    assert [f.codigo for f in PLAN.filas] == [f"S3-{n:02}" for n in range(1, 20)]
    assert all(f.lugar for f in PLAN.filas)
    con_febrero = {f.codigo[3:] for f in PLAN.filas if "febrero" in f.sesiones}
    con_julio = {f.codigo[3:] for f in PLAN.filas if "julio" in f.sesiones}
    assert con_febrero == {"01", "03", "04", "07", "08", "14", "15", "16"}
    assert con_julio == {"01", "02", "03", "04", "07", "14", "15", "16"}
    assert {f.codigo for f in PLAN.filas if f.observaciones == "Fecha por definir"} == {"S3-05", "S3-06"}
    assert [f.actividad for f in PLAN.filas[-3:]] == ["Por precisar"] * 3
    assert [f.codigo for f in PLAN.filas if f.genero] == ["S3-15"]
    assert not any(f.responsable for f in PLAN.filas if f.codigo in {"S3-08", "S3-09", "S3-13"})


def test_sin_decir_nada_todo_esta_por_empezar(sala: Sala) -> None:
    """Una entrega por sesión de cada fila, y una sin sesión para las que no tienen ninguna."""
    visto = comision.leer(sala, 2026)
    assert not visto.cargado
    assert len(visto.entregas) == 8 + 8 + 10
    assert {e.estado for e in visto.entregas} == {Estado.POR_EMPEZAR}
    assert [e.vence for e in visto.de("S3-15")] == [date(2026, 2, 28), date(2026, 7, 31)]
    assert [e.vence for e in visto.de("S3-17")] == [None]
    assert visto.sesiones == ("febrero", "julio")


def test_lo_que_se_dice_queda_con_quien_y_cuando_y_no_borra_lo_anterior(sala: Sala) -> None:
    """El estado es el de lo último; la otra sesión de la misma fila sigue igual."""
    luz = cuenta(sala, "Luz Díaz", Rol.SUBSECRETARIA)
    suya = sala.como(luz)
    comision.anotar(suya, 2026, "S3-01", Novedad("febrero", Estado.EN_CURSO, "Va el borrador"))
    visto = comision.anotar(suya, 2026, "S3-01", HECHA)
    febrero, julio = visto.de("S3-01")
    assert (febrero.estado, julio.estado) == (Estado.CUMPLIDA, Estado.POR_EMPEZAR)
    assert [(a.quien, a.novedad.estado.value) for a in febrero.historia] == [
        ("Luz Díaz", "en_curso"),
        ("Luz Díaz", "cumplida"),
    ]
    assert febrero.ultima is not None
    assert febrero.ultima.novedad == HECHA
    assert cadena.verificar(sala.motor_bd).roturas == ()


@pytest.mark.parametrize(
    ("codigo", "novedad", "dice"),
    [
        ("S3-01", Novedad("febrero", Estado.CUMPLIDA), "escriba qué lo muestra"),
        ("S3-02", Novedad("febrero", Estado.EN_CURSO), "no presenta nada en «febrero»"),
        ("S3-17", Novedad("julio", Estado.EN_CURSO), "no presenta nada en «julio»"),
        ("S9-99", Novedad("julio", Estado.EN_CURSO), "no trae la fila «S9-99»"),
        ("S3-01", replace(HECHA, enlace="javascript:alert(1)"), "no es una dirección web"),
        ("S3-01", replace(HECHA, evidencia="x" * 9000), "9000 caracteres"),
    ],
)
@SOLO_SQLITE
def test_lo_que_no_cuadra_no_se_guarda(sala: Sala, codigo: str, novedad: Novedad, dice: str) -> None:
    """Y dice por qué."""
    with pytest.raises(ErrorDeEntrada, match=dice):
        comision.anotar(sala, 2026, codigo, novedad)
    assert not any(e.historia for e in comision.leer(sala, 2026).entregas)


def dicha(codigo: str, sesion: str, estado: Estado, genero: str = "") -> Anotada:
    """Algo que se dijo de una fila."""
    novedad = Novedad(sesion, estado, "Acta", genero=genero)
    return Anotada(codigo, novedad, "Luz", datetime(2026, 2, 1, tzinfo=UTC))


def test_lo_que_toca_es_lo_de_la_sesion_que_viene() -> None:
    """Con lo atrasado de las anteriores; lo que no tiene fecha no vence nunca."""
    dichas = [dicha("S3-01", "febrero", Estado.CUMPLIDA), dicha("S3-03", "febrero", Estado.APLAZADA)]
    seguido = seguimiento.seguir(PLAN, dichas, cargado=False)
    en_febrero = seguimiento.proxima([seguido], date(2026, 2, 28))
    assert en_febrero is not None
    assert (en_febrero.sesion, len(en_febrero.toca), en_febrero.atrasadas) == ("febrero", 6, ())
    despues = seguimiento.proxima([seguido], date(2026, 3, 1))
    assert despues is not None
    assert (despues.sesion, despues.hasta, len(despues.toca)) == ("julio", date(2026, 7, 31), 8)
    assert {e.fila.codigo for e in despues.atrasadas} == {
        "S3-04",
        "S3-07",
        "S3-08",
        "S3-14",
        "S3-15",
        "S3-16",
    }
    assert len(despues.sin_fecha) == 10
    assert seguimiento.proxima([seguido], date(2026, 8, 1)) is None


def test_el_enfoque_de_genero_reune_su_fila_y_las_que_lo_dicen() -> None:
    """Cualquier fila puede decir cómo lo incorpora."""
    dichas = [dicha("S3-10", "", Estado.EN_CURSO, "La guía usa datos por sexo")]
    seguido = seguimiento.seguir(PLAN, dichas, cargado=False)
    assert [(e.fila.codigo, e.sesion) for e in seguido.de_genero] == [
        ("S3-10", ""),
        ("S3-15", "febrero"),
        ("S3-15", "julio"),
    ]


def otro(vigencia: int = 2027, **cambios: object) -> bytes:
    """Un plan inventado de otro año, en YAML."""
    filas = [fila("S3-01"), fila("S3-15") | {"sesiones": ["marzo"]}]
    datos = {"vigencia": vigencia, "titulo": "Plan 2027", "filas": filas} | cambios
    return yaml.safe_dump(_llano(datos), allow_unicode=True, sort_keys=False).encode()


def _llano(dato: object) -> object:
    if isinstance(dato, dict):
        return {c: _llano(v) for c, v in dato.items()}
    return [_llano(v) for v in dato] if isinstance(dato, (list, tuple)) else dato


def test_se_carga_el_de_otro_ano_y_se_quita(sala: Sala) -> None:
    """Primero se ve; cargarlo es otro paso. El de fábrica sigue para el suyo."""
    revision = comision.revisar(sala, "plan.yaml", otro(), 2030)
    assert (revision.plan.vigencia, revision.habia, revision.nuevas) == (2027, False, ("S3-01", "S3-15"))
    assert comision.vigencias(sala) == [2026]
    visto = comision.cargar(sala, revision.plan)
    assert (visto.cargado, visto.sesiones) == (True, ("febrero", "marzo", "julio"))
    assert comision.vigencias(sala) == [2027, 2026]
    assert comision.quitar(sala, 2027)
    assert not comision.quitar(sala, 2027)
    with pytest.raises(ErrorDeServicio, match="No hay plan de la Comisión para 2027"):
        comision.leer(sala, 2027)


def test_reemplazar_el_plan_conserva_lo_que_se_dijo(sala: Sala) -> None:
    """De la fila que ya no está, aparte; y quitarlo la devuelve a su lugar."""
    comision.anotar(sala, 2026, "S3-02", Novedad("julio", Estado.EN_CURSO, "Una reunión"))
    revision = comision.revisar(sala, "plan.yaml", otro(2026), 2026)
    assert (revision.cambian, revision.con_historia) == (("S3-15",), ("S3-02",))
    assert len(revision.quitadas) == 17
    visto = comision.cargar(sala, revision.plan)
    assert [a.novedad.evidencia for a in visto.sueltas] == ["Una reunión"]
    comision.quitar(sala, 2026)
    assert comision.leer(sala, 2026).de("S3-02")[0].estado is Estado.EN_CURSO


def test_el_plan_va_y_vuelve_en_yaml_y_en_excel(sala: Sala) -> None:
    """Lo que se descarga se puede cargar, y dice lo mismo."""
    de_yaml = comision.revisar(sala, "plan.yaml", comision.en_yaml(sala, 2026), 2026)
    assert de_yaml.plan == PLAN
    de_excel = comision.revisar(sala, "plan.xlsx", comision.excel(sala, 2026), 2026)
    assert de_excel.plan.filas == PLAN.filas
    assert (de_excel.nuevas, de_excel.quitadas, de_excel.cambian) == ((), (), ())


MALOS = {
    "vacio.yaml": (b"", "no trae un plan"),
    "alias.yaml": (b"a: &x [1]\nb: *x\n", "alias"),
    "lista.yaml": (b"- 1\n", "no trae un plan"),
    "bytes.yaml": (b"\xff\xfe", "UTF-8"),
    "plan.docx": (b"", "No se sabe leer"),
    "roto.xlsx": (b"PK\x03\x04", "no es un libro"),
    "sin_titulos.csv": (b"hola\n", "fila con los t"),
    "otros.csv": (b"a;b\n1;2\n", "Falta la columna «Código»"),
    "vacias.csv": ("Código;Grupo;Función\n;;x\n".encode(), "La celda está vacía"),
    "repetido.csv": ("Código;Grupo;Función\nA;g;f\nA;g;f\n".encode(), "ya está en la fila 2"),
    "marca.csv": ("Código;Grupo;Función;Julio\nA;g;f;quizás\n".encode(), "No está en la lista"),
    "codigo.csv": ("Código;Grupo;Función\n=1+1;g;f\n".encode(), "Solo lleva letras"),
    "de_ms_dos.csv": ("Código;Grupo;Función\nA;g;ñ\n".encode("cp850"), "Las tildes no se dejan leer"),
}


@pytest.mark.parametrize("nombre", MALOS)
@SOLO_SQLITE
def test_un_archivo_malo_se_dice_y_no_cambia_nada(sala: Sala, nombre: str) -> None:
    """Con su lugar y lo que se admite."""
    contenido, dice = MALOS[nombre]
    with pytest.raises(ErrorDeArchivo, match=dice):
        comision.revisar(sala, nombre, contenido, 2027)
    assert comision.vigencias(sala) == [2026]


@SOLO_SQLITE
def test_de_un_yaml_se_dicen_todos_los_defectos_con_su_linea(sala: Sala) -> None:
    """Lo que falta, lo que sobra con su parecido, y lo que no es un mes."""
    texto = (
        "vigencia: 2027\ntitulo: Plan\nfilas:\n  - codigo: A\n    grupo: g\n    funcionn: f\n"
        "  - codigo: B\n    grupo: ''\n    funcion: f\n  - codigo: C\n    grupo: g\n    funcion: f\n"
        "    sesiones: [brumario]\n"
    )
    with pytest.raises(ErrorDeArchivo) as error:
        comision.revisar(sala, "plan.yaml", texto.encode(), 2027)
    dichos = {(d.fila, d.campo) for d in error.value.defectos}
    assert {(4, "filas.0.funcion"), (6, "filas.0.funcionn"), (8, "filas.1.grupo"), (10, "filas.2")} == dichos
    assert [d.sugerencia for d in error.value.defectos if d.sugerencia] == ["funcion"]


@SOLO_SQLITE
def test_una_formula_en_el_plan_se_dice_y_un_texto_que_lo_parece_es_texto(sala: Sala) -> None:
    """En Excel hay que mirar de qué tipo es la celda."""
    libro = openpyxl.Workbook()
    hoja = libro.active
    assert hoja is not None
    hoja.append(["Código", "Grupo", "Función"])
    hoja.append(["A", "g", "=HYPERLINK(1)"])
    salida = io.BytesIO()
    libro.save(salida)
    with pytest.raises(ErrorDeArchivo, match="Hay una fórmula"):
        comision.revisar(sala, "plan.xlsx", salida.getvalue(), 2027)
    hoja["C2"].data_type = "s"
    salida = io.BytesIO()
    libro.save(salida)
    plan = comision.revisar(sala, "plan.xlsx", salida.getvalue(), 2027).plan
    assert plan.filas[0].funcion == "=HYPERLINK(1)"
    comision.cargar(sala, plan)
    hecho = openpyxl.load_workbook(io.BytesIO(comision.excel(sala, 2027)))
    (celda,) = (c for f in hecho["Plan"].iter_rows() for c in f if c.value == "=HYPERLINK(1)")
    assert celda.data_type == "s"


def test_lo_lee_quien_compara_y_lo_lleva_la_subsecretaria(sala: Sala) -> None:
    """Una entidad, ni lo lee."""
    veeduria = sala.como(Quien("Veeduría", None, (Pertenencia(Rol.VEEDURIA),)))
    assert len(comision.leer(veeduria, 2026).plan.filas) == 19
    for hacer in (
        lambda: comision.anotar(veeduria, 2026, "S3-19", Novedad("", Estado.EN_CURSO)),
        lambda: comision.cargar(veeduria, PLAN),
        lambda: comision.quitar(veeduria, 2026),
        lambda: comision.revisar(veeduria, "plan.yaml", otro(), 2027),
    ):
        with pytest.raises(ErrorDePermiso, match="plan de trabajo de la Comisión"):
            hacer()
    lidera = sala.como(Quien("Ana", None, (Pertenencia(Rol.LIDER, 1),)))
    with pytest.raises(ErrorDePermiso):
        comision.leer(lidera, 2026)


def test_un_plan_no_repite_codigos() -> None:
    """Lo que se dice de una fila tiene que ser de una sola."""
    with pytest.raises(ValueError, match="está repetido"):
        Plan(vigencia=2027, titulo="x", filas=(PLAN.filas[0], PLAN.filas[0]))

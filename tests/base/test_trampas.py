"""Las trampas de las fuentes: cada una, con la lectura que la base promete."""

import re
from datetime import date
from pathlib import Path

import pytest

import reglas
from motor.caso import Caso, Entidad, Respuesta, Valor
from motor.evaluacion import evaluar
from motor.lectura import Estado
from motor.resultado import Resultado
from reglas import Ambito, cargar
from reglas.condiciones import referencias

CATALOGO = cargar()
CUATRO = {"transparencia", "tramites", "servicio", "participacion"}
BASE = Path(reglas.__file__).parent / "base"
TEXTO = "\n".join(a.read_text(encoding="utf-8") for a in sorted(BASE.rglob("*.yaml")))
CORRIDO = re.sub(r"\s+", " ", TEXTO)
HOY = date(2026, 11, 20)
ENTIDAD: dict[str, Valor] = {
    "tipo": "establecimiento_publico",
    "orden": "territorial",
    "rama_ejecutiva": True,
    "distrito_capital": True,
}


def _resultado(respuestas: dict[str, Valor], fecha: date = HOY, codigo: str = "IPES") -> Resultado:
    entidad = Entidad(codigo, "Entidad de prueba", {**ENTIDAD, "tiene_tramites_opa": True})
    dadas = {c: Respuesta(v) for c, v in respuestas.items()}
    return evaluar(CATALOGO, Caso(entidad, fecha.year, fecha, dadas))


def _estado(regla: str, respuestas: dict[str, Valor]) -> Estado:
    return _resultado(respuestas).hallazgos[regla].estado


def test_x01_las_politicas_son_cuatro_y_no_tres() -> None:
    """El procedimiento de 2026 omite transparencia: la base la conserva."""
    assert {c for c, p in CATALOGO.politicas.items() if not p.transversal} == CUATRO
    assert set(CATALOGO.criterios["dependencia.politicas_lideradas"].opciones or {}) == CUATRO
    tres = sorted(CUATRO - {"transparencia"})
    respuestas: dict[str, Valor] = {"mesa.existe": True, "mesa.politicas_con_area": tuple(tres)}
    assert _estado("D640-252-5", respuestas) is Estado.PARCIAL


def test_x02_la_resolucion_1519_es_de_2020() -> None:
    """Una fuente la fecha en 2021; solo se nombra así para corregirla."""
    norma = CATALOGO.normas["resolucion-mintic-1519-2020"]
    assert norma.expedida == date(2020, 8, 24)
    assert not [c for c in CATALOGO.normas if "1519" in c and "2020" not in c]
    for _ in re.finditer(r"1519 de 2021", CORRIDO):
        assert "Cita una Resolución 1519 de 2021 que es de 2020" in CORRIDO


def test_x03_el_decreto_640_se_cita_por_numero_y_ano() -> None:
    """Su nombre oficial no está confirmado."""
    assert CATALOGO.normas["decreto-640-2025"].nombre == "Decreto 640 de 2025"
    dichos = [r.ficha.titulo + r.ficha.explicacion for r in CATALOGO.reglas.values()]
    assert not [d for d in dichos if re.search(r"Decreto Único|D\.U\.D|DUS", d)]


def test_x04_las_funciones_de_la_mesa_son_nueve_y_el_informe_es_uno() -> None:
    """Las letras f y g parten una sola función: una fila y una regla."""
    con_informe = [c for c, r in CATALOGO.reglas.items() if "S0-32" in r.ficha.inventario]
    assert con_informe == ["RIPES-3-INFORME"]
    assert "f y g" in CATALOGO.reglas["RIPES-3-INFORME"].ficha.cita.articulo


def test_x05_los_articulos_8_y_10_no_se_citan_como_del_640() -> None:
    """Del Decreto 640 solo se citan los cuatro artículos transcritos; lo otro queda en la nota."""
    citados = {
        c.articulo.split(",")[0]
        for r in CATALOGO.reglas.values()
        for c in (r.ficha.cita, *r.ficha.citas_adicionales)
        if c.norma == "decreto-640-2025"
    }
    assert citados <= {"244", "245", "247", "252"}
    assert "8, 10 y 326" in (CATALOGO.normas["decreto-640-2025"].nota or "")


def test_x06_la_pregunta_4_de_caracterizacion_se_cita_por_su_contenido() -> None:
    """Repite por error el título de la 3."""
    cita = CATALOGO.reglas["PF25-C3-METODO"].ficha.cita
    assert "repite por error" in cita.lugar


def test_x07_la_resolucion_485_no_funda_ninguna_regla() -> None:
    """Su texto no está en las fuentes: solo se nombra en una nota."""
    assert not [c for c in CATALOGO.normas if "485" in c]
    assert "no está en las fuentes" in (CATALOGO.reglas["PF25-5-ARTICULA"].ficha.cita.nota or "")


def test_x08_bogota_no_son_dos_entidades() -> None:
    """La tabla cuenta en Bogotá a la Gobernación de Cundinamarca."""
    de_bogota = [
        f["nombre"] for f in CATALOGO.listas["obligadas_art17"].filas if f["departamento_fuente"] == "BOGOTA"
    ]
    assert len(de_bogota) == 2
    assert any("CUNDINAMARCA" in n for n in de_bogota)


@pytest.mark.parametrize("nivel", ["asesor", "profesional", "tecnico", "asistencial"])
def test_x09_quien_dirige_es_directivo(nivel: str) -> None:
    """La tabla de roles admite profesional; la ley, no."""
    respuestas: dict[str, Valor] = {
        "art17.obligada_confirmada": True,
        "dependencia.forma": "dependencia",
        "dependencia.nivel_responsable": nivel,
    }
    assert _estado("L2052-17-3", respuestas) is Estado.NO_CUMPLE


def test_x10_no_se_citan_las_leyes_danadas_por_la_lectura_optica() -> None:
    """Ni «Ley 800» ni el artículo 117 para grupos internos."""
    assert not re.search(r"Ley 800\b|ley-800", CORRIDO)
    articulos = [
        c.articulo for r in CATALOGO.reglas.values() for c in (r.ficha.cita, *r.ficha.citas_adicionales)
    ]
    assert not [a for a in articulos if "117" in a]


def test_x11_los_escenarios_de_estructura_no_son_de_relacionamiento() -> None:
    """Elegir una forma de dependencia no pesa como escenario, y la pregunta no usa esa palabra."""
    criterio = CATALOGO.criterios["dependencia.forma"]
    assert "escenario" not in criterio.pregunta + criterio.ayuda
    assert list(CATALOGO.escenarios) == ["E1", "E2", "E3", "E4"]


def test_x12_el_plazo_del_reglamento_y_la_vigencia_del_acto_son_dos_fechas() -> None:
    """El mes corre desde la firma; la resolución rige desde su publicación, que no se conoce."""
    norma = CATALOGO.normas["resolucion-ipes-241-2026"]
    assert (norma.expedida, norma.vigente_desde) == (date(2026, 6, 23), None)
    assert "desde cuándo corre" in CATALOGO.criterios["mesa.fecha_limite_reglamento"].ayuda


def test_x13_el_choque_entre_programa_y_plan_de_accion_se_muestra_y_no_se_decide() -> None:
    """Los dos destinos cumplen, y las dos citas se ven."""
    comunes: dict[str, Valor] = {"mesa.existe": True, "mesa.acta_define_acciones": True}
    for destino in ("ptep", "plan_accion"):
        assert _estado("D640-252-3", {**comunes, "mesa.destino_acciones": (destino,)}) is Estado.CUMPLE
    for codigo in ("D640-252-3", "PF25-2-ESTRATEGIA", "L1474-73"):
        normas = {c.norma for a in CATALOGO.reglas[codigo].ficha.advertencias for c in a.citas}
        assert {"decreto-640-2025", "concepto-dafp-654781-2024"} <= normas
    for codigo in (
        "mesa.destino_acciones",
        "estrategia.anual",
        "plan.escenarios_con_actividades",
        "planes.deberes",
    ):
        assert {"252", "654781"} <= set(re.findall(r"\d+", CATALOGO.criterios[codigo].ayuda))
    for codigo in ("A-MESA-ACCIONES", "A-PLA-PTEP", "A-ACTIVIDADES-E1", "A-ACTIVIDADES-E4"):
        assert {"252", "654781"} <= set(re.findall(r"\d+", CATALOGO.acciones[codigo].descripcion))


def test_x14_la_participacion_incluye_la_rendicion_de_cuentas() -> None:
    """Tres nombres para una política."""
    assert "rendición de cuentas" in CATALOGO.criterios["politica.participacion.implementada"].ayuda


def test_x15_los_indicadores_por_definir_no_obligan_ni_a_quien_expidio_el_procedimiento() -> None:
    """Lo pendiente en la fuente no es un incumplimiento."""
    regla = CATALOGO.reglas["PR26-7-RIESGO"]
    assert (regla.caracter_para("DAFP"), regla.ficha.cita.certeza) == ("orientador", "pendiente")


def test_x16_la_mesa_vale_por_acta_o_por_acto() -> None:
    """El artículo dice que la crea el Comité; el IPES la creó por resolución."""
    assert "o ambos" in CATALOGO.criterios["mesa.existe"].ayuda


def test_x17_lo_que_hace_la_subsecretaria_es_una_funcion() -> None:
    """El seguimiento del Modelo se atiende en su cuarto, con el nombre que tenga."""
    assert "Subsecretaría" in (CATALOGO.inventario["S3-17"].funcion or "")


def test_x18_la_mesa_se_cumple_por_bloques_y_no_por_seis_integrantes() -> None:
    """Tres bloques por nombre y las áreas de las cuatro políticas; una sola área puede llevarlas todas."""
    assert set(CATALOGO.criterios["mesa.bloques"].opciones or {}) == {"servicio", "planeacion", "defensoria"}
    respuestas: dict[str, Valor] = {
        "mesa.existe": True,
        "mesa.bloques": ("servicio", "planeacion", "defensoria"),
    }
    assert _estado("D640-252-4", respuestas) is Estado.CUMPLE


def test_el_suit_en_tres_dias_y_las_fechas_del_plan_anticorrupcion_no_se_piden() -> None:
    """Están derogados: se nombran solo para decirlo."""
    citas = [c for r in CATALOGO.reglas.values() for c in (r.ficha.cita, *r.ficha.citas_adicionales)]
    assert not [c for c in citas if c.norma == "decreto-ley-19-2012" and c.articulo == "40"]
    assert not [c for c in CATALOGO.normas if "2641" in c]
    assert not [
        c
        for c in citas
        if c.norma == "decreto-1081-2015" and re.search(r"2\.1\.4\.[1-9]\b(?!\.)", c.articulo)
    ]


def test_una_prohibicion_se_pregunta_por_su_control() -> None:
    """Nadie confiesa: se marca el control, y no marcarlo es lo que falta."""
    opciones = CATALOGO.criterios["tramites.controles"].opciones or {}
    assert re.match("Control|Lista de control", opciones["documentos"] + opciones["prohibiciones"])
    assert (CATALOGO.criterios["peticiones.controles"].opciones or {})["recepcion"].startswith("Control")


def test_la_lista_de_entidades_distritales_no_decide_nada() -> None:
    """Solo llena datos de antemano; toda fila dice de dónde sale y si se verificó."""
    for regla in CATALOGO.reglas.values():
        partes = [*regla.condiciones(), *(h.si for h in CATALOGO.hechos.values())]
        leidos = {d.codigo for p in partes for d in referencias(p) if d.ambito is not Ambito.CRITERIO}
        assert "entidades_distritales" not in leidos
    assert "en_lista: entidades_distritales" not in TEXTO
    filas = CATALOGO.listas["entidades_distritales"].filas
    tipos = set(CATALOGO.atributos["tipo"].opciones or {})
    assert len(filas) >= 70
    for fila in filas:
        assert fila["origen_nombre"]
        assert fila["origen_sector"]
        assert fila["verificado"] in {"sí", "no"}
        assert fila["tipo"] in tipos
    assert len({f["sector"] for f in filas} - {"Fuera de sector"}) == 15
    purgadas = r"Metrovivienda|Codensa|Gas Natural|Defensoría del Pueblo"
    assert not [f for f in filas if re.search(purgadas, f["nombre"])]


CONTRADICTORIAS: list[tuple[str, dict[str, Valor]]] = [
    ("C-MESA-REGLAMENTO", {"mesa.existe": False, "mesa.reglamento": "si"}),
    ("C-MESA-INTEGRANTES", {"mesa.existe": False, "mesa.bloques": ("servicio",)}),
    ("C-MESA-ACTAS", {"mesa.existe": False, "mesa.acta_define_acciones": True}),
    ("C-DEP-NINGUNA", {"dependencia.forma": "ninguna", "dependencia.nivel_responsable": "directivo"}),
    ("C-DEP-FUTURA", {"dependencia.forma": "dependencia", "dependencia.fecha_acto": date(2026, 11, 21)}),
    ("C-REGLAMENTO-FUTURO", {"mesa.reglamento": "si", "mesa.fecha_reglamento": date(2026, 11, 21)}),
    ("C-CIGD-COORDINA", {"cigd.existe": False, "cigd.coordina_modelo": "si"}),
    (
        "C-MEJORA-SIN-MEDIR",
        {"experiencia.escenarios_mejorados": ("informacion",), "experiencia.escenarios_medidos": ()},
    ),
    ("C-CAR-INEXISTENTE", {"caracterizacion.estado": "ninguna", "caracterizacion.usos": ("informacion",)}),
    (
        "C-LIMITE-SIN-PLAZO",
        {"mesa.acto_fija_plazo": False, "mesa.fecha_limite_reglamento": date(2026, 7, 23)},
    ),
]


@pytest.mark.parametrize(("codigo", "respuestas"), CONTRADICTORIAS, ids=[c for c, _ in CONTRADICTORIAS])
def test_las_respuestas_que_no_cuadran_se_senalan(codigo: str, respuestas: dict[str, Valor]) -> None:
    """Se señalan, y sin alguna de ellas no se señala nada."""
    senaladas = {c.ficha.codigo for c in _resultado(respuestas).contradicciones}
    assert codigo in senaladas
    primera = dict(list(respuestas.items())[:1])
    assert codigo not in {c.ficha.codigo for c in _resultado(primera).contradicciones}


def test_un_acto_del_mismo_dia_del_corte_no_es_futuro() -> None:
    """La fecha de corte cuenta entera."""
    assert not _resultado({"dependencia.forma": "dependencia", "dependencia.fecha_acto": HOY}).contradicciones

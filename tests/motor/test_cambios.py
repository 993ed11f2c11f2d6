"""Qué cambia entre dos fechas, con la panadería, con bases derivadas de ella y con la base real."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motor import Caso, Estado, leer_caso
from motor.cambios import Cambios, Proximo, Suceso, comparar, proximos
from reglas import Catalogo, cargar
from tests.bases import PANADERIA
from tests.motor.panes import CATALOGO, caso

REAL = cargar()
IPES = json.loads((Path(__file__).parents[1] / "casos" / "ipes_2026.json").read_text(encoding="utf-8"))

RELEVO = """
reglas:
  - codigo: CARTA-2
    titulo: Publica la carta con precios
    caracter: obligatorio
    cita: {norma: cuaderno, articulo: "6", lugar: quinta hoja, verificada: 2026-01-01}
    vigente_desde: 2026-07-01
    cumple_si: {carta.publicada: "si"}
    explicacion: Que se sepa cuánto cuesta.
  - codigo: CARTA-1
    titulo: Publica la carta
    caracter: obligatorio
    cita: {norma: cuaderno, articulo: "6", lugar: quinta hoja, verificada: 2026-01-01}
    vigente_desde: 2020-01-01
    vigente_hasta: 2026-06-30
    cumple_si: {carta.publicada: "si"}
    parcial_si: {carta.publicada: parcial}
    explicacion: Que se sepa qué hay.
avisos:
  - {codigo: harina_cara, desde: 2026-03-01, hasta: 2026-03-31, texto: Sube la harina.}
  - {codigo: de_cadena, desde: 2026-03-01, texto: Solo para cadenas., cuando: {entidad.tipo: cadena}}
acciones:
  - codigo: A-PRECIOS
    titulo: Poner los precios
    descripcion: En la carta.
    logra: {carta.publicada: "si"}
    esfuerzo_dias: 1
    base_esfuerzo: Lo que tarda.
    responsable: Quien atiende
    producto: Una carta
    destinos: [pizarra]
    cierra: [CARTA-2]
"""


@pytest.fixture(scope="module")
def con_relevo(tmp_path_factory: pytest.TempPathFactory) -> Catalogo:
    """La panadería con una segunda versión de la regla de la carta y dos avisos."""
    carpeta = tmp_path_factory.mktemp("relevo")
    (carpeta / "relevo.yaml").write_text(RELEVO, encoding="utf-8")
    return cargar([PANADERIA, carpeta])


def codigos(cambios: Cambios, parte: str) -> list[str]:
    return [c.regla.codigo for c in getattr(cambios, parte)]


def test_el_mismo_dia_no_cambia_nada_y_las_fechas_van_en_orden() -> None:
    """Comparar un día consigo mismo está vacío; al revés no se admite."""
    assert comparar(CATALOGO, caso(), date(2026, 6, 1), date(2026, 6, 1)).nada
    with pytest.raises(ValueError, match="posterior a la segunda"):
        comparar(CATALOGO, caso(), date(2026, 6, 2), date(2026, 6, 1))


def test_al_empezar_2026_empieza_la_limpieza_y_un_local_grande_pasa_a_tener_mas_mesas() -> None:
    """El parámetro cambia lo que dice «es un local grande», y con él el resultado del café."""
    local = caso({"cafe.origen": True}, entidad={"sirve_cafe": True, "mesas": 15})
    cambios = comparar(CATALOGO, local, date(2025, 12, 31), date(2026, 1, 1))
    assert codigos(cambios, "empiezan") == ["LIMPIEZA-1"]
    assert cambios.empiezan[0].estado is Estado.SIN_INFORMACION
    (mesas,) = cambios.parametros
    assert (mesas.desde, mesas.antes, mesas.despues) == (date(2026, 1, 1), 10, 20)
    assert [(c.despues.codigo, c.parametros) for c in cambios.cambian] == [
        ("CAFE-1", ("mesas_de_local_grande",))
    ]
    (cafe,) = cambios.estados
    assert (cafe.regla.codigo, cafe.antes.estado, cafe.despues.estado) == (
        "CAFE-1",
        Estado.NO_APLICA,
        Estado.CUMPLE,
    )


def test_un_plazo_pasa_cuando_su_ultimo_dia_queda_atras() -> None:
    """El 30 de junio todavía se está en plazo; el 1 de julio ya no, y solo por la fecha."""
    sin_horno = caso({"horno.tipo": "ninguno"})
    cambios = comparar(CATALOGO, sin_horno, date(2025, 6, 30), date(2025, 7, 1))
    (plazo,) = cambios.plazos
    assert (plazo.regla.codigo, plazo.vencio, plazo.estado) == (
        "HORNO-1",
        date(2025, 6, 30),
        Estado.NO_CUMPLE,
    )
    assert [(e.antes.estado, e.despues.estado) for e in cambios.estados] == [
        (Estado.EN_PLAZO, Estado.NO_CUMPLE)
    ]
    assert comparar(CATALOGO, sin_horno, date(2025, 6, 29), date(2025, 6, 30)).nada


def test_una_regla_que_termina_se_dice_con_su_ultimo_resultado() -> None:
    """La del horno rige hasta el final de 2027."""
    cambios = comparar(CATALOGO, caso({"horno.tipo": "ninguno"}), date(2027, 12, 31), date(2028, 1, 1))
    (horno,) = cambios.terminan
    assert (horno.regla.codigo, horno.fecha, horno.estado) == (
        "HORNO-1",
        date(2027, 12, 31),
        Estado.NO_CUMPLE,
    )


def test_una_regla_que_nace_y_muere_entre_las_dos_fechas_sale_en_ambas_listas() -> None:
    """Y sin resultado, porque no rige en ninguna de las dos."""
    cambios = comparar(CATALOGO, caso(), date(2019, 1, 1), date(2028, 6, 1))
    assert "HORNO-1" in codigos(cambios, "empiezan")
    assert [(t.regla.codigo, t.estado) for t in cambios.terminan] == [("HORNO-1", None)]


def test_dos_versiones_seguidas_del_mismo_articulo_son_un_cambio(con_relevo: Catalogo) -> None:
    """No una que termina y otra que empieza."""
    cambios = comparar(con_relevo, caso(), date(2026, 6, 30), date(2026, 7, 1))
    (relevo,) = cambios.cambian
    assert (relevo.antes.codigo, relevo.despues.codigo, relevo.por_version) == ("CARTA-1", "CARTA-2", True)
    assert cambios.empiezan == cambios.terminan == ()


def test_un_aviso_se_dice_a_quien_le_toca(con_relevo: Catalogo) -> None:
    """Aparece y desaparece en el intervalo; el de las cadenas no se le dice a un local de barrio."""

    def avisos(tipo: str) -> list[tuple[str, date | None, date | None]]:
        cambios = comparar(con_relevo, caso(entidad={"tipo": tipo}), date(2026, 2, 1), date(2026, 4, 1))
        return [(a.aviso.ficha.codigo, a.aparece, a.ultimo_dia) for a in cambios.avisos]

    harina = ("harina_cara", date(2026, 3, 1), date(2026, 3, 31))
    assert avisos("barrio") == [harina]
    assert avisos("cadena") == [harina, ("de_cadena", date(2026, 3, 1), None)]


def en_corto(hallados: tuple[Proximo, ...]) -> list[tuple[int, str, str]]:
    return [(p.dias, p.suceso.value, p.codigo) for p in hallados]


def test_lo_que_esta_a_punto_de_pasar_va_por_fecha(con_relevo: Catalogo) -> None:
    """Reglas, parámetros y avisos; los dos extremos del intervalo cuentan."""
    assert en_corto(proximos(CATALOGO, date(2025, 12, 22), 9)) == []
    assert en_corto(proximos(CATALOGO, date(2025, 12, 22), 10)) == [
        (10, "empieza", "LIMPIEZA-1"),
        (10, "cambia", "mesas_de_local_grande"),
    ]
    assert en_corto(proximos(con_relevo, date(2026, 6, 30), 1)) == [
        (0, "termina", "CARTA-1"),
        (1, "empieza", "CARTA-2"),
    ]
    assert en_corto(proximos(CATALOGO, date(2025, 6, 30), 0)) == [(0, "vence", "HORNO-1")]


def test_con_un_caso_se_ven_sus_plazos_y_no_lo_que_no_le_aplica() -> None:
    """El plazo de la limpieza lo pone la respuesta; el horno declarado no cambia."""
    local = caso({"limpieza.limite": "2026-06-10", "limpieza.hecha": "no"})
    assert en_corto(proximos(CATALOGO, date(2026, 6, 1), 30, local)) == [(9, "vence", "LIMPIEZA-1")]
    assert proximos(CATALOGO, date(2026, 6, 1), 30, local)[0].suceso is Suceso.VENCE


def ipes(**entidad: Any) -> Caso:
    return leer_caso({**IPES, "entidad": {**IPES["entidad"], **entidad}}, REAL)


def test_en_la_base_real_el_plazo_del_articulo_17_pasa_el_25_de_agosto_de_2021() -> None:
    """Las cuatro del artículo 17 se le aplican a una alcaldía grande."""
    alcaldia = ipes(codigo="X", nombre="Alcaldía inventada", tipo="alcaldia", poblacion=200000)
    cambios = comparar(REAL, alcaldia, date(2021, 8, 25), date(2021, 8, 26))
    suyas = [f"L2052-17-{i}" for i in range(1, 5)]
    assert [p.regla.codigo for p in cambios.plazos] == suyas
    assert {p.vencio for p in cambios.plazos} == {date(2021, 8, 25)}
    assert comparar(REAL, alcaldia, date(2021, 8, 26), date(2021, 8, 27)).plazos == ()


def test_en_la_base_real_el_decreto_640_empieza_y_su_aviso_termina() -> None:
    """Al pasar del 30 al 31 de diciembre de 2025 empiezan sus reglas para una entidad distrital."""
    cambios = comparar(REAL, ipes(), date(2025, 12, 30), date(2025, 12, 31))
    empiezan = {c.regla.codigo: c.estado for c in cambios.empiezan}
    assert {f"D640-252-{i}" for i in range(1, 7)} <= set(empiezan)
    assert empiezan["D640-252-2"] is Estado.CUMPLE
    assert [a.ultimo_dia for a in cambios.avisos] == [date(2025, 12, 30)]
    assert "D640-252-2" in {p.codigo for p in proximos(REAL, date(2025, 12, 1), 30, ipes())}

"""Las tablas entre versiones dan cuenta de todo lo que cambió, o se dice qué falta."""

from dataclasses import replace

from reglas import cargar
from reglas.equivalencias import camino, sin_declarar
from reglas.fichas import TablaDeEquivalencias
from tests.bases import PANADERIA, PANADERIA_NUEVA

ANTES, AHORA = cargar([PANADERIA]), cargar([PANADERIA_NUEVA])
(TABLA,) = AHORA.equivalencias.values()


def test_la_tabla_de_la_panaderia_lo_declara_todo() -> None:
    """Nada cambió sin que la tabla lo diga."""
    assert sin_declarar(ANTES, AHORA) == []


def test_lo_que_se_quita_de_la_tabla_se_echa_de_menos() -> None:
    """Cada cambio que deja de declararse aparece, con lo que parece ser."""
    sin_nada = replace(AHORA, equivalencias={})
    hallados = {f.codigo: (f.que, f.tipo) for f in sin_declarar(ANTES, sin_nada)}
    assert hallados == {
        "masa.madre": ("ya no está", "ya_no_esta"),
        "masa.reposo": ("cambió su texto", "menor"),
        "horno.tipo": ("ya no está", "ya_no_esta"),
        "horno.revision": ("ya no está", "ya_no_esta"),
        "carta.publicada": ("cambió su texto", "menor"),
        "cafe.origen": ("ya no está", "ya_no_esta"),
        "cafe.confirmado": ("ya no está", "ya_no_esta"),
        "limpieza.limite": ("ya no está", "ya_no_esta"),
        "limpieza.hecha": ("ya no está", "ya_no_esta"),
        "masa.propia": ("es nueva", "nueva"),
        "horno.principal": ("es nueva", "nueva"),
        "horno.respaldo": ("es nueva", "nueva"),
        "cafe.claro": ("es nueva", "nueva"),
        "agua.gratis": ("es nueva", "nueva"),
    }


def test_cambiar_de_clase_o_de_opciones_no_pasa_por_menor() -> None:
    """Otras opciones u otra clase piden revisar; otro rango, al menos decirlo."""
    otros = {
        "carta.publicada": AHORA.criterios["masa.propia"].model_copy(update={"codigo": "carta.publicada"}),
        "masa.harinas": AHORA.criterios["masa.harinas"].model_copy(update={"opciones": {"trigo": "Trigo"}}),
        "masa.reposo": AHORA.criterios["masa.reposo"].model_copy(update={"minimo": 5}),
    }
    cambiado = replace(AHORA, criterios={**AHORA.criterios, **otros}, equivalencias={})
    hallados = {f.codigo: f.tipo for f in sin_declarar(AHORA, replace(cambiado, base=ANTES.base))}
    assert hallados == {"carta.publicada": "mayor", "masa.harinas": "mayor", "masa.reposo": "menor"}


def test_el_camino_pasa_por_todas_las_versiones() -> None:
    """De la 0 a la 2 se llega por la 1; de una que nadie enlazó, no se llega."""
    primera = TablaDeEquivalencias(de="0", a="1")
    con_dos = replace(AHORA, equivalencias={**AHORA.equivalencias, primera.codigo: primera})
    assert camino(con_dos, "0") == [primera, TABLA]
    assert camino(con_dos, "2") == []
    assert camino(con_dos, "otra") is None

"""Las bases de verdad están demostradas, y lo que no es un defecto también se dice."""

from datetime import date
from typing import Any

import pytest

from motor.demostracion import PRUEBAS, Demostracion, Gravedad, demostrar, niveles
from reglas import Catalogo, cargar
from tests.bases import PANADERIA
from tests.motor.demostracion.mutaciones import mutar

FECHA = date(2026, 11, 20)


def sin_defectos(hecha: Demostracion) -> list[tuple[str, str, str]]:
    """Lo que impide darla por demostrada, corto para leerlo en una falla."""
    return [
        (codigo, o.sujeto, o.mensaje)
        for gravedad in (Gravedad.DEFECTO, Gravedad.SIN_DEMOSTRAR)
        for codigo, o in hecha.observaciones(gravedad)
    ]


def test_la_base_real_esta_demostrada() -> None:
    """Sin defectos y sin nada por demostrar; y se examinó algo en cada prueba."""
    hecha = demostrar(cargar(), FECHA)
    assert sin_defectos(hecha) == []
    assert hecha.demostrada
    assert all(p.examinados for p in hecha.pruebas)


@pytest.mark.parametrize("fecha", cargar().cambios[:-1], ids=str)
def test_las_ediciones_anteriores_no_traen_promesas_rotas(fecha: date) -> None:
    """Quien evalúa con una fecha pasada tampoco recibe un consejo falso ni una regla imposible."""
    assert sin_defectos(demostrar(cargar(), fecha, solo=["estados", "promesas", "informacion"])) == []


def test_la_panaderia_esta_demostrada() -> None:
    """La base inventada tampoco tiene defectos."""
    assert sin_defectos(demostrar(cargar([PANADERIA]), FECHA)) == []


def test_la_misma_base_da_siempre_lo_mismo() -> None:
    """Hasta los ejemplos son iguales."""
    mutada = mutar(cargar(), {"acciones": {"A-MESA-INTEGRAR": {"requiere": []}}})
    una, otra = (demostrar(mutada, FECHA, solo=["promesas", "distintas"]) for _ in range(2))
    assert una == otra
    assert not una.demostrada


def test_lo_que_no_se_alcanza_a_demostrar_se_dice() -> None:
    """Un límite que no alcanza nunca pasa por demostración."""
    hecha = demostrar(cargar([PANADERIA]), FECHA, limite=0)
    assert not hecha.demostrada
    for prueba in hecha.pruebas[:-1]:  # La última no pregunta nada al solucionador.
        dudas = [o for o in prueba.observaciones if o.gravedad is Gravedad.SIN_DEMOSTRAR]
        assert len(dudas) == prueba.examinados, prueba.codigo


def test_demasiadas_clases_de_entidad_se_dicen_en_cada_escenario(monkeypatch: pytest.MonkeyPatch) -> None:
    """Un recorrido a medias no se toma por completo la segunda vez."""
    monkeypatch.setattr(niveles, "MAXIMO_DE_CLASES", 1)
    (prueba,) = demostrar(cargar([PANADERIA]), FECHA, solo=["niveles"]).pruebas
    dudas = [o.sujeto for o in prueba.observaciones if o.gravedad is Gravedad.SIN_DEMOSTRAR]
    assert dudas == ["PAN", "CAFE"]


def test_se_puede_pedir_una_sola_prueba() -> None:
    """Y salen en el orden de siempre."""
    hecha = demostrar(cargar([PANADERIA]), FECHA, solo=["vigencias", "estados"])
    assert [p.codigo for p in hecha.pruebas] == [c for c in PRUEBAS if c in ("vigencias", "estados")]
    with pytest.raises(ValueError, match="No existe la prueba"):
        demostrar(cargar([PANADERIA]), FECHA, solo=["nivel"])


@pytest.mark.parametrize(
    ("prueba", "sujeto", "cambia", "dice"),
    [
        ("distintas", "D640-252-2 y D640-252-6", {}, "Quien cumple «La Mesa tiene reglamento propio»"),
        (
            "promesas",
            "A-DEP-DIRECTIVO → L2052-17-3",
            {
                "reglas": {
                    "L2052-17-3": {
                        "cumple_si": {
                            "todas": [
                                {"dependencia.nivel_responsable": "directivo"},
                                {"dependencia.fecha_acto": {"hasta": {"parametro": "plazo_art17"}}},
                            ]
                        }
                    }
                }
            },
            "Vencido el plazo, la acción ya no cierra",
        ),
    ],
    ids=["encierra a otra", "fuera de plazo"],
)
def test_lo_que_conviene_mirar_sale_como_nota(
    prueba: str, sujeto: str, cambia: dict[str, Any], dice: str
) -> None:
    """Una nota no impide dar la base por demostrada."""
    hecha = demostrar(mutar(cargar(), cambia), FECHA, solo=[prueba])
    notas = [o.mensaje for _, o in hecha.observaciones(Gravedad.NOTA) if o.sujeto == sujeto]
    assert any(dice in mensaje for mensaje in notas)


def test_un_nivel_en_que_nadie_puede_quedar_sale_como_nota() -> None:
    """Con una sola regla, el índice salta de 0 a 50 y a 100: el nivel 2 queda vacío."""
    hecha = demostrar(solo_una_regla(cargar([PANADERIA])), FECHA, solo=["niveles"])
    notas = [(o.sujeto, o.mensaje) for _, o in hecha.observaciones(Gravedad.NOTA)]
    assert notas == [
        ("PAN nivel 2", "Nadie puede quedar en el nivel 2: quien llega a él llega también al 3.")
    ]


def solo_una_regla(catalogo: Catalogo) -> Catalogo:
    """La panadería en que solo pesa que la masa repose, y sin habilitantes."""
    nada = {"escenarios": {}, "habilitante": False}
    otras = {c: nada for c in catalogo.reglas if c != "MASA-2"}
    todo = {"cumple_si": {"masa.madre": True}, "parcial_si": None}
    return mutar(catalogo, {"reglas": {**otras, "MASA-2": todo}})

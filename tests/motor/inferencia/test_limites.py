"""Los límites del código C: se rechaza lo que los pasa, y el motor de verdad soporta lo que se admite."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motor.errores import ErrorDeInferencia
from motor.inferencia import limites
from motor.inferencia.anfitrion import AnfitrionSinHilos, Conjunto
from motor.inferencia.arboles import Arbol, Atomo, Conjuncion, Disyuncion, Signo, igual
from motor.inferencia.patrones import EVENTOS_POR_DISPARO, Asunto, Bloque, Patron

# Dos nombres que FNV-1a de 32 bits no distingue.
CONFUNDIBLES = ("p2039599", "p2222382")
Armar = Callable[[int], Bloque[int]]


def bloque(*arboles: Arbol | None, propiedades: tuple[str, ...] = ()) -> Bloque[int]:
    """Un bloque de un solo asunto con un patrón por árbol, en ese orden de prioridad."""
    patrones = [Patron(f"regla {i}", i, i, arbol) for i, arbol in enumerate(arboles)]
    return Bloque("bloque", 7, (Asunto(0, tuple(patrones), propiedades),), ())


def con_nodos(cuantos: int) -> Bloque[int]:
    """Un patrón con tantos «y» y «o», contando el que pone el bloque."""
    arbol: Arbol = igual("x", 1)
    for i in range(cuantos - 1):
        clase = Disyuncion if i % 2 == (cuantos % 2) else Conjuncion
        arbol = clase((arbol, igual(f"y{i}", 1)))
    return bloque(arbol)


def con_patrones(cuantos: int) -> Bloque[int]:
    """Tantos patrones iguales, que terminan en la misma condición."""
    return bloque(*([igual("x", 1)] * cuantos))


def con_hijos(cuantos: int) -> Bloque[int]:
    """Un patrón con tantas condiciones distintas tras una misma."""
    return bloque(Disyuncion(tuple(igual("x", i) for i in range(cuantos))))


def con_disyunciones(cuantas: int) -> Bloque[int]:
    """Tantas disyunciones que comparten una rama; cada una con otra que nunca se cumple."""
    return bloque(*(Disyuncion((igual("x", 1), igual("z", -1 - i))) for i in range(cuantas)))


def con_pila(cuantas: int) -> Bloque[int]:
    """Un patrón con tantas condiciones que se cumplen a la vez."""
    return bloque(Disyuncion(tuple(Atomo("x", Signo.MAYOR, -i) for i in range(cuantas))))


def con_propiedades(cuantas: int) -> Bloque[int]:
    """Un evento con tantas propiedades, contando las dos que pone el bloque."""
    return bloque(None, propiedades=tuple(f"p{i}" for i in range(cuantas - 2)))


LIMITES: dict[str, tuple[Armar, int]] = {
    "nodos": (con_nodos, limites.NODOS_POR_PATRON),
    "patrones tras una condición": (con_patrones, limites.PATRONES_POR_ALFA),
    "condiciones tras otra": (con_hijos, limites.HIJOS_POR_ALFA),
    "condiciones cumplidas a la vez": (con_pila, limites.PILA),
    "propiedades": (con_propiedades, limites.PROPIEDADES_POR_EVENTO),
}


@pytest.fixture
def anfitrion() -> AnfitrionSinHilos:
    """Un anfitrión vacío."""
    return AnfitrionSinHilos()


@pytest.mark.parametrize("cual", LIMITES)
def test_pasar_un_limite_se_rechaza(cual: str, anfitrion: AnfitrionSinHilos) -> None:
    """Uno más de lo que el código C admite se rechaza al compilar, con el nombre de la regla."""
    armar, maximo = LIMITES[cual]
    with pytest.raises(ErrorDeInferencia, match=f"«regla .*{cual}.* admite {maximo}"):
        Conjunto(anfitrion, armar(maximo + 1))


@pytest.mark.parametrize("cual", LIMITES)
def test_hasta_el_limite_el_motor_responde(cual: str, anfitrion: AnfitrionSinHilos) -> None:
    """Justo en el límite, durable-rules compila y dispara el patrón de menor prioridad."""
    armar, maximo = LIMITES[cual]
    lleno = armar(maximo)
    conjunto = Conjunto(anfitrion, lleno)
    propiedades = dict.fromkeys(lleno.asuntos[0].propiedades, 1)
    evento = {**propiedades, "x": 1, **{f"y{i}": 1 for i in range(20)}}
    if cual == "propiedades":
        evento = propiedades
    assert conjunto.disparar({0: evento})[0].resultado == 0
    conjunto.cerrar()


def test_muchas_disyunciones_con_una_rama_comun_se_rechazan(anfitrion: AnfitrionSinHilos) -> None:
    """Más disyunciones tras una condición de las que caben se rechazan antes de desbordar la lista."""
    red = limites._red(con_disyunciones(limites.DISYUNCIONES_POR_ALFA + 1).definicion())
    excesos = {que: cuantos for que, cuantos, _ in limites._excesos(red)}
    assert excesos["disyunciones tras otra"] == limites.DISYUNCIONES_POR_ALFA + 1
    with pytest.raises(ErrorDeInferencia, match="«regla "):
        Conjunto(anfitrion, con_disyunciones(limites.DISYUNCIONES_POR_ALFA + 1))


@pytest.mark.parametrize("constante", [2**63, -(2**63), True, 1.0, "1", None])
def test_solo_se_comparan_enteros_que_caben(constante: object, anfitrion: AnfitrionSinHilos) -> None:
    """Una constante que no sea un entero de la máquina se rechaza."""
    malo = bloque(igual("x", constante))  # type: ignore[arg-type]
    with pytest.raises(ErrorDeInferencia, match="«regla 0»"):
        Conjunto(anfitrion, malo)


def test_mas_eventos_de_los_que_caben_en_un_disparo(anfitrion: AnfitrionSinHilos) -> None:
    """Un patrón común consume muchos eventos en cada disparo, y los que sobran en los siguientes."""
    cuantos = 2 * EVENTOS_POR_DISPARO + 1
    asuntos: tuple[Asunto[str], ...] = tuple(Asunto(codigo, (), ("x",)) for codigo in range(cuantos))
    conjunto = Conjunto(anfitrion, Bloque("bloque", 7, asuntos, (Patron("común", 1, "sí"),)))
    disparos = conjunto.disparar({codigo: {"x": codigo} for codigo in range(cuantos)})
    assert [disparos[codigo].evento["x"] for codigo in range(cuantos)] == list(range(cuantos))
    conjunto.cerrar()


def test_un_cruce_entre_mensajes_se_rechaza() -> None:
    """Comparar una propiedad con la de otro mensaje, que también tiene su límite, se rechaza."""
    cruce = {"regla": {"pri": 1, "all": [{"m": {"$and": [{"b": 1}, {"x": {"otro": "y"}}]}}]}}
    with pytest.raises(ErrorDeInferencia, match="«regla»"):
        limites.revisar_conjunto("bloque", cruce)


def test_una_prioridad_que_no_cabe_se_rechaza(anfitrion: AnfitrionSinHilos) -> None:
    """Una prioridad mayor que dieciséis bits daría la vuelta: se rechaza."""
    malo = Bloque("bloque", 7, (), (Patron("última", limites.PRIORIDAD + 1, 0),))
    with pytest.raises(ErrorDeInferencia, match="«última» pide 65536 de prioridad"):
        Conjunto(anfitrion, malo)


def test_dos_propiedades_que_el_motor_confunde_se_rechazan(anfitrion: AnfitrionSinHilos) -> None:
    """Dos propiedades con el mismo resumen de 32 bits se rechazan, en el patrón y en el evento."""
    uno, otro = CONFUNDIBLES
    assert limites.fnv32(uno) == limites.fnv32(otro)
    for malo in (
        bloque(Conjuncion((igual(uno, 1), igual(otro, 2)))),
        bloque(None, propiedades=CONFUNDIBLES),
    ):
        with pytest.raises(ErrorDeInferencia, match=f"no distingue «{uno}» de «{otro}»|{otro}"):
            Conjunto(anfitrion, malo)


@pytest.mark.parametrize("palabra", ["sid", "$s", "all", "$forward"])
def test_una_palabra_del_motor_no_es_una_propiedad(palabra: str, anfitrion: AnfitrionSinHilos) -> None:
    """Una propiedad no puede llamarse como una palabra de durable-rules."""
    with pytest.raises(ErrorDeInferencia, match="palabra del motor"):
        Conjunto(anfitrion, bloque(igual(palabra, 1)))


def test_dos_identificadores_que_el_motor_confunde_se_rechazan() -> None:
    """Dos eventos cuyo identificador tiene el mismo resumen se darían por el mismo: se rechazan."""
    with pytest.raises(ErrorDeInferencia, match="no distingue"):
        limites.revisar_identidades("bloque", CONFUNDIBLES)

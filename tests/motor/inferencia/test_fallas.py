"""Una falla, sea de la definición, del motor o de durable-rules, nunca pasa en silencio."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import durable.engine
import pytest

from motor import acciones, inferencia, puntaje, semantica
from motor.errores import ErrorDeInferencia
from motor.inferencia import anfitrion, estados, niveles
from motor.inferencia.anfitrion import Conjunto
from motor.inferencia.arboles import CONTRARIO, Signo
from motor.inferencia.patrones import Asunto, Bloque, Patron
from motor.lectura import Estado, diferencias
from motor.verdad import Verdad
from reglas.condiciones import Operador
from tests.motor.inferencia.conftest import Par, discrepancias
from tests.motor.panes import CATALOGO, caso

CASO = caso({"masa.madre": True})
EDICION = CATALOGO.al(CASO.fecha_corte)
Alterar = Callable[[pytest.MonkeyPatch], None]


def _poner(*lugar_y_valor: Any) -> Alterar:
    return lambda monkeypatch: monkeypatch.setattr(*lugar_y_valor)


def _cambiar(mapa: Any, clave: Any, valor: Any) -> Alterar:
    return lambda monkeypatch: monkeypatch.setitem(mapa, clave, valor)


def _definicion_alterada(alterar: Callable[[dict[str, Any]], None]) -> Alterar:
    """Altera cada conjunto de reglas ya armado, antes de dárselo al motor."""
    de_veras = Bloque.definicion

    def definicion(bloque: Bloque[Any]) -> dict[str, Any]:
        reglas = de_veras(bloque)
        alterar(reglas)
        return reglas

    return _poner(Bloque, "definicion", definicion)


def _atomos(arbol: dict[str, Any]) -> Iterator[dict[str, Any]]:
    ((clave, valor),) = arbol.items()
    if clave in ("$and", "$or"):
        for parte in valor:
            yield from _atomos(parte)
    else:
        yield arbol


def _mayor_por_mayor_igual(reglas: dict[str, Any]) -> None:
    for regla in reglas.values():
        for atomo in _atomos(regla["all"][0]["m"]):
            if Signo.MAYOR in atomo:
                atomo[Signo.MAYOR_IGUAL.value] = atomo.pop(Signo.MAYOR.value)


def _sin_primera_parte(reglas: dict[str, Any]) -> None:
    for nombre, regla in reglas.items():
        partes = regla["all"][0]["m"].get("$and", [])
        if nombre.endswith(": si") and len(partes) > 3:
            del partes[-1]


def _disyuncion_por_conjuncion(reglas: dict[str, Any]) -> None:
    for regla in reglas.values():
        for parte in regla["all"][0]["m"].get("$and", []):
            if "$or" in parte:
                parte["$and"] = parte.pop("$or")


def _prioridades_al_reves(reglas: dict[str, Any]) -> None:
    for regla in reglas.values():
        regla["pri"] = 10 - regla["pri"]


FALLAS: dict[str, Alterar] = {
    "definición: menor por menor o igual": _cambiar(semantica._COMPARAR, Operador.MENOR, operator.le),
    "definición: todas por alguna": _poner(semantica, "todas", max),
    "definición: negar no niega": _poner(semantica, "negar", lambda valor: valor),
    "definición: corrige lo que ya no se puede": _poner(
        acciones, "corregible", lambda _r, v, _f: v.medios_max != 2
    ),
    "definición: una habilitante dudosa no podría": _poner(puntaje, "podria", puntaje.satisfecha),
    "motor: el contrario de menor": _cambiar(CONTRARIO, Signo.MENOR, Signo.MAYOR),
    "motor: mayor por mayor o igual": _definicion_alterada(_mayor_por_mayor_igual),
    "motor: se pierde una parte": _definicion_alterada(_sin_primera_parte),
    "motor: «o» por «y»": _definicion_alterada(_disyuncion_por_conjuncion),
    "motor: prioridades al revés": _definicion_alterada(_prioridades_al_reves),
    "motor: en plazo el día siguiente": _poner(estados, "cotejar", lambda _uno, _otro: -1),
    "motor: toda habilitante satisfecha": _poner(niveles, "alcance", lambda _v: niveles.Alcance.SATISFECHA),
}


@pytest.mark.usefixtures("recien_compilado")
@pytest.mark.parametrize("falla", FALLAS)
def test_una_falla_sembrada_se_descubre(
    falla: str, muestra: list[Par], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comparar los dos evaluadores descubre una falla puesta en cualquiera de ellos."""
    FALLAS[falla](monkeypatch)
    assert next(discrepancias(muestra), None) is not None


@pytest.mark.usefixtures("recien_compilado")
def test_una_accion_que_falla_se_oye(monkeypatch: pytest.MonkeyPatch) -> None:
    """Si una acción falla dentro de durable-rules, la lectura falla y dice por qué."""
    with monkeypatch.context() as alterado:
        alterado.setattr(Conjunto, "_anotar", _lanzar(RuntimeError("harina húmeda")))
        with pytest.raises(ErrorDeInferencia, match="harina húmeda"):
            inferencia.leer(EDICION, CASO)
    _lee_bien()


@pytest.mark.usefixtures("recien_compilado")
def test_una_interrupcion_sigue_siendolo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrumpir con el teclado en medio de una acción interrumpe de verdad."""
    with monkeypatch.context() as alterado:
        alterado.setattr(Conjunto, "_anotar", _lanzar(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            inferencia.leer(EDICION, CASO)
    _lee_bien()


@pytest.mark.usefixtures("recien_compilado")
def test_un_disparo_perdido_se_nota(monkeypatch: pytest.MonkeyPatch) -> None:
    """Si faltan resultados, la lectura falla en vez de quedar incompleta."""
    with monkeypatch.context() as alterado:
        alterado.setattr(Conjunto, "_anotar", lambda *_: None)
        with pytest.raises(ErrorDeInferencia, match="se dispararon 0"):
            inferencia.leer(EDICION, CASO)
    _lee_bien()


@pytest.mark.usefixtures("recien_compilado")
def test_un_evento_que_nadie_consume_se_nota(monkeypatch: pytest.MonkeyPatch) -> None:
    """Si durable-rules rechaza un evento, la lectura falla y el motor se cierra sin tumbar el proceso."""
    with monkeypatch.context() as alterado:
        alterado.setattr(Conjunto, "_mensaje", lambda *_: {"sid": "s", "id": "e", "b": -1, "c": 0})
        with pytest.raises(ErrorDeInferencia, match="MessageNotHandled"):
            inferencia.leer(EDICION, CASO)
    _lee_bien()


@pytest.mark.usefixtures("recien_compilado")
def test_una_pausa_larga_se_nota(monkeypatch: pytest.MonkeyPatch) -> None:
    """Si el equipo se suspende en medio de una acción, la lectura falla en vez de perder eventos."""
    reloj = iter(range(0, 10**6, 60))
    with monkeypatch.context() as alterado:
        alterado.setattr(durable.engine, "_unix_now", lambda: next(reloj))
        with pytest.raises(ErrorDeInferencia, match="no terminó"):
            inferencia.leer(EDICION, CASO)
    _lee_bien()


def test_un_valor_de_otra_clase_se_rechaza() -> None:
    """Un valor que no es de la clase de su dato no llega al motor, que lo compararía mal."""
    malo = CASO.con_valores({"masa.madre": "true"})
    with pytest.raises(ErrorDeInferencia, match=re.escape("masa.madre")):
        inferencia.leer(EDICION, malo)
    _lee_bien()


def test_un_entero_que_no_cabe_se_rechaza() -> None:
    """Un entero mayor que los de durable-rules no se compara saturado: se rechaza."""
    enorme = replace(CASO.entidad, atributos={**CASO.entidad.atributos, "mesas": 2**63})
    with pytest.raises(ErrorDeInferencia, match=str(2**63)):
        inferencia.leer(EDICION, replace(CASO, entidad=enorme))


def test_dos_patrones_con_un_nombre_se_rechazan() -> None:
    """Un patrón no reemplaza en silencio a otro de igual nombre."""
    repetido = Patron("uno", 1, Verdad.SI)
    bloque = Bloque("bloque", 0, (Asunto(0, (repetido,), ()),), (repetido,))
    with pytest.raises(ErrorDeInferencia, match="mismo nombre"):
        Conjunto(anfitrion.AnfitrionSinHilos(), bloque)


def _lanzar(falla: BaseException) -> Callable[..., None]:
    def lanzar(*_: Any) -> None:
        raise falla

    return lanzar


def _lee_bien() -> None:
    """Después de una falla el motor se compila de nuevo y lee bien."""
    lectura = inferencia.leer(EDICION, CASO)
    assert list(diferencias(semantica.leer(EDICION, CASO), lectura)) == []
    assert lectura.veredictos["MASA-1"].estado is Estado.CUMPLE

"""El modelo dice lo mismo que la definición: de cualquier caso fijado sale su misma lectura."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor import Caso, acciones, semantica
from motor.enteros import Rango, rango_de
from motor.lectura import Estado, Lectura
from motor.restricciones import (
    Dominios,
    Modelo,
    Solucion,
    Vista,
    caso_de,
    con_requisitos,
    fijar,
    resolver,
)
from motor.verdad import Verdad
from reglas import Catalogo, Edicion, cargar
from reglas.catalogo import expresiones
from reglas.clases import Clase
from reglas.resolucion import claves_de
from tests.bases import PANADERIA
from tests.estrategias import casos, catalogos

REAL, PAN = cargar(), cargar([PANADERIA])
POCOS = settings(max_examples=30)


def con_obligatorios(catalogo: Catalogo, caso: Caso) -> Caso:
    """El caso con los atributos que leer un caso exige."""
    faltan = {c: claves_de(a.clase, a.opciones)[0] for c, a in catalogo.atributos.items() if a.obligatorio}
    return replace(caso, entidad=replace(caso.entidad, atributos={**faltan, **caso.entidad.atributos}))


def entero(edicion: Edicion, *, completo: bool = False) -> Modelo:
    """Un modelo al que ya se le pidió todo."""
    modelo = Modelo(Dominios(edicion), completo=completo)
    pedir_todo(modelo.caso)
    return modelo


def pedir_todo(vista: Vista) -> Vista:
    """La vista, con todo lo que se puede deducir ya en el modelo."""
    edicion = vista.modelo.edicion
    for codigo in edicion.hechos:
        vista.hecho(codigo)
    for codigo in edicion.catalogo.escenarios:
        vista.escenario(codigo)
    for regla in edicion.reglas.values():
        vista.regla(regla)
    return vista


def comparar(edicion: Edicion, vista: Vista, solucion: Solucion, lectura: Lectura) -> None:
    """Hechos, estados, cotas y niveles, uno por uno."""
    for codigo, verdad in lectura.hechos.items():
        si, no = (solucion.cierto(p) for p in vista.hecho(codigo))
        assert (si, no) == (verdad is Verdad.SI, verdad is Verdad.NO), codigo
    for codigo, veredicto in lectura.veredictos.items():
        estados = vista.regla(edicion.reglas[codigo])
        assert [e for e in Estado if solucion.cierto(estados.es(e))] == [veredicto.estado], codigo
        minimo = 2 * solucion.cierto(estados.es(Estado.CUMPLE)) + solucion.cierto(estados.minimo_uno)
        maximo = 2 * solucion.cierto(estados.maximo_dos) + solucion.cierto(estados.maximo_uno)
        assert (minimo, maximo) == (veredicto.medios_min or 0, veredicto.medios_max or 0), codigo
    for codigo in edicion.catalogo.escenarios:
        escenario = vista.escenario(codigo)
        niveles = lectura.niveles.get(codigo)
        assert solucion.cierto(escenario.con_peso) is (niveles is not None)
        if niveles is not None:
            for cota, nivel in ((escenario.minimo, niveles.minimo), (escenario.maximo, niveles.maximo)):
                assert sum(solucion.cierto(p) for p in cota.niveles.values()) == nivel, codigo


def comprobar(catalogo: Catalogo, caso: Caso) -> None:
    """El caso, fijado en el modelo, tiene solución, se lee como manda la definición y vuelve a salir."""
    edicion = catalogo.al(caso.fecha_corte)
    modelo = entero(edicion)
    solucion = resolver(modelo.logica, fijar(modelo, caso))
    assert solucion is not None
    lectura = semantica.leer(edicion, caso)
    comparar(edicion, modelo.caso, solucion, lectura)
    devuelto = semantica.leer(edicion, caso_de(modelo, solucion))
    # Las propuestas no: también miran criterios que ninguna regla vigente lee.
    for campo in ("hechos", "veredictos", "niveles"):
        assert getattr(devuelto, campo) == getattr(lectura, campo)


@pytest.mark.propiedades
@POCOS
@given(caso=casos(PAN))
def test_la_panaderia_se_lee_igual(caso: Caso) -> None:
    """En la base inventada."""
    caso = con_obligatorios(PAN, caso)
    comprobar(PAN, caso)


@pytest.mark.propiedades
@POCOS
@given(caso=casos(REAL))
def test_la_base_real_se_lee_igual(caso: Caso) -> None:
    """En la base real."""
    caso = con_obligatorios(REAL, caso)
    comprobar(REAL, caso)


@pytest.mark.propiedades
@POCOS
@given(datos=st.data())
def test_una_base_cualquiera_se_lee_igual(datos: st.DataObject) -> None:
    """En bases al azar, con todas las clases de dato y de prueba."""
    catalogo = datos.draw(catalogos())
    comprobar(catalogo, con_obligatorios(catalogo, datos.draw(casos(catalogo))))


@pytest.mark.propiedades
@POCOS
@given(datos=st.data())
def test_hacer_acciones_deja_lo_mismo(datos: st.DataObject) -> None:
    """La vista de después de unas acciones se lee como el caso en que se hicieron."""
    catalogo = datos.draw(catalogos())
    caso = con_obligatorios(catalogo, datos.draw(casos(catalogo)))
    edicion = catalogo.al(caso.fecha_corte)
    hechas = con_requisitos(catalogo, datos.draw(st.sampled_from(sorted(catalogo.acciones))))
    modelo = entero(edicion)
    despues = pedir_todo(modelo.caso.despues(hechas))
    solucion = resolver(modelo.logica, fijar(modelo, caso))
    assert solucion is not None
    quedo = acciones.hacer(catalogo, caso, hechas, caso.fecha_corte)
    comparar(edicion, despues, solucion, semantica.leer(edicion, quedo))


@pytest.mark.propiedades
@POCOS
@given(datos=st.data())
def test_mirar_solo_cerca_no_pierde_nada(datos: st.DataObject) -> None:
    """Todo lo que un caso deja sabido se puede también con valores próximos a las constantes."""
    catalogo = datos.draw(catalogos())
    caso = con_obligatorios(catalogo, datos.draw(casos(catalogo)))
    edicion = catalogo.al(caso.fecha_corte)
    modelo = Modelo(Dominios(edicion, cerca=True))
    evaluador = semantica.Evaluador(edicion, caso)
    supuestos = [modelo.caso.regla(r).es(evaluador.veredicto(r).estado) for r in edicion.reglas.values()]
    for expresion in expresiones(edicion):
        juicio, verdad = modelo.caso.juicio(expresion), evaluador.verdad(expresion)
        supuestos += [juicio.si if verdad is Verdad.SI else ~juicio.si]
        supuestos += [juicio.no if verdad is Verdad.NO else ~juicio.no]
    assert resolver(modelo.logica, supuestos) is not None


def test_completo_no_deja_nada_por_saber() -> None:
    """Con todo respondido, ninguna regla de la base real queda sin información."""
    modelo = entero(REAL.al(date(2026, 11, 20)), completo=True)
    dudas = [modelo.caso.regla(r).es(Estado.SIN_INFORMACION) for r in modelo.edicion.reglas.values()]
    assert resolver(modelo.logica, [modelo.logica.o(*dudas)]) is None


@pytest.mark.parametrize(
    ("clase", "minimo", "maximo", "rango"),
    [
        ("porcentaje", 0.1, None, (1000, 1_000_000)),
        ("porcentaje", None, 33.33335, (0, 333_333)),
        ("entero", None, None, (0, 10**12)),
        ("entero", -3, 2.5, (-3, 2)),
    ],
)
def test_los_extremos_de_un_dato_son_exactos(
    clase: str, minimo: float | None, maximo: float | None, rango: tuple[int, int]
) -> None:
    """Los mismos valores que se admiten al leer un caso, ni uno más."""
    ficha = PAN.criterios["masa.reposo"].model_copy(
        update={"clase": Clase(clase), "minimo": minimo, "maximo": maximo}
    )
    assert rango_de(ficha) == Rango(*rango)

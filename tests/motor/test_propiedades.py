"""Lo que vale en toda base y en todo caso: se comprueba con bases y casos al azar, y con la real."""

import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor import Caso, Resultado, semantica
from motor.acciones import cadena, hacer
from motor.caso import Respuesta
from motor.contrato import resultado_en_json
from motor.evaluacion import armar
from motor.lectura import Estado
from motor.resultado import MadurezDeEscenario, MadurezGlobal
from reglas import Catalogo, cargar
from tests.estrategias import casos, catalogos

pytestmark = pytest.mark.propiedades
REAL = cargar()
# Cada ejemplo evalúa una base entera, con su consejo: la cuarta parte del presupuesto ya son miles de reglas.
con_cuentas = settings(max_examples=settings().max_examples // 4)


@st.composite
def situaciones(draw: st.DrawFn) -> tuple[Catalogo, Caso]:
    """Una base, inventada o la real, y un caso suyo."""
    catalogo = draw(st.one_of(catalogos(), st.just(REAL)))
    return catalogo, draw(casos(catalogo))


@st.composite
def situaciones_que_avanzan(draw: st.DrawFn) -> tuple[Catalogo, Caso, Caso]:
    """Una base, un caso, y el mismo caso con algo más respondido."""
    catalogo, antes = draw(situaciones())
    otro = draw(casos(catalogo))
    nuevas = {c: r for c, r in otro.respuestas.items() if not _respondido(antes, c)}
    atributos = {**otro.entidad.atributos, **antes.entidad.atributos}
    despues = replace(
        antes,
        entidad=replace(antes.entidad, atributos=atributos),
        respuestas={**antes.respuestas, **nuevas},
    )
    return catalogo, antes, despues


def _respondido(caso: Caso, criterio: str) -> bool:
    respuesta = caso.respuestas.get(criterio)
    return respuesta is not None and (respuesta.valor is not None or respuesta.no_aplica is not None)


def resultado(catalogo: Catalogo, caso: Caso) -> Resultado:
    edicion = catalogo.al(caso.fecha_corte)
    return armar(edicion, caso, semantica.leer(edicion, caso))


@con_cuentas
@given(situaciones())
def test_los_puntos_se_conservan(situacion: tuple[Catalogo, Caso]) -> None:
    """Cumplido, en parte, pendiente y por saber suman siempre todo el peso, y dan los dos índices."""
    for e in resultado(*situacion).escenarios.values():
        p = e.puntos
        assert p.cumple + p.parcial + p.pendiente + p.sin_informacion == p.potencial
        if e.indice_min is not None:
            assert e.indice_min == 100 * (p.cumple + p.parcial) / p.potencial
            assert e.indice_max == 100 * (p.cumple + p.parcial + p.sin_informacion) / p.potencial


@con_cuentas
@given(situaciones())
def test_las_cotas_estan_en_orden(situacion: tuple[Catalogo, Caso]) -> None:
    """Lo demostrado nunca pasa de lo posible, ni se sale de 0 a 100 o del primer nivel."""
    r = resultado(*situacion)
    medidas: list[MadurezDeEscenario | MadurezGlobal] = [*r.escenarios.values(), r.madurez_global]
    for e in medidas:
        if e.indice_min is None:
            assert (e.indice_max, e.nivel_min, e.nivel_max) == (None, None, None)
            continue
        assert e.indice_max is not None
        assert e.nivel_min is not None
        assert e.nivel_max is not None
        assert 0 <= e.indice_min <= e.indice_max <= 100
        assert 1 <= e.nivel_min <= e.nivel_max <= len(situacion[0].niveles)


@con_cuentas
@given(situaciones_que_avanzan())
def test_responder_nunca_cambia_lo_ya_sabido(situacion: tuple[Catalogo, Caso, Caso]) -> None:
    """Un estado conocido no cambia al responder algo que estaba sin responder; uno por saber se estrecha."""
    catalogo, antes, despues = situacion
    edicion = catalogo.al(antes.fecha_corte)
    viejos, nuevos = (semantica.leer(edicion, c).veredictos for c in (antes, despues))
    for codigo, viejo in viejos.items():
        nuevo = nuevos[codigo]
        if viejo.estado is not Estado.SIN_INFORMACION:
            # El vencimiento sí puede llegar a saberse: el plazo puede depender de otra respuesta.
            assert replace(nuevo, vence=None) == replace(viejo, vence=None)
        elif nuevo.medios_min is not None and nuevo.medios_max is not None:
            assert viejo.medios_min is not None
            assert viejo.medios_max is not None
            assert viejo.medios_min <= nuevo.medios_min <= nuevo.medios_max <= viejo.medios_max


@con_cuentas
@given(situaciones_que_avanzan())
def test_el_intervalo_contiene_lo_que_se_llegue_a_saber(situacion: tuple[Catalogo, Caso, Caso]) -> None:
    """Índices y niveles quedan dentro de lo informado, salvo que un escenario se quede sin reglas."""
    catalogo, antes, despues = situacion
    viejo, nuevo = resultado(catalogo, antes), resultado(catalogo, despues)
    for codigo, v in viejo.escenarios.items():
        _contenido(v, nuevo.escenarios[codigo])
    con_indice = [{c for c, e in r.escenarios.items() if e.indice_min is not None} for r in (viejo, nuevo)]
    if con_indice[0] == con_indice[1]:
        _contenido(viejo.madurez_global, nuevo.madurez_global)


def _contenido(viejo: MadurezDeEscenario | MadurezGlobal, nuevo: MadurezDeEscenario | MadurezGlobal) -> None:
    for cota in ("indice", "nivel"):
        v0, v1 = getattr(viejo, f"{cota}_min"), getattr(viejo, f"{cota}_max")
        n0, n1 = getattr(nuevo, f"{cota}_min"), getattr(nuevo, f"{cota}_max")
        if n0 is not None:
            assert v0 <= n0 <= n1 <= v1


@con_cuentas
@given(situaciones_que_avanzan(), st.data())
def test_aprovechar_lo_de_antes_da_lo_mismo(
    situacion: tuple[Catalogo, Caso, Caso], datos: st.DataObject
) -> None:
    """Al responder, al borrar y al poner evidencias: lo que se aprovecha no se nota."""
    catalogo, uno, otro = situacion
    otro = replace(otro, entidad=uno.entidad) if datos.draw(st.booleans()) else otro
    for codigo in datos.draw(st.lists(st.sampled_from([*catalogo.criterios]), max_size=2)):
        respuesta = replace(otro.respuestas.get(codigo, Respuesta()), evidencias=("acta",))
        otro = replace(otro, respuestas={**otro.respuestas, codigo: respuesta})
    for antes, ahora in ((uno, otro), (otro, uno)):
        edicion = catalogo.al(ahora.fecha_corte)
        aprovechado = armar(edicion, ahora, semantica.leer(edicion, ahora), antes=resultado(catalogo, antes))
        assert aprovechado == resultado(catalogo, ahora)


@con_cuentas
@given(situaciones(), st.randoms(use_true_random=False))
def test_el_orden_de_las_respuestas_no_importa(situacion: tuple[Catalogo, Caso], azar: random.Random) -> None:
    """Permutar las respuestas da el mismo resultado, byte por byte."""
    catalogo, caso = situacion
    barajadas = list(caso.respuestas.items())
    azar.shuffle(barajadas)
    otro = replace(caso, respuestas=dict(barajadas))
    uno, dos = (json.dumps(resultado_en_json(resultado(catalogo, c))) for c in (caso, otro))
    assert uno == dos


@con_cuentas
@given(situaciones())
def test_las_recomendaciones_prometen_lo_que_pasa_al_hacerlas(situacion: tuple[Catalogo, Caso]) -> None:
    """Hechas la acción y sus requisitos, lo evaluado coincide con lo que cierra, gana y desbloquea."""
    catalogo, caso = situacion
    antes = resultado(catalogo, caso)
    propuestas = semantica.leer(antes.edicion, caso).propuestas
    for r in antes.recomendaciones:
        if r.accion is None:
            continue
        hecho = hacer(catalogo, caso, cadena(antes.edicion, r.accion, propuestas), caso.fecha_corte)
        despues = resultado(catalogo, hecho)
        assert set(r.cierra) == {
            codigo
            for codigo, h in despues.hallazgos.items()
            if h.estado is Estado.CUMPLE and antes.hallazgos[codigo].estado is not Estado.CUMPLE
        }
        for codigo, e in despues.escenarios.items():
            viejo = antes.escenarios[codigo]
            if e.indice_min is None or viejo.indice_min is None:
                continue
            assert r.gana.get(codigo, Fraction(0)) == max(e.indice_min - viejo.indice_min, Fraction(0))
            assert viejo.nivel_min is not None
            assert e.nivel_min is not None
            subidos = [nivel for escenario, nivel in r.desbloquea if escenario == codigo]
            assert subidos == list(range(viejo.nivel_min + 1, e.nivel_min + 1))


@con_cuentas
@given(situaciones())
def test_las_recomendaciones_respetan_los_requisitos(situacion: tuple[Catalogo, Caso]) -> None:
    """Un requisito pendiente va siempre antes, y en una tanda anterior."""
    recomendaciones = resultado(*situacion).recomendaciones
    assert [r.orden for r in recomendaciones] == list(range(1, len(recomendaciones) + 1))
    por_accion = {r.accion: r for r in recomendaciones}
    for r in recomendaciones:
        for requisito in r.requiere:
            assert por_accion[requisito].orden < r.orden
            assert por_accion[requisito].horizonte < r.horizonte


@con_cuentas
@given(situaciones())
def test_lo_insubsanable_vencido_nunca_se_atiende(situacion: tuple[Catalogo, Caso]) -> None:
    """Ninguna recomendación se justifica con una regla cuyo plazo ya no se puede cumplir."""
    catalogo, caso = situacion
    r = resultado(catalogo, caso)
    for recomendacion in r.recomendaciones:
        if recomendacion.accion is None:
            continue
        for codigo in recomendacion.atiende:
            h = r.hallazgos[codigo]
            vencida = h.veredicto.vence is not None and h.veredicto.vence < caso.fecha_corte
            assert not (h.regla.ficha.insubsanable and vencida)

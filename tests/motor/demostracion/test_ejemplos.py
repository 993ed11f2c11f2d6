"""Lo que se demuestra no lo desmiente ningún caso, y cada ejemplo muestra lo que dice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motor import Caso, acciones, semantica
from motor.demostracion import Demostracion, Gravedad, demostrar
from motor.lectura import Estado, Veredicto
from motor.restricciones import con_requisitos
from motor.verdad import Verdad
from reglas import Catalogo
from tests.estrategias import casos, catalogos
from tests.motor.restricciones.test_definicion import con_obligatorios

POCOS = settings(max_examples=25)


def despues(catalogo: Catalogo, caso: Caso, accion: str, regla: str) -> Veredicto:
    """Cómo queda una regla al hacer una acción y lo que requiere."""
    hecho = acciones.hacer(catalogo, caso, con_requisitos(catalogo, accion), caso.fecha_corte)
    edicion = catalogo.al(caso.fecha_corte)
    return semantica.Evaluador(edicion, hecho).veredicto(edicion.reglas[regla])


def dichos(hecha: Demostracion, fragmento: str) -> set[str]:
    """De qué se dice algo."""
    return {o.sujeto for _, o in hecha.observaciones(Gravedad.DEFECTO) if fragmento in o.mensaje}


@pytest.mark.propiedades
@POCOS
@given(datos=st.data())
def test_ningun_caso_desmiente_lo_demostrado(datos: st.DataObject) -> None:
    """Ni lo que se dice imposible ni las promesas que se dan por buenas."""
    catalogo = datos.draw(catalogos())
    caso = con_obligatorios(catalogo, datos.draw(casos(catalogo)))
    edicion = catalogo.al(caso.fecha_corte)
    hecha = demostrar(catalogo, caso.fecha_corte, solo=["estados", "promesas"])
    veredictos = semantica.leer(edicion, caso).veredictos
    imposibles = {
        Estado.CUMPLE: dichos(hecha, "Nadie puede cumplirla:"),
        Estado.PARCIAL: dichos(hecha, "Nadie puede cumplirla en parte"),
        Estado.NO_CUMPLE: dichos(hecha, "Nadie puede incumplirla"),
    }
    for codigo, veredicto in veredictos.items():
        assert codigo not in imposibles.get(veredicto.estado, ())
        if veredicto.estado not in (Estado.NO_APLICA, Estado.SIN_INFORMACION):
            assert codigo not in dichos(hecha, "No le aplica a nadie")
    rotas = dichos(hecha, "Hecha la acción")
    for accion, ficha in catalogo.acciones.items():
        for codigo in (c for c in ficha.cierra if c in edicion.reglas):
            aplica = edicion.reglas[codigo].aplica_si
            le_aplica = aplica is None or semantica.Evaluador(edicion, caso).verdad(aplica) is Verdad.SI
            quedo = despues(catalogo, caso, accion, codigo)
            a_tiempo = edicion.reglas[codigo].plazo is None or (
                quedo.vence is not None and caso.fecha_corte <= quedo.vence
            )
            if le_aplica and a_tiempo and f"{accion} → {codigo}" not in rotas:
                assert quedo.estado in (Estado.CUMPLE, Estado.NO_APLICA)


@pytest.mark.propiedades
@POCOS
@given(datos=st.data())
def test_cada_ejemplo_de_una_promesa_rota_la_rompe(datos: st.DataObject) -> None:
    """El caso que se muestra, evaluado, no queda en cumple."""
    catalogo = datos.draw(catalogos())
    fecha = datos.draw(st.sampled_from(catalogo.cambios))
    for codigo, o in demostrar(catalogo, fecha, solo=["promesas"]).observaciones(Gravedad.DEFECTO):
        if o.ejemplo is not None:
            accion, regla = o.sujeto.split(" → ")
            edicion = catalogo.al(fecha)
            caso = o.ejemplo.caso
            hecho = acciones.hacer(catalogo, caso, con_requisitos(catalogo, accion), caso.fecha_corte)
            quedo = semantica.Evaluador(edicion, hecho).veredicto(edicion.reglas[regla])
            assert quedo.estado not in (Estado.CUMPLE, Estado.NO_APLICA), codigo

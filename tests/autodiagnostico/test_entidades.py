"""Las entidades: se validan como en el contrato, con todos sus problemas."""

import pytest

from autodiagnostico.sala import Sala
from autodiagnostico.servicios import entidades
from motor import ErrorDeCaso
from tests.autodiagnostico.piezas import INSTITUTO


def test_una_entidad_se_guarda_y_se_corrige(sala: Sala) -> None:
    """Lo que no viene queda como desconocido."""
    ficha = entidades.guardar(sala, {**INSTITUTO, "sector": "  ", "poblacion": None})
    assert ficha == entidades.leer(sala, ficha.id)
    assert (ficha.codigo, ficha.atributos["distrito_capital"], ficha.demostracion) == ("PRUEBA", True, False)
    assert "sector" not in ficha.atributos
    minimos = {c: INSTITUTO[c] for c in ("codigo", "nombre", "tipo", "orden")}
    corregida = entidades.guardar(sala, {**minimos, "nombre": "Otro"}, ficha.id)
    assert (corregida.nombre, "rama_ejecutiva" in corregida.atributos) == ("Otro", False)
    assert entidades.listar(sala) == [corregida]


def test_los_problemas_de_una_entidad_se_dicen_todos(sala: Sala) -> None:
    """Con su ruta, también el código que ya usa otra."""
    entidades.guardar(sala, INSTITUTO)
    with pytest.raises(ErrorDeCaso) as error:
        entidades.guardar(sala, {"codigo": "prueba", "nombre": " ", "tipo": "x", "poblacion": "mil"})
    assert {p.ruta for p in error.value.problemas} == {
        *("entidad.codigo", "entidad.nombre", "entidad.tipo", "entidad.orden", "entidad.poblacion")
    }


def test_un_codigo_no_se_repite_con_otras_mayusculas_tampoco_si_lleva_tildes(sala: Sala) -> None:
    """En SQLite «Ñ» y «ñ» no son la misma letra, y la base de un computador pasa por ahí."""
    entidades.guardar(sala, {**INSTITUTO, "codigo": "PEÑÓN"})
    for repetido in ("PEÑÓN", "peñón", "Pen\u0303o\u0301n"):
        with pytest.raises(ErrorDeCaso, match="el código «PEÑÓN» ya es de"):
            entidades.guardar(sala, {**INSTITUTO, "codigo": repetido, "nombre": "Otra"})
    entidades.guardar(sala, {**INSTITUTO, "codigo": "PENON", "nombre": "Otra"})


def test_las_entidades_salen_por_nombre_sin_importar_tildes(sala: Sala) -> None:
    """Como en un directorio."""
    for codigo, nombre in (("1", "Órgano"), ("2", "obra"), ("3", "Alcaldía")):
        entidades.guardar(sala, {**INSTITUTO, "codigo": codigo, "nombre": nombre})
    assert [e.nombre for e in entidades.listar(sala)] == ["Alcaldía", "obra", "Órgano"]


def test_se_sugieren_las_de_las_listas_del_catalogo(sala: Sala) -> None:
    """Sin tildes, con las palabras en cualquier orden y los campos que la entidad usa."""
    assert entidades.sugeridas(sala, " ") == []
    (cajica,) = entidades.sugeridas(sala, "cajicá alcaldía")
    assert (cajica.datos["tipo"], cajica.datos["orden"]) == ("alcaldia", "territorial")
    assert set(cajica.datos) <= {"codigo", "nombre", *sala.catalogo.atributos}
    assert cajica.verificada is True
    assert len(entidades.sugeridas(sala, "de")) == entidades.MAXIMO_DE_SUGERIDAS


def test_de_una_distrital_se_llena_lo_que_es_cierto(sala: Sala) -> None:
    """Lo de sí o no llega como sí o no; lo dudoso queda por preguntar, y se dice si se verificó."""
    (ipes,) = entidades.sugeridas(sala, "IPES")
    assert (ipes.datos["distrito_capital"], ipes.datos["rama_ejecutiva"], ipes.verificada) == (
        True,
        True,
        True,
    )
    (personeria,) = entidades.sugeridas(sala, "personería de Bogotá")
    assert personeria.datos["rama_ejecutiva"] is False
    assert (personeria.verificada, personeria.nota) == (False, "Código 2002 en Bogotá te escucha")
    (universidad,) = entidades.sugeridas(sala, "UDISTRITAL")
    assert "rama_ejecutiva" not in universidad.datos


def test_cada_fila_de_las_listas_sirve_para_crear_la_entidad(sala: Sala) -> None:
    """Ninguna trae un dato que la entidad no admita; a lo sumo falta uno obligatorio por elegir."""
    for lista in sala.catalogo.listas.values():
        for fila in lista.filas:
            una = next(
                s for s in entidades.sugeridas(sala, fila["codigo"]) if s.datos["codigo"] == fila["codigo"]
            )
            datos = {"orden": "territorial", **una.datos}
            assert entidades.guardar(sala, datos).codigo == fila["codigo"]

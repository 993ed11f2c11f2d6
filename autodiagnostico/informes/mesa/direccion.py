"""El autodiagnóstico para quien dirige la entidad, en dos páginas."""

from __future__ import annotations

from collections.abc import Iterator

from autodiagnostico.documento.bloques import (
    Bloque,
    Cifras,
    Figura,
    Lista,
    Parrafo,
    SaltoDePagina,
    Tabla,
    Titulo,
)
from autodiagnostico.graficas import por_escenario
from autodiagnostico.informes.contenido import Contenido
from autodiagnostico.informes.mesa import hojas
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.textos import Declarado
from autodiagnostico.palabras import ESTADOS, RAZONES, nivel_en_palabras, porcentaje, puntaje
from autodiagnostico.puntaje import cobertura_global
from autodiagnostico.textos import cuantas
from motor import Estado
from motor.resultado import Hallazgo
from reglas.palabras import fecha_en_palabras

_DEBERES, _ACCIONES = 6, 5
"""Los que caben en dos páginas; los demás van en el libro."""
_FALTAN = (Estado.NO_CUMPLE, Estado.PARCIAL, Estado.EN_PLAZO)


def contenido(datos: Datos, dice: Declarado) -> Contenido:
    """Los bloques y las hojas."""
    suyas = [
        hojas.resumen(datos, hojas.del_autodiagnostico(datos)),
        hojas.madurez(datos),
        hojas.deberes(datos),
        hojas.recomendaciones(datos),
    ]
    return Contenido(dice.nombre, list(_bloques(datos, dice)), suyas)


def _bloques(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield from datos.salvedad()
    yield from _mensaje(datos, dice)
    yield Figura(por_escenario(datos.resultado))
    yield Lista("Lo que se le pide decidir.", [(0, punto) for punto in dice.listas["decidir"]])
    yield SaltoDePagina()
    yield Titulo(1, "Deberes sin cumplir")
    yield from _deberes(datos, dice)
    yield Titulo(1, "Qué hacer primero")
    yield from _primero(datos, dice)
    yield Parrafo(dice.decir("como_leer"), "Cómo leer estas cifras.")


def _mensaje(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    resultado, deberes = datos.resultado, datos.deberes()
    total, catalogo = resultado.madurez_global, resultado.edicion.catalogo
    cumplidos = datos.cumplidos
    faltan = sum(h.estado in _FALTAN for h in deberes)
    cuenta = {"entidad": datos.entidad, "cumplidos": cumplidos, "deberes": len(deberes)}
    if total.indice_min is None or total.indice_max is None:
        yield Parrafo(dice.decir("sin_nivel", **cuenta))
    else:
        nivel, puntos = nivel_en_palabras(catalogo, total.nivel_min), puntaje(total.indice_min)
        sigue = (
            dice.decir("todo_sabido")
            if total.indice_max == total.indice_min
            else dice.decir("posible", hasta=puntaje(total.indice_max, hacia_arriba=True))
        )
        yield Parrafo(f"{dice.decir('mensaje', nivel=nivel, puntos=puntos, **cuenta)} {sigue}")
    yield Cifras(
        [
            datos.cifra(puntaje(total.indice_min), "Puntos de madurez demostrados, de 100"),
            datos.cifra(f"{cumplidos} de {len(deberes)}", "Deberes cumplidos"),
            datos.cifra(str(faltan), "Deberes sin cumplir del todo"),
            datos.cifra(porcentaje(cobertura_global(resultado)), "De lo que cuenta, ya se sabe"),
        ]
    )


def _deberes(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    faltan = _en_orden(datos)
    if not faltan:
        yield Parrafo(dice.decir("al_dia"))
        return
    filas = [(h.regla.ficha.titulo, datos.cita(h), _como_va(h)) for h in faltan[:_DEBERES]]
    yield Tabla(("Deber", "Norma", "Cómo va"), (5, 4, 3), filas)
    if len(faltan) > _DEBERES:
        yield Parrafo(
            dice.decir("otros_deberes", cuantos=cuantas(len(faltan) - _DEBERES, "deber más", "deberes más"))
        )


def _en_orden(datos: Datos) -> list[Hallazgo]:
    """Los que faltan, como los atienden las recomendaciones: primero los vencidos."""
    faltan = {h.regla.codigo: h for h in datos.deberes() if h.estado in _FALTAN}
    atendidos = [c for r in datos.recomendaciones for c in r.atiende if c in faltan]
    return [faltan[c] for c in dict.fromkeys([*atendidos, *faltan])]


def _como_va(hallazgo: Hallazgo) -> str:
    vence = hallazgo.veredicto.vence
    return ESTADOS[hallazgo.estado][1] + (f". Plazo: {fecha_en_palabras(vence)}" if vence else "")


def _primero(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    acciones = datos.resultado.edicion.catalogo.acciones
    suyas = [(r, acciones[r.accion]) for r in datos.recomendaciones if r.accion][:_ACCIONES]
    if not suyas:
        yield Parrafo(dice.decir("nada_que_hacer"))
        return
    yield Parrafo(dice.decir("primero"))
    filas = [
        (a.titulo, RAZONES[r.razon], a.responsable, cuantas(a.esfuerzo_dias, "día", "días")) for r, a in suyas
    ]
    yield Tabla(("Acción", "Por qué", "Área que se sugiere", "Trabajo"), (5, 3, 4, 2), filas)

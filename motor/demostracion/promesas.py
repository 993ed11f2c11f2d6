"""Lo que una acción dice que cierra, lo cierra: en todo caso, con lo que requiere ya hecho."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from motor.demostracion.banco import Banco, Tareas, defecto, nota
from motor.demostracion.resultado import Observacion
from motor.lectura import Estado
from motor.restricciones import Proposicion, Vista, con_requisitos
from reglas.catalogo import Regla

_ESTADOS = {
    Estado.PARCIAL: "en «parcial»",
    Estado.NO_CUMPLE: "en «no cumple»",
    Estado.EN_PLAZO: "sin cumplir, aunque en plazo",
    Estado.NO_APLICA: "en «no aplica»",
    Estado.SIN_INFORMACION: "sin información",
}


def tareas(banco: Banco) -> Tareas:
    """Una por cada regla que cada acción promete cerrar."""
    for codigo, accion in banco.edicion.catalogo.acciones.items():
        for cerrada in accion.cierra:
            if cerrada in banco.edicion.reglas:
                regla = banco.edicion.reglas[cerrada]
                yield f"{codigo} → {cerrada}", partial(_examinar, banco, codigo, regla)


def _examinar(banco: Banco, accion: str, regla: Regla) -> Iterator[Observacion]:
    """Se hace en la fecha de corte. El contrato solo pide que valga en plazo."""
    modelo = banco.modelo(completo=False)
    antes, despues = modelo.caso, modelo.caso.despues(con_requisitos(banco.edicion.catalogo, accion))
    estados = despues.regla(regla)
    falla = modelo.logica.y(
        modelo.rige(regla), antes.juicio(regla.aplica_si).si, ~estados.es(Estado.CUMPLE), ~estados.declarada
    )
    en_termino = modelo.logica.si if regla.plazo is None else estados.en_termino
    sujeto = f"{accion} → {regla.codigo}"
    yield from _en_plazo(banco, despues, accion, regla, modelo.logica.y(falla, en_termino))
    if regla.plazo is None:
        return
    if regla.ficha.insubsanable:
        if banco.buscar(modelo, modelo.rige(regla), en_termino) is None:
            yield defecto(sujeto, "La promesa es vacía: mientras la regla rige, su plazo ya pasó.")
    elif (solucion := banco.buscar(modelo, falla, ~en_termino)) is not None:
        yield nota(
            sujeto,
            f"Vencido el plazo, la acción ya no cierra {banco.titulo(regla.codigo)}, "
            "que no está declarada insubsanable.",
            banco.ejemplo(modelo, solucion, regla),
        )


def _en_plazo(
    banco: Banco, despues: Vista, accion: str, regla: Regla, falla: Proposicion
) -> Iterator[Observacion]:
    modelo = despues.modelo
    # Si lo muestra un caso sin contradicciones, mejor ese.
    creible = banco.coherente(modelo, regla)
    solucion = banco.buscar(modelo, falla, creible) or banco.buscar(modelo, falla)
    if solucion is None:
        return
    *antes, _ = con_requisitos(banco.edicion.catalogo, accion)
    estados = despues.regla(regla)
    queda = next(dicho for estado, dicho in _ESTADOS.items() if solucion.cierto(estados.es(estado)))
    requisitos = f", con lo que requiere ({', '.join(antes)})" if antes else ""
    yield defecto(
        f"{accion} → {regla.codigo}",
        f"Hecha la acción «{banco.edicion.catalogo.acciones[accion].titulo}»{requisitos}, "
        f"{banco.titulo(regla.codigo)} queda {queda} si antes de hacerla se respondió así.",
        banco.ejemplo(modelo, solucion, regla),
    )

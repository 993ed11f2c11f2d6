"""Seguimiento del plan: cómo va cada acción, qué cuestan los atrasos y qué respuestas cambia lo hecho."""

from __future__ import annotations

from autodiagnostico.plan.pasos import Paso
from autodiagnostico.servicios import seguimiento
from ui import contexto, informar, marcha, pasos_del_plan, respuestas_del_plan, temas
from ui.enlaces import enlace
from ui.marcado import e, pintar

EJECUCION = (Paso.EMPEZAR, Paso.CUMPLIR, Paso.NO_CUMPLIR, Paso.RETOMAR)


def pagina() -> None:
    """Primero cómo va; luego, informar; al final, lo que cambia."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Seguimiento del plan"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    pintar(
        e(
            "p",
            f"El plan de la vigencia {ficha.vigencia + 1}: qué va bien, qué va mal y qué se entregó.",
            clase="entrada",
        )
    )
    resultado = contexto.resultado(ficha)
    marchas = seguimiento.marchas(contexto.sala(), ficha.id)
    if not marchas:
        pintar(e("p", "El plan está vacío: todavía no hay qué seguir.", clase="ayuda"))
        enlace("mesa", "Llevar recomendaciones al plan")
        return
    marcha.tabla(marchas)
    items = [m.item for m in marchas]
    informar.dibujar(ficha, items)
    pasos_del_plan.dibujar(ficha, items, EJECUCION)
    pintar(e("h2", "Lo que los atrasos le hacen a la madurez prometida"))
    efecto = seguimiento.efecto(contexto.sala(), ficha.id)
    if efecto is None:
        texto = "Se ve cuando el Comité apruebe la primera versión: es la que promete."
        pintar(e("p", texto, clase="ayuda"))
    else:
        marcha.efecto(resultado.edicion.catalogo, efecto)
    pintar(e("h2", "Lo hecho y el autodiagnóstico"))
    respuestas_del_plan.dibujar(ficha)


pagina()

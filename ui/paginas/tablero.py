"""Tablero del plan: por estado, en el tiempo, impacto frente a esfuerzo y lo prometido frente a lo real."""

from __future__ import annotations

from autodiagnostico.plan import tableros
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import diagnosticos, efectos, seguimiento
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from ui import contexto, grafica, tablero, temas
from ui.enlaces import enlace
from ui.marcado import e, pintar


def pagina() -> None:
    """Cuatro maneras de mirar el mismo plan."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Tablero del plan"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    pintar(e("p", f"El plan de la vigencia {ficha.vigencia + 1}, de un vistazo.", clase="entrada"))
    marchas = seguimiento.marchas(contexto.sala(), ficha.id)
    if not marchas:
        pintar(e("p", "El plan está vacío.", clase="ayuda"))
        enlace("mesa", "Llevar recomendaciones al plan")
        return
    pintar(e("h2", "Por estado"), tablero.por_estado(marchas))
    grafica.dibujar(tableros.en_el_tiempo(marchas, hoy()), "plan_en_el_tiempo", titulo="h2")
    resultado = contexto.resultado(ficha)
    if any(r.accion is not None for r in resultado.recomendaciones):
        suya = tableros.impacto_y_esfuerzo(resultado, [m.item for m in marchas], resultado.fecha_corte)
        grafica.dibujar(suya, "impacto_y_esfuerzo", titulo="h2")
    _prometida(ficha)


def _prometida(ficha: FichaDeDiagnostico) -> None:
    efecto = seguimiento.efecto(contexto.sala(), ficha.id)
    if efecto is None:
        pintar(
            e("h2", "Madurez prometida y madurez real"),
            e("p", "Se ve cuando el Comité apruebe la primera versión del plan.", clase="ayuda"),
        )
        return
    abierto = efectos.abierto(contexto.sala(), ficha.id) or ficha
    real = diagnosticos.evaluar(contexto.sala(), abierto.id).madurez_global.indice_min
    suya = tableros.prometida_y_real(efecto.prometida, efecto.proyectada, real, hoy())
    grafica.dibujar(suya, "prometida_y_real", titulo="h2")


pagina()

"""La Mesa Técnica: su acto, quiénes la integran y qué le falta frente a la norma."""

from __future__ import annotations

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import mesa_tecnica
from ui import contexto, descargas, frente_a_la_norma, registro, temas
from ui.marcado import e, pintar


def pagina() -> None:
    """Primero cómo va frente a la norma; luego el registro."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "La Mesa Técnica"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    mesa = mesa_tecnica.leer(contexto.sala(), ficha.entidad.id)
    pintar(
        e(
            "p",
            "Registre el acto que la creó y quiénes la integran. Con eso se ve qué le falta, por las mismas "
            "reglas que evalúan a la entidad.",
            clase="entrada",
        ),
        e("h2", "Frente a la norma"),
    )
    frente_a_la_norma.dibujar(ficha)
    edita = contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad)
    if edita:
        pintar(e("h2", "El acto y el reglamento"))
        registro.acto(mesa)
    pintar(e("h2", "Quiénes la integran"))
    registro.integrantes(mesa, edita=edita)
    if contexto.puede(Operacion.EXPORTAR, ficha.entidad):
        pintar(e("h2", "Borradores para revisión jurídica"))
        descargas.borradores(ficha.entidad)


pagina()

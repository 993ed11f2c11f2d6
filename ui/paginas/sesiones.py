"""Las sesiones de la Mesa: convocarlas, sus actas y los compromisos que dejan."""

from __future__ import annotations

from autodiagnostico.mesa.fichas import EstadoDeSesion
from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import mesa_tecnica
from autodiagnostico.servicios import sesiones as servicio
from ui import compromisos, contexto, descargas, sesiones, temas
from ui.enlaces import enlace
from ui.marcado import e, pintar


def pagina() -> None:
    """Primero lo que está por hacer; después lo hecho, de lo último a lo primero."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Sesiones de la Mesa"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    entidad_id = ficha.entidad.id
    mesa = mesa_tecnica.leer(contexto.sala(), entidad_id)
    if not mesa.acto.creada:
        pintar(e("p", "Registre primero el acto o el acta del Comité que creó la Mesa.", clase="entrada"))
        enlace("integrantes", "Registrar la Mesa")
        return
    permisos = sesiones.Permisos(
        edita=contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad),
        exporta=contexto.puede(Operacion.EXPORTAR, ficha.entidad),
    )
    todas = servicio.listar(contexto.sala(), entidad_id)
    for una in reversed(todas):
        sesiones.una(mesa, una, permisos, abierta=una.estado is EstadoDeSesion.CONVOCADA)
    if permisos.edita:
        pintar(e("h2", "Convocar una sesión"))
        sesiones.convocar(mesa)
    pintar(e("h2", "Compromisos"))
    compromisos.dibujar(entidad_id, todas, edita=permisos.edita)
    if permisos.edita:
        pintar(e("h2", "La plantilla del acta"))
        descargas.plantilla(entidad_id)


pagina()

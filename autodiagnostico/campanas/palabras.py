"""Cómo se dicen la situación de una entidad y lo que se le recuerda."""

from __future__ import annotations

from autodiagnostico.campanas.fichas import Campana, Convocada, Situacion
from reglas.palabras import fecha_en_palabras

SITUACIONES = {
    Situacion.SIN_EMPEZAR: "No ha empezado",
    Situacion.DEVUELTO: "Devuelto",
    Situacion.EN_BORRADOR: "En borrador",
    Situacion.ENVIADO: "Enviado",
    Situacion.VERIFICADO: "Verificado",
}
_FALTA = {
    Situacion.SIN_EMPEZAR: "su entidad todavía no lo ha empezado",
    Situacion.DEVUELTO: "se devolvió para corregirlo y falta enviarlo otra vez",
    Situacion.EN_BORRADOR: "está en borrador y falta enviarlo",
}


def mensaje(campana: Campana, convocada: Convocada) -> str:
    """Lo que se le escribiría a una entidad que no ha enviado."""
    datos = campana.datos
    plazo = "se cerró" if convocada.vencida else "cierra"
    return (
        f"La campaña «{datos.nombre}» {plazo} el {fecha_en_palabras(datos.cierra)}. Del autodiagnóstico de "
        f"{datos.vigencia}: {_FALTA[convocada.situacion]}."
    )

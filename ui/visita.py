"""Quién está mirando: el modo local o la sesión de una cuenta.

Se pregunta cada vez. La sala dice quién pide cuando se usa, no cuando se entregó: así, una sesión cerrada no
guarda nada más aunque su pestaña siga abierta.
"""

from __future__ import annotations

import streamlit as st

from autodiagnostico import acceso
from autodiagnostico.ajustes import leer_ajustes
from autodiagnostico.cuentas.sesiones import Abierta
from autodiagnostico.errores import ErrorDeSesion
from autodiagnostico.permisos import INSTALACION, LOCAL, Operacion, Quien
from autodiagnostico.permisos import puede as puede_con
from autodiagnostico.sala import Sala
from autodiagnostico.servicios.fichas import FichaDeEntidad
from ui.entrada import cookies
from ui.entrada.puerta import TESTIGO
from ui.instalacion import instalacion


def es_local() -> bool:
    """Si la aplicación está abierta en este computador, sin cuentas."""
    return leer_ajustes().modo == "local"


def testigo() -> str | None:
    """El testigo de la sesión, si lo hay."""
    return TESTIGO.get() or cookies.testigo_entre(st.context.cookies)


def sala() -> Sala:
    """La sala, para quien está mirando."""
    abierta = instalacion()
    if es_local():
        return abierta.sala.como(LOCAL)
    suyo = testigo()
    return abierta.sala.de(lambda: abierta.identidades.quien(suyo))


def quien() -> Quien:
    """Quién está mirando; ErrorDeSesion si su sesión terminó."""
    return sala().quien


def sesion() -> Abierta | None:
    """Su sesión; None en modo local."""
    return None if es_local() else instalacion().identidades.mirar(testigo())


def anotar_uso() -> None:
    """Deja dicho que la sesión sigue en uso. Una vez por página que se dibuja."""
    if not es_local():
        instalacion().identidades.tocar(testigo())


def refrescar() -> None:
    """Vuelve a mirar quién es cada quien: acaba de cambiar alguna sesión o algún rol."""
    instalacion().identidades.olvidar()


def puede(operacion: Operacion, entidad: FichaDeEntidad | None = None) -> bool:
    """Si quien mira puede hacer algo: solo para saber qué mostrarle. Quien lo exige es el servicio."""
    sobre = INSTALACION if entidad is None else acceso.sobre(entidad)
    try:
        return puede_con(quien(), operacion, sobre)
    except ErrorDeSesion:
        return False

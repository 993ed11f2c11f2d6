"""Piezas de los temas que comparten el cuestionario y la página de la entidad."""

from __future__ import annotations

from autodiagnostico.permisos import Operacion
from autodiagnostico.servicios import cuestionario
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from motor import Caso
from motor.cuestionario import Avance
from reglas import Catalogo
from ui import contexto, formato, piezas
from ui.enlaces import enlace
from ui.marcado import Html, e, pintar, unir

_PRIMERO_ELIJA = "Primero elija su entidad y la vigencia."
_PRIMERO_CREE = "Primero elija o cree una entidad y la vigencia. También puede cargar la demostración."


def sin_diagnostico() -> None:
    """Qué se ve cuando todavía no se ha elegido una entidad."""
    pintar(
        piezas.aviso(
            "duda",
            "?",
            e("p", _PRIMERO_CREE if contexto.puede(Operacion.CREAR_ENTIDAD) else _PRIMERO_ELIJA),
        )
    )
    enlace("entidad", "Ir a Mi entidad")


def lo_que_falta(avance: Avance) -> str:
    """Cuántas preguntas faltan, cuántas de ellas obligatorias y cuánto tiempo tomarían."""
    if not avance.pendientes:
        return f"Respondió las {avance.total} preguntas que hacían falta."
    obligatorias = avance.obligatorias_pendientes
    de_ellas = f", {formato.plural(obligatorias, 'obligatoria', 'obligatorias')}" if obligatorias else ""
    faltan = "Falta" if avance.pendientes == 1 else "Faltan"
    return (
        f"{faltan} {formato.plural(avance.pendientes, 'pregunta', 'preguntas')} de {avance.total}{de_ellas}: "
        f"cerca de {formato.duracion(avance.minutos)}."
    )


def avance_del_tema(avance: Avance) -> Html:
    """La barra de un tema y lo que le falta."""
    hechas = avance.total - avance.pendientes
    if not avance.pendientes:
        texto = f"✓ Completo: {formato.plural(avance.total, 'pregunta', 'preguntas')}"
    else:
        minutos = formato.duracion(avance.minutos)
        texto = f"{hechas} de {avance.total} respondidas · faltan cerca de {minutos}"
    return unir(
        piezas.barra_de_avance(hechas, avance.total, texto),
        e("p", texto, clase="menor"),
        e("p", f"Obligatorias por responder: {avance.obligatorias_pendientes}", clase="menor")
        if avance.obligatorias_pendientes
        else None,
    )


def aviso_de_enviado(ficha: FichaDeDiagnostico) -> None:
    """Un diagnóstico enviado se lee, pero no se cambia."""
    cuando = f" el {formato.fecha_larga(ficha.enviado)}" if ficha.enviado else ""
    pintar(
        piezas.aviso(
            "bien",
            "✓",
            e(
                "p",
                f"Este diagnóstico se envió{cuando} y ya no recibe respuestas. Para corregirlo hay que "
                "devolverlo o, si se cerró, reabrirlo: se hace en «Mi entidad».",
            ),
        )
    )


def aviso_de_base(ficha: FichaDeDiagnostico, suya: Catalogo) -> None:
    """Con qué base de reglas se hizo lo que se mira, cuando no es la de hoy."""
    hoy = contexto.sala().catalogo
    if suya.digesto != hoy.digesto:
        texto = (
            f"Se mira con la base de reglas con que se envió, la {_base(suya)}. La de hoy es la "
            f"{_base(hoy)}, y con ella podría dar otra cosa."
        )
    elif ficha.digesto_reglas not in {None, hoy.digesto}:
        texto = (
            f"Se envió con la base de reglas {ficha.version_reglas}, que no se guardó: lo que ve está "
            f"calculado con la de hoy, la {_base(hoy)}."
        )
    else:
        return
    pintar(piezas.aviso("plazo", "!", e("p", texto)))


def _base(catalogo: Catalogo) -> str:
    return f"{catalogo.base.version} ({catalogo.digesto[:8]})"


def faltan_datos(ficha: FichaDeDiagnostico, catalogo: Catalogo, caso: Caso) -> None:
    """Los datos de la entidad que alguna regla necesita y no están."""
    faltan = cuestionario.atributos_por_saber(catalogo, caso)
    if not faltan:
        return
    pintar(
        piezas.aviso(
            "duda",
            "?",
            e(
                "p",
                e("strong", "Faltan datos de la entidad. "),
                "Sin ellos no se sabe si algunas reglas le aplican:",
            ),
            piezas.lista([a.pregunta for a in faltan]),
        )
    )
    if contexto.puede(Operacion.EDITAR_ENTIDAD, ficha.entidad):
        enlace("entidad", "Completar los datos de la entidad", editar="1")

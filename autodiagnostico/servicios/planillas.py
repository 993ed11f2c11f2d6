"""El cuestionario en un archivo: descargarlo, y aplicar lo que se revisó al subirlo, todo o nada."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros.apertura import MAXIMO_BYTES
from autodiagnostico.palabras import cita_en_palabras
from autodiagnostico.permisos import Operacion
from autodiagnostico.planilla import FORMATOS, ErrorDePlanilla, Planilla, Renglon
from autodiagnostico.planilla import escribir as escribir_planilla
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import anterior, cuestionario, diagnosticos, eventos, filas
from autodiagnostico.servicios.cuestionario import Cuestionario
from autodiagnostico.servicios.revision_de_planilla import Cambio, Propuesta, revisar
from autodiagnostico.textos import cuantas
from motor import Respuesta, escribir_caso
from motor.cuestionario import Pregunta
from motor.explicacion import cita_para

__all__ = [
    "FORMATOS",
    "MAXIMO_BYTES",
    "Cambio",
    "ErrorDePlanilla",
    "Propuesta",
    "aplicar",
    "descargar",
    "revisar",
]


def descargar(sala: Sala, diagnostico_id: int, extension: str, tema: str | None = None) -> bytes:
    """El cuestionario entero, o el de un tema, en .xlsx, .csv o .json, con lo guardado hasta ahora."""
    ficha = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(ficha.entidad))
    abierto = cuestionario.abrir(sala, diagnostico_id)
    suya = anterior.de_la_anterior(sala, diagnostico_id) if _ve_borradores(abierto) else None
    planilla = Planilla(
        catalogo=abierto.catalogo,
        datos_de_la_entidad=escribir_caso(abierto.caso)["entidad"],
        vigencia=ficha.vigencia,
        renglones=tuple(_renglones(abierto, suya, tema)),
        vigencia_anterior=suya.vigencia if suya else None,
    )
    contenido = escribir_planilla(planilla, extension)
    with escribir(sala.motor_bd) as sesion:
        objeto = f"diagnostico:{diagnostico_id}"
        detalle = {"formato": extension, "tema": tema}
        bitacora.asentar(
            sesion, sala, "cuestionario descargado", objeto=objeto, entidad_id=ficha.entidad.id, **detalle
        )
    return contenido


def _ve_borradores(abierto: Cuestionario) -> bool:
    return Operacion.VER_BORRADOR in abierto.permite


def _renglones(abierto: Cuestionario, suya: anterior.Anterior | None, tema: str | None) -> Iterator[Renglon]:
    """Las que se preguntan, en su orden, y las que ya no se preguntan y tienen algo guardado."""
    preguntas = {p.criterio.codigo: p for t in abierto.temas for p in t.preguntas}
    codigos = [*preguntas, *(c for c in abierto.guardadas if c not in preguntas)]
    antes = suya.respuestas if suya else {}
    for codigo in codigos:
        criterio, guardada = abierto.catalogo.criterios[codigo], abierto.guardadas.get(codigo)
        if tema not in {None, criterio.tema}:
            continue
        if guardada is None and codigo not in preguntas:
            continue
        yield Renglon(
            criterio=criterio,
            version=guardada.version if guardada else 0,
            respuesta=guardada.respuesta if guardada else Respuesta(),
            anterior=antes[codigo].respuesta if codigo in antes else None,
            pide=_pide(abierto, preguntas.get(codigo)),
        )


def _pide(abierto: Cuestionario, pregunta: Pregunta | None) -> str:
    """La primera norma que lo pide, y cuántas reglas más lo leen."""
    if pregunta is None:
        return ""
    catalogo = abierto.catalogo
    cita = cita_para(catalogo, abierto.caso, catalogo.reglas[pregunta.reglas[0]])
    mas = len(pregunta.reglas) - 1
    y_mas = f", y {cuantas(mas, 'regla más', 'reglas más')}" if mas else ""
    return f"{cita_en_palabras(catalogo, cita)}{y_mas}"


def aplicar(sala: Sala, propuesta: Propuesta, *, insistir: Collection[str] = ()) -> int:
    """Aplica lo que se revisó, en una sola transacción; dice cuántas respuestas cambió.

    De lo que choca, solo las preguntas de `insistir`. Si algo cambió después de revisarlo, no se aplica nada.
    """
    elegidos = [c for c in propuesta.cambios if not c.choca or c.criterio.codigo in insistir]
    with escribir(sala.motor_bd) as sesion:
        filas.tomar_turno(sesion, propuesta.diagnostico_id)
        for tema in dict.fromkeys(c.criterio.tema for c in elegidos):
            acceso.diagnostico(sesion, sala, propuesta.diagnostico_id, Operacion.IMPORTAR, tema)
        diagnostico = acceso.diagnostico(sesion, sala, propuesta.diagnostico_id, Operacion.VER_BORRADOR)
        filas.exigir_borrador(diagnostico)
        for cambio in elegidos:
            fila = filas.respuesta(sesion, propuesta.diagnostico_id, cambio.criterio.codigo)
            if fila.version != cambio.version:
                raise ErrorDeServicio(
                    f"Mientras usted revisaba, cambió la respuesta de «{cambio.criterio.pregunta}». No se "
                    "aplicó nada: revíselo otra vez."
                )
            confirmada = {"por_confirmar": ""} if "valor" in cambio.campos else {}
            despues = {**eventos.contenido(fila), **cambio.campos, **confirmada}
            eventos.escribir_evento(sesion, sala, fila, despues, propuesta.origen)
        bitacora.asentar(
            sesion,
            sala,
            "cuestionario subido",
            objeto=f"diagnostico:{propuesta.diagnostico_id}",
            entidad_id=diagnostico.entidad_id,
            formato=propuesta.origen,
            huella=propuesta.huella,
            cuantas=len(elegidos),
        )
    return len(elegidos)

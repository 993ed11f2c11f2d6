"""El acompañamiento a las entidades: asesorías y talleres, con lo que quedó por hacer.

Lo registra quien gestiona las campañas; lo lee también la entidad, que así sabe a qué se comprometió.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Asesoria as Fila
from autodiagnostico.almacen.tablas import Entidad
from autodiagnostico.campanas.fichas import Asesoria, ClaseDeAsesoria, DatosDeAsesoria, Modalidad
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import emision, filas, personas
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.textos import recortar
from motor.caso import MAXIMO_TEXTO

MAXIMO_DE_ASISTENTES = 100_000
_YA_NO_ESTA = "Esa asesoría ya no está. Vuelva a abrir la página."


def listar(sala: Sala, entidad_id: int | None = None) -> list[Asesoria]:
    """Las de una entidad o, sin decir cuál, las de todas las que se pueden ver: primero la más reciente."""
    with leyendo(sala.motor_bd) as sesion:
        if entidad_id is not None:
            acceso.entidad(sesion, sala, entidad_id, Operacion.VER_ENVIADO)
        pedidas = select(Fila, Entidad).join(Entidad, onclause=col(Fila.entidad_id) == col(Entidad.id))
        if entidad_id is not None:
            pedidas = pedidas.where(Fila.entidad_id == entidad_id)
        suyas = [
            (fila, entidad)
            for fila, entidad in sesion.exec(pedidas.order_by(col(Fila.fecha).desc(), col(Fila.id).desc()))
            if puede(sala.quien, Operacion.VER_ENVIADO, acceso.sobre(entidad))
        ]
        nombres = personas.autores(sesion, (fila.autor_id for fila, _ in suyas))
        return [_ficha(sala, fila, entidad, nombres[fila.autor_id]) for fila, entidad in suyas]


def _ficha(sala: Sala, fila: Fila, entidad: Entidad, quien: str) -> Asesoria:
    datos = DatosDeAsesoria(
        clase=ClaseDeAsesoria(fila.clase),
        fecha=fila.fecha,
        tema=fila.tema,
        modalidad=Modalidad(fila.modalidad),
        asistentes=fila.asistentes,
        compromiso=fila.compromiso,
        para=fila.para,
    )
    ficha = filas.ficha_de_entidad(entidad, sala.catalogo)
    return Asesoria(fila.id or 0, ficha, datos, fila.cumplido, quien)


def registrar(sala: Sala, datos: DatosDeAsesoria, entidades: Collection[int]) -> int:
    """Queda en cada entidad que estuvo; dice en cuántas. Lanza ErrorDeEntrada con todos los problemas."""
    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    datos = recortar(datos)
    problemas = list(_problemas(datos, entidades))
    if problemas:
        raise ErrorDeEntrada("La asesoría", problemas)
    with escribir(sala.motor_bd) as sesion:
        for entidad_id in dict.fromkeys(entidades):
            acceso.entidad(sesion, sala, entidad_id, Operacion.GESTIONAR_CAMPANA)
            fila = Fila(
                entidad_id=entidad_id,
                clase=datos.clase.value,
                fecha=datos.fecha,
                tema=datos.tema,
                modalidad=datos.modalidad.value,
                asistentes=datos.asistentes,
                compromiso=datos.compromiso,
                para=datos.para,
                autor_id=sala.quien.cuenta_id,
            )
            sesion.add(fila)
            sesion.flush()
            _asentar(sesion, sala, fila, "asesoría registrada")
    return len(set(entidades))


def _problemas(datos: DatosDeAsesoria, entidades: Collection[int]) -> Iterator[str]:
    if not entidades:
        yield "Elija al menos una entidad."
    if not datos.tema:
        yield "Falta el tema."
    for que, texto in (("El tema", datos.tema), ("El compromiso", datos.compromiso)):
        if len(texto) > MAXIMO_TEXTO:
            yield f"{que} tiene {len(texto)} caracteres. Se admiten hasta {MAXIMO_TEXTO}."
    if datos.fecha > hoy():
        yield "Esa fecha todavía no llega: se registra lo que ya se hizo."
    if not 0 <= datos.asistentes <= MAXIMO_DE_ASISTENTES:
        yield f"Los asistentes son {datos.asistentes}. Se admite de 0 a {MAXIMO_DE_ASISTENTES}."
    if datos.para is not None and not datos.compromiso:
        yield "Hay fecha para un compromiso, pero no se dice cuál es."
    if datos.para is not None and datos.para < datos.fecha:
        yield "El compromiso vence antes del día de la asesoría."


def cumplir(sala: Sala, asesoria_id: int, cumplido: date | None) -> None:
    """Dice cuándo se cumplió el compromiso; None, que todavía no."""
    with escribir(sala.motor_bd) as sesion:
        fila = _para_cambiar(sesion, sala, asesoria_id)
        if not fila.compromiso:
            raise ErrorDeServicio("De esa asesoría no quedó ningún compromiso.")
        if cumplido is not None and not fila.fecha <= cumplido <= hoy():
            raise ErrorDeServicio("El compromiso se cumplió entre el día de la asesoría y hoy.")
        fila.cumplido = cumplido
        sesion.add(fila)
        cuando = cumplido.isoformat() if cumplido else None
        _asentar(sesion, sala, fila, "compromiso de asesoría cerrado", cumplido=cuando)


def quitar(sala: Sala, asesoria_id: int) -> None:
    """Quita una que se registró por error."""
    with escribir(sala.motor_bd) as sesion:
        fila = _para_cambiar(sesion, sala, asesoria_id)
        _asentar(sesion, sala, fila, "asesoría quitada")
        sesion.delete(fila)


def _para_cambiar(sesion: Session, sala: Sala, asesoria_id: int) -> Fila:
    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    fila = sesion.get(Fila, asesoria_id)
    if fila is None:
        raise ErrorDeServicio(_YA_NO_ESTA)
    return fila


def _asentar(sesion: Session, sala: Sala, fila: Fila, hecho: str, **detalle: str | None) -> None:
    objeto, sobre = f"asesoria:{fila.id}", fila.tema
    bitacora.asentar(sesion, sala, hecho, objeto=objeto, entidad_id=fila.entidad_id, sobre=sobre, **detalle)


def excel(sala: Sala) -> bytes:
    """Todas las asesorías y talleres, en un libro."""
    from autodiagnostico.informes import libro_de_asesorias

    acceso.exigir(sala, Operacion.GESTIONAR_CAMPANA)
    suyas = listar(sala)
    dicho = [[a.id, a.entidad.codigo, a.datos.fecha.isoformat(), a.datos.tema] for a in suyas]
    return emision.emitir(
        sala,
        emision.de_varios("asesorías y talleres", sala.catalogo, hoy().year, dicho, []),
        ".xlsx",
        DeQue("asesorias"),
        lambda sello: libro_de_asesorias.libro(suyas, hoy(), sello),
    )

"""Las evidencias dentro de una transacción ya abierta: quién las ve, dónde se citan y que existan.

Toda evidencia que una respuesta cita es una fila de la tabla, con ese nombre y en la misma entidad.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from sqlalchemy import text
from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen.tablas import Diagnostico, EncargoDeTema, Entidad, Evidencia, Respuesta
from autodiagnostico.entrada.json_estricto import caracter_malo
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.evidencias.nombres import clave_de
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.reloj import ZONA
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios.fichas_de_evidencia import Clase, Datos, FichaDeEvidencia, Uso
from autodiagnostico.vida import Estado
from motor.caso import MAXIMO_TEXTO, PRIMER_ANIO, ULTIMO_ANIO
from reglas.palabras import fecha_en_palabras

_NO_ES_SUYA = "Esa evidencia ya no existe, o no es de las suyas. Vuelva a la lista de evidencias."
Usos = Mapping[str, tuple[Uso, ...]]
"""Nombre de la evidencia → respuestas que la citan, de la vigencia más reciente a la más antigua."""
Encargos = Mapping[tuple[int, str], frozenset[int]]
"""Diagnóstico y tema → cuentas que lo responden."""


def asegurar(sesion: Session, sala: Sala, entidad_id: int, nombres: Iterable[str]) -> None:
    """Que cada nombre que una respuesta va a citar sea una evidencia; si falta, queda como referencia.

    Lanza ErrorDeServicio si alguna se retiró: citarla otra vez pide restituirla primero.
    """
    claves = {clave_de(nombre): nombre for nombre in nombres}
    if not claves:
        return
    tomar_turno(sesion, entidad_id)
    suyas = select(Evidencia).where(Evidencia.entidad_id == entidad_id, col(Evidencia.clave).in_(claves))
    for fila in sesion.exec(suyas):
        if fila.retirada is not None:
            raise ErrorDeServicio(se_retiro(fila))
        del claves[fila.clave]
    autor = sala.quien.cuenta_id
    sesion.add_all(
        Evidencia(entidad_id=entidad_id, nombre=nombre, clave=clave, autor_id=autor)
        for clave, nombre in claves.items()
    )


def se_retiro(fila: Evidencia) -> str:
    """Por qué no se puede volver a citar."""
    cuando = f" el {fecha_en_palabras(fila.retirada.astimezone(ZONA).date())}" if fila.retirada else ""
    return (
        f"«{fila.nombre}» se retiró{cuando} ({fila.motivo_de_retiro}). Restitúyala en «Evidencias», o "
        "agregue otra con un nombre distinto."
    )


def tomar_turno(sesion: Session, entidad_id: int) -> None:
    """Desde aquí nadie más agrega ni cambia evidencias de esa entidad hasta que termine la transacción."""
    sesion.exec(select(Entidad.id).where(Entidad.id == entidad_id).with_for_update(key_share=True))


def tomar_turno_del_contenido(sesion: Session, huella: str) -> None:
    """Nadie más pone ni quita ese contenido del depósito; en SQLite ya escribe uno solo a la vez."""
    if sesion.get_bind().dialect.name == "postgresql":
        turno = int(huella[:15], 16)
        sesion.connection().execute(text("SELECT pg_advisory_xact_lock(:turno)"), {"turno": turno})


def usos(sesion: Session, entidad_id: int) -> Usos:
    """Dónde se cita cada evidencia de la entidad."""
    consulta = (
        select(Diagnostico, Respuesta)
        .join(Respuesta, onclause=col(Respuesta.diagnostico_id) == col(Diagnostico.id))
        .where(Diagnostico.entidad_id == entidad_id)
        .order_by(col(Diagnostico.vigencia).desc(), col(Respuesta.criterio))
    )
    por_nombre: dict[str, list[Uso]] = {}
    for diagnostico, respuesta in sesion.exec(consulta):
        for nombre in respuesta.evidencias:
            uso = Uso(
                respuesta.diagnostico_id,
                diagnostico.vigencia,
                cast(Estado, diagnostico.estado),
                respuesta.criterio,
            )
            por_nombre.setdefault(nombre, []).append(uso)
    return {nombre: tuple(suyos) for nombre, suyos in por_nombre.items()}


def a_la_vista(sala: Sala, entidad: Entidad, todos: tuple[Uso, ...]) -> tuple[Uso, ...]:
    """Los usos que quien pide puede conocer: fuera de la entidad, solo los de lo enviado."""
    if puede(sala.quien, Operacion.VER_BORRADOR, acceso.sobre(entidad)):
        return todos
    return tuple(u for u in todos if u.estado != "borrador")


def la_ve(sala: Sala, entidad: Entidad, todos: tuple[Uso, ...]) -> bool:
    """Si quien pide puede saber que la evidencia está; fuera de la entidad, solo la de lo enviado."""
    sobre = acceso.sobre(entidad)
    if not puede(sala.quien, Operacion.VER_EVIDENCIA, sobre):
        return False
    return puede(sala.quien, Operacion.VER_BORRADOR, sobre) or bool(a_la_vista(sala, entidad, todos))


def la_abre(sala: Sala, entidad: Entidad, fila: Evidencia) -> bool:
    """Si puede ver lo que trae, y no solo su nombre."""
    return not fila.confidencial or puede(sala.quien, Operacion.VER_CONFIDENCIAL, acceso.sobre(entidad))


def encargos(sesion: Session, entidad_id: int) -> Encargos:
    """Quién responde cada tema en los diagnósticos de la entidad."""
    consulta = (
        select(EncargoDeTema)
        .join(Diagnostico, onclause=col(EncargoDeTema.diagnostico_id) == col(Diagnostico.id))
        .where(Diagnostico.entidad_id == entidad_id)
    )
    hallados: dict[tuple[int, str], set[int]] = {}
    for encargo in sesion.exec(consulta):
        hallados.setdefault((encargo.diagnostico_id, encargo.tema), set()).add(encargo.cuenta_id)
    return {lugar: frozenset(cuentas) for lugar, cuentas in hallados.items()}


def la_cambia(
    sala: Sala, entidad: Entidad, fila: Evidencia, todos: tuple[Uso, ...], encargos_: Encargos
) -> bool:
    """Quien adjunta en toda la entidad; o en todos los temas donde se cita; o quien la cargó y nadie cita."""
    quien = sala.quien
    if puede(quien, Operacion.ADJUNTAR_EVIDENCIA, acceso.sobre(entidad)):
        return True
    if not todos:
        return quien.cuenta_id is not None and fila.autor_id == quien.cuenta_id
    lugares = {(uso.diagnostico_id, tema_de(sala, uso.criterio) or "") for uso in todos}
    return all(
        puede(quien, Operacion.ADJUNTAR_EVIDENCIA, acceso.sobre(entidad, encargos_.get(lugar)))
        for lugar in lugares
    )


def tema_de(sala: Sala, criterio: str) -> str | None:
    """El tema de una pregunta; None si la base de reglas ya no la trae."""
    ficha = sala.catalogo.criterios.get(criterio)
    return None if ficha is None else ficha.tema


def buscar(sesion: Session, sala: Sala, evidencia_id: int) -> tuple[Evidencia, Entidad, tuple[Uso, ...]]:
    """Una evidencia que quien pide puede ver, con su entidad y todos sus usos. Lanza ErrorDePermiso."""
    fila = sesion.get(Evidencia, evidencia_id)
    entidad = None if fila is None else sesion.get(Entidad, fila.entidad_id)
    if fila is None or entidad is None:
        raise ErrorDePermiso(_NO_ES_SUYA)
    todos = usos(sesion, fila.entidad_id).get(fila.nombre, ())
    if not la_ve(sala, entidad, todos):
        raise ErrorDePermiso(_NO_ES_SUYA)
    return fila, entidad, todos


def ficha(
    sala: Sala, fila: Evidencia, entidad: Entidad, todos: tuple[Uso, ...], encargos_: Encargos
) -> FichaDeEvidencia:
    """La ficha, con lo que quien pide puede conocer."""
    abre = la_abre(sala, entidad, fila)
    return FichaDeEvidencia(
        id=fila.id or 0,
        entidad_id=fila.entidad_id,
        nombre=fila.nombre,
        clase=cast(Clase, fila.clase),
        direccion=fila.direccion if abre else None,
        archivo=fila.archivo if abre else None,
        tipo=fila.tipo,
        huella=fila.huella,
        bytes=fila.bytes,
        datos=Datos(fila.fecha, fila.vence, fila.confidencial, fila.nota if abre else ""),
        cargada=fila.cargada,
        retirada=fila.retirada,
        motivo_de_retiro=fila.motivo_de_retiro,
        usos=a_la_vista(sala, entidad, todos),
        se_abre=abre and fila.clase != "referencia",
        se_cambia=la_cambia(sala, entidad, fila, todos, encargos_),
    )


def asentar(sesion: Session, sala: Sala, hecho: str, fila: Evidencia, **detalle: Any) -> None:
    """Asienta un hecho de una evidencia: por su número y su huella, sin su nombre."""
    fijo = {"evidencia": fila.id, "clase": fila.clase, "huella": fila.huella}
    objeto = f"entidad:{fila.entidad_id}"
    bitacora.asentar(sesion, sala, hecho, objeto=objeto, entidad_id=fila.entidad_id, **fijo, **detalle)


def poner_datos(fila: Evidencia, datos: Datos) -> None:
    """Escribe en la fila lo que se puede corregir."""
    fila.fecha, fila.vence, fila.confidencial = datos.fecha, datos.vence, datos.confidencial
    fila.nota = datos.nota.strip()


def problemas_de(datos: Datos) -> Iterator[str]:
    """Lo que no se admite en los datos de una evidencia."""
    for dia in (datos.fecha, datos.vence):
        if dia is not None and not PRIMER_ANIO <= dia.year <= ULTIMO_ANIO:
            yield f"el año {dia.year} no se admite. Escriba uno de {PRIMER_ANIO} a {ULTIMO_ANIO}."
    if datos.fecha is not None and datos.fecha > hoy():
        yield f"la fecha del documento ({fecha_en_palabras(datos.fecha)}) todavía no llega."
    if datos.fecha is not None and datos.vence is not None and datos.vence < datos.fecha:
        yield "vence antes de la fecha del documento."
    if len(datos.nota) > MAXIMO_TEXTO or caracter_malo(datos.nota):
        yield f"la nota admite hasta {MAXIMO_TEXTO} caracteres de texto corriente."

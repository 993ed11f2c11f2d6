"""Agregar evidencias y citarlas en las preguntas: el archivo, su fila y la respuesta, todo o nada."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlmodel import Session, col, select

from autodiagnostico import acceso
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico, Entidad, Evidencia
from autodiagnostico.errores import ErrorDeAlmacen, ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.evidencias import Archivo, Deposito, inspeccionar
from autodiagnostico.evidencias.deposito import Recibido
from autodiagnostico.evidencias.direcciones import problemas_de_direccion
from autodiagnostico.evidencias.nombres import MAXIMO_NOMBRE, clave_de, limpiar
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import eventos, filas, origenes, registro_de_evidencias
from autodiagnostico.servicios.fichas_de_evidencia import Datos, FichaDeEvidencia, Lugar, Nueva

MAXIMO_POR_RESPUESTA = 100


@dataclass(frozen=True, slots=True)
class _Lista:
    """Una evidencia nueva, ya revisada."""

    nombre: str
    archivo: Archivo | None
    direccion: str | None
    datos: Datos

    @property
    def clase(self) -> str:
        if self.archivo is not None:
            return "archivo"
        return "referencia" if self.direccion is None else "enlace"


def agregar(sala: Sala, entidad_id: int, nueva: Nueva) -> FichaDeEvidencia:
    """Agrega una evidencia a la entidad, sin citarla todavía en ninguna pregunta.

    Si ese archivo, ese enlace o esa referencia ya estaba, es esa. Lanza ErrorDeEntrada con todo lo que no se
    admite.
    """
    with leyendo(sala.motor_bd) as sesion:
        acceso.entidad(sesion, sala, entidad_id, Operacion.ADJUNTAR_EVIDENCIA)
    lista = _revisar(sala, nueva)
    with _guardando(sala, lista.archivo) as (sesion, recibido):
        entidad = acceso.entidad(sesion, sala, entidad_id, Operacion.ADJUNTAR_EVIDENCIA)
        fila = _poner(sesion, sala, entidad, lista, recibido)
        return _ficha(sesion, sala, fila, entidad)


def agregar_a(sala: Sala, lugar: Lugar, nueva: Nueva) -> FichaDeEvidencia:
    """Como `agregar`, y la cita en una pregunta de un borrador."""
    with leyendo(sala.motor_bd) as sesion:
        _exigir(sesion, sala, lugar)
    lista = _revisar(sala, nueva)
    with _guardando(sala, lista.archivo) as (sesion, recibido):
        diagnostico, entidad = _para_adjuntar(sesion, sala, lugar)
        fila = _poner(sesion, sala, entidad, lista, recibido)
        _citar(sesion, sala, diagnostico, lugar.criterio, agrega=fila.nombre)
        return _ficha(sesion, sala, fila, entidad)


def usar(sala: Sala, lugar: Lugar, evidencia_id: int) -> FichaDeEvidencia:
    """Cita en una pregunta una evidencia que ya está."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico, entidad = _para_adjuntar(sesion, sala, lugar)
        fila, _, _ = registro_de_evidencias.buscar(sesion, sala, evidencia_id)
        if fila.entidad_id != entidad.id:
            raise ErrorDeServicio("Esa evidencia es de otra entidad.")
        _citar(sesion, sala, diagnostico, lugar.criterio, agrega=fila.nombre)
        return _ficha(sesion, sala, fila, entidad)


def dejar_de_usar(sala: Sala, lugar: Lugar, nombre: str) -> None:
    """Deja de citarla en una pregunta; la evidencia sigue en la entidad."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico, _ = _para_adjuntar(sesion, sala, lugar)
        _citar(sesion, sala, diagnostico, lugar.criterio, quita=nombre)


def borrar_sobrantes(sala: Sala, huellas: Iterable[str]) -> None:
    """Quita del depósito los contenidos que ya ninguna evidencia nombra."""
    for huella in huellas:
        with escribir(sala.motor_bd) as sesion:
            registro_de_evidencias.tomar_turno_del_contenido(sesion, huella)
            if sesion.exec(select(Evidencia.id).where(Evidencia.huella == huella)).first() is None:
                Deposito(sala.ajustes.carpeta_de_evidencias).quitar(huella)


# --- Revisar lo que llega --------------------------------------------------------------------


def _revisar(sala: Sala, nueva: Nueva) -> _Lista:
    """Todo lo que está mal, de una vez."""
    problemas: list[str] = []
    archivo: Archivo | None = None
    quien = "La evidencia"
    try:
        if nueva.archivo is not None:
            suyo, contenido = nueva.archivo
            ajustes = sala.ajustes
            archivo = inspeccionar(suyo, contenido, megas=ajustes.evidencia_mb, tipos=ajustes.evidencia_tipos)
    except ErrorDeEntrada as error:
        problemas += error.problemas
        quien = f"«{limpiar(suyo)}»"
    nombre = limpiar(nueva.nombre) or (PurePosixPath(archivo.nombre).stem if archivo else "")
    problemas += _del_nombre(nombre, hay_archivo=nueva.archivo is not None)
    direccion = nueva.direccion.strip() or None
    if direccion is not None:
        problemas += problemas_de_direccion(direccion)
        if nueva.archivo is not None:
            problemas.append("trae a la vez un archivo y un enlace. Agréguelos por separado.")
    problemas += registro_de_evidencias.problemas_de(nueva.datos)
    if problemas:
        raise ErrorDeEntrada(quien, problemas)
    return _Lista(nombre, archivo, direccion, nueva.datos)


def _del_nombre(nombre: str, *, hay_archivo: bool) -> Iterator[str]:
    if not nombre and not hay_archivo:
        yield "no tiene nombre. Escriba cómo se cita: «Resolución 12 de 2026»."
    if len(nombre) > MAXIMO_NOMBRE:
        yield f"su nombre tiene {len(nombre)} caracteres; se admiten hasta {MAXIMO_NOMBRE}."


# --- Guardar ---------------------------------------------------------------------------------


@contextmanager
def _guardando(sala: Sala, archivo: Archivo | None) -> Iterator[tuple[Session, Recibido | None]]:
    """Una transacción con el contenido ya en el disco; si algo falla no queda ni la fila ni el archivo."""
    if archivo is None:
        with escribir(sala.motor_bd) as sesion:
            yield sesion, None
        return
    with Deposito(sala.ajustes.carpeta_de_evidencias).recibir(archivo.contenido, archivo.huella) as recibido:
        try:
            with escribir(sala.motor_bd) as sesion:
                yield sesion, recibido
        except BaseException:
            if recibido.nuevo:
                with suppress(ErrorDeAlmacen):  # sin base no se sabe si otra evidencia lo nombra
                    borrar_sobrantes(sala, [archivo.huella])
            raise


def _poner(
    sesion: Session, sala: Sala, entidad: Entidad, lista: _Lista, recibido: Recibido | None
) -> Evidencia:
    registro_de_evidencias.tomar_turno(sesion, entidad.id or 0)
    ya = _la_misma(sesion, entidad, lista)
    if ya is not None:
        return ya
    fila = _por_nombre(sesion, entidad, lista.nombre)
    if fila is None:
        fila = Evidencia(entidad_id=entidad.id or 0, nombre=lista.nombre, clave=clave_de(lista.nombre))
        hecho = "evidencia agregada"
    else:
        _exigir_completable(sesion, fila)
        hecho = "evidencia completada"
    fila.clase, fila.direccion, fila.autor_id = lista.clase, lista.direccion, sala.quien.cuenta_id
    if lista.archivo is not None and recibido is not None:
        fila.archivo, fila.tipo = lista.archivo.nombre, lista.archivo.tipo
        fila.huella, fila.bytes = lista.archivo.huella, len(lista.archivo.contenido)
        registro_de_evidencias.tomar_turno_del_contenido(sesion, fila.huella)
        recibido.poner()
    registro_de_evidencias.poner_datos(fila, lista.datos)
    sesion.add(fila)
    sesion.flush()
    registro_de_evidencias.asentar(sesion, sala, hecho, fila)
    return fila


def _la_misma(sesion: Session, entidad: Entidad, lista: _Lista) -> Evidencia | None:
    """La que ya está y es lo mismo: ese archivo, ese enlace o, si solo llega el nombre, ese nombre."""
    if lista.archivo is None and lista.direccion is None:
        ya = _por_nombre(sesion, entidad, lista.nombre)
        if ya is not None and ya.retirada is not None:
            raise ErrorDeServicio(registro_de_evidencias.se_retiro(ya))
        return ya
    suyas = select(Evidencia).where(Evidencia.entidad_id == entidad.id, col(Evidencia.retirada).is_(None))
    if lista.archivo is not None:
        suyas = suyas.where(Evidencia.huella == lista.archivo.huella)
    else:
        suyas = suyas.where(Evidencia.direccion == lista.direccion)
    return sesion.exec(suyas.order_by(col(Evidencia.id))).first()


def _por_nombre(sesion: Session, entidad: Entidad, nombre: str) -> Evidencia | None:
    suya = select(Evidencia).where(Evidencia.entidad_id == entidad.id, Evidencia.clave == clave_de(nombre))
    return sesion.exec(suya).first()


def _exigir_completable(sesion: Session, fila: Evidencia) -> None:
    """Solo a una referencia se le pone después su archivo o su enlace, y mientras nada esté enviado."""
    if fila.retirada is not None:
        raise ErrorDeServicio(registro_de_evidencias.se_retiro(fila))
    if fila.clase != "referencia":
        raise ErrorDeServicio(
            f"Ya hay una evidencia con el nombre «{fila.nombre}» y es otra. Póngale otro nombre a esta."
        )
    usos = registro_de_evidencias.usos(sesion, fila.entidad_id).get(fila.nombre, ())
    enviada = next((u for u in usos if u.estado != "borrador"), None)
    if enviada is not None:
        raise ErrorDeServicio(
            f"«{fila.nombre}» ya se citó en el autodiagnóstico de {enviada.vigencia}, que se envió: no se "
            "cambia. Agregue esta con otro nombre."
        )


# --- Citar -----------------------------------------------------------------------------------


def _exigir(sesion: Session, sala: Sala, lugar: Lugar) -> Diagnostico:
    tema = registro_de_evidencias.tema_de(sala, lugar.criterio)
    if tema is None:
        raise ErrorDeServicio(f"La pregunta «{lugar.criterio}» ya no está en el cuestionario.")
    fila = acceso.diagnostico(sesion, sala, lugar.diagnostico_id, Operacion.ADJUNTAR_EVIDENCIA, tema)
    filas.exigir_borrador(fila)
    return fila


def _para_adjuntar(sesion: Session, sala: Sala, lugar: Lugar) -> tuple[Diagnostico, Entidad]:
    """Un borrador al que se le puede adjuntar en esa pregunta, y nadie más lo cambia mientras tanto."""
    filas.tomar_turno(sesion, lugar.diagnostico_id)
    fila = _exigir(sesion, sala, lugar)
    return fila, filas.entidad_de(sesion, fila)


def _citar(  # noqa: PLR0913 - qué se agrega o qué se quita
    sesion: Session, sala: Sala, diagnostico: Diagnostico, criterio: str, *, agrega: str = "", quita: str = ""
) -> None:
    fila = filas.respuesta(sesion, diagnostico.id or 0, criterio)
    citadas = [e for e in fila.evidencias if e != quita]
    if agrega and agrega not in citadas:
        citadas.append(agrega)
    if len(citadas) > MAXIMO_POR_RESPUESTA:
        raise ErrorDeServicio(f"Una pregunta admite hasta {MAXIMO_POR_RESPUESTA} evidencias.")
    if citadas != fila.evidencias:
        despues = eventos.contenido(fila) | {"evidencias": citadas}
        eventos.escribir_evento(sesion, sala, fila, despues, origenes.EVIDENCIA)


def _ficha(sesion: Session, sala: Sala, fila: Evidencia, entidad: Entidad) -> FichaDeEvidencia:
    usos = registro_de_evidencias.usos(sesion, fila.entidad_id).get(fila.nombre, ())
    encargos = registro_de_evidencias.encargos(sesion, fila.entidad_id)
    return registro_de_evidencias.ficha(sala, fila, entidad, usos, encargos)

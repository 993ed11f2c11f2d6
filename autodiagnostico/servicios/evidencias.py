"""Las evidencias de una entidad: verlas, abrirlas, corregir sus datos y retirarlas.

Una respuesta cita su evidencia por el nombre, que por eso no cambia. La misma sirve para varias preguntas y
varias vigencias. Agregarlas y citarlas está en `carga_de_evidencias`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from autodiagnostico import acceso
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Entidad, Evidencia, ahora
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.evidencias import Archivo, Deposito
from autodiagnostico.evidencias.nombres import limpiar
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import eventos, filas, origenes, registro_de_evidencias
from autodiagnostico.servicios.carga_de_evidencias import agregar, agregar_a, dejar_de_usar, usar
from autodiagnostico.servicios.fichas import FichaDeEntidad
from autodiagnostico.servicios.fichas_de_evidencia import Datos, FichaDeEvidencia, Lugar, Nueva, Uso
from autodiagnostico.textos import contiene

__all__ = [
    "Datos",
    "FichaDeEvidencia",
    "Lugar",
    "Nueva",
    "Uso",
    "abrir",
    "agregar",
    "agregar_a",
    "buscar",
    "cambiar",
    "dejar_de_usar",
    "listar",
    "puede_agregar",
    "restituir",
    "retirar",
    "usar",
]


def listar(sala: Sala, entidad_id: int) -> list[FichaDeEvidencia]:
    """Las que se pueden ver, de la más nueva a la más antigua; las retiradas también."""
    with leyendo(sala.motor_bd) as sesion:
        entidad = acceso.entidad(sesion, sala, entidad_id, Operacion.VER_EVIDENCIA)
        usos = registro_de_evidencias.usos(sesion, entidad_id)
        encargos = registro_de_evidencias.encargos(sesion, entidad_id)
        suyas = select(Evidencia).where(Evidencia.entidad_id == entidad_id)
        return [
            registro_de_evidencias.ficha(sala, fila, entidad, usos.get(fila.nombre, ()), encargos)
            for fila in sesion.exec(suyas.order_by(col(Evidencia.id).desc()))
            if registro_de_evidencias.la_ve(sala, entidad, usos.get(fila.nombre, ()))
        ]


def puede_agregar(sala: Sala, entidad: FichaDeEntidad) -> bool:
    """Si quien pide puede agregar evidencias a la entidad sin que sean de una pregunta."""
    return puede(sala.quien, Operacion.ADJUNTAR_EVIDENCIA, acceso.sobre(entidad))


def buscar(fichas: Iterable[FichaDeEvidencia], texto: str) -> list[FichaDeEvidencia]:
    """Las que dicen todas las palabras en su nombre, su archivo, su dirección o su nota. Puro."""
    return [f for f in fichas if contiene(texto, f.nombre, f.archivo or "", f.direccion or "", f.datos.nota)]


def abrir(sala: Sala, evidencia_id: int) -> Archivo:
    """El archivo de una evidencia, comprobado contra su huella; queda asentado quién lo abrió.

    Lanza ErrorDePermiso, o ErrorDeAlmacen si el archivo falta o cambió.
    """
    with escribir(sala.motor_bd) as sesion:
        fila, entidad, _ = registro_de_evidencias.buscar(sesion, sala, evidencia_id)
        if fila.confidencial:
            acceso.exigir(sala, Operacion.VER_CONFIDENCIAL, acceso.sobre(entidad))
        if fila.huella is None or fila.archivo is None or fila.tipo is None:
            raise ErrorDeServicio(f"«{fila.nombre}» no tiene un archivo que descargar.")
        contenido = Deposito(sala.ajustes.carpeta_de_evidencias).leer(fila.huella)
        registro_de_evidencias.asentar(sesion, sala, "evidencia descargada", fila)
        return Archivo(fila.archivo, fila.tipo, fila.huella, contenido)


def cambiar(sala: Sala, evidencia_id: int, datos: Datos) -> FichaDeEvidencia:
    """Corrige las fechas, la marca de confidencial y la nota; el nombre y el archivo no se cambian."""
    problemas = list(registro_de_evidencias.problemas_de(datos))
    if problemas:
        raise ErrorDeEntrada("La evidencia", problemas)
    with escribir(sala.motor_bd) as sesion:
        fila, entidad, usos = _para_cambiar(sesion, sala, evidencia_id)
        registro_de_evidencias.poner_datos(fila, datos)
        sesion.add(fila)
        sesion.flush()
        registro_de_evidencias.asentar(
            sesion,
            sala,
            "evidencia cambiada",
            fila,
            fecha=None if datos.fecha is None else datos.fecha.isoformat(),
            vence=None if datos.vence is None else datos.vence.isoformat(),
            confidencial=datos.confidencial,
        )
        return _ficha(sesion, sala, fila, entidad, usos)


def retirar(sala: Sala, evidencia_id: int, motivo: str) -> FichaDeEvidencia:
    """Deja de respaldar los borradores; lo ya enviado conserva la suya, y su constancia no se borra."""
    motivo = limpiar(motivo)
    if not motivo:
        raise ErrorDeServicio("Escriba por qué se retira: queda constancia del motivo.")
    with escribir(sala.motor_bd) as sesion:
        fila, entidad, usos = _para_cambiar(sesion, sala, evidencia_id)
        if fila.retirada is None:
            for borrador in sorted({u.diagnostico_id for u in usos if u.estado == "borrador"}):
                _quitar_de(sesion, sala, borrador, fila.nombre)
            fila.retirada, fila.motivo_de_retiro = ahora(), motivo
            fila.retiro_id = sala.quien.cuenta_id
            sesion.add(fila)
            sesion.flush()
            registro_de_evidencias.asentar(sesion, sala, "evidencia retirada", fila, motivo=motivo)
        usos = registro_de_evidencias.usos(sesion, fila.entidad_id).get(fila.nombre, ())
        return _ficha(sesion, sala, fila, entidad, usos)


def restituir(sala: Sala, evidencia_id: int) -> FichaDeEvidencia:
    """Vuelve a servir; en las preguntas de las que se quitó hay que usarla otra vez."""
    with escribir(sala.motor_bd) as sesion:
        fila, entidad, usos = _para_cambiar(sesion, sala, evidencia_id)
        if fila.retirada is not None:
            fila.retirada, fila.motivo_de_retiro, fila.retiro_id = None, "", None
            sesion.add(fila)
            sesion.flush()
            registro_de_evidencias.asentar(sesion, sala, "evidencia restituida", fila)
        return _ficha(sesion, sala, fila, entidad, usos)


def _para_cambiar(
    sesion: Session, sala: Sala, evidencia_id: int
) -> tuple[Evidencia, Entidad, tuple[Uso, ...]]:
    """Una evidencia que quien pide puede cambiar, y nadie más lo hace hasta que termine la transacción."""
    fila, entidad, usos = registro_de_evidencias.buscar(sesion, sala, evidencia_id)
    for borrador in sorted({u.diagnostico_id for u in usos}):
        filas.tomar_turno(sesion, borrador)
    registro_de_evidencias.tomar_turno(sesion, fila.entidad_id)
    sesion.refresh(fila)
    encargos = registro_de_evidencias.encargos(sesion, fila.entidad_id)
    if not registro_de_evidencias.la_cambia(sala, entidad, fila, usos, encargos):
        raise ErrorDePermiso(
            f"Su cuenta no puede cambiar «{fila.nombre}»: respalda preguntas de temas que no le asignaron."
        )
    return fila, entidad, usos


def _ficha(
    sesion: Session, sala: Sala, fila: Evidencia, entidad: Entidad, usos: tuple[Uso, ...]
) -> FichaDeEvidencia:
    encargos = registro_de_evidencias.encargos(sesion, fila.entidad_id)
    return registro_de_evidencias.ficha(sala, fila, entidad, usos, encargos)


def _quitar_de(sesion: Session, sala: Sala, diagnostico_id: int, nombre: str) -> None:
    for respuesta in filas.respuestas(sesion, diagnostico_id):
        if nombre in respuesta.evidencias:
            quedan = [e for e in respuesta.evidencias if e != nombre]
            despues = eventos.contenido(respuesta) | {"evidencias": quedan}
            eventos.escribir_evento(sesion, sala, respuesta, despues, origenes.EVIDENCIA)

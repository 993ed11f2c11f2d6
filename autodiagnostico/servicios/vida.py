"""Los pasos de la vida de un diagnóstico: enviarlo, revisarlo, cerrarlo, devolverlo y reabrirlo."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Diagnostico, Instantanea, Movimiento, ahora
from autodiagnostico.asentadas import huella_de_fila
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.huellas import huella
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import avisos, bases, expediente, filas, versiones
from autodiagnostico.servicios.expediente import Expediente
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.textos import cuantas
from autodiagnostico.vida import OPERACIONES, ErrorDePaso, Paso, Transicion, dar
from motor import Estado, Resultado, escribir_caso
from motor.contrato import resultado_en_json
from motor.cuestionario import OBLIGATORIOS
from motor.resultado import Hallazgo

__all__ = [
    "DeberesPendientes",
    "ErrorDePaso",
    "cerrar",
    "deberes_sin_responder",
    "devolver",
    "enviar",
    "reabrir",
    "revisar",
]


class DeberesPendientes(ErrorDeServicio):
    """Quedan deberes sin responder y nadie confirmó que se envíe así; `deberes` los trae todos."""

    def __init__(self, deberes: Sequence[Hallazgo]) -> None:
        self.deberes = tuple(deberes)
        quedan = cuantas(len(deberes), "deber sin responder", "deberes sin responder")
        lista = "\n".join(f"  - {h.regla.ficha.titulo} ({h.regla.codigo})" for h in deberes)
        super().__init__(
            f"No se envió: queda{'' if len(deberes) == 1 else 'n'} {quedan}. Respóndalos, o confirme que lo "
            f"envía así: se verán «sin información».\n{lista}"
        )


def enviar(
    sala: Sala, diagnostico_id: int, *, con_pendientes: bool = False, vista: int | None = None
) -> FichaDeDiagnostico:
    """Deja de recibir respuestas, con hoy como fecha de corte y la base de reglas de hoy.

    Lanza DeberesPendientes si quedan deberes sin responder y no se dijo `con_pendientes`. `vista` es, en este
    y en los demás pasos, el último movimiento que tenía delante quien lo da (0, ninguno).
    """
    evaluado = _evaluar_antes(sala, diagnostico_id, Paso.ENVIAR)
    with escribir(sala.motor_bd) as sesion:
        fila, transicion = _empezar(sesion, sala, diagnostico_id, Paso.ENVIAR, vista)
        if transicion is not None:
            versiones.exigir_de_hoy(sesion, sala, diagnostico_id)
            suyo, resultado = _lo_mismo(sesion, sala, fila, evaluado)
            deberes = deberes_sin_responder(resultado)
            if deberes and not con_pendientes:
                raise DeberesPendientes(deberes)
            _congelar(sesion, fila, suyo)
            _terminar(sesion, sala, fila, transicion)
        return _ficha(sesion, sala, fila)


Evaluado = tuple[Expediente, Resultado] | None


def _evaluar_antes(sala: Sala, diagnostico_id: int, paso: Paso) -> Evaluado:
    """Lo evaluado antes de tomar el turno de escritura, que así dura poco; None si el paso ya estaba dado."""
    with leyendo(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, OPERACIONES[paso])
        if dar(_ficha(sesion, sala, fila).estado, paso) is None:
            return None
        suyo = expediente.armar(sesion, sala, fila)
    return suyo, expediente.evaluar(sala, suyo)


def _lo_mismo(
    sesion: Session, sala: Sala, fila: Diagnostico, evaluado: Evaluado
) -> tuple[Expediente, Resultado]:
    """Lo evaluado, si sigue siendo lo que hay: no se congela lo que nadie evaluó."""
    if evaluado is None or evaluado[0] != expediente.armar(sesion, sala, fila):
        raise ErrorDePaso(
            "En este momento alguien cambió una respuesta. No se hizo nada: vuelva a intentarlo."
        )
    return evaluado


def deberes_sin_responder(resultado: Resultado) -> list[Hallazgo]:
    """Los deberes de los que no se sabe si se cumplen."""
    return [
        h
        for h in resultado.hallazgos.values()
        if h.caracter in OBLIGATORIOS and h.estado is Estado.SIN_INFORMACION
    ]


def _congelar(sesion: Session, fila: Diagnostico, suyo: Expediente) -> None:
    """Fija con qué fecha, qué entidad y qué base de reglas se mira desde ahora."""
    bases.guardar(sesion, suyo.catalogo)
    fila.enviado, fila.fecha_corte = ahora(), suyo.caso.fecha_corte
    fila.entidad_al_enviar = escribir_caso(suyo.caso)["entidad"]
    fila.version_reglas, fila.digesto_reglas = suyo.catalogo.base.version, suyo.catalogo.digesto


def revisar(sala: Sala, diagnostico_id: int, *, vista: int | None = None) -> FichaDeDiagnostico:
    """Planeación, segunda línea, da por revisado lo enviado."""
    with escribir(sala.motor_bd) as sesion:
        fila, transicion = _empezar(sesion, sala, diagnostico_id, Paso.REVISAR, vista)
        if transicion is not None:
            _terminar(sesion, sala, fila, transicion)
        return _ficha(sesion, sala, fila)


def cerrar(sala: Sala, diagnostico_id: int, *, vista: int | None = None) -> FichaDeDiagnostico:
    """El Comité lo cierra: queda una instantánea con respuestas, reglas, resultado y huellas."""
    evaluado = _evaluar_antes(sala, diagnostico_id, Paso.CERRAR)
    with escribir(sala.motor_bd) as sesion:
        fila, transicion = _empezar(sesion, sala, diagnostico_id, Paso.CERRAR, vista)
        if transicion is not None:
            suyo, resultado = _lo_mismo(sesion, sala, fila, evaluado)
            bases.guardar(sesion, suyo.catalogo)
            previos = (
                select(func.count()).select_from(Instantanea).where(Instantanea.diagnostico_id == fila.id)
            )
            nueva = instantanea(sala, fila, suyo, resultado, sesion.exec(previos).one() + 1)
            bitacora.asentar_fila(sesion, sala, "instantánea", nueva, entidad_id=fila.entidad_id)
            _terminar(sesion, sala, fila, transicion)
        return _ficha(sesion, sala, fila)


def instantanea(
    sala: Sala, fila: Diagnostico, suyo: Expediente, resultado: Resultado, numero: int = 1
) -> Instantanea:
    """La de un cierre, con su huella, sin guardarla."""
    caso, dicho = escribir_caso(suyo.caso), resultado_en_json(resultado)
    nueva = Instantanea(
        diagnostico_id=fila.id or 0,
        numero=numero,
        autor_id=sala.quien.cuenta_id,
        version_reglas=suyo.catalogo.base.version,
        digesto_reglas=suyo.catalogo.digesto,
        caso=caso,
        resultado=dicho,
        entradas=huella(caso),
        salida=huella(dicho),
        huella="",
    )
    nueva.huella = huella_de_fila(nueva)
    return nueva


def devolver(sala: Sala, diagnostico_id: int, motivo: str, *, vista: int | None = None) -> FichaDeDiagnostico:
    """Vuelve a borrador lo enviado o revisado, con su motivo."""
    return _volver_a_borrador(sala, diagnostico_id, Paso.DEVOLVER, motivo, vista)


def reabrir(sala: Sala, diagnostico_id: int, motivo: str, *, vista: int | None = None) -> FichaDeDiagnostico:
    """Vuelve a borrador lo cerrado, con su motivo; la instantánea del cierre se conserva."""
    return _volver_a_borrador(sala, diagnostico_id, Paso.REABRIR, motivo, vista)


def _volver_a_borrador(
    sala: Sala, diagnostico_id: int, paso: Paso, motivo: str, vista: int | None
) -> FichaDeDiagnostico:
    with escribir(sala.motor_bd) as sesion:
        fila, transicion = _empezar(sesion, sala, diagnostico_id, paso, vista, motivo)
        if transicion is not None:
            con_que = fila.version_reglas, fila.digesto_reglas
            fila.enviado = fila.fecha_corte = fila.entidad_al_enviar = None
            fila.version_reglas = fila.digesto_reglas = None
            _terminar(sesion, sala, fila, transicion, motivo.strip(), con_que)
            if paso is Paso.DEVOLVER:
                avisos.avisar_devolucion(sesion, sala, fila)
        return _ficha(sesion, sala, fila)


def _empezar(  # noqa: PLR0913, PLR0917 - un paso se pide con todo esto
    sesion: Session, sala: Sala, diagnostico_id: int, paso: Paso, vista: int | None, motivo: str = ""
) -> tuple[Diagnostico, Transicion | None]:
    """Toma el turno, exige el permiso y que lo que se tenía delante siga siendo lo que hay."""
    fila = acceso.para_cambiar(sesion, sala, diagnostico_id, OPERACIONES[paso])
    ficha = _ficha(sesion, sala, fila)
    transicion = dar(ficha.estado, paso, motivo)
    if transicion is not None and vista is not None and vista != _ultimo(sesion, diagnostico_id):
        raise ErrorDePaso(
            "Mientras usted lo miraba, otra persona movió este autodiagnóstico y pudo cambiar lo que decía. "
            "No se hizo nada: véalo otra vez y decida."
        )
    return fila, transicion


def _ultimo(sesion: Session, diagnostico_id: int) -> int:
    suyos = select(func.max(Movimiento.id)).where(Movimiento.diagnostico_id == diagnostico_id)
    return sesion.exec(suyos).one() or 0


def _terminar(  # noqa: PLR0913, PLR0917 - un paso se deja escrito con todo esto
    sesion: Session,
    sala: Sala,
    fila: Diagnostico,
    transicion: Transicion,
    motivo: str = "",
    con_que: tuple[str | None, str | None] | None = None,
) -> None:
    """Cambia el estado y deja constancia del paso, con quién lo dio y con qué reglas."""
    fila.estado = transicion.hacia
    sesion.add(fila)
    version, digesto = con_que or (fila.version_reglas, fila.digesto_reglas)
    movimiento = Movimiento(
        diagnostico_id=fila.id or 0,
        hecho=transicion.hecho,
        motivo=motivo,
        autor_id=sala.quien.cuenta_id,
        version_reglas=version,
        digesto_reglas=digesto,
    )
    bitacora.asentar_fila(sesion, sala, transicion.hecho, movimiento, entidad_id=fila.entidad_id)


def _ficha(sesion: Session, sala: Sala, fila: Diagnostico) -> FichaDeDiagnostico:
    return filas.ficha_de_diagnostico(fila, filas.entidad_de(sesion, fila), sala.catalogo)

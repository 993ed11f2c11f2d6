"""Lo que se hace aparte de las operaciones: avisar lo que está por vencer y enviar los correos pendientes.

Ninguna operación espera al correo. Lo que falla se reintenta cada vez más espaciado, y sigue en la lista.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from sqlmodel import Session, col, select

from autodiagnostico import acceso, correo
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import (
    AsignacionDeTema,
    AvisoACuenta,
    Cuenta,
    Diagnostico,
    ahora,
)
from autodiagnostico.cuentas.sesiones import quien_de
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import avisos, cuestionario, expediente, filas
from motor import Caso

REGISTRO = logging.getLogger(__name__)
DIAS_ANTES = 5
"""Con cuántos días se avisa que un tema vence. Decisión propia: una semana de trabajo."""
INTENTOS = 8
TANDA = 20
_RESERVA = timedelta(minutes=10)
"""Lo que se aparta un correo mientras alguien lo envía; si ese proceso muere, otro lo toma después."""
_PRIMERA_ESPERA, _MAYOR_ESPERA = timedelta(minutes=1), timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Reparto:
    """Lo que se hizo en una vuelta."""

    por_vencer: int
    enviados: int
    sin_enviar: int


@dataclass(frozen=True, slots=True)
class _Carta:
    """Un correo por enviar."""

    aviso_id: int
    para: str
    asunto: str
    cuerpo: str


def repartir(sala: Sala) -> Reparto:
    """Una vuelta: avisa lo que está por vencer y envía lo que toque."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    nuevos = avisar_lo_que_vence(sala)
    enviados = sin_enviar = 0
    if sala.ajustes.con_correo:
        while tanda := _tomar(sala):
            bien = _enviar(sala, tanda)
            enviados, sin_enviar = enviados + bien, sin_enviar + len(tanda) - bien
    return Reparto(nuevos, enviados, sin_enviar)


def avisar_lo_que_vence(sala: Sala) -> int:
    """Avisa, una sola vez por fecha, a quienes tienen un tema que vence pronto y le faltan preguntas."""
    acceso.exigir(sala, Operacion.ADMINISTRAR_CUENTAS)
    dia = hoy()
    proximos = (
        select(AsignacionDeTema.diagnostico_id, AsignacionDeTema.tema)
        .join(Diagnostico, onclause=col(AsignacionDeTema.diagnostico_id) == col(Diagnostico.id))
        .where(Diagnostico.estado == "borrador")
        .where(col(AsignacionDeTema.fecha).between(dia, dia + timedelta(days=DIAS_ANTES)))
    )
    with leer(sala.motor_bd) as sesion:
        candidatos = list(sesion.exec(proximos))
    return sum(_avisar_que_vence(sala, diagnostico, tema) for diagnostico, tema in candidatos)


def _avisar_que_vence(sala: Sala, diagnostico_id: int, tema: str) -> int:
    with escribir(sala.motor_bd) as sesion:
        filas.tomar_turno(sesion, diagnostico_id)  # dos procesos a la vez avisarían dos veces
        suya = select(AsignacionDeTema).where(
            AsignacionDeTema.diagnostico_id == diagnostico_id, AsignacionDeTema.tema == tema
        )
        asignacion = sesion.exec(suya).first()
        diagnostico = sesion.get(Diagnostico, diagnostico_id)
        if asignacion is None or diagnostico is None:
            return 0
        ya = select(AvisoACuenta.cuenta_id).where(
            AvisoACuenta.clase == avisos.Clase.POR_VENCER.value,
            AvisoACuenta.diagnostico_id == diagnostico_id,
            AvisoACuenta.tema == tema,
            AvisoACuenta.fecha == asignacion.fecha,
        )
        encargadas = filas.encargos(sesion, diagnostico_id).get(tema, frozenset())
        avisadas: set[int] = set(sesion.exec(ya))
        faltan = encargadas - avisadas
        if not faltan or not _le_falta(sala, expediente.armar(sesion, sala, diagnostico).caso, tema):
            return 0
        avisos.avisar(
            sesion,
            sala,
            avisos.Clase.POR_VENCER,
            faltan,
            diagnostico_id,
            tema=tema,
            fecha=asignacion.fecha,
        )
        return len(faltan)


def _le_falta(sala: Sala, caso: Caso, tema: str) -> bool:
    suyo = next((t for t in cuestionario.temas(sala.catalogo, caso) if t.tema.codigo == tema), None)
    return suyo is not None and suyo.avance.pendientes > 0


def _tomar(sala: Sala) -> list[_Carta]:
    """Aparta unos correos pendientes para enviarlos; los de quien ya no debe recibirlos no van."""
    pendientes = (
        select(AvisoACuenta)
        .where(AvisoACuenta.correo == "pendiente", AvisoACuenta.proximo <= ahora())
        .order_by(col(AvisoACuenta.id))
        .limit(TANDA)
        .with_for_update(skip_locked=True)
    )
    with escribir(sala.motor_bd) as sesion:
        tomados = [(aviso, _carta(sesion, sala, aviso)) for aviso in sesion.exec(pendientes).all()]
        for aviso, carta in tomados:
            if carta is None:
                aviso.correo = "no_va"
            else:
                aviso.intentos, aviso.proximo = aviso.intentos + 1, ahora() + _RESERVA
            sesion.add(aviso)
        return [carta for _, carta in tomados if carta is not None]


def _carta(sesion: Session, sala: Sala, aviso: AvisoACuenta) -> _Carta | None:
    cuenta = sesion.get(Cuenta, aviso.cuenta_id)
    if cuenta is None or not cuenta.activa or cuenta.suprimida is not None:
        return None
    suya = sala.como(quien_de(sesion, cuenta))  # no se le escribe de una entidad que ya no es suya
    dicho = next(iter(avisos.decir(sesion, suya, [aviso])), None)
    if dicho is None:
        return None
    direccion = sala.ajustes.correo_enlace.rstrip("/")
    consulta = f"?{urlencode(dicho.consulta)}" if dicho.consulta else ""
    enlace = f"\n\n{direccion}/{dicho.pagina}{consulta}" if direccion else ""
    pie = "Este aviso también está en la aplicación, en «Avisos». No responda este correo."
    cuerpo = f"Hola, {cuenta.nombre}.\n\n{dicho.texto}{enlace}\n\n{pie}\n"
    return _Carta(aviso.id or 0, cuenta.correo, f"Autodiagnóstico: {dicho.asunto}", cuerpo)


def _enviar(sala: Sala, cartas: list[_Carta]) -> int:
    """Envía las cartas y anota cómo le fue a cada una; devuelve cuántas salieron."""
    salieron: set[int] = set()
    try:
        with correo.abrir(sala.ajustes) as buzon:
            for carta in cartas:
                if _una(buzon, carta):
                    salieron.add(carta.aviso_id)
    except correo.NO_SE_PUDO as error:
        REGISTRO.warning("No se pudo usar el servidor de correo: %s", type(error).__name__)
    _anotar(sala, cartas, salieron)
    return len(salieron)


def _una(buzon: correo.Buzon, carta: _Carta) -> bool:
    try:
        buzon.enviar(carta.para, carta.asunto, carta.cuerpo)
    except correo.NO_SE_PUDO as error:
        # Sin el detalle: el servidor suele repetir en él la dirección de la persona.
        REGISTRO.warning("No se envió el aviso %s: %s", carta.aviso_id, type(error).__name__)
        return False
    return True


def _anotar(sala: Sala, cartas: list[_Carta], salieron: set[int]) -> None:
    with escribir(sala.motor_bd) as sesion:
        for carta in cartas:
            aviso = sesion.get(AvisoACuenta, carta.aviso_id)
            if aviso is None:
                continue
            if carta.aviso_id in salieron:
                aviso.correo = "enviado"
            elif aviso.intentos >= INTENTOS:
                aviso.correo = "fallido"
            else:
                aviso.proximo = ahora() + min(_PRIMERA_ESPERA * 2 ** (aviso.intentos - 1), _MAYOR_ESPERA)
            sesion.add(aviso)

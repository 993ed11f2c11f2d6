"""Los avisos salen por un servidor de correo de verdad; si falla, nada se cae y se reintenta."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pydantic import SecretStr
from sqlalchemy import text

from autodiagnostico.ajustes import leer_ajustes
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import ahora
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso
from autodiagnostico.permisos import PROGRAMA, Quien, Rol
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import avisos, cartero, comentarios, diagnosticos
from autodiagnostico.servicios.cartero import Reparto
from tests.autodiagnostico.gente import cuenta, numero
from tests.autodiagnostico.piezas import correr

TEMA = "comite_mesa"


class Buzon:
    """Guarda lo que llega; rechaza a quien se le diga."""

    def __init__(self) -> None:
        self.cartas: list[EmailMessage] = []
        self.rechaza: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - así lo llama aiosmtpd
        self, _servidor: Any, _sesion: Any, sobre: Any, direccion: str, _opciones: Any
    ) -> str:
        if direccion in self.rechaza:
            return "550 No existe"
        sobre.rcpt_tos.append(direccion)
        return "250 OK"

    async def handle_DATA(self, _servidor: Any, _sesion: Any, sobre: Any) -> str:  # noqa: N802
        self.cartas.append(message_from_bytes(sobre.content, policy=policy.default))
        return "250 OK"


@contextmanager
def servidor(buzon: Buzon, **opciones: Any) -> Iterator[int]:
    """Un servidor SMTP en un puerto libre: el puerto."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto: int = libre.getsockname()[1]
    encendido = Controller(buzon, hostname="127.0.0.1", port=puerto, **opciones)
    encendido.start()
    try:
        yield puerto
    finally:
        encendido.stop()


def con_correo(sala: Sala, puerto: int, **ajustes: Any) -> Sala:
    """La misma sala, con ese servidor de correo."""
    suyos = {
        "correo_servidor": "127.0.0.1",
        "correo_puerto": puerto,
        "correo_seguridad": "ninguna",
        "correo_remitente": "avisos@entidad.gov.co",
        "correo_enlace": "https://autodiagnostico.entidad.gov.co/",
        **ajustes,
    }
    return replace(sala, ajustes=sala.ajustes.model_copy(update=suyos))


@pytest.fixture
def ana(sala: Sala, diagnostico: int) -> Quien:
    """Quien diligencia en la entidad."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    return cuenta(sala, "Ana Gómez", Rol.DILIGENCIA, entidad=entidad)


@pytest.fixture
def buzon() -> Buzon:
    """A donde llegan los correos."""
    return Buzon()


def asignar(sala: Sala, diagnostico: int, quien: Quien, fecha: date | None = None) -> None:
    diagnosticos.asignar_tema(sala, diagnostico, TEMA, "", fecha, [numero(quien)])


def ya_es_hora(sala: Sala) -> None:
    """Como si hubiera pasado el tiempo hasta el siguiente intento."""
    with escribir(sala.motor_bd) as sesion:
        antes = ahora() - timedelta(days=1)
        sesion.connection().execute(text("UPDATE aviso_a_cuenta SET proximo = :antes"), {"antes": antes})


def test_un_encargo_llega_por_correo_una_sola_vez(
    sala: Sala, diagnostico: int, ana: Quien, buzon: Buzon
) -> None:
    """Con tildes, con su enlace, y sin más destinatarios que ella."""
    with servidor(buzon) as puerto:
        suya = con_correo(sala, puerto)
        asignar(suya, diagnostico, ana, date(2030, 12, 1))
        assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 1, 0)
        assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 0, 0)
    (carta,) = buzon.cartas
    assert carta["Subject"] == "Autodiagnóstico: Le encargaron «Comité y Mesa Técnica»"
    assert (carta["To"], carta["From"]) == ("ana@entidad.gov.co", "avisos@entidad.gov.co")
    assert carta["Auto-Submitted"] == "auto-generated"
    cuerpo = carta.get_content()
    assert "Hola, Ana Gómez." in cuerpo
    assert "para el 1 de diciembre de 2030" in cuerpo
    enlace = f"https://autodiagnostico.entidad.gov.co/cuestionario?d={diagnostico}&tema={TEMA}"
    assert enlace in cuerpo


def test_sin_servidor_el_aviso_queda_en_la_lista_y_no_se_envia_despues(
    sala: Sala, diagnostico: int, ana: Quien, buzon: Buzon
) -> None:
    """Poner el correo en diciembre no reparte los avisos de enero."""
    asignar(sala, diagnostico, ana)
    with servidor(buzon) as puerto:
        assert cartero.repartir(con_correo(sala, puerto).como(PROGRAMA)) == Reparto(0, 0, 0)
    assert buzon.cartas == []
    assert len(avisos.listar(sala.como(ana))) == 1


def test_con_el_servidor_caido_la_operacion_sigue_y_el_correo_se_reintenta(
    sala: Sala, diagnostico: int, ana: Quien, buzon: Buzon
) -> None:
    """El encargo queda hecho y avisado en su lista; el correo sale cuando vuelve."""
    with servidor(buzon) as puerto:
        pass  # el puerto ya quedó libre: nadie atiende
    suya = con_correo(sala, puerto)
    asignar(suya, diagnostico, ana)
    assert len(avisos.listar(suya.como(ana))) == 1
    assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 0, 1)
    assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 0, 0), "se espera antes de insistir"
    with servidor(buzon) as otro:
        vuelve = con_correo(sala, otro).como(PROGRAMA)
        assert cartero.repartir(vuelve) == Reparto(0, 0, 0)
        ya_es_hora(sala)
        assert cartero.repartir(vuelve) == Reparto(0, 1, 0)
    assert len(buzon.cartas) == 1


def test_una_direccion_que_no_existe_no_detiene_a_las_demas_y_al_fin_se_deja(
    sala: Sala, diagnostico: int, ana: Quien, buzon: Buzon
) -> None:
    """Después de varios intentos ya no se insiste; el aviso sigue en su lista."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    luis = cuenta(sala, "Luis Rojas", Rol.LIDER, entidad=entidad)
    buzon.rechaza.add("ana@entidad.gov.co")
    with servidor(buzon) as puerto:
        suya = con_correo(sala, puerto)
        diagnosticos.asignar_tema(suya, diagnostico, TEMA, "", None, [numero(ana), numero(luis)])
        assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 1, 1)
        for _ in range(cartero.INTENTOS - 1):
            ya_es_hora(sala)
            assert cartero.repartir(suya.como(PROGRAMA)).sin_enviar == 1
        ya_es_hora(sala)
        assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 0, 0)
    assert [c["To"] for c in buzon.cartas] == ["luis@entidad.gov.co"]
    assert len(avisos.listar(suya.como(ana))) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_con_usuario_y_clave_se_entra_y_con_otra_no_sale_nada(
    sala: Sala, diagnostico: int, ana: Quien, buzon: Buzon
) -> None:
    """La clave no aparece en ningún mensaje."""

    def entrar(_servidor: Any, _sesion: Any, _sobre: Any, _como: str, datos: Any) -> AuthResult:
        bien = (datos.login, datos.password) == (b"avisos", b"la clave")
        return AuthResult(success=bien, handled=bien)

    opciones = {"authenticator": entrar, "auth_require_tls": False, "auth_required": True}
    with servidor(buzon, **opciones) as puerto:
        suya = con_correo(sala, puerto, correo_usuario="avisos", correo_clave=SecretStr("otra"))
        asignar(suya, diagnostico, ana)
        assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 0, 1)
        ya_es_hora(sala)
        buena = con_correo(sala, puerto, correo_usuario="avisos", correo_clave=SecretStr("la clave"))
        assert cartero.repartir(buena.como(PROGRAMA)) == Reparto(0, 1, 0)


def test_un_tema_por_vencer_se_avisa_una_vez_a_quien_le_falta(
    sala: Sala, diagnostico: int, ana: Quien
) -> None:
    """Con la fecha lejos, no; cerca, una vez; con otra fecha, otra vez; completo, ya no."""
    for dias, espera in ((30, 0), (cartero.DIAS_ANTES, 1), (cartero.DIAS_ANTES, 0), (1, 1)):
        asignar(sala, diagnostico, ana, hoy() + timedelta(days=dias))
        assert cartero.avisar_lo_que_vence(sala.como(PROGRAMA)) == espera
    ultimo = avisos.listar(sala.como(ana))[0]
    assert ultimo.asunto == "«Comité y Mesa Técnica» está por vencer"
    assert "le faltan preguntas" in ultimo.texto


def test_un_tema_ya_completo_no_se_avisa(sala: Sala, diagnostico: int, ana: Quien) -> None:
    """Ni el de un diagnóstico que ya se envió."""
    asignar(sala, diagnostico, ana, hoy())
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    assert cartero.avisar_lo_que_vence(sala.como(PROGRAMA)) == 0
    diagnosticos.devolver(sala, diagnostico, "Falta el acta")
    assert cartero.avisar_lo_que_vence(sala.como(PROGRAMA)) == 1


def test_devolver_avisa_a_quien_lo_envia_y_a_quienes_responden(
    sala: Sala, diagnostico: int, ana: Quien
) -> None:
    """A quien lo devolvió no; a quien solo lee tampoco."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    luis = cuenta(sala, "Luis Rojas", Rol.LIDER, entidad=entidad)
    rosa = cuenta(sala, "Rosa Díaz", Rol.LECTOR, entidad=entidad)
    pia = cuenta(sala, "Pía Ruiz", Rol.PLANEACION, entidad=entidad)
    asignar(sala, diagnostico, ana)
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    diagnosticos.devolver(sala.como(pia), diagnostico, "Falta el acta")
    devueltos = {
        q.nombre: [a.asunto for a in avisos.listar(sala.como(q)) if a.clase is avisos.Clase.DEVUELTO]
        for q in (ana, luis, rosa, pia)
    }
    uno = ["Devolvieron el autodiagnóstico"]
    assert devueltos == {"Ana Gómez": uno, "Luis Rojas": uno, "Rosa Díaz": [], "Pía Ruiz": []}


def test_a_quien_ya_no_esta_no_se_le_escribe(sala: Sala, diagnostico: int, ana: Quien, buzon: Buzon) -> None:
    """Ni a una cuenta inactiva, ni a quien dejó la entidad."""
    entidad = diagnosticos.leer(sala, diagnostico).entidad.id
    luis = cuenta(sala, "Luis Rojas", Rol.LIDER, entidad=entidad)
    with servidor(buzon) as puerto:
        suya = con_correo(sala, puerto)
        comentarios.comentar(suya, diagnostico, "mesa.existe", "Miren esto", [numero(ana), numero(luis)])
        with escribir(sala.motor_bd) as sesion:
            sesion.connection().execute(
                text("UPDATE cuenta SET activa = false WHERE id = :n"), {"n": numero(ana)}
            )
            sesion.connection().execute(
                text("DELETE FROM pertenencia WHERE cuenta_id = :n"), {"n": numero(luis)}
            )
        assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 0, 0)
    assert buzon.cartas == []


def test_repartir_es_del_programa(sala: Sala, ana: Quien) -> None:
    """Una cuenta cualquiera no lo pide; en la terminal, sí."""
    with pytest.raises(ErrorDePermiso):
        cartero.repartir(sala.como(ana))
    dicho = correr("avisos", "enviar")
    assert (dicho.codigo, "No hay servidor de correo" in dicho.salida) == (0, True)


def test_un_servidor_sin_remitente_se_dice_al_empezar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Junto con lo demás que falte."""
    monkeypatch.setenv("AUTODIAGNOSTICO_CORREO_SERVIDOR", "correo.entidad.gov.co")
    with pytest.raises(ErrorDeEntrada, match="CORREO_REMITENTE: falta la dirección"):
        leer_ajustes()

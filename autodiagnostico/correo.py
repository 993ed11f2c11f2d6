"""Enviar correos de texto por el servidor que digan los ajustes."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from autodiagnostico.ajustes import Ajustes

ESPERA = 20
"""Segundos que se espera al servidor en cada paso."""
NO_SE_PUDO = (OSError, smtplib.SMTPException, ValueError)
"""Con lo que puede fallar abrir el buzón o enviar: red, servidor, o una dirección que no lo es."""


class Buzon:
    """Una conexión abierta con el servidor de correo."""

    def __init__(self, ajustes: Ajustes, servidor: smtplib.SMTP) -> None:
        self._ajustes, self._servidor = ajustes, servidor

    def enviar(self, para: str, asunto: str, cuerpo: str) -> None:
        """Envía un correo a una sola dirección. Lanza algo de NO_SE_PUDO."""
        mensaje = EmailMessage()
        mensaje["Subject"] = " ".join(asunto.split())
        mensaje["From"] = self._ajustes.correo_remitente
        mensaje["To"] = para
        mensaje["Date"] = formatdate()
        mensaje["Message-ID"] = make_msgid(domain=self._ajustes.correo_remitente.rpartition("@")[2])
        mensaje["Auto-Submitted"] = "auto-generated"  # que nadie responda «estoy de vacaciones»
        mensaje.set_content(cuerpo)
        self._servidor.send_message(mensaje, self._ajustes.correo_remitente, [para])


@contextmanager
def abrir(ajustes: Ajustes) -> Iterator[Buzon]:
    """Abre el buzón con la seguridad y las credenciales de los ajustes. Lanza algo de NO_SE_PUDO."""
    with _conectar(ajustes) as servidor:
        if ajustes.correo_seguridad == "starttls":
            servidor.starttls(context=ssl.create_default_context())
        if ajustes.correo_usuario:
            servidor.login(ajustes.correo_usuario, ajustes.correo_clave.get_secret_value())
        yield Buzon(ajustes, servidor)


def _conectar(ajustes: Ajustes) -> smtplib.SMTP:
    donde = ajustes.correo_servidor, ajustes.correo_puerto
    if ajustes.correo_seguridad == "tls":
        return smtplib.SMTP_SSL(*donde, timeout=ESPERA, context=ssl.create_default_context())
    return smtplib.SMTP(*donde, timeout=ESPERA)

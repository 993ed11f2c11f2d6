"""Entrar con el proveedor de identidad de la institución (OIDC).

El trato con el proveedor es el de `st.login`: sus direcciones, su configuración y su cookie firmada. De la
cookie solo se toma de quién es el correo; enseguida se cambia por una sesión nuestra, que se puede
revocar, y se borra.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.runtime.secrets import SecretsValue
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from autodiagnostico.ajustes import Ajustes
from ui.entrada.origenes import es_segura, ruta_propia

ENTRAR, RECONOCIDO = "/entrar/institucional", "/entrar/reconocido"
RUTAS = frozenset({"/auth/login", "/auth/logout", "/oauth2callback"})
"""Las direcciones con que Streamlit habla con el proveedor."""
_PROVEEDOR = "default"
_IR = "autodiagnostico_ir"
_VALE_DIAS = 10 / (24 * 60)
"""La cookie del proveedor se cambia por una sesión en el acto: a los diez minutos ya no sirve."""


@dataclass(frozen=True, slots=True)
class Identidad:
    """A quién reconoció el proveedor, y si comprobó que el correo es suyo."""

    correo: str
    comprobado: bool


def secretos(ajustes: Ajustes) -> dict[str, SecretsValue] | None:
    """La configuración de `st.login`; None si no hay proveedor."""
    if not ajustes.institucional:
        return None
    return {
        "auth": {
            "redirect_uri": ajustes.oidc_regreso,
            "cookie_secret": _firma(ajustes),
            "client_id": ajustes.oidc_cliente,
            "client_secret": ajustes.oidc_secreto.get_secret_value(),
            "server_metadata_url": ajustes.oidc_metadatos,
        }
    }


def _firma(ajustes: Ajustes) -> str:
    """Con qué se firma la cookie: la misma en todos los procesos, sin otro secreto que guardar."""
    return hashlib.sha256(b"cookie:" + ajustes.oidc_secreto.get_secret_value().encode()).hexdigest()


def mandar(pedido: Request, ir: str) -> Response:
    """Lleva al proveedor."""
    consulta = urlencode({"provider": encode_provider_token(_PROVEEDOR)})
    respuesta = RedirectResponse(f"/auth/login?{consulta}", status_code=303)
    respuesta.set_cookie(_IR, ir, max_age=600, secure=es_segura(pedido), httponly=True, samesite="lax")
    return respuesta


def a_donde_iba(pedido: Request) -> str:
    """La página que pidió antes de ir al proveedor."""
    return ruta_propia(pedido.cookies.get(_IR))


def reconocido(conexion: HTTPConnection) -> bool:
    """Si trae la cookie del proveedor; si sirve se ve después."""
    return USER_COOKIE_NAME in conexion.cookies


def identidad(pedido: Request, ajustes: Ajustes) -> Identidad | None:
    """A quién acaba de reconocer el proveedor; None si la cookie no es suya, venció o es de otro sitio."""

    def una(nombre: str) -> bytes | None:
        escrita = pedido.cookies.get(nombre)
        if escrita is None:
            return None
        return decode_signed_value(_firma(ajustes), nombre, escrita.encode("latin-1", "replace"), _VALE_DIAS)

    firmada = get_cookie_with_chunks(una, USER_COOKIE_NAME)
    if firmada is None:
        return None
    dicho = json.loads(firmada)
    if not dicho.get("is_logged_in") or dicho.get("origin") != get_origin_from_redirect_uri():
        return None
    correo = dicho.get("email")
    if not isinstance(correo, str):
        return None
    return Identidad(correo, dicho.get("email_verified") is True)


def olvidar(pedido: Request, respuesta: Response) -> None:
    """Quita del navegador todo lo que dejó el proveedor."""
    suyas = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)
    for nombre in pedido.cookies:
        if nombre == _IR or nombre.startswith(suyas):
            respuesta.delete_cookie(nombre)

"""Un proveedor de identidad pequeño y de verdad: publica sus metadatos y firma lo que se le pida decir."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENTE, SECRETO = "autodiagnostico", "un secreto de prueba, bastante largo"
LLAVE = RSAKey.generate_key(2048, {"kid": "una"})


@dataclass
class Proveedor:
    """Dónde está, y qué dirá de la próxima persona que llegue."""

    direccion: str = ""
    dice: dict[str, Any] = field(default_factory=dict)
    _nonces: dict[str, str] = field(default_factory=dict)

    async def metadatos(self, _pedido: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.direccion,
                "authorization_endpoint": f"{self.direccion}/autorizar",
                "token_endpoint": f"{self.direccion}/testigo",
                "jwks_uri": f"{self.direccion}/llaves",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def llaves(self, _pedido: Request) -> Response:
        return JSONResponse({"keys": [LLAVE.as_dict(private=False)]})

    async def autorizar(self, pedido: Request) -> Response:
        codigo = f"codigo{len(self._nonces)}"
        self._nonces[codigo] = pedido.query_params["nonce"]
        vuelta = urlencode({"code": codigo, "state": pedido.query_params["state"]})
        return RedirectResponse(f"{pedido.query_params['redirect_uri']}?{vuelta}", status_code=302)

    async def testigo(self, pedido: Request) -> Response:
        campos = await pedido.form()
        ahora = int(time.time())
        afirma = {
            "iss": self.direccion,
            "aud": CLIENTE,
            "sub": "1",
            "iat": ahora,
            "exp": ahora + 300,
            "nonce": self._nonces[str(campos["code"])],
            **self.dice,
        }
        firmado = jwt.encode({"alg": "RS256", "kid": "una"}, afirma, LLAVE)
        return JSONResponse(
            {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": firmado}
        )


@contextmanager
def servir(puerto: int) -> Iterator[Proveedor]:
    """El proveedor, escuchando en ese puerto."""
    proveedor = Proveedor(f"http://127.0.0.1:{puerto}")
    rutas = [
        Route("/.well-known/openid-configuration", proveedor.metadatos),
        Route("/llaves", proveedor.llaves),
        Route("/autorizar", proveedor.autorizar),
        Route("/testigo", proveedor.testigo, methods=["POST"]),
    ]
    servidor = uvicorn.Server(
        uvicorn.Config(Starlette(routes=rutas), host="127.0.0.1", port=puerto, log_level="error")
    )
    hilo = threading.Thread(target=servidor.run, daemon=True)
    hilo.start()
    try:
        yield proveedor
    finally:
        servidor.should_exit = True
        hilo.join()

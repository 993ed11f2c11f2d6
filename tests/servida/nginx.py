"""Un nginx de verdad, con la misma plantilla que se instala."""

from __future__ import annotations

import json
import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.servida.piezas import RAIZ, esperar, puertos_libres

PLANTILLA = RAIZ / ".despliegue" / "nginx.conf.template"
FALTA = "No hay nginx. Instálelo con: apt-get install --no-install-recommends nginx openssl"
_PRINCIPAL = """
{quien}
daemon off;
worker_processes 1;
pid {carpeta}/nginx.pid;
error_log {carpeta}/errores.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {carpeta}/cuerpos;
    proxy_temp_path {carpeta}/paso;
    fastcgi_temp_path {carpeta}/f;
    uwsgi_temp_path {carpeta}/u;
    scgi_temp_path {carpeta}/s;
    include {carpeta}/autodiagnostico.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Nginx:
    """Delante de los procesos, con TLS."""

    direccion: str
    sin_cifrar: str
    tls: ssl.SSLContext
    registro: Path

    @property
    def renglones(self) -> list[dict[str, Any]]:
        """Lo que registró de cada petición."""
        return [json.loads(r) for r in self.registro.read_text(encoding="utf-8").splitlines()]


def _certificado(carpeta: Path) -> tuple[Path, Path]:
    certificado, llave = carpeta / "certificado.pem", carpeta / "llave.pem"
    pedir = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    de_quien = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(
        [*pedir, *de_quien, "-days", "2", "-out", str(certificado), "-keyout", str(llave)],
        check=True,
        capture_output=True,
    )
    return certificado, llave


def llenar(plantilla: str, variables: dict[str, str]) -> str:
    """Como lo hace envsubst: solo las variables que se dan."""
    return re.sub(r"\$\{([A-Z_]+)\}", lambda hallada: variables[hallada[1]], plantilla)


@contextmanager
def delante_de(puertos: Sequence[int], carpeta: Path) -> Iterator[Nginx]:
    """Un nginx que reparte entre esos puertos; si no está, la prueba se salta, y con CI=true falla."""
    ejecutable = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if ejecutable is None or shutil.which("openssl") is None:
        if os.environ.get("CI") == "true":
            pytest.fail(FALTA)
        pytest.skip(FALTA)
    certificado, llave = _certificado(carpeta)
    primero = puertos_libres(2)
    variables = {
        "SERVIDORES": " ".join(f"server 127.0.0.1:{p} max_fails=1 fail_timeout=5s;" for p in puertos),
        "NOMBRE": "localhost",
        "CERTIFICADO": str(certificado),
        "LLAVE": str(llave),
        "PUERTO_HTTP": f"127.0.0.1:{primero}",
        "PUERTO_HTTPS": f"127.0.0.1:{primero + 1}",
        "SUBIDA": "25m",
    }
    quien = "user root;" if os.geteuid() == 0 else ""  # la carpeta de la prueba es de quien la corre
    texto = llenar(PLANTILLA.read_text(encoding="utf-8"), variables)
    texto = texto.replace("/var/log/nginx/access.log", str(carpeta / "peticiones.log"))
    (carpeta / "autodiagnostico.conf").write_text(texto, encoding="utf-8")
    (carpeta / "nginx.conf").write_text(_PRINCIPAL.format(carpeta=carpeta, quien=quien), encoding="utf-8")
    donde = ["-p", str(carpeta), "-c", str(carpeta / "nginx.conf"), "-e", str(carpeta / "errores.log")]
    proceso = subprocess.Popen([ejecutable, *donde])
    try:
        esperar(lambda: _atiende(proceso, carpeta), "nginx atiende")
        yield Nginx(
            f"https://localhost:{primero + 1}",
            f"http://localhost:{primero}",
            ssl.create_default_context(cafile=str(certificado)),
            carpeta / "peticiones.log",
        )
    finally:
        proceso.terminate()
        proceso.wait(30)


def _atiende(proceso: subprocess.Popen[bytes], carpeta: Path) -> bool:
    if proceso.poll() is not None:
        pytest.fail((carpeta / "errores.log").read_text(encoding="utf-8"))
    return (carpeta / "nginx.pid").exists()

"""La aplicación servida de verdad: sus procesos, quién la usa y lo que registra."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Cuenta, ahora
from autodiagnostico.cuentas import sesiones
from autodiagnostico.permisos import LOCAL, Pertenencia, Rol
from autodiagnostico.privacidad import leer_aviso
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import diagnosticos, entidades
from autodiagnostico.servicios.roles import poner_rol
from tests.autodiagnostico.piezas import INSTITUTO

RAIZ = Path(__file__).parents[2]
VIGENCIA = 2026
PACIENCIA = 90.0
"""Segundos que se espera a que algo pase; en una máquina ocupada, arrancar es lento."""


@dataclass(frozen=True, slots=True)
class Usuaria:
    """Una persona con su cuenta, su entidad, su diagnóstico y una sesión ya abierta."""

    cuenta: int
    entidad: int
    diagnostico: int
    galletas: Mapping[str, str]


def nueva_usuaria(sala: Sala, numero: int, *, cifrada: bool = False) -> Usuaria:
    """Crea una persona que lidera su entidad y abre su sesión, como si acabara de entrar."""
    local = sala.como(LOCAL)
    entidad = entidades.guardar(local, INSTITUTO | {"codigo": f"E{numero}", "nombre": f"Instituto {numero}"})
    diagnostico = diagnosticos.abrir(local, entidad.id, VIGENCIA)
    with escribir(sala.motor_bd) as sesion:
        cuenta = Cuenta(
            correo=f"persona{numero}@entidad.test",
            nombre=f"Persona {numero}",
            aviso_aceptado=ahora(),
            aviso_version=leer_aviso(sala.ajustes.aviso).version,
        )
        sesion.add(cuenta)
        sesion.flush()
        poner_rol(sesion, local, cuenta.id or 0, Pertenencia(Rol.LIDER, entidad.id))
        testigo = sesiones.abrir(sesion, cuenta, sala.ajustes, "clave", "Prueba")
        nombre = "__Host-autodiagnostico" if cifrada else "autodiagnostico"
        return Usuaria(cuenta.id or 0, entidad.id, diagnostico.id, {nombre: testigo})


def puertos_libres(cuantos: int) -> int:
    """El primero de varios puertos seguidos que nadie usa."""
    for primero in range(20_000 + os.getpid() % 20_000, 60_000, cuantos):
        if all(_libre(primero + n) for n in range(cuantos)):
            return primero
    raise AssertionError("no hay puertos libres")


def _libre(puerto: int) -> bool:
    with socket.socket() as prueba:
        return prueba.connect_ex(("127.0.0.1", puerto)) != 0


def esperar(condicion: Any, que: str) -> Any:
    """Vuelve a mirar hasta que la condición se cumpla, y devuelve lo que dio."""
    limite = time.monotonic() + PACIENCIA
    turno = threading.Event()
    while time.monotonic() < limite:
        if hallado := condicion():
            return hallado
        turno.wait(0.05)
    raise AssertionError(f"No pasó a tiempo: {que}")


def salud(direccion: str) -> tuple[int, dict[str, Any]]:
    """Lo que dice `/salud`; 0 si no hay nadie."""
    try:
        with urllib.request.urlopen(f"{direccion}/salud", timeout=30) as respuesta:
            return respuesta.status, json.load(respuesta)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return 0, {}


@dataclass(slots=True)
class Instancia:
    """Los procesos de `autodiagnostico servir`."""

    proceso: subprocess.Popen[bytes]
    puertos: Sequence[int]
    registro: Path
    direcciones: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.direcciones = [f"http://127.0.0.1:{p}" for p in self.puertos]

    @property
    def renglones(self) -> list[dict[str, Any]]:
        """Lo que registró, ya leído; lo que no es JSON se deja fuera."""
        texto = self.registro.read_text(encoding="utf-8")
        return [json.loads(r) for r in texto.splitlines() if r.startswith("{")]

    def lista(self, numero: int) -> bool:
        """Si uno de sus procesos atiende."""
        assert self.proceso.poll() is None, self.registro.read_text(encoding="utf-8")
        return salud(self.direcciones[numero])[0] == 200

    def numero_de_proceso(self, numero: int) -> int:
        """El proceso que atiende ahora un puerto."""
        suyos = [r for r in self.renglones if r.get("puerto") == self.puertos[numero] and "proceso" in r]
        return int(suyos[-1]["proceso"])

    def terminar(self) -> int:
        """Se le pide terminar, como hace systemd, y se espera."""
        self.proceso.send_signal(signal.SIGTERM)
        return self.proceso.wait(PACIENCIA)


@contextmanager
def servir(datos: Path, bd: str, procesos: int, **entorno: str) -> Iterator[Instancia]:
    """La aplicación con cuentas, ya lista."""
    primero = puertos_libres(procesos)
    datos.mkdir(parents=True, exist_ok=True)
    registro = datos / f"servidor-{primero}.log"
    orden = [sys.executable, "-m", "autodiagnostico", "servir", "--puerto", str(primero)]
    ajustes = {"AUTODIAGNOSTICO_DATOS": str(datos), "AUTODIAGNOSTICO_BD": bd, "PYTHONPATH": str(RAIZ)}
    with registro.open("wb") as salida:
        proceso = subprocess.Popen(
            [*orden, "--procesos", str(procesos)],
            cwd=datos,
            env=os.environ | ajustes | entorno,
            stdout=salida,
            stderr=salida,
        )
    instancia = Instancia(proceso, range(primero, primero + procesos), registro)
    try:
        for numero in range(procesos):
            esperar(lambda n=numero: instancia.lista(n), f"el puerto {instancia.puertos[numero]} atiende")
        yield instancia
    finally:
        if proceso.poll() is None:
            instancia.terminar()

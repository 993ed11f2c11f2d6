"""Lo que comparten las pruebas de las cuentas."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from autodiagnostico.cuentas.identidades import Identidades
from autodiagnostico.permisos import LOCAL, Pertenencia
from autodiagnostico.privacidad import leer_aviso
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuentas, entrada
from autodiagnostico.servicios.entrada import Visita

CLAVE = "cinco caballos blancos pastan"
OTRA = "siete gatos negros duermen"
VISITA = Visita("192.0.2.7", "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")


@dataclass(frozen=True)
class Persona:
    """Una cuenta con la que ya se entró: su clave es CLAVE y aceptó el aviso."""

    id: int
    correo: str
    testigo: str


def crear(sala: Sala, correo: str, *roles: Pertenencia, nombre: str = "Ana Pérez") -> Persona:
    """Una persona lista para trabajar, por los mismos pasos que daría."""
    de_administracion = sala.como(LOCAL)
    nueva = cuentas.crear(de_administracion, correo, nombre)
    for rol in roles:
        cuentas.dar_rol(de_administracion, nueva.cuenta.id, rol)
    testigo = entrada.entrar(sala, correo, nueva.clave, VISITA)
    testigo = entrada.cambiar_clave(sala, testigo, nueva.clave, CLAVE, CLAVE)
    entrada.aceptar_aviso(sala, testigo, leer_aviso().version)
    return Persona(nueva.cuenta.id, nueva.cuenta.correo, testigo)


def identidades(sala: Sala) -> Identidades:
    """Las sesiones como las ve otro proceso: nunca se acuerda de la vez anterior."""
    return Identidades(sala.motor_bd, sala.ajustes, reloj=count(0.0, 10.0).__next__)


def sala_de(sala: Sala, testigo: str) -> Sala:
    """La sala, para quien lleve un testigo."""
    suyas = identidades(sala)
    return sala.de(lambda: suyas.quien(testigo))

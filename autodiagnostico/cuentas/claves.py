"""Claves: qué se les pide, cómo se guardan y cómo se comprueban.

Se guardan con argon2id. Cada comprobación ocupa 64 MiB y una décima de segundo: por eso se hacen de a pocas.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore

from pwdlib import PasswordHash

from reglas.texto import normalizar

MINIMO, MAXIMO = 12, 200
DISTINTOS = 5
"""Menos caracteres distintos que estos son una repetición."""
A_LA_VEZ = 2
"""Cuántas se calculan a la vez en un proceso; las demás esperan."""

_COMUNES = Path(__file__).with_name("claves_comunes.txt")
_TURNO = BoundedSemaphore(A_LA_VEZ)
_RESUMIDOR = PasswordHash.recommended()
_SIN_CONFUSION = "abcdefghjkmnpqrstuvwxyz23456789"
"""Ni «l» ni «1», ni «o» ni «0»: una clave de un solo uso se dicta y se copia a mano."""


def resumir(clave: str) -> str:
    """Lo que se guarda de una clave."""
    with _TURNO:
        return _RESUMIDOR.hash(_uniforme(clave))


def comprobar(clave: str, guardada: str | None) -> bool:
    """Si es la clave guardada. Sin ninguna guardada tarda lo mismo y es que no."""
    contra = guardada or senuelo()
    with _TURNO:
        return _RESUMIDOR.verify(_uniforme(clave), contra) and guardada is not None


@lru_cache(maxsize=1)
def senuelo() -> str:
    """El resumen de una clave que nadie sabe, para tardar lo mismo con un correo que no es de nadie."""
    return resumir(secrets.token_urlsafe())


def de_un_solo_uso() -> str:
    """Una clave al azar que se puede dictar, en cuatro grupos de cuatro."""
    return "-".join("".join(secrets.choice(_SIN_CONFUSION) for _ in range(4)) for _ in range(4))


def problemas(clave: str, *, correo: str = "", nombre: str = "", repetida: str | None = None) -> list[str]:
    """Todo lo que impide usar esa clave, dicho a quien la escribe; vacío si sirve."""
    suya = _uniforme(clave)
    halladas = []
    if len(suya) < MINIMO:
        halladas.append(f"Tiene {len(suya)} caracteres y hacen falta {MINIMO} o más. Puede ser una frase.")
    if len(suya) > MAXIMO:
        halladas.append(f"Tiene {len(suya)} caracteres y se admiten hasta {MAXIMO}.")
    if suya and len(set(suya)) < DISTINTOS:
        halladas.append(f"Repite casi siempre lo mismo: use al menos {DISTINTOS} caracteres distintos.")
    plana = _plana(suya)
    if plana in _comunes():
        halladas.append("Es de las que todo el mundo prueba primero.")
    if plana and plana in {_plana(correo), _plana(correo.partition("@")[0]), _plana(nombre)}:
        halladas.append("Es su correo o su nombre.")
    if repetida is not None and _uniforme(repetida) != suya:
        halladas.append("Las dos veces que la escribió no coinciden.")
    return halladas


def _uniforme(clave: str) -> str:
    """La misma clave, venga del teclado que venga: una tilde se puede escribir con uno o dos caracteres."""
    return unicodedata.normalize("NFKC", clave)[: MAXIMO + 1]


def _plana(texto: str) -> str:
    """Sin tildes, mayúsculas, espacios ni signos: «Contraseña 2026» y «contrasena2026» son la misma."""
    return "".join(c for c in normalizar(texto) if c.isalnum())


@lru_cache(maxsize=1)
def _comunes() -> frozenset[str]:
    renglones = _COMUNES.read_text(encoding="utf-8").splitlines()
    return frozenset(_plana(r) for r in renglones if r and not r.startswith("#"))

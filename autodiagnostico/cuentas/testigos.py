"""El testigo de una sesión: lo lleva el navegador, y aquí solo se guarda su huella."""

from __future__ import annotations

import hashlib
import secrets

LARGO = 43
"""Caracteres de un testigo: 32 bytes al azar, escritos en base 64."""


def nuevo() -> str:
    """Un testigo al azar."""
    return secrets.token_urlsafe(32)


def huella(testigo: str) -> str:
    """Lo que se guarda de un testigo. Es al azar y largo: no hace falta nada más lento."""
    return hashlib.sha256(testigo.encode()).hexdigest()

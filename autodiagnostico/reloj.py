"""Qué día es hoy."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONA = ZoneInfo("America/Bogota")


def hoy() -> date:
    """El día de hoy en Bogotá."""
    return datetime.now(ZONA).date()

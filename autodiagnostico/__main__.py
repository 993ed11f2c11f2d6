"""Permite `python -m autodiagnostico`."""

from autodiagnostico.cli import principal

principal()

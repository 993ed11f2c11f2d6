"""Cargar el Manual desde Excel."""

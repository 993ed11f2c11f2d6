"""Claves, testigos, frenos y sesiones: con qué se sabe quién entra. No decide permisos."""

"""Cómo se sirven las páginas: el proceso que escucha, varios a la vez, su salud y lo que deja registrado."""

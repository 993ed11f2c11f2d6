"""`python -m reglas` escribe el esquema con que los editores completan los archivos de una base."""

from reglas.esquema import DESTINO, texto

DESTINO.parent.mkdir(exist_ok=True)
DESTINO.write_text(texto(), encoding="utf-8")

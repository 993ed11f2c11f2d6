"""Lo que un informe dice siempre, declarado en un YAML, con el sustento de que se haga."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from autodiagnostico.palabras import CERTEZAS, cita_en_palabras
from reglas import Catalogo
from reglas.fichas import Cita


class _Cerrado(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Declarado(_Cerrado):
    """Un informe: cómo se llama, para qué sirve, de dónde sale el deber de hacerlo y sus frases."""

    nombre: str
    para: str
    citas: tuple[Cita, ...] = ()
    documento: str = ""
    """De qué documento son las citas, si la base de reglas no lo trae; su norma es con la que va."""

    textos: dict[str, str] = {}
    listas: dict[str, tuple[str, ...]] = {}
    destino: str = ""
    """El plan al que van sus acciones, si el informe es de uno solo."""

    def decir(self, clave: str, **datos: object) -> str:
        """Una frase, con sus datos."""
        return self.textos[clave].format_map(datos)

    def sustento(self, catalogo: Catalogo) -> str:
        """De dónde sale, con su certeza; vacío si la base de reglas no trae esas normas."""
        citas = [c for c in self.citas if c.norma in catalogo.normas]
        if citas and self.documento:
            return f"{self.documento}: {'; '.join(c.lugar for c in citas)}"
        return "; ".join(f"{cita_en_palabras(catalogo, c)} ({CERTEZAS[c.certeza]})" for c in citas)


class _Todos(_Cerrado):
    citas: dict[str, Cita] = {}
    comunes: dict[str, str] = {}
    informes: dict[str, Declarado]


def leer(archivo: Path) -> dict[str, Declarado]:
    """Los informes de un archivo; las frases comunes valen para todos."""
    todos = _Todos.model_validate(yaml.safe_load(archivo.read_text(encoding="utf-8")))
    return {
        clave: suyo.model_copy(update={"textos": todos.comunes | suyo.textos})
        for clave, suyo in todos.informes.items()
    }

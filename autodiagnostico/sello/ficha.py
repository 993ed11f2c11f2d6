"""Lo que lleva un sello, y cómo se dice en el informe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from autodiagnostico.huellas import huella
from reglas.palabras import fecha_en_palabras

HUECO = "0" * 64
"""Lo que ocupa el lugar de la huella del contenido mientras se calcula: la huella no puede incluirse."""
PREFIJO = "sello."
"""Con qué empiezan las propiedades del documento que lo llevan."""

EXPLICACION = (
    "Este informe lleva las huellas (SHA-256) de lo que se usó para hacerlo y de lo que dice. Con la orden "
    "«autodiagnostico verificar-informe» y este archivo, cualquiera comprueba sin conexión que nadie cambió "
    "lo que dice; con el caso y la base de reglas, que ese resultado sale de esas respuestas. Una huella no "
    "es una firma: que lo emitió esta instalación se comprueba contra su bitácora."
)
_ETIQUETAS = {
    "informe": "Informe",
    "entidad": "Entidad",
    "vigencia": "Vigencia",
    "fecha_corte": "Fecha de corte",
    "emitido": "Emitido",
    "version_reglas": "Versión de la base de reglas",
    "reglas": "Huella de las reglas",
    "entradas": "Huella de las entradas",
    "resultado": "Huella del resultado",
    "bitacora_numero": "Último asiento de la bitácora",
    "bitacora": "Huella de la bitácora",
    "contenido": "Huella del contenido",
}


@dataclass(frozen=True, slots=True)
class Sello:
    """El sello de un informe, todo en textos; lo que no corresponde va vacío.

    `reglas`, `entradas` y `resultado` son huellas de la base, del caso y del resultado; `bitacora`, la del
    asiento `bitacora_numero`, el último cuando se emitió. `contenido` es la de todo lo que el informe dice.
    """

    informe: str
    version_reglas: str
    reglas: str
    entidad: str = ""
    vigencia: str = ""
    fecha_corte: str = ""
    emitido: str = ""
    entradas: str = ""
    resultado: str = ""
    bitacora_numero: str = ""
    bitacora: str = ""
    contenido: str = HUECO

    def sin_huella(self) -> Sello:
        """El mismo, con el hueco en lugar de la huella del contenido."""
        return replace(self, contenido=HUECO)

    def con_contenido(self, dicho: Any) -> Sello:
        """El mismo, con la huella que le toca por lo que el informe dice."""
        return replace(self, contenido=huella({"sello": asdict(self.sin_huella()), "dice": dicho}))

    def propiedades(self) -> dict[str, str]:
        """Como van en las propiedades del documento."""
        return {f"{PREFIJO}{campo}": valor for campo, valor in asdict(self).items() if valor}


def de_propiedades(propiedades: Mapping[str, str]) -> Sello | None:
    """El sello que llevan unas propiedades, o None si no lo llevan entero."""
    campos = {f.name: propiedades.get(f"{PREFIJO}{f.name}", "") for f in fields(Sello)}
    return Sello(**campos) if campos["contenido"] and campos["informe"] and campos["reglas"] else None


def etiquetas(sello: Sello) -> list[tuple[str, str]]:
    """Cada dato con su nombre, para mostrarlo; lo vacío no se muestra."""
    datos = asdict(sello)
    return [(nombre, datos[campo]) for campo, nombre in _ETIQUETAS.items() if datos[campo]]


def en_un_parrafo(sello: Sello) -> str:
    """El sello dicho en corto, para un informe de pocas páginas."""
    cuando = datetime.fromisoformat(sello.emitido)
    return (
        f"Emitido el {fecha_en_palabras(cuando.date())} a las {cuando:%H:%M}, con la base de reglas "
        f"{sello.version_reglas}. El archivo lleva las huellas de lo que se usó para hacerlo y de lo que "
        "dice: «autodiagnostico verificar-informe» comprueba que nadie lo cambió."
    )

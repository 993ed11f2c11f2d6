"""Lee YAML sin sorpresas: sin claves repetidas, sin anclas ni alias, con la línea de cada dato.

Los valores sueltos se entienden como en YAML 1.2 (`si`, `no` y `12:30` son texto), y las fechas como
AAAA-MM-DD. El analizador es el de libyaml: la base entera se lee en décimas de segundo.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yaml import CSafeLoader, MappingNode, MarkedYAMLError, Node, ScalarNode, SequenceNode, YAMLError

from reglas.errores import Defecto

MAXIMO_BYTES = 1_000_000
MAXIMO_NIVELES = 40

Ruta = tuple[str | int, ...]


class _Analizador(CSafeLoader):
    """El analizador de libyaml, con los valores sueltos de YAML 1.2 en vez de los de 1.1."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - la base la declara de instancia


# Clase de valor suelto → cómo se escribe, con qué empieza y cómo se lee.
_SUELTOS: dict[str, tuple[str, list[str], Callable[[str], Any]]] = {
    "!null": (r"~|null|Null|NULL|", ["~", "n", "N", ""], lambda _: None),
    "!bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF"), lambda texto: texto.lower() == "true"),
    "!int": (r"[-+]?[0-9]+", list("-+0123456789"), int),
    "!float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789"), float),
    "!fecha": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", list("0123456789"), date.fromisoformat),
}
for _etiqueta, (_patron, _iniciales, _) in _SUELTOS.items():
    _Analizador.add_implicit_resolver(_etiqueta, re.compile(f"^(?:{_patron})$"), _iniciales)


@dataclass(slots=True)
class Documento:
    """Un archivo leído: sus datos corrientes y la línea (desde 1) de cada ruta."""

    archivo: str
    datos: Any = None
    lineas: dict[Ruta, int] = field(default_factory=dict)
    defectos: list[Defecto] = field(default_factory=list)
    reparadas: set[Ruta] = field(default_factory=set)
    """Lo que se arregló de paso para seguir buscando defectos; ya está dicho lo que tenía."""

    def reparada(self, ruta: Ruta) -> bool:
        """Si la ruta, o algo que la contiene, se arregló de paso."""
        return any(ruta[:n] in self.reparadas for n in range(1, len(ruta) + 1))

    def linea(self, ruta: Ruta) -> int | None:
        """La línea de una ruta o, si no está escrita, la de lo que la contiene."""
        while ruta and ruta not in self.lineas:
            ruta = ruta[:-1]
        return self.lineas.get(ruta)

    def defecto(self, ruta: Ruta, mensaje: str, admite: str = "") -> Defecto:
        """Un defecto situado en este archivo."""
        return Defecto(self.archivo, self.linea(ruta), ".".join(map(str, ruta)), mensaje, admite)


def leer(archivo: str, contenido: bytes) -> Documento:
    """Lee un YAML; lo que esté mal queda en `defectos` y `datos` en None si no se pudo entender."""
    documento = Documento(archivo)
    if len(contenido) > MAXIMO_BYTES:
        documento.defectos.append(
            Defecto(
                archivo, None, "", f"El archivo pesa {len(contenido)} bytes.", f"hasta {MAXIMO_BYTES} bytes"
            )
        )
        return documento
    try:
        texto = contenido.decode("utf-8-sig")
        if _hondura(texto) > MAXIMO_NIVELES:
            documento.defectos.append(
                Defecto(archivo, None, "", "Hay demasiados niveles anidados.", f"hasta {MAXIMO_NIVELES}")
            )
            return documento
        raiz = _Analizador(texto).get_single_node()
        if raiz is not None:
            documento.datos = _Constructor(documento).valor(raiz, ())
    except UnicodeDecodeError as error:
        documento.defectos.append(
            Defecto(archivo, None, "", f"El archivo no es texto UTF-8 (byte {error.start}).", "texto UTF-8")
        )
    except MarkedYAMLError as error:
        marca = error.problem_mark or error.context_mark
        linea = None if marca is None else marca.line + 1
        documento.defectos.append(Defecto(archivo, linea, "", f"El YAML está mal escrito: {error.problem}."))
    except YAMLError as error:
        documento.defectos.append(Defecto(archivo, None, "", f"El YAML está mal escrito: {error}."))
    return documento


def _hondura(texto: str) -> int:
    """Cuántos niveles anida el texto, contados antes de construir nada: construir es recursivo."""
    analizador, hondo, maximo = _Analizador(texto), 0, 0
    while analizador.check_event():
        evento = type(analizador.get_event()).__name__
        hondo += evento.endswith(("MappingStartEvent", "SequenceStartEvent"))
        hondo -= evento.endswith(("MappingEndEvent", "SequenceEndEvent"))
        maximo = max(maximo, hondo)
        if maximo > MAXIMO_NIVELES:
            break
    return maximo


class _Constructor:
    """Pasa del árbol de nodos a datos corrientes, anotando líneas y defectos."""

    def __init__(self, documento: Documento) -> None:
        self._documento = documento
        self._vistos: set[int] = set()

    def valor(self, nodo: Node, ruta: Ruta) -> Any:
        self._documento.lineas[ruta] = nodo.start_mark.line + 1
        # Un alias devuelve el mismo nodo otra vez: así se reconoce sin expandirlo (bombas de YAML).
        if id(nodo) in self._vistos:
            self._anota(ruta, "Las anclas y los alias (&, *) no se admiten; escriba el valor.")
            return None
        self._vistos.add(id(nodo))
        if isinstance(nodo, MappingNode):
            return self._mapa(nodo, ruta)
        if isinstance(nodo, SequenceNode):
            return [self.valor(hijo, (*ruta, indice)) for indice, hijo in enumerate(nodo.value)]
        return self._suelto(nodo, ruta)

    def _suelto(self, nodo: Node, ruta: Ruta) -> Any:
        if nodo.tag not in _SUELTOS:
            return nodo.value
        try:
            return _SUELTOS[nodo.tag][2](nodo.value)
        except ValueError:
            self._anota(ruta, f"El valor «{nodo.value}» no existe.")
            return None

    def _mapa(self, nodo: MappingNode, ruta: Ruta) -> dict[str, Any]:
        mapa: dict[str, Any] = {}
        for nodo_clave, nodo_valor in nodo.value:
            clave = nodo_clave.value if isinstance(nodo_clave, ScalarNode) else None
            linea = nodo_clave.start_mark.line + 1
            if not isinstance(clave, str) or clave == "<<":
                self._anota(ruta, "Una clave debe ser un texto simple.", linea)
                continue
            if clave in mapa:
                anterior = self._documento.linea((*ruta, clave))
                mensaje = f"La clave «{clave}» está repetida; la primera vez, en la línea {anterior}."
                self._anota((*ruta, clave), mensaje, linea)
                continue
            mapa[clave] = self.valor(nodo_valor, (*ruta, clave))
            # La línea útil para quien corrige es la de la clave, no la del valor.
            self._documento.lineas[(*ruta, clave)] = linea
        return mapa

    def _anota(self, ruta: Ruta, mensaje: str, linea: int | None = None) -> None:
        documento = self._documento
        donde = documento.linea(ruta) if linea is None else linea
        documento.defectos.append(Defecto(documento.archivo, donde, ".".join(map(str, ruta)), mensaje))

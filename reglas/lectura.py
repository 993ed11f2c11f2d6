"""Lee YAML sin sorpresas: YAML 1.2, sin claves repetidas, sin anclas ni alias, con la línea de cada dato."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from reglas.errores import Defecto

MAXIMO_BYTES = 1_000_000
MAXIMO_NIVELES = 40

Ruta = tuple[str | int, ...]


@dataclass(slots=True)
class Documento:
    """Un archivo leído: sus datos corrientes y la línea (desde 1) de cada ruta."""

    archivo: str
    datos: Any = None
    lineas: dict[Ruta, int] = field(default_factory=dict)
    defectos: list[Defecto] = field(default_factory=list)

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
    yaml = YAML(typ="safe", pure=True)
    try:
        raiz = yaml.compose(contenido.decode("utf-8"))
        if raiz is not None:
            documento.datos = _Constructor(yaml, documento).valor(raiz, ())
    except UnicodeDecodeError as error:
        documento.defectos.append(
            Defecto(archivo, None, "", f"El archivo no es texto UTF-8 (byte {error.start}).", "texto UTF-8")
        )
    except MarkedYAMLError as error:
        marca = error.problem_mark or error.context_mark
        linea = None if marca is None else marca.line + 1
        documento.defectos.append(Defecto(archivo, linea, "", f"El YAML está mal escrito: {error.problem}."))
    except (YAMLError, ValueError) as error:
        documento.defectos.append(Defecto(archivo, None, "", f"El YAML está mal escrito: {error}."))
    except RecursionError:
        documento.defectos.append(_demasiado_hondo(archivo, None))
    return documento


def _demasiado_hondo(archivo: str, linea: int | None) -> Defecto:
    return Defecto(archivo, linea, "", "Hay demasiados niveles anidados.", f"hasta {MAXIMO_NIVELES}")


class _Constructor:
    """Pasa del árbol de nodos a datos corrientes, anotando líneas y defectos."""

    def __init__(self, yaml: YAML, documento: Documento) -> None:
        self._yaml = yaml
        self._documento = documento
        self._vistos: set[int] = set()

    def valor(self, nodo: Node, ruta: Ruta) -> Any:
        linea = nodo.start_mark.line + 1
        self._documento.lineas[ruta] = linea
        # Un alias devuelve el mismo nodo otra vez: así se reconoce sin expandirlo (bombas de YAML).
        if id(nodo) in self._vistos:
            self._anota(ruta, "Las anclas y los alias (&, *) no se admiten; escriba el valor.")
            return None
        self._vistos.add(id(nodo))
        if len(ruta) > MAXIMO_NIVELES:
            self._documento.defectos.append(_demasiado_hondo(self._documento.archivo, linea))
            return None
        if isinstance(nodo, MappingNode):
            return self._mapa(nodo, ruta)
        if isinstance(nodo, SequenceNode):
            return [self.valor(hijo, (*ruta, indice)) for indice, hijo in enumerate(nodo.value)]
        return self._yaml.constructor.construct_object(nodo, deep=True)

    def _mapa(self, nodo: MappingNode, ruta: Ruta) -> dict[str, Any]:
        mapa: dict[str, Any] = {}
        for nodo_clave, nodo_valor in nodo.value:
            clave = nodo_clave.value if isinstance(nodo_clave, ScalarNode) else None
            if not isinstance(clave, str) or clave == "<<":
                self._anota(ruta, "Una clave debe ser un texto simple.", linea=nodo_clave.start_mark.line + 1)
                continue
            if clave in mapa:
                anterior = self._documento.linea((*ruta, clave))
                self._anota(
                    (*ruta, clave),
                    f"La clave «{clave}» está repetida; la primera vez, en la línea {anterior}.",
                    linea=nodo_clave.start_mark.line + 1,
                )
                continue
            mapa[clave] = self.valor(nodo_valor, (*ruta, clave))
            # La línea útil para quien corrige es la de la clave, no la del valor.
            self._documento.lineas[(*ruta, clave)] = nodo_clave.start_mark.line + 1
        return mapa

    def _anota(self, ruta: Ruta, mensaje: str, linea: int | None = None) -> None:
        documento = self._documento
        donde = documento.linea(ruta) if linea is None else linea
        documento.defectos.append(Defecto(documento.archivo, donde, ".".join(map(str, ruta)), mensaje))

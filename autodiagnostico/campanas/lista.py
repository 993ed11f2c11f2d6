"""A qué entidades se convoca: todas, las de unos sectores o tipos, o las de una lista pegada."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros import DefectoDeCelda, decir_defectos
from autodiagnostico.nombradas import Buscador
from autodiagnostico.servicios.fichas import FichaDeEntidad

MAXIMO_DE_RENGLONES = 10_000


@dataclass(frozen=True, slots=True)
class Convocatoria:
    """A quién se llama: si hay `lista`, a quienes nombra; si no, a quienes tengan ese sector y ese tipo.

    Sin sectores o sin tipos, valen todos. `lista` trae un código o un nombre por renglón.
    """

    sectores: tuple[str, ...] = ()
    tipos: tuple[str, ...] = ()
    lista: str | None = None


class ErrorDeLista(ErrorDeServicio):
    """La lista no se puede usar; `defectos` los trae todos, con su renglón."""

    def __init__(self, defectos: Iterable[DefectoDeCelda]) -> None:
        self.defectos = tuple(defectos)
        super().__init__(decir_defectos("La lista", self.defectos))


def elegir(convocatoria: Convocatoria, entidades: Sequence[FichaDeEntidad]) -> list[FichaDeEntidad]:
    """Las convocadas, en el orden en que vienen. Lanza ErrorDeLista si ninguna, o con cada renglón malo.

    Las de demostración solo se convocan nombrándolas, o si no hay otras.
    """
    if convocatoria.lista is not None:
        return nombradas(convocatoria.lista, entidades)
    de_verdad = [e for e in entidades if not e.demostracion] or list(entidades)
    elegidas = [e for e in de_verdad if _es(e, "sector", convocatoria.sectores)]
    elegidas = [e for e in elegidas if _es(e, "tipo", convocatoria.tipos)]
    if not elegidas:
        mensaje = "Ninguna entidad tiene ese sector y ese tipo." if entidades else "Todavía no hay entidades."
        raise ErrorDeLista([DefectoDeCelda(mensaje)])
    return elegidas


def _es(entidad: FichaDeEntidad, atributo: str, admitidos: tuple[str, ...]) -> bool:
    return not admitidos or entidad.atributos.get(atributo) in admitidos


def nombradas(texto: str, entidades: Sequence[FichaDeEntidad]) -> list[FichaDeEntidad]:
    """Las de una lista, por código o por nombre, sin importar tildes ni mayúsculas."""
    renglones = [(n, r.strip()) for n, r in enumerate(texto.splitlines(), start=1) if r.strip()]
    if not renglones or len(renglones) > MAXIMO_DE_RENGLONES:
        mensaje = "La lista no trae ninguna entidad, o trae demasiadas."
        raise ErrorDeLista([DefectoDeCelda(mensaje, admite=f"de 1 a {MAXIMO_DE_RENGLONES} renglones")])
    buscador = Buscador(entidades)
    halladas: dict[int, int] = {}
    defectos: list[DefectoDeCelda] = []
    elegidas = []
    for numero, escrito in renglones:
        suyas = buscador.buscar(escrito)
        if len(suyas) != 1:
            defectos.append(_defecto(buscador, numero, escrito, suyas))
        elif suyas[0].id in halladas:
            mensaje = f"Está repetida: ya está en el renglón {halladas[suyas[0].id]}."
            defectos.append(DefectoDeCelda(mensaje, fila=numero, llego=escrito))
        else:
            halladas[suyas[0].id] = numero
            elegidas.append(suyas[0])
    if defectos:
        raise ErrorDeLista(defectos)
    return elegidas


def _defecto(
    buscador: Buscador, numero: int, escrito: str, halladas: Sequence[FichaDeEntidad]
) -> DefectoDeCelda:
    """Por qué un renglón no dice una sola entidad."""
    if halladas:
        codigos = ", ".join(e.codigo for e in halladas)
        mensaje = f"{len(halladas)} entidades se llaman así."
        return DefectoDeCelda(mensaje, fila=numero, llego=escrito, admite=f"su código: {codigos}")
    return DefectoDeCelda(
        "No se conoce esa entidad.",
        fila=numero,
        llego=escrito,
        admite="el código, el nombre o el NIT de una entidad de la aplicación",
        sugerencia=buscador.texto_parecido(escrito),
    )

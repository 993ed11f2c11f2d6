"""La plantilla de acta del programa, para usarla o para editarla en Word y subirla con el membrete propio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autodiagnostico.documento.bloques import Bloque, Documento, Parrafo, Tabla, Titulo
from autodiagnostico.documento.word import a_word
from autodiagnostico.mesa.actas import HUECO_DE_FIRMA


def de_fabrica() -> bytes:
    """El .docx con sus marcas. Las que empiezan por «p» o «tr» se llevan su párrafo o su fila."""
    return a_word(Documento("{{ titulo }}", "{{ entidad }}", "", "", list(_bloques()), breve=True))


def _bloques() -> Iterator[Bloque]:
    datos = {
        "Sesión": "{{ clase }}. {{ modalidad }}",
        "Fecha y hora": "{{ fecha }}{% if hora %}, {{ hora }}{% endif %}",
        "Lugar o enlace": "{{ lugar }}",
        "La Mesa se creó con": "{{ acto }}",
        "Quórum": "{{ quorum }}",
    }
    yield Tabla(("Dato", "Valor"), (2, 5), list(datos.items()))
    yield from _renglones("Orden del día", "orden_del_dia", "{{ r.numero }}. {{ r.texto }}")
    que_quien = {"Qué": "texto", "Quién": "responsable", "Para cuándo": "fecha"}
    yield from _tabla(
        "Compromisos que venían de antes", "pendientes", {**que_quien, "Sesión": "sesion"}, (5, 3, 3, 2)
    )
    yield from _si("desarrollo", Titulo(1, "Desarrollo"), Parrafo("{{ desarrollo }}"))
    votos = {
        "Qué se decidió": "texto",
        "A favor": "a_favor",
        "En contra": "en_contra",
        "Abstenciones": "abstenciones",
        "Resultado": "resultado",
    }
    yield from _tabla("Decisiones", "decisiones", votos, (6, 2, 2, 3, 3))
    yield from _tabla("Compromisos", "compromisos", que_quien, (5, 3, 2))
    yield from _renglones("No asistieron", "ausentes", "{{ r.cargo }}")
    firman = {"Quién": "quien", "En qué calidad": "calidad", "Firma": ""}
    yield from _tabla("Hoja de asistencia", "asistencia", firman, (5, 2, 4))
    yield from _tabla(
        "Verificación de este documento", "verificacion", {"Dato": "dato", "Valor": "valor"}, (2, 5)
    )


def _si(campo: str, *bloques: Bloque) -> Iterator[Bloque]:
    yield Parrafo(f"{{%p if {campo} %}}")
    yield from bloques
    yield Parrafo("{%p endif %}")


def _renglones(titulo: str, lista: str, renglon: str) -> Iterator[Bloque]:
    recorrido = (Parrafo(f"{{%p for r in {lista} %}}"), Parrafo(renglon), Parrafo("{%p endfor %}"))
    yield from _si(lista, Titulo(1, titulo), *recorrido)


def _tabla(titulo: str, lista: str, columnas: Mapping[str, str], anchos: Sequence[int]) -> Iterator[Bloque]:
    vacias = [""] * (len(columnas) - 1)
    filas = [
        [f"{{%tr for r in {lista} %}}", *vacias],
        [f"{{{{ r.{campo} }}}}" if campo else HUECO_DE_FIRMA for campo in columnas.values()],
        ["{%tr endfor %}", *vacias],
    ]
    yield from _si(lista, Titulo(1, titulo), Tabla(list(columnas), anchos, filas))

"""Lo que las reglas usan y no está en ninguna: hechos, parámetros, listas, contradicciones, inventario."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from autodiagnostico.documento.bloques import Bloque, Lista, Nota, Parrafo, Tabla, Titulo
from autodiagnostico.documento.frases import (
    CARACTERES,
    CERTEZAS,
    cita_completa,
    datos_de_norma,
    enlace_de,
    mayuscula,
    sin_punto,
    vigencia,
)
from autodiagnostico.documento.regla import condicion
from autodiagnostico.palabras import cita_en_palabras
from autodiagnostico.textos import cuantas
from reglas import Catalogo
from reglas.fichas import Cita
from reglas.palabras import Palabras, constante_en_palabras, fecha_en_palabras
from reglas.trazabilidad import Destino, trazar

_CARACTERES_DE_FILA = {
    "OB": "Obligación",
    "OB-I": "Obligación de quien la expidió",
    "OB-G": "Obligación de instancias del Distrito",
    "OR+": "Orientación fuerte",
    "OR": "Orientación",
    "PE": "Permiso",
    "DEF": "Definición",
}


def como_leer(catalogo: Catalogo) -> Iterator[Bloque]:
    """Qué es el documento y qué quieren decir sus palabras."""
    yield Titulo(1, "Cómo leer este documento")
    yield Parrafo(
        "Aquí está toda la base de reglas, norma por norma y artículo por artículo, tal como la usa el "
        "programa. Cada condición se redactó de manera automática a partir de su regla: si una frase no dice "
        "lo que dice la norma, la regla está mal, y conviene anotarlo al margen."
    )
    if catalogo.base.nota:
        yield Parrafo(catalogo.base.nota, "De esta base.")
    yield Lista("Carácter de una regla.", [(0, texto) for texto in CARACTERES.values()])
    yield Lista("Certeza de una cita.", [(0, f"{nombre}. {texto}") for nombre, texto in CERTEZAS.values()])
    yield Parrafo(
        "Si no se ha respondido lo que hace falta para decidir, el resultado es «sin información»: nunca se "
        "da por cumplido ni por incumplido.",
        "Lo que no se sabe.",
    )
    yield Tabla(
        ("Qué hay en la base", "Cuántas"),
        (3, 1),
        [
            ("Normas y documentos", str(len(catalogo.normas))),
            ("Reglas", str(len(catalogo.reglas))),
            ("Preguntas", str(len(catalogo.criterios))),
            ("Acciones", str(len(catalogo.acciones))),
            ("Ejemplos comprobados", str(len(catalogo.casos))),
        ],
    )


def por_confirmar(catalogo: Catalogo) -> Iterator[Bloque]:
    """Por dónde conviene empezar la revisión: lo que no se leyó en su fuente."""
    yield Titulo(1, "Lo que falta por confirmar")
    certezas: Counter[str] = Counter(r.ficha.cita.certeza for r in catalogo.reglas.values())
    yield Lista(
        "Certeza de la cita principal de cada regla.",
        [
            (0, f"{CERTEZAS[c][0]}: {cuantas(certezas[c], 'regla', 'reglas')}")
            for c in CERTEZAS
            if certezas[c]
        ],
    )
    flojas = [
        (c, cita_en_palabras(catalogo, r.ficha.cita), CERTEZAS[r.ficha.cita.certeza][0])
        for c, r in catalogo.reglas.items()
        if r.ficha.cita.certeza not in {"fuente", "secundaria"}
    ]
    if flojas:
        yield Parrafo("De estas, ni siquiera hay un texto que las transcriba: son las primeras que mirar.")
        yield Tabla(("Regla", "Cita", "Certeza"), (2, 5, 2), flojas)


def marco(catalogo: Catalogo) -> Iterator[Bloque]:
    """Escenarios y niveles, con la razón de sus umbrales."""
    yield Titulo(1, "Escenarios y niveles")
    for escenario in catalogo.escenarios.values():
        yield Titulo(2, f"{escenario.codigo}. {escenario.nombre}")
        yield Parrafo(escenario.descripcion)
        yield Parrafo(str(escenario.peso), "Peso en el resultado global.")
        if escenario.nota:
            yield Nota("Nota", escenario.nota)
    yield Titulo(2, "Niveles de madurez")
    yield Parrafo(catalogo.escala.razon)
    filas = [(str(n.nivel), n.nombre, str(n.umbral), n.descripcion) for n in catalogo.niveles]
    yield Tabla(("Nivel", "Nombre", "Desde", "Qué se espera"), (1, 2, 1, 6), filas)


def hechos(catalogo: Catalogo) -> Iterator[Bloque]:
    """Lo que se deduce y nadie responde."""
    yield Titulo(1, "Hechos que se deducen")
    for codigo, hecho in catalogo.hechos.items():
        yield Titulo(2, f"{hecho.ficha.titulo} ({codigo})")
        yield Parrafo(hecho.ficha.explicacion)
        yield condicion("Es cierto si", Palabras(catalogo).esquema(hecho.si))
        yield from _citas(catalogo, hecho.ficha.citas)


def parametros(catalogo: Catalogo) -> Iterator[Bloque]:
    """Números y fechas de la norma, con su historia."""
    yield Titulo(1, "Parámetros")
    for codigo, parametro in catalogo.parametros.items():
        yield Titulo(2, f"{mayuscula(parametro.nombre)} ({codigo})")
        for valor in parametro.valores:
            desde = f"Desde el {fecha_en_palabras(valor.desde)}" if valor.desde else "Siempre"
            nota = f" {valor.nota}" if valor.nota else ""
            yield Parrafo(f"{constante_en_palabras(valor.valor)}.{nota}", f"{desde}:")
            yield from _citas(catalogo, [valor.cita] if valor.cita else [])


def listas(catalogo: Catalogo) -> Iterator[Bloque]:
    """Los catálogos de entidades, completos."""
    yield Titulo(1, "Listas de entidades")
    for codigo, lista in catalogo.listas.items():
        yield Titulo(2, f"{lista.ficha.nombre} ({codigo})")
        yield Parrafo(
            cuantas(len(lista.filas), "entidad", "entidades") + f". {lista.ficha.nota or ''}".rstrip()
        )
        yield from _citas(catalogo, [lista.ficha.cita])
        yield Tabla(("Código", "Nombre"), (1, 3), [(f["codigo"], f["nombre"]) for f in lista.filas])


def contradicciones(catalogo: Catalogo) -> Iterator[Bloque]:
    """Lo que se le señala a la entidad antes de enviar, y los avisos por fecha."""
    yield Titulo(1, "Contradicciones y avisos")
    for codigo, contradiccion in catalogo.contradicciones.items():
        yield Titulo(2, f"{contradiccion.ficha.titulo} ({codigo})")
        yield Parrafo(contradiccion.ficha.texto)
        yield condicion("Se señala si", Palabras(catalogo).esquema(contradiccion.cuando))
        yield from _citas(catalogo, contradiccion.ficha.citas)
    for aviso in catalogo.avisos:
        yield Titulo(2, f"Aviso por fecha ({aviso.ficha.codigo})")
        yield Parrafo(aviso.ficha.texto)
        yield Parrafo(vigencia(aviso.ficha.desde, aviso.ficha.hasta), "Cuándo se muestra.")
        yield from _citas(catalogo, aviso.ficha.citas)


def otras_normas(catalogo: Catalogo) -> Iterator[Bloque]:
    """Las que se citan de apoyo, sin reglas suyas."""
    con_reglas = {r.ficha.cita.norma for r in catalogo.reglas.values()}
    demas = [n for codigo, n in catalogo.normas.items() if codigo not in con_reglas]
    if not demas:
        return
    yield Titulo(1, "Normas y documentos de apoyo")
    for norma in demas:
        yield Titulo(2, norma.nombre)
        yield Parrafo(f"{sin_punto(norma.titulo)}.", enlace=norma.enlace or "")
        yield Parrafo(datos_de_norma(norma))
        if norma.nota:
            yield Nota("Nota", norma.nota)


def inventario(catalogo: Catalogo) -> Iterator[Bloque]:
    """En qué acabó cada obligación y lineamiento de las fuentes."""
    if not catalogo.inventario:
        return
    yield Titulo(1, "De las fuentes a las reglas")
    yield Parrafo("Cada obligación y lineamiento de las fuentes, y en qué acabó.")
    filas = []
    for destino in trazar(catalogo):
        fila = catalogo.inventario[destino.fila]
        filas.append(
            (fila.codigo, _CARACTERES_DE_FILA[fila.caracter], fila.lugar, fila.contenido, _donde(destino))
        )
    yield Tabla(("Fila", "Carácter", "Lugar", "Qué dice", "En qué acabó"), (2, 3, 4, 7, 6), filas)


def _donde(destino: Destino) -> str:
    partes = [
        f"Reglas: {', '.join(destino.reglas)}." if destino.reglas else "",
        f"Preguntas: {', '.join(destino.criterios)}." if destino.criterios else "",
        f"Función del programa: {sin_punto(destino.funcion)}." if destino.funcion else "",
        f"Definición: {sin_punto(destino.definicion)}." if destino.definicion else "",
        f"Queda fuera: {sin_punto(destino.exclusion)}." if destino.exclusion else "",
    ]
    return " ".join(p for p in partes if p) or "Sin destino."


def _citas(catalogo: Catalogo, citas: list[Cita]) -> Iterator[Bloque]:
    for cita in citas:
        yield Parrafo(cita_completa(catalogo, cita), "Cita.", enlace_de(catalogo, cita))

"""Lo que el documento dice de citas, fechas y vigencias, y las palabras con que lo explica."""

from __future__ import annotations

from datetime import date

from autodiagnostico.palabras import cita_en_palabras
from reglas import Catalogo
from reglas.fichas import Cita, Norma
from reglas.palabras import fecha_en_palabras

CARACTERES = {
    "obligatorio": "Obligatorio: una ley o un decreto se lo exigen a la entidad a la que le aplica.",
    "propio": "Propio: obliga solo a quien expidió el acto. Se cuenta aparte.",
    "orientador": "Orientador: recomienda. No cumplirlo no es faltar a un deber.",
    "facultad": "Facultad: se puede hacer o no.",
}
CERTEZAS = {
    "fuente": ("Leída en la fuente", "Se leyó en una de las fuentes, que la trae entera o la transcribe."),
    "secundaria": ("Leída en otra parte", "Se leyó en un texto que la transcribe o la cuenta."),
    "inferida": ("Deducida", "No lo dice así el texto: lo dedujimos, y se explica cómo."),
    "pendiente": ("Pendiente", "Falta comprobarlo."),
    "decision_propia": ("Decisión nuestra", "Ninguna norma lo dice: lo decidimos, y se dice por qué."),
}
TIPOS = {
    "ley": "Ley",
    "decreto": "Decreto",
    "resolucion": "Resolución",
    "concepto": "Concepto",
    "guia": "Guía",
    "procedimiento": "Procedimiento",
    "acto_propio": "Acto propio",
    "otra": "Otro documento",
}


def cita_completa(catalogo: Catalogo, cita: Cita) -> str:
    """La cita con su certeza, dónde se leyó, cuándo se comprobó y su nota."""
    partes = [
        f"{cita_en_palabras(catalogo, cita)}.",
        f"{CERTEZAS[cita.certeza][0]}: {sin_punto(cita.lugar)}.",
        f"Archivo {cita.fuente}." if cita.fuente else "",
        f"Comprobada el {fecha_en_palabras(cita.verificada)}.",
        cita.nota or "",
    ]
    return " ".join(p for p in partes if p)


def enlace_de(catalogo: Catalogo, cita: Cita) -> str:
    """El enlace de la cita o, si no trae, el de su norma."""
    return cita.enlace or catalogo.normas[cita.norma].enlace or ""


def vigencia(desde: date | None, hasta: date | None) -> str:
    """«Desde el 1 de enero de 2020, sin fecha de terminación.»."""
    empieza = f"Desde el {fecha_en_palabras(desde)}" if desde else "Sin fecha de inicio registrada"
    termina = (
        f"hasta el {fecha_en_palabras(hasta)}, ese día incluido" if hasta else "sin fecha de terminación"
    )
    return f"{empieza}, {termina}."


def datos_de_norma(norma: Norma) -> str:
    """Tipo, fechas, certeza y comprobación de una norma."""
    partes = [
        TIPOS[norma.tipo],
        f"expedida el {fecha_en_palabras(norma.expedida)}" if norma.expedida else "",
        f"vigente desde el {fecha_en_palabras(norma.vigente_desde)}" if norma.vigente_desde else "",
        f"hasta el {fecha_en_palabras(norma.vigente_hasta)}" if norma.vigente_hasta else "",
        f"archivo {norma.fuente}" if norma.fuente else "su texto no está entre las fuentes",
        f"comprobada el {fecha_en_palabras(norma.verificada)}",
    ]
    return f"{'; '.join(p for p in partes if p)}. {CERTEZAS[norma.certeza][0]}."


def sin_punto(texto: str) -> str:
    """El texto sin su punto final, para seguir la frase."""
    return texto.rstrip().removesuffix(".")


def mayuscula(texto: str) -> str:
    """La primera letra en mayúscula."""
    return texto[:1].upper() + texto[1:]

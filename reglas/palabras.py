"""Las condiciones dichas en español.

Dos maneras: con códigos, para quien audita («mesa.existe es sí»), y con las preguntas y opciones que
ve una persona («¿Existe la Mesa? es Sí»).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from reglas.catalogo import Catalogo
from reglas.clases import CLAVES_SI_PARCIAL_NO, NUMERICAS, Clase
from reglas.condiciones import (
    Alguna,
    Ambito,
    Compara,
    Constante,
    Contiene,
    EnConjunto,
    EnLista,
    Expresion,
    HechoEs,
    Hoja,
    Ninguna,
    Operador,
    Referencia,
    Todas,
)

MESES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_NUMEROS = {
    Operador.MENOR: "es menor que",
    Operador.MENOR_IGUAL: "es a lo sumo",
    Operador.MAYOR: "es mayor que",
    Operador.MAYOR_IGUAL: "es al menos",
}
_FECHAS = {
    Operador.MENOR: "es anterior a",
    Operador.MENOR_IGUAL: "es igual o anterior a",
    Operador.MAYOR: "es posterior a",
    Operador.MAYOR_IGUAL: "es igual o posterior a",
}


def fecha_en_palabras(fecha: date) -> str:
    """«23 de julio de 2026»."""
    return f"{fecha.day} de {MESES[fecha.month - 1]} de {fecha.year}"


def numero_en_palabras(numero: float) -> str:
    """«100.000», «12,5»: punto de miles y coma decimal."""
    entero, _, decimales = f"{numero:,.4f}".partition(".")
    decimales = decimales.rstrip("0")
    return entero.replace(",", ".") + (f",{decimales}" if decimales else "")


def constante_en_palabras(valor: Constante, opciones: Mapping[str, str] | None = None) -> str:
    """Un valor como lo diría una persona; con `opciones`, la etiqueta de la clave."""
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    if isinstance(valor, date):
        return fecha_en_palabras(valor)
    if isinstance(valor, str):
        return (opciones or {}).get(valor, valor)
    return numero_en_palabras(valor)


class Palabras:
    """Dice condiciones de un catálogo; con `codigos=True` nombra los datos y las opciones por su código."""

    def __init__(self, catalogo: Catalogo, *, codigos: bool = False) -> None:
        self._catalogo = catalogo
        self._codigos = codigos

    def de(self, expresion: Expresion) -> str:
        """La condición en una frase, con paréntesis donde hagan falta."""
        if isinstance(expresion, Todas | Alguna):
            nexo = " y " if isinstance(expresion, Todas) else " o "
            return nexo.join(self._parte(p) for p in expresion.partes)
        if isinstance(expresion, Ninguna):
            negadas = [self._negada(p) for p in expresion.partes]
            return " y ".join(
                n if n else f"no es cierto que {self._parte(p)}"
                for n, p in zip(negadas, expresion.partes, strict=True)
            )
        return self.hoja(expresion)

    def esquema(self, expresion: Expresion, sangria: int = 0) -> list[tuple[int, str]]:
        """La condición como lista con sangrías: (profundidad, texto) por renglón."""
        titulos = {Todas: "Se cumplen todas:", Alguna: "Se cumple alguna:", Ninguna: "No se cumple ninguna:"}
        if (
            isinstance(expresion, Ninguna)
            and len(expresion.partes) == 1
            and self._negada(expresion.partes[0])
        ):
            return [(sangria, self._negada(expresion.partes[0]) or "")]
        if isinstance(expresion, Todas | Alguna | Ninguna):
            renglones = [(sangria, titulos[type(expresion)])]
            return renglones + [r for p in expresion.partes for r in self.esquema(p, sangria + 1)]
        return [(sangria, self.hoja(expresion))]

    def _parte(self, expresion: Expresion) -> str:
        texto = self.de(expresion)
        compuesta = isinstance(expresion, Todas | Alguna | Ninguna) and len(expresion.partes) > 1
        return f"({texto})" if compuesta else texto

    def _negada(self, expresion: Expresion) -> str | None:
        """La negación dicha sin rodeos («x no es y»), donde se puede."""
        if isinstance(expresion, HechoEs):
            return self.hoja(HechoEs(expresion.dato, not expresion.esperado))
        if isinstance(expresion, EnLista):
            return self.hoja(expresion).replace("está", "no está", 1)
        if isinstance(expresion, EnConjunto):
            return self.hoja(expresion).replace(
                f"{self.dato(expresion.dato)} es", f"{self.dato(expresion.dato)} no es", 1
            )
        if isinstance(expresion, Compara) and expresion.operador is Operador.ES:
            return self.hoja(expresion).replace(
                f"{self.dato(expresion.dato)} es", f"{self.dato(expresion.dato)} no es", 1
            )
        return None

    def hoja(self, hoja: Hoja) -> str:
        """Una hoja: «mesa.existe es sí»."""
        if isinstance(hoja, EnLista):
            nombre = hoja.lista if self._codigos else self._catalogo.listas[hoja.lista].ficha.nombre
            return f"la entidad está en la lista «{nombre}»"
        nombre = self.dato(hoja.dato)
        if isinstance(hoja, HechoEs):
            return f"{nombre} es {'sí' if hoja.esperado else 'no'}"
        decir = self._decir(hoja.dato)
        if isinstance(hoja, EnConjunto):
            return f"{nombre} es {_enumerar([decir(v) for v in hoja.valores], 'o')}"
        if isinstance(hoja, Contiene):
            claves = [decir(c) for c in hoja.claves]
            return f"{nombre} incluye {_enumerar(claves, 'y' if hoja.modo == 'todas' else 'o')}"
        verbo = self._verbo(hoja)
        if isinstance(hoja.operando, Referencia):
            return f"{nombre} {verbo} {self.dato(hoja.operando)}"
        if isinstance(hoja.operando, date) and hoja.operador is not Operador.ES:
            return f"{nombre} {verbo}l {decir(hoja.operando)}"
        return f"{nombre} {verbo} {decir(hoja.operando)}"

    def _verbo(self, hoja: Compara) -> str:
        if hoja.operador is Operador.ES:
            return "es"
        return (_NUMEROS if self._catalogo.clase(hoja.dato) in NUMERICAS else _FECHAS)[hoja.operador]

    def _decir(self, dato: Referencia) -> Callable[[Constante], str]:
        """Cómo decir los valores de un dato: su etiqueta entre comillas, o su código si así se pidió."""
        clase = self._catalogo.clase(dato)
        if clase is Clase.SI_PARCIAL_NO:
            opciones: Mapping[str, str] = {"si": "sí"} if self._codigos else CLAVES_SI_PARCIAL_NO
        elif self._codigos or dato.ambito not in {Ambito.CRITERIO, Ambito.ENTIDAD}:
            opciones = {}
        else:
            fichas = self._catalogo.criterios if dato.ambito is Ambito.CRITERIO else self._catalogo.atributos
            opciones = {clave: f"«{texto}»" for clave, texto in (fichas[dato.codigo].opciones or {}).items()}
        return lambda valor: constante_en_palabras(valor, opciones)

    def dato(self, dato: Referencia) -> str:
        """El nombre de un dato: su código, o la pregunta o el título entre comillas."""
        if self._codigos:
            return str(dato)
        match dato.ambito:
            case Ambito.CRITERIO:
                return f"«{self._catalogo.criterios[dato.codigo].pregunta}»"
            case Ambito.ENTIDAD:
                return f"«{self._catalogo.atributos[dato.codigo].pregunta}»"
            case Ambito.HECHO:
                return f"«{self._catalogo.hechos[dato.codigo].ficha.titulo}»"
            case Ambito.PARAMETRO:
                return f"«{self._catalogo.parametros[dato.codigo].nombre}»"
            case Ambito.CASO:
                return "la fecha de corte"


def _enumerar(cosas: list[str], nexo: str) -> str:
    """«a, b y c»; la «o» y la «y» cambian ante su mismo sonido."""
    if len(cosas) == 1:
        return cosas[0]
    inicio = cosas[-1].lstrip("«").casefold()
    if nexo == "o" and inicio.startswith(("o", "ho")):
        nexo = "u"
    if nexo == "y" and inicio.startswith(("i", "hi")) and not inicio.startswith(("ia", "hia", "hie")):
        nexo = "e"
    return f"{', '.join(cosas[:-1])} {nexo} {cosas[-1]}"

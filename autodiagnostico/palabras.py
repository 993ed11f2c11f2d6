"""Cómo se dicen en pantalla y en los informes los estados, las razones y los números."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from motor import Estado, Razon, Recomendacion, Resultado
from motor.caso import Valor
from motor.resultado import Hallazgo, Motivo
from motor.verdad import Verdad
from reglas import Ambito, Catalogo, Clase
from reglas.clases import CLAVES_SI_PARCIAL_NO
from reglas.condiciones import EnLista
from reglas.fichas import Cita
from reglas.palabras import Palabras, constante_en_palabras

ESTADOS = {
    Estado.CUMPLE: ("✔", "Cumple"),
    Estado.PARCIAL: ("◐", "Cumple en parte"),
    Estado.NO_CUMPLE: ("✘", "No cumple"),
    Estado.EN_PLAZO: ("◷", "En plazo"),
    Estado.NO_APLICA: ("–", "No aplica"),
    Estado.SIN_INFORMACION: ("?", "Sin información"),
}
"""Estado → símbolo y palabras; el color nunca va solo."""

RAZONES = {
    Razon.OBLIGACION_VENCIDA: "Es un deber y su plazo ya venció",
    Razon.OBLIGACION_INCUMPLIDA: "Es un deber y no se cumple",
    Razon.OBLIGACION_POR_VENCER: "Es un deber y su plazo está corriendo",
    Razon.HABILITA_NIVEL: "Abre el siguiente nivel",
    Razon.MEJORA: "Mejora el puntaje",
    Razon.FALTA_INFORMACION: "Falta información para saberlo",
}

CERTEZAS = {
    "fuente": "leída en la fuente",
    "secundaria": "leída en una fuente secundaria",
    "inferida": "deducida por nosotros",
    "pendiente": "pendiente de comprobar",
    "decision_propia": "decisión nuestra",
}
"""Cómo se dice con qué certeza se sabe una cita."""

CARACTERES = {
    "obligatorio": "Obligatorio",
    "propio": "Obligatorio por acto propio",
    "orientador": "Orientador",
    "facultad": "Facultad",
}


_HOLGURA = 1e-9
SE_SABE = {Verdad.SI: "sí", Verdad.NO: "no", Verdad.DESCONOCIDO: "no se sabe"}


def estado_en_palabras(estado: Estado) -> str:
    """«✘ No cumple»."""
    return " ".join(ESTADOS[estado])


def cita_en_palabras(catalogo: Catalogo, cita: Cita) -> str:
    """«Ley 1 de 2000, artículo 3»."""
    return f"{catalogo.normas[cita.norma].nombre}, {articulo_en_palabras(cita)}"


def articulo_en_palabras(cita: Cita) -> str:
    """«artículo 3», «artículos 17 y 19»; si no empieza por un número, va como está escrito."""
    if not cita.articulo[:1].isdigit():
        return cita.articulo
    varios = re.match(r"[\d.A-Z]+(, [\d.A-Z]+)* y [\d.A-Z]+$", cita.articulo) is not None
    return f"{'artículos' if varios else 'artículo'} {cita.articulo}"


def citas_de(resultado: Resultado, reglas: Iterable[str]) -> str:
    """Las citas de unos resultados, sin repetir, una por renglón."""
    citas = (cita_en_palabras(resultado.edicion.catalogo, resultado.hallazgos[r].cita) for r in reglas)
    return "\n".join(dict.fromkeys(citas))


def reglas_en_palabras(catalogo: Catalogo, reglas: Iterable[str]) -> str:
    """Código y título de unas reglas, una por renglón."""
    return "\n".join(f"{r}: {catalogo.reglas[r].ficha.titulo}" for r in reglas)


def porque_en_palabras(catalogo: Catalogo, hallazgo: Hallazgo) -> str:
    """Lo que se leyó para llegar al resultado, una pregunta por renglón: «¿Existe la Mesa?»: sí."""
    return "\n".join(dict.fromkeys(_motivo(catalogo, m) for m in hallazgo.porque))


def _motivo(catalogo: Catalogo, motivo: Motivo) -> str:
    if isinstance(motivo.hoja, EnLista):
        nombre = f"«{catalogo.listas[motivo.hoja.lista].ficha.nombre}»"
        return f"{nombre}: {'está' if motivo.valor else 'no está'} en la lista"
    dato = motivo.hoja.dato
    fichas = catalogo.criterios if dato.ambito is Ambito.CRITERIO else catalogo.atributos
    clase = catalogo.clase(dato)
    opciones = CLAVES_SI_PARCIAL_NO
    if clase in {Clase.OPCION, Clase.OPCIONES}:
        opciones = fichas[dato.codigo].opciones or {}
    return f"{Palabras(catalogo).dato(dato)}: {valor_en_palabras(motivo.valor, opciones)}"


def valor_en_palabras(valor: Valor | Verdad | None, opciones: Mapping[str, str]) -> str:
    """Un valor como lo diría una persona."""
    if isinstance(valor, Verdad):
        return SE_SABE[valor]
    if valor is None:
        return "sin responder"
    if isinstance(valor, tuple):
        return "; ".join(opciones.get(v, v) for v in valor) or "ninguna"
    return constante_en_palabras(valor, opciones)


def porcentaje(parte: Fraction | None) -> str:
    """«23 %», o una raya si no se puede decir."""
    centesimas = cortar_parte(parte)
    return "–" if centesimas is None else f"{round(centesimas * 100)} %"


def cortar_parte(parte: Fraction | None) -> float | None:
    """Una parte en centésimas cortadas: ni lo casi todo se muestra como todo ni lo poco como nada."""
    if parte is None:
        return None
    return (max(math.floor(parte * 100), 1) if parte > 0 else 0) / 100


def cortar_puntaje(exacto: Fraction | None, *, hacia_arriba: bool = False) -> float | None:
    """Un puntaje con un decimal: lo demostrado se corta hacia abajo y lo posible sube.

    Así 39,96 nunca se lee como 40, que sería haber llegado al umbral. Es la única regla de redondeo.
    """
    if exacto is None:
        return None
    return (math.ceil(exacto * 10) if hacia_arriba else math.floor(exacto * 10)) / 10


def puntaje(exacto: Fraction | None, *, hacia_arriba: bool = False) -> str:
    """«78,0»: siempre con un decimal; una raya si no hay."""
    cortado = cortar_puntaje(exacto, hacia_arriba=hacia_arriba)
    return "–" if cortado is None else f"{cortado:.1f}".replace(".", ",")


def cortar_guardado(valor: float) -> float:
    """Como `cortar_puntaje`, de uno que se guardó con coma flotante: 45,6 guardado como 45,5999… no baja."""
    return math.floor(valor * 10 + _HOLGURA) / 10


def puntaje_guardado(valor: float | None) -> str:
    """Como `puntaje`, de uno que se guardó con coma flotante; una raya si no hay."""
    return "–" if valor is None else f"{cortar_guardado(valor):.1f}".replace(".", ",")


def nivel_en_palabras(catalogo: Catalogo, nivel: int | None) -> str:
    """«2 · Organizado», o una raya."""
    nombres = {n.nivel: n.nombre for n in catalogo.niveles}
    return "–" if nivel is None else f"{nivel} · {nombres[nivel]}"


def escenario_en_palabras(catalogo: Catalogo, codigo: str) -> str:
    """«Consulta información (E1)»: el nombre, con su código."""
    return f"{catalogo.escenarios[codigo].nombre} ({codigo})"


def niveles_que_abre(catalogo: Catalogo, recomendacion: Recomendacion) -> str:
    """«Consulta información (E1): nivel 2», uno por renglón."""
    abre = recomendacion.desbloquea
    return "\n".join(f"{escenario_en_palabras(catalogo, e)}: nivel {nivel}" for e, nivel in abre)

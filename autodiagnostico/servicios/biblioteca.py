"""Las normas y reglas del catálogo, para leerlas. Puro: no toca la base de datos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from autodiagnostico import buscador
from autodiagnostico.errores import ErrorDeServicio
from reglas import Ambito, Catalogo, Expresion, Referencia, Regla
from reglas.catalogo import valor_en
from reglas.errores import sugerencia
from reglas.fichas import Accion, Criterio, Norma
from reglas.palabras import Palabras, fecha_en_palabras


@dataclass(frozen=True, slots=True)
class ArticuloConReglas:
    """Un artículo de una norma con las reglas que salen de él."""

    norma: Norma
    articulo: str
    reglas: list[Regla]


@dataclass(frozen=True, slots=True)
class FichaDeRegla:
    """Una regla dicha en palabras: cada condición es una lista de (sangría, texto), vacía si no la hay."""

    regla: Regla
    norma: Norma
    aplica: list[tuple[int, str]]
    cumple: list[tuple[int, str]]
    parcial: list[tuple[int, str]]
    plazo: str
    preguntas: list[Criterio]
    acciones: list[Accion]
    escenarios: Mapping[str, int]


def articulos(catalogo: Catalogo) -> list[ArticuloConReglas]:
    """Los artículos citados por alguna regla, con las normas en el orden del catálogo."""
    por_articulo: dict[tuple[str, str], list[Regla]] = {}
    for regla in catalogo.reglas.values():
        por_articulo.setdefault((regla.ficha.cita.norma, regla.ficha.cita.articulo), []).append(regla)
    normas = list(catalogo.normas)
    en_orden = sorted(por_articulo.items(), key=lambda par: normas.index(par[0][0]))
    return [ArticuloConReglas(catalogo.normas[n], articulo, reglas) for (n, articulo), reglas in en_orden]


def buscar(catalogo: Catalogo, texto: str) -> list[Regla]:
    """Las reglas de la norma y el artículo pedidos, luego las que dicen las palabras; sin texto, todas."""
    if not texto.strip():
        return list(catalogo.reglas.values())
    pedido = buscador.entender(texto)
    if not pedido:
        return []
    puestos: list[tuple[int, Regla]] = []
    for regla in catalogo.reglas.values():
        cita = regla.ficha.cita
        nombre = catalogo.normas[cita.norma].nombre
        puesto = buscador.puesto(pedido, nombre, cita.articulo, _textos(catalogo, regla))
        if puesto is not None:
            puestos.append((puesto, regla))
    return [regla for _, regla in sorted(puestos, key=lambda par: par[0])]


def _textos(catalogo: Catalogo, regla: Regla) -> list[str]:
    ficha = regla.ficha
    norma = catalogo.normas[ficha.cita.norma]
    preguntas = [c.pregunta for c in criterios_de(catalogo, regla)]
    return [
        ficha.codigo,
        ficha.titulo,
        ficha.explicacion,
        norma.nombre,
        norma.titulo,
        ficha.cita.articulo,
        *preguntas,
    ]


def criterios_de(catalogo: Catalogo, regla: Regla) -> list[Criterio]:
    """Las preguntas que deciden una regla, sin repetir."""
    leidos = dict.fromkeys(d.codigo for d in catalogo.datos_de(regla) if d.ambito is Ambito.CRITERIO)
    return [catalogo.criterios[c] for c in leidos]


def ficha_de_regla(catalogo: Catalogo, codigo: str) -> FichaDeRegla:
    """La ficha de una regla; ErrorDeServicio si no existe."""
    regla = catalogo.reglas.get(codigo)
    if regla is None:
        raise ErrorDeServicio(f"No existe la regla «{codigo}».{sugerencia(codigo, catalogo.reglas)}")
    palabras = Palabras(catalogo)

    def decir(condicion: Expresion | None) -> list[tuple[int, str]]:
        return [] if condicion is None else palabras.esquema(condicion)

    return FichaDeRegla(
        regla=regla,
        norma=catalogo.normas[regla.ficha.cita.norma],
        aplica=decir(regla.aplica_si),
        cumple=decir(regla.cumple_si),
        parcial=decir(regla.parcial_si),
        plazo=_plazo(catalogo, regla),
        preguntas=criterios_de(catalogo, regla),
        acciones=[a for a in catalogo.acciones.values() if codigo in a.cierra],
        escenarios=regla.escenarios,
    )


def _plazo(catalogo: Catalogo, regla: Regla) -> str:
    """El plazo en palabras, o vacío si no hay."""
    plazo = regla.plazo
    if plazo is None:
        return ""
    if isinstance(plazo, Referencia):
        if plazo.ambito is not Ambito.PARAMETRO:
            return f"Hasta la fecha que se responda en {Palabras(catalogo).dato(plazo)}"
        valor = valor_en(catalogo.parametros[plazo.codigo], date.max)
        if not isinstance(valor, date):
            return ""
        plazo = valor
    return f"Hasta el {fecha_en_palabras(plazo)}, ese día incluido"

"""Lo que dice el acta de una sesión: sus campos, para una plantilla, y sus bloques, para el PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autodiagnostico.documento.bloques import Bloque, Lista, Parrafo, Tabla, Titulo
from autodiagnostico.mesa.fichas import (
    Calidad,
    Compromiso,
    EstadoDeSesion,
    Integrante,
    Mesa,
    Modalidad,
    Sesion,
)
from autodiagnostico.sello import Sello, etiquetas
from reglas.palabras import fecha_en_palabras

MODALIDADES = {
    Modalidad.PRESENCIAL: "Presencial",
    Modalidad.VIRTUAL: "Virtual",
    Modalidad.MIXTA: "Presencial y virtual",
    Modalidad.ESCRITA: "Escrita, sin reunirse",
}
CALIDADES = {Calidad.TITULAR: "Titular", Calidad.SUPLENTE: "Suplente", Calidad.INVITADO: "Invitado"}

CAMPOS: Mapping[str, str] = {
    "titulo": "«Acta 3 de la Mesa Técnica»; si no se ha realizado, convocatoria",
    "entidad": "nombre de la entidad",
    "acto": "acto o acta que creó la Mesa",
    "numero": "número de la sesión",
    "clase": "Ordinaria o Extraordinaria",
    "modalidad": "cómo se reunieron",
    "estado": "Realizada, Convocada o Cancelada",
    "fecha": "«1 de junio de 2026»",
    "hora": "hora",
    "lugar": "lugar o enlace",
    "quorum": "una frase que dice si lo hubo y con cuántos",
    "desarrollo": "qué se trató",
}
"""Los campos sueltos de una plantilla y qué traen."""
LISTAS: Mapping[str, Mapping[str, str]] = {
    "orden_del_dia": {"numero": "1, 2…", "texto": "punto"},
    "asistencia": {
        "quien": "quién estuvo; si no se ha hecho, quién debe venir",
        "calidad": "en qué calidad",
    },
    "ausentes": {"cargo": "cargo"},
    "pendientes": {"texto": "qué", "responsable": "quién", "fecha": "para cuándo", "sesion": "de cuál"},
    "decisiones": {
        "numero": "1, 2…",
        "texto": "qué se decidió",
        "a_favor": "votos",
        "en_contra": "votos",
        "abstenciones": "votos",
        "resultado": "Aprobada o No aprobada",
    },
    "compromisos": {"texto": "qué", "responsable": "quién", "fecha": "para cuándo"},
    "verificacion": {"dato": "dato del sello", "valor": "su valor"},
}
"""Las listas que una plantilla puede recorrer, y lo que trae cada renglón."""

HUECO_DE_FIRMA = "\n"
"""Deja la fila alta, para firmar a mano."""
_DE_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def campos(entidad: str, mesa: Mesa, sesion: Sesion, sello: Sello | None = None) -> dict[str, Any]:
    """Lo que se pone en la plantilla: textos, y listas de renglones con textos."""
    integran = mesa.integran(sesion.fecha)
    estuvieron = {a.integrante_id for a in sesion.asistentes}
    realizada = sesion.estado is EstadoDeSesion.REALIZADA
    que = "Acta" if realizada else "Convocatoria de la sesión"
    dicho = {
        "titulo": f"{que} {sesion.numero} de la Mesa Técnica",
        "entidad": entidad,
        "acto": mesa.acto.acto or mesa.acto.acta_del_comite,
        "numero": str(sesion.numero),
        "clase": "Extraordinaria" if sesion.extraordinaria else "Ordinaria",
        "modalidad": MODALIDADES[sesion.modalidad],
        "estado": sesion.estado.value.capitalize(),
        "fecha": fecha_en_palabras(sesion.fecha),
        "hora": sesion.hora,
        "lugar": sesion.lugar,
        "quorum": frase_del_quorum(mesa, sesion) if realizada else "",
        "desarrollo": sesion.desarrollo,
        "orden_del_dia": [{"numero": str(n), "texto": t} for n, t in enumerate(sesion.orden_del_dia, 1)],
        "asistencia": list(_asistencia(integran, sesion)),
        "ausentes": [{"cargo": i.cargo} for i in integran if realizada and i.id not in estuvieron],
        "pendientes": [{**_compromiso(c), "sesion": str(c.sesion)} for c in sesion.pendientes],
        "decisiones": [
            {
                "numero": str(n),
                "texto": d.texto,
                "a_favor": str(d.a_favor),
                "en_contra": str(d.en_contra),
                "abstenciones": str(d.abstenciones),
                "resultado": "Aprobada" if d.aprobada else "No aprobada",
            }
            for n, d in enumerate(sesion.decisiones, 1)
        ],
        "compromisos": [_compromiso(c) for c in sesion.compromisos],
        "verificacion": [{"dato": d, "valor": v} for d, v in etiquetas(sello)] if sello else [],
    }
    return {clave: _limpio(valor) for clave, valor in dicho.items()}


def _asistencia(integran: Sequence[Integrante], sesion: Sesion) -> Iterator[dict[str, str]]:
    """Quiénes estuvieron; antes de la sesión, quiénes deben venir."""
    if sesion.estado is EstadoDeSesion.REALIZADA:
        for a in sesion.asistentes:
            yield {"quien": a.nombre, "calidad": CALIDADES[a.calidad]}
        return
    for i in integran:
        quien = f"{i.cargo} ({i.persona})" if i.persona else i.cargo
        yield {"quien": quien, "calidad": "Voz y voto" if i.con_voto else "Solo voz"}


def _compromiso(compromiso: Compromiso) -> dict[str, str]:
    fecha = fecha_en_palabras(compromiso.fecha) if compromiso.fecha else "Sin fecha"
    return {"texto": compromiso.texto, "responsable": compromiso.responsable, "fecha": fecha}


def _limpio(valor: Any) -> Any:
    """Sin los caracteres de control que un XML no admite."""
    if isinstance(valor, str):
        return _DE_CONTROL.sub("", valor)
    return [{clave: _DE_CONTROL.sub("", texto) for clave, texto in fila.items()} for fila in valor]


def frase_del_quorum(mesa: Mesa, sesion: Sesion) -> str:
    """Si lo hubo: «Hubo quórum: 3 con voto de 4; hacen falta 3»."""
    votan = {i.id for i in mesa.con_voto(sesion.fecha)}
    presentes = sum(a.integrante_id in votan for a in sesion.asistentes)
    hace_falta = mesa.quorum(sesion.fecha)
    hubo = "Hubo quórum" if presentes >= hace_falta else "No hubo quórum"
    return f"{hubo}: {presentes} con voto de {len(votan)}; hacen falta {hace_falta}."


def bloques(dicho: Mapping[str, Any]) -> Iterator[Bloque]:
    """El acta con su hoja de asistencia, a partir de los mismos campos que llenan la plantilla."""
    datos = [
        ("Sesión", f"{dicho['clase']}. {dicho['modalidad']}"),
        ("Fecha y hora", ", ".join(t for t in (dicho["fecha"], dicho["hora"]) if t)),
        ("Lugar o enlace", dicho["lugar"]),
        ("La Mesa se creó con", dicho["acto"]),
        ("Quórum", dicho["quorum"]),
    ]
    yield Tabla(("Dato", "Valor"), (2, 5), [d for d in datos if d[1]])
    yield from _lista("Orden del día", [p["texto"] for p in dicho["orden_del_dia"]])
    yield from _tabla(
        "Compromisos que venían de antes",
        ("Qué", "Quién", "Para cuándo", "Sesión"),
        (5, 3, 3, 2),
        _filas(dicho["pendientes"], "texto", "responsable", "fecha", "sesion"),
    )
    if dicho["desarrollo"]:
        yield Titulo(1, "Desarrollo")
        yield Parrafo(dicho["desarrollo"])
    yield from _tabla(
        "Decisiones",
        ("Qué se decidió", "A favor", "En contra", "Abstenciones", "Resultado"),
        (6, 2, 2, 3, 3),
        _filas(dicho["decisiones"], "texto", "a_favor", "en_contra", "abstenciones", "resultado"),
    )
    yield from _tabla(
        "Compromisos",
        ("Qué", "Quién", "Para cuándo"),
        (5, 3, 2),
        _filas(dicho["compromisos"], "texto", "responsable", "fecha"),
    )
    yield from _lista("No asistieron", [a["cargo"] for a in dicho["ausentes"]])
    con_firma = [(*fila, HUECO_DE_FIRMA) for fila in _filas(dicho["asistencia"], "quien", "calidad")]
    yield from _tabla("Hoja de asistencia", ("Quién", "En qué calidad", "Firma"), (5, 2, 4), con_firma)


def _filas(renglones: Sequence[Mapping[str, str]], *columnas: str) -> list[tuple[str, ...]]:
    return [tuple(r[c] for c in columnas) for r in renglones]


def _tabla(
    titulo_: str, columnas: Sequence[str], anchos: Sequence[int], filas: Sequence[Sequence[str]]
) -> Iterator[Bloque]:
    if filas:
        yield Titulo(1, titulo_)
        yield Tabla(columnas, anchos, filas)


def _lista(titulo_: str, puntos: Sequence[str]) -> Iterator[Bloque]:
    if puntos:
        yield Titulo(1, titulo_)
        yield Lista("", [(0, p) for p in puntos])

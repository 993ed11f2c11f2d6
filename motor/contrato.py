"""El resultado y el catálogo con la forma JSON del contrato público."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from motor.caso import escribir_valor
from motor.lectura import MEDIOS, Estado
from motor.resultado import (
    Advertencia,
    Bloqueo,
    Hallazgo,
    MadurezDeEscenario,
    Motivo,
    Recomendacion,
    Resultado,
)
from motor.verdad import Verdad
from reglas.catalogo import Catalogo, Regla
from reglas.clases import CLAVES_SI_PARCIAL_NO, Clase
from reglas.condiciones import Ambito
from reglas.fichas import Cita

DECIMALES = 4


def redondear(exacto: Fraction | None) -> float | None:
    """Cuatro decimales, empate al par sobre el cociente exacto."""
    return None if exacto is None else float(round(exacto, DECIMALES))


def resultado_en_json(resultado: Resultado, *, completo: bool = True) -> dict[str, Any]:
    """El resultado como lo dice el contrato; sin `completo`, sin `porque` ni `recomendaciones`."""
    salida: dict[str, Any] = {
        "entidad": resultado.caso.entidad.codigo,
        "vigencia": resultado.caso.vigencia,
        "fecha_corte": resultado.fecha_corte.isoformat(),
        "version_reglas": resultado.edicion.catalogo.base.version,
        "digesto_reglas": resultado.edicion.catalogo.digesto,
        "hallazgos": [_hallazgo(h, completo=completo) for h in resultado.hallazgos.values()],
        "cumplimiento": _conteo(resultado, "obligatorio"),
        "cumplimiento_propio": _conteo(resultado, "propio"),
        "madurez": {
            "escenarios": [_escenario(e) for e in resultado.escenarios.values()],
            "global": _global(resultado),
        },
    }
    if completo:
        salida["recomendaciones"] = [_recomendacion(r) for r in resultado.recomendaciones]
    return salida


def _conteo(resultado: Resultado, caracter: str) -> dict[str, int]:
    return {estado.value: cuantas for estado, cuantas in resultado.cumplimiento(caracter).items()}


def cita_en_json(cita: Cita) -> dict[str, Any]:
    """Norma, artículo, fuente y lugar."""
    return {"norma": cita.norma, "articulo": cita.articulo, "fuente": cita.fuente, "lugar": cita.lugar}


def _advertencia(advertencia: Advertencia) -> dict[str, Any]:
    return {"texto": advertencia.texto, "citas": [cita_en_json(c) for c in advertencia.citas]}


def _grado(medios: int | None) -> float | None:
    return None if medios is None else medios / MEDIOS


def _hallazgo(hallazgo: Hallazgo, *, completo: bool) -> dict[str, Any]:
    ficha, veredicto = hallazgo.regla.ficha, hallazgo.veredicto
    salida: dict[str, Any] = {
        "regla": ficha.codigo,
        "titulo": ficha.titulo,
        "caracter": hallazgo.caracter,
        "estado": veredicto.estado.value,
        "grado": _grado(veredicto.medios_min),
        "grado_min": _grado(veredicto.medios_min),
        "grado_max": _grado(veredicto.medios_max),
        "cita": cita_en_json(hallazgo.cita),
        "vence": veredicto.vence.isoformat() if veredicto.vence else None,
        "advertencias": [_advertencia(a) for a in hallazgo.advertencias],
    }
    if completo:
        salida["porque"] = [_motivo(m) for motivo in hallazgo.porque for m in _aplanado(motivo)]
    return salida


def _aplanado(motivo: Motivo) -> Iterator[Motivo]:
    """El motivo y, a continuación, los del hecho derivado que nombra."""
    yield motivo
    for otro in motivo.motivos:
        yield from _aplanado(otro)


def _motivo(motivo: Motivo) -> dict[str, Any]:
    valor = motivo.valor.nombre if isinstance(motivo.valor, Verdad) else escribir_valor(motivo.valor)
    return {
        "criterio": motivo.referencia,
        "valor": valor,
        "condicion": motivo.condicion,
        "resultado": motivo.resultado.nombre,
    }


def _escenario(e: MadurezDeEscenario) -> dict[str, Any]:
    campos = ("cumple", "parcial", "pendiente", "sin_informacion", "potencial")
    return {
        "codigo": e.codigo,
        "nombre": e.nombre,
        "indice": redondear(e.indice_min),
        "indice_min": redondear(e.indice_min),
        "indice_max": redondear(e.indice_max),
        "cobertura": redondear(e.cobertura),
        "respaldo": redondear(e.respaldo),
        "nivel": e.nivel_min,
        "nivel_min": e.nivel_min,
        "nivel_max": e.nivel_max,
        "puntos": {campo: redondear(getattr(e.puntos, campo)) for campo in campos},
        "bloqueos": [_bloqueo(b) for b in e.bloqueos],
    }


def _bloqueo(bloqueo: Bloqueo) -> dict[str, Any]:
    if bloqueo.regla is None:
        indice = redondear(bloqueo.indice)
        return {"nivel": bloqueo.nivel, "motivo": "umbral", "indice": indice, "umbral": bloqueo.umbral}
    assert isinstance(bloqueo.estado, Estado)
    return {
        "nivel": bloqueo.nivel,
        "motivo": "habilitante",
        "regla": bloqueo.regla,
        "estado": bloqueo.estado.value,
    }


def _global(resultado: Resultado) -> dict[str, Any]:
    g = resultado.madurez_global
    return {
        "indice": redondear(g.indice_min),
        "indice_min": redondear(g.indice_min),
        "indice_max": redondear(g.indice_max),
        "nivel": g.nivel_min,
        "nivel_min": g.nivel_min,
        "nivel_max": g.nivel_max,
    }


def _recomendacion(r: Recomendacion) -> dict[str, Any]:
    return {
        "accion": r.accion,
        "titulo": r.titulo,
        "orden": r.orden,
        "horizonte": r.horizonte,
        "razon": r.razon.value,
        "responder": list(r.responder),
        "cierra": list(r.cierra),
        "gana": {escenario: redondear(cuanto) for escenario, cuanto in r.gana.items()},
        "desbloquea": [{"escenario": escenario, "nivel": nivel} for escenario, nivel in r.desbloquea],
        "esfuerzo_dias": r.esfuerzo_dias,
        "requiere": list(r.requiere),
        "destinos": list(r.destinos),
    }


def catalogo_en_json(catalogo: Catalogo) -> dict[str, Any]:
    """El catálogo como lo dice `reglas listar --formato json`."""
    return {
        "version": catalogo.base.version,
        "digesto": catalogo.digesto,
        "reglas": [_regla(catalogo, regla) for regla in catalogo.reglas.values()],
        "criterios": [
            {
                "codigo": c.codigo,
                "clase": c.clase.value,
                "opciones": list(
                    CLAVES_SI_PARCIAL_NO if c.clase is Clase.SI_PARCIAL_NO else c.opciones or ()
                ),
                "pregunta": c.pregunta,
                "admite_no_aplica": c.admite_no_aplica,
            }
            for c in catalogo.criterios.values()
        ],
        "acciones": [
            {
                "codigo": a.codigo,
                "titulo": a.titulo,
                "logra": {c: v if isinstance(v, list) else escribir_valor(v) for c, v in a.logra.items()},
                "requiere": a.requiere,
                "esfuerzo_dias": a.esfuerzo_dias,
                "destinos": a.destinos,
                "cierra": a.cierra,
            }
            for a in catalogo.acciones.values()
        ],
        "niveles": [{"nivel": n.nivel, "nombre": n.nombre, "umbral": n.umbral} for n in catalogo.niveles],
        "escenarios": [
            {"codigo": e.codigo, "nombre": e.nombre, "peso": e.peso} for e in catalogo.escenarios.values()
        ],
    }


def _regla(catalogo: Catalogo, regla: Regla) -> dict[str, Any]:
    ficha = regla.ficha
    leidos = catalogo.datos_de(regla)
    return {
        "codigo": ficha.codigo,
        "titulo": ficha.titulo,
        "caracter": ficha.caracter,
        "norma": ficha.cita.norma,
        "articulo": ficha.cita.articulo,
        "vigente_desde": ficha.vigente_desde.isoformat(),
        "vigente_hasta": ficha.vigente_hasta.isoformat() if ficha.vigente_hasta else None,
        "escenarios": dict(ficha.escenarios),
        "nivel": ficha.nivel,
        "habilitante": ficha.habilitante,
        "criterios": list(dict.fromkeys(d.codigo for d in leidos if d.ambito is Ambito.CRITERIO)),
    }

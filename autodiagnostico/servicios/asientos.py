"""La bitácora, para leerla: quién hizo qué y cuándo, en palabras. Las respuestas no salen de aquí."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from autodiagnostico import acceso, cadena
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Asiento, Diagnostico, Entidad, EventoDeRespuesta
from autodiagnostico.cadena import Comprobacion
from autodiagnostico.hechos import GRUPOS, en_palabras
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import filas, personas
from autodiagnostico.servicios.fichas import FichaDeEntidad
from reglas.texto import normalizar

POR_PAGINA = 50


@dataclass(frozen=True, slots=True)
class AsientoDicho:
    """Un asiento en palabras. `sobre` es la pregunta, la acción o lo que sea; vacío si nada más."""

    numero: int
    cuando: datetime
    quien: str
    que: str
    sobre: str
    entidad: str
    vigencia: int | None
    huella: str


@dataclass(frozen=True, slots=True)
class Pagina:
    """Unos asientos, del más reciente al más viejo. `siguen` es el número desde donde sigue, si hay más."""

    asientos: list[AsientoDicho]
    siguen: int | None


def entidades(sala: Sala) -> list[FichaDeEntidad]:
    """Las entidades cuya bitácora se puede ver, por nombre."""
    acceso.exigir_alguna(sala, Operacion.VER_BITACORA)
    with leyendo(sala.motor_bd) as sesion:
        suyas = [filas.ficha_de_entidad(e, sala.catalogo) for e in _las_suyas(sesion, sala)]
    return sorted(suyas, key=lambda f: (normalizar(f.nombre), f.codigo))


def _las_suyas(sesion: Session, sala: Sala) -> list[Entidad]:
    todas = sesion.exec(select(Entidad))
    return [e for e in todas if puede(sala.quien, Operacion.VER_BITACORA, acceso.sobre(e))]


def ve_todo(sala: Sala) -> bool:
    """Si ve también lo que no es de ninguna entidad: cuentas, reglas, entidades que ya no están."""
    return puede(sala.quien, Operacion.VER_BITACORA)


def listar(sala: Sala, *, entidad_id: int | None = None, grupo: str = "", desde: int | None = None) -> Pagina:
    """Una página de la bitácora: la de una entidad o, sin decir cuál, la de todas las que se pueden ver.

    `grupo` es uno de `GRUPOS`; `desde`, el número del asiento más reciente que se muestra.
    """
    acceso.exigir_alguna(sala, Operacion.VER_BITACORA)
    with leyendo(sala.motor_bd) as sesion:
        if entidad_id is not None:
            acceso.entidad(sesion, sala, entidad_id, Operacion.VER_BITACORA)
        pedidos = select(Asiento).where(*_cuales(sesion, sala, entidad_id, grupo, desde))
        hallados = sesion.exec(pedidos.order_by(col(Asiento.numero).desc()).limit(POR_PAGINA + 1)).all()
        siguen = hallados[POR_PAGINA].numero if len(hallados) > POR_PAGINA else None
        return Pagina(_dichos(sesion, sala, hallados[:POR_PAGINA]), siguen)


def _cuales(
    sesion: Session, sala: Sala, entidad_id: int | None, grupo: str, desde: int | None
) -> list[ColumnElement[bool]]:
    condiciones = []
    if entidad_id is not None:
        condiciones.append(col(Asiento.entidad_id) == entidad_id)
    elif not ve_todo(sala):
        condiciones.append(col(Asiento.entidad_id).in_([e.id for e in _las_suyas(sesion, sala)]))
    if grupo in GRUPOS:
        condiciones.append(col(Asiento.hecho).in_(GRUPOS[grupo]))
    if desde is not None:
        condiciones.append(col(Asiento.numero) <= desde)
    return condiciones


def _dichos(sesion: Session, sala: Sala, asientos: Sequence[Asiento]) -> list[AsientoDicho]:
    nombres = personas.autores(sesion, (a.cuenta_id for a in asientos))
    entidades_ = _por_numero(sesion, Entidad, [a.entidad_id for a in asientos])
    diagnosticos = _por_numero(sesion, Diagnostico, [_diagnostico(a) for a in asientos])
    de_eventos = [a.detalle.get("fila") for a in asientos if a.hecho == "respuesta"]
    eventos = _por_numero(sesion, EventoDeRespuesta, de_eventos)
    return [
        AsientoDicho(
            numero=a.numero,
            cuando=a.cuando,
            quien=nombres[a.cuenta_id],
            que=en_palabras(a.hecho),
            sobre=_sobre(sala, a, eventos),
            entidad=entidades_[a.entidad_id].nombre if a.entidad_id in entidades_ else "",
            vigencia=diagnosticos[d].vigencia if (d := _diagnostico(a)) in diagnosticos else None,
            huella=a.huella,
        )
        for a in asientos
    ]


def _por_numero(sesion: Session, tabla: type[Any], numeros: Sequence[int | None]) -> dict[int | None, Any]:
    buscados = {n for n in numeros if n is not None}
    if not buscados:
        return {}
    return {f.id: f for f in sesion.exec(select(tabla).where(col(tabla.id).in_(buscados)))}


def _diagnostico(asiento: Asiento) -> int | None:
    clase, _, numero = asiento.objeto.partition(":")
    return int(numero) if clase == "diagnostico" and numero.isdigit() else None


def _sobre(sala: Sala, asiento: Asiento, eventos: Mapping[int | None, EventoDeRespuesta]) -> str:
    """La pregunta, la acción, la regla, el tema, la campaña o el informe de que trata."""
    catalogo, detalle = sala.catalogo, asiento.detalle
    evento = eventos.get(detalle.get("fila")) if asiento.hecho == "respuesta" else None
    if evento is not None:
        ficha = catalogo.criterios.get(evento.criterio)
        return ficha.pregunta if ficha else evento.criterio
    if (accion := detalle.get("accion")) is not None:
        return catalogo.acciones[accion].titulo if accion in catalogo.acciones else str(accion)
    if (regla := detalle.get("regla")) is not None:
        return catalogo.reglas[regla].ficha.titulo if regla in catalogo.reglas else str(regla)
    if (tema := detalle.get("tema")) is not None:
        return catalogo.temas[tema].nombre if tema in catalogo.temas else str(tema)
    if "sobre" in detalle:
        return str(detalle["sobre"])
    if "informe" in detalle:
        return f"{detalle['informe']} ({detalle.get('formato', '')})"
    return ""


def comprobar(sala: Sala) -> Comprobacion:
    """Recorre la bitácora entera, como «autodiagnostico bd verificar-bitacora»."""
    acceso.exigir(sala, Operacion.VER_BITACORA)
    return cadena.verificar(sala.motor_bd)

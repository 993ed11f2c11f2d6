"""Exigir un permiso. Lo llaman los servicios, antes de leer o cambiar nada.

De lo que alguien no puede ver se dice lo mismo que de lo que no existe: que haya o no una entidad también
es un dato.
"""

from __future__ import annotations

from typing import NoReturn

from sqlmodel import Session

from autodiagnostico.almacen.tablas import Diagnostico, Entidad
from autodiagnostico.errores import ErrorDePermiso
from autodiagnostico.permisos import INSTALACION, Operacion, Sobre, puede, puede_algo, pueden
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import filas
from autodiagnostico.servicios.fichas import FichaDeDiagnostico, FichaDeEntidad

_NO_ES_SUYA = "Esa entidad ya no existe, o no es de las suyas. Vuelva a la lista de entidades."
_NO_ES_SUYO = "Ese autodiagnóstico ya no existe, o no es de su entidad. Vuelva a la lista de entidades."


def exigir(sala: Sala, operacion: Operacion, sobre: Sobre = INSTALACION) -> None:
    """Nada si se puede; si no, ErrorDePermiso con lo que falta y a quién pedírselo."""
    if not puede(sala.quien, operacion, sobre):
        _negar(operacion)


def exigir_alguna(sala: Sala, operacion: Operacion) -> None:
    """Nada si se puede eso sobre algo, aunque sea una sola entidad; si no, ErrorDePermiso."""
    if not puede_algo(sala.quien, operacion):
        _negar(operacion)


def _negar(operacion: Operacion) -> NoReturn:
    roles = " o ".join(f"«{rol.nombre}»" for rol in pueden(operacion))
    raise ErrorDePermiso(f"Su cuenta no puede {operacion.value}. Lo puede quien tiene el rol {roles}.")


def sobre(entidad: Entidad | FichaDeEntidad, encargados: frozenset[int] | None = None) -> Sobre:
    """Una entidad, como objeto de una operación; con quienes responden el tema de que se trate."""
    sector = entidad.atributos.get("sector")
    return Sobre(entidad.id, sector if isinstance(sector, str) else None, encargados or frozenset())


def ve_entidad(sala: Sala, entidad: Entidad) -> bool:
    """Si quien pide puede saber que la entidad está."""
    return puede(sala.quien, Operacion.VER_COBERTURA, sobre(entidad))


def ve(sala: Sala, diagnostico: Diagnostico, entidad: Entidad) -> bool:
    """Si quien pide puede ver las respuestas y el resultado de un diagnóstico en su estado de ahora."""
    return puede(sala.quien, de_lectura(diagnostico), sobre(entidad))


def de_lectura(diagnostico: Diagnostico | FichaDeDiagnostico) -> Operacion:
    """Fuera de la entidad, de un borrador solo se ve cuánto se ha respondido."""
    return Operacion.VER_BORRADOR if diagnostico.estado == "borrador" else Operacion.VER_ENVIADO


def entidad(sesion: Session, sala: Sala, entidad_id: int, operacion: Operacion) -> Entidad:
    """La fila de una entidad, si se puede eso con ella."""
    fila = sesion.get(Entidad, entidad_id)
    if fila is None or not ve_entidad(sala, fila):
        raise ErrorDePermiso(_NO_ES_SUYA)
    exigir(sala, operacion, sobre(fila))
    return fila


def diagnostico(
    sesion: Session,
    sala: Sala,
    diagnostico_id: int,
    operacion: Operacion | None = None,
    tema: str | None = None,
) -> Diagnostico:
    """La fila de un diagnóstico, si se puede eso con él; sin decir qué, leerlo en el estado en que está."""
    return _exigido(sesion, sala, sesion.get(Diagnostico, diagnostico_id), operacion, tema)


def para_cambiar(
    sesion: Session, sala: Sala, diagnostico_id: int, operacion: Operacion, tema: str | None = None
) -> Diagnostico:
    """Como `diagnostico`, y nadie más lo cambia hasta que termine la transacción."""
    filas.tomar_turno(sesion, diagnostico_id)
    return _exigido(sesion, sala, sesion.get(Diagnostico, diagnostico_id), operacion, tema)


def para_responder(sesion: Session, sala: Sala, diagnostico_id: int, tema: str) -> Diagnostico:
    """Como `para_cambiar`, pero solo de un borrador."""
    fila = para_cambiar(sesion, sala, diagnostico_id, Operacion.RESPONDER, tema)
    filas.exigir_borrador(fila)
    return fila


def temas_que_responde(sesion: Session, sala: Sala, fila: Diagnostico, suya: Entidad) -> frozenset[str]:
    """Los temas que quien pide puede responder ahora en un diagnóstico; ninguno si ya se envió."""
    if fila.estado != "borrador":
        return frozenset()
    encargos = filas.encargos(sesion, fila.id or 0)
    return frozenset(
        tema
        for tema in sala.catalogo.temas
        if puede(sala.quien, Operacion.RESPONDER, sobre(suya, encargos.get(tema)))
    )


def _exigido(
    sesion: Session, sala: Sala, fila: Diagnostico | None, operacion: Operacion | None, tema: str | None
) -> Diagnostico:
    suya = None if fila is None else sesion.get(Entidad, fila.entidad_id)
    if fila is None or suya is None or not ve_entidad(sala, suya):
        raise ErrorDePermiso(_NO_ES_SUYO)
    encargados = None if tema is None else filas.encargos(sesion, fila.id or 0).get(tema)
    exigir(sala, operacion or de_lectura(fila), sobre(suya, encargados))
    return fila

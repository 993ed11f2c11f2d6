"""La tabla de permisos: hasta dónde llega cada rol en cada operación. Lo que no está, no se puede."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from autodiagnostico.permisos.operaciones import Operacion
from autodiagnostico.permisos.quien import Pertenencia, Quien
from autodiagnostico.permisos.roles import Rol


class Alcance(Enum):
    """Sobre qué puede quien tiene el rol."""

    TEMAS = "los temas que le encargaron en ese diagnóstico de su entidad"
    PROPIA = "su entidad"
    SECTOR = "las entidades de su sector"
    TODAS = "todas las entidades"


@dataclass(frozen=True, slots=True)
class Sobre:
    """El objeto de una operación. Sin entidad, es algo de toda la instalación.

    `encargados` son las cuentas que responden el tema de que se trata, en ese diagnóstico.
    """

    entidad_id: int | None = None
    sector: str | None = None
    encargados: frozenset[int] = frozenset()


INSTALACION = Sobre()

_LEER_LO_SUYO = dict.fromkeys(
    (
        Operacion.VER_COBERTURA,
        Operacion.VER_BORRADOR,
        Operacion.VER_ENVIADO,
        Operacion.VER_EVALUACION_INDEPENDIENTE,
        Operacion.VER_EVIDENCIA,
        Operacion.EXPORTAR,
    ),
    Alcance.PROPIA,
)


def _leer_lo_enviado(alcance: Alcance) -> dict[Operacion, Alcance]:
    return dict.fromkeys((Operacion.VER_COBERTURA, Operacion.VER_ENVIADO, Operacion.COMPARAR), alcance)


def _propia(*operaciones: Operacion) -> dict[Operacion, Alcance]:
    return dict.fromkeys(operaciones, Alcance.PROPIA)


def _todas(*operaciones: Operacion) -> dict[Operacion, Alcance]:
    return dict.fromkeys(operaciones, Alcance.TODAS)


PERMISOS: Mapping[Rol, Mapping[Operacion, Alcance]] = {
    Rol.LECTOR: _LEER_LO_SUYO,
    Rol.DILIGENCIA: _LEER_LO_SUYO
    | _propia(Operacion.COMENTAR)
    | dict.fromkeys((Operacion.RESPONDER, Operacion.ADJUNTAR_EVIDENCIA, Operacion.IMPORTAR), Alcance.TEMAS),
    Rol.PLANEACION: _LEER_LO_SUYO
    | _propia(
        Operacion.EDITAR_ENTIDAD,
        Operacion.ABRIR_DIAGNOSTICO,
        Operacion.COMENTAR,
        Operacion.ASIGNAR_TEMA,
        Operacion.REVISAR,
        Operacion.DEVOLVER,
    )
    | _propia(Operacion.VER_CONFIDENCIAL, Operacion.EDITAR_PLAN, Operacion.VER_BITACORA),
    Rol.LIDER: _LEER_LO_SUYO
    | _propia(
        Operacion.EDITAR_ENTIDAD,
        Operacion.ABRIR_DIAGNOSTICO,
        Operacion.RESPONDER,
        Operacion.COMENTAR,
        Operacion.ASIGNAR_TEMA,
        Operacion.PASAR_DE_VERSION,
        Operacion.IMPORTAR,
    )
    | _propia(
        Operacion.ENVIAR,
        Operacion.ADJUNTAR_EVIDENCIA,
        Operacion.VER_CONFIDENCIAL,
        Operacion.EDITAR_PLAN,
        Operacion.VER_BITACORA,
    ),
    Rol.MESA: _LEER_LO_SUYO | _propia(Operacion.COMENTAR, Operacion.EDITAR_PLAN),
    Rol.CIGD: _LEER_LO_SUYO
    | _propia(
        Operacion.COMENTAR, Operacion.CERRAR, Operacion.DEVOLVER, Operacion.REABRIR, Operacion.APROBAR_PLAN
    ),
    # Ley 87 de 1993, artículo 12, parágrafo: ni autoriza ni refrenda. Por eso no da ningún paso.
    Rol.CONTROL_INTERNO: _LEER_LO_SUYO
    | _propia(
        Operacion.EVALUAR_INDEPENDIENTE,
        Operacion.COMENTAR,
        Operacion.VER_CONFIDENCIAL,
        Operacion.VER_BITACORA,
    ),
    Rol.SUBSECRETARIA: _leer_lo_enviado(Alcance.TODAS)
    | _todas(
        Operacion.VER_EVIDENCIA,
        Operacion.EXPORTAR,
        Operacion.VER_EVALUACION_INDEPENDIENTE,
        Operacion.DEVOLVER,
        Operacion.ADMINISTRAR_REGLAS,
    )
    | _todas(Operacion.GESTIONAR_CAMPANA, Operacion.GESTIONAR_COMISION, Operacion.IMPORTAR_MEDIDAS),
    Rol.SECTOR: _leer_lo_enviado(Alcance.SECTOR),
    Rol.LIDER_POLITICA: _leer_lo_enviado(Alcance.TODAS),
    Rol.VEEDURIA: _leer_lo_enviado(Alcance.TODAS),
    Rol.ADMINISTRA: _todas(
        Operacion.VER_COBERTURA,
        Operacion.CREAR_ENTIDAD,
        Operacion.EDITAR_ENTIDAD,
        Operacion.ADMINISTRAR_CUENTAS,
    )
    | _todas(Operacion.ADMINISTRAR_REGLAS, Operacion.CARGAR_DEMOSTRACION, Operacion.VER_BITACORA),
}


def puede(quien: Quien, operacion: Operacion, sobre: Sobre = INSTALACION) -> bool:
    """Si quien pide puede hacer eso sobre ese objeto."""
    return quien.total or any(_alcanza(quien, p, operacion, sobre) for p in quien.pertenencias)


def puede_algo(quien: Quien, operacion: Operacion) -> bool:
    """Si quien pide puede hacer eso sobre algo, aunque sea sobre una sola entidad."""
    return quien.total or any(operacion in PERMISOS[p.rol] for p in quien.pertenencias)


def _alcanza(quien: Quien, pertenencia: Pertenencia, operacion: Operacion, sobre: Sobre) -> bool:
    alcance = PERMISOS[pertenencia.rol].get(operacion)
    if alcance is None or alcance is Alcance.TODAS:
        return alcance is Alcance.TODAS
    if sobre.entidad_id is None:
        return False
    if alcance is Alcance.SECTOR:
        return sobre.sector is not None and sobre.sector == pertenencia.sector
    if sobre.entidad_id != pertenencia.entidad_id:
        return False
    return alcance is Alcance.PROPIA or quien.cuenta_id in sobre.encargados


def pueden(operacion: Operacion) -> list[Rol]:
    """Los roles que pueden hacer algo, para decir a quién pedírselo."""
    return [rol for rol, suyos in PERMISOS.items() if operacion in suyos]

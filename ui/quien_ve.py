"""Qué páginas se le muestran a quien mira. Solo ordena la barra: lo que se exige, lo exige cada servicio."""

from __future__ import annotations

from autodiagnostico.permisos import Operacion, Quien, puede_algo
from ui import visita
from ui.enlaces import PAGINAS

_LEER = (Operacion.VER_BORRADOR, Operacion.VER_ENVIADO)
PIDEN: dict[str, tuple[Operacion, ...]] = {
    "cuestionario": _LEER,
    "planilla": (Operacion.EXPORTAR,),
    "resultados": _LEER,
    "madurez": _LEER,
    "evidencias": (Operacion.VER_EVIDENCIA,),
    "mesa": _LEER,
    "plan": _LEER,
    "plan_de_vigencia": _LEER,
    "seguimiento": _LEER,
    "tablero": _LEER,
    "mecanismos": _LEER,
    "control": (Operacion.VER_EVALUACION_INDEPENDIENTE,),
    "bitacora": (Operacion.VER_BITACORA,),
    "integrantes": _LEER,
    "sesiones": _LEER,
    "calendario": _LEER,
    "informes": (Operacion.EXPORTAR,),
    "subsecretaria": (Operacion.COMPARAR,),
    "campanas": (Operacion.COMPARAR,),
    "comision": (Operacion.COMPARAR,),
    "medidas": (Operacion.COMPARAR,),
    "informes_del_distrito": (Operacion.COMPARAR,),
    "cuentas": (Operacion.ADMINISTRAR_CUENTAS,),
}
"""Las páginas que no son de todos, y qué hay que poder (una de esas cosas, sobre lo que sea) para verlas."""
CON_CUENTAS = frozenset({"avisos", "cuentas", "mi_cuenta"})
"""Las que en modo local no tienen sentido."""


def paginas(quien: Quien) -> dict[str, str]:
    """Las de la barra, con su título."""
    local = visita.es_local()
    return {
        nombre: titulo
        for nombre, titulo in PAGINAS.items()
        if not (local and nombre in CON_CUENTAS)
        and (nombre not in PIDEN or any(puede_algo(quien, o) for o in PIDEN[nombre]))
    }

"""Pasar lo respondido a la versión de hoy de la base de reglas, según sus tablas de equivalencias.

Primero se ve qué pasaría; al pasar, cada cambio queda en la historia de su pregunta y todo se puede deshacer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Respuesta as Fila
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import eventos, filas, paso_de_version
from autodiagnostico.servicios.paso_de_version import respondida
from autodiagnostico.textos import cuantas
from motor.equivalencias import Contestada, Suerte, Traduccion, traducir
from reglas import Catalogo
from reglas.equivalencias import camino


@dataclass(frozen=True, slots=True)
class Renglon:
    """Qué pasaría con una respuesta. `ocupada`: su pregunta nueva ya se respondió y no se toca."""

    traduccion: Traduccion
    dicho: tuple[Contestada, ...]
    ocupada: bool


@dataclass(frozen=True, slots=True)
class VistaPrevia:
    """Qué pasaría con lo respondido al pasar a la versión de hoy.

    `renglones` trae lo que cambia; `iguales` cuenta lo que no; `nuevas` son las preguntas que antes no se
    hacían. `deshacer` cuenta lo que se puede devolver de un paso ya dado.
    """

    de: tuple[str, ...]
    a: str
    renglones: tuple[Renglon, ...]
    iguales: int
    nuevas: tuple[str, ...]
    deshacer: int

    def con(self, suerte: Suerte) -> list[Renglon]:
        """Los renglones que corren una suerte."""
        return [r for r in self.renglones if r.traduccion.suerte is suerte]


def vista_previa(sala: Sala, diagnostico_id: int) -> VistaPrevia:
    """Qué pasaría con lo respondido en otra versión de la base; no cambia nada."""
    with leer(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.VER_BORRADOR)
        suyas = {f.criterio: f for f in filas.respuestas(sesion, diagnostico_id)}
        deshacer = len(eventos.los_de(sesion, diagnostico_id, paso_de_version.origen(sala.catalogo)))
    de = _otras(sala.catalogo, suyas.values())
    traducciones = _traducir(sala.catalogo, suyas.values())
    cambian = [t for t in traducciones if t.cambia]
    mudadas = paso_de_version.mudadas(cambian)
    nuevas = dict.fromkeys(c for v in de for t in camino(sala.catalogo, v) or () for c in t.nuevas)
    return VistaPrevia(
        de=de,
        a=sala.catalogo.base.version,
        renglones=tuple(_renglon(suyas, t, mudadas) for t in cambian),
        iguales=sum(not t.cambia for t in traducciones),
        nuevas=tuple(c for c in nuevas if c in sala.catalogo.criterios and not respondida(suyas.get(c))),
        deshacer=deshacer,
    )


def pasar(sala: Sala, diagnostico_id: int) -> int:
    """Pasa lo respondido a la versión de hoy y devuelve cuántas respuestas cambiaron."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.PASAR_DE_VERSION)
        filas.exigir_borrador(diagnostico)
        suyas = {f.criterio: f for f in filas.respuestas(sesion, diagnostico_id)}
        cambian = [t for t in _traducir(sala.catalogo, suyas.values()) if t.cambia]
        de = _otras(sala.catalogo, suyas.values())
        paso_de_version.dar(sesion, sala, diagnostico_id, suyas, cambian)
        if cambian:
            bitacora.asentar(
                sesion,
                sala,
                "respuestas pasadas de versión",
                objeto=f"diagnostico:{diagnostico_id}",
                entidad_id=diagnostico.entidad_id,
                de=list(de),
                a=sala.catalogo.base.version,
                cuantas=len(cambian),
            )
        return len(cambian)


def deshacer(sala: Sala, diagnostico_id: int) -> int:
    """Devuelve lo que cambió el paso a la versión de hoy y nadie ha tocado después; dice cuánto."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.PASAR_DE_VERSION)
        filas.exigir_borrador(diagnostico)
        suyas = eventos.los_de(sesion, diagnostico_id, paso_de_version.origen(sala.catalogo))
        for fila in suyas:
            cambios = eventos.de_la_respuesta(sesion, diagnostico_id, fila.criterio)
            eventos.deshacer(sesion, sala, fila, cambios, revisar=False)
        return len(suyas)


def hay_de_otra(catalogo: Catalogo, suyas: Iterable[Fila]) -> bool:
    """Si algo de un diagnóstico se respondió con otra versión de la base."""
    return bool(_otras(catalogo, suyas))


def exigir_de_hoy(sesion: Session, sala: Sala, diagnostico_id: int) -> None:
    """Lanza ErrorDeServicio si algo se respondió con otra versión y falta pasarlo a la de hoy."""
    faltan = sum(t.cambia for t in _traducir(sala.catalogo, filas.respuestas(sesion, diagnostico_id)))
    if faltan:
        cuantas_son = cuantas(faltan, "respuesta se dio", "respuestas se dieron")
        raise ErrorDeServicio(
            f"{cuantas_son} con otra versión de las reglas y su pregunta cambió. En «Cuestionario» vea qué "
            f"pasa con ellas y páselas a la versión {sala.catalogo.base.version}."
        )


def _otras(catalogo: Catalogo, suyas: Iterable[Fila]) -> tuple[str, ...]:
    """Las versiones, distintas de la de hoy, con que se respondió algo."""
    versiones = {f.version_base for f in suyas if respondida(f)} - {
        None,
        catalogo.base.version,
    }
    return tuple(sorted(v for v in versiones if v is not None))


def _traducir(catalogo: Catalogo, suyas: Iterable[Fila]) -> tuple[Traduccion, ...]:
    """Qué fue de lo respondido con otras versiones; lo que no se sabe con cuál fue, se toma por de hoy."""
    hoy = catalogo.base.version
    return traducir(
        catalogo,
        (
            (f.criterio, f.version_base, Contestada(f.valor, f.no_aplica))
            for f in suyas
            if respondida(f) and f.version_base is not None and f.version_base != hoy
        ),
    )


def _renglon(suyas: Mapping[str, Fila], traduccion: Traduccion, mudadas: frozenset[str]) -> Renglon:
    dicho = tuple(Contestada(suyas[o].valor, suyas[o].no_aplica) for o in traduccion.origenes)
    return Renglon(traduccion, dicho, paso_de_version.ocupada(suyas, traduccion, mudadas))

"""Quién responde cada tema de un diagnóstico y para cuándo: un área, unas cuentas o ambas.

El encargo a una cuenta es lo que le permite responder ese tema a quien solo diligencia.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, delete, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import AsignacionDeTema as Fila
from autodiagnostico.almacen.tablas import Diagnostico, EncargoDeTema
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import avisos, filas, personas
from autodiagnostico.servicios.fichas import Asignacion, Persona
from reglas.errores import sugerencia


def asignar_tema(  # noqa: PLR0913, PLR0917 - a quién, para cuándo y a qué cuentas
    sala: Sala,
    diagnostico_id: int,
    tema: str,
    responsable: str,
    fecha: date | None,
    cuentas: Collection[int] | None = None,
) -> Asignacion | None:
    """Asigna un tema a un área y a unas cuentas; sin `cuentas`, siguen las que estaban.

    Sin área ni cuentas quita la asignación y devuelve None. A las cuentas nuevas se les avisa.
    """
    if tema not in sala.catalogo.temas:
        raise ErrorDeServicio(f"No existe el tema «{tema}».{sugerencia(tema, sala.catalogo.temas)}")
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.ASIGNAR_TEMA)
        estaban = filas.encargos(sesion, diagnostico_id).get(tema, frozenset())
        quedan = estaban if cuentas is None else frozenset(cuentas)
        _encargar(sesion, sala, diagnostico, tema, quedan - estaban, estaban - quedan, fecha)
        suya = select(Fila).where(Fila.diagnostico_id == diagnostico_id, Fila.tema == tema)
        fila = sesion.exec(suya).first()
        if not responsable.strip() and not quedan:
            if fila is not None:
                sesion.delete(fila)
                _asentar(sesion, sala, diagnostico, "tema sin responsable", tema)
            return None
        fila = fila or Fila(diagnostico_id=diagnostico_id, tema=tema, responsable="")
        if (responsable.strip(), fecha, quedan) != (fila.responsable, fila.fecha, estaban):
            fila.responsable, fila.fecha = responsable.strip(), fecha
            sesion.add(fila)
            _asentar(sesion, sala, diagnostico, "tema asignado", tema, quedan)
        return _asignacion(fila, personas.nombres(sesion, quedan))


def _asentar(  # noqa: PLR0913, PLR0917 - de qué tema y a qué cuentas
    sesion: Session,
    sala: Sala,
    diagnostico: Diagnostico,
    hecho: str,
    tema: str,
    cuentas: frozenset[int] = frozenset(),
) -> None:
    """Sin el área: puede ser el nombre de alguien, y lo asentado no se borra."""
    bitacora.asentar(
        sesion,
        sala,
        hecho,
        objeto=f"diagnostico:{diagnostico.id}",
        entidad_id=diagnostico.entidad_id,
        tema=tema,
        cuentas=sorted(cuentas),
    )


def _encargar(  # noqa: PLR0913, PLR0917 - quién entra, quién sale y de qué tema
    sesion: Session,
    sala: Sala,
    diagnostico: Diagnostico,
    tema: str,
    nuevas: frozenset[int],
    salen: frozenset[int],
    fecha: date | None,
) -> None:
    responden = {
        p.id for p in personas.de_la_entidad(sesion, diagnostico.entidad_id, Operacion.RESPONDER).values()
    }
    if not nuevas <= responden:
        raise ErrorDeServicio(
            "Un tema se encarga a una cuenta activa de la entidad que pueda responder. Elija de la lista, o "
            "pida que le den a esa persona el rol «Diligencia»."
        )
    suyo = (col(EncargoDeTema.diagnostico_id) == diagnostico.id, col(EncargoDeTema.tema) == tema)
    sesion.exec(delete(EncargoDeTema).where(*suyo, col(EncargoDeTema.cuenta_id).in_(salen)))
    for cuenta in sorted(nuevas):
        sesion.add(EncargoDeTema(diagnostico_id=diagnostico.id or 0, tema=tema, cuenta_id=cuenta))
    avisos.avisar(sesion, sala, avisos.Clase.ASIGNADO, nuevas, diagnostico.id or 0, tema=tema, fecha=fecha)


def asignaciones(sala: Sala, diagnostico_id: int) -> dict[str, Asignacion]:
    """Las asignaciones por tema, en el orden del catálogo."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        return asignaciones_en(sesion, sala, diagnostico_id)


def asignaciones_en(sesion: Session, sala: Sala, diagnostico_id: int) -> dict[str, Asignacion]:
    """Como `asignaciones`, en una transacción abierta y con el permiso ya exigido."""
    encargos = filas.encargos(sesion, diagnostico_id)
    nombres = personas.nombres(sesion, (c for cuentas in encargos.values() for c in cuentas))
    suyas = {f.tema: f for f in sesion.exec(select(Fila).where(Fila.diagnostico_id == diagnostico_id))}
    return {
        tema: _asignacion(suyas[tema], {c: nombres[c] for c in encargos.get(tema, ())})
        for tema in sala.catalogo.temas
        if tema in suyas
    }


def _asignacion(fila: Fila, nombres: dict[int, str]) -> Asignacion:
    suyas = sorted((Persona(c, nombre) for c, nombre in nombres.items()), key=lambda p: (p.nombre, p.id))
    return Asignacion(fila.tema, fila.responsable, fila.fecha, tuple(suyas))


def pueden_responder(sala: Sala, diagnostico_id: int) -> list[Persona]:
    """Las cuentas de la entidad a las que se les puede encargar un tema."""
    with leyendo(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.ASIGNAR_TEMA)
        return list(personas.de_la_entidad(sesion, fila.entidad_id, Operacion.RESPONDER).values())

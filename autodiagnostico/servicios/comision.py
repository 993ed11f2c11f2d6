"""El plan de trabajo de la Comisión: verlo, decir cómo va cada fila y cargar el de otro año."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import yaml
from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import PlanDeComision, SeguimientoDeComision, ahora
from autodiagnostico.comision import lectura, seguimiento
from autodiagnostico.comision.modelo import Anotada, Estado, Novedad, Plan, de_fabrica
from autodiagnostico.comision.seguimiento import Proxima, Seguido
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.evidencias.direcciones import problemas_de_direccion
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import emision, personas
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.textos import recortar
from motor.caso import MAXIMO_TEXTO


def vigencias(sala: Sala) -> list[int]:
    """Los años de los que hay plan, del más reciente al más antiguo."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leyendo(sala.motor_bd) as sesion:
        return sorted({*de_fabrica(), *sesion.exec(select(PlanDeComision.vigencia))}, reverse=True)


def leer(sala: Sala, vigencia: int) -> Seguido:
    """El plan de un año, con lo que se ha dicho de cada fila."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leyendo(sala.motor_bd) as sesion:
        return _seguido(sesion, vigencia)


def proxima(sala: Sala) -> Proxima | None:
    """Qué toca para la próxima sesión; None si ningún plan de los que hay llega a ella."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    seguidos = [leer(sala, vigencia) for vigencia in vigencias(sala)]
    return seguimiento.proxima(seguidos, hoy())


def _seguido(sesion: Session, vigencia: int) -> Seguido:
    fila = _cargado(sesion, vigencia)
    plan = de_fabrica().get(vigencia) if fila is None else Plan.model_validate(fila.contenido)
    if plan is None:
        raise ErrorDeServicio(f"No hay plan de la Comisión para {vigencia}. Cárguelo o elija otro año.")
    suyos = select(SeguimientoDeComision).where(SeguimientoDeComision.vigencia == vigencia)
    filas = sesion.exec(suyos.order_by(col(SeguimientoDeComision.id))).all()
    autores = personas.autores(sesion, (f.autor_id for f in filas))
    anotadas = [
        Anotada(
            f.fila,
            Novedad(f.sesion, Estado(f.estado), f.evidencia, f.enlace, f.genero),
            autores[f.autor_id],
            f.cuando,
        )
        for f in filas
    ]
    return seguimiento.seguir(plan, anotadas, cargado=fila is not None)


def _cargado(sesion: Session, vigencia: int) -> PlanDeComision | None:
    return sesion.exec(select(PlanDeComision).where(PlanDeComision.vigencia == vigencia)).first()


def anotar(sala: Sala, vigencia: int, fila: str, novedad: Novedad) -> Seguido:
    """Deja dicho cómo va una fila; lo anterior se conserva. Lanza ErrorDeEntrada con todos los problemas."""
    acceso.exigir(sala, Operacion.GESTIONAR_COMISION)
    novedad = recortar(novedad)
    with escribir(sala.motor_bd) as sesion:
        suyas = {e.sesion for e in _seguido(sesion, vigencia).de(fila)}
        problemas = list(_problemas(novedad, vigencia, fila, suyas))
        if problemas:
            raise ErrorDeEntrada("El seguimiento", problemas)
        sesion.add(
            SeguimientoDeComision(
                vigencia=vigencia,
                fila=fila,
                sesion=novedad.sesion,
                estado=novedad.estado.value,
                evidencia=novedad.evidencia,
                enlace=novedad.enlace,
                genero=novedad.genero,
                cuando=ahora(),
                autor_id=sala.quien.cuenta_id,
            )
        )
        _asentar(
            sesion,
            sala,
            vigencia,
            "seguimiento de la Comisión",
            f"{fila}, {novedad.sesion or 'sin sesión'}",
            estado=novedad.estado.value,
        )
        sesion.flush()
        return _seguido(sesion, vigencia)


def _problemas(novedad: Novedad, vigencia: int, fila: str, sesiones: Collection[str]) -> Iterator[str]:
    if not sesiones:
        yield f"El plan de {vigencia} no trae la fila «{fila}». Vuelva a abrir la página."
    elif novedad.sesion not in sesiones:
        yield f"La fila «{fila}» no presenta nada en «{novedad.sesion or 'sin sesión'}»."
    if novedad.estado is Estado.CUMPLIDA and not novedad.evidencia:
        yield "Para darla por cumplida escriba qué lo muestra: un acta, un informe, un radicado."
    for que, texto in (("La evidencia", novedad.evidencia), ("Lo del enfoque de género", novedad.genero)):
        if len(texto) > MAXIMO_TEXTO:
            yield f"{que} tiene {len(texto)} caracteres. Se admiten hasta {MAXIMO_TEXTO}."
    if novedad.enlace:
        yield from problemas_de_direccion(novedad.enlace)


def _asentar(
    sesion: Session, sala: Sala, vigencia: int, hecho: str, sobre: str, **detalle: str | int
) -> None:
    objeto = f"plan_de_comision:{vigencia}"
    bitacora.asentar(
        sesion, sala, hecho, objeto=objeto, entidad_id=None, sobre=f"{vigencia}: {sobre}", **detalle
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """Lo que pasaría al cargar un plan, frente al que vale hoy para ese año.

    `con_historia` son las filas que ya no estarían y de las que algo se ha dicho: se conserva.
    """

    plan: Plan
    habia: bool
    nuevas: tuple[str, ...]
    quitadas: tuple[str, ...]
    cambian: tuple[str, ...]
    con_historia: tuple[str, ...]


def revisar(sala: Sala, nombre: str, contenido: bytes, vigencia: int) -> Revision:
    """Qué cambiaría un archivo, sin cambiar nada. Lanza ErrorDeArchivo con todo lo que no se admite.

    `vigencia` es la de un archivo de filas; un YAML dice la suya.
    """
    acceso.exigir(sala, Operacion.GESTIONAR_COMISION)
    plan = lectura.leer_plan(nombre, contenido, vigencia, f"Plan de trabajo {vigencia} de la Comisión")
    if plan.vigencia not in vigencias(sala):
        return Revision(plan, habia=False, nuevas=_codigos(plan), quitadas=(), cambian=(), con_historia=())
    hoy_vale = leer(sala, plan.vigencia)
    antes, despues = ({f.codigo: f for f in p.filas} for p in (hoy_vale.plan, plan))
    dichas = {e.fila.codigo for e in hoy_vale.entregas if e.historia}
    quitadas = tuple(c for c in antes if c not in despues)
    return Revision(
        plan,
        habia=True,
        nuevas=tuple(c for c in despues if c not in antes),
        quitadas=quitadas,
        cambian=tuple(c for c, fila in despues.items() if c in antes and antes[c] != fila),
        con_historia=tuple(c for c in quitadas if c in dichas),
    )


def _codigos(plan: Plan) -> tuple[str, ...]:
    return tuple(f.codigo for f in plan.filas)


def cargar(sala: Sala, plan: Plan) -> Seguido:
    """Pone un plan ya revisado como el de su año; lo que se dijo de sus filas se conserva."""
    acceso.exigir(sala, Operacion.GESTIONAR_COMISION)
    with escribir(sala.motor_bd) as sesion:
        fila = _cargado(sesion, plan.vigencia) or PlanDeComision(vigencia=plan.vigencia, contenido={})
        fila.contenido, fila.cargado = plan.model_dump(mode="json"), ahora()
        fila.autor_id = sala.quien.cuenta_id
        sesion.add(fila)
        _asentar(
            sesion,
            sala,
            plan.vigencia,
            "plan de la Comisión cargado",
            plan.titulo,
            filas=len(plan.filas),
        )
        sesion.flush()
        return _seguido(sesion, plan.vigencia)


def quitar(sala: Sala, vigencia: int) -> bool:
    """Quita el plan cargado de un año: vuelve a valer el del programa, si lo hay. Dice si estaba."""
    acceso.exigir(sala, Operacion.GESTIONAR_COMISION)
    with escribir(sala.motor_bd) as sesion:
        fila = _cargado(sesion, vigencia)
        if fila is None:
            return False
        titulo = str(fila.contenido["titulo"])
        sesion.delete(fila)
        _asentar(sesion, sala, vigencia, "plan de la Comisión quitado", titulo)
        return True


def en_yaml(sala: Sala, vigencia: int) -> bytes:
    """El plan de un año, para cambiarlo y volver a cargarlo."""
    plan = leer(sala, vigencia).plan
    datos = plan.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(datos, allow_unicode=True, sort_keys=False, width=110).encode()


def excel(sala: Sala, vigencia: int) -> bytes:
    """El plan con cómo va cada fila; su primera hoja, cambiada, se puede cargar para otro año."""
    from autodiagnostico.informes import libro_de_comision

    visto = leer(sala, vigencia)
    dicho = [[e.fila.codigo, e.sesion, e.estado.value, len(e.historia)] for e in visto.entregas]
    return emision.emitir(
        sala,
        emision.de_varios(
            "plan de la Comisión", sala.catalogo, vigencia, visto.plan.model_dump(mode="json"), dicho
        ),
        ".xlsx",
        DeQue(f"plan_de_comision:{vigencia}"),
        lambda sello: libro_de_comision.libro(visto, hoy(), sello),
    )

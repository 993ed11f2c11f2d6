"""Lo que hay que hacerle saber a cada cuenta: se le muestra en su lista y, si hay con qué, se le escribe.

Avisar es parte de la operación que avisa; enviar el correo, no (`cartero.py`): que falle no la detiene.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, col, func, select

from autodiagnostico import acceso
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import AvisoACuenta, Campana, Diagnostico, Entidad, ahora
from autodiagnostico.errores import ErrorDePermiso
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.pasos import Paso
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente, filas, personas, renglones
from autodiagnostico.textos import cuantas
from reglas.palabras import fecha_en_palabras

A_LA_VISTA = 100
"""Cuántos se listan: los más recientes."""


class Clase(StrEnum):
    """De qué se avisa."""

    ASIGNADO = "asignado"
    POR_VENCER = "por_vencer"
    DEVUELTO = "devuelto"
    MENCION = "mencion"
    CAMPANA = "campana"
    PLAN_PRESENTADO = "plan_presentado"
    PLAN_DEVUELTO = "plan_devuelto"
    PLAN_APROBADO = "plan_aprobado"


DEL_PLAN: Mapping[Paso, tuple[Clase, Operacion]] = {
    Paso.PRESENTAR: (Clase.PLAN_PRESENTADO, Operacion.APROBAR_PLAN),
    Paso.DEVOLVER: (Clase.PLAN_DEVUELTO, Operacion.EDITAR_PLAN),
    Paso.APROBAR: (Clase.PLAN_APROBADO, Operacion.EDITAR_PLAN),
}
"""De qué pasos de un renglón se avisa, y a quienes pueden qué: a quien le toca lo que sigue."""
_CLASES_DEL_PLAN = frozenset(clase for clase, _ in DEL_PLAN.values())
_NOMBRADAS = 3
"""Cuántas acciones se nombran en un aviso; las demás se cuentan."""


@dataclass(frozen=True, slots=True)
class Aviso:
    """Un aviso, ya dicho: `asunto` en pocas palabras y `texto` en una frase."""

    id: int
    clase: Clase
    asunto: str
    texto: str
    diagnostico_id: int | None
    tema: str | None
    criterio: str | None
    cuando: datetime
    leido: bool
    renglones: tuple[int, ...] = ()

    @property
    def pagina(self) -> str:
        """La página donde se atiende; vacía, la de la entidad."""
        if self.clase in _CLASES_DEL_PLAN:
            return "plan_de_vigencia"
        return "cuestionario" if self.tema or self.criterio else ""

    @property
    def consulta(self) -> dict[str, str]:
        """Lo que lleva su dirección."""
        suyo = None if self.diagnostico_id is None else str(self.diagnostico_id)
        renglon = str(self.renglones[0]) if len(self.renglones) == 1 else None
        partes = {"d": suyo, "tema": self.tema, "p": self.criterio, "r": renglon}
        return {nombre: valor for nombre, valor in partes.items() if valor}


def avisar(  # noqa: PLR0913 - a quiénes y de qué
    sesion: Session,
    sala: Sala,
    clase: Clase,
    cuentas: Iterable[int],
    diagnostico_id: int,
    *,
    tema: str | None = None,
    criterio: str | None = None,
    fecha: date | None = None,
    ordenes: Iterable[int] | None = None,
) -> None:
    """Deja un aviso a cada cuenta, en la transacción de lo que se avisa; a quien lo hizo no se le avisa."""
    for cuenta in sorted(set(cuentas) - {sala.quien.cuenta_id}):
        sesion.add(
            AvisoACuenta(
                cuenta_id=cuenta,
                clase=clase.value,
                diagnostico_id=diagnostico_id,
                tema=tema,
                criterio=criterio,
                fecha=fecha,
                renglones=None if ordenes is None else sorted(ordenes),
                autor_id=sala.quien.cuenta_id,
                correo=_correo(sala),
            )
        )


def _correo(sala: Sala) -> str:
    return "pendiente" if sala.ajustes.con_correo else "no_va"


def recordar(sesion: Session, sala: Sala, campana_id: int, entidad_id: int, cuentas: Iterable[int]) -> None:
    """Deja a cada cuenta de una entidad el recordatorio de una campaña."""
    for cuenta in sorted(set(cuentas)):
        sesion.add(
            AvisoACuenta(
                cuenta_id=cuenta,
                clase=Clase.CAMPANA.value,
                campana_id=campana_id,
                entidad_id=entidad_id,
                autor_id=sala.quien.cuenta_id,
                correo=_correo(sala),
            )
        )


def avisar_devolucion(sesion: Session, sala: Sala, diagnostico: Diagnostico) -> None:
    """Avisa que se devolvió a quienes lo envían y a quienes responden alguno de sus temas."""
    encargos = filas.encargos(sesion, diagnostico.id or 0)
    lideran = personas.de_la_entidad(sesion, diagnostico.entidad_id, Operacion.ENVIAR)
    cuentas = {p.id for p in lideran.values()} | {c for suyas in encargos.values() for c in suyas}
    avisar(sesion, sala, Clase.DEVUELTO, cuentas, diagnostico.id or 0)


def avisar_del_plan(
    sesion: Session, sala: Sala, diagnostico: Diagnostico, paso: Paso, ordenes: Iterable[int]
) -> None:
    """Avisa que unos renglones dieron un paso, si es de los que se avisan: uno por cuenta, no por renglón."""
    if paso not in DEL_PLAN:
        return
    clase, operacion = DEL_PLAN[paso]
    suyas = personas.de_la_entidad(sesion, diagnostico.entidad_id, operacion)
    cuentas = (p.id for p in suyas.values())
    avisar(sesion, sala, clase, cuentas, diagnostico.id or 0, ordenes=ordenes)


def listar(sala: Sala) -> list[Aviso]:
    """Los avisos de quien pide, primero el más reciente."""
    suyos = (
        select(AvisoACuenta)
        .where(AvisoACuenta.cuenta_id == _suya(sala))
        .order_by(col(AvisoACuenta.id).desc())
        .limit(A_LA_VISTA)
    )
    with leer(sala.motor_bd) as sesion:
        return decir(sesion, sala, list(sesion.exec(suyos)))


def sin_leer(sala: Sala) -> int:
    """Cuántos avisos tiene sin leer quien pide."""
    suyos = select(func.count()).where(
        AvisoACuenta.cuenta_id == _suya(sala), col(AvisoACuenta.leido).is_(None)
    )
    with leer(sala.motor_bd) as sesion:
        return sesion.exec(suyos).one()


def leidos(sala: Sala, cuales: Collection[int]) -> None:
    """Da por leídos unos avisos de quien pide. Lanza ErrorDePermiso si alguno no es suyo."""
    suya = _suya(sala)
    with escribir(sala.motor_bd) as sesion:
        for numero in cuales:
            aviso = sesion.get(AvisoACuenta, numero)
            if aviso is None or aviso.cuenta_id != suya:
                raise ErrorDePermiso("Ese aviso ya no existe, o no es suyo.")
            aviso.leido = aviso.leido or ahora()
            sesion.add(aviso)


def _suya(sala: Sala) -> int:
    """La cuenta de quien pide."""
    if sala.quien.cuenta_id is None:
        raise ErrorDePermiso("Los avisos son de cada cuenta, y quien pide no entró con ninguna.")
    return sala.quien.cuenta_id


def decir(sesion: Session, sala: Sala, filas: list[AvisoACuenta]) -> list[Aviso]:
    """Los avisos en palabras, con los nombres de hoy; no dice nada de lo que ya no se puede ver."""
    nombres = personas.nombres(sesion, (f.autor_id for f in filas))
    dichos = []
    for fila in filas:
        entidad, vigencia = _de_que(sesion, fila)
        if not acceso.ve_entidad(sala, entidad) or not _ve_el_plan(sesion, sala, fila, entidad):
            continue
        quien = personas.quien(sala.quien, nombres, fila.autor_id)
        asunto, texto = _en_palabras(sesion, sala, fila, quien[:1].upper() + quien[1:])
        dichos.append(
            Aviso(
                id=fila.id or 0,
                clase=Clase(fila.clase),
                asunto=asunto,
                texto=f"{texto} Es de {entidad.nombre}, vigencia {vigencia}.",
                diagnostico_id=fila.diagnostico_id,
                tema=fila.tema,
                criterio=fila.criterio,
                cuando=fila.cuando,
                leido=fila.leido is not None,
                renglones=tuple(fila.renglones or ()),
            )
        )
    return dichos


def _ve_el_plan(sesion: Session, sala: Sala, fila: AvisoACuenta, entidad: Entidad) -> bool:
    """Si el aviso no es del plan, o quien pide puede ver el diagnóstico del que salió."""
    if Clase(fila.clase) not in _CLASES_DEL_PLAN:
        return True
    return acceso.ve(sala, sesion.get_one(Diagnostico, fila.diagnostico_id), entidad)


def _de_que(sesion: Session, fila: AvisoACuenta) -> tuple[Entidad, int]:
    """La entidad y la vigencia de que trata un aviso."""
    if fila.diagnostico_id is None:
        vigencia = sesion.get_one(Campana, fila.campana_id).vigencia
        return sesion.get_one(Entidad, fila.entidad_id), vigencia
    diagnostico = sesion.get_one(Diagnostico, fila.diagnostico_id)
    return sesion.get_one(Entidad, diagnostico.entidad_id), diagnostico.vigencia


def _en_palabras(sesion: Session, sala: Sala, fila: AvisoACuenta, quien: str) -> tuple[str, str]:
    para = f" para el {fecha_en_palabras(fila.fecha)}" if fila.fecha else ""
    del_catalogo = sala.catalogo.temas.get(fila.tema or "")
    tema = del_catalogo.nombre if del_catalogo is not None else fila.tema
    match Clase(fila.clase):
        case Clase.ASIGNADO:
            return f"Le encargaron «{tema}»", f"{quien} le encargó responder el tema «{tema}»{para}."
        case Clase.POR_VENCER:
            return (
                f"«{tema}» está por vencer",
                f"El tema «{tema}» es{para} y le faltan preguntas por responder.",
            )
        case Clase.DEVUELTO:
            return "Devolvieron el autodiagnóstico", f"{quien} devolvió el autodiagnóstico para corregirlo."
        case Clase.MENCION:
            criterio = sala.catalogo.criterios.get(fila.criterio or "")
            pregunta = criterio.pregunta if criterio is not None else fila.criterio
            return f"{quien} le hizo un comentario", f"{quien} le nombró en un comentario a «{pregunta}»."
        case Clase.CAMPANA:
            campana = sesion.get_one(Campana, fila.campana_id)
            cierra = fecha_en_palabras(campana.cierra)
            return (
                f"«{campana.nombre}» cierra el {cierra}",
                f"{quien} le recuerda la campaña «{campana.nombre}», que cierra el {cierra}: falta enviar el "
                "autodiagnóstico.",
            )
        case Clase.PLAN_PRESENTADO:
            cuantas_son, cuales = _acciones(sesion, sala, fila)
            return (
                f"Al Comité le presentaron {cuantas_son} del plan",
                f"{quien} presentó al Comité {cuales}, para que lo apruebe o lo devuelva.",
            )
        case Clase.PLAN_DEVUELTO:
            cuantas_son, cuales = _acciones(sesion, sala, fila)
            return (
                f"El Comité devolvió {cuantas_son} del plan",
                f"{quien} registró que el Comité devolvió, con observaciones, {cuales}.",
            )
        case Clase.PLAN_APROBADO:
            cuantas_son, cuales = _acciones(sesion, sala, fila)
            return (
                f"El Comité aprobó {cuantas_son} del plan",
                f"{quien} registró que el Comité aprobó {cuales}: ya se puede empezar.",
            )


def _acciones(sesion: Session, sala: Sala, fila: AvisoACuenta) -> tuple[str, str]:
    """Cuántas acciones del plan son, y cuáles: las primeras por su nombre."""
    diagnostico = sesion.get_one(Diagnostico, fila.diagnostico_id)
    titulos = renglones.titulos(sesion, diagnostico.id or 0, expediente.catalogo_de(sala, diagnostico))
    suyos = [titulos.get(orden, f"acción {orden}") for orden in fila.renglones or ()]
    nombrados = [f"«{t}»" for t in suyos[:_NOMBRADAS]]
    if faltan := len(suyos) - len(nombrados):
        nombrados.append(f"{faltan} más")
    cuales = " y ".join([", ".join(nombrados[:-1]), nombrados[-1]] if len(nombrados) > 1 else nombrados)
    return cuantas(len(suyos), "acción", "acciones"), cuales

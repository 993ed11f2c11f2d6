"""Los mecanismos de participación y de realimentación de cada política, y lo que dejan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Mecanismo as Fila
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.fichas import Mecanismo
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import expediente
from autodiagnostico.textos import recortar
from motor.caso import MAXIMO_TEXTO
from reglas import Catalogo

CLASES = {"participacion": "Participación", "realimentacion": "Realimentación"}
"""De qué clase puede ser, y cómo se dice."""
_MAXIMO = 2**31 - 1


def listar(sala: Sala, diagnostico_id: int) -> list[Mecanismo]:
    """Los de la vigencia que sigue al diagnóstico, en el orden en que se agregaron."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.diagnostico(sesion, sala, diagnostico_id)
        suyos = select(Fila).where(Fila.diagnostico_id == diagnostico_id).order_by(col(Fila.id))
        return [_ficha(f) for f in sesion.exec(suyos)]


def guardar(sala: Sala, diagnostico_id: int, mecanismo: Mecanismo) -> Mecanismo:
    """Agrega un mecanismo (`id` 0) o cambia uno que estaba. Lanza ErrorDeEntrada con todo lo malo."""
    mecanismo = recortar(mecanismo)
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        problemas = list(_problemas(expediente.catalogo_de(sala, diagnostico), mecanismo))
        if problemas:
            raise ErrorDeEntrada("El mecanismo", problemas)
        fila = _fila(sesion, diagnostico_id, mecanismo.id)
        for campo, valor in asdict(mecanismo).items():
            if campo != "id":
                setattr(fila, campo, valor)
        sesion.add(fila)
        sesion.flush()
        _asentar(sesion, sala, "mecanismo guardado", diagnostico.entidad_id, fila)
        return _ficha(fila)


def quitar(sala: Sala, diagnostico_id: int, mecanismo_id: int) -> None:
    """Quita un mecanismo que se agregó por error."""
    with escribir(sala.motor_bd) as sesion:
        diagnostico = acceso.para_cambiar(sesion, sala, diagnostico_id, Operacion.EDITAR_PLAN)
        fila = _fila(sesion, diagnostico_id, mecanismo_id)
        _asentar(sesion, sala, "mecanismo quitado", diagnostico.entidad_id, fila)
        sesion.delete(fila)


def _asentar(sesion: Session, sala: Sala, hecho: str, entidad_id: int, fila: Fila) -> None:
    objeto = f"diagnostico:{fila.diagnostico_id}"
    bitacora.asentar(
        sesion, sala, hecho, objeto=objeto, entidad_id=entidad_id, mecanismo=fila.id, politica=fila.politica
    )


def _problemas(catalogo: Catalogo, mecanismo: Mecanismo) -> Iterator[str]:
    if not mecanismo.nombre:
        yield "Escriba cuál es el mecanismo."
    if mecanismo.politica not in catalogo.politicas:
        yield f"Elija la política. Puede ser: {', '.join(p.nombre for p in catalogo.politicas.values())}."
    if mecanismo.clase not in CLASES:
        yield f"Elija si es de {' o de '.join(c.lower() for c in CLASES.values())}."
    if mecanismo.participantes is not None and not 0 <= mecanismo.participantes <= _MAXIMO:
        yield f"Participaron {mecanismo.participantes}. Escriba 0 o más, o déjelo vacío."
    for campo, valor in asdict(mecanismo).items():
        if isinstance(valor, str) and len(valor) > MAXIMO_TEXTO:
            yield f"«{campo}» tiene {len(valor)} caracteres. Se admiten hasta {MAXIMO_TEXTO}."


def _fila(sesion: Session, diagnostico_id: int, mecanismo_id: int) -> Fila:
    if not mecanismo_id:
        return Fila(diagnostico_id=diagnostico_id, politica="", clase="", nombre="")
    fila = sesion.get(Fila, mecanismo_id)
    if fila is None or fila.diagnostico_id != diagnostico_id:
        raise ErrorDeServicio("Ese mecanismo ya no está. Vuelva a abrir la página.")
    return fila


def _ficha(fila: Fila) -> Mecanismo:
    return Mecanismo(**fila.model_dump(exclude={"diagnostico_id"}))

"""Lo que se descarga y no es de un solo servicio: respuestas y cierres en JSON, y la base de reglas."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Diagnostico, Instantanea
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.huellas import huella
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import emision, expediente
from autodiagnostico.servicios.emision import DeQue
from motor import escribir_caso


def caso(sala: Sala, diagnostico_id: int, cierre: int | None = None) -> bytes:
    """El caso con la forma del contrato: lo leen «evaluar» y «verificar-informe --caso»."""
    with escribir(sala.motor_bd) as sesion:
        fila = _exigir(sesion, sala, diagnostico_id)
        datos = escribir_caso(expediente.armar(sesion, sala, fila, cierre).caso)
        return _bajar(sesion, sala, fila, datos)


def cierre(sala: Sala, diagnostico_id: int, numero: int) -> bytes:
    """Un cierre entero, tal como se congeló: caso, resultado, reglas y huellas."""
    with escribir(sala.motor_bd) as sesion:
        fila = _exigir(sesion, sala, diagnostico_id)
        suyo = select(Instantanea).where(
            Instantanea.diagnostico_id == diagnostico_id, Instantanea.numero == numero
        )
        instantanea = sesion.exec(suyo).first()
        if instantanea is None:
            raise ErrorDeServicio("Ese cierre no existe. Vuelva a «Mi entidad» para ver los que hay.")
        return _bajar(sesion, sala, fila, instantanea.model_dump(mode="json", exclude={"id", "autor_id"}))


def base_de_reglas(sala: Sala, extension: str) -> bytes:
    """La base de hoy como documento («.docx», «.pdf» o «.md»), sellada con la bitácora de este momento."""
    from autodiagnostico.documento import documento_de
    from autodiagnostico.documento.formatos import escribir as escribir_documento

    acceso.exigir_alguna(sala, Operacion.VER_COBERTURA)  # las reglas son públicas; asentar algo, no
    catalogo = sala.catalogo
    return emision.emitir(
        sala,
        emision.del_catalogo("base de reglas", catalogo),
        extension,
        DeQue("reglas"),
        lambda sello: escribir_documento(documento_de(catalogo, sello), extension),
    )


def _exigir(sesion: Session, sala: Sala, diagnostico_id: int) -> Diagnostico:
    acceso.diagnostico(sesion, sala, diagnostico_id)
    return acceso.diagnostico(sesion, sala, diagnostico_id, Operacion.EXPORTAR)


def _bajar(sesion: Session, sala: Sala, fila: Diagnostico, datos: dict[str, Any]) -> bytes:
    objeto, contenido = f"diagnostico:{fila.id}", huella(datos)
    bitacora.asentar(
        sesion, sala, "caso descargado", objeto=objeto, entidad_id=fila.entidad_id, contenido=contenido
    )
    return (json.dumps(datos, ensure_ascii=False, indent=2) + "\n").encode()

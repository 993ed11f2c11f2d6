"""Cuánto de lo cumplido tiene evidencia, qué falta, y el ZIP para quien revisa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.evidencias import Deposito
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import diagnosticos, emision, evidencias
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.servicios.fichas_de_evidencia import FichaDeEvidencia
from motor import Estado, Resultado
from motor.caso import Valor
from motor.resultado import Hallazgo
from reglas import Clase
from reglas.fichas import Criterio

MAXIMO_ZIP = 500_000_000
"""Lo más que pesa un ZIP: se arma en memoria."""


@dataclass(frozen=True, slots=True)
class Respaldo:
    """Los resultados cumplidos, en todo o en parte, según lo que los respalda."""

    logrados: tuple[Hallazgo, ...]
    faltas: tuple[Hallazgo, ...]
    """Sin ninguna evidencia en las preguntas que los sostienen."""
    solo_citados: tuple[Hallazgo, ...]
    """Con evidencia, pero ninguna con archivo o enlace que abrir."""

    @property
    def con_evidencia(self) -> int:
        return len(self.logrados) - len(self.faltas)


def respaldo(resultado: Resultado, fichas: Sequence[FichaDeEvidencia]) -> Respaldo:
    """De un resultado y las evidencias de su entidad. Puro.

    Lo que sale solo de los datos de la entidad no tiene pregunta donde poner evidencia, y no cuenta.
    """
    logrados = [h for h in resultado.hallazgos.values() if _logrado(h) and h.sostienen]
    se_abren = {f.nombre for f in fichas if f.con_soporte}
    return Respaldo(
        logrados=tuple(logrados),
        faltas=tuple(h for h in logrados if not h.respaldado),
        solo_citados=tuple(
            h for h in logrados if h.respaldado and se_abren.isdisjoint(_citadas(resultado, h))
        ),
    )


def _logrado(hallazgo: Hallazgo) -> bool:
    return hallazgo.estado is not Estado.SIN_INFORMACION and bool(hallazgo.veredicto.medios_min)


def _citadas(resultado: Resultado, hallazgo: Hallazgo) -> set[str]:
    respuestas = resultado.caso.respuestas
    return {e for c in hallazgo.sostienen if c in respuestas for e in respuestas[c].evidencias}


def dice_que_si(criterio: Criterio, valor: Valor | None) -> bool:
    """Si con esa respuesta alguien esperaría ver un soporte: sí, en parte, o alguna opción marcada. Puro."""
    match criterio.clase:
        case Clase.SI_NO:
            return valor is True
        case Clase.SI_PARCIAL_NO:
            return valor in {"si", "parcial"}
        case Clase.OPCIONES | Clase.FECHA:
            return bool(valor)
    return False


def comprimir(sala: Sala, diagnostico_id: int, tema: str | None = None) -> bytes:
    """Un ZIP con las evidencias que cita el autodiagnóstico, o solo las de un tema, y su índice.

    De las confidenciales que quien pide no puede ver va la constancia y no el archivo.
    """
    from autodiagnostico.informes.zip_de_evidencias import Revisadas, escribir_zip

    resultado = diagnosticos.evaluar(sala, diagnostico_id)
    diagnostico = diagnosticos.leer(sala, diagnostico_id)
    acceso.exigir(sala, Operacion.EXPORTAR, acceso.sobre(diagnostico.entidad))
    catalogo = resultado.edicion.catalogo
    preguntas = [c for c in catalogo.criterios.values() if tema in {None, c.tema}]
    codigos = {c.codigo for c in preguntas}
    citadas = [
        f
        for f in reversed(evidencias.listar(sala, diagnostico.entidad.id))
        if any(u.diagnostico_id == diagnostico_id and u.criterio in codigos for u in f.usos)
    ]
    _exigir_que_quepa(citadas)
    faltas = [h for h in respaldo(resultado, citadas).faltas if not codigos.isdisjoint(h.sostienen)]
    revisadas = Revisadas(diagnostico, resultado, citadas, preguntas, faltas)
    de = DeQue(f"diagnostico:{diagnostico_id}", diagnostico.entidad.id)
    emitir = partial(emision.emitir, sala, emision.del_resultado("evidencias", resultado), ".xlsx", de)
    deposito = Deposito(sala.ajustes.carpeta_de_evidencias)
    contenido = escribir_zip(revisadas, deposito.leer, emitir, hoy())
    with escribir(sala.motor_bd) as sesion:
        bitacora.asentar(
            sesion,
            sala,
            "evidencias descargadas",
            objeto=de.objeto,
            entidad_id=de.entidad_id,
            evidencias=[f.id for f in citadas if f.se_abre],
        )
    return contenido


def _exigir_que_quepa(citadas: Sequence[FichaDeEvidencia]) -> None:
    peso = sum(f.bytes or 0 for f in citadas if f.se_abre)
    if peso > MAXIMO_ZIP:
        raise ErrorDeServicio(
            f"Las evidencias pesan {peso // 10**6} MB y un ZIP admite {MAXIMO_ZIP // 10**6}. "
            "Descárguelas tema por tema."
        )

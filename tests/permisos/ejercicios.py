"""Cada operación, ejercida por un servicio de verdad. Lo hecho se deshace o se puede repetir."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from autodiagnostico.campanas.fichas import Datos
from autodiagnostico.campanas.lista import Convocatoria
from autodiagnostico.comision.modelo import Estado, Novedad
from autodiagnostico.errores import ErrorDePermiso
from autodiagnostico.medidas.columnas import Correspondencia
from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.fichas import Contenido
from autodiagnostico.plan.pasos import Paso
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import (
    acuerdos,
    aprobacion,
    campanas,
    carga_de_evidencias,
    comentarios,
    comision,
    comparacion,
    control,
    cuentas,
    demostracion,
    diagnosticos,
    entidades,
    evidencias,
    manual,
    medidas,
    plan,
    planillas,
    versiones,
    vida,
)
from autodiagnostico.servicios.fichas_de_evidencia import Lugar, Nueva
from tests.autodiagnostico.piezas import INSTITUTO
from tests.permisos.mundo import ENVIADO, TEMA, Mundo, tema_de

Ejercicio = Callable[[Mundo, Sala, str], object]
_NUMERO = count(1)
_VIGENCIA = count(1901)


def se_puede(ejercicio: Ejercicio, mundo: Mundo, sala: Sala, objeto: str) -> bool:
    """Si el servicio lo deja hacer; cualquier otro error es una falla de la prueba."""
    try:
        return ejercicio(mundo, sala, objeto) is not False
    except ErrorDePermiso:
        return False


def _criterio_de(sala: Sala, tema: str) -> str:
    return next(c.codigo for c in sala.catalogo.criterios.values() if c.tema == tema)


def _responder(mundo: Mundo, sala: Sala, objeto: str) -> None:
    criterio = _criterio_de(mundo.sala, tema_de(objeto))
    diagnosticos.anotar(sala, mundo.de(objeto).borrador, criterio, observacion=f"Nota {next(_NUMERO)}")


def _comentar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    criterio = _criterio_de(mundo.sala, tema_de(objeto))
    comentarios.comentar(sala, mundo.de(objeto).borrador, criterio, "Falta el acta")


def _enviar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    borrador = mundo.de(objeto).borrador
    vida.enviar(sala, borrador, con_pendientes=True)
    vida.devolver(mundo.sala, borrador, "era una prueba")


def _revisar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    enviado = mundo.de(objeto).enviado
    vida.revisar(sala, enviado)
    vida.devolver(mundo.sala, enviado, "era una prueba")
    vida.enviar(mundo.sala, enviado, con_pendientes=True)


def _devolver(mundo: Mundo, sala: Sala, objeto: str) -> None:
    enviado = mundo.de(objeto).enviado
    vida.devolver(sala, enviado, "era una prueba")
    vida.enviar(mundo.sala, enviado, con_pendientes=True)


def _cerrar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    revisado = mundo.de(objeto).revisado
    vida.cerrar(sala, revisado)
    vida.reabrir(mundo.sala, revisado, "era una prueba")
    vida.enviar(mundo.sala, revisado, con_pendientes=True)
    vida.revisar(mundo.sala, revisado)


def _reabrir(mundo: Mundo, sala: Sala, objeto: str) -> None:
    cerrado = mundo.de(objeto).cerrado
    vida.reabrir(sala, cerrado, "era una prueba")
    vida.enviar(mundo.sala, cerrado, con_pendientes=True)
    vida.revisar(mundo.sala, cerrado)
    vida.cerrar(mundo.sala, cerrado)


def _importar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    """Lo revisa quien tiene la máquina y lo aplica quien pide: es al aplicar cuando algo cambia."""
    borrador, tema = mundo.de(objeto).borrador, tema_de(objeto)
    documento = json.loads(planillas.descargar(mundo.sala, borrador, ".json", tema))
    documento["respuestas"][_criterio_de(mundo.sala, tema)]["observacion"] = f"Leída {next(_NUMERO)}"
    contenido = json.dumps(documento).encode()
    planillas.aplicar(sala, planillas.revisar(mundo.sala, borrador, "caso.json", contenido))


def _adjuntar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    lugar = Lugar(mundo.de(objeto).borrador, _criterio_de(mundo.sala, tema_de(objeto)))
    carga_de_evidencias.agregar_a(sala, lugar, Nueva(nombre=f"Acta {next(_NUMERO)}"))


def _evaluar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    enviado = mundo.de(objeto).enviado
    escrito = control.Escrito("No se encontró el acto.")
    control.registrar(sala, enviado, _criterio_de(mundo.sala, TEMA), "sin_soporte", escrito=escrito)


def _comparar(mundo: Mundo, sala: Sala, objeto: str) -> bool:
    return mundo.de(objeto).id in {f.entidad_id for f in comparacion.comparar(sala, ENVIADO)}


def _editar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    suya = mundo.de(objeto)
    datos = {**INSTITUTO, "codigo": suya.codigo, "nombre": suya.codigo, "sector": suya.sector}
    entidades.guardar(sala, datos, suya.id)


def _planear(mundo: Mundo, sala: Sala, objeto: str) -> None:
    accion = next(iter(mundo.sala.catalogo.acciones.values()))
    plan.guardar_item(
        sala, mundo.de(objeto).borrador, Contenido(accion.destinos[0], "Área", None), accion=accion.codigo
    )


def _convocar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    datos = Datos(f"Campaña {next(_NUMERO)}", ENVIADO, date(2025, 1, 1), date(2025, 12, 31))
    campanas.quitar(mundo.sala, campanas.crear(sala, datos, Convocatoria()).id)


def _seguir_a_la_comision(mundo: Mundo, sala: Sala, objeto: str) -> None:
    comision.anotar(sala, 2026, "S3-17", Novedad("", Estado.EN_CURSO, f"Nota {next(_NUMERO)}"))


def _importar_medidas(mundo: Mundo, sala: Sala, objeto: str) -> None:
    """Lo revisa quien tiene la máquina y lo importa quien pide."""
    contenido, como = b"Entidad;IDI\npropia;50\n", Correspondencia(("entidad", "ambito:indice"), "idi", 2025)
    medidas.aplicar(sala, medidas.revisar(mundo.sala, "m.csv", contenido, como))


def _aprobar(mundo: Mundo, sala: Sala, objeto: str) -> None:
    """Lo presenta quien tiene la máquina y lo aprueba quien pide."""
    borrador = mundo.de(objeto).borrador
    escrito = Contenido("ptep", "Área", hoy(), titulo=f"Propia {next(_NUMERO)}", producto="Informe")
    item = plan.guardar_item(mundo.sala, borrador, escrito)
    for paso in (Paso.ACORDAR, Paso.PRESENTAR):
        acuerdos.dar(mundo.sala, borrador, [item.id], paso)
    aprobacion.aprobar(sala, borrador, aprobacion.ActoDeAprobacion("Acta 1", hoy()))


def _cuentas(mundo: Mundo, sala: Sala, objeto: str) -> None:
    cuentas.listar(sala)


SOBRE_ENTIDADES: dict[Operacion, Ejercicio] = {
    Operacion.VER_COBERTURA: lambda m, s, o: diagnosticos.leer(s, m.de(o).borrador),
    Operacion.VER_BORRADOR: lambda m, s, o: diagnosticos.caso(s, m.de(o).borrador),
    Operacion.VER_ENVIADO: lambda m, s, o: diagnosticos.caso(s, m.de(o).enviado),
    Operacion.COMPARAR: _comparar,
    Operacion.EDITAR_ENTIDAD: _editar,
    Operacion.ABRIR_DIAGNOSTICO: lambda m, s, o: diagnosticos.abrir(s, m.de(o).id, next(_VIGENCIA)),
    Operacion.RESPONDER: _responder,
    Operacion.ASIGNAR_TEMA: lambda m, s, o: diagnosticos.asignar_tema(
        s, m.de(o).borrador, TEMA, "Área", None
    ),
    Operacion.COMENTAR: _comentar,
    Operacion.PASAR_DE_VERSION: lambda m, s, o: versiones.pasar(s, m.de(o).borrador) == 0,
    Operacion.EXPORTAR: lambda m, s, o: plan.excel(s, m.de(o).enviado),
    Operacion.ENVIAR: _enviar,
    Operacion.REVISAR: _revisar,
    Operacion.DEVOLVER: _devolver,
    Operacion.CERRAR: _cerrar,
    Operacion.REABRIR: _reabrir,
    Operacion.IMPORTAR: _importar,
    Operacion.ADJUNTAR_EVIDENCIA: _adjuntar,
    Operacion.VER_EVIDENCIA: lambda m, s, o: evidencias.listar(s, m.de(o).id),
    Operacion.VER_CONFIDENCIAL: lambda m, s, o: evidencias.abrir(s, m.de(o).confidencial),
    Operacion.EVALUAR_INDEPENDIENTE: _evaluar,
    Operacion.VER_EVALUACION_INDEPENDIENTE: lambda m, s, o: control.muestras(s, m.de(o).enviado),
    Operacion.EDITAR_PLAN: _planear,
    Operacion.APROBAR_PLAN: _aprobar,
}
SOBRE_LA_INSTALACION: dict[Operacion, Ejercicio] = {
    Operacion.CREAR_ENTIDAD: lambda m, s, o: entidades.guardar(
        s, {**INSTITUTO, "codigo": f"NUEVA{next(_NUMERO)}"}
    ),
    Operacion.GESTIONAR_CAMPANA: _convocar,
    Operacion.GESTIONAR_COMISION: _seguir_a_la_comision,
    Operacion.IMPORTAR_MEDIDAS: _importar_medidas,
    Operacion.ADMINISTRAR_CUENTAS: _cuentas,
    Operacion.ADMINISTRAR_REGLAS: lambda m, s, o: manual.quitar(s, Path(mkdtemp())) or True,
    Operacion.CARGAR_DEMOSTRACION: lambda m, s, o: demostracion.quitar(s),
}
SIN_SERVICIO = frozenset({Operacion.VER_BITACORA})
"""Las que ningún servicio ofrece todavía: quien lo escriba la quita de aquí y la ejerce arriba."""

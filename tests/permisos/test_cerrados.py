"""Ninguna función de los servicios que toque datos atiende a quien no ha entrado."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from autodiagnostico import servicios
from autodiagnostico.almacen.tablas import ahora
from autodiagnostico.campanas.fichas import Campana as FichaDeCampana
from autodiagnostico.campanas.fichas import ClaseDeAsesoria, DatosDeAsesoria, Modalidad, Tablero
from autodiagnostico.campanas.fichas import Datos as Campana
from autodiagnostico.campanas.lista import Convocatoria as Llamado
from autodiagnostico.comision.modelo import Estado, Novedad
from autodiagnostico.comision.modelo import de_fabrica as planes
from autodiagnostico.errores import ErrorDePermiso
from autodiagnostico.medidas.columnas import Correspondencia
from autodiagnostico.medidas.lectura import Medida
from autodiagnostico.mesa.borradores import Cual
from autodiagnostico.mesa.fichas import Acto, Integrante
from autodiagnostico.mesa.plantilla_de_fabrica import de_fabrica
from autodiagnostico.permisos import NADIE, Pertenencia, Rol
from autodiagnostico.plan.demostracion import Reloj
from autodiagnostico.plan.fichas import Contenido, Mecanismo
from autodiagnostico.plan.pasos import Paso
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import (
    aprobacion,
    asesorias,
    campanas,
    comparacion,
    cuentas,
    diagnosticos,
    entidades,
    evidencias,
    medidas,
    plan,
    plan_de_demostracion,
)
from autodiagnostico.servicios.adopciones import Acto as ActoDeAdopcion
from autodiagnostico.servicios.eventos import ErrorDeConflicto
from autodiagnostico.servicios.fichas import RespuestaGuardada
from autodiagnostico.servicios.fichas_de_evidencia import Datos, Lugar, Nueva
from autodiagnostico.servicios.planillas import Propuesta
from autodiagnostico.servicios.seguimiento import Informado
from autodiagnostico.servicios.sesiones import Acta, Convocatoria
from motor import Respuesta
from motor.busqueda import Pedido
from reglas.variantes import Cambios
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO
from tests.permisos.mundo import Mundo, crear

SIN_DATOS = frozenset(
    {
        "demostracion.casos",
        "entidades.sugeridas",
        "furag.hay_cruce",
        "plan.recomendaciones",
        "plan.apartadas",
        "registro_de_evidencias.tema_de",
    }
)
"""Leen el catálogo, que es público, o un resultado que ya trae quien llama."""
PREGUNTAN = frozenset({"demostracion.hay", "demostracion.con_plan"})
"""Si hay algo inventado, y en este mundo no lo hay."""
ANTES_DE_ENTRAR = frozenset(
    {
        "entrada.entrar",
        "entrada.entrar_institucional",
        "entrada.salir",
        "entrada.cambiar_clave",
        "entrada.aceptar_aviso",
        "cuentas.primer_administrador",
    }
)
"""Piden su propia credencial, o las llama quien sirve: se prueban en `tests/cuentas`."""
DE_OTRO_SERVICIO = frozenset(
    {
        "carga_de_evidencias.borrar_sobrantes",
        "emision.emitir",
        "expediente.catalogo_de",
        "expediente.evaluar",
        "vida.instantanea",
        "registro_de_evidencias.a_la_vista",
        "registro_de_evidencias.ficha",
        "registro_de_evidencias.la_abre",
        "registro_de_evidencias.la_cambia",
        "registro_de_evidencias.la_ve",
    }
)
"""Reciben filas o resultados que otro servicio ya autorizó; ninguna página las llama."""
_ACCION = next(iter(CATALOGO.acciones.values()))
ARGUMENTOS: dict[str, Any] = {
    "accion": _ACCION.codigo,
    "aprobacion": ActoDeAdopcion("Acta 1", date(2026, 1, 30), "La Comisión"),
    "archivos": {},
    "pedidas": [2026],
    "propuestos": Cambios(umbrales={2: 30}),
    "digesto": CATALOGO.digesto,
    "pesos": {"E1": 2},
    "umbrales": {2: 30},
    "vigencias": [2026],
    "capacidades": [10],
    "cuantas": 3,
    "escenario": "E1",
    "pedido": Pedido((10,)),
    "acta": Acta(()),
    "acto": Acto(acto="Resolución 1"),
    "archivo": Path("entidad.zip"),
    "codigo": "ptep",
    "compromiso_id": 1,
    "contenido": de_fabrica(),
    "convocatoria": Convocatoria(date(2026, 6, 1), orden_del_dia=("Plan",)),
    "criterios": ["mesa.existe"],
    "cual": Cual.ACTO,
    "hecho": date(2026, 1, 30),
    "informado": Informado(10),
    "item_id": 1,
    "item_ids": [1],
    "llevadas": [plan.Llevada(_ACCION.codigo)],
    "mecanismo": Mecanismo(0, "servicio", "participacion", "Foro"),
    "mecanismo_id": 1,
    "paso": Paso.ACORDAR,
    "integrante": Integrante(0, "Servicio"),
    "integrante_id": 1,
    "resultado": "se hizo",
    "sesion_id": 1,
    "correo": "luz@entidad.gov.co",
    "dictamen": "sin_soporte",
    "estratos": "ninguno",
    "extension": ".json",
    "numero": 1,
    "nueva": Nueva(nombre="Acta"),
    "semilla": 1,
    "tamano": 1,
    "criterio": next(c.codigo for c in CATALOGO.criterios.values() if c.admite_no_aplica),
    "datos": INSTITUTO,
    "destino": _ACCION.destinos[0],
    "esta": 1,
    "fecha": date(2027, 1, 1),
    "hasta_vigencia": 2030,
    "motivo": "un motivo",
    "nombre": "Ana",
    "pertenencia": Pertenencia(Rol.VEEDURIA),
    "razon": "una razón",
    "regla": next(c for c, r in CATALOGO.reglas.items() if r.ficha.caracter == "orientador"),
    "responsable": "Área",
    "revisado": None,
    "rol_id": 1,
    "tema": "comite_mesa",
    "valor_crudo": 50,
    "vigencia": 2026,
    "cuenta_id": 1,
    "comentario_id": 1,
    "conflicto": ErrorDeConflicto(
        RespuestaGuardada("mesa.acto_publicado", Respuesta(), ahora(), 1), {}, Respuesta(), "Ana", ahora()
    ),
    "cuales": [1],
    "resuelto": True,
    "texto": "Falta el acta",
    "vista": 1,
}

CAMPANA = Campana("Prueba", 2026, date(2026, 1, 1), date(2026, 12, 31))
TALLER = DatosDeAsesoria(ClaseDeAsesoria.TALLER, date(2026, 1, 1), "Mesa", Modalidad.VIRTUAL, 3, "Acta")
IMPORTACION = medidas.Revision("m.csv", "0", (Medida(1, "idi", 2026, "indice", 50.0),), 1, 0, (), (), 0)
_DE_UN_SERVICIO: dict[str, dict[str, Any]] = {
    "campanas": {"datos": CAMPANA, "convocatoria": Llamado(), "campana_id": 1},
    "recordatorios": {"campana_id": 1, "visto": Tablero(FichaDeCampana(1, CAMPANA, 0), ())},
    "asesorias": {"datos": TALLER, "entidades": [1], "asesoria_id": 1, "cumplido": None},
    "comision": {
        "fila": "S3-17",
        "novedad": Novedad("", Estado.EN_CURSO),
        "nombre": "plan.yaml",
        "contenido": b"",
        "plan": planes()[2026],
    },
    "medidas": {
        "nombre": "m.csv",
        "contenido": b"Entidad;IDI\npropia;50\n",
        "correspondencia": Correspondencia(("entidad", "ambito:indice"), "idi", 2026),
        "revision": IMPORTACION,
        "importacion_id": 1,
        "ano": 2026,
    },
}


def publicas() -> Iterator[tuple[str, Callable[..., object]]]:
    """Las funciones de los servicios que reciben una sala, por su nombre."""
    raiz = f"{servicios.__name__}."
    for modulo in pkgutil.walk_packages(servicios.__path__, raiz):
        cargado = importlib.import_module(modulo.name)
        for nombre, funcion in inspect.getmembers(cargado, inspect.isfunction):
            if nombre.startswith("_") or funcion.__module__ != cargado.__name__:
                continue
            parametros = list(inspect.signature(funcion).parameters.values())
            if parametros and parametros[0].annotation in {"Sala", Sala}:
                yield f"{modulo.name.removeprefix(raiz)}.{nombre}", funcion


TODAS = dict(publicas())
PIDEN = sorted(set(TODAS) - SIN_DATOS - ANTES_DE_ENTRAR - DE_OTRO_SERVICIO)


@pytest.fixture(scope="module")
def mundo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mundo]:
    """Con datos que se podrían ver o estropear, y una cuenta."""
    creado = crear(tmp_path_factory.mktemp("mundo"))
    cuentas.crear(creado.sala, "luz@entidad.gov.co", "Luz")
    campanas.crear(creado.sala, CAMPANA, Llamado())
    asesorias.registrar(creado.sala, TALLER, [creado.de("propia").id])
    medidas.aplicar(creado.sala, IMPORTACION)
    yield creado
    creado.sala.motor_bd.dispose()


def argumentos(mundo: Mundo, funcion: Callable[..., object]) -> dict[str, Any]:
    """Con qué se llama: siempre con números que existen."""
    propia = mundo.de("propia")
    suyos = {
        **ARGUMENTOS,
        "entidad_id": propia.id,
        "diagnostico_id": propia.borrador,
        "evidencia_id": propia.confidencial,
        "entidad": entidades.leer(mundo.sala, propia.id),
        "lugar": Lugar(propia.borrador, ARGUMENTOS["criterio"]),
        "propuesta": Propuesta(propia.borrador, "json", "", (), 0, ()),
    }
    suyos |= _DE_UN_SERVICIO.get(funcion.__module__.rpartition(".")[2], {})
    de_una: dict[Callable[..., object], dict[str, Any]] = {
        evidencias.cambiar: {"datos": Datos()},
        plan_de_demostracion.poner: {
            "ficha": diagnosticos.leer(mundo.sala, propia.borrador),
            "reloj": Reloj(date(2026, 11, 20)),
        },
        plan.guardar_item: {"contenido": Contenido(titulo="Propia")},
        aprobacion.aprobar: {"acto": aprobacion.ActoDeAprobacion("Acta 1", date(2026, 1, 30))},
    }
    suyos |= de_una.get(funcion, {})
    parametros = list(inspect.signature(funcion).parameters.values())[1:]
    pide = [p.name for p in parametros if p.default is inspect.Parameter.empty]
    faltan = [nombre for nombre in pide if nombre not in suyos]
    assert not faltan, f"Diga en ARGUMENTOS con qué se llama: {', '.join(faltan)}"
    return {nombre: suyos[nombre] for nombre in pide}


@pytest.mark.parametrize("nombre", PIDEN)
def test_a_quien_no_ha_entrado_no_se_le_da_ni_se_le_hace_nada(mundo: Mundo, nombre: str) -> None:
    """O se niega, o —si es una lista— no trae nada."""
    funcion = TODAS[nombre]
    try:
        entregado = funcion(mundo.sala.como(NADIE), **argumentos(mundo, funcion))
    except ErrorDePermiso:
        return
    assert not entregado, f"{nombre} le entregó algo a quien no ha entrado"
    con_permiso = funcion(mundo.sala, **argumentos(mundo, funcion))
    assert con_permiso or nombre in PREGUNTAN, f"{nombre} no prueba nada: tampoco trae con permiso"


def test_las_excepciones_existen() -> None:
    """Si una función cambia de nombre, deja de estar exceptuada."""
    assert set(TODAS) >= SIN_DATOS | ANTES_DE_ENTRAR | DE_OTRO_SERVICIO


def test_los_datos_siguen_como_estaban(mundo: Mundo) -> None:
    """Después de pedirlo todo sin permiso, nada cambió."""
    assert {e.codigo for e in entidades.listar(mundo.sala)} == {"propia", "vecina", "ajena"}
    assert len(diagnosticos.listar(mundo.sala)) == 12
    assert diagnosticos.caso(mundo.sala, mundo.de("propia").borrador).respuestas == {}
    assert len(cuentas.listar(mundo.sala)) == 2
    assert len(comparacion.comparar(mundo.sala, 2026)) == 3

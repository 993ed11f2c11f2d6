"""Lo que se puede hacer, con el verbo con que se dice cuando no se puede."""

from __future__ import annotations

from enum import Enum


class Operacion(Enum):
    """Una operación de los servicios; el valor completa «Su cuenta no puede …»."""

    VER_COBERTURA = "ver cuánto se ha respondido"
    VER_BORRADOR = "ver un autodiagnóstico en borrador"
    VER_ENVIADO = "ver este autodiagnóstico"
    COMPARAR = "comparar entidades"
    CREAR_ENTIDAD = "crear entidades"
    EDITAR_ENTIDAD = "cambiar los datos de la entidad"
    ABRIR_DIAGNOSTICO = "empezar un autodiagnóstico"
    RESPONDER = "responder esta pregunta"
    COMENTAR = "comentar"
    ASIGNAR_TEMA = "repartir los temas"
    PASAR_DE_VERSION = "pasar las respuestas a la versión nueva de las reglas"
    IMPORTAR = "cargar respuestas desde un archivo"
    EXPORTAR = "descargar lo de la entidad"
    ENVIAR = "enviar el autodiagnóstico"
    REVISAR = "dar por revisado el autodiagnóstico"
    DEVOLVER = "devolver el autodiagnóstico"
    CERRAR = "cerrar el autodiagnóstico"
    REABRIR = "reabrir el autodiagnóstico"
    EVALUAR_INDEPENDIENTE = "registrar la evaluación independiente"
    VER_EVALUACION_INDEPENDIENTE = "ver la evaluación independiente"
    ADJUNTAR_EVIDENCIA = "adjuntar evidencias"
    VER_EVIDENCIA = "ver las evidencias"
    VER_CONFIDENCIAL = "ver las evidencias confidenciales"
    EDITAR_PLAN = "cambiar el plan"
    APROBAR_PLAN = "registrar la aprobación del plan"
    ADMINISTRAR_CUENTAS = "administrar las cuentas"
    ADMINISTRAR_REGLAS = "cambiar las reglas instaladas"
    CARGAR_DEMOSTRACION = "cargar o quitar la demostración"
    VER_BITACORA = "ver la bitácora"
    GESTIONAR_CAMPANA = "convocar campañas y registrar asesorías"
    GESTIONAR_COMISION = "llevar el plan de trabajo de la Comisión"
    IMPORTAR_MEDIDAS = "importar medidas de fuera"

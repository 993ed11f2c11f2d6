"""El cuestionario de una entidad, por temas. Preguntar no evalúa: aquí no se decide ningún resultado."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from autodiagnostico import acceso
from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Diagnostico
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import asignaciones, comentarios, expediente, filas, versiones
from autodiagnostico.servicios.fichas import Asignacion, RespuestaGuardada
from motor import Caso, Resultado
from motor.cuestionario import Avance, Pregunta, avance, por_saber, preguntas
from motor.semantica import Evaluador
from reglas import Ambito, Catalogo
from reglas.fichas import Atributo, Tema


@dataclass(frozen=True, slots=True)
class TemaEnCuestionario:
    """Un tema con sus preguntas y lo que falta."""

    tema: Tema
    preguntas: list[Pregunta]
    avance: Avance


@dataclass(frozen=True, slots=True)
class Cuestionario:
    """Lo que hace falta para preguntar, leído de un mismo momento.

    `responde` son los temas que quien pide puede responder ahora, y `permite`, lo demás que puede hacer aquí;
    `sin_resolver` cuenta los comentarios pendientes de cada criterio; `de_otra_version`, si algo se respondió
    con otra versión de la base de reglas.
    """

    catalogo: Catalogo
    caso: Caso
    temas: list[TemaEnCuestionario]
    guardadas: Mapping[str, RespuestaGuardada]
    asignaciones: Mapping[str, Asignacion]
    sin_resolver: Counter[str]
    responde: frozenset[str]
    permite: frozenset[Operacion]
    de_otra_version: bool

    def sin_resolver_en(self, tema: str) -> int:
        """Los comentarios pendientes de un tema."""
        return sum(
            n for codigo, n in self.sin_resolver.items() if self.catalogo.criterios[codigo].tema == tema
        )


_ADEMAS = (
    Operacion.VER_BORRADOR,
    Operacion.COMENTAR,
    Operacion.ASIGNAR_TEMA,
    Operacion.PASAR_DE_VERSION,
)


def abrir(sala: Sala, diagnostico_id: int, cierre: int | None = None) -> Cuestionario:
    """El cuestionario de un diagnóstico; con `cierre`, como quedó esa vez, y solo para leerlo."""
    with leer(sala.motor_bd) as sesion:
        fila = acceso.diagnostico(sesion, sala, diagnostico_id)
        suyo = expediente.armar(sesion, sala, fila, cierre)
        suya = filas.entidad_de(sesion, fila)
        suyas = filas.respuestas(sesion, diagnostico_id)
        permite = frozenset(o for o in _ADEMAS if puede(sala.quien, o, acceso.sobre(suya)))
        return Cuestionario(
            catalogo=suyo.catalogo,
            caso=suyo.caso,
            temas=temas(suyo.catalogo, suyo.caso),
            guardadas=_congeladas(suyo.caso, fila) if cierre else filas.guardadas(suyas, suyo.catalogo),
            asignaciones=asignaciones.asignaciones_en(sesion, sala, diagnostico_id),
            sin_resolver=comentarios.contar(sesion, sala, fila, suya),
            responde=frozenset() if cierre else acceso.temas_que_responde(sesion, sala, fila, suya),
            permite=permite,
            de_otra_version=fila.estado == "borrador" and versiones.hay_de_otra(sala.catalogo, suyas),
        )


def _congeladas(caso: Caso, fila: Diagnostico) -> dict[str, RespuestaGuardada]:
    """Las respuestas de un cierre, que no tienen versión que cambiar."""
    return {c: RespuestaGuardada(c, r, fila.creado, 0) for c, r in caso.respuestas.items()}


def temas(catalogo: Catalogo, caso: Caso) -> list[TemaEnCuestionario]:
    """Los temas que tienen preguntas para esta entidad, en el orden del catálogo."""
    edicion = catalogo.al(caso.fecha_corte)
    evaluador = Evaluador(edicion, caso)
    veredictos = {codigo: evaluador.veredicto(regla) for codigo, regla in edicion.reglas.items()}
    return _por_tema(catalogo, preguntas(edicion, caso, veredictos))


def temas_de(resultado: Resultado) -> list[TemaEnCuestionario]:
    """Como `temas`, de un caso ya evaluado."""
    edicion = resultado.edicion
    veredictos = {codigo: hallazgo.veredicto for codigo, hallazgo in resultado.hallazgos.items()}
    return _por_tema(edicion.catalogo, preguntas(edicion, resultado.caso, veredictos))


def _por_tema(catalogo: Catalogo, todas: list[Pregunta]) -> list[TemaEnCuestionario]:
    por_tema: dict[str, list[Pregunta]] = {}
    for pregunta in todas:
        por_tema.setdefault(pregunta.criterio.tema, []).append(pregunta)
    return [
        TemaEnCuestionario(catalogo.temas[tema], suyas, avance(suyas)) for tema, suyas in por_tema.items()
    ]


def atributos_por_saber(catalogo: Catalogo, caso: Caso) -> list[Atributo]:
    """Los datos de la entidad que faltan y de los que todavía depende alguna regla."""
    edicion = catalogo.al(caso.fecha_corte)
    evaluador = Evaluador(edicion, caso)
    faltan = {
        dato.codigo
        for regla in edicion.reglas.values()
        for dato in por_saber(evaluador, regla)
        if dato.ambito is Ambito.ENTIDAD
    }
    return [a for codigo, a in catalogo.atributos.items() if codigo in faltan]

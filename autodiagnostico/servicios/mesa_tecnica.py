"""El registro de la Mesa de una entidad: su acto, quiénes la integran y lo que eso permite responder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from sqlmodel import Session, col, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import IntegranteDeMesa, MesaTecnica
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.evaluacion import evaluar
from autodiagnostico.mesa.fichas import Acto, EstadoDelReglamento, Integrante, Mesa
from autodiagnostico.mesa.marco import preguntas
from autodiagnostico.mesa.propuestas import Propuesta, con_lo_propuesto, proponer
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import diagnosticos
from autodiagnostico.textos import recortar
from motor import Resultado
from motor.caso import MAXIMO_TEXTO, escribir_valor
from motor.resultado import Hallazgo
from reglas import Ambito, Catalogo

ORIGEN = "mesa"
"""El origen de una respuesta que salió del registro de la Mesa."""
MAXIMO_DE_INTEGRANTES = 1000


def leer(sala: Sala, entidad_id: int) -> Mesa:
    """El registro de la Mesa; vacío si no se ha llenado."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.entidad(sesion, sala, entidad_id, Operacion.VER_ENVIADO)
        return _mesa(sesion, entidad_id)


def _mesa(sesion: Session, entidad_id: int) -> Mesa:
    fila = sesion.exec(select(MesaTecnica).where(MesaTecnica.entidad_id == entidad_id)).first()
    if fila is None:
        return Mesa(entidad_id, Acto())
    suyos = select(IntegranteDeMesa).where(IntegranteDeMesa.mesa_tecnica_id == fila.id)
    integrantes = sesion.exec(suyos.order_by(col(IntegranteDeMesa.id)))
    return Mesa(entidad_id, _acto(fila), tuple(_integrante(i) for i in integrantes))


def _acto(fila: MesaTecnica) -> Acto:
    datos = fila.model_dump(exclude={"id", "entidad_id"})
    estado = EstadoDelReglamento(datos.pop("estado_reglamento"))
    return Acto(**{**datos, "contenidos": tuple(fila.contenidos)}, estado_reglamento=estado)


def _integrante(fila: IntegranteDeMesa) -> Integrante:
    datos = fila.model_dump(exclude={"mesa_tecnica_id"})
    return Integrante(**{**datos, "politicas": tuple(fila.politicas)})


def guardar_acto(sala: Sala, entidad_id: int, acto: Acto, *, vista: Acto | None = None) -> Mesa:
    """Guarda lo que dicen el acto y el reglamento; `vista` es lo que se tenía delante.

    Lanza ErrorDeEntrada con todo lo que no se admite.
    """
    acto = recortar(acto)
    _exigir("El acto de la Mesa", _problemas_del_acto(sala.catalogo, acto))
    with escribir(sala.motor_bd) as sesion:
        fila = para_cambiar(sesion, sala, entidad_id)
        exigir_vista(vista, _acto(fila), "el acto de la Mesa")
        for campo, valor in asdict(acto).items():
            setattr(fila, campo, list(valor) if isinstance(valor, tuple) else valor)
        sesion.add(fila)
        sesion.flush()
        bitacora.asentar(
            sesion,
            sala,
            "mesa guardada",
            objeto=f"mesa:{fila.id}",
            entidad_id=entidad_id,
            acto=acto.acto,
        )
        return _mesa(sesion, entidad_id)


def exigir_vista(vista: object, hay: object, que: str) -> None:
    """Nada si lo que se tenía delante es lo que hay, o no se dice; si no, ErrorDeServicio."""
    if vista is not None and vista != hay:
        raise ErrorDeServicio(
            f"Mientras usted escribía, otra persona cambió {que}. Lo suyo sigue escrito aquí: guárdelo otra "
            "vez si es lo que vale, o vuelva a abrir la página para ver lo de la otra persona."
        )


def para_cambiar(sesion: Session, sala: Sala, entidad_id: int) -> MesaTecnica:
    """La fila de la Mesa, que se crea si falta; exige poder cambiar el plan de la entidad."""
    acceso.entidad(sesion, sala, entidad_id, Operacion.EDITAR_PLAN)
    suya = select(MesaTecnica).where(MesaTecnica.entidad_id == entidad_id).with_for_update()
    fila = sesion.exec(suya).first()
    if fila is None:
        fila = MesaTecnica(entidad_id=entidad_id)
        sesion.add(fila)
        sesion.flush()
    return fila


def _problemas_del_acto(catalogo: Catalogo, acto: Acto) -> Iterable[str]:
    yield from largos(asdict(acto))
    if acto.quorum is not None and not 1 <= acto.quorum <= MAXIMO_DE_INTEGRANTES:
        yield (
            f"El quórum es de {acto.quorum} integrantes. Se admite: de 1 a {MAXIMO_DE_INTEGRANTES}, o vacío "
            "para la mayoría."
        )
    yield from _desconocidas(catalogo, preguntas().contenidos, acto.contenidos, "El contenido")
    for que, dia in (
        ("en la página web", acto.publicada_en_web),
        ("dentro de la entidad", acto.publicada_adentro),
        ("el reglamento", acto.fecha_del_reglamento),
    ):
        if acto.firma is not None and dia is not None and dia < acto.firma:
            suceso = f"La fecha de {que}" if que == "el reglamento" else f"La publicación {que}"
            yield f"{suceso} es anterior a la firma del acto. Revise las dos fechas."
    if acto.fecha_del_reglamento is not None and acto.estado_reglamento is not EstadoDelReglamento.ADOPTADO:
        yield "El reglamento tiene fecha de adopción, pero no está marcado como adoptado."


def guardar_integrante(
    sala: Sala, entidad_id: int, integrante: Integrante, *, vista: Integrante | None = None
) -> Mesa:
    """Agrega un integrante (`id` 0) o cambia uno que estaba; `vista` es como se tenía delante."""
    integrante = recortar(integrante)
    _exigir("El integrante", _problemas_del_integrante(sala.catalogo, integrante))
    with escribir(sala.motor_bd) as sesion:
        mesa = para_cambiar(sesion, sala, entidad_id)
        fila = _fila_de(sesion, mesa, integrante.id)
        if fila.id is not None:
            exigir_vista(vista, _integrante(fila), "ese integrante")
        for campo, valor in asdict(integrante).items():
            if campo != "id":
                setattr(fila, campo, list(valor) if isinstance(valor, tuple) else valor)
        sesion.add(fila)
        sesion.flush()
        bitacora.asentar(
            sesion, sala, "integrante guardado", objeto=f"integrante:{fila.id}", entidad_id=entidad_id
        )
        return _mesa(sesion, entidad_id)


def quitar_integrante(sala: Sala, entidad_id: int, integrante_id: int) -> Mesa:
    """Quita a quien se agregó por error; quien deja la Mesa se conserva con su fecha de salida."""
    with escribir(sala.motor_bd) as sesion:
        mesa = para_cambiar(sesion, sala, entidad_id)
        sesion.delete(_fila_de(sesion, mesa, integrante_id))
        sesion.flush()
        bitacora.asentar(
            sesion, sala, "integrante quitado", objeto=f"integrante:{integrante_id}", entidad_id=entidad_id
        )
        return _mesa(sesion, entidad_id)


def _fila_de(sesion: Session, mesa: MesaTecnica, integrante_id: int) -> IntegranteDeMesa:
    if not integrante_id:
        return IntegranteDeMesa(mesa_tecnica_id=mesa.id or 0, cargo="")
    fila = sesion.get(IntegranteDeMesa, integrante_id)
    if fila is None or fila.mesa_tecnica_id != mesa.id:
        raise ErrorDeServicio("Ese integrante ya no está en la Mesa. Vuelva a abrir la página.")
    return fila


def _problemas_del_integrante(catalogo: Catalogo, integrante: Integrante) -> Iterable[str]:
    yield from largos(asdict(integrante))
    if not integrante.cargo:
        yield "Falta el cargo. La Mesa se integra por cargos; la persona puede cambiar."
    if integrante.bloque:
        yield from _desconocidas(catalogo, preguntas().bloques, [integrante.bloque], "El bloque")
    yield from _desconocidas(catalogo, preguntas().politicas, integrante.politicas, "La política")
    if integrante.desde and integrante.hasta and integrante.hasta < integrante.desde:
        yield "La fecha de salida es anterior a la de entrada."


def largos(datos: dict[str, object]) -> Iterable[str]:
    """Los textos que no caben."""
    for campo, valor in datos.items():
        if isinstance(valor, str) and len(valor) > MAXIMO_TEXTO:
            que = campo.replace("_", " ")
            yield f"«{que}» tiene {len(valor)} caracteres. Se admiten hasta {MAXIMO_TEXTO}."


def _desconocidas(catalogo: Catalogo, criterio: str, claves: Iterable[str], que: str) -> Iterable[str]:
    admite = opciones(catalogo, criterio)
    for clave in claves:
        if clave not in admite:
            yield f"{que} «{clave}» no existe. Se admite: {', '.join(admite) or 'ninguno con estas reglas'}."


def _exigir(donde: str, problemas: Iterable[str]) -> None:
    todos = list(problemas)
    if todos:
        raise ErrorDeEntrada(donde, todos)


def opciones(catalogo: Catalogo, criterio: str) -> dict[str, str]:
    """Las opciones de una pregunta, con su texto; vacío si la base de reglas no la trae."""
    suyo = catalogo.criterios.get(criterio)
    return dict(suyo.opciones or {}) if suyo else {}


@dataclass(frozen=True, slots=True)
class Revision:
    """El registro frente a las reglas: lo que propone responder y qué cumpliría la Mesa con ello."""

    propuestas: tuple[Propuesta, ...]
    hallazgos: tuple[Hallazgo, ...]


def revisar(sala: Sala, diagnostico_id: int) -> Revision:
    """Qué le falta hoy a la Mesa, por las mismas reglas que evalúan: el caso con lo que el registro propone.

    Lo enviado no cambia, pero el registro sigue vivo: se mira a hoy, no a la fecha de corte.
    """
    ficha = diagnosticos.leer(sala, diagnostico_id)
    caso = diagnosticos.caso(sala, diagnostico_id)
    if ficha.estado != "borrador":
        caso = replace(caso, fecha_corte=hoy())
    propuestas = proponer(sala.catalogo, preguntas(), leer(sala, ficha.entidad.id), caso)
    resultado = evaluar(sala.catalogo, con_lo_propuesto(caso, propuestas), sala.ajustes.datos)
    return Revision(tuple(propuestas), tuple(_de_la_mesa(resultado)))


def _de_la_mesa(resultado: Resultado) -> Iterable[Hallazgo]:
    """Los resultados de las reglas que leen algo del registro."""
    suyas = preguntas().criterios
    for hallazgo in resultado.hallazgos.values():
        datos = resultado.edicion.catalogo.datos_de(hallazgo.regla)
        if any(d.ambito is Ambito.CRITERIO and d.codigo in suyas for d in datos):
            yield hallazgo


def aceptar(sala: Sala, diagnostico_id: int, criterios: Iterable[str]) -> int:
    """Responde en el cuestionario lo propuesto para esas preguntas, con su respaldo; dice cuántas cambió."""
    pedidas = set(criterios)
    elegidas = [p for p in revisar(sala, diagnostico_id).propuestas if p.criterio in pedidas and p.cambia]
    guardadas = diagnosticos.caso(sala, diagnostico_id).respuestas
    for propuesta in elegidas:
        diagnosticos.responder(
            sala, diagnostico_id, propuesta.criterio, escribir_valor(propuesta.valor), origen=ORIGEN
        )
        tenia = guardadas[propuesta.criterio].evidencias if propuesta.criterio in guardadas else ()
        evidencias = list(dict.fromkeys([*tenia, *propuesta.respaldo]))
        diagnosticos.anotar(sala, diagnostico_id, propuesta.criterio, evidencias=evidencias, origen=ORIGEN)
    return len(elegidas)

"""Qué cambia para una entidad entre dos fechas, y qué está a punto de cambiar.

Las respuestas se toman como dadas: aquí solo se mueve la fecha de corte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from motor.caso import Caso
from motor.lectura import Estado, Veredicto
from motor.semantica import Evaluador
from motor.verdad import Verdad
from reglas.catalogo import Aviso, Catalogo, Edicion, Regla, valor_en
from reglas.condiciones import Ambito, Constante, Expresion, Referencia, referencias
from reglas.fichas import Parametro

_UN_DIA = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReglaConEstado:
    """Una regla que empieza o deja de regir el día `fecha`, con su resultado mientras rige.

    `estado` es None si no rige en ninguna de las dos fechas que se comparan.
    """

    regla: Regla
    fecha: date
    estado: Estado | None


@dataclass(frozen=True, slots=True)
class CambioDeRegla:
    """Una regla que sigue, pero dice otra cosa: por sus parámetros o porque otra versión la releva."""

    antes: Regla
    despues: Regla
    parametros: tuple[str, ...] = ()

    @property
    def por_version(self) -> bool:
        """Si son dos versiones sucesivas de la misma exigencia, y no un parámetro que cambió."""
        return self.antes.codigo != self.despues.codigo


@dataclass(frozen=True, slots=True)
class CambioDeEstado:
    """Una regla que rige en las dos fechas y da distinto resultado con las mismas respuestas."""

    regla: Regla
    antes: Veredicto
    despues: Veredicto


@dataclass(frozen=True, slots=True)
class CambioDeParametro:
    """Un parámetro que vale otra cosa desde el día `desde`; `antes` es None si no valía nada."""

    parametro: Parametro
    desde: date
    antes: Constante | None
    despues: Constante


@dataclass(frozen=True, slots=True)
class PlazoQuePasa:
    """Un plazo cuyo último día queda entre las dos fechas, con el resultado al final."""

    regla: Regla
    vencio: date
    estado: Estado


@dataclass(frozen=True, slots=True)
class AvisoQueCambia:
    """Un aviso que aparece o deja de mostrarse entre las dos fechas."""

    aviso: Aviso
    aparece: date | None
    ultimo_dia: date | None


@dataclass(frozen=True, slots=True)
class Cambios:
    """Lo que cambia para una entidad de una fecha a otra, todo en el orden del catálogo."""

    desde: date
    hasta: date
    empiezan: tuple[ReglaConEstado, ...]
    terminan: tuple[ReglaConEstado, ...]
    cambian: tuple[CambioDeRegla, ...]
    estados: tuple[CambioDeEstado, ...]
    parametros: tuple[CambioDeParametro, ...]
    plazos: tuple[PlazoQuePasa, ...]
    avisos: tuple[AvisoQueCambia, ...]

    @property
    def nada(self) -> bool:
        """Si entre las dos fechas no cambia nada."""
        partes = (self.empiezan, self.terminan, self.cambian, self.estados, self.parametros)
        return not any((*partes, self.plazos, self.avisos))


def comparar(catalogo: Catalogo, caso: Caso, desde: date, hasta: date) -> Cambios:
    """Lo que cambia para la entidad del caso de `desde` a `hasta`. Lanza ValueError si van al revés."""
    if hasta < desde:
        raise ValueError(f"La primera fecha ({desde}) es posterior a la segunda ({hasta}).")
    antes, despues = _leer(catalogo, caso, desde), _leer(catalogo, caso, hasta)
    empiezan = [r for r in catalogo.reglas.values() if desde < r.ficha.vigente_desde <= hasta]
    terminan = [
        r
        for r in catalogo.reglas.values()
        if r.ficha.vigente_hasta is not None and desde <= r.ficha.vigente_hasta < hasta
    ]
    relevos = list(_relevos(terminan, empiezan))
    relevadas = {c for r in relevos for c in (r.antes.codigo, r.despues.codigo)}
    return Cambios(
        desde=desde,
        hasta=hasta,
        empiezan=tuple(
            ReglaConEstado(r, r.ficha.vigente_desde, despues.estado(r.codigo))
            for r in empiezan
            if r.codigo not in relevadas
        ),
        terminan=tuple(
            ReglaConEstado(r, r.ficha.vigente_hasta or hasta, antes.estado(r.codigo))
            for r in terminan
            if r.codigo not in relevadas
        ),
        cambian=(*relevos, *_por_parametro(catalogo, antes.edicion, despues.edicion, desde, hasta)),
        estados=tuple(_estados(antes, despues)),
        parametros=tuple(_parametros(catalogo, desde, hasta)),
        plazos=tuple(_plazos(antes, despues, desde, hasta)),
        avisos=tuple(_avisos(catalogo, caso, desde, hasta)),
    )


@dataclass(frozen=True, slots=True)
class _Corte:
    """Los veredictos del caso en una fecha."""

    edicion: Edicion
    veredictos: Mapping[str, Veredicto]

    def estado(self, codigo: str) -> Estado | None:
        veredicto = self.veredictos.get(codigo)
        return None if veredicto is None else veredicto.estado


def _leer(catalogo: Catalogo, caso: Caso, fecha: date) -> _Corte:
    edicion = catalogo.al(fecha)
    evaluador = Evaluador(edicion, replace(caso, fecha_corte=fecha))
    return _Corte(edicion, {c: evaluador.veredicto(r) for c, r in edicion.reglas.items()})


def _relevos(terminan: list[Regla], empiezan: list[Regla]) -> Iterator[CambioDeRegla]:
    """Pares de reglas del mismo artículo en que una empieza al día siguiente de terminar la otra.

    Si hay más de una candidata no se adivina: quedan como una que termina y otras que empiezan.
    """
    for vieja in terminan:
        nuevas = [r for r in empiezan if _releva(r, vieja)]
        if len(nuevas) == 1 and sum(_releva(nuevas[0], otra) for otra in terminan) == 1:
            yield CambioDeRegla(vieja, nuevas[0])


def _releva(nueva: Regla, vieja: Regla) -> bool:
    mismo_lugar = (nueva.ficha.cita.norma, nueva.ficha.cita.articulo) == (
        vieja.ficha.cita.norma,
        vieja.ficha.cita.articulo,
    )
    hasta = vieja.ficha.vigente_hasta
    return mismo_lugar and hasta is not None and nueva.ficha.vigente_desde == hasta + _UN_DIA


def _por_parametro(
    catalogo: Catalogo, antes: Edicion, despues: Edicion, desde: date, hasta: date
) -> Iterator[CambioDeRegla]:
    """Las reglas que rigen en las dos fechas y leen un parámetro que vale distinto."""
    for codigo, regla in despues.reglas.items():
        if codigo not in antes.reglas:
            continue
        leidos = dict.fromkeys(_parametros_de(catalogo, catalogo.reglas[codigo]))
        distintos = tuple(
            p
            for p in leidos
            if valor_en(catalogo.parametros[p], desde) != valor_en(catalogo.parametros[p], hasta)
        )
        if distintos:
            yield CambioDeRegla(antes.reglas[codigo], regla, distintos)


def _parametros_de(catalogo: Catalogo, regla: Regla) -> Iterator[str]:
    """Los parámetros que lee una regla, también dentro de los hechos derivados."""

    def en(expresion: Expresion) -> Iterator[str]:
        for dato in referencias(expresion):
            if dato.ambito is Ambito.PARAMETRO:
                yield dato.codigo
            elif dato.ambito is Ambito.HECHO:
                yield from en(catalogo.hechos[dato.codigo].si)

    for condicion in regla.condiciones():
        yield from en(condicion)
    if isinstance(regla.plazo, Referencia) and regla.plazo.ambito is Ambito.PARAMETRO:
        yield regla.plazo.codigo


def _estados(antes: _Corte, despues: _Corte) -> Iterator[CambioDeEstado]:
    for codigo, veredicto in despues.veredictos.items():
        anterior = antes.veredictos.get(codigo)
        if anterior is not None and anterior.estado is not veredicto.estado:
            yield CambioDeEstado(despues.edicion.reglas[codigo], anterior, veredicto)


def _parametros(catalogo: Catalogo, desde: date, hasta: date) -> Iterator[CambioDeParametro]:
    for parametro in catalogo.parametros.values():
        fechas = sorted(v.desde for v in parametro.valores if v.desde and desde < v.desde <= hasta)
        for fecha in dict.fromkeys(fechas):
            antes, despues = valor_en(parametro, fecha - _UN_DIA), valor_en(parametro, fecha)
            if despues is not None and antes != despues:
                yield CambioDeParametro(parametro, fecha, antes, despues)


def _plazos(antes: _Corte, despues: _Corte, desde: date, hasta: date) -> Iterator[PlazoQuePasa]:
    """Un plazo vence al terminar su último día: el de la primera fecha todavía pasa, el de la última no."""
    for corte in (despues, antes):
        for codigo, veredicto in corte.veredictos.items():
            ya_visto = corte is antes and codigo in despues.veredictos
            vence = veredicto.vence
            if not ya_visto and vence is not None and desde <= vence < hasta:
                yield PlazoQuePasa(corte.edicion.reglas[codigo], vence, veredicto.estado)


def _avisos(catalogo: Catalogo, caso: Caso, desde: date, hasta: date) -> Iterator[AvisoQueCambia]:
    for aviso in catalogo.avisos:
        empieza, termina = aviso.ficha.desde, aviso.ficha.hasta
        aparece = empieza if empieza is not None and desde < empieza <= hasta else None
        ultimo = termina if termina is not None and desde <= termina < hasta else None
        if (aparece or ultimo) and _le_toca(catalogo, caso, aviso.ficha.codigo, aparece or desde):
            yield AvisoQueCambia(aviso, aparece, ultimo)


def _le_toca(catalogo: Catalogo, caso: Caso, codigo: str, fecha: date) -> bool:
    """Si el aviso se le muestra a esta entidad, mirado en una fecha en que rige."""
    edicion = catalogo.al(fecha)
    cuando = next(a.cuando for a in edicion.avisos if a.ficha.codigo == codigo)
    evaluador = Evaluador(edicion, replace(caso, fecha_corte=fecha))
    return cuando is None or evaluador.verdad(cuando) is not Verdad.NO


class Suceso(StrEnum):
    """Qué va a pasar."""

    EMPIEZA = "empieza"
    TERMINA = "termina"
    CAMBIA = "cambia"
    VENCE = "vence"


@dataclass(frozen=True, slots=True)
class Proximo:
    """Algo que está a punto de pasar: a qué regla, parámetro o aviso, qué día y dentro de cuántos.

    En `termina` y `vence`, la fecha es el último día; en `empieza` y `cambia`, el primero.
    """

    fecha: date
    dias: int
    suceso: Suceso
    seccion: str
    codigo: str
    titulo: str


def proximos(catalogo: Catalogo, fecha: date, dias: int, caso: Caso | None = None) -> tuple[Proximo, ...]:
    """Lo que empieza, termina, cambia o vence de `fecha` a `dias` después, en orden de fecha.

    Con un caso, solo lo que a esa entidad le aplica o podría aplicarle, y también los plazos que
    dependen de sus respuestas.
    """
    fin = fecha + timedelta(days=dias)
    hallados = (p for p in _sucesos(catalogo, fecha, fin, caso) if fecha <= p.fecha <= fin)
    return tuple(sorted(hallados, key=lambda p: p.fecha))


def _sucesos(catalogo: Catalogo, fecha: date, fin: date, caso: Caso | None) -> Iterator[Proximo]:
    """Los candidatos, con fechas de dentro y de fuera del intervalo."""

    def proximo(dia: date, suceso: Suceso, seccion: str, codigo: str, titulo: str) -> Proximo:
        return Proximo(dia, (dia - fecha).days, suceso, seccion, codigo, titulo)

    for codigo, regla in catalogo.reglas.items():
        veredicto = None if caso is None else _veredicto(catalogo, caso, regla, fecha, fin)
        if veredicto is not None and veredicto.estado is Estado.NO_APLICA:
            continue
        ficha = regla.ficha
        if ficha.vigente_desde > fecha:
            yield proximo(ficha.vigente_desde, Suceso.EMPIEZA, "reglas", codigo, ficha.titulo)
        if ficha.vigente_hasta is not None:
            yield proximo(ficha.vigente_hasta, Suceso.TERMINA, "reglas", codigo, ficha.titulo)
        vence = _vence(catalogo, regla, fin) if veredicto is None else veredicto.vence
        if vence is not None and regla.rige(vence):
            yield proximo(vence, Suceso.VENCE, "reglas", codigo, ficha.titulo)
    for codigo, parametro in catalogo.parametros.items():
        for valor in parametro.valores:
            if valor.desde is not None and valor.desde > fecha:
                yield proximo(valor.desde, Suceso.CAMBIA, "parametros", codigo, parametro.nombre)
    for aviso in catalogo.avisos:
        if aviso.ficha.desde is not None and aviso.ficha.desde > fecha:
            yield proximo(aviso.ficha.desde, Suceso.EMPIEZA, "avisos", aviso.ficha.codigo, aviso.ficha.texto)
        if aviso.ficha.hasta is not None:
            yield proximo(aviso.ficha.hasta, Suceso.TERMINA, "avisos", aviso.ficha.codigo, aviso.ficha.texto)


def _veredicto(catalogo: Catalogo, caso: Caso, regla: Regla, fecha: date, fin: date) -> Veredicto | None:
    """El veredicto de una regla en el primer día del intervalo en que rige; None si no rige en él."""
    dia = max(fecha, regla.ficha.vigente_desde)
    if dia > fin or not regla.rige(dia):
        return None
    edicion = catalogo.al(dia)
    return Evaluador(edicion, replace(caso, fecha_corte=dia)).veredicto(edicion.reglas[regla.codigo])


def _vence(catalogo: Catalogo, regla: Regla, fin: date) -> date | None:
    """El último día para cumplir, si no depende de lo que se responda."""
    plazo = regla.plazo
    if isinstance(plazo, Referencia):
        if plazo.ambito is not Ambito.PARAMETRO:
            return None
        valor = valor_en(catalogo.parametros[plazo.codigo], fin)
        return valor if isinstance(valor, date) else None
    return plazo

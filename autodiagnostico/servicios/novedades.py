"""Lo que cambia entre dos fechas y lo que está por cambiar, en renglones. Puro: no usa la base de datos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.palabras import estado_en_palabras
from autodiagnostico.textos import cuantas
from motor import Caso, Entidad, Estado
from motor.cambios import Cambios, Suceso, comparar, proximos
from reglas import Catalogo
from reglas.palabras import constante_en_palabras, fecha_en_palabras

MAXIMO_DIAS = 3650

SUCESOS = {
    Suceso.EMPIEZA: "Empieza a regir",
    Suceso.TERMINA: "Último día en que rige",
    Suceso.CAMBIA: "Cambia",
    Suceso.VENCE: "Vence el plazo",
}


@dataclass(frozen=True, slots=True)
class Novedad:
    """Algo que cambia. Sin `fecha`, es algo que se ve al comparar los dos días y no pasa en uno fijo."""

    fecha: date | None
    suceso: Suceso
    seccion: str
    codigo: str
    titulo: str
    detalle: str = ""


@dataclass(frozen=True, slots=True)
class Dia:
    """Lo que pasa el mismo día y de la misma manera."""

    fecha: date | None
    suceso: Suceso
    novedades: list[Novedad]


def por_dia(novedades: Iterable[Novedad]) -> list[Dia]:
    """Las novedades juntas por fecha y suceso, en su orden."""
    juntas: dict[tuple[date | None, Suceso], list[Novedad]] = {}
    for una in novedades:
        juntas.setdefault((una.fecha, una.suceso), []).append(una)
    return [Dia(fecha, suceso, suyas) for (fecha, suceso), suyas in juntas.items()]


def entre(catalogo: Catalogo, desde: date, hasta: date, caso: Caso | None = None) -> list[Novedad]:
    """Lo que cambia de una fecha a otra, en orden; con un caso, solo lo que le toca a esa entidad."""
    if hasta < desde:
        raise ErrorDeServicio(
            f"La primera fecha, {fecha_en_palabras(desde)}, es posterior a la segunda, "
            f"{fecha_en_palabras(hasta)}. Escríbalas al revés."
        )
    cambios = comparar(catalogo, caso or _cualquiera(desde), desde, hasta)
    partes = (_reglas, _parametros, _plazos, _avisos)
    renglones = [n for parte in partes for n in parte(cambios, caso is not None)]
    if caso is not None:
        renglones += _estados(cambios)
    return _en_orden(renglones)


def por_venir(catalogo: Catalogo, fecha: date, dias: int, caso: Caso | None = None) -> list[Novedad]:
    """Lo que empieza, termina, cambia o vence en los días que siguen."""
    if not 1 <= dias <= MAXIMO_DIAS:
        raise ErrorDeServicio(f"{dias} no sirve como número de días. Se admite: de 1 a {MAXIMO_DIAS}.")
    return [
        Novedad(p.fecha, p.suceso, p.seccion, p.codigo, p.titulo, _dentro_de(p.dias))
        for p in proximos(catalogo, fecha, dias, caso)
    ]


def _dentro_de(dias: int) -> str:
    return f"Dentro de {cuantas(dias, 'día', 'días')}" if dias else "Hoy"


def _cualquiera(fecha: date) -> Caso:
    """Una entidad de la que no se sabe nada."""
    return Caso(Entidad("", ""), fecha.year, fecha)


def _en_orden(novedades: Iterable[Novedad]) -> list[Novedad]:
    return sorted(novedades, key=lambda n: n.fecha or date.max)


def _reglas(cambios: Cambios, con_caso: bool) -> Iterator[Novedad]:
    for suceso, reglas in ((Suceso.EMPIEZA, cambios.empiezan), (Suceso.TERMINA, cambios.terminan)):
        for una in reglas:
            if not (con_caso and una.estado is Estado.NO_APLICA):
                detalle = _resultado(una.estado) if con_caso else ""
                yield Novedad(una.fecha, suceso, "reglas", una.regla.codigo, una.regla.ficha.titulo, detalle)
    desde = {c.parametro.codigo: c.desde for c in cambios.parametros}
    for cambio in cambios.cambian:
        ficha = cambio.despues.ficha
        if cambio.por_version:
            fecha, detalle = ficha.vigente_desde, f"Releva a {cambio.antes.codigo}"
        else:
            fecha = min((desde[p] for p in cambio.parametros if p in desde), default=ficha.vigente_desde)
            detalle = f"Lee un parámetro que cambia: {', '.join(cambio.parametros)}"
        yield Novedad(fecha, Suceso.CAMBIA, "reglas", ficha.codigo, ficha.titulo, detalle)


def _resultado(estado: Estado | None) -> str:
    return f"Con lo respondido: {estado_en_palabras(estado)}" if estado is not None else ""


def _estados(cambios: Cambios) -> Iterator[Novedad]:
    for cambio in cambios.estados:
        antes, despues = cambio.antes.estado, cambio.despues.estado
        detalle = (
            f"De «{estado_en_palabras(antes)}» a «{estado_en_palabras(despues)}» con las mismas respuestas"
        )
        ficha = cambio.regla.ficha
        yield Novedad(None, Suceso.CAMBIA, "reglas", ficha.codigo, ficha.titulo, detalle)


def _parametros(cambios: Cambios, _con_caso: bool) -> Iterator[Novedad]:
    for cambio in cambios.parametros:
        antes = "" if cambio.antes is None else f"de {constante_en_palabras(cambio.antes)} "
        detalle = f"Pasa {antes}a {constante_en_palabras(cambio.despues)}"
        ficha = cambio.parametro
        yield Novedad(cambio.desde, Suceso.CAMBIA, "parametros", ficha.codigo, ficha.nombre, detalle)


def _plazos(cambios: Cambios, con_caso: bool) -> Iterator[Novedad]:
    for plazo in cambios.plazos:
        if not (con_caso and plazo.estado is Estado.NO_APLICA):
            detalle = _resultado(plazo.estado) if con_caso else ""
            ficha = plazo.regla.ficha
            yield Novedad(plazo.vencio, Suceso.VENCE, "reglas", ficha.codigo, ficha.titulo, detalle)


def _avisos(cambios: Cambios, _con_caso: bool) -> Iterator[Novedad]:
    for cambio in cambios.avisos:
        ficha = cambio.aviso.ficha
        for fecha, suceso in ((cambio.aparece, Suceso.EMPIEZA), (cambio.ultimo_dia, Suceso.TERMINA)):
            if fecha is not None:
                yield Novedad(fecha, suceso, "avisos", ficha.codigo, ficha.texto)

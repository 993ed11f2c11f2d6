"""Las medidas de fuera: revisarlas, importarlas, y verlas junto a la madurez.

Nada de lo que evalúa lee estas tablas: solo salen por aquí, para mostrarlas.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from autodiagnostico import acceso, bitacora
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen import leer as leyendo
from autodiagnostico.almacen.tablas import Entidad, ImportacionDeMedidas, MedidaExterna
from autodiagnostico.analisis import comparacion
from autodiagnostico.analisis.comparacion import FilaDeComparacion
from autodiagnostico.analisis.madurez import Madurez, exactas
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros.cuadros import Cuadro, leer_cuadro
from autodiagnostico.medidas import columnas
from autodiagnostico.medidas.columnas import Correspondencia
from autodiagnostico.medidas.desajuste import Frente
from autodiagnostico.medidas.lectura import Medida, NoReconocida, leer_medidas
from autodiagnostico.medidas.marco import Nombrado, ambitos, marco
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import distrito, emision, entidades, filas, personas
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.servicios.fichas import FichaDeEntidad
from motor.caso import MAXIMO_TEXTO
from reglas.texto import normalizar

DeQueEs = tuple[str, str]
"""La medición y el ámbito de una medida."""


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Un archivo abierto y lo que cada columna parece ser."""

    cuadro: Cuadro
    correspondencia: Correspondencia
    ambitos: tuple[Nombrado, ...]


@dataclass(frozen=True, slots=True)
class Cambio:
    """Una medida que ya estaba y que el archivo trae distinta."""

    entidad: str
    medida: Medida
    antes: float


@dataclass(frozen=True, slots=True)
class Revision:
    """Lo que pasaría al importar un archivo. `iguales` cuenta las que ya están y no cambian."""

    archivo: str
    huella: str
    medidas: tuple[Medida, ...]
    nuevas: int
    iguales: int
    cambian: tuple[Cambio, ...]
    no_reconocidas: tuple[NoReconocida, ...]
    vacias: int


def proponer(sala: Sala, nombre: str, contenido: bytes) -> Propuesta:
    """Qué parece ser cada columna de un archivo. Lanza ErrorDeArchivo si no se puede leer."""
    acceso.exigir(sala, Operacion.IMPORTAR_MEDIDAS)
    cuadro, posibles = leer_cuadro(nombre, contenido), ambitos(sala.catalogo)
    return Propuesta(cuadro, columnas.proponer(cuadro, posibles), tuple(posibles))


def revisar(sala: Sala, nombre: str, contenido: bytes, correspondencia: Correspondencia) -> Revision:
    """Qué cambiaría un archivo, sin cambiar nada. Lanza ErrorDeArchivo con cada celda que no se admite."""
    acceso.exigir(sala, Operacion.IMPORTAR_MEDIDAS)
    suyas = entidades.listar(sala)
    cuadro = leer_cuadro(nombre, contenido)
    leido = leer_medidas(cuadro, correspondencia, ambitos(sala.catalogo), suyas)
    with leyendo(sala.motor_bd) as sesion:
        hay = {m.de_que: m.valor for m in _vigentes(sesion, {m.ano for m in leido.medidas})}
    nombres = {e.id: e.nombre for e in suyas}
    cambian = tuple(
        Cambio(nombres[m.entidad_id], m, hay[m.de_que])
        for m in leido.medidas
        if m.de_que in hay and hay[m.de_que] != m.valor
    )
    nuevas = sum(m.de_que not in hay for m in leido.medidas)
    return Revision(
        archivo=nombre,
        huella=hashlib.sha256(contenido).hexdigest(),
        medidas=leido.medidas,
        nuevas=nuevas,
        iguales=len(leido.medidas) - nuevas - len(cambian),
        cambian=cambian,
        no_reconocidas=leido.no_reconocidas,
        vacias=leido.vacias,
    )


def _vigentes(sesion: Session, anos: set[int], entidad_id: int | None = None) -> list[Medida]:
    """Las que valen: de cada una, la de la última importación que la trae."""
    todas = select(MedidaExterna).where(col(MedidaExterna.ano).in_(anos))
    if entidad_id is not None:
        todas = todas.where(MedidaExterna.entidad_id == entidad_id)
    en_orden = sesion.exec(todas.order_by(col(MedidaExterna.importacion_de_medidas_id)))
    leidas = (Medida(f.entidad_id, f.medicion, f.ano, f.ambito, f.valor) for f in en_orden)
    return list({m.de_que: m for m in leidas}.values())


def aplicar(sala: Sala, revision: Revision, fuente: str = "") -> int:
    """Guarda lo revisado, todo o nada; dice cuántas medidas. `fuente` es de dónde salió el archivo."""
    acceso.exigir(sala, Operacion.IMPORTAR_MEDIDAS)
    if not revision.medidas:
        raise ErrorDeServicio("El archivo no trae ninguna medida de las entidades de la aplicación.")
    if len(fuente) > MAXIMO_TEXTO:
        raise ErrorDeServicio(f"De dónde salió tiene {len(fuente)} caracteres. Se admiten {MAXIMO_TEXTO}.")
    with escribir(sala.motor_bd) as sesion:
        siguen = set(sesion.exec(select(Entidad.id)))
        if any(m.entidad_id not in siguen for m in revision.medidas):
            raise ErrorDeServicio("Mientras se revisaba se borró una entidad. Vuelva a subir el archivo.")
        fila = ImportacionDeMedidas(
            archivo=revision.archivo,
            huella=revision.huella,
            fuente=fuente.strip(),
            autor_id=sala.quien.cuenta_id,
        )
        sesion.add(fila)
        sesion.flush()
        sesion.add_all(
            MedidaExterna(
                importacion_de_medidas_id=fila.id or 0,
                entidad_id=m.entidad_id,
                medicion=m.medicion,
                ano=m.ano,
                ambito=m.ambito,
                valor=m.valor,
            )
            for m in revision.medidas
        )
        _asentar(sesion, sala, fila, "medidas importadas", len(revision.medidas))
    return len(revision.medidas)


def _asentar(sesion: Session, sala: Sala, fila: ImportacionDeMedidas, hecho: str, cuantas: int) -> None:
    objeto, sobre = f"importacion_de_medidas:{fila.id}", fila.archivo
    bitacora.asentar(sesion, sala, hecho, objeto=objeto, sobre=sobre, huella=fila.huella, cuantas=cuantas)


@dataclass(frozen=True, slots=True)
class Importacion:
    """Un archivo que se importó."""

    id: int
    archivo: str
    fuente: str
    cuantas: int
    quien: str
    cuando: datetime


def importaciones(sala: Sala) -> list[Importacion]:
    """Los archivos importados: primero el más reciente."""
    acceso.exigir(sala, Operacion.IMPORTAR_MEDIDAS)
    with leyendo(sala.motor_bd) as sesion:
        todas = sesion.exec(select(ImportacionDeMedidas).order_by(col(ImportacionDeMedidas.id).desc())).all()
        autores = personas.autores(sesion, (i.autor_id for i in todas))
        return [
            Importacion(i.id or 0, i.archivo, i.fuente, _cuantas(sesion, i), autores[i.autor_id], i.cuando)
            for i in todas
        ]


def _cuantas(sesion: Session, importacion: ImportacionDeMedidas) -> int:
    suyas = select(func.count()).where(MedidaExterna.importacion_de_medidas_id == importacion.id)
    return sesion.exec(suyas).one()


def quitar(sala: Sala, importacion_id: int) -> int:
    """Quita una importación: de cada medida vuelve a valer la de antes. Dice cuántas quitó."""
    acceso.exigir(sala, Operacion.IMPORTAR_MEDIDAS)
    with escribir(sala.motor_bd) as sesion:
        fila = sesion.get(ImportacionDeMedidas, importacion_id)
        if fila is None:
            raise ErrorDeServicio("Esa importación ya no está. Vuelva a abrir la página.")
        cuantas = _cuantas(sesion, fila)
        _asentar(sesion, sala, fila, "medidas quitadas", cuantas)
        sesion.delete(fila)
        return cuantas


def anos(sala: Sala) -> list[int]:
    """Los años con alguna medida de las entidades que se pueden comparar: primero el más reciente."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leyendo(sala.motor_bd) as sesion:
        suyas = {e.id for e in sesion.exec(select(Entidad)) if _compara(sala, e)}
        hay = sesion.exec(select(MedidaExterna.ano, MedidaExterna.entidad_id).distinct())
        return sorted({ano for ano, entidad_id in hay if entidad_id in suyas}, reverse=True)


def _compara(sala: Sala, entidad: Entidad) -> bool:
    return puede(sala.quien, Operacion.COMPARAR, acceso.sobre(entidad))


@dataclass(frozen=True, slots=True)
class FilaDeMedidas:
    """Una entidad con sus medidas de un año y, al lado, su fila de la comparación de esa vigencia."""

    entidad: FichaDeEntidad
    medidas: Mapping[DeQueEs, Frente]
    comparada: FilaDeComparacion | None

    @property
    def por_mirar(self) -> list[DeQueEs]:
        """Las que se apartan de la madurez: primero la que más."""
        suyas = [c for c, frente in self.medidas.items() if frente.mirar]
        return sorted(suyas, key=lambda c: self.medidas[c].lejos, reverse=True)


def junto_a_la_madurez(sala: Sala, ano: int) -> list[FilaDeMedidas]:
    """Las entidades con alguna medida de ese año, por su nombre, con su madurez de la misma vigencia."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leyendo(sala.motor_bd) as sesion:
        suyas: dict[int, list[Medida]] = {}
        for medida in _vigentes(sesion, {ano}):
            suyas.setdefault(medida.entidad_id, []).append(medida)
        de_aqui = sesion.exec(select(Entidad).where(col(Entidad.id).in_(suyas)))
        fichas = [filas.ficha_de_entidad(e, sala.catalogo) for e in de_aqui if _compara(sala, e)]
    comparadas, por_politica = _madurez(sala, ano)
    return [
        FilaDeMedidas(
            e,
            _al_frente(suyas[e.id], comparadas.get(e.id), por_politica),
            comparadas.get(e.id),
        )
        for e in sorted(fichas, key=lambda e: (normalizar(e.nombre), e.codigo))
    ]


PorPolitica = Mapping[int, Mapping[str, Madurez]]
"""Diagnóstico → política → su intervalo."""


def _madurez(sala: Sala, vigencia: int) -> tuple[dict[int, FilaDeComparacion], PorPolitica]:
    """Lo que la comparación dice de cada entidad, y el intervalo de cada política."""
    cuadro = distrito.abrir(sala, [vigencia])
    por_politica = exactas(cuadro.de("politica", contadas=False))
    return {f.entidad_id: f for f in comparacion.filas(cuadro)}, por_politica


def _al_frente(
    medidas: Sequence[Medida], comparada: FilaDeComparacion | None, por_politica: PorPolitica
) -> dict[DeQueEs, Frente]:
    """Cada medida con su intervalo; sin madurez a la vista (no hay, o es un borrador), sola."""
    visible = comparada if comparada is not None and comparada.escenarios is not None else None
    politicas = {} if visible is None else por_politica.get(visible.diagnostico_id, {})
    al_frente = {}
    for m in medidas:
        de_total = visible is not None and m.ambito == marco().indice.codigo
        suyo = visible.madurez_global if visible and de_total else politicas.get(m.ambito)
        intervalo = (None, None) if suyo is None else (suyo.indice_min, suyo.indice_max)
        al_frente[m.medicion, m.ambito] = Frente(m.valor, *intervalo)
    return al_frente


def de_la_entidad(sala: Sala, entidad_id: int, ano: int) -> list[tuple[str, str, float]]:
    """La medición, el ámbito y el valor de cada medida de una entidad en un año; las ve quien ve lo suyo."""
    with leyendo(sala.motor_bd) as sesion:
        acceso.entidad(sesion, sala, entidad_id, Operacion.VER_ENVIADO)
        suyas = _vigentes(sesion, {ano}, entidad_id)
    orden = [a.codigo for a in ambitos(sala.catalogo)]
    return sorted(
        ((m.medicion, m.ambito, m.valor) for m in suyas),
        key=lambda m: (m[0], orden.index(m[1]) if m[1] in orden else len(orden)),
    )


def excel(sala: Sala, ano: int) -> bytes:
    """Las medidas de un año junto a la madurez, en un libro."""
    from autodiagnostico.informes import libro_de_medidas

    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    suyas = junto_a_la_madurez(sala, ano)
    dicho = [
        [f.entidad.codigo, *c, frente.valor, frente.mirar] for f in suyas for c, frente in f.medidas.items()
    ]
    return emision.emitir(
        sala,
        emision.de_varios("medidas de fuera", sala.catalogo, ano, [marco().desajuste.puntos], dicho),
        ".xlsx",
        DeQue(f"vigencia:{ano}"),
        lambda sello: libro_de_medidas.libro(sala.catalogo, ano, suyas, sello),
    )

"""Escenarios de política: quién cambiaría de nivel con otros pesos, otros umbrales u otra base.

La otra base es un borrador, o una que ya se usó. Nada cambia hasta adoptarlo, y adoptarlo pide el acto que lo
aprueba.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sqlmodel import col, select

from autodiagnostico import acceso
from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Adopcion, BaseDeReglas
from autodiagnostico.analisis.tendencia import Compartido, compartido
from autodiagnostico.errores import ErrorDeEntrada, ErrorDeServicio
from autodiagnostico.lecturas import poblaciones
from autodiagnostico.lecturas.calculo import cotejar
from autodiagnostico.lecturas.poblaciones import DeHoy
from autodiagnostico.lecturas.recuerdo import recordar
from autodiagnostico.lecturas.traduccion import Traducido, a_la_base
from autodiagnostico.permisos import Operacion
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import bases, distrito
from motor import Caso, Respuesta, poblacion
from motor.caso import escribir_valor, leer_valor
from motor.equivalencias import Contestada
from motor.poblacion import Cota, Esquema, Poblacion
from motor.poblacion.columnas import Enteros
from motor.poblacion.impacto import CambioDeNivel, cambios, niveles
from motor.regreso import regresar
from reglas import Catalogo, ErrorDeCatalogo, cargar
from reglas.catalogo import Regla
from reglas.variantes import Cambios, con_cambios

GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class CambioDeEntidad:
    """Un escenario de una entidad cuyo nivel cambiaría, y por qué."""

    codigo: str
    nombre: str
    sector: str
    diagnostico_id: int
    cambio: CambioDeNivel


@dataclass(frozen=True)
class Ensayo:
    """Lo que pasaría. `conteos`: por escenario y en el global, cuántas suben, bajan y quedan igual.

    `respondidas` cuenta las respuestas de todas, y `sin_leer`, las que la base que no es la de hoy no puede
    leer porque pregunta otra cosa: en ella cuentan como sin responder.
    """

    antes: Catalogo
    despues: Catalogo
    entidades: int
    conteos: Mapping[str, Counter[str]]
    cambios: tuple[CambioDeEntidad, ...]
    respondidas: int
    sin_leer: int

    @property
    def compartido(self) -> Compartido:
        """Cuántas reglas están en las dos bases y cuántas en una sola."""
        return compartido(self.antes.reglas, self.despues.reglas)

    @property
    def cambiadas(self) -> list[str]:
        """Las que están en las dos y no miden lo mismo o no cuentan lo mismo."""
        antes, despues = self.antes.reglas, self.despues.reglas
        return [c for c in antes if c in despues and _que_mide(antes[c]) != _que_mide(despues[c])]


def _que_mide(regla: Regla) -> tuple[object, ...]:
    """Lo que de una regla decide un resultado."""
    f = regla.ficha
    condiciones = regla.aplica_si, regla.cumple_si, regla.parcial_si, regla.plazo
    return (*condiciones, regla.escenarios, f.nivel, f.habilitante, f.vigente_desde, f.vigente_hasta)


@dataclass(frozen=True, slots=True)
class VersionGuardada:
    """Una base que no es la de hoy y con la que algo se envió, o que se adoptó (`acto`)."""

    digesto: str
    version: str
    guardada: datetime
    acto: str


def propuestos(
    sala: Sala, pesos: Mapping[str, int], umbrales: Mapping[int, int], regla: str = "", peso: int = 1
) -> Cambios:
    """De lo escrito, solo lo que no es como hoy; el peso de la regla, en todos los escenarios en que pesa."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    catalogo = sala.catalogo
    de_hoy = {n.nivel: n.umbral for n in catalogo.niveles}
    pesan = [e for e, p in catalogo.reglas[regla].escenarios.items() if p] if regla in catalogo.reglas else []
    return Cambios(
        escenarios={c: p for c, p in pesos.items() if p != catalogo.escenarios[c].peso},
        reglas={regla: dict.fromkeys(pesan, peso)} if pesan else {},
        umbrales={n: u for n, u in umbrales.items() if u != de_hoy.get(n)},
    )


def ensayar(sala: Sala, vigencia: int, propuestos: Cambios) -> Ensayo:
    """Con otros pesos o umbrales. Lanza ErrorDeEntrada con todo lo que no se admite."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    return _ensayar(sala, vigencia, variante(sala, propuestos))


def ensayar_base(sala: Sala, vigencia: int, archivos: Mapping[str, bytes]) -> Ensayo:
    """Con un borrador de la base: unos archivos YAML que agregan o reemplazan lo de hoy.

    Lanza ErrorDeEntrada con todos los defectos del borrador.
    """
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    return _ensayar(sala, vigencia, borrador(sala, archivos))


def guardadas(sala: Sala) -> list[VersionGuardada]:
    """Las bases guardadas que no son la de hoy: primero la más reciente."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    with leer(sala.motor_bd) as sesion:
        actos = {a.digesto_despues: a.acto for a in sesion.exec(select(Adopcion))}
        suyas = select(BaseDeReglas.digesto, BaseDeReglas.version, BaseDeReglas.guardada)
        otras = suyas.where(BaseDeReglas.digesto != sala.catalogo.digesto)
        en_orden = sesion.exec(otras.order_by(col(BaseDeReglas.id).desc()))
        return [VersionGuardada(d, version, cuando, actos.get(d, "")) for d, version, cuando in en_orden]


def ensayar_guardada(sala: Sala, vigencia: int, digesto: str) -> Ensayo:
    """Qué cambió entre una base guardada y la de hoy. Lanza ErrorDeServicio si no está o no se puede usar."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    guardada = bases.con_digesto(sala.motor_bd, digesto, sala.catalogo)
    if guardada is None:
        raise ErrorDeServicio("Esa versión de la base no está guardada. Vuelva a abrir la página.")
    return _ensayar(sala, vigencia, guardada, hacia_hoy=True)


def borrador(sala: Sala, archivos: Mapping[str, bytes]) -> Catalogo:
    """La base de hoy con unos archivos detrás. Lanza ErrorDeEntrada con todos sus defectos."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    if not archivos:
        raise ErrorDeEntrada("El borrador", ["No hay ningún cambio: suba al menos un archivo YAML."])
    with TemporaryDirectory() as carpeta:
        nombres = {f"borrador_{i:03d}.yaml": nombre for i, nombre in enumerate(archivos)}
        for guardado, nombre in nombres.items():
            Path(carpeta, guardado).write_bytes(archivos[nombre])
        try:
            return cargar([*sala.ajustes.carpetas, Path(carpeta)])
        except ErrorDeCatalogo as error:
            suyos = (replace(d, archivo=_como_se_subio(d.archivo, nombres)) for d in error.defectos)
            raise ErrorDeEntrada("El borrador", [str(d) for d in suyos]) from error


def _como_se_subio(archivo: str, nombres: Mapping[str, str]) -> str:
    """El nombre con que alguien subió un archivo; el de uno de la base, como es."""
    return nombres.get(Path(archivo).name, archivo)


def variante(sala: Sala, propuestos: Cambios) -> Catalogo:
    """La base de hoy con unos cambios. Lanza ErrorDeEntrada con todo lo que no se admite."""
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    try:
        return con_cambios(sala.catalogo, propuestos)
    except ErrorDeCatalogo as error:
        raise ErrorDeEntrada("Los cambios propuestos", [d.mensaje for d in error.defectos]) from error


def _ensayar(sala: Sala, vigencia: int, otra: Catalogo, *, hacia_hoy: bool = False) -> Ensayo:
    """De la base de hoy a otra o, `hacia_hoy`, de otra a la de hoy."""
    return recordar(
        sala,
        ("ensayo", vigencia, otra.digesto, hacia_hoy),
        lambda: _comparar(sala, vigencia, otra, hacia_hoy=hacia_hoy),
    )


def _comparar(sala: Sala, vigencia: int, otra: Catalogo, *, hacia_hoy: bool) -> Ensayo:
    cuadro = distrito.abrir(sala, [vigencia], clases=[GLOBAL], completo=False)
    fichas = cuadro.contadas()
    uno = poblaciones.de_hoy(sala, [vigencia], [int(n) for n in fichas.index])
    otro, sin_leer = _con_otra(sala, uno, otra)
    en_orden, leidas = (sala.catalogo, otra), (uno.resultado, otro)
    if hacia_hoy:
        en_orden, leidas = en_orden[::-1], leidas[::-1]
    conteos: dict[str, Counter[str]] = {}
    halladas = []
    for escenario in dict.fromkeys([*en_orden[0].escenarios, *en_orden[1].escenarios]):
        dos = [niveles(r, escenario) for r in leidas]
        conteos[escenario] = _contar(*dos)
        for cambio in cambios(*leidas, escenario, np.flatnonzero(dos[0] != dos[1])):
            suya = fichas.loc[uno.ids[cambio.caso]]
            halladas.append(
                CambioDeEntidad(
                    str(suya["codigo"]),
                    str(suya["nombre"]),
                    str(suya["sector"]),
                    uno.ids[cambio.caso],
                    cambio,
                )
            )
    globales = [r.nivel_global(Cota.MINIMA).astype(np.int32) for r in leidas]
    conteos[GLOBAL] = _contar(*globales)
    respondidas = int(uno.traido["respondidas"].sum())
    return Ensayo(*en_orden, len(uno.ids), conteos, tuple(halladas), respondidas, sin_leer)


def _con_otra(sala: Sala, uno: DeHoy, otra: Catalogo) -> tuple[Poblacion, int]:
    """Lo mismo con otra base, y cuántas respuestas no puede leer.

    Si lee los mismos datos de la misma manera, sin volver a leer lo guardado.
    """
    esquema, suyas = Esquema.de(otra), uno.resultado.columnas
    programa = poblacion.compilar(otra.al(hoy()), esquema)
    suyo = suyas.esquema
    if (esquema.datos, esquema.listas, esquema.evidencias) == (suyo.datos, suyo.listas, suyo.evidencias):
        return poblacion.evaluar(programa, suyas), 0
    traducidos = _traducidos(sala, uno.ids, otra)
    casos = [traducidos[n].caso for n in uno.ids]
    resultado = poblacion.evaluar(programa, poblacion.de_casos(esquema, casos))
    cotejar(resultado, casos, sala.ajustes.datos)
    return resultado, sum(t.sin_traer for t in traducidos.values())


def _traducidos(sala: Sala, ids: tuple[int, ...], otra: Catalogo) -> dict[int, Traducido]:
    """Los casos con las preguntas de otra base, también si es anterior a las respuestas."""
    with leer(sala.motor_bd) as sesion:
        suyos = a_la_base(sesion, sala, ids, otra, hoy())
        if any(t.sin_traer for t in suyos.values()):
            con_hoy = a_la_base(sesion, sala, ids, sala.catalogo, hoy())
            suyos = {n: _con_lo_de_hoy(sala.catalogo, otra, t, con_hoy[n].caso) for n, t in suyos.items()}
    return suyos


def _con_lo_de_hoy(de_hoy: Catalogo, otra: Catalogo, suyo: Traducido, caso: Caso) -> Traducido:
    """Con lo que se respondió en la versión de hoy y la otra preguntaba igual."""
    dichas = {
        codigo: Contestada(None if r.valor is None else escribir_valor(r.valor), r.no_aplica)
        for codigo, r in caso.respuestas.items()
    }
    vuelven = {
        codigo: Respuesta(
            None if c.valor is None else leer_valor(otra.criterios[codigo], c.valor), no_aplica=c.no_aplica
        )
        for codigo, c in regresar(de_hoy, otra, dichas).items()
        if codigo not in suyo.caso.respuestas
    }
    completo = replace(suyo.caso, respuestas={**suyo.caso.respuestas, **vuelven})
    return replace(suyo, caso=completo, sin_traer=max(0, suyo.sin_traer - len(vuelven)))


def _contar(antes: Enteros, despues: Enteros) -> Counter[str]:
    return Counter(
        suben=int((despues > antes).sum()),
        bajan=int((despues < antes).sum()),
        iguales=int((despues == antes).sum()),
    )

"""El catálogo: la base de reglas entera, resuelta, comprobada e inmutable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from reglas.clases import Clase
from reglas.condiciones import (
    Ambito,
    Compara,
    Constante,
    Expresion,
    Hoja,
    Referencia,
    referencias,
    sustituir,
)
from reglas.fichas import (
    Accion,
    Atributo,
    Caracter,
    CasoDeRegla,
    Cita,
    Criterio,
    DatosDeLaBase,
    Destino,
    EscalaDeNiveles,
    Escenario,
    FilaDeInventario,
    Nivel,
    Norma,
    Parametro,
    Politica,
    ReglaFicha,
    TablaDeEquivalencias,
    Tema,
)
from reglas.fichas import (
    Aviso as AvisoFicha,
)
from reglas.fichas import (
    Contradiccion as ContradiccionFicha,
)
from reglas.fichas import (
    Hecho as HechoFicha,
)
from reglas.listas import ListaDeEntidades

Plazo = date | Referencia
"""Último día para cumplir: fecha conocida, parámetro, o criterio de clase fecha."""


@dataclass(frozen=True, slots=True)
class Hecho:
    """Un hecho derivado con su condición resuelta."""

    ficha: HechoFicha
    si: Expresion

    @property
    def codigo(self) -> str:
        return self.ficha.codigo

    @property
    def referencia(self) -> Referencia:
        return Referencia(Ambito.HECHO, self.codigo)


@dataclass(frozen=True, slots=True)
class Advertencia:
    """Lectura que acompaña un resultado; sin `cuando`, siempre."""

    cuando: Expresion | None
    texto: str
    citas: tuple[Cita, ...]


@dataclass(frozen=True, slots=True)
class Aviso:
    """Aviso general según la fecha de corte."""

    ficha: AvisoFicha
    cuando: Expresion | None


@dataclass(frozen=True, slots=True)
class Contradiccion:
    """Respuestas que no pueden ser ciertas a la vez."""

    ficha: ContradiccionFicha
    cuando: Expresion


@dataclass(frozen=True)
class Regla:
    """Una regla con sus condiciones resueltas."""

    ficha: ReglaFicha
    aplica_si: Expresion | None
    cumple_si: Expresion
    parcial_si: Expresion | None
    plazo: Plazo | None
    advertencias: tuple[Advertencia, ...]

    @property
    def codigo(self) -> str:
        return self.ficha.codigo

    @property
    def escenarios(self) -> Mapping[str, int]:
        """Escenario → peso entero."""
        return self.ficha.escenarios

    def caracter_para(self, entidad: str) -> Caracter:
        """El carácter de la regla para una entidad: propio si fue ella quien expidió el acto."""
        return "propio" if entidad in self.ficha.propio_de else self.ficha.caracter

    def rige(self, fecha: date) -> bool:
        """Si la regla está vigente en la fecha; ambos extremos cuentan."""
        hasta = self.ficha.vigente_hasta
        return self.ficha.vigente_desde <= fecha and (hasta is None or fecha <= hasta)

    @cached_property
    def lee(self) -> tuple[Referencia, ...]:
        """Lo que leen las condiciones que deciden el estado, sin abrir los hechos."""
        return tuple(dict.fromkeys(d for c in self.condiciones() for d in referencias(c)))

    @cached_property
    def declarables(self) -> tuple[str, ...]:
        """Los criterios de `cumple_si` y `parcial_si`: declarado uno «no aplica», la regla tampoco aplica."""
        datos = (*referencias(self.cumple_si), *referencias(self.parcial_si))
        return tuple(dict.fromkeys(d.codigo for d in datos if d.ambito is Ambito.CRITERIO))

    def condiciones(self) -> Iterator[Expresion]:
        """Las condiciones que deciden el estado, sin las advertencias."""
        yield from (c for c in (self.aplica_si, self.cumple_si, self.parcial_si) if c is not None)


@dataclass(frozen=True)
class Catalogo:
    """La base de reglas. Los mapas conservan el orden del catálogo: archivos por ruta, fichas por aparición.

    `hechos` va en orden de dependencia: cada uno después de los que lee; `hechos_escritos` son sus códigos en
    el orden en que se escribieron.
    """

    base: DatosDeLaBase
    digesto: str
    normas: Mapping[str, Norma]
    escenarios: Mapping[str, Escenario]
    escala: EscalaDeNiveles
    politicas: Mapping[str, Politica]
    destinos: Mapping[str, Destino]
    temas: Mapping[str, Tema]
    atributos: Mapping[str, Atributo]
    parametros: Mapping[str, Parametro]
    listas: Mapping[str, ListaDeEntidades]
    avisos: tuple[Aviso, ...]
    criterios: Mapping[str, Criterio]
    hechos: Mapping[str, Hecho]
    reglas: Mapping[str, Regla]
    acciones: Mapping[str, Accion]
    contradicciones: Mapping[str, Contradiccion] = field(default_factory=dict)
    casos: tuple[CasoDeRegla, ...] = ()
    inventario: Mapping[str, FilaDeInventario] = field(default_factory=dict)
    equivalencias: Mapping[str, TablaDeEquivalencias] = field(default_factory=dict)
    reemplazos: tuple[str, ...] = ()
    hechos_escritos: tuple[str, ...] = ()
    _ediciones: dict[int, Edicion] = field(default_factory=dict, compare=False, repr=False)

    @property
    def niveles(self) -> tuple[Nivel, ...]:
        """Los niveles, del primero al último."""
        return tuple(self.escala.niveles)

    def clase(self, dato: Referencia) -> Clase:
        """La clase de un dato; un hecho derivado se lee como sí o no."""
        match dato.ambito:
            case Ambito.CRITERIO:
                return self.criterios[dato.codigo].clase
            case Ambito.ENTIDAD:
                return self.atributos[dato.codigo].clase
            case Ambito.PARAMETRO:
                return self.parametros[dato.codigo].clase
            case Ambito.HECHO:
                return Clase.SI_NO
            case Ambito.CASO:
                return Clase.FECHA

    def datos_de(self, regla: Regla) -> Iterator[Referencia]:
        """Los datos que lee una regla (condiciones y plazo), con los hechos abiertos y sin parámetros."""
        for condicion in regla.condiciones():
            yield from self.abrir(condicion)
        if isinstance(regla.plazo, Referencia) and regla.plazo.ambito is not Ambito.PARAMETRO:
            yield regla.plazo

    def abrir(self, expresion: Expresion | None) -> Iterator[Referencia]:
        """Los criterios y atributos que lee una condición, con los hechos abiertos y sin parámetros."""
        for dato in referencias(expresion):
            if dato.ambito is Ambito.HECHO:
                yield from self.abrir(self.hechos[dato.codigo].si)
            elif dato.ambito in {Ambito.CRITERIO, Ambito.ENTIDAD}:
                yield dato

    @cached_property
    def cambios(self) -> tuple[date, ...]:
        """Las fechas en que cambia algo de la base: empieza o termina una regla, o cambia un parámetro."""
        fechas = {r.ficha.vigente_desde for r in self.reglas.values()}
        fechas |= {h + timedelta(days=1) for r in self.reglas.values() if (h := r.ficha.vigente_hasta)}
        fechas |= {v.desde for p in self.parametros.values() for v in p.valores if v.desde}
        return tuple(sorted(fechas))

    def al(self, fecha: date) -> Edicion:
        """La edición que rige en una fecha de corte."""
        tramo = bisect_right(self.cambios, fecha)
        if tramo not in self._ediciones:
            self._ediciones[tramo] = _edicion(self, fecha)
        return self._ediciones[tramo]


@dataclass(frozen=True)
class Edicion:
    """Las reglas que rigen en una fecha, con los parámetros ya puestos como constantes."""

    catalogo: Catalogo
    hechos: Mapping[str, Hecho]
    reglas: Mapping[str, Regla]
    avisos: tuple[Aviso, ...]
    contradicciones: Mapping[str, Contradiccion]

    @cached_property
    def lecturas(self) -> Mapping[str, frozenset[Referencia]]:
        """Regla → criterios y atributos que lee para decidir su estado, abriendo los hechos derivados."""
        return {r.codigo: frozenset(self.catalogo.datos_de(r)) for r in self.reglas.values()}

    @cached_property
    def pesos(self) -> Mapping[str, tuple[tuple[Regla, int], ...]]:
        """Escenario → sus reglas con su peso, incluidas las habilitantes de peso 0."""
        return {
            escenario: tuple(
                (r, r.escenarios[escenario]) for r in self.reglas.values() if escenario in r.escenarios
            )
            for escenario in self.catalogo.escenarios
        }

    @cached_property
    def lectores(self) -> Mapping[Referencia, tuple[str, ...]]:
        """Criterio o atributo → reglas que lo leen, en orden de catálogo."""
        lectores: dict[Referencia, list[str]] = {}
        for codigo, datos in self.lecturas.items():
            for dato in datos:
                lectores.setdefault(dato, []).append(codigo)
        return {dato: tuple(codigos) for dato, codigos in lectores.items()}

    @cached_property
    def explicaciones(self) -> Mapping[str, frozenset[Referencia]]:
        """Regla → datos de que depende lo que se explica: los que lee, y los de su cita y advertencias."""
        suyos = {}
        for codigo, regla in self.reglas.items():
            acto = regla.ficha.acto_propio
            citado = () if acto is None else (Referencia(Ambito.CRITERIO, acto.criterio),)
            advertidos = (d for a in regla.advertencias for d in self.catalogo.abrir(a.cuando))
            suyos[codigo] = self.lecturas[codigo].union(advertidos, citado)
        return suyos

    @cached_property
    def tocadas(self) -> Mapping[str, tuple[str, ...]]:
        """Acción → reglas que leen algo de lo que logra, en orden de catálogo."""
        logran = {
            c: {Referencia(Ambito.CRITERIO, d) for d in a.logra} for c, a in self.catalogo.acciones.items()
        }
        return {
            accion: tuple(c for c, datos in self.lecturas.items() if not datos.isdisjoint(logrados))
            for accion, logrados in logran.items()
        }

    @cached_property
    def hechos_sin_criterios(self) -> frozenset[str]:
        """Los hechos que ninguna respuesta cambia: no leen criterios."""
        return frozenset(
            codigo
            for codigo, hecho in self.hechos.items()
            if all(d.ambito is not Ambito.CRITERIO for d in self.catalogo.abrir(hecho.si))
        )


def expresiones(base: Catalogo | Edicion) -> Iterator[Expresion]:
    """Todas las condiciones de un catálogo o de una de sus ediciones."""
    yield from (h.si for h in base.hechos.values())
    yield from (c.cuando for c in base.contradicciones.values())
    yield from (a.cuando for a in base.avisos if a.cuando is not None)
    for regla in base.reglas.values():
        yield from regla.condiciones()
        yield from (a.cuando for a in regla.advertencias if a.cuando is not None)


def valor_en(parametro: Parametro, fecha: date) -> Constante | None:
    """El valor de un parámetro en una fecha; None si aún no regía ninguno."""
    vigentes = [v for v in parametro.valores if v.desde is None or v.desde <= fecha]
    return max(vigentes, key=lambda v: v.desde or date.min).valor if vigentes else None


def _edicion(catalogo: Catalogo, fecha: date) -> Edicion:
    def constante(dato: Referencia) -> Constante:
        valor = valor_en(catalogo.parametros[dato.codigo], fecha)
        assert valor is not None, "la carga comprueba que todo parámetro leído tenga valor"
        return valor

    def hoja(h: Hoja) -> Expresion:
        if (
            isinstance(h, Compara)
            and isinstance(h.operando, Referencia)
            and h.operando.ambito is Ambito.PARAMETRO
        ):
            return replace(h, operando=constante(h.operando))
        return h

    def poner(expresion: Expresion | None) -> Expresion | None:
        return None if expresion is None else sustituir(expresion, hoja)

    def poner_en_regla(regla: Regla) -> Regla:
        plazo = regla.plazo
        if isinstance(plazo, Referencia) and plazo.ambito is Ambito.PARAMETRO:
            fecha_limite = constante(plazo)
            assert isinstance(fecha_limite, date), "la carga comprueba la clase del plazo"
            plazo = fecha_limite
        return replace(
            regla,
            aplica_si=poner(regla.aplica_si),
            cumple_si=sustituir(regla.cumple_si, hoja),
            parcial_si=poner(regla.parcial_si),
            plazo=plazo,
            advertencias=tuple(replace(a, cuando=poner(a.cuando)) for a in regla.advertencias),
        )

    return Edicion(
        catalogo=catalogo,
        hechos={c: replace(h, si=sustituir(h.si, hoja)) for c, h in catalogo.hechos.items()},
        reglas={c: poner_en_regla(r) for c, r in catalogo.reglas.items() if r.rige(fecha)},
        avisos=tuple(replace(a, cuando=poner(a.cuando)) for a in catalogo.avisos),
        contradicciones={
            codigo: replace(c, cuando=sustituir(c.cuando, hoja))
            for codigo, c in catalogo.contradicciones.items()
        },
    )

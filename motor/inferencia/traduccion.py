"""De una condición de tres valores a sus dos árboles sin negación, y qué datos lleva su evento."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from motor.caso import Caso, Valor
from motor.errores import ErrorDeInferencia
from motor.inferencia.arboles import CONTRARIO, Arbol, Atomo, Signo, igual, o, y
from motor.inferencia.codigos import Campo, Evento, Textos, nombres_de
from motor.verdad import Verdad
from reglas.catalogo import Catalogo
from reglas.clases import ORDENADAS, Clase
from reglas.condiciones import (
    Alguna,
    Compara,
    Contiene,
    EnConjunto,
    EnLista,
    Expresion,
    HechoEs,
    Hoja,
    Ninguna,
    Operador,
    Referencia,
    Todas,
    hojas,
)

_SIGNOS = {
    Operador.ES: Signo.IGUAL,
    Operador.MENOR: Signo.MENOR,
    Operador.MENOR_IGUAL: Signo.MENOR_IGUAL,
    Operador.MAYOR: Signo.MAYOR,
    Operador.MAYOR_IGUAL: Signo.MAYOR_IGUAL,
}


@dataclass(slots=True)
class Contenido:
    """Lo que lleva el evento de una condición, y nada más."""

    campos: dict[Referencia, Campo] = field(default_factory=dict)
    hechos: dict[Referencia, str] = field(default_factory=dict)
    cotejos: dict[tuple[Referencia, Referencia], str] = field(default_factory=dict)
    listas: dict[str, str] = field(default_factory=dict)

    def propiedades(self) -> list[str]:
        """Todas las propiedades que puede llevar."""
        de_campos = [p for campo in self.campos.values() for p in campo.propiedades]
        return [*de_campos, *self.hechos.values(), *self.cotejos.values(), *self.listas.values()]

    def datos(self) -> Iterator[Referencia]:
        """Todos los datos que puede llevar."""
        yield from (*self.campos, *self.hechos, *chain.from_iterable(self.cotejos))

    def escribir(
        self, catalogo: Catalogo, caso: Caso, verdades: Mapping[str, Verdad], textos: Textos
    ) -> Evento:
        """El evento de un caso; lo que no se sabe no se escribe."""
        evento: Evento = {}
        for dato, campo in self.campos.items():
            campo.escribir(caso.valor(dato), evento, textos)
        for dato, propiedad in self.hechos.items():
            evento[propiedad] = int(verdades[dato.codigo])
        for (uno, otro), propiedad in self.cotejos.items():
            signo = cotejar(caso.valor(uno), caso.valor(otro))
            if signo is not None:
                evento[propiedad] = signo
        for codigo, propiedad in self.listas.items():
            esta = catalogo.listas[codigo].contiene(caso.entidad.codigo, caso.entidad.nombre)
            evento[propiedad] = int(esta)
        return evento

    def leer(self, evento: Mapping[str, int], textos: Textos) -> dict[Referencia, Valor | Verdad | None]:
        """Los valores que llevaba un evento; None los que no llevaba."""
        leido: dict[Referencia, Valor | Verdad | None] = {
            dato: campo.leer(evento, textos) for dato, campo in self.campos.items()
        }
        return leido | {dato: Verdad(evento[p]) for dato, p in self.hechos.items()}


def cotejar(uno: Valor | None, otro: Valor | None) -> int | None:
    """−1, 0 o 1 según el primero sea menor, igual o mayor; None si falta alguno."""
    if uno is None or otro is None:
        return None
    return int(uno > otro) - int(uno < otro)  # type: ignore[operator]


@dataclass(slots=True)
class Traductor:
    """Traduce una condición y va reuniendo lo que su evento tiene que llevar."""

    catalogo: Catalogo
    textos: Mapping[Referencia, tuple[str, ...]]
    contenido: Contenido = field(default_factory=Contenido)

    @classmethod
    def para(cls, catalogo: Catalogo, expresion: Expresion) -> Traductor:
        """Un traductor con los textos que la condición nombra ya numerados."""
        nombrados: dict[Referencia, dict[str, None]] = {}
        for hoja in hojas(expresion):
            if isinstance(hoja, Compara | EnConjunto):
                nombrados.setdefault(hoja.dato, {}).update(dict.fromkeys(_textos_de(hoja)))
        return cls(catalogo, {dato: tuple(textos) for dato, textos in nombrados.items()})

    def arbol(self, expresion: Expresion, se_sabe: Verdad) -> Arbol:
        """El árbol que se cumple cuando se sabe que la condición es sí, o cuando se sabe que es no."""
        si = se_sabe is Verdad.SI
        match expresion:
            case Todas(partes):
                return (y if si else o)(self._ramas(partes, se_sabe))
            case Alguna(partes):
                return (o if si else y)(self._ramas(partes, se_sabe))
            case Ninguna(partes):
                return (y if si else o)(self._ramas(partes, Verdad(2 - se_sabe)))
            case _:
                return self._hoja(expresion, si)

    def _ramas(self, partes: Iterable[Expresion], se_sabe: Verdad) -> list[Arbol]:
        return [self.arbol(p, se_sabe) for p in partes]

    def _hoja(self, hoja: Hoja, si: bool) -> Arbol:
        match hoja:
            case HechoEs(dato, esperado):
                vale = Verdad.SI if esperado is si else Verdad.NO
                return igual(self._hecho(dato), int(vale))
            case EnLista(lista):
                return igual(self._lista(lista), int(si))
            case Contiene(dato, modo, claves):
                campo = self._campo(dato)
                unir = y if (modo == "todas") is si else o
                return unir([igual(campo.opcion(c), int(si)) for c in claves])
            case EnConjunto(dato):
                return self._en_conjunto(self._campo(dato), hoja, si)
            case Compara(dato, operador, operando):
                signo = _SIGNOS[operador] if si else CONTRARIO[_SIGNOS[operador]]
                campo = self._campo(dato)
                if operador is not Operador.ES and campo.clase not in ORDENADAS:
                    raise ErrorDeInferencia(f"«{dato}» es de clase {campo.clase}, que no tiene orden.")
                if isinstance(operando, Referencia):
                    self._campo(operando)
                    return Atomo(self._cotejo(dato, operando), signo, 0)
                return Atomo(campo.propiedad, signo, campo.constante(operando))

    def _en_conjunto(self, campo: Campo, hoja: EnConjunto, si: bool) -> Arbol:
        signo, unir = (Signo.IGUAL, o) if si else (Signo.DISTINTO, y)
        return unir([Atomo(campo.propiedad, signo, campo.constante(v)) for v in hoja.valores])

    def _campo(self, dato: Referencia) -> Campo:
        campos = self.contenido.campos
        if dato not in campos:
            clase = self.catalogo.clase(dato)
            nombres = nombres_de(self.catalogo, dato)
            if clase is Clase.TEXTO:
                nombres = self.textos.get(dato, ())
            campos[dato] = Campo(f"d{len(campos)}", dato, clase, nombres)
        return campos[dato]

    def _hecho(self, dato: Referencia) -> str:
        hechos = self.contenido.hechos
        return hechos.setdefault(dato, f"h{len(hechos)}")

    def _lista(self, codigo: str) -> str:
        listas = self.contenido.listas
        return listas.setdefault(codigo, f"l{len(listas)}")

    def _cotejo(self, uno: Referencia, otro: Referencia) -> str:
        cotejos = self.contenido.cotejos
        return cotejos.setdefault((uno, otro), f"c{len(cotejos)}")


def _textos_de(hoja: Compara | EnConjunto) -> list[str]:
    valores = hoja.valores if isinstance(hoja, EnConjunto) else (hoja.operando,)
    return [v for v in valores if isinstance(v, str)]

"""Una edición entera como modelo de CP-SAT: cualquier caso es una solución."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from motor.enteros import Rango
from motor.restricciones.condiciones import Condiciones, Juicio
from motor.restricciones.datos import Cantidad, Dato, crear, logrado
from motor.restricciones.dominios import Dominios
from motor.restricciones.escenarios import EscenarioEnModelo, escenario
from motor.restricciones.estados import EstadosDeRegla, Partes, estados
from motor.restricciones.logica import Entero, Logica, Proposicion
from reglas.catalogo import Catalogo, Regla
from reglas.condiciones import FECHA_DE_CORTE, Ambito, Expresion, Referencia, referencias


class Modelo:
    """Las variables de un caso. Solo se crea lo que se pide: preguntar por una regla cuesta lo de esa regla.

    Con `completo`, se sabe todo lo que se puede saber. Sin `corte`, la fecha de corte es otra variable.
    """

    def __init__(self, dominios: Dominios, *, completo: bool = False, corte: date | None = None) -> None:
        self.logica = Logica()
        self.dominios = dominios
        self.edicion = dominios.edicion
        dia = None if corte is None else corte.toordinal()
        rango = dominios.rango(FECHA_DE_CORTE) if dia is None else Rango(dia, dia)
        self.corte: Entero = self.logica.entero(rango.minimo, rango.maximo, "fecha de corte")
        self.datos: dict[Referencia, Dato] = {}
        self.pertenencias: dict[str, Proposicion] = {}
        self._completo = completo
        self.caso = Vista(self, {})

    def dato(self, dato: Referencia) -> Dato:
        """Las variables de un dato del caso."""
        if dato == FECHA_DE_CORTE:
            return Cantidad(self.logica.si, self.logica.no, self.corte)
        if dato not in self.datos:
            self.datos[dato] = crear(self.logica, self.dominios, dato, completo=self._completo)
        return self.datos[dato]

    def pertenece(self, lista: str) -> Proposicion:
        """Que la entidad esté en una lista; solo caben las combinaciones que alguna entidad tiene."""
        if not self.pertenencias:
            codigos = list(self.edicion.catalogo.listas)
            self.pertenencias = {c: self.logica.libre(f"lista {c}") for c in codigos}
            posibles = [[int(x) for x in fila] for fila in self.dominios.pertenencias]
            variables = [self.pertenencias[c] for c in codigos]
            self.logica.modelo.add_allowed_assignments(variables, posibles)
        return self.pertenencias[lista]

    def rige(self, regla: Regla) -> Proposicion:
        """Que la fecha de corte caiga en la vigencia de la regla."""
        desde, hasta = regla.ficha.vigente_desde, regla.ficha.vigente_hasta
        empezo = self.logica.a_lo_sumo(desde.toordinal(), self.corte)
        if hasta is None:
            return empezo
        return self.logica.y(empezo, self.logica.a_lo_sumo(self.corte, hasta.toordinal()))


class Vista:
    """Lo que se deduce de unas respuestas: las del caso, o como quedan después de hacer unas acciones."""

    def __init__(self, modelo: Modelo, cambiados: Mapping[Referencia, Dato]) -> None:
        self.modelo = modelo
        self._cambiados = cambiados
        edicion = modelo.edicion
        self._condiciones = Condiciones(
            modelo.logica,
            edicion.catalogo,
            {c: h.si for c, h in edicion.hechos.items()},
            self.dato,
            modelo.pertenece,
        )
        self._estados: dict[str, EstadosDeRegla] = {}
        self._escenarios: dict[str, EscenarioEnModelo] = {}

    def dato(self, dato: Referencia) -> Dato:
        """Las variables de un dato en este momento."""
        return self._cambiados[dato] if dato in self._cambiados else self.modelo.dato(dato)

    def juicio(self, expresion: Expresion | None) -> Juicio:
        """Lo que se sabe de una condición; la que falta se cumple siempre."""
        return self._condiciones.juicio(expresion)

    def hecho(self, codigo: str) -> Juicio:
        """Lo que se sabe de un hecho derivado."""
        return self.juicio(self.modelo.edicion.hechos[codigo].si)

    def regla(self, regla: Regla) -> EstadosDeRegla:
        """El estado de una regla."""
        if regla.codigo not in self._estados:
            self._estados[regla.codigo] = estados(self.modelo.logica, self._partes(regla))
        return self._estados[regla.codigo]

    def coherente(self) -> Proposicion:
        """Que las respuestas no caigan en ninguna contradicción declarada."""
        contradicciones = self.modelo.edicion.contradicciones.values()
        return self.modelo.logica.y(*(~self.juicio(c.cuando).si for c in contradicciones))

    def escenario(self, codigo: str) -> EscenarioEnModelo:
        """Las sumas y los niveles de un escenario."""
        if codigo not in self._escenarios:
            self._escenarios[codigo] = escenario(self.modelo.logica, self.modelo.edicion, codigo, self.regla)
        return self._escenarios[codigo]

    def despues(self, acciones: Iterable[str], cierre: Entero | None = None) -> Vista:
        """Como quedan las respuestas al hacer unas acciones en orden; sin `cierre`, en la fecha de corte."""
        catalogo, logica = self.modelo.edicion.catalogo, self.modelo.logica
        dia = self.modelo.corte if cierre is None else cierre
        datos = dict(self._cambiados)
        for codigo in acciones:
            for criterio, logra in catalogo.acciones[codigo].logra.items():
                dato = Referencia(Ambito.CRITERIO, criterio)
                antes = datos[dato] if dato in datos else self.modelo.dato(dato)
                datos[dato] = logrado(logica, catalogo.criterios[criterio], antes, logra, dia)
        return Vista(self.modelo, datos)

    def _partes(self, regla: Regla) -> Partes:
        leidos = dict.fromkeys([*referencias(regla.cumple_si), *referencias(regla.parcial_si)])
        declarados = (self.dato(d).no_aplica for d in leidos if d.ambito is Ambito.CRITERIO)
        nunca = Juicio(self.modelo.logica.no, self.modelo.logica.si)
        return Partes(
            declarada=self.modelo.logica.o(*declarados),
            aplica=self.juicio(regla.aplica_si),
            cumple=self.juicio(regla.cumple_si),
            parcial=nunca if regla.parcial_si is None else self.juicio(regla.parcial_si),
            termino=nunca if regla.plazo is None else self._termino(regla.plazo),
        )

    def _termino(self, plazo: date | Referencia) -> Juicio:
        """Que se sepa que la fecha de corte no pasa del plazo, o que ya pasó."""
        logica, corte = self.modelo.logica, self.modelo.corte
        if isinstance(plazo, date):
            corre = logica.a_lo_sumo(corte, plazo.toordinal())
            return Juicio(corre, ~corre)
        limite = self.dato(plazo)
        assert isinstance(limite, Cantidad), "la carga comprueba que el plazo sea una fecha"
        corre = logica.a_lo_sumo(corte, limite.valor)
        return Juicio(logica.y(limite.conocido, corre), logica.y(limite.conocido, ~corre))


def con_requisitos(catalogo: Catalogo, accion: str) -> list[str]:
    """La acción precedida de todo lo que requiere, cada una después de lo suyo."""
    puestas: dict[str, None] = {}

    def poner(codigo: str) -> None:
        if codigo not in puestas:
            for requisito in catalogo.acciones[codigo].requiere:
                poner(requisito)
            puestas[codigo] = None

    poner(accion)
    return list(puestas)

"""De un caso a proposiciones que lo fijan, y de una solución a un caso."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from motor.caso import Caso, Entidad, Respuesta, Valor
from motor.enteros import a_entero, de_entero
from motor.restricciones.datos import OTRO_TEXTO, Cantidad, Claves, Dato, Lista
from motor.restricciones.logica import Proposicion
from motor.restricciones.modelo import Modelo
from motor.restricciones.solucion import Solucion
from reglas.condiciones import FECHA_DE_CORTE, Ambito, Referencia
from reglas.resolucion import claves_de

MOTIVO = "Ejemplo de la demostración"


def fijar(modelo: Modelo, caso: Caso) -> list[Proposicion]:
    """Las proposiciones que obligan a que lo ya pedido al modelo valga lo que dice el caso."""
    corte = caso.fecha_corte.toordinal()
    suyas = [modelo.logica.a_lo_sumo(modelo.corte, corte), modelo.logica.a_lo_sumo(corte, modelo.corte)]
    for dato, variables in modelo.datos.items():
        suyas += _fijar_dato(modelo, dato, variables, caso)
    for codigo, pertenece in modelo.pertenencias.items():
        lista = modelo.edicion.catalogo.listas[codigo]
        esta = lista.contiene(caso.entidad.codigo, caso.entidad.nombre)
        suyas.append(pertenece if esta else ~pertenece)
    return suyas


def _fijar_dato(modelo: Modelo, dato: Referencia, variables: Dato, caso: Caso) -> Iterator[Proposicion]:
    valor = caso.valor(dato)
    declarado = dato.ambito is Ambito.CRITERIO and caso.no_aplica(dato.codigo)
    yield variables.no_aplica if declarado else ~variables.no_aplica
    yield ~variables.conocido if valor is None else variables.conocido
    if valor is not None:
        yield from vale(modelo, dato, variables, valor)


def vale(modelo: Modelo, dato: Referencia, variables: Dato, valor: Valor) -> Iterator[Proposicion]:
    """Lo que tiene que ser cierto para que un dato conocido valga eso."""
    logica = modelo.logica
    if isinstance(variables, Cantidad):
        entero = a_entero(modelo.edicion.catalogo.clase(dato), valor)
        yield from (logica.a_lo_sumo(variables.valor, entero), logica.a_lo_sumo(entero, variables.valor))
    elif isinstance(variables, Lista):
        assert isinstance(valor, tuple), "un dato de clase opciones vale una lista"
        yield from (p if clave in valor else ~p for clave, p in variables.claves.items())
    else:
        assert not isinstance(valor, tuple), "un dato de una clave no vale una lista"
        yield variables.claves[valor if valor in variables.claves else OTRO_TEXTO]


def caso_de(modelo: Modelo, solucion: Solucion) -> Caso:
    """El caso que describe una solución, con lo que se le pidió al modelo.

    Lo que no se pidió queda sin responder, salvo los atributos obligatorios, que toman su primera opción.
    """
    corte = date.fromordinal(solucion.entero(modelo.corte))
    valores: dict[Referencia, Valor] = {}
    respuestas = {}
    for dato, variables in modelo.datos.items():
        valor = _valor(modelo, dato, variables, solucion)
        if valor is not None:
            valores[dato] = valor
        if dato.ambito is Ambito.CRITERIO:
            motivo = MOTIVO if solucion.cierto(variables.no_aplica) else None
            respuestas[dato.codigo] = Respuesta(valor, motivo)
    return Caso(_entidad(modelo, valores, solucion), corte.year, corte, respuestas)


def _valor(modelo: Modelo, dato: Referencia, variables: Dato, solucion: Solucion) -> Valor | None:
    if dato == FECHA_DE_CORTE or not solucion.cierto(variables.conocido):
        return None
    if isinstance(variables, Cantidad):
        return de_entero(modelo.edicion.catalogo.clase(dato), solucion.entero(variables.valor))
    ciertas = tuple(clave for clave, p in variables.claves.items() if solucion.cierto(p))
    return ciertas[0] if isinstance(variables, Claves) else tuple(str(c) for c in ciertas)


def _entidad(modelo: Modelo, valores: dict[Referencia, Valor], solucion: Solucion) -> Entidad:
    ejemplos = modelo.dominios.pertenencias
    marcas = tuple(solucion.cierto(p) for p in modelo.pertenencias.values())
    codigo, nombre = ejemplos[marcas] if marcas else next(iter(ejemplos.values()))
    atributos: dict[str, Valor] = {}
    for clave, ficha in modelo.edicion.catalogo.atributos.items():
        dato = Referencia(Ambito.ENTIDAD, clave)
        if dato in valores:
            atributos[clave] = valores[dato]
        elif ficha.obligatorio and (opciones := claves_de(ficha.clase, ficha.opciones)):
            atributos[clave] = opciones[0]
    return Entidad(codigo, nombre, atributos)

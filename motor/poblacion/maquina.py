"""La máquina: corre un programa sobre una población, 512 casos por operación.

Un plano es un bit por caso. La verdad de tres valores son dos planos seguidos, «se sabe que sí» y «se sabe
que no»; negar es leerlos al revés, así que el contrario de la verdad `p` es `p ^ 1`.

Las operaciones se escriben en el lenguaje intermedio de LLVM, que las reparte según los registros de cada
procesador: en uno con AVX-512, comparar 64 enteros ya deja su palabra, y sumar la usa de máscara. Se compila
una vez por procesador y queda en caché: un programa nuevo es solo otro arreglo de enteros. Todo va en un
archivo porque la caché de Numba mira si cambió este y no los que importa.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic, models, register_model

from motor.poblacion import columnas, esquema
from motor.poblacion.programa import Op, Parte

CASOS: Final = 64
"""Casos por palabra."""
PALABRAS: Final = columnas.PALABRAS
BLOQUE: Final = columnas.BLOQUE
NO_APLICA: Final = esquema.NO_APLICA
_I1, _I8, _I32, _I64 = (ir.IntType(bits) for bits in (1, 8, 32, 64))


class _Vector(types.Type):
    """Un vector de LLVM que Numba pasa de una operación a otra sin mirarlo por dentro."""

    def __init__(self, elemento: Any, cuantos: int) -> None:
        super().__init__(name=f"{cuantos} × {elemento}")
        self.vector = ir.VectorType(elemento, cuantos)


PLANO = _Vector(_I64, PALABRAS)
ENTEROS = _Vector(_I32, CASOS)
OCTETOS = _Vector(_I8, CASOS)


@register_model(_Vector)
class _Modelo(models.PrimitiveModel):
    def __init__(self, gestor: Any, tipo: Any) -> None:
        super().__init__(gestor, tipo, tipo.vector)  # type: ignore[no-untyped-call]


# --- Operaciones ------------------------------------------------------------------------------


def _de_uno(resultado: Any, generar: Callable[..., Any]) -> Any:
    """Una operación de un operando; `generar` recibe también el constructor de LLVM."""

    @intrinsic
    def operacion(_: Any, x: Any) -> Any:
        return resultado(x), lambda _contexto, b, _firma, args: generar(b, *args)

    return operacion


def _de_dos(resultado: Any, generar: Callable[..., Any]) -> Any:
    """Una operación de dos operandos."""

    @intrinsic
    def operacion(_: Any, x: Any, z: Any) -> Any:
        return resultado(x, z), lambda _contexto, b, _firma, args: generar(b, *args)

    return operacion


def _sumar_donde(resultado: Any) -> Any:
    """Suma `z` a `x` en los casos que están en la palabra."""

    @intrinsic
    def operacion(_: Any, x: Any, palabra: Any, z: Any) -> Any:
        def generar(_contexto: Any, b: Any, _firma: Any, args: Any) -> Any:
            mascara = b.bitcast(args[1], ir.VectorType(_I1, CASOS))
            return b.add(args[0], b.select(mascara, args[2], ir.Constant(args[2].type, None)))

        return resultado(x, palabra, z), generar

    return operacion


def _leer(tipo: Any) -> Any:
    """El vector (o la palabra) que empieza en el elemento `i` de un arreglo."""

    @intrinsic
    def operacion(_: Any, arreglo: Any, i: Any) -> Any:
        def generar(contexto: Any, b: Any, firma: Any, args: Any) -> Any:
            leido = b.load(_puntero(contexto, b, firma, args, tipo))
            leido.align = _alineacion(tipo)
            return leido

        return tipo(arreglo, types.intp), generar

    return operacion


def _escribir(tipo: Any) -> Any:
    """Escribe un vector (o una palabra) desde el elemento `i` de un arreglo."""

    @intrinsic
    def operacion(_: Any, arreglo: Any, i: Any, valor: Any) -> Any:
        def generar(contexto: Any, b: Any, firma: Any, args: Any) -> Any:
            b.store(args[2], _puntero(contexto, b, firma, args, tipo)).align = _alineacion(tipo)
            return contexto.get_dummy_value()

        return types.void(arreglo, types.intp, tipo), generar

    return operacion


def _puntero(contexto: Any, b: Any, firma: Any, args: Any, tipo: Any) -> Any:
    datos = contexto.make_array(firma.args[0])(contexto, b, args[0]).data
    return b.bitcast(b.gep(datos, [args[1]]), contexto.get_data_type(tipo).as_pointer())


def _alineacion(tipo: Any) -> int:
    """Los bytes de un elemento: los arreglos de NumPy no prometen más."""
    bits: int = tipo.vector.element.width if isinstance(tipo, _Vector) else tipo.bitwidth
    return bits // 8


def _repetir(elemento: Any) -> Callable[..., Any]:
    """Un vector con el mismo entero en todos los casos."""

    def generar(b: Any, entero: Any) -> Any:
        vector = ir.VectorType(elemento, CASOS)
        escalar = b.trunc(entero, elemento) if entero.type.width > elemento.width else entero
        nada, ceros = ir.Constant(vector, ir.Undefined), ir.Constant(ir.VectorType(_I32, CASOS), [0] * CASOS)
        return b.shuffle_vector(b.insert_element(nada, escalar, ir.Constant(_I32, 0)), nada, ceros)

    return generar


def _comparar(signo: str) -> Any:
    return _de_dos(types.int64, lambda b, x, z: b.bitcast(b.icmp_signed(signo, x, z), _I64))


_y = _de_dos(PLANO, lambda b, x, z: b.and_(x, z))
_o = _de_dos(PLANO, lambda b, x, z: b.or_(x, z))
_xor = _de_dos(PLANO, lambda b, x, z: b.xor(x, z))
_no = _de_uno(PLANO, lambda b, x: b.not_(x))
_enteros, _octetos = _de_uno(ENTEROS, _repetir(_I32)), _de_uno(OCTETOS, _repetir(_I8))
_con_mascara = _de_dos(ENTEROS, lambda b, x, mascara: b.and_(x, mascara))
_mas = _de_dos(ENTEROS, lambda b, x, z: b.add(x, z))
_por = _de_dos(ENTEROS, lambda b, x, z: b.mul(x, z))
_mas_donde, _mas_octetos_donde = _sumar_donde(ENTEROS), _sumar_donde(OCTETOS)
_mayor, _menor_igual, _igual, _al_menos = (_comparar(signo) for signo in (">", "<=", "==", ">="))
_leer_plano, _leer_palabra, _leer_enteros, _leer_octetos = map(_leer, (PLANO, types.int64, ENTEROS, OCTETOS))
_escribir_plano, _escribir_palabra, _escribir_enteros, _escribir_octetos = map(
    _escribir, (PLANO, types.int64, ENTEROS, OCTETOS)
)


# --- La máquina -------------------------------------------------------------------------------


@njit
def _plano(planos: Any, p: Any) -> Any:
    return _leer_plano(planos, p * PALABRAS)


@njit
def _dejar(planos: Any, p: Any, plano: Any) -> None:
    _escribir_plano(planos, p * PALABRAS, plano)


@njit
def _dejar_verdad(planos: Any, d: Any, palabra: Any, conocido: Any, si: Any) -> None:
    """64 casos de una verdad; lo que no se conoce no queda en ninguno de sus dos planos."""
    _escribir_palabra(planos, d * PALABRAS + palabra, conocido & si)
    _escribir_palabra(planos, (d ^ 1) * PALABRAS + palabra, conocido & ~si)


def _con_constante(comparar: Any) -> Any:
    @njit
    def hoja(datos: Any, i: Any, mascara: Any, constante: Any, planos: Any, d: Any) -> None:
        sin_valor, bits, k = _enteros(NO_APLICA), _enteros(mascara), _enteros(constante)
        for palabra in range(PALABRAS):
            x = _leer_enteros(datos, i + palabra * CASOS)
            _dejar_verdad(planos, d, palabra, _mayor(x, sin_valor), comparar(_con_mascara(x, bits), k))

    return hoja


def _con_otra(comparar: Any) -> Any:
    @njit
    def hoja(datos: Any, i: Any, otra: Any, planos: Any, d: Any) -> None:
        sin_valor = _enteros(NO_APLICA)
        for palabra in range(PALABRAS):
            x, z = _leer_enteros(datos, i + palabra * CASOS), _leer_enteros(datos, otra + palabra * CASOS)
            conocido = _mayor(x, sin_valor) & _mayor(z, sin_valor)
            _dejar_verdad(planos, d, palabra, conocido, comparar(x, z))

    return hoja


_columna_menor_igual, _columna_coincide = _con_constante(_menor_igual), _con_constante(_igual)
_columnas_menor_igual, _columnas_iguales = _con_otra(_menor_igual), _con_otra(_igual)


@njit
def _declarado(datos: Any, i: Any, planos: Any, d: Any) -> None:
    no_aplica = _enteros(NO_APLICA)
    for palabra in range(PALABRAS):
        x = _leer_enteros(datos, i + palabra * CASOS)
        _dejar_verdad(planos, d, palabra, -1, _igual(x, no_aplica))


@njit
def _codificar(codigos: Any, i: Any, planos: Any, bits: Any) -> None:
    """Un byte por caso, con un bit por cada plano desde `bits`."""
    for palabra in range(PALABRAS):
        codigo = _octetos(0)
        for bit in range(4):
            dicho = _leer_palabra(planos, (bits + bit) * PALABRAS + palabra)
            codigo = _mas_octetos_donde(codigo, dicho, _octetos(1 << bit))
        _escribir_octetos(codigos, i + palabra * CASOS, codigo)


@njit
def _veredicto(
    planos: Any, d: Any, declarada: Any, aplica: Any, cumple: Any, parcial: Any, plazo: Any
) -> None:
    """La tabla de estados (contrato, sección 4): los bits de `VEREDICTOS` y los planos de `Parte`."""
    no_aplica = _o(_plano(planos, declarada), _plano(planos, aplica ^ 1))
    se_sabe = _y(_plano(planos, aplica), _no(no_aplica))
    no_se_sabe = _no(_o(se_sabe, no_aplica))
    c_si, c_no = _plano(planos, cumple), _plano(planos, cumple ^ 1)
    p_si, p_no = _plano(planos, parcial), _plano(planos, parcial ^ 1)
    a_tiempo, tarde = _plano(planos, plazo), _plano(planos, plazo ^ 1)
    quiza = _no(_o(a_tiempo, tarde))
    logra, falla, duda = _y(se_sabe, c_si), _y(se_sabe, c_no), _y(se_sabe, _no(_o(c_si, c_no)))
    en_parte, en_nada = _y(falla, p_si), _y(falla, p_no)
    medio_quiza, nada_quiza = _y(en_parte, quiza), _y(en_nada, quiza)
    medio_a_tiempo, nada_a_tiempo = _y(en_parte, a_tiempo), _y(en_nada, a_tiempo)
    medio_tarde, nada_tarde = _y(en_parte, tarde), _y(en_nada, tarde)
    hasta_medio = _y(falla, _no(_o(p_si, p_no)))
    desde_medio = _y(duda, p_si)
    nada_sabido = _o(no_se_sabe, _y(duda, _no(p_si)))
    satisfecha = _o(logra, no_aplica)
    medio_dudoso = _o(desde_medio, hasta_medio)
    podria = _o(nada_sabido, desde_medio)
    _dejar(planos, d, _o(_o(logra, nada_tarde), _o(_o(nada_a_tiempo, desde_medio), nada_quiza)))
    _dejar(planos, d + 1, _o(_o(medio_tarde, nada_tarde), _o(podria, medio_quiza)))
    _dejar(planos, d + 2, _o(_o(medio_a_tiempo, nada_a_tiempo), podria))
    _dejar(planos, d + 3, _o(_o(hasta_medio, nada_quiza), medio_quiza))
    _dejar(planos, d + Parte.APLICA, _no(no_aplica))
    _dejar(planos, d + Parte.CUMPLE, logra)
    _dejar(planos, d + Parte.MEDIO_MINIMO, _o(en_parte, desde_medio))
    _dejar(planos, d + Parte.MEDIO_DUDOSO, medio_dudoso)
    _dejar(planos, d + Parte.TODO_DUDOSO, nada_sabido)
    _dejar(planos, d + Parte.OTRO_DUDOSO, _o(medio_dudoso, _o(medio_quiza, nada_quiza)))
    _dejar(planos, d + Parte.MEDIO_CONOCIDO, _y(en_parte, _no(quiza)))
    _dejar(planos, d + Parte.INSATISFECHA, _no(satisfecha))
    _dejar(planos, d + Parte.IMPOSIBLE, _no(_o(satisfecha, podria)))


@njit
def _totalizar(programa: Any, paso: Any, hasta: Any, planos: Any, sumas: Any, i: Any) -> None:
    """Suma a los enteros desde `i` los bits de las instrucciones de `paso` a `hasta`."""
    for palabra in range(PALABRAS):
        total = _leer_enteros(sumas, i + palabra * CASOS)
        for bit in range(paso, hasta):
            dicho = _leer_palabra(planos, programa[bit, 2] * PALABRAS + palabra)
            total = _mas_donde(total, dicho, _enteros(programa[bit, 3]))
        _escribir_enteros(sumas, i + palabra * CASOS, total)


@njit
def _acumular(sumas: Any, i: Any, otra: Any) -> None:
    for palabra in range(PALABRAS):
        total = _mas(_leer_enteros(sumas, i + palabra * CASOS), _leer_enteros(sumas, otra + palabra * CASOS))
        _escribir_enteros(sumas, i + palabra * CASOS, total)


@njit
def _nivel(
    planos: Any,
    d: Any,
    antes: Any,
    impedido: Any,
    sumas: Any,
    i: Any,
    peso: Any,
    umbral: Any,
    niveles: Any,
    fila: Any,
) -> None:
    """Un nivel se alcanza si el anterior se alcanza, nada lo impide y 100·suma ≥ 2·umbral·peso."""
    cien, doble_umbral, uno = _enteros(100), _enteros(umbral), _octetos(1)
    for palabra in range(PALABRAS):
        suma, total = _leer_enteros(sumas, i + palabra * CASOS), _leer_enteros(sumas, peso + palabra * CASOS)
        alcanza = _al_menos(_por(suma, cien), _por(total, doble_umbral))
        alcanza &= _leer_palabra(planos, antes * PALABRAS + palabra)
        alcanza &= ~_leer_palabra(planos, impedido * PALABRAS + palabra)
        _escribir_palabra(planos, d * PALABRAS + palabra, alcanza)
        nivel = _mas_octetos_donde(_leer_octetos(niveles, fila + palabra * CASOS), alcanza, uno)
        _escribir_octetos(niveles, fila + palabra * CASOS, nivel)


@njit
def _en_cero(
    sumas: Any, desde_suma: Any, hasta_suma: Any, niveles: Any, desde_nivel: Any, hasta_nivel: Any
) -> None:
    """Borra lo que el bloque va a acumular."""
    enteros, octetos = _enteros(0), _octetos(0)
    for i in range(desde_suma * BLOQUE, hasta_suma * BLOQUE, CASOS):
        _escribir_enteros(sumas, i, enteros)
    for i in range(desde_nivel * BLOQUE, hasta_nivel * BLOQUE, CASOS):
        _escribir_octetos(niveles, i, octetos)


def _compilada(funcion: Any) -> Any:
    try:
        return njit(nogil=True, cache=True)(funcion)
    except RuntimeError:  # no hay carpeta donde guardar la caché: se compila en cada proceso
        return njit(nogil=True)(funcion)


@_compilada
def correr(
    programa: Any,
    datos: Any,
    evidencias: Any,
    planos: Any,
    codigos: Any,
    verdades: Any,
    sumas: Any,
    niveles: Any,
    anchos: Any,
    desde: Any,
    hasta: Any,
) -> None:
    """Corre el programa de los bloques `desde` a `hasta`.

    Los arreglos van aplanados; `anchos` dice cuántas filas por bloque tienen datos, evidencias,
    codigos, verdades, sumas y niveles, en ese orden. `planos` es la memoria de trabajo: sus dos primeros
    son la verdad «sí».
    """
    pasos = len(programa)
    for bloque in range(desde, hasta):
        dato, evidencia, codigo = bloque * anchos[0], bloque * anchos[1], bloque * anchos[2]
        verdad, suma, nivel = bloque * anchos[3], bloque * anchos[4], bloque * anchos[5]
        _en_cero(sumas, suma, suma + anchos[4], niveles, nivel, nivel + anchos[5])
        paso = 0
        while paso < pasos:
            op, d, a, b = programa[paso, 0], programa[paso, 1], programa[paso, 2], programa[paso, 3]
            c, e, f, g = programa[paso, 4], programa[paso, 5], programa[paso, 6], programa[paso, 7]
            paso += 1
            if op == Op.MENOR_IGUAL:
                _columna_menor_igual(datos, (dato + a) * BLOQUE, b, c, planos, d)
            elif op == Op.COINCIDE:
                _columna_coincide(datos, (dato + a) * BLOQUE, b, c, planos, d)
            elif op == Op.MENOR_IGUAL_QUE:
                _columnas_menor_igual(datos, (dato + a) * BLOQUE, (dato + b) * BLOQUE, planos, d)
            elif op == Op.IGUAL_QUE:
                _columnas_iguales(datos, (dato + a) * BLOQUE, (dato + b) * BLOQUE, planos, d)
            elif op == Op.DECLARADO:
                _declarado(datos, (dato + a) * BLOQUE, planos, d)
            elif op == Op.EVIDENCIA:
                tiene = _plano(evidencias, evidencia + a)
                _dejar(planos, d, tiene)
                _dejar(planos, d ^ 1, _no(tiene))
            elif op == Op.MINIMO:
                si, no = (
                    _y(_plano(planos, a), _plano(planos, b)),
                    _o(_plano(planos, a ^ 1), _plano(planos, b ^ 1)),
                )
                _dejar(planos, d, si)
                _dejar(planos, d ^ 1, no)
            elif op == Op.VERDAD:
                # Como `Verdad`: 0 si se sabe que no, 1 si no se sabe y 2 si se sabe que sí.
                _dejar(planos, d, _no(_o(_plano(planos, b), _plano(planos, b ^ 1))))
                _dejar(planos, d + 1, _plano(planos, b))
                _codificar(verdades, (verdad + a) * BLOQUE, planos, d)
            elif op == Op.VEREDICTO:
                _veredicto(planos, d, b, c, e, f, g)
                _codificar(codigos, (codigo + a) * BLOQUE, planos, d)
            elif op == Op.AMBOS:
                _dejar(planos, d, _y(_plano(planos, a), _plano(planos, b)))
            elif op == Op.SUMADOR:
                x, y, z = _plano(planos, b), _plano(planos, c), _plano(planos, e)
                _dejar(planos, d, _xor(_xor(x, y), z))
                _dejar(planos, a, _o(_y(x, y), _y(_xor(x, y), z)))
            elif op == Op.SEMISUMADOR:
                x, y = _plano(planos, b), _plano(planos, c)
                _dejar(planos, d, _xor(x, y))
                _dejar(planos, a, _y(x, y))
            elif op == Op.ALGUNO:
                _dejar(planos, d, _o(_plano(planos, a), _plano(planos, b)))
            elif op == Op.BIT:
                primero = paso - 1
                while paso < pasos and programa[paso, 0] == Op.BIT and programa[paso, 1] == d:
                    paso += 1
                _totalizar(programa, primero, paso, planos, sumas, (suma + d) * BLOQUE)
            elif op == Op.MAS:
                _acumular(sumas, (suma + d) * BLOQUE, (suma + a) * BLOQUE)
            elif op == Op.NIVEL:
                i, peso, fila = (suma + c) * BLOQUE, (suma + e) * BLOQUE, (nivel + a) * BLOQUE
                _nivel(planos, d, b, g, sumas, i, peso, f, niveles, fila)

"""Los datos del Distrito para llevárselos: con nombres, sin ellos o respuesta por respuesta."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from autodiagnostico import acceso
from autodiagnostico.abiertos import paquete, tablas
from autodiagnostico.abiertos.diccionario import Paquete, diccionario
from autodiagnostico.abiertos.tablas import Tabla
from autodiagnostico.almacen import leer
from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.informes.libro import Celda
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.palabras import valor_en_palabras
from autodiagnostico.permisos import Operacion, puede
from autodiagnostico.sala import Sala
from autodiagnostico.sello import Sello
from autodiagnostico.servicios import diagnosticos, distrito, emision, expediente
from autodiagnostico.servicios.emision import DeQue
from autodiagnostico.servicios.expediente import Expediente
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from motor.caso import Valor, escribir_valor


def emitir(sala: Sala, cual: Paquete, vigencias: Iterable[int]) -> bytes:
    """El ZIP de unas vigencias, con lo que quien pide puede ver; asentado con la huella de lo que lleva.

    Lanza ErrorDePermiso si no puede comparar y ErrorDeServicio si no hay nada que descargar.
    """
    acceso.exigir_alguna(sala, Operacion.COMPARAR)
    pedidas = sorted(set(vigencias), reverse=True)
    llenas = _respuestas(sala, pedidas) if cual is Paquete.RESPUESTAS else _del_cuadro(sala, cual, pedidas)
    if not any(llenas.values()):
        raise ErrorDeServicio(f"No hay nada que descargar de {_en_palabras(pedidas)}.")
    return emision.emitir(
        sala,
        _sello(sala, cual, pedidas, llenas),
        ".zip",
        DeQue(f"vigencia:{pedidas[0]}"),
        lambda sello: paquete.escribir(cual, llenas, sello),
    )


def _en_palabras(vigencias: Sequence[int]) -> str:
    return ", ".join(map(str, vigencias)) or "ninguna vigencia"


def _del_cuadro(sala: Sala, cual: Paquete, vigencias: Sequence[int]) -> dict[str, Tabla]:
    cuadro: Cuadro = distrito.abrir(sala, vigencias)
    return {nombre: _LLENAN[nombre](cuadro) for nombre in diccionario().paquetes[cual].tablas}


_LLENAN: Mapping[str, Callable[[Cuadro], Tabla]] = {
    "madurez": tablas.madurez,
    "resultados": tablas.resultados,
    "no_contadas": tablas.no_contadas,
    "madurez_por_grupo": tablas.madurez_por_grupo,
    "reglas_por_grupo": tablas.reglas_por_grupo,
}


def _respuestas(sala: Sala, vigencias: Sequence[int]) -> dict[str, Tabla]:
    """Las de las entidades cuyo diagnóstico se puede leer y descargar: de un borrador ajeno, ninguna."""
    suyos = [
        d
        for vigencia in vigencias
        for d in diagnosticos.listar(sala, vigencia=vigencia)
        if all(
            puede(sala.quien, o, acceso.sobre(d.entidad)) for o in (acceso.de_lectura(d), Operacion.EXPORTAR)
        )
    ]
    with leer(sala.motor_bd) as sesion:
        armados = expediente.armar_varios(sesion, sala, [d.id for d in suyos])
    filas: Tabla = []
    for d in suyos:
        suyo = armados[d.id]
        if isinstance(suyo, ErrorDeServicio):
            raise ErrorDeServicio(f"{d.entidad.nombre}, vigencia {d.vigencia}: {suyo.mensaje}") from suyo
        filas.extend(_de_un_caso(suyo))
    return {"respuestas": filas}


def _se_baja(sala: Sala, ficha: FichaDeDiagnostico) -> bool:
    sobre = acceso.sobre(ficha.entidad)
    return all(puede(sala.quien, o, sobre) for o in (acceso.de_lectura(ficha), Operacion.EXPORTAR))


def _de_un_caso(suyo: Expediente) -> Iterator[Sequence[Celda]]:
    caso = suyo.caso
    for codigo, criterio in suyo.catalogo.criterios.items():
        respuesta = caso.respuestas.get(codigo)
        if respuesta is not None:
            valor = respuesta.valor
            dicho = "" if valor is None else valor_en_palabras(valor, criterio.opciones or {})
            codigos = (_codigo(valor), dicho, respuesta.no_aplica or "", respuesta.observacion)
            yield caso.vigencia, caso.entidad.codigo, codigo, criterio.pregunta, *codigos


def _codigo(valor: Valor | None) -> str:
    """Un valor como lo lee otro programa, en una casilla."""
    escrito = None if valor is None else escribir_valor(valor)
    if isinstance(escrito, bool):
        return "si" if escrito else "no"
    return ",".join(escrito) if isinstance(escrito, list) else "" if escrito is None else str(escrito)


def _sello(sala: Sala, cual: Paquete, vigencias: Sequence[int], llenas: dict[str, Tabla]) -> Sello:
    """Las entradas son lo pedido; el resultado, cada fila que sale."""
    nombre = diccionario().paquetes[cual].nombre
    dichas = {tabla: [list(map(str, fila)) for fila in filas] for tabla, filas in llenas.items()}
    return emision.de_varios(nombre, sala.catalogo, vigencias[0], list(vigencias), dichas)

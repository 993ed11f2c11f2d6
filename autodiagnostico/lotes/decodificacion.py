"""De una tabla a columnas de enteros, sin leer dos veces el mismo valor.

Un lote repite mucho: en vez de leer celda por celda, se lee cada valor distinto de una columna, con las
mismas funciones que leen un caso suelto. Lo que no se entiende no se juzga aquí: su fila se aparta y se lee
como un caso suelto, que es quien dice todos sus problemas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from autodiagnostico.entrada.casos import MAXIMO_DE_RESPUESTAS
from autodiagnostico.lotes import celdas, vectores
from autodiagnostico.lotes.trozos import Tabla
from motor.caso import PRIMER_ANIO, ULTIMO_ANIO, ValorInvalido, leer_fecha, leer_valor
from motor.poblacion import Columnas, Esquema
from motor.poblacion.esquema import DESCONOCIDO, NO_APLICA, Forma, Numero
from reglas.clases import Clase
from reglas.condiciones import FECHA_DE_CORTE, Ambito, Referencia
from reglas.fichas import Atributo, Criterio

Codigos = tuple[int, ...]
Enteros = NDArray[np.int32]
_RECORDADOS = 100_000
"""Valores de una columna que se recuerdan ya leídos."""


@dataclass
class Decodificada:
    """Una tabla ya en columnas. Las filas `apartadas` no quedaron leídas y hay que leerlas sueltas."""

    columnas: Columnas
    apartadas: NDArray[np.bool_]
    entidades: Any = None
    """Los códigos de entidad, en un arreglo de Arrow."""
    vigencias: Enteros = field(default_factory=lambda: np.zeros(0, np.int32))
    fechas: Enteros = field(default_factory=lambda: np.zeros(0, np.int32))
    """Las fechas de corte, como días ordinales."""


class Decodificador:
    """Lee tablas de un catálogo; recuerda lo ya leído de un trozo al siguiente."""

    def __init__(self, esquema: Esquema) -> None:
        self._esquema = esquema
        self._leidos: dict[str, dict[Any, Codigos | None]] = {}

    def leer(self, tabla: Tabla, fecha: date | None, hoy: date) -> Decodificada:
        """La tabla en columnas; `fecha` manda sobre la de cada fila, y la de la que no trae es `hoy`."""
        catalogo, casos = self._esquema.catalogo, len(tabla.lugares)
        trae = dict(zip(tabla.nombres, tabla.columnas, strict=True))
        leida = Decodificada(Columnas.vacias(self._esquema, casos), np.zeros(casos, np.bool_))
        leida.apartadas[list(tabla.aparte)] = True
        if sum(c in trae for c in catalogo.criterios) > MAXIMO_DE_RESPUESTAS:
            leida.apartadas[:] = True
        for codigo, criterio in catalogo.criterios.items():
            if codigo in trae:
                self._dato(leida, trae[codigo], Referencia(Ambito.CRITERIO, codigo), criterio)
        for codigo, atributo in catalogo.atributos.items():
            if (nombre := f"entidad.{codigo}") in trae:
                self._dato(leida, trae[nombre], Referencia(Ambito.ENTIDAD, codigo), atributo)
        self._identidad(leida, trae)
        (leida.vigencias,) = self._celdas(leida, trae["vigencia"], "vigencia", _vigencia)
        leida.apartadas |= leida.vigencias == DESCONOCIDO
        self._fechas(leida, trae, fecha, hoy)
        return leida

    def _dato(self, leida: Decodificada, columna: Any, dato: Referencia, ficha: Criterio | Atributo) -> None:
        """Lee un criterio o un atributo; el que ninguna condición lee solo se revisa."""
        forma = self._esquema.datos.get(dato)
        exigido = isinstance(ficha, Atributo) and ficha.obligatorio
        if ficha.clase is Clase.TEXTO and forma is None:
            self._textos(leida, columna, exigido=exigido)
            return
        codigos = self._numeros(leida, columna, ficha, forma)
        if codigos is None:
            piezas = 1 if forma is None else forma.columnas
            codigos = self._celdas(leida, columna, str(dato), lambda c: _codigos(ficha, forma, c), piezas)
        if exigido:
            leida.apartadas |= codigos[0] == DESCONOCIDO
        if forma is not None:
            leida.columnas.poner(forma, codigos)

    def _numeros(
        self, leida: Decodificada, columna: Any, ficha: Criterio | Atributo, forma: Forma | None
    ) -> Enteros | None:
        """Una columna que ya viene en números, de una vez."""
        if not isinstance(forma, Numero) or (leidos := vectores.numeros(ficha, columna)) is None:
            return None
        leida.apartadas |= leidos.dudosos
        return np.where(leidos.vacios, DESCONOCIDO, forma.partir_varios(leidos.enteros)).astype(np.int32)

    def _celdas(
        self,
        leida: Decodificada,
        columna: Any,
        nombre: str,
        leer: Callable[[Any], Codigos],
        piezas: int = 1,
    ) -> Enteros:
        """Una columna: cada valor distinto se lee una vez, y el que no se entiende aparta sus filas."""
        if (separada := vectores.distintos(columna)) is None:
            leida.apartadas |= pc.is_valid(columna).to_numpy(zero_copy_only=False)
            return np.full((piezas, len(columna)), DESCONOCIDO, np.int32)
        leidos = self._leidos.setdefault(nombre, {})
        if len(leidos) > _RECORDADOS:
            leidos.clear()
        valores = [self._leido(leidos, valor, leer) for valor in separada.pares()]
        # El último lugar es el de lo vacío: es el que señala NULO.
        nada = (DESCONOCIDO,) * piezas
        codigos = np.array([*(nada if v is None else v for v in valores), nada], np.int32)
        malos = np.array([*(v is None for v in valores), False])
        leida.apartadas |= malos[separada.lugares]
        en_filas: Enteros = codigos[separada.lugares].T
        return en_filas

    def _leido(
        self, leidos: dict[Any, Codigos | None], valor: Any, leer: Callable[[Any], Codigos]
    ) -> Codigos | None:
        clave = (type(valor), tuple(valor) if isinstance(valor, list) else valor)
        if clave not in leidos:
            try:
                leidos[clave] = leer(valor)
            except (ValorInvalido, ValueError):
                leidos[clave] = None
        return leidos[clave]

    def _textos(self, leida: Decodificada, columna: Any, *, exigido: bool) -> Any:
        """Una columna de textos; los dudosos, y los que faltan si se exigen, apartan su fila."""
        if (separada := vectores.distintos(columna)) is None:
            leida.apartadas[:] = True
            return pa.nulls(len(columna), pa.string())
        valores = separada.valores
        if not pa.types.is_string(valores.type):
            escritos = (None if celdas.vacia(v) else celdas.de_entidad(None, v) for v in valores.to_pylist())
            valores = pa.array(escritos, pa.string())
        leida.apartadas |= np.append(vectores.textos_dudosos(valores), False)[separada.lugares]
        lugares = pa.array(separada.lugares, mask=separada.lugares == vectores.NULO)
        textos = pa.DictionaryArray.from_arrays(lugares, valores)
        if exigido:
            vacios = pc.fill_null(pc.equal(textos.cast(pa.string()), ""), fill_value=True)
            leida.apartadas |= vacios.to_numpy(zero_copy_only=False)
        return textos

    def _identidad(self, leida: Decodificada, trae: Mapping[str, Any]) -> None:
        """El código y el nombre, que se exigen, y las listas a las que se pertenece por uno o por otro."""
        codigos, nombres = (
            self._textos(leida, trae[f"entidad.{campo}"], exigido=True) for campo in ("codigo", "nombre")
        )
        normales = vectores.normalizados(nombres.dictionary)
        for codigo, forma in self._esquema.listas.items():
            lista = self._esquema.catalogo.listas[codigo]
            esta = vectores.estan(codigos.dictionary, codigos.indices, lista.codigos)
            esta |= vectores.estan(normales, nombres.indices, lista.nombres)
            si, no = forma.escribir(valor=True), forma.escribir(valor=False)
            leida.columnas.poner(forma, np.where(esta, si[0], no[0])[None])
        leida.entidades = codigos

    def _fechas(self, leida: Decodificada, trae: Mapping[str, Any], fecha: date | None, hoy: date) -> None:
        leida.fechas = np.full(len(leida.apartadas), (fecha or hoy).toordinal(), np.int32)
        if "fecha_corte" in trae:
            (dichas,) = self._celdas(leida, trae["fecha_corte"], "fecha_corte", _fecha_de_corte)
            if fecha is None:
                leida.fechas = np.where(dichas == DESCONOCIDO, leida.fechas, dichas)
        leida.columnas.poner(self._esquema.datos[FECHA_DE_CORTE], leida.fechas[None])


def _codigos(ficha: Criterio | Atributo, forma: Forma | None, celda: Any) -> Codigos:
    """Los códigos de una celda. Lanza ValorInvalido si no se entiende."""
    piezas = 1 if forma is None else forma.columnas
    if celdas.vacia(celda):
        return (DESCONOCIDO,) * piezas
    celdas.revisar_texto(celda)
    if isinstance(ficha, Atributo):
        valor = leer_valor(ficha, celdas.de_entidad(ficha, celda))
    else:
        dicho = celdas.respuesta(ficha, celda)
        if "no_aplica" in dicho:
            if not (ficha.admite_no_aplica and dicho["no_aplica"]):
                raise ValueError(ficha.codigo)
            return (NO_APLICA,) * piezas
        valor = leer_valor(ficha, dicho["valor"])
    return (0,) if forma is None else forma.escribir(valor)


def _vigencia(celda: Any) -> Codigos:
    if celdas.vacia(celda):
        return (DESCONOCIDO,)
    celdas.revisar_texto(celda)
    anio = celdas.numero_entero(celda)
    if not PRIMER_ANIO <= anio <= ULTIMO_ANIO:
        raise ValueError(anio)
    return (anio,)


def _fecha_de_corte(celda: Any) -> Codigos:
    if celdas.vacia(celda):
        return (DESCONOCIDO,)
    celdas.revisar_texto(celda)
    return (leer_fecha(celdas.fecha(celda)).toordinal(),)

"""Leer el paquete de una entidad sin creerle nada: todo se comprueba antes de escribir la primera fila."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from autodiagnostico.ajustes import EVIDENCIAS
from autodiagnostico.almacen import migracion
from autodiagnostico.almacen.tablas import Instantanea, Tabla
from autodiagnostico.asentadas import ASENTADAS, DESDE_CUANDO, huella_de_fila
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.evidencias import TIPOS
from autodiagnostico.evidencias.direcciones import problemas_de_direccion
from autodiagnostico.evidencias.nombres import sanear
from autodiagnostico.mesa import plantilla_de_acta
from autodiagnostico.respaldo.manifiesto import ARCHIVOS, ruta_de
from autodiagnostico.respaldo.paquete import Lector
from autodiagnostico.respaldo.tablas import leer_dato
from autodiagnostico.traslado.manifiesto import BITACORA, ManifiestoDeEntidad
from autodiagnostico.traslado.tablas import INCLUIDAS, de_cuenta, enlaces, tabla_de

_CONTENIDOS = f"{ARCHIVOS}/{EVIDENCIAS}/"
Filas = Mapping[str, list[dict[str, Any]]]
"""Por tabla, sus filas con los números de allá."""


def exigir_conocido(archivo: Path, manifiesto: ManifiestoDeEntidad) -> None:
    """Que lo haya hecho esta versión del programa o una anterior, con las tablas que se esperan."""
    if not migracion.es_conocida(manifiesto.revision):
        problema = (
            f"lo hizo una versión más nueva del programa ({manifiesto.programa}, revisión "
            f"{manifiesto.revision}) y esta no lo sabe leer. Actualice el programa."
        )
        raise ErrorDeEntrada(str(archivo), [problema])
    problemas = [*_tablas_ajenas(manifiesto), *_contenidos_ajenos(manifiesto)]
    if problemas:
        raise ErrorDeEntrada(str(archivo), problemas)


def _tablas_ajenas(manifiesto: ManifiestoDeEntidad) -> Iterator[str]:
    conocidas = {tabla_de(m).name: {*tabla_de(m).c.keys()} for m in INCLUIDAS}
    for tabla in manifiesto.tablas:
        sobran = {*tabla.columnas} - conocidas.get(tabla.nombre, {*tabla.columnas})
        if tabla.nombre not in conocidas:
            yield f"la tabla «{tabla.nombre}» no es de una entidad."
        elif sobran:
            yield f"la tabla «{tabla.nombre}» trae columnas que no existen: {', '.join(sorted(sobran))}."
    if BITACORA not in {p.ruta for p in manifiesto.piezas}:
        yield f"falta «{BITACORA}»."


def _contenidos_ajenos(manifiesto: ManifiestoDeEntidad) -> Iterator[str]:
    """El nombre de un contenido es su huella; así, además, no puede decir otra carpeta."""
    for pieza in manifiesto.archivos:
        if pieza.ruta != f"{_CONTENIDOS}{pieza.sha256}":
            yield f"«{pieza.ruta}» no es la evidencia que su nombre dice."


def huellas_de(manifiesto: ManifiestoDeEntidad) -> dict[str, str]:
    """Los contenidos que trae: su huella y la ruta en el paquete."""
    return {pieza.sha256: pieza.ruta for pieza in manifiesto.archivos}


def leer_filas(archivo: Path, lector: Lector[ManifiestoDeEntidad]) -> Filas:
    """Las filas de un paquete. Lanza ErrorDeEntrada con todo lo que no cuadra."""
    lectura = _Lectura(archivo, lector)
    lectura.comprobar()
    return lectura.leidas


@dataclass(slots=True)
class _Lectura:
    """Las filas, mientras se leen."""

    archivo: Path
    lector: Lector[ManifiestoDeEntidad]
    leidas: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def comprobar(self) -> None:
        problemas: list[str] = []
        declaradas = {t.nombre: t.filas for t in self.lector.manifiesto.tablas}
        for modelo in INCLUIDAS:
            nombre = tabla_de(modelo).name
            try:
                self.leidas[nombre] = list(self._filas(modelo)) if nombre in declaradas else []
            except (ValueError, KeyError, TypeError, AttributeError):
                problemas.append(f"la tabla «{nombre}» trae una fila que no se entiende.")
                continue
            if len(self.leidas[nombre]) != declaradas.get(nombre, 0):
                problemas.append(f"la tabla «{nombre}» no trae las filas que su manifiesto dice.")
        if not problemas:
            problemas += [*self._sueltas(), *self._cambiadas(), *self._enganosas()]
        if problemas:
            raise ErrorDeEntrada(str(self.archivo), problemas)

    def _filas(self, modelo: type[Tabla]) -> Iterator[dict[str, Any]]:
        tabla = tabla_de(modelo)
        for renglon in self.lector.renglones(ruta_de(tabla.name)):
            fila = json.loads(renglon)
            leida = {nombre: _dato(tabla.c[nombre], valor) for nombre, valor in fila.items()}
            if not {"id", *enlaces(modelo)} <= leida.keys():
                raise KeyError("id")
            modelo.model_validate(leida, strict=True)
            yield {**dict.fromkeys(de_cuenta(modelo)), **leida, "id": int(leida["id"])}

    def _sueltas(self) -> Iterator[str]:
        """Una sola entidad, y ninguna fila de algo que no viene."""
        if [f["codigo"] for f in self.leidas["entidad"]] != [self.lector.manifiesto.entidad.codigo]:
            yield "no trae una sola entidad, la que su manifiesto dice."
        vienen = {nombre: {f["id"] for f in filas} for nombre, filas in self.leidas.items()}
        for modelo in INCLUIDAS:
            nombre = tabla_de(modelo).name
            for columna, padre in enlaces(modelo).items():
                if not {f[columna] for f in self.leidas[nombre]} - {None} <= vienen[padre]:
                    yield f"la tabla «{nombre}» nombra filas de «{padre}» que no vienen."

    def _cambiadas(self) -> Iterator[str]:
        """Lo que la bitácora de allá asentó es lo que viene: nadie lo cambió por el camino."""
        asentadas: dict[str, dict[int, str]] = {}
        for renglon in self.lector.renglones(BITACORA):
            detalle = json.loads(json.loads(renglon)["detalle"])
            if isinstance(detalle, dict) and "tabla" in detalle:
                asentadas.setdefault(detalle["tabla"], {})[detalle["fila"]] = detalle["huella"]
        for nombre, una in ASENTADAS.items():
            dicha = una.dicha
            for fila in self.leidas[nombre]:
                suya = una.tabla(**fila)
                esperada = asentadas.get(nombre, {}).get(fila["id"])
                if esperada is not None and huella_de_fila(suya) != esperada:
                    yield f"{dicha} {fila['id']} no es lo que se asentó allá: alguien lo cambió."
                elif esperada is None and nombre not in DESDE_CUANDO:
                    yield f"{dicha} {fila['id']} no está en la bitácora que viene."
                elif isinstance(suya, Instantanea) and suya.huella != huella_de_fila(suya):
                    yield f"el cierre {suya.numero} no es lo que se congeló: alguien lo cambió."

    def _enganosas(self) -> Iterator[str]:
        """Evidencias y plantillas que aquí no se admitirían."""
        for fila in self.leidas["evidencia"]:
            archivo, direccion = fila["archivo"], fila["direccion"]
            bien = archivo is None or (archivo == sanear(archivo) and fila["tipo"] in TIPOS)
            if not bien or (direccion is not None and any(problemas_de_direccion(direccion))):
                yield f"la evidencia {fila['id']} trae un archivo o una dirección que no se admite."
        for fila in self.leidas["plantilla_de_mesa"]:
            try:
                plantilla_de_acta.recibir(fila["nombre"], base64.b64decode(fila["contenido"], validate=True))
            except ValueError:
                yield "la plantilla de acta no se entiende."
            except ErrorDeEntrada as error:
                yield from (f"la plantilla de acta: {problema}" for problema in error.problemas)


def _dato(columna: sa.Column[Any], valor: Any) -> Any:
    """Como lo guarda el programa; un JSON, ya leído."""
    dato = leer_dato(columna, valor)
    return json.loads(dato) if isinstance(columna.type, sa.JSON) and dato is not None else dato

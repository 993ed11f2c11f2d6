"""Traer una entidad de un paquete: se comprueba todo, y queda toda o no queda nada."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, select

from autodiagnostico import bitacora
from autodiagnostico.almacen.tablas import (
    BaseDeReglas,
    Cuenta,
    Entidad,
    Evidencia,
    Instantanea,
    Tabla,
    ahora,
)
from autodiagnostico.asentadas import ASENTADAS, huella_de_fila
from autodiagnostico.errores import ErrorDeEntrada
from autodiagnostico.evidencias.nombres import clave_de
from autodiagnostico.nombradas import con_el_codigo
from autodiagnostico.respaldo.paquete import Lector
from autodiagnostico.sala import Sala
from autodiagnostico.traslado.lectura import Filas, huellas_de, leer_filas
from autodiagnostico.traslado.manifiesto import ManifiestoDeEntidad
from autodiagnostico.traslado.tablas import INCLUIDAS, de_cuenta, enlaces, tabla_de

TRAIDA = "entidad traída"
_FILA_TRAIDA = "fila traída"
_ASENTADAS = frozenset(una.tabla for una in ASENTADAS.values())


@dataclass(frozen=True, slots=True)
class Importada:
    """Lo que se trajo. `sin_archivo` son las evidencias cuyo archivo no venía."""

    entidad_id: int
    codigo: str
    nombre: str
    filas: int
    sin_archivo: tuple[str, ...]


def importar(
    sesion: Session, sala: Sala, archivo: Path, lector: Lector[ManifiestoDeEntidad], codigo: str | None
) -> Importada:
    """Agrega la entidad y todo lo suyo en la transacción abierta. Lanza ErrorDeEntrada con lo malo."""
    traslado = _Traslado(sesion, sala, archivo, lector.manifiesto, leer_filas(archivo, lector))
    try:
        return traslado.hacer(codigo or lector.manifiesto.entidad.codigo)
    except (IntegrityError, DataError, OverflowError, UnicodeEncodeError) as error:
        raise ErrorDeEntrada(str(archivo), ["trae filas que la base de datos no admite."]) from error


@dataclass(slots=True)
class _Traslado:
    """Lleva las filas del paquete a la base, con sus números nuevos."""

    sesion: Session
    sala: Sala
    archivo: Path
    manifiesto: ManifiestoDeEntidad
    leidas: Filas
    numeros: dict[str, dict[int, int]] = field(default_factory=dict)
    """Por tabla: el número de allá y el de aquí."""
    autores: dict[int, int] = field(default_factory=dict)

    def hacer(self, codigo: str) -> Importada:
        self._exigir_libre(codigo)
        self._crear_autores()
        for modelo in INCLUIDAS:
            nombre = tabla_de(modelo).name
            self.numeros[nombre] = {}
            for fila in self.leidas[nombre]:
                self.numeros[nombre][fila["id"]] = self._poner(modelo, fila, codigo)
        (entidad_id,) = self.numeros["entidad"].values()
        manifiesto = self.manifiesto
        bitacora.asentar(
            self.sesion,
            self.sala,
            TRAIDA,
            objeto=f"entidad:{entidad_id}",
            entidad_id=entidad_id,
            instalacion=manifiesto.instalacion,
            codigo_de_alla=manifiesto.entidad.codigo,
            creado=manifiesto.creado.isoformat(),
            filas=manifiesto.filas,
        )
        trae = huellas_de(manifiesto)
        faltan = [f["nombre"] for f in self.leidas["evidencia"] if f["huella"] and f["huella"] not in trae]
        nombre_ = self.leidas["entidad"][0]["nombre"]
        return Importada(entidad_id, codigo, nombre_, manifiesto.filas, tuple(faltan))

    def _exigir_libre(self, codigo: str) -> None:
        otra = con_el_codigo(self.sesion, codigo)
        if otra is not None:
            raise ErrorDeEntrada(
                str(self.archivo),
                [
                    f"aquí ya hay una entidad con el código «{otra.codigo}»: «{otra.nombre}», y traerla la "
                    "mezclaría con ella. Indique otro código con --codigo; el de allá sigue escrito en lo ya "
                    "enviado y cerrado."
                ],
            )

    def _crear_autores(self) -> None:
        """Una cuenta inactiva por cada quien, para que la historia siga diciendo quién hizo qué."""
        for numero, nombre in self.manifiesto.autores.items():
            correo = f"{self.manifiesto.instalacion[:16]}-{numero}@traida.invalid"
            suya = self.sesion.exec(select(Cuenta).where(Cuenta.correo == correo)).first()
            if suya is None:
                suya = Cuenta(correo=correo, nombre=nombre, activa=False, desactivada=ahora())
                self.sesion.add(suya)
                self.sesion.flush()
            self.autores[numero] = suya.id or 0

    def _poner(self, modelo: type[Tabla], fila: Mapping[str, Any], codigo: str) -> int:
        """Agrega una fila, y la asienta si es de las que se asientan; dice su número de aquí."""
        if modelo is BaseDeReglas:
            ya = select(BaseDeReglas.id).where(BaseDeReglas.digesto == fila["digesto"])
            numero = self.sesion.exec(ya).first()
            if numero is not None:
                return numero
        datos = {c: v for c, v in fila.items() if c != "id"}
        for columna, padre in enlaces(modelo).items():
            datos[columna] = None if fila[columna] is None else self.numeros[padre][fila[columna]]
        for columna in de_cuenta(modelo):
            datos[columna] = None if fila[columna] is None else self.autores.get(fila[columna])
        if modelo is Entidad:
            datos["codigo"] = codigo
        if modelo is Evidencia:
            datos["clave"] = clave_de(datos["nombre"])
        nueva: Any = modelo(**datos)
        if isinstance(nueva, Instantanea):
            nueva.huella = huella_de_fila(nueva)
        if modelo in _ASENTADAS:
            (entidad_id,) = self.numeros["entidad"].values()
            bitacora.asentar_fila(self.sesion, self.sala, _FILA_TRAIDA, nueva, entidad_id=entidad_id)
        else:
            self.sesion.add(nueva)
            self.sesion.flush()
        return int(nueva.id)

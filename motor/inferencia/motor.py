"""El motor compilado de una edición: las etapas, una tras otra, sobre un mismo caso."""

from __future__ import annotations

from motor.caso import Caso
from motor.inferencia.anfitrion import Anfitrion
from motor.inferencia.correccion import Correccion
from motor.inferencia.deduccion import Deduccion, Deducido
from motor.inferencia.eleccion import Eleccion
from motor.inferencia.estados import Estados
from motor.inferencia.horizontes import Horizontes
from motor.inferencia.niveles import EtapaDeNiveles
from motor.lectura import Lectura
from reglas.catalogo import Edicion

RECORDADOS = 16
"""Entidades de las que se recuerda lo último deducido; cada una ocupa cerca de un megabyte."""


class Motor:
    """Una edición compilada. No es seguro entre hilos: quien lo usa pone el candado."""

    def __init__(self, edicion: Edicion) -> None:
        self.edicion = edicion
        self._anfitrion = Anfitrion()
        self._anteriores: dict[tuple[str, int], tuple[Caso, Deducido]] = {}
        try:
            self._deduccion = Deduccion(self._anfitrion, edicion)
            self._estados = Estados(self._anfitrion, edicion)
            self._niveles = EtapaDeNiveles(self._anfitrion, edicion)
            self._correccion = Correccion(self._anfitrion, edicion)
            self._eleccion = Eleccion(self._anfitrion, edicion)
            self._horizontes = Horizontes(self._anfitrion, edicion)
        except BaseException:
            self.cerrar()
            raise

    def leer(self, caso: Caso) -> Lectura:
        """Todo lo que se deduce del caso; se aprovecha lo que no cambió desde el anterior de la entidad.

        Si es el mismo otra vez, se deduce entero: quien lo repite es porque no se fía de la primera.
        """
        quien = (caso.entidad.codigo, caso.vigencia)
        deducido = self._deduccion.deducir(caso, self._anterior(quien, caso))
        veredictos = self._estados.deducir(caso, deducido.verdades)
        corregir = self._correccion.deducir(caso, veredictos)
        elegida = self._eleccion.deducir(caso, veredictos, corregir)
        lectura = Lectura(
            hechos={codigo: deducido.verdades[codigo] for codigo in self.edicion.hechos},
            veredictos=veredictos,
            niveles=self._niveles.deducir(veredictos),
            propuestas=self._horizontes.deducir(elegida),
            leido=self._deduccion.leido(deducido),
        )
        self._anteriores[quien] = caso, deducido
        return lectura

    def _anterior(self, quien: tuple[str, int], caso: Caso) -> tuple[Caso, Deducido] | None:
        """El caso anterior de una entidad, con lo deducido; si es el mismo, o ya se olvidó, ninguno."""
        anterior = self._anteriores.pop(quien, None)
        if anterior is not None and anterior[0] == caso:
            anterior = None
        if anterior is None:
            self._anfitrion.olvidar(quien)
        while len(self._anteriores) >= RECORDADOS:
            mas_viejo = next(iter(self._anteriores))
            del self._anteriores[mas_viejo]
            self._anfitrion.olvidar(mas_viejo)
        self._anfitrion.atender(quien)
        return anterior

    def cerrar(self) -> None:
        """Devuelve la memoria; el motor ya no sirve."""
        self._anfitrion.cerrar()

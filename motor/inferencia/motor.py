"""El motor compilado de una edición: las etapas, una tras otra, sobre un mismo caso."""

from __future__ import annotations

from motor.caso import Caso
from motor.inferencia.anfitrion import Anfitrion
from motor.inferencia.correccion import Correccion
from motor.inferencia.deduccion import Deduccion
from motor.inferencia.eleccion import Eleccion
from motor.inferencia.estados import Estados
from motor.inferencia.horizontes import Horizontes
from motor.inferencia.niveles import EtapaDeNiveles
from motor.lectura import Lectura
from reglas.catalogo import Edicion


class Motor:
    """Una edición compilada. No es seguro entre hilos: quien lo usa pone el candado."""

    def __init__(self, edicion: Edicion) -> None:
        self.edicion = edicion
        self._anfitrion = Anfitrion()
        self._ultimo: Caso | None = None
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
        """Todo lo que se deduce del caso; de lo que no cambió desde el anterior, se aprovecha lo deducido.

        Si es el mismo otra vez, se deduce entero: quien lo repite es porque no se fía de la primera.
        """
        if caso == self._ultimo:
            self._anfitrion.olvidar()
            self._deduccion.olvidar()
        self._ultimo = caso
        deducido = self._deduccion.deducir(caso)
        veredictos = self._estados.deducir(caso, deducido.verdades)
        corregir = self._correccion.deducir(caso, veredictos)
        elegida = self._eleccion.deducir(caso, veredictos, corregir)
        return Lectura(
            hechos={codigo: deducido.verdades[codigo] for codigo in self.edicion.hechos},
            veredictos=veredictos,
            niveles=self._niveles.deducir(veredictos),
            propuestas=self._horizontes.deducir(elegida),
            leido=self._deduccion.leido(deducido),
        )

    def cerrar(self) -> None:
        """Devuelve la memoria; el motor ya no sirve."""
        self._anfitrion.cerrar()

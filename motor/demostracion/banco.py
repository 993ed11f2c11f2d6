"""Lo que comparten las pruebas: la edición, cómo preguntarle y cómo mostrar lo que se halla."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from motor.demostracion.relato import contar, lecturas, lecturas_de
from motor.demostracion.resultado import Ejemplo, Gravedad, Observacion
from motor.restricciones import Dominios, Modelo, Proposicion, Solucion, caso_de, resolver
from reglas.catalogo import Edicion, Regla
from reglas.condiciones import Expresion, Referencia
from reglas.palabras import Palabras

Tarea = tuple[str, Callable[[], Iterable[Observacion]]]
"""De qué se habla, y cómo examinarlo."""
Tareas = Iterator[Tarea]


class Banco:
    """El banco en que se prueba una edición."""

    def __init__(self, edicion: Edicion, limite: float) -> None:
        self.edicion = edicion
        self.limite = limite
        self._dominios = Dominios(edicion, cerca=True)
        self._palabras = Palabras(edicion.catalogo)
        self._contradicciones = {
            codigo: frozenset(lecturas(edicion, [c.cuando])) for codigo, c in edicion.contradicciones.items()
        }

    def modelo(self, *, completo: bool = True) -> Modelo:
        """Un modelo vacío de la edición, con la fecha de corte libre."""
        return Modelo(self._dominios, completo=completo)

    def buscar(self, modelo: Modelo, *supuestos: Proposicion) -> Solucion | None:
        """Un caso en que todo lo supuesto es cierto, o None si está demostrado que no lo hay."""
        return resolver(modelo.logica, supuestos, self.limite)

    def alcance(self, datos: Iterable[Referencia | str]) -> frozenset[Referencia | str]:
        """Unos datos, y los que alguna contradicción ata con ellos de cerca o de lejos."""
        tocados, lejos = set(datos), list(self._contradicciones.values())
        while cerca := [leidos for leidos in lejos if leidos & tocados]:
            tocados.update(*cerca)
            lejos = [leidos for leidos in lejos if not leidos & tocados]
        return frozenset(tocados)

    def coherente(self, modelo: Modelo, *reglas: Regla) -> Proposicion:
        """Que las respuestas no se contradigan, hasta donde eso toca lo que leen unas reglas."""
        alcance = self.alcance(d for r in reglas for d in lecturas_de(self.edicion, r))
        suyas = (
            c for codigo, c in self.edicion.contradicciones.items() if self._contradicciones[codigo] & alcance
        )
        return modelo.logica.y(*(~modelo.caso.juicio(c.cuando).si for c in suyas))

    def decir(self, expresion: Expresion) -> str:
        """Una condición en palabras."""
        return self._palabras.de(expresion)

    def titulo(self, codigo: str) -> str:
        """Una regla por su título y su código."""
        return f"«{self.edicion.reglas[codigo].ficha.titulo}» ({codigo})"

    def ejemplo(self, modelo: Modelo, solucion: Solucion, *reglas: Regla) -> Ejemplo:
        """El caso de una solución, contado con los datos que deciden unas reglas."""
        return self.contar(modelo, solucion, (d for r in reglas for d in lecturas_de(self.edicion, r)))

    def contar(self, modelo: Modelo, solucion: Solucion, datos: Iterable[Referencia | str]) -> Ejemplo:
        """El caso de una solución, contado con unos datos."""
        return contar(self.edicion, caso_de(modelo, solucion), datos)


def aplica(modelo: Modelo, regla: Regla) -> Proposicion:
    """La regla rige, se sabe que aplica y no se declaró «no aplica»."""
    estados = modelo.caso.regla(regla)
    return modelo.logica.y(modelo.rige(regla), estados.aplica.si, ~estados.declarada)


def defecto(sujeto: str, mensaje: str, ejemplo: Ejemplo | None = None) -> Observacion:
    """Algo que hay que corregir."""
    return Observacion(Gravedad.DEFECTO, sujeto, mensaje, ejemplo)


def nota(sujeto: str, mensaje: str, ejemplo: Ejemplo | None = None) -> Observacion:
    """Algo que conviene mirar."""
    return Observacion(Gravedad.NOTA, sujeto, mensaje, ejemplo)

"""De un cuadro y su correspondencia a las medidas que trae: todas, o todo lo que no se admite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autodiagnostico.libros import CeldaInvalida, DefectoDeCelda
from autodiagnostico.libros.celdas import Crudo, a_decimal, a_entero, a_texto
from autodiagnostico.libros.cuadros import Cuadro, ErrorDeArchivo, Fila
from autodiagnostico.medidas import columnas
from autodiagnostico.medidas.columnas import ANO, ENTIDAD, MEDICION, POLITICA, VALOR, Correspondencia
from autodiagnostico.medidas.marco import Nombrado, marco, por_titulo
from autodiagnostico.nombradas import Buscador
from autodiagnostico.servicios.fichas import FichaDeEntidad
from motor.caso import MAXIMO_TEXTO
from reglas.errores import parecido
from reglas.texto import normalizar

_ANOS = (1900, 2200)


@dataclass(frozen=True, slots=True)
class Medida:
    """Lo que dio una medición: `ambito` es el índice general o una política."""

    entidad_id: int
    medicion: str
    ano: int
    ambito: str
    valor: float

    @property
    def de_que(self) -> tuple[int, str, int, str]:
        """Lo que no se repite."""
        return self.entidad_id, self.medicion, self.ano, self.ambito


@dataclass(frozen=True, slots=True)
class NoReconocida:
    """Una entidad del archivo que aquí no se conoce: en qué filas está y a cuál se parece."""

    escrita: str
    filas: tuple[int, ...]
    sugerida: FichaDeEntidad | None


@dataclass(frozen=True, slots=True)
class Lectura:
    """Lo que trae un archivo. `vacias` son las celdas de valor sin nada: no se toman por cero."""

    medidas: tuple[Medida, ...]
    no_reconocidas: tuple[NoReconocida, ...]
    vacias: int


def leer_medidas(
    cuadro: Cuadro,
    correspondencia: Correspondencia,
    ambitos: list[Nombrado],
    entidades: Sequence[FichaDeEntidad],
) -> Lectura:
    """Las medidas de un cuadro. Lanza ErrorDeArchivo con todas las celdas que no se admiten.

    Una entidad que no se conoce no es un error: el archivo puede traer las de todo el país.
    """
    defectos = list(columnas.problemas(correspondencia, cuadro))
    if defectos:
        raise ErrorDeArchivo(defectos)
    lector = _Lector(cuadro, correspondencia, ambitos, entidades)
    medidas = tuple(m for fila in cuadro.filas for m in lector.fila(fila))
    if lector.defectos:
        raise ErrorDeArchivo(lector.defectos)
    no_reconocidas = [
        NoReconocida(escrita, tuple(filas), lector.buscador.parecida(escrita))
        for escrita, filas in lector.desconocidas.items()
    ]
    return Lectura(medidas, tuple(no_reconocidas), lector.vacias)


@dataclass(slots=True)
class _Lector:
    """Recorre las filas anotando lo que no se admite en vez de detenerse."""

    cuadro: Cuadro
    correspondencia: Correspondencia
    ambitos: list[Nombrado]
    entidades: Sequence[FichaDeEntidad]
    defectos: list[DefectoDeCelda] = field(default_factory=list)
    desconocidas: dict[str, list[int]] = field(default_factory=dict)
    vacias: int = 0
    buscador: Buscador = field(init=False)
    _por_numero: dict[int, FichaDeEntidad] = field(init=False)
    _vistas: dict[tuple[int, str, int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.buscador = Buscador(self.entidades)
        self._por_numero = {e.id: e for e in self.entidades}

    def fila(self, fila: Fila) -> Iterator[Medida]:
        antes = len(self.defectos)
        escrita = self._texto(fila, ENTIDAD)
        suyas = self._suyas(escrita)
        if escrita and not suyas:
            # Lo demás de la fila no se mira: puede ser de otra parte del país.
            self.desconocidas.setdefault(escrita, []).append(fila[0])
            return
        if len(suyas) > 1:
            codigos = ", ".join(e.codigo for e in suyas)
            mensaje = f"{len(suyas)} entidades se llaman así."
            self._anotar(fila, self._columna(ENTIDAD), CeldaInvalida(mensaje, f"su código: {codigos}"))
        medicion = self._de_lista(fila, MEDICION, marco().mediciones) or self.correspondencia.medicion
        ano = self._ano(fila)
        valores = list(self._valores(fila))
        if len(self.defectos) > antes or ano is None:
            return
        for indice, ambito, valor in valores:
            medida = Medida(suyas[0].id, medicion, ano, ambito, valor)
            repetida = self._vistas.setdefault(medida.de_que, fila[0])
            if repetida != fila[0]:
                mensaje = f"Esa medida de «{suyas[0].nombre}» ya está en la fila {repetida}."
                self._anotar(fila, indice, CeldaInvalida(mensaje, "una sola vez"))
            yield medida

    def _suyas(self, escrita: str) -> list[FichaDeEntidad]:
        """Las entidades que se llaman así; la que alguien dijo que es, manda."""
        elegida = self._por_numero.get(self.correspondencia.iguales.get(escrita, 0))
        return [elegida] if elegida is not None else self.buscador.buscar(escrita)

    def _columna(self, papel: str) -> int:
        return self.correspondencia.papeles.index(papel)

    def _texto(self, fila: Fila, papel: str) -> str:
        indice = self._columna(papel)
        try:
            texto = a_texto(fila[1][indice], MAXIMO_TEXTO)
            if not texto:
                raise CeldaInvalida("La celda está vacía.", "el código, el nombre o el NIT de la entidad")
        except CeldaInvalida as error:
            self._anotar(fila, indice, error)
            return ""
        return texto

    def _de_lista(self, fila: Fila, papel: str, admitidos: Sequence[Nombrado]) -> str:
        """El código de lo que dice una celda, de entre unas cosas con nombre; vacío si no hay columna."""
        indice = self.correspondencia.columna(papel)
        if indice is None:
            return ""
        try:
            return _elegido(a_texto(fila[1][indice], MAXIMO_TEXTO), admitidos)
        except CeldaInvalida as error:
            self._anotar(fila, indice, error)
            return ""

    def _ano(self, fila: Fila) -> int | None:
        indice = self.correspondencia.columna(ANO)
        if indice is None:
            return self.correspondencia.ano
        try:
            return a_entero(fila[1][indice], *_ANOS)
        except CeldaInvalida as error:
            self._anotar(fila, indice, error)
            return None

    def _valores(self, fila: Fila) -> Iterator[tuple[int, str, float]]:
        """La columna, el ámbito y el valor de cada medida de la fila."""
        for indice, papel in enumerate(self.correspondencia.papeles):
            ambito = columnas.ambito_de(papel)
            if ambito is None and papel != VALOR:
                continue
            crudo = fila[1][indice]
            if crudo.vacio:
                self.vacias += 1
                continue
            try:
                valor = _en_escala(crudo)
            except CeldaInvalida as error:
                self._anotar(fila, indice, error)
                continue
            de_columna = ambito or self._de_lista(fila, POLITICA, self.ambitos) or marco().indice.codigo
            yield indice, de_columna, valor

    def _anotar(self, fila: Fila, indice: int, error: CeldaInvalida) -> None:
        crudo = fila[1][indice]
        self.defectos.append(
            DefectoDeCelda(
                error.mensaje,
                hoja=self.cuadro.hoja,
                fila=fila[0],
                columna=self.cuadro.letra(indice),
                campo=self.cuadro.titulos[indice],
                llego="" if crudo.vacio else crudo.visto,
                admite=error.admite,
                sugerencia=error.sugerencia,
            )
        )


def _en_escala(crudo: Crudo) -> float:
    escala = marco().escala
    valor = a_decimal(crudo)
    if not escala.minimo <= valor <= escala.maximo:
        raise CeldaInvalida("El valor está fuera de la escala.", f"de {escala.minimo:g} a {escala.maximo:g}")
    return float(valor)


def _elegido(texto: str, admitidos: Sequence[Nombrado]) -> str:
    por_nombre: Mapping[str, str] = por_titulo(tuple(admitidos))
    if normalizar(texto) in por_nombre:
        return por_nombre[normalizar(texto)]
    nombres = {n.codigo: n.nombre for n in admitidos}
    cercano = parecido(texto, por_nombre)
    raise CeldaInvalida(
        "No está en la lista." if texto else "La celda está vacía.",
        ", ".join(nombres.values()),
        nombres[por_nombre[cercano]] if cercano else "",
    )

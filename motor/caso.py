"""El caso que se evalúa: una entidad, una vigencia, una fecha de corte y sus respuestas.

`leer_caso` convierte los datos de fuera (JSON ya leído) en un `Caso` con todos sus valores
comprobados contra el catálogo, o lanza `ErrorDeCaso` con todos los problemas.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from motor.errores import ErrorDeCaso, Problema
from reglas.catalogo import Catalogo
from reglas.clases import CLAVES_SI_PARCIAL_NO, DECIMALES, Clase
from reglas.condiciones import FECHA_DE_CORTE, Ambito, Referencia
from reglas.errores import sugerencia
from reglas.fichas import Atributo, Criterio
from reglas.resolucion import claves_de

Valor = bool | int | float | str | date | tuple[str, ...]
"""Lo que vale un dato respondido. `opciones` es una tupla de claves en el orden del catálogo."""

MAXIMO_ENTERO = 10**12
MAXIMO_TEXTO = 4000
PRIMER_ANIO, ULTIMO_ANIO = 1900, 2200
"""Años que admite una fecha respondida."""


@dataclass(frozen=True, slots=True)
class Respuesta:
    """Lo respondido a un criterio. Sin valor ni «no aplica», está sin responder."""

    valor: Valor | None = None
    no_aplica: str | None = None
    evidencias: tuple[str, ...] = ()
    observacion: str = ""


@dataclass(frozen=True, slots=True)
class Entidad:
    """Quién se evalúa; un atributo ausente se desconoce."""

    codigo: str
    nombre: str
    atributos: Mapping[str, Valor] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caso:
    """Una entidad en una vigencia, con lo que ha respondido, a una fecha de corte."""

    entidad: Entidad
    vigencia: int
    fecha_corte: date
    respuestas: Mapping[str, Respuesta] = field(default_factory=dict)

    def valor(self, dato: Referencia) -> Valor | None:
        """El valor de un criterio, de un atributo o del caso mismo; None si se desconoce."""
        if dato == FECHA_DE_CORTE:
            return self.fecha_corte
        if dato.ambito is Ambito.ENTIDAD:
            return self.entidad.atributos.get(dato.codigo)
        respuesta = self.respuestas.get(dato.codigo)
        return None if respuesta is None else respuesta.valor

    def no_aplica(self, codigo: str) -> bool:
        """Si el criterio se declaró «no aplica»."""
        respuesta = self.respuestas.get(codigo)
        return respuesta is not None and respuesta.no_aplica is not None

    def con_valores(self, valores: Mapping[str, Valor]) -> Caso:
        """El mismo caso con otros valores en algunos criterios; conserva evidencias y observaciones."""
        respuestas = dict(self.respuestas)
        for codigo, valor in valores.items():
            respuestas[codigo] = replace(respuestas.get(codigo, Respuesta()), valor=valor, no_aplica=None)
        return replace(self, respuestas=respuestas)


def cambiados(antes: Caso, ahora: Caso) -> set[Referencia] | None:
    """Los criterios cuya respuesta no es la misma; None si puede haber cambiado cualquier cosa."""
    if antes.entidad != ahora.entidad or antes.fecha_corte != ahora.fecha_corte:
        return None
    codigos = antes.respuestas.keys() | ahora.respuestas.keys()
    distintos = (c for c in codigos if antes.respuestas.get(c) != ahora.respuestas.get(c))
    return {Referencia(Ambito.CRITERIO, c) for c in distintos}


class ValorInvalido(Exception):
    """Un valor no conviene a su clase; `admite` dice qué se admite."""

    def __init__(self, mensaje: str, admite: str) -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje
        self.admite = admite


def leer_valor(ficha: Criterio | Atributo, crudo: Any) -> Valor:
    """Comprueba y normaliza un valor de fuera para un criterio o atributo. Lanza ValorInvalido."""
    match ficha.clase:
        case Clase.SI_NO:
            return bool(_exigir(crudo, isinstance(crudo, bool), "true o false"))
        case Clase.SI_PARCIAL_NO | Clase.OPCION:
            return _clave(crudo, claves_de(ficha.clase, ficha.opciones))
        case Clase.OPCIONES:
            return _claves(crudo, claves_de(ficha.clase, ficha.opciones))
        case Clase.FECHA:
            return leer_fecha(crudo)
        case Clase.ENTERO:
            entero = isinstance(crudo, int) and not isinstance(crudo, bool)
            _exigir(crudo, entero and abs(crudo) <= MAXIMO_ENTERO, "un número entero")
            return int(_en_rango(ficha, crudo))
        case Clase.PORCENTAJE:
            numero = isinstance(crudo, int | float) and not isinstance(crudo, bool)
            _exigir(crudo, numero and math.isfinite(crudo), "un número de 0 a 100")
            return _en_rango(ficha, round(crudo, DECIMALES))
        case Clase.TEXTO:
            return _texto(crudo)


def _exigir(crudo: Any, bien: bool, admite: str) -> Any:
    if not bien:
        raise ValorInvalido(f"el valor {_mostrar(crudo)} no se admite.", admite)
    return crudo


_EN_JSON = {"None": "null", "True": "true", "False": "false"}


def _mostrar(crudo: Any) -> str:
    """Lo que llegó, como se ve en el JSON."""
    texto = f"«{crudo}»" if isinstance(crudo, str) else _EN_JSON.get(repr(crudo), repr(crudo))
    return texto if len(texto) <= 80 else texto[:77] + "…"  # noqa: PLR2004 - un mensaje se lee de un vistazo


def _clave(crudo: Any, claves: tuple[str, ...]) -> str:
    admite = ", ".join(claves)
    if not isinstance(crudo, str):
        raise ValorInvalido(f"el valor {_mostrar(crudo)} no es una clave.", admite)
    if crudo not in claves:
        raise ValorInvalido(f"la clave {_mostrar(crudo)} no existe.{sugerencia(crudo, claves)}", admite)
    return crudo


def _claves(crudo: Any, claves: tuple[str, ...]) -> tuple[str, ...]:
    admite = "una lista de " + ", ".join(claves)
    if not isinstance(crudo, list | tuple):
        raise ValorInvalido(f"el valor {_mostrar(crudo)} no es una lista.", admite)
    dadas = [_clave(c, claves) for c in crudo]
    if len(set(dadas)) != len(dadas):
        raise ValorInvalido("la lista repite claves.", "claves distintas")
    return tuple(c for c in claves if c in dadas)


def leer_fecha(crudo: Any) -> date:
    """Una fecha respondida. Lanza ValorInvalido."""
    if isinstance(crudo, date) and not isinstance(crudo, datetime):
        fecha = crudo
    else:
        try:
            fecha = date.fromisoformat(crudo)
            if fecha.isoformat() != crudo:  # Python también lee «20260723» y «2026-W30-4»
                raise ValueError
        except (TypeError, ValueError):
            raise ValorInvalido(f"{_mostrar(crudo)} no es una fecha.", "una fecha AAAA-MM-DD") from None
    if not PRIMER_ANIO <= fecha.year <= ULTIMO_ANIO:
        raise ValorInvalido(f"el año {fecha.year} no se admite.", f"años de {PRIMER_ANIO} a {ULTIMO_ANIO}")
    return fecha


def _en_rango(ficha: Criterio | Atributo, numero: float) -> float:
    minimo = getattr(ficha, "minimo", None)
    maximo = getattr(ficha, "maximo", None)
    # Un conteo o un porcentaje no baja de cero aunque la ficha no lo diga.
    minimo = 0 if minimo is None else minimo
    maximo = 100 if maximo is None and ficha.clase is Clase.PORCENTAJE else maximo
    if numero < minimo or (maximo is not None and numero > maximo):
        rango = f"al menos {minimo}" if maximo is None else f"de {minimo} a {maximo}"
        raise ValorInvalido(f"{numero} está fuera de rango.", rango)
    return numero


def _texto(crudo: Any) -> str:
    if not isinstance(crudo, str) or not crudo.strip() or len(crudo) > MAXIMO_TEXTO:
        raise ValorInvalido(
            f"el valor {_mostrar(crudo)} no se admite.", f"un texto de 1 a {MAXIMO_TEXTO} caracteres"
        )
    return crudo.strip()


def leer_caso(datos: Any, catalogo: Catalogo, *, fecha: date | None = None, hoy: date | None = None) -> Caso:
    """Lee un caso con la forma del contrato.

    `fecha` manda sobre `fecha_corte`; si no hay ninguna, vale `hoy`. Lanza ErrorDeCaso con todos los
    problemas.
    """
    return _Lector(catalogo).caso(datos, fecha, hoy)


class _Lector:
    """Recorre el caso anotando problemas en vez de detenerse en el primero."""

    def __init__(self, catalogo: Catalogo) -> None:
        self._catalogo = catalogo
        self._problemas: list[Problema] = []

    def caso(self, datos: Any, fecha: date | None, hoy: date | None) -> Caso:
        mapa = self._mapa(datos, "caso", ("entidad", "vigencia", "fecha_corte", "respuestas"))
        entidad = self._entidad(mapa.get("entidad"))
        vigencia = mapa.get("vigencia")
        if (
            not isinstance(vigencia, int)
            or isinstance(vigencia, bool)
            or not PRIMER_ANIO <= vigencia <= ULTIMO_ANIO
        ):
            self._anotar(
                "vigencia", f"llegó {_mostrar(vigencia)}.", "un año, escrito como número sin comillas: 2026"
            )
            vigencia = 0
        escrita = self._fecha_corte(mapa.get("fecha_corte"))
        corte = fecha or escrita or hoy
        if corte is None and not self._problemas:
            self._anotar("fecha_corte", "falta.", "una fecha AAAA-MM-DD")
        respuestas = self._respuestas(mapa.get("respuestas", {}))
        if self._problemas or corte is None:
            raise ErrorDeCaso(self._problemas)
        return Caso(entidad, vigencia, corte, respuestas)

    def _anotar(self, ruta: str, mensaje: str, admite: str = "") -> None:
        self._problemas.append(Problema(ruta, mensaje, admite))

    def _mapa(self, datos: Any, ruta: str, campos: tuple[str, ...] | None = None) -> Mapping[str, Any]:
        if not isinstance(datos, Mapping):
            self._anotar(ruta, f"llegó {_mostrar(datos)} y se esperaba un objeto.", "un objeto JSON")
            return {}
        for campo in datos if campos is not None else ():
            if campo not in (campos or ()):
                lugar = campo if ruta == "caso" else f"{ruta}.{campo}"
                self._anotar(
                    lugar,
                    f"el campo no existe.{sugerencia(str(campo), campos or ())}",
                    ", ".join(campos or ()),
                )
        return datos

    def _entidad(self, datos: Any) -> Entidad:
        atributos = self._catalogo.atributos
        mapa = self._mapa(datos, "entidad", ("codigo", "nombre", *atributos))
        if not isinstance(datos, Mapping):
            return Entidad("", "")
        identidad = {}
        for campo in ("codigo", "nombre"):
            try:
                identidad[campo] = _texto(mapa.get(campo))
            except ValorInvalido as error:
                self._anotar(
                    f"entidad.{campo}", "falta." if mapa.get(campo) is None else error.mensaje, error.admite
                )
                identidad[campo] = ""
        valores: dict[str, Valor] = {}
        for codigo, ficha in atributos.items():
            crudo = mapa.get(codigo)
            if crudo is None:
                if ficha.obligatorio:
                    admite = ", ".join(claves_de(ficha.clase, ficha.opciones)) or "un valor"
                    self._anotar(f"entidad.{codigo}", "falta.", admite)
                continue
            try:
                valores[codigo] = leer_valor(ficha, crudo)
            except ValorInvalido as error:
                self._anotar(f"entidad.{codigo}", error.mensaje, error.admite)
        return Entidad(identidad["codigo"], identidad["nombre"], valores)

    def _fecha_corte(self, crudo: Any) -> date | None:
        if crudo is None:
            return None
        try:
            return leer_fecha(crudo)
        except ValorInvalido as error:
            self._anotar("fecha_corte", error.mensaje, error.admite)
            return None

    def _respuestas(self, datos: Any) -> dict[str, Respuesta]:
        respuestas = {}
        for codigo, cruda in self._mapa(datos, "respuestas").items():
            ruta = f"respuestas.{codigo}"
            criterio = self._catalogo.criterios.get(codigo)
            if criterio is None:
                quiso = sugerencia(str(codigo), self._catalogo.criterios)
                self._anotar(
                    ruta, f"no existe el criterio «{codigo}».{quiso}", "los códigos de «reglas listar»"
                )
                continue
            respuestas[codigo] = self._respuesta(cruda, criterio, ruta)
        return respuestas

    def _respuesta(self, cruda: Any, criterio: Criterio, ruta: str) -> Respuesta:
        mapa = self._mapa(cruda, ruta, ("valor", "no_aplica", "evidencias", "observacion"))
        motivo = mapa.get("no_aplica")
        valor: Valor | None = None
        if motivo is not None:
            if not criterio.admite_no_aplica:
                self._anotar(f"{ruta}.no_aplica", "este criterio no admite «no aplica».", "un valor")
            elif not isinstance(motivo, str) or not motivo.strip():
                self._anotar(f"{ruta}.no_aplica", "falta el motivo.", "un texto con la razón")
            if mapa.get("valor") is not None:
                self._anotar(ruta, "trae a la vez «valor» y «no_aplica».", "uno de los dos")
        elif mapa.get("valor") is not None:
            try:
                valor = leer_valor(criterio, mapa["valor"])
            except ValorInvalido as error:
                self._anotar(f"{ruta}.valor", error.mensaje, error.admite)
        evidencias = mapa.get("evidencias") or []
        if not isinstance(evidencias, list | tuple) or not all(isinstance(e, str) for e in evidencias):
            self._anotar(f"{ruta}.evidencias", f"llegó {_mostrar(evidencias)}.", "una lista de textos")
            evidencias = []
        observacion = mapa.get("observacion") or ""
        if not isinstance(observacion, str):
            self._anotar(f"{ruta}.observacion", f"llegó {_mostrar(observacion)}.", "un texto")
            observacion = ""
        con_texto = tuple(e.strip() for e in evidencias if e.strip())
        return Respuesta(valor, motivo if isinstance(motivo, str) else None, con_texto, observacion)


def escribir_valor(valor: Valor | None) -> Any:
    """El valor como va en JSON: fechas en ISO, opciones como lista."""
    if isinstance(valor, date):
        return valor.isoformat()
    return list(valor) if isinstance(valor, tuple) else valor


def escribir_caso(caso: Caso) -> dict[str, Any]:
    """El caso con la forma del contrato; `leer_caso` lo vuelve a leer igual."""
    respuestas = {}
    for codigo, respuesta in caso.respuestas.items():
        dicho: dict[str, Any] = (
            {"valor": escribir_valor(respuesta.valor)}
            if respuesta.no_aplica is None
            else {"no_aplica": respuesta.no_aplica}
        )
        respuestas[codigo] = {
            **dicho,
            "evidencias": list(respuesta.evidencias),
            "observacion": respuesta.observacion,
        }
    atributos = {codigo: escribir_valor(valor) for codigo, valor in caso.entidad.atributos.items()}
    return {
        "entidad": {"codigo": caso.entidad.codigo, "nombre": caso.entidad.nombre, **atributos},
        "vigencia": caso.vigencia,
        "fecha_corte": caso.fecha_corte.isoformat(),
        "respuestas": respuestas,
    }


RANGO_SI_PARCIAL_NO = {clave: -i for i, clave in enumerate(CLAVES_SI_PARCIAL_NO)}
"""De peor a mejor: no < parcial < si."""

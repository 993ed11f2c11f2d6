"""Catálogos y casos inventados al azar, para comprobar propiedades con hypothesis.

- `catalogos()` da bases de reglas de una biblioteca imaginaria, siempre válidas: pasan por el mismo
  resolutor y las mismas comprobaciones que una escrita en YAML. Traen todas las clases de dato y de
  prueba, hechos encadenados, árboles hondos, «no aplica», plazos de las tres formas, vigencias,
  habilitantes y acciones que se requieren. Solo no garantizan que una acción cumpla lo que promete
  cerrar.
- `casos(catalogo)` da casos de ese catálogo: vacíos, con huecos, completos y casi perfectos (en estos
  se abren los niveles altos), con fechas de corte en los bordes de vigencias y plazos.

Los valores salen de muestrarios pequeños a propósito: así las igualdades y los bordes son frecuentes.
Al importarse fija el perfil de hypothesis: moderado, o el exigente con `CI=true`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from motor.caso import Caso, Entidad, Respuesta, Valor
from motor.semantica import Evaluador
from reglas.cargador import SECCIONES, Reunion, resolver
from reglas.catalogo import Catalogo, Edicion
from reglas.clases import Clase
from reglas.condiciones import Ambito, Referencia
from reglas.fichas import Archivo, Atributo, Criterio
from reglas.listas import ListaDeEntidades
from reglas.resolucion import PRUEBAS, claves_de
from reglas.texto import normalizar

DIAS = (date(2023, 12, 31), date(2024, 2, 29), date(2025, 6, 30), date(2026, 1, 1))
MUESTRAS: Mapping[Clase, Sequence[Any]] = {
    Clase.SI_NO: (True, False),
    Clase.FECHA: DIAS,
    Clase.ENTERO: (0, 1, 7, 10**12),
    Clase.PORCENTAJE: (0, 0.0001, 33.3333, 50, 50.0, 100),
    Clase.TEXTO: ("Norte", "norte", 'Ñandú «1» \\"', "Ñ" * 400),
}
CLAVES = ("rojo", "verde", "azul", "gris", "si", "1")
PARAMETROS = {
    "tope": (Clase.ENTERO, 7, 1),
    "cuota": (Clase.PORCENTAJE, 33.3333, 50),
    "limite": (Clase.FECHA, DIAS[1], DIAS[2]),
    "ciudad": (Clase.TEXTO, "Norte", "norte"),
}
PREMIADAS = {"B1": "Biblioteca de Arriba", "B2": "Biblioteca de Abajo"}
_TAMANOS = (1, 1, 1, 2, 2, 3, 4, 6, 12, 36)
_CITA = {"norma": "estatuto", "articulo": "1", "lugar": "hoja 1", "verificada": DIAS[0]}

Draw = Callable[[st.SearchStrategy[Any]], Any]
Mapa = dict[str, Any]


@dataclass(frozen=True)
class Dato:
    """Algo que una condición puede leer, como se nombra en YAML."""

    nombre: str
    clase: Clase
    claves: tuple[str, ...] = ()

    @classmethod
    def de(cls, ficha: Mapa | Criterio | Atributo, ambito: str = "") -> Dato:
        """El dato de una ficha, esté escrita o ya leída."""
        campos = ficha if isinstance(ficha, dict) else ficha.model_dump()
        clase = Clase(campos["clase"])
        return cls(ambito + campos["codigo"], clase, claves_de(clase, campos.get("opciones")))

    @property
    def muestras(self) -> Sequence[Any]:
        """Valores sueltos de su clase."""
        return self.claves or MUESTRAS[self.clase]

    @property
    def valores(self) -> st.SearchStrategy[Any]:
        """Lo que se puede responder."""
        if self.clase is not Clase.OPCIONES:
            return st.sampled_from(self.muestras)
        marcas = st.tuples(*(st.booleans() for _ in self.claves))
        return marcas.map(lambda m: tuple(c for c, si in zip(self.claves, m, strict=True) if si))


# --- Condiciones, como se escriben en YAML ---------------------------------------------------


def _condicion(draw: Draw, datos: Sequence[Dato], hechos: Sequence[str]) -> Mapa:
    """Un árbol, casi siempre pequeño y a veces hondo."""
    return _arbol(draw, lambda: _hoja(draw, datos, hechos), draw(st.sampled_from(_TAMANOS)))


def _arbol(draw: Draw, hoja: Callable[[], Mapa], hojas: int) -> Mapa:
    if hojas == 1 and draw(st.integers(0, 3)):
        return hoja()
    grupo = draw(st.sampled_from(("todas", "alguna", "ninguna")))
    ramas = draw(st.integers(1, min(4, hojas)))
    if ramas == 1:
        return {grupo: [hoja() for _ in range(hojas)]}
    cortes = [hojas * i // ramas for i in range(ramas + 1)]
    return {grupo: [_arbol(draw, hoja, b - a) for a, b in pairwise(cortes)]}


def _hoja(draw: Draw, datos: Sequence[Dato], hechos: Sequence[str]) -> Mapa:
    especial = draw(st.integers(0, 9))
    if especial == 0:
        return {"entidad.en_lista": "premiadas"}
    if especial <= 3 and hechos:
        return {f"hecho.{draw(st.sampled_from(hechos))}": draw(st.booleans())}
    return _prueba(draw, draw(st.sampled_from(datos)), datos)


def _prueba(draw: Draw, dato: Dato, datos: Sequence[Dato]) -> Mapa:
    prueba = draw(st.sampled_from(PRUEBAS[dato.clase]))
    if prueba in ("en", "contiene_todas", "contiene_alguna"):
        varios = st.lists(st.sampled_from(dato.muestras), min_size=1, max_size=6, unique=True)
        return {dato.nombre: {prueba: draw(varios)}}
    otros = _otros(dato, datos) if datos and draw(st.integers(0, 2)) == 0 else []
    return {dato.nombre: {prueba: draw(st.sampled_from([*otros, *dato.muestras]))}}


def _otros(dato: Dato, datos: Sequence[Dato]) -> list[Mapa]:
    """Con qué se compara un dato además de con constantes."""
    otros: list[Mapa] = [{"parametro": p} for p, (clase, *_) in PARAMETROS.items() if clase is dato.clase]
    if dato.clase is Clase.FECHA:
        otros.append({"caso": "fecha_corte"})
    if dato.clase in (Clase.SI_NO, Clase.FECHA, Clase.ENTERO, Clase.PORCENTAJE):
        partes = (d.nombre.rpartition(".") for d in datos if d.clase is dato.clase)
        otros += [{ambito or "criterio": codigo} for ambito, _, codigo in partes]
    return otros


def _nombrados(condicion: Any) -> Iterator[str]:
    """Los nombres que aparecen en lo escrito."""
    if isinstance(condicion, dict):
        for clave, valor in condicion.items():
            yield clave
            yield from _nombrados(valor)
    elif isinstance(condicion, list):
        for parte in condicion:
            yield from _nombrados(parte)
    elif isinstance(condicion, str):
        yield condicion


# --- Fichas ----------------------------------------------------------------------------------


def _opciones(clase: Clase) -> Mapa:
    con_opciones = clase in (Clase.OPCION, Clase.OPCIONES)
    return {"opciones": {clave: clave for clave in CLAVES}} if con_opciones else {}


def criterio_de(codigo: str, clase: Clase, admite_no_aplica: bool = False) -> Mapa:
    fijo = {"tema": "sala", "pregunta": codigo, "ayuda": codigo, "minutos": 1}
    propio = {"codigo": codigo, "clase": clase.value, "admite_no_aplica": admite_no_aplica}
    return {**fijo, **propio, **_opciones(clase)}


_ATRIBUTOS = [{"codigo": c.value, "clase": c.value, "pregunta": c.value, **_opciones(c)} for c in Clase]
_DE_ENTIDAD = [Dato.de(ficha, "entidad.") for ficha in _ATRIBUTOS]
_DE_CRITERIO = [clase for clase in Clase if clase is not Clase.TEXTO]


@dataclass(frozen=True)
class _Marco:
    """Lo que una regla puede nombrar."""

    comunes: Sequence[Dato]
    de_aplicabilidad: Sequence[Dato]
    hechos: Sequence[str]
    escenarios: Sequence[str]
    niveles: int


@st.composite
def catalogos(draw: Draw) -> Catalogo:
    """Una base de reglas inventada y válida."""
    clases = draw(st.lists(st.sampled_from(_DE_CRITERIO), min_size=2, max_size=9))
    criterios = [criterio_de(f"c{i}", clase) for i, clase in enumerate(clases)]
    solos = [criterio_de(f"s{i}", c, admite_no_aplica=True) for i, c in enumerate(clases[:2])]
    comunes = [Dato.de(c) for c in criterios]
    # El primer criterio no decide aplicabilidad: siempre hay algo que una acción pueda lograr.
    de_aplicabilidad = [*comunes[1:], *_DE_ENTIDAD]
    hechos: list[Mapa] = []
    for i in range(draw(st.integers(0, 4))):
        si = _condicion(draw, de_aplicabilidad, [h["codigo"] for h in hechos])
        hechos.append({"codigo": f"h{i}", "titulo": "h", "explicacion": "h", "citas": [_CITA], "si": si})
    umbrales = [0, *sorted(draw(st.lists(st.sampled_from((0, 20, 50, 51, 100)), min_size=1, max_size=4)))]
    escenarios = [f"E{i}" for i in range(draw(st.integers(1, 3)))]
    marco = _Marco(comunes, de_aplicabilidad, [h["codigo"] for h in hechos], escenarios, len(umbrales))
    reglas = [_regla(draw, f"R{i}", marco) for i in range(draw(st.integers(1, 7)))]
    reglas += [_regla(draw, f"R-{s['codigo']}", marco, Dato.de(s)) for s in solos]
    reglas.append(_repaso(draw, marco))
    acciones = _acciones(draw, [*criterios, *solos], hechos, reglas)
    return catalogo_de(
        {
            **marco_de(escenarios, umbrales),
            "criterios": [*criterios, *solos],
            "hechos": hechos,
            "reglas": draw(st.permutations(reglas)),
            "acciones": acciones,
        }
    )


def _regla(draw: Draw, codigo: str, marco: _Marco, solo: Dato | None = None) -> Mapa:
    """Una regla; con `solo`, su cumplimiento no lee otro dato, como pide «no aplica»."""
    datos, hechos = (marco.comunes, marco.hechos) if solo is None else ([solo], ())
    plazos: list[Mapa] = [{"fecha": dia} for dia in DIAS[1:]]
    plazos.append({"parametro": "limite"})
    plazos += 3 * [{"criterio": d.nombre} for d in marco.comunes if d.clase is Clase.FECHA]
    if solo is None:
        cumple_si, parcial_si = (_condicion(draw, datos, hechos) for _ in range(2))
    else:
        cumple_si, parcial_si = (_prueba(draw, solo, ()) for _ in range(2))
    regla: Mapa = {
        "cumple_si": cumple_si,
        "vigente_desde": draw(st.sampled_from((DIAS[0], DIAS[0], DIAS[2]))),
    }
    if draw(st.booleans()):
        regla["aplica_si"] = _condicion(draw, marco.de_aplicabilidad, marco.hechos)
    if draw(st.booleans()):
        regla["parcial_si"] = parcial_si
    if draw(st.integers(0, 3)) == 0:
        regla["vigente_hasta"] = DIAS[3]
    if draw(st.booleans()):
        regla["plazo"] = draw(st.sampled_from(plazos))
        regla["insubsanable"] = draw(st.booleans())
    return regla_de(codigo, regla | _peso(draw, marco, bool(regla.get("insubsanable"))))


def _peso(draw: Draw, marco: _Marco, insubsanable: bool) -> Mapa:
    habilitante = not insubsanable and draw(st.booleans())
    if habilitante and draw(st.integers(0, 3)) == 0:
        return {"habilitante": True, "nivel": 2, "escenarios": dict.fromkeys(marco.escenarios, 0)}
    suyos = draw(st.lists(st.sampled_from(marco.escenarios), min_size=int(habilitante), unique=True))
    nivel = draw(st.integers(2 if habilitante else 1, marco.niveles))
    pesos = {escenario: draw(st.integers(1, 5)) for escenario in suyos}
    return {"habilitante": habilitante, "nivel": nivel, "escenarios": pesos}


def _repaso(draw: Draw, marco: _Marco) -> Mapa:
    """Una regla ancha que lee todos los criterios: ninguno sobra."""
    partes = [_prueba(draw, dato, marco.comunes) for dato in marco.comunes]
    grupo = draw(st.sampled_from(("todas", "alguna", "ninguna")))
    return regla_de("R-repaso", {"cumple_si": {grupo: partes}, "vigente_desde": DIAS[0]})


def regla_de(codigo: str, propio: Mapa) -> Mapa:
    fijo = {"codigo": codigo, "titulo": codigo, "explicacion": codigo, "cita": _CITA}
    return {**fijo, "caracter": "obligatorio", **propio}


def _acciones(draw: Draw, criterios: list[Mapa], hechos: list[Mapa], reglas: list[Mapa]) -> list[Mapa]:
    """Acciones que cierran entre todas cada regla, y se requieren sin ciclos."""
    aplicabilidad = set(_nombrados([[h["si"] for h in hechos], [r.get("aplica_si") for r in reglas]]))
    libres = [Dato.de(c) for c in criterios if c["codigo"] not in aplicabilidad]
    logros: Mapa = {}
    for dato in libres:
        valor = draw(dato.valores) or dato.muestras[0]
        logros[dato.nombre] = list(valor) if dato.clase is Clase.OPCIONES else valor
        if dato.clase is Clase.OPCIONES and not isinstance(valor, tuple):
            logros[dato.nombre] = [valor]
        if dato.clase is Clase.FECHA and draw(st.booleans()):
            logros[dato.nombre] = "cierre"
    codigos = [f"A{i}" for i in range(draw(st.integers(1, 7)))]
    cierra: dict[str, list[str]] = {codigo: [] for codigo in codigos}
    for regla in reglas:
        cierra[draw(st.sampled_from(codigos))].append(regla["codigo"])
    acciones = []
    for i, codigo in enumerate(codigos):
        logra = draw(
            st.lists(st.sampled_from([d.nombre for d in libres]), min_size=1, max_size=3, unique=True)
        )
        antes = codigos[:i]
        requiere = draw(st.lists(st.sampled_from(antes), max_size=3, unique=True)) if antes else []
        fijo = {"titulo": codigo, "descripcion": "d", "esfuerzo_dias": draw(st.integers(1, 9))}
        oficio = {"base_esfuerzo": "b", "responsable": "r", "producto": "p", "destinos": ["plan"]}
        propio = {"codigo": codigo, "requiere": requiere, "cierra": cierra[codigo]}
        acciones.append({**fijo, **oficio, **propio, "logra": {c: logros[c] for c in logra}})
    ordenadas: list[Mapa] = draw(st.permutations(acciones))
    return ordenadas


def marco_de(escenarios: Sequence[str], umbrales: Sequence[int]) -> Mapa:
    texto = {"nombre": "n", "descripcion": "d"}
    return {
        "base": {"version": "1", "titulo": "Biblioteca"},
        "normas": [
            {
                "codigo": "estatuto",
                "nombre": "n",
                "titulo": "t",
                "tipo": "otra",
                "certeza": "fuente",
                "verificada": DIAS[0],
            }
        ],
        "escenarios": [{**texto, "codigo": c, "peso": 1 + i} for i, c in enumerate(escenarios)],
        "escala": {
            "razon": "r",
            "niveles": [{**texto, "nivel": i, "umbral": u} for i, u in enumerate(umbrales, start=1)],
        },
        "destinos": [{"codigo": "plan", "nombre": "n"}],
        "temas": [{**texto, "codigo": "sala"}],
        "atributos": _ATRIBUTOS,
        "parametros": [
            {
                "codigo": c,
                "nombre": c,
                "clase": clase.value,
                "valores": [{"valor": v}, {"desde": DIAS[2], "valor": w}],
            }
            for c, (clase, v, w) in PARAMETROS.items()
        ],
        "listas": [{"codigo": "premiadas", "nombre": "n", "archivo": "p.csv", "cita": _CITA}],
    }


def catalogo_de(escrito: Mapa) -> Catalogo:
    """El catálogo de un archivo ya leído, resuelto y comprobado como los demás."""
    archivo = Archivo.model_validate(escrito)
    reunion = Reunion()
    for seccion in SECCIONES:
        reunion.fichas[seccion] = {ficha.codigo: ficha for ficha in getattr(archivo, seccion)}
    reunion.unicas.update(base=archivo.base, escala=archivo.escala)
    filas = tuple({"codigo": c, "nombre": n} for c, n in PREMIADAS.items())
    nombres = frozenset(normalizar(n) for n in PREMIADAS.values())
    (ficha,) = archivo.listas
    reunion.listas["premiadas"] = ListaDeEntidades(ficha, filas, frozenset(PREMIADAS), nombres)
    return resolver(reunion)


# --- Casos -----------------------------------------------------------------------------------


def casos(catalogo: Catalogo) -> st.SearchStrategy[Caso]:
    """Casos de un catálogo; sirve cualquiera, también el de la base real."""
    atributos = {c: Dato.de(a) for c, a in catalogo.atributos.items()}
    criterios = {c: Dato.de(a) for c, a in catalogo.criterios.items()}
    fechas = sorted({*DIAS, *catalogo.cambios} | {d - timedelta(days=1) for d in catalogo.cambios})

    @st.composite
    def caso(draw: Draw) -> Caso:
        entidad = Entidad(
            draw(st.sampled_from(("B1", "B9"))),
            draw(st.sampled_from(("Otra", "BIBLIOTECA  de Abájo"))),
            _algunos(draw, atributos, draw(st.sampled_from((0, 2, 9)))),
        )
        fecha = draw(st.sampled_from(fechas))
        if draw(st.booleans()):
            casi = replace(
                _bueno(catalogo, fechas[-1]), fecha_corte=draw(st.sampled_from((fecha, fechas[-1])))
            )
            tocados = draw(st.lists(st.sampled_from(list(criterios)), max_size=3, unique=True))
            cambios = {c: _respuesta(draw, catalogo.criterios[c], criterios[c]) for c in tocados}
            return replace(casi, respuestas={**casi.respuestas, **cambios})
        cuanto = draw(st.sampled_from((0, 2, 9)))
        dichas = _algunos(draw, criterios, cuanto)
        respuestas = {c: Respuesta(v) for c, v in dichas.items()}
        for codigo, ficha in catalogo.criterios.items():
            if ficha.admite_no_aplica and draw(st.integers(0, 3)) == 0:
                respuestas[codigo] = Respuesta(no_aplica="no lo hay")
        return Caso(entidad, 2026, fecha, respuestas)

    return caso()


def _algunos(draw: Draw, datos: Mapping[str, Dato], cuanto: int) -> dict[str, Valor]:
    """Valores de algunos datos: más mientras mayor sea `cuanto`, de 0 a 9."""
    return {c: draw(d.valores) for c, d in datos.items() if draw(st.integers(0, 9)) <= cuanto}


def _respuesta(draw: Draw, ficha: Criterio, dato: Dato) -> Respuesta:
    suerte = draw(st.integers(0, 5))
    if suerte == 0 and ficha.admite_no_aplica:
        return Respuesta(no_aplica="no lo hay")
    return Respuesta() if suerte == 1 else Respuesta(draw(dato.valores))


def _bueno(catalogo: Catalogo, fecha: date) -> Caso:
    """Un caso casi perfecto: se mejora dato por dato mientras suban los grados de quienes lo leen."""
    clave = (catalogo.digesto, fecha)
    if clave not in _BUENOS:
        if len(_BUENOS) >= _RECORDADOS:
            _BUENOS.pop(next(iter(_BUENOS)))
        _BUENOS[clave] = _mejorado(catalogo.al(fecha), Caso(Entidad("B9", "Otra"), 2026, fecha))
    return _BUENOS[clave]


_RECORDADOS = 32
_BUENOS: dict[tuple[str, date], Caso] = {}


def _mejorado(edicion: Edicion, caso: Caso) -> Caso:
    fichas: Mapping[Ambito, Mapping[str, Criterio | Atributo]] = {
        Ambito.ENTIDAD: edicion.catalogo.atributos,
        Ambito.CRITERIO: edicion.catalogo.criterios,
    }
    for _ in range(2):
        for dato, reglas in edicion.lectores.items():
            valores = _candidatos(Dato.de(fichas[dato.ambito][dato.codigo]))
            variantes = [caso, *(_con(caso, dato, valor) for valor in valores)]
            caso = max(variantes, key=lambda v, r=reglas: _grados(edicion, v, r))  # type: ignore[misc]
    return caso


def _con(caso: Caso, dato: Referencia, valor: Valor) -> Caso:
    if dato.ambito is Ambito.CRITERIO:
        return caso.con_valores({dato.codigo: valor})
    atributos = {**caso.entidad.atributos, dato.codigo: valor}
    return replace(caso, entidad=replace(caso.entidad, atributos=atributos))


def _candidatos(dato: Dato) -> list[Any]:
    return [(), dato.claves] if dato.clase is Clase.OPCIONES else list(dato.muestras)


def _grados(edicion: Edicion, caso: Caso, reglas: Iterable[str]) -> tuple[int, int]:
    evaluador = Evaluador(edicion, caso)
    veredictos = [evaluador.veredicto(edicion.reglas[codigo]) for codigo in reglas]
    return sum(v.medios_min or 0 for v in veredictos), sum(v.medios_max is not None for v in veredictos)

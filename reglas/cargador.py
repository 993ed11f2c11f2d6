"""Carga una base de reglas desde una o más carpetas y la entrega resuelta, o dice todo lo que está mal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from reglas.catalogo import Advertencia, Aviso, Catalogo, Contradiccion, Hecho, Plazo, Regla
from reglas.clases import Clase
from reglas.comprobaciones import comprobar
from reglas.condiciones import Ambito, Todas, referencias
from reglas.equivalencias import comprobar as comprobar_equivalencias
from reglas.errores import Defecto, ErrorDeCatalogo
from reglas.fichas import Archivo, PlazoFicha, ReglaFicha
from reglas.fichas import Hecho as HechoFicha
from reglas.grafos import ciclo_en, en_orden
from reglas.lectura import Documento, Ruta, leer
from reglas.listas import ListaDeEntidades, leer_lista
from reglas.resolucion import Nombres, Resolutor
from reglas.validacion import fichas_de

BASE = Path(__file__).parent / "base"
SECCIONES = tuple(n for n, c in Archivo.model_fields.items() if str(c.annotation).startswith("list["))


@dataclass(slots=True)
class Sitios:
    """Dónde se escribió cada ficha, y los defectos que se le van encontrando."""

    de: dict[tuple[str, str], tuple[Documento, Ruta]] = field(default_factory=dict)
    defectos: list[Defecto] = field(default_factory=list)

    def anotar(self, seccion: str, codigo: str, ruta: Ruta, mensaje: str, admite: str = "") -> None:
        """Anota un defecto dentro de una ficha, salvo donde ya se dijo otro y hubo que arreglarlo de paso."""
        documento, raiz = self.de[seccion, codigo]
        if documento.reparada((*raiz, *ruta)):
            return
        self.defectos.append(documento.defecto((*raiz, *ruta), mensaje, admite))


@dataclass(slots=True)
class Reunion:
    """Las fichas de todas las carpetas, por sección y código; una carpeta posterior reemplaza."""

    fichas: dict[str, dict[str, Any]] = field(default_factory=lambda: {s: {} for s in SECCIONES})
    unicas: dict[str, Any] = field(default_factory=dict)
    listas: dict[str, ListaDeEntidades] = field(default_factory=dict)
    sitios: Sitios = field(default_factory=Sitios)
    reemplazos: list[str] = field(default_factory=list)


def cargar(carpetas: Sequence[Path] = (BASE,)) -> Catalogo:
    """Carga las carpetas en orden; una posterior agrega o reemplaza por código.

    Lo ya cargado se recuerda mientras no cambie ningún archivo. Lanza ErrorDeCatalogo con todos los
    defectos si la base no se puede usar.
    """
    rutas = tuple(Path(c).resolve() for c in carpetas)
    return _cargar(rutas, tuple(_huella(ruta) for ruta in rutas))


def _huella(carpeta: Path) -> tuple[tuple[str, int, int], ...]:
    """Qué archivos hay, cuándo se escribieron y cuánto pesan: si cambia, hay que volver a leer."""
    archivos = sorted(r for r in carpeta.rglob("*") if r.is_file())
    return tuple((str(r), r.stat().st_mtime_ns, r.stat().st_size) for r in archivos)


@lru_cache(maxsize=4)
def _cargar(carpetas: tuple[Path, ...], _huellas: object) -> Catalogo:
    reunion = Reunion()
    for carpeta in carpetas:
        _reunir(carpeta, reunion)
    for seccion in ("base", "escala"):
        if seccion not in reunion.unicas:
            reunion.sitios.defectos.append(
                Defecto(str(carpetas[-1].name), None, "", f"Ningún archivo trae la sección «{seccion}».")
            )
    if {"base", "escala"} - reunion.unicas.keys():
        raise ErrorDeCatalogo(reunion.sitios.defectos)
    return resolver(reunion)


def _reunir(carpeta: Path, reunion: Reunion) -> None:
    sitios = reunion.sitios
    archivos = sorted(carpeta.rglob("*.yaml"), key=lambda r: r.relative_to(carpeta).as_posix())
    if not archivos:
        sitios.defectos.append(
            Defecto(carpeta.name, None, "", "La carpeta no existe o no tiene archivos .yaml.")
        )
    vistas: dict[tuple[str, str], str] = {}
    for ruta in archivos:
        nombre = f"{carpeta.name}/{ruta.relative_to(carpeta).as_posix()}"
        documento = leer(nombre, ruta.read_bytes())
        ilegible = documento.datos is None and documento.defectos
        fichas = None if ilegible else fichas_de(documento)
        sitios.defectos.extend(documento.defectos)
        if fichas is None:
            continue
        for unica in ("base", "escala"):
            if (ficha := getattr(fichas, unica)) is not None:
                _unica(reunion, unica, ficha, documento, vistas)
        for seccion in SECCIONES:
            for indice, ficha in enumerate(getattr(fichas, seccion)):
                _agregar(reunion, seccion, ficha, (documento, (seccion, indice)), vistas)
        for ficha in fichas.listas:
            _leer_lista(reunion, ficha, ruta, carpeta)


def _unica(
    reunion: Reunion, seccion: str, ficha: Any, documento: Documento, vistas: dict[tuple[str, str], str]
) -> None:
    if (seccion, "") in vistas:
        reunion.sitios.defectos.append(
            documento.defecto(
                (seccion,), f"La sección «{seccion}» ya está en {vistas[seccion, '']}.", "una sola vez"
            )
        )
    vistas[seccion, ""] = documento.archivo
    reunion.unicas[seccion] = ficha
    reunion.sitios.de[seccion, ""] = (documento, (seccion,))


def _agregar(
    reunion: Reunion,
    seccion: str,
    ficha: Any,
    sitio: tuple[Documento, Ruta],
    vistas: dict[tuple[str, str], str],
) -> None:
    documento, ruta = sitio
    clave = (seccion, ficha.codigo)
    lugar = f"{documento.archivo}:{documento.linea(ruta)}"
    if clave in vistas:
        reunion.sitios.defectos.append(
            documento.defecto(
                (*ruta, "codigo"), f"El código «{ficha.codigo}» ya está en {vistas[clave]}.", "códigos únicos"
            )
        )
        return
    vistas[clave] = lugar
    if ficha.codigo in reunion.fichas[seccion]:
        anterior = reunion.sitios.de[clave][0].archivo
        reunion.reemplazos.append(
            f"«{ficha.codigo}» ({seccion}) de {anterior} queda reemplazado por {lugar}."
        )
    reunion.fichas[seccion][ficha.codigo] = ficha
    reunion.sitios.de[clave] = sitio


def _leer_lista(reunion: Reunion, ficha: Any, yaml: Path, carpeta: Path) -> None:
    ruta = yaml.parent / ficha.archivo
    if not ruta.is_file():
        reunion.sitios.anotar(
            "listas", ficha.codigo, ("archivo",), f"No está el archivo «{ficha.archivo}» junto al YAML."
        )
        return
    nombre = f"{carpeta.name}/{ruta.relative_to(carpeta).as_posix()}"
    lista, defectos = leer_lista(ficha, nombre, ruta.read_bytes())
    reunion.sitios.defectos.extend(defectos)
    if lista is not None:
        reunion.listas[ficha.codigo] = lista


def resolver(reunion: Reunion) -> Catalogo:
    """El catálogo de unas fichas ya reunidas. Lanza ErrorDeCatalogo con todos sus defectos."""
    f, sitios = reunion.fichas, reunion.sitios
    nombres = Nombres(
        criterios=f["criterios"],
        atributos=f["atributos"],
        hechos=frozenset(f["hechos"]),
        parametros={c: p.clase for c, p in f["parametros"].items()},
        listas=frozenset(f["listas"]),
    )
    hechos = _hechos(f["hechos"], nombres, sitios)
    reglas = {codigo: _regla(ficha, nombres, sitios) for codigo, ficha in f["reglas"].items()}
    avisos = []
    for codigo, ficha in f["avisos"].items():
        cuando = _resolutor(nombres, sitios, "avisos", codigo).condicion(ficha.cuando, ("cuando",))
        avisos.append(Aviso(ficha, cuando))
    contradicciones = {}
    for codigo, ficha in f["contradicciones"].items():
        cuando = _resolutor(nombres, sitios, "contradicciones", codigo).condicion(ficha.cuando, ("cuando",))
        if cuando is not None:
            contradicciones[codigo] = Contradiccion(ficha, cuando)
    # Sin un hecho no se puede abrir lo que lo lee; con una regla a medias, en cambio, se sigue buscando.
    if len(hechos) == len(f["hechos"]):
        catalogo = Catalogo(
            base=reunion.unicas["base"],
            digesto=_digesto(reunion),
            normas=f["normas"],
            escenarios=f["escenarios"],
            escala=reunion.unicas["escala"],
            politicas=f["politicas"],
            destinos=f["destinos"],
            temas=f["temas"],
            atributos=f["atributos"],
            parametros=f["parametros"],
            listas=reunion.listas,
            avisos=tuple(avisos),
            criterios=f["criterios"],
            hechos=hechos,
            reglas=reglas,
            acciones=f["acciones"],
            contradicciones=contradicciones,
            casos=tuple(f["casos"].values()),
            inventario=f["inventario"],
            equivalencias=f["equivalencias"],
            reemplazos=tuple(reunion.reemplazos),
            hechos_escritos=tuple(f["hechos"]),
        )
        comprobar(catalogo, nombres, sitios)
        comprobar_equivalencias(catalogo, sitios)
    if sitios.defectos:
        raise ErrorDeCatalogo(sitios.defectos)
    return catalogo


def _resolutor(nombres: Nombres, sitios: Sitios, seccion: str, codigo: str) -> Resolutor:
    return Resolutor(
        nombres, lambda ruta, mensaje, admite: sitios.anotar(seccion, codigo, ruta, mensaje, admite)
    )


def _hechos(fichas: dict[str, HechoFicha], nombres: Nombres, sitios: Sitios) -> dict[str, Hecho]:
    """Los hechos resueltos, cada uno después de los que lee; un ciclo es un defecto."""
    resueltos = {}
    for codigo, ficha in fichas.items():
        si = _resolutor(nombres, sitios, "hechos", codigo).condicion(ficha.si, ("si",))
        if si is not None:
            resueltos[codigo] = Hecho(ficha, si)
    grafo = {
        codigo: [d.codigo for d in referencias(h.si) if d.ambito is Ambito.HECHO]
        for codigo, h in resueltos.items()
    }
    if ciclo := ciclo_en(grafo):
        sitios.anotar("hechos", ciclo[0], ("si",), f"Los hechos se leen en círculo: {' → '.join(ciclo)}.")
        return {}
    return {codigo: resueltos[codigo] for codigo in en_orden(grafo) if codigo in resueltos}


def _regla(ficha: ReglaFicha, nombres: Nombres, sitios: Sitios) -> Regla:
    """La regla resuelta; la condición que no se entendió queda vacía, y su defecto anotado."""
    resolutor = _resolutor(nombres, sitios, "reglas", ficha.codigo)
    cumple_si = resolutor.condicion(ficha.cumple_si, ("cumple_si",))
    aplica_si = resolutor.condicion(ficha.aplica_si, ("aplica_si",))
    parcial_si = resolutor.condicion(ficha.parcial_si, ("parcial_si",))
    advertencias = tuple(
        Advertencia(resolutor.condicion(a.cuando, ("advertencias", i, "cuando")), a.texto, tuple(a.citas))
        for i, a in enumerate(ficha.advertencias)
    )
    plazo = None if ficha.plazo is None else _plazo(ficha.plazo, nombres, resolutor, sitios, ficha.codigo)
    return Regla(ficha, aplica_si, cumple_si or Todas(()), parcial_si, plazo, advertencias)


def _plazo(
    ficha: PlazoFicha, nombres: Nombres, resolutor: Resolutor, sitios: Sitios, codigo: str
) -> Plazo | None:
    if ficha.fecha is not None:
        return ficha.fecha
    if ficha.criterio is not None:
        dato = resolutor.nombrada(Ambito.CRITERIO, ficha.criterio, ("plazo",))
    else:
        dato = resolutor.nombrada(Ambito.PARAMETRO, ficha.parametro or "", ("plazo",))
    if dato is None:
        return None
    clase = (
        nombres.parametros[dato.codigo]
        if dato.ambito is Ambito.PARAMETRO
        else nombres.criterios[dato.codigo].clase
    )
    if clase is not Clase.FECHA:
        sitios.anotar(
            "reglas", codigo, ("plazo",), f"«{dato}» es de clase {clase} y un plazo es una fecha.", "fecha"
        )
    return dato


def _digesto(reunion: Reunion) -> str:
    """SHA-256 del contenido de la base (no de sus comentarios ni de su sangría), en hexadecimal."""

    def volcar(fichas: Iterable[Any]) -> list[Any]:
        return [ficha.model_dump(mode="json", exclude_unset=True) for ficha in fichas]

    contenido = {
        **{seccion: volcar(fichas.values()) for seccion, fichas in reunion.fichas.items()},
        **{seccion: ficha.model_dump(mode="json") for seccion, ficha in reunion.unicas.items()},
        "filas": {codigo: [dict(f) for f in lista.filas] for codigo, lista in reunion.listas.items()},
    }
    return hashlib.sha256(json.dumps(contenido, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

"""Comprobaciones de una base ya resuelta: lo que el esquema de un archivo solo no puede ver.

Cada función mira una cosa y anota todos sus defectos. Las propiedades que piden demostrar algo
sobre todos los casos posibles no van aquí.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import partial
from typing import Protocol

from reglas.catalogo import Catalogo, Regla, valor_en
from reglas.clases import DE_UNA_CLAVE, NUMERICAS, Clase
from reglas.condiciones import Ambito, Expresion, Referencia, referencias
from reglas.errores import Defecto, nombrar, sugerencia
from reglas.fichas import Accion, Cita
from reglas.grafos import ciclo_en
from reglas.lectura import Ruta
from reglas.resolucion import Nombres, Resolutor, claves_de

Anotar = Callable[[Ruta, str, str], None]

CIERRE = "cierre"
"""Valor de `logra` en una fecha: el último día del periodo en que se hace la acción."""


class Anotador(Protocol):
    """Quien sabe dónde se escribió cada ficha, y lo que ya se le encontró."""

    defectos: list[Defecto]

    def anotar(self, seccion: str, codigo: str, ruta: Ruta, mensaje: str, admite: str = "") -> None: ...


def comprobar(catalogo: Catalogo, nombres: Nombres, sitios: Anotador) -> None:
    """Anota en `sitios` todos los defectos de la base."""
    if not sitios.defectos:
        # Con una condición que no se entendió no se puede decir que nadie lea un criterio.
        _uso(catalogo, sitios)
    revisiones = (_escala, _opciones, _citas, _codigos, _pesos, _plazos, _parametros, _no_aplica, _inventario)
    for revisar in revisiones:
        revisar(catalogo, sitios)
    _acciones(catalogo, nombres, sitios)
    _casos(catalogo, nombres, sitios)


def _escala(catalogo: Catalogo, sitios: Anotador) -> None:
    niveles = catalogo.escala.niveles
    if [n.nivel for n in niveles] != list(range(1, len(niveles) + 1)):
        sitios.anotar("escala", "", ("niveles",), "Los niveles no van seguidos desde 1.", "1, 2, 3, …")
    umbrales = [n.umbral for n in niveles]
    if umbrales[0] != 0 or umbrales != sorted(umbrales):
        sitios.anotar(
            "escala",
            "",
            ("niveles",),
            f"Los umbrales {umbrales} no sirven.",
            "el primero 0 y los demás sin bajar",
        )


def _opciones(catalogo: Catalogo, sitios: Anotador) -> None:
    con_claves = DE_UNA_CLAVE | {Clase.OPCIONES}
    for seccion, fichas in (("criterios", catalogo.criterios), ("atributos", catalogo.atributos)):
        for codigo, ficha in fichas.items():
            if ficha.clase in {Clase.OPCION, Clase.OPCIONES} and not ficha.opciones:
                sitios.anotar(
                    seccion, codigo, ("clase",), f"Un dato de clase {ficha.clase} necesita «opciones»."
                )
            if ficha.clase not in con_claves and ficha.opciones:
                sitios.anotar(
                    seccion, codigo, ("opciones",), f"Un dato de clase {ficha.clase} no lleva opciones."
                )
            if ficha.clase is Clase.SI_PARCIAL_NO and (ficha.opciones or {}).keys() - set(
                claves_de(ficha.clase, None)
            ):
                sitios.anotar(
                    seccion, codigo, ("opciones",), "Sobran claves.", ", ".join(claves_de(ficha.clase, None))
                )
    for codigo, criterio in catalogo.criterios.items():
        if criterio.clase is Clase.TEXTO:
            sitios.anotar(
                "criterios", codigo, ("clase",), "Un criterio no puede ser de texto: no se podría evaluar."
            )
        if criterio.clase not in NUMERICAS and (criterio.minimo is not None or criterio.maximo is not None):
            sitios.anotar(
                "criterios", codigo, ("clase",), "Solo un número lleva mínimo o máximo.", "entero, porcentaje"
            )


def _citas(catalogo: Catalogo, sitios: Anotador) -> None:
    for seccion, codigo, ruta, cita in _todas_las_citas(catalogo):
        if cita.norma not in catalogo.normas:
            quiso = sugerencia(cita.norma, catalogo.normas)
            sitios.anotar(seccion, codigo, (*ruta, "norma"), f"No existe la norma «{cita.norma}».{quiso}")


def _todas_las_citas(catalogo: Catalogo) -> Iterator[tuple[str, str, Ruta, Cita]]:
    """Cada cita con la sección, el código y la ruta de la ficha que la trae."""
    for codigo, regla in catalogo.reglas.items():
        yield "reglas", codigo, ("cita",), regla.ficha.cita
        for ruta, cita in _numeradas("citas_adicionales", regla.ficha.citas_adicionales):
            yield "reglas", codigo, ruta, cita
        for i, advertencia in enumerate(regla.ficha.advertencias):
            for ruta, cita in _numeradas("citas", advertencia.citas):
                yield "reglas", codigo, ("advertencias", i, *ruta), cita
    fichas: list[tuple[str, str, list[Cita]]] = [
        *(("hechos", codigo, h.ficha.citas) for codigo, h in catalogo.hechos.items()),
        *(("contradicciones", codigo, c.ficha.citas) for codigo, c in catalogo.contradicciones.items()),
        *(("avisos", a.ficha.codigo, a.ficha.citas) for a in catalogo.avisos),
    ]
    for seccion, codigo, citas in fichas:
        for ruta, cita in _numeradas("citas", citas):
            yield seccion, codigo, ruta, cita
    for codigo, lista in catalogo.listas.items():
        yield "listas", codigo, ("cita",), lista.ficha.cita
    for codigo, parametro in catalogo.parametros.items():
        for i, valor in enumerate(parametro.valores):
            if valor.cita is not None:
                yield "parametros", codigo, ("valores", i, "cita"), valor.cita


def _numeradas(campo: str, citas: list[Cita]) -> Iterator[tuple[Ruta, Cita]]:
    for i, cita in enumerate(citas):
        yield (campo, i), cita


def _codigos(catalogo: Catalogo, sitios: Anotador) -> None:
    """Los códigos que una ficha nombra fuera de las condiciones existen."""

    def existe(anotar: Anotar, ruta: Ruta, nombrado: str, admitidos: Collection[str], que: str) -> None:
        if nombrado not in admitidos:
            quiso = sugerencia(nombrado, admitidos)
            anotar(ruta, f"No existe {que} «{nombrado}».{quiso}", nombrar(admitidos))

    for codigo, criterio in catalogo.criterios.items():
        existe(_en(sitios, "criterios", codigo), ("tema",), criterio.tema, catalogo.temas, "el tema")
    for codigo, regla in catalogo.reglas.items():
        anotar = _en(sitios, "reglas", codigo)
        for escenario in regla.escenarios:
            existe(anotar, ("escenarios", escenario), escenario, catalogo.escenarios, "el escenario")
        if (acto := regla.ficha.acto_propio) is not None:
            existe(anotar, ("acto_propio", "criterio"), acto.criterio, catalogo.criterios, "el criterio")
            existe(anotar, ("acto_propio", "norma"), acto.norma, catalogo.normas, "la norma")
        for i, politica in enumerate(regla.ficha.politicas):
            existe(anotar, ("politicas", i), politica, catalogo.politicas, "la política")
    for codigo, accion in catalogo.acciones.items():
        anotar = _en(sitios, "acciones", codigo)
        for i, destino in enumerate(accion.destinos):
            existe(anotar, ("destinos", i), destino, catalogo.destinos, "el destino")
        for i, requisito in enumerate(accion.requiere):
            existe(anotar, ("requiere", i), requisito, catalogo.acciones, "la acción")
        for i, cerrada in enumerate(accion.cierra):
            existe(anotar, ("cierra", i), cerrada, catalogo.reglas, "la regla")


def _pesos(catalogo: Catalogo, sitios: Anotador) -> None:
    for codigo, regla in catalogo.reglas.items():
        ficha = regla.ficha
        en_todos = set(ficha.escenarios) == set(catalogo.escenarios)
        for escenario, peso in ficha.escenarios.items():
            if peso < 0 or (peso == 0 and not (ficha.habilitante and en_todos)):
                sitios.anotar(
                    "reglas",
                    codigo,
                    ("escenarios", escenario),
                    f"El peso {peso} no se admite.",
                    "enteros desde 1; 0 solo en una habilitante que lo es en todos los escenarios",
                )
        if ficha.escenarios and (ficha.nivel is None or not 1 <= ficha.nivel <= len(catalogo.niveles)):
            sitios.anotar(
                "reglas", codigo, ("nivel",), "Una regla con escenarios lleva su nivel.", _niveles(catalogo)
            )
        if ficha.habilitante and not ficha.escenarios:
            sitios.anotar("reglas", codigo, ("habilitante",), "Una habilitante dice en qué escenarios lo es.")
        if ficha.habilitante and (ficha.nivel or 0) < 2:  # noqa: PLR2004 - el nivel 1 siempre se alcanza
            sitios.anotar("reglas", codigo, ("nivel",), "Una habilitante es de nivel 2 o más.", "2 o más")
        if ficha.habilitante and ficha.insubsanable:
            sitios.anotar("reglas", codigo, ("insubsanable",), "Una insubsanable no puede ser habilitante.")
        if ficha.insubsanable and regla.plazo is None and not _lee_fecha(catalogo, regla):
            sitios.anotar("reglas", codigo, ("insubsanable",), "Una insubsanable necesita un plazo.")


def _niveles(catalogo: Catalogo) -> str:
    return ", ".join(str(n.nivel) for n in catalogo.niveles)


def _lee_fecha(catalogo: Catalogo, regla: Regla) -> bool:
    return any(catalogo.clase(d) is Clase.FECHA for d in referencias(regla.cumple_si))


def _plazos(catalogo: Catalogo, sitios: Anotador) -> None:
    for codigo, regla in catalogo.reglas.items():
        desde, hasta = regla.ficha.vigente_desde, regla.ficha.vigente_hasta
        if hasta is not None and hasta < desde:
            sitios.anotar(
                "reglas", codigo, ("vigente_hasta",), f"Termina ({hasta}) antes de empezar ({desde})."
            )


def _parametros(catalogo: Catalogo, sitios: Anotador) -> None:
    """Todo parámetro leído tiene valor desde el primer día en que alguien lo lee."""
    inicio = min((r.ficha.vigente_desde for r in catalogo.reglas.values()), default=date.min)

    def revisar(seccion: str, codigo: str, expresion: Expresion | Referencia | None, desde: date) -> None:
        leidos = [expresion] if isinstance(expresion, Referencia) else list(referencias(expresion))
        for dato in leidos:
            if dato.ambito is Ambito.PARAMETRO and valor_en(catalogo.parametros[dato.codigo], desde) is None:
                sitios.anotar(seccion, codigo, (), f"El parámetro «{dato.codigo}» no tiene valor el {desde}.")

    for codigo, hecho in catalogo.hechos.items():
        revisar("hechos", codigo, hecho.si, inicio)
    for codigo, regla in catalogo.reglas.items():
        partes: list[Expresion | Referencia | None] = [
            *regla.condiciones(),
            *(a.cuando for a in regla.advertencias),
        ]
        if isinstance(regla.plazo, Referencia):
            partes.append(regla.plazo)
        for parte in partes:
            revisar("reglas", codigo, parte, regla.ficha.vigente_desde)


def _no_aplica(catalogo: Catalogo, sitios: Anotador) -> None:
    """«No aplica» solo cabe donde las reglas no leen otra cosa y nada más lo lee."""
    leidos_aparte = {d for h in catalogo.hechos.values() for d in referencias(h.si)}
    for regla in catalogo.reglas.values():
        leidos_aparte |= set(referencias(regla.aplica_si))
        if isinstance(regla.plazo, Referencia):
            leidos_aparte.add(regla.plazo)
    for codigo, criterio in catalogo.criterios.items():
        if not criterio.admite_no_aplica:
            continue
        dato = Referencia(Ambito.CRITERIO, codigo)
        if dato in leidos_aparte:
            sitios.anotar(
                "criterios",
                codigo,
                ("admite_no_aplica",),
                "No puede admitir «no aplica»: lo lee un aplica_si, un plazo o un hecho derivado.",
            )
        for regla in catalogo.reglas.values():
            leidos = (*referencias(regla.cumple_si), *referencias(regla.parcial_si))
            datos = {d for d in leidos if d.ambito not in {Ambito.PARAMETRO, Ambito.CASO}}
            if dato in datos and datos != {dato}:
                otros = ", ".join(sorted(str(d) for d in datos - {dato}))
                sitios.anotar(
                    "criterios",
                    codigo,
                    ("admite_no_aplica",),
                    f"No puede admitir «no aplica»: la regla «{regla.codigo}» lee además {otros}.",
                )


def _uso(catalogo: Catalogo, sitios: Anotador) -> None:
    """Todo criterio sirve para algo."""
    leidos = {d for r in catalogo.reglas.values() for c in r.condiciones() for d in catalogo.abrir(c)}
    leidos |= {r.plazo for r in catalogo.reglas.values() if isinstance(r.plazo, Referencia)}
    for codigo in catalogo.criterios:
        if Referencia(Ambito.CRITERIO, codigo) not in leidos:
            sitios.anotar("criterios", codigo, (), f"Ninguna regla lee el criterio «{codigo}».")


def _inventario(catalogo: Catalogo, sitios: Anotador) -> None:
    """Toda fila que una ficha dice recoger está en el inventario."""
    fichas = [
        *(("criterios", c, f.inventario) for c, f in catalogo.criterios.items()),
        *(("hechos", c, h.ficha.inventario) for c, h in catalogo.hechos.items()),
        *(("reglas", c, r.ficha.inventario) for c, r in catalogo.reglas.items()),
    ]
    for seccion, codigo, filas in fichas:
        for i, fila in enumerate(filas):
            if fila not in catalogo.inventario:
                quiso = sugerencia(fila, catalogo.inventario)
                sitios.anotar(
                    seccion, codigo, ("inventario", i), f"No existe la fila de inventario «{fila}».{quiso}"
                )


def _casos(catalogo: Catalogo, nombres: Nombres, sitios: Anotador) -> None:
    """Los ejemplos nombran reglas y datos que existen, con valores que convienen."""
    for caso in catalogo.casos:
        anotar = _en(sitios, "casos", caso.codigo)
        resolutor = Resolutor(nombres, anotar)
        if caso.regla not in catalogo.reglas:
            quiso = sugerencia(caso.regla, catalogo.reglas)
            anotar(("regla",), f"No existe la regla «{caso.regla}».{quiso}", "")
        elif not catalogo.reglas[caso.regla].rige(caso.fecha):
            anotar(
                ("fecha",), f"La regla «{caso.regla}» no rige el {caso.fecha}.", "una fecha de su vigencia"
            )
        for codigo, valor in caso.entidad.items():
            if resolutor.dato(f"entidad.{codigo}", ("entidad", codigo)) is not None:
                resolutor.admite(valor, catalogo.atributos[codigo], ("entidad", codigo))
        for codigo, respuesta in caso.respuestas.items():
            if resolutor.dato(codigo, ("respuestas", codigo)) is not None:
                resolutor.admite(respuesta, catalogo.criterios[codigo], ("respuestas", codigo))


def _acciones(catalogo: Catalogo, nombres: Nombres, sitios: Anotador) -> None:
    acciones = catalogo.acciones
    for codigo, accion in acciones.items():
        _logra(accion, catalogo, nombres, _en(sitios, "acciones", codigo))
    grafo = {c: [r for r in a.requiere if r in acciones] for c, a in acciones.items()}
    if ciclo := ciclo_en(grafo):
        sitios.anotar(
            "acciones", ciclo[0], ("requiere",), f"Las acciones se requieren en círculo: {' → '.join(ciclo)}."
        )
        return
    _valores_enfrentados(catalogo, grafo, sitios)
    cerradas = {regla for accion in acciones.values() for regla in accion.cierra}
    for codigo, regla in catalogo.reglas.items():
        if not regla.ficha.insubsanable and codigo not in cerradas:
            sitios.anotar("reglas", codigo, (), f"Ninguna acción dice que cierra la regla «{codigo}».")


def _en(sitios: Anotador, seccion: str, codigo: str) -> Anotar:
    return partial(sitios.anotar, seccion, codigo)


def _logra(accion: Accion, catalogo: Catalogo, nombres: Nombres, anotar: Anotar) -> None:
    resolutor = Resolutor(nombres, anotar)
    de_aplicabilidad = {d for r in catalogo.reglas.values() for d in catalogo.abrir(r.aplica_si)}
    for codigo, valor in accion.logra.items():
        ruta: Ruta = ("logra", codigo)
        dato = resolutor.dato(codigo, ruta)
        if dato is None:
            continue
        if dato.ambito is not Ambito.CRITERIO:
            anotar(ruta, "Una acción solo cambia criterios.", "un criterio")
            continue
        if dato in de_aplicabilidad:
            anotar(ruta, f"«{codigo}» decide si alguna regla aplica: una acción no puede tocarlo.", "")
        criterio = catalogo.criterios[codigo]
        if not (criterio.clase is Clase.FECHA and valor == CIERRE):
            resolutor.admite(valor, criterio, ruta)


def _valores_enfrentados(catalogo: Catalogo, grafo: dict[str, list[str]], sitios: Anotador) -> None:
    """Dos acciones que dejan distinto un mismo criterio van una después de la otra."""
    antes = {codigo: _alcanzadas(grafo, codigo) for codigo in grafo}
    por_criterio: dict[str, list[Accion]] = {}
    for accion in catalogo.acciones.values():
        for criterio in accion.logra:
            por_criterio.setdefault(criterio, []).append(accion)
    for criterio, suyas in por_criterio.items():
        if criterio in catalogo.criterios and catalogo.criterios[criterio].clase is Clase.OPCIONES:
            continue
        for i, una in enumerate(suyas):
            for otra in suyas[i + 1 :]:
                enlazadas = una.codigo in antes[otra.codigo] or otra.codigo in antes[una.codigo]
                if una.logra[criterio] != otra.logra[criterio] and not enlazadas:
                    mensaje = (
                        f"«{una.codigo}» y «{otra.codigo}» dejan distinto «{criterio}» "
                        "y ninguna requiere a la otra: no se sabría cuál gana."
                    )
                    sitios.anotar("acciones", otra.codigo, ("logra", criterio), mensaje)


def _alcanzadas(grafo: dict[str, list[str]], codigo: str) -> set[str]:
    """Las acciones que hay que haber hecho antes de una, por larga que sea la cadena."""
    vistas: set[str] = set()
    pendientes = list(grafo[codigo])
    while pendientes:
        otra = pendientes.pop()
        if otra not in vistas:
            vistas.add(otra)
            pendientes.extend(grafo[otra])
    return vistas

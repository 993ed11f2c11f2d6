"""De un vistazo: cómo va el Distrito, dónde se rezaga, qué lo movería, quién cayó y quién va arriba."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.analisis import distribuciones, grupos
from autodiagnostico.analisis.distribuciones import Distribucion
from autodiagnostico.analisis.grupos import Grupo, Ubicada
from autodiagnostico.analisis.palancas import Palanca
from autodiagnostico.analisis.tendencia import Movida
from autodiagnostico.graficas import Casilla, Grafica, calor
from autodiagnostico.servicios import comparacion, consejo, rezagos
from autodiagnostico.servicios.distrito import Cuadro
from ui import contexto, formato, grafica, piezas
from ui.distrito import comun, rezago
from ui.marcado import Html, e, pintar, unir

CUANTAS = 5
CIEN = 100
DE_UNA_VEZ = 300
"""Con más entidades que estas, los grupos se miran sector por sector: comparar todas con todas tarda."""


def dibujar(cuadro: Cuadro, vigencia: int, vigencias: Sequence[int]) -> None:
    """La vista entera."""
    pintar(_titular(cuadro))
    if not cuadro.contadas().empty:
        _lo_que_hay(cuadro, vigencia, vigencias)
    pintar(comun.contadas(cuadro))


def _lo_que_hay(cuadro: Cuadro, vigencia: int, vigencias: Sequence[int]) -> None:
    grafica.dibujar(mapa_por_sector(cuadro), "sectores", titulo="h2")
    rezago.dibujar(cuadro, "vistazo")
    _palancas(vigencia, cuadro)
    _cayeron(vigencia, vigencias)
    _grupo_alto(cuadro)


def _titular(cuadro: Cuadro) -> Html:
    globales = distribuciones.por_ambito(cuadro, ["global"])
    if not globales:
        return e("p", "Todavía no hay diagnósticos enviados que comparar.", clase="entrada")
    d = globales[0]
    return e(
        "p",
        "La mediana del Distrito es ",
        e("strong", f"{comun.puntos(d.mediana)} de 100"),
        f"; la mitad de las entidades está entre {comun.puntos(d.cuartil_1)} y {comun.puntos(d.cuartil_3)}. "
        f"Cobertura media: {d.cobertura:.0%}.".replace("%", " %"),
        clase="entrada",
    )


def mapa_por_sector(cuadro: Cuadro) -> Grafica:
    """La mediana de cada sector en cada escenario."""
    suyas = distribuciones.por_sector(cuadro, ["escenario", "global"])
    sectores = sorted({d.grupo for d in suyas}, key=lambda s: (_global_de(suyas, s), s))
    por = {(d.grupo, d.codigo): d for d in suyas}
    columnas = ["global", *cuadro.catalogo.escenarios]
    casillas = [
        Casilla(
            f"{sector} ({por[sector, 'global'].entidades})",
            distribuciones.nombre_de(cuadro.catalogo, "global" if c == "global" else "escenario", c),
            por[sector, c].mediana / CIEN if (sector, c) in por else None,
            comun.puntos(por[sector, c].mediana) if (sector, c) in por else "—",
        )
        for sector in sectores
        for c in columnas
    ]
    baja = min((d for d in suyas if d.codigo != "global"), key=lambda d: d.mediana)
    alternativa = (
        f"La mediana más baja es la de {baja.grupo} en «{baja.nombre}»: {comun.puntos(baja.mediana)}. "
        f"El sector más atrasado en el global es {sectores[0]}, y el más adelantado, {sectores[-1]}."
    )
    return calor("Mediana de cada sector, de 0 a 100", casillas, comun.origen(cuadro), alternativa)


def _global_de(suyas: Sequence[Distribucion], sector: str) -> float:
    return next((d.mediana for d in suyas if d.grupo == sector and d.codigo == "global"), 0.0)


def _palancas(vigencia: int, cuadro: Cuadro) -> None:
    halladas = rezagos.palancas(contexto.sala(), vigencia)
    pintar(e("h2", "Tres acciones que moverían a más entidades"))
    if not halladas.juntas:
        pintar(e("p", "Ninguna acción, ella sola, haría subir de nivel a alguna entidad."))
        return
    pintar(
        e("ol", (e("li", frase_de_palanca(cuadro, p, i)) for i, p in enumerate(halladas.juntas))),
        e(
            "p",
            "Se hacen de verdad, con sus requisitos, en cada entidad a la que se le proponen, y se vuelve a "
            "evaluar con las reglas de hoy. En «Qué frena» están todas.",
            clase="ayuda",
        ),
    )


def frase_de_palanca(cuadro: Cuadro, palanca: Palanca, lugar: int) -> Html:
    """«Publicar la caracterización: con ella suben 7 entidades; 176 días de trabajo en total»."""
    titulo = cuadro.catalogo.acciones[palanca.acciones[-1]].titulo
    suben = formato.plural(palanca.suben, "entidad sube", "entidades suben")
    con = "con ella" if lugar == 0 else "con ella y las anteriores"
    dias = formato.plural(palanca.esfuerzo_dias, "día de trabajo", "días de trabajo")
    return unir(
        e("strong", titulo), f": {con}, {suben} al menos un nivel en algún escenario; {dias} entre todas."
    )


def _cayeron(vigencia: int, vigencias: Sequence[int]) -> None:
    anteriores = [v for v in vigencias if v < vigencia]
    if not anteriores:
        return
    anterior = max(anteriores)
    movidas = rezagos.historia(contexto.sala(), [vigencia, anterior]).movidas(anterior, vigencia)
    bajaron = [m for m in movidas if m.cambio < 0]
    de_nivel = [m for m in bajaron if m.nivel_despues < m.nivel_antes]
    pintar(
        e("h2", f"Quién cayó desde {anterior}"),
        e(
            "p",
            f"{formato.plural(len(de_nivel), 'entidad bajó', 'entidades bajaron')} de nivel y "
            f"{formato.plural(len(bajaron) - len(de_nivel), 'bajó', 'bajaron')} solo de puntaje, de "
            f"{len(movidas)} con las dos vigencias, medidas ambas con las reglas de hoy.",
        ),
        tabla_de_movidas(
            [*de_nivel, *(m for m in bajaron if m not in de_nivel)][:CUANTAS], anterior, vigencia
        ),
        e("p", "En «Tendencia» están todas, y qué dejó de cumplir cada una.", clase="ayuda"),
    )


def tabla_de_movidas(movidas: Sequence[Movida], de: int, a: int) -> Html | None:
    """De dónde a dónde pasó cada entidad."""
    if not movidas:
        return None
    filas = (
        piezas.fila(
            comun.entidad(m.nombre, m.diagnostico_id),
            m.sector,
            f"{m.nivel_antes} → {m.nivel_despues}",
            f"{comun.puntos(m.antes)} → {comun.puntos(m.despues)}",
        )
        for m in movidas
    )
    titulos = ["Entidad", "Sector", f"Nivel global, {de} → {a}", f"Puntaje, {de} → {a}"]
    return piezas.tabla(titulos, filas, f"Cambios de {de} a {a}")


def _grupo_alto(cuadro: Cuadro) -> None:
    pintar(e("h2", "Quiénes están con seguridad en el grupo alto"))
    if len(cuadro.contadas()) > DE_UNA_VEZ:
        pintar(e("p", "Son muchas para ordenarlas a la vez: elija un sector o un tipo en «Comparar»."))
        return
    pintar(lista_de_grupo(ubicadas(cuadro), Grupo.ALTO))


def ubicadas(cuadro: Cuadro) -> list[Ubicada]:
    """Entre qué grupos queda cada entidad de un cuadro."""
    filas = comparacion.filas(cuadro)
    return grupos.ubicar(filas, consejo.puestos(cuadro.catalogo, filas))


def lista_de_grupo(suyas: Sequence[Ubicada], grupo: Grupo) -> Html:
    """Las que están en un grupo con seguridad y, aparte, las que podrían estar."""
    seguras, dudosas = (grupos.en(suyas, grupo, seguras=s) for s in (True, False))
    return unir(
        e(
            "p",
            f"{formato.plural(len(seguras), 'entidad está', 'entidades están')} en el tercio {grupo} sea "
            "cual sea el peso de los escenarios (entre 0,8 y 1,2 veces el suyo) y lo que falta por "
            "responder; "
            f"{formato.plural(len(dudosas), 'otra podría', 'otras podrían')} estar.",
        ),
        piezas.lista(_nombre(u) for u in seguras) if seguras else None,
        piezas.plegado("Las que podrían estar", piezas.lista(_nombre(u) for u in dudosas))
        if dudosas
        else None,
    )


def _nombre(ubicada: Ubicada) -> Html:
    fila = ubicada.fila
    return unir(
        comun.entidad(fila.nombre, fila.diagnostico_id),
        f" ({fila.sector}), cobertura {formato.porcentaje(fila.cobertura_global)}"
        if fila.cobertura_global is not None
        else None,
    )

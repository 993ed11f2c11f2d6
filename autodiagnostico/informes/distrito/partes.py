"""Las partes que los informes del Distrito comparten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from autodiagnostico.analisis import grupos, incumplidas, seleccion
from autodiagnostico.analisis.distribuciones import Distribucion, mayor_rezago
from autodiagnostico.analisis.grupos import Grupo
from autodiagnostico.analisis.seleccion import Elegida
from autodiagnostico.comision.palabras import como_va, sesion_en_palabras
from autodiagnostico.documento.bloques import Bloque, Cifras, Figura, Lista, Parrafo, Tabla
from autodiagnostico.graficas import Caja, Casilla, Medida, cajas, calor, linea
from autodiagnostico.informes.distrito.datos import GLOBAL, Datos
from autodiagnostico.informes.textos import Declarado
from autodiagnostico.palabras import cita_en_palabras, cortar_guardado, porcentaje, puntaje_guardado
from autodiagnostico.textos import cuantas
from reglas import Catalogo

INCUMPLIDAS, SIN_CONTAR = 10, 40
_CIEN = 100
_RENGLON = 16
_NOMBRES, _EN_GRUPO = 8, 60
_GRUPOS = {Grupo.ALTO: "Alto", Grupo.MEDIO: "Medio", Grupo.BAJO: "Bajo"}


def mensaje(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    """Lo que hay que saber, en una frase y cuatro cifras."""
    yield from datos.salvedad()
    suyo = next(iter(datos.repartos(GLOBAL)), None)
    if suyo is None:
        yield Parrafo(dice.decir("sin_datos"))
        return
    frase = dice.decir(
        "mensaje",
        mediana=puntaje_guardado(suyo.mediana),
        cuartil_1=puntaje_guardado(suyo.cuartil_1),
        cuartil_3=puntaje_guardado(suyo.cuartil_3),
        cobertura=f"{int(_CIEN * suyo.cobertura)} %",
    )
    yield Parrafo(frase)
    yield Cifras(
        [
            datos.cifra(puntaje_guardado(suyo.mediana), "Mediana de madurez, de 100"),
            datos.cifra(
                f"{puntaje_guardado(suyo.cuartil_1)} a {puntaje_guardado(suyo.cuartil_3)}",
                "La mitad está entre",
            ),
            datos.cifra(f"{len(datos.contadas)} de {len(datos.filas)}", "Entidades que se cuentan"),
            datos.cifra(f"{int(_CIEN * suyo.cobertura)} %", "De lo que se mide, ya se sabe"),
        ]
    )
    yield Parrafo(_rezago(datos, dice))


def _rezago(datos: Datos, dice: Declarado) -> str:
    peor = mayor_rezago(datos.cuadro, ["escenario"])
    if peor is None:
        return dice.decir("sin_rezago")
    suya = peor.distribucion
    return dice.decir(
        "rezago",
        sector=suya.grupo,
        escenario=suya.nombre,
        suya=puntaje_guardado(suya.mediana),
        distrito=puntaje_guardado(suya.mediana + peor.brecha),
        cobertura=f"{int(_CIEN * suya.cobertura)} %",
    )


def reparto(datos: Datos) -> Iterator[Bloque]:
    """Mínimo, cuartiles, mediana y máximo, en el global y en cada escenario."""
    suyas = sorted(datos.repartos("escenario", GLOBAL), key=lambda d: d.codigo != GLOBAL)
    if suyas:
        yield Figura(cajas("Cómo se reparten las entidades", [_caja(d) for d in suyas], datos.origen))


def _caja(d: Distribucion) -> Caja:
    partes = (d.minimo, d.cuartil_1, d.mediana, d.cuartil_3, d.maximo)
    return Caja(d.nombre, d.entidades, *map(cortar_guardado, partes))


def sectores(datos: Datos) -> Iterator[Bloque]:
    """La mediana de cada sector en cada escenario."""
    suyas = datos.de_sectores()
    if not suyas:
        return
    por = {(d.grupo, d.codigo): d for d in suyas}
    nombres = {GLOBAL: "Global"} | {c: s.nombre for c, s in datos.cuadro.catalogo.escenarios.items()}
    en_orden = sorted({d.grupo for d in suyas}, key=str.casefold)
    casillas = [
        Casilla(
            f"{sector} ({por[sector, GLOBAL].entidades})",
            "\n".join(wrap(nombre, _RENGLON)),
            por[sector, c].mediana / _CIEN if (sector, c) in por else None,
            puntaje_guardado(por[sector, c].mediana) if (sector, c) in por else "—",
        )
        for sector in en_orden
        for c, nombre in nombres.items()
    ]
    baja = min((d for d in suyas if d.codigo != GLOBAL), key=lambda d: d.mediana)
    alternativa = (
        f"La mediana más baja es la de {baja.grupo} en «{baja.nombre}»: {puntaje_guardado(baja.mediana)}."
    )
    yield Figura(calor("Mediana de cada sector, de 0 a 100", casillas, datos.origen, alternativa))


def frena(datos: Datos, dice: Declarado, cuantas_: int = INCUMPLIDAS) -> Iterator[Bloque]:
    """Las reglas que más entidades no cumplen."""
    suyas = [i for i in incumplidas.por_regla(datos.cuadro) if i.fallan][:cuantas_]
    if not suyas:
        return
    yield Parrafo(dice.decir("frena"))
    filas = [
        (*_regla(datos.cuadro.catalogo, i.regla), f"{i.fallan} de {i.aplica - i.sin_informacion}")
        for i in suyas
    ]
    yield Tabla(("Qué se verifica", "Norma", "No la cumplen del todo"), (6, 5, 3), filas)


def _regla(catalogo: Catalogo, codigo: str) -> tuple[str, str]:
    suya = catalogo.reglas.get(codigo)
    return (codigo, "–") if suya is None else (suya.ficha.titulo, cita_en_palabras(catalogo, suya.ficha.cita))


def palancas(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    """Las acciones que juntas moverían a más entidades."""
    juntas = datos.palancas.juntas if datos.palancas else ()
    if not juntas:
        yield Parrafo(dice.decir("sin_palancas"))
        return
    yield Parrafo(dice.decir("palancas"))
    filas = [
        (
            datos.cuadro.catalogo.acciones[p.acciones[-1]].titulo,
            cuantas(p.suben, "entidad", "entidades"),
            cuantas(p.esfuerzo_dias, "día", "días"),
        )
        for p in juntas
    ]
    yield Tabla(("Acción, sumada a las anteriores", "Subirían", "Trabajo de todas"), (7, 3, 3), filas)


def en_grupos(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    """Quién está con seguridad en cada tercio; nunca un puesto."""
    if not datos.ubicadas:
        yield Parrafo(dice.decir("pocas_para_grupos"))
        return
    yield Parrafo(dice.decir("grupos"))
    filas = [
        (nombre, str(len(suyas)), _en_lista([u.fila.nombre for u in suyas], _EN_GRUPO))
        for grupo, nombre in _GRUPOS.items()
        for suyas in [grupos.en(datos.ubicadas, grupo, seguras=True)]
    ]
    inciertas = [u.fila.nombre for u in datos.ubicadas if not u.segura]
    filas.append(("Entre dos o más grupos", str(len(inciertas)), _en_lista(inciertas, _EN_GRUPO)))
    yield Tabla(("Grupo", "Cuántas", "Con seguridad"), (2, 2, 9), filas)


def elegidas(datos: Datos) -> Iterator[Bloque]:
    """A quién apoyar y de quién aprender, en cada escenario."""
    regla = seleccion.seleccion()
    for titulo, dicha, de in (
        ("Necesitan apoyo", regla.apoyo_en_palabras(), seleccion.apoyo),
        ("Tienen algo que enseñar", regla.buena_practica_en_palabras(), seleccion.buenas_practicas),
    ):
        filas = [
            (escenario.nombre, str(len(suyas)), _nombres(suyas))
            for codigo, escenario in datos.cuadro.catalogo.escenarios.items()
            for suyas in [de(datos.cuadro, codigo)]
        ]
        yield Parrafo(dicha, f"{titulo}.")
        yield Tabla(("Escenario", "Cuántas", "Cuáles"), (4, 2, 9), filas)
    yield Parrafo(regla.razon)


def _nombres(suyas: list[Elegida]) -> str:
    return _en_lista(sorted((x.nombre for x in suyas), key=str.casefold), _NOMBRES)


def _en_lista(nombres: Sequence[str], cuantos: int) -> str:
    mas = len(nombres) - cuantos
    return "; ".join(nombres[:cuantos]) + (f"; y {mas} más, en el libro" if mas > 0 else "") or "Ninguna"


def tendencia(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    """La mediana por vigencia, entonces y hoy."""
    if len({p.vigencia for p in datos.puntos}) < 2:  # noqa: PLR2004 - con una no hay línea
        yield Parrafo(dice.decir("una_sola"))
        return
    yield Parrafo(dice.decir("tendencia"))
    medidas = [
        Medida(serie, str(p.vigencia), None if valor is None else cortar_guardado(valor))
        for serie, valores in (
            ("Con las reglas de entonces", [(p, p.entonces) for p in datos.puntos]),
            ("Con las reglas de hoy", [(p, p.hoy) for p in datos.puntos]),
        )
        for p, valor in valores
    ]
    yield Figura(linea("Mediana global por vigencia", medidas, datos.origen))


def comision(datos: Datos, dice: Declarado, sesion: str = "") -> Iterator[Bloque]:
    """Cómo va el plan de trabajo de la Comisión: lo de una sesión o, sin ella, todo."""
    if datos.comision is None:
        yield Parrafo(dice.decir("sin_plan_de_comision", vigencia=datos.ano_de_sesion))
        return
    entregas = datos.comision.de_la_sesion(sesion) if sesion else datos.comision.entregas
    yield Parrafo(dice.decir("comision" if sesion else "comision_todo"))
    filas = [
        (
            x.fila.funcion,
            x.fila.responsable or "El plan no lo dice",
            sesion_en_palabras(x),
            como_va(x, datos.hoy),
            x.ultima.novedad.evidencia if x.ultima and x.ultima.novedad.evidencia else "–",
        )
        for x in entregas
    ]
    yield Tabla(("Función", "Responsable", "Sesión", "Cómo va", "Evidencia"), (7, 4, 3, 3, 3), filas)


def cuentas(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    """Cuántas se cuentan, cuáles no y por qué, y cómo se calcula."""
    fuera = [f for f in datos.filas if not f.contada]
    if not fuera:
        yield Parrafo(dice.decir("todas_contadas"))
    else:
        todas = cuantas(len(datos.filas), "entidad", "entidades")
        yield Parrafo(
            f"{dice.decir('cuentas', contadas=len(datos.contadas), todas=todas)} {dice.decir('no_contadas')}"
        )
        filas = [(f.nombre, porcentaje(f.cobertura_global), f.razon_no_contada) for f in fuera[:SIN_CONTAR]]
        yield Tabla(("No se cuenta", "Cobertura", "Por qué"), (5, 2, 7), filas)
        if len(fuera) > SIN_CONTAR:
            yield Lista("", [(0, f"Y {len(fuera) - SIN_CONTAR} más, en la hoja «Entidades» del libro.")])
    yield Parrafo(dice.decir("como_se_calcula"), "Cómo se calcula.")

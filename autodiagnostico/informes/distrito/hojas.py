"""Los libros de Excel de los informes del Distrito, con fórmulas que dan lo mismo que el programa."""

from __future__ import annotations

from collections.abc import Callable

from autodiagnostico.analisis import incumplidas, seleccion
from autodiagnostico.analisis.comparacion import FilaDeComparacion
from autodiagnostico.analisis.distribuciones import Distribucion
from autodiagnostico.analisis.grupos import Ubicada
from autodiagnostico.analisis.seleccion import Elegida
from autodiagnostico.comision.palabras import como_va, sesion_en_palabras
from autodiagnostico.informes.distrito.datos import GLOBAL, Datos
from autodiagnostico.informes.libro import Celda, Columna, Formula, Hoja
from autodiagnostico.palabras import cita_en_palabras, cortar_guardado, cortar_parte
from reglas.palabras import fecha_en_palabras

_CORTE = "ROUNDDOWN(ROUND({0},9),1)"
_REPARTO: tuple[tuple[str, str, Callable[[Distribucion], float]], ...] = (
    ("Mínimo", "MIN(puntaje)", lambda d: d.minimo),
    ("Cuartil 1", "QUARTILE(puntaje,1)", lambda d: d.cuartil_1),
    ("Mediana", "MEDIAN(puntaje)", lambda d: d.mediana),
    ("Cuartil 3", "QUARTILE(puntaje,3)", lambda d: d.cuartil_3),
    ("Máximo", "MAX(puntaje)", lambda d: d.maximo),
)


def notas(datos: Datos) -> list[str]:
    """De qué vigencia, a qué fecha y con qué."""
    return [
        f"{datos.de_que}. Emitido el {fecha_en_palabras(datos.hoy)}. Es lo que cada entidad dice de sí.",
        "Los totales son fórmulas: se recalculan con la hoja. El orden es alfabético; no hay puestos.",
    ]


def resumen(datos: Datos) -> Hoja:
    """Cuántas se cuentan y cómo se reparten."""
    columnas = [Columna("Dato", 46), Columna("Valor", 14, "entero"), Columna("De dónde sale", 60)]
    hoja = "Hoja «Entidades»"
    filas: list[tuple[str, Celda, str]] = [
        ("Entidades", Formula("ROWS(contada)", len(datos.filas)) if datos.filas else 0, hoja),
        ("Entidades que se cuentan", Formula("SUM(contada)", len(datos.contadas)), hoja),
    ]
    suyo = next(iter(datos.repartos(GLOBAL)), None)
    if suyo is not None:
        filas += [
            (
                f"{nombre} del puntaje global, de 100",
                Formula(_CORTE.format(formula), cortar_guardado(valor(suyo)), "decimal"),
                f"{hoja}, columna «Puntaje global»",
            )
            for nombre, formula, valor in _REPARTO
        ]
    return Hoja("Resumen", "Resumen", notas(datos), columnas, filas)


def entidades(datos: Datos) -> Hoja:
    """Una fila por entidad; de la que no se cuenta, por qué, y ningún puntaje."""
    escenarios = datos.cuadro.catalogo.escenarios
    columnas = [
        Columna("Entidad", 46),
        Columna("Sector", 28),
        Columna("Se cuenta (1) o no (0)", 10, "entero", "contada"),
        Columna("Por qué no se cuenta", 40),
        Columna("Cobertura", 11, "porcentaje"),
        Columna("Nivel global", 9, "entero"),
        Columna("Puntaje global", 11, "diezmilesimas", "puntaje"),
        *(Columna(e.nombre, 13, "diezmilesimas") for e in escenarios.values()),
        Columna("Grupo", 22),
    ]
    de_grupo = {u.fila.diagnostico_id: _grupo(u) for u in datos.ubicadas}
    filas = [[*_entidad(datos, f), de_grupo.get(f.diagnostico_id, "")] for f in datos.filas]
    return Hoja("Entidades", "Entidades", notas(datos), columnas, filas)


def _grupo(ubicada: Ubicada) -> str:
    """Su tercio, si no depende de los pesos ni de lo que falta; si no, entre cuáles puede quedar."""
    if ubicada.segura:
        return f"{ubicada.mejor_grupo.capitalize()}, con seguridad"
    return f"Entre {ubicada.mejor_grupo} y {ubicada.peor_grupo}"


def _entidad(datos: Datos, f: FilaDeComparacion) -> list[Celda]:
    total = f.madurez_global if f.contada else None
    suyos = f.escenarios if f.contada and f.escenarios else {}
    return [
        f.nombre,
        f.sector,
        int(f.contada),
        f.razon_no_contada,
        cortar_parte(f.cobertura_global),
        total.nivel_min if total else None,
        float(total.indice_min) if total and total.indice_min is not None else None,
        *(_indice(suyos.get(c)) for c in datos.cuadro.catalogo.escenarios),
    ]


def _indice(madurez: object) -> float | None:
    indice = getattr(madurez, "indice_min", None)
    return None if indice is None else float(indice)


def frena(datos: Datos) -> Hoja:
    """Todas las reglas, de la que más entidades incumplen a la que menos."""
    catalogo = datos.cuadro.catalogo
    columnas = [
        Columna("Regla", 16),
        Columna("Qué se verifica", 50),
        Columna("Norma y artículo", 36),
        Columna("Le aplica a", 9, "entero"),
        Columna("No cumplen", 9, "entero"),
        Columna("Cumplen en parte", 9, "entero"),
        Columna("No se sabe", 9, "entero"),
        Columna("Parte que no la cumple del todo", 12, "porcentaje"),
    ]
    filas: list[list[Celda]] = [
        [
            i.regla,
            catalogo.reglas[i.regla].ficha.titulo,
            cita_en_palabras(catalogo, catalogo.reglas[i.regla].ficha.cita),
            i.aplica,
            i.no_cumple,
            i.parcial,
            i.sin_informacion,
            Formula("IF(D{fila}=G{fila},0,(E{fila}+F{fila})/(D{fila}-G{fila}))", i.parte or 0.0),
        ]
        for i in incumplidas.por_regla(datos.cuadro)
        if i.regla in catalogo.reglas
    ]
    return Hoja("Qué frena", "Lo que más entidades incumplen", notas(datos), columnas, filas, fijas=2)


def elegidas(datos: Datos) -> Hoja:
    """A quién apoyar y de quién aprender, en cada escenario, por su nombre."""
    columnas = [
        Columna("Para qué", 26),
        Columna("Escenario", 40),
        Columna("Entidad", 46),
        Columna("Sector", 28),
        Columna("Nivel", 8, "entero"),
        Columna("Lo que cumple y pocas", 50),
    ]
    filas: list[list[Celda]] = [
        [
            para,
            escenario.nombre,
            x.nombre,
            x.sector,
            x.nivel,
            "\n".join(_titulo(datos, r) for r in x.practicas),
        ]
        for para, de in (
            ("Necesita apoyo", seleccion.apoyo),
            ("Tiene algo que enseñar", seleccion.buenas_practicas),
        )
        for codigo, escenario in datos.cuadro.catalogo.escenarios.items()
        for x in sorted(de(datos.cuadro, codigo), key=_por_nombre)
    ]
    return Hoja("A quién y de quién", "A quién apoyar y de quién aprender", notas(datos), columnas, filas)


def _por_nombre(elegida: Elegida) -> str:
    return elegida.nombre.casefold()


def _titulo(datos: Datos, regla: str) -> str:
    suya = datos.cuadro.catalogo.reglas.get(regla)
    return suya.ficha.titulo if suya else regla


def comision(datos: Datos) -> Hoja:
    """El plan de trabajo de la Comisión, entrega por entrega."""
    columnas = [
        Columna("Función", 60),
        Columna("Responsable", 34),
        Columna("Sesión", 22),
        Columna("Cómo va", 14),
        Columna("Evidencia", 40),
    ]
    filas: list[list[Celda]] = [
        [
            x.fila.funcion,
            x.fila.responsable,
            sesion_en_palabras(x),
            como_va(x, datos.hoy),
            x.ultima.novedad.evidencia if x.ultima else "",
        ]
        for x in (datos.comision.entregas if datos.comision else ())
    ]
    vacia = f"No hay plan de trabajo para {datos.ano_de_sesion}."
    return Hoja("Plan de la Comisión", "Plan de la Comisión", notas(datos), columnas, filas, vacia)

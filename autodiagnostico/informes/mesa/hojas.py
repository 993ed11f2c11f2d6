"""Las hojas que varios informes llevan, con fórmulas que dan lo mismo que el programa."""

from __future__ import annotations

from autodiagnostico.informes.libro import Celda, Columna, Formula, Hoja
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.ruta import entregado, peso
from autodiagnostico.palabras import CARACTERES, ESTADOS, cortar_puntaje, escenario_en_palabras
from autodiagnostico.plan.semaforo import LUCES
from motor import Estado
from motor.resultado import MadurezDeEscenario
from reglas.palabras import fecha_en_palabras

VACIO = "Todavía no hay acciones en el plan."
PUNTAJE = "ROUNDDOWN(ROUND({0},9),1)"
"""Se corta hacia abajo, como en todas partes; lo de dentro quita el polvo de la coma flotante."""
GLOBAL = PUNTAJE.format("SUMPRODUCT(pesos,100*(cumplidos+en_parte)/potenciales)/SUM(pesos)")


def notas(datos: Datos) -> list[str]:
    """De qué vigencia, a qué fecha y con qué base."""
    caso, base = datos.resultado.caso, datos.resultado.edicion.catalogo.base
    return [
        f"{datos.entidad}. Vigencia {caso.vigencia}. Autodiagnóstico con corte al "
        f"{fecha_en_palabras(caso.fecha_corte)}. Base de reglas {base.version}.",
        f"Emitido el {fecha_en_palabras(datos.hoy)}. Los totales son fórmulas: se recalculan con la hoja.",
    ]


def resumen(datos: Datos, filas: list[tuple[str, Celda, str]]) -> Hoja:
    """Un dato por fila: qué es, cuánto y de dónde sale."""
    columnas = [Columna("Dato", 46), Columna("Valor", 16, "entero"), Columna("De dónde sale", 60)]
    return Hoja("Resumen", "Resumen", notas(datos), columnas, filas)


def del_autodiagnostico(datos: Datos) -> list[tuple[str, Celda, str]]:
    """Las filas del resumen que salen de evaluar."""
    deberes = datos.deberes()
    cumplidos = datos.cumplidos
    indice = cortar_puntaje(datos.resultado.madurez_global.indice_min)
    filas: list[tuple[str, Celda, str]] = [
        ("Deberes que le aplican", Formula("ROWS(resultados)", len(deberes)), "Hoja «Deberes»")
        if deberes
        else ("Deberes que le aplican", 0, "Hoja «Deberes»"),
        (
            "Deberes cumplidos",
            Formula(f'COUNTIF(resultados,"{ESTADOS[Estado.CUMPLE][1]}")', cumplidos),
            "Hoja «Deberes»",
        ),
    ]
    if indice is not None:
        formula = Formula(GLOBAL, indice, "decimal")
        filas.append(("Madurez demostrada, de 100", formula, "Hoja «Madurez»: promedio con los pesos"))
        nivel = datos.resultado.madurez_global.nivel_min or 0
        filas.append(("Nivel demostrado", Formula("MIN(niveles)", nivel), "Hoja «Madurez»: el más bajo"))
    return filas


def madurez(datos: Datos) -> Hoja:
    """Un escenario por fila, con los puntos de que sale su índice."""
    columnas = [
        Columna("Escenario", 44),
        Columna("Peso", 9, "entero", "pesos"),
        Columna("Puntos cumplidos", 13, "decimal", "cumplidos"),
        Columna("Cumplidos en parte", 13, "decimal", "en_parte"),
        Columna("Puntos que le aplican", 13, "decimal", "potenciales"),
        Columna("Puntaje demostrado, de 100", 14, "decimal"),
        Columna("Nivel demostrado", 13, "entero", "niveles"),
    ]
    con_indice = [m for m in datos.resultado.escenarios.values() if m.indice_min is not None]
    filas = [_escenario(datos, m) for m in con_indice]
    return Hoja("Madurez", "Madurez por escenario", notas(datos), columnas, filas)


def _escenario(datos: Datos, m: MadurezDeEscenario) -> list[Celda]:
    catalogo = datos.resultado.edicion.catalogo
    return [
        escenario_en_palabras(catalogo, m.codigo),
        catalogo.escenarios[m.codigo].peso,
        float(m.puntos.cumple),
        float(m.puntos.parcial),
        float(m.puntos.potencial),
        Formula(PUNTAJE.format("100*(C{fila}+D{fila})/E{fila}"), cortar_puntaje(m.indice_min) or 0.0),
        m.nivel_min,
    ]


def deberes(datos: Datos) -> Hoja:
    """Los que le aplican, con su resultado."""
    columnas = [
        Columna("Deber", 52),
        Columna("Norma y artículo", 40),
        Columna("Carácter", 22),
        Columna("Resultado", 20, nombre="resultados"),
        Columna("Vence", 13),
    ]
    filas: list[list[Celda]] = [
        [
            h.regla.ficha.titulo,
            datos.cita(h),
            CARACTERES[h.caracter],
            ESTADOS[h.estado][1],
            h.veredicto.vence,
        ]
        for h in datos.deberes()
    ]
    return Hoja("Deberes", "Deberes que le aplican", notas(datos), columnas, filas)


def de_la_ruta(datos: Datos) -> list[tuple[str, Celda, str]]:
    """Las filas del resumen que salen de seguir el plan."""
    ruta, hoja = datos.ruta, "Hoja «Seguimiento»"
    filas: list[tuple[str, Celda, str]] = [
        ("Acciones aprobadas", Formula("SUM(aprobada)", len(ruta.aprobadas)), hoja),
        (
            "Avance del plan, de 100",
            Formula(
                "IF(SUM(aprobada)=0,0,INT(ROUND(SUMPRODUCT(aprobada,dias,avance)/SUMPRODUCT(aprobada,dias),9)))",
                ruta.avance,
            ),
            f"{hoja}: promedio de lo aprobado, con los días de trabajo como peso",
        ),
    ]
    filas += [
        (f"Acciones: {dicha.lower()}", Formula(f'COUNTIF(como_va,"{dicha}")', len(ruta.en(luz))), hoja)
        for luz, dicha in LUCES.items()
    ]
    return filas


def seguimiento(datos: Datos) -> Hoja:
    """Cada acción del plan, como va hoy."""
    columnas = [
        Columna("N.º", 6, "entero"),
        Columna("Acción", 44),
        Columna("Área responsable", 26),
        Columna("Aprobada (1) o no (0)", 10, "entero", "aprobada"),
        Columna("Cómo va", 14, nombre="como_va"),
        Columna("Días de trabajo (peso)", 10, "entero", "dias"),
        Columna("Avance, de 100", 9, "entero", "avance"),
        Columna("Avance esperado, de 100", 10, "entero"),
        Columna("Empieza", 12),
        Columna("Termina", 12),
        Columna("Días de atraso", 9, "entero"),
        Columna("Lo entregado y su evidencia", 44),
        Columna("Informado el", 12),
        Columna("Norma que la pide", 36),
    ]
    aprobadas = {m.item.id for m in datos.ruta.aprobadas}
    filas: list[list[Celda]] = [
        [
            m.item.orden,
            m.item.titulo,
            m.item.dicho.responsable,
            int(m.item.id in aprobadas),
            LUCES[m.luz],
            peso(m),
            m.porcentaje,
            m.esperado,
            m.item.dicho.inicio,
            m.item.dicho.fecha,
            m.atraso or None,
            entregado(m),
            m.ultimo.fecha if m.ultimo else None,
            datos.norma(m.item),
        ]
        for m in datos.ruta.marchas
    ]
    titulo = f"Seguimiento del plan de la vigencia {datos.ruta.vigencia}"
    return Hoja("Seguimiento", titulo, notas(datos), columnas, filas, VACIO, fijas=2)


def recomendaciones(datos: Datos) -> Hoja:
    """Lo que el programa propone hacer, en su orden."""
    catalogo = datos.resultado.edicion.catalogo
    columnas = [
        Columna("N.º", 6, "entero"),
        Columna("Acción", 56),
        Columna("Área que se sugiere", 36),
        Columna("Días de trabajo", 11, "entero"),
        Columna("Reglas que atiende", 40),
    ]
    filas: list[list[Celda]] = [
        [
            numero,
            r.titulo,
            catalogo.acciones[r.accion].responsable,
            catalogo.acciones[r.accion].esfuerzo_dias,
            "\n".join(catalogo.reglas[c].ficha.titulo for c in r.atiende),
        ]
        for numero, r in enumerate((r for r in datos.recomendaciones if r.accion), start=1)
        if r.accion
    ]
    return Hoja("Recomendaciones", "Qué hacer, en orden", notas(datos), columnas, filas)

"""La matriz del Programa de Transparencia y Ética Pública con las acciones del Modelo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autodiagnostico.documento.bloques import Bloque, Nota, Parrafo, Tabla, Titulo
from autodiagnostico.informes.contenido import Contenido
from autodiagnostico.informes.libro import Celda, Columna, Formula, Hoja
from autodiagnostico.informes.mesa import hojas
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.ruta import acciones
from autodiagnostico.informes.mesa.textos import Declarado
from autodiagnostico.palabras import cita_en_palabras, escenario_en_palabras
from autodiagnostico.plan.fichas import TRIMESTRES, ItemDePlan
from autodiagnostico.plan.marco import declarado
from autodiagnostico.plan.pasos import ESTADOS, VIGENTES
from autodiagnostico.textos import cuantas
from reglas.palabras import numero_en_palabras

_COLUMNAS = (
    "N.º",
    "Componente",
    "Acción",
    "Producto",
    "Indicador y metas",
    "Área",
    "Fechas",
    "Norma",
    "Estado",
)
_ANCHOS = (3, 8, 10, 8, 9, 7, 8, 8, 7)


def contenido(datos: Datos, dice: Declarado) -> Contenido:
    """Los bloques y las hojas."""
    suyas = [_resumen(datos, dice), _matriz(datos), _escenarios(datos)]
    return Contenido(dice.nombre, list(_bloques(datos, dice)), suyas, datos.del_plan_de, apaisado=True)


def _suyos(datos: Datos, dice: Declarado) -> list[ItemDePlan]:
    return [i for i in datos.ruta.items if i.dicho.destino == dice.destino]


def _bloques(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield from datos.salvedad()
    suyos, todos, destino = _suyos(datos, dice), datos.ruta.items, datos.destino(dice.destino)
    if not suyos:
        yield Parrafo(dice.decir("vacia", destino=destino))
    else:
        con_acto = sum(i.estado in VIGENTES for i in suyos)
        yield Parrafo(
            dice.decir(
                "que",
                todas=acciones(len(todos)),
                vigencia=datos.ruta.vigencia,
                suyas=acciones(len(suyos)),
                destino=destino,
                aprobadas=cuantas(con_acto, "aprobada", "aprobadas"),
            )
        )
        yield _tabla(datos, suyos)
    yield _cobertura(datos, dice)
    otros = [i for i in todos if i not in suyos]
    if otros:
        yield Titulo(1, "Acciones del Modelo que van a otros planes")
        yield Parrafo(dice.decir("otras"))
        filas = [
            (
                str(i.orden),
                datos.destino(i.dicho.destino),
                i.titulo,
                i.dicho.responsable,
                datos.norma(i),
                ESTADOS[i.estado],
            )
            for i in otros
        ]
        yield Tabla(("N.º", "Plan", "Acción", "Área", "Norma", "Estado"), (2, 7, 11, 7, 9, 5), filas)


def _tabla(datos: Datos, items: Sequence[ItemDePlan]) -> Tabla:
    filas = [
        (
            str(i.orden),
            i.dicho.componente_ptep or "Por definir",
            i.titulo,
            i.dicho.producto or "Por definir",
            _metas(i),
            i.dicho.responsable or "Por definir",
            _fechas(i),
            datos.norma(i),
            ESTADOS[i.estado],
        )
        for i in items
    ]
    return Tabla(_COLUMNAS, _ANCHOS, filas)


def _metas(item: ItemDePlan) -> str:
    dicho = item.dicho
    if not dicho.indicador:
        return "Por definir"
    metas = "; ".join(
        f"T{n}: {numero_en_palabras(meta)}" for n, meta in enumerate(dicho.metas, start=1) if meta is not None
    )
    unidad = f" ({dicho.unidad})" if dicho.unidad else ""
    return f"{dicho.indicador}{unidad}. {metas or 'Sin metas'}."


def _fechas(item: ItemDePlan) -> str:
    dicho = item.dicho
    desde = f"{dicho.inicio:%d/%m/%Y} a " if dicho.inicio else ""
    return f"{desde}{dicho.fecha:%d/%m/%Y}" if dicho.fecha else "Sin fecha"


def _cobertura(datos: Datos, dice: Declarado) -> Bloque:
    catalogo, pide = datos.resultado.edicion.catalogo, declarado().sin_escenario
    tocados = {e for i in datos.ruta.items for e in i.dicho.escenarios}
    faltan = [catalogo.escenarios[e].nombre for e in datos.resultado.escenarios if e not in tocados]
    if not faltan:
        return Parrafo(dice.decir("con_todos"), "Escenarios.")
    citas = [cita_en_palabras(catalogo, pide.cita)] if pide.cita.norma in catalogo.normas else []
    texto = dice.decir("sin_escenario", cuales="; ".join(faltan), pide=pide.texto)
    return Nota("Escenarios sin acción", texto, citas)


def _resumen(datos: Datos, dice: Declarado) -> Hoja:
    items, suyos, destino = datos.ruta.items, _suyos(datos, dice), datos.destino(dice.destino)
    costo = sum(i.dicho.costo or 0 for i in items)
    return hojas.resumen(
        datos,
        [
            ("Acciones del plan", Formula("COUNT(numero)", len(items)), "Hoja «Matriz»"),
            (
                f"Van al {destino}",
                Formula(f'COUNTIF(destino,"{destino}")', len(suyos)),
                "Hoja «Matriz», columna «A qué plan va»",
            ),
            (
                "Días de trabajo",
                Formula("SUM(dias)", sum(i.dicho.esfuerzo_dias or 0 for i in items)),
                "Hoja «Matriz»",
            ),
            ("Costo, en pesos", Formula("SUM(costo)", costo, "pesos"), "Hoja «Matriz»"),
        ],
    )


def _matriz(datos: Datos) -> Hoja:
    columnas = [
        Columna("N.º", 6, "entero", "numero"),
        Columna("A qué plan va", 26, nombre="destino"),
        Columna("Componente", 22),
        Columna("Acción", 40),
        Columna("Producto", 30),
        Columna("Objetivo estratégico", 26),
        Columna("Indicador", 26),
        Columna("Unidad", 12),
        Columna("Línea base", 10, "decimal"),
        *(Columna(f"Meta, trimestre {n}", 10, "decimal") for n in range(1, TRIMESTRES + 1)),
        Columna("Área responsable", 26),
        Columna("Empieza", 12),
        Columna("Termina", 12),
        Columna("Días de trabajo", 10, "entero", "dias"),
        Columna("Costo, en pesos", 15, "pesos", "costo"),
        Columna("Escenarios", 32),
        Columna("Políticas", 32),
        Columna("Reglas que atiende y su resultado", 48),
        Columna("Norma que la pide", 36),
        Columna("Estado", 18),
    ]
    filas = [_renglon(datos, i) for i in datos.ruta.items]
    titulo = f"Acciones del Modelo, vigencia {datos.ruta.vigencia}"
    return Hoja("Matriz", titulo, hojas.notas(datos), columnas, filas, hojas.VACIO)


def _renglon(datos: Datos, item: ItemDePlan) -> list[Celda]:
    catalogo, dicho = datos.resultado.edicion.catalogo, item.dicho
    return [
        item.orden,
        datos.destino(dicho.destino),
        dicho.componente_ptep,
        item.titulo,
        dicho.producto,
        dicho.objetivo,
        dicho.indicador,
        dicho.unidad,
        dicho.linea_base,
        *dicho.metas,
        dicho.responsable,
        dicho.inicio,
        dicho.fecha,
        dicho.esfuerzo_dias,
        dicho.costo,
        "\n".join(escenario_en_palabras(catalogo, e) for e in dicho.escenarios if e in catalogo.escenarios),
        "\n".join(catalogo.politicas[p].nombre for p in dicho.politicas if p in catalogo.politicas),
        datos.atiende(item),
        datos.norma(item),
        ESTADOS[item.estado],
    ]


def _escenarios(datos: Datos) -> Hoja:
    catalogo, items = datos.resultado.edicion.catalogo, datos.ruta.items
    columnas = [Columna("Escenario", 44), Columna("Acciones en el plan", 14, "entero")]
    filas: list[list[Celda]] = [
        [escenario_en_palabras(catalogo, e), sum(e in i.dicho.escenarios for i in items)]
        for e in datos.resultado.escenarios
    ]
    return Hoja("Escenarios", "Acciones por escenario", hojas.notas(datos), columnas, filas)

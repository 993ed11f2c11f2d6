"""La propuesta de presupuesto de las acciones del plan, para el anteproyecto."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autodiagnostico.documento.bloques import Bloque, Cifras, Parrafo, Tabla, Titulo
from autodiagnostico.informes.contenido import Contenido
from autodiagnostico.informes.libro import Celda, Columna, Formula, Hoja
from autodiagnostico.informes.mesa import hojas
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.ruta import acciones
from autodiagnostico.informes.mesa.textos import Declarado
from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.plan.pasos import ESTADOS
from autodiagnostico.textos import cuantas

_SIN = "Por definir"


def contenido(datos: Datos, dice: Declarado) -> Contenido:
    """Los bloques y las hojas."""
    suyas = [
        _resumen(datos),
        _acciones(datos),
        _agrupada(datos, "Por rubro", "rubro", _rubro),
        _agrupada(datos, "Por proyecto", "proyecto", _proyecto),
    ]
    return Contenido(dice.nombre, list(_bloques(datos, dice)), suyas, datos.del_plan_de, apaisado=True)


def _rubro(item: ItemDePlan) -> str:
    return item.dicho.rubro or _SIN


def _proyecto(item: ItemDePlan) -> str:
    return item.dicho.proyecto or _SIN


def _costo(items: list[ItemDePlan]) -> int:
    return sum(i.dicho.costo or 0 for i in items)


def _dias(items: list[ItemDePlan]) -> int:
    return sum(i.dicho.esfuerzo_dias or 0 for i in items)


def pesos(valor: int) -> str:
    """«$ 1.250.000»."""
    return f"$ {valor:,}".replace(",", ".")


def _bloques(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield from datos.salvedad()
    items = datos.ruta.items
    if not items:
        yield Parrafo(dice.decir("vacia", vigencia=datos.ruta.vigencia))
        return
    con_costo = [i for i in items if i.dicho.costo is not None]
    yield Parrafo(
        dice.decir(
            "mensaje",
            vigencia=datos.ruta.vigencia,
            total=pesos(_costo(items)),
            con_costo=len(con_costo),
            todas=acciones(len(items)),
            dias=cuantas(_dias(items), "día", "días"),
        )
    )
    yield Cifras(
        [
            datos.del_plan(pesos(_costo(items)), "Valor de la propuesta"),
            datos.del_plan(f"{len(con_costo)} de {len(items)}", "Acciones que dicen su costo"),
            datos.del_plan(str(_dias(items)), "Días de trabajo de las áreas"),
        ]
    )
    if len(con_costo) < len(items):
        yield Parrafo(dice.decir("sin_costo", cuantas=acciones(len(items) - len(con_costo))))
    for titulo, de in (("Por rubro", _rubro), ("Por proyecto de inversión", _proyecto)):
        yield Titulo(1, titulo)
        yield _por(items, titulo.removeprefix("Por ").capitalize(), de)
    yield Titulo(1, "Acción por acción")
    filas = [
        (
            str(i.orden),
            i.titulo,
            i.dicho.responsable or _SIN,
            _rubro(i),
            _proyecto(i),
            _SIN if i.dicho.costo is None else pesos(i.dicho.costo),
            datos.norma(i),
        )
        for i in items
    ]
    columnas = ("N.º", "Acción", "Área", "Rubro", "Proyecto de inversión", "Costo", "Norma que la pide")
    yield Tabla(columnas, (2, 10, 7, 7, 7, 5, 8), filas)
    yield Parrafo(dice.decir("es_propuesta"))


def _grupos(items: list[ItemDePlan], de: Callable[[ItemDePlan], str]) -> dict[str, list[ItemDePlan]]:
    grupos: dict[str, list[ItemDePlan]] = {}
    for item in items:
        grupos.setdefault(de(item), []).append(item)
    return grupos


def _por(items: list[ItemDePlan], que: str, de: Callable[[ItemDePlan], str]) -> Tabla:
    filas = [
        (nombre, str(len(suyos)), str(_dias(suyos)), pesos(_costo(suyos)))
        for nombre, suyos in _grupos(items, de).items()
    ]
    total = ("Total", str(len(items)), str(_dias(items)), pesos(_costo(items)))
    return Tabla((que, "Acciones", "Días de trabajo", "Costo"), (6, 2, 2, 3), [*filas, total])


def _resumen(datos: Datos) -> Hoja:
    items = datos.ruta.items
    con_costo = sum(i.dicho.costo is not None for i in items)
    hoja = "Hoja «Acciones»"
    return hojas.resumen(
        datos,
        [
            ("Valor de la propuesta, en pesos", Formula("SUM(costo)", _costo(items), "pesos"), hoja),
            ("Acciones", Formula("COUNT(numero)", len(items)), hoja),
            ("Acciones que dicen su costo", Formula("COUNT(costo)", con_costo), hoja),
            ("Días de trabajo de las áreas", Formula("SUM(dias)", _dias(items)), hoja),
        ],
    )


def _acciones(datos: Datos) -> Hoja:
    columnas = [
        Columna("N.º", 6, "entero", "numero"),
        Columna("Acción", 46),
        Columna("Área responsable", 28),
        Columna("Rubro propuesto", 26, nombre="rubro"),
        Columna("Proyecto de inversión propuesto", 28, nombre="proyecto"),
        Columna("Días de trabajo", 10, "entero", "dias"),
        Columna("Costo, en pesos", 17, "pesos", "costo"),
        Columna("Empieza", 12),
        Columna("Termina", 12),
        Columna("Norma que la pide", 40),
        Columna("Estado", 20),
    ]
    filas: list[list[Celda]] = [
        [
            i.orden,
            i.titulo,
            i.dicho.responsable,
            _rubro(i),
            _proyecto(i),
            i.dicho.esfuerzo_dias,
            i.dicho.costo,
            i.dicho.inicio,
            i.dicho.fecha,
            datos.norma(i),
            ESTADOS[i.estado],
        ]
        for i in datos.ruta.items
    ]
    titulo = f"Lo que cuesta cada acción, vigencia {datos.ruta.vigencia}"
    return Hoja("Acciones", titulo, hojas.notas(datos), columnas, filas, hojas.VACIO, fijas=2)


def _agrupada(datos: Datos, titulo: str, nombre: str, de: Callable[[ItemDePlan], str]) -> Hoja:
    """Cada suma busca su nombre en la hoja de acciones: cambiar un costo allí la cambia aquí."""
    columnas = [
        Columna(titulo.removeprefix("Por ").capitalize(), 44),
        Columna("Acciones", 11, "entero"),
        Columna("Días de trabajo", 11, "entero"),
        Columna("Costo, en pesos", 18, "pesos"),
    ]
    filas: list[list[Celda]] = [
        [
            grupo,
            Formula(f"SUMPRODUCT(--({nombre}=A{{fila}}))", len(suyos)),
            Formula(f"SUMPRODUCT(--({nombre}=A{{fila}}),dias)", _dias(suyos)),
            Formula(f"SUMPRODUCT(--({nombre}=A{{fila}}),costo)", _costo(suyos)),
        ]
        for grupo, suyos in _grupos(datos.ruta.items, de).items()
    ]
    return Hoja(titulo, titulo, hojas.notas(datos), columnas, filas, hojas.VACIO)

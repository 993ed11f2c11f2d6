"""Cada informe del Distrito, con sus partes."""

from __future__ import annotations

from collections.abc import Iterator

from autodiagnostico.documento.bloques import Bloque, Parrafo, Tabla, Titulo
from autodiagnostico.informes import contenido
from autodiagnostico.informes.contenido import Contenido
from autodiagnostico.informes.distrito import hojas, partes
from autodiagnostico.informes.distrito.datos import Datos
from autodiagnostico.informes.distrito.textos import SESIONES, Cual, declarados
from autodiagnostico.informes.libro import Celda, Columna, Hoja
from autodiagnostico.informes.textos import Declarado
from autodiagnostico.palabras import RAZONES, citas_de, nivel_en_palabras, puntaje
from autodiagnostico.sello import Sello
from autodiagnostico.textos import cuantas
from motor import Recomendacion, Resultado

_POR_ENTIDAD = 5
_EN_DIAPOSITIVA = 6


def escribir(cual: Cual, datos: Datos, extension: str, sello: Sello) -> bytes:
    """El archivo, con el sello todavía con su hueco."""
    dice = declarados()[cual]
    if cual is Cual.RECOMENDACIONES:
        suyo = _recomendaciones(datos, dice)
    elif cual is Cual.PRESENTACION:
        suyo = Contenido(
            dice.nombre, list(_diapositivas(datos, dice)), _libro(datos), breve=False, diapositivas=True
        )
    elif cual is Cual.ANUAL:
        suyo = Contenido(dice.nombre, list(_anual(datos, dice)), _libro(datos), breve=False)
    else:
        bloques = list(_semestral(datos, dice, SESIONES[cual]))
        suyo = Contenido(dice.nombre, bloques, _libro(datos), breve=False)
    return contenido.escribir(suyo, datos.de_que, datos.cuadro.catalogo, datos.marca, extension, sello)


def _libro(datos: Datos) -> list[Hoja]:
    return [
        hojas.resumen(datos),
        hojas.entidades(datos),
        hojas.frena(datos),
        hojas.elegidas(datos),
        hojas.comision(datos),
    ]


def _semestral(datos: Datos, dice: Declarado, sesion: str) -> Iterator[Bloque]:
    yield Titulo(1, "Resumen para la Comisión")
    yield from partes.mensaje(datos, dice)
    yield Titulo(1, "Cómo van las entidades")
    yield from partes.reparto(datos)
    yield from partes.sectores(datos)
    yield Titulo(1, "Qué frena y qué lo movería")
    yield from partes.frena(datos, dice)
    yield from partes.palancas(datos, dice)
    yield Titulo(1, f"El plan de trabajo, en la sesión de {sesion} de {datos.ano_de_sesion}")
    yield from partes.comision(datos, dice, sesion)
    yield Titulo(1, "Qué se cuenta y cómo")
    yield from partes.cuentas(datos, dice)


def _anual(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield Titulo(1, "Resumen")
    yield from partes.mensaje(datos, dice)
    yield Titulo(1, "Cómo van las entidades")
    yield from partes.reparto(datos)
    yield from partes.sectores(datos)
    yield Titulo(1, "Cómo se ha movido")
    yield from partes.tendencia(datos, dice)
    yield Titulo(1, "Qué frena y qué lo movería")
    yield from partes.frena(datos, dice)
    yield from partes.palancas(datos, dice)
    yield Titulo(1, "Grupos")
    yield from partes.en_grupos(datos, dice)
    yield Titulo(1, "A quién apoyar y de quién aprender")
    yield from partes.elegidas(datos)
    yield Titulo(1, "El plan de trabajo de la Comisión")
    yield from partes.comision(datos, dice)
    yield Titulo(1, "Qué se cuenta y cómo")
    yield from partes.cuentas(datos, dice)


def _diapositivas(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield Titulo(1, "El Distrito, en una página")
    yield from partes.mensaje(datos, dice)
    yield Titulo(1, "Cómo se reparten las entidades")
    yield from partes.reparto(datos)
    yield Titulo(1, "Por sector")
    yield from partes.sectores(datos)
    yield Titulo(1, "Cómo se ha movido")
    yield from partes.tendencia(datos, dice)
    yield Titulo(1, "Lo que más entidades incumplen")
    yield from partes.frena(datos, dice, _EN_DIAPOSITIVA)
    yield Titulo(1, "Lo que movería a más entidades")
    yield from partes.palancas(datos, dice)
    yield Titulo(1, "Cómo se calcula")
    yield Parrafo(dice.decir("como_se_calcula"))


def _recomendaciones(datos: Datos, dice: Declarado) -> Contenido:
    bloques = list(_por_entidad(datos, dice))
    return Contenido(dice.nombre, bloques, [_hoja(datos)], breve=False)


def _por_entidad(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield Titulo(1, "Qué trae este informe")
    yield from datos.salvedad()
    yield Parrafo(dice.decir("que" if datos.evaluadas else "sin_datos"))
    for fila in datos.contadas:
        resultado = datos.evaluadas[fila.diagnostico_id]
        total, catalogo = resultado.madurez_global, resultado.edicion.catalogo
        yield Titulo(1, fila.nombre)
        yield Parrafo(
            f"{fila.sector}. {nivel_en_palabras(catalogo, total.nivel_min)}, con {puntaje(total.indice_min)} "
            "puntos de 100 demostrados."
        )
        suyas = _suyas(resultado)[:_POR_ENTIDAD]
        if suyas:
            yield Tabla(
                ("Acción", "Por qué", "Norma", "Trabajo"), (5, 3, 5, 2), [_dicha(resultado, r) for r in suyas]
            )
        else:
            yield Parrafo(dice.decir("nada"))
    yield Titulo(1, "Qué se cuenta y cómo")
    yield from partes.cuentas(datos, dice)


def _suyas(resultado: Resultado) -> list[Recomendacion]:
    return [r for r in resultado.recomendaciones if r.accion]


def _dicha(resultado: Resultado, r: Recomendacion) -> tuple[str, str, str, str]:
    dias = resultado.edicion.catalogo.acciones[r.accion or ""].esfuerzo_dias
    return r.titulo, RAZONES[r.razon], citas_de(resultado, r.atiende), cuantas(dias, "día", "días")


def _hoja(datos: Datos) -> Hoja:
    columnas = [
        Columna("Entidad", 44),
        Columna("Sector", 26),
        Columna("Orden", 8, "entero"),
        Columna("Acción", 50),
        Columna("Por qué", 30),
        Columna("Norma", 40),
        Columna("Días de trabajo", 10, "entero"),
    ]
    filas: list[list[Celda]] = [
        [
            f.nombre,
            f.sector,
            numero,
            r.titulo,
            RAZONES[r.razon],
            citas_de(resultado, r.atiende),
            resultado.edicion.catalogo.acciones[r.accion or ""].esfuerzo_dias,
        ]
        for f in datos.contadas
        for resultado in [datos.evaluadas[f.diagnostico_id]]
        for numero, r in enumerate(_suyas(resultado), start=1)
    ]
    return Hoja("Recomendaciones", "Recomendaciones por entidad", hojas.notas(datos), columnas, filas)

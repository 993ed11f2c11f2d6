"""La divulgación interna de los resultados, y la constancia que se guarda como evidencia."""

from __future__ import annotations

from collections.abc import Iterator

from autodiagnostico.documento.bloques import Bloque, Figura, Lista, Parrafo, Tabla, Titulo
from autodiagnostico.graficas import por_escenario
from autodiagnostico.informes.contenido import Contenido
from autodiagnostico.informes.libro import Columna, Hoja
from autodiagnostico.informes.mesa import hojas
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.ruta import aprobadas
from autodiagnostico.informes.mesa.textos import Declarado
from autodiagnostico.palabras import puntaje
from autodiagnostico.plan.semaforo import Luz

_COLUMNAS = ("Canal", "Fecha", "A quiénes llegó", "Enlace o archivo que lo muestra")
_LOGROS = 5


def contenido(datos: Datos, dice: Declarado) -> Contenido:
    """Los bloques y las hojas."""
    resumen = [*hojas.del_autodiagnostico(datos), *hojas.de_la_ruta(datos)]
    suyas = [
        hojas.resumen(datos, resumen),
        hojas.madurez(datos),
        hojas.deberes(datos),
        hojas.seguimiento(datos),
        _constancia(datos, dice),
    ]
    return Contenido(dice.nombre, list(_bloques(datos, dice)), suyas)


def _bloques(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield from datos.salvedad()
    resultado, ruta = datos.resultado, datos.ruta
    yield Parrafo(
        dice.decir(
            "mensaje",
            entidad=datos.entidad,
            puntos=puntaje(resultado.madurez_global.indice_min),
            cumplidos=datos.cumplidos,
            deberes=len(datos.deberes()),
        )
    )
    yield Figura(por_escenario(resultado))
    if ruta.aprobadas:
        hechas = ruta.en(Luz.HECHO)
        yield Parrafo(
            dice.decir(
                "plan",
                vigencia=ruta.vigencia,
                aprobadas=aprobadas(len(ruta.aprobadas)),
                avance=ruta.avance,
            )
        )
        if hechas:
            yield Lista("Lo que ya se logró.", [(0, m.item.titulo) for m in hechas[:_LOGROS]])
    else:
        yield Parrafo(dice.decir("sin_plan", vigencia=ruta.vigencia))
    yield Parrafo(dice.decir("invita"))
    yield Titulo(1, "Constancia de la divulgación")
    yield Parrafo(dice.decir("constancia"))
    yield Tabla(_COLUMNAS, (4, 2, 3, 5), [(canal, "", "", "") for canal in dice.listas["canales"]])


def _constancia(datos: Datos, dice: Declarado) -> Hoja:
    columnas = [Columna(titulo, 40) for titulo in _COLUMNAS]
    filas = [[canal, "", "", ""] for canal in dice.listas["canales"]]
    return Hoja("Constancia", "Constancia de la divulgación", hojas.notas(datos), columnas, filas)

"""Los hallazgos de control interno como documento, para Word y PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autodiagnostico.documento.bloques import Bloque, Documento, Lista, Nota, Parrafo, Tabla, Titulo
from autodiagnostico.informes.marcas import marca_de
from autodiagnostico.palabras import escenario_en_palabras, nivel_en_palabras, porcentaje, puntaje
from autodiagnostico.reloj import ZONA
from autodiagnostico.sello import Sello
from autodiagnostico.servicios.control.fichas import DICTAMENES, ESTRATOS, Comparada, Hallazgo, Muestra
from autodiagnostico.servicios.control.independencia import independencia
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from autodiagnostico.textos import cuantas
from motor.resultado import MadurezDeEscenario
from reglas import Catalogo
from reglas.palabras import fecha_en_palabras


def documento_de_control(
    ficha: FichaDeDiagnostico,
    comparada: Comparada,
    hallazgos: Sequence[Hallazgo],
    muestras: Sequence[Muestra],
    sello: Sello,
) -> Documento:
    """El documento de un diagnóstico."""
    caso, base = comparada.declarada.caso, comparada.declarada.edicion.catalogo
    bloques = [
        *_alcance(ficha, comparada, muestras),
        *_madurez(comparada),
        *_hallazgos(hallazgos),
    ]
    return Documento(
        titulo="Evaluación independiente de control interno",
        subtitulo=f"{caso.entidad.nombre}. Vigencia {caso.vigencia}",
        version=base.base.version,
        digesto=base.digesto,
        bloques=bloques,
        sello=sello,
    )


def _alcance(
    ficha: FichaDeDiagnostico, comparada: Comparada, muestras: Sequence[Muestra]
) -> Iterator[Bloque]:
    yield Titulo(1, "Alcance")
    if marca := marca_de([ficha]):
        yield Nota(marca, "Lo que sigue lleva esa salvedad.")
    yield Parrafo(independencia())
    yield Parrafo(
        f"Autodiagnóstico {ficha.estado}, con fecha de corte "
        f"{fecha_en_palabras(comparada.declarada.fecha_corte)}. Se evaluaron {comparada.evaluadas} de "
        f"{cuantas(comparada.respondidas, 'respuesta', 'respuestas')}."
    )
    if not muestras:
        yield Parrafo("No se sorteó una muestra: las respuestas evaluadas se escogieron una a una.")
        return
    m = muestras[-1]
    previos = f" Antes hubo {cuantas(len(muestras) - 1, 'sorteo', 'sorteos')}." if len(muestras) > 1 else ""
    yield Parrafo(
        f"Sorteo {m.numero}: {fecha_en_palabras(m.sorteada.astimezone(ZONA).date())}. Semilla {m.semilla}; "
        f"{cuantas(len(m.criterios), 'respuesta', 'respuestas')}. {ESTRATOS[m.estratos]}.{previos}",
        "La muestra.",
    )
    filas = [
        (estrato, str(len(suyos)), str(sum(c in m.criterios for c in suyos)))
        for estrato, suyos in m.poblacion.items()
    ]
    yield Tabla(("Estrato", "Población", "Salieron"), (4, 1, 1), filas)
    yield Parrafo(
        "Para repetirlo: en cada estrato se ordenan los códigos de las preguntas por el SHA-256 de "
        "«semilla:código» y salen los primeros."
    )


def _madurez(comparada: Comparada) -> Iterator[Bloque]:
    declarada, evaluada = comparada.declarada, comparada.evaluada
    catalogo = declarada.edicion.catalogo
    yield Titulo(1, "Madurez declarada y evaluada")
    yield Parrafo(
        "La evaluada aplica las mismas reglas solo a las respuestas evaluadas, con lo que se encontró; lo "
        "que no se evaluó cuenta como no sabido. Por eso va con su cobertura: un nivel bajo con poca "
        "cobertura no es un hallazgo."
    )
    filas = [
        (
            escenario_en_palabras(catalogo, codigo),
            _nivel(catalogo, d),
            _nivel(catalogo, e),
            porcentaje(e.cobertura),
        )
        for codigo, d in declarada.escenarios.items()
        for e in [evaluada.escenarios[codigo]]
    ]
    yield Tabla(("Escenario", "Declarada", "Evaluada", "Cobertura de lo evaluado"), (4, 3, 3, 2), filas)


def _nivel(catalogo: Catalogo, madurez: MadurezDeEscenario) -> str:
    """Lo demostrado y hasta dónde puede llegar: lo que falta por saber no es un incumplimiento."""
    if madurez.nivel_min is None:
        return "No aplica"
    hasta = f"; puede llegar a {madurez.nivel_max}" if madurez.nivel_max != madurez.nivel_min else ""
    return f"{nivel_en_palabras(catalogo, madurez.nivel_min)} ({puntaje(madurez.indice_min)} puntos){hasta}"


def _hallazgos(hallazgos: Sequence[Hallazgo]) -> Iterator[Bloque]:
    yield Titulo(1, "Hallazgos")
    if not hallazgos:
        yield Parrafo("No hay hallazgos en lo que se ha evaluado.")
    for numero, h in enumerate(hallazgos, start=1):
        yield Titulo(2, f"{numero}. {h.por_evaluar.pregunta.criterio.pregunta}")
        yield Parrafo(f"{DICTAMENES[h.evaluacion.dictamen]}.", "Dictamen.")
        yield Parrafo(h.condicion, "Condición.")
        yield Lista("Criterio.", [(0, c) for c in h.criterio])
        yield Parrafo(h.causa, "Causa.")
        yield Parrafo(h.efecto, "Efecto.")
        if h.en_el_resultado:
            yield Lista("Efecto en el resultado.", [(0, c) for c in h.en_el_resultado])
        yield Parrafo(h.recomendacion, "Recomendación.")
        cuando = fecha_en_palabras(h.evaluacion.cuando.astimezone(ZONA).date())
        yield Parrafo(f"{h.evaluacion.autor}, {cuando}.", "Evaluó.")

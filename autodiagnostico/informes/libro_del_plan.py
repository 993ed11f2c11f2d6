"""El libro que la Mesa se lleva: plan, recomendaciones, resultados y madurez."""

from __future__ import annotations

from collections.abc import Sequence

from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.palabras import (
    CARACTERES,
    RAZONES,
    cita_en_palabras,
    citas_de,
    estado_en_palabras,
    nivel_en_palabras,
    niveles_que_abre,
    reglas_en_palabras,
)
from autodiagnostico.servicios.fichas import ItemDePlan
from motor import Recomendacion, Resultado
from motor.contrato import redondear
from motor.resultado import Hallazgo
from reglas.palabras import fecha_en_palabras


def escribir(
    resultado: Resultado, items: Sequence[ItemDePlan], recomendaciones: Sequence[Recomendacion]
) -> bytes:
    """El libro de un diagnóstico."""
    entidad = resultado.caso.entidad.nombre
    titulo = f"Autodiagnóstico {resultado.caso.vigencia}. {entidad}"
    notas = [
        f"Fecha de corte: {fecha_en_palabras(resultado.fecha_corte)}. "
        f"Base de reglas {resultado.edicion.catalogo.base.version}.",
    ]
    por_accion = {r.accion: r for r in recomendaciones if r.accion}
    return escribir_libro(
        titulo,
        [
            Hoja(
                "Plan",
                f"Plan. {entidad}",
                notas,
                _columnas(resultado),
                [_del_plan(resultado, i, por_accion.get(i.accion)) for i in items],
                "Todavía no se ha llevado ninguna acción al plan.",
            ),
            Hoja(
                "Recomendaciones",
                f"Recomendaciones. {entidad}",
                notas,
                _columnas(resultado),
                [_recomendacion(resultado, r, {i.accion: i for i in items}) for r in recomendaciones],
            ),
            _resultados(resultado, notas),
            _madurez(resultado, notas),
        ],
    )


def _columnas(resultado: Resultado) -> list[Columna]:
    return [
        Columna("N.º", 6, "entero"),
        Columna("Acción", 38),
        Columna("Por qué", 24),
        Columna("Qué cierra", 38),
        Columna("Citas", 30),
        *(Columna(f"Puntos que gana {e}", 11, "decimal") for e in resultado.escenarios),
        Columna("Niveles que abre", 14),
        Columna("Esfuerzo (días)", 10, "entero"),
        Columna("Responsable", 24),
        Columna("Fecha", 12),
        Columna("Destino", 26),
        Columna("Nota", 24),
    ]


def _del_plan(resultado: Resultado, item: ItemDePlan, r: Recomendacion | None) -> list[Celda]:
    if r is None:
        accion = resultado.edicion.catalogo.acciones.get(item.accion)
        cierra = tuple(c for c in accion.cierra if c in resultado.hallazgos) if accion else ()
        por_que = "Según las respuestas, ya no hace falta"
        return _fila(resultado, item.orden, item.titulo, por_que, cierra, None, item)
    return _fila(resultado, item.orden, item.titulo, RAZONES[r.razon], r.cierra, r, item)


def _recomendacion(resultado: Resultado, r: Recomendacion, items: dict[str, ItemDePlan]) -> list[Celda]:
    return _fila(
        resultado, r.orden, r.titulo, RAZONES[r.razon], r.cierra, r, items.get(r.accion) if r.accion else None
    )


def _fila(  # noqa: PLR0913, PLR0917 - un renglón tiene estas partes
    resultado: Resultado,
    orden: int,
    titulo: str,
    por_que: str,
    cierra: tuple[str, ...],
    r: Recomendacion | None,
    item: ItemDePlan | None,
) -> list[Celda]:
    catalogo = resultado.edicion.catalogo
    accion = catalogo.acciones.get((r.accion if r else item.accion if item else None) or "")
    atendidas = r.atiende if r else cierra
    destinos = [item.destino] if item else r.destinos if r else ()
    return [
        orden,
        titulo,
        por_que,
        reglas_en_palabras(catalogo, cierra),
        citas_de(resultado, dict.fromkeys((*cierra, *atendidas))),
        *(redondear(r.gana.get(e)) if r else None for e in resultado.escenarios),
        niveles_que_abre(catalogo, r) if r else "",
        accion.esfuerzo_dias if accion else None,
        (item.responsable if item and item.responsable else None)
        or (f"Se sugiere: {accion.responsable}" if accion else ""),
        item.fecha if item else None,
        "\n".join(catalogo.destinos[d].nombre if d in catalogo.destinos else d for d in destinos),
        item.nota if item else "",
    ]


def _resultados(resultado: Resultado, notas: list[str]) -> Hoja:
    columnas = [
        Columna("Norma y artículo", 30),
        Columna("Regla", 16),
        Columna("Qué se verifica", 40),
        Columna("Carácter", 16),
        Columna("Resultado", 19),
        Columna("Vence", 12),
        Columna("Por qué", 44),
        Columna("Para leer con el resultado", 44),
        Columna("Dónde se leyó", 36),
    ]
    filas = [_resultado(resultado, h) for h in resultado.hallazgos.values()]
    return Hoja("Resultados", f"Resultados. {resultado.caso.entidad.nombre}", notas, columnas, filas)


def _resultado(resultado: Resultado, hallazgo: Hallazgo) -> list[Celda]:
    ficha = hallazgo.regla.ficha
    return [
        cita_en_palabras(resultado.edicion.catalogo, hallazgo.cita),
        ficha.codigo,
        ficha.titulo,
        CARACTERES[ficha.caracter],
        estado_en_palabras(hallazgo.estado),
        hallazgo.veredicto.vence,
        "\n".join(f"{m.condicion}: {m.resultado.nombre.replace('si', 'sí')}" for m in hallazgo.porque),
        "\n".join(a.texto for a in hallazgo.advertencias),
        hallazgo.cita.lugar,
    ]


def _madurez(resultado: Resultado, notas: list[str]) -> Hoja:
    columnas = [
        Columna("Escenario", 40),
        Columna("Nivel demostrado", 20),
        Columna("Puede llegar a", 20),
        Columna("Puntaje demostrado (de 100)", 16, "decimal"),
        Columna("Puntaje posible (de 100)", 16, "decimal"),
        Columna("Parte que se puede verificar", 16, "porcentaje"),
        Columna("De lo logrado, con evidencia", 16, "porcentaje"),
    ]
    catalogo = resultado.edicion.catalogo
    filas: list[list[Celda]] = [
        [
            f"{e.codigo}. {e.nombre}",
            nivel_en_palabras(catalogo, e.nivel_min),
            nivel_en_palabras(catalogo, e.nivel_max),
            redondear(e.indice_min),
            redondear(e.indice_max),
            redondear(e.cobertura),
            redondear(e.respaldo),
        ]
        for e in resultado.escenarios.values()
    ]
    g = resultado.madurez_global
    minimo, maximo = nivel_en_palabras(catalogo, g.nivel_min), nivel_en_palabras(catalogo, g.nivel_max)
    filas.append(["Global", minimo, maximo, redondear(g.indice_min), redondear(g.indice_max), None, None])
    return Hoja("Madurez", f"Madurez. {resultado.caso.entidad.nombre}", notas, columnas, filas)

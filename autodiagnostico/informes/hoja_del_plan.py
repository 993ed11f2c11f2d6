"""La hoja del plan: cada renglón con todo lo que dice, y la regla y el artículo que lo piden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autodiagnostico.informes.libro import Celda, Columna, Hoja
from autodiagnostico.palabras import RAZONES, citas_de, escenario_en_palabras, reglas_en_palabras
from autodiagnostico.plan.fichas import TRIMESTRES, ItemDePlan
from autodiagnostico.plan.pasos import ESTADOS
from motor import Recomendacion, Resultado

YA_NO = "Según las respuestas, ya no hace falta"
PROPIO = "Propio de la entidad"


def hoja(
    resultado: Resultado,
    notas: list[str],
    items: Sequence[ItemDePlan],
    por_accion: Mapping[str, Recomendacion],
) -> Hoja:
    """Los renglones del plan."""
    titulo = f"Plan de la vigencia {resultado.caso.vigencia + 1}. {resultado.caso.entidad.nombre}"
    filas = [_renglon(resultado, i, por_accion.get(i.accion or "")) for i in items]
    vacia = "Todavía no se ha llevado ninguna acción al plan."
    return Hoja("Plan", titulo, notas, _columnas(), filas, vacia, fijas=2)


def _columnas() -> list[Columna]:
    return [
        Columna("N.º", 6, "entero"),
        Columna("Acción", 38),
        Columna("Por qué", 24),
        Columna("Estado", 18),
        Columna("Qué cierra", 38),
        Columna("Citas", 30),
        Columna("Producto", 30),
        Columna("Objetivo estratégico", 26),
        Columna("Responsable", 24),
        Columna("Empieza", 12),
        Columna("Fecha", 12),
        Columna("Esfuerzo (días)", 10, "entero"),
        Columna("Indicador", 26),
        Columna("Unidad", 12),
        Columna("Línea base", 10, "decimal"),
        *(Columna(f"Meta, trimestre {n}", 10, "decimal") for n in range(1, TRIMESTRES + 1)),
        Columna("Costo (pesos)", 16, "entero"),
        Columna("Rubro propuesto", 22),
        Columna("Proyecto de inversión propuesto", 26),
        Columna("Destino", 26),
        Columna("Componente del PTEP", 22),
        Columna("Escenarios", 30),
        Columna("Políticas", 30),
        Columna("Nota", 24),
    ]


def _renglon(resultado: Resultado, item: ItemDePlan, r: Recomendacion | None) -> list[Celda]:
    catalogo, dicho = resultado.edicion.catalogo, item.dicho
    cierra = [c for c in item.reglas if c in resultado.hallazgos]
    por_que = PROPIO if item.accion is None else RAZONES[r.razon] if r else YA_NO
    accion = catalogo.acciones.get(item.accion or "")
    sugerido = f"Se sugiere: {accion.responsable}" if accion else ""
    destino = catalogo.destinos.get(dicho.destino)
    return [
        item.orden,
        item.titulo,
        por_que,
        ESTADOS[item.estado],
        reglas_en_palabras(catalogo, cierra),
        citas_de(resultado, cierra),
        dicho.producto,
        dicho.objetivo,
        dicho.responsable or sugerido,
        dicho.inicio,
        dicho.fecha,
        dicho.esfuerzo_dias,
        dicho.indicador,
        dicho.unidad,
        dicho.linea_base,
        *dicho.metas,
        dicho.costo,
        dicho.rubro,
        dicho.proyecto,
        destino.nombre if destino else dicho.destino,
        dicho.componente_ptep,
        "\n".join(escenario_en_palabras(catalogo, e) for e in dicho.escenarios),
        "\n".join(catalogo.politicas[p].nombre for p in dicho.politicas if p in catalogo.politicas),
        dicho.nota,
    ]

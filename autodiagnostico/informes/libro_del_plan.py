"""El libro que la Mesa se lleva: plan, recomendaciones, diferidos, resultados y madurez."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autodiagnostico.informes import hoja_del_plan
from autodiagnostico.informes.libro import Celda, Columna, Hoja, escribir_libro
from autodiagnostico.informes.marcas import marca_de
from autodiagnostico.palabras import (
    CARACTERES,
    RAZONES,
    cita_en_palabras,
    citas_de,
    cortar_parte,
    cortar_puntaje,
    escenario_en_palabras,
    estado_en_palabras,
    nivel_en_palabras,
    niveles_que_abre,
    porque_en_palabras,
    reglas_en_palabras,
)
from autodiagnostico.plan.fichas import Apartada, ItemDePlan
from autodiagnostico.sello import Sello
from autodiagnostico.servicios.fichas import Diferido, FichaDeDiagnostico
from motor import Recomendacion, Resultado
from motor.resultado import Hallazgo, MadurezDeEscenario, MadurezGlobal
from reglas.fichas import Accion
from reglas.palabras import fecha_en_palabras


def escribir(  # noqa: PLR0913, PLR0917 - el libro junta todo esto
    ficha: FichaDeDiagnostico,
    resultado: Resultado,
    items: Sequence[ItemDePlan],
    recomendaciones: Sequence[Recomendacion],
    diferidos: Sequence[Diferido],
    apartadas: Sequence[Apartada],
    sello: Sello,
) -> bytes:
    """El libro de un diagnóstico."""
    entidad = resultado.caso.entidad.nombre
    notas = [
        f"Vigencia {resultado.caso.vigencia}. Fecha de corte: {fecha_en_palabras(resultado.fecha_corte)}. "
        f"Base de reglas {resultado.edicion.catalogo.base.version}.",
    ]
    hojas = [
        hoja_del_plan.hoja(resultado, notas, items, {r.accion: r for r in recomendaciones if r.accion}),
        _recomendaciones(resultado, notas, recomendaciones, {i.accion: i for i in items if i.accion}),
        _diferidos(resultado, notas, diferidos, apartadas),
        _resultados(resultado, notas),
        _madurez(resultado, notas),
    ]
    titulo = f"Autodiagnóstico {resultado.caso.vigencia}. {entidad}"
    return escribir_libro(titulo, hojas, marca_de([ficha]), sello)


def _recomendaciones(
    resultado: Resultado,
    notas: list[str],
    recomendaciones: Sequence[Recomendacion],
    por_accion: Mapping[str, ItemDePlan],
) -> Hoja:
    titulo = f"Recomendaciones. {resultado.caso.entidad.nombre}"
    filas = [_renglon(resultado, r.orden, r, por_accion.get(r.accion or "")) for r in recomendaciones]
    return Hoja("Recomendaciones", titulo, notas, _columnas(resultado), filas, fijas=2)


def _columnas(resultado: Resultado) -> list[Columna]:
    return [
        Columna("N.º", 6, "entero"),
        Columna("Acción", 38),
        Columna("Por qué", 24),
        Columna("Qué cierra", 38),
        Columna("Citas", 30),
        *(
            Columna(
                f"Puntos que gana en {escenario_en_palabras(resultado.edicion.catalogo, e)}", 15, "decimal"
            )
            for e in resultado.escenarios
        ),
        Columna("Niveles que abre", 28),
        Columna("Esfuerzo (días)", 10, "entero"),
        Columna("Responsable", 24),
        Columna("Fecha", 12),
        Columna("Destino", 26),
        Columna("Nota", 24),
    ]


def _renglon(resultado: Resultado, orden: int, r: Recomendacion, item: ItemDePlan | None) -> list[Celda]:
    catalogo = resultado.edicion.catalogo
    accion = catalogo.acciones.get(r.accion or "")
    return [
        orden,
        r.titulo,
        RAZONES[r.razon],
        reglas_en_palabras(catalogo, r.cierra),
        citas_de(resultado, dict.fromkeys((*r.cierra, *r.atiende))),
        *(cortar_puntaje(r.gana.get(e)) for e in resultado.escenarios),
        niveles_que_abre(catalogo, r),
        accion.esfuerzo_dias if accion else None,
        *_seguimiento(resultado, item, accion),
    ]


def _seguimiento(resultado: Resultado, item: ItemDePlan | None, accion: Accion | None) -> list[Celda]:
    """Responsable, fecha, destino y nota: lo del plan o, mientras no esté en él, lo que se sugiere."""
    nombres = {d.codigo: d.nombre for d in resultado.edicion.catalogo.destinos.values()}
    sugerido = f"Se sugiere: {accion.responsable}" if accion else ""
    if item is None:
        posibles = "\n".join(nombres[d] for d in accion.destinos) if accion else ""
        return [sugerido, None, posibles, ""]
    dicho = item.dicho
    return [dicho.responsable or sugerido, dicho.fecha, nombres.get(dicho.destino, dicho.destino), dicho.nota]


def _diferidos(
    resultado: Resultado, notas: list[str], diferidos: Sequence[Diferido], apartadas: Sequence[Apartada]
) -> Hoja:
    catalogo = resultado.edicion.catalogo
    columnas = [
        Columna("Regla o acción", 18),
        Columna("Lineamiento o acción", 48),
        Columna("Por qué se difiere", 44),
        Columna("Hasta la vigencia", 12, "entero"),
        Columna("Resultado actual", 20),
        Columna("Norma y artículo", 36),
        Columna("Deberes que difiere", 44),
    ]
    filas: list[list[Celda]] = []
    for diferido in diferidos:
        hallazgo = resultado.hallazgos.get(diferido.regla)
        regla = catalogo.reglas.get(diferido.regla)
        filas.append(
            [
                diferido.regla,
                regla.ficha.titulo if regla else "Ya no está en la base de reglas",
                diferido.razon,
                diferido.hasta_vigencia,
                estado_en_palabras(hallazgo.estado) if hallazgo else "",
                cita_en_palabras(catalogo, regla.ficha.cita) if regla else "",
                "",
            ]
        )
    filas += [_apartada(resultado, apartada) for apartada in apartadas]
    titulo = f"Lineamientos diferidos y acciones apartadas. {resultado.caso.entidad.nombre}"
    return Hoja("Diferidos", titulo, notas, columnas, filas, "No se ha diferido ni apartado nada.")


def _apartada(resultado: Resultado, apartada: Apartada) -> list[Celda]:
    catalogo = resultado.edicion.catalogo
    accion = catalogo.acciones.get(apartada.accion)
    suyas = [c for c in accion.cierra if c in resultado.hallazgos] if accion else []
    return [
        apartada.accion,
        apartada.titulo,
        apartada.razon,
        apartada.hasta_vigencia,
        "Acción apartada",
        citas_de(resultado, suyas),
        reglas_en_palabras(catalogo, apartada.deberes),
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
        CARACTERES[hallazgo.caracter],
        estado_en_palabras(hallazgo.estado),
        hallazgo.veredicto.vence,
        porque_en_palabras(resultado.edicion.catalogo, hallazgo),
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
        Columna("Verificado", 16, "porcentaje"),
        Columna("De lo logrado, con evidencia", 16, "porcentaje"),
    ]
    catalogo = resultado.edicion.catalogo
    filas: list[list[Celda]] = [
        [
            escenario_en_palabras(catalogo, e.codigo),
            nivel_en_palabras(catalogo, e.nivel_min),
            nivel_en_palabras(catalogo, e.nivel_max),
            *_puntajes(e),
            cortar_parte(e.cobertura),
            cortar_parte(e.respaldo),
        ]
        for e in resultado.escenarios.values()
    ]
    g = resultado.madurez_global
    minimo, maximo = nivel_en_palabras(catalogo, g.nivel_min), nivel_en_palabras(catalogo, g.nivel_max)
    filas.append(["Global", minimo, maximo, *_puntajes(g), None, None])
    return Hoja("Madurez", f"Madurez. {resultado.caso.entidad.nombre}", notas, columnas, filas)


def _puntajes(m: MadurezDeEscenario | MadurezGlobal) -> list[Celda]:
    """El demostrado y el posible; cuando son el mismo, se leen igual."""
    return [
        cortar_puntaje(m.indice_min),
        cortar_puntaje(m.indice_max, hacia_arriba=m.indice_max != m.indice_min),
    ]

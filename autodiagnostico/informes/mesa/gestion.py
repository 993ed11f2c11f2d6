"""El informe anual de gestión que la Mesa presenta al Comité."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autodiagnostico.documento.bloques import Bloque, Figura, Lista, Parrafo, Tabla, Titulo
from autodiagnostico.graficas import Grafica, Medida, Origen, linea, por_escenario
from autodiagnostico.informes.contenido import Contenido
from autodiagnostico.informes.libro import Celda, Columna, Formula, Hoja
from autodiagnostico.informes.mesa import hojas, seguimiento
from autodiagnostico.informes.mesa.datos import Datos
from autodiagnostico.informes.mesa.ruta import acciones, aprobadas, entregado
from autodiagnostico.informes.mesa.textos import Cual, Declarado, declarados
from autodiagnostico.mesa.fichas import EstadoDeSesion, Sesion
from autodiagnostico.palabras import RAZONES, cortar_puntaje, puntaje
from autodiagnostico.plan.semaforo import Luz
from autodiagnostico.textos import cuantas
from reglas.palabras import fecha_en_palabras

_MEJORAS = 10
"""Las que se llevan al Comité; todas están en el libro."""


def contenido(datos: Datos, dice: Declarado) -> Contenido:
    """Los bloques y las hojas."""
    suyas = [
        _resumen(datos),
        hojas.seguimiento(datos),
        _sesiones(datos),
        _mecanismos(datos),
        hojas.madurez(datos),
        hojas.deberes(datos),
        hojas.recomendaciones(datos),
    ]
    return Contenido(
        dice.nombre, list(_bloques(datos, dice)), suyas, f"Vigencia {datos.ruta.vigencia}", breve=False
    )


def _bloques(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    yield Titulo(1, "Resumen para el Comité")
    yield from datos.salvedad()
    yield from _para_el_comite(datos, dice)
    yield Titulo(1, "Seguimiento de la implementación")
    yield from _seguimiento(datos)
    yield Titulo(1, "Evaluación")
    yield from _evaluacion(datos)
    yield Titulo(1, "Avances, logros y acciones de mejora")
    yield from _logros(datos, dice)
    yield Titulo(1, "La Mesa y la participación")
    yield from _mesa(datos, dice)


def _para_el_comite(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    ruta, resultado = datos.ruta, datos.resultado
    if ruta.aprobadas:
        hechas, no_hechas = len(ruta.en(Luz.HECHO)), len(ruta.en(Luz.NO_HECHO))
        yield Parrafo(
            dice.decir(
                "mensaje",
                vigencia=ruta.vigencia,
                aprobadas=aprobadas(len(ruta.aprobadas)),
                hechas=hechas,
                no_hechas=no_hechas,
                faltan=len(ruta.aprobadas) - hechas - no_hechas,
                avance=ruta.avance,
            )
        )
        yield seguimiento.cifras(datos)
    else:
        yield Parrafo(dice.decir("sin_plan", vigencia=ruta.vigencia))
    corte = fecha_en_palabras(resultado.fecha_corte)
    madurez = dice.decir(
        "madurez",
        puntos=puntaje(resultado.madurez_global.indice_min),
        cumplidos=datos.cumplidos,
        deberes=len(datos.deberes()),
    )
    yield Parrafo(f"{dice.decir('de_que', de=datos.ficha.vigencia, corte=corte)} {madurez}")
    yield Lista("Lo que se le pide decidir.", [(0, punto) for punto in dice.listas["decidir"]])


def _seguimiento(datos: Datos) -> Iterator[Bloque]:
    dice = declarados()[Cual.SEGUIMIENTO]
    ruta = datos.ruta
    if not ruta.aprobadas:
        por_aprobar = acciones(len(ruta.en(Luz.SIN_APROBAR)))
        yield Parrafo(dice.decir("vacia", vigencia=ruta.vigencia, cuantas=por_aprobar))
        return
    yield from seguimiento.figuras(datos, dice)
    yield seguimiento.tabla(ruta.aprobadas)
    yield Parrafo(dice.decir("como_se_cuenta"), "Cómo se cuenta.")


def _evaluacion(datos: Datos) -> Iterator[Bloque]:
    yield Titulo(2, "Madurez por escenario")
    yield Figura(por_escenario(datos.resultado))
    if len(datos.historia) > 1:
        yield Titulo(2, "Madurez por vigencia")
        yield Figura(_por_vigencia(datos))
    yield from (
        Titulo(2, b.texto) if isinstance(b, Titulo) else b
        for b in seguimiento.efecto(datos, declarados()[Cual.SEGUIMIENTO])
    )


def _por_vigencia(datos: Datos) -> Grafica:
    medidas = [
        Medida("Global", str(r.caso.vigencia), cortar_puntaje(r.madurez_global.indice_min))
        for r in datos.historia
    ]
    origen = Origen("autodiagnósticos de la entidad que no son borrador", datos.resultado.fecha_corte)
    return linea("Madurez global por vigencia", medidas, origen)


def _logros(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    ruta = datos.ruta
    yield Titulo(2, "Avances y logros")
    hechas = ruta.en(Luz.HECHO)
    if hechas:
        yield Parrafo(dice.decir("logros"))
        filas = [
            (m.item.titulo, m.item.dicho.producto or "–", entregado(m), datos.norma(m.item)) for m in hechas
        ]
        yield Tabla(
            ("Acción", "Producto previsto", "Lo entregado y su evidencia", "Norma"), (4, 3, 4, 3), filas
        )
    else:
        yield Parrafo(dice.decir("sin_logros"))
    yield Titulo(2, "Lo que no se hizo, y por qué")
    no_hechas = [(m.item.titulo, "No se hizo", ruta.motivo(m.item) or "–") for m in ruta.en(Luz.NO_HECHO)]
    apartadas = [(a.titulo, f"Apartada hasta {a.hasta_vigencia}", a.razon) for a in ruta.apartadas]
    if no_hechas or apartadas:
        yield Tabla(("Acción", "Qué pasó", "Por qué"), (5, 3, 6), [*no_hechas, *apartadas])
    else:
        yield Parrafo(dice.decir("sin_no_hechas"))
    yield Titulo(2, "Acciones de mejora identificadas")
    yield from _mejoras(datos, dice)


def _mejoras(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    catalogo = datos.resultado.edicion.catalogo.acciones
    en_el_plan = {i.accion for i in datos.ruta.items}
    suyas = [
        (r, catalogo[r.accion]) for r in datos.recomendaciones if r.accion and r.accion not in en_el_plan
    ]
    if not suyas:
        yield Parrafo(dice.decir("sin_mejoras"))
        return
    yield Parrafo(dice.decir("mejoras"))
    filas = [
        (a.titulo, RAZONES[r.razon], a.responsable, cuantas(a.esfuerzo_dias, "día", "días"))
        for r, a in suyas[:_MEJORAS]
    ]
    yield Tabla(("Acción", "Por qué", "Área que se sugiere", "Trabajo"), (5, 3, 4, 2), filas)


def _mesa(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    acto = datos.mesa.acto
    yield Titulo(2, "Sesiones y decisiones")
    creada = acto.acto or acto.acta_del_comite
    integran = cuantas(len(datos.mesa.con_voto(datos.hoy)), "integrante con voto", "integrantes con voto")
    yield Parrafo(f"{creada}. {integran}." if creada else dice.decir("sin_mesa"), "La Mesa.")
    suyas = _de_la_vigencia(datos)
    if suyas:
        filas = [_sesion(datos, s) for s in suyas]
        yield Tabla(("N.º", "Fecha", "Asistencia con voto", "Decisiones"), (2, 5, 5, 13), filas)
    else:
        yield Parrafo(dice.decir("sin_sesiones"))
    yield Titulo(2, "Participación y realimentación, por política")
    yield from _participacion(datos, dice)


def _de_la_vigencia(datos: Datos) -> list[Sesion]:
    return [
        s
        for s in datos.sesiones
        if s.estado is EstadoDeSesion.REALIZADA and s.fecha.year == datos.ruta.vigencia
    ]


def _sesion(datos: Datos, sesion: Sesion) -> tuple[str, str, str, str]:
    quorum = datos.mesa.quorum(sesion.fecha)
    decisiones = "\n".join(
        f"{d.texto} ({'aprobada' if d.aprobada else 'no aprobada'}, {d.a_favor} a {d.en_contra})"
        for d in sesion.decisiones
    )
    asistencia = f"{sesion.presentes_con_voto} (quórum: {quorum})"
    return str(sesion.numero), fecha_en_palabras(sesion.fecha), asistencia, decisiones or "Sin decisiones"


def _participacion(datos: Datos, dice: Declarado) -> Iterator[Bloque]:
    politicas, mecanismos = datos.resultado.edicion.catalogo.politicas, datos.ruta.mecanismos
    if not mecanismos:
        yield Parrafo(dice.decir("sin_mecanismos"))
        return
    filas = [
        (politicas[m.politica].nombre, m.nombre, _oidos(m.participantes), m.resultado or "–", m.mejora or "–")
        for m in mecanismos
        if m.politica in politicas
    ]
    columnas = ("Política", "Mecanismo", "Participantes", "Qué dejó", "Qué se mejoró")
    yield Tabla(columnas, (3, 3, 2, 4, 4), filas)
    con = {m.politica for m in mecanismos}
    sin = [p.nombre for c, p in politicas.items() if c not in con and not p.transversal]
    if sin:
        yield Parrafo(dice.decir("sin_mecanismo_en", cuales="; ".join(sin)))


def _oidos(cuantos: int | None) -> str:
    return "–" if cuantos is None else str(cuantos)


def _resumen(datos: Datos) -> Hoja:
    oidos = sum(m.participantes or 0 for m in datos.ruta.mecanismos)
    filas = [
        *hojas.de_la_ruta(datos),
        *hojas.del_autodiagnostico(datos),
        ("Sesiones realizadas", Formula("COUNT(sesion)", len(_de_la_vigencia(datos))), "Hoja «Sesiones»"),
        ("Personas que participaron", Formula("SUM(participantes)", oidos), "Hoja «Participación»"),
    ]
    return hojas.resumen(datos, filas)


def _sesiones(datos: Datos) -> Hoja:
    columnas = [
        Columna("N.º", 6, "entero", "sesion"),
        Columna("Fecha", 12),
        Columna("Presentes con voto", 11, "entero"),
        Columna("Quórum", 9, "entero"),
        Columna("Decisiones", 70),
    ]
    filas: list[Sequence[Celda]] = [
        [s.numero, s.fecha, s.presentes_con_voto, datos.mesa.quorum(s.fecha), _sesion(datos, s)[3]]
        for s in _de_la_vigencia(datos)
    ]
    titulo = f"Sesiones de la Mesa en {datos.ruta.vigencia}"
    return Hoja("Sesiones", titulo, hojas.notas(datos), columnas, filas, "No hay sesiones registradas.")


def _mecanismos(datos: Datos) -> Hoja:
    politicas = datos.resultado.edicion.catalogo.politicas
    columnas = [
        Columna("Política", 34),
        Columna("Mecanismo", 34),
        Columna("Área", 24),
        Columna("Fecha", 12),
        Columna("Participantes", 12, "entero", "participantes"),
        Columna("Qué dejó", 40),
        Columna("Qué se mejoró", 40),
    ]
    filas: list[Sequence[Celda]] = [
        [
            politicas[m.politica].nombre if m.politica in politicas else m.politica,
            m.nombre,
            m.responsable,
            m.fecha,
            m.participantes,
            m.resultado,
            m.mejora,
        ]
        for m in datos.ruta.mecanismos
    ]
    vacia = "No hay mecanismos registrados."
    return Hoja("Participación", "Participación y realimentación", hojas.notas(datos), columnas, filas, vacia)

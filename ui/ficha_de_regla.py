"""La ficha de una regla y la de una norma, para leerlas despacio."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from autodiagnostico.palabras import CERTEZAS
from autodiagnostico.servicios.biblioteca import FichaDeRegla
from motor import Estado
from reglas import Catalogo, Regla
from reglas.clases import CLAVES_SI_PARCIAL_NO, Clase
from reglas.fichas import Accion, Criterio, Norma
from ui import formato, piezas
from ui.marcado import Html, e, unir
from ui.vocabulario import CARACTERES, ESTADOS


def linea(catalogo: Catalogo, regla: Regla) -> Html:
    """Una regla en un renglón."""
    cita = regla.ficha.cita
    return e(
        "p",
        f"{CARACTERES[regla.ficha.caracter]} · {piezas.nombre_de_cita(catalogo, cita)} · "
        f"cita {CERTEZAS[cita.certeza]}, verificada el {formato.fecha(cita.verificada)}",
        clase="menor",
    )


def entera(catalogo: Catalogo, ficha: FichaDeRegla) -> Html:
    """Todo lo que la base dice de una regla."""
    regla = ficha.regla.ficha
    return unir(
        e("h1", regla.titulo),
        e("p", f"{regla.codigo} · {_caracter(ficha.regla)} · {_vigencia(ficha.regla)}", clase="entrada"),
        e("p", regla.explicacion),
        e("h2", "Qué norma lo dice"),
        piezas.cita(catalogo, regla.cita),
        (piezas.cita(catalogo, c) for c in regla.citas_adicionales),
        norma(ficha.norma),
        e("h2", "Cómo se verifica"),
        _condicion("Aplica cuando", ficha.aplica, "Siempre."),
        _condicion("Se cumple cuando", ficha.cumple, ""),
        _condicion("Se cumple en parte cuando", ficha.parcial, "No hay cumplimiento en parte."),
        e("p", e("strong", "Plazo: "), ficha.plazo or "No tiene.", _insubsanable(ficha.regla)),
        _advertencias(catalogo, ficha.regla),
        _ejemplos(catalogo, regla.codigo),
        e("h2", "Qué se pregunta"),
        (_pregunta(c) for c in ficha.preguntas),
        e("h2", "Cuánto pesa en la madurez"),
        _pesos(catalogo, ficha),
        e("h2", "Qué se recomienda cuando falta"),
        (_accion(a) for a in ficha.acciones),
        None if ficha.acciones else e("p", "La base no trae una acción para esta regla."),
        _inventario(regla.inventario),
    )


def _caracter(regla: Regla) -> str:
    propio_de = regla.ficha.propio_de
    si_es_suya = f" ({CARACTERES['propio'].lower()} para {', '.join(propio_de)})" if propio_de else ""
    return CARACTERES[regla.ficha.caracter] + si_es_suya


def _vigencia(regla: Regla) -> str:
    hasta = regla.ficha.vigente_hasta
    desde = f"rige desde el {formato.fecha_larga(regla.ficha.vigente_desde)}"
    return f"{desde} hasta el {formato.fecha_larga(hasta)}" if hasta else desde


def _insubsanable(regla: Regla) -> str:
    return " Pasado el plazo, ninguna acción lo remedia." if regla.ficha.insubsanable else ""


def _condicion(titulo: str, renglones: list[tuple[int, str]], si_falta: str) -> Html:
    return unir(
        e("p", e("strong", titulo)),
        piezas.esquema(renglones) if renglones else e("p", si_falta, clase="esquema"),
    )


def _advertencias(catalogo: Catalogo, regla: Regla) -> Html:
    return unir(
        piezas.aviso("plazo", "!", e("p", a.texto), (piezas.cita(catalogo, c) for c in a.citas))
        for a in regla.advertencias
    )


def _ejemplos(catalogo: Catalogo, codigo: str) -> Html | None:
    """Los casos de la base que muestran cómo se lee la regla."""
    casos = [c for c in catalogo.casos if c.regla == codigo]
    if not casos:
        return None
    renglones = (unir(c.nombre, " ", piezas.insignia(ESTADOS[Estado(c.estado)])) for c in casos)
    return unir(e("h2", "Ejemplos de cómo se lee"), piezas.lista(renglones))


def _pregunta(criterio: Criterio) -> Html:
    return piezas.plegado(
        criterio.pregunta,
        e("p", criterio.ayuda),
        piezas.lista(_opciones(criterio)),
        e("p", e("strong", "Evidencia: "), criterio.evidencia) if criterio.evidencia else None,
        piezas.furag(criterio),
        e("p", criterio.codigo, clase="menor codigo"),
    )


def _opciones(criterio: Criterio) -> Iterable[str]:
    if criterio.clase is Clase.SI_NO:
        return ["Sí", "No"]
    if criterio.clase is Clase.SI_PARCIAL_NO:
        textos = criterio.opciones or {}
        return [f"{nombre}: {textos.get(clave, '')}" for clave, nombre in CLAVES_SI_PARCIAL_NO.items()]
    return list((criterio.opciones or {}).values()) or [formato.COMO_SE_ESCRIBE[criterio.clase]]


def _pesos(catalogo: Catalogo, ficha: FichaDeRegla) -> Html:
    regla = ficha.regla.ficha
    if not ficha.escenarios:
        return e("p", "No pesa en la madurez.")
    filas = (piezas.fila(catalogo.escenarios[c].nombre, str(peso)) for c, peso in ficha.escenarios.items())
    habilita = (
        f"Habilita el nivel {regla.nivel}: sin cumplirla no se pasa de allí."
        if regla.habilitante
        else f"Orienta al nivel {regla.nivel}."
    )
    return unir(
        piezas.tabla(["Escenario", "Peso"], filas, "Peso de la regla en cada escenario", "tabla corta"),
        e("p", habilita),
    )


def _accion(accion: Accion) -> Html:
    return piezas.plegado(
        accion.titulo,
        e("p", accion.descripcion),
        e("p", e("strong", "Producto: "), accion.producto),
        e(
            "p",
            e("strong", "Esfuerzo: "),
            f"{formato.plural(accion.esfuerzo_dias, 'día', 'días')}. {accion.base_esfuerzo}",
        ),
    )


def _inventario(filas: list[str]) -> Html | None:
    return (
        e("p", f"Filas del inventario de obligaciones: {', '.join(filas)}.", clase="menor") if filas else None
    )


def norma(ficha: Norma) -> Html:
    """Una norma: qué es, desde cuándo rige y qué tan cierto es lo que se sabe de ella."""
    datos = [
        f"Expedida el {formato.fecha_larga(ficha.expedida)}" if ficha.expedida else None,
        f"rige desde el {formato.fecha_larga(ficha.vigente_desde)}" if ficha.vigente_desde else None,
        f"información {CERTEZAS[ficha.certeza]}, verificada el {formato.fecha(ficha.verificada)}",
    ]
    frase = "; ".join(d for d in datos if d)
    return unir(
        e("p", e("strong", ficha.nombre), f". {ficha.titulo}."),
        e("p", frase[:1].upper(), frase[1:], ".", clase="menor"),
        e("p", ficha.nota, clase="ayuda") if ficha.nota else None,
        e("p", e("a", "Ver la norma publicada", href=ficha.enlace, rel="noopener noreferrer"))
        if ficha.enlace
        else None,
    )


def sin_reglas(catalogo: Catalogo, con_reglas: Collection[str]) -> Html | None:
    """Las normas que solo se citan de apoyo."""
    otras = [n for n in catalogo.normas.values() if n.codigo not in con_reglas]
    if not otras:
        return None
    titulo = formato.plural(len(otras), "norma más se cita de apoyo", "normas más se citan de apoyo")
    return piezas.plegado(titulo, (norma(n) for n in otras))

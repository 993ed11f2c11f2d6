"""Una regla, entera, en español corriente: qué pide, a quién, con qué pregunta se sabe y cómo se corrige."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autodiagnostico.documento.bloques import Bloque, Lista, Nota, Parrafo, Titulo
from autodiagnostico.documento.frases import (
    CARACTERES,
    cita_completa,
    enlace_de,
    mayuscula,
    sin_punto,
    vigencia,
)
from autodiagnostico.palabras import ESTADOS
from autodiagnostico.servicios.biblioteca import FichaDeRegla, ficha_de_regla
from autodiagnostico.textos import cuantas
from motor import Estado
from reglas import Catalogo, Clase, Regla
from reglas.catalogo import Advertencia
from reglas.clases import CLAVES_SI_PARCIAL_NO
from reglas.comprobaciones import CIERRE
from reglas.fichas import Accion, Criterio
from reglas.palabras import Palabras, constante_en_palabras

CLASES = {
    Clase.SI_NO: "Se responde sí o no",
    Clase.SI_PARCIAL_NO: "Se responde sí, en parte o no",
    Clase.OPCION: "Se elige una opción",
    Clase.OPCIONES: "Se marcan todas las que correspondan",
    Clase.FECHA: "Se responde una fecha",
    Clase.ENTERO: "Se responde un número entero",
    Clase.PORCENTAJE: "Se responde un porcentaje",
}
_FURAG = {
    "igual": "pregunta lo mismo",
    "subconjunto": "pregunta más que esto",
    "superconjunto": "pregunta una parte de esto",
    "traslape": "coincide en parte",
}


def primera_regla_por_pregunta(catalogo: Catalogo) -> dict[str, str]:
    """En qué regla se explica cada pregunta: la primera del catálogo que la lee."""
    primeras: dict[str, str] = {}
    for codigo in catalogo.reglas:
        for criterio in ficha_de_regla(catalogo, codigo).preguntas:
            primeras.setdefault(criterio.codigo, codigo)
    return primeras


def bloques_de_regla(
    catalogo: Catalogo, codigo: str, nivel: int, primeras: Mapping[str, str]
) -> Iterator[Bloque]:
    """Todo lo que se sabe de una regla; una pregunta ya explicada en otra solo se nombra."""
    ficha = ficha_de_regla(catalogo, codigo)
    regla = ficha.regla
    yield Titulo(nivel, f"{codigo}. {regla.ficha.titulo}")
    yield Parrafo(regla.ficha.explicacion)
    yield Parrafo(_caracter(regla), "Carácter.")
    if ficha.aplica:
        yield condicion("Aplica si", ficha.aplica)
    else:
        yield Parrafo("A toda entidad.", "Aplica.")
    yield condicion("Cumple si", ficha.cumple)
    if ficha.parcial:
        yield condicion("Cumple en parte si no cumple y", ficha.parcial)
    if ficha.plazo:
        yield Parrafo(_plazo(ficha), "Plazo.")
    yield Parrafo(vigencia(regla.ficha.vigente_desde, regla.ficha.vigente_hasta), "Vigencia.")
    yield Parrafo(cita_completa(catalogo, regla.ficha.cita), "Cita.", enlace_de(catalogo, regla.ficha.cita))
    for cita in regla.ficha.citas_adicionales:
        yield Parrafo(cita_completa(catalogo, cita), "También.", enlace_de(catalogo, cita))
    yield Parrafo(_madurez(catalogo, regla), "Madurez.")
    for criterio in ficha.preguntas:
        yield from _pregunta(criterio, codigo, primeras[criterio.codigo])
    for accion in ficha.acciones:
        yield from _accion(catalogo, accion)
    for advertencia in regla.advertencias:
        yield _advertencia(catalogo, advertencia)
    if (acto := regla.ficha.acto_propio) is not None:
        yield Nota("Acto propio", acto.texto)
    ejemplos = [
        (0, f"{sin_punto(c.nombre)} → {_estado(c.estado)}") for c in catalogo.casos if c.regla == codigo
    ]
    if ejemplos:
        yield Lista("Ejemplos comprobados.", ejemplos)
    if regla.ficha.inventario:
        yield Parrafo(", ".join(regla.ficha.inventario), "Recoge del inventario:")


def _caracter(regla: Regla) -> str:
    texto = CARACTERES[regla.ficha.caracter]
    if regla.ficha.propio_de:
        texto += f" Para {', '.join(regla.ficha.propio_de)}, que expidió el acto, es propio."
    return texto


def condicion(rotulo: str, renglones: Sequence[tuple[int, str]]) -> Bloque:
    """Una condición: en una línea si es una sola cosa; si no, el grupo en el rótulo y sus partes debajo."""
    (_, primero), *partes = renglones
    if not partes:
        return Parrafo(f"{primero}.", f"{rotulo}:")
    return Lista(
        f"{rotulo} {primero[:1].lower()}{primero[1:]}", [(hondo - 1, texto) for hondo, texto in partes]
    )


def _plazo(ficha: FichaDeRegla) -> str:
    texto = f"{sin_punto(ficha.plazo)}."
    if ficha.regla.ficha.insubsanable:
        texto += " Vencido ese plazo ya no se puede corregir, y no se propone ninguna acción."
    return texto


def _madurez(catalogo: Catalogo, regla: Regla) -> str:
    ficha = regla.ficha
    if not ficha.escenarios:
        return "No cuenta para la madurez."
    nombres = {n.nivel: f"{n.nivel}, «{n.nombre}»" for n in catalogo.niveles}
    pesos = [f"{peso} en {e}" for e, peso in ficha.escenarios.items() if peso]
    partes = [f"Peso {', '.join(pesos)}." if pesos else "No suma puntos."]
    nivel = nombres.get(ficha.nivel or 0, "")
    if ficha.habilitante:
        partes.append(f"Sin ella no se llega al nivel {nivel}, en {', '.join(ficha.escenarios)}.")
    elif nivel:
        partes.append(f"Orienta al nivel {nivel}.")
    politicas = [catalogo.politicas[p].nombre for p in ficha.politicas]
    if politicas:
        partes.append(f"{'Política' if len(politicas) == 1 else 'Políticas'}: {'; '.join(politicas)}.")
    return " ".join(partes)


def _pregunta(criterio: Criterio, regla: str, primera: str) -> Iterator[Bloque]:
    if regla != primera:
        yield Parrafo(f"{criterio.pregunta} ({criterio.codigo}; se explica en {primera}).", "Pregunta.")
        return
    yield Parrafo(f"{criterio.pregunta} ({criterio.codigo})", "Pregunta.")
    puntos = [(0, criterio.ayuda), (0, f"{CLASES[criterio.clase]}.")]
    claves = CLAVES_SI_PARCIAL_NO if criterio.clase is Clase.SI_PARCIAL_NO else {}
    puntos += [(1, _opcion(claves.get(c), texto)) for c, texto in (criterio.opciones or {}).items()]
    if criterio.admite_no_aplica:
        puntos.append((0, "Admite «no aplica», con su motivo."))
    if criterio.evidencia:
        puntos.append((0, f"Evidencia: {sin_punto(criterio.evidencia)}."))
    for cruce in criterio.furag:
        nota = f" {cruce.nota}" if cruce.nota else ""
        puntos.append((0, f"FURAG {cruce.pregunta}: {_FURAG[cruce.relacion]}.{nota}"))
    yield Lista("", puntos)


def _opcion(clave: str | None, texto: str) -> str:
    return texto if clave is None or clave == texto else f"{clave}: {texto}"


def _accion(catalogo: Catalogo, accion: Accion) -> Iterator[Bloque]:
    yield Parrafo(f"{accion.titulo} ({accion.codigo})", "Qué se puede hacer.")
    deja = "; ".join(
        f"«{catalogo.criterios[c].pregunta}» queda en {_logra(catalogo.criterios[c], v)}"
        for c, v in accion.logra.items()
    )
    destinos = "; ".join(catalogo.destinos[d].nombre for d in accion.destinos)
    dias = cuantas(accion.esfuerzo_dias, "día de trabajo", "días de trabajo")
    puntos = [
        (0, accion.descripcion),
        (0, f"{deja}."),
        (0, f"La hace: {sin_punto(accion.responsable)}. Produce: {sin_punto(accion.producto)}."),
        (0, f"{mayuscula(dias)} de una persona. {accion.base_esfuerzo}"),
        (0, f"Puede ir a: {destinos}."),
    ]
    if accion.requiere:
        previas = "; ".join(f"{catalogo.acciones[r].titulo} ({r})" for r in accion.requiere)
        puntos.append((0, f"Antes hay que: {previas}."))
    yield Lista("", puntos)


def _logra(criterio: Criterio, valor: object) -> str:
    opciones = criterio.opciones or {}
    if criterio.clase is Clase.SI_PARCIAL_NO:
        opciones = CLAVES_SI_PARCIAL_NO
    if isinstance(valor, list):
        return f"incluir {', '.join(f'«{opciones[v]}»' for v in valor)}"
    if criterio.clase is Clase.FECHA and valor == CIERRE:
        return "el día en que se termina"
    assert isinstance(valor, bool | int | float | str), "la carga comprueba lo que logra una acción"
    return f"«{constante_en_palabras(valor, opciones)}»"


def _advertencia(catalogo: Catalogo, advertencia: Advertencia) -> Nota:
    cuando = "Siempre que aplica"
    if advertencia.cuando is not None:
        cuando = f"Cuando {Palabras(catalogo).de(advertencia.cuando)}"
    citas = [cita_completa(catalogo, c) for c in advertencia.citas]
    return Nota("Advertencia", f"{advertencia.texto} {cuando}, se muestra junto al resultado.", citas)


def _estado(codigo: str) -> str:
    return ESTADOS[Estado(codigo)][1].lower()

"""Reglas, preguntas y acciones en pantalla."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autodiagnostico.palabras import CARACTERES, CERTEZAS, cita_en_palabras
from autodiagnostico.servicios import biblioteca
from autodiagnostico.textos import cuantas
from motor.contrato import cita_en_json
from reglas import Catalogo, Clase
from reglas.clases import CLAVES_SI_PARCIAL_NO
from reglas.fichas import Accion, Criterio, Ficha
from reglas.palabras import fecha_en_palabras


def mostrar_lista(catalogo: Catalogo) -> None:
    """Las reglas, agrupadas por artículo."""
    consola = Console(highlight=False)
    for articulo in biblioteca.articulos(catalogo):
        cita = articulo.reglas[0].ficha.cita
        consola.print(Text(cita_en_palabras(catalogo, cita), style="bold"))
        tabla = Table.grid(padding=(0, 2))
        for regla in articulo.reglas:
            tabla.add_row(
                Text(regla.codigo), Text(CARACTERES[regla.ficha.caracter]), Text(regla.ficha.titulo)
            )
        consola.print(Padding(tabla, (0, 0, 1, 2)))
    reglas = cuantas(len(catalogo.reglas), "regla", "reglas")
    consola.print(
        f"{reglas}, base {catalogo.base.version}. Para ver una: autodiagnostico reglas mostrar CODIGO"
    )


def mostrar(catalogo: Catalogo, codigo: str, consola: Console | None = None) -> None:
    """Una regla, una pregunta o una acción, en palabras."""
    consola = consola or Console(highlight=False)
    if codigo in catalogo.reglas:
        _regla(consola, catalogo, codigo)
    elif codigo in catalogo.criterios:
        _criterio(consola, catalogo, catalogo.criterios[codigo])
    else:
        _accion(consola, catalogo, catalogo.acciones[codigo])


def _encabezado(consola: Console, codigo: str, titulo: str, texto: str) -> None:
    consola.print(Text(f"{codigo}: {titulo}", style="bold"))
    consola.print(Text(texto))


def _regla(consola: Console, catalogo: Catalogo, codigo: str) -> None:
    ficha = biblioteca.ficha_de_regla(catalogo, codigo)
    regla = ficha.regla.ficha
    _encabezado(consola, codigo, regla.titulo, regla.explicacion)
    hasta = f" hasta el {fecha_en_palabras(regla.vigente_hasta)}" if regla.vigente_hasta else ""
    procedencia = [
        f"{CARACTERES[regla.caracter]}. {cita_en_palabras(catalogo, regla.cita)}.",
        f"Fuente: {regla.cita.fuente or 'fuera de las fuentes'}; {regla.cita.lugar}.",
        f"Cita {CERTEZAS[regla.cita.certeza]}, verificada el {fecha_en_palabras(regla.cita.verificada)}.",
        f"Rige desde el {fecha_en_palabras(regla.vigente_desde)}{hasta}.",
    ]
    if regla.cita.nota:
        procedencia.append(f"Nota: {regla.cita.nota}")
    if nota_de_norma := catalogo.normas[regla.cita.norma].nota:
        procedencia.append(f"De la norma: {nota_de_norma}")
    if ficha.plazo:
        procedencia.append(f"Plazo: {ficha.plazo}.")
    pesos = ", ".join(f"{e} (peso {peso})" for e, peso in ficha.escenarios.items() if peso)
    if pesos:
        procedencia.append(f"Cuenta para la madurez de {pesos}.")
    if regla.habilitante:
        procedencia.append(f"Hace falta para el nivel {regla.nivel} de {', '.join(ficha.escenarios)}.")
    elif regla.nivel is not None:
        procedencia.append(f"Orienta al nivel {regla.nivel}.")
    _parte(consola, "De dónde sale", [(0, p) for p in procedencia])
    _parte(consola, "Aplica si", ficha.aplica or [(0, "Siempre")])
    _parte(consola, "Se cumple si", ficha.cumple)
    _parte(consola, "Se cumple en parte si", ficha.parcial)
    _parte(consola, "Preguntas", [(0, f"{c.codigo}: {c.pregunta}") for c in ficha.preguntas])
    _parte(consola, "Acciones que la cumplen", [(0, f"{a.codigo}: {a.titulo}") for a in ficha.acciones])


def _criterio(consola: Console, catalogo: Catalogo, criterio: Criterio) -> None:
    _encabezado(consola, criterio.codigo, criterio.pregunta, criterio.ayuda)
    _parte(consola, "Qué se responde", [(0, r) for r in _que_se_responde(criterio)])
    if criterio.evidencia:
        _parte(consola, "Qué lo muestra", [(0, criterio.evidencia)])
    lectoras = [r for r in catalogo.reglas.values() if criterio in biblioteca.criterios_de(catalogo, r)]
    _parte(consola, "Reglas que la usan", [(0, f"{r.codigo}: {r.ficha.titulo}") for r in lectoras])


def _que_se_responde(criterio: Criterio) -> Iterator[str]:
    yield _FORMAS.get(criterio.clase, "")
    opciones = CLAVES_SI_PARCIAL_NO if criterio.clase is Clase.SI_PARCIAL_NO else {}
    for clave, texto in (criterio.opciones or opciones).items():
        yield f"{clave}: {texto}"
    if criterio.admite_no_aplica:
        yield "También se puede declarar que no aplica, con el motivo."


_FORMAS = {
    Clase.SI_NO: "true o false.",
    Clase.SI_PARCIAL_NO: "Una de estas claves:",
    Clase.OPCION: "Una de estas claves:",
    Clase.OPCIONES: "Una lista con las que correspondan; vacía si ninguna:",
    Clase.FECHA: "Una fecha AAAA-MM-DD.",
    Clase.ENTERO: "Un número entero.",
    Clase.PORCENTAJE: "Un número de 0 a 100.",
    Clase.TEXTO: "Un texto.",
}


def _accion(consola: Console, catalogo: Catalogo, accion: Accion) -> None:
    _encabezado(consola, accion.codigo, accion.titulo, accion.descripcion)
    esfuerzo = f"{cuantas(accion.esfuerzo_dias, 'día', 'días')}. {accion.base_esfuerzo}"
    requiere = [f"{r}: {catalogo.acciones[r].titulo}" for r in accion.requiere]
    cierra = [f"{r}: {catalogo.reglas[r].ficha.titulo}" for r in accion.cierra]
    partes = {
        "Responsable": [accion.responsable],
        "Producto": [accion.producto],
        "Esfuerzo": [esfuerzo],
        "Suele tardar": [cuantas(accion.duracion_semanas, "semana", "semanas")]
        if accion.duracion_semanas
        else [],
        "Planes a los que puede ir": [catalogo.destinos[d].nombre for d in accion.destinos],
        "Antes hay que hacer": requiere,
        "Reglas que cumple": cierra,
    }
    for titulo, renglones in partes.items():
        _parte(consola, titulo, [(0, r) for r in renglones])


def _parte(consola: Console, titulo: str, renglones: Iterable[tuple[int, str]]) -> None:
    renglones = list(renglones)
    if renglones:
        consola.print(Text(f"\n{titulo}", style="bold"))
    for sangria, texto in renglones:
        consola.print(Padding(Text(texto), (0, 0, 0, 2 + 2 * sangria)))


def en_json(catalogo: Catalogo, codigo: str) -> dict[str, Any]:
    """La ficha entera de una regla, una pregunta o una acción."""
    if codigo in catalogo.reglas:
        return _regla_en_json(catalogo, codigo)
    ficha: Ficha = catalogo.criterios.get(codigo) or catalogo.acciones[codigo]
    return ficha.model_dump(mode="json")


def _regla_en_json(catalogo: Catalogo, codigo: str) -> dict[str, Any]:
    ficha = biblioteca.ficha_de_regla(catalogo, codigo)
    regla = ficha.regla.ficha
    condiciones = {"aplica_si": ficha.aplica, "cumple_si": ficha.cumple, "parcial_si": ficha.parcial}
    return {
        "codigo": regla.codigo,
        "titulo": regla.titulo,
        "caracter": regla.caracter,
        "explicacion": regla.explicacion,
        "citas": [
            {**cita_en_json(c), "certeza": c.certeza, "verificada": c.verificada.isoformat(), "nota": c.nota}
            for c in (regla.cita, *regla.citas_adicionales)
        ],
        "vigente_desde": regla.vigente_desde.isoformat(),
        "vigente_hasta": regla.vigente_hasta.isoformat() if regla.vigente_hasta else None,
        **{nombre: [{"sangria": s, "texto": t} for s, t in dicha] for nombre, dicha in condiciones.items()},
        "plazo": ficha.plazo or None,
        "insubsanable": regla.insubsanable,
        "escenarios": dict(ficha.escenarios),
        "nivel": regla.nivel,
        "habilitante": regla.habilitante,
        "criterios": [c.codigo for c in ficha.preguntas],
        "acciones": [a.codigo for a in ficha.acciones],
    }

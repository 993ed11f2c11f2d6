"""Importar medidas: se sube el archivo, se dice qué es cada columna, se ve qué cambiaría y se acepta."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.libros.apertura import MAXIMO_BYTES
from autodiagnostico.libros.cuadros import EXTENSIONES, Cuadro, ErrorDeArchivo
from autodiagnostico.medidas.columnas import ANO, MEDICION, SUELTAS, Correspondencia, de_ambito
from autodiagnostico.medidas.marco import marco
from autodiagnostico.medidas.palabras import que_es
from autodiagnostico.reloj import hoy
from autodiagnostico.servicios import medidas
from autodiagnostico.servicios.medidas import Importacion, Propuesta, Revision
from reglas.palabras import numero_en_palabras
from ui import contexto, defectos, formato, guardado, piezas
from ui.marcado import e, md, pintar

_CAMPO, _VEZ = "medidas", "medidas:vez"
_PROPUESTA, _REVISADA = "medidas:propuesta", "medidas:revisada"
_MEGAS = MAXIMO_BYTES // 10**6
_EJEMPLOS = 3
_A_LA_VISTA = 100


def dibujar() -> None:
    """El lugar donde se sube, los pasos, y lo que ya se importó."""
    guardado.mostrar(_CAMPO)
    archivo = st.file_uploader(
        f"Resultados en Excel o CSV (hasta {_MEGAS} MB)",
        type=[x.removeprefix(".") for x in EXTENSIONES],
        max_upload_size=_MEGAS,
        key=f"medidas:archivo:{st.session_state.setdefault(_VEZ, 0)}",
    )
    if archivo is not None:
        _subido(archivo.name, archivo.getvalue())
    _importadas(medidas.importaciones(contexto.sala()))


def _subido(nombre: str, contenido: bytes) -> None:
    huella = hashlib.sha256(contenido).hexdigest()
    propuesta = _proponer(nombre, contenido, huella)
    if isinstance(propuesta, ErrorDeServicio):
        _rechazado(nombre, propuesta)
        return
    correspondencia = _columnas(propuesta, huella)
    revision = _revisar(nombre, contenido, (huella, correspondencia))
    if isinstance(revision, ErrorDeServicio):
        _rechazado(nombre, revision)
        return
    _vista(nombre, revision)
    con_iguales = _iguales(revision, correspondencia, huella)
    if con_iguales != correspondencia:
        revision = _revisar(nombre, contenido, (huella, con_iguales))
    if isinstance(revision, Revision) and revision.medidas:
        _aceptar(revision, huella)


def _rechazado(nombre: str, error: ErrorDeServicio) -> None:
    if isinstance(error, ErrorDeArchivo):
        defectos.mostrar(nombre, error.defectos)
    else:
        pintar(piezas.error_de_campo(error.mensaje))


def _proponer(nombre: str, contenido: bytes, huella: str) -> Propuesta | ErrorDeServicio:
    if st.session_state.get(_PROPUESTA, (None,))[0] != (nombre, huella):
        salio: Propuesta | ErrorDeServicio
        try:
            salio = medidas.proponer(contexto.sala(), nombre, contenido)
        except ErrorDeServicio as error:
            salio = error
        st.session_state[_PROPUESTA] = ((nombre, huella), salio)
    ya: Propuesta | ErrorDeServicio = st.session_state[_PROPUESTA][1]
    return ya


def _columnas(propuesta: Propuesta, huella: str) -> Correspondencia:
    """Qué es cada columna: lo propuesto, que se puede ajustar."""
    cuadro, sugerida = propuesta.cuadro, propuesta.correspondencia
    papeles = SUELTAS | {de_ambito(a.codigo): f"Valor: {a.nombre}" for a in propuesta.ambitos}
    clave = f"medidas:{huella[:12]}"
    columnas = formato.plural(len(cuadro.titulos), "columna", "columnas")
    filas = formato.plural(len(cuadro.filas), "fila", "filas")
    pintar(
        e("h3", "1. Qué es cada columna"),
        e("p", f"Se leyó {cuadro.como}: {columnas} y {filas}.", role="status"),
        e("p", "Lo que es cada una se propuso por su título. Cambie lo que no sea.", clase="ayuda"),
    )
    elegidos = []
    for indice, titulo in enumerate(cuadro.titulos):
        st.session_state.setdefault(f"{clave}:{indice}", sugerida.papeles[indice])
        elegidos.append(
            st.selectbox(
                md(f"«{titulo or 'Sin título'}», por ejemplo: {_ejemplos(cuadro, indice)}"),
                list(papeles),
                format_func=papeles.__getitem__,
                key=f"{clave}:{indice}",
            )
        )
    izquierda, derecha = st.columns(2)
    mediciones = {m.codigo: m.nombre for m in marco().mediciones}
    medicion, ano = sugerida.medicion, None
    if MEDICION not in elegidos:
        st.session_state.setdefault(f"{clave}:medicion", sugerida.medicion)
        medicion = izquierda.selectbox(
            "Qué medición es",
            ["", *mediciones],
            format_func=lambda m: mediciones.get(m, "Elija una"),
            key=f"{clave}:medicion",
        )
    if ANO not in elegidos:
        este = hoy().year
        ano = derecha.selectbox(
            "Año medido en el archivo", range(este, este - 10, -1), index=1, key=f"{clave}:ano"
        )
    return Correspondencia(tuple(elegidos), medicion, ano)


def _ejemplos(cuadro: Cuadro, indice: int) -> str:
    vistos = [fila[indice].visto for _, fila in cuadro.filas if not fila[indice].vacio]
    return ", ".join(vistos[:_EJEMPLOS]) or "nada"


def _revisar(
    nombre: str, contenido: bytes, con_que: tuple[str, Correspondencia]
) -> Revision | ErrorDeServicio:
    huella, correspondencia = con_que
    c = correspondencia
    clave = (nombre, huella, c.papeles, c.medicion, c.ano, tuple(sorted(c.iguales.items())))
    revisadas = st.session_state.setdefault(_REVISADA, {})
    if clave not in revisadas:
        revisadas.clear()
        try:
            revisadas[clave] = medidas.revisar(contexto.sala(), nombre, contenido, correspondencia)
        except ErrorDeServicio as error:
            revisadas[clave] = error
    ya: Revision | ErrorDeServicio = revisadas[clave]
    return ya


def _vista(nombre: str, revision: Revision) -> None:
    """Lo que pasaría."""
    pintar(e("h3", "2. Qué cambiaría"))
    cuantas = formato.plural(len(revision.medidas), "medida", "medidas")
    partes = [
        formato.plural(revision.nuevas, "nueva", "nuevas"),
        formato.plural(len(revision.cambian), "que cambia", "que cambian"),
        formato.plural(revision.iguales, "igual a la que hay", "iguales a las que hay"),
    ]
    vacias = formato.plural(revision.vacias, "celda vacía no se tomó", "celdas vacías no se tomaron")
    pintar(
        piezas.aviso(
            "bien" if revision.medidas else "duda",
            "✓" if revision.medidas else "?",
            e(
                "p",
                e("strong", f"«{nombre}» trae {cuantas} de entidades de aquí: {', '.join(partes)}. "),
                "Todavía no se ha guardado nada.",
                role="status",
            ),
            e("p", f"{vacias} por cero.") if revision.vacias else None,
        )
    )
    if revision.cambian:
        catalogo = contexto.sala().catalogo
        filas = (
            piezas.fila(
                c.entidad,
                que_es(catalogo, c.medida.medicion, c.medida.ambito),
                numero_en_palabras(c.antes),
                numero_en_palabras(c.medida.valor),
            )
            for c in revision.cambian[:_A_LA_VISTA]
        )
        pintar(
            piezas.plegado(
                formato.plural(len(revision.cambian), "medida que cambia", "medidas que cambian"),
                piezas.tabla(["Entidad", "Medida", "Ahora", "Quedaría"], filas, "Medidas que cambian"),
                abierto=True,
            )
        )


def _iguales(revision: Revision, correspondencia: Correspondencia, huella: str) -> Correspondencia:
    """Las entidades que no se reconocen: de las que se parecen a una, se puede decir que lo son."""
    if not revision.no_reconocidas:
        return correspondencia
    parecidas = [n for n in revision.no_reconocidas if n.sugerida is not None]
    otras = [n.escrita for n in revision.no_reconocidas if n.sugerida is None]
    cuantas = formato.plural(
        len(revision.no_reconocidas), "entidad no se reconoce", "entidades no se reconocen"
    )
    pintar(e("p", e("strong", f"{cuantas}. "), "Lo suyo queda fuera. Marque las que sí sean de aquí."))
    iguales = {}
    for n in parecidas[:_A_LA_VISTA]:
        assert n.sugerida is not None, "son las que la tienen"
        if st.checkbox(
            md(f"«{n.escrita}» es «{n.sugerida.nombre}»"), key=f"medidas:{huella[:12]}:es:{n.escrita}"
        ):
            iguales[n.escrita] = n.sugerida.id
    if otras:
        pintar(piezas.plegado(f"{len(otras)} que no se parecen a ninguna", piezas.lista(otras[:_A_LA_VISTA])))
    return replace(correspondencia, iguales=iguales)


def _aceptar(revision: Revision, huella: str) -> None:
    pintar(e("h3", "3. Aceptarlo"))
    clave = f"medidas:{huella[:12]}:fuente"
    st.text_input("De dónde salió el archivo (opcional)", key=clave, placeholder="Quién lo publicó y cuándo")
    st.button(
        f"Importar {formato.plural(len(revision.medidas), 'medida', 'medidas')}",
        type="primary",
        key="medidas:importar",
        on_click=_importar,
        args=(revision, clave),
    )


def _importar(revision: Revision, clave: str) -> None:
    def importar() -> None:
        cuantas = medidas.aplicar(contexto.sala(), revision, st.session_state[clave])
        guardado.anotar(_CAMPO, f"Importado: {formato.plural(cuantas, 'medida', 'medidas')}.")
        st.session_state["medidas:ano"] = max(m.ano for m in revision.medidas)
        st.session_state[_VEZ] += 1

    guardado.hacer(_CAMPO, importar)
    st.session_state.pop(_REVISADA, None)


def _importadas(todas: list[Importacion]) -> None:
    if not todas:
        return
    filas = (
        piezas.fila(
            i.archivo,
            i.fuente or "No se dijo",
            str(i.cuantas),
            formato.fecha(formato.dia(i.cuando)),
            i.quien,
        )
        for i in todas
    )
    columnas = ["Archivo", "De dónde salió", "Medidas", "Cuándo", "Quién"]
    with st.expander("Lo que se ha importado", key="importaciones"):
        pintar(piezas.tabla(columnas, filas, "Archivos importados"))
        nombres = {i.id: f"{i.archivo}, del {formato.fecha(formato.dia(i.cuando))}" for i in todas}
        st.selectbox(
            "Quitar una importación",
            list(nombres),
            format_func=nombres.__getitem__,
            key="medidas:cual_quitar",
        )
        pintar(e("p", "De cada medida vuelve a valer la que había antes de ese archivo.", clase="ayuda"))
        st.button("Quitarla", key="medidas:quitar", on_click=_quitar)


def _quitar() -> None:
    cual = st.session_state["medidas:cual_quitar"]
    if guardado.intentar(_CAMPO, lambda: medidas.quitar(contexto.sala(), cual)):
        guardado.anotar(_CAMPO, "Se quitó esa importación.")
        st.session_state.pop("medidas:ano", None)

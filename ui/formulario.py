"""El formulario de una entidad: sale de los atributos del catálogo, y cada error va al lado de su campo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from autodiagnostico.errores import ErrorDeServicio
from autodiagnostico.sala import hoy
from autodiagnostico.servicios import entidades
from autodiagnostico.servicios.entidades import FichaDeEntidad, Sugerida
from motor import ErrorDeCaso, Problema
from motor.caso import Valor
from reglas.clases import Clase
from reglas.fichas import Atributo
from ui import contexto, controles, formato, guardado, piezas
from ui.marcado import e, md, pintar

_ERRORES = "errores_de_entidad"
_COPIADO = "datos_copiados_de_una_lista"
_NO_SE = "no se"
_SI_NO: dict[Any, str] = {True: "Sí", False: "No", _NO_SE: "No sé todavía"}
AlGuardar = Callable[[FichaDeEntidad], None]


def vigencias() -> list[int]:
    """Los años que se ofrecen: el actual, el que viene y los dos anteriores."""
    este = hoy().year
    return [este, este + 1, este - 1, este - 2]


def dibujar(ficha: FichaDeEntidad | None, boton: str, al_guardar: AlGuardar) -> None:
    """El formulario para crear una entidad (`ficha` None) o cambiarla."""
    prefijo = f"entidad:{ficha.id if ficha else 'nueva'}"
    if ficha is None:
        _sugerir(prefijo)
    _preparar(prefijo, ficha)
    atributos = list(contexto.sala().catalogo.atributos.values())
    with st.form(f"{prefijo}:f", enter_to_submit=False):
        _identidad(prefijo)
        _en_dos_columnas(prefijo, [a for a in atributos if a.obligatorio])
        if ficha is None:
            st.selectbox("¿Qué vigencia va a diagnosticar?", vigencias(), key="entidad:vigencia")
        pintar(
            e("h2", "Para saber qué le aplica"),
            e("p", "Lo que no sepa puede dejarlo para después.", clase="ayuda"),
        )
        for atributo in atributos:
            if not atributo.obligatorio and atributo.clase is not Clase.TEXTO:
                _atributo(prefijo, atributo)
        pintar(e("h2", "Otros datos"))
        _en_dos_columnas(prefijo, [a for a in atributos if not a.obligatorio and a.clase is Clase.TEXTO])
        _resumen_de_errores()
        st.form_submit_button(boton, type="primary", on_click=_guardar, args=(prefijo, ficha, al_guardar))


def _en_dos_columnas(prefijo: str, atributos: list[Atributo]) -> None:
    columnas = st.columns(2)
    for i, atributo in enumerate(atributos):
        with columnas[i % 2]:
            _atributo(prefijo, atributo)


def _sugerir(prefijo: str) -> None:
    izquierda, derecha = st.columns([5, 1], vertical_alignment="bottom")
    buscado = izquierda.text_input(
        "Busque su entidad por el nombre, o llene el formulario",
        key="entidad:buscar",
        placeholder="Por ejemplo: Alcaldía de Leticia",
    )
    derecha.button("Buscar", key="entidad:buscar:ya", width="stretch")
    encontradas = entidades.sugeridas(contexto.sala(), buscado) if buscado else []
    if encontradas:
        nombres = {i: f"{una.datos['nombre']} ({una.datos['codigo']})" for i, una in enumerate(encontradas)}
        elegida = st.selectbox(
            "Entidades que se parecen", list(nombres), format_func=nombres.__getitem__, key="entidad:sugerida"
        )
        _procedencia(encontradas[elegida])
        st.button("Usar estos datos", on_click=_copiar, args=(prefijo, encontradas[elegida].datos))
    elif buscado:
        pintar(e("p", "No está en las listas que trae el programa. Llene el formulario.", clase="ayuda"))


def _procedencia(una: Sugerida) -> None:
    """De qué lista sale y si alguien la comprobó, antes de usarla."""
    if una.verificada is False:
        nota = f" {una.nota.rstrip('.')}." if una.nota else ""
        texto = f"{una.lista}. Nadie ha comprobado esta fila: revísela.{nota}"
        pintar(piezas.aviso("duda", "?", e("p", e("strong", "Sin verificar. "), texto)))
    else:
        comprobada = " Fila verificada." if una.verificada else ""
        pintar(e("p", f"{una.lista}.{comprobada}", clase="ayuda menor"))


def _copiar(prefijo: str, datos: Mapping[str, str | bool]) -> None:
    """Pone los datos de una fila; lo que había puesto otra y esta no trae se quita."""
    vacios = {a.codigo: _vacio(a) for a in contexto.sala().catalogo.atributos.values()}
    for campo, puesto in st.session_state.get(_COPIADO, {}).items():
        if campo not in datos and st.session_state.get(f"{prefijo}:{campo}") == puesto:
            st.session_state[f"{prefijo}:{campo}"] = vacios.get(campo, "")
    st.session_state[_COPIADO] = dict(datos)
    for campo, valor in datos.items():
        st.session_state[f"{prefijo}:{campo}"] = valor


def _vacio(atributo: Atributo) -> Any:
    """Lo que muestra un campo del que no se sabe nada."""
    if atributo.clase is Clase.SI_NO:
        return _NO_SE
    return None if atributo.clase in controles.DE_ELEGIR else ""


def _preparar(prefijo: str, ficha: FichaDeEntidad | None) -> None:
    """Pone en cada campo lo guardado, solo la primera vez: lo que se esté escribiendo no se pisa."""
    guardados: Mapping[str, Valor] = ficha.atributos if ficha else {}
    st.session_state.setdefault(f"{prefijo}:codigo", ficha.codigo if ficha else "")
    st.session_state.setdefault(f"{prefijo}:nombre", ficha.nombre if ficha else "")
    for atributo in contexto.sala().catalogo.atributos.values():
        valor = guardados.get(atributo.codigo)
        elegible = atributo.clase in controles.DE_ELEGIR
        puesto: Any = valor if elegible else formato.para_escribir(atributo, valor)
        if atributo.clase is Clase.SI_NO:
            puesto = _NO_SE if valor is None else valor
        st.session_state.setdefault(f"{prefijo}:{atributo.codigo}", puesto)


def _identidad(prefijo: str) -> None:
    izquierda, derecha = st.columns([2, 1])
    with izquierda, st.container(gap="xsmall"):
        st.text_input("Nombre de la entidad (obligatorio)", key=f"{prefijo}:nombre")
        _error("nombre")
    with derecha, st.container(gap="xsmall"):
        st.text_input("Sigla o código (obligatorio)", key=f"{prefijo}:codigo")
        _error("codigo")


def _atributo(prefijo: str, atributo: Atributo) -> None:
    with st.container(gap="xsmall"):
        _control(f"{prefijo}:{atributo.codigo}", atributo)
        _error(atributo.codigo)
        if atributo.ayuda:
            pintar(e("p", atributo.ayuda, clase="ayuda menor"))


def _control(clave: str, atributo: Atributo) -> None:
    rotulo = md(atributo.pregunta + (" (obligatorio)" if atributo.obligatorio else ""))
    if atributo.clase is Clase.SI_NO:
        st.radio(rotulo, list(_SI_NO), format_func=_SI_NO.__getitem__, key=clave, horizontal=True)
    elif atributo.clase in controles.DE_ELEGIR:
        opciones = controles.rotulos_de(atributo)
        elegir = opciones.__getitem__
        st.selectbox(
            rotulo, list(opciones), index=None, format_func=elegir, key=clave, placeholder="Elija una opción"
        )
    else:
        ejemplo = "" if atributo.clase is Clase.TEXTO else formato.COMO_SE_ESCRIBE[atributo.clase]
        st.text_input(rotulo, key=clave, placeholder=ejemplo)


def _errores() -> dict[str, str]:
    errores: dict[str, str] = st.session_state.get(_ERRORES, {})
    return errores


def olvidar_errores() -> None:
    """Deja el formulario sin errores señalados."""
    st.session_state.pop(_ERRORES, None)


def _error(campo: str) -> None:
    texto = _errores().get(campo)
    if texto:
        pintar(piezas.error_de_campo(texto))


def _resumen_de_errores() -> None:
    errores = _errores()
    if errores:
        campos = formato.plural(
            len(errores), "campo por corregir, señalado", "campos por corregir, señalados"
        )
        suelto = errores.get("")
        pintar(
            piezas.error_de_campo(
                f"No se guardó. {suelto}" if suelto else f"No se guardó: hay {campos} arriba."
            )
        )


def _guardar(prefijo: str, ficha: FichaDeEntidad | None, al_guardar: AlGuardar) -> None:
    try:
        guardada = entidades.guardar(contexto.sala(), _datos(prefijo), ficha.id if ficha else None)
    except ErrorDeCaso as error:
        st.session_state[_ERRORES] = {
            p.ruta.removeprefix("entidad."): _con_lo_que_se_admite(p) for p in error.problemas
        }
    except ErrorDeServicio as error:
        st.session_state[_ERRORES] = {"": error.mensaje}
    else:
        st.session_state.pop(_ERRORES, None)
        al_guardar(guardada)


def _con_lo_que_se_admite(problema: Problema) -> str:
    """El problema de un campo y qué se admite en él, como se escribe en pantalla."""
    atributo = contexto.sala().catalogo.atributos.get(problema.ruta.removeprefix("entidad."))
    admite = problema.admite
    if atributo is not None and atributo.clase in {Clase.FECHA, Clase.ENTERO, Clase.PORCENTAJE}:
        admite = formato.COMO_SE_ESCRIBE[atributo.clase].lower()
    mensaje = guardado.como_frase(problema.mensaje)
    return f"{mensaje} Se admite: {admite}." if admite else mensaje


def _datos(prefijo: str) -> dict[str, Any]:
    datos: dict[str, Any] = {campo: st.session_state[f"{prefijo}:{campo}"] for campo in ("codigo", "nombre")}
    for atributo in contexto.sala().catalogo.atributos.values():
        valor = st.session_state[f"{prefijo}:{atributo.codigo}"]
        if atributo.clase in controles.DE_ELEGIR:
            datos[atributo.codigo] = None if valor == _NO_SE else valor
        else:
            datos[atributo.codigo] = formato.leer_escrito(atributo, valor)
    return datos

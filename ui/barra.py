"""La barra lateral: dónde se está y con qué entidad y vigencia."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Quien
from autodiagnostico.servicios.avisos import sin_leer
from autodiagnostico.servicios.diagnosticos import FichaDeDiagnostico
from ui import avisos, contexto, piezas, quien_ve, visita
from ui.enlaces import CUARTOS, PRINCIPAL, enlace
from ui.marcado import e, pintar
from ui.vocabulario import VIDA

SIN_ENTIDAD = frozenset(
    {
        "avisos",
        "subsecretaria",
        "campanas",
        "comision",
        "medidas",
        "informes_del_distrito",
        "bitacora",
        "normas",
        "manual",
        "cuentas",
        "mi_cuenta",
    }
)


def dibujar(ficha: FichaDeDiagnostico | None, actual: str) -> None:
    """La marca, el diagnóstico elegido, las páginas y quién está mirando."""
    quien = visita.quien()
    with st.sidebar:
        pintar(
            e("p", "Autodiagnóstico", clase="marca"),
            e("p", "Modelo de relacionamiento con la ciudadanía", clase="lema"),
        )
        _elegido(ficha)
        with st.container(key="navegacion", gap=None):
            _paginas(_titulos(quien), actual)
        _quien_esta(quien)


def _titulos(quien: Quien) -> dict[str, str]:
    """Las páginas de quien mira, con cuántos avisos le faltan por leer."""
    titulos = quien_ve.paginas(quien)
    if "avisos" in titulos:
        titulos["avisos"] = avisos.titulo(sin_leer(visita.sala()))
    return titulos


def _quien_esta(quien: Quien) -> None:
    if visita.es_local():
        texto = "Modo local: solo en este computador, sin cuentas."
        pintar(e("div", e("p", texto), clase="quien-esta"))
        return
    roles = ", ".join(dict.fromkeys(p.rol.nombre for p in quien.pertenencias)) or "Sin roles todavía"
    pintar(
        e(
            "div",
            e("p", e("span", "Entró como ", clase="solo-lectores"), quien.nombre, clase="nombre"),
            e("p", roles),
            e("p", e("a", "Salir", href="/salir", target="_self")),
            clase="quien-esta",
        )
    )


def encima(ficha: FichaDeDiagnostico | None, actual: str) -> None:
    """Sobre el título, de quién es lo que se ve: con la barra plegada no habría otra seña."""
    if ficha is None or actual in SIN_ENTIDAD:
        return
    if actual != PRINCIPAL:
        estado = VIDA[ficha.estado]
        pintar(
            e("p", f"{ficha.entidad.nombre} · vigencia {ficha.vigencia} · {estado.palabra}", clase="de-quien")
        )
    if (cierre := contexto.cierre()) is not None:
        _mirando_un_cierre(cierre)
    if ficha.entidad.demostracion:
        pintar(
            e(
                "p",
                e("strong", "Datos de demostración. "),
                "Entidad y respuestas inventadas.",
                clase="demo-arriba",
            )
        )


def _mirando_un_cierre(cierre: int) -> None:
    vuelta = e("a", "Volver a lo de ahora", href=f"./?d={st.query_params.get('d', '')}", target="_self")
    texto = e("strong", f"Está viendo el cierre {cierre}, como quedó congelado. ")
    pintar(piezas.aviso("plazo", "■", e("p", texto, "Aquí no se cambia nada. ", vuelta)))


def _paginas(titulos: dict[str, str], actual: str) -> None:
    """Las de cada cuarto bajo la suya, solo en el cuarto en que se está: veinte en fila no se leen."""
    dentro_de = {dentro: cuarto for cuarto, suyas in CUARTOS.items() for dentro in suyas}
    for nombre, titulo in titulos.items():
        cuarto = dentro_de.get(nombre)
        if cuarto is None:
            tiene_mas = nombre in CUARTOS and nombre != dentro_de.get(actual, actual)
            _pagina(nombre, titulo, actual, clase="ir_cerrado" if tiene_mas else "ir")
        elif cuarto == dentro_de.get(actual, actual) or cuarto not in titulos:
            _pagina(nombre, titulo, actual, clase="ir_dentro")


def _pagina(nombre: str, titulo: str, actual: str, clase: str) -> None:
    with st.container(key=f"{clase}_{nombre}"):
        if nombre == actual:
            pintar(e("p", titulo, clase="pagina-actual", aria_current="page"))
        else:
            enlace(nombre, titulo, ancho=True)


def _elegido(ficha: FichaDeDiagnostico | None) -> None:
    if ficha is None:
        pintar(e("div", e("p", "Todavía no ha elegido una entidad."), clase="elegido vacio"))
        return
    pintar(
        e(
            "div",
            e("p", ficha.entidad.nombre, clase="entidad"),
            e("p", f"Vigencia {ficha.vigencia} ", piezas.insignia(VIDA[ficha.estado])),
            piezas.marca_de_demostracion(ficha.entidad.demostracion),
            clase="elegido",
        )
    )

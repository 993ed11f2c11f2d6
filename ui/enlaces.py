"""Cómo se va de una página a otra sin perder el diagnóstico elegido."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from ui.marcado import Hijo, Html, e, md

PAGINAS = {
    "entidad": "Mi entidad",
    "cuestionario": "Cuestionario",
    "planilla": "Responder en Excel",
    "evidencias": "Evidencias",
    "resultados": "Resultados",
    "madurez": "Madurez",
    "avisos": "Avisos",
    "mesa": "Mesa",
    "plan": "Plan por trimestres",
    "plan_de_vigencia": "Plan de la vigencia",
    "seguimiento": "Seguimiento del plan",
    "tablero": "Tablero del plan",
    "mecanismos": "Participación y realimentación",
    "integrantes": "Integrantes y acto",
    "sesiones": "Sesiones",
    "calendario": "Calendario",
    "informes": "Informes",
    "control": "Control interno",
    "subsecretaria": "Subsecretaría",
    "campanas": "Campañas",
    "comision": "Plan de la Comisión",
    "medidas": "Medidas de fuera",
    "informes_del_distrito": "Informes del Distrito",
    "normas": "Normas",
    "cambios": "Cambios de la norma",
    "manual": "Manual y documentos",
    "bitacora": "Bitácora",
    "cuentas": "Cuentas",
    "mi_cuenta": "Mi cuenta",
}
PRINCIPAL = "entidad"
CUARTOS = {
    "entidad": ("cuestionario", "planilla", "evidencias", "resultados", "madurez"),
    "mesa": (
        "plan",
        "plan_de_vigencia",
        "seguimiento",
        "tablero",
        "mecanismos",
        "integrantes",
        "sesiones",
        "calendario",
        "informes",
    ),
    "subsecretaria": ("campanas", "comision", "medidas", "informes_del_distrito"),
    "normas": ("cambios", "manual"),
}
"""Las páginas que se abren desde otra: la barra las muestra cuando se está en ella o en una de ellas."""
SIGUEN = ("d", "cierre")
"""Lo que la dirección conserva al ir de una página a otra: el diagnóstico y el cierre que se miran."""


def archivo(pagina: str) -> str:
    """El guion de una página, como lo nombra Streamlit."""
    return f"paginas/{pagina}.py"


def _consulta(**datos: str) -> dict[str, str]:
    siguen = {c: valor for c in SIGUEN if (valor := st.query_params.get(c))}
    if datos.get("d", siguen.get("d")) != siguen.get("d"):
        siguen.pop("cierre", None)  # el de otro diagnóstico
    return siguen | datos


def enlace(pagina: str, texto: str, *, ancho: bool = False, **datos: str) -> None:
    """Un enlace a otra página de la aplicación, sin recargarla."""
    st.page_link(
        archivo(pagina),
        label=md(texto),
        query_params=_consulta(**datos),
        width="stretch" if ancho else "content",
    )


def ancla(pagina: str, *hijos: Hijo, **datos: str) -> Html:
    """Un enlace dentro de un texto."""
    consulta = urlencode(_consulta(**datos))
    direccion = "" if pagina == PRINCIPAL else pagina
    return e("a", *hijos, href=f"./{direccion}?{consulta}" if consulta else f"./{direccion}")


def a_preguntas(texto: str, criterios: list[str]) -> None:
    """Un enlace a unas preguntas sueltas del cuestionario."""
    enlace("cuestionario", texto, p=",".join(criterios))

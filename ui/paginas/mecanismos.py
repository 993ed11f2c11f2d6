"""Los mecanismos de participación y de realimentación de cada política, y lo que dejaron."""

from __future__ import annotations

import streamlit as st

from autodiagnostico.permisos import Operacion
from autodiagnostico.plan.cobertura import sin_mecanismo
from autodiagnostico.plan.fichas import Mecanismo
from autodiagnostico.plan.marco import declarado
from autodiagnostico.servicios import mecanismos as servicio
from autodiagnostico.servicios.fichas import FichaDeDiagnostico
from reglas import Catalogo
from ui import contexto, lista_del_plan, mecanismos, piezas, temas
from ui.marcado import e, md, pintar


def pagina() -> None:
    """Por política, lo que hay; después, agregar."""
    ficha = contexto.diagnostico()
    pintar(e("h1", "Participación y realimentación"))
    if ficha is None:
        temas.sin_diagnostico()
        return
    catalogo = contexto.resultado(ficha).edicion.catalogo
    pintar(
        e(
            "p",
            f"Con qué oye la entidad a la ciudadanía en la vigencia {ficha.vigencia + 1}, qué oyó y qué "
            "cambió.",
            clase="entrada",
        ),
        lista_del_plan.de_donde(catalogo, declarado().mecanismos),
    )
    suyos = servicio.listar(contexto.sala(), ficha.id)
    _faltan(catalogo, suyos)
    edita = contexto.puede(Operacion.EDITAR_PLAN, ficha.entidad)
    for codigo, politica in catalogo.politicas.items():
        de_esta = [m for m in suyos if m.politica == codigo]
        if de_esta:
            pintar(e("h2", politica.nombre), mecanismos.tabla(politica.nombre, de_esta))
            _cambiar(ficha, catalogo, de_esta, edita=edita)
    if edita:
        with st.expander("Agregar un mecanismo", key="mecanismo_nuevo", expanded=not suyos):
            mecanismos.formulario(ficha.id, catalogo, None)


def _faltan(catalogo: Catalogo, suyos: list[Mecanismo]) -> None:
    faltan = [f"«{catalogo.politicas[c].nombre}»" for c in sin_mecanismo(catalogo, suyos)]
    if faltan:
        texto = e("p", e("strong", "Todavía no tienen ninguno: "), f"{', '.join(faltan)}.")
        pintar(piezas.aviso("duda", "!", texto))


def _cambiar(ficha: FichaDeDiagnostico, catalogo: Catalogo, suyos: list[Mecanismo], *, edita: bool) -> None:
    for uno in suyos if edita else ():
        with st.expander(md(f"Cambiar, o escribir lo que dejó: {uno.nombre}"), key=f"mecanismo_{uno.id}"):
            mecanismos.formulario(ficha.id, catalogo, uno)


pagina()

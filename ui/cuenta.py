"""Una cuenta, para quien las administra: sus datos, sus roles, su clave y si puede entrar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from autodiagnostico.permisos import Ambito, Pertenencia, Rol
from autodiagnostico.servicios import cuentas, entidades
from autodiagnostico.servicios.cuentas import ConClave, FichaDeCuenta, RolDeCuenta
from autodiagnostico.textos import contiene
from ui import contexto, guardado, piezas, visita
from ui.enlaces import enlace
from ui.marcado import e, pintar
from ui.vocabulario import Signo

_CLAVE, _CAMPO = "cuentas:clave", "cuenta"
_AL_SUPRIMIR = (
    "Se borran su nombre, su correo y sus roles, y no puede volver a entrar. Lo que respondió y lo que hizo "
    "queda, con el número de la cuenta."
)
_ACTIVA = Signo("✓", "Activa", "bien")
_PENDIENTE = Signo("◷", "Falta que entre", "plazo")
_DESACTIVADA = Signo("–", "Desactivada", "nada")
_SUPRIMIDA = Signo("–", "Suprimida", "nada")


def estado(ficha: FichaDeCuenta) -> Signo:
    """Si puede entrar, y si ya puso su clave."""
    if ficha.suprimida:
        return _SUPRIMIDA
    if not ficha.activa:
        return _DESACTIVADA
    return _PENDIENTE if ficha.debe_cambiar_clave else _ACTIVA


def coincide(ficha: FichaDeCuenta, buscado: str) -> bool:
    """Si lo buscado está en el nombre, el correo, los roles o las entidades."""
    return contiene(buscado, ficha.nombre, ficha.correo, roles_en_palabras(ficha))


def roles_en_palabras(ficha: FichaDeCuenta) -> str:
    """Los roles y dónde los ejerce."""
    return "; ".join(_rol(r) for r in ficha.roles) or "Sin roles"


def roles_con_su_para_que(ficha: FichaDeCuenta) -> list[tuple[str, str]]:
    """Cada rol con dónde se ejerce, y lo que hace quien lo tiene."""
    return [(_rol(r), r.pertenencia.rol.para_que) for r in ficha.roles]


def _rol(rol: RolDeCuenta) -> str:
    donde = rol.entidad or rol.pertenencia.sector
    return rol.pertenencia.rol.nombre + (f" en {donde}" if donde else "")


def recordar(puesta: ConClave) -> None:
    """Deja la clave recién puesta a la vista hasta que quien administra diga que ya la copió."""
    st.session_state[_CLAVE] = puesta


def clave_recien_puesta() -> None:
    """La clave de un solo uso, que solo se ve ahora."""
    puesta: ConClave | None = st.session_state.get(_CLAVE)
    if puesta is None:
        return
    pintar(
        piezas.aviso(
            "bien",
            "✓",
            e(
                "p",
                "Clave de un solo uso de ",
                e("strong", puesta.cuenta.nombre),
                f" ({puesta.cuenta.correo}):",
            ),
            e("p", e("code", puesta.clave, clase="clave"), role="status"),
            e(
                "p",
                "Entréguesela en persona o por un medio seguro: no se vuelve a mostrar. Sirve siete días.",
            ),
        )
    )
    st.button("Ya la copié", key="cuentas:copiada", on_click=_olvidar_clave)


def _olvidar_clave() -> None:
    st.session_state.pop(_CLAVE, None)


def dibujar(ficha: FichaDeCuenta) -> None:
    """La página de una cuenta."""
    enlace("cuentas", "← Todas las cuentas")
    pintar(e("h1", ficha.nombre), e("p", piezas.insignia(estado(ficha)), clase="entrada"))
    clave_recien_puesta()
    guardado.mostrar(_CAMPO)
    if ficha.suprimida:
        pintar(e("p", "Sus datos se suprimieron. Lo que hizo sigue en la historia con este número."))
        return
    _roles(ficha)
    _dar(ficha)
    _datos(ficha)
    _entrada(ficha)


def _roles(ficha: FichaDeCuenta) -> None:
    pintar(e("h2", "Roles"))
    if not ficha.roles:
        pintar(e("p", "Todavía no tiene ninguno: puede entrar, pero no ve nada de ninguna entidad."))
    for rol in ficha.roles:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"rol_{rol.id}"):
            pintar(
                e(
                    "p",
                    e("strong", _rol(rol)),
                    e("br"),
                    e("span", rol.pertenencia.rol.para_que, clase="menor"),
                )
            )
            st.button(
                "Quitar",
                key=f"rol:quitar:{rol.id}",
                type="tertiary",
                on_click=_hacer,
                args=(cuentas.quitar_rol, ficha.id, rol.id),
            )


def _dar(ficha: FichaDeCuenta) -> None:
    with st.expander("Dar un rol", key="rol:dar", expanded=not ficha.roles):
        rol = st.selectbox(
            "Rol",
            list(Rol),
            format_func=lambda r: r.nombre,
            key="rol:cual",
            index=None,
            placeholder="Elija uno",
        )
        if rol is None:
            return
        pintar(e("p", rol.para_que, clase="ayuda"))
        entidad_id = _entidad() if rol.ambito is Ambito.ENTIDAD else None
        sector = _sector() if rol.ambito is Ambito.SECTOR else None
        nuevo = Pertenencia(rol, entidad_id, sector)
        st.button("Dar este rol", type="primary", on_click=_hacer, args=(cuentas.dar_rol, ficha.id, nuevo))


def _entidad() -> int | None:
    nombres = {f.id: f.nombre for f in entidades.listar(contexto.sala())}
    return st.selectbox(
        "Entidad",
        list(nombres),
        format_func=nombres.__getitem__,
        key="rol:entidad",
        index=None,
        placeholder="Elija una" if nombres else "Todavía no hay entidades: créelas en «Mi entidad»",
    )


def _sector() -> str | None:
    hallados = {
        str(f.atributos["sector"]) for f in entidades.listar(contexto.sala()) if f.atributos.get("sector")
    }
    return st.selectbox(
        "Sector",
        sorted(hallados),
        key="rol:sector",
        index=None,
        placeholder="Elija uno" if hallados else "Ninguna entidad dice su sector",
    )


def _datos(ficha: FichaDeCuenta) -> None:
    with st.expander("Corregir el nombre o el correo", key="cuenta:datos"), st.form("cuenta:d", border=False):
        st.text_input("Nombre y apellidos", ficha.nombre, key=f"cuenta:nombre:{ficha.id}")
        st.text_input("Correo institucional", ficha.correo, key=f"cuenta:correo:{ficha.id}")
        st.form_submit_button("Guardar", on_click=_corregir, args=(ficha.id,))


def _corregir(cuenta_id: int) -> None:
    correo, nombre = (st.session_state[f"cuenta:{campo}:{cuenta_id}"] for campo in ("correo", "nombre"))
    _hacer(cuentas.cambiar_datos, cuenta_id, correo, nombre)


def _entrada(ficha: FichaDeCuenta) -> None:
    pintar(e("h2", "Cómo entra"))
    with st.container(horizontal=True, key="cuenta:entrada"):
        if ficha.activa:
            st.button(
                "Poner una clave de un solo uso", key="cuenta:clave", on_click=_nueva_clave, args=(ficha.id,)
            )
            st.button(
                "Desactivar la cuenta", key="cuenta:no", on_click=_hacer, args=(cuentas.desactivar, ficha.id)
            )
        else:
            st.button("Activar la cuenta", key="cuenta:si", on_click=_hacer, args=(cuentas.activar, ficha.id))
    with st.expander("Suprimir sus datos", key="cuenta:suprimir"):
        pintar(e("p", _AL_SUPRIMIR))
        entendido = st.checkbox("Entiendo que no se puede deshacer", key=f"cuenta:entiende:{ficha.id}")
        st.button(
            "Suprimir los datos de esta cuenta",
            disabled=not entendido,
            on_click=_hacer,
            args=(cuentas.suprimir, ficha.id),
        )


def _nueva_clave(cuenta_id: int) -> None:
    guardado.intentar(_CAMPO, lambda: recordar(cuentas.nueva_clave(contexto.sala(), cuenta_id)))


def _hacer(operacion: Callable[..., object], *datos: Any) -> None:
    guardado.intentar(_CAMPO, lambda: operacion(contexto.sala(), *datos))
    visita.refrescar()

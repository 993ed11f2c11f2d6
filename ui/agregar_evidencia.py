"""El formulario con que se agrega una evidencia: un archivo, un enlace, una referencia o una que ya está."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from autodiagnostico.evidencias import TIPOS
from autodiagnostico.evidencias.tipos import extensiones
from autodiagnostico.sala import Sala
from autodiagnostico.servicios.evidencias import Datos, FichaDeEvidencia, Nueva
from ui import formato, guardado
from ui.marcado import e, pintar

Agregar = Callable[[Nueva], FichaDeEvidencia]
Usar = Callable[[int], FichaDeEvidencia]
ARCHIVO, ENLACE, REFERENCIA, YA_ESTA = (
    "Un archivo",
    "Un enlace",
    "Solo el nombre del documento",
    "Una que ya está",
)
_VEZ = "evidencia:vez"


def dibujar(
    sala: Sala,
    campo: str,
    *,
    agregar: Agregar,
    usar: Usar | None = None,
    usables: Sequence[FichaDeEvidencia] = (),
) -> None:
    """El formulario. Lo que pase queda como nota del campo; si sale bien, las casillas se vacían."""
    clave = _clave(campo)
    clases = [ARCHIVO, ENLACE, REFERENCIA, *([YA_ESTA] if usables else [])]
    pintar(e("h3", "Agregar"))
    clase = st.radio("Qué va a agregar", clases, key=f"{clave}:clase", horizontal=True)
    if clase == YA_ESTA and usar is not None:
        nombres = {f.id: f.nombre for f in usables}
        st.selectbox(
            "Evidencia de la entidad",
            list(nombres),
            format_func=nombres.__getitem__,
            index=None,
            placeholder="Elija una",
            key=f"{clave}:ya",
        )
        st.button("Usarla en esta pregunta", type="primary", on_click=_usar, args=(campo, clave, usar))
        return
    if clase == ARCHIVO:
        _archivo(sala, clave)
    elif clase == ENLACE:
        st.text_input("Dirección", key=f"{clave}:direccion", placeholder="https://")
    ejemplo = "Si lo deja vacío, el del archivo" if clase == ARCHIVO else "Resolución 12 de 2026"
    st.text_input("Cómo se cita", key=f"{clave}:nombre", placeholder=ejemplo)
    if clase != REFERENCIA:
        _datos(clave)
    st.button("Agregar", type="primary", key=f"{clave}:si", on_click=_agregar, args=(campo, clave, agregar))


def completar(campo: str, nombre: str) -> None:
    """Deja el formulario listo para ponerle un archivo a una referencia que ya se cita."""
    clave = _clave(campo)
    st.session_state[f"{clave}:clase"], st.session_state[f"{clave}:nombre"] = ARCHIVO, nombre


def _clave(campo: str) -> str:
    """Cambia cada vez que se agrega algo: así las casillas quedan vacías."""
    return f"{campo}:{st.session_state.setdefault(_VEZ, 0)}"


def _archivo(sala: Sala, clave: str) -> None:
    ajustes = sala.ajustes
    admite = ", ".join(TIPOS[t].nombre for t in ajustes.evidencia_tipos)
    st.file_uploader(
        f"Archivo (hasta {ajustes.evidencia_mb} MB)",
        type=[x.removeprefix(".") for x in extensiones(ajustes.evidencia_tipos)],
        max_upload_size=ajustes.evidencia_mb,
        key=f"{clave}:archivo",
    )
    pintar(e("p", f"Se admite: {admite}. Se revisa por dentro al agregarlo.", clase="ayuda menor"))


def _datos(clave: str) -> None:
    izquierda, derecha = st.columns(2)
    izquierda.text_input("Fecha del documento", key=f"{clave}:fecha", placeholder=formato.EJEMPLO_DE_FECHA)
    derecha.text_input("Vence", key=f"{clave}:vence", placeholder="Si no vence, déjelo vacío")
    st.checkbox(
        "Es confidencial: solo la abren el liderazgo, Planeación y Control interno de la entidad",
        key=f"{clave}:confidencial",
    )


def datos_de(clave: str) -> Datos:
    """Lo escrito en las fechas, la marca y la nota. Lanza ErrorDeServicio si una fecha no se entiende."""
    puestos = st.session_state
    return Datos(
        fecha=formato.fecha_escrita(puestos.get(f"{clave}:fecha", "")),
        vence=formato.fecha_escrita(puestos.get(f"{clave}:vence", "")),
        confidencial=puestos.get(f"{clave}:confidencial", False),
        nota=puestos.get(f"{clave}:nota", ""),
    )


def _agregar(campo: str, clave: str, agregar: Agregar) -> None:
    puestos = st.session_state
    archivo = puestos.get(f"{clave}:archivo")

    def hacer() -> FichaDeEvidencia:
        nueva = Nueva(
            nombre=puestos.get(f"{clave}:nombre", ""),
            archivo=None if archivo is None else (archivo.name, archivo.getvalue()),
            direccion=puestos.get(f"{clave}:direccion", ""),
            datos=datos_de(clave),
        )
        return agregar(nueva)

    _intentar(campo, hacer)


def _usar(campo: str, clave: str, usar: Usar) -> None:
    elegida = st.session_state.get(f"{clave}:ya")
    if elegida is not None:
        _intentar(campo, lambda: usar(elegida))


def _intentar(campo: str, hacer: Callable[[], FichaDeEvidencia]) -> None:
    quedo: list[FichaDeEvidencia] = []
    if guardado.intentar(campo, lambda: quedo.append(hacer())):
        guardado.anotar(campo, f"Quedó «{quedo[0].nombre}».")
        st.session_state[_VEZ] += 1

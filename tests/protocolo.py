"""Una persona que usa las páginas sin navegador: habla con el servidor como lo hace el de verdad.

Un websocket con los mensajes protobuf de Streamlit: al conectarse pide una página, y al elegir una respuesta
manda el estado de todos sus controles, como el navegador.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Radio_pb2 import Radio
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

SUBPROTOCOLO = "streamlit"


@dataclass(slots=True)
class Dibujo:
    """Lo que el servidor dibujó en una corrida de la página."""

    elementos: list[Element] = field(default_factory=list)
    consulta: str | None = None
    bytes: int = 0

    @property
    def radios(self) -> dict[str, Radio]:
        """Las preguntas de elegir una, por su enunciado."""
        return {e.radio.label: e.radio for e in self.elementos if e.WhichOneof("type") == "radio"}

    @property
    def textos(self) -> str:
        """Todo el texto que se ve."""
        return "\n".join(e.markdown.body or e.html.body for e in self.elementos)


class Persona:
    """Una pestaña abierta en una página de la aplicación."""

    def __init__(
        self, direccion: str, galletas: Mapping[str, str], *, tls: ssl.SSLContext | None = None
    ) -> None:
        self._direccion, self._galletas, self._tls = direccion, dict(galletas), tls
        self._conexion: ClientConnection | None = None
        self._pagina = self._consulta = self._guion = ""
        self._estados: dict[str, WidgetState] = {}
        self._conocidos: dict[str, ForwardMsg] = {}
        self.sesion = ""

    async def __aenter__(self) -> Self:
        await self.conectar()
        return self

    async def __aexit__(
        self, clase: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        await self.irse()

    async def conectar(self, sesion: str = "") -> None:
        """Abre el websocket; con una sesión, pide seguir la que se perdió."""
        partes = urlsplit(self._direccion)
        cifrada = partes.scheme == "https"
        self._conexion = await connect(
            f"{'wss' if cifrada else 'ws'}://{partes.netloc}/_stcore/stream",
            subprotocols=[SUBPROTOCOLO, "sin", sesion] if sesion else [SUBPROTOCOLO],  # type: ignore[list-item]
            additional_headers={"Cookie": "; ".join(f"{n}={v}" for n, v in self._galletas.items())},
            origin=self._direccion,  # type: ignore[arg-type]
            ssl=self._tls,
            max_size=None,
            open_timeout=60,
        )

    async def irse(self) -> None:
        """Cierra la pestaña."""
        if self._conexion is not None:
            await self._conexion.close()

    async def abrir(self, pagina: str, **consulta: object) -> Dibujo:
        """Va a una página y espera a que termine de dibujarse."""
        self._pagina, self._consulta, self._guion = pagina, urlencode(consulta), ""
        self._estados.clear()
        return await self._correr()

    async def elegir(self, radio: Radio, opcion: str) -> Dibujo:
        """Elige una opción y espera a que la página termine de dibujarse con ella guardada."""
        self._estados[radio.id] = WidgetState(id=radio.id, string_value=opcion)
        return await self._correr()

    async def _correr(self) -> Dibujo:
        assert self._conexion is not None
        pedido = BackMsg()
        estado = pedido.rerun_script
        estado.query_string, estado.page_script_hash = self._consulta, self._guion
        estado.page_name = "" if self._guion else self._pagina
        estado.widget_states.widgets.extend(self._estados.values())
        estado.cached_message_hashes.extend(self._conocidos)
        estado.context_info.url = f"{self._direccion}/{self._pagina}"
        estado.context_info.timezone = "America/Bogota"
        await self._conexion.send(pedido.SerializeToString())
        return await self._recibir()

    async def _recibir(self) -> Dibujo:
        assert self._conexion is not None
        dibujo = Dibujo()
        while True:
            crudo = await self._conexion.recv()
            assert isinstance(crudo, bytes)
            mensaje = ForwardMsg.FromString(crudo)
            dibujo.bytes += len(crudo)
            if mensaje.WhichOneof("type") == "ref_hash":  # lo que ya se tenía no se vuelve a mandar
                mensaje = self._conocidos[mensaje.ref_hash]
            elif mensaje.metadata.cacheable:
                self._conocidos[mensaje.hash] = mensaje
            match mensaje.WhichOneof("type"):
                case "new_session":
                    self.sesion = mensaje.new_session.initialize.session_id
                    dibujo.elementos.clear()
                case "navigation":
                    self._guion = mensaje.navigation.page_script_hash
                case "page_info_changed":
                    self._consulta = mensaje.page_info_changed.query_string
                case "delta" if mensaje.delta.WhichOneof("type") == "new_element":
                    dibujo.elementos.append(mensaje.delta.new_element)
                case "script_finished" if mensaje.script_finished in _TERMINO:
                    return dibujo


_TERMINO = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR}

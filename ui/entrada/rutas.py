"""Las direcciones con que se entra y se sale. Cada una lee su formulario, llama a un servicio y responde."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from autodiagnostico.cuentas import claves
from autodiagnostico.cuentas.sesiones import Abierta
from autodiagnostico.errores import ErrorDeCredenciales, ErrorDeEntrada, ErrorDeServicio, ErrorDeSesion
from autodiagnostico.privacidad import leer_aviso
from autodiagnostico.servicios import entrada
from autodiagnostico.servicios.entrada import Visita
from ui.entrada import cookies, hojas, institucional
from ui.entrada.origenes import del_mismo_sitio, ruta_propia
from ui.entrada.puerta import AVISO, CLAVE, DE_LO_PENDIENTE, ENTRAR, SALIR
from ui.instalacion import instalacion

T = TypeVar("T")
MAXIMO_BYTES = 8192
ESTATICO = Path(__file__).parent.parent / "estatico"
_HILOS = CapacityLimiter(claves.A_LA_VEZ)
"""Quien entra espera aquí su turno, y no en los hilos que sirven las páginas de los demás."""
_EN_COLA = 50
"""Más que estos esperando es alguien probando claves: se les dice que vuelvan."""


async def _en_hilo(funcion: Callable[[], T]) -> T:
    """Corre algo que espera a la base o calcula una clave."""
    return await to_thread.run_sync(funcion, limiter=_HILOS)


async def ver_entrar(pedido: Request) -> Response:
    """La hoja para entrar; quien ya entró sigue a donde iba."""
    ir = ruta_propia(pedido.query_params.get("ir"))
    abierta = await _abierta(pedido)
    if abierta is not None:
        return _seguir(abierta, ir)
    return _hoja(pedido, lambda secreto: hojas.entrar(secreto, ir, institucional=_hay_institucional()))


async def entrar(pedido: Request) -> Response:
    """Recibe correo y clave."""
    campos = await _campos(pedido)
    if campos is None:
        return _no_es_nuestro()
    ir, correo = ruta_propia(campos.get("ir")), campos.get("correo", "")
    if _HILOS.statistics().tasks_waiting >= _EN_COLA:
        return _negada(pedido, ir, correo, "Hay mucha gente entrando a la vez. Espere un momento y repita.")
    sala = instalacion().sala
    try:
        nuevo = await _en_hilo(lambda: entrada.entrar(sala, correo, campos.get("clave", ""), _visita(pedido)))
    except ErrorDeCredenciales as error:
        return _negada(pedido, ir, correo, error.mensaje)
    return await _con_sesion(pedido, nuevo, ir)


async def institucional_ir(pedido: Request) -> Response:
    """Manda a la entrada de la institución, recordando a dónde se iba."""
    if not _hay_institucional():
        return RedirectResponse(ENTRAR, status_code=HTTPStatus.SEE_OTHER)
    return institucional.mandar(pedido, ruta_propia(pedido.query_params.get("ir")))


async def institucional_volver(pedido: Request) -> Response:
    """Recibe a quien la institución acaba de reconocer."""
    ir = institucional.a_donde_iba(pedido)
    sala = instalacion().sala
    hallado = institucional.identidad(pedido, sala.ajustes) if sala.ajustes.institucional else None
    respuesta: Response
    try:
        if hallado is None:
            raise ErrorDeCredenciales(entrada.SIN_CUENTA)
        nuevo = await _en_hilo(
            lambda: entrada.entrar_institucional(sala, hallado.correo, hallado.comprobado, _visita(pedido))
        )
        respuesta = await _con_sesion(pedido, nuevo, ir)
    except ErrorDeCredenciales as error:
        respuesta = _negada(pedido, ir, "", error.mensaje)
    institucional.olvidar(pedido, respuesta)
    return respuesta


async def ver_salir(pedido: Request) -> Response:
    """Pregunta si quiere salir."""
    abierta = await _abierta(pedido)
    if abierta is None:
        return RedirectResponse(ENTRAR, status_code=HTTPStatus.SEE_OTHER)
    return _hoja(pedido, lambda secreto: hojas.salir(secreto, abierta.quien.nombre))


async def salir(pedido: Request) -> Response:
    """Cierra la sesión."""
    if await _campos(pedido) is None:
        return _no_es_nuestro()
    testigo = cookies.testigo(pedido)
    if testigo:
        await _en_hilo(partial(entrada.salir, instalacion().sala, testigo))
        instalacion().identidades.olvidar()
    respuesta = HTMLResponse(hojas.salio())
    cookies.quitar_testigo(pedido, respuesta)
    return respuesta


async def ver_clave(pedido: Request) -> Response:
    """La hoja para cambiar la clave."""
    return await _hoja_de_clave(pedido, pedido.query_params.get("ir"))


async def cambiar_clave(pedido: Request) -> Response:
    """Recibe la clave nueva."""
    campos = await _campos(pedido)
    if campos is None:
        return _no_es_nuestro()
    actual, nueva, repetida = (campos.get(c, "") for c in ("actual", "nueva", "repetida"))
    testigo = cookies.testigo(pedido) or ""
    sala = instalacion().sala
    try:
        nuevo = await _en_hilo(partial(entrada.cambiar_clave, sala, testigo, actual, nueva, repetida))
    except ErrorDeSesion:
        return RedirectResponse(ENTRAR, status_code=HTTPStatus.SEE_OTHER)
    except (ErrorDeEntrada, ErrorDeCredenciales) as error:
        return await _hoja_de_clave(pedido, campos.get("ir"), _problemas(error))
    return await _con_sesion(pedido, nuevo, ruta_propia(campos.get("ir")))


async def ver_aviso(pedido: Request) -> Response:
    """El aviso de privacidad."""
    return await _hoja_del_aviso(pedido, pedido.query_params.get("ir"))


async def aceptar_aviso(pedido: Request) -> Response:
    """Recibe la aceptación del aviso."""
    campos = await _campos(pedido)
    if campos is None:
        return _no_es_nuestro()
    testigo = cookies.testigo(pedido) or ""
    try:
        await _en_hilo(partial(entrada.aceptar_aviso, instalacion().sala, testigo, campos.get("version", "")))
    except ErrorDeSesion:
        return RedirectResponse(ENTRAR, status_code=HTTPStatus.SEE_OTHER)
    except ErrorDeEntrada as error:
        return await _hoja_del_aviso(pedido, campos.get("ir"), _problemas(error))
    instalacion().identidades.olvidar()
    return RedirectResponse(ruta_propia(campos.get("ir")), status_code=HTTPStatus.SEE_OTHER)


async def estilo(_pedido: Request) -> Response:
    """La hoja de estilo de estas páginas."""
    return FileResponse(ESTATICO / "entrada.css", media_type="text/css")


async def icono(_pedido: Request) -> Response:
    """El ícono de estas páginas."""
    return FileResponse(ESTATICO / "icono.png")


RUTAS = [
    Route(ENTRAR, ver_entrar, methods=["GET"]),
    Route(ENTRAR, entrar, methods=["POST"]),
    Route(hojas.ESTILO, estilo, methods=["GET"]),
    Route(hojas.ICONO, icono, methods=["GET"]),
    Route(institucional.ENTRAR, institucional_ir, methods=["GET"]),
    Route(institucional.RECONOCIDO, institucional_volver, methods=["GET"]),
    Route(SALIR, ver_salir, methods=["GET"]),
    Route(SALIR, salir, methods=["POST"]),
    Route(CLAVE, ver_clave, methods=["GET"]),
    Route(CLAVE, cambiar_clave, methods=["POST"]),
    Route(AVISO, ver_aviso, methods=["GET"]),
    Route(AVISO, aceptar_aviso, methods=["POST"]),
]


async def _abierta(pedido: Request) -> Abierta | None:
    testigo = cookies.testigo(pedido)
    return await to_thread.run_sync(lambda: instalacion().identidades.mirar(testigo))


async def _campos(pedido: Request) -> Mapping[str, str] | None:
    """Los campos de un formulario nuestro; None si no lo es o si pesa demasiado."""
    if not del_mismo_sitio(pedido, exigido=False):
        return None
    cuerpo = b""
    async for trozo in pedido.stream():
        cuerpo += trozo
        if len(cuerpo) > MAXIMO_BYTES:
            return None
    campos = dict(parse_qsl(cuerpo.decode(errors="replace"), keep_blank_values=True, max_num_fields=20))
    return campos if cookies.formulario_propio(pedido, campos.get(cookies.CAMPO, "")) else None


def _hoja(pedido: Request, hacer: Callable[[str], str], estado: HTTPStatus = HTTPStatus.OK) -> Response:
    """Una hoja con formulario: lo que debe repetir va en ella y en el navegador."""
    secreto = cookies.de_formulario(pedido)
    respuesta = HTMLResponse(hacer(secreto), status_code=estado, headers={"cache-control": "no-store"})
    cookies.poner_formulario(pedido, respuesta, secreto)
    return respuesta


def _negada(pedido: Request, ir: str, correo: str, por_que: str) -> Response:
    return _hoja(
        pedido,
        lambda secreto: hojas.entrar(
            secreto, ir, error=por_que, correo=correo, institucional=_hay_institucional()
        ),
        HTTPStatus.UNAUTHORIZED,
    )


def _no_es_nuestro() -> Response:
    return HTMLResponse(hojas.no_es_nuestro(), status_code=HTTPStatus.FORBIDDEN)


async def _hoja_de_clave(pedido: Request, ir: str | None, problemas: tuple[str, ...] = ()) -> Response:
    abierta = await _abierta(pedido)
    if abierta is None:
        return RedirectResponse(ENTRAR, status_code=HTTPStatus.SEE_OTHER)
    obligada = abierta.pendiente == "clave"
    estado = HTTPStatus.UNPROCESSABLE_ENTITY if problemas else HTTPStatus.OK
    return _hoja(
        pedido,
        lambda secreto: hojas.clave(secreto, ruta_propia(ir), obligada=obligada, problemas=problemas),
        estado,
    )


async def _hoja_del_aviso(pedido: Request, ir: str | None, problemas: tuple[str, ...] = ()) -> Response:
    if await _abierta(pedido) is None:
        return RedirectResponse(ENTRAR, status_code=HTTPStatus.SEE_OTHER)
    ajustes = instalacion().sala.ajustes
    texto = leer_aviso(ajustes.aviso)
    return _hoja(
        pedido, lambda secreto: hojas.aviso(secreto, ruta_propia(ir), texto, ajustes, problemas=problemas)
    )


def _problemas(error: ErrorDeServicio) -> tuple[str, ...]:
    return error.problemas if isinstance(error, ErrorDeEntrada) else (error.mensaje,)


async def _con_sesion(pedido: Request, nuevo: str, ir: str) -> Response:
    """Sigue con un testigo nuevo, pasando antes por lo que le falte."""
    identidades = instalacion().identidades
    identidades.olvidar()
    abierta = await to_thread.run_sync(identidades.mirar, nuevo)
    respuesta = _seguir(abierta, ir)
    cookies.poner_testigo(pedido, respuesta, nuevo)
    return respuesta


def _seguir(abierta: Abierta | None, ir: str) -> Response:
    destino = ir
    if abierta is not None and abierta.pendiente is not None:
        destino = f"{DE_LO_PENDIENTE[abierta.pendiente]}?{urlencode({'ir': ir})}"
    return RedirectResponse(destino, status_code=HTTPStatus.SEE_OTHER)


def _visita(pedido: Request) -> Visita:
    return Visita(
        origen=pedido.client.host if pedido.client else "",
        agente=pedido.headers.get("user-agent", ""),
        testigo=cookies.testigo(pedido),
    )


def _hay_institucional() -> bool:
    return instalacion().sala.ajustes.institucional

"""Las hojas con que se entra: HTML corriente, sin guiones, que se lee con cualquier cosa."""

from __future__ import annotations

from collections.abc import Iterable

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.cuentas import claves
from autodiagnostico.palabras import CERTEZAS
from autodiagnostico.privacidad import Aviso
from ui.entrada import cookies
from ui.marcado import Hijo, Html, e, unir

ESTILO, ICONO = "/entrar/estilo.css", "/entrar/icono.png"


def _hoja(titulo: str, *cuerpo: Hijo | Iterable[Hijo], ancha: bool = False) -> str:
    cabeza = e(
        "head",
        e("meta", charset="utf-8"),
        e("meta", name="viewport", content="width=device-width, initial-scale=1"),
        e("meta", name="robots", content="noindex"),
        e("title", f"{titulo} · Autodiagnóstico"),
        e("link", rel="stylesheet", href=ESTILO),
        e("link", rel="icon", href=ICONO),
    )
    marca = e(
        "header",
        e("p", "Autodiagnóstico", clase="marca"),
        e("p", "Modelo de relacionamiento con la ciudadanía", clase="lema"),
    )
    centro = e("main", e("h1", titulo), *cuerpo)
    pagina = e("body", marca, centro, clase="ancha" if ancha else None)
    return "<!doctype html>" + e("html", cabeza, pagina, lang="es")


def entrar(secreto: str, ir: str, *, error: str = "", correo: str = "", institucional: bool = False) -> str:
    """Correo y clave y, si la hay, la entrada de la institución."""
    return _hoja(
        "Entrar",
        _con_su_institucion(ir) if institucional else None,
        _error([error] if error else []),
        _formulario(
            "/entrar",
            secreto,
            ir,
            _campo("correo", "Correo", "email", "username", valor=correo, con_foco=not correo),
            _campo("clave", "Clave", "password", "current-password", con_foco=bool(correo)),
            boton="Entrar",
        ),
        e(
            "p",
            "¿No tiene cuenta o no recuerda la clave? Pídasela a quien administra las cuentas en su entidad.",
            clase="ayuda",
        ),
    )


def _con_su_institucion(ir: str) -> Html:
    return unir(
        e(
            "form",
            e("input", type="hidden", name="ir", value=ir),
            e("button", "Entrar con la cuenta de su institución", type="submit", clase="segundo"),
            method="get",
            action="/entrar/institucional",
        ),
        e("p", "o con la clave de esta aplicación", clase="separador"),
    )


def salir(secreto: str, nombre: str) -> str:
    """La pregunta de si quiere salir."""
    return _hoja(
        "Salir",
        e("p", f"Entró como {nombre}. Lo que respondió ya está guardado."),
        _formulario("/salir", secreto, "/", boton="Salir"),
        e("p", e("a", "Volver a la aplicación", href="/"), clase="ayuda"),
    )


def salio() -> str:
    """La despedida."""
    return _hoja("Salió", e("p", "Su sesión se cerró."), e("p", e("a", "Entrar otra vez", href="/entrar")))


def clave(secreto: str, ir: str, *, obligada: bool, problemas: Iterable[str] = ()) -> str:
    """Cambiar la clave; `obligada` es la primera vez, con una de un solo uso."""
    explicacion = (
        "La clave con que entró sirve una sola vez. Escriba una suya para seguir."
        if obligada
        else "Al cambiarla se cierran sus otras sesiones."
    )
    return _hoja(
        "Cambiar la clave",
        e("p", explicacion),
        _error(list(problemas)),
        _formulario(
            "/clave",
            secreto,
            ir,
            _campo("actual", "Clave actual", "password", "current-password", con_foco=True),
            e(
                "p",
                f"La nueva lleva {claves.MINIMO} caracteres o más. Una frase de varias palabras es buena "
                "clave y se recuerda mejor que una corta con signos.",
                clase="ayuda",
                id="reglas",
            ),
            _campo("nueva", "Clave nueva", "password", "new-password", descrita="reglas"),
            _campo("repetida", "Clave nueva, otra vez", "password", "new-password"),
            boton="Guardar la clave",
        ),
        None if obligada else e("p", e("a", "Volver sin cambiarla", href=ir), clase="ayuda"),
    )


def aviso(secreto: str, ir: str, texto: Aviso, ajustes: Ajustes, *, problemas: Iterable[str] = ()) -> str:
    """El aviso de privacidad, para aceptarlo antes de entrar por primera vez."""
    return _hoja(
        texto.titulo,
        _de_muestra(texto),
        e("p", texto.responsable),
        _error(list(problemas)),
        *contenido_del_aviso(texto, ajustes),
        _formulario(
            "/aviso",
            secreto,
            ir,
            e("input", type="hidden", name="version", value=texto.version),
            boton="Leí el aviso y lo acepto",
        ),
        e("p", e("a", "Salir sin aceptarlo", href="/salir"), clase="ayuda"),
        ancha=True,
    )


def _de_muestra(texto: Aviso) -> Html | None:
    if texto.estado == "aprobado":
        return None
    return e(
        "p",
        e("strong", "Texto de muestra. "),
        "Nadie lo ha revisado todavía: la institución responsable debe ajustarlo y hacerlo aprobar "
        "por su área jurídica.",
        clase="muestra",
    )


def contenido_del_aviso(texto: Aviso, ajustes: Ajustes) -> list[Html]:
    """Lo que dice el aviso, por partes."""
    conservacion = (
        e("li", e("strong", f"{c.que}: "), f"{c.plazo(ajustes)}. {c.por_que}") for c in texto.conservacion
    )
    citas = (f"{c.norma}, artículo {c.articulo}, sobre {c.dice} ({CERTEZAS[c.certeza]})" for c in texto.citas)
    return [
        e("h2", "Para qué"),
        _lista(texto.finalidades),
        e("h2", "Qué se guarda"),
        _lista(texto.datos),
        e("h2", "Cuánto se conserva"),
        e("ul", conservacion),
        e("h2", "Qué puede pedir"),
        _lista(texto.derechos),
        e("p", texto.contacto),
        e("p", f"De dónde sale: {'; '.join(citas)}.", clase="ayuda") if texto.citas else unir(),
    ]


def solo_local() -> str:
    """Lo que ve quien llega de fuera a una aplicación en modo local."""
    return _hoja(
        "Solo en el computador donde se abrió",
        e("p", "Esta aplicación está en modo local: no tiene cuentas y no atiende a otros equipos."),
        e(
            "p",
            "Para que la usen otras personas se sirve con cuentas: quien la instaló pone "
            "AUTODIAGNOSTICO_MODO en «servido».",
        ),
    )


def no_responde() -> str:
    """Lo que se ve si la base de datos no responde."""
    return _hoja(
        "La aplicación no responde ahora",
        e("p", "No se pudo comprobar quién entra. Lo que ya guardó está a salvo."),
        e("p", e("a", "Intentarlo otra vez", href="/")),
    )


def no_es_nuestro() -> str:
    """Un formulario que no salió de estas páginas, o que salió hace mucho."""
    return _hoja(
        "Vuelva a intentarlo",
        e("p", "El formulario venció o no salió de esta aplicación. No se hizo nada."),
        e("p", e("a", "Empezar otra vez", href="/entrar")),
    )


def _formulario(accion: str, secreto: str, ir: str, *campos: Hijo, boton: str) -> Html:
    return e(
        "form",
        e("input", type="hidden", name=cookies.CAMPO, value=secreto),
        e("input", type="hidden", name="ir", value=ir),
        *campos,
        e("button", boton, type="submit"),
        method="post",
        action=accion,
    )


def _campo(  # noqa: PLR0913 - los atributos que un campo puede llevar
    nombre: str,
    rotulo: str,
    tipo: str,
    completar: str,
    *,
    valor: str = "",
    con_foco: bool = False,
    descrita: str | None = None,
) -> Html:
    return unir(
        e("label", rotulo, for_=nombre),
        e(
            "input",
            id=nombre,
            name=nombre,
            type=tipo,
            value=valor or None,
            autocomplete=completar,
            autocapitalize="none",
            spellcheck="false",
            required=True,
            autofocus=con_foco,
            aria_describedby=descrita,
        ),
    )


def _error(problemas: list[str]) -> Html | None:
    if not problemas:
        return None
    cuerpo = e("p", problemas[0]) if len(problemas) == 1 else _lista(problemas)
    return e("div", e("span", "✕", aria_hidden="true", clase="simbolo"), cuerpo, clase="error", role="alert")


def _lista(cosas: Iterable[str]) -> Html:
    return e("ul", (e("li", cosa) for cosa in cosas))

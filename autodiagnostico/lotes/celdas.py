"""De celdas de una tabla a un caso con la forma del contrato."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from autodiagnostico.entrada.json_estricto import caracter_malo
from motor import Problema
from motor.caso import Valor, ValorInvalido, escribir_valor
from reglas import Catalogo, Clase
from reglas.clases import CLAVES_SI_PARCIAL_NO
from reglas.errores import sugerencia
from reglas.fichas import Atributo, Criterio
from reglas.texto import normalizar

_BOOLEANOS = {"si": True, "true": True, "verdadero": True, "no": False, "false": False, "falso": False}
_NO_APLICA = re.compile(r"N/A\s*(?::\s*(.*))?", re.IGNORECASE | re.DOTALL)
_ENTERO = re.compile(r"[+-]?\d{1,20}")
_DECIMAL = re.compile(r"[+-]?\d{1,20}([.,]\d{1,20})?")
_IDENTIDAD = ("entidad.codigo", "entidad.nombre")
_DEL_CASO = ("vigencia", "fecha_corte")
VACIA_DE_OPCIONES = "-"


@dataclass(frozen=True, slots=True)
class Columnas:
    """Las columnas de una tabla, ya reconocidas contra el catálogo."""

    nombres: tuple[str, ...]
    catalogo: Catalogo

    def caso(self, celdas: Sequence[Any]) -> tuple[dict[str, Any], list[Problema]]:
        """Los datos de una fila con la forma del contrato, y las celdas que no se entendieron.

        Una columna que no es de este catálogo no se mira.
        """
        entidad: dict[str, Any] = {}
        respuestas: dict[str, Any] = {}
        datos: dict[str, Any] = {"entidad": entidad, "respuestas": respuestas}
        problemas: list[Problema] = []
        for nombre, celda in zip(self.nombres, celdas, strict=True):
            if vacia(celda):
                continue
            try:
                revisar_texto(celda)
                campo = nombre.removeprefix("entidad.")
                if nombre in _IDENTIDAD or (nombre != campo and campo in self.catalogo.atributos):
                    entidad[campo] = de_entidad(self.catalogo.atributos.get(campo), celda)
                elif nombre in self.catalogo.criterios:
                    respuestas[nombre] = respuesta(self.catalogo.criterios[nombre], celda)
                elif nombre in _DEL_CASO:
                    datos[nombre] = numero_entero(celda) if nombre == "vigencia" else fecha(celda)
            except ValorInvalido as error:
                problemas.append(Problema(nombre, error.mensaje, error.admite))
        return datos, problemas


def columnas_de(catalogo: Catalogo) -> dict[str, None]:
    """Las columnas de los atributos y los criterios de un catálogo."""
    return dict.fromkeys([*(f"entidad.{a}" for a in catalogo.atributos), *catalogo.criterios])


def reconocer(nombres: Sequence[str], catalogo: Catalogo, *otros: Catalogo) -> tuple[Columnas, list[str]]:
    """Las columnas de una tabla y lo que está mal en su encabezado; pueden ser de varias bases."""
    limpios = tuple(n.strip() for n in nombres)
    admitidas = [*_IDENTIDAD, *_DEL_CASO]
    obligatorias = [*_IDENTIDAD, "vigencia"]
    for uno in (catalogo, *otros):
        admitidas += columnas_de(uno)
        obligatorias += [f"entidad.{a.codigo}" for a in uno.atributos.values() if a.obligatorio]
    problemas = [f"falta la columna «{o}»." for o in dict.fromkeys(obligatorias) if o not in limpios]
    for nombre in dict.fromkeys(limpios):
        if nombre not in admitidas:
            problemas.append(f"no existe la columna «{nombre}».{sugerencia(nombre, admitidas)}")
        elif limpios.count(nombre) > 1:
            problemas.append(f"la columna «{nombre}» está repetida.")
    return Columnas(limpios, catalogo), problemas


def ruta_en_tabla(problema: Problema) -> Problema:
    """El mismo problema, nombrando la columna en vez del campo del JSON."""
    ruta = problema.ruta.removeprefix("respuestas.")
    for sobra in (".valor", ".no_aplica"):
        ruta = ruta.removesuffix(sobra)
    return Problema(ruta, problema.mensaje, problema.admite)


def revisar_texto(celda: Any) -> None:
    """Lanza ValorInvalido si el texto trae algo que no se puede guardar."""
    malo = caracter_malo(celda) if isinstance(celda, str) else None
    if malo is not None and malo.startswith("U+DC"):
        raise ValorInvalido("el texto no está en UTF-8.", "UTF-8; en Excel, «CSV UTF-8»")
    if malo is not None:
        raise ValorInvalido(f"el texto trae el carácter {malo}, que no se admite.", "texto corriente")


def vacia(celda: Any) -> bool:
    """Si la celda no dice nada."""
    nan = isinstance(celda, float) and celda != celda  # noqa: PLR0124 - solo NaN difiere de sí mismo
    return celda is None or nan or (isinstance(celda, str) and not celda.strip())


def de_entidad(atributo: Atributo | None, celda: Any) -> Any:
    """Un atributo; sin ficha es el código o el nombre, que son textos."""
    if atributo is None or atributo.clase is Clase.TEXTO:
        return celda.strip() if isinstance(celda, str) else str(_sin_decimales(celda))
    return leer_valor_de_celda(atributo, celda)


def respuesta(criterio: Criterio, celda: Any) -> dict[str, Any]:
    """La respuesta a un criterio como iría en JSON. Lanza ValorInvalido si no se entiende."""
    if isinstance(celda, str) and (declarado := _NO_APLICA.fullmatch(celda.strip())):
        return {"no_aplica": (declarado[1] or "").strip()}
    return {"valor": leer_valor_de_celda(criterio, celda)}


def leer_valor_de_celda(ficha: Criterio | Atributo, celda: Any) -> Any:
    """El valor como iría en JSON; lo que no se reconoce pasa igual, y el motor dice qué se admite."""
    texto = celda.strip() if isinstance(celda, str) else None
    match ficha.clase:
        case Clase.SI_NO:
            return _booleano(celda)
        case Clase.SI_PARCIAL_NO if texto is not None:
            return normalizar(texto) if normalizar(texto) in CLAVES_SI_PARCIAL_NO else texto
        case Clase.OPCIONES if texto is not None:
            return [] if texto == VACIA_DE_OPCIONES else [c.strip() for c in texto.split("|")]
        case Clase.FECHA:
            return fecha(celda)
        case Clase.ENTERO:
            return numero_entero(celda)
        case Clase.PORCENTAJE:
            return _porcentaje(celda)
    return celda if texto is None else texto


def escribir_valor_en_celda(valor: Valor | None) -> str:
    """El valor como lo vuelve a leer `leer_valor_de_celda`; vacío, sin responder."""
    if isinstance(valor, bool):
        return "si" if valor else "no"
    if isinstance(valor, tuple):
        return "|".join(valor) or VACIA_DE_OPCIONES
    return "" if valor is None else str(escribir_valor(valor))


def _booleano(celda: Any) -> bool:
    dicho = _BOOLEANOS.get(normalizar(celda)) if isinstance(celda, str) else celda
    if not isinstance(dicho, bool):
        admite = "si o no, true o false, verdadero o falso"
        raise ValorInvalido(f"el valor «{celda}» no se admite.", admite)
    return dicho


def numero_entero(celda: Any) -> int:
    """Un entero, aunque la tabla lo traiga como texto o como decimal. Lanza ValorInvalido."""
    numero = (
        int(celda) if isinstance(celda, str) and _ENTERO.fullmatch(celda.strip()) else _sin_decimales(celda)
    )
    if not isinstance(numero, int) or isinstance(numero, bool):
        raise ValorInvalido(f"el valor «{celda}» no se admite.", "un número entero, sin puntos ni comas")
    return numero


def _sin_decimales(celda: Any) -> Any:
    """Una columna de enteros con vacíos llega como decimales: 2026.0 es 2026."""
    return int(celda) if isinstance(celda, float) and celda.is_integer() else celda


def _porcentaje(celda: Any) -> float:
    if isinstance(celda, str) and _DECIMAL.fullmatch(celda.strip()):
        return float(celda.strip().replace(",", "."))
    if isinstance(celda, int | float) and not isinstance(celda, bool):
        return celda
    raise ValorInvalido(f"el valor «{celda}» no se admite.", "un número de 0 a 100")


def fecha(celda: Any) -> Any:
    """La fecha como texto ISO; una con hora vale por su día solo si es medianoche."""
    if isinstance(celda, datetime):
        return celda.date().isoformat() if celda.time() == datetime.min.time() else celda.isoformat()
    return celda.isoformat() if isinstance(celda, date) else str(celda).strip()

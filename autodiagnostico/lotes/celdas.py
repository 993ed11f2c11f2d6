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
_OBLIGATORIAS = ("entidad.codigo", "entidad.nombre", "vigencia")
VACIA_DE_OPCIONES = "-"


@dataclass(frozen=True, slots=True)
class Columnas:
    """Las columnas de una tabla, ya reconocidas contra el catálogo."""

    nombres: tuple[str, ...]
    catalogo: Catalogo

    def caso(self, celdas: Sequence[Any]) -> tuple[dict[str, Any], list[Problema]]:
        """Los datos de una fila con la forma del contrato, y las celdas que no se entendieron."""
        entidad: dict[str, Any] = {}
        respuestas: dict[str, Any] = {}
        datos: dict[str, Any] = {"entidad": entidad, "respuestas": respuestas}
        problemas: list[Problema] = []
        for nombre, celda in zip(self.nombres, celdas, strict=True):
            if _vacia(celda):
                continue
            try:
                _revisar_texto(celda)
                if nombre.startswith("entidad."):
                    campo = nombre.removeprefix("entidad.")
                    entidad[campo] = _de_entidad(self.catalogo.atributos.get(campo), celda)
                elif nombre in self.catalogo.criterios:
                    respuestas[nombre] = _respuesta(self.catalogo.criterios[nombre], celda)
                else:
                    datos[nombre] = _numero_entero(celda) if nombre == "vigencia" else _fecha(celda)
            except ValorInvalido as error:
                problemas.append(Problema(nombre, error.mensaje, error.admite))
        return datos, problemas


def reconocer(nombres: Sequence[str], catalogo: Catalogo) -> tuple[Columnas, list[str]]:
    """Las columnas de una tabla y lo que está mal en su encabezado."""
    limpios = tuple(n.strip() for n in nombres)
    atributos = [f"entidad.{a}" for a in catalogo.atributos]
    admitidas = [*_OBLIGATORIAS, "fecha_corte", *atributos, *catalogo.criterios]
    obligatorias = [
        *_OBLIGATORIAS,
        *(f"entidad.{a.codigo}" for a in catalogo.atributos.values() if a.obligatorio),
    ]
    problemas = [f"falta la columna «{o}»." for o in obligatorias if o not in limpios]
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


def _revisar_texto(celda: Any) -> None:
    malo = caracter_malo(celda) if isinstance(celda, str) else None
    if malo is not None and malo.startswith("U+DC"):
        raise ValorInvalido("el texto no está en UTF-8.", "UTF-8; en Excel, «CSV UTF-8»")
    if malo is not None:
        raise ValorInvalido(f"el texto trae el carácter {malo}, que no se admite.", "texto corriente")


def _vacia(celda: Any) -> bool:
    nan = isinstance(celda, float) and celda != celda  # noqa: PLR0124 - solo NaN difiere de sí mismo
    return celda is None or nan or (isinstance(celda, str) and not celda.strip())


def _de_entidad(atributo: Atributo | None, celda: Any) -> Any:
    """Un atributo; sin ficha es el código o el nombre, que son textos."""
    if atributo is None or atributo.clase is Clase.TEXTO:
        return celda.strip() if isinstance(celda, str) else str(_sin_decimales(celda))
    return leer_valor_de_celda(atributo, celda)


def _respuesta(criterio: Criterio, celda: Any) -> dict[str, Any]:
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
            return _fecha(celda)
        case Clase.ENTERO:
            return _numero_entero(celda)
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


def _numero_entero(celda: Any) -> int:
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


def _fecha(celda: Any) -> Any:
    """La fecha como texto ISO; una con hora vale por su día solo si es medianoche."""
    if isinstance(celda, datetime):
        return celda.date().isoformat() if celda.time() == datetime.min.time() else celda.isoformat()
    return celda.isoformat() if isinstance(celda, date) else str(celda).strip()

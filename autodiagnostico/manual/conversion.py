"""Del Manual a archivos de una base de reglas: por cada lineamiento, una pregunta, una regla y una acción.

El texto depende solo del Manual: el mismo Manual da siempre los mismos archivos.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from autodiagnostico.manual.codigos import accion_de, criterio_de
from autodiagnostico.manual.fichas import Encabezado, Lineamiento, Manual
from autodiagnostico.manual.marco import marco
from reglas import Clase

POR_ARCHIVO = 50
_CABECERA = "# Archivo hecho a partir de la plantilla de Excel del {documento}, versión {version}.\n"
_RESPUESTAS: dict[Clase, dict[str, tuple[bool | str, str]]] = {
    Clase.SI_NO: {"cumple": (True, "sí"), "no_cumple": (False, "no")},
    Clase.SI_PARCIAL_NO: {
        "cumple": ("si", "sí"),
        "parcial": ("parcial", "en parte"),
        "no_cumple": ("no", "no"),
    },
}
"""Por clase, la respuesta que da cada estado y cómo se dice."""
_COMO_NUMERO = tuple("+-.0123456789")
_ESTADOS = {"cumple": "cumple", "parcial": "cumple en parte", "no_cumple": "no cumple"}


@dataclass(frozen=True, slots=True)
class ArchivoDelManual:
    """Un archivo por escribir; `origen` dice de qué lineamiento salió cada ficha."""

    nombre: str
    secciones: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    origen: dict[tuple[str, int], Lineamiento] = field(default_factory=dict)

    def agregar(self, seccion: str, ficha: dict[str, Any], lineamiento: Lineamiento) -> None:
        """Pone una ficha al final de su sección."""
        fichas = self.secciones.setdefault(seccion, [])
        self.origen[seccion, len(fichas)] = lineamiento
        fichas.append(ficha)


def convertir(manual: Manual) -> dict[str, str]:
    """La carpeta de reglas de un Manual: nombre de archivo → texto YAML."""
    return {a.nombre: _en_yaml(manual.encabezado, a) for a in archivos_de(manual)}


def version_en(texto: str) -> str:
    """La versión del Manual de la que salió un archivo escrito por `convertir`."""
    antes = _CABECERA.format(documento=marco().documento, version="").removesuffix(".\n")
    primera = texto.partition("\n")[0]
    return primera.removeprefix(antes).removesuffix(".")


def archivos_de(manual: Manual) -> list[ArchivoDelManual]:
    """Las fichas de un Manual, repartidas en archivos en el orden de la hoja."""
    archivos = []
    for inicio in range(0, len(manual.lineamientos), POR_ARCHIVO):
        archivo = ArchivoDelManual(f"lineamientos_{inicio // POR_ARCHIVO + 1:03}.yaml")
        for lineamiento in manual.lineamientos[inicio : inicio + POR_ARCHIVO]:
            archivo.agregar("criterios", _criterio(lineamiento), lineamiento)
            archivo.agregar("reglas", _regla(lineamiento, manual.encabezado), lineamiento)
            archivo.agregar("acciones", _accion(lineamiento), lineamiento)
            for caso in _casos(lineamiento, manual.encabezado):
                archivo.agregar("casos", caso, lineamiento)
        archivos.append(archivo)
    return archivos


def _criterio(lineamiento: Lineamiento) -> dict[str, Any]:
    ficha: dict[str, Any] = {
        "codigo": criterio_de(lineamiento.codigo),
        "tema": lineamiento.tema,
        "clase": lineamiento.clase.value,
        "pregunta": lineamiento.pregunta,
        "ayuda": lineamiento.ayuda or lineamiento.explicacion,
    }
    if lineamiento.en_parte:
        ficha["opciones"] = {"si": "Sí", "parcial": lineamiento.en_parte, "no": "No"}
    if lineamiento.evidencia:
        ficha["evidencia"] = lineamiento.evidencia
    return {**ficha, "minutos": marco().minutos}


def _regla(lineamiento: Lineamiento, encabezado: Encabezado) -> dict[str, Any]:
    criterio = criterio_de(lineamiento.codigo)
    respuestas = _RESPUESTAS[lineamiento.clase]
    ficha: dict[str, Any] = {
        "codigo": lineamiento.codigo,
        "titulo": lineamiento.titulo,
        "caracter": marco().caracter,
        "cita": _cita(lineamiento, encabezado),
        "vigente_desde": encabezado.rige_desde,
        "aplica_si": marco().alcance(lineamiento.alcance).aplica_si,
        "cumple_si": {criterio: respuestas["cumple"][0]},
    }
    if "parcial" in respuestas:
        ficha["parcial_si"] = {criterio: respuestas["parcial"][0]}
    return {
        **ficha,
        "escenarios": dict(lineamiento.pesos),
        "nivel": lineamiento.nivel,
        "explicacion": lineamiento.explicacion,
    }


def _cita(lineamiento: Lineamiento, encabezado: Encabezado) -> dict[str, Any]:
    cita: dict[str, Any] = {
        "norma": marco().norma,
        "articulo": f"{marco().documento}, versión {encabezado.version}, {lineamiento.lugar}",
        "lugar": f"Componente «{lineamiento.componente}», fase «{lineamiento.fase}»",
        "certeza": encabezado.certeza,
        "verificada": encabezado.verificada,
    }
    return {**cita, "enlace": encabezado.enlace} if encabezado.enlace else cita


def _accion(lineamiento: Lineamiento) -> dict[str, Any]:
    return {
        "codigo": accion_de(lineamiento.codigo),
        "titulo": lineamiento.accion,
        "descripcion": marco().descripcion_de_accion.format(
            titulo=lineamiento.titulo, lugar=lineamiento.lugar
        ),
        "logra": {criterio_de(lineamiento.codigo): _RESPUESTAS[lineamiento.clase]["cumple"][0]},
        "esfuerzo_dias": lineamiento.esfuerzo,
        "base_esfuerzo": marco().base_esfuerzo,
        "responsable": lineamiento.responsable,
        "producto": lineamiento.producto,
        "destinos": list(lineamiento.destinos),
        "cierra": [lineamiento.codigo],
    }


def _casos(lineamiento: Lineamiento, encabezado: Encabezado) -> list[dict[str, Any]]:
    """Un ejemplo por respuesta, para que la base pueda demostrar la regla."""
    return [
        {
            "nombre": f"{lineamiento.codigo}: si responde «{dicho}», {_ESTADOS[estado]}",
            "regla": lineamiento.codigo,
            "fecha": encabezado.rige_desde,
            "entidad": dict(marco().entidad_de_muestra),
            "respuestas": {criterio_de(lineamiento.codigo): valor},
            "estado": estado,
        }
        for estado, (valor, dicho) in _RESPUESTAS[lineamiento.clase].items()
    ]


class _Escritor(yaml.SafeDumper):
    """Lo repetido se escribe entero cada vez: la base no admite anclas."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def texto(self, texto: str) -> yaml.ScalarNode:
        """Entre comillas lo que empieza como un número: la base lee «1e3» y «09» como los lee YAML 1.2."""
        comillas = "'" if texto[:1] in _COMO_NUMERO else None
        return self.represent_scalar("tag:yaml.org,2002:str", texto, style=comillas)


_Escritor.add_representer(str, _Escritor.texto)


def _en_yaml(encabezado: Encabezado, archivo: ArchivoDelManual) -> str:
    # En un comentario no cabe un salto de línea: la versión va en un renglón.
    version = " ".join(encabezado.version.split())
    cabecera = _CABECERA.format(documento=marco().documento, version=version)
    cuerpo = yaml.dump(
        archivo.secciones, Dumper=_Escritor, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    return cabecera + str(cuerpo)

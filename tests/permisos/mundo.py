"""Tres entidades de dos sectores, con un diagnóstico en cada estado, y quien ejerce cada rol."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Cuenta, EncargoDeTema
from autodiagnostico.permisos import LOCAL, Ambito, Pertenencia, Quien, Rol, Sobre
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import carga_de_evidencias, diagnosticos, entidades, vida
from autodiagnostico.servicios.fichas import FichaDeEntidad
from autodiagnostico.servicios.fichas_de_evidencia import Datos, Nueva
from tests.autodiagnostico.piezas import INSTITUTO

BORRADOR, ENVIADO, REVISADO, CERRADO = 2026, 2025, 2024, 2023
TEMA, OTRO_TEMA = "comite_mesa", "planeacion"
SECTORES = {"propia": "Sector propio", "vecina": "Sector propio", "ajena": "Otro sector"}


@dataclass(frozen=True, slots=True)
class Suya:
    """Una entidad, con un diagnóstico en cada estado y una evidencia confidencial."""

    id: int
    codigo: str
    sector: str
    borrador: int
    enviado: int
    revisado: int
    cerrado: int
    confidencial: int


@dataclass(frozen=True, slots=True)
class Mundo:
    """La sala y sus entidades."""

    sala: Sala
    entidades: dict[str, Suya]
    encargada: int
    """La cuenta a la que se le encargó el tema en todos los borradores: solo le sirve a quien diligencia."""

    def quien(self, rol: Rol) -> Quien:
        """Quien tiene solo ese rol, en la entidad o en el sector propio."""
        propia = self.entidades["propia"]
        pertenencia = Pertenencia(
            rol,
            entidad_id=propia.id if rol.ambito is Ambito.ENTIDAD else None,
            sector=propia.sector if rol.ambito is Ambito.SECTOR else None,
        )
        return Quien(rol.nombre, self.encargada, (pertenencia,))

    def de(self, objeto: str) -> Suya:
        """La entidad de un objeto de la matriz."""
        return self.entidades["propia" if objeto.startswith("propia") else objeto]

    def sobre(self, objeto: str) -> Sobre:
        """Un objeto de la matriz, como lo pregunta la tabla."""
        if objeto == "instalacion":
            return Sobre()
        suya = self.de(objeto)
        encargados = frozenset({self.encargada}) if tema_de(objeto) == TEMA else frozenset()
        return Sobre(suya.id, suya.sector, encargados)


def tema_de(objeto: str) -> str:
    """El tema del que se trata."""
    return OTRO_TEMA if objeto.endswith("otro_tema") else TEMA


def crear(datos: Path) -> Mundo:
    """El mundo, con la base de fábrica."""
    sala = abrir_sala(Ajustes(datos=datos)).como(LOCAL)
    hechas = {}
    for nombre, sector in SECTORES.items():
        ficha = entidades.guardar(sala, {**INSTITUTO, "codigo": nombre, "nombre": nombre, "sector": sector})
        hechas[nombre] = _suya(sala, ficha)
    return Mundo(sala, hechas, _encargar(sala, [suya.borrador for suya in hechas.values()]))


def _suya(sala: Sala, ficha: FichaDeEntidad) -> Suya:
    numeros = {v: diagnosticos.abrir(sala, ficha.id, v).id for v in (BORRADOR, ENVIADO, REVISADO, CERRADO)}
    for vigencia in (ENVIADO, REVISADO, CERRADO):
        vida.enviar(sala, numeros[vigencia], con_pendientes=True)
    for vigencia in (REVISADO, CERRADO):
        vida.revisar(sala, numeros[vigencia])
    vida.cerrar(sala, numeros[CERRADO])
    acta = Nueva(archivo=("acta.txt", b"Lo que se acord\xc3\xb3"), datos=Datos(confidencial=True))
    return Suya(
        id=ficha.id,
        codigo=ficha.codigo,
        sector=str(ficha.atributos["sector"]),
        borrador=numeros[BORRADOR],
        enviado=numeros[ENVIADO],
        revisado=numeros[REVISADO],
        cerrado=numeros[CERRADO],
        confidencial=carga_de_evidencias.agregar(sala, ficha.id, acta).id,
    )


def _encargar(sala: Sala, borradores: list[int]) -> int:
    """Una cuenta con el tema encargado en cada borrador, en toda entidad: lo demás lo acotan sus roles."""
    with escribir(sala.motor_bd) as sesion:
        fila = Cuenta(correo="encargada@entidad.gov.co", nombre="La encargada")
        sesion.add(fila)
        sesion.flush()
        for borrador in borradores:
            sesion.add(EncargoDeTema(diagnostico_id=borrador, tema=TEMA, cuenta_id=fila.id or 0))
        return fila.id or 0

"""Con varias personas a la vez, ninguna escritura reconocida se pierde: los eventos lo cuentan todo.

Una máquina de estados mezcla personas que responden con lo que cada una vio; otra prueba lo hace con hilos.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count, pairwise
from threading import Barrier
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import EventoDeRespuesta
from autodiagnostico.cadena import verificar
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import diagnosticos, entidades, eventos, filas, historia, respuestas
from autodiagnostico.servicios.eventos import ErrorDeConflicto
from autodiagnostico.servicios.fichas import RespuestaGuardada
from reglas import Clase
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO

CRITERIOS = ("mesa.acto_publicado", "mesa.bloques", "canales.mejoras_verificadas")
VALORES: dict[str, list[Any]] = {
    "mesa.acto_publicado": ["si", "parcial", "no", None],
    "mesa.bloques": [[], ["servicio"], ["servicio", "planeacion"], None],
    "canales.mejoras_verificadas": [0, 50.5, 100, None],
}
TEXTOS = ["", "Acta 1", "Acta 2\nActa 3"]
_entidades = count()


def del_diagnostico(sala: Sala, diagnostico: int, criterio: str) -> tuple[list[EventoDeRespuesta], Any]:
    """Los eventos de una respuesta y lo que dice su fila."""
    with leer(sala.motor_bd) as sesion:
        suyos = eventos.de_la_respuesta(sesion, diagnostico, criterio)
        fila = filas.respuesta(sesion, diagnostico, criterio)
        sesion.expunge_all()
    return suyos, (fila.version, eventos.contenido(fila))


def exigir_historia_entera(sala: Sala, diagnostico: int, criterio: str) -> list[EventoDeRespuesta]:
    """Los eventos van seguidos, cada uno parte de donde terminó el anterior, y el último es lo que hay."""
    suyos, (version, hay) = del_diagnostico(sala, diagnostico, criterio)
    assert [e.version for e in suyos] == list(range(1, len(suyos) + 1))
    assert all(uno.despues == otro.antes for uno, otro in pairwise(suyos))
    assert (version, hay) == ((suyos[-1].version, suyos[-1].despues) if suyos else (0, dict(eventos.VACIO)))
    return suyos


@dataclass
class Persona:
    """Lo que alguien tiene en su pantalla, y el choque que le falte resolver."""

    vistas: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CRITERIOS, 0))
    choque: ErrorDeConflicto | None = None


class Concurrencia(RuleBasedStateMachine):
    """Dos personas cambian las mismas preguntas sin ponerse de acuerdo."""

    sala: Sala

    @initialize()
    def empezar(self) -> None:
        entidad = entidades.guardar(self.sala, {**INSTITUTO, "codigo": f"E{next(_entidades)}"})
        self.diagnostico = diagnosticos.abrir(self.sala, entidad.id, 2026).id
        self.personas = (Persona(), Persona())
        self.reconocidas: list[tuple[RespuestaGuardada, int]] = []

    def intentar(self, quien: int, criterio: str, accion: Callable[[], RespuestaGuardada]) -> None:
        """Lo que se reconoce, se recuerda; lo que choca no cambia nada."""
        persona, antes = self.personas[quien], del_diagnostico(self.sala, self.diagnostico, criterio)[1]
        try:
            guardada = accion()
        except ErrorDeConflicto as error:
            persona.choque = error
        else:
            if guardada.version > antes[0]:
                self.reconocidas.append((guardada, persona.vistas[criterio]))
            persona.vistas[criterio] = guardada.version
            return
        assert del_diagnostico(self.sala, self.diagnostico, criterio)[1] == antes
        assert persona.choque.guardada.version == antes[0] > persona.vistas[criterio]

    @rule(quien=st.integers(0, 1))
    def mirar(self, quien: int) -> None:
        for criterio in CRITERIOS:
            self.personas[quien].vistas[criterio] = del_diagnostico(self.sala, self.diagnostico, criterio)[1][
                0
            ]

    @rule(quien=st.integers(0, 1), criterio=st.sampled_from(CRITERIOS), cual=st.integers(0, 3))
    def responder(self, quien: int, criterio: str, cual: int) -> None:
        vista, valor = self.personas[quien].vistas[criterio], VALORES[criterio][cual]
        self.intentar(
            quien,
            criterio,
            lambda: respuestas.responder(self.sala, self.diagnostico, criterio, valor, vista=vista),
        )

    @rule(quien=st.integers(0, 1), motivo=st.sampled_from(["No hubo", "La creó un acta"]))
    def no_aplica(self, quien: int, motivo: str) -> None:
        criterio = CRITERIOS[0]
        vista = self.personas[quien].vistas[criterio]
        self.intentar(
            quien,
            criterio,
            lambda: respuestas.declarar_no_aplica(self.sala, self.diagnostico, criterio, motivo, vista=vista),
        )

    @rule(quien=st.integers(0, 1), criterio=st.sampled_from(CRITERIOS), texto=st.sampled_from(TEXTOS))
    def anotar(self, quien: int, criterio: str, texto: str) -> None:
        vista = self.personas[quien].vistas[criterio]
        self.intentar(
            quien,
            criterio,
            lambda: respuestas.anotar(
                self.sala, self.diagnostico, criterio, evidencias=texto.splitlines(), vista=vista
            ),
        )

    @rule(quien=st.integers(0, 1))
    def insistir(self, quien: int) -> None:
        persona = self.personas[quien]
        choque, persona.choque = persona.choque, None
        if choque is not None:
            criterio = choque.guardada.criterio
            persona.vistas[criterio] = choque.guardada.version
            self.intentar(quien, criterio, lambda: respuestas.insistir(self.sala, self.diagnostico, choque))

    @rule(quien=st.integers(0, 1), criterio=st.sampled_from(CRITERIOS))
    def deshacer(self, quien: int, criterio: str) -> None:
        suyos, (version, _) = del_diagnostico(self.sala, self.diagnostico, criterio)
        if suyos:
            self.personas[quien].vistas[criterio] = version
            self.intentar(
                quien,
                criterio,
                lambda: historia.deshacer(self.sala, self.diagnostico, criterio, vista=version),
            )
            despues = del_diagnostico(self.sala, self.diagnostico, criterio)[1][1]
            assert despues == suyos[-1].antes

    @invariant()
    def la_historia_esta_entera(self) -> None:
        """Y en ella está todo lo que se le reconoció a alguien, tal como se le dijo."""
        por_criterio = {c: exigir_historia_entera(self.sala, self.diagnostico, c) for c in CRITERIOS}
        for guardada, _ in self.reconocidas:
            evento = por_criterio[guardada.criterio][guardada.version - 1]
            dicho = eventos.leida(CATALOGO.criterios[guardada.criterio], evento.despues)
            assert dicho == guardada.respuesta

    @invariant()
    def nadie_piso_lo_que_no_vio(self) -> None:
        """Entre lo que alguien vio y lo que escribió, nadie más había cambiado esos campos."""
        for guardada, vista in self.reconocidas:
            suyos = del_diagnostico(self.sala, self.diagnostico, guardada.criterio)[0]
            mios = eventos.cambiados(suyos[guardada.version - 1])
            entre = suyos[vista : guardada.version - 1]
            assert all(mios.isdisjoint(eventos.cambiados(e)) for e in entre)

    def teardown(self) -> None:
        assert verificar(self.sala.motor_bd).roturas == ()


@pytest.mark.propiedades
def test_ninguna_escritura_reconocida_se_pierde(sala: Sala) -> None:
    """Sea cual sea el orden en que dos personas miren, respondan, choquen, insistan y deshagan."""
    maquina = type("EnEstaSala", (Concurrencia,), {"sala": sala})
    # Sin achicar el caso que falle: con doce pasos ya se lee, y cada paso va al disco.
    pocos = settings(
        max_examples=settings().max_examples // 8,
        stateful_step_count=12,
        phases=[Phase.reuse, Phase.generate],
    )
    run_state_machine_as_test(maquina, settings=pocos)


def test_muchos_a_la_vez_en_la_misma_pregunta(sala: Sala, diagnostico: int) -> None:
    """Cada hilo con su conexión y lo último que vio: lo reconocido está, en orden, y lo demás chocó."""
    criterio = next(c for c, f in CATALOGO.criterios.items() if f.clase is Clase.SI_PARCIAL_NO)
    personas, veces = 6, 5
    salida = Barrier(personas)

    def persona(numero: int) -> list[tuple[int, str]]:
        suya = abrir_sala(sala.ajustes).como(sala.quien)
        vista, reconocidas = 0, []
        salida.wait()
        for i in range(veces):
            nota = f"persona {numero}, vez {i}"
            try:
                guardada = respuestas.anotar(suya, diagnostico, criterio, observacion=nota, vista=vista)
                reconocidas.append((guardada.version, nota))
                vista = guardada.version
            except ErrorDeConflicto as choque:
                vista = choque.guardada.version
        suya.motor_bd.dispose()
        return reconocidas

    with ThreadPoolExecutor(personas) as hilos:
        reconocidas = sorted(r for suyas in hilos.map(persona, range(personas)) for r in suyas)
    suyos = exigir_historia_entera(sala, diagnostico, criterio)
    assert [(e.version, e.despues["observacion"]) for e in suyos] == reconocidas
    assert verificar(sala.motor_bd).roturas == ()

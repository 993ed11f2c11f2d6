"""La vida de un diagnóstico: por dónde pasa, quién da cada paso y qué queda congelado al cerrarlo."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import text

from autodiagnostico import cadena
from autodiagnostico.ajustes import Ajustes
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.huellas import huella
from autodiagnostico.permisos import LOCAL, Pertenencia, Quien, Rol
from autodiagnostico.plan.fichas import Contenido
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import comparacion, diagnosticos, expediente, furag, plan, recorrido, vida
from autodiagnostico.servicios.vida import DeberesPendientes
from autodiagnostico.vida import CAMINO, TABLA, ErrorDePaso, Estado, Paso, dar, posibles
from motor import Resultado, escribir_caso
from motor.contrato import resultado_en_json
from tests.ui.piezas import PANADERIA, nuevo_local

A_DONDE: dict[tuple[str, str], str] = {
    ("borrador", "enviar"): "enviado",
    ("enviado", "revisar"): "revisado",
    ("enviado", "devolver"): "borrador",
    ("revisado", "cerrar"): "cerrado",
    ("revisado", "devolver"): "borrador",
    ("cerrado", "reabrir"): "borrador",
}
"""La vida, escrita otra vez y aparte: lo que no está aquí no se puede."""
YA_DADOS = {("enviado", "enviar"), ("revisado", "revisar"), ("cerrado", "cerrar")}
CAMBIOS = {
    'version: "1"': 'version: "2"',
    "titulo: Usa masa madre": "titulo: Dejó la masa madre",
    "cumple_si: {masa.madre: true}": "cumple_si: {masa.madre: false}",
    "logra: {masa.madre: true}": "logra: {masa.madre: false}",
    "tema: barra": "tema: mostrador",
    "codigo: barra": "codigo: mostrador",
    "codigo: A-HARINAS": "codigo: A-MOLINO",
    "CAFE:": "TE:",
    "codigo: CAFE,": "codigo: TE,",
    "codigo: pizarra": "codigo: cartel",
    "[pizarra]": "[cartel]",
}
"""De la base de antes a la de hoy."""
QUIENES = {
    "enviar": Rol.LIDER,
    "revisar": Rol.PLANEACION,
    "cerrar": Rol.CIGD,
    "reabrir": Rol.CIGD,
}


def quien(rol: Rol, entidad_id: int | None = None) -> Quien:
    """Una persona con un solo rol; sin entidad, es de todo el Distrito."""
    return Quien(rol.nombre, None, (Pertenencia(rol, entidad_id),))


@pytest.fixture
def pan(tmp_path: Path) -> Iterator[Sala]:
    """Una sala con las reglas de una panadería."""
    sala = abrir_sala(Ajustes(datos=tmp_path / "pan", reglas=[PANADERIA])).como(LOCAL)
    yield sala
    sala.motor_bd.dispose()


@pytest.fixture
def con_otra_base(pan: Sala, tmp_path: Path) -> Iterator[Sala]:
    """La misma base de datos, abierta después con reglas que piden otra cosa y llaman distinto a lo demás."""
    otras = tmp_path / "otras"
    otras.mkdir()
    for archivo in PANADERIA.glob("*.yaml"):
        escrito = archivo.read_text(encoding="utf-8")
        for antes, despues in CAMBIOS.items():
            escrito = escrito.replace(antes, despues)
        (otras / archivo.name).write_text(escrito, encoding="utf-8")
    sala = abrir_sala(pan.ajustes.model_copy(update={"reglas": [otras]})).como(LOCAL)
    yield sala
    sala.motor_bd.dispose()


def cerrado(sala: Sala, codigo: str = "UNO") -> int:
    """Un diagnóstico con algo respondido, ya cerrado."""
    diagnostico = nuevo_local(sala, codigo)
    diagnosticos.responder(sala, diagnostico, "masa.madre", True)
    diagnosticos.anotar(sala, diagnostico, "masa.madre", evidencias=["Un frasco"])
    cerrar(sala, diagnostico)
    return diagnostico


def cerrar(sala: Sala, diagnostico: int) -> None:
    vida.enviar(sala, diagnostico, con_pendientes=True)
    vida.revisar(sala, diagnostico)
    vida.cerrar(sala, diagnostico)


# --- La tabla ----------------------------------------------------------------------------------


@pytest.mark.parametrize("estado", CAMINO)
@pytest.mark.parametrize("paso", Paso)
def test_desde_cada_estado_solo_se_dan_sus_pasos(estado: Estado, paso: Paso) -> None:
    """Lo demás se niega y dice desde dónde sí; repetir un paso que avanza no hace nada."""
    if (estado, paso) in A_DONDE:
        transicion = dar(estado, paso, "porque sí")
        assert transicion is not None
        assert transicion.hacia == A_DONDE[estado, paso]
    elif (estado, paso) in YA_DADOS:
        assert dar(estado, paso) is None
    else:
        with pytest.raises(ErrorDePaso, match=f"está en «{estado}» y solo se puede {paso}"):
            dar(estado, paso, "porque sí")


def test_lo_que_vuelve_atras_pide_motivo_y_lo_que_avanza_no() -> None:
    """Y un motivo en blanco no es un motivo."""
    for transicion in TABLA.values():
        assert transicion.pide_motivo is not transicion.avanza
        if transicion.pide_motivo:
            with pytest.raises(ErrorDePaso, match=f"por qué se va a {transicion.paso}"):
                dar(transicion.desde, transicion.paso, " \n")


def test_de_todo_estado_se_sale_y_a_todos_se_llega() -> None:
    """Ningún diagnóstico se queda encerrado."""
    assert {t.desde for t in TABLA.values()} == set(CAMINO) == {t.hacia for t in TABLA.values()}
    assert [posibles(e)[0].hacia for e in CAMINO[:-1]] == list(CAMINO[1:])


# --- El servicio, paso a paso ------------------------------------------------------------------


class Recorrido(RuleBasedStateMachine):
    """Cualquier sucesión de pasos, dados por cualquiera, deja lo que dice la tabla."""

    _sala: Sala
    _locales = count()

    @initialize()
    def empezar(self) -> None:
        self.diagnostico = nuevo_local(self._sala, f"L{next(self._locales)}")
        self.entidad = diagnosticos.leer(self._sala, self.diagnostico).entidad.id
        self.estado, self.pasos = "borrador", 0
        self.cierres: list[str] = []

    @rule(paso=st.sampled_from(Paso), rol=st.sampled_from(Rol), propia=st.booleans())
    def alguien_da_un_paso(self, paso: Paso, rol: Rol, propia: bool) -> None:
        suya = self.entidad if propia else self.entidad + 1000
        sala = self._sala.como(quien(rol, None if rol is Rol.SUBSECRETARIA else suya))
        puede = rol is QUIENES.get(paso) and propia
        if paso is Paso.DEVOLVER:
            puede = rol is Rol.SUBSECRETARIA or (rol in {Rol.PLANEACION, Rol.CIGD} and propia)
        try:
            self._dar(sala, paso)
        except ErrorDePermiso:
            assert not puede
        except ErrorDePaso:
            assert puede
            assert (self.estado, paso) not in A_DONDE
        else:
            assert puede
            self._anotar(paso)

    @rule(paso=st.sampled_from(Paso))
    def control_interno_no_da_ninguno(self, paso: Paso) -> None:
        with pytest.raises(ErrorDePermiso):
            self._dar(self._sala.como(quien(Rol.CONTROL_INTERNO, self.entidad)), paso)

    @rule()
    def se_da_el_paso_que_avanza(self) -> None:
        """Sin esto, al azar casi nunca se llegaría a cerrar."""
        paso = next((Paso(p) for (desde, p) in A_DONDE if desde == self.estado), None)
        if paso is not None:
            self._dar(self._sala, paso)
            self._anotar(paso)

    @rule(valor=st.booleans())
    def se_responde(self, valor: bool) -> None:
        try:
            diagnosticos.responder(self._sala, self.diagnostico, "masa.madre", valor)
        except ErrorDeServicio:
            assert self.estado != "borrador"
        else:
            assert self.estado == "borrador"

    @precondition(lambda self: self.estado == "cerrado")
    @rule()
    def lo_cerrado_es_lo_que_se_congelo(self) -> None:
        caso = diagnosticos.caso(self._sala, self.diagnostico)
        (*_, ultimo) = recorrido.cierres(self._sala, self.diagnostico)
        assert ultimo.entradas == huella(escribir_caso(caso))

    def _dar(self, sala: Sala, paso: Paso) -> None:
        if paso is Paso.ENVIAR:
            vida.enviar(sala, self.diagnostico, con_pendientes=True)
        elif paso in {Paso.DEVOLVER, Paso.REABRIR}:
            getattr(vida, paso)(sala, self.diagnostico, "para corregir")
        else:
            getattr(vida, paso)(sala, self.diagnostico)

    def _anotar(self, paso: Paso) -> None:
        if (self.estado, paso) in YA_DADOS:
            return
        self.estado, self.pasos = A_DONDE[self.estado, paso], self.pasos + 1
        if self.estado == "cerrado":
            self.cierres.append(recorrido.cierres(self._sala, self.diagnostico)[-1].huella)

    @invariant()
    def el_estado_es_el_de_la_tabla(self) -> None:
        ficha = diagnosticos.leer(self._sala, self.diagnostico)
        assert ficha.estado == self.estado
        assert (ficha.version_reglas is None) is (self.estado == "borrador")

    @invariant()
    def nada_se_pierde(self) -> None:
        assert len(recorrido.movimientos(self._sala, self.diagnostico)) == self.pasos
        assert [c.huella for c in recorrido.cierres(self._sala, self.diagnostico)] == self.cierres

    def teardown(self) -> None:
        assert cadena.verificar(self._sala.motor_bd).roturas == ()


@pytest.mark.propiedades
def test_cualquier_sucesion_de_pasos_deja_lo_que_dice_la_tabla(tmp_path: Path) -> None:
    """Con cualquier rol, propio o ajeno; y la bitácora queda entera."""
    from hypothesis.stateful import run_state_machine_as_test

    Recorrido._sala = abrir_sala(Ajustes(datos=tmp_path / "vida", reglas=[PANADERIA])).como(LOCAL)
    run_state_machine_as_test(
        Recorrido,
        settings=settings(
            max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    Recorrido._sala.motor_bd.dispose()


def test_cada_paso_lo_da_quien_le_toca_y_nadie_mas(pan: Sala) -> None:
    """Todos los roles, en su propia entidad; el permiso se mira antes que el estado."""
    diagnostico = nuevo_local(pan, "UNO")
    entidad = diagnosticos.leer(pan, diagnostico).entidad.id
    pueden = {
        paso: {rol for rol in Rol if _deja(pan.como(quien(rol, entidad)), diagnostico, paso)} for paso in Paso
    }
    assert pueden == {
        Paso.ENVIAR: {Rol.LIDER},
        Paso.REVISAR: {Rol.PLANEACION},
        Paso.CERRAR: {Rol.CIGD},
        Paso.DEVOLVER: {Rol.PLANEACION, Rol.CIGD, Rol.SUBSECRETARIA},
        Paso.REABRIR: {Rol.CIGD},
    }


def _deja(sala: Sala, diagnostico: int, paso: Paso) -> bool:
    """Si el permiso alcanza; que el paso después no se pueda dar es otra cosa."""
    motivo = ("para ver",) if paso in {Paso.DEVOLVER, Paso.REABRIR} else ()
    try:
        getattr(vida, paso)(sala, diagnostico, *motivo)
    except ErrorDePermiso:
        return False
    except (ErrorDePaso, DeberesPendientes):
        return True
    raise AssertionError("ese paso no se podía dar")


def test_enviar_con_deberes_sin_responder_dice_cuantos_y_cuales(pan: Sala) -> None:
    """Lo exige el servicio; confirmado, se envía."""
    diagnostico = nuevo_local(pan, "UNO")
    with pytest.raises(DeberesPendientes) as error:
        vida.enviar(pan, diagnostico)
    assert {h.regla.codigo for h in error.value.deberes} == {"MASA-1", "HORNO-1", "CARTA-1", "LIMPIEZA-1"}
    assert "quedan 4 deberes sin responder" in error.value.mensaje
    assert "Publica la carta (CARTA-1)" in error.value.mensaje
    assert diagnosticos.leer(pan, diagnostico).estado == "borrador"
    for criterio, valor in {"masa.madre": True, "horno.tipo": "ninguno", "carta.publicada": "si"}.items():
        diagnosticos.responder(pan, diagnostico, criterio, valor)
    with pytest.raises(DeberesPendientes, match="queda 1 deber sin responder"):
        vida.enviar(pan, diagnostico)
    diagnosticos.responder(pan, diagnostico, "limpieza.hecha", "si")
    assert vida.enviar(pan, diagnostico).estado == "enviado"


def test_un_paso_sobre_algo_que_ya_cambio_no_se_da(pan: Sala) -> None:
    """Quien revisa aprobaría otra cosa que la que leyó."""
    diagnostico = nuevo_local(pan, "UNO")
    vida.enviar(pan, diagnostico, con_pendientes=True, vista=0)
    (visto,) = recorrido.movimientos(pan, diagnostico)
    vida.devolver(pan, diagnostico, "falta el horno", vista=visto.id)
    vida.enviar(pan, diagnostico, con_pendientes=True)
    with pytest.raises(ErrorDePaso, match="otra persona movió"):
        vida.revisar(pan, diagnostico, vista=visto.id)
    assert diagnosticos.leer(pan, diagnostico).estado == "enviado"
    ultimo = recorrido.movimientos(pan, diagnostico)[-1]
    assert vida.revisar(pan, diagnostico, vista=ultimo.id).estado == "revisado"


def test_no_se_envia_lo_que_cambio_mientras_se_evaluaba(pan: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """Se congela lo que se evaluó, o nada."""
    diagnostico = nuevo_local(pan, "UNO")
    evaluar = expediente.evaluar

    def con_alguien_mas(sala: Sala, suyo: expediente.Expediente) -> Resultado:
        diagnosticos.responder(pan, diagnostico, "masa.madre", True)
        return evaluar(sala, suyo)

    monkeypatch.setattr(expediente, "evaluar", con_alguien_mas)
    with pytest.raises(ErrorDePaso, match="alguien cambió una respuesta"):
        vida.enviar(pan, diagnostico, con_pendientes=True)
    assert diagnosticos.leer(pan, diagnostico).estado == "borrador"
    assert vida.enviar(pan, diagnostico, con_pendientes=True).estado == "enviado"


def test_la_historia_dice_quien_cuando_por_que_y_con_que_reglas(pan: Sala) -> None:
    """Todos los pasos, en orden; y qué sigue y quién lo da."""
    diagnostico = cerrado(pan)
    vida.reabrir(pan, diagnostico, "  una respuesta estaba mal ")
    hechos = recorrido.movimientos(pan, diagnostico)
    assert [m.hecho for m in hechos] == ["enviado", "revisado", "cerrado", "reabierto"]
    assert hechos[-1].motivo == "una respuesta estaba mal"
    assert {m.version_reglas for m in hechos} == {"1"}
    assert {m.autor for m in hechos} == {"este computador"}
    (sigue,) = recorrido.pasos(pan, diagnostico)
    assert (sigue.transicion.paso, sigue.puede) == (Paso.ENVIAR, True)
    entidad = diagnosticos.leer(pan, diagnostico).entidad.id
    (ajeno,) = recorrido.pasos(pan.como(quien(Rol.PLANEACION, entidad)), diagnostico)
    assert (ajeno.puede, ajeno.roles) == (False, ("Liderazgo del Modelo",))


# --- Lo cerrado ---------------------------------------------------------------------------------


def test_cerrar_congela_respuestas_reglas_y_resultado(pan: Sala) -> None:
    """Con sus huellas, que cualquiera puede volver a calcular."""
    diagnostico = cerrado(pan)
    (cierre,) = recorrido.cierres(pan, diagnostico)
    resultado = diagnosticos.evaluar(pan, diagnostico)
    assert cierre.entradas == huella(escribir_caso(resultado.caso))
    assert cierre.salida == huella(resultado_en_json(resultado))
    assert (cierre.version_reglas, cierre.digesto_reglas) == ("1", pan.catalogo.digesto)
    assert resultado.caso.respuestas["masa.madre"].evidencias == ("Un frasco",)


def test_lo_cerrado_no_cambia_aunque_cambien_las_reglas(pan: Sala, con_otra_base: Sala) -> None:
    """Se ve con la base con que se cerró; un borrador, con la de hoy."""
    diagnostico, borrador = cerrado(pan), nuevo_local(pan, "DOS")
    diagnosticos.responder(pan, borrador, "masa.madre", True)
    antes = resultado_en_json(diagnosticos.evaluar(pan, diagnostico))
    assert con_otra_base.catalogo.digesto != pan.catalogo.digesto
    despues = diagnosticos.evaluar(con_otra_base, diagnostico)
    assert resultado_en_json(despues) == antes
    assert despues.edicion.catalogo.reglas["MASA-1"].ficha.titulo == "Usa masa madre"
    de_hoy = diagnosticos.evaluar(con_otra_base, borrador)
    assert de_hoy.edicion.catalogo.reglas["MASA-1"].ficha.titulo == "Dejó la masa madre"
    assert str(de_hoy.hallazgos["MASA-1"].estado) == "no_cumple"


def test_lo_enviado_se_revisa_y_se_cierra_con_las_reglas_con_que_se_envio(
    pan: Sala, con_otra_base: Sala
) -> None:
    """Aunque a mitad de camino llegue otra base."""
    diagnostico = nuevo_local(pan, "UNO")
    diagnosticos.responder(pan, diagnostico, "masa.madre", True)
    vida.enviar(pan, diagnostico, con_pendientes=True)
    vida.revisar(con_otra_base, diagnostico)
    vida.cerrar(con_otra_base, diagnostico)
    (cierre,) = recorrido.cierres(con_otra_base, diagnostico)
    assert cierre.digesto_reglas == pan.catalogo.digesto
    assert str(diagnosticos.evaluar(con_otra_base, diagnostico).hallazgos["MASA-1"].estado) == "cumple"
    vida.reabrir(con_otra_base, diagnostico, "con la base nueva")
    assert str(diagnosticos.evaluar(con_otra_base, diagnostico).hallazgos["MASA-1"].estado) == "no_cumple"


def test_lo_que_la_base_de_reglas_de_hoy_ya_no_tiene_sigue_en_la_mesa(pan: Sala, con_otra_base: Sala) -> None:
    """El plan y los informes de un cerrado también salen de sus reglas."""
    diagnostico = cerrado(pan)
    plan.guardar_item(
        con_otra_base, diagnostico, Contenido("pizarra", "Quien compra", None), accion="A-HARINAS"
    )
    assert plan.items(con_otra_base, diagnostico)[0].titulo == "Comprar las harinas"
    assert plan.excel(con_otra_base, diagnostico)
    assert furag.excel(con_otra_base, diagnostico)
    (fila,) = comparacion.comparar(con_otra_base, 2026)
    assert fila.contada


def test_cada_cierre_se_conserva_y_se_puede_volver_a_ver(pan: Sala) -> None:
    """Reabrir y cerrar otra vez agrega otro; el primero sigue diciendo lo mismo."""
    diagnostico = cerrado(pan)
    vida.reabrir(pan, diagnostico, "la masa madre se murió")
    diagnosticos.responder(pan, diagnostico, "masa.madre", False)
    primero = diagnosticos.evaluar(pan, diagnostico, cierre=1)
    assert primero.caso.respuestas["masa.madre"].valor is True
    cerrar(pan, diagnostico)
    assert [c.numero for c in recorrido.cierres(pan, diagnostico)] == [1, 2]
    assert diagnosticos.evaluar(pan, diagnostico).caso.respuestas["masa.madre"].valor is False
    assert diagnosticos.evaluar(pan, diagnostico, cierre=1) == primero
    with pytest.raises(ErrorDeServicio, match="Ese cierre no existe"):
        diagnosticos.evaluar(pan, diagnostico, cierre=3)


def sql(sala: Sala, orden: str) -> None:
    """Lo que haría quien tiene la base en la mano."""
    with sala.motor_bd.begin() as conexion:
        conexion.execute(text(orden))


def test_lo_cerrado_sale_de_su_instantanea_y_no_de_las_tablas(pan: Sala) -> None:
    """Cambiar a mano una respuesta no cambia lo que se muestra."""
    diagnostico = cerrado(pan)
    antes = diagnosticos.evaluar(pan, diagnostico)
    sql(pan, "UPDATE respuesta SET valor = 'false'")
    sql(pan, "UPDATE entidad SET nombre = 'Otra'")
    assert diagnosticos.evaluar(pan, diagnostico) == antes


def test_una_instantanea_que_alguien_toco_no_se_muestra(pan: Sala) -> None:
    """Se dice, con cómo comprobarlo."""
    for cambio in ("caso = resultado", "resultado = caso", "entradas = salida", "version_reglas = '9'"):
        diagnostico = cerrado(pan, cambio[:4].upper())
        sql(pan, f"UPDATE instantanea SET {cambio} WHERE diagnostico_id = {diagnostico}")
        with pytest.raises(ErrorDeServicio, match="Alguien cambió el cierre 1"):
            diagnosticos.evaluar(pan, diagnostico)


def test_sin_la_base_con_que_se_cerro_se_dice(pan: Sala, con_otra_base: Sala) -> None:
    """No se muestra con otra: daría otra cosa."""
    diagnostico = cerrado(pan)
    sql(pan, "DELETE FROM base_de_reglas")
    assert diagnosticos.evaluar(pan, diagnostico).caso.respuestas
    with pytest.raises(ErrorDeServicio, match="Falta la base de reglas 1 con que se hizo el cierre 1"):
        diagnosticos.evaluar(con_otra_base, diagnostico)


# --- Lo que se ve desde fuera ---------------------------------------------------------------------


@pytest.mark.parametrize("rol", [Rol.SUBSECRETARIA, Rol.VEEDURIA, Rol.LIDER_POLITICA])
def test_fuera_de_la_entidad_de_un_borrador_solo_se_ve_la_cobertura(pan: Sala, rol: Rol) -> None:
    """Tampoco después de devuelto o reabierto, ni por el número de un cierre, ni por un archivo."""
    diagnostico = cerrado(pan)
    fuera = pan.como(quien(rol))
    assert diagnosticos.evaluar(fuera, diagnostico).caso.respuestas
    assert recorrido.cierres(fuera, diagnostico)
    vida.reabrir(pan, diagnostico, "estaba mal")
    for pedir in (
        lambda: diagnosticos.caso(fuera, diagnostico),
        lambda: diagnosticos.evaluar(fuera, diagnostico),
        lambda: diagnosticos.evaluar(fuera, diagnostico, cierre=1),
        lambda: recorrido.movimientos(fuera, diagnostico),
        lambda: recorrido.cierres(fuera, diagnostico),
        lambda: diagnosticos.diferidos(fuera, diagnostico),
        lambda: diagnosticos.asignaciones(fuera, diagnostico),
        lambda: plan.items(fuera, diagnostico),
        lambda: plan.excel(fuera, diagnostico),
        lambda: furag.excel(fuera, diagnostico),
    ):
        with pytest.raises(ErrorDePermiso):
            pedir()
    (fila,) = comparacion.comparar(fuera, 2026)
    assert (fila.escenarios, fila.madurez_global) == (None, None)
    assert fila.cobertura_global is not None
    for archivo in (comparacion.csv(fuera, 2026), comparacion.excel(fuera, 2026)):
        assert archivo


def test_comparar_es_de_quien_compara(pan: Sala) -> None:
    """La entidad ve lo suyo en sus páginas; la tabla de todas no es para ella ni para quien administra."""
    entidad = diagnosticos.leer(pan, cerrado(pan)).entidad.id
    for rol in (Rol.LIDER, Rol.CONTROL_INTERNO, Rol.ADMINISTRA):
        with pytest.raises(ErrorDePermiso, match="no puede comparar entidades"):
            comparacion.comparar(pan.como(quien(rol, entidad)), 2026)


def test_descargar_es_otro_permiso_que_leer(pan: Sala) -> None:
    """La Veeduría lee lo enviado en pantalla y no se lo lleva."""
    diagnostico = cerrado(pan)
    veeduria = pan.como(quien(Rol.VEEDURIA))
    assert diagnosticos.evaluar(veeduria, diagnostico).caso.respuestas
    with pytest.raises(ErrorDePermiso, match="no puede descargar"):
        plan.excel(veeduria, diagnostico)

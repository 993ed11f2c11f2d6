"""Entrar y salir: con la clave, con la institución, muchas veces mal y desde varios procesos."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import col, select, update

from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Asiento, Cuenta, Freno, SesionDeCuenta, ahora
from autodiagnostico.cuentas import claves, frenos, testigos
from autodiagnostico.cuentas.identidades import RECORDADA, Identidades
from autodiagnostico.errores import ErrorDeCredenciales, ErrorDeEntrada, ErrorDeSesion
from autodiagnostico.permisos import LOCAL, NADIE, Pertenencia, Rol
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import cuentas, entidades, entrada, mi_cuenta
from autodiagnostico.servicios.entrada import Visita
from tests.autodiagnostico.piezas import INSTITUTO
from tests.cuentas.piezas import CLAVE, OTRA, VISITA, crear, identidades, sala_de

ANA = "ana@entidad.gov.co"


def envejecer(sala: Sala, **cambios: Any) -> None:
    """Cambia todas las sesiones, como si hubiera pasado el tiempo."""
    with escribir(sala.motor_bd) as sesion:
        sesion.exec(update(SesionDeCuenta).values(**cambios))


def fallar(sala: Sala, veces: int, correo: str = ANA, origen: str = "192.0.2.7") -> list[str]:
    """Prueba claves que no son y devuelve lo que se le dijo cada vez."""
    dichos = []
    for numero in range(veces):
        with pytest.raises(ErrorDeCredenciales) as error:
            entrada.entrar(sala, correo, f"clave equivocada {numero}", Visita(origen))
        dichos.append(error.value.mensaje)
    return dichos


def test_quien_entra_es_quien_dice_su_cuenta(sala: Sala) -> None:
    """Con los roles de ese momento, y con cualquier forma de escribir el correo."""
    ana = crear(sala, ANA, Pertenencia(Rol.VEEDURIA))
    quien = identidades(sala).quien(entrada.entrar(sala, " ANA@Entidad.gov.co ", CLAVE, VISITA))
    assert (quien.nombre, quien.cuenta_id) == ("Ana Pérez", ana.id)
    assert quien.pertenencias == (Pertenencia(Rol.VEEDURIA),)
    cuentas.dar_rol(sala.como(LOCAL), ana.id, Pertenencia(Rol.SUBSECRETARIA))
    assert {p.rol for p in identidades(sala).quien(ana.testigo).pertenencias} == {
        Rol.VEEDURIA,
        Rol.SUBSECRETARIA,
    }


def test_con_la_clave_de_un_solo_uso_solo_se_puede_cambiarla(sala: Sala) -> None:
    """Ni páginas ni datos hasta cambiarla; y después, hasta aceptar el aviso."""
    nueva = cuentas.crear(sala.como(LOCAL), ANA, "Ana")
    testigo = entrada.entrar(sala, ANA, nueva.clave, VISITA)
    with pytest.raises(ErrorDeSesion):
        identidades(sala).quien(testigo)
    otro = entrada.cambiar_clave(sala, testigo, nueva.clave, CLAVE, CLAVE)
    abierta = identidades(sala).mirar(otro)
    assert abierta is not None
    assert abierta.pendiente == "aviso"
    with pytest.raises(ErrorDeCredenciales):
        entrada.entrar(sala, ANA, nueva.clave, VISITA)


def test_una_clave_de_un_solo_uso_vence(sala: Sala) -> None:
    """Y se niega como cualquier otra."""
    nueva = cuentas.crear(sala.como(LOCAL), ANA, "Ana")
    with escribir(sala.motor_bd) as sesion:
        sesion.exec(update(Cuenta).values(clave_vence=ahora()))
    with pytest.raises(ErrorDeCredenciales, match="no coinciden"):
        entrada.entrar(sala, ANA, nueva.clave, VISITA)


def test_a_quien_no_existe_se_le_dice_y_se_le_hace_lo_mismo(
    sala: Sala, monkeypatch: pytest.MonkeyPatch
) -> None:
    """El mismo mensaje, la misma comprobación de argon2 y el mismo freno, exista o no la cuenta."""
    crear(sala, ANA)
    comprobadas: list[str] = []
    de_verdad = claves._RESUMIDOR.verify

    def contar(clave: str, contra: str) -> bool:
        comprobadas.append(contra)
        return de_verdad(clave, contra)

    monkeypatch.setattr(claves._RESUMIDOR, "verify", contar)
    de_ana, de_nadie = fallar(sala, 7), fallar(sala, 7, "nadie@entidad.gov.co", "192.0.2.8")
    assert de_ana == de_nadie
    assert len(comprobadas) == 2 * frenos.POR_CUENTA.libres
    assert all(contra.startswith("$argon2id$") for contra in comprobadas)
    with leer(sala.motor_bd) as sesion:
        frenados = sesion.exec(select(Asiento).where(Asiento.hecho == "entrada frenada")).all()
    assert len(frenados) == 2


@pytest.mark.parametrize("estado", ["desactivada", "sin clave", "suprimida"])
def test_una_cuenta_que_no_entra_dice_lo_mismo(sala: Sala, estado: str) -> None:
    """No se sabe desde fuera si está desactivada."""
    ana = crear(sala, ANA)
    if estado == "desactivada":
        cuentas.desactivar(sala.como(LOCAL), ana.id)
    elif estado == "suprimida":
        cuentas.suprimir(sala.como(LOCAL), ana.id)
    else:
        with escribir(sala.motor_bd) as sesion:
            sesion.exec(update(Cuenta).values(clave=None))
    with pytest.raises(ErrorDeCredenciales) as error:
        entrada.entrar(sala, ANA, CLAVE, VISITA)
    assert error.value.mensaje == entrada.NO_COINCIDEN


def test_con_el_freno_puesto_ni_la_clave_buena_entra(sala: Sala) -> None:
    """En ningún proceso, desde ningún origen; y quien administra lo puede soltar."""
    ana = crear(sala, ANA)
    dichos = fallar(sala, frenos.POR_CUENTA.libres + 1)
    assert dichos[:-1] == [entrada.NO_COINCIDEN] * frenos.POR_CUENTA.libres
    assert dichos[-1] == "Hubo demasiados intentos. Espere 1 minuto y vuelva a probar."
    otro_proceso = abrir_sala(sala.ajustes)
    with pytest.raises(ErrorDeCredenciales, match="demasiados intentos"):
        entrada.entrar(otro_proceso, ANA, CLAVE, Visita("198.51.100.4"))
    otro_proceso.motor_bd.dispose()
    suelta = cuentas.nueva_clave(sala.como(LOCAL), ana.id)
    assert entrada.entrar(sala, ANA, suelta.clave, VISITA)


def test_pasada_la_espera_la_clave_buena_entra_y_borra_los_fallos(sala: Sala) -> None:
    """El freno no deja la cuenta afuera para siempre."""
    crear(sala, ANA)
    fallar(sala, frenos.POR_CUENTA.libres)
    with escribir(sala.motor_bd) as sesion:
        sesion.exec(update(Freno).values(hasta=ahora() - timedelta(seconds=1)))
    assert entrada.entrar(sala, ANA, CLAVE, VISITA)
    assert fallar(sala, 1) == [entrada.NO_COINCIDEN]


def test_probar_una_clave_con_muchos_correos_se_frena_por_origen(sala: Sala) -> None:
    """Un intento por cuenta no toca el freno de ninguna, pero sí el de quien prueba."""
    for numero in range(frenos.POR_ORIGEN.libres):
        fallar(sala, 1, f"correo{numero}@entidad.gov.co")
    assert "demasiados intentos" in fallar(sala, 1, "otro@entidad.gov.co")[0]
    assert fallar(sala, 1, "otro@entidad.gov.co", "198.51.100.4") == [entrada.NO_COINCIDEN]


def test_cien_intentos_a_la_vez_no_son_cien_oportunidades(
    sala: Sala, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Se cuentan antes de comprobar: solo los libres llegan a comparar una clave."""
    crear(sala, ANA)
    comprobadas: list[int] = []
    de_verdad = claves._RESUMIDOR.verify

    def contar(clave: str, contra: str) -> bool:
        comprobadas.append(1)
        return de_verdad(clave, contra)

    monkeypatch.setattr(claves._RESUMIDOR, "verify", contar)
    salida = Barrier(20)

    def probar(numero: int) -> None:
        salida.wait()
        with pytest.raises(ErrorDeCredenciales):
            entrada.entrar(sala, ANA, f"intento {numero}", VISITA)

    with ThreadPoolExecutor(20) as hilos:
        list(hilos.map(probar, range(20)))
    assert len(comprobadas) == frenos.POR_CUENTA.libres


@pytest.mark.parametrize(
    "cambio",
    [
        lambda: {"cerrada": ahora()},
        lambda: {"vence": ahora()},
        lambda: {"vista": ahora() - timedelta(minutes=61)},
    ],
    ids=["cerrada", "vencida", "sin uso"],
)
def test_una_sesion_que_termino_no_sirve_para_nada(sala: Sala, cambio: Callable[[], dict[str, Any]]) -> None:
    """Ni para leer, ni para escribir con una sala que una página había guardado antes."""
    ana = crear(sala, ANA, Pertenencia(Rol.ADMINISTRA))
    de_antes = sala_de(sala, ana.testigo)
    entidades.guardar(de_antes, INSTITUTO)
    envejecer(sala, **cambio())
    with pytest.raises(ErrorDeSesion):
        entidades.listar(de_antes)
    with pytest.raises(ErrorDeSesion):
        entidades.guardar(de_antes, {**INSTITUTO, "codigo": "OTRA"})
    with pytest.raises(ErrorDeSesion):
        entrada.cambiar_clave(sala, ana.testigo, CLAVE, OTRA, OTRA)
    assert [e.codigo for e in entidades.listar(sala.como(LOCAL))] == [INSTITUTO["codigo"]]


def test_usarla_la_mantiene_pero_no_mas_alla_de_su_limite(sala: Sala) -> None:
    """Cada minuto se anota el uso; la edad máxima no se mueve."""
    ana = crear(sala, ANA)
    envejecer(sala, vista=ahora() - timedelta(minutes=59))
    identidades(sala).tocar(ana.testigo)
    abierta = identidades(sala).mirar(ana.testigo)
    assert abierta is not None
    assert ahora() - abierta.vista < timedelta(minutes=1)
    envejecer(sala, vence=ahora())
    identidades(sala).tocar(ana.testigo)
    assert identidades(sala).mirar(ana.testigo) is None


def test_una_sesion_se_recuerda_un_segundo_y_ni_uno_mas(sala: Sala) -> None:
    """Lo que otro proceso cierra, este lo sabe al segundo; lo que cierra él, enseguida."""
    hora = [0.0]
    recuerda = Identidades(sala.motor_bd, sala.ajustes, reloj=lambda: hora[0])
    ana = crear(sala, ANA)
    assert recuerda.mirar(ana.testigo) is not None
    envejecer(sala, cerrada=ahora())
    hora[0] += RECORDADA / 2
    assert recuerda.mirar(ana.testigo) is not None
    hora[0] += RECORDADA / 2
    assert recuerda.mirar(ana.testigo) is None
    envejecer(sala, cerrada=None)
    recuerda.olvidar()
    assert recuerda.mirar(ana.testigo) is not None


def test_entrar_cambia_siempre_el_testigo(sala: Sala) -> None:
    """El que traía el navegador, que pudo ponerlo otra persona, deja de valer."""
    ana = crear(sala, ANA)
    puesto = testigos.nuevo()
    suyo = entrada.entrar(sala, ANA, CLAVE, Visita("192.0.2.7", testigo=puesto))
    assert suyo not in {puesto, ana.testigo}
    assert identidades(sala).mirar(puesto) is None
    otro = entrada.entrar(sala, ANA, CLAVE, Visita("192.0.2.7", testigo=suyo))
    assert identidades(sala).mirar(suyo) is None
    assert identidades(sala).mirar(otro) is not None


@pytest.mark.parametrize(
    "falso", [None, "", "x", "x" * 43, "ñ" * 43, "x" * 100_000, "' OR 1=1 --", "\x00" * 43]
)
def test_un_testigo_inventado_no_es_de_nadie(sala: Sala, falso: str | None) -> None:
    """Ni uno vacío, ni uno larguísimo, ni uno con SQL."""
    crear(sala, ANA)
    assert identidades(sala).mirar(falso) is None
    with pytest.raises(ErrorDeSesion, match="Su sesión terminó"):
        identidades(sala).quien(falso)


def test_en_la_base_no_hay_nada_con_que_entrar(sala: Sala) -> None:
    """Quien la lea no encuentra testigos, ni claves, ni sirve presentar una huella."""
    ana = crear(sala, ANA)
    huella = testigos.huella(ana.testigo)
    with leer(sala.motor_bd) as sesion:
        (guardada,) = sesion.exec(select(SesionDeCuenta).where(col(SesionDeCuenta.cerrada).is_(None)))
        assert guardada.huella == huella
        assert ana.testigo not in str(guardada)
    assert identidades(sala).mirar(huella) is None


def test_salir_cierra_la_sesion_y_las_demas_siguen(sala: Sala) -> None:
    """Y salir dos veces no es un error."""
    ana = crear(sala, ANA)
    otra = entrada.entrar(sala, ANA, CLAVE, VISITA)
    entrada.salir(sala, ana.testigo)
    entrada.salir(sala, ana.testigo)
    assert identidades(sala).mirar(ana.testigo) is None
    assert identidades(sala).mirar(otra) is not None


def test_cerrar_las_otras_sesiones(sala: Sala) -> None:
    """Desde «Mi cuenta», sin cerrar aquella en que se está."""
    ana = crear(sala, ANA)
    otras = [entrada.entrar(sala, ANA, CLAVE, VISITA) for _ in range(2)]
    de_ella = sala_de(sala, ana.testigo)
    assert len(mi_cuenta.abiertas(de_ella)) == 3
    esta = identidades(sala).mirar(ana.testigo)
    assert esta is not None
    assert mi_cuenta.cerrar_otras(de_ella, esta.id) == 2
    assert [s.id for s in mi_cuenta.abiertas(de_ella)] == [esta.id]
    assert all(identidades(sala).mirar(t) is None for t in otras)


def test_cambiar_la_clave_cierra_todas_las_sesiones(sala: Sala) -> None:
    """Quien la hubiera robado queda fuera; la antigua deja de servir."""
    ana = crear(sala, ANA)
    robada = entrada.entrar(sala, ANA, CLAVE, VISITA)
    nuevo = entrada.cambiar_clave(sala, ana.testigo, CLAVE, OTRA, OTRA)
    assert identidades(sala).quien(nuevo).cuenta_id == ana.id
    assert all(identidades(sala).mirar(t) is None for t in (ana.testigo, robada))
    with pytest.raises(ErrorDeCredenciales):
        entrada.entrar(sala, ANA, CLAVE, VISITA)
    assert entrada.entrar(sala, ANA, OTRA, VISITA)


def test_para_cambiar_la_clave_hay_que_saber_la_actual(sala: Sala) -> None:
    """Adivinarla con una sesión abierta también se frena; lo que le falta a la nueva se dice todo."""
    ana = crear(sala, ANA)
    with pytest.raises(ErrorDeEntrada) as mala:
        entrada.cambiar_clave(sala, ana.testigo, CLAVE, "corta", "cort")
    assert len(mala.value.problemas) == 2
    with pytest.raises(ErrorDeEntrada, match="la misma"):
        entrada.cambiar_clave(sala, ana.testigo, CLAVE, CLAVE, CLAVE)
    for _ in range(frenos.POR_CUENTA.libres):
        with pytest.raises(ErrorDeCredenciales, match="no es esa"):
            entrada.cambiar_clave(sala, ana.testigo, "no es la clave", OTRA, OTRA)
    with pytest.raises(ErrorDeCredenciales, match="demasiados intentos"):
        entrada.cambiar_clave(sala, ana.testigo, CLAVE, OTRA, OTRA)


def test_desactivar_saca_enseguida(sala: Sala) -> None:
    """La sesión abierta deja de valer; al activarla hay que entrar otra vez."""
    ana = crear(sala, ANA)
    cuentas.desactivar(sala.como(LOCAL), ana.id)
    assert identidades(sala).mirar(ana.testigo) is None
    cuentas.activar(sala.como(LOCAL), ana.id)
    assert identidades(sala).mirar(ana.testigo) is None
    assert entrada.entrar(sala, ANA, CLAVE, VISITA)


@pytest.mark.parametrize(
    ("correo", "comprobado", "entra"),
    [
        (ANA, True, True),
        (ANA.upper(), True, True),
        (ANA, False, False),
        ("nadie@entidad.gov.co", True, False),
    ],
)
def test_la_institucion_solo_dice_de_quien_es_el_correo(
    sala: Sala, correo: str, comprobado: bool, entra: bool
) -> None:
    """Sin una cuenta que alguien haya creado no se entra; los roles son los de la cuenta."""
    nueva = cuentas.crear(sala.como(LOCAL), ANA, "Ana")
    cuentas.dar_rol(sala.como(LOCAL), nueva.cuenta.id, Pertenencia(Rol.VEEDURIA))
    if not entra:
        with pytest.raises(ErrorDeCredenciales, match="no hay una cuenta activa"):
            entrada.entrar_institucional(sala, correo, comprobado, VISITA)
        return
    testigo = entrada.entrar_institucional(sala, correo, comprobado, VISITA)
    abierta = identidades(sala).mirar(testigo)
    assert abierta is not None
    assert abierta.quien.pertenencias == (Pertenencia(Rol.VEEDURIA),)
    assert abierta.pendiente == "aviso"


def test_a_una_cuenta_desactivada_tampoco_la_deja_pasar_la_institucion(sala: Sala) -> None:
    """El proveedor la reconoce; aquí no entra."""
    ana = crear(sala, ANA)
    cuentas.desactivar(sala.como(LOCAL), ana.id)
    with pytest.raises(ErrorDeCredenciales):
        entrada.entrar_institucional(sala, ANA, True, VISITA)


def test_lo_de_cada_paso_queda_asentado_sin_nombres(sala: Sala) -> None:
    """Crear, entrar, cambiar la clave, aceptar, salir: con número de cuenta y nada más."""
    ana = crear(sala, ANA)
    entrada.salir(sala, ana.testigo)
    with leer(sala.motor_bd) as sesion:
        asientos = list(sesion.exec(select(Asiento).order_by(col(Asiento.numero))))
    hechos = [a.hecho for a in asientos]
    assert hechos == ["cuenta creada", "entró", "clave cambiada", "aviso aceptado: plantilla-2", "salió"]
    assert {a.objeto for a in asientos} == {f"cuenta:{ana.id}"}
    assert not any("ana" in str((a.objeto, a.detalle)).lower() for a in asientos)
    assert sala.quien is NADIE

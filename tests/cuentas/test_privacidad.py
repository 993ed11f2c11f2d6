"""Los datos de las personas: el aviso, llevárselos, suprimirlos y no guardarlos más de la cuenta."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select, update

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Cuenta, Freno, SesionDeCuenta, Tabla, ahora
from autodiagnostico.cadena import verificar
from autodiagnostico.errores import ErrorDeCredenciales, ErrorDeEntrada, ErrorDePermiso
from autodiagnostico.permisos import LOCAL, NADIE, PROGRAMA, Pertenencia, Quien, Rol
from autodiagnostico.privacidad import leer_aviso
from autodiagnostico.privacidad.aviso import PLANTILLA
from autodiagnostico.sala import Sala
from autodiagnostico.servicios import cuentas, diagnosticos, entidades, entrada, mi_cuenta
from tests.autodiagnostico.piezas import INSTITUTO
from tests.cuentas.piezas import CLAVE, VISITA, crear, identidades, sala_de

ANA = "ana@entidad.gov.co"


def todo_lo_guardado(sala: Sala) -> str:
    """Todas las filas de todas las tablas, como texto."""
    with leer(sala.motor_bd) as sesion:
        conexion = sesion.connection()
        return "".join(str(conexion.execute(t.select()).all()) for t in Tabla.metadata.sorted_tables)


def test_la_plantilla_se_dice_plantilla_y_no_afirma_lo_que_no_se_leyo() -> None:
    """Ninguna cita suya se da por comprobada en la fuente."""
    aviso = leer_aviso()
    assert aviso.estado == "plantilla"
    assert {c.certeza for c in aviso.citas} <= {"pendiente", "secundaria"}
    dichos = " ".join(c.plazo(Ajustes()) for c in aviso.conservacion)
    assert "730 días" in dichos
    assert "{" not in dichos


def test_un_aviso_propio_pide_que_todos_acepten_otra_vez(sala: Sala, tmp_path: Path) -> None:
    """La sesión abierta queda a la espera hasta aceptarlo."""
    ana = crear(sala, ANA)
    propio = tmp_path / "aviso.yaml"
    texto = PLANTILLA.read_text(encoding="utf-8").replace("version: plantilla-2", "version: resolucion-7")
    propio.write_text(texto.replace("estado: plantilla ", "estado: aprobado "), encoding="utf-8")
    con_el_suyo = Sala(sala.catalogo, sala.motor_bd, sala.ajustes.model_copy(update={"aviso": propio}))
    abierta = identidades(con_el_suyo).mirar(ana.testigo)
    assert abierta is not None
    assert abierta.pendiente == "aviso"
    with pytest.raises(ErrorDeEntrada, match="cambió mientras lo leía"):
        entrada.aceptar_aviso(con_el_suyo, ana.testigo, "plantilla-2")
    entrada.aceptar_aviso(con_el_suyo, ana.testigo, "resolucion-7")
    assert identidades(con_el_suyo).quien(ana.testigo).cuenta_id == ana.id


@pytest.mark.parametrize(
    ("contenido", "dice"),
    [
        ("version: x\nsobrante: 1\n", r"estado: falta(.|\n)*sobrante: sobra"),
        ("version: [", "mal escrito"),
        ("- una\n- lista\n", "no se admite"),
    ],
)
def test_un_aviso_mal_escrito_dice_todo_lo_que_le_pasa(tmp_path: Path, contenido: str, dice: str) -> None:
    """Con el archivo que es."""
    archivo = tmp_path / "malo.yaml"
    archivo.write_text(contenido, encoding="utf-8")
    with pytest.raises(ErrorDeEntrada, match=dice) as error:
        leer_aviso(archivo)
    assert str(archivo) in error.value.mensaje


def test_una_persona_se_lleva_todo_lo_suyo_y_nada_ajeno(sala: Sala) -> None:
    """Datos, roles, sesiones y lo que hizo; sin claves ni testigos."""
    entidad = entidades.guardar(sala.como(LOCAL), INSTITUTO).id
    ana = crear(sala, ANA, Pertenencia(Rol.LIDER, entidad))
    crear(sala, "luz@entidad.gov.co", nombre="Luz Ajena")
    suya = sala_de(sala, ana.testigo)
    diagnosticos.abrir(suya, entidad, 2026)
    datos = mi_cuenta.datos_personales(suya)
    escrito = json.dumps(datos, ensure_ascii=False)
    assert (datos["cuenta"]["correo"], datos["cuenta"]["aviso_version"]) == (ANA, "plantilla-2")
    assert datos["roles"] == [{"rol": "lider", "entidad": INSTITUTO["nombre"], "sector": None}]
    assert "empezado" in {h["hecho"] for h in datos["hechos"]}
    assert {s["equipo"] for s in datos["sesiones"]} == {"Firefox en Windows"}
    assert "luz" not in escrito.lower()
    assert "$argon2" not in escrito
    assert ana.testigo not in escrito


def test_suprimir_quita_a_la_persona_y_deja_la_historia(sala: Sala) -> None:
    """Ni su nombre ni su correo quedan en ninguna tabla; lo que respondió y la cadena siguen."""
    entidad = entidades.guardar(sala.como(LOCAL), INSTITUTO).id
    ana = crear(sala, ANA, Pertenencia(Rol.LIDER, entidad), nombre="Anastasia Irrepetible")
    suya = sala_de(sala, ana.testigo)
    diagnostico = diagnosticos.abrir(suya, entidad, 2026).id
    diagnosticos.responder(suya, diagnostico, "mesa.existe", True)
    mi_cuenta.suprimir(suya)
    guardado = todo_lo_guardado(sala)
    assert "anastasia" not in guardado.lower()
    assert ANA not in guardado
    assert diagnosticos.caso(sala.como(LOCAL), diagnostico).respuestas["mesa.existe"].valor is True
    assert verificar(sala.motor_bd).roturas == ()
    assert identidades(sala).mirar(ana.testigo) is None
    with pytest.raises(ErrorDeCredenciales):
        entrada.entrar(sala, ANA, CLAVE, VISITA)
    ficha = cuentas.leer(sala.como(LOCAL), ana.id)
    assert (ficha.nombre, ficha.suprimida, ficha.roles) == (f"Cuenta {ana.id}, suprimida", True, ())


def test_una_suprimida_no_vuelve_y_su_correo_queda_libre(sala: Sala) -> None:
    """La misma persona puede tener otra cuenta, con otro número."""
    ana = crear(sala, ANA)
    cuentas.suprimir(sala.como(LOCAL), ana.id)
    for hacer in (cuentas.activar, cuentas.nueva_clave, cuentas.suprimir):
        with pytest.raises(Exception, match="se suprimieron"):
            hacer(sala.como(LOCAL), ana.id)
    assert crear(sala, ANA).id != ana.id


def test_lo_que_cumplio_su_tiempo_se_borra_y_lo_demas_no(sala: Sala) -> None:
    """Frenos de más de un día, sesiones viejas, y el nombre de quien hace mucho no está."""
    ana, luz = crear(sala, ANA), crear(sala, "luz@entidad.gov.co")
    entrada.entrar(sala, ANA, CLAVE, VISITA)
    cuentas.desactivar(sala.como(LOCAL), luz.id)
    programa = sala.como(PROGRAMA)
    cuentas.depurar(programa)
    assert not cuentas.leer(programa, luz.id).suprimida
    with leer(sala.motor_bd) as sesion:
        assert len(sesion.exec(select(SesionDeCuenta)).all()) == 5
        assert len(sesion.exec(select(Freno)).all()) == 3
    hace_mucho = ahora() - timedelta(days=sala.ajustes.conservar_cuentas + 1)
    with escribir(sala.motor_bd) as sesion:
        sesion.exec(update(SesionDeCuenta).values(vista=hace_mucho))
        sesion.exec(update(Freno).values(ultimo=ahora() - timedelta(days=1, seconds=1)))
        sesion.exec(update(Cuenta).where(Cuenta.desactivada.is_not(None)).values(desactivada=hace_mucho))  # type: ignore[union-attr]
    cuentas.depurar(programa)
    with leer(sala.motor_bd) as sesion:
        assert sesion.exec(select(SesionDeCuenta)).all() == []
        assert sesion.exec(select(Freno)).all() == []
    assert cuentas.leer(programa, luz.id).suprimida
    assert not cuentas.leer(programa, ana.id).suprimida


@pytest.mark.parametrize("quien", [LOCAL, PROGRAMA, NADIE])
def test_quien_no_tiene_cuenta_no_tiene_datos_que_llevarse(sala: Sala, quien: Quien) -> None:
    """Se dice, y no se muestra nada de nadie."""
    for hacer in (mi_cuenta.leer, mi_cuenta.abiertas, mi_cuenta.datos_personales, mi_cuenta.suprimir):
        with pytest.raises(ErrorDePermiso, match="no tiene una cuenta"):
            hacer(sala.como(quien))

"""Las evidencias de una entidad: agregarlas, citarlas, abrirlas, retirarlas, y quién puede qué."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from autodiagnostico import cadena
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Asiento, Evidencia
from autodiagnostico.errores import ErrorDeAlmacen, ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.evidencias import huella_de
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import carga_de_evidencias, demostracion, diagnosticos, entidades, evidencias
from autodiagnostico.servicios.evidencias import Datos, FichaDeEvidencia, Lugar, Nueva
from tests.autodiagnostico import archivos
from tests.autodiagnostico.gente import cuenta, numero
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO
from tests.conftest import SOLO_SQLITE

MESA = "mesa.existe"
REGLAMENTO = "mesa.reglamento"
POLITICA = "politica.transparencia.implementada"
TEMA = CATALOGO.criterios[MESA].tema
DE_OTRO_TEMA = next(c for c, f in CATALOGO.criterios.items() if f.tema != TEMA)


def acta(nombre: str = "", *, ancho: int = 200, datos: Datos | None = None) -> Nueva:
    """Un PDF por agregar."""
    return Nueva(nombre, ("acta.pdf", archivos.pdf(ancho)), datos=datos or Datos())


def entidad_de(sala: Sala, diagnostico: int) -> int:
    return diagnosticos.leer(sala, diagnostico).entidad.id


def citadas(sala: Sala, diagnostico: int, criterio: str = MESA) -> tuple[str, ...]:
    respuesta = diagnosticos.caso(sala, diagnostico).respuestas.get(criterio)
    return respuesta.evidencias if respuesta else ()


def en_disco(sala: Sala) -> list[Path]:
    return [r for r in sala.ajustes.carpeta_de_evidencias.rglob("*") if r.is_file()]


def de(rol: Rol, entidad_id: int | None = None, cuenta_id: int | None = None) -> Quien:
    """Alguien con un solo rol."""
    return Quien("Alguien", cuenta_id, (Pertenencia(rol, entidad_id),))


def hechos(sala: Sala) -> list[str]:
    """Lo asentado, en orden."""
    with leer(sala.motor_bd) as sesion:
        return [a.hecho for a in sesion.exec(select(Asiento).order_by(col(Asiento.numero)))]


# --- Agregar y citar -------------------------------------------------------------------------


def test_un_archivo_queda_guardado_citado_y_cuenta_en_el_respaldo(sala: Sala, diagnostico: int) -> None:
    """El caso sigue diciendo una lista de textos, y la madurez lo ve."""
    diagnosticos.responder(sala, diagnostico, POLITICA, "si")
    escenario = next(iter(CATALOGO.escenarios))
    assert diagnosticos.evaluar(sala, diagnostico).escenarios[escenario].respaldo == 0
    ficha = evidencias.agregar_a(sala, Lugar(diagnostico, POLITICA), acta("Acta 1 de 2026"))
    assert citadas(sala, diagnostico, POLITICA) == ("Acta 1 de 2026",)
    assert diagnosticos.evaluar(sala, diagnostico).escenarios[escenario].respaldo == 1
    assert (ficha.clase, ficha.tipo, ficha.archivo) == ("archivo", "pdf", "acta.pdf")
    assert [u.criterio for u in ficha.usos] == [POLITICA]
    assert evidencias.abrir(sala, ficha.id).contenido == archivos.pdf()
    huella = huella_de(archivos.pdf())
    assert ficha.huella == huella
    assert en_disco(sala) == [sala.ajustes.carpeta_de_evidencias / huella[:2] / huella]


def test_sin_nombre_se_cita_como_se_llama_el_archivo(sala: Sala, diagnostico: int) -> None:
    """Sin la extensión."""
    assert evidencias.agregar_a(sala, Lugar(diagnostico, MESA), acta()).nombre == "acta"


def test_una_sirve_para_varias_preguntas_y_para_otra_vigencia(sala: Sala, diagnostico: int) -> None:
    """Y se guarda una sola vez."""
    ficha = evidencias.agregar_a(sala, Lugar(diagnostico, MESA), acta("Resolución 1"))
    otro = diagnosticos.abrir(sala, ficha.entidad_id, 2027).id
    evidencias.usar(sala, Lugar(diagnostico, REGLAMENTO), ficha.id)
    evidencias.usar(sala, Lugar(otro, MESA), ficha.id)
    (una,) = evidencias.listar(sala, ficha.entidad_id)
    assert [(u.vigencia, u.criterio) for u in una.usos] == [(2027, MESA), (2026, MESA), (2026, REGLAMENTO)]
    assert len(en_disco(sala)) == 1
    evidencias.dejar_de_usar(sala, Lugar(diagnostico, MESA), "Resolución 1")
    assert citadas(sala, diagnostico) == ()
    assert citadas(sala, diagnostico, REGLAMENTO) == ("Resolución 1",)


def test_el_mismo_archivo_con_otro_nombre_es_la_que_ya_estaba(sala: Sala, diagnostico: int) -> None:
    """En la misma entidad; otra entidad tiene la suya, con el contenido guardado una vez."""
    una = evidencias.agregar_a(sala, Lugar(diagnostico, MESA), acta("Acta 1"))
    assert evidencias.agregar_a(sala, Lugar(diagnostico, REGLAMENTO), acta("Acta uno")).id == una.id
    otra = entidades.guardar(sala, {**INSTITUTO, "codigo": "OTRA", "nombre": "Otro instituto"})
    assert evidencias.agregar(sala, otra.id, acta("Acta 1")).id != una.id
    assert len(en_disco(sala)) == 1


def test_un_texto_citado_es_una_referencia_y_despues_recibe_su_archivo(sala: Sala, diagnostico: int) -> None:
    """Lo que se escribía antes sigue valiendo, y se completa sin tocar la respuesta."""
    diagnosticos.anotar(sala, diagnostico, MESA, evidencias=["Acta 1", "Acta 2"])
    diagnosticos.anotar(sala, diagnostico, REGLAMENTO, evidencias=["Acta 1"])
    entidad = entidad_de(sala, diagnostico)
    assert {f.nombre: (f.clase, len(f.usos)) for f in evidencias.listar(sala, entidad)} == {
        "Acta 1": ("referencia", 2),
        "Acta 2": ("referencia", 1),
    }
    completa = evidencias.agregar(sala, entidad, acta("Acta 1"))
    assert (completa.clase, len(completa.usos)) == ("archivo", 2)
    assert citadas(sala, diagnostico) == ("Acta 1", "Acta 2")
    with pytest.raises(ErrorDeServicio, match="Ya hay una evidencia con el nombre «Acta 1» y es otra"):
        evidencias.agregar(sala, entidad, acta("Acta 1", ancho=300))


def test_lo_ya_enviado_no_cambia_de_soporte(sala: Sala, diagnostico: int) -> None:
    """Ponerle un archivo a una referencia que ya se envió pide otro nombre."""
    diagnosticos.anotar(sala, diagnostico, MESA, evidencias=["Acta 1"])
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    entidad = entidad_de(sala, diagnostico)
    with pytest.raises(ErrorDeServicio, match="ya se citó en el autodiagnóstico de 2026, que se envió"):
        evidencias.agregar(sala, entidad, acta("Acta 1"))
    assert en_disco(sala) == []
    with pytest.raises(ErrorDeServicio, match="ya se envió y no recibe respuestas"):
        evidencias.agregar_a(sala, Lugar(diagnostico, MESA), acta("Acta 9"))
    assert en_disco(sala) == []


def test_un_enlace_se_cita_igual(sala: Sala, diagnostico: int) -> None:
    """Con su dirección a la vista."""
    nueva = Nueva("Decreto 640", direccion=" https://ejemplo.gov.co/d640?a=1#art252 ")
    ficha = evidencias.agregar_a(sala, Lugar(diagnostico, MESA), nueva)
    assert (ficha.clase, ficha.direccion) == ("enlace", "https://ejemplo.gov.co/d640?a=1#art252")
    assert citadas(sala, diagnostico) == ("Decreto 640",)
    with pytest.raises(ErrorDeServicio, match="no tiene un archivo que descargar"):
        evidencias.abrir(sala, ficha.id)


MANANA = hoy() + timedelta(days=1)


@SOLO_SQLITE
@pytest.mark.parametrize(
    ("nueva", "dice"),
    [
        (Nueva(), "no tiene nombre"),
        (Nueva("x" * 301), "301 caracteres"),
        (Nueva("Guion", direccion="javascript:alert(1)"), "no es una dirección web"),
        (Nueva("Datos", direccion="data:text/html,<script>"), "no es una dirección web"),
        (Nueva("Suelta", direccion="ejemplo.gov.co"), "no es una dirección web"),
        (Nueva("Rara", direccion="https://[::1"), "no es una dirección web"),
        (Nueva("Partida", direccion="https://a.co/x\ny"), "no es una dirección web"),
        (Nueva("Con clave", direccion="https://yo:secreta@a.co"), "un usuario o una contraseña"),
        (Nueva("Larga", direccion="https://a.co/" + "x" * 2000), "2013 caracteres"),
        (Nueva("Dos", ("a.pdf", archivos.pdf()), "https://a.co"), "a la vez un archivo y un enlace"),
        (Nueva("Futura", datos=Datos(fecha=MANANA)), "todavía no llega"),
        (Nueva("Al revés", datos=Datos(date(2026, 2, 1), date(2026, 1, 1))), "vence antes de la fecha"),
        (Nueva("Vieja", datos=Datos(date(99, 1, 1))), "el año 99 no se admite"),
        (Nueva("Nota", datos=Datos(nota="x" * 4001)), "la nota admite hasta 4000"),
        (Nueva("Nota", datos=Datos(nota="a\x00b")), "la nota admite hasta 4000"),
        (Nueva("Programa", ("a.pdf", b"MZ")), "es un programa"),
    ],
)
def test_lo_malo_se_rechaza_con_su_razon_y_no_deja_nada(
    sala: Sala, diagnostico: int, nueva: Nueva, dice: str
) -> None:
    """Ni fila, ni archivo, ni cita, ni asiento."""
    antes = hechos(sala)
    with pytest.raises(ErrorDeEntrada) as error:
        evidencias.agregar_a(sala, Lugar(diagnostico, MESA), nueva)
    assert dice in error.value.mensaje
    assert (evidencias.listar(sala, entidad_de(sala, diagnostico)), citadas(sala, diagnostico)) == ([], ())
    assert en_disco(sala) == []
    assert hechos(sala) == antes


def test_todo_lo_malo_se_dice_a_la_vez(sala: Sala, diagnostico: int) -> None:
    """El archivo, el nombre y las fechas."""
    nueva = Nueva("x" * 301, ("a.pdf", b""), datos=Datos(fecha=MANANA))
    with pytest.raises(ErrorDeEntrada) as error:
        evidencias.agregar_a(sala, Lugar(diagnostico, MESA), nueva)
    assert len(error.value.problemas) == 3


def test_si_la_base_falla_no_queda_el_archivo(
    sala: Sala, diagnostico: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Y si el mismo contenido ya lo tenía otra evidencia, ese sigue."""

    def caer(*_: object, **__: object) -> None:
        raise ErrorDeAlmacen("La base se cayó.")

    previa = evidencias.agregar(sala, entidad_de(sala, diagnostico), acta("Antes"))
    with monkeypatch.context() as parche:
        parche.setattr(carga_de_evidencias, "_citar", caer)
        for ancho in (200, 300):
            with pytest.raises(ErrorDeAlmacen, match="se cayó"):
                evidencias.agregar_a(sala, Lugar(diagnostico, MESA), acta("Nueva", ancho=ancho))
    assert [r.name for r in en_disco(sala)] == [previa.huella]
    assert [f.nombre for f in evidencias.listar(sala, previa.entidad_id)] == ["Antes"]


def test_una_pregunta_admite_cien_evidencias(sala: Sala, diagnostico: int) -> None:
    """Y ni una más."""
    diagnosticos.anotar(sala, diagnostico, MESA, evidencias=[f"Acta {n}" for n in range(100)])
    with pytest.raises(ErrorDeServicio, match="hasta 100 evidencias"):
        evidencias.agregar_a(sala, Lugar(diagnostico, MESA), Nueva("Una más"))
    with pytest.raises(ErrorDeServicio, match="ya no está en el cuestionario"):
        evidencias.agregar_a(sala, Lugar(diagnostico, "no.existe"), Nueva("Una"))


def test_al_quitar_la_demostracion_se_van_sus_archivos_y_los_compartidos_no(sala: Sala) -> None:
    """El contenido se borra cuando ninguna evidencia lo nombra."""
    inventadas = [f.entidad.id for f in demostracion.cargar(sala)]
    propia = entidades.guardar(sala, INSTITUTO)
    for ancho in (200, 300):
        evidencias.agregar(sala, inventadas[0], acta(f"Acta {ancho}", ancho=ancho))
    compartida = evidencias.agregar(sala, propia.id, acta("Acta"))
    demostracion.quitar(sala)
    assert [r.name for r in en_disco(sala)] == [compartida.huella]


# --- Corregir y retirar ----------------------------------------------------------------------


def test_las_fechas_son_del_documento_y_vence_al_terminar_el_ultimo_dia(sala: Sala, diagnostico: int) -> None:
    """Aparte de cuándo se cargó."""
    ficha = evidencias.agregar(sala, entidad_de(sala, diagnostico), acta("Póliza"))
    datos = Datos(date(2025, 3, 1), date(2026, 3, 1), confidencial=True, nota=" hasta marzo ")
    cambiada = evidencias.cambiar(sala, ficha.id, datos)
    assert cambiada.datos == replace(datos, nota="hasta marzo")
    assert (cambiada.vencida(date(2026, 3, 1)), cambiada.vencida(date(2026, 3, 2))) == (False, True)
    assert cambiada.cargada == ficha.cargada
    with pytest.raises(ErrorDeEntrada, match="vence antes"):
        evidencias.cambiar(sala, ficha.id, Datos(date(2026, 3, 2), date(2026, 3, 1)))


def test_retirada_deja_los_borradores_y_lo_enviado_conserva_la_suya(sala: Sala, diagnostico: int) -> None:
    """Con su constancia; restituirla no la vuelve a citar."""
    ficha = evidencias.agregar_a(sala, Lugar(diagnostico, MESA), acta("Acta 1"))
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    otro = diagnosticos.abrir(sala, ficha.entidad_id, 2027).id
    evidencias.usar(sala, Lugar(otro, MESA), ficha.id)
    with pytest.raises(ErrorDeServicio, match="por qué se retira"):
        evidencias.retirar(sala, ficha.id, " ")
    retirada = evidencias.retirar(sala, ficha.id, "Era de otra entidad")
    assert retirada.motivo_de_retiro == "Era de otra entidad"
    assert [u.vigencia for u in retirada.usos] == [2026]
    assert (citadas(sala, diagnostico), citadas(sala, otro)) == (("Acta 1",), ())
    assert evidencias.abrir(sala, ficha.id).contenido == archivos.pdf()
    for volver in (
        lambda: evidencias.usar(sala, Lugar(otro, MESA), ficha.id),
        lambda: diagnosticos.anotar(sala, otro, MESA, evidencias=["Acta 1"]),
        lambda: evidencias.agregar(sala, ficha.entidad_id, Nueva("Acta 1")),
        lambda: evidencias.agregar(sala, ficha.entidad_id, acta("Acta 1", ancho=300)),
    ):
        with pytest.raises(ErrorDeServicio, match="«Acta 1» se retiró"):
            volver()
    assert evidencias.restituir(sala, ficha.id).retirada is None
    assert citadas(sala, otro) == ()
    assert citadas(sala, diagnostico) == ("Acta 1",)


def test_todo_queda_asentado_y_la_cadena_cuadra(sala: Sala, diagnostico: int) -> None:
    """Con el número y la huella de la evidencia, sin su nombre."""
    antes = len(hechos(sala))
    ficha = evidencias.agregar_a(sala, Lugar(diagnostico, MESA), acta("Acta secreta"))
    evidencias.abrir(sala, ficha.id)
    evidencias.cambiar(sala, ficha.id, Datos(confidencial=True))
    evidencias.retirar(sala, ficha.id, "Repetida")
    evidencias.restituir(sala, ficha.id)
    assert hechos(sala)[antes:] == [
        "evidencia agregada",
        "respuesta",
        "evidencia descargada",
        "evidencia cambiada",
        "respuesta",
        "evidencia retirada",
        "evidencia restituida",
    ]
    with leer(sala.motor_bd) as sesion:
        detalles = [a.detalle for a in sesion.exec(select(Asiento))]
    assert "Acta secreta" not in str(detalles)
    assert any(d.get("huella") == ficha.huella for d in detalles)
    assert cadena.verificar(sala.motor_bd).roturas == ()


def test_buscar_no_distingue_tildes(sala: Sala, diagnostico: int) -> None:
    """En el nombre, el archivo, la dirección y la nota."""
    entidad = entidad_de(sala, diagnostico)
    evidencias.agregar(sala, entidad, Nueva("Resolución 12", datos=Datos(nota="Firmada")))
    evidencias.agregar(sala, entidad, acta("Otra"))
    todas = evidencias.listar(sala, entidad)
    assert [f.nombre for f in evidencias.buscar(todas, "resolucion firmada")] == ["Resolución 12"]
    assert [f.nombre for f in evidencias.buscar(todas, "ACTA.pdf")] == ["Otra"]
    assert evidencias.buscar(todas, "") == todas


# --- Quién puede -----------------------------------------------------------------------------


def _agregar(sala: Sala, diagnostico: int, _ficha: FichaDeEvidencia) -> None:
    evidencias.agregar(sala, _ficha.entidad_id, Nueva("Otra"))


def _agregar_en_su_tema(sala: Sala, diagnostico: int, _ficha: FichaDeEvidencia) -> None:
    evidencias.agregar_a(sala, Lugar(diagnostico, MESA), Nueva("Otra"))


def _agregar_en_otro_tema(sala: Sala, diagnostico: int, _ficha: FichaDeEvidencia) -> None:
    evidencias.agregar_a(sala, Lugar(diagnostico, DE_OTRO_TEMA), Nueva("Otra"))


def _abrir(sala: Sala, _: int, ficha: FichaDeEvidencia) -> None:
    evidencias.abrir(sala, ficha.id)


def _abrir_confidencial(sala: Sala, _: int, ficha: FichaDeEvidencia) -> None:
    (secreta,) = (f for f in evidencias.listar(sala, ficha.entidad_id) if f.datos.confidencial)
    assert secreta.datos.nota == "" or secreta.se_abre
    evidencias.abrir(sala, secreta.id)


def _listar(sala: Sala, _: int, ficha: FichaDeEvidencia) -> None:
    evidencias.listar(sala, ficha.entidad_id)


def _retirar(sala: Sala, _: int, ficha: FichaDeEvidencia) -> None:
    evidencias.retirar(sala, ficha.id, "Porque sí")


ACTOS: dict[str, Callable[[Sala, int, FichaDeEvidencia], None]] = {
    "agregar": _agregar,
    "agregar en su tema": _agregar_en_su_tema,
    "agregar en otro tema": _agregar_en_otro_tema,
    "listar": _listar,
    "abrir": _abrir,
    "abrir confidencial": _abrir_confidencial,
    "retirar": _retirar,
}
PUEDEN: dict[Rol, set[str]] = {
    Rol.LECTOR: {"listar", "abrir"},
    Rol.DILIGENCIA: {"agregar en su tema", "listar", "abrir", "retirar"},
    Rol.PLANEACION: {"listar", "abrir", "abrir confidencial"},
    Rol.LIDER: set(ACTOS),
    Rol.MESA: {"listar", "abrir"},
    Rol.CIGD: {"listar", "abrir"},
    Rol.CONTROL_INTERNO: {"listar", "abrir", "abrir confidencial"},
    Rol.SUBSECRETARIA: {"listar"},
    Rol.SECTOR: set(),
    Rol.LIDER_POLITICA: set(),
    Rol.VEEDURIA: set(),
    Rol.ADMINISTRA: set(),
}


@pytest.fixture
def cargada(sala: Sala, diagnostico: int) -> FichaDeEvidencia:
    """Una evidencia citada en un borrador, y otra confidencial."""
    ficha = evidencias.agregar_a(sala, Lugar(diagnostico, MESA), acta("Acta 1"))
    secreta = Datos(confidencial=True, nota="Trae cédulas")
    evidencias.agregar_a(sala, Lugar(diagnostico, DE_OTRO_TEMA), acta("Acta 2", ancho=300, datos=secreta))
    return ficha


@pytest.fixture
def encargada(sala: Sala, diagnostico: int) -> int:
    """La cuenta que responde el tema de esa evidencia; en los demás roles da lo mismo."""
    ana = cuenta(sala, "Ana Gómez", Rol.DILIGENCIA, entidad=entidad_de(sala, diagnostico))
    diagnosticos.asignar_tema(sala, diagnostico, TEMA, "", None, [numero(ana)])
    return numero(ana)


@SOLO_SQLITE
@pytest.mark.parametrize("rol", Rol)
def test_cada_rol_hace_lo_suyo_y_nada_mas(
    sala: Sala, diagnostico: int, cargada: FichaDeEvidencia, encargada: int, rol: Rol
) -> None:
    """Todos los actos, en un borrador de su entidad."""
    suya = None if rol in {Rol.SUBSECRETARIA, Rol.LIDER_POLITICA, Rol.VEEDURIA, Rol.ADMINISTRA} else 1
    otra = sala.como(de(rol, cargada.entidad_id if suya else None, encargada))
    puede = set()
    for nombre, acto in ACTOS.items():
        try:
            acto(otra, diagnostico, cargada)
        except (ErrorDePermiso, ValueError):
            continue
        puede.add(nombre)
    assert puede == PUEDEN[rol]


@SOLO_SQLITE
@pytest.mark.parametrize("rol", [r for r in Rol if PUEDEN[r] and r is not Rol.SUBSECRETARIA])
def test_de_otra_entidad_no_se_sabe_ni_que_existen(
    sala: Sala, diagnostico: int, cargada: FichaDeEvidencia, encargada: int, rol: Rol
) -> None:
    """Por su número tampoco: se dice lo mismo que de una que no existe."""
    ajena = sala.como(de(rol, cargada.entidad_id + 100, encargada))
    for nombre, acto in ACTOS.items():
        with pytest.raises((ErrorDePermiso, ValueError)):
            acto(ajena, diagnostico, cargada)
        assert nombre
    with pytest.raises(ErrorDePermiso) as de_otra:
        evidencias.abrir(ajena, cargada.id)
    with pytest.raises(ErrorDePermiso) as de_nadie:
        evidencias.abrir(ajena, 9999)
    assert de_otra.value.mensaje == de_nadie.value.mensaje


def test_fuera_de_la_entidad_solo_se_ve_lo_de_lo_enviado(
    sala: Sala, diagnostico: int, cargada: FichaDeEvidencia
) -> None:
    """De lo confidencial, ni entonces: se sabe que está y no se abre."""
    fuera = sala.como(de(Rol.SUBSECRETARIA))
    assert evidencias.listar(fuera, cargada.entidad_id) == []
    with pytest.raises(ErrorDePermiso):
        evidencias.abrir(fuera, cargada.id)
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    otro = diagnosticos.abrir(sala, cargada.entidad_id, 2027).id
    evidencias.agregar_a(sala, Lugar(otro, MESA), acta("De 2027", ancho=400))
    evidencias.usar(sala, Lugar(otro, MESA), cargada.id)
    vistas = {f.nombre: f for f in evidencias.listar(fuera, cargada.entidad_id)}
    assert set(vistas) == {"Acta 1", "Acta 2"}
    assert [u.vigencia for u in vistas["Acta 1"].usos] == [2026]
    assert evidencias.abrir(fuera, cargada.id).contenido == archivos.pdf()
    secreta = vistas["Acta 2"]
    assert (secreta.se_abre, secreta.archivo, secreta.datos.nota) == (False, None, "")
    with pytest.raises(ErrorDePermiso, match="confidenciales"):
        evidencias.abrir(fuera, secreta.id)


def test_quien_diligencia_no_retira_la_que_respalda_otro_tema(
    sala: Sala, diagnostico: int, cargada: FichaDeEvidencia, encargada: int
) -> None:
    """Mientras la citen solo sus preguntas, sí."""
    suya = sala.como(de(Rol.DILIGENCIA, cargada.entidad_id, encargada))
    evidencias.usar(sala, Lugar(diagnostico, DE_OTRO_TEMA), cargada.id)
    assert not next(f for f in evidencias.listar(suya, cargada.entidad_id) if f.id == cargada.id).se_cambia
    with pytest.raises(ErrorDePermiso, match="temas que no le asignaron"):
        evidencias.retirar(suya, cargada.id, "No sirve")
    evidencias.dejar_de_usar(sala, Lugar(diagnostico, DE_OTRO_TEMA), "Acta 1")
    evidencias.retirar(suya, cargada.id, "No sirve")


def test_la_tabla_no_admite_lo_imposible(sala: Sala, diagnostico: int) -> None:
    """Lo comprueba la base, no solo el programa."""
    entidad = entidad_de(sala, diagnostico)
    buena: dict[str, Any] = {"entidad_id": entidad, "nombre": "a", "clave": "a"}
    malas: list[dict[str, Any]] = [
        {"clase": "otra"},
        {"clase": "archivo"},
        {"clase": "enlace"},
        {"huella": "a" * 64},
        {"nombre": ""},
        {"motivo_de_retiro": "x"},
        {"fecha": date(2026, 2, 1), "vence": date(2026, 1, 1)},
    ]
    for mala in malas:
        with pytest.raises(ErrorDeAlmacen):
            _escribir(sala, Evidencia(**{**buena, **mala}))
    _escribir(sala, Evidencia(**buena))
    with pytest.raises(ErrorDeAlmacen):
        _escribir(sala, Evidencia(**buena))


def _escribir(sala: Sala, fila: Evidencia) -> None:
    with escribir(sala.motor_bd) as sesion:
        sesion.add(fila)

"""Las campañas: a quién se llama, en qué va cada entidad, a quién se le recuerda y qué se le acompañó."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

from autodiagnostico import cadena
from autodiagnostico.campanas.fichas import (
    ClaseDeAsesoria,
    Datos,
    DatosDeAsesoria,
    Fase,
    Modalidad,
    Situacion,
)
from autodiagnostico.campanas.lista import Convocatoria, ErrorDeLista
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import PROGRAMA, Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.servicios import (
    asesorias,
    avisos,
    campanas,
    cartero,
    comparacion,
    control,
    diagnosticos,
    entidades,
    recordatorios,
)
from autodiagnostico.servicios.cartero import Reparto
from autodiagnostico.servicios.fichas import FichaDeEntidad
from tests.autodiagnostico.gente import cuenta
from tests.autodiagnostico.piezas import INSTITUTO
from tests.autodiagnostico.test_cartero import Buzon, con_correo, servidor
from tests.conftest import SOLO_SQLITE

DIA = timedelta(days=1)
TALLER = DatosDeAsesoria(
    ClaseDeAsesoria.TALLER, hoy(), "La Mesa Técnica", Modalidad.VIRTUAL, 14, "Crear la Mesa", hoy() + DIA
)


def abierta(nombre: str = "Primera campaña") -> Datos:
    """Una campaña que cierra mañana."""
    return Datos(nombre, 2026, hoy() - DIA, hoy() + DIA)


def nueva(sala: Sala, codigo: str, sector: str = "Salud", **otros: object) -> FichaDeEntidad:
    """Una entidad inventada."""
    return entidades.guardar(
        sala, {**INSTITUTO, "codigo": codigo, "nombre": f"Instituto {codigo}", "sector": sector, **otros}
    )


@pytest.fixture
def cinco(sala: Sala) -> dict[str, FichaDeEntidad]:
    """Una en cada situación: sin empezar, en borrador, devuelta, enviada y verificada."""
    hechas = {c: nueva(sala, c) for c in ("NADA", "BORRADOR", "DEVUELTO", "ENVIADO", "VERIFICADO")}
    for codigo in ("BORRADOR", "DEVUELTO", "ENVIADO", "VERIFICADO"):
        suyo = diagnosticos.abrir(sala, hechas[codigo].id, 2026).id
        diagnosticos.responder(sala, suyo, "mesa.existe", True)
        diagnosticos.responder(sala, suyo, "politica.servicio.implementada", "si")
        if codigo != "BORRADOR":
            diagnosticos.enviar(sala, suyo, con_pendientes=True)
        if codigo == "DEVUELTO":
            diagnosticos.devolver(sala, suyo, "Falta el reglamento")
        if codigo == "VERIFICADO":
            control.registrar(sala, suyo, "mesa.existe", "conforme")
    return hechas


def situaciones(sala: Sala, campana_id: int) -> dict[str, str]:
    """En qué va cada una, por su código."""
    visto = campanas.tablero(sala, campana_id)
    return {c.entidad.codigo: c.situacion.value for c in visto.convocadas}


def subsecretaria(sala: Sala) -> Sala:
    """Quien gestiona las campañas."""
    return sala.como(Quien("Subsecretaría", None, (Pertenencia(Rol.SUBSECRETARIA),)))


def test_dice_en_que_va_cada_una(sala: Sala, cinco: dict[str, FichaDeEntidad]) -> None:
    """Primero las que hay que atender, y las cuentas suman las convocadas."""
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    assert situaciones(sala, hecha.id) == {
        "NADA": "sin_empezar",
        "DEVUELTO": "devuelto",
        "BORRADOR": "en_borrador",
        "ENVIADO": "enviado",
        "VERIFICADO": "verificado",
    }
    visto = campanas.tablero(sala, hecha.id)
    assert (visto.empezaron, visto.enviaron, visto.vencidas) == (4, 2, 0)
    assert sum(visto.cuentas.values()) == len(visto.convocadas) == 5
    assert [c.situacion for c in visto.convocadas] == list(Situacion)
    assert {c.entidad.codigo: c.evaluadas for c in visto.convocadas if c.evaluadas} == {"VERIFICADO": 1}
    assert cadena.verificar(sala.motor_bd).roturas == ()


def test_la_cobertura_es_la_de_la_comparacion(sala: Sala, cinco: dict[str, FichaDeEntidad]) -> None:
    """El mismo número en las dos páginas; y de un borrador no se dice nada más."""
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    de_alla = {f.codigo: f.cobertura_global for f in comparacion.comparar(sala, 2026)}
    de_aqui = {
        c.entidad.codigo: c.cobertura for c in campanas.tablero(sala, hecha.id).convocadas if c.diagnostico
    }
    assert de_aqui == de_alla
    assert all(de_aqui.values())


def test_lo_que_evaluo_control_interno_no_se_cuenta_de_un_borrador(
    sala: Sala, cinco: dict[str, FichaDeEntidad]
) -> None:
    """Fue de cuando estuvo enviado: al devolverlo deja de estar verificado."""
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    suyo = diagnosticos.listar(sala, cinco["VERIFICADO"].id)[0].id
    diagnosticos.devolver(sala, suyo, "Falta una evidencia")
    una = next(c for c in campanas.tablero(sala, hecha.id).convocadas if c.entidad.codigo == "VERIFICADO")
    assert (una.situacion, una.evaluadas) == (Situacion.DEVUELTO, 0)


@pytest.mark.parametrize(
    ("abre", "cierra", "fase", "vencidas", "tarde"),
    [(1, 2, Fase.POR_ABRIR, 0, 0), (-2, 0, Fase.ABIERTA, 0, 0), (-9, -1, Fase.CERRADA, 3, 2)],
)
@SOLO_SQLITE
def test_el_dia_del_cierre_todavia_se_puede(  # noqa: PLR0913, PLR0917 - el caso
    sala: Sala,
    cinco: dict[str, FichaDeEntidad],
    abre: int,
    cierra: int,
    fase: Fase,
    vencidas: int,
    tarde: int,
) -> None:
    """Y al día siguiente lo que falta está vencido, y lo enviado hoy, tarde."""
    datos = replace(abierta(), abre=hoy() + abre * DIA, cierra=hoy() + cierra * DIA)
    hecha = campanas.crear(sala, datos, Convocatoria())
    visto = campanas.tablero(sala, hecha.id)
    assert hecha.fase(hoy()) is fase
    assert (visto.vencidas, sum(c.tarde for c in visto.convocadas)) == (vencidas, tarde)


def test_se_convoca_por_sector_por_tipo_o_con_una_lista(sala: Sala) -> None:
    """La lista admite código o nombre, sin tildes; convocar otra vez no repite."""
    nueva(sala, "UNO", "Salud")
    nueva(sala, "DOS", "Cultura")
    nueva(sala, "TRES", "Cultura", tipo="secretaria")
    hecha = campanas.crear(sala, abierta(), Convocatoria(("Cultura",), ("secretaria",)))
    assert set(situaciones(sala, hecha.id)) == {"TRES"}
    assert campanas.convocar(sala, hecha.id, Convocatoria(("Cultura",))) == 1
    assert campanas.convocar(sala, hecha.id, Convocatoria(lista="  uno \n\nINSTITUTO dos\n")) == 1
    assert set(situaciones(sala, hecha.id)) == {"UNO", "DOS", "TRES"}
    assert campanas.desconvocar(sala, hecha.id, entidades.listar(sala)[0].id)
    assert len(campanas.tablero(sala, hecha.id).convocadas) == 2


def test_de_la_lista_se_dicen_todos_los_renglones_malos_y_no_se_convoca_a_nadie(sala: Sala) -> None:
    """Con su renglón, lo que llegó y la que más se le parece."""
    nueva(sala, "UNO")
    nueva(sala, "DOS", nombre="Gemelo")
    nueva(sala, "TRES", nombre="gemelo")
    lista = "UNO\nInstitutto UNO\nuno\nGemelo\n=1+1\n"
    with pytest.raises(ErrorDeLista) as error:
        campanas.crear(sala, abierta(), Convocatoria(lista=lista))
    dichos = {d.fila: d for d in error.value.defectos}
    assert set(dichos) == {2, 3, 4, 5}
    assert dichos[2].sugerencia == "Instituto UNO"
    assert dichos[3].mensaje == "Está repetida: ya está en el renglón 1."
    assert dichos[4].admite == "su código: DOS, TRES"
    assert (dichos[5].llego, dichos[5].sugerencia) == ("=1+1", "")
    assert campanas.listar(sala) == []


@pytest.mark.parametrize(
    "convocatoria", [Convocatoria(lista=" \n"), Convocatoria(("No hay",)), Convocatoria()]
)
@SOLO_SQLITE
def test_una_campana_sin_nadie_no_se_crea(sala: Sala, convocatoria: Convocatoria) -> None:
    """Ni por lista vacía, ni por un sector que nadie tiene, ni sin entidades."""
    if convocatoria != Convocatoria():
        nueva(sala, "UNO")
    with pytest.raises(ErrorDeLista):
        campanas.crear(sala, abierta(), convocatoria)
    assert campanas.listar(sala) == []


def test_todo_lo_malo_de_una_campana_se_dice_junto_y_no_pierde_lo_guardado(sala: Sala) -> None:
    """Al crearla y al cambiarla."""
    nueva(sala, "UNO")
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    mala = Datos("  ", 2026, hoy(), hoy() - DIA, "x" * 9000)
    with pytest.raises(ErrorDeEntrada) as error:
        campanas.cambiar(sala, hecha.id, mala)
    assert len(error.value.problemas) == 3
    with pytest.raises(ErrorDeEntrada, match="Ya hay una campaña «Primera campaña» de 2026"):
        campanas.crear(sala, abierta(" Primera campaña "), Convocatoria())
    with pytest.raises(ErrorDeServicio, match="no se cambia"):
        campanas.cambiar(sala, hecha.id, replace(abierta(), vigencia=2025))
    assert campanas.listar(sala) == [hecha]
    alargada = campanas.cambiar(sala, hecha.id, replace(abierta(), cierra=hoy() + 9 * DIA))
    assert alargada.datos.cierra == hoy() + 9 * DIA


def test_se_recuerda_una_vez_por_dia_a_quien_puede_llevarlo(
    sala: Sala, cinco: dict[str, FichaDeEntidad]
) -> None:
    """A las que no han enviado; la que no tiene a quién, se dice por su nombre."""
    lidera = cuenta(sala, "Ana Álvarez", Rol.LIDER, entidad=cinco["NADA"].id)
    cuenta(sala, "Luz Lectora", Rol.LECTOR, entidad=cinco["BORRADOR"].id)
    ya_envio = cuenta(sala, "Rosa Ruiz", Rol.LIDER, entidad=cinco["ENVIADO"].id)
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    primera = recordatorios.recordar(subsecretaria(sala), hecha.id)
    assert (primera.entidades, primera.cuentas, primera.ya_hoy) == (1, 1, 0)
    assert set(primera.sin_cuentas) == {"Instituto BORRADOR", "Instituto DEVUELTO"}
    (aviso,) = avisos.listar(sala.como(lidera))
    assert "recuerda la campaña «Primera campaña»" in aviso.texto
    assert (aviso.diagnostico_id, aviso.pagina, aviso.consulta) == (None, "", {})
    assert avisos.listar(sala.como(ya_envio)) == []
    assert recordatorios.recordar(subsecretaria(sala), hecha.id).ya_hoy == 1
    assert len(avisos.listar(sala.como(lidera))) == 1
    vista = next(c for c in campanas.tablero(sala, hecha.id).convocadas if c.entidad.codigo == "NADA")
    assert vista.recordada == hoy()


def test_con_servidor_de_correo_el_recordatorio_llega_una_vez(
    sala: Sala, cinco: dict[str, FichaDeEntidad]
) -> None:
    """A quien puede empezarlo, aunque su entidad todavía no tenga ningún autodiagnóstico."""
    cuenta(sala, "Ana Álvarez", Rol.LIDER, entidad=cinco["NADA"].id)
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    buzon = Buzon()
    with servidor(buzon) as puerto:
        suya = con_correo(sala, puerto)
        recordatorios.recordar(suya, hecha.id)
        assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 1, 0)
        assert cartero.repartir(suya.como(PROGRAMA)) == Reparto(0, 0, 0)
    (carta,) = buzon.cartas
    assert carta["To"] == "ana@entidad.gov.co"
    assert "«Primera campaña» cierra el" in carta["Subject"]
    cuerpo = carta.get_content()
    assert "falta enviar el autodiagnóstico. Es de Instituto NADA, vigencia 2026." in cuerpo
    assert "https://autodiagnostico.entidad.gov.co/" in cuerpo.splitlines()


def test_antes_de_abrir_no_se_recuerda_nada(sala: Sala) -> None:
    """Todavía no hay qué enviar."""
    nueva(sala, "UNO")
    hecha = campanas.crear(sala, replace(abierta(), abre=hoy() + DIA), Convocatoria())
    with pytest.raises(ErrorDeServicio, match="todavía no abre"):
        recordatorios.recordar(sala, hecha.id)


def test_la_lista_de_recordatorios_se_descarga(sala: Sala, cinco: dict[str, FichaDeEntidad]) -> None:
    """En Excel y en CSV, solo con las que faltan; un nombre que parece fórmula queda como texto."""
    nueva(sala, "RARA", nombre="=1+1")
    cuenta(sala, "Ana Álvarez", Rol.LIDER, entidad=cinco["NADA"].id)
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    libro = openpyxl.load_workbook(io.BytesIO(recordatorios.excel(sala, hecha.id)))
    assert libro.sheetnames == ["Campaña", "Recordatorios", "Verificación"]
    celdas = [c for fila in libro["Recordatorios"].iter_rows() for c in fila if c.value is not None]
    assert {c.value for c in celdas if c.column_letter == "A"} >= {"NADA", "BORRADOR", "DEVUELTO", "RARA"}
    assert not {"ENVIADO", "VERIFICADO"} & {c.value for c in celdas}
    assert next(c for c in celdas if c.value == "=1+1").data_type == "s"
    texto = recordatorios.csv(sala, hecha.id).decode("utf-8-sig")
    assert "Ana Álvarez" in texto
    assert "@" not in texto
    assert "'=1+1" in texto
    assert "su entidad todavía no lo ha empezado" in texto


def test_quitar_una_campana_no_toca_los_autodiagnosticos(
    sala: Sala, cinco: dict[str, FichaDeEntidad]
) -> None:
    """Se van sus avisos; lo demás se queda."""
    ana = cuenta(sala, "Ana Álvarez", Rol.LIDER, entidad=cinco["NADA"].id)
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    recordatorios.recordar(sala, hecha.id)
    campanas.quitar(sala, hecha.id)
    assert campanas.listar(sala) == []
    assert avisos.listar(sala.como(ana)) == []
    assert len(diagnosticos.listar(sala)) == 4
    with pytest.raises(ErrorDeServicio, match="ya no existe"):
        campanas.tablero(sala, hecha.id)


def test_cada_quien_ve_las_suyas(sala: Sala) -> None:
    """La cabeza de sector, las de su sector; una entidad o quien administra, ninguna."""
    propia = nueva(sala, "UNO", "Salud")
    nueva(sala, "DOS", "Cultura")
    hecha = campanas.crear(sala, abierta(), Convocatoria())
    otra = campanas.crear(sala, abierta("De Cultura"), Convocatoria(("Cultura",)))
    sector = sala.como(Quien("Salud", None, (Pertenencia(Rol.SECTOR, sector="Salud"),)))
    assert [(c.id, c.convocadas) for c in campanas.listar(sector)] == [(hecha.id, 1)]
    assert set(situaciones(sector, hecha.id)) == {"UNO"}
    with pytest.raises(ErrorDeServicio, match="no llama a ninguna"):
        campanas.tablero(sector, otra.id)
    for rol, suya in ((Rol.LIDER, propia.id), (Rol.ADMINISTRA, None)):
        ajena = sala.como(Quien("Otra", None, (Pertenencia(rol, suya),)))
        with pytest.raises(ErrorDePermiso):
            campanas.listar(ajena)
    for hacer in (
        lambda: campanas.crear(sector, abierta("Otra"), Convocatoria()),
        lambda: recordatorios.recordar(sector, hecha.id),
        lambda: campanas.quitar(sector, hecha.id),
    ):
        with pytest.raises(ErrorDePermiso, match="convocar campañas"):
            hacer()


def test_un_taller_queda_en_cada_entidad_y_su_compromiso_se_cierra(sala: Sala) -> None:
    """Lo lee la entidad; una ajena, no."""
    una, dos = nueva(sala, "UNO"), nueva(sala, "DOS")
    assert asesorias.registrar(subsecretaria(sala), TALLER, [una.id, dos.id, una.id]) == 2
    lidera = sala.como(Quien("Ana", None, (Pertenencia(Rol.LIDER, una.id),)))
    (suya,) = asesorias.listar(lidera)
    assert (suya.entidad.codigo, suya.datos, suya.cumplido) == ("UNO", TALLER, None)
    assert not suya.vencido(hoy())
    assert suya.vencido(hoy() + 2 * DIA)
    with pytest.raises(ErrorDePermiso):
        asesorias.listar(lidera, dos.id)
    with pytest.raises(ErrorDePermiso):
        asesorias.cumplir(lidera, suya.id, hoy())
    asesorias.cumplir(sala, suya.id, hoy())
    assert asesorias.listar(lidera)[0].cumplido == hoy()
    asesorias.quitar(sala, suya.id)
    assert [a.entidad.codigo for a in asesorias.listar(sala)] == ["DOS"]
    assert openpyxl.load_workbook(io.BytesIO(asesorias.excel(sala))).sheetnames[0] == "Acompañamiento"


def test_todo_lo_malo_de_una_asesoria_se_dice_junto(sala: Sala) -> None:
    """Sin entidades, sin tema, en el futuro, con asistentes imposibles y una fecha para nada."""
    mala = DatosDeAsesoria(
        ClaseDeAsesoria.ASESORIA, hoy() + DIA, " ", Modalidad.MIXTA, -1, para=date(2020, 1, 1)
    )
    with pytest.raises(ErrorDeEntrada) as error:
        asesorias.registrar(sala, mala, [])
    assert len(error.value.problemas) == 6
    assert asesorias.listar(sala) == []

"""El acta, su plantilla, los borradores y el calendario: dicen lo registrado y van sellados."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from docx import Document
from icalendar import Calendar
from pypdfium2 import PdfDocument
from sqlmodel import Session, select

from autodiagnostico import cadena
from autodiagnostico.almacen.tablas import Asiento
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.mesa import actas as dichas
from autodiagnostico.mesa import ejemplo, plantilla_de_acta
from autodiagnostico.mesa.borradores import Cual, declarados
from autodiagnostico.mesa.calendario import Clase, DeLaEntidad, DeLaMesa, Estado, armar, declarado
from autodiagnostico.mesa.fichas import Acto, Asistente, Calidad, Decision, Integrante
from autodiagnostico.mesa.plantilla_de_fabrica import de_fabrica
from autodiagnostico.permisos import Pertenencia, Quien, Rol
from autodiagnostico.reloj import hoy
from autodiagnostico.sala import Sala
from autodiagnostico.sello import comprobar
from autodiagnostico.servicios import actas, borradores, calendario, diagnosticos, mesa_tecnica, sesiones
from autodiagnostico.servicios.sesiones import Acta, Convocatoria
from tests.autodiagnostico.piezas import CATALOGO

DESARROLLO = "Se leyó el plan <b>&amp; {{ entidad }}.\nHubo café."


@pytest.fixture
def entidad(sala: Sala, diagnostico: int) -> int:
    """Con su Mesa, de un solo integrante."""
    suya = diagnosticos.leer(sala, diagnostico).entidad.id
    mesa_tecnica.guardar_acto(
        sala, suya, Acto(acto="Resolución 10 de 2026", firma=date(2026, 3, 2), quorum=1)
    )
    mesa_tecnica.guardar_integrante(sala, suya, Integrante(0, "Servicio", persona="Ana Ñustes"))
    return suya


@pytest.fixture
def sesion(sala: Sala, entidad: int) -> int:
    """Una sesión realizada, con una decisión y un compromiso."""
    suya = sesiones.convocar(sala, entidad, Convocatoria(date(2026, 6, 1), orden_del_dia=("Ver el plan",)))
    integrante = mesa_tecnica.leer(sala, entidad).integrantes[0]
    acta = Acta(
        (Asistente("Servicio (Ana Ñustes)", Calidad.TITULAR, integrante.id),),
        desarrollo=DESARROLLO,
        decisiones=(Decision("Aprobar el plan", 1),),
        compromisos=(("Publicar el plan", "Planeación", date(2026, 7, 1)),),
    )
    return sesiones.realizar(sala, entidad, suya.id, acta).id


def de_word(contenido: bytes) -> str:
    """Todo lo que dice un documento."""
    documento = Document(io.BytesIO(contenido))
    celdas = [c.text for t in documento.tables for f in t.rows for c in f.cells]
    return "\n".join([*(p.text for p in documento.paragraphs), *celdas])


def con(*parrafos: str) -> bytes:
    """Una plantilla con esos párrafos."""
    documento, salida = Document(), io.BytesIO()
    for parrafo in parrafos:
        documento.add_paragraph(parrafo)
    documento.save(salida)
    return salida.getvalue()


def test_el_acta_en_word_y_en_pdf_dice_lo_registrado_y_va_sellada(
    sala: Sala, entidad: int, sesion: int
) -> None:
    """Lo que alguien escribió sale tal cual, aunque parezca una marca; lo descargado queda asentado."""
    word, pdf = actas.word(sala, entidad, sesion), actas.pdf(sala, entidad, sesion)
    texto = de_word(word)
    paginas = PdfDocument(pdf)
    impreso = "\n".join(p.get_textpage().get_text_range() for p in paginas)
    for dicho in (
        "Acta 1 de la Mesa Técnica",
        "Aprobar el plan",
        "1 de julio de 2026",
        "Ana Ñustes",
        "Firma",
    ):
        assert dicho in texto
        assert dicho in impreso
    assert DESARROLLO in texto
    assert b"pdfuaid" in pdf
    for contenido, extension in ((word, ".docx"), (pdf, ".pdf")):
        sello, entero = comprobar(contenido, extension)
        assert (sello.informe, entero) == ("acta de la Mesa", True)
    with Session(sala.motor_bd) as bd:
        assert [a.hecho for a in bd.exec(select(Asiento))].count("informe descargado") == 2
    assert cadena.verificar(sala.motor_bd).roturas == ()


def test_la_convocatoria_lleva_a_quienes_deben_firmar(sala: Sala, entidad: int) -> None:
    """Antes de la sesión no hay acta."""
    suya = sesiones.convocar(sala, entidad, Convocatoria(date(2026, 6, 1), orden_del_dia=("Ver",)))
    texto = de_word(actas.word(sala, entidad, suya.id))
    assert "Convocatoria de la sesión 1" in texto
    assert "Servicio (Ana Ñustes)" in texto
    assert "Quórum\nHubo" not in texto


def test_la_entidad_pone_su_plantilla_y_vuelve_a_la_de_fabrica(sala: Sala, entidad: int, sesion: int) -> None:
    """La suya se usa tal cual, y el acta sigue sellada aunque la plantilla traiga un sello de otra."""
    actas.poner_plantilla(sala, entidad, "mía.docx", con("Membrete de {{ entidad }}", "{{ desarrollo }}"))
    word = actas.word(sala, entidad, sesion)
    assert de_word(word).startswith("Membrete de ")
    actas.poner_plantilla(sala, entidad, "otra.docx", word)
    assert comprobar(actas.word(sala, entidad, sesion), ".docx")[1]
    actas.quitar_plantilla(sala, entidad)
    assert actas.plantilla(sala, entidad).nombre == ""
    assert "Acta 1 de la Mesa Técnica" in de_word(actas.word(sala, entidad, sesion))


@pytest.mark.parametrize(
    ("marcas", "dice"),
    [
        (["{{ entidadd }}"], ["El campo «entidadd» no existe"]),
        (["{{ uno }}", "{{ dos }}"], ["«uno»", "«dos»"]),
        (["{% for d in decisiones %}{{ d.voto }}{% endfor %}"], ["«d.voto» no existe"]),
        (["{% for a in asistencia %}{% for b in asistencia %}x{% endfor %}{% endfor %}"], ["dentro de otra"]),
        (["{{ entidad.__class__ }}"], ["«entidad.__class__»"]),
        (["{{ ''.__class__.__mro__ }}"], ["__mro__"]),
        (["{{ cycler('a') }}"], ["«Call»"]),
        (["{{ 'a' * 999999999 }}"], ["«Mul»"]),
        (["{% for i in range(9) %}x{% endfor %}"], ["«Call»"]),
        (["{% set x = 1 %}"], ["«Assign»"]),
        (["{% include 'otra' %}"], ["«Include»"]),
        (["{{ entidad|upper }}"], ["«Filter»"]),
        (["{{ entidad"], ["mal escrita"]),
    ],
)
def test_una_plantilla_que_no_sirve_se_rechaza_con_todo_lo_que_tiene_mal(
    sala: Sala, entidad: int, marcas: Sequence[str], dice: Sequence[str]
) -> None:
    """Ni llama, ni calcula, ni recorre sin fin; y queda la que había."""
    with pytest.raises(ErrorDeEntrada) as error:
        actas.poner_plantilla(sala, entidad, "mala.docx", con(*marcas))
    junto = " ".join(error.value.problemas)
    assert all(d in junto for d in dice), junto
    assert actas.plantilla(sala, entidad).nombre == ""


def test_lo_que_no_es_un_word_tampoco_entra(sala: Sala, entidad: int) -> None:
    """Ni con su nombre."""
    with pytest.raises(ErrorDeEntrada):
        actas.poner_plantilla(sala, entidad, "plantilla.docx", b"%PDF-1.7 no")


def test_la_de_fabrica_usa_todos_los_datos_que_se_ofrecen() -> None:
    """Quitar un dato de los campos y no de la plantilla, o al revés, se nota."""
    texto = de_word(de_fabrica())
    assert [lista for lista in dichas.LISTAS if f"r in {lista} %" not in texto] == []
    sin_usar = [campo for campo in dichas.CAMPOS if f"{{{{ {campo} }}}}" not in texto]
    assert sin_usar == ["numero", "estado"]  # van dentro del título
    ofrecidos = dichas.campos(ejemplo.ENTIDAD, ejemplo.MESA, ejemplo.SESION)
    assert set(ofrecidos) == {*dichas.CAMPOS, *dichas.LISTAS}
    for lista, columnas in dichas.LISTAS.items():
        assert all(set(fila) == set(columnas) for fila in ofrecidos[lista]), lista


def test_un_caracter_de_control_no_dana_el_acta() -> None:
    """Un XML no los admite."""
    sesion = replace(ejemplo.SESION, desarrollo="uno\x00\x0b\x1bdos")
    campos = dichas.campos(ejemplo.ENTIDAD, ejemplo.MESA, sesion)
    assert "unodos" in de_word(plantilla_de_acta.llenar(de_fabrica(), campos, {}))


@pytest.mark.parametrize("cual", Cual)
def test_los_borradores_llevan_lo_registrado_y_senalan_lo_que_falta(
    sala: Sala, entidad: int, cual: Cual
) -> None:
    """Marcados como borrador, con su sustento y sellados."""
    word = borradores.word(sala, entidad, cual)
    texto = de_word(word)
    for dicho in ("Borrador para revisión jurídica", "Servicio", "[por completar:", "Sale de: Decreto 640"):
        assert dicho in texto
    assert comprobar(word, ".docx")[1]


def test_firma_y_publicacion_son_dos_fechas(sala: Sala, entidad: int) -> None:
    """La que consta se dice y la que no, se señala."""
    texto = de_word(borradores.word(sala, entidad, Cual.ACTO))
    assert "Firmado el 2 de marzo de 2026." in texto
    assert "Publicado en la página web el [por completar: fecha de publicación en la página web]" in texto


def test_toda_cita_de_los_borradores_y_del_calendario_existe_en_la_base() -> None:
    """Una norma mal escrita haría desaparecer su sustento sin que nadie lo notara."""
    de_borradores = [c.norma for b in declarados().borradores.values() for p in b.partes for c in p.citas]
    assert {*de_borradores, *(f.cita.norma for f in declarado().fechas)} <= set(CATALOGO.normas)


def de(vigencia: int, dia: date, **otros: DeLaEntidad) -> dict[str, tuple[date | None, str]]:
    """Cada fecha de una vigencia y cómo está ese día."""
    sucesos = armar(CATALOGO, vigencia, DeLaMesa(Acto(), (), otros), dia)
    return {s.codigo: (s.dia, s.estado.value) for s in sucesos}


def test_el_calendario_de_una_vigencia() -> None:
    """Las fechas son las de las fuentes, y cada una dice cómo está."""
    sucesos = de(2027, date(2027, 1, 15), plan_accion=DeLaEntidad(hecho=date(2027, 1, 10)))
    assert sucesos == {
        "planeacion": (date(2026, 12, 31), "vencido"),
        "estrategia": (date(2027, 1, 30), "por_vencer"),
        "caracterizacion": (date(2027, 1, 30), "por_vencer"),
        "plan_accion": (date(2027, 1, 31), "hecho"),
        "ptep": (None, "sin_fecha"),
        "reglamento": (None, "sin_fecha"),
        "distrital_febrero": (date(2027, 2, 28), "viene"),
        "distrital_julio": (date(2027, 7, 31), "viene"),
        "informe_anual": (date(2028, 1, 31), "viene"),
    }
    assert de(2028, date(2028, 12, 1))["distrital_febrero"] == (date(2028, 2, 29), "paso")


def test_lo_anterior_a_la_mesa_no_se_le_cobra() -> None:
    """Salvo lo que la ley le pide a la entidad, con Mesa o sin ella."""
    de_la_mesa = DeLaMesa(Acto(acto="Resolución 1", firma=date(2026, 6, 23)))
    estados = {s.codigo: s.estado for s in armar(CATALOGO, 2026, de_la_mesa, date(2026, 12, 1))}
    assert (estados["planeacion"], estados["plan_accion"]) == (Estado.PASO, Estado.VENCIDO)


@pytest.mark.parametrize(
    ("dias", "estado"), [(-1, "vencido"), (0, "por_vencer"), (30, "por_vencer"), (31, "viene")]
)
def test_el_dia_en_que_vence_todavia_no_vencio(dias: int, estado: str) -> None:
    """Y treinta días antes ya se avisa."""
    dia = date(2027, 6, 1)
    assert de(2027, dia, ptep=DeLaEntidad(dia + timedelta(dias)))["ptep"][1] == estado


def test_sesiones_y_compromisos_entran_al_calendario_y_a_la_agenda(
    sala: Sala, entidad: int, sesion: int
) -> None:
    """Con la fecha que puso la entidad; importarlo dos veces no repite nada."""
    calendario.poner_fecha(sala, entidad, 2026, "ptep", date(2026, 9, 30))
    calendario.cumplir(sala, entidad, 2026, "plan_accion", date(2026, 1, 29))
    sucesos = {s.clase: s for s in calendario.leer(sala, entidad, 2026)}
    assert sucesos[Clase.SESION].estado is Estado.HECHO
    assert sucesos[Clase.ENTIDAD].dia == date(2026, 9, 30)
    assert sucesos[Clase.DEBER].hecho == date(2026, 1, 29)
    contenido = calendario.icalendar(sala, entidad, 2026)
    eventos = Calendar.from_ical(contenido).walk("VEVENT")
    dias = {str(ev["summary"]): ev.decoded("dtstart") for ev in eventos}
    assert dias["Publicar el plan"] == date(2026, 7, 1)
    assert dias["✓ Plan de Acción publicado"] == date(2026, 1, 31)
    assert dias["Programa de Transparencia y Ética Pública al día"] == date(2026, 9, 30)
    de_nuevo = Calendar.from_ical(calendario.icalendar(sala, entidad, 2026)).walk("VEVENT")
    uids = [str(ev["uid"]) for ev in eventos]
    assert len(set(uids)) == len(uids)
    assert uids == [str(ev["uid"]) for ev in de_nuevo]


def test_lo_que_no_es_de_la_entidad_no_se_cambia(sala: Sala, entidad: int) -> None:
    """Ni la fecha de una ley, ni lo del Distrito, ni un día que no ha llegado."""
    with pytest.raises(ErrorDeServicio, match="no la pone la entidad"):
        calendario.poner_fecha(sala, entidad, 2026, "plan_accion", date(2026, 3, 1))
    with pytest.raises(ErrorDeServicio, match="no se marca aquí"):
        calendario.cumplir(sala, entidad, 2026, "distrital_julio", date(2026, 7, 1))
    with pytest.raises(ErrorDeServicio, match="todavía no llega"):
        calendario.cumplir(sala, entidad, 2026, "plan_accion", hoy() + timedelta(1))


def test_descargar_y_cambiar_piden_permiso(sala: Sala, entidad: int, sesion: int) -> None:
    """Quien solo lee descarga y no cambia; la Veeduría ve lo enviado y no descarga."""
    lectora = sala.como(Quien("Lectora", None, (Pertenencia(Rol.LECTOR, entidad),)))
    veedora = sala.como(Quien("Veedora", None, (Pertenencia(Rol.VEEDURIA),)))
    assert actas.word(lectora, entidad, sesion)
    with pytest.raises(ErrorDePermiso):
        actas.poner_plantilla(lectora, entidad, "mía.docx", con("{{ entidad }}"))
    with pytest.raises(ErrorDePermiso):
        calendario.cumplir(lectora, entidad, 2026, "plan_accion", date(2026, 1, 29))
    with pytest.raises(ErrorDePermiso):
        actas.pdf(veedora, entidad, sesion)
    with pytest.raises(ErrorDePermiso):
        borradores.word(veedora, entidad, Cual.ACTO)
    with pytest.raises(ErrorDePermiso):
        calendario.icalendar(veedora, entidad, 2026)

"""De no haber Mesa al informe de enero, sin salir de la aplicación, como lo hace su secretaría técnica."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from autodiagnostico.almacen import escribir
from autodiagnostico.almacen.tablas import Diagnostico, Respuesta
from autodiagnostico.informes.mesa.textos import Cual, declarados
from autodiagnostico.palabras import cita_en_palabras, puntaje
from autodiagnostico.plan.fichas import ItemDePlan
from autodiagnostico.plan.pasos import EstadoDeItem
from autodiagnostico.sala import Sala, hoy
from autodiagnostico.sello import Sello, comprobar
from autodiagnostico.servicios import aprobacion, diagnosticos, entidades, eventos, origenes, plan, vida
from motor import Estado, Resultado
from motor.cuestionario import OBLIGATORIOS
from reglas import Clase
from reglas.fichas import Criterio
from tests.autodiagnostico import archivos
from tests.autodiagnostico.piezas import INSTITUTO
from tests.informes.lectores import texto_pdf, texto_word
from tests.ui.navegador.conftest import Servidor, servir
from tests.ui.navegador.gestos import (
    abierta,
    bajar,
    desplegar,
    dicho,
    escoger,
    escribir_en,
    oprimir,
    quieta,
)
from ui import formato

pytestmark = pytest.mark.navegador

CADA_CUANTAS = 6
"""Una de cada tantas preguntas se responde que no: da un plan que se alcanza a recorrer."""
SERVICIO = "Servicio a la ciudadanía"
CARGOS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Subdirección de Análisis": ("Oficina Asesora de Planeación", ()),
    "Subdirección Administrativa": ("Servicio a la Ciudadanía", (SERVICIO, "Racionalización de trámites")),
    "Subdirección de Empleabilidad": ("", ("Participación ciudadana en la gestión pública",)),
    "Subdirección de Comercialización": ("", ("Transparencia y acceso a la información pública",)),
    "Defensoría": ("Defensora o Defensor", ()),
}
"""Quiénes la integran, como en el acto de un instituto: el bloque que cubren y las políticas que ejecutan."""
ACTO = "Resolución 241 de 2026"
CREAR = "Crear la Mesa Técnica de relacionamiento"
PROPIA = "Ferias de servicios en las plazas"
RAZON = "Depende de un concepto que llega el otro año"
ENTREGADO = "Resolución firmada y publicada"
EVIDENCIA = "Resolución 241"
ACTA_DEL_COMITE = "Acta 7 del Comité"
MECANISMO = "Encuesta en las plazas de mercado"
EXISTE = "mesa.existe"


@dataclass(frozen=True)
class Partida:
    """Con lo que se empieza: un autodiagnóstico enviado, el de esta vigencia abierto, y ninguna Mesa."""

    sala: Sala
    entidad: int
    enviado: int
    abierto: int

    def resultado(self) -> Resultado:
        return diagnosticos.evaluar(self.sala, self.enviado)

    def items(self) -> list[ItemDePlan]:
        return plan.items(self.sala, self.enviado)

    def item(self, titulo: str) -> ItemDePlan:
        return next(i for i in self.items() if i.titulo == titulo)


@pytest.fixture(scope="module")
def servidor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    with servir(tmp_path_factory.mktemp("recorrido")) as suyo:
        yield suyo


@pytest.fixture(scope="module")
def partida(servidor: Servidor) -> Partida:
    """Todo respondido con corte al 31 de diciembre, y enviado."""
    sala = servidor.sala
    datos = {**INSTITUTO, "codigo": "FERIAS", "nombre": "Instituto de Ferias y Plazas"}
    entidad = entidades.guardar(sala, datos).id
    enviado = diagnosticos.abrir(sala, entidad, hoy().year - 1).id
    with escribir(sala.motor_bd) as sesion:
        fila = sesion.get_one(Diagnostico, enviado)
        fila.fecha_corte = date(hoy().year - 1, 12, 31)
        for numero, criterio in enumerate(sala.catalogo.criterios.values(), start=1):
            si = numero % CADA_CUANTAS > 0 and not criterio.codigo.startswith("mesa.")
            vacia = Respuesta(diagnostico_id=enviado, criterio=criterio.codigo, version=0)
            suya = eventos.contenido(vacia) | {"valor": _valor(criterio, si=si)}
            eventos.escribir_evento(sesion, sala, vacia, suya, origenes.DEMOSTRACION)
    vida.enviar(sala, enviado)
    return Partida(sala, entidad, enviado, diagnosticos.abrir(sala, entidad, hoy().year).id)


def _valor(criterio: Criterio, *, si: bool) -> Any:
    opciones = list(criterio.opciones or {})
    return {
        Clase.SI_NO: si,
        Clase.SI_PARCIAL_NO: "si" if si else "no",
        Clase.OPCION: opciones[0 if si else -1] if opciones else None,
        Clase.OPCIONES: opciones if si else [],
        Clase.FECHA: f"{hoy().year - 1}-10-01",
        Clase.ENTERO: 3,
        Clase.PORCENTAJE: 80,
        Clase.TEXTO: "Lo dice el manual",
    }[criterio.clase]


# --- Gestos ---------------------------------------------------------------------------------------


def desplegado(pagina: Page, clave: str) -> Locator:
    """Un recuadro que se abre, por su clave, ya abierto."""
    suyo = pagina.locator(f".st-key-{clave}")
    desplegar(suyo, "")
    return suyo


# --- El recorrido ---------------------------------------------------------------------------------


def test_de_no_haber_mesa_al_informe_de_enero(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """Cada cosa se hace en su página; al final se abren los archivos."""
    nace_la_mesa(servidor, partida, pagina)
    sesiona(servidor, partida, pagina)
    arma_el_plan(servidor, partida, pagina)
    escribe_los_renglones(servidor, partida, pagina)
    lo_acuerda_y_lo_aprueban(servidor, partida, pagina)
    cada_accion_se_sigue_hasta_su_articulo(servidor, partida, pagina)
    lo_ejecuta(servidor, partida, pagina)
    oye_a_la_ciudadania(servidor, partida, pagina)
    informes = baja_los_informes(servidor, partida, pagina)
    los_sellos_dicen_de_donde_salen(partida, informes)
    el_informe_anual_dice_lo_que_paso(partida, informes)
    la_matriz_lleva_cada_accion_a_su_norma(partida, informes)


def nace_la_mesa(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """Sin acto no hay sesiones; con él, y quiénes la integran, se cumple lo que pide la norma."""
    abierta(pagina, servidor.ruta("sesiones", d=partida.enviado))
    expect(
        pagina.get_by_text("Registre primero el acto o el acta del Comité que creó la Mesa.")
    ).to_be_visible()
    pagina.get_by_role("link", name="Registrar la Mesa").click()
    norma = pagina.get_by_role("row").filter(has_text="La Mesa Técnica está creada")
    expect(norma).to_contain_text("No cumple")
    for cargo, (bloque, politicas) in CARGOS.items():
        nuevo = desplegado(pagina, "integrante_nuevo")
        escribir_en(nuevo, **{"Cargo (obligatorio)": cargo})
        if bloque:
            escoger(nuevo, "¿Cuál de los que pide la norma cubre?", bloque)
        for politica in politicas:
            nuevo.get_by_text(politica, exact=True).click()
        oprimir(nuevo, "Guardar integrante")
        expect(pagina.get_by_role("rowheader", name=cargo, exact=True)).to_be_visible()
        quieta(pagina)
    escribir_en(
        pagina,
        Acto_que_creó_la_Mesa=ACTO,
        Firma_del_acto="23/06/2026",
        Publicado_en_la_página_web="24/06/2026",
        Publicado_dentro_de_la_entidad="24/06/2026",
        Plazo_que_el_acto_dio_para_el_reglamento="23/07/2026",
    )
    oprimir(pagina, "Guardar el registro")
    for pide in ("está creada", "tiene a Servicio, Planeación y Defensoría", "tiene las áreas de las cuatro"):
        regla = pagina.get_by_role("row").filter(has_text=pide)
        expect(regla).to_contain_text("✓ Cumple")
        expect(regla).to_contain_text("Decreto 640 de 2025, artículo 252")
    expect(pagina.get_by_text("ya se envió y sus respuestas no cambian")).to_be_visible()
    al_abierto = pagina.get_by_role("link", name=f"Llevar este registro al autodiagnóstico de {hoy().year}")
    expect(al_abierto).to_be_visible()
    borrador = texto_word(bajar(pagina, "Reglamento de la Mesa Técnica, en Word"))
    assert "Subdirección de Análisis" in borrador


def sesiona(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """Convocada, con quórum, y su acta en Word y en PDF dice lo mismo."""
    abierta(pagina, servidor.ruta("sesiones", d=partida.enviado))
    escribir_en(pagina, Fecha=formato.fecha(hoy()), Orden_del_día="Quórum\nPlan de la vigencia")
    oprimir(pagina, "Convocar la sesión")
    sesion = pagina.locator(".st-key-sesion_1")
    for cargo in list(CARGOS)[:3]:
        sesion.get_by_role("radiogroup", name=cargo).get_by_text("Asistió", exact=True).click()
    decision = "Llevar al plan los deberes sin cumplir"
    escribir_en(sesion, Qué_se_decidió=decision, A_favor="3")
    escribir_en(sesion, Qué_se_hará="Concertar con las áreas", Quién="Planeación")
    oprimir(sesion, "Guardar el acta")
    expect(pagina.get_by_text("Hubo quórum: 3 con voto de 5; hacen falta 3.")).to_be_visible()
    for extension, leer in ((".docx", texto_word), (".pdf", texto_pdf)):
        acta = bajar(sesion, f"Descargar el acta en {'Word' if extension == '.docx' else 'PDF'}")
        assert comprobar(acta, extension)[1]
        for texto in ("Acta 1 de la Mesa Técnica", ACTO, "Hubo quórum: 3 con voto de 5", decision):
            assert texto in leer(acta)


def arma_el_plan(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """Una recomendación se aparta con su razón; las demás, repartidas por trimestres, pasan al plan."""
    abierta(pagina, servidor.ruta("mesa", d=partida.enviado))
    quedan = plan.recomendaciones(partida.sala, partida.resultado(), {}, {})
    fuera = next(r for r in quedan if r.accion and r.titulo != CREAR and not r.requiere)
    tarjeta = pagina.locator("[class*='st-key-recomendacion_']").filter(
        has=pagina.get_by_role("heading", name=fuera.titulo, exact=True)
    )
    oprimir(tarjeta, "Apartar")
    expect(tarjeta.get_by_role("textbox", name="Por qué se aparta")).to_be_visible()
    quieta(pagina)
    oprimir(tarjeta, "Apartar")
    expect(tarjeta.get_by_role("alert")).to_contain_text("Escriba la razón")
    quieta(pagina)
    escribir_en(tarjeta, Por_qué_se_aparta=RAZON)
    oprimir(tarjeta, "Apartar")
    expect(pagina.locator(f".st-key-apartada_{fuera.accion}")).to_contain_text(RAZON)

    abierta(pagina, servidor.ruta("plan", d=partida.enviado))
    antes_del_titulo = (
        pagina.get_by_test_id("stMain").inner_text().split("Plan por trimestres", maxsplit=1)[0]
    )
    assert antes_del_titulo.strip().endswith("· Enviado"), "encima del título solo va de quién es"
    oprimir(pagina, "Hacer el plan")
    expect(pagina.get_by_role("heading", name="Del reparto al plan de la vigencia")).to_be_visible()
    quieta(pagina)
    oprimir(pagina, "Llevar al plan de la vigencia")
    dicho(pagina, "quedaron propuestas en el plan")
    titulos = [i.titulo for i in partida.items()]
    assert CREAR in titulos
    assert fuera.titulo not in titulos


def escribe_los_renglones(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """Uno que salió de una recomendación, completo; y uno propio de la entidad."""
    abierta(pagina, servidor.ruta("plan_de_vigencia", d=partida.enviado))
    pagina.get_by_role("link", name=CREAR, exact=True).click()
    suyo = desplegado(pagina, f"cambiar_{partida.item(CREAR).id}")
    escribir_en(
        suyo,
        **{
            "Producto": "Acta del Comité y resolución",
            "Área responsable": "Dirección General",
            "Empieza": formato.fecha(date(hoy().year, 1, 1)),
            "Termina": formato.fecha(hoy()),
            "Indicador": "Mesa creada por acto",
            "Unidad": "actos",
            "Línea base": "0",
            "Meta, trimestre 2": "1",
            "Costo, en pesos": "1.250.000",
            "Rubro que se propone": "Gastos de funcionamiento",
        },
    )
    oprimir(suyo, "Guardar en el plan")
    expect(pagina.get_by_role("row").filter(has_text="Costo")).to_contain_text("$1.250.000")
    expect(pagina.get_by_role("row").filter(has_text="Metas")).to_contain_text("1 actos en el trimestre 2")

    pagina.get_by_role("link", name="← Volver al plan").click()
    nuevo = desplegado(pagina, "renglon_nuevo")
    escribir_en(
        nuevo,
        **{
            "Qué se va a hacer": PROPIA,
            "Producto": "Ferias con su relatoría",
            "Área responsable": "Empleabilidad",
            "Termina": formato.fecha(date(hoy().year, 12, 31)),
            "Costo, en pesos": "18000000",
        },
    )
    escoger(pagina, "A qué plan va", "Programa de Transparencia y Ética Pública")
    escoger(nuevo, "Políticas", SERVICIO)
    oprimir(nuevo, "Agregar al plan")
    expect(pagina.get_by_role("link", name=PROPIA)).to_be_visible()


def lo_acuerda_y_lo_aprueban(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """De propuesta a aprobada: el Comité deja congelada una versión."""
    cuantas = formato.plural(len(partida.items()), "acción", "acciones")
    abierta(pagina, servidor.ruta("plan_de_vigencia", d=partida.enviado))
    paso = pagina.locator(".st-key-dar_un_paso")
    expect(paso.get_by_text(f"{partida.item(CREAR).orden}. {CREAR}", exact=True)).to_be_visible()
    oprimir(paso, "Queda acordado")
    dicho(pagina, f"Acordar con el área: {cuantas}.")
    oprimir(paso, "Presentar al Comité")
    dicho(pagina, f"Presentar al Comité (CIGD): {cuantas}.")
    acto = {"Acta o acto con que se aprueba": ACTA_DEL_COMITE, "Fecha del acto": formato.fecha(hoy())}
    escribir_en(paso, **acto)
    oprimir(paso, "Aprobar y congelar la versión")
    dicho(pagina, "Quedó congelada la versión 1 del plan.")
    (version,) = aprobacion.versiones(partida.sala, partida.enviado)
    assert version.acto == ACTA_DEL_COMITE
    assert len(version.renglones) == len(partida.items())
    assert {i.estado for i in partida.items()} == {EstadoDeItem.APROBADO}


def cada_accion_se_sigue_hasta_su_articulo(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """Del renglón a la regla, su resultado y su norma; de todos se sabe, y de uno se recorre el camino."""
    resultado = partida.resultado()
    for item in partida.items():
        pendientes = [resultado.hallazgos[c].estado for c in item.reglas]
        assert item.accion is None or any(e is not Estado.CUMPLE for e in pendientes)
    abierta(pagina, servidor.ruta("plan_de_vigencia", d=partida.enviado, r=partida.item(CREAR).orden))
    origen = pagina.get_by_role("row").filter(has_text="La Mesa Técnica está creada")
    expect(origen).to_contain_text("✕ No cumple")
    expect(origen).to_contain_text("Decreto 640 de 2025, artículo 252")
    origen.get_by_role("link").click()
    expect(pagina.get_by_text("Decreto 640 de 2025, artículo 252").first).to_be_visible()


def lo_ejecuta(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """En ejecución, con avance, producto y evidencia; hecha, propone respuestas y se aceptan."""
    abierta(pagina, servidor.ruta("evidencias", d=partida.enviado))
    oprimir(pagina, "Agregar una evidencia")
    ventana = pagina.get_by_role("dialog")
    archivo: Any = {"name": f"{EVIDENCIA}.pdf", "mimeType": "application/pdf", "buffer": archivos.pdf()}
    ventana.locator("input[type=file]").set_input_files(archivo)
    expect(ventana.get_by_text(f"{EVIDENCIA}.pdf")).to_be_visible()
    oprimir(ventana, "Agregar")
    expect(ventana.get_by_role("status").first).to_contain_text(f"Quedó «{EVIDENCIA}».")

    abierta(pagina, servidor.ruta("seguimiento", d=partida.enviado))
    paso = pagina.locator(".st-key-dar_un_paso")
    escoger(paso, "Acciones del plan", CREAR, PROPIA)
    oprimir(paso, "Empezar la ejecución")
    dicho(pagina, "Empezar: 2 acciones.")
    informar = pagina.locator(".st-key-informar")
    escribir_en(informar, **{"Avance, de 0 a 100": "90", "Qué se entregó": ENTREGADO})
    escoger(pagina, "Evidencia", EVIDENCIA)
    oprimir(informar, "Informar el avance")
    dicho(pagina, "Quedó informado el avance.")
    en_marcha = pagina.get_by_role("row").filter(has_text=CREAR)
    expect(en_marcha).to_contain_text("90 %")
    expect(en_marcha).to_contain_text(f"{ENTREGADO} Evidencia: {EVIDENCIA}.")
    escoger(paso, "Qué se va a hacer", "Dar por hecho")
    expect(paso.get_by_role("button", name="Dar por hecho")).to_be_visible()
    quieta(pagina)
    escoger(paso, "Acciones del plan", CREAR)
    oprimir(paso, "Dar por hecho")
    dicho(pagina, "Dar por hecho: 1 acción.")

    assert EXISTE not in diagnosticos.caso(partida.sala, partida.abierto).respuestas
    respuestas = pagina.locator(f".st-key-respuestas_de_{partida.item(CREAR).id}")
    expect(respuestas).to_contain_text(f"En el autodiagnóstico de {hoy().year} permite responder:")
    oprimir(respuestas, "Aceptar todas")
    dicho(pagina, "en el autodiagnóstico.")
    quedo = diagnosticos.caso(partida.sala, partida.abierto).respuestas[EXISTE]
    assert quedo.valor is True
    assert quedo.evidencias == (EVIDENCIA,)


def oye_a_la_ciudadania(servidor: Servidor, partida: Partida, pagina: Page) -> None:
    """Un mecanismo con lo que dejó; de las demás políticas se dice que faltan."""
    abierta(pagina, servidor.ruta("mecanismos", d=partida.enviado))
    escribir_en(pagina, Mecanismo=MECANISMO, Cuántas_personas_participaron="420")
    escoger(pagina, "Política", SERVICIO)
    oprimir(pagina, "Agregar el mecanismo")
    expect(pagina.get_by_role("rowheader", name=MECANISMO, exact=True)).to_be_visible()
    expect(pagina.get_by_text("«Racionalización de trámites»").first).to_be_visible()


# --- Lo que se baja -------------------------------------------------------------------------------

Informes = dict[tuple[Cual, str], bytes]
_BOTONES = {".docx": "Descargar en Word", ".pdf": "Descargar en PDF", ".xlsx": "Descargar en Excel"}


def baja_los_informes(servidor: Servidor, partida: Partida, pagina: Page) -> Informes:
    """El anual y la matriz, en los tres formatos; de los demás, uno."""
    abierta(pagina, servidor.ruta("informes", d=partida.enviado))
    pedidos = [(c, x) for c in (Cual.GESTION, Cual.PTEP) for x in _BOTONES]
    pedidos += [(Cual.DIRECCION, ".pdf"), (Cual.SEGUIMIENTO, ".xlsx")]
    pedidos += [(Cual.DIVULGACION, ".docx"), (Cual.PRESUPUESTO, ".xlsx")]
    recuadros = pagina.locator("[class*='st-key-informe_']")
    suyos = {
        cual: recuadros.filter(has=pagina.get_by_role("heading", name=declarados()[cual].nombre, exact=True))
        for cual, _ in pedidos
    }
    return {(c, x): bajar(suyos[c], _BOTONES[x]) for c, x in pedidos}


def los_sellos_dicen_de_donde_salen(partida: Partida, informes: Informes) -> None:
    """Enteros, y todos del mismo resultado."""
    sellos: list[Sello] = []
    for (cual, extension), contenido in informes.items():
        sello, entero = comprobar(contenido, extension)
        assert entero
        assert sello.informe == declarados()[cual].nombre
        sellos.append(sello)
    assert {(s.entidad, s.vigencia) for s in sellos} == {("FERIAS", str(hoy().year - 1))}
    assert len({(s.entradas, s.resultado) for s in sellos}) == 1


def el_informe_anual_dice_lo_que_paso(partida: Partida, informes: Informes) -> None:
    """En Word y en PDF: lo evaluado, lo aprobado, lo hecho con su respaldo, la Mesa y la participación."""
    resultado = partida.resultado()
    deberes = [h for h in resultado.hallazgos.values() if h.caracter in OBLIGATORIOS]
    aplican = [h for h in deberes if h.estado is not Estado.NO_APLICA]
    cumplidos = sum(h.estado is Estado.CUMPLE for h in aplican)
    cifra = f"{puntaje(resultado.madurez_global.indice_min)} puntos de 100"
    for extension, leer in ((".docx", texto_word), (".pdf", texto_pdf)):
        texto = leer(informes[Cual.GESTION, extension])
        for esperado in (
            f"{len(partida.items())} acciones aprobadas por el Comité: terminó 1",
            f"{cifra} de madurez y {cumplidos} de {len(aplican)} deberes",
            ENTREGADO,
            EVIDENCIA,
            ACTO,
            MECANISMO,
            "Llevar al plan los deberes sin cumplir",
        ):
            assert esperado in texto
    assert cifra in texto_pdf(informes[Cual.DIRECCION, ".pdf"])
    assert f"{puntaje(resultado.madurez_global.indice_min)} puntos" in texto_word(
        informes[Cual.DIVULGACION, ".docx"]
    )


def la_matriz_lleva_cada_accion_a_su_norma(partida: Partida, informes: Informes) -> None:
    """Un renglón por acción del plan, con los artículos que la piden; y su costo y su avance."""
    resultado = partida.resultado()
    matriz = _hoja(informes[Cual.PTEP, ".xlsx"], "Matriz")
    assert [f["Acción"] for f in matriz] == [i.titulo for i in partida.items()]
    for fila, item in zip(matriz, partida.items(), strict=True):
        citas = [
            cita_en_palabras(resultado.edicion.catalogo, resultado.hallazgos[c].cita) for c in item.reglas
        ]
        assert all(cita in fila["Norma que la pide"] for cita in citas)
        assert citas or fila["Norma que la pide"] == "Propia de la entidad"
    crear = next(f for f in matriz if f["Acción"] == CREAR)
    assert (crear["Indicador"], crear["Meta, trimestre 2"], crear["Estado"]) == (
        "Mesa creada por acto",
        1,
        "Hecha",
    )
    en_word = texto_word(informes[Cual.PTEP, ".docx"])
    assert all(f["Acción"] in en_word and " ".join(f["Norma que la pide"].split()) in en_word for f in matriz)
    assert PROPIA in texto_pdf(informes[Cual.PTEP, ".pdf"])
    costos = {
        f["Acción"]: f["Costo, en pesos"] for f in _hoja(informes[Cual.PRESUPUESTO, ".xlsx"], "Acciones")
    }
    assert (costos[CREAR], costos[PROPIA]) == (1_250_000, 18_000_000)
    avances = {
        f["Acción"]: f["Avance, de 100"] for f in _hoja(informes[Cual.SEGUIMIENTO, ".xlsx"], "Seguimiento")
    }
    assert (avances[CREAR], avances[PROPIA]) == (100, 0)


def _hoja(contenido: bytes, nombre: str) -> list[dict[str, Any]]:
    """Los renglones de una hoja, por el nombre de cada columna."""
    filas = list(openpyxl.load_workbook(io.BytesIO(contenido))[nombre].iter_rows(values_only=True))
    titulos = next(n for n, f in enumerate(filas) if "N.º" in f)
    return [dict(zip(map(str, filas[titulos]), f, strict=True)) for f in filas[titulos + 1 :] if f[0]]

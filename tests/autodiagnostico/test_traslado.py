"""Llevarse una entidad con todo lo suyo y traerla a otra instalación, de un motor al otro."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, select

from autodiagnostico import cadena
from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import leer
from autodiagnostico.almacen.tablas import Cuenta, Entidad, EventoDeRespuesta, Evidencia, Tabla
from autodiagnostico.campanas.fichas import ClaseDeAsesoria, DatosDeAsesoria, Modalidad
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso, ErrorDeServicio
from autodiagnostico.mesa import calendario
from autodiagnostico.mesa.fichas import Acto, Asistente, Calidad, Decision, Integrante
from autodiagnostico.mesa.plantilla_de_fabrica import de_fabrica
from autodiagnostico.permisos import LOCAL, Pertenencia, Quien, Rol
from autodiagnostico.plan.fichas import Contenido, Mecanismo
from autodiagnostico.plan.pasos import Paso
from autodiagnostico.sala import Sala, abrir_sala, hoy
from autodiagnostico.servicios import (
    actas,
    acuerdos,
    aprobacion,
    asesorias,
    comentarios,
    control,
    diagnosticos,
    entidades,
    evidencias,
    historia,
    mecanismos,
    mesa,
    mesa_tecnica,
    plan,
    seguimiento,
    sesiones,
    traslados,
)
from autodiagnostico.servicios import calendario as servicio_de_calendario
from autodiagnostico.servicios.evidencias import Datos, Lugar, Nueva
from autodiagnostico.servicios.seguimiento import Informado
from autodiagnostico.servicios.sesiones import Acta, Convocatoria
from autodiagnostico.traslado.tablas import EXCLUIDAS, INCLUIDAS, tabla_de
from motor.contrato import resultado_en_json
from tests.autodiagnostico import archivos
from tests.autodiagnostico.gente import cuenta
from tests.autodiagnostico.piezas import CATALOGO, INSTITUTO, correr
from tests.autodiagnostico.test_respaldo import destino
from tests.conftest import SOLO_SQLITE

__all__ = ["destino"]

MESA, REGLAMENTO = "mesa.existe", "mesa.reglamento"


@pytest.fixture
def llena(sala: Sala, diagnostico: int) -> Sala:
    """Una entidad con de todo: historia con autores, evidencias, comentarios, plan, cierre y control."""
    suya = diagnosticos.leer(sala, diagnostico).entidad.id
    ana = sala.como(cuenta(sala, "Ana Álvarez", Rol.LIDER, Rol.CIGD, entidad=suya))
    for criterio, valor in {MESA: True, REGLAMENTO: "no", "mesa.bloques": ["servicio"]}.items():
        diagnosticos.responder(ana, diagnostico, criterio, valor)
    diagnosticos.responder(sala, diagnostico, REGLAMENTO, "parcial")
    acta = Nueva("Acta «ñ»", ("acta.pdf", archivos.pdf()), datos=Datos(confidencial=True, nota="=1+1"))
    evidencias.agregar_a(ana, Lugar(diagnostico, MESA), acta)
    evidencias.agregar(sala, suya, Nueva("Decreto", direccion="https://ejemplo.gov.co/d"))
    retirada = evidencias.agregar(sala, suya, Nueva("Repetida", ("otra.pdf", archivos.pdf())))
    assert retirada.nombre == "Acta «ñ»"
    vieja = evidencias.agregar(sala, suya, Nueva("Vieja", ("foto.png", archivos.imagen())))
    evidencias.retirar(ana, vieja.id, "No era")
    dicho = comentarios.comentar(ana, diagnostico, MESA, "Falta la firma")
    comentarios.resolver(sala, dicho.id, resuelto=True)
    _llenar_plan(sala, ana, diagnostico)
    diagnosticos.asignar_tema(sala, diagnostico, CATALOGO.criterios[MESA].tema, "Planeación", None)
    orientador = next(c for c, r in CATALOGO.reglas.items() if r.ficha.caracter == "orientador")
    diagnosticos.diferir(sala, diagnostico, orientador, "No alcanza", 2027)
    diagnosticos.enviar(ana, diagnostico, con_pendientes=True)
    diagnosticos.revisar(sala, diagnostico)
    diagnosticos.cerrar(ana, diagnostico)
    control.sortear(sala, diagnostico, 7, 2, "ninguno")
    control.registrar(sala, diagnostico, MESA, "conforme")
    diagnosticos.responder(sala, diagnosticos.abrir(sala, suya, 2027).id, MESA, False)
    _llenar_mesa(sala, suya)
    taller = DatosDeAsesoria(ClaseDeAsesoria.TALLER, hoy(), "La Mesa", Modalidad.MIXTA, 12, "Reglamento")
    asesorias.registrar(sala, taller, [suya])
    ajena = entidades.guardar(sala, {**INSTITUTO, "codigo": "AJENA", "nombre": "Ajena"})
    diagnosticos.responder(sala, diagnosticos.abrir(sala, ajena.id, 2026).id, MESA, True)
    return sala


def _llenar_plan(sala: Sala, ana: Sala, diagnostico: int) -> None:
    """Un renglón en ejecución con su avance y su evidencia, otro propuesto, una versión y un mecanismo."""
    suya = diagnosticos.leer(sala, diagnostico).entidad.id
    plan.guardar_item(sala, diagnostico, Contenido("plan_accion", "Ana"), accion="A-MESA-REGLAMENTO")
    escrito = Contenido(
        "ptep",
        "Ana",
        date(2027, 6, 30),
        titulo="Propia",
        producto="Guía",
        indicador="Guías",
        metas=(1, 2, None, 4.5),
    )
    item = plan.guardar_item(sala, diagnostico, escrito)
    for paso in (Paso.ACORDAR, Paso.PRESENTAR):
        acuerdos.dar(sala, diagnostico, [item.id], paso, "Con el área")
    aprobacion.aprobar(ana, diagnostico, aprobacion.ActoDeAprobacion("Acta 4", date(2026, 6, 1)))
    acuerdos.dar(sala, diagnostico, [item.id], Paso.EMPEZAR)
    (borrador,) = (f for f in evidencias.listar(sala, suya) if f.nombre == "Decreto")
    seguimiento.informar(ana, diagnostico, item.id, Informado(30, "Borrador", 1.5, borrador.id))
    mecanismos.guardar(sala, diagnostico, Mecanismo(0, "servicio", "participacion", "Foro", "Ana"))
    mesa.apartar(sala, diagnostico, "A-CIGD-COORDINAR", "No alcanza", 2028)


def _llenar_mesa(sala: Sala, entidad: int) -> None:
    mesa_tecnica.guardar_acto(sala, entidad, Acto(acto="Resolución 1", firma=date(2026, 3, 1)))
    mesa = mesa_tecnica.guardar_integrante(sala, entidad, Integrante(0, "Servicio", persona="Ana Ñ"))
    convocada = sesiones.convocar(sala, entidad, Convocatoria(date(2026, 6, 1), orden_del_dia=("Ver",)))
    estuvieron = (
        Asistente("Ana Ñ", Calidad.TITULAR, mesa.integrantes[0].id),
        Asistente("Luz", Calidad.INVITADO),
    )
    compromisos = (("Publicar", "Planeación", date(2026, 7, 1)),)
    acta = Acta(estuvieron, decisiones=(Decision("Aprobar", 1),), compromisos=compromisos)
    sesiones.realizar(sala, entidad, convocada.id, acta)
    actas.poner_plantilla(sala, entidad, "mía.docx", de_fabrica())
    fecha = next(f.codigo for f in calendario.declarado().fechas if f.clase is calendario.Clase.ENTIDAD)
    servicio_de_calendario.poner_fecha(sala, entidad, 2026, fecha, date(2026, 9, 1))


@pytest.fixture
def otra(destino: Ajustes) -> Iterator[Sala]:
    """Otra instalación, que ya tiene otra entidad."""
    sala = abrir_sala(destino).como(LOCAL)
    entidades.guardar(sala, {**INSTITUTO, "codigo": "DE-AQUI", "nombre": "De aquí"})
    yield sala
    sala.motor_bd.dispose()


def paquete_de(sala: Sala, tmp_path: Path, nombre: str = "entidad.zip") -> Path:
    archivo = tmp_path / nombre
    suya = next(e for e in entidades.listar(sala) if e.codigo == INSTITUTO["codigo"])
    traslados.exportar(sala, suya.id, archivo)
    return archivo


def visto(sala: Sala, codigo: str = "PRUEBA") -> dict[str, Any]:
    """Lo que una persona ve de la entidad, sin los números de cada instalación."""
    entidad = next(e for e in entidades.listar(sala) if e.codigo == codigo)
    de_vigencia = {d.vigencia: d for d in diagnosticos.listar(sala, entidad.id)}
    quien = sala.como(LOCAL)
    return {
        "entidad": (entidad.nombre, dict(entidad.atributos)),
        "estados": {v: (d.estado, d.fecha_corte, d.version_reglas) for v, d in de_vigencia.items()},
        "resultados": {
            v: resultado_en_json(diagnosticos.evaluar(quien, d.id)) for v, d in de_vigencia.items()
        },
        "historia": [
            (c.cuando, c.quien, c.antes, c.despues)
            for c in historia.cambios(quien, de_vigencia[2026].id, REGLAMENTO)
        ],
        "comentarios": [
            (c.texto, c.quien, c.cuando, c.resuelto)
            for c in comentarios.de_la_pregunta(quien, de_vigencia[2026].id, MESA)
        ],
        "plan": [
            (i.orden, i.accion, i.dicho, i.estado, i.aprobado_en)
            for i in plan.items(quien, de_vigencia[2026].id)
        ],
        "pasos": [
            [(d.paso, d.hacia, d.quien, d.cuando, d.observacion) for d in dados]
            for dados in acuerdos.historia(quien, de_vigencia[2026].id).values()
        ],
        "versiones": aprobacion.versiones(quien, de_vigencia[2026].id),
        "avances": [
            [(a.fecha, a.porcentaje, a.valor, a.quien, a.evidencia and a.evidencia[1]) for a in suyos]
            for suyos in seguimiento.avances(quien, de_vigencia[2026].id).values()
        ],
        "mecanismos": [_sin_numeros(asdict(m)) for m in mecanismos.listar(quien, de_vigencia[2026].id)],
        "apartadas": mesa.acciones_apartadas(quien, de_vigencia[2026].id),
        "diferidos": diagnosticos.diferidos(quien, de_vigencia[2026].id),
        "asignaciones": {
            t: (a.responsable, a.fecha)
            for t, a in diagnosticos.asignaciones(quien, de_vigencia[2026].id).items()
        },
        "mesa": _sin_numeros(asdict(mesa_tecnica.leer(quien, entidad.id))),
        "sesiones": [_sin_numeros(asdict(s)) for s in sesiones.listar(quien, entidad.id)],
        "calendario": servicio_de_calendario.leer(quien, entidad.id, 2026),
        "plantilla": actas.plantilla(quien, entidad.id),
        "asesorias": [(a.datos, a.cumplido) for a in asesorias.listar(quien, entidad.id)],
        "muestras": [(m.semilla, m.criterios) for m in control.muestras(quien, de_vigencia[2026].id)],
        "evidencias": {
            f.nombre: (f.clase, f.huella, f.datos, f.cargada, f.motivo_de_retiro, len(f.usos))
            for f in evidencias.listar(quien, entidad.id)
        },
    }


def _sin_numeros(dicho: Any) -> Any:
    if isinstance(dicho, dict):
        return {c: _sin_numeros(v) for c, v in dicho.items() if c != "id" and not c.endswith("_id")}
    return [_sin_numeros(v) for v in dicho] if isinstance(dicho, (list, tuple)) else dicho


def test_ida_y_vuelta_de_una_instalacion_a_otra(llena: Sala, otra: Sala, tmp_path: Path) -> None:
    """En todos los cruces de motores: lo que se ve es lo mismo, y las dos bitácoras cuadran."""
    traida = traslados.importar(otra, paquete_de(llena, tmp_path))
    assert (traida.codigo, traida.sin_archivo) == ("PRUEBA", ())
    assert visto(otra) == visto(llena)
    (acta,) = (f for f in evidencias.listar(otra, traida.entidad_id) if f.nombre == "Acta «ñ»")
    assert evidencias.abrir(otra, acta.id).contenido == archivos.pdf()
    assert {e.codigo for e in entidades.listar(otra)} == {"DE-AQUI", "PRUEBA"}
    for sala in (llena, otra):
        assert cadena.verificar(sala.motor_bd).roturas == ()


@SOLO_SQLITE
def test_lo_traido_se_puede_llevar_otra_vez(llena: Sala, otra: Sala, tmp_path: Path) -> None:
    """De la segunda a una tercera, con otro código; lo cerrado conserva el suyo."""
    traslados.importar(otra, paquete_de(llena, tmp_path))
    tercera = abrir_sala(Ajustes(datos=tmp_path / "tercera")).como(LOCAL)
    traida = traslados.importar(tercera, paquete_de(otra, tmp_path, "segunda.zip"), "NUEVO")
    assert traida.codigo == "NUEVO"
    antes, ahora = visto(llena), visto(tercera, "NUEVO")
    assert ahora["resultados"][2026] == antes["resultados"][2026]
    assert ahora["resultados"].pop(2027)["entidad"] == "NUEVO"
    del antes["resultados"][2027]
    assert ahora == antes
    assert cadena.verificar(tercera.motor_bd).roturas == ()
    tercera.motor_bd.dispose()


@SOLO_SQLITE
def test_la_entidad_llena_tiene_filas_en_todas_las_tablas(llena: Sala, tmp_path: Path) -> None:
    """Si no, la ida y vuelta no estaría probando alguna."""
    hecha = traslados.exportar(llena, 1, tmp_path / "e.zip")
    assert {t.nombre: bool(t.filas) for t in hecha.manifiesto.tablas} == {
        tabla_de(m).name: True for m in INCLUIDAS
    }
    assert list(hecha.manifiesto.autores.values()) == ["Ana Álvarez"]
    assert "@" not in hecha.manifiesto.model_dump_json()


def test_toda_tabla_de_la_entidad_va_o_se_dice_por_que_no() -> None:
    """Una tabla nueva que cuelgue de la entidad, o la nombre, tiene que estar en una de las dos listas."""
    tablas = Tabla.metadata.tables
    cuelgan = {"entidad"}
    while True:
        nuevas = {
            nombre
            for nombre, tabla in tablas.items()
            if "entidad_id" in tabla.c or any(f.column.table.name in cuelgan for f in tabla.foreign_keys)
        }
        if nuevas <= cuelgan:
            break
        cuelgan |= nuevas
    incluidas = {tabla_de(m).name for m in INCLUIDAS}
    assert cuelgan <= incluidas | set(EXCLUIDAS)
    assert not incluidas & set(EXCLUIDAS)
    assert set(EXCLUIDAS) <= cuelgan
    assert all(EXCLUIDAS.values())


@SOLO_SQLITE
def test_quienes_hicieron_algo_llegan_como_cuentas_que_no_entran(
    llena: Sala, otra: Sala, tmp_path: Path
) -> None:
    """Con su nombre, sin su correo, y una sola vez aunque se traiga más de un paquete."""
    archivo = paquete_de(llena, tmp_path)
    traslados.importar(otra, archivo)
    traslados.importar(otra, archivo, "OTRA-VEZ")
    with leer(otra.motor_bd) as sesion:
        (ana,) = sesion.exec(select(Cuenta))
    assert (ana.nombre, ana.activa, ana.clave) == ("Ana Álvarez", False, None)
    assert ana.correo.endswith("@traida.invalid")


@SOLO_SQLITE
def test_un_codigo_que_ya_esta_se_explica_y_no_queda_nada(llena: Sala, tmp_path: Path) -> None:
    """Ni filas ni archivos."""
    destino_ = abrir_sala(Ajustes(datos=tmp_path / "d")).como(LOCAL)
    entidades.guardar(destino_, {**INSTITUTO, "codigo": "prueba", "nombre": "La de aquí"})
    with pytest.raises(ErrorDeEntrada, match=r"«prueba»: «La de aquí».*--codigo"):
        traslados.importar(destino_, paquete_de(llena, tmp_path))
    nada(destino_)
    destino_.motor_bd.dispose()


def nada(sala: Sala) -> None:
    """La instalación sigue como estaba: sin evidencias, sin cambios de respuestas y sin sus archivos."""
    with leer(sala.motor_bd) as sesion:
        for tabla in (Evidencia, EventoDeRespuesta, Cuenta):
            assert _todas(sesion, tabla) == []
        assert len(_todas(sesion, Entidad)) == 1
    assert not [r for r in sala.ajustes.carpeta_de_evidencias.rglob("*") if r.is_file()]
    assert cadena.verificar(sala.motor_bd).roturas == ()


def _todas(sesion: Session, tabla: type[SQLModel]) -> list[Any]:
    return list(sesion.exec(select(tabla)))


# --- Paquetes que no son lo que dicen --------------------------------------------------------

Piezas = dict[str, bytes]


def con(archivo: Path, cambiar: Callable[[Piezas], None], *, rehacer: bool = True) -> Path:
    """El paquete con algo cambiado; rehacer el manifiesto es lo que haría quien quiere engañar."""
    with zipfile.ZipFile(archivo) as abierto:
        piezas = {nombre: abierto.read(nombre) for nombre in abierto.namelist()}
    cambiar(piezas)
    if rehacer:
        manifiesto = json.loads(piezas["manifiesto.json"])
        manifiesto["piezas"] = [
            {"ruta": n, "bytes": len(c), "sha256": hashlib.sha256(c).hexdigest()}
            for n, c in piezas.items()
            if n != "manifiesto.json"
        ]
        piezas["manifiesto.json"] = json.dumps(manifiesto).encode()
    otro = archivo.with_name("cambiado.zip")
    with zipfile.ZipFile(otro, "w") as escrito:
        for nombre, contenido in piezas.items():
            escrito.writestr(nombre, contenido)
    return otro


def _en(tabla: str, de: str, a: str) -> Callable[[Piezas], None]:
    def cambiar(piezas: Piezas) -> None:
        ruta = f"tablas/{tabla}.jsonl"
        assert de.encode() in piezas[ruta], piezas[ruta].decode()
        piezas[ruta] = piezas[ruta].replace(de.encode(), a.encode(), 1)

    return cambiar


def _en_manifiesto(**cambios: Any) -> Callable[[Piezas], None]:
    def cambiar(piezas: Piezas) -> None:
        piezas["manifiesto.json"] = json.dumps({**json.loads(piezas["manifiesto.json"]), **cambios}).encode()

    return cambiar


def _sin(ruta: str) -> Callable[[Piezas], None]:
    def cambiar(piezas: Piezas) -> None:
        del piezas[ruta]

    return cambiar


def _otra_evidencia(piezas: Piezas) -> None:
    (suya, *_) = (n for n in piezas if n.startswith("archivos/"))
    piezas[suya] = b"MZ otra cosa"


def _evidencia_que_sale(piezas: Piezas) -> None:
    piezas["archivos/evidencias/manual"] = b"x"


ENGANOS: dict[str, tuple[Callable[[Piezas], None], str]] = {
    "un cambio de la historia": (
        _en("evento_de_respuesta", r"\"valor\": \"no\"", r"\"valor\": \"si\""),
        "no es lo que se asentó allá",
    ),
    "el cierre": (_en("instantanea", '"salida": "', '"salida": "0'), "no es lo que se asentó allá"),
    "una fila sin su dueña": (_en("evidencia", '"entidad_id": 1', '"entidad_id": 9'), "que no vienen"),
    "una fila que no se entiende": (
        _en("diagnostico", '"vigencia": 2026', '"vigenci": 2026'),
        "no se entiende",
    ),
    "un dato de otra clase": (_en("diagnostico", '"vigencia": 2026', '"vigencia": "x"'), "no se entiende"),
    "una versión aprobada del plan": (
        _en("version_de_plan", r"\"responsable\": \"Ana\"", r"\"responsable\": \"Eva\""),
        "no es lo que se asentó allá",
    ),
    "lo que la base no admite": (_en("sesion_de_mesa", '"realizada"', '"perdida"'), "no admite"),
    "una plantilla que no es": (
        _en("plantilla_de_mesa", '"contenido": "', '"contenido": "AAAA'),
        "la plantilla de acta",
    ),
    "una fecha imposible": (_en("movimiento", '"cuando": "2', '"cuando": "9999'), "no se entiende"),
    "otra entidad": (_en("entidad", '"codigo": "PRUEBA"', '"codigo": "OTRA"'), "una sola entidad"),
    "un nombre con ruta": (_en("evidencia", '"acta.pdf"', '"../acta.pdf"'), "un archivo o una dirección"),
    "una dirección que corre": (_en("evidencia", '"https://ejemplo', '"javascript:ejemplo'), "una dirección"),
    "otro contenido": (_otra_evidencia, "no es la evidencia que su nombre dice"),
    "un contenido fuera de sitio": (_evidencia_que_sale, "no es la evidencia que su nombre dice"),
    "sin bitácora": (_sin("bitacora.jsonl"), "falta «bitacora.jsonl»"),
    "de un programa más nuevo": (_en_manifiesto(revision="9999"), "una versión más nueva del programa"),
    "de otra clase": (_en_manifiesto(clase="respaldo"), "clase: no se admite"),
}


@SOLO_SQLITE
def test_un_paquete_cambiado_se_rechaza_entero(
    llena: Sala, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """Aunque quien lo cambió haya rehecho las huellas del manifiesto."""
    archivo = paquete_de(llena, tmp_path)
    limpia = abrir_sala(Ajustes(datos=tmp_path / "d")).como(LOCAL)
    entidades.guardar(limpia, {**INSTITUTO, "codigo": "DE-AQUI", "nombre": "De aquí"})
    for engano, (cambiar, dice) in ENGANOS.items():
        with subtests.test(engano):
            with pytest.raises(ErrorDeEntrada, match=dice):
                traslados.importar(limpia, con(archivo, cambiar))
            nada(limpia)
    limpia.motor_bd.dispose()


@SOLO_SQLITE
def test_un_byte_cambiado_o_un_archivo_que_no_es_se_dicen(llena: Sala, tmp_path: Path) -> None:
    """Antes de mirar nada más."""
    archivo = paquete_de(llena, tmp_path)
    danado = con(archivo, _en("respuesta", '"criterio": "m', '"criterio": "M'), rehacer=False)
    with pytest.raises(ErrorDeEntrada, match="no es lo que se guardó"):
        traslados.importar(llena, danado, "NUEVO")
    texto = tmp_path / "notas.zip"
    texto.write_text("hola")
    with pytest.raises(ErrorDeEntrada, match="no es el paquete de una entidad"):
        traslados.importar(llena, texto)
    with pytest.raises(ErrorDeEntrada, match="ya existe"):
        traslados.exportar(llena, 1, archivo)


@SOLO_SQLITE
def test_una_evidencia_danada_no_detiene_y_se_dice(llena: Sala, otra: Sala, tmp_path: Path) -> None:
    """Al llevársela y al traerla."""
    huella = hashlib.sha256(archivos.pdf()).hexdigest()
    (llena.ajustes.carpeta_de_evidencias / huella[:2] / huella).write_bytes(b"otra")
    hecha = traslados.exportar(llena, 1, tmp_path / "e.zip")
    assert hecha.sin_archivo == ("Acta «ñ»",)
    assert traslados.importar(otra, tmp_path / "e.zip").sin_archivo == ("Acta «ñ»",)


@SOLO_SQLITE
def test_solo_se_lo_lleva_quien_puede_verlo_todo(
    llena: Sala, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """Confidenciales, borradores, bitácora y control incluidos; y solo trae quien crea entidades."""
    suya = next(e for e in entidades.listar(llena) if e.codigo == INSTITUTO["codigo"])
    for rol in Rol:
        quien = llena.como(Quien("Alguien", 77, (Pertenencia(rol, suya.id),)))
        puede = rol in {Rol.PLANEACION, Rol.LIDER, Rol.CONTROL_INTERNO}
        with subtests.test(rol):
            assert traslados.se_puede_exportar(quien, suya) is puede
            if puede:
                assert traslados.descargar(quien, suya.id).startswith(b"PK")
            else:
                with pytest.raises(ErrorDePermiso):
                    traslados.descargar(quien, suya.id)
            if rol is not Rol.ADMINISTRA:
                with pytest.raises(ErrorDePermiso, match="crear entidades"):
                    traslados.importar(quien, tmp_path / "no.zip")


@SOLO_SQLITE
def test_lo_que_pesa_demasiado_se_pide_en_la_consola(llena: Sala, monkeypatch: pytest.MonkeyPatch) -> None:
    """Se dice cuánto y a quién pedírselo."""
    monkeypatch.setattr(traslados, "MAXIMO_EN_MEMORIA", 10)
    with pytest.raises(ErrorDeServicio, match="lo haga en la consola"):
        traslados.descargar(llena, 1)


@SOLO_SQLITE
def test_las_dos_ordenes(llena: Sala, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exportar por el código, importar donde no está, y el choque con su salida."""
    archivo = tmp_path / "e.zip"
    hecha = correr("entidad", "exportar", "prueba", archivo)
    assert (hecha.codigo, "comprobado" in hecha.salida) == (0, True)
    assert correr("entidad", "exportar", "NADIE", tmp_path / "n.zip").codigo == 2
    choque = correr("entidad", "importar", archivo)
    assert (choque.codigo, "--codigo" in choque.error) == (2, True)
    monkeypatch.setenv("AUTODIAGNOSTICO_DATOS", str(tmp_path / "otros"))
    assert "Llegó «Instituto de Prueba»" in correr("entidad", "importar", archivo).salida

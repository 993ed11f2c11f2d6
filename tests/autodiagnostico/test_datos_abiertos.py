"""Los datos que se llevan: los números de la comparación, su diccionario y nada que señale a quien no."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from autodiagnostico.abiertos.diccionario import Paquete, diccionario
from autodiagnostico.abiertos.grupos import OTROS, TODAS, juntar
from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen.tablas import Asiento
from autodiagnostico.errores import ErrorDePermiso, ErrorDeServicio
from autodiagnostico.permisos import LOCAL, NADIE, Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, abrir_sala
from autodiagnostico.servicios import comparacion, datos_abiertos, diagnosticos, distrito, distrito_sintetico

Leidas = dict[str, list[dict[str, str]]]
FORMULA = '=HYPERLINK("https://ejemplo.invalid")'


@pytest.fixture(scope="module")
def inventado(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sala]:
    """Doce entidades sintéticas y dos vigencias; una, devuelta a borrador con una observación peligrosa."""
    abierta = abrir_sala(Ajustes(datos=tmp_path_factory.mktemp("datos"))).como(LOCAL)
    distrito_sintetico.cargar(abierta, 12, 2, 7)
    ultima = distrito.vigencias(abierta)[0]
    enviados = [d for d in diagnosticos.listar(abierta, vigencia=ultima) if d.estado == "enviado"]
    for d in enviados[:2]:
        diagnosticos.devolver(abierta, d.id, "Falta revisar")
    criterio = next(iter(diagnosticos.caso(abierta, enviados[1].id).respuestas))
    diagnosticos.anotar(abierta, enviados[1].id, criterio, observacion=FORMULA)
    diagnosticos.enviar(abierta, enviados[1].id, con_pendientes=True)
    yield abierta
    abierta.motor_bd.dispose()


def bajado(sala: Sala, cual: Paquete, *vigencias: int) -> Leidas:
    """Las tablas de un paquete, como las lee otro programa."""
    contenido = datos_abiertos.emitir(sala, cual, vigencias or distrito.vigencias(sala))
    with zipfile.ZipFile(io.BytesIO(contenido)) as zip_:
        assert zip_.namelist()[:2] == ["LEAME.txt", "diccionario.csv"]
        return {
            nombre.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(zip_.read(nombre).decode("utf-8-sig")), delimiter=";")
            )
            for nombre in zip_.namelist()[1:]
        }


def numero(escrito: str) -> float | None:
    """Un decimal con coma; vacío, None."""
    return float(escrito.replace(",", ".")) if escrito else None


@pytest.mark.parametrize("cual", Paquete)
def test_cada_columna_esta_en_su_diccionario_y_al_reves(inventado: Sala, cual: Paquete) -> None:
    """Y cada tabla trae algo: una descarga vacía no se entrega."""
    leidas = bajado(inventado, cual)
    explicadas = leidas.pop("diccionario")
    assert [*leidas] == diccionario().paquetes[cual].tablas
    for nombre, filas in leidas.items():
        assert filas
        assert [*filas[0]] == [f["columna"] for f in explicadas if f["tabla"] == nombre]
    assert all(f["descripcion"] for f in explicadas)


def test_ninguna_columna_ni_tabla_declarada_sobra() -> None:
    """Lo que el diccionario explica se usa."""
    de_tablas = {c for t in diccionario().tablas.values() for c in t.columnas}
    assert de_tablas == diccionario().columnas.keys()
    assert {t for p in diccionario().paquetes.values() for t in p.tablas} == diccionario().tablas.keys()


def test_los_numeros_son_los_de_la_comparacion(inventado: Sala) -> None:
    """De cada entidad contada, el global y cada escenario; las demás van aparte, solo con su cobertura."""
    ultima = distrito.vigencias(inventado)[0]
    leidas = bajado(inventado, Paquete.ABIERTOS, ultima)
    suyas = {(f["entidad"], f["ambito"], f["codigo"]): f for f in leidas["madurez"]}
    filas = comparacion.comparar(inventado, ultima)
    contadas = [f for f in filas if f.contada]
    assert {f.codigo for f in contadas} == {c for c, _, _ in suyas}
    for fila in contadas:
        assert fila.madurez_global is not None
        assert fila.escenarios is not None
        al_frente = {("global", "global"): fila.madurez_global}
        al_frente |= {("escenario", c): m for c, m in fila.escenarios.items()}
        for (clase, codigo), madurez in al_frente.items():
            suya = suyas[fila.codigo, clase, codigo]
            assert numero(suya["indice_min"]) == pytest.approx(float(madurez.indice_min or 0), abs=1e-4)
            assert numero(suya["indice_max"]) == pytest.approx(float(madurez.indice_max or 0), abs=1e-4)
            assert (suya["nivel_min"], suya["nivel_max"]) == (str(madurez.nivel_min), str(madurez.nivel_max))
    fuera = {f["entidad"]: f["razon"] for f in leidas["no_contadas"]}
    assert fuera == {f.codigo: f.razon_no_contada for f in filas if not f.contada}
    assert len(fuera) >= 1


def test_los_resultados_son_los_de_evaluar(inventado: Sala) -> None:
    """Regla por regla."""
    ultima = distrito.vigencias(inventado)[0]
    leidas = bajado(inventado, Paquete.ABIERTOS, ultima)["resultados"]
    suyo = next(d for d in diagnosticos.listar(inventado, vigencia=ultima) if d.estado != "borrador")
    esperado = {c: h.estado.value for c, h in diagnosticos.evaluar(inventado, suyo.id).hallazgos.items()}
    assert {f["regla"]: f["resultado"] for f in leidas if f["entidad"] == suyo.entidad.codigo} == esperado


def test_sin_nombres_no_hay_ninguno_ni_grupo_pequeno(inventado: Sala) -> None:
    """Ni el código ni el nombre de nadie, y ningún número de menos de las entidades del mínimo."""
    contenido = datos_abiertos.emitir(inventado, Paquete.ANONIMOS, distrito.vigencias(inventado))
    with zipfile.ZipFile(io.BytesIO(contenido)) as zip_:
        escrito = "".join(zip_.read(n).decode("utf-8-sig") for n in zip_.namelist())
    for suyo in diagnosticos.listar(inventado):
        assert suyo.entidad.codigo not in escrito
        assert suyo.entidad.nombre not in escrito
    leidas = bajado(inventado, Paquete.ANONIMOS)
    minimo = diccionario().grupo_minimo.valor
    for fila in leidas["madurez_por_grupo"]:
        assert (int(fila["entidades"]) >= minimo) == bool(fila["mediana"])
    for fila in leidas["reglas_por_grupo"]:
        assert not fila["aplica"] or int(fila["aplica"]) >= minimo
        assert bool(fila["aplica"]) == bool(fila["cumplen"]) == bool(fila["fallan"])


@given(st.dictionaries(st.integers(0, 60), st.sampled_from("abcdef")), st.integers(1, 8))
def test_lo_que_se_junta_no_deja_adivinar(grupos: dict[int, str], minimo: int) -> None:
    """Ningún grupo publicado es menor que el mínimo, salvo que sean todos; y uno solo nunca se calla."""
    publicados = juntar(grupos, minimo)
    assert publicados.keys() == grupos.keys()
    tamanos = Counter(publicados.values())
    assert all(n >= minimo for g, n in tamanos.items() if g != TODAS)
    assert TODAS not in tamanos or len(tamanos) == 1
    assert all(publicados[c] in {g, OTROS, TODAS} for c, g in grupos.items())
    originales = Counter(grupos.values())
    if all(n >= minimo for n in originales.values()):
        assert publicados == grupos


def test_las_respuestas_son_las_del_caso_y_un_texto_no_es_formula(inventado: Sala) -> None:
    """Una fila por respuesta de cada diagnóstico que se puede leer."""
    ultima = distrito.vigencias(inventado)[0]
    filas = bajado(inventado, Paquete.RESPUESTAS, ultima)["respuestas"]
    assert f"'{FORMULA}" in {f["observacion"] for f in filas}
    suyo = next(d for d in diagnosticos.listar(inventado, vigencia=ultima) if d.estado == "cerrado")
    guardadas = diagnosticos.caso(inventado, suyo.id).respuestas
    de_el = [f["criterio"] for f in filas if f["entidad"] == suyo.entidad.codigo]
    assert sorted(de_el) == sorted(guardadas)


def test_cada_quien_se_lleva_lo_que_puede_ver(inventado: Sala) -> None:
    """La cabeza de sector, lo de su sector y ninguna respuesta; quien no compara, nada."""
    ultima = distrito.vigencias(inventado)[0]
    sector = str(diagnosticos.listar(inventado, vigencia=ultima)[0].entidad.atributos["sector"])
    de_sector = inventado.como(Quien("Sector", 1, (Pertenencia(Rol.SECTOR, sector=sector),)))
    leidas = bajado(de_sector, Paquete.ABIERTOS)
    assert {f["sector"] for f in (*leidas["madurez"], *leidas["no_contadas"])} == {sector}
    with pytest.raises(ErrorDeServicio, match="No hay nada que descargar"):
        datos_abiertos.emitir(de_sector, Paquete.RESPUESTAS, [ultima])
    subsecretaria = inventado.como(Quien("Sub", 2, (Pertenencia(Rol.SUBSECRETARIA),)))
    borradores = {
        d.entidad.codigo for d in diagnosticos.listar(inventado, vigencia=ultima) if d.estado == "borrador"
    }
    assert borradores
    suyas = bajado(subsecretaria, Paquete.RESPUESTAS, ultima)["respuestas"]
    assert suyas
    assert not borradores & {f["entidad"] for f in suyas}
    for cual in Paquete:
        with pytest.raises(ErrorDePermiso):
            datos_abiertos.emitir(inventado.como(NADIE), cual, [ultima])


def test_queda_asentado_lo_que_se_bajo(inventado: Sala) -> None:
    """Con la huella de los bytes, para saber después si un ZIP salió de aquí."""
    datos_abiertos.emitir(inventado, Paquete.ANONIMOS, [distrito.vigencias(inventado)[0]])
    with Session(inventado.motor_bd) as sesion:
        ultimo = sesion.exec(select(Asiento).order_by(col(Asiento.numero).desc())).first()
    assert ultimo is not None
    assert ultimo.hecho == "informe descargado"
    assert ultimo.detalle["informe"] == "Datos abiertos sin nombres"
    assert len(ultimo.detalle["contenido"]) == 64

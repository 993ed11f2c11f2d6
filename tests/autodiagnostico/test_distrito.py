"""Cada número del cuarto de la Subsecretaría es el que da evaluar caso por caso, y cada quien ve lo suyo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from sqlmodel import select

from autodiagnostico.ajustes import Ajustes
from autodiagnostico.almacen import escribir, leer
from autodiagnostico.almacen.tablas import Diagnostico, LecturaGuardada
from autodiagnostico.analisis import distribuciones, grupos, incumplidas, pares, seleccion
from autodiagnostico.analisis.comparacion import filas as filas_de
from autodiagnostico.analisis.grupos import Grupo
from autodiagnostico.analisis.madurez import DIEZMIL, exactas
from autodiagnostico.analisis.tendencia import Movida
from autodiagnostico.errores import ErrorDeEntrada, ErrorDePermiso
from autodiagnostico.lecturas import letras
from autodiagnostico.lecturas.cuadro import Cuadro
from autodiagnostico.permisos import LOCAL, NADIE, Pertenencia, Quien, Rol
from autodiagnostico.sala import Sala, abrir_sala, al_dia, hoy
from autodiagnostico.servicios import (
    adopciones,
    comparacion,
    control,
    diagnosticos,
    distrito,
    distrito_sintetico,
    ensayos,
    rezagos,
)
from autodiagnostico.servicios.adopciones import Acto
from motor import Caso, Estado, acciones, semantica
from motor.contrato import redondear
from reglas.variantes import Cambios, con_cambios
from tests.autodiagnostico.piezas import CATALOGO, correr

SECTORES = {"Ambiente", "Educación", "Hábitat"}
ACTO = Acto("Acta 3 de 2026", hoy(), "Comisión Intersectorial")


@pytest.fixture(scope="module")
def plantilla(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sala]:
    """Un distrito de doce entidades y dos vigencias, que las pruebas de este módulo solo leen."""
    datos = tmp_path_factory.mktemp("distrito")
    abierta = abrir_sala(Ajustes(datos=datos, bd=f"sqlite:///{datos / 'base.sqlite3'}")).como(LOCAL)
    distrito_sintetico.cargar(abierta, 12, 2, 5)
    yield abierta
    abierta.motor_bd.dispose()


@pytest.fixture(scope="module")
def cuadro(plantilla: Sala) -> Cuadro:
    """El de la última vigencia."""
    return distrito.abrir(plantilla, [hoy().year])


def casos(sala: Sala, cuadro: Cuadro) -> dict[int, Caso]:
    """Los casos contados, con que se evalúa cada uno."""
    return {int(n): diagnosticos.caso(sala, int(n)) for n in cuadro.contadas().index}


def test_lo_leido_es_lo_que_da_evaluar(plantilla: Sala) -> None:
    """Índices, coberturas, niveles y el estado de cada regla, de todo lo enviado y lo cerrado."""
    todos = distrito.abrir(plantilla, distrito.vigencias(plantilla))
    escenarios = exactas(todos.de("escenario"))
    assert len(escenarios) == len(todos.contadas()) > 18
    for numero, suyos in escenarios.items():
        resultado = diagnosticos.evaluar(plantilla, numero)
        for codigo, m in resultado.escenarios.items():
            dichos = (m.indice_min, m.indice_max, m.cobertura, m.nivel_min, m.nivel_max)
            hallado = suyos[codigo]
            leidos = (hallado.indice_min, hallado.indice_max, hallado.cobertura)
            assert (*leidos, hallado.nivel_min, hallado.nivel_max) == dichos
        fila = todos.de("global").set_index("diagnostico_id").loc[numero]
        assert fila["indice_min"] / DIEZMIL == redondear(resultado.madurez_global.indice_min)
        assert fila["nivel_min"] == resultado.madurez_global.nivel_min
        estados = {c: letras.ESTADO[chr(x)] for c, x in todos.estados.loc[numero].items() if chr(x) != "."}  # type: ignore[arg-type]
        assert estados == {c: h.estado for c, h in resultado.hallazgos.items()}


def test_lo_guardado_vale_hasta_que_algo_se_mueve(plantilla: Sala) -> None:
    """Abrir otra vez no escribe nada; devolver y volver a enviar, sí."""
    ano = hoy().year
    distrito.abrir(plantilla, [ano])
    guardadas = _guardadas(plantilla)
    distrito.abrir(plantilla, [ano])
    assert _guardadas(plantilla) == guardadas
    ficha = next(d for d in diagnosticos.listar(plantilla, vigencia=ano) if d.estado == "enviado")
    diagnosticos.devolver(plantilla, ficha.id, "una prueba")
    de_borrador = distrito.abrir(plantilla, [ano])
    assert not de_borrador.fichas.loc[ficha.id, "contada"]
    criterio = next(c for c in CATALOGO.criterios.values() if c.codigo == "mesa.existe")
    ya = diagnosticos.caso(plantilla, ficha.id).respuestas.get(criterio.codigo)
    diagnosticos.responder(plantilla, ficha.id, criterio.codigo, not (ya and ya.valor))
    diagnosticos.enviar(plantilla, ficha.id, con_pendientes=True)
    otra_vez = distrito.abrir(plantilla, [ano])
    resultado = diagnosticos.evaluar(plantilla, ficha.id)
    fila = otra_vez.de("global").set_index("diagnostico_id").loc[ficha.id]
    assert fila["indice_min"] / DIEZMIL == redondear(resultado.madurez_global.indice_min)


def _guardadas(sala: Sala) -> dict[int, str]:
    with leer(sala.motor_bd) as sesion:
        return {f.id or 0: f.clave for f in sesion.exec(select(LecturaGuardada))}


def test_un_borrador_deja_ver_su_cobertura_y_nada_mas(sala: Sala, diagnostico: int) -> None:
    """En cada motor de base de datos; y cambia con cada respuesta."""
    diagnosticos.responder(sala, diagnostico, "mesa.existe", True)
    antes = distrito.abrir(sala, [2026])
    assert antes.ambitos[["indice_min", "indice_max", "nivel_min", "minimo", "maximo"]].isna().all(axis=None)
    assert antes.estados.empty
    (uno,) = filas_de(antes)
    resultado = diagnosticos.evaluar(sala, diagnostico)
    assert uno.cobertura == {c: e.cobertura for c, e in resultado.escenarios.items()}
    diagnosticos.responder(sala, diagnostico, "politica.transparencia.implementada", "si")
    (otro,) = comparacion.comparar(sala, 2026)
    assert otro.cobertura_global is not None
    assert uno.cobertura_global is not None
    assert otro.cobertura_global > uno.cobertura_global


def test_un_cierre_que_alguien_toco_no_se_cuenta_y_se_dice(sala: Sala, diagnostico: int) -> None:
    """La razón va con la entidad; las demás se siguen viendo."""
    diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    diagnosticos.revisar(sala, diagnostico)
    diagnosticos.cerrar(sala, diagnostico)
    with escribir(sala.motor_bd) as sesion:
        fila = sesion.get_one(Diagnostico, diagnostico)
        sesion.connection().exec_driver_sql("UPDATE instantanea SET version_reglas = 'otra'")
        assert fila.estado == "cerrado"
    (una,) = comparacion.comparar(sala, 2026)
    assert not una.contada
    assert "Alguien cambió el cierre" in una.razon_no_contada


def test_las_distribuciones_son_las_de_los_indices(plantilla: Sala, cuadro: Cuadro) -> None:
    """Por escenario y por sector: mínimo, mediana y máximo de lo evaluado uno por uno."""
    suyos = casos(plantilla, cuadro)
    for d in distribuciones.por_ambito(cuadro, ["escenario"]):
        indices = [_indice(plantilla, n, d.codigo) for n in suyos]
        conocidos = [i for i in indices if i is not None]
        assert d.entidades == len(conocidos)
        assert (d.minimo, d.mediana, d.maximo) == pytest.approx(
            (min(conocidos), median(conocidos), max(conocidos)), abs=1e-4
        )
    sectores = cuadro.sectores()
    for r in distribuciones.rezagos(cuadro, "escenario", "E4"):
        del_sector = [_indice(plantilla, n, "E4") for n, s in sectores.items() if s == r.distribucion.grupo]
        assert r.distribucion.mediana == pytest.approx(
            median(i for i in del_sector if i is not None), abs=1e-4
        )


def _indice(sala: Sala, numero: int, escenario: str) -> float | None:
    return redondear(diagnosticos.evaluar(sala, numero).escenarios[escenario].indice_min)


def test_una_politica_suma_sus_reglas(plantilla: Sala, cuadro: Cuadro) -> None:
    """Peso por grado de las reglas que la recogen, entre su peso."""
    for numero in list(casos(plantilla, cuadro))[:3]:
        resultado = diagnosticos.evaluar(plantilla, numero)
        for politica in ("participacion", "tramites"):
            suyas = [
                (sum(h.regla.escenarios.values()), h.veredicto)
                for h in resultado.hallazgos.values()
                if politica in h.regla.ficha.politicas and h.estado is not Estado.NO_APLICA
            ]
            peso = sum(w for w, _ in suyas)
            indice = 50 * sum(w * (v.medios_min or 0) for w, v in suyas) / peso
            fila = cuadro.de("politica", politica).set_index("diagnostico_id").loc[numero]
            assert fila["indice_min"] / DIEZMIL == pytest.approx(indice, abs=1e-4)


def test_las_incumplidas_son_las_que_se_cuentan_una_por_una(plantilla: Sala, cuadro: Cuadro) -> None:
    """En todo el Distrito, y por sector."""
    conteo: Counter[tuple[str, Estado]] = Counter()
    por_sector: Counter[tuple[str, str, Estado]] = Counter()
    sectores = cuadro.sectores()
    for numero in casos(plantilla, cuadro):
        for codigo, hallazgo in diagnosticos.evaluar(plantilla, numero).hallazgos.items():
            conteo[codigo, hallazgo.estado] += 1
            por_sector[codigo, sectores[numero], hallazgo.estado] += 1
    for i in incumplidas.por_regla(cuadro):
        dichos = (i.no_cumple, i.parcial, i.en_plazo, i.sin_informacion, i.cumple)
        estados = (Estado.NO_CUMPLE, Estado.PARCIAL, Estado.EN_PLAZO, Estado.SIN_INFORMACION, Estado.CUMPLE)
        assert dichos == tuple(conteo[i.regla, e] for e in estados)
    for i in incumplidas.por_sector(cuadro):
        assert i.no_cumple == por_sector[i.regla, i.grupo, Estado.NO_CUMPLE]


def test_cada_palanca_sube_a_las_que_dice_al_hacerla_de_verdad(plantilla: Sala) -> None:
    """Se hace la acción en cada caso, con sus requisitos, y se evalúa con la definición."""
    halladas = rezagos.palancas(plantilla, hoy().year)
    edicion = CATALOGO.al(hoy())
    for palanca in halladas.sueltas[:6]:
        suben, dias = 0, 0
        for numero in halladas.diagnosticos:
            caso = replace(diagnosticos.caso(plantilla, numero), fecha_corte=hoy())
            antes = semantica.leer(edicion, caso)
            if palanca.acciones[0] not in antes.propuestas:
                continue
            cadena = acciones.cadena(edicion, palanca.acciones[0], antes.propuestas)
            despues = semantica.leer(edicion, acciones.hacer(CATALOGO, caso, cadena, hoy()))
            if any(despues.niveles[e].minimo > n.minimo for e, n in antes.niveles.items()):
                suben += 1
                dias += sum(CATALOGO.acciones[c].esfuerzo_dias for c in cadena)
        assert (palanca.suben, palanca.esfuerzo_dias) == (suben, dias)
    assert [p.suben for p in halladas.juntas] == sorted({p.suben for p in halladas.juntas})


def test_la_tendencia_trae_lo_de_entonces_y_lo_de_hoy(plantilla: Sala) -> None:
    """Lo de hoy es lo que da la definición con las mismas respuestas y la fecha de hoy."""
    anos = distrito.vigencias(plantilla)
    historia = rezagos.historia(plantilla, anos)
    edicion = CATALOGO.al(hoy())
    ambitos = {c: historia.de_hoy.ambito(c)["nivel_min"] for c in CATALOGO.escenarios}
    for numero in historia.de_hoy.ids[::4]:
        caso = replace(diagnosticos.caso(plantilla, numero), fecha_corte=hoy())
        niveles = semantica.leer(edicion, caso).niveles
        assert {c: suyo[numero] for c, suyo in ambitos.items()} == {c: n.minimo for c, n in niveles.items()}
    for punto in historia.puntos("E1"):
        fichas = historia.cuadro.contadas(punto.vigencia)
        assert punto.entonces == pytest.approx(
            median(i for n in fichas.index if (i := _indice(plantilla, int(n), "E1")) is not None), abs=1e-4
        )
    comun = historia.compartido(anos[1], anos[0])
    assert comun.solo_antes == 0
    assert comun.en_ambas + comun.solo_despues == len(edicion.reglas)


def test_quien_cayo_es_quien_tiene_menos_que_antes(plantilla: Sala) -> None:
    """Con la misma vara, y cada regla perdida se cumplía y ya no."""
    ahora, antes = distrito.vigencias(plantilla)[:2]
    movidas = rezagos.historia(plantilla, [ahora, antes]).movidas(antes, ahora)
    assert [m.cambio for m in movidas] == sorted(m.cambio for m in movidas)
    edicion = CATALOGO.al(hoy())
    for m in movidas[:3]:
        suyos = {d.vigencia: d.id for d in diagnosticos.listar(plantilla, m.entidad_id)}
        uno, otro = (
            semantica.leer(edicion, replace(diagnosticos.caso(plantilla, suyos[v]), fecha_corte=hoy()))
            for v in (antes, ahora)
        )
        perdio = {
            c
            for c, v in uno.veredictos.items()
            if v.estado is Estado.CUMPLE and otro.veredictos[c].estado is not Estado.CUMPLE
        }
        assert set(m.perdio) == perdio


def test_el_ensayo_dice_lo_que_pasaria_de_verdad(plantilla: Sala) -> None:
    """Los niveles con los pesos y umbrales nuevos son los de la definición con esa base."""
    propuestos = Cambios(escenarios={"E4": 3}, umbrales={2: 30, 5: 90}, reglas={"D640-252-2": {"E1": 50}})
    ensayo = ensayos.ensayar(plantilla, hoy().year, propuestos)
    nueva = con_cambios(CATALOGO, propuestos)
    assert ensayo.despues.digesto == nueva.digesto != CATALOGO.digesto
    conteo: Counter[tuple[str, str]] = Counter()
    for numero in casos(plantilla, distrito.abrir(plantilla, [hoy().year])):
        caso = replace(diagnosticos.caso(plantilla, numero), fecha_corte=hoy())
        antes, despues = (semantica.leer(c.al(hoy()), caso).niveles for c in (CATALOGO, nueva))
        for e, n in antes.items():
            otro = despues[e].minimo
            que = "suben" if otro > n.minimo else "bajan" if otro < n.minimo else "iguales"
            conteo[e, que] += 1
    for e in CATALOGO.escenarios:
        assert {q: n for q, n in ensayo.conteos[e].items() if n} == {
            q: conteo[e, q] for q in ("suben", "bajan", "iguales") if conteo[e, q]
        }


def test_un_ensayo_que_no_se_admite_dice_todo_lo_que_esta_mal(plantilla: Sala) -> None:
    """Escenarios, reglas y umbrales, juntos."""
    malos = Cambios({"E9": 2, "E1": 0}, {"D640-252-X": {"E1": 1}}, {2: 90})
    with pytest.raises(ErrorDeEntrada) as error:
        ensayos.ensayar(plantilla, hoy().year, malos)
    assert len(error.value.problemas) == 4


def test_un_borrador_de_la_base_se_ensaya_sin_instalarlo(plantilla: Sala) -> None:
    """Y sus defectos se dicen."""
    malos = {"mi regla.yaml": b"normas: []\nreglas:\n  - {codigo: X}\n", "otra.yaml": b"\xff"}
    with pytest.raises(ErrorDeEntrada) as error:
        ensayos.ensayar_base(plantilla, hoy().year, malos)
    assert "mi regla.yaml:3" in error.value.mensaje
    assert "otra.yaml: El archivo no es texto UTF-8" in error.value.mensaje
    bueno = Path(__file__).parents[2] / "reglas/base/marco/escenarios.yaml"
    cambiado = bueno.read_bytes().replace(b"umbral: 20", b"umbral: 39")
    ensayo = ensayos.ensayar_base(plantilla, hoy().year, {"escenarios.yaml": cambiado})
    assert ensayo.despues.niveles[1].umbral == 39
    assert al_dia(plantilla).catalogo.digesto == CATALOGO.digesto


def test_adoptar_pide_el_acto_y_deja_constancia(sala: Sala, diagnostico: int) -> None:
    """Desde entonces los borradores se miran con la base nueva; lo enviado, con la que tenía."""
    enviado = diagnosticos.enviar(sala, diagnostico, con_pendientes=True)
    propuestos = Cambios(umbrales={2: 35})
    with pytest.raises(ErrorDeEntrada) as error:
        adopciones.adoptar(sala, propuestos, Acto("", None, ""))
    assert len(error.value.problemas) == 3
    assert al_dia(sala).catalogo.digesto == CATALOGO.digesto
    ficha = adopciones.adoptar(sala, propuestos, ACTO)
    nueva = al_dia(sala)
    assert nueva.catalogo.digesto == ficha.digesto_despues
    assert nueva.catalogo.niveles[1].umbral == 35
    assert adopciones.listar(nueva) == [ficha]
    assert diagnosticos.con_que(nueva, enviado.id).catalogo.digesto == CATALOGO.digesto
    segunda = adopciones.adoptar(nueva, Cambios(escenarios={"E1": 2}), ACTO)
    assert al_dia(nueva).catalogo.digesto == segunda.digesto_despues
    assert al_dia(nueva).catalogo.niveles[1].umbral == 35


def test_un_borrador_de_la_base_se_adopta_con_su_acto(sala: Sala) -> None:
    """Queda instalado como se ensayó; uno con defectos o que no cambia nada, no."""
    base = (Path(__file__).parents[2] / "reglas/base/marco/escenarios.yaml").read_bytes()
    for archivos, razon in (
        ({"malo.yaml": b"reglas: [{codigo: X}]"}, "X"),
        ({"igual.yaml": base}, "No hay ningún cambio"),
        ({}, "No hay ningún cambio"),
    ):
        with pytest.raises(ErrorDeEntrada, match=razon):
            adopciones.adoptar_borrador(sala, archivos, ACTO)
    assert al_dia(sala).catalogo.digesto == CATALOGO.digesto
    cambiado = {"escenarios.yaml": base.replace(b"umbral: 20", b"umbral: 39")}
    ficha = adopciones.adoptar_borrador(sala, cambiado, ACTO)
    assert al_dia(sala).catalogo.digesto == ficha.digesto_despues
    assert al_dia(sala).catalogo.niveles[1].umbral == 39
    assert ficha.cambios["archivos"] == ["escenarios.yaml"]


def test_lo_verificado_es_lo_que_da_la_evaluacion_independiente(plantilla: Sala) -> None:
    """El mismo intervalo que ve control interno."""
    todos = distrito.abrir(plantilla, distrito.vigencias(plantilla))
    verificados = todos.verificados[todos.verificados["clase"] == "global"].set_index("diagnostico_id")
    assert len(verificados)
    for numero, fila in verificados.iterrows():
        evaluada = control.comparada(plantilla, int(str(numero))).evaluada.madurez_global
        assert fila["indice_min"] / DIEZMIL == redondear(evaluada.indice_min)
        assert fila["indice_max"] / DIEZMIL == redondear(evaluada.indice_max)


def test_estar_con_seguridad_en_un_grupo_no_depende_de_lo_que_falta(plantilla: Sala, cuadro: Cuadro) -> None:
    """Ninguna segura del tercio alto puede quedar fuera de él aunque las demás respondan todo a su favor."""
    filas = filas_de(cuadro)
    suyas = grupos.ubicar(cuadro.catalogo, filas)
    altas = grupos.en(suyas, Grupo.ALTO, seguras=True)
    assert altas
    contadas = [f for f in filas if f.contada and f.madurez_global is not None]
    for u in altas:
        suya = u.fila.madurez_global
        assert suya is not None
        pasan = [
            f
            for f in contadas
            if f.madurez_global is not None and (f.madurez_global.indice_max or 0) > (suya.indice_min or 0)
        ]
        assert 3 * len([f for f in pasan if f.codigo != u.fila.codigo]) < len(contadas)


def test_baja_quien_baja_de_nivel_aunque_sume_puntos() -> None:
    """Puede perder lo que habilita un nivel y ganar en otra parte."""
    quieta = Movida(1, 1, "U", "Uno", "Salud", 50.0, 50.0, 2, 2, (), ())
    assert not quieta.bajo
    assert replace(quieta, despues=60.0, nivel_despues=1).bajo
    assert replace(quieta, despues=40.0).bajo
    assert not replace(quieta, despues=60.0, nivel_despues=3).bajo


def test_con_menos_de_tres_no_hay_tercios(cuadro: Cuadro) -> None:
    """Una sola no está «con seguridad» en ninguno."""
    contadas = [f for f in filas_de(cuadro) if f.contada]
    assert [bool(grupos.ubicar(cuadro.catalogo, contadas[:n])) for n in (0, 1, 2, 3)] == [False] * 3 + [True]


def test_los_pares_son_los_que_se_parecen(cuadro: Cuadro) -> None:
    """El mismo sector y el mismo tipo; sin ella misma."""
    for numero in cuadro.contadas().index[:4]:
        suya = cuadro.fichas.loc[numero]
        hallados = pares.pares(cuadro, int(numero), ("sector",))
        assert set(hallados["sector"]) <= {suya["sector"]}
        assert numero not in hallados.index
        for fila in pares.entre_sus_pares(cuadro, int(numero), ("sector",)):
            assert fila.por_debajo + fila.iguales + fila.por_encima == fila.pares


def test_a_quien_se_propone_apoyar_y_de_quien_aprender(cuadro: Cuadro) -> None:
    """Con la regla escrita: nadie con poca cobertura, y lo que enseña lo cumplen pocas."""
    regla = seleccion.seleccion()
    for escenario in CATALOGO.escenarios:
        apoyo = seleccion.apoyo(cuadro, escenario)
        assert all(x.cobertura >= regla.apoyo.cobertura_desde for x in apoyo)
        partes = {i.regla: i.cumple / i.aplica for i in incumplidas.por_regla(cuadro, ambito=escenario)}
        for x in seleccion.buenas_practicas(cuadro, escenario):
            assert x.nivel >= regla.buena_practica.nivel_desde
            assert all(partes[r] < regla.buena_practica.la_cumplen_menos_de for r in x.practicas)


def test_cada_rol_ve_lo_suyo(plantilla: Sala) -> None:
    """El sector, las suyas; una entidad y quien no ha entrado, nada; lo verificado, quien puede verlo."""
    ano = hoy().year
    sector = next(iter(distrito.abrir(plantilla, [ano]).contadas()["sector"]))
    de_sector = plantilla.como(Quien("Ana", None, (Pertenencia(Rol.SECTOR, sector=sector),)))
    assert set(distrito.abrir(de_sector, [ano]).fichas["sector"]) == {sector}
    assert {m.sector for m in rezagos.historia(de_sector, [ano, ano - 1]).movidas(ano - 1, ano)} == {sector}
    assert set(rezagos.palancas(de_sector, ano).diagnosticos) <= set(
        distrito.abrir(de_sector, [ano]).fichas.index
    )
    politica = plantilla.como(Quien("Luz", None, (Pertenencia(Rol.LIDER_POLITICA),)))
    assert distrito.abrir(politica, distrito.vigencias(politica)).verificados.empty
    for nadie in (NADIE, Quien("Eva", None, (Pertenencia(Rol.LIDER, 1),))):
        for pedir in (
            lambda sala: distrito.abrir(sala, [ano]),
            lambda sala: rezagos.palancas(sala, ano),
            lambda sala: rezagos.historia(sala, [ano]),
            lambda sala: ensayos.ensayar(sala, ano, Cambios(umbrales={2: 30})),
            adopciones.listar,
        ):
            with pytest.raises(ErrorDePermiso):
                pedir(plantilla.como(nadie))
    with pytest.raises(ErrorDePermiso):
        adopciones.adoptar(de_sector, Cambios(umbrales={2: 30}), ACTO)


def test_el_mismo_pedido_da_el_mismo_distrito_y_todo_lleva_la_marca(sala: Sala) -> None:
    """Y la bitácora queda entera."""
    from autodiagnostico import cadena

    distrito_sintetico.cargar(sala, 3, 2, 9)
    suyas = distrito.abrir(sala, distrito.vigencias(sala)).fichas
    assert suyas["demostracion"].all()
    assert suyas["nombre"].str.contains("sintética").all()
    assert not cadena.verificar(sala.motor_bd).roturas
    with pytest.raises(Exception, match="Ya hay un distrito"):
        distrito_sintetico.cargar(sala, 3, 2, 9)


def test_dejar_las_lecturas_listas_de_noche() -> None:
    """`bd lecturas` calcula lo que falte y dice cuánto; otra vez, ya no falta nada."""
    abierta = abrir_sala().como(LOCAL)
    distrito_sintetico.cargar(abierta, 2, 2, 5)
    primera = correr("bd", "lecturas")
    assert primera.codigo == 0
    assert primera.salida.startswith("Quedaron al día. Se calcularon ")
    assert correr("bd", "lecturas").salida == "Ya estaban al día.\n"
    with leer(abierta.motor_bd) as sesion:
        assert len(sesion.exec(select(LecturaGuardada)).all()) >= 4
    abierta.motor_bd.dispose()


def test_sin_nada_que_leer_las_lecturas_estan_al_dia() -> None:
    """Recién instalada."""
    assert correr("bd", "lecturas").salida == "Ya estaban al día.\n"
